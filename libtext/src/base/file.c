#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pages.h"

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

lt_status lt_file_map(lt_file *file, const char *path, size_t maximum, lt_error *error)
{
    *file = (lt_file)LT_FILE_INIT;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return system_error(error, path);
    lt_status status = map_open_file(file, descriptor, path, maximum, error);
    close(descriptor);
    return status;
}

lt_status lt_file_map_whole(lt_file *file, const char *path, size_t maximum, lt_error *error)
{
    lt_status status = lt_file_map(file, path, maximum, error);
    if (status != LT_OK || lt_pages_populate(file->mapping, file->length))
        return status;
    lt_file_unmap(file);
    return lt_error_set(error, LT_IO, 0, "%s: cannot be read", path);
}

void lt_file_unmap(lt_file *file)
{
    if (file->mapping)
        munmap(file->mapping, file->length);
    *file = (lt_file)LT_FILE_INIT;
}
