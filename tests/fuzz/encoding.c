/* Converters and detection: the first byte picks the encoding, the second how. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/encoding.h>
#include <libtext/normalize.h>
#include <libtext/utf8.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ASSERT(condition)                                                                          \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

/* Text that was decoded can be encoded, and comes back the same from there. */
static void check_back(lt_encoding encoding, const lt_buffer *decoded)
{
    static const lt_normalize_options forms = {LT_FORM_NFC, LT_TONE_KEEP, LT_CLEAN_NONE, false};
    lt_buffer composed = LT_BUFFER_INIT, *text = &composed;
    ASSERT(lt_normalize(decoded->data, decoded->length, &forms, text, NULL, NULL) == LT_OK);
    lt_buffer bytes = LT_BUFFER_INIT, again = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    lt_status status = lt_encode(encoding, text->data, text->length, false, &bytes, &error);
    if (status == LT_OK) {
        ASSERT(lt_decode(encoding, bytes.data, bytes.length, false, &again, NULL) == LT_OK);
        ASSERT(again.length == text->length && memcmp(again.data, text->data, again.length) == 0);
    } else {
        /* Marks that compose with what stands before, letters that would be read together. */
        ASSERT(status == LT_UNSUPPORTED && error.offset < text->length && bytes.length == 0);
        ASSERT(lt_encode(encoding, text->data, text->length, true, &bytes, NULL) == LT_OK);
    }
    lt_buffer_dispose(&bytes);
    lt_buffer_dispose(&again);
    lt_buffer_dispose(&composed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    lt_encoding encoding = (lt_encoding)(data[0] % LT_ENCODING_COUNT), found;
    const char *bytes = (const char *)data + 2;
    size_t length = size - 2;
    lt_buffer text = LT_BUFFER_INIT, out = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    double confidence;
    if (lt_decode(encoding, bytes, length, data[1] & 1, &text, &error) == LT_OK) {
        ASSERT(lt_utf8_validate(text.data, text.length, NULL) == LT_OK);
        if (!(data[1] & 1) && encoding != LT_ENCODING_NCR && encoding != LT_ENCODING_UTF8 &&
            encoding != LT_ENCODING_UTF16LE && encoding != LT_ENCODING_UTF16BE)
            check_back(encoding, &text);
    } else {
        ASSERT(error.status == LT_INVALID_UTF8 && error.offset < length && text.length == 0);
    }
    lt_error_clear(&error);
    if (lt_encode(encoding, bytes, length, data[1] & 1, &out, &error) != LT_OK)
        ASSERT((error.status == LT_INVALID_UTF8 || error.status == LT_UNSUPPORTED) &&
               error.offset < length && out.length == 0);
    lt_error_clear(&error);
    lt_status status = lt_detect(bytes, length, &found, &confidence, &error);
    ASSERT(status == LT_OK || status == LT_UNDECIDED);
    ASSERT(status != LT_OK || (found < LT_ENCODING_COUNT && confidence > 0 && confidence <= 1));
    lt_buffer_dispose(&text);
    lt_buffer_dispose(&out);
    return 0;
}
