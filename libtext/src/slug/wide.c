#include "wide.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/ustring.h>
#include <unicode/utf16.h>

_Static_assert(sizeof(UChar) == sizeof(uint16_t), "UTF-16 units");

lt_status lt_slug_wide_reserve(lt_slugger *slugger, size_t units)
{
    if (units <= slugger->wide_capacity)
        return LT_OK;
    uint16_t *wide = realloc(slugger->wide, units * sizeof *wide);
    if (!wide)
        return LT_NO_MEMORY;
    slugger->wide = wide;
    slugger->wide_capacity = units;
    return LT_OK;
}

int32_t lt_slug_widen(lt_slugger *slugger, const uint32_t *codepoints, size_t count)
{
    if (lt_slug_wide_reserve(slugger, 2 * count + 1) != LT_OK)
        return -1;
    int32_t length = 0;
    for (size_t i = 0; i < count; i++)
        U16_APPEND_UNSAFE(slugger->wide, length, codepoints[i]);
    return length;
}

lt_status lt_slug_narrow(lt_slugger *slugger, const uint16_t *wide, int32_t length)
{
    for (int32_t i = 0; i < length; i++) {
        uint32_t codepoint = wide[i];
        if (U16_IS_LEAD(codepoint) && i + 1 < length)
            codepoint = (uint32_t)U16_GET_SUPPLEMENTARY(codepoint, wide[++i]);
        if (lt_codepoints_push(&slugger->next, codepoint) != LT_OK)
            return LT_NO_MEMORY;
    }
    return LT_OK;
}

lt_status lt_slug_icu_error(UErrorCode code, const char *what, lt_error *error)
{
    if (code == U_MEMORY_ALLOCATION_ERROR)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    return lt_error_set(error, LT_BAD_DATA, 0, "%s: %s", what, u_errorName(code));
}

lt_status lt_slug_normalize(lt_slugger *slugger, const UNormalizer2 *form, UErrorCode code,
                            lt_error *error)
{
    int32_t length = lt_slug_widen(slugger, slugger->now.data, slugger->now.count);
    if (length < 0)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    UChar *result = NULL;
    int32_t room = 3 * length + 16;
    for (int tries = 0; tries < 2; tries++) {
        free(result);
        result = malloc((size_t)room * sizeof *result);
        if (!result)
            return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
        int32_t size =
            unorm2_normalize(form, (const UChar *)slugger->wide, length, result, room, &code);
        if (code != U_BUFFER_OVERFLOW_ERROR) {
            length = size;
            break;
        }
        code = U_ZERO_ERROR;
        room = size + 1;
    }
    lt_status status = LT_OK;
    if (U_FAILURE(code))
        status = lt_slug_icu_error(code, "normalization", error);
    else if (lt_slug_narrow(slugger, result, length) != LT_OK)
        status = lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    free(result);
    if (status == LT_OK)
        lt_slug_pass_done(slugger);
    return status;
}
