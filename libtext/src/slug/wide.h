/* ICU's UTF-16 at the border (private). */
#ifndef LIBTEXT_SLUG_WIDE_H
#define LIBTEXT_SLUG_WIDE_H

#include <unicode/unorm2.h>

#include "slugger.h"

/* Room for `units` in slugger->wide. */
lt_status lt_slug_wide_reserve(lt_slugger *slugger, size_t units);

/* Writes code points as UTF-16 to slugger->wide and returns the number of units; -1: no memory. */
int32_t lt_slug_widen(lt_slugger *slugger, const uint32_t *codepoints, size_t count);

/* Appends UTF-16 to slugger->next. */
lt_status lt_slug_narrow(lt_slugger *slugger, const uint16_t *wide, int32_t length);

/* A whole pass: slugger->now in the normalizer's form. */
lt_status lt_slug_normalize(lt_slugger *slugger, const UNormalizer2 *form, UErrorCode code,
                            lt_error *error);

/* The error of an ICU call: memory or data. */
lt_status lt_slug_icu_error(UErrorCode code, const char *what, lt_error *error);

#endif
