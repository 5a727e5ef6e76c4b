/* Baselines: keys that stay when lines move and change when words do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <libtext/baseline.h>

#include "tests/runner/chaos.h"

static uint64_t key_of(const char *text, const char *word, const char *code)
{
    return lt_baseline_key(text, strlen(text), (size_t)(strstr(text, word) - text), strlen(word),
                           code);
}

static void test_keys(void **state)
{
    (void)state;
    uint64_t key = key_of("một hai ba sẽ bốn năm sáu bảy", "sẽ", "word");
    assert_true(key == key_of("dòng mới\nkhông một hai ba  sẽ bốn năm\tsáu tám\n", "sẽ", "word"));
    assert_true(key != key_of("một hai ba sẽ bốn năm sáu bảy", "sẽ", "syllable"));
    assert_true(key != key_of("một hai bà sẽ bốn năm sáu bảy", "sẽ", "word"));
    assert_true(key != key_of("một hai ba sẽ bốn năm bảy", "sẽ", "word"));
    assert_true(key != key_of("một hai ba sẻ bốn năm sáu bảy", "sẻ", "word"));
    /* The order of words counts, and which side they are on. */
    assert_true(key != key_of("hai một ba sẽ bốn năm sáu bảy", "sẽ", "word"));
    assert_true(key_of("a b X", "X", "word") != key_of("X a b", "X", "word"));
    /* Fixed for all time: files carry it. */
    assert_true(lt_baseline_key("", 0, 5, 7, "") == lt_baseline_key("", 0, 0, 0, ""));
}

static void test_file(void **state)
{
    (void)state;
    lt_buffer file = LT_BUFFER_INIT;
    lt_baseline *baseline;
    lt_error error = LT_ERROR_INIT;
    lt_buffer_append_string(&file, LT_BASELINE_HEADER);
    assert_int_equal(lt_baseline_write(&file, 0xFEDCBA9876543210u, "word", "a\nb", 3), LT_OK);
    assert_int_equal(lt_baseline_write(&file, 7, "space", "", 0), LT_OK);
    assert_non_null(strstr(file.data, "fedcba9876543210 word a b\n"));
    assert_int_equal(lt_baseline_read(file.data, file.length, &baseline, &error), LT_OK);
    assert_true(lt_baseline_has(baseline, 0xFEDCBA9876543210u));
    assert_true(lt_baseline_has(baseline, 7));
    assert_false(lt_baseline_has(baseline, 8));
    assert_false(lt_baseline_has(NULL, 7));
    lt_baseline_free(baseline);
    lt_buffer_append_string(&file, "no key\n");
    assert_int_equal(lt_baseline_read(file.data, file.length, &baseline, &error), LT_BAD_DATA);
    assert_int_equal(error.line, 4);
    assert_null(baseline);
    lt_buffer_dispose(&file);
}

static lt_status read_file(void *context)
{
    static const char file[] = "0000000000000001 a b\n0000000000000002 a c\n";
    lt_baseline *baseline;
    (void)context;
    lt_status status = lt_baseline_read(file, sizeof file - 1, &baseline, NULL);
    lt_baseline_free(baseline);
    return status;
}

static void test_failing_memory(void **state)
{
    (void)state;
    assert_true(chaos_run(read_file, NULL) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
