/*
 * The scan by characters: for processors that look up bytes in tables of 128 (AVX-512 VBMI).
 *
 * A chunk of some blocks is read first: its bytes are checked for UTF-8 as masks, its characters
 * become a row of classes, a byte each. Then every two and three classes in a row are looked up;
 * what that singles out is decided by the functions that the plain scan uses. So are whole blocks
 * with other characters than ASCII, U+00C0-01BF, U+1E80-1EFF and the punctuation of U+2010-203F.
 */
#include "scan.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#include "decide.h"

#define TARGET                                                                                     \
    __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt,prfchw")))
#define INLINE TARGET __attribute__((always_inline)) static inline
#define BLOCK  ((size_t)64)

/* Blocks in a chunk: few at first, so that little is read in vain before a stop. */
#define FEW  ((size_t)4)
#define MANY ((size_t)32)

/* How far ahead memory is asked for, to read and to write. */
#define AHEAD       ((size_t)2048)
#define AHEAD_WRITE ((size_t)4096)

typedef struct tables {
    __m512i ascii[2], second[2], third[2];
    __m512i rows[LT_ROWS_PARTS];
} tables;

typedef struct chunk {
    size_t base, end;     /* in the text */
    size_t blocks, count; /* of characters */
    uint64_t ends[MANY];  /* the last bytes of characters */
    size_t before[MANY];  /* how many characters end in the blocks before */
    unsigned char classes[2 + (MANY + 1) * BLOCK]; /* behind the two before the chunk */
} chunk;

/* What the last block's characters still lack: bits from the next block's first byte on. */
typedef struct open_general {
    uint64_t middles, thirds; /* of E2 80 and one more */
} open_general;

typedef struct open_characters {
    uint64_t seconds, middles, thirds; /* of two bytes; of E1 and two more */
    open_general general;
} open_characters;

static inline bool is_open(const open_characters *open)
{
    return open->seconds | open->middles | open->thirds | open->general.middles |
           open->general.thirds;
}

/* Which bytes are not ASCII; which end a character of two or three bytes, or one of U+2000-203F;
 * which are not as they should be for this scan. */
typedef struct places {
    uint64_t high, seconds, thirds, general, wrong;
    open_general open;
} places;

INLINE __m512i look(const __m512i table[2], __m512i index)
{
    return _mm512_permutex2var_epi8(table[0], index, table[1]);
}

INLINE uint64_t equal(__m512i bytes, int byte)
{
    return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)byte));
}

/* Where the bytes lie in first … first + count - 1. */
INLINE uint64_t among(__m512i bytes, int first, int count)
{
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8((char)first)),
                                  _mm512_set1_epi8((char)count));
}

/* Takes dashes, quotes and the like, U+2010-2027 and U+2030-203F, into what was found. `leads` and
 * `due` are of the other characters. */
TARGET __attribute__((noinline)) static places with_general(__m512i bytes, places found,
                                                            uint64_t leads, uint64_t due)
{
    uint64_t lead = equal(bytes, 0xE2), next = found.high & ~among(bytes, 0xC0, 0x40);
    uint64_t middles = lead << 1 | found.open.middles;
    found.general = lead << 2 | found.open.thirds;
    found.wrong |= (next ^ (due | middles | found.general)) |
                   (found.high & ~next & ~(leads | lead)) | (middles & ~equal(bytes, 0x80)) |
                   (found.general & ~(among(bytes, 0x90, 0x18) | among(bytes, 0xB0, 0x10)));
    found.open.middles = lead >> 63;
    found.open.thirds = lead >> 62;
    return found;
}

INLINE places find_places(__m512i bytes, open_characters *open)
{
    places found = {0, 0, 0, 0, 0, open->general};
    found.high = _mm512_movepi8_mask(bytes);
    uint64_t next = _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8((char)0xC0));
    uint64_t two = among(bytes, 0xC3, 4), three = equal(bytes, 0xE1);
    uint64_t middles = three << 1 | open->middles;
    found.seconds = two << 1 | open->seconds;
    found.thirds = three << 2 | open->thirds;
    found.wrong = middles & ~equal(_mm512_or_si512(bytes, _mm512_set1_epi8(1)), 0xBB);
    open->seconds = two >> 63;
    open->middles = three >> 63;
    open->thirds = three >> 62;
    uint64_t due = found.seconds | middles | found.thirds;
    uint64_t rest = (next ^ due) | (found.high ^ next ^ two ^ three);
    if (__builtin_expect((rest | open->general.middles | open->general.thirds) != 0, 0)) {
        found = with_general(bytes, found, two | three, due);
        open->general = found.open;
    }
    return found;
}

