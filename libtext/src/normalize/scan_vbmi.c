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
#define BLOCK  LT_SCAN_BLOCK

/* Blocks in a chunk: few at first, so that little is read in vain before a stop. */
#define FEW  ((size_t)4)
#define MANY LT_SCAN_BLOCKS

/* How far ahead memory is asked for, to read and to write. */
#define AHEAD       ((size_t)2048)
#define AHEAD_WRITE ((size_t)4096)

typedef struct tables {
    __m512i ascii[2], second[2], third[2];
    __m512i rows[LT_ROWS_PARTS];
} tables;

/* Where characters of two bytes, of three and of the usual punctuation began in the last block. */
typedef struct leads {
    uint64_t two, three, general;
} leads;

/* Which bytes end a character of two bytes, of three, or one of the usual punctuation; which are
 * not ASCII, and which not as they should be for this scan. */
typedef struct places {
    uint64_t seconds, thirds, general, high, wrong;
} places;

INLINE __m512i look(const __m512i table[2], __m512i index)
{
    return _mm512_permutex2var_epi8(table[0], index, table[1]);
}

/* A mask to calculate with: the compiler is not to keep it where only masks are. */
INLINE uint64_t number(uint64_t mask)
{
    __asm__("" : "+r"(mask));
    return mask;
}

INLINE uint64_t equal(__m512i bytes, int byte)
{
    return number(_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)byte)));
}

/* Where the bytes lie in first … first + count - 1. */
INLINE uint64_t among(__m512i bytes, int first, int count)
{
    return number(_mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8((char)first)),
                                         _mm512_set1_epi8((char)count)));
}

/* `places` moved on by `by`, behind those of the block before. */
INLINE uint64_t after(uint64_t places, uint64_t before, int by)
{
    return places << by | before >> (64 - by);
}

INLINE places find_places(__m512i bytes, leads *last)
{
    uint64_t high = number(_mm512_movepi8_mask(bytes));
    uint64_t next = number(_mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8((char)0xC0)));
    leads now = {among(bytes, 0xC3, 4), equal(bytes, 0xE1), 0};
    uint64_t middles = after(now.three, last->three, 1);
    places found = {after(now.two, last->two, 1), after(now.three, last->three, 2), 0, high, 0};
    found.wrong = middles & ~equal(_mm512_or_si512(bytes, _mm512_set1_epi8(1)), 0xBB);
    uint64_t due = found.seconds | middles | found.thirds,
             others = high ^ next ^ now.two ^ now.three;
    if (__builtin_expect(((next ^ due) | others | last->general) != 0, 0)) {
        /* Dashes, quotes and the like: U+2010-2027 and U+2030-203F. */
        now.general = equal(bytes, 0xE2);
        middles = after(now.general, last->general, 1);
        found.general = after(now.general, last->general, 2);
        found.wrong |= (next ^ (due | middles | found.general)) | (others ^ now.general) |
                       (middles & ~equal(bytes, 0x80)) |
                       (found.general & ~(among(bytes, 0x90, 0x18) | among(bytes, 0xB0, 0x10)));
    }
    *last = now;
    return found;
}

/* Has a character begun that is not at its end? */
static inline bool is_open(const leads *last)
{
    return last->two >> 63 || last->three >> 62 || last->general >> 62;
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
    leads last;
} reading;

