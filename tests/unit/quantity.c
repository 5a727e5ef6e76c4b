/* Properties of figures: places in order, the same values in every Unicode form, no memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libtext/normalize.h>
#include <libtext/quantity.h>

#include "tests/runner/chaos.h"

static const char *const texts[] = {
    "Chiều thứ Ba, 26/12/2023, lúc 7 giờ 30 phút sáng, nộp 12,5 tỉ đồng, tăng 6,8% so với quý III.",
    "Hai phần ba trong 2.886 hộ ở thế kỷ XXI, một tỉ rưỡi đồng, ba trăm năm mươi triệu đồng.",
    "Tháng Mười Hai năm 2024, chủ nhật, nhiệt độ 37 độ C, 1,6 - 1,7 triệu tấn, 2 năm rưỡi."};

static void find(const char *text, size_t length, lt_quantities *found)
{
    assert_int_equal(lt_quantities_find(text, length, LT_LANGUAGE_VI, found, NULL), LT_OK);
    size_t end = 0;
    for (size_t i = 0; i < found->count; i++) {
        const lt_quantity *q = &found->items[i];
        assert_true(q->start >= end && q->length > 0 && q->length <= length - q->start);
        assert_true(lt_quantity_equal(q, q));
        end = q->start + q->length;
    }
}

/* Decomposed text has the same figures at the same places. */
static void test_forms(void **state)
{
    (void)state;
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        lt_normalize_options options = {LT_FORM_NFD, LT_TONE_KEEP, LT_CLEAN_NONE, false};
        lt_buffer nfd = LT_BUFFER_INIT;
        lt_quantities a = LT_QUANTITIES_INIT, b = LT_QUANTITIES_INIT;
        lt_changes changes = LT_CHANGES_INIT;
        size_t length = strlen(texts[t]);
        assert_int_equal(lt_normalize(texts[t], length, &options, &nfd, &changes, NULL), LT_OK);
        assert_true(nfd.length > length);
        find(texts[t], length, &a);
        find(nfd.data, nfd.length, &b);
        assert_true(a.count >= 4);
        assert_int_equal(a.count, b.count);
        for (size_t i = 0; i < a.count; i++) {
            const lt_quantity *x = &a.items[i], *y = &b.items[i];
            assert_true(lt_quantity_equal(x, y) && x->kind == y->kind);
            assert_string_equal(x->unit, y->unit);
            assert_int_equal(lt_changes_to_output(&changes, x->start, false), y->start);
            assert_int_equal(lt_changes_to_output(&changes, x->start + x->length, true),
                             y->start + y->length);
        }
        lt_changes_dispose(&changes);
        lt_quantities_dispose(&a);
        lt_quantities_dispose(&b);
        lt_buffer_dispose(&nfd);
    }
}

/* Whole numbers to 9,999,999 in digits, both languages, and percentages: one value. */
static void test_values(void **state)
{
    (void)state;
    for (unsigned value = 1; value < 10000000; value = value * 7 / 3 + 1) {
        char digits[2][32], text[96];
        lt_quantities found[2] = {LT_QUANTITIES_INIT, LT_QUANTITIES_INIT};
        for (int side = 0; side < 2; side++) {
            char mark = side == LT_LANGUAGE_VI ? '.' : ',';
            if (value < 1000)
                snprintf(digits[side], 32, "%u", value);
            else if (value < 1000000)
                snprintf(digits[side], 32, "%u%c%03u", value / 1000, mark, value % 1000);
            else
                snprintf(digits[side], 32, "%u%c%03u%c%03u", value / 1000000, mark,
                         value / 1000 % 1000, mark, value % 1000);
            snprintf(text, sizeof text, "(%s)", digits[side]);
            assert_int_equal(
                lt_quantities_find(text, strlen(text), (lt_language)side, &found[side], NULL),
                LT_OK);
            assert_int_equal(found[side].count, 1);
        }
        assert_true(lt_quantity_equal(&found[0].items[0], &found[1].items[0]));
        assert_true((unsigned)(found[0].items[0].value + 0.5) == value);
        lt_quantities_dispose(&found[0]);
        lt_quantities_dispose(&found[1]);
    }
}

static lt_status find_call(void *context)
{
    lt_quantities found = LT_QUANTITIES_INIT;
    const char *text = context;
    lt_status status = lt_quantities_find(text, strlen(text), LT_LANGUAGE_VI, &found, NULL);
    assert_true(status == LT_OK || found.count == 0);
    lt_quantities_dispose(&found);
    return status;
}

static void test_no_memory(void **state)
{
    (void)state;
    static char nfd[] = "12,5 ti\xCC\x89 \xC4\x91o\xCC\x82\xCC\x80ng nga\xCC\x80y 2/9";
    assert_true(chaos_run(find_call, (void *)(uintptr_t)texts[0]) >= 2);
    assert_true(chaos_run(find_call, nfd) >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms), cmocka_unit_test(test_values),
                                       cmocka_unit_test(test_no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
