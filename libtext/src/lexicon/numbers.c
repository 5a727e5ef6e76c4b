#include "numbers.h"

#include <stdbool.h>
#include <stdlib.h>

static size_t slot_of(const lt_numbers *n, uint64_t key)
{
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & (n->capacity - 1);
    while (n->keys[i] && n->keys[i] != key)
        i = (i + 1) & (n->capacity - 1);
    return i;
}

static bool numbers_grow(lt_numbers *n)
{
    size_t capacity = n->capacity ? n->capacity * 2 : 1024;
    uint64_t *keys = calloc(capacity, sizeof *keys);
    uint32_t *values = calloc(capacity, sizeof *values);
    if (!keys || !values) {
        free(keys);
        free(values);
        return false;
    }
    lt_numbers grown = {keys, values, capacity, n->count};
    for (size_t i = 0; i < n->capacity; i++)
        if (n->keys[i]) {
            size_t slot = slot_of(&grown, n->keys[i]);
            grown.keys[slot] = n->keys[i];
            grown.values[slot] = n->values[i];
        }
    free(n->keys);
    free(n->values);
    n->keys = keys;
    n->values = values;
    n->capacity = capacity;
    return true;
}

uint32_t lt_numbers_find(const lt_numbers *n, uint64_t key)
{
    if (n->capacity == 0)
        return UINT32_MAX;
    size_t i = slot_of(n, key);
    return n->keys[i] ? n->values[i] : UINT32_MAX;
}

uint32_t lt_numbers_add(lt_numbers *n, uint64_t key)
{
    if (n->count * 2 >= n->capacity && !numbers_grow(n))
        return UINT32_MAX;
    size_t i = slot_of(n, key);
    if (!n->keys[i]) {
        n->keys[i] = key;
        n->values[i] = (uint32_t)n->count++;
    }
    return n->values[i];
}

void lt_numbers_dispose(lt_numbers *n)
{
    free(n->keys);
    free(n->values);
}