/* Adds a block of which `mask` bytes are there; false where it is not for this scan. */
INLINE bool add_block(lt_scan_chunk *c, const tables *t, __m512i bytes, __m512i before,
                      uint64_t mask, reading *r)
{
    leads last = r->last;
    places at = find_places(bytes, &last);
    if (__builtin_expect(at.wrong != 0, 0))
        return false;
    r->last = last;
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
TARGET static bool add_edge(lt_scan_chunk *c, const tables *t, const char *text, size_t at,
                            size_t size, reading *r, char *copy)
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
TARGET static size_t add_blocks(lt_scan_chunk *c, const tables *t, const char *text, size_t at,
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

/* Start of the `count`th character before `at`, or `floor`. */
static inline size_t back(const char *text, size_t at, size_t floor, int count)
{
    for (; count > 0 && at > floor; count--)
        do
            at--;
        while (at > floor && is_continuation((unsigned char)text[at]));
    return at;
}

/* Reads up to `most` blocks from c->base on, and copies them. c->end is behind the last whole
 * character; c->whole is false where a block follows that is not for this scan. */
TARGET static void read_chunk(lt_scan_chunk *c, const tables *t, const char *text, size_t length,
                              size_t most, char *copy)
{
    reading now = {0, 0, {0, 0, 0}};
    c->whole = true;
    c->end = c->base;
    if (c->end == 0) {
        size_t size = length < BLOCK ? length : BLOCK;
        c->whole = add_edge(c, t, text, 0, size, &now, copy);
        c->end = c->whole ? size : 0;
    }
    if (c->whole)
        c->end += add_blocks(c, t, text, c->end, length, most, &now, copy);
    c->whole = c->whole && (now.blocks == most || length - c->end < BLOCK);
    if (c->whole && now.blocks < most && c->end < length) {
        c->whole = add_edge(c, t, text, c->end, length - c->end, &now, copy);
        c->end = c->whole ? length : c->end;
    }
    if (is_open(&now.last))
        c->end = back(text, c->end, c->base, 1);
    c->blocks = now.blocks;
    c->count = now.count;
}

/* Behind which byte the character `index` of the chunk ends; `block` is not behind it. */
TARGET static size_t end_of(const lt_scan_chunk *c, size_t index, size_t block)
{
    while (block + 1 < c->blocks && c->before[block + 1] <= index)
        block++;
    uint64_t end = _pdep_u64((uint64_t)1 << (index - c->before[block]), c->ends[block]);
    return c->base + block * BLOCK + (size_t)_tzcnt_u64(end) + 1;
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

/* Looks every two and three classes in a row up. */
TARGET static void find_rows(lt_scan_chunk *c, const tables *t, bool at_end)
{
    /* Behind the text is what is no letter. */
    size_t count = c->count + at_end;
    c->classes[2 + c->count] = LT_VOWEL_NONE;
    uint64_t any = 0;
    for (size_t i = 0; i * 64 < count; i++) {
        const unsigned char *at = c->classes + i * 64;
        __m512i first = _mm512_loadu_si512((const void *)at);
        __m512i second = _mm512_loadu_si512((const void *)(at + 1));
        __m512i third = _mm512_loadu_si512((const void *)(at + 2));
        __m512i two = _mm512_and_si512(_mm512_permutexvar_epi8(second, t->rows[LT_ROWS_OF_TWO]),
                                       _mm512_permutexvar_epi8(third, t->rows[LT_ROWS_OF_TWO + 1]));
        const __m512i *parts = t->rows + LT_ROWS_OF_THREE;
        __m512i three = _mm512_and_si512(_mm512_permutexvar_epi8(first, parts[0]),
                                         _mm512_permutexvar_epi8(second, parts[1]));
        three = _mm512_and_si512(three, _mm512_permutexvar_epi8(third, parts[2]));
        __m512i odd = _mm512_or_si512(two, three);
        any |= c->found[i] = number(_mm512_test_epi8_mask(odd, odd));
    }
    c->found[count / 64] = count % 64 ? _bzhi_u64(c->found[count / 64], count % 64) : 0;
    c->row = any ? 0 : count / 64 + 1;
}

/* Is nothing to be done behind the character at `at` up to `end`, all of it ASCII? */
static bool is_plain(const char *text, size_t at, size_t end)
{
    do
        at++;
    while (at < end && is_continuation((unsigned char)text[at]));
    while (at < end && (unsigned char)text[at] < 0x80 && text[at] != '`')
        at++;
    return at == end;
}

/* The first place in the chunk at or after `floor` at which something is to be done, or `length`.
 */
TARGET static size_t next_stop(lt_scan_chunk *c, const char *text, size_t floor, size_t length,
                               lt_tone_choice tone)
{
    for (; c->row <= c->count / 64; c->row++)
        for (; c->found[c->row]; c->found[c->row] = _blsr_u64(c->found[c->row])) {
            size_t index = c->row * 64 + (size_t)_tzcnt_u64(c->found[c->row]);
            size_t end = index < c->count ? end_of(c, index, c->row) : length;
            size_t stop = stop_before(text, end, floor, length, tone);
            if (stop == length)
                continue;
            c->stop = stop;
            if (is_plain(text, stop, end))
                c->found[c->row] = _blsr_u64(c->found[c->row]);
            return stop;
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
    for (size_t i = 0; i < 2; i++) {
        t->ascii[i] = _mm512_loadu_si512((const void *)(lt_class_ascii + 64 * i));
        t->second[i] = _mm512_loadu_si512((const void *)(lt_class_second + 64 * i));
        t->third[i] = _mm512_loadu_si512((const void *)(lt_class_third + 64 * i));
    }
    for (size_t i = 0; i < LT_ROWS_PARTS; i++)
        t->rows[i] = _mm512_loadu_si512((const void *)lt_scan_rows[tone][i]);
}

static void no_letters_before(lt_scan_chunk *c, size_t base)
{
    memset(c->classes, LT_VOWEL_NONE, 2);
    c->base = base;
}

TARGET size_t lt_scan_vbmi(const char *text, size_t at, size_t length, lt_tone_choice tone,
                           char *copy, lt_scan_chunk *c)
{
    tables t;
    bool is_read = c->blocks > 0 && at > c->stop && at <= c->end;
    size_t floor = at, stop, most = is_read ? MANY : FEW;
    if (is_read && (stop = next_stop(c, text, floor, length, tone)) < length)
        return stop;
    load_tables(&t, tone);
    if (!is_read)
        no_letters_before(c, at);
    for (;; most = most < MANY ? 2 * most : MANY, is_read = false) {
        if (!is_read) {
            read_chunk(c, &t, text, length, most, copy ? copy + (c->base - at) : NULL);
            find_rows(c, &t, c->end == length);
        }
        stop = next_stop(c, text, floor, length, tone);
        if (stop < length || (c->whole && c->end == length))
            return stop;
        if (c->whole) {
            memcpy(c->classes, c->classes + c->count, 2);
            c->base = c->end;
            continue;
        }
        size_t from = back(text, c->end, floor, 2);
        floor = next_break(text, c->end + BLOCK, length);
        stop = lt_scan_plain(text, from, floor, tone, copy ? copy + (from - at) : NULL, NULL);
        no_letters_before(c, floor);
        c->blocks = 0;
        if (stop < floor || floor == length)
            return stop;
    }
}

#else
typedef int lt_scan_not_here;
#endif
