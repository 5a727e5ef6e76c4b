/* Properties of segmentation, and what it does without memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libtext/buffer.h>
#include <libtext/segment.h>

#include "segment/sentence.h"
#include "tests/runner/chaos.h"

static const char article[] =
    "Tiếng Việt | English\n26/12/2023 - 17:02\n\nHội nghị tổng kết\n"
    "TS. Lê Văn Hòa (TP. Tân An) dự. \"Được không?\" ông hỏi… Tất cả vỗ tay.\r\n"
    "1. Nội dung. 2. Kết quả đạt 2.886 tỉ đồng./.\nTrà Long\n";

/* Every byte that is not white space is in exactly one segment, in order. */
static void check_cover(const char *text, size_t length, lt_language language, unsigned flags)
{
    lt_segments s = LT_SEGMENTS_INIT;
    assert_int_equal(lt_segment_split(text, length, language, flags, &s, NULL), LT_OK);
    size_t at = 0, paragraph = 0;
    for (size_t i = 0; i <= s.count; i++) {
        size_t start = i < s.count ? s.items[i].start : length;
        assert_true(start >= at && start <= length);
        while (at < start) {
            size_t size = lt_space_at(text + at, start - at);
            assert_true(size > 0);
            at += size;
        }
        if (i == s.count)
            break;
        assert_true(s.items[i].length > 0 && s.items[i].length <= length - start);
        assert_true(s.items[i].paragraph >= paragraph && s.items[i].paragraph < s.paragraphs);
        paragraph = s.items[i].paragraph;
        at = start + s.items[i].length;
    }
    lt_segments_dispose(&s);
}

static void test_cover(void **state)
{
    (void)state;
    for (int language = 0; language < 2; language++)
        for (unsigned flags = 0; flags < 4; flags++)
            check_cover(article, sizeof article - 1, (lt_language)language, flags);
}

/* What was split stays as it is when it is split again, one segment a line. */
static void test_idempotent(void **state)
{
    (void)state;
    lt_segments once = LT_SEGMENTS_INIT, twice = LT_SEGMENTS_INIT;
    char *lines = calloc(1, 2 * sizeof article);
    assert_int_equal(lt_segment_split(article, sizeof article - 1, LT_LANGUAGE_VI, 0, &once, NULL),
                     LT_OK);
    for (size_t i = 0; i < once.count; i++) {
        strncat(lines, article + once.items[i].start, once.items[i].length);
        strcat(lines, "\n");
    }
    assert_int_equal(lt_segment_split(lines, strlen(lines), LT_LANGUAGE_VI, 0, &twice, NULL),
                     LT_OK);
    assert_int_equal(once.count, twice.count);
    lt_segments_dispose(&once);
    lt_segments_dispose(&twice);
    free(lines);
}

/* 50,000 repeats of what the rules look at: time must stay linear. */
static void test_repeats(void **state)
{
    (void)state;
    static const char *const parts[] = {". ", ".",    "\" ",  "a.B",          "… ",
                                        "- ", "./. ", "TS. ", "\xE2\x80\xA8", "1. "};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        lt_buffer text = LT_BUFFER_INIT;
        for (size_t i = 0; i < 50000; i++)
            assert_int_equal(lt_buffer_append_string(&text, parts[k]), LT_OK);
        check_cover(text.data, text.length, LT_LANGUAGE_VI, 0);
        lt_buffer_dispose(&text);
    }
}

/* A paragraph longer than the limit is cut at a character. */
static void test_long_paragraph(void **state)
{
    (void)state;
    lt_buffer text = LT_BUFFER_INIT;
    while (text.length < 2 * LT_SEGMENT_PARAGRAPH_MAXIMUM + 30)
        assert_int_equal(lt_buffer_append_string(&text, "ế"), LT_OK);
    check_cover(text.data, text.length, LT_LANGUAGE_VI, 0);
    lt_buffer_dispose(&text);
}

static void test_flags(void **state)
{
    (void)state;
    lt_segments s = LT_SEGMENTS_INIT;
    lt_error error = LT_ERROR_INIT;
    assert_int_equal(lt_segment_split("a", 1, LT_LANGUAGE_VI, 0x80, &s, &error), LT_BAD_ARGUMENT);
    assert_true(strlen(error.message) > 0);
    assert_int_equal(s.count, 0);
}

static lt_status split_call(void *context)
{
    (void)context;
    lt_segments s = LT_SEGMENTS_INIT;
    lt_status status = lt_segment_split(article, sizeof article - 1, LT_LANGUAGE_VI, 0, &s, NULL);
    assert_true(status == LT_OK || s.count == 0);
    lt_segments_dispose(&s);
    return status;
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_true(chaos_run(split_call, NULL) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cover),   cmocka_unit_test(test_idempotent),
        cmocka_unit_test(test_repeats), cmocka_unit_test(test_long_paragraph),
        cmocka_unit_test(test_flags),   cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
