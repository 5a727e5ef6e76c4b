/*
 * Case files: prose with fenced examples, so that anyone can add one.
 *
 *     # Heading
 *     Words about the rule.
 *     ```` op option=value
 *     input
 *     .
 *     expected
 *     ````
 *
 * In input and expected text \u{1EA1} is a code point, \x{FF} a byte, \n \t \\ as in C, \s a space
 * (for line ends). A line "." parts the two; without it nothing is expected.
 */
#ifndef TESTS_RUNNER_FENCES_H
#define TESTS_RUNNER_FENCES_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/buffer.h>

typedef struct fence {
    int line;        /* of the opening fence, from 1 */
    char *head;      /* what follows the four backticks */
    lt_buffer input; /* escapes decoded unless raw */
    lt_buffer expected;
} fence;

typedef struct fence_file {
    char *text, *at;
    int line;
    bool raw; /* leave escapes alone (command lines) */
} fence_file;

/* Both end the program with a message when the file can't be read or is malformed. */
void fences_open(fence_file *file, const char *path, bool raw);
bool fences_next(fence_file *file, fence *fence);

void fence_dispose(fence *fence);
void fences_close(fence_file *file);

/* "value" of "name=value" in a head's words, or NULL; the word itself for a bare "name" gives "".
 * Copied into `value` (size bytes). */
const char *fence_option(const char *head, const char *name, char *value, size_t size);

/* Whole file as a NUL-terminated string (owned by the caller); ends the program on trouble. */
char *read_whole(const char *path, size_t *length);

/* Two texts made visible, one below the other. */
void show_difference(const lt_buffer *expected, const lt_buffer *actual);

#endif
