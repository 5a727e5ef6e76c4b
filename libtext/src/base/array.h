/* Arrays that grow by one at a time (private). */
#ifndef LIBTEXT_BASE_ARRAY_H
#define LIBTEXT_BASE_ARRAY_H

#include <stddef.h>

void *lt_array_grow(void *array, size_t *capacity, size_t size);

/* The array with room for `wanted` items, where so many are expected: moving large ones again and
 * again costs time. NULL as below. */
void *lt_array_reserve(void *array, size_t wanted, size_t *capacity, size_t size);

/*
 * The array of `count` items of `size` bytes with room for one more: moved, and `*capacity`
 * doubled, when it was full. NULL when memory runs out; then the array is as it was. Amortised
 * O(1).
 *
 *     word *words = lt_array_room(list->words, list->count, &list->capacity, sizeof *words);
 *     if (!words)
 *         return LT_NO_MEMORY;
 *     list->words = words;
 *     list->words[list->count++] = added;
 */
static inline void *lt_array_room(void *array, size_t count, size_t *capacity, size_t size)
{
    return count < *capacity ? array : lt_array_grow(array, capacity, size);
}

#endif
