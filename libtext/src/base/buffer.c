#include <libtext/buffer.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "pages.h"

/* The first allocation: a sentence of news fits. */
#define FIRST_CAPACITY 256

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
    lt_pages_large(data, capacity);
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
