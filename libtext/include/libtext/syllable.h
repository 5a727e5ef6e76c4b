/*
 * The Vietnamese syllable as a value.
 *
 * A written syllable (âm tiết, chữ) is onset + rime + tone; the rime is an optional glide, a
 * nucleus and an optional coda. lt_syllable packs the five in one integer, as they are spelled (i
 * and y, c and k are kept apart), so that equal integers mean equal spelling up to letter case,
 * Unicode form and the place of the tone mark. Everything else in the library stands on it: tone
 * placement, spelling candidates, language-model tokens, slugs, name matching.
 *
 * Which combinations are syllables follows the orthography taught in schools (Chữ quốc ngữ; onset
 * spelling c/k/q, g/gh, ng/ngh before front vowels; -c -ch -p -t only with sắc or nặng); the
 * sets are in libtext/gen/syllable.c, one line a rule. The grammar is that of sound and spelling:
 * it accepts syllables no dictionary has.
 *
 *     lt_syllable_shape shape;
 *     lt_syllable s = lt_syllable_parse("Hoà", 4, &shape);
 *     char text[LT_SYLLABLE_SIZE];
 *     lt_syllable_render(s, LT_TONE_STYLE_OLD, shape.upper, text);   // "Hòa"
 *
 * All calls are pure, allocate nothing and take time independent of anything but the few letters.
 */
#ifndef LIBTEXT_SYLLABLE_H
#define LIBTEXT_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bits, from the lowest: tone 3, coda 4, nucleus 5, glide 1, onset 5. 0 is no syllable. */
typedef uint32_t lt_syllable;

/* clang-format off */
typedef enum lt_onset {
    LT_ONSET_NONE,
    LT_ONSET_B, LT_ONSET_C, LT_ONSET_CH, LT_ONSET_D, LT_ONSET_DD /* đ */, LT_ONSET_G, LT_ONSET_GH,
    LT_ONSET_GI, LT_ONSET_H, LT_ONSET_K, LT_ONSET_KH, LT_ONSET_L, LT_ONSET_M, LT_ONSET_N,
    LT_ONSET_NG, LT_ONSET_NGH, LT_ONSET_NH, LT_ONSET_P, LT_ONSET_PH, LT_ONSET_QU, LT_ONSET_R,
    LT_ONSET_S, LT_ONSET_T, LT_ONSET_TH, LT_ONSET_TR, LT_ONSET_V, LT_ONSET_X,
    LT_ONSET_COUNT
} lt_onset;

/* Nuclei by spelling; iê stands also for ia, yê and ya; uô for ua; ươ for ưa. */
typedef enum lt_nucleus {
    LT_NUCLEUS_NONE_, /* no syllable has it */
    LT_NUCLEUS_A, LT_NUCLEUS_AW /* ă */, LT_NUCLEUS_AA /* â */, LT_NUCLEUS_E, LT_NUCLEUS_EE /* ê */,
    LT_NUCLEUS_I, LT_NUCLEUS_Y, LT_NUCLEUS_O, LT_NUCLEUS_OO_LONG /* oo */, LT_NUCLEUS_OO /* ô */,
    LT_NUCLEUS_OW /* ơ */, LT_NUCLEUS_U, LT_NUCLEUS_UW /* ư */, LT_NUCLEUS_IE /* iê */,
    LT_NUCLEUS_UO /* uô */, LT_NUCLEUS_UWOW /* ươ */,
    LT_NUCLEUS_COUNT
} lt_nucleus;

/* Final consonants, then the offglides as they are spelled. */
typedef enum lt_coda {
    LT_CODA_NONE,
    LT_CODA_C, LT_CODA_CH, LT_CODA_M, LT_CODA_N, LT_CODA_NG, LT_CODA_NH, LT_CODA_P, LT_CODA_T,
    LT_CODA_I, LT_CODA_Y, LT_CODA_O, LT_CODA_U,
    LT_CODA_COUNT
} lt_coda;
/* clang-format on */

typedef enum lt_tone {
    LT_TONE_NGANG,
    LT_TONE_HUYEN, /* U+0300 */
    LT_TONE_SAC,   /* U+0301 */
    LT_TONE_HOI,   /* U+0309 */
    LT_TONE_NGA,   /* U+0303 */
    LT_TONE_NANG,  /* U+0323 */
    LT_TONE_COUNT
} lt_tone;

/* Where the mark goes in open oa, oe, uy: hòa, thúy, khỏe or hoà, thuý, khoẻ. */
typedef enum lt_tone_style { LT_TONE_STYLE_OLD, LT_TONE_STYLE_NEW } lt_tone_style;

