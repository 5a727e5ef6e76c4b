/*
 * Letters that look like another: Unicode's confusables (UTS 39) as far as they are typed into
 * Vietnamese text by other keyboards and fonts.
 */
#include "work.h"

#include <string.h>

#include <libtext/utf8.h>

typedef struct lookalike {
    uint16_t from, to;
} lookalike;

/* Cyrillic and Greek capitals and small letters drawn as Latin ones. Greek small letters other than
 * omicron are left: "TNFα" is meant so. Sorted by `from`. */
static const lookalike letters[] = {
    {0x386, 0xC1}, {0x391, 'A'}, {0x392, 'B'}, {0x395, 'E'}, {0x396, 'Z'},  {0x397, 'H'},
    {0x399, 'I'},  {0x39A, 'K'}, {0x39C, 'M'}, {0x39D, 'N'}, {0x39F, 'O'},  {0x3A1, 'P'},
    {0x3A4, 'T'},  {0x3A5, 'Y'}, {0x3A7, 'X'}, {0x3BF, 'o'}, {0x3CC, 0xF3}, {0x405, 'S'},
    {0x406, 'I'},  {0x408, 'J'}, {0x410, 'A'}, {0x412, 'B'}, {0x415, 'E'},  {0x41A, 'K'},
    {0x41C, 'M'},  {0x41D, 'H'}, {0x41E, 'O'}, {0x420, 'P'}, {0x421, 'C'},  {0x422, 'T'},
    {0x423, 'Y'},  {0x425, 'X'}, {0x430, 'a'}, {0x435, 'e'}, {0x43E, 'o'},  {0x440, 'p'},
    {0x441, 'c'},  {0x443, 'y'}, {0x445, 'x'}, {0x455, 's'}, {0x456, 'i'},  {0x458, 'j'},
    {0x4AE, 'Y'},  {0x4AF, 'y'}, {0x4BA, 'H'}, {0x4BB, 'h'}, {0x501, 'd'},  {0x51A, 'Q'},
    {0x51B, 'q'},  {0x51C, 'W'}, {0x51D, 'w'},
};

/* Accents that take a space of their own, and the marks they stand for. */
static const lookalike accents[] = {
    {0xB4, 0x301}, {0x2C6, 0x302}, {0x2CA, 0x301}, {0x2CB, 0x300}, {0x2D8, 0x306}, {0x2DC, 0x303},
};

static uint32_t find(const lookalike *list, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].from == c)
            return list[i].to;
    return 0;
}

static uint32_t letter_d(uint32_t c)
{
    return c == 0xD0 || c == 0x189 ? 0x110 : c == 0xF0 || c == 0x256 ? 0x111 : 0;
}

static bool is_latin(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x2AF) ||
           (c >= 0x1E00 && c <= 0x1EFF);
}

static bool is_mark(uint32_t c)
{
    return c >= 0x300 && c <= 0x36F;
}

/* Letters of Vietnamese capitals: an abbreviation such as UBNÐ. */
static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || c == 0xD0 || c == 0x189 || c == 0x1A0 || c == 0x1AF ||
           c == 0xC2 || c == 0xCA || c == 0xD4 || c == 0x102 || c == 0x110;
}

typedef struct mapping {
    size_t latin, foreign, capitals, letters, unmapped, d, accents;
} mapping;

/* What stands for `c`, counted; the character itself where nothing does. */
static uint32_t map_one(uint32_t c, uint32_t repair, mapping *m)
{
    uint32_t to;
    m->letters += !is_mark(c);
    m->capitals += is_capital(c);
    if ((to = letter_d(c)) != 0 && repair & LT_REPAIR(LT_CHANGE_LETTER_D)) {
        m->d++;
        return to;
    }
    if (repair & LT_REPAIR(LT_CHANGE_SPACING_ACCENT) &&
        (to = find(accents, sizeof accents / sizeof *accents, c)) != 0) {
        m->accents++;
        return to;
    }
    if (repair & LT_REPAIR(LT_CHANGE_LOOKALIKE) &&
        (to = find(letters, sizeof letters / sizeof *letters, c)) != 0) {
        m->foreign++;
        return to;
    }
    m->latin += is_latin(c);
    m->unmapped += !is_latin(c) && !is_mark(c);
    return c;
}

size_t lt_lookalike_map(const char *word, size_t length, uint32_t repair, char *mapped,
                        size_t capacity, uint32_t *codes, bool *sure)
{
    mapping m = {0};
    size_t out = 0;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        size_t size = lt_utf8_decode(word + at, length - at, &c);
        if (size == 0 || out + 4 > capacity)
            return 0;
        out += lt_utf8_encode(map_one(c, repair, &m), mapped + out);
        at += size;
    }
    if (m.d + m.accents + m.foreign == 0 || m.unmapped > 0 || (m.foreign > 0 && m.latin == 0))
        return 0;
    *codes |= (m.d ? LT_REPAIR(LT_CHANGE_LETTER_D) : 0) |
              (m.accents ? LT_REPAIR(LT_CHANGE_SPACING_ACCENT) : 0) |
              (m.foreign ? LT_REPAIR(LT_CHANGE_LOOKALIKE) : 0);
    bool abbreviation = m.capitals == m.letters && m.letters <= 8;
    *sure = m.accents == 0 && (m.d == 0 || abbreviation) &&
            (m.foreign == 0 || m.latin + m.d >= m.foreign);
    return out;
}
