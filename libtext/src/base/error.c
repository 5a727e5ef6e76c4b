#include <libtext/error.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *lt_status_name(lt_status status)
{
    static const char *const names[LT_STATUS_COUNT_] = {
        [LT_OK] = "ok",
        [LT_NO_MEMORY] = "no-memory",
        [LT_INVALID_UTF8] = "invalid-utf8",
        [LT_TOO_LONG] = "too-long",
        [LT_BAD_ARGUMENT] = "bad-argument",
        [LT_BAD_DATA] = "bad-data",
        [LT_IO] = "input-output",
        [LT_UNSUPPORTED] = "unsupported",
        [LT_NOT_FOUND] = "not-found",
        [LT_UNDECIDED] = "undecided",
    };
    return (unsigned)status < LT_STATUS_COUNT_ ? names[status] : "unknown";
}

void lt_error_clear(lt_error *error)
{
    if (error) {
        error->status = LT_OK;
        error->offset = 0;
        error->line = 0;
        error->message[0] = '\0';
    }
}

/* A cut message must not end in half a character. */
static void trim_partial_character(char *message, size_t length)
{
    size_t start = length;
    while (start > 0 && ((unsigned char)message[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && (unsigned char)message[start - 1] >= 0xC0)
        message[start - 1] = '\0';
}

lt_status lt_error_set(lt_error *error, lt_status status, size_t offset, const char *format, ...)
{
    if (!error || error->status != LT_OK)
        return status;
    error->status = status;
    error->offset = offset;
    error->line = 0;
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (written >= (int)sizeof error->message)
        trim_partial_character(error->message, sizeof error->message - 1);
    return status;
}
