/*
 * A growing byte buffer with a limit: where every call of the library puts text.
 *
 * The caller owns the struct (on its stack, mostly); the bytes inside are the library's until
 * lt_buffer_dispose. `data` is always NUL-terminated and never NULL, also when empty. A buffer
 * begins as LT_BUFFER_INIT or by lt_buffer_init. An append that fails leaves the contents as they
 * were. Appending is amortised O(1) a byte.
 *
 *     lt_buffer out = LT_BUFFER_INIT;
 *     lt_buffer_append(&out, "tin", 3);
 *     puts(out.data);
 *     lt_buffer_dispose(&out);
 *
 * A buffer is used by one thread at a time.
 */
#ifndef LIBTEXT_BUFFER_H
#define LIBTEXT_BUFFER_H

#include <stddef.h>

#include <libtext/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 4 GiB: more text than one call has any use for; a runaway loop meets it before the machine's
 * memory ends. lt_buffer_init sets another one. */
#define LT_BUFFER_MAXIMUM ((size_t)1 << 32)

typedef struct lt_buffer {
    char *data;      /* length bytes and a NUL; owned by the buffer */
    size_t length;   /* bytes, without the NUL */
    size_t capacity; /* bytes allocated; 0: nothing is */
    size_t maximum;  /* greatest length; 0 means LT_BUFFER_MAXIMUM */
} lt_buffer;

#define LT_BUFFER_INIT                                                                             \
    {                                                                                              \
        (char *)"", 0, 0, 0                                                                        \
    }

/* Makes an empty buffer that will hold at most `maximum` bytes (0: LT_BUFFER_MAXIMUM). */
LT_API void lt_buffer_init(lt_buffer *buffer, size_t maximum);

/* Frees what is inside; the buffer is empty and can be used again. NULL is fine. */
LT_API void lt_buffer_dispose(lt_buffer *buffer);

/* Empties, keeping the memory. */
LT_API void lt_buffer_clear(lt_buffer *buffer);

/* Puts the length back to `length`, where it is longer: how a failing writer undoes its output. */
LT_API void lt_buffer_truncate(lt_buffer *buffer, size_t length);

/* Room for `extra` more bytes without another allocation. LT_NO_MEMORY, LT_TOO_LONG. */
LT_API lt_status lt_buffer_reserve(lt_buffer *buffer, size_t extra);

/* Appends `length` bytes, copied; NUL is data. `bytes` may be NULL when `length` is 0, and may not
 * point into the buffer itself. LT_NO_MEMORY, LT_TOO_LONG. */
LT_API lt_status lt_buffer_append(lt_buffer *buffer, const char *bytes, size_t length);

/* Appends a NUL-terminated string without its NUL. LT_NO_MEMORY, LT_TOO_LONG. */
LT_API lt_status lt_buffer_append_string(lt_buffer *buffer, const char *string);

/* Appends one byte. LT_NO_MEMORY, LT_TOO_LONG. */
LT_API lt_status lt_buffer_append_byte(lt_buffer *buffer, char byte);

/* Appends a code point as UTF-8. LT_BAD_ARGUMENT for a surrogate or above U+10FFFF, LT_NO_MEMORY,
 * LT_TOO_LONG. */
LT_API lt_status lt_buffer_append_codepoint(lt_buffer *buffer, unsigned int codepoint);

/* Appends formatted as by printf. LT_NO_MEMORY, LT_TOO_LONG, LT_BAD_ARGUMENT for what printf cannot
 * format. */
LT_API lt_status lt_buffer_append_format(lt_buffer *buffer, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

/* Gives the bytes away: returns `data` (to be freed with lt_free; owned by the caller, NULL when
 * memory runs out) and leaves the buffer empty. */
LT_API char *lt_buffer_detach(lt_buffer *buffer);

/* Frees memory that the library handed over to the caller. NULL is fine. */
LT_API void lt_free(void *memory);

#ifdef __cplusplus
}
#endif

#endif
