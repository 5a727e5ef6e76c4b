#include "scan.h"

lt_scan_function *lt_scan_best(void)
{
    return lt_scan_plain;
}
