/* Interpolated Kneser-Ney estimates and the hash tables they go into (private to the builder). */
#ifndef BUILD_NGRAMS_ESTIMATE_H
#define BUILD_NGRAMS_ESTIMATE_H

#include "grams.h"
#include "model/format.h"

/* A probability and a count in the 8 bits of the file. */
uint8_t quantise(double value);
uint8_t log_count(uint32_t count);

/* Lines of the hash tables are four fifths full: one in five overflows into the next, which a miss
 * must look at too. */
typedef struct bigram_table {
    lt_bigram_line *lines;
    uint64_t count;
} bigram_table;

typedef struct gram_table {
    lt_gram_line *lines;
    uint64_t count;
} gram_table;

gram_table new_grams(size_t count);
void insert(gram_table *table, uint64_t key, uint8_t value);

typedef struct estimates {
    uint32_t ids;
    double *unigram; /* by id */
    lt_unigram *stored;
    bigram_table bigrams;
    gram_table trigrams;
} estimates;

void estimate_unigrams(estimates *e, const grams *bigrams);

/* Trigrams seen less often than `least` are left out. */
void estimate_bigrams(estimates *e, const grams *bigrams, const grams *trigrams, uint32_t least);

void free_estimates(estimates *e);

#endif
