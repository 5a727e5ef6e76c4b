/*
 * The scan by characters: for processors that look up bytes in tables of 128 (AVX-512 VBMI).
 *
 * A chunk of some blocks is read first: its bytes are checked for UTF-8 against those before them,
 * its characters become a row of classes, a byte each. Then every two and three classes in a row
 * are looked up; what that singles out is decided by the functions that the plain scan uses. So are
 * whole blocks with other characters than ASCII, U+00C0-01BF, U+1E80-1EFF and U+2000-203F.
 *
 * What limits it is the number of instructions, above all of those that make masks: what can be a
 * bit of a byte is one.
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

/* Blocks in a chunk: few behind a stop, so that little is read in vain before the next. */
#define FEW  ((size_t)4)
#define MANY LT_SCAN_BLOCKS

/* How far ahead memory is asked for, to read and to write. */
#define AHEAD       ((size_t)2048)
#define AHEAD_WRITE ((size_t)4096)

typedef struct tables {
    __m512i ascii[2], second[2], third, general, lead, next, two;
    __m512i rows[LT_ROWS_PARTS];
} tables;

/* The bytes of a block, and those that stand one and two before, and one behind, each of them. */
typedef struct window {
    __m512i bytes, before, before_that, behind;
} window;

/* How much of a chunk is read. */
typedef struct reading {
    size_t blocks, count;
} reading;

static inline size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

INLINE __m512i all(int byte)
{
    return _mm512_set1_epi8((char)byte);
}

/* A value to keep in a register: gcc would load it again each time. */
INLINE __m512i keep(__m512i value)
{
    __asm__("" : "+v"(value));
    return value;
}

/* As _mm512_permutex2var_epi8, which gcc makes write over the table, not over the index. */
INLINE __m512i look(const __m512i table[2], __m512i index)
{
    __asm__("vpermi2b %2, %1, %0" : "+v"(index) : "v"(table[0]), "v"(table[1]));
    return index;
}

/* The bits of `yes` where `which` has ones, else those of `no`, which the result takes the place
 * of.
 */
INLINE __m512i choose(__m512i which, __m512i yes, __m512i no)
{
    return _mm512_ternarylogic_epi64(no, yes, which, 0xD8);
}

/* Is a byte there that does not go with those before it, or not with this scan? `asked` is what the
 * byte before asks of it: LT_LEAD_*. */
INLINE bool is_wrong(const tables *t, const window *w, __m512i asked)
{
    /* Bit 7: the byte before is a lead byte (C0-FF), or that before it one of three bytes (E0-FF);
     * the byte is a continuation byte (80-FF and not C0-FF). One of the two alone is wrong. */
    __m512i due = _mm512_or_si512(_mm512_subs_epu8(w->before, all(0x40)),
                                  _mm512_subs_epu8(w->before_that, all(0x60)));
    __m512i lead = _mm512_subs_epu8(w->bytes, all(0x40));
    __m512i wrong = _mm512_ternarylogic_epi64(w->bytes, lead, due, 0x9A); /* (a & ~b) ^ c */
    __m512i refused = _mm512_and_si512(asked, _mm512_permutexvar_epi8(w->bytes, t->next));
    wrong = _mm512_ternarylogic_epi64(refused, wrong, all(0x80), 0xF8); /* a | (b & c) */
    __mmask64 any = _mm512_test_epi8_mask(wrong, wrong);
    return !_kortestz_mask64_u8(any, any);
}

/* The classes of the characters, each where its last byte is. */
INLINE __m512i classify(const tables *t, const window *w, __m512i asked)
{
    /* Of three bytes: bits 1-5 of the last, bit 0 of the one before. Of two: bits 0-5 of the last,
     * bit 2 of the first. */
    __m512i third =
        choose(all(0x20), _mm512_slli_epi16(w->before, 5), _mm512_srli_epi16(w->bytes, 1));
    __m512i second = choose(all(0x3F), w->bytes, _mm512_slli_epi16(w->before, 4));
    __m512i class = look(t->ascii, w->bytes);
    class = _mm512_mask_permutexvar_epi8(class, _mm512_movepi8_mask(w->bytes), third, t->third);
    class = _mm512_mask_permutexvar_epi8(class, _mm512_cmpeq_epi8_mask(w->before_that, all(0xE2)),
                                         w->bytes, t->general);
    return _mm512_mask_mov_epi8(class, _mm512_test_epi8_mask(asked, t->two),
                                look(t->second, second));
}

/* Adds a block of which `mask` bytes are there; false where it is not for this scan. */
INLINE bool add_block(lt_scan_chunk *c, const tables *t, const window *w, uint64_t mask, reading *r)
{
    __mmask64 lead = _mm512_cmpge_epu8_mask(w->before, all(0xC0));
    __m512i asked = _mm512_maskz_permutexvar_epi8(lead, w->before, t->lead);
    if (__builtin_expect(is_wrong(t, w, asked), 0))
        return false;
    uint64_t ends = _mm512_cmpge_epi8_mask(w->behind, all(0xC0)) & mask;
    __m512i class = classify(t, w, asked);
    _mm512_storeu_si512(c->classes + 2 + r->count, _mm512_maskz_compress_epi8(ends, class));
    c->ends[r->blocks] = ends;
    c->before[r->blocks++] = r->count;
    r->count += (size_t)__builtin_popcountll(ends);
    return true;
}

