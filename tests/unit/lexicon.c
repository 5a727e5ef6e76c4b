/* Properties of the lexicon, damaged files, and what it does without memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libtext/lexicon.h>

#include "lexicon/image.h"
#include "lexicon/terms.h"
#include "tests/runner/chaos.h"

static const char list[] = "# own words\n"
                           "thủ tướng\tprime minister\t0.8\n"
                           "thủ tướng\tPM\t0.2\n"
                           "tỉnh\tprovince\t0.9\n"
                           "tỉnh\t\t40\n"
                           "\t\t1000\n"
                           "ủy ban nhân dân\tpeople's committee\n";

static double weight(const lt_lexicon *lexicon, const char *vi, const char *en)
{
    return lt_lexicon_weight(lexicon, vi, strlen(vi), en, strlen(en));
}

static lt_lexicon *make(const char *text)
{
    lt_lexicon_builder *builder;
    lt_lexicon *lexicon;
    assert_int_equal(lt_lexicon_builder_new(&builder, NULL), LT_OK);
    assert_int_equal(lt_lexicon_builder_read(builder, text, strlen(text), LT_LEXICON_USER, NULL),
                     LT_OK);
    assert_int_equal(lt_lexicon_builder_finish(builder, &lexicon, NULL), LT_OK);
    lt_lexicon_builder_free(builder);
    return lexicon;
}

static void test_words(void **state)
{
    (void)state;
    lt_lexicon *lexicon = make(list);
    assert_int_equal(lt_lexicon_size(lexicon), 4);
    assert_true(weight(lexicon, "thủ tướng", "Prime Minister") > 0.75);
    /* letter case, tone style, Unicode form, inflection do not matter */
    assert_true(weight(lexicon, "THỦ TƯỚNG", "prime ministers") > 0.75);
    assert_true(weight(lexicon, "Uỷ ban nhân dân", "People's Committees") > 0.4);
    assert_true(weight(lexicon, "ti\xCC\x89nh", "provinces") > 0.85);
    assert_true(weight(lexicon, "tính", "province") < 0.001);
    assert_true(weight(lexicon, "tỉnh", "district") < 0.001);
    lt_lexicon_free(lexicon);
}

static void test_translations(void **state)
{
    (void)state;
    lt_lexicon *lexicon = make(list);
    lt_translation found[4];
    assert_int_equal(lt_lexicon_translations(lexicon, LT_LANGUAGE_VI, "Thủ tướng", 14, found, 4),
                     2);
    assert_true(found[0].weight > found[1].weight);
    assert_memory_equal(found[0].text, "prime minister", found[0].length);
    assert_int_equal(found[0].source, LT_LEXICON_USER);
    assert_int_equal(lt_lexicon_translations(lexicon, LT_LANGUAGE_VI, "Thủ tướng", 14, found, 1),
                     2);
    assert_memory_equal(found[0].text, "prime minister", found[0].length);
    assert_int_equal(lt_lexicon_translations(lexicon, LT_LANGUAGE_EN, "pm", 2, found, 0), 1);
    assert_int_equal(lt_lexicon_translations(lexicon, LT_LANGUAGE_EN, "?", 1, found, 4), 0);
    lt_lexicon_free(lexicon);
}

static void test_print(void **state)
{
    (void)state;
    lt_lexicon_builder *builder;
    lt_buffer once = LT_BUFFER_INIT, twice = LT_BUFFER_INIT;
    assert_int_equal(lt_lexicon_builder_new(&builder, NULL), LT_OK);
    assert_int_equal(lt_lexicon_builder_read(builder, list, strlen(list), LT_LEXICON_USER, NULL),
                     LT_OK);
    assert_int_equal(lt_lexicon_builder_print(builder, 0.1, &once, NULL), LT_OK);
    lt_lexicon_builder_free(builder);
    assert_int_equal(lt_lexicon_builder_new(&builder, NULL), LT_OK);
    assert_int_equal(
        lt_lexicon_builder_read(builder, once.data, once.length, LT_LEXICON_USER, NULL), LT_OK);
    assert_int_equal(lt_lexicon_builder_print(builder, 0.1, &twice, NULL), LT_OK);
    assert_string_equal(once.data, twice.data);
    assert_non_null(strstr(once.data, "thủ tướng\tprime minister\t0.8000\n"));
    assert_non_null(strstr(once.data, "tỉnh\t\t40\n"));
    lt_buffer_dispose(&once);
    lt_buffer_dispose(&twice);
    lt_lexicon_builder_free(builder);
}

