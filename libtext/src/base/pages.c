#include "pages.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* From here on large pages pay. */
#define LARGE ((size_t)4 << 20)

void lt_pages_large(void *memory, size_t size)
{
#ifdef MADV_HUGEPAGE
    /* From the first page to the last, so that realloc can still move the pages as one mapping. */
    const uintptr_t page = 4096;
    uintptr_t start = (uintptr_t)memory & ~(page - 1);
    uintptr_t end = ((uintptr_t)memory + size + page - 1) & ~(page - 1);
    if (size >= LARGE)
        (void)madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)size;
#endif
}

void *lt_pages_allocate(size_t size)
{
    void *memory = malloc(size);
    if (memory)
        lt_pages_large(memory, size);
    return memory;
}

bool lt_pages_populate(void *mapping, size_t size)
{
#ifdef MADV_POPULATE_READ
    /* Kernels before 5.14 do not know it: EINVAL. */
    return size == 0 || madvise(mapping, size, MADV_POPULATE_READ) == 0 ||
           (errno != EFAULT && errno != EIO && errno != EHWPOISON);
#else
    (void)mapping;
    (void)size;
    return true;
#endif
}
