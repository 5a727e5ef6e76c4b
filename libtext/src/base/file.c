#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static lt_status system_error(lt_error *error, const char *path)
{
    char reason[128] = "";
    /* strerror is not thread-safe; the XSI strerror_r is. */
    if (strerror_r(errno, reason, sizeof reason) != 0)
        strcpy(reason, "unknown error");
    return lt_error_set(error, LT_IO, 0, "%s: %s", path, reason);
}

static lt_status map_open_file(lt_file *file, int descriptor, const char *path, size_t maximum,
                               lt_error *error)
{
    struct stat about;
    if (fstat(descriptor, &about) != 0)
        return system_error(error, path);
    if (!S_ISREG(about.st_mode))
        return lt_error_set(error, LT_BAD_DATA, 0, "%s: not a regular file", path);
    if (about.st_size < 0 || (unsigned long long)about.st_size > maximum)
        return lt_error_set(error, LT_TOO_LONG, 0, "%s: longer than %zu bytes", path, maximum);
    file->length = (size_t)about.st_size;
    file->data = "";
    if (file->length == 0)
        return LT_OK;
    void *mapping = mmap(NULL, file->length, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (mapping == MAP_FAILED)
        return system_error(error, path);
    file->mapping = mapping;
    file->data = mapping;
    return LT_OK;
}

/* All of a part, but at the end of the file: what is left. -1: a system error. */
static ssize_t read_part(int descriptor, char *part)
{
    size_t length = 0;
    while (length < LT_FILE_PART) {
        ssize_t got = read(descriptor, part + length, LT_FILE_PART - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        length += (size_t)got;
    }
    return (ssize_t)length;
}

static lt_status read_through(int descriptor, const char *path, lt_file_take *take, void *context,
                              lt_error *error)
{
    char *part = malloc(LT_FILE_PART);
    if (!part)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    lt_status status = LT_OK;
    ssize_t got;
    while ((got = read_part(descriptor, part)) > 0)
        take(context, part, (size_t)got);
    if (got < 0)
        status = system_error(error, path);
    free(part);
    return status;
}

lt_status lt_file_map(lt_file *file, const char *path, size_t maximum, lt_error *error)
{
    return lt_file_map_through(file, path, maximum, NULL, NULL, error);
}

lt_status lt_file_map_through(lt_file *file, const char *path, size_t maximum, lt_file_take *take,
                              void *context, lt_error *error)
{
    *file = (lt_file)LT_FILE_INIT;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return system_error(error, path);
    lt_status status = map_open_file(file, descriptor, path, maximum, error);
    if (status == LT_OK && take)
        status = read_through(descriptor, path, take, context, error);
    if (status != LT_OK)
        lt_file_unmap(file);
    close(descriptor);
    return status;
}

void lt_file_unmap(lt_file *file)
{
    if (file->mapping)
        munmap(file->mapping, file->length);
    *file = (lt_file)LT_FILE_INIT;
}
