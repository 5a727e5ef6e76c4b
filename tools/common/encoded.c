#include "tools/common/encoded.h"

#include <string.h>

#include <libtext/utf8.h>

#include "tools/common/input.h"
#include "tools/common/tool.h"

static bool detect_encoding(const char *path, const lt_buffer *bytes, lt_encoding *encoding)
{
    double confidence;
    lt_error error = LT_ERROR_INIT;
    if (lt_detect(bytes->data, bytes->length, encoding, &confidence, &error) != LT_OK) {
        trouble(say("%s: cannot tell the encoding: %s", "%s: không đoán được bảng mã: %s"),
                input_name(path), error.message);
        return false;
    }
    remark(say("%s: taken as %s, confidence %.2f", "%s: coi là %s, độ tin cậy %.2f"),
           input_name(path), lt_encoding_name(*encoding), confidence);
    return true;
}

/* How often U+FFFD, which 8-bit encodings of Vietnamese have no code for, stands in the text. */
static size_t count_replaced(const lt_buffer *text)
{
    size_t count = 0;
    const char *end = text->data + text->length;
    for (const char *at = text->data; (at = memchr(at, 0xEF, (size_t)(end - at))); at++)
        count += end - at >= 3 && memcmp(at, "\xEF\xBF\xBD", 3) == 0;
    return count;
}

static bool decode(const char *path, lt_encoding encoding, const lt_buffer *bytes, lt_buffer *text,
                   size_t *replaced)
{
    lt_error error = LT_ERROR_INIT;
    bool replace = settings.invalid == INVALID_REPLACE;
    if (lt_decode(encoding, bytes->data, bytes->length, replace, text, &error) != LT_OK) {
        trouble(say("%s: %s at byte %zu", "%s: %s ở byte %zu"), input_name(path), error.message,
                error.offset);
        return false;
    }
    *replaced = replace ? count_replaced(text) : 0;
    return true;
}

bool encoded_read(const char *path, bool detect, lt_encoding encoding, lt_buffer *text,
                  size_t *replaced)
{
    lt_buffer bytes = LT_BUFFER_INIT;
    *replaced = 0;
    bool done = input_read(path, &bytes) && (!detect || detect_encoding(path, &bytes, &encoding));
    if (done && encoding != LT_ENCODING_UTF8) {
        done = decode(path, encoding, &bytes, text, replaced);
    } else if (done) {
        lt_buffer taken = *text;
        *text = bytes;
        bytes = taken;
        done = settings.invalid == INVALID_REPLACE || input_check_utf8(path, text, NULL);
    }
    lt_buffer_dispose(&bytes);
    return done;
}

bool encoded_write(const char *path, lt_encoding encoding, const lt_buffer *text, lt_buffer *out)
{
    lt_error error = LT_ERROR_INIT;
    if (lt_encode(encoding, text->data, text->length, false, out, &error) == LT_OK)
        return true;
    lt_place place = lt_utf8_locate(text->data, text->length, error.offset);
    if (settings.invalid == INVALID_REPLACE && error.status == LT_UNSUPPORTED &&
        lt_encode(encoding, text->data, text->length, true, out, NULL) == LT_OK) {
        remark(say("%s:%zu:%zu: %s; replaced, as all such",
                   "%s:%zu:%zu: %s; đã thay, các chỗ khác cũng vậy"),
               input_name(path), place.line, place.column, error.message);
        return true;
    }
    trouble("%s:%zu:%zu: %s", input_name(path), place.line, place.column, error.message);
    return false;
}
