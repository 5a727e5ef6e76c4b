#include "array.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define FIRST_CAPACITY 16

/* Arrays from so many bytes on lie in large pages where the system has them: half a million tokens
 * would else touch thousands of small ones, each a trap. */
#define LARGE ((size_t)2 << 20)

/* All of the array, from its first page on: one that is advised in part can't be moved as a whole. */
static void use_large_pages(const void *array, size_t size)
{
#ifdef MADV_HUGEPAGE
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), start = (uintptr_t)array & ~(page - 1);
    (void)madvise((void *)start, (uintptr_t)array + size - start, MADV_HUGEPAGE);
#else
    (void)array;
    (void)size;
#endif
}

void *lt_array_grow(void *array, size_t *capacity, size_t size)
{
    if (*capacity > SIZE_MAX / 2 / size)
        return NULL;
    size_t wanted = *capacity ? *capacity * 2 : FIRST_CAPACITY;
    void *grown = realloc(array, wanted * size);
    if (!grown)
        return NULL;
    *capacity = wanted;
    if (wanted * size >= LARGE)
        use_large_pages(grown, wanted * size);
    return grown;
}