/* What is merged from one lexicon into another is the same lexicon; other sources stay behind. */
static void test_merge(void **state)
{
    (void)state;
    lt_lexicon *first = make(list), *second, *none;
    lt_lexicon_builder *builder;
    assert_int_equal(lt_lexicon_builder_new(&builder, NULL), LT_OK);
    assert_int_equal(lt_lexicon_builder_merge(builder, first, 1u << LT_LEXICON_NAME, NULL), LT_OK);
    assert_int_equal(lt_lexicon_builder_finish(builder, &none, NULL), LT_OK);
    assert_int_equal(lt_lexicon_size(none), 0);
    assert_int_equal(lt_lexicon_builder_merge(builder, first, 1u << LT_LEXICON_USER, NULL), LT_OK);
    assert_int_equal(lt_lexicon_builder_finish(builder, &second, NULL), LT_OK);
    assert_int_equal(lt_lexicon_size(second), lt_lexicon_size(first));
    assert_true(weight(second, "thủ tướng", "prime minister") >=
                weight(first, "thủ tướng", "prime minister"));
    assert_true(weight(second, "thủ tướng", "prime minister") <=
                weight(first, "thủ tướng", "prime minister"));
    lt_lexicon_builder_free(builder);
    lt_lexicon_free(first);
    lt_lexicon_free(second);
    lt_lexicon_free(none);
}

static void test_bad_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t line;
    } cases[] = {{"a\tb\t0.5\nno tab\n", 2},
                 {"a\tb\tnan\n", 1},
                 {"\n#\na\tb\t1.5\n", 3},
                 {"a\tb\t0\n", 1},
                 {"a\tb\t0.5\nx\t\xFF\t0.5\n", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lt_lexicon_builder *builder;
        lt_error error = LT_ERROR_INIT;
        assert_int_equal(lt_lexicon_builder_new(&builder, NULL), LT_OK);
        assert_int_not_equal(lt_lexicon_builder_read(builder, cases[i].text, strlen(cases[i].text),
                                                     LT_LEXICON_USER, &error),
                             LT_OK);
        assert_int_equal(error.line, cases[i].line);
        lt_lexicon_builder_free(builder);
    }
}

static void make_image(lt_buffer *image)
{
    lt_lexicon_builder *builder;
    assert_int_equal(lt_lexicon_builder_new(&builder, NULL), LT_OK);
    assert_int_equal(lt_lexicon_builder_read(builder, list, strlen(list), LT_LEXICON_USER, NULL),
                     LT_OK);
    assert_int_equal(lt_lexicon_builder_write(builder, image, NULL), LT_OK);
    lt_lexicon_builder_free(builder);
}

/* Any changed byte is noticed: by the checksum, or, where an attacker mended that, by the checks of
 * every index, so that nothing is read outside the image (the sanitizer sees to it). */
static void test_damage(void **state)
{
    (void)state;
    lt_buffer image = LT_BUFFER_INIT;
    make_image(&image);
    lt_lexicon *lexicon;
    assert_int_equal(lt_lexicon_load(image.data, image.length, &lexicon, NULL), LT_OK);
    lt_lexicon_free(lexicon);
    for (size_t i = 0; i < image.length; i += i < 64 ? 1 : 97) {
        if (i >= offsetof(lt_lexicon_header, padding) && i < sizeof(lt_lexicon_header))
            continue; /* says nothing */
        image.data[i] = (char)(image.data[i] ^ 0x41);
        lt_error error = LT_ERROR_INIT;
        assert_int_equal(lt_lexicon_load(image.data, image.length, &lexicon, &error), LT_BAD_DATA);
        assert_true(strlen(error.message) > 0);
        if (i >= sizeof(lt_lexicon_header)) {
            uint64_t sum = lt_lexicon_checksum(image.data, image.length);
            char old[8];
            memcpy(old, image.data + offsetof(lt_lexicon_header, checksum), 8);
            memcpy(image.data + offsetof(lt_lexicon_header, checksum), &sum, 8);
            if (lt_lexicon_load(image.data, image.length, &lexicon, NULL) == LT_OK) {
                lt_translation found[4];
                lt_lexicon_translations(lexicon, LT_LANGUAGE_VI, "Thủ tướng", 14, found, 4);
                weight(lexicon, "tỉnh", "province");
                lt_lexicon_free(lexicon);
            }
            memcpy(image.data + offsetof(lt_lexicon_header, checksum), old, 8);
        }
        image.data[i] = (char)(image.data[i] ^ 0x41);
    }
    for (size_t length = 0; length < image.length; length += length < 100 ? 1 : 1009)
        assert_int_equal(lt_lexicon_load(image.data, length, &lexicon, NULL), LT_BAD_DATA);
    lexicon = (lt_lexicon *)&image;
    assert_int_equal(lt_lexicon_open("no-such-file", &lexicon, NULL), LT_IO);
    assert_null(lexicon); /* may be freed */
    lt_buffer_dispose(&image);
}