/* The classes of the characters, each where its last byte is. */
INLINE __m512i classify(const tables *t, __m512i bytes, __m512i before, const places *at)
{
    const __m512i low = _mm512_set1_epi8(0x3F);
    /* Bits 0-5 of the byte; bit 6 from bit 0, or 2, of the byte before. */
    __m512i third = _mm512_ternarylogic_epi64(low, bytes, _mm512_slli_epi16(before, 6), 0xCA);
    __m512i second = _mm512_ternarylogic_epi64(low, bytes, _mm512_slli_epi16(before, 4), 0xCA);
    __m512i class = look(t->ascii, bytes);
    class = _mm512_mask_mov_epi8(class, at->high, look(t->third, third));
    return _mm512_mask_mov_epi8(class, at->seconds, look(t->second, second));
}

/* How much of a chunk is read. */
typedef struct reading {
    size_t blocks, count;
    open_characters open;
} reading;

/* Adds a block of which `mask` bytes are there; false where it is not for this scan. */
INLINE bool add_block(chunk *c, const tables *t, __m512i bytes, __m512i before, uint64_t mask,
                      reading *r)
{
    places at = find_places(bytes, &r->open);
    if (__builtin_expect(at.wrong != 0, 0))
        return false;
    uint64_t ends = (~at.high | at.seconds | at.thirds | at.general) & mask;
    __m512i class = classify(t, bytes, before, &at);
    if (__builtin_expect(at.general != 0, 0))
        class = _mm512_maskz_mov_epi8(~at.general, class);
    _mm512_storeu_si512(c->classes + 2 + r->count, _mm512_maskz_compress_epi8(ends, class));
    c->ends[r->blocks] = ends;
    c->before[r->blocks++] = r->count;
    r->count += (size_t)__builtin_popcountll(ends);
    return true;
}

/* Adds the first block of the text, or what is left at its end: bytes around it are not read. */
TARGET static bool add_edge(chunk *c, const tables *t, const char *text, size_t at, size_t size,
                            reading *r, char *copy)
{
    uint64_t mask = _bzhi_u64(~(uint64_t)0, (unsigned)size);
    __m512i bytes = _mm512_maskz_loadu_epi8(mask, text + at);
    __m512i before = _mm512_set1_epi8(at > 0 ? text[at - 1] : 0);
    before = _mm512_mask_expand_epi8(before, ~(uint64_t)1, bytes);
    if (copy)
        _mm512_mask_storeu_epi8(copy + (at - c->base), mask, bytes);
    return add_block(c, t, bytes, before, mask, r);
}

/* Adds whole blocks up to `most`; returns how many bytes fit. */
TARGET static size_t add_blocks(chunk *c, const tables *t, const char *text, size_t at,
                                size_t length, size_t most, reading *r, char *copy)
{
    reading now = *r;
    size_t end = at;
    for (; now.blocks < most && length - end >= BLOCK; end += BLOCK) {
        __builtin_prefetch(text + end + AHEAD);
        __m512i bytes = _mm512_loadu_si512((const void *)(text + end));
        __m512i before = _mm512_loadu_si512((const void *)(text + end - 1));
        if (copy) {
            __builtin_prefetch(copy + (end - c->base) + AHEAD_WRITE, 1);
            _mm512_storeu_si512((void *)(copy + (end - c->base)), bytes);
        }
        if (!add_block(c, t, bytes, before, ~(uint64_t)0, &now))
            break;
    }
    *r = now;
    return end - at;
}

/* Reads up to `most` blocks from c->base on, and copies them; false
 * where one is not for this scan. c->end is behind the last that is. */
TARGET static bool read_chunk(chunk *c, const tables *t, const char *text, size_t length,
                              size_t most, open_characters *open, char *copy)
{
    reading now = {0, 0, *open};
    bool fits = true;
    c->end = c->base;
    if (c->end == 0) {
        size_t size = length < BLOCK ? length : BLOCK;
        fits = add_edge(c, t, text, 0, size, &now, copy);
        c->end = fits ? size : 0;
    }
    if (fits)
        c->end += add_blocks(c, t, text, c->end, length, most, &now, copy);
    fits = fits && (now.blocks == most || length - c->end < BLOCK);
    if (fits && now.blocks < most && c->end < length) {
        fits = add_edge(c, t, text, c->end, length - c->end, &now, copy);
        c->end = fits ? length : c->end;
    }
    c->blocks = now.blocks;
    c->count = now.count;
    *open = now.open;
    return fits && (c->end < length || !is_open(open));
}

/* Behind which byte the character `index` of the chunk ends; `block` is not behind it. */
TARGET static size_t end_of(const chunk *c, size_t index, size_t block)
{
    while (block + 1 < c->blocks && c->before[block + 1] <= index)
        block++;
    uint64_t end = _pdep_u64((uint64_t)1 << (index - c->before[block]), c->ends[block]);
    return c->base + block * BLOCK + (size_t)_tzcnt_u64(end) + 1;
}

