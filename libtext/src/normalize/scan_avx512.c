#include "scan.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <stdint.h>

#include "decide.h"

#define TARGET __attribute__((target("avx512f,avx512bw")))
#define WIDTH  ((size_t)64)

typedef __m512i vector;

#define load(p)         _mm512_loadu_si512((const void *)(p))
#define store(p, v)     _mm512_storeu_si512((void *)(p), v)
#define splat(b)        _mm512_set1_epi8((char)(b))
#define table(t)        _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)(t)))
#define look(t, i)      _mm512_shuffle_epi8(t, i)
#define both(a, b)      _mm512_and_si512(a, b)
#define either(a, b)    _mm512_or_si512(a, b)
#define differ(a, b)    _mm512_xor_si512(a, b)
#define not_and(a, b)   _mm512_andnot_si512(a, b)
#define equal(a, b)     _mm512_movm_epi8(_mm512_cmpeq_epi8_mask(a, b))
#define take_away(a, b) _mm512_subs_epu8(a, b)
#define high(v)         both(_mm512_srli_epi16(v, 4), splat(0x0F))
#define low(v)          both(v, splat(0x0F))
#define behind(v, p, n) _mm512_alignr_epi8(v, lanes_before(v, p), 16 - (n))
#define mask(v)         _mm512_test_epi8_mask(v, v)

/* The four lanes that stand one lane earlier. */
TARGET static inline vector lanes_before(vector v, vector before)
{
    return _mm512_permutex2var_epi64(before, _mm512_setr_epi64(6, 7, 8, 9, 10, 11, 12, 13), v);
}

#include "scan_vector.h"

size_t lt_scan_avx512(const char *text, size_t at, size_t length, lt_tone_choice tone, char *copy,
                      lt_scan_chunk *chunk)
{
    (void)chunk;
    return scan(text, at, length, tone, copy);
}

#else
typedef int lt_scan_not_here;
#endif
