/*
 * What people write time and again in place of a compound (private): "chia sẽ" for "chia sẻ". The
 * corpora hold such slips too, so the model finds them usual.
 */
#ifndef LIBTEXT_SPELL_HABITS_H
#define LIBTEXT_SPELL_HABITS_H

#include <stddef.h>

#include <libtext/syllable.h>

/* Pairs that are mostly a slip, sorted; made by dictionaries/build/habits.c. They are looked at
 * more closely. */
extern const lt_syllable lt_habits[][2];
extern const size_t lt_habit_count;

/* Most syllables of a phrase, and of those that may not stand beside it. */
#define LT_CONFUSED_SYLLABLES 4
#define LT_CONFUSED_BESIDE    10

/* A phrase that is always wrong, but right next to some syllables it is the end of one word and the
 * beginning of another: "chuyến thăm quan trọng". */
typedef struct lt_confused {
    lt_syllable wrong[LT_CONFUSED_SYLLABLES], right[LT_CONFUSED_SYLLABLES]; /* as many each */
    lt_syllable before[LT_CONFUSED_BESIDE], after[LT_CONFUSED_BESIDE];      /* 0 at the end */
    unsigned count;                                                         /* of syllables */
    unsigned first, last; /* of those that are wrong */
} lt_confused;

/* The phrases, read from the table in confused.c; at most 255. NULL: no memory. Owned by the
 * caller.
 */
lt_confused *lt_confused_read(size_t *count);

#endif
