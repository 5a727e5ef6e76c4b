/* The model file: a damaged one is refused, whatever is damaged; sessions share one model. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libtext/buffer.h>
#include <libtext/spell.h>

#include "model/model.h"
#include "tests/runner/chaos.h"
#include "tests/runner/fences.h"

static char *bytes;
static size_t length;
static lt_model *model;

static int open_model(void **state)
{
    (void)state;
    char path[4096];
    snprintf(path, sizeof path, "%s/vi.model", getenv("DICTIONARIES"));
    bytes = read_whole(path, &length);
    return lt_model_open(path, &model, NULL) != LT_OK;
}

static int close_model(void **state)
{
    (void)state;
    lt_model_free(model);
    free(bytes);
    return 0;
}

static lt_status load(size_t size)
{
    lt_model *other = NULL;
    lt_error error = LT_ERROR_INIT;
    lt_status status = lt_model_load(bytes, size, &other, &error);
    assert_true((status == LT_OK) == (error.status == LT_OK));
    lt_model_free(other);
    return status;
}

static void test_damage(void **state)
{
    (void)state;
    assert_int_equal(load(length), LT_OK);
    static const size_t cuts[] = {0, 1, 63, sizeof(lt_model_header), 100000};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        assert_int_equal(load(cuts[i]), LT_BAD_DATA);
    assert_int_equal(load(length - 1), LT_BAD_DATA);
    lt_model *other = model;
    assert_int_equal(lt_model_load(bytes + 1, length - 1, &other, NULL), LT_BAD_ARGUMENT);
    assert_null(other);
    other = model;
    assert_int_equal(lt_model_open("no-such-file", &other, NULL), LT_IO);
    assert_null(other);
    for (size_t i = 0; i < 12; i++) {
        size_t at = i < 6 ? i * 8 : length / 7 * (i - 5);
        bytes[at] ^= 0x10;
        assert_int_equal(load(length), LT_BAD_DATA);
        bytes[at] ^= 0x10;
    }
}

/* With its checksum made right, every field of the header may still be wrong: refused or harmless.
 */
/* A model that was taken must do no harm. */
static void load_and_use(void)
{
    static const char text[] = "Ông chia sẽ kinh ngiệm đượcmột năm ở Ewards.";
    lt_model *other = NULL;
    lt_status status = lt_model_load(bytes, length, &other, NULL);
    assert_true(status == LT_OK || status == LT_BAD_DATA);
    lt_spell *spell;
    lt_spell_findings findings = LT_SPELL_FINDINGS_INIT;
    if (status == LT_OK && lt_spell_new(other, NULL, &spell, NULL) == LT_OK) {
        assert_int_equal(lt_spell_check(spell, text, strlen(text), &findings, NULL), LT_OK);
        lt_spell_findings_dispose(&findings);
        lt_spell_free(spell);
    }
    lt_model_free(other);
}

static void test_lying_header(void **state)
{
    (void)state;
    lt_model_header *header = (lt_model_header *)(void *)bytes, kept = *header;
    for (int s = 0; s < LT_SECTION_COUNT; s++) {
        static const uint64_t values[] = {0, 1, 63, 64, UINT64_MAX, UINT64_MAX - 63};
        for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
            header->sections[s].start = values[v];
            assert_int_equal(load(length), LT_BAD_DATA);
            *header = kept;
            header->sections[s].size = values[v];
            load_and_use();
            *header = kept;
        }
    }
    header->ids = 3;
    assert_int_equal(load(length), LT_BAD_DATA);
    *header = kept;
}

static void test_costs(void **state)
{
    (void)state;
    int order;
    for (uint32_t a = 0; a < model->ids; a += 977)
        for (uint32_t b = 0; b < model->ids; b += 1009) {
            int cost =
                lt_model_cost(model, (uint16_t)a, (uint16_t)b, (uint16_t)(a ^ b) % 100, &order);
            assert_true(cost >= 0 && order >= 1 && order <= 3);
        }
}

static lt_status open_and_check(void *context)
{
    static const char text[] = "Tôi chia sẽ kinh ngiệm với đồng ngiệp.";
    lt_spell *spell = NULL;
    lt_spell_findings findings = LT_SPELL_FINDINGS_INIT;
    (void)context;
    lt_status status = lt_spell_new(model, NULL, &spell, NULL);
    if (status == LT_OK)
        status = lt_spell_add_word(spell, "ngiệp", strlen("ngiệp"), NULL);
    if (status == LT_OK)
        status = lt_spell_check(spell, text, strlen(text), &findings, NULL);
    assert_true(status == LT_OK || findings.count == 0);
    lt_spell_findings_dispose(&findings);
    lt_spell_free(spell);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    chaos_run(open_and_check, NULL);
}

static void test_bad_options(void **state)
{
    (void)state;
    lt_spell *spell;
    lt_spell_options options = LT_SPELL_OPTIONS_INIT;
    options.without = 0x80;
    assert_int_equal(lt_spell_new(model, &options, &spell, NULL), LT_BAD_ARGUMENT);
    options = (lt_spell_options)LT_SPELL_OPTIONS_INIT;
    options.max_suggestions = LT_SPELL_SUGGESTIONS + 1;
    assert_int_equal(lt_spell_new(model, &options, &spell, NULL), LT_BAD_ARGUMENT);
}

/* A mistake in each part of a text longer than is checked at once is found in its place. */
static void test_long_text(void **state)
{
    (void)state;
    static const char usual[] = "Hôm nay bà con vui mừng đón khách.\n";
    static const char wrong[] = "Công an sử lý nghiêm các trường hợp vi phạm.\n";
    lt_buffer text = LT_BUFFER_INIT;
    size_t places[3], count = 0;
    for (int part = 0; part < 3; part++) {
        places[count++] = text.length + strlen("Công an ");
        assert_int_equal(lt_buffer_append_string(&text, wrong), LT_OK);
        while (text.length < (size_t)(part + 1) * LT_SPELL_BLOCK - sizeof wrong)
            assert_int_equal(lt_buffer_append_string(&text, usual), LT_OK);
    }
    lt_spell *spell;
    lt_spell_findings found = LT_SPELL_FINDINGS_INIT;
    assert_int_equal(lt_spell_new(model, NULL, &spell, NULL), LT_OK);
    assert_int_equal(lt_spell_check(spell, text.data, text.length, &found, NULL), LT_OK);
    assert_int_equal(found.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(found.items[i].start, places[i]);
        assert_string_equal(lt_spell_suggestion(&found, i, 0), "xử");
    }
    lt_spell_findings_dispose(&found);
    lt_spell_free(spell);
    lt_buffer_dispose(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_damage),      cmocka_unit_test(test_lying_header),
        cmocka_unit_test(test_costs),       cmocka_unit_test(test_failing_allocations),
        cmocka_unit_test(test_bad_options), cmocka_unit_test(test_long_text),
    };
    return cmocka_run_group_tests_name("model", tests, open_model, close_model);
}
