/* Normalizing files of any size in bounded memory. */
#ifndef TOOLS_COMMON_STREAM_H
#define TOOLS_COMMON_STREAM_H

#include <stdbool.h>

#include <libtext/normalize.h>

/*
 * Writes the normalized text of `path` ("-": standard input) to standard output. A file that can be
 * read twice is checked for UTF-8 first, and so is what comes through a pipe up to
 * STREAM_HELD bytes, so that nothing of a text that is refused is written; past that a longer
 * stream is refused where it goes wrong. False with a message on trouble.
 */
#define STREAM_HELD ((size_t)16 << 20)

bool stream_normalize(const char *path, const lt_normalize_options *how);

#endif
