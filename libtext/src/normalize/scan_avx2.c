#include "scan.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <stdint.h>

#include "decide.h"

#define TARGET __attribute__((target("avx2")))
#define WIDTH  ((size_t)32)

typedef __m256i vector;

#define load(p)         _mm256_loadu_si256((const __m256i *)(const void *)(p))
#define store(p, v)     _mm256_storeu_si256((__m256i *)(void *)(p), v)
#define splat(b)        _mm256_set1_epi8((char)(b))
#define table(t)        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)(t)))
#define look(t, i)      _mm256_shuffle_epi8(t, i)
#define both(a, b)      _mm256_and_si256(a, b)
#define either(a, b)    _mm256_or_si256(a, b)
#define differ(a, b)    _mm256_xor_si256(a, b)
#define not_and(a, b)   _mm256_andnot_si256(a, b)
#define equal(a, b)     _mm256_cmpeq_epi8(a, b)
#define take_away(a, b) _mm256_subs_epu8(a, b)
#define high(v)         both(_mm256_srli_epi16(v, 4), splat(0x0F))
#define low(v)          both(v, splat(0x0F))
#define behind(v, p, n) _mm256_alignr_epi8(v, _mm256_permute2x128_si256(p, v, 0x21), 16 - (n))
#define mask(v)         (uint64_t)(0xFFFFFFFFu ^ (uint32_t)_mm256_movemask_epi8(equal(v, splat(0))))

#include "scan_vector.h"

size_t lt_scan_avx2(const char *text, size_t at, size_t length, lt_tone_choice tone, char *copy,
                    lt_scan_chunk *chunk)
{
    (void)chunk;
    return scan(text, at, length, tone, copy);
}

#else
typedef int lt_scan_not_here;
#endif
