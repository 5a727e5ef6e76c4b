/* The tables of slips that the corpora hold too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "spell/habits.h"
#include "tests/runner/chaos.h"

static void test_pairs(void **state)
{
    (void)state;
    assert_true(lt_habit_count > 1000);
    for (size_t i = 0; i < lt_habit_count; i++)
        assert_true(lt_syllable_valid(lt_habits[i][0]) && lt_syllable_valid(lt_habits[i][1]));
    for (size_t i = 1; i < lt_habit_count; i++) {
        int side = lt_habits[i - 1][0] == lt_habits[i][0];
        assert_true(lt_habits[i - 1][side] < lt_habits[i][side]);
    }
}

static unsigned count(const lt_syllable *syllables, unsigned most)
{
    unsigned n = 0;
    while (n < most && syllables[n])
        n++;
    return n;
}

/* Where a phrase would be found in another, 0 to its count; its count when nowhere. */
static unsigned find(const lt_syllable *phrase, unsigned length, const lt_confused *wrong)
{
    for (unsigned at = 0; at + wrong->count <= length; at++) {
        unsigned same = 0;
        while (same < wrong->count && phrase[at + same] == wrong->wrong[same])
            same++;
        if (same == wrong->count)
            return at;
    }
    return length;
}

/* Each phrase is read whole, what is right is wrong nowhere, and no two speak of one place. */
static void test_phrases(void **state)
{
    (void)state;
    size_t phrases;
    lt_confused *all = lt_confused_read(&phrases);
    assert_non_null(all);
    for (size_t i = 0; i < phrases; i++) {
        const lt_confused *p = &all[i];
        assert_true(p->count >= 2 && p->count <= LT_CONFUSED_SYLLABLES);
        assert_int_equal(count(p->right, LT_CONFUSED_SYLLABLES), p->count);
        assert_true(p->first <= p->last && p->last < p->count);
        assert_true(count(p->before, LT_CONFUSED_BESIDE) < LT_CONFUSED_BESIDE);
        assert_true(count(p->after, LT_CONFUSED_BESIDE) < LT_CONFUSED_BESIDE);
        for (size_t k = 0; k < phrases; k++) {
            assert_int_equal(find(p->right, p->count, &all[k]), p->count);
            assert_true(k == i || find(p->wrong, p->count, &all[k]) == p->count);
        }
    }
    free(all);
}

static lt_status read_phrases(void *context)
{
    size_t phrases;
    (void)context;
    lt_confused *all = lt_confused_read(&phrases);
    free(all);
    return all ? LT_OK : LT_NO_MEMORY;
}

static void test_memory(void **state)
{
    (void)state;
    chaos_run(read_phrases, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
