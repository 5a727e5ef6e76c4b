/* UTF-8: decode, skip, validate and locate agree with each other on any bytes. */
#include <libtext/utf8.h>

#include "tests/runner/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    lt_error error = LT_ERROR_INIT;
    lt_status status = lt_utf8_validate(text, size, &error);
    size_t at = 0, first_bad = size;
    while (at < size) {
        uint32_t codepoint;
        size_t length = lt_utf8_decode(text + at, size - at, &codepoint);
        if (length == 0) {
            first_bad = first_bad < at ? first_bad : at;
            length = lt_utf8_skip_invalid(text + at, size - at);
            require(length >= 1 && length <= 3);
        } else {
            char bytes[4];
            require(lt_utf8_encode(codepoint, bytes) == length);
        }
        at += length;
    }
    require(at == size);
    require((status == LT_OK) == (first_bad == size));
    require(status == LT_OK || error.offset == first_bad);
    lt_place place = lt_utf8_locate(text, size, size);
    require(place.line >= 1 && place.column >= 1 && place.line <= size + 1);
    return 0;
}
