#include "scan.h"

#if defined(__x86_64__)

#include <stdint.h>
#include <tmmintrin.h>

#include "decide.h"

#define TARGET __attribute__((target("ssse3")))
#define WIDTH  ((size_t)16)

typedef __m128i vector;

#define load(p)         _mm_loadu_si128((const __m128i *)(const void *)(p))
#define store(p, v)     _mm_storeu_si128((__m128i *)(void *)(p), v)
#define splat(b)        _mm_set1_epi8((char)(b))
#define table(t)        load(t)
#define look(t, i)      _mm_shuffle_epi8(t, i)
#define both(a, b)      _mm_and_si128(a, b)
#define either(a, b)    _mm_or_si128(a, b)
#define differ(a, b)    _mm_xor_si128(a, b)
#define not_and(a, b)   _mm_andnot_si128(a, b)
#define equal(a, b)     _mm_cmpeq_epi8(a, b)
#define take_away(a, b) _mm_subs_epu8(a, b)
#define high(v)         both(_mm_srli_epi16(v, 4), splat(0x0F))
#define low(v)          both(v, splat(0x0F))
#define behind(v, p, n) _mm_alignr_epi8(v, p, 16 - (n))
#define mask(v)         (uint64_t)(0xFFFFu ^ (uint32_t)_mm_movemask_epi8(equal(v, splat(0))))

#include "scan_vector.h"

size_t lt_scan_sse(const char *text, size_t at, size_t length, lt_tone_choice tone, char *copy,
                   lt_scan_chunk *chunk)
{
    (void)chunk;
    return scan(text, at, length, tone, copy);
}

#else
typedef int lt_scan_not_here;
#endif