/* Bytes [from, from + BLOCK) of the text, 0 for those before `floor` and behind it. */
INLINE __m512i load_around(const char *text, size_t floor, size_t length, ptrdiff_t from)
{
    size_t skip = from < (ptrdiff_t)floor ? (size_t)((ptrdiff_t)floor - from) : 0,
           start = skip > 0 ? floor : (size_t)from;
    if (start >= length)
        return _mm512_setzero_si512();
    size_t count = smaller(BLOCK - skip, length - start);
    __mmask64 mask = _bzhi_u64(~(uint64_t)0, (unsigned)count);
    __m512i bytes = _mm512_maskz_loadu_epi8(mask, text + start);
    return _mm512_maskz_expand_epi8(~(uint64_t)0 << skip, bytes);
}

/* Is the last character before `end` cut off there? Well-formed text of up to three bytes each. */
static bool is_open(const char *text, size_t end)
{
    return (end > 0 && (unsigned char)text[end - 1] >= 0xC0) ||
           (end > 1 && (unsigned char)text[end - 2] >= 0xE0);
}

/* Adds up to a block at c->end; the bytes before `floor` and those behind the text are not looked
 * at. */
TARGET static void add_edge(lt_scan_chunk *c, const tables *t, const char *text, size_t floor,
                            size_t length, size_t size, reading *r, char *copy)
{
    ptrdiff_t at = (ptrdiff_t)c->end;
    uint64_t mask = _bzhi_u64(~(uint64_t)0, (unsigned)size);
    window w = {load_around(text, floor, length, at), load_around(text, floor, length, at - 1),
                load_around(text, floor, length, at - 2), load_around(text, floor, length, at + 1)};
    if (copy)
        _mm512_mask_storeu_epi8(copy + (c->end - c->base), mask, w.bytes);
    /* Behind the edge nothing is looked at yet. */
    __m512i rest = _mm512_maskz_mov_epi8(~mask, all(0xFF));
    w.bytes = _mm512_andnot_si512(rest, w.bytes);
    w.before = _mm512_andnot_si512(rest, w.before);
    w.before_that = _mm512_andnot_si512(rest, w.before_that);
    c->whole = !(c->end + size == length && is_open(text, length)) && add_block(c, t, &w, mask, r);
    c->end += c->whole ? size : 0;
}

INLINE __m512i load(const char *at)
{
    return _mm512_loadu_si512((const void *)at);
}

INLINE void copy_block(const char *text, char *copy, size_t block)
{
    _mm512_storeu_si512((void *)(copy + block * BLOCK), load(text + block * BLOCK));
}

/*
 * How many blocks are read before the first of them is copied. A byte that is read waits for one
 * written shortly before it where the lowest 12 bits of their addresses are the same, as they tend
 * to be in two large buffers: what is written is to lie behind what is read, or far before it.
 */
static size_t copy_lag(const char *text, const char *copy)
{
    size_t ahead = ((uintptr_t)copy - (uintptr_t)text) % 4096;
    return ahead >= BLOCK && ahead < 18 * BLOCK ? MANY : 2;
}

/* Adds `count` whole blocks, or those before the first that is not for this scan. */
INLINE size_t add_whole(lt_scan_chunk *c, const tables *loaded, const char *text, size_t count,
                        reading *r, char *copy)
{
    const tables t = {{keep(loaded->ascii[0]), keep(loaded->ascii[1])},
                      {keep(loaded->second[0]), keep(loaded->second[1])},
                      keep(loaded->third),
                      keep(loaded->general),
                      keep(loaded->lead),
                      keep(loaded->next),
                      keep(loaded->two),
                      {{0}}};
    reading now = *r;
    size_t done = 0, lag = copy ? copy_lag(text, copy) : 0;
    for (; done < count; done++) {
        const char *at = text + done * BLOCK;
        window w = {load(at), load(at - 1), load(at - 2), load(at + 1)};
        __builtin_prefetch(at + AHEAD);
        if (copy)
            __builtin_prefetch(copy + done * BLOCK + AHEAD_WRITE, 1);
        if (copy && done >= lag)
            copy_block(text, copy, done - lag);
        if (!add_block(c, &t, &w, ~(uint64_t)0, &now))
            break;
    }
    for (size_t left = copy && lag < done ? done - lag : 0; copy && left < done; left++)
        copy_block(text, copy, left);
    *r = now;
    return done;
}

