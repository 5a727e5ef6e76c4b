/*
 * What the scans decide by (private, included by each of them so that it is compiled into their
 * loops): which characters are inert, and what a tone beside a vowel means.
 */
#include <stdint.h>

#include "table.h"

static inline bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Two-byte characters: Latin, less what is odd in it. Every one of C2 A1 … C9 BF is NFC as it is
 * and has no reordering, so only repairs single some out. */
static inline bool inert_two(unsigned char lead, unsigned char next)
{
    switch (lead) {
    case 0xC2: /* C1 controls, no-break space, soft hyphen, spacing acute */
        return next > 0xA0 && next != 0xAD && next != 0xB4;
    case 0xC3: /* Ð, ð */
        return next != 0x90 && next != 0xB0;
    case 0xC6: /* Ɖ */
        return next != 0x89;
    default: /* C9 96 is ɖ, CA and above modifiers, marks and other scripts */
        return lead < 0xC9;
    }
}

static inline bool inert_e2(unsigned char second, unsigned char third)
{
    if (second == 0x80) /* U+2010-2027 dashes and quotes, U+2030-203F */
        return (third >= 0x90 && third <= 0xA7) || third >= 0xB0;
    if (second == 0x82) /* sub- and superscripts, currency signs */
        return true;
    return second >= 0x86 && second <= 0x8B; /* arrows, mathematics */
}

static inline bool inert_three(unsigned char lead, unsigned char second, unsigned char third)
{
    if (lead == 0xE1) /* Latin Extended Additional */
        return second >= 0xB8 && second <= 0xBB;
    if (lead == 0xE2)
        return inert_e2(second, third);
    return lead >= 0xE4 && lead <= 0xE9; /* ideographs of U+4000-9FFF */
}

static inline size_t inert(const unsigned char *text, size_t length)
{
    unsigned char lead = text[0];
    if (lead >= 0xC2 && lead <= 0xC9)
        return length >= 2 && is_continuation(text[1]) && inert_two(lead, text[1]) ? 2 : 0;
    if ((lead >= 0xE1 && lead <= 0xE2) || (lead >= 0xE4 && lead <= 0xE9))
        return length >= 3 && is_continuation(text[1]) && is_continuation(text[2]) &&
                       inert_three(lead, text[1], text[2])
                   ? 3
                   : 0;
    if (lead == 0xF0) /* emoji */
        return length >= 4 && text[1] == 0x9F && is_continuation(text[2]) &&
                       is_continuation(text[3])
                   ? 4
                   : 0;
    return 0;
}

static inline unsigned letter_at(const char *text, size_t at, size_t length, size_t *size)
{
    const unsigned char *bytes = (const unsigned char *)text + at;
    size_t left = length - at;
    *size = 1;
    if (left == 0)
        return LT_VOWEL_NONE;
    if (bytes[0] < 0x80)
        return lt_vowel_ascii[bytes[0]];
    if (left >= 2 && bytes[0] >= 0xC3 && bytes[0] <= 0xC6 && is_continuation(bytes[1])) {
        *size = 2;
        return lt_vowel_two[bytes[0] - 0xC3][bytes[1] & 63];
    }
    if (left >= 3 && bytes[0] == 0xE1 && bytes[1] >= 0xB8 && bytes[1] <= 0xBB &&
        is_continuation(bytes[2])) {
        *size = 3;
        return lt_vowel_three[bytes[1] - 0xB8][bytes[2] & 63];
    }
    return LT_VOWEL_UNKNOWN;
}

static inline unsigned letter_before(const char *text, size_t at, size_t *size)
{
    *size = 1;
    if (at == 0)
        return LT_VOWEL_NONE;
    if ((unsigned char)text[at - 1] < 0x80)
        return lt_vowel_ascii[(unsigned char)text[at - 1]];
    size_t back = at >= 2 && is_continuation((unsigned char)text[at - 2]) ? 3 : 2;
    size_t read;
    unsigned letter =
        at >= back ? letter_at(text, at - back, at, &read) : (unsigned)LT_VOWEL_UNKNOWN;
    *size = back;
    return letter != LT_VOWEL_UNKNOWN && read == back ? letter : LT_VOWEL_UNKNOWN;
}

/* What a tone-marked letter and the vowel beside it say. */
enum {
    ASK,  /* parse the syllable */
    FINE, /* both styles write it so */
    OPEN, /* fine where the syllable ends and no q precedes */
    OPEN_OLD,
    NOT_AFTER_G,
    NOT_AFTER_Q,
    CLOSED, /* fine where a letter follows, or the old style is not wanted */
    AFTER_G,
    AFTER_Q,
    AFTER_Q_OR_CLOSED
};

enum {
    A = LT_VOWEL_A,
    AW = LT_VOWEL_AW,
    AA = LT_VOWEL_AA,
    E = LT_VOWEL_E,
    EE = LT_VOWEL_EE,
    I = LT_VOWEL_I,
    O = LT_VOWEL_O,
    OO = LT_VOWEL_OO,
    OW = LT_VOWEL_OW,
    U = LT_VOWEL_U,
    UW = LT_VOWEL_UW,
    Y = LT_VOWEL_Y
};

