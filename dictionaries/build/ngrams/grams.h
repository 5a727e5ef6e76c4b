/* Counting n-grams by sorting (private to the builder). A token's id is 16 bits of a key, the last
 * token's the lowest. */
#ifndef BUILD_NGRAMS_GRAMS_H
#define BUILD_NGRAMS_GRAMS_H

#include <stddef.h>
#include <stdint.h>

typedef struct grams {
    uint64_t *keys; /* rising */
    uint32_t *counts;
    size_t count;
} grams;

/* Counts trigrams; `keys` are taken over. */
grams count_grams(uint64_t *keys, size_t count);

/* The n-grams without their first token, counted by how many different ones went before. */
grams count_continuations(const grams *longer, uint64_t mask);

void free_grams(grams *grams);

#endif