/* Where a parsed text had its mark. */
typedef enum lt_tone_place {
    LT_TONE_PLACE_BOTH, /* no mark, or where both styles put it */
    LT_TONE_PLACE_OLD,  /* where only the old style puts it */
    LT_TONE_PLACE_NEW,  /* where only the new style puts it */
    LT_TONE_PLACE_WRONG /* on another letter: "tóan", "vựơng", "qúy" */
} lt_tone_place;

#define LT_SYLLABLE_LETTERS 7  /* most letters of a syllable: nghiêng */
#define LT_SYLLABLE_SIZE    16 /* bytes that hold any rendered syllable and a NUL */
#define LT_UPPER_NONE       0x00u
#define LT_UPPER_FIRST      0x01u
#define LT_UPPER_ALL        0xFFu

/* How a parsed syllable was written. */
typedef struct lt_syllable_shape {
    uint8_t letters;     /* number of letters, 1 to LT_SYLLABLE_LETTERS */
    uint8_t upper;       /* bit i: letter i is a capital */
    lt_tone_place place; /* where the tone mark was */
} lt_syllable_shape;

/*
 * The syllable that `text` spells, all of it; 0 when it does not. Takes any letter case and any
 * canonically equivalent Unicode form, marks in any order, and either tone style; a mark on another
 * vowel of the rime is read too and told in shape->place. Two tone marks are no syllable. `shape`
 * may be NULL; it is filled only when there is a syllable.
 */
LT_API lt_syllable lt_syllable_parse(const char *text, size_t length, lt_syllable_shape *shape);

/*
 * Writes the syllable as NFC UTF-8 with a NUL and returns its bytes without it. Bit i of `upper`
 * makes letter i a capital; bits past the last letter mean nothing. Writes "" and returns 0 for 0
 * or a value that no parse returns.
 */
LT_API size_t lt_syllable_render(lt_syllable syllable, lt_tone_style style, uint8_t upper,
                                 char text[LT_SYLLABLE_SIZE]);

/* Writes the letters without any mark, lower case ASCII, đ as d: what a slug holds. */
LT_API size_t lt_syllable_ascii(lt_syllable syllable, char text[LT_SYLLABLE_SIZE]);

/* The syllable of these parts, or 0 when there is none. `glide` is true for every qu-. */
LT_API lt_syllable lt_syllable_make(lt_onset onset, bool glide, lt_nucleus nucleus, lt_coda coda,
                                    lt_tone tone);

/* Is this integer a syllable? */
LT_API bool lt_syllable_valid(lt_syllable syllable);

/* All syllables in rising order: the first one after `syllable` (begin with 0), 0 at the end. */
LT_API lt_syllable lt_syllable_next(lt_syllable syllable);

static inline lt_onset lt_syllable_onset(lt_syllable s)
{
    return (lt_onset)(s >> 13 & 31u);
}
static inline bool lt_syllable_glide(lt_syllable s)
{
    return (s >> 12 & 1u) != 0;
}
static inline lt_nucleus lt_syllable_nucleus(lt_syllable s)
{
    return (lt_nucleus)(s >> 7 & 31u);
}
static inline lt_coda lt_syllable_coda(lt_syllable s)
{
    return (lt_coda)(s >> 3 & 15u);
}
static inline lt_tone lt_syllable_tone(lt_syllable s)
{
    return (lt_tone)(s & 7u);
}

/* The same syllable with another tone; 0 when -c -ch -p -t forbids it. */
LT_API lt_syllable lt_syllable_with_tone(lt_syllable syllable, lt_tone tone);

/* Do the two tone styles write it differently? True for 370 syllables (FACTS: open oa, oe, uy). */
LT_API bool lt_syllable_has_styles(lt_syllable syllable);

/*
 * One Vietnamese letter read from text: what parsing, repair and key-stroke candidates share.
 * `base` is 1-29 in alphabet order (a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y) or
 * LT_LETTER_OTHER for f j w z and letters that are no Vietnamese ones.
 */
#define LT_LETTER_OTHER 30

typedef struct lt_letter {
    uint8_t base;
    uint8_t tone; /* lt_tone */
    bool upper;
    bool two_tones; /* more than one tone mark, as in "ợ" + U+0301 */
} lt_letter;

/*
 * Reads the letter at the start of `text` with the combining marks that follow it and returns the
 * bytes taken; 0 when there is no Latin letter a Vietnamese reader would take for one.
 */
LT_API size_t lt_letter_read(const char *text, size_t length, lt_letter *letter);

/* Writes a letter (base 1-29) as NFC UTF-8, no NUL; returns the bytes (1-3), 0 for another base. */
LT_API size_t lt_letter_write(lt_letter letter, char bytes[4]);

#ifdef __cplusplus
}
#endif

#endif
