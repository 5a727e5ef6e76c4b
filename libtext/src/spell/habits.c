#include "spell/habits.h"

#include <stdlib.h>

#include "spell/session.h"

static uint32_t bit_of(lt_syllable first, lt_syllable second)
{
    return (first * 0x9E3779B1u ^ second * 0x85EBCA77u) >> (32 - LT_HABIT_BITS);
}

static void mark(lt_speller_habits *habits, lt_syllable first, lt_syllable second)
{
    uint32_t bit = bit_of(first, second);
    habits->bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

lt_status lt_speller_habits_init(lt_speller_habits *habits)
{
    habits->phrases = lt_confused_read(&habits->phrase_count);
    if (!habits->phrases)
        return LT_NO_MEMORY;
    for (size_t i = 0; i < habits->phrase_count; i++)
        mark(habits, habits->phrases[i].wrong[0], habits->phrases[i].wrong[1]);
    for (size_t i = 0; i < lt_habit_count; i++)
        mark(habits, lt_habits[i][0], lt_habits[i][1]);
    return LT_OK;
}

void lt_speller_habits_dispose(lt_speller_habits *habits)
{
    free(habits->phrases);
}

static int by_pair(const void *key, const void *row)
{
    const lt_syllable *x = key, *y = row;
    int side = x[0] == y[0];
    return x[side] < y[side] ? -1 : x[side] > y[side];
}

static bool is_among(lt_syllable syllable, const lt_syllable *list)
{
    for (size_t i = 0; i < LT_CONFUSED_BESIDE && list[i]; i++)
        if (list[i] == syllable)
            return true;
    return false;
}

static bool stands_at(const lt_spell *spell, size_t index, const lt_confused *phrase)
{
    for (size_t i = 0; i < phrase->count; i++)
        if (lt_speller_syllable(spell, index + i, 0) != phrase->wrong[i] ||
            spell->tokens[index + i].personal || lt_speller_may_be_name(spell, index + i))
            return false;
    lt_syllable before = lt_speller_syllable(spell, index, -1);
    return !is_among(before, phrase->before) &&
           !is_among(lt_speller_syllable(spell, index + phrase->count, 0), phrase->after);
}

static void look_at(lt_spell *spell, size_t index, const lt_syllable pair[2])
{
    const lt_speller_habits *habits = &spell->habits;
    if (bsearch(pair, lt_habits, lt_habit_count, sizeof(lt_syllable[2]), by_pair))
        spell->tokens[index].habit = spell->tokens[index + 1].habit = true;
    for (size_t i = 0; i < habits->phrase_count; i++)
        if (stands_at(spell, index, &habits->phrases[i]))
            spell->tokens[index + habits->phrases[i].first].confused = (uint8_t)(i + 1);
}

void lt_speller_find_habits(lt_spell *spell)
{
    if (spell->options.without & (LT_SPELL_NO_CONTEXT | LT_SPELL_NO_HABITS))
        return;
    for (size_t i = 0; i + 1 < spell->token_count; i++) {
        const lt_syllable pair[2] = {lt_speller_syllable(spell, i, 0),
                                     lt_speller_syllable(spell, i, 1)};
        uint32_t bit = bit_of(pair[0], pair[1]);
        if (pair[0] && pair[1] && spell->habits.bits[bit / 64] >> bit % 64 & 1)
            look_at(spell, i, pair);
    }
}
