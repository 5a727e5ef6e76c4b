#include "array.h"

#include <stdint.h>
#include <stdlib.h>

#include "pages.h"

#define FIRST_CAPACITY 16

void *lt_array_reserve(void *array, size_t wanted, size_t *capacity, size_t size)
{
    if (wanted <= *capacity)
        return array;
    void *grown = wanted > SIZE_MAX / size ? NULL : realloc(array, wanted * size);
    if (!grown)
        return NULL;
    lt_pages_large(grown, wanted * size);
    *capacity = wanted;
    return grown;
}

void *lt_array_grow(void *array, size_t *capacity, size_t size)
{
    if (*capacity > SIZE_MAX / 2)
        return NULL;
    size_t wanted = *capacity ? *capacity * 2 : FIRST_CAPACITY;
    return lt_array_reserve(array, wanted, capacity, size);
}