/* Adds whole blocks up to `most`, but not the text's last bytes. */
TARGET static void add_blocks(lt_scan_chunk *c, const tables *t, const char *text, size_t length,
                              size_t most, reading *r, char *copy)
{
    size_t count = length > c->end ? (length - c->end - 1) / BLOCK : 0, done;
    count = smaller(count, most - r->blocks);
    if (copy)
        done = add_whole(c, t, text + c->end, count, r, copy + (c->end - c->base));
    else
        done = add_whole(c, t, text + c->end, count, r, NULL);
    c->end += done * BLOCK;
    c->whole = done == count;
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

/* How many bytes stand before the first whole block, two of which it looks at: blocks are to lie in
 * lines of the cache. */
static size_t head_size(const char *text)
{
    size_t size = BLOCK - (uintptr_t)text % BLOCK;
    return size < 2 ? BLOCK : size;
}

/* Reads up to `most` blocks from c->base on, and copies them; the first chunk knows nothing of the
 * bytes before. A character may be cut off at c->end; c->whole is false where a block follows that
 * is not for this scan. */
TARGET static void read_chunk(lt_scan_chunk *c, const tables *t, const char *text, size_t length,
                              bool is_first, size_t most, char *copy)
{
    reading now = {0, 0};
    size_t floor = is_first ? c->base : 0;
    c->whole = true;
    c->end = c->base;
    c->head = is_first ? smaller(head_size(text + c->base), length - c->base) : BLOCK;
    if (is_first)
        add_edge(c, t, text, floor, length, c->head, &now, copy);
    if (c->whole)
        add_blocks(c, t, text, length, most, &now, copy);
    if (c->whole && now.blocks < most && c->end < length)
        add_edge(c, t, text, floor, length, length - c->end, &now, copy);
    c->blocks = now.blocks;
    c->count = now.count;
}

/* Behind which byte the character `index` of the chunk ends; `block` is not behind it. */
TARGET static size_t end_of(const lt_scan_chunk *c, size_t index, size_t block)
{
    while (block + 1 < c->blocks && c->before[block + 1] <= index)
        block++;
    uint64_t end = _pdep_u64((uint64_t)1 << (index - c->before[block]), c->ends[block]);
    size_t start = block > 0 ? c->head + (block - 1) * BLOCK : 0;
    return c->base + start + (size_t)_tzcnt_u64(end) + 1;
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
    const __m512i *two = t->rows + LT_ROWS_OF_TWO, *three = t->rows + LT_ROWS_OF_THREE;
    __m512i any = _mm512_setzero_si512();
    for (size_t i = 0; i * 64 < count; i++) {
        const unsigned char *at = c->classes + i * 64;
        __m512i first = _mm512_loadu_si512((const void *)at);
        __m512i second = _mm512_loadu_si512((const void *)(at + 1));
        __m512i third = _mm512_loadu_si512((const void *)(at + 2));
        __m512i odd = _mm512_and_si512(_mm512_permutexvar_epi8(second, two[0]),
                                       _mm512_permutexvar_epi8(third, two[1]));
        __m512i begun = _mm512_and_si512(_mm512_permutexvar_epi8(first, three[0]),
                                         _mm512_permutexvar_epi8(second, three[1]));
        odd = _mm512_ternarylogic_epi64(odd, begun, _mm512_permutexvar_epi8(third, three[2]),
                                        0xF8); /* a | (b & c) */
        any = _mm512_or_si512(any, odd);
        c->found[i] = _mm512_test_epi8_mask(odd, odd);
    }
    c->found[count / 64] = count % 64 ? _bzhi_u64(c->found[count / 64], count % 64) : 0;
    c->row = _mm512_test_epi8_mask(any, any) ? 0 : count / 64 + 1;
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
    }
    t->third = _mm512_loadu_si512((const void *)lt_class_third);
    t->general = _mm512_loadu_si512((const void *)lt_class_general);
    t->lead = _mm512_loadu_si512((const void *)lt_lead_asks);
    t->next = _mm512_loadu_si512((const void *)lt_next_refuses);
    t->two = all(LT_LEAD_TWO);
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
    bool is_read = c->blocks > 0 && at > c->stop && at <= c->end, is_first = !is_read;
    size_t floor = at, stop, most = is_read || at == 0 ? MANY : FEW;
    if (is_read && (stop = next_stop(c, text, floor, length, tone)) < length)
        return stop;
    load_tables(&t, tone);
    if (!is_read)
        no_letters_before(c, at);
    for (;; most = most < MANY ? 2 * most : MANY, is_read = false) {
        if (!is_read) {
            read_chunk(c, &t, text, length, is_first, most, copy ? copy + (c->base - at) : NULL);
            find_rows(c, &t, c->end == length);
        }
        stop = next_stop(c, text, floor, length, tone);
        if (stop < length || (c->whole && c->end == length))
            return stop;
        is_first = !c->whole;
        if (c->whole) {
            memcpy(c->classes, c->classes + c->count, 2);
            c->base = c->end;
            continue;
        }
        /* Two characters, and one that may be cut off. */
        size_t from = back(text, c->end, floor, 3);
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