/* Start of the `count`th character before `at`, or `floor`. */
static inline size_t back(const char *text, size_t at, size_t floor, int count)
{
    for (; count > 0 && at > floor; count--)
        do
            at--;
        while (at > floor && is_continuation((unsigned char)text[at]));
    return at;
}

/* The first of the three characters before `end` at which something is to be done, or `length`. */
static size_t stop_before(const char *text, size_t end, size_t floor, size_t length,
                          lt_tone_choice tone)
{
    for (size_t at = back(text, end, floor, 3); at < end; at++)
        if (!is_continuation((unsigned char)text[at]) && stops(text, at, length, tone))
            return at;
    return length;
}

/* The first place in the chunk, or in the two characters before, at which something is to be done;
 * `length` when there is none. */
TARGET static size_t find_stop(chunk *c, const tables *t, const char *text, size_t floor,
                               size_t length, lt_tone_choice tone)
{
    /* Behind the text is what is no letter. */
    size_t count = c->count + (c->end == length);
    c->classes[2 + c->count] = LT_VOWEL_NONE;
    for (size_t at = 0, block = 0; at < count; at += BLOCK, block++) {
        __m512i third = _mm512_loadu_si512((const void *)(c->classes + at + 2));
        __m512i second = _mm512_loadu_si512((const void *)(c->classes + at + 1));
        __m512i first = _mm512_loadu_si512((const void *)(c->classes + at));
        __m512i two = _mm512_and_si512(_mm512_permutexvar_epi8(second, t->rows[LT_ROWS_OF_TWO]),
                                       _mm512_permutexvar_epi8(third, t->rows[LT_ROWS_OF_TWO + 1]));
        __m512i three =
            _mm512_and_si512(_mm512_permutexvar_epi8(first, t->rows[LT_ROWS_OF_THREE]),
                             _mm512_permutexvar_epi8(second, t->rows[LT_ROWS_OF_THREE + 1]));
        three =
            _mm512_and_si512(three, _mm512_permutexvar_epi8(third, t->rows[LT_ROWS_OF_THREE + 2]));
        __m512i odd = _mm512_or_si512(two, three);
        uint64_t found = _mm512_test_epi8_mask(odd, odd);
        for (found = _bzhi_u64(found, count - at < 64 ? (unsigned)(count - at) : 64); found;
             found = _blsr_u64(found)) {
            size_t index = at + (size_t)_tzcnt_u64(found);
            size_t end = index < c->count ? end_of(c, index, block) : length;
            size_t stop = stop_before(text, end, floor, length, tone);
            if (stop < length)
                return stop;
        }
    }
    return length;
}

/* The first byte at or after `at` that is no part of a word, or `length`. */
static size_t next_break(const char *text, size_t at, size_t length)
{
    while (at < length &&
           ((unsigned char)text[at] >= 0x80 || lt_vowel_ascii[(unsigned char)text[at]]))
        at++;
    return at < length ? at : length;
}

TARGET static void load_tables(tables *t, lt_tone_choice tone)
{
    for (int i = 0; i < 2; i++) {
        t->ascii[i] = _mm512_loadu_si512((const void *)(lt_class_ascii + 64 * i));
        t->second[i] = _mm512_loadu_si512((const void *)(lt_class_second + 64 * i));
        t->third[i] = _mm512_loadu_si512((const void *)(lt_class_third + 64 * i));
    }
    for (int i = 0; i < LT_ROWS_PARTS; i++)
        t->rows[i] = _mm512_loadu_si512((const void *)lt_scan_rows[tone][i]);
}

TARGET size_t lt_scan_vbmi(const char *text, size_t at, size_t length, lt_tone_choice tone,
                           char *copy)
{
    tables t;
    chunk c;
    open_characters open = {0, 0, 0, {0, 0}};
    load_tables(&t, tone);
    memset(c.classes, LT_VOWEL_NONE, 2);
    c.base = at;
    for (size_t most = FEW, floor = at;; most = most < MANY ? 2 * most : MANY) {
        bool whole =
            read_chunk(&c, &t, text, length, most, &open, copy ? copy + (c.base - at) : NULL);
        size_t stop = find_stop(&c, &t, text, floor, length, tone);
        if (stop < length || (whole && c.end == length))
            return stop;
        memcpy(c.classes, c.classes + c.count, 2);
        c.base = c.end;
        if (whole)
            continue;
        size_t from = back(text, c.end, floor, 2);
        c.base = floor = next_break(text, c.end + BLOCK, length);
        stop = lt_scan_plain(text, from, floor, tone, copy ? copy + (from - at) : NULL);
        if (stop < floor || floor == length)
            return stop;
        memset(c.classes, LT_VOWEL_NONE, 2);
        open = (open_characters){0, 0, 0, {0, 0}};
    }
}

#else
typedef int lt_scan_not_here;
#endif
