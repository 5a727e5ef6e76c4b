/*
 * Which slip turns one word into another (private): the channel of the noisy-channel model.
 *
 * A spelling is the letters of a word with their vowel marks, and its tones apart, so that a mark
 * missed, a tone mistaken and a key beside the right one are one step each. The kinds and their
 * shares among real mistakes: FACTS, 1,513 mistakes of Wikipedia.
 */
#ifndef LIBTEXT_SPELL_CONFUSION_H
#define LIBTEXT_SPELL_CONFUSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/syllable.h>

#define LT_SPELLING_LETTERS 12 /* longer words are no slips of a syllable */

typedef struct lt_spelling {
    uint8_t letters[LT_SPELLING_LETTERS]; /* lt_letter.base, or lt_foreign_letter for f j w z */
    uint8_t count, tone;
    bool more_tones; /* more than one tone mark, or one on a consonant */
} lt_spelling;

enum { LT_FOREIGN_F = 31, LT_FOREIGN_J, LT_FOREIGN_W, LT_FOREIGN_Z };

typedef enum lt_confusion_type {
    LT_CONFUSION_NONE,
    LT_CONFUSION_HOI_NGA,      /* ngã for ngả */
    LT_CONFUSION_TONE_MISSING, /* dinh for định */
    LT_CONFUSION_TONE_EXTRA,
    LT_CONFUSION_TONE_OTHER,    /* cũng for cùng */
    LT_CONFUSION_MARK_MISSING,  /* mọt for một, tụ for tự */
    LT_CONFUSION_MARK_EXTRA,    /* đố for đó */
    LT_CONFUSION_MARK_OTHER,    /* ă â, ô ơ */
    LT_CONFUSION_ALL_MISSING,   /* no mark at all where the word has both kinds */
    LT_CONFUSION_MARK_AND_TONE, /* same letters, a mark and the tone differ */
    LT_CONFUSION_S_X,
    LT_CONFUSION_CH_TR,
    LT_CONFUSION_D_GI_R,
    LT_CONFUSION_L_N,
    LT_CONFUSION_ONSET_SPELLING, /* c k q, g gh, ng ngh */
    LT_CONFUSION_I_Y,
    LT_CONFUSION_CODA,  /* n ng nh, c t ch, i y, o u */
    LT_CONFUSION_VOWEL, /* iu ưu, iêu ươu, ao au, ai ay, iêm im … */
    LT_CONFUSION_KEY,   /* a neighbouring key */
    LT_CONFUSION_REPLACED,
    LT_CONFUSION_INSERTED,
    LT_CONFUSION_DOUBLED, /* the same letter twice */
    LT_CONFUSION_DROPPED,
    LT_CONFUSION_SWAPPED,
    LT_CONFUSION_TONE_PLACE, /* taị, vựơt */
    LT_CONFUSION_TWO_TONES,  /* đựợc */
    LT_CONFUSION_TYPING,     /* Telex, VNI, VIQR keys left over */
    LT_CONFUSION_JOINED,     /* đượcmột */
    LT_CONFUSION_SPLIT,
    LT_CONFUSION_COUNT
} lt_confusion_type;

void lt_spelling_of_syllable(lt_syllable syllable, lt_spelling *spelling);

/* Reads a word; false when it is too long or holds what is no letter of Vietnamese or English. */
bool lt_spelling_of_text(const char *text, size_t length, lt_spelling *spelling);

/* Which letters a spelling has, marks aside: a bit each. */
uint32_t lt_spelling_mask(const lt_spelling *spelling);

/* Which spellings, by their masks, may be one slip away from the one with `mask`, as a bit each:
 * most pairs are told apart by this look. */
#define LT_MASK_BLOCK 64
uint64_t lt_spelling_near(uint32_t mask, const uint32_t masks[LT_MASK_BLOCK]);

/* How `meant` may have become `written`, or LT_CONFUSION_NONE. Not symmetric. */
lt_confusion_type lt_confusion_kind(const lt_spelling *written, const lt_spelling *meant);

#endif