/*
 * [letter with the tone][vowel that follows]. A tone on ă â ê ô ơ stands right wherever it is in a
 * syllable, on ư unless ơ follows.
 */
static const uint8_t before_vowel[16][16] = {
    [A] = {[I] = FINE, [Y] = FINE, [O] = FINE, [U] = FINE},
    [E] = {[O] = FINE},
    [I] = {[U] = NOT_AFTER_G, [A] = OPEN},
    [O] = {[I] = FINE, [A] = OPEN_OLD, [E] = OPEN_OLD},
    [U] = {[I] = NOT_AFTER_Q, [A] = OPEN, [Y] = OPEN_OLD},
    [UW] = {[A] = FINE, [I] = FINE, [U] = FINE},
};

/* [vowel that precedes][letter with the tone], for the letters without a mark of their own. */
static const uint8_t after_vowel[16][16] = {
    [I] = {[A] = AFTER_G, [E] = AFTER_G, [O] = AFTER_G, [U] = AFTER_G},
    [U] = {[A] = AFTER_Q, [E] = AFTER_Q, [I] = AFTER_Q, [Y] = AFTER_Q_OR_CLOSED},
    [O] = {[A] = CLOSED, [E] = CLOSED},
};

static inline bool has_own_mark(unsigned letter)
{
    static const unsigned marked = 1u << AW | 1u << AA | 1u << EE | 1u << OO | 1u << OW | 1u << UW;
    return marked >> (letter & LT_VOWEL_MASK) & 1;
}

static inline bool is_vowel(unsigned letter)
{
    letter &= LT_VOWEL_MASK;
    return letter >= LT_VOWEL_A && letter <= LT_VOWEL_Y;
}

/* The letter with the tone stands at `at`, the vowel `next` behind it at `end`. */
static inline bool fine_before(const char *text, size_t at, size_t end, size_t next_size,
                               size_t length, unsigned letter, unsigned next, lt_tone_choice tone)
{
    if (next & LT_VOWEL_TONED)
        return false;
    if (has_own_mark(letter) && (letter & LT_VOWEL_MASK) != UW)
        return true;
    unsigned verdict = before_vowel[letter & LT_VOWEL_MASK][next & LT_VOWEL_MASK];
    if (verdict < OPEN)
        return verdict == FINE;
    size_t size;
    unsigned onset = letter_before(text, at, &size);
    if (verdict == NOT_AFTER_G)
        return onset != LT_VOWEL_G;
    if (verdict == NOT_AFTER_Q)
        return onset != LT_VOWEL_Q;
    return letter_at(text, end + next_size, length, &size) == LT_VOWEL_NONE &&
           onset != LT_VOWEL_Q && (verdict == OPEN || tone != LT_TONE_NEW);
}

/* The letter with the tone follows the vowel `before`, which begins at `start`. */
static inline bool fine_after(const char *text, size_t start, unsigned before, unsigned letter,
                              unsigned next, lt_tone_choice tone)
{
    if (before & LT_VOWEL_TONED)
        return false;
    if (has_own_mark(letter))
        return true;
    unsigned verdict = after_vowel[before & LT_VOWEL_MASK][letter & LT_VOWEL_MASK];
    if (verdict < OPEN)
        return verdict == FINE;
    size_t size;
    unsigned onset = letter_before(text, start, &size);
    if (verdict == AFTER_G)
        return onset == LT_VOWEL_G;
    if (verdict == AFTER_Q || (verdict == AFTER_Q_OR_CLOSED && onset == LT_VOWEL_Q))
        return onset == LT_VOWEL_Q;
    return next != LT_VOWEL_NONE || tone != LT_TONE_OLD;
}

static inline bool suspicious(const char *text, size_t at, size_t size, size_t length,
                              lt_tone_choice tone)
{
    size_t next_size, before_size, read;
    unsigned letter = letter_at(text, at, length, &read);
    unsigned next = letter_at(text, at + size, length, &next_size);
    unsigned before = letter_before(text, at, &before_size);
    if ((next | before) & LT_VOWEL_UNKNOWN)
        return is_vowel(before) || is_vowel(next);
    if (is_vowel(next) && !fine_before(text, at, at + size, next_size, length, letter, next, tone))
        return true;
    return is_vowel(before) && !fine_after(text, at - before_size, before, letter, next, tone);
}

/* Is there something to be done at the character that begins at `at`? */
static inline bool stops(const char *text, size_t at, size_t length, lt_tone_choice tone)
{
    size_t read;
    if ((unsigned char)text[at] < 0x80)
        return text[at] == '`';
    size_t size = inert((const unsigned char *)text + at, length - at);
    return size == 0 || (letter_at(text, at, length, &read) & LT_VOWEL_TONED &&
                         suspicious(text, at, size, length, tone));
}
