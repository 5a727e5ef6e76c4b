/* Converters in both directions: the first byte picks the encoding, the second how. ENCODING=NUMBER
 * in the environment picks it for a campaign over one. */
#include <string.h>

#include <libtext/encoding.h>
#include <libtext/normalize.h>
#include <libtext/utf8.h>

#include "tests/runner/target.h"

/* Text that was decoded can be encoded, and comes back the same from there. */
static void check_back(lt_encoding encoding, const lt_buffer *decoded)
{
    static const lt_normalize_options forms = {LT_FORM_NFC, LT_TONE_KEEP, LT_CLEAN_NONE, false};
    lt_buffer composed = LT_BUFFER_INIT, *text = &composed;
    require(lt_normalize(decoded->data, decoded->length, &forms, text, NULL, NULL) == LT_OK);
    lt_buffer bytes = LT_BUFFER_INIT, again = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    lt_status status = lt_encode(encoding, text->data, text->length, false, &bytes, &error);
    if (status == LT_OK) {
        require(lt_decode(encoding, bytes.data, bytes.length, false, &again, NULL) == LT_OK);
        require(again.length == text->length && memcmp(again.data, text->data, again.length) == 0);
    } else {
        /* Marks that compose with what stands before, letters that would be read together. */
        require(status == LT_UNSUPPORTED && error.offset < text->length && bytes.length == 0);
        require(lt_encode(encoding, text->data, text->length, true, &bytes, NULL) == LT_OK);
    }
    lt_buffer_dispose(&bytes);
    lt_buffer_dispose(&again);
    lt_buffer_dispose(&composed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const char *chosen = getenv("ENCODING");
    int number = chosen ? atoi(chosen) : data[0];
    lt_encoding encoding = (lt_encoding)(number % LT_ENCODING_COUNT);
    const char *bytes = (const char *)data + 2;
    size_t length = size - 2;
    lt_buffer text = LT_BUFFER_INIT, out = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    if (lt_decode(encoding, bytes, length, data[1] & 1, &text, &error) == LT_OK) {
        require(lt_utf8_validate(text.data, text.length, NULL) == LT_OK);
        if (!(data[1] & 1) && encoding != LT_ENCODING_NCR && encoding != LT_ENCODING_UTF8 &&
            encoding != LT_ENCODING_UTF16LE && encoding != LT_ENCODING_UTF16BE)
            check_back(encoding, &text);
    } else {
        require(error.status == LT_INVALID_UTF8 && error.offset < length && text.length == 0);
    }
    lt_error_clear(&error);
    if (lt_encode(encoding, bytes, length, data[1] & 1, &out, &error) != LT_OK)
        require((error.status == LT_INVALID_UTF8 || error.status == LT_UNSUPPORTED) &&
                error.offset < length && out.length == 0);
    lt_buffer_dispose(&text);
    lt_buffer_dispose(&out);
    return 0;
}
