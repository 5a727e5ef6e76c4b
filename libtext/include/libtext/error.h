/*
 * Status and error.
 *
 * Every call that can fail returns an lt_status; 0 is success. Detail goes into an lt_error that
 * the caller owns and passes last; NULL where the detail is not wanted. The first error wins: a
 * filled lt_error is not overwritten until lt_error_clear. Nothing is kept per thread or globally.
 *
 *     lt_error error = LT_ERROR_INIT;
 *     if (lt_utf8_validate(text, length, &error) != LT_OK)
 *         fprintf(stderr, "byte %zu: %s\n", error.offset, error.message);
 */
#ifndef LIBTEXT_ERROR_H
#define LIBTEXT_ERROR_H

#include <stddef.h>

#include <libtext/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The numbers are part of the ABI: new ones are added at the end. */
typedef enum lt_status {
    LT_OK = 0,
    LT_NO_MEMORY,    /* an allocation failed */
    LT_INVALID_UTF8, /* offset: the first byte that cannot be read */
    LT_TOO_LONG,     /* a size or depth limit was reached; the limit is named in the message */
    LT_BAD_ARGUMENT, /* an option or flag the call does not know */
    LT_BAD_DATA,     /* a data file is damaged, of another version, or not of this kind */
    LT_IO,           /* the system refused: open, read, write, rename */
    LT_UNSUPPORTED,  /* a conversion that the target encoding has no code for, and the like */
    LT_NOT_FOUND,    /* asked for something that is not there */
    LT_UNDECIDED,    /* a detection whose evidence is too weak to answer */
    LT_STATUS_COUNT_ /* not a status */
} lt_status;

#define LT_ERROR_MESSAGE_SIZE 256

typedef struct lt_error {
    lt_status status;
    size_t offset; /* bytes into the input, where the status has a place; else 0 */
    size_t line;   /* from 1, for line-based data files; 0 where there is none */
    char message[LT_ERROR_MESSAGE_SIZE]; /* one line, lower case, UTF-8, NUL-terminated */
} lt_error;

#define LT_ERROR_INIT                                                                              \
    {                                                                                              \
        LT_OK, 0, 0, ""                                                                            \
    }

/* Name of a status for logs and JSON: "ok", "no-memory", "invalid-utf8" … Static, never NULL. */
LT_API const char *lt_status_name(lt_status status);

/* Empties an error so that it can take the next one. */
LT_API void lt_error_clear(lt_error *error);

/*
 * Fills `error` (which may be NULL) unless it already holds one, and returns `status`, so that a
 * failing call can end in `return lt_error_set(…)`. The message is formatted as by printf and cut
 * at a character boundary when it is longer than LT_ERROR_MESSAGE_SIZE - 1 bytes.
 */
LT_API lt_status lt_error_set(lt_error *error, lt_status status, size_t offset, const char *format,
                              ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;

#ifdef __cplusplus
}
#endif

#endif
