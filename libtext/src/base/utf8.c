#include <libtext/utf8.h>

#include <stdbool.h>
#include <string.h>

#include "utf8_fast.h"

/*
 * Table 3-7 of the Unicode Standard: after each lead byte, how many bytes follow and in which range
 * the second one lies. Later bytes are always 80..BF.
 */
typedef struct lead_rule {
    unsigned char following, low, high;
} lead_rule;

static lead_rule rule_of(unsigned char lead)
{
    if (lead >= 0xC2 && lead <= 0xDF)
        return (lead_rule){1, 0x80, 0xBF};
    if (lead == 0xE0)
        return (lead_rule){2, 0xA0, 0xBF};
    if (lead == 0xED)
        return (lead_rule){2, 0x80, 0x9F};
    if (lead >= 0xE1 && lead <= 0xEF)
        return (lead_rule){2, 0x80, 0xBF};
    if (lead == 0xF0)
        return (lead_rule){3, 0x90, 0xBF};
    if (lead >= 0xF1 && lead <= 0xF3)
        return (lead_rule){3, 0x80, 0xBF};
    if (lead == 0xF4)
        return (lead_rule){3, 0x80, 0x8F};
    return (lead_rule){0, 0, 0};
}

/* Bytes from `text` on that can begin a well-formed character: all of it when `*complete`. */
static size_t well_formed_part(const char *text, size_t length, bool *complete)
{
    const unsigned char *bytes = (const unsigned char *)text;
    *complete = false;
    lead_rule rule = rule_of(bytes[0]);
    if (rule.following == 0)
        return 1;
    size_t part = 1;
    while (part <= rule.following && part < length) {
        unsigned char low = part == 1 ? rule.low : 0x80, high = part == 1 ? rule.high : 0xBF;
        if (bytes[part] < low || bytes[part] > high)
            return part;
        part++;
    }
    *complete = part == (size_t)rule.following + 1;
    return part;
}

size_t lt_utf8_decode(const char *text, size_t length, uint32_t *codepoint)
{
    *codepoint = LT_UTF8_REPLACEMENT;
    if (length == 0)
        return 0;
    const unsigned char *bytes = (const unsigned char *)text;
    if (bytes[0] < 0x80) {
        *codepoint = bytes[0];
        return 1;
    }
    bool complete;
    size_t size = well_formed_part(text, length, &complete);
    if (!complete)
        return 0;
    uint32_t value = bytes[0] & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size; i++)
        value = value << 6 | (bytes[i] & 0x3Fu);
    *codepoint = value;
    return size;
}

size_t lt_utf8_skip_invalid(const char *text, size_t length)
{
    bool complete;
    return length ? well_formed_part(text, length, &complete) : 0;
}

