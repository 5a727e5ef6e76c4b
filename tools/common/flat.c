#include "tools/common/flat.h"

#include <string.h>

#include <libtext/utf8.h>

typedef struct cursor {
    const char *at, *end;
    lt_buffer *scratch; /* has room for the whole line */
} cursor;

static void skip_space(cursor *cursor)
{
    while (cursor->at < cursor->end && (*cursor->at == ' ' || *cursor->at == '\t'))
        cursor->at++;
}

static bool take(cursor *cursor, char byte)
{
    skip_space(cursor);
    if (cursor->at == cursor->end || *cursor->at != byte)
        return false;
    cursor->at++;
    return true;
}

long flat_hexadecimal(const char *at)
{
    long value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        int digit = c >= '0' && c <= '9'                     ? c - '0'
                    : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                             : -1;
        if (digit < 0)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

/* Decodes the escape at the cursor, behind its backslash, to the scratch. */
static bool take_escape(cursor *cursor)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    char *out = cursor->scratch->data + cursor->scratch->length;
    if (cursor->at == cursor->end)
        return false;
    char kind = *cursor->at++;
    const char *name = kind ? strchr(names, kind) : NULL;
    if (name) {
        *out = values[name - names];
        cursor->scratch->length++;
        return true;
    }
    if (kind != 'u' || cursor->end - cursor->at < 4)
        return false;
    long value = flat_hexadecimal(cursor->at);
    /* Surrogate pairs and NUL are rare enough for the parser. */
    if (value <= 0 || (value >= 0xD800 && value <= 0xDFFF))
        return false;
    cursor->at += 4;
    cursor->scratch->length += lt_utf8_encode((uint32_t)value, out);
    return true;
}

/* Where the run of plain bytes ends: at a quote, a backslash or a control. */
static const char *run_end(const cursor *cursor)
{
    const char *at = cursor->at;
    while (at < cursor->end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20)
        at++;
    return at;
}

static bool is_ascii(const char *text, size_t length)
{
    unsigned char seen = 0;
    for (size_t i = 0; i < length; i++)
        seen |= (unsigned char)text[i];
    return seen < 0x80;
}

/* The content of a string, behind its first quote. */
static bool take_string(cursor *cursor, flat_member *member)
{
    member->text = cursor->at;
    const char *end = run_end(cursor);
    member->length = (size_t)(end - cursor->at);
    bool escapes = end < cursor->end && *end == '\\';
    if (escapes) {
        member->text = cursor->scratch->data + cursor->scratch->length;
        size_t before = cursor->scratch->length;
        for (; end < cursor->end && *end != '"'; end = run_end(cursor)) {
            size_t run = (size_t)(end - cursor->at);
            memcpy(cursor->scratch->data + cursor->scratch->length, cursor->at, run);
            cursor->scratch->length += run;
            cursor->at = end + 1;
            if (*end != '\\' || !take_escape(cursor))
                return false;
        }
        size_t run = (size_t)(end - cursor->at);
        memcpy(cursor->scratch->data + cursor->scratch->length, cursor->at, run);
        cursor->scratch->length += run;
        member->length = cursor->scratch->length - before;
    }
    if (end == cursor->end || *end != '"')
        return false;
    cursor->at = end + 1;
    return !member->plain || (!escapes && is_ascii(member->text, member->length));
}

/* A whole number of at most 15 digits, which prints as it stands. */
static bool take_number(cursor *cursor, flat_member *member)
{
    const char *start = cursor->at, *digits = start + (*start == '-');
    const char *at = digits;
    while (at < cursor->end && *at >= '0' && *at <= '9')
        at++;
    if (at == digits || at - digits > 15 || (*digits == '0' && (at - digits > 1 || start < digits)))
        return false;
    member->text = start;
    member->length = (size_t)(at - start);
    cursor->at = at;
    return true;
}

static bool take_member(cursor *cursor, flat_member *members, size_t count)
{
    flat_member name = {.plain = true};
    if (!take(cursor, '"') || !take_string(cursor, &name) || !take(cursor, ':'))
        return false;
    flat_member *member = NULL;
    for (size_t i = 0; i < count && !member; i++)
        if (strlen(members[i].name) == name.length &&
            memcmp(members[i].name, name.text, name.length) == 0)
            member = &members[i];
    if (!member || member->present)
        return false;
    skip_space(cursor);
    if (cursor->at == cursor->end)
        return false;
    member->present = true;
    member->token = cursor->at;
    bool read = *cursor->at == '"' ? (cursor->at++, take_string(cursor, member))
                                   : take_number(cursor, member);
    member->token_length = (size_t)(cursor->at - member->token);
    return read;
}

bool flat_read(const char *line, size_t length, flat_member *members, size_t count,
               lt_buffer *scratch)
{
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        length--;
    for (size_t i = 0; i < count; i++)
        members[i].present = false;
    lt_buffer_clear(scratch);
    if (lt_buffer_reserve(scratch, length + 8) != LT_OK)
        return false;
    cursor cursor = {line, line + length, scratch};
    if (!take(&cursor, '{'))
        return false;
    do {
        if (!take_member(&cursor, members, count))
            return false;
    } while (take(&cursor, ','));
    if (!take(&cursor, '}'))
        return false;
    skip_space(&cursor);
    return cursor.at == cursor.end;
}
