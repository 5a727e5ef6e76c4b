/*
 * Baselines: findings accepted before, so that an old archive shows only its new mistakes.
 *
 * A finding's key is a hash of its code, its text and its context: up to three words and 200 bytes
 * on both sides in the same line, white space not counted. So it stays quiet when lines move, and
 * is told again when the words around it change. The file is text, one finding a line: 16
 * hexadecimal digits, a space, code, a space, the text for people to read; # begins a comment line.
 *
 *     if (!lt_baseline_has(baseline, lt_baseline_key(text, length, start, size, "word"))) …
 *
 * A loaded baseline is immutable: any number of threads may ask it.
 */
#ifndef LIBTEXT_BASELINE_H
#define LIBTEXT_BASELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/buffer.h>
#include <libtext/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lt_baseline lt_baseline;

/* The key of the finding on `size` bytes from `start` of the text. O(size). */
LT_API uint64_t lt_baseline_key(const char *text, size_t length, size_t start, size_t size,
                                const char *code);

/* Reads a file's content. LT_BAD_DATA with error->line, LT_NO_MEMORY; on error *baseline is NULL.
 * Owned by the caller. O(length log length). */
LT_API lt_status lt_baseline_read(const char *text, size_t length, lt_baseline **baseline,
                                  lt_error *error);
LT_API void lt_baseline_free(lt_baseline *baseline);

/* Was this finding accepted? NULL holds nothing. O(log n). */
LT_API bool lt_baseline_has(const lt_baseline *baseline, uint64_t key);

/* The line that stands first in a file. */
#define LT_BASELINE_HEADER "# libtext ignore file 1\n"

/* Appends the line of a finding. LT_NO_MEMORY, LT_TOO_LONG: the buffer is as before. */
LT_API lt_status lt_baseline_write(lt_buffer *out, uint64_t key, const char *code,
                                   const char *finding, size_t length);

#ifdef __cplusplus
}
#endif

#endif
