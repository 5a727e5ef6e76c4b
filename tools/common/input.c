#include "tools/common/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
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

/* A name of a file that is no UTF-8, as it is shown; kept for the process, as findings borrow it.
 */
typedef struct shown_name {
    struct shown_name *next;
    lt_buffer text;
} shown_name;

static const char *show_name(const char *path)
{
    static _Atomic(shown_name *) names;
    shown_name *name = calloc(1, sizeof *name);
    size_t replaced;
    if (!name)
        give_up("out of memory");
    lt_buffer_init(&name->text, 0);
    if (lt_buffer_append(&name->text, path, strlen(path)) != LT_OK ||
        input_replace_invalid(&name->text, &replaced) != LT_OK)
        give_up("out of memory");
    name->next = atomic_load(&names);
    while (!atomic_compare_exchange_weak(&names, &name->next, name))
        ;
    return name->text.data;
}

const char *input_name(const char *path)
{
    if (is_stdin(path))
        return "(stdin)";
    return lt_utf8_validate(path, strlen(path), NULL) == LT_OK ? path : show_name(path);
}

/* Room for this much is made at once: large files in few reads. */
#define READ_STEP ((size_t)1 << 20)

/* Until the end or until there are `most` bytes. */
static bool read_up_to(int descriptor, const char *name, size_t most, lt_buffer *bytes, bool *ended)
{
    *ended = false;
    while (bytes->length < most) {
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
        *ended = got == 0;
        if (got == 0)
            break;
        bytes->length += (size_t)got;
        bytes->data[bytes->length] = '\0';
    }
    return true;
}

static bool read_all(int descriptor, const char *name, lt_buffer *bytes)
{
    bool ended;
    return read_up_to(descriptor, name, SIZE_MAX, bytes, &ended);
}

bool input_read_part(size_t most, lt_buffer *bytes, bool *ended)
{
    return read_up_to(STDIN_FILENO, input_name(NULL), most, bytes, ended);
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

bool input_check_part(const char *path, lt_buffer *text, input_part *part)
{
    lt_error error = LT_ERROR_INIT;
    size_t count = 0, length = text->length;
    if (lt_utf8_validate(text->data, length, &error) != LT_OK) {
        lt_place place = lt_utf8_locate(text->data, length, error.offset);
        if (settings.invalid != INVALID_REPLACE) {
            trouble("%s:%zu:%zu: %s at byte %zu", input_name(path), part->line + place.line,
                    place.column, error.message, part->offset + error.offset);
            return false;
        }
        lt_status status = input_replace_invalid(text, &count);
        if (status != LT_OK) {
            trouble("%s: %s", input_name(path), lt_status_name(status));
            return false;
        }
    }
    part->line += lt_utf8_locate(text->data, text->length, text->length).line - 1;
    part->offset += length;
    part->replaced += count;
    return true;
}

void input_tell_replaced(const char *path, size_t replaced)
{
    if (replaced > 0)
        remark(say("%s: %zu invalid places replaced by U+FFFD",
                   "%s: đã thay %zu chỗ hỏng bằng U+FFFD"),
               input_name(path), replaced);
}

size_t input_count_replaced(const lt_changes *changes)
{
    size_t count = 0;
    for (size_t i = 0; i < changes->count; i++)
        count += changes->items[i].codes >> LT_CHANGE_INVALID & 1;
    return count;
}

bool input_check_utf8(const char *path, lt_buffer *text, size_t *replaced)
{
    input_part part = {0};
    bool good = lt_utf8_validate(text->data, text->length, NULL) == LT_OK ||
                input_check_part(path, text, &part);
    input_tell_replaced(path, part.replaced);
    if (replaced)
        *replaced = part.replaced;
    return good;
}

bool input_read_text(const char *path, lt_buffer *text)
{
    return input_read(path, text) && input_check_utf8(path, text, NULL);
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

/* Makes a file beside the target, as its own name may be as long as names can be. */
static int open_beside(const char *target, lt_buffer *name)
{
    const char *slash = strrchr(target, '/');
    int folder = slash ? (int)(slash + 1 - target) : 0;
    if (lt_buffer_append_format(name, "%.*s.libtext-XXXXXX", folder, target) != LT_OK)
        return -1;
    return mkstemp(name->data);
}

/* Gives the new file the mode and, where that is allowed, the owner of the old one. */
static bool take_over(int descriptor, const char *target)
{
    struct stat about;
    mode_t mask = umask(0);
    umask(mask);
    if (stat(target, &about) != 0)
        return fchmod(descriptor, 0666 & ~mask) == 0;
    if ((about.st_uid != geteuid() || about.st_gid != getegid()) &&
        fchown(descriptor, about.st_uid, about.st_gid) != 0)
        about.st_mode &= 0777; /* set-user-ID would be another user's now */
    return fchmod(descriptor, about.st_mode & 07777) == 0;
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
    int descriptor = target ? open_beside(target, &temporary) : -1;
    if (descriptor >= 0) {
        done = write_all(descriptor, bytes, length) && take_over(descriptor, target);
        done = close(descriptor) == 0 && done && rename(temporary.data, target) == 0;
        int reason = errno;
        if (!done)
            unlink(temporary.data);
        errno = reason;
    }
    if (!done)
        trouble("%s: %s", input_name(path), strerror(errno));
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
