#include <libtext/syllable.h>

#include <libtext/utf8.h>

#include "table.h"

enum {
    A = 1,
    AW = 2,
    AA = 3,
    E = 8,
    EE = 9,
    I = 12,
    O = 17,
    OO = 18,
    OW = 19,
    U = 25,
    UW = 26,
    Y = 29
};

static unsigned packed_letter(uint32_t codepoint)
{
    if (codepoint <= 0x1B0)
        return lt_letters_low[codepoint];
    if (codepoint >= 0x1EA0 && codepoint <= 0x1EF9)
        return lt_letters_high[codepoint - 0x1EA0];
    return 0;
}

/* The tone of a combining mark, 0 for none. U+0340 and U+0341 are canonical copies. */
static lt_tone tone_of_mark(uint32_t mark)
{
    switch (mark) {
    case 0x300:
    case 0x340:
        return LT_TONE_HUYEN;
    case 0x301:
    case 0x341:
        return LT_TONE_SAC;
    case 0x303:
        return LT_TONE_NGA;
    case 0x309:
        return LT_TONE_HOI;
    case 0x323:
        return LT_TONE_NANG;
    default:
        return LT_TONE_NGANG;
    }
}

/* The letter that `base` with a circumflex, breve or horn is. */
static uint8_t with_vowel_mark(uint8_t base, uint32_t mark)
{
    if (mark == 0x302)
        return base == A ? AA : base == E ? EE : base == O ? OO : LT_LETTER_OTHER;
    if (mark == 0x306 && base == A)
        return AW;
    if (mark == 0x31B)
        return base == O ? OW : base == U ? UW : LT_LETTER_OTHER;
    return LT_LETTER_OTHER;
}

static bool is_vowel(uint8_t base)
{
    static const uint32_t vowels = 1u << A | 1u << AW | 1u << AA | 1u << E | 1u << EE | 1u << I |
                                   1u << O | 1u << OO | 1u << OW | 1u << U | 1u << UW | 1u << Y;
    return vowels >> base & 1;
}

static void add_mark(lt_letter *letter, uint32_t mark)
{
    lt_tone tone = tone_of_mark(mark);
    if (!tone) {
        letter->base = with_vowel_mark(letter->base, mark);
        return;
    }
    if (!is_vowel(letter->base))
        letter->base = LT_LETTER_OTHER;
    letter->two_tones = letter->two_tones || letter->tone;
    letter->tone = (uint8_t)tone;
}

/* Length of the combining mark (U+0300-U+036F) at `text`, or 0. They all start CC or CD. */
static size_t read_mark(const char *text, size_t length, uint32_t *mark)
{
    if (length < 2 || ((unsigned char)text[0] & 0xFE) != 0xCC)
        return 0;
    size_t size = lt_utf8_decode(text, length, mark);
    return *mark <= 0x36F ? size : 0;
}

size_t lt_letter_read(const char *text, size_t length, lt_letter *letter)
{
    uint32_t codepoint;
    size_t at = lt_utf8_decode(text, length, &codepoint);
    unsigned packed = at ? packed_letter(codepoint) : 0;
    if (packed == 0)
        return 0;
    *letter =
        (lt_letter){(uint8_t)(packed & 31), (uint8_t)(packed >> 5 & 7), packed >> 8 != 0, false};
    uint32_t mark;
    for (size_t size; (size = read_mark(text + at, length - at, &mark)) > 0; at += size)
        add_mark(letter, mark);
    return at;
}

size_t lt_letter_write(lt_letter letter, char bytes[4])
{
    if (letter.base == 0 || letter.base >= LT_LETTER_OTHER || letter.tone >= LT_TONE_COUNT)
        return 0;
    const char *spelling = lt_letter_bytes[letter.base][letter.tone][letter.upper];
    size_t length = 0;
    while (length < 3 && spelling[length]) {
        bytes[length] = spelling[length];
        length++;
    }
    return length;
}
