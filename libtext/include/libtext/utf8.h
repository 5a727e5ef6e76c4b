/*
 * UTF-8: reading, checking, writing, and places in a text.
 *
 * Text is `const char *text, size_t length`: bytes, not NUL-terminated, NUL is data. What is
 * well-formed follows table 3-7 of the Unicode Standard (no surrogates, nothing overlong, nothing
 * above U+10FFFF). All calls are pure: any number of threads may use them.
 */
#ifndef LIBTEXT_UTF8_H
#define LIBTEXT_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include <libtext/error.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LT_UTF8_REPLACEMENT 0xFFFDu

/*
 * Decodes the character at the start of `text`. Returns its length in bytes (1-4) and puts the
 * code point into `*codepoint`; returns 0 and U+FFFD where no well-formed character starts (and
 * for length 0). O(1).
 */
LT_API size_t lt_utf8_decode(const char *text, size_t length, uint32_t *codepoint);

/*
 * How many bytes to step over where lt_utf8_decode returned 0: the maximal ill-formed part that
 * the Unicode Standard (3.9, "U+FFFD substitution of maximal subparts") replaces by one U+FFFD; at
 * least 1, unless length is 0. O(1).
 */
LT_API size_t lt_utf8_skip_invalid(const char *text, size_t length);

/*
 * Writes `codepoint` to `bytes` (room for 4) and returns the number of bytes; 0 for a surrogate or
 * above U+10FFFF, when nothing is written.
 */
LT_API size_t lt_utf8_encode(uint32_t codepoint, char *bytes);

/*
 * LT_OK, or LT_INVALID_UTF8 with error->offset at the first byte that is not well-formed.
 * O(length).
 */
LT_API lt_status lt_utf8_validate(const char *text, size_t length, lt_error *error);

/* Number of code points in well-formed text; in other text, every byte that is not a continuation
 * byte counts as one. O(length). */
LT_API size_t lt_utf8_count(const char *text, size_t length);

/* Length of the byte order mark that some programs begin a text with: 3, or 0 for none. O(1). */
LT_API size_t lt_utf8_mark(const char *text, size_t length);

/* A place as people name it. */
typedef struct lt_place {
    size_t line;   /* from 1; LF, CRLF and lone CR end a line */
    size_t column; /* from 1, in code points */
} lt_place;

/*
 * Line and column of byte `offset` (at most `length`). Scans from the start: O(offset). For
 * many offsets in rising order use an lt_locator.
 */
LT_API lt_place lt_utf8_locate(const char *text, size_t length, size_t offset);

/* A cursor for places in rising order; whole-text cost is O(length) however many are asked. */
typedef struct lt_locator {
    const char *text; /* borrowed */
    size_t length;
    size_t offset;     /* bytes: how far the cursor has come */
    size_t codepoints; /* code points before `offset` */
    lt_place place;    /* of `offset` */
} lt_locator;

LT_API void lt_locator_init(lt_locator *locator, const char *text, size_t length);

/* Place of `offset`, which must not be less than the one asked before (if it is, the cursor starts
 * again from the beginning). Afterwards locator->codepoints is the number of code points before
 * `offset`. */
LT_API lt_place lt_locator_move(lt_locator *locator, size_t offset);

#ifdef __cplusplus
}
#endif

#endif
