/*
 * Short words by their bytes (private): what was found out about one is kept under them, since
 * words come again and looking at 16 bytes at once is faster than reading letters.
 */
#ifndef LIBTEXT_BASE_WORD_H
#define LIBTEXT_BASE_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define LT_WORD_BYTES 16

typedef struct lt_word_key {
    uint64_t low, high; /* zeros behind the last byte; all zeros: no word */
} lt_word_key;

/* The first byte of quotes, dashes, dots; no letter of Vietnamese begins with it. */
#define LT_WORD_SIGN 0xE2

/* The bytes that `text` begins with as far as they are ASCII letters or, signs aside, parts of
 * longer characters, and how many of `left` they are. 0 for none, and for LT_WORD_BYTES or more. */
static inline unsigned lt_word_read(const char *text, size_t left, lt_word_key *key)
{
#if defined(__SSE2__)
    static const uint8_t kept[2 * LT_WORD_BYTES] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                    255, 255, 255, 255, 255, 255, 255, 255};
    char copy[LT_WORD_BYTES] = {0};
    if (left < sizeof copy)
        text = left ? memcpy(copy, text, left) : copy;
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
    __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    /* a to z become the 26 lowest signed numbers */
    __m128i letters =
        _mm_cmplt_epi8(_mm_add_epi8(small, _mm_set1_epi8(0x80 - 'a')), _mm_set1_epi8(-128 + 26));
    __m128i signs = _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)LT_WORD_SIGN));
    /* Of bytes above 0x7F the bit is set that is taken. */
    int mask = _mm_movemask_epi8(_mm_andnot_si128(signs, _mm_or_si128(letters, bytes)));
    unsigned count = (unsigned)__builtin_ctz(~(unsigned)mask);
    const uint8_t *keep = kept + LT_WORD_BYTES - count;
    bytes = _mm_and_si128(bytes, _mm_loadu_si128((const __m128i *)(const void *)keep));
    _mm_storeu_si128((__m128i *)(void *)key, bytes);
#else
    unsigned count = 0;
    char bytes[LT_WORD_BYTES] = {0};
    for (; count < left && count < LT_WORD_BYTES; count++) {
        unsigned char byte = (unsigned char)text[count], small = byte | 0x20;
        if (byte == LT_WORD_SIGN || (byte < 0x80 && (small < 'a' || small > 'z')))
            break;
        bytes[count] = (char)byte;
    }
    memcpy(key, bytes, sizeof *key);
#endif
    return count < LT_WORD_BYTES ? count : 0;
}

static inline bool lt_word_same(lt_word_key one, lt_word_key other)
{
    return one.low == other.low && one.high == other.high;
}

/* Where a word belongs in a table of `places`, a power of two. */
static inline size_t lt_word_place(lt_word_key key, size_t places)
{
    uint64_t mixed = (key.low ^ key.high * 0x9E3779B97F4A7C15u) * 0xBF58476D1CE4E5B9u;
    return (size_t)(mixed >> 40) & (places - 1);
}

#endif