size_t lt_utf8_encode(uint32_t codepoint, char *bytes)
{
    if (codepoint < 0x80) {
        bytes[0] = (char)codepoint;
        return 1;
    }
    if (codepoint < 0x800) {
        bytes[0] = (char)(0xC0 | codepoint >> 6);
        bytes[1] = (char)(0x80 | (codepoint & 0x3F));
        return 2;
    }
    if (codepoint > 0x10FFFF || (codepoint >= 0xD800 && codepoint <= 0xDFFF))
        return 0;
    if (codepoint < 0x10000) {
        bytes[0] = (char)(0xE0 | codepoint >> 12);
        bytes[1] = (char)(0x80 | (codepoint >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (codepoint & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | codepoint >> 18);
    bytes[1] = (char)(0x80 | (codepoint >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (codepoint >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (codepoint & 0x3F));
    return 4;
}

/*
 * Table 3-7 again, as an automaton whose step is one shift: a row holds, for each state, the state
 * after a byte of that class, so that only shifts depend on each other and not loads.
 */
enum { S_START, S_BAD, S_ONE, S_TWO, S_E0, S_ED, S_F0, S_THREE, S_F4 };

/* 0 ASCII, 1 80-8F, 2 90-9F, 3 A0-BF, 4 C2-DF, 5 E0, 6 E1-EF, 7 ED, 8 F0, 9 F1-F3, 10 F4,
 * 11 never */
/* clang-format off */
static const unsigned char byte_classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
    3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
    11, 11, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4,
    4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4,
    5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 7, 6, 6,
    8, 9, 9, 9, 10, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,
};
/* clang-format on */

/* A state's place in a row, and a row from the states after START, ONE, TWO, E0, ED, F0, THREE, F4.
 */
#define AT(state, next) ((uint64_t)((next)*6) << ((state)*6))
#define ROW(start, one, two, e0, ed, f0, three, f4)                                                \
    AT(S_START, start) | AT(S_BAD, S_BAD) | AT(S_ONE, one) | AT(S_TWO, two) | AT(S_E0, e0) |       \
        AT(S_ED, ed) | AT(S_F0, f0) | AT(S_THREE, three) | AT(S_F4, f4)
#define LEAD(start) ROW(start, S_BAD, S_BAD, S_BAD, S_BAD, S_BAD, S_BAD, S_BAD)

static const uint64_t class_rows[12] = {
    LEAD(S_START),
    ROW(S_BAD, S_START, S_ONE, S_BAD, S_ONE, S_BAD, S_TWO, S_TWO),
    ROW(S_BAD, S_START, S_ONE, S_BAD, S_ONE, S_TWO, S_TWO, S_BAD),
    ROW(S_BAD, S_START, S_ONE, S_ONE, S_BAD, S_TWO, S_TWO, S_BAD),
    LEAD(S_ONE),
    LEAD(S_E0),
    LEAD(S_TWO),
    LEAD(S_ED),
    LEAD(S_F0),
    LEAD(S_THREE),
    LEAD(S_F4),
    LEAD(S_BAD)};

static bool well_formed(const char *text, size_t length)
{
    uint64_t state = S_START;
    for (size_t i = 0; i < length; i++)
        state = class_rows[byte_classes[(unsigned char)text[i]]] >> (state & 63);
    return (state & 63) == S_START;
}

/* What vectors are worth the call for. */
#define LONG_ENOUGH ((size_t)64)

/* Up to where this processor's vectors find the text well-formed, at the start of a character. */
static size_t sure(const char *text, size_t length)
{
#if defined(__x86_64__)
    if (length >= LONG_ENOUGH && __builtin_cpu_supports("avx2"))
        return lt_utf8_sure_avx2(text, length);
    if (length >= LONG_ENOUGH && __builtin_cpu_supports("ssse3"))
        return lt_utf8_sure_sse(text, length);
#endif
    (void)text;
    (void)length;
    return 0;
}

lt_status lt_utf8_validate(const char *text, size_t length, lt_error *error)
{
    size_t offset = sure(text, length), size;
    if (well_formed(text + offset, length - offset))
        return LT_OK;
    uint32_t codepoint;
    while ((size = lt_utf8_decode(text + offset, length - offset, &codepoint)) > 0)
        offset += size;
    return lt_error_set(error, LT_INVALID_UTF8, offset, "invalid UTF-8 byte 0x%02X",
                        (unsigned)(unsigned char)text[offset]);
}

size_t lt_utf8_mark(const char *text, size_t length)
{
    return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

size_t lt_utf8_count(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

void lt_locator_init(lt_locator *locator, const char *text, size_t length)
{
    *locator = (lt_locator){text, length, 0, 0, {1, 1}};
}

/* Steps over one byte; a continuation byte moves nothing, so ill-formed text has places too. */
static void step(lt_locator *locator)
{
    unsigned char byte = (unsigned char)locator->text[locator->offset];
    bool after_cr =
        byte == '\n' && locator->offset > 0 && locator->text[locator->offset - 1] == '\r';
    locator->offset++;
    if ((byte & 0xC0) == 0x80)
        return;
    locator->codepoints++;
    if (byte == '\n' || byte == '\r') {
        locator->place.line += !after_cr;
        locator->place.column = 1;
    } else {
        locator->place.column++;
    }
}

lt_place lt_locator_move(lt_locator *locator, size_t offset)
{
    if (offset > locator->length)
        offset = locator->length;
    if (offset < locator->offset)
        lt_locator_init(locator, locator->text, locator->length);
    while (locator->offset < offset)
        step(locator);
    return locator->place;
}

lt_place lt_utf8_locate(const char *text, size_t length, size_t offset)
{
    lt_locator locator;
    lt_locator_init(&locator, text, length);
    return lt_locator_move(&locator, offset);
}
