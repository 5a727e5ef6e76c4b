/* Files in encodings other than UTF-8. */
#ifndef TOOLS_COMMON_ENCODED_H
#define TOOLS_COMMON_ENCODED_H

#include <stdbool.h>

#include <libtext/encoding.h>

/* The names after utf-8, in the order of lt_encoding. */
#define ENCODED_NAMES "utf-16le|utf-16be|tcvn3|tcvn3-h|vni|viqr|viscii|vps|bkhcm2|cp1258|ncr"

/* Reads a file as text. With `detect` the encoding is told from the bytes, and said on stderr with
 * how sure that is; what cannot be told is trouble. `*replaced` counts the places of another
 * encoding that --invalid=replace made U+FFFD; ill-formed UTF-8 it leaves to normalization, which
 * replaces it as a change. */
bool encoded_read(const char *path, bool detect, lt_encoding encoding, lt_buffer *text,
                  size_t *replaced);

/* Appends the text in this encoding. With --invalid=replace what it has no code for becomes the
 * nearest it has; else that is trouble, and `out` is as it was. */
bool encoded_write(const char *path, lt_encoding encoding, const lt_buffer *text, lt_buffer *out);

#endif
