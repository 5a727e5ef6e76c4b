#include <libtext/buffer.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <libtext/utf8.h>

/* The first allocation: a sentence of news fits. */
#define FIRST_CAPACITY 256

/* From here on large pages pay. */
#define LARGE ((size_t)4 << 20)

/* No object is larger than half of the address space; sizes below this can be added and grown
 * without overflow. */
#define LARGEST (SIZE_MAX / 2)

static char empty_string[1] = "";

void lt_buffer_init(lt_buffer *buffer, size_t maximum)
{
    buffer->data = empty_string;
    buffer->length = 0;
    buffer->capacity = 0;
    buffer->maximum = maximum;
}

void lt_buffer_dispose(lt_buffer *buffer)
{
    if (!buffer)
        return;
    if (buffer->capacity > 0)
        free(buffer->data);
    lt_buffer_init(buffer, buffer->maximum);
}

void lt_buffer_clear(lt_buffer *buffer)
{
    lt_buffer_truncate(buffer, 0);
}

void lt_buffer_truncate(lt_buffer *buffer, size_t length)
{
    if (length > buffer->length)
        return;
    buffer->length = length;
    if (buffer->capacity > 0)
        buffer->data[length] = '\0';
}

/*
 * Large pages for a large buffer: a fault and an address translated for each 2 MiB, not each 4 KiB.
 * From the first page to the last, so that realloc can still move the pages as one mapping. Refusal
 * costs nothing but the gain.
 */
static void ask_for_large_pages(char *data, size_t capacity)
{
#ifdef MADV_HUGEPAGE
    const uintptr_t page = 4096;
    uintptr_t start = (uintptr_t)data & ~(page - 1);
    uintptr_t end = ((uintptr_t)data + capacity + page - 1) & ~(page - 1);
    if (capacity >= LARGE)
        (void)madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
    (void)data;
    (void)capacity;
#endif
}

lt_status lt_buffer_reserve(lt_buffer *buffer, size_t extra)
{
    size_t maximum = buffer->maximum ? buffer->maximum : LT_BUFFER_MAXIMUM;
    maximum = maximum < LARGEST ? maximum : LARGEST;
    if (extra > maximum || buffer->length > maximum - extra)
        return LT_TOO_LONG;
    size_t wanted = buffer->length + extra + 1;
    if (wanted <= buffer->capacity)
        return LT_OK;
    size_t capacity = buffer->capacity ? buffer->capacity : FIRST_CAPACITY;
    while (capacity < wanted)
        capacity += capacity / 2 + 1;
    if (capacity > maximum + 1)
        capacity = maximum + 1;
    char *data = realloc(buffer->capacity > 0 ? buffer->data : NULL, capacity);
    if (!data)
        return LT_NO_MEMORY;
    ask_for_large_pages(data, capacity);
    data[buffer->length] = '\0';
    buffer->data = data;
    buffer->capacity = capacity;
    return LT_OK;
}

lt_status lt_buffer_append(lt_buffer *buffer, const char *bytes, size_t length)
{
    if (length == 0)
        return LT_OK;
    if (length >= buffer->capacity - buffer->length || buffer->capacity == 0) {
        lt_status status = lt_buffer_reserve(buffer, length);
        if (status != LT_OK)
            return status;
    }
    memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
    return LT_OK;
}

lt_status lt_buffer_append_string(lt_buffer *buffer, const char *string)
{
    return lt_buffer_append(buffer, string, strlen(string));
}

lt_status lt_buffer_append_byte(lt_buffer *buffer, char byte)
{
    return lt_buffer_append(buffer, &byte, 1);
}

lt_status lt_buffer_append_codepoint(lt_buffer *buffer, unsigned int codepoint)
{
    char bytes[4];
    size_t length = lt_utf8_encode(codepoint, bytes);
    return length ? lt_buffer_append(buffer, bytes, length) : LT_BAD_ARGUMENT;
}

lt_status lt_buffer_append_format(lt_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return LT_BAD_ARGUMENT;
    lt_status status = lt_buffer_reserve(buffer, (size_t)length);
    if (status != LT_OK)
        return status;
    va_start(arguments, format);
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
    return LT_OK;
}

char *lt_buffer_detach(lt_buffer *buffer)
{
    if (buffer->capacity == 0 && lt_buffer_reserve(buffer, 0) != LT_OK)
        return NULL;
    char *data = buffer->data;
    lt_buffer_init(buffer, buffer->maximum);
    return data;
}

void lt_free(void *memory)
{
    free(memory);
}
