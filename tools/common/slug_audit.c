/* vn-slug --check: a list of URLs, one a line, with what is broken or there twice. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "tools/common/input.h"
#include "tools/common/slugs.h"
#include "tools/common/tool.h"

/* A URL's place, for finding its like by sorting. */
typedef struct place {
    uint64_t hash;
    size_t line, start, length;
    size_t first; /* line of the first URL like it; 0: it is that */
} place;

typedef struct audit {
    const char *name;
    const char *text;
    place *places;
    size_t count, capacity;
    bool found;
} audit;

static int hexadecimal(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The next byte of a URL as servers compare it: %xx decoded, capitals small. */
static unsigned char next_byte(const char *url, size_t length, size_t *at)
{
    unsigned char byte = (unsigned char)url[(*at)++];
    if (byte == '%' && *at + 1 < length) {
        int high = hexadecimal(url[*at]), low = hexadecimal(url[*at + 1]);
        if (high >= 0 && low >= 0) {
            byte = (unsigned char)(high * 16 + low);
            *at += 2;
        }
    }
    return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

static uint64_t hash_url(const char *url, size_t length)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t at = 0; at < length;)
        hash = (hash ^ next_byte(url, length, &at)) * 0x100000001B3u;
    return hash;
}

static bool same_url(const audit *audit, const place *a, const place *b)
{
    const char *left = audit->text + a->start, *right = audit->text + b->start;
    size_t i = 0, k = 0;
    while (i < a->length && k < b->length)
        if (next_byte(left, a->length, &i) != next_byte(right, b->length, &k))
            return false;
    return i == a->length && k == b->length;
}

static int compare_places(const void *a, const void *b)
{
    const place *left = a, *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    return left->line < right->line ? -1 : left->line > right->line;
}

static int compare_lines(const void *a, const void *b)
{
    const place *left = a, *right = b;
    return left->line < right->line ? -1 : left->line > right->line;
}

static void keep_place(audit *audit, size_t line, size_t start, size_t length)
{
    if (audit->count == audit->capacity) {
        audit->capacity = audit->capacity ? 2 * audit->capacity : 1024;
        audit->places = realloc(audit->places, audit->capacity * sizeof *audit->places);
        if (!audit->places)
            give_up("out of memory");
    }
    audit->places[audit->count++] =
        (place){hash_url(audit->text + start, length), line, start, length, 0};
}

/* Without query, fragment and a final slash. */
static size_t path_length(const char *url, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (url[i] == '?' || url[i] == '#')
            length = i;
    while (length > 0 && url[length - 1] == '/')
        length--;
    return length;
}

/* The slug's place in a URL: behind the last slash, before a file's extension. */
static void slug_place(const char *url, size_t length, size_t *start, size_t *end)
{
    *start = length;
    while (*start > 0 && url[*start - 1] != '/')
        --*start;
    *end = length;
    for (size_t i = length; i > *start && length - i < 6; i--)
        if (url[i - 1] == '.') {
            *end = i - 1;
            break;
        }
}

static void report(audit *audit, size_t line, size_t column, const char *code, const char *text,
                   size_t length)
{
    audit->found = true;
    printf("%s:%zu:%zu: %s: \"%.*s\"\n", audit->name, line, column, code,
           (int)(length < 4096 ? length : 4096), text);
}

static void check_url(audit *audit, const lt_slugger *slugger, size_t line, size_t start,
                      size_t length)
{
    const char *url = audit->text + start;
    size_t from, to, offset;
    length = path_length(url, length);
    slug_place(url, length, &from, &to);
    lt_slug_fault fault = lt_slug_check(slugger, url + from, to - from, &offset);
    if (fault != LT_SLUG_FAULT_NONE)
        report(audit, line, lt_utf8_count(url, from + offset) + 1, lt_slug_fault_name(fault),
               url + from, to - from);
    keep_place(audit, line, start, length);
}

/* Every URL that was there before, with the line of its first like. */
static void report_duplicates(audit *audit)
{
    place *places = audit->places;
    if (audit->count == 0)
        return;
    qsort(places, audit->count, sizeof *places, compare_places);
    for (size_t first = 0, i = 1; i < audit->count; i++)
        if (places[i].hash == places[first].hash && same_url(audit, &places[i], &places[first]))
            places[i].first = places[first].line;
        else
            first = i;
    qsort(places, audit->count, sizeof *places, compare_lines);
    for (size_t i = 0; i < audit->count; i++)
        if (places[i].first) {
            printf("%s:%zu:1: duplicate: \"%.*s\" (%s %zu)\n", audit->name, places[i].line,
                   (int)(places[i].length < 4096 ? places[i].length : 4096),
                   audit->text + places[i].start, say("first in line", "đã có ở dòng"),
                   places[i].first);
            audit->found = true;
        }
}

bool slug_audit(slug_settings *all, const char *path)
{
    lt_buffer text = LT_BUFFER_INIT;
    slug_session *session = slug_session_open(all);
    if (!session)
        give_up("out of memory");
    audit audit = {.name = input_name(path)};
    if (input_read_text(path, &text)) {
        audit.text = text.data;
        size_t line = 1;
        for (size_t at = lt_utf8_mark(text.data, text.length); at < text.length; line++) {
            const char *end = memchr(text.data + at, '\n', text.length - at);
            size_t next = end ? (size_t)(end - text.data) + 1 : text.length;
            size_t length = next - at - (end != NULL);
            if (length > 0 && text.data[at + length - 1] == '\r')
                length--;
            if (length > 0)
                check_url(&audit, session->slugger, line, at, length);
            at = next;
        }
        report_duplicates(&audit);
    }
    free(audit.places);
    slug_session_close(session);
    lt_buffer_dispose(&text);
    return audit.found;
}
