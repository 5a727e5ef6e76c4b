/* What was added to a lexicon being made (private). */
#ifndef LIBTEXT_LEXICON_BUILDER_H
#define LIBTEXT_LEXICON_BUILDER_H

#include <libtext/lexicon.h>

#include "base/arena.h"

typedef struct lt_phrase {
    uint64_t key, head;
    const char *text; /* in the arena */
    uint32_t length, order;
    uint32_t sentences;
    uint32_t words;
} lt_phrase;

typedef struct lt_pair {
    uint64_t vi, en;
    float weight;
    lt_lexicon_source source;
} lt_pair;

struct lt_lexicon_builder {
    lt_phrase *phrases[2];
    size_t count[2], capacity[2];
    lt_pair *pairs;
    size_t pair_count, pair_capacity;
    uint32_t total;
    uint32_t order; /* phrases added so far */
    lt_arena texts;
};

/* Sorts phrases and pairs by key; of the same phrase the first text and the greatest count stay, of
 * the same pair the heaviest. */
void lt_lexicon_builder_unite(lt_lexicon_builder *builder);

/* Index of the phrase with this key, which every key of a pair has (after uniting). */
size_t lt_lexicon_builder_find(const lt_lexicon_builder *builder, int side, uint64_t key);

#endif
