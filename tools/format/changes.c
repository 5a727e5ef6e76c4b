#include "tools/format/changes.h"

#include <string.h>

#include <libtext/utf8.h>

#include "tools/common/ndjson.h"

/* Text within quotes on one line: controls and what shows nothing as \u{…}. */
static lt_status append_shown(lt_buffer *out, const char *text, size_t length)
{
    lt_status status = lt_buffer_append_byte(out, '"');
    for (size_t at = 0; at < length && status == LT_OK;) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        bool hidden = size == 0 || c < ' ' || (c >= 0x7F && c <= 0xA0) || c == 0xAD ||
                      (c >= 0x300 && c <= 0x36F) || c == 0x61C || (c >= 0x2000 && c <= 0x200F) ||
                      (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0x3000 ||
                      c == 0xFEFF;
        if (size == 0)
            status = lt_buffer_append_format(out, "\\x{%02X}", (unsigned)(unsigned char)text[at]);
        else if (hidden)
            status = lt_buffer_append_format(out, "\\u{%04X}", (unsigned)c);
        else
            status = lt_buffer_append(out, text + at, size);
        at += size ? size : 1;
    }
    return status == LT_OK ? lt_buffer_append_byte(out, '"') : status;
}

/* Code points, each ill-formed part one: as who reads U+FFFD in its place counts. */
static size_t count_points(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t at = 0; at < length; count++) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        at += size ? size : lt_utf8_skip_invalid(text + at, length - at);
    }
    return count;
}

/* Goes from change to change. The locator does not count ill-formed parts as above; every one of
 * them is a change. */
typedef struct places {
    lt_locator locator;
    size_t line;
    size_t more, more_in_line; /* modulo SIZE_MAX + 1: a part may count for less */
} places;

static places places_init(const changed_text *text)
{
    places places = {.line = 1};
    lt_locator_init(&places.locator, text->before->data, text->before->length);
    return places;
}

static lt_place places_move(places *places, const changed_text *text, const lt_change *c,
                            size_t *start)
{
    lt_place place = lt_locator_move(&places->locator, c->start);
    if (place.line != places->line) {
        places->line = place.line;
        places->more_in_line = 0;
    }
    place.column += places->more_in_line;
    *start = places->locator.codepoints + places->more;
    if (c->codes >> LT_CHANGE_INVALID & 1) {
        const char *part = text->before->data + c->start;
        size_t more = count_points(part, c->length) - lt_utf8_count(part, c->length);
        places->more += more;
        places->more_in_line += more;
    }
    return place;
}

lt_status changes_write_text(const changed_text *text, lt_buffer *out)
{
    places places = places_init(text);
    lt_status status = LT_OK;
    size_t start;
    for (size_t i = 0; i < text->changes->count && status == LT_OK; i++) {
        const lt_change *c = &text->changes->items[i];
        lt_place place = places_move(&places, text, c, &start);
        status = lt_buffer_append_format(out, "%s:%zu:%zu: %s: ", text->name, place.line,
                                         place.column, lt_change_name(c->code));
        if (status == LT_OK)
            status = append_shown(out, text->before->data + c->start, c->length);
        if (status == LT_OK)
            status = lt_buffer_append_string(out, " -> ");
        if (status == LT_OK)
            status = append_shown(out, text->after->data + c->result_start, c->result_length);
        if (status == LT_OK)
            status = lt_buffer_append_byte(out, '\n');
    }
    return status;
}

/* "text":… as JSON; ill-formed bytes, which JSON cannot hold, as U+FFFD. */
static lt_status append_json(lt_buffer *out, const char *text, size_t length, bool invalid)
{
    return invalid ? json_append_string(out, "\xEF\xBF\xBD", 3)
                   : json_append_string(out, text, length);
}

static lt_status write_change(const changed_text *text, const lt_change *c, places *places,
                              lt_buffer *out)
{
    size_t start;
    lt_place place = places_move(places, text, c, &start);
    lt_status status = lt_buffer_append_format(
        out,
        "{\"start\":%zu,\"length\":%zu,\"byte_start\":%zu,\"byte_length\":%zu,\"line\":%zu,"
        "\"column\":%zu,\"code\":\"%s\",\"text\":",
        start, count_points(text->before->data + c->start, c->length), c->start, c->length,
        place.line, place.column, lt_change_name(c->code));
    if (status == LT_OK)
        status = append_json(out, text->before->data + c->start, c->length,
                             c->codes >> LT_CHANGE_INVALID & 1);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, ",\"replacement\":");
    if (status == LT_OK)
        status = json_append_string(out, text->after->data + c->result_start, c->result_length);
    return status == LT_OK ? lt_buffer_append_byte(out, '}') : status;
}

lt_status changes_write_member(const changed_text *text, lt_buffer *out)
{
    places places = places_init(text);
    lt_status status = lt_buffer_append_string(out, "\"changes\":[");
    for (size_t i = 0; i < text->changes->count && status == LT_OK; i++) {
        if (i > 0)
            status = lt_buffer_append_byte(out, ',');
        if (status == LT_OK)
            status = write_change(text, &text->changes->items[i], &places, out);
    }
    return status == LT_OK ? lt_buffer_append_byte(out, ']') : status;
}

lt_status changes_write_json(const changed_text *text, lt_buffer *out)
{
    lt_status status = lt_buffer_append_string(out, "{\"file\":");
    if (status == LT_OK)
        status = json_append_string(out, text->name, strlen(text->name));
    if (status == LT_OK)
        status = lt_buffer_append_byte(out, ',');
    if (status == LT_OK)
        status = changes_write_member(text, out);
    return status == LT_OK ? lt_buffer_append_string(out, "}\n") : status;
}
