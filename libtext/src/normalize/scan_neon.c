#include "scan.h"

#if defined(__aarch64__)

#include <arm_neon.h>
#include <stdint.h>

#include "decide.h"

#define TARGET
#define WIDTH ((size_t)16)

typedef uint8x16_t vector;

#define load(p)         vld1q_u8((const uint8_t *)(p))
#define store(p, v)     vst1q_u8((uint8_t *)(p), v)
#define splat(b)        vdupq_n_u8((uint8_t)(b))
#define table(t)        vld1q_u8(t)
#define look(t, i)      vqtbl1q_u8(t, i)
#define both(a, b)      vandq_u8(a, b)
#define either(a, b)    vorrq_u8(a, b)
#define differ(a, b)    veorq_u8(a, b)
#define not_and(a, b)   vbicq_u8(b, a)
#define equal(a, b)     vceqq_u8(a, b)
#define take_away(a, b) vqsubq_u8(a, b)
#define high(v)         vshrq_n_u8(v, 4)
#define low(v)          both(v, splat(0x0F))
#define behind(v, p, n) vextq_u8(p, v, 16 - (n))

static inline uint64_t mask(uint8x16_t v)
{
    static const uint8_t bits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t set = vandq_u8(vtstq_u8(v, v), vld1q_u8(bits));
    return vaddv_u8(vget_low_u8(set)) | (uint64_t)vaddv_u8(vget_high_u8(set)) << 8;
}

#include "scan_vector.h"

size_t lt_scan_neon(const char *text, size_t at, size_t length, lt_tone_choice tone, char *copy,
                    lt_scan_chunk *chunk)
{
    (void)chunk;
    return scan(text, at, length, tone, copy);
}

#else
typedef int lt_scan_not_here;
#endif
