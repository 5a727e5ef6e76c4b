#include "grams.h"

#include <stdlib.h>

#include "../common/common.h"

static void radix_sort(uint64_t *keys, size_t count, int bytes)
{
    uint64_t *spare = allocate(count, sizeof *spare);
    for (int byte = 0; byte < bytes; byte++) {
        size_t starts[257] = {0};
        for (size_t i = 0; i < count; i++)
            starts[(keys[i] >> (8 * byte) & 255) + 1]++;
        for (int b = 0; b < 256; b++)
            starts[b + 1] += starts[b];
        for (size_t i = 0; i < count; i++)
            spare[starts[keys[i] >> (8 * byte) & 255]++] = keys[i];
        uint64_t *other = keys;
        keys = spare;
        spare = other;
    }
    /* Callers sort by six or four bytes: an even number of passes ends where it began. */
    free(spare);
}

static grams run_lengths(uint64_t *keys, size_t count)
{
    grams grams = {allocate(count, sizeof(uint64_t)), allocate(count, sizeof(uint32_t)), 0};
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || keys[i] != keys[i - 1])
            grams.keys[grams.count++] = keys[i];
        grams.counts[grams.count - 1]++;
    }
    free(keys);
    return grams;
}

grams count_grams(uint64_t *keys, size_t count)
{
    radix_sort(keys, count, 6);
    return run_lengths(keys, count);
}

grams count_continuations(const grams *longer, uint64_t mask)
{
    uint64_t *keys = allocate(longer->count, sizeof *keys);
    for (size_t i = 0; i < longer->count; i++)
        keys[i] = longer->keys[i] & mask;
    radix_sort(keys, longer->count, 4);
    return run_lengths(keys, longer->count);
}

void free_grams(grams *grams)
{
    free(grams->keys);
    free(grams->counts);
}
