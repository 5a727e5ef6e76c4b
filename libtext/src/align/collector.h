/* The matching of one block, on its way (private to the evidence). */
#ifndef LIBTEXT_ALIGN_COLLECTOR_H
#define LIBTEXT_ALIGN_COLLECTOR_H

#include "evidence.h"

typedef struct lt_collector {
    lt_evidence *e;
    const lt_align_side *side;
    const lt_block *block;
    const lt_lexicon *const *lexicons;
    size_t lexicon_count, rarest;
    uint32_t first[2];     /* words before the block */
    uint32_t least_rarity; /* of phrases that are looked at */
} lt_collector;

size_t lt_collector_words(const lt_collector *collector, int side);

/* Most occurrences of a form or phrase that are looked at. */
size_t lt_collector_limit(const lt_collector *collector);

/* Adds a match to a word; false: no memory. */
bool lt_evidence_add(lt_evidence *evidence, int side, size_t word, uint32_t segment, unsigned kind,
                     size_t words);

/* In a text that says the same hundreds of times its words tell no place, but they are not missing:
 * marks one that has no match. */
void lt_evidence_common(lt_evidence *evidence, int side, size_t word);

/* Matches names, figures and other words that are alike in both languages; false: no memory. */
bool lt_collector_forms(lt_collector *collector);

#endif
