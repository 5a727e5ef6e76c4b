/*
 * Read-only files in memory (private): how models and lexicons are loaded.
 *
 * A regular file is mapped, so that its pages are shared between processes and loaded when touched.
 */
#ifndef LIBTEXT_BASE_FILE_H
#define LIBTEXT_BASE_FILE_H

#include <stddef.h>

#include <libtext/error.h>

typedef struct lt_file {
    const char *data; /* never NULL after a successful lt_file_map; length bytes */
    size_t length;
    void *mapping; /* NULL for an empty file */
} lt_file;

#define LT_FILE_INIT                                                                               \
    {                                                                                              \
        NULL, 0, NULL                                                                              \
    }

/* Maps the regular file at `path`. LT_IO (with the system's reason), LT_BAD_DATA for a directory
 * or device, LT_TOO_LONG above `maximum` bytes. */
lt_status lt_file_map(lt_file *file, const char *path, size_t maximum, lt_error *error);

/* The same for a file that is about to be read whole: its pages are taken in one call. LT_IO too
 * when they cannot be read. */
lt_status lt_file_map_whole(lt_file *file, const char *path, size_t maximum, lt_error *error);

void lt_file_unmap(lt_file *file);

#endif
