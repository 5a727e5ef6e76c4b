/*
 * Validation by vectors (private): a variant returns where the first character begins that it does
 * not know to be well-formed; everything before is. 0 is always right.
 */
#ifndef LIBTEXT_BASE_UTF8_FAST_H
#define LIBTEXT_BASE_UTF8_FAST_H

#include <stddef.h>

typedef size_t lt_utf8_sure_function(const char *text, size_t length);

#if defined(__x86_64__)
lt_utf8_sure_function lt_utf8_sure_sse;  /* SSSE3 */
lt_utf8_sure_function lt_utf8_sure_avx2; /* AVX2 */
#endif

#endif
