/* Finished slugs: numbers on them, faults in them, URLs from them. */
#include <string.h>

#include <libtext/utf8.h>

#include "slugger.h"

/* Bytes of `text` up to a separator so that at most `room` characters stay; cut anywhere when there
 * is no separator. */
static size_t cut_words(const char *text, size_t length, size_t room, char separator)
{
    size_t end = lt_slug_bytes_of(text, length, room);
    if (end == length || text[end] == separator)
        return end;
    size_t at = end;
    while (at > 0 && text[at - 1] != separator)
        at--;
    return at > 1 ? at - 1 : end;
}

lt_status lt_slug_number(const lt_slugger *slugger, const char *slug, size_t length,
                         unsigned long number, lt_buffer *out, lt_error *error)
{
    const lt_slug_options *options = &slugger->options;
    size_t start = out->length;
    size_t id = options->id ? strlen(options->id) + 1 : 0;
    size_t body = id < length ? length - id : length;
    lt_buffer tail = LT_BUFFER_INIT;
    lt_status status = lt_buffer_append_format(&tail, "%c%lu", options->separator, number);
    size_t characters = lt_utf8_count(slug + body, length - body) + tail.length;
    if (status == LT_OK && options->max_length) {
        if (characters >= options->max_length)
            status = lt_error_set(error, LT_TOO_LONG, 0, "no room for number %lu in %zu characters",
                                  number, options->max_length);
        else
            body = cut_words(slug, body, options->max_length - characters, options->separator);
    }
    if (status == LT_OK)
        status = lt_buffer_append(out, slug, body);
    if (status == LT_OK)
        status = lt_buffer_append(out, tail.data, tail.length);
    if (status == LT_OK)
        status = lt_buffer_append(out, slug + length - id * (id < length), id < length ? id : 0);
    lt_buffer_dispose(&tail);
    if (status != LT_OK) {
        lt_buffer_truncate(out, start);
        return lt_error_set(error, status, 0, "no room for the slug");
    }
    return LT_OK;
}

typedef struct found_fault {
    lt_slug_fault fault;
    size_t offset;
} found_fault;

static bool hexadecimal(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static lt_slug_fault fault_at(const lt_slugger *slugger, const char *slug, size_t length, size_t at)
{
    char separator = slugger->options.separator, c = slug[at];
    if (c == separator)
        return at == 0 || at + 1 == length || slug[at - 1] == separator ? LT_SLUG_FAULT_SEPARATOR
                                                                        : LT_SLUG_FAULT_NONE;
    if (lt_slug_ascii_alnum((unsigned char)c))
        return LT_SLUG_FAULT_NONE;
    if (c >= 'A' && c <= 'Z')
        return LT_SLUG_FAULT_UPPER;
    if (c == '%' && length - at > 2 && hexadecimal(slug[at + 1]) && hexadecimal(slug[at + 2]))
        return LT_SLUG_FAULT_ENCODED;
    if ((unsigned char)c >= 0x80 && lt_slug_unicode(slugger))
        return LT_SLUG_FAULT_NONE;
    return LT_SLUG_FAULT_CHARACTER;
}

/* Four words of one letter, more than a third of all, are what is left of "đường" in NFD
 * (d-u-o-ng), not a title's own A, B and C. */
static bool split_at_marks(const lt_slugger *slugger, const char *slug, size_t length)
{
    size_t words = 0, single = 0, start = 0;
    for (size_t i = 0; i <= length; i++)
        if (i == length || slug[i] == slugger->options.separator) {
            words++;
            single += i == start + 1 && slug[start] > '9';
            start = i + 1;
        }
    return single >= 4 && single * 3 > words;
}

lt_slug_fault lt_slug_check(const lt_slugger *slugger, const char *slug, size_t length,
                            size_t *offset)
{
    lt_slug_fault fault = length ? LT_SLUG_FAULT_NONE : LT_SLUG_FAULT_EMPTY;
    size_t at = 0;
    while (at < length && (fault = fault_at(slugger, slug, length, at)) == LT_SLUG_FAULT_NONE)
        at++;
    if (fault == LT_SLUG_FAULT_NONE)
        at = 0;
    if (fault == LT_SLUG_FAULT_NONE && split_at_marks(slugger, slug, length))
        fault = LT_SLUG_FAULT_MARKS;
    size_t maximum = slugger->options.max_length;
    if (fault == LT_SLUG_FAULT_NONE && maximum && lt_utf8_count(slug, length) > maximum) {
        fault = LT_SLUG_FAULT_LONG;
        at = lt_slug_bytes_of(slug, length, maximum);
    }
    const lt_slug_rules *rules = slugger->options.rules;
    if (fault == LT_SLUG_FAULT_NONE && rules && lt_map_find(&rules->reserved, slug, length))
        fault = LT_SLUG_FAULT_RESERVED;
    if (offset)
        *offset = at;
    return fault;
}

const char *lt_slug_fault_name(lt_slug_fault fault)
{
    static const char *const names[] = {"none",      "empty", "upper", "encoded", "character",
                                        "separator", "marks", "long",  "reserved"};
    return (unsigned)fault < LT_SLUG_FAULT_COUNT_ ? names[fault] : "unknown";
}

/* The value of the placeholder that `text` begins with, and its length; NULL for none. */
static const char *placeholder(const char *text, const char *const values[3], size_t *length)
{
    static const char *const names[3] = {"{slug}", "{id}", "{date}"};
    for (int i = 0; i < 3; i++) {
        *length = strlen(names[i]);
        if (strncmp(text, names[i], *length) == 0)
            return values[i];
    }
    return NULL;
}

lt_status lt_slug_template(const char *template_text, const char *slug, const char *id,
                           const char *date, lt_buffer *out, lt_error *error)
{
    const char *const values[3] = {slug, id, date};
    size_t start = out->length;
    lt_status status = LT_OK;
    for (const char *at = template_text; status == LT_OK && *at;) {
        size_t length = strcspn(at, "{");
        status = lt_buffer_append(out, at, length);
        at += length;
        if (*at == '\0' || status != LT_OK)
            break;
        const char *value = placeholder(at, values, &length);
        if (value)
            status = lt_buffer_append_string(out, value);
        else
            status = lt_error_set(error, LT_BAD_ARGUMENT, (size_t)(at - template_text),
                                  "template: no {slug}, {id} or {date}, or no value for it, at "
                                  "\"%.20s\"",
                                  at);
        at += length;
    }
    if (status != LT_OK) {
        lt_buffer_truncate(out, start);
        return lt_error_set(error, status, 0, "no room for the URL");
    }
    return LT_OK;
}
