/*
 * Flat records of NDJSON without a parser: one object of a few known members, each a string or a
 * whole number. For streams of a million records a second; whatever is out of the ordinary is left
 * to jansson.
 */
#ifndef TOOLS_COMMON_FLAT_H
#define TOOLS_COMMON_FLAT_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/buffer.h>

typedef struct flat_member {
    const char *name;
    bool plain;       /* in: only what jansson would print as it stands (no escapes, ASCII) */
    bool present;     /* out, as the following */
    const char *text; /* a string's content, escapes decoded, or a number; into line or scratch */
    size_t length;
    const char *token; /* as it stands in the line, quotes and all */
    size_t token_length;
} flat_member;

/*
 * Reads the line (with or without its newline). False, for the full parser, when it is anything but
 * an object of these members, none twice, or is not surely valid. `scratch` is emptied and holds
 * decoded strings.
 */
bool flat_read(const char *line, size_t length, flat_member *members, size_t count,
               lt_buffer *scratch);

/* The value of the four hexadecimal digits at `at`, -1 when they are not. */
long flat_hexadecimal(const char *at);

#endif
