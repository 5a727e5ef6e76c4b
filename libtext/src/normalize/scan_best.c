#include "scan.h"

bool lt_scan_runs(lt_scan_function *scan)
{
    return scan == lt_scan_plain || scan == lt_scan_every;
}

lt_scan_function *lt_scan_best(void)
{
    return lt_scan_plain;
}
