#include "scan.h"

#if defined(__x86_64__)
static bool has(lt_scan_function *scan)
{
    return scan == lt_scan_vbmi
               ? __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512vbmi") &&
                     __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi2")
           : scan == lt_scan_avx512
               ? __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
           : scan == lt_scan_avx2 ? __builtin_cpu_supports("avx2")
           : scan == lt_scan_sse  ? __builtin_cpu_supports("ssse3")
                                  : true;
}
#endif

bool lt_scan_runs(lt_scan_function *scan)
{
#if defined(__x86_64__)
    return has(scan);
#else
    (void)scan;
    return true;
#endif
}

lt_scan_function *lt_scan_best(void)
{
#if defined(__x86_64__)
    return has(lt_scan_vbmi)     ? lt_scan_vbmi
           : has(lt_scan_avx512) ? lt_scan_avx512
           : has(lt_scan_avx2)   ? lt_scan_avx2
           : has(lt_scan_sse)    ? lt_scan_sse
                                 : lt_scan_plain;
#elif defined(__aarch64__)
    return lt_scan_neon;
#else
    return lt_scan_plain;
#endif
}