static const char *const sentences[][2] = {
    {"Tỉnh Long An họp.", "Long An Province met."},
    {"Tỉnh Tiền Giang họp.", "Tien Giang Province met."},
    {"Tỉnh có nhiều trường học.", "The province has many schools."},
    {"Trường học mới.", "A new school."},
    {"Các trường học đóng cửa.", "The schools closed."},
    {"Trường học ở tỉnh.", "Schools in the province."},
};

static lt_status learn(lt_lexicon **lexicon)
{
    lt_lexicon_learner *learner = NULL;
    lt_lexicon_builder *builder = NULL;
    lt_status status = lt_lexicon_learner_new(&learner, NULL);
    if (status == LT_OK)
        status = lt_lexicon_builder_new(&builder, NULL);
    if (status == LT_OK)
        status = lt_lexicon_learner_phrase(learner, "trường học", strlen("trường học"), NULL);
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences && status == LT_OK; i++)
        status = lt_lexicon_learner_pair(learner, sentences[i][0], strlen(sentences[i][0]),
                                         sentences[i][1], strlen(sentences[i][1]), NULL);
    if (status == LT_OK)
        status = lt_lexicon_learner_run(learner, 4, 0.05, builder, NULL);
    if (status == LT_OK)
        status = lt_lexicon_builder_finish(builder, lexicon, NULL);
    lt_lexicon_learner_free(learner);
    lt_lexicon_builder_free(builder);
    return status;
}

static void test_learner(void **state)
{
    (void)state;
    lt_lexicon *lexicon;
    assert_int_equal(learn(&lexicon), LT_OK);
    assert_true(weight(lexicon, "tỉnh", "province") > weight(lexicon, "tỉnh", "schools"));
    assert_true(weight(lexicon, "trường học", "school") >
                weight(lexicon, "trường học", "province"));
    lt_lexicon_free(lexicon);
}

static lt_status learn_call(void *context)
{
    (void)context;
    lt_lexicon *lexicon;
    lt_status status = learn(&lexicon);
    if (status == LT_OK)
        lt_lexicon_free(lexicon);
    return status;
}

static lt_status build_call(void *context)
{
    (void)context;
    lt_lexicon_builder *builder = NULL;
    lt_lexicon *lexicon = NULL;
    lt_buffer out = LT_BUFFER_INIT;
    lt_status status = lt_lexicon_builder_new(&builder, NULL);
    if (status == LT_OK)
        status = lt_lexicon_builder_read(builder, list, strlen(list), LT_LEXICON_USER, NULL);
    if (status == LT_OK)
        status = lt_lexicon_builder_print(builder, 0, &out, NULL);
    assert_true(status == LT_OK || out.length == 0);
    if (status == LT_OK)
        status = lt_lexicon_builder_finish(builder, &lexicon, NULL);
    lt_lexicon_free(lexicon);
    lt_lexicon_builder_free(builder);
    lt_buffer_dispose(&out);
    return status;
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_true(chaos_run(build_call, NULL) >= 10);
    assert_true(chaos_run(learn_call, NULL) >= 20);
}

/* The keys of words: what must be equal, what must not. */
static void test_keys(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        lt_language language;
        int same;
    } cases[] = {
        {"hòa", "HOÀ", LT_LANGUAGE_VI, 1},
        {"hòa", "hoa", LT_LANGUAGE_VI, 0},
        {"đ", "d", LT_LANGUAGE_VI, 0},
        {"tâ\xCC\x81n", "tấn", LT_LANGUAGE_VI, 1},
        {"ân", "ăn", LT_LANGUAGE_VI, 0},
        {"policies", "Policy", LT_LANGUAGE_EN, 1},
        {"developing", "developed", LT_LANGUAGE_EN, 1},
        {"people's", "people", LT_LANGUAGE_EN, 1},
        {"2.886", "2,886", LT_LANGUAGE_EN, 1},
        {"07", "7", LT_LANGUAGE_EN, 1},
        {"news", "new", LT_LANGUAGE_VI, 0},
        {"class", "clas", LT_LANGUAGE_VI, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t a, b;
        assert_int_equal(
            lt_terms_phrase(cases[i].a, strlen(cases[i].a), cases[i].language, &a, NULL, NULL),
            LT_OK);
        assert_int_equal(
            lt_terms_phrase(cases[i].b, strlen(cases[i].b), cases[i].language, &b, NULL, NULL),
            LT_OK);
        assert_int_equal(a == b, cases[i].same);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),     cmocka_unit_test(test_translations),
        cmocka_unit_test(test_print),     cmocka_unit_test(test_merge),
        cmocka_unit_test(test_bad_lines), cmocka_unit_test(test_damage),
        cmocka_unit_test(test_learner),   cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
