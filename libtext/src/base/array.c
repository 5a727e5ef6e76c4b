#include "array.h"

#include <stdint.h>
#include <stdlib.h>

#define FIRST_CAPACITY 16

void *lt_array_grow(void *array, size_t *capacity, size_t size)
{
    if (*capacity > SIZE_MAX / 2 / size)
        return NULL;
    size_t wanted = *capacity ? *capacity * 2 : FIRST_CAPACITY;
    void *grown = realloc(array, wanted * size);
    if (grown)
        *capacity = wanted;
    return grown;
}
