#include <libtext/encoding.h>

#include <libtext/normalize.h>
#include <libtext/utf8.h>

#include "charts.h"

const char *lt_encoding_name(lt_encoding encoding)
{
    static const char *const names[LT_ENCODING_COUNT] = {
        "utf-8", "utf-16le", "utf-16be", "tcvn3",  "tcvn3-h", "vni",
        "viqr",  "viscii",   "vps",      "bkhcm2", "cp1258",  "ncr",
    };
    return (unsigned)encoding < LT_ENCODING_COUNT ? names[encoding] : NULL;
}

lt_status lt_encoding_lacks(lt_encoding encoding, uint32_t codepoint, size_t offset,
                            lt_error *error)
{
    return lt_error_set(error, LT_UNSUPPORTED, offset, "%s has no code for U+%04X",
                        lt_encoding_name(encoding), (unsigned)codepoint);
}

lt_status lt_encoding_unreadable(lt_encoding encoding, unsigned byte, size_t offset,
                                 lt_error *error)
{
    return lt_error_set(error, LT_INVALID_UTF8, offset, "byte 0x%02X means nothing in %s", byte,
                        lt_encoding_name(encoding));
}

static lt_status decode_utf8(const char *bytes, size_t length, bool replace, lt_buffer *out,
                             lt_error *error)
{
    lt_normalize_options as_is = {LT_FORM_NONE, LT_TONE_KEEP, LT_CLEAN_NONE, replace};
    return lt_normalize(bytes, length, &as_is, out, NULL, error);
}

static lt_status finish(lt_status status, size_t length, lt_buffer *out, lt_error *error)
{
    if (status == LT_OK)
        return LT_OK;
    lt_buffer_truncate(out, length);
    return lt_error_set(error, status, 0, "%s",
                        status == LT_NO_MEMORY ? "no memory" : lt_status_name(status));
}

lt_status lt_decode(lt_encoding encoding, const char *bytes, size_t length, bool replace,
                    lt_buffer *out, lt_error *error)
{
    size_t before = out->length;
    lt_status status;
    switch (encoding) {
    case LT_ENCODING_UTF8:
        status = decode_utf8(bytes, length, replace, out, error);
        break;
    case LT_ENCODING_UTF16LE:
    case LT_ENCODING_UTF16BE:
        status =
            lt_utf16_decode(encoding == LT_ENCODING_UTF16BE, bytes, length, replace, out, error);
        break;
    case LT_ENCODING_VIQR:
    case LT_ENCODING_NCR:
        /* ASCII, and whatever UTF-8 is among it. */
        if (!replace && (status = lt_utf8_validate(bytes, length, error)) != LT_OK)
            return status;
        status = encoding == LT_ENCODING_VIQR ? lt_viqr_decode(bytes, length, out)
                                              : lt_ncr_decode(bytes, length, out);
        if (status == LT_OK && replace) {
            lt_buffer whole = LT_BUFFER_INIT;
            status = decode_utf8(out->data + before, out->length - before, true, &whole, error);
            lt_buffer_truncate(out, before);
            if (status == LT_OK)
                status = lt_buffer_append(out, whole.data, whole.length);
            lt_buffer_dispose(&whole);
        }
        break;
    default:
        if ((unsigned)encoding >= LT_ENCODING_COUNT)
            return lt_error_set(error, LT_BAD_ARGUMENT, 0, "unknown encoding");
        status = lt_bytes_decode(encoding, bytes, length, replace, out, error);
    }
    return finish(status, before, out, error);
}

static lt_status encode(lt_encoding encoding, const char *text, size_t length, bool replace,
                        lt_buffer *out, lt_error *error)
{
    switch (encoding) {
    case LT_ENCODING_UTF8:
        return lt_buffer_append(out, text, length);
    case LT_ENCODING_UTF16LE:
    case LT_ENCODING_UTF16BE:
        return lt_utf16_encode(encoding == LT_ENCODING_UTF16BE, text, length, out);
    case LT_ENCODING_VIQR:
        return lt_viqr_encode(text, length, replace, out, error);
    case LT_ENCODING_NCR:
        return lt_ncr_encode(text, length, out);
    default:
        return lt_bytes_encode(encoding, text, length, replace, out, error);
    }
}

lt_status lt_encode(lt_encoding encoding, const char *text, size_t length, bool replace,
                    lt_buffer *out, lt_error *error)
{
    static const lt_normalize_options forms = {LT_FORM_NFC, LT_TONE_KEEP, LT_CLEAN_NONE, false};
    size_t before = out->length;
    if ((unsigned)encoding >= LT_ENCODING_COUNT)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "unknown encoding");
    bool unicode = encoding == LT_ENCODING_UTF8 || encoding == LT_ENCODING_UTF16LE ||
                   encoding == LT_ENCODING_UTF16BE || encoding == LT_ENCODING_NCR;
    if (unicode) {
        lt_status status = lt_utf8_validate(text, length, error);
        return status != LT_OK ? status
                               : finish(encode(encoding, text, length, replace, out, error), before,
                                        out, error);
    }
    lt_buffer composed = LT_BUFFER_INIT;
    lt_changes changes = LT_CHANGES_INIT;
    lt_status status = lt_normalize(text, length, &forms, &composed, &changes, error);
    if (status == LT_OK) {
        lt_error inner = LT_ERROR_INIT;
        status = encode(encoding, composed.data, composed.length, replace, out, &inner);
        if (status != LT_OK)
            lt_error_set(error, status, lt_changes_to_input(&changes, inner.offset, false), "%s",
                         inner.message);
    }
    lt_buffer_dispose(&composed);
    lt_changes_dispose(&changes);
    return finish(status, before, out, error);
}
