#include "tools/common/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libtext/utf8.h>

#include "tools/common/tool.h"

static bool is_stdin(const char *path)
{
    return !path || strcmp(path, "-") == 0;
}

const char *input_name(const char *path)
{
    return is_stdin(path) ? "(stdin)" : path;
}

/* Room for this much is made at once: large files in few reads. */
#define READ_STEP ((size_t)1 << 20)

static bool read_all(int descriptor, const char *name, lt_buffer *bytes)
{
    for (;;) {
        lt_status status = lt_buffer_reserve(bytes, READ_STEP);
        if (status != LT_OK) {
            trouble("%s: %s", name, lt_status_name(status));
            return false;
        }
        ssize_t got = read(descriptor, bytes->data + bytes->length, READ_STEP);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            trouble("%s: %s", name, strerror(errno));
            return false;
        }
        if (got == 0)
            return true;
        bytes->length += (size_t)got;
        bytes->data[bytes->length] = '\0';
    }
}

bool input_read(const char *path, lt_buffer *bytes)
{
    if (is_stdin(path))
        return read_all(STDIN_FILENO, input_name(path), bytes);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        trouble("%s: %s", path, strerror(errno));
        return false;
    }
    struct stat about;
    if (fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0)
        (void)lt_buffer_reserve(bytes, (size_t)about.st_size + READ_STEP);
    bool done = read_all(descriptor, path, bytes);
    close(descriptor);
    return done;
}

lt_status input_replace_invalid(lt_buffer *text, size_t *count)
{
    lt_buffer fixed = LT_BUFFER_INIT;
    size_t at = 0;
    *count = 0;
    while (at < text->length) {
        lt_error error = LT_ERROR_INIT;
        const char *rest = text->data + at;
        size_t good = text->length - at;
        if (lt_utf8_validate(rest, good, &error) != LT_OK)
            good = error.offset;
        lt_status status = lt_buffer_append(&fixed, rest, good);
        at += good;
        if (status == LT_OK && at < text->length) {
            status = lt_buffer_append_codepoint(&fixed, LT_UTF8_REPLACEMENT);
            at += lt_utf8_skip_invalid(text->data + at, text->length - at);
            ++*count;
        }
        if (status != LT_OK) {
            lt_buffer_dispose(&fixed);
            return status;
        }
    }
    lt_buffer_dispose(text);
    *text = fixed;
    return LT_OK;
}

static bool replace_invalid(const char *path, lt_buffer *text)
{
    size_t count;
    lt_status status = input_replace_invalid(text, &count);
    if (status != LT_OK) {
        trouble("%s: %s", input_name(path), lt_status_name(status));
        return false;
    }
    remark(say("%s: %zu invalid places replaced by U+FFFD", "%s: đã thay %zu chỗ hỏng bằng U+FFFD"),
           input_name(path), count);
    return true;
}

bool input_check_utf8(const char *path, lt_buffer *text)
{
    lt_error error = LT_ERROR_INIT;
    if (lt_utf8_validate(text->data, text->length, &error) == LT_OK)
        return true;
    if (settings.invalid == INVALID_REPLACE)
        return replace_invalid(path, text);
    lt_place place = lt_utf8_locate(text->data, text->length, error.offset);
    trouble("%s:%zu:%zu: %s at byte %zu", input_name(path), place.line, place.column, error.message,
            error.offset);
    return false;
}

bool input_read_text(const char *path, lt_buffer *text)
{
    return input_read(path, text) && input_check_utf8(path, text);
}

static bool write_all(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t put = write(descriptor, bytes, length);
        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0) {
            bytes += put;
            length -= (size_t)put;
        }
    }
    return fsync(descriptor) == 0;
}

bool output_replace(const char *path, const char *bytes, size_t length)
{
    struct stat about;
    /* A pipe or a device must stay one: a rename would put a file in its place. */
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
        trouble(say("%s: not a regular file", "%s: không phải tệp thường"), path);
        return false;
    }
    char *target = realpath(path, NULL);
    if (!target)
        target = strdup(path);
    lt_buffer temporary = LT_BUFFER_INIT;
    bool done = false;
    int descriptor = -1;
    if (target && lt_buffer_append_format(&temporary, "%s.XXXXXX", target) == LT_OK)
        descriptor = mkstemp(temporary.data);
    if (descriptor >= 0) {
        mode_t mask = umask(0);
        umask(mask);
        mode_t mode = stat(target, &about) == 0 ? about.st_mode & 07777 : 0666 & ~mask;
        done = write_all(descriptor, bytes, length) && fchmod(descriptor, mode) == 0;
        done = close(descriptor) == 0 && done && rename(temporary.data, target) == 0;
        int reason = errno;
        if (!done)
            unlink(temporary.data);
        errno = reason;
    }
    if (!done)
        trouble("%s: %s", path, strerror(errno));
    lt_buffer_dispose(&temporary);
    free(target);
    return done;
}

static char *join(const char *folder, const char *inside, const char *name)
{
    lt_buffer path = LT_BUFFER_INIT;
    if (!folder || lt_buffer_append_format(&path, "%s/%s%s", folder, inside, name) != LT_OK)
        return NULL;
    if (access(path.data, R_OK) == 0)
        return lt_buffer_detach(&path);
    lt_buffer_dispose(&path);
    return NULL;
}

/* The folder of the running program, or NULL. */
static char *program_folder(char *path, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", path, size - 1);
    if (length <= 0)
        return NULL;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    if (slash)
        *slash = '\0';
    return path;
}

char *data_path_optional(const char *name)
{
    if (settings.data)
        return join(settings.data, "", name);
    char buffer[4096];
    const char *program = program_folder(buffer, sizeof buffer);
    char *path = join(getenv("LIBTEXT_DATA"), "", name);
    if (!path)
        path = join(program, "../share/libtext/", name);
    if (!path)
        path = join(program, "../../../dictionaries/", name);
    if (!path)
        path = join(TOOLS_DATA_INSTALLED, "", name);
    if (!path)
        path = join(TOOLS_DATA_SOURCE, "", name);
    return path;
}

char *data_path(const char *name)
{
    char *path = data_path_optional(name);
    if (!path)
        give_up(say("%s: not found; is LIBTEXT_DATA or --data right?",
                    "%s: không tìm thấy; LIBTEXT_DATA hoặc --data có đúng không?"),
                name);
    return path;
}
