/*
 * The members of a JSON object as they stand in its line, for what must come out as it went in:
 * numbers of any size and spelling (12345678901234567890123, 1e2, 0.10), which a parser rounds.
 */
#ifndef TOOLS_COMMON_MEMBERS_H
#define TOOLS_COMMON_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct json_member {
    const char *name; /* with its quotes */
    size_t name_length;
    const char *value; /* without the space around it */
    size_t value_length;
} json_member;

typedef struct member_cursor {
    const char *at, *end;
} member_cursor;

/* Before the first member of the line; of a line that is no object there are none. */
member_cursor members_of(const char *line, size_t length);

/*
 * The next member; false at the end. Of a well-formed object all are told, each once. In a line
 * that is broken, what is told may be wrong but lies in the line. O(length) for all together.
 */
bool members_next(member_cursor *cursor, json_member *member);

/* Has the member this name (ASCII), however it is escaped? */
bool member_is(const json_member *member, const char *name);

/* Replaces escapes of lone surrogates (\ud800), which no text can hold, by \ufffd; how many. */
size_t members_replace_surrogates(char *line, size_t length);

#endif
