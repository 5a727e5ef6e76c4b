#include <stdlib.h>

#include "tools/common/ndjson.h"

static lt_status append_escape(lt_buffer *out, unsigned char byte)
{
    switch (byte) {
    case '"':
        return lt_buffer_append(out, "\\\"", 2);
    case '\\':
        return lt_buffer_append(out, "\\\\", 2);
    case '\n':
        return lt_buffer_append(out, "\\n", 2);
    case '\r':
        return lt_buffer_append(out, "\\r", 2);
    case '\t':
        return lt_buffer_append(out, "\\t", 2);
    default:
        return lt_buffer_append_format(out, "\\u%04x", byte);
    }
}

lt_status json_append_string(lt_buffer *out, const char *text, size_t length)
{
    size_t before = out->length, done = 0;
    lt_status status = lt_buffer_append_byte(out, '"');
    for (size_t at = 0; at < length && status == LT_OK; at++) {
        unsigned char byte = (unsigned char)text[at];
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        status = lt_buffer_append(out, text + done, at - done);
        if (status == LT_OK)
            status = append_escape(out, byte);
        done = at + 1;
    }
    if (status == LT_OK)
        status = lt_buffer_append(out, text + done, length - done);
    if (status == LT_OK)
        status = lt_buffer_append_byte(out, '"');
    if (status != LT_OK)
        lt_buffer_truncate(out, before);
    return status;
}

static int append_piece(const char *bytes, size_t length, void *out)
{
    return lt_buffer_append(out, bytes, length) == LT_OK ? 0 : -1;
}

lt_status json_append_value(lt_buffer *out, const json_t *value)
{
    size_t before = out->length;
    if (json_dump_callback(value, append_piece, out, JSON_COMPACT | JSON_ENCODE_ANY) == 0)
        return LT_OK;
    lt_buffer_truncate(out, before);
    return LT_NO_MEMORY;
}

const char *ndjson_text(const json_t *record, const char *name, size_t *length, lt_error *error)
{
    const json_t *value = json_object_get(record, name);
    if (!json_is_string(value)) {
        lt_error_set(error, LT_BAD_DATA, 0,
                     value ? "member \"%s\" is not a string" : "member \"%s\" is missing", name);
        return NULL;
    }
    *length = json_string_length(value);
    return json_string_value(value);
}
