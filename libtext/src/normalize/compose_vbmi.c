/*
 * Composing a block at a time (AVX-512 VBMI): every vowel of ASCII with one or two marks becomes
 * its two or three bytes where it stands, and the bytes left over are squeezed out. Blocks with
 * marks that stand otherwise are left to lt_compose_marks.
 */
#include "work.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "table.h"

#define TARGET                                                                                     \
    __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi,bmi2,lzcnt,popcnt")))
#define BLOCK ((size_t)64)
/* Two marks of a letter may lie behind the block. */
#define BEHIND ((size_t)4)
/* How far ahead memory is asked for. */
#define AHEAD ((size_t)1024)

typedef struct tables {
    __m512i vowel_number, vowel_bars, mark_number, mark_first, mark_second;
    __m512i last[2], middle[2];
    __m512i one_before, two_before; /* for each byte the place of one before it */
} tables;

/* A block and where in it letters with one mark or more, and with two, stand. */
typedef struct block {
    __m512i bytes;
    uint64_t any, two;
} block;

/* Where the bytes have one of these bits. */
TARGET static inline uint64_t has(__m512i bytes, __m512i bits)
{
    return _mm512_test_epi8_mask(bytes, bits);
}

/* The sum of each letter's number and those of its marks, which stand two and four bytes behind it;
 * false where they don't go together. */
TARGET static inline bool sum_up(const tables *t, const block *b, __m512i first, __m512i second,
                                 __m512i *sum)
{
    __m512i may_be_first = _mm512_maskz_permutexvar_epi8(b->any, first, t->mark_first);
    __m512i may_be_second = _mm512_maskz_permutexvar_epi8(b->two, second, t->mark_second);
    uint64_t barred = has(_mm512_or_si512(may_be_first, may_be_second),
                          _mm512_permutexvar_epi8(b->bytes, t->vowel_bars));
    uint64_t paired =
        has(_mm512_and_si512(may_be_first, may_be_second), _mm512_set1_epi8(LT_PAIR_BITS));
    uint64_t letter = _mm512_cmpgt_epi8_mask(b->bytes, _mm512_set1_epi8(0x3F));
    *sum = _mm512_add_epi8(_mm512_permutexvar_epi8(b->bytes, t->vowel_number),
                           _mm512_maskz_permutexvar_epi8(b->any, first, t->mark_number));
    *sum = _mm512_add_epi8(*sum, _mm512_maskz_permutexvar_epi8(b->two, second, t->mark_number));
    return (barred | (b->two & ~paired) | (b->any & ~letter)) == 0;
}

/* Writes the letters with these sums over themselves and their marks; `left` is what then is left
 * over of the marks. */
TARGET static inline __m512i write_over(const tables *t, const block *b, __m512i sum,
                                        uint64_t *left)
{
    const __m512i one = _mm512_set1_epi8(1);
    __m512i last = _mm512_permutex2var_epi8(t->last[0], sum, t->last[1]);
    __m512i middle = _mm512_permutex2var_epi8(t->middle[0], sum, t->middle[1]);
    uint64_t three = b->any & _mm512_cmplt_epu8_mask(middle, _mm512_set1_epi8((char)0xC0));
    /* Capitals stand 0x20 before the small letters behind C3, one before elsewhere. */
    uint64_t latin_1 = _mm512_cmpeq_epi8_mask(middle, _mm512_set1_epi8((char)0xC3));
    uint64_t capital = _mm512_testn_epi8_mask(b->bytes, _mm512_set1_epi8(0x20));
    last = _mm512_mask_sub_epi8(last, capital, last,
                                _mm512_mask_mov_epi8(one, latin_1, _mm512_set1_epi8(0x20)));
    __m512i out = _mm512_mask_mov_epi8(b->bytes, b->any, middle);
    out = _mm512_mask_mov_epi8(out, three, _mm512_set1_epi8((char)0xE1));
    out = _mm512_mask_permutexvar_epi8(out, b->any << 1, t->one_before,
                                       _mm512_mask_mov_epi8(last, three, middle));
    out = _mm512_mask_permutexvar_epi8(out, three << 2, t->two_before, last);
    *left = (b->any & ~three) << 2 | b->two << 3 | b->two << 4;
    return out;
}

/* Composes the block at *at, and moves both pointers on; false where that is not for this way. */
TARGET static inline bool compose_block(const tables *t, const unsigned char **at,
                                        unsigned char **out)
{
    block b = {_mm512_loadu_si512(*at), 0, 0};
    uint64_t leads = _mm512_cmpeq_epi8_mask(b.bytes, _mm512_set1_epi8((char)0xCC));
    __builtin_prefetch(*at + AHEAD);
    if (leads == 0) {
        _mm512_storeu_si512(*out, b.bytes);
        *out += BLOCK;
        *at += BLOCK;
        return true;
    }
    uint64_t next = _mm512_cmplt_epi8_mask(b.bytes, _mm512_set1_epi8((char)0xC0));
    uint64_t others = ~(leads | leads << 1), left;
    /* A mark at the start may belong to what is written already. */
    if ((leads << 1 & ~next) || !(others & 1) || others == 1)
        return false;
    /* The last byte that belongs to no mark, and what follows, is left to the next block. */
    unsigned size = 63 - (unsigned)_lzcnt_u64(others);
    __m512i sum;
    b.any = _bzhi_u64(others & leads >> 1, size);
    b.two = b.any & leads >> 3;
    if (!sum_up(t, &b, _mm512_loadu_si512(*at + 2), _mm512_loadu_si512(*at + 4), &sum))
        return false;
    __m512i written = write_over(t, &b, sum, &left);
    uint64_t kept = _bzhi_u64(~left, size);
    _mm512_storeu_si512(*out, _mm512_maskz_compress_epi8(kept, written));
    *out += _mm_popcnt_u64(kept);
    *at += size;
    return true;
}

TARGET static void load_tables(tables *t)
{
    unsigned char places[BLOCK + 2];
    for (size_t i = 0; i < sizeof places; i++)
        places[i] = (unsigned char)(i > 2 ? i - 2 : 0);
    t->vowel_number = _mm512_loadu_si512(lt_vowel_number);
    t->vowel_bars = _mm512_loadu_si512(lt_vowel_bars);
    t->mark_number = _mm512_loadu_si512(lt_mark_number);
    t->mark_first = _mm512_loadu_si512(lt_mark_first);
    t->mark_second = _mm512_loadu_si512(lt_mark_second);
    for (size_t i = 0; i < 2; i++) {
        t->last[i] = _mm512_loadu_si512(lt_vowel_last + BLOCK * i);
        t->middle[i] = _mm512_loadu_si512(lt_vowel_middle + BLOCK * i);
    }
    t->two_before = _mm512_loadu_si512(places);
    t->one_before = _mm512_loadu_si512(places + 1);
}

TARGET size_t lt_compose_vbmi(const char *text, size_t length, char *result)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + length;
    unsigned char *start = (unsigned char *)result, *out = start;
    tables t;
    load_tables(&t);
    while ((size_t)(end - at) >= BLOCK + BEHIND)
        if (!compose_block(&t, &at, &out)) {
            out = lt_compose_marks(at, at + BLOCK, start, out);
            at += BLOCK;
        }
    return (size_t)(lt_compose_marks(at, end, start, out) - start);
}

bool lt_compose_vbmi_runs(void)
{
    return __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512vbmi") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi2");
}

#else
typedef int lt_compose_not_here;
#endif
