#include "tools/common/members.h"

#include <string.h>

#include <jansson.h>

#include "tools/common/flat.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_space(member_cursor *cursor)
{
    while (cursor->at < cursor->end && is_space(*cursor->at))
        cursor->at++;
}

/* Steps over the string whose opening quote is at `at`. */
static const char *skip_string(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++)
        at += *at == '\\';
    return at < end ? at + 1 : end;
}

member_cursor members_of(const char *line, size_t length)
{
    member_cursor cursor = {line, line + length};
    skip_space(&cursor);
    if (cursor.at < cursor.end && *cursor.at == '{')
        cursor.at++;
    else
        cursor.at = cursor.end;
    return cursor;
}

/* The end of the value at the cursor: the comma or brace that ends the member. */
static const char *value_end(const member_cursor *cursor)
{
    size_t depth = 0;
    for (const char *at = cursor->at; at < cursor->end;) {
        if (*at == '"') {
            at = skip_string(at, cursor->end);
            continue;
        }
        if (depth == 0 && (*at == ',' || *at == '}'))
            return at;
        depth += *at == '{' || *at == '[';
        depth -= (*at == '}' || *at == ']') && depth > 0;
        at++;
    }
    return cursor->end;
}

bool members_next(member_cursor *cursor, json_member *member)
{
    skip_space(cursor);
    if (cursor->at < cursor->end && *cursor->at == ',')
        cursor->at++;
    skip_space(cursor);
    if (cursor->at == cursor->end || *cursor->at != '"')
        return false;
    member->name = cursor->at;
    cursor->at = skip_string(cursor->at, cursor->end);
    member->name_length = (size_t)(cursor->at - member->name);
    skip_space(cursor);
    if (cursor->at == cursor->end || *cursor->at != ':')
        return false;
    cursor->at++;
    skip_space(cursor);
    member->value = cursor->at;
    cursor->at = value_end(cursor);
    const char *end = cursor->at;
    while (end > member->value && is_space(end[-1]))
        end--;
    member->value_length = (size_t)(end - member->value);
    return true;
}

bool member_is(const json_member *member, const char *name)
{
    size_t length = strlen(name);
    if (!memchr(member->name, '\\', member->name_length))
        return member->name_length == length + 2 && memcmp(member->name + 1, name, length) == 0;
    json_t *decoded =
        json_loadb(member->name, member->name_length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    bool same = json_is_string(decoded) && json_string_length(decoded) == length &&
                memcmp(json_string_value(decoded), name, length) == 0;
    json_decref(decoded);
    return same;
}

/* The value of \uXXXX at `at`; -1 when there is none. */
static long escape_at(const char *at, const char *end)
{
    return end - at < 6 || at[0] != '\\' || at[1] != 'u' ? -1 : flat_hexadecimal(at + 2);
}

size_t members_replace_surrogates(char *line, size_t length)
{
    char *at = line, *end = line + length;
    size_t count = 0;
    while ((at = memchr(at, '\\', (size_t)(end - at)))) {
        long value = escape_at(at, end);
        if (value < 0) {
            at += end - at < 2 ? end - at : 2;
            continue;
        }
        long next = value >= 0xD800 && value <= 0xDBFF ? escape_at(at + 6, end) : -1;
        bool paired = next >= 0xDC00 && next <= 0xDFFF;
        if (value >= 0xD800 && value <= 0xDFFF && !paired) {
            memcpy(at + 2, "fffd", 4);
            count++;
        }
        at += paired ? 12 : 6;
    }
    return count;
}
