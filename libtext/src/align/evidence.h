/* Which words of one side match which segments of the other (private). */
#ifndef LIBTEXT_ALIGN_EVIDENCE_H
#define LIBTEXT_ALIGN_EVIDENCE_H

#include "text.h"

/* A part of the pair: segments [start, start + size) of each side. */
typedef struct lt_block {
    size_t start[2], size[2];
} lt_block;

/* Kinds of matches: 0-255 the weight of a lexicon pair, then cognates. */
enum {
    LT_MATCH_CAPITAL = 256,
    LT_MATCH_PLAIN,
    LT_MATCH_PREFIX,
    LT_MATCH_NUMBER_1,
    LT_MATCH_NUMBER_2,
    LT_MATCH_NUMBER_3,
    LT_MATCH_KINDS
};

/* One match of a word. */
typedef struct lt_hit {
    uint32_t segment; /* of the other side, counted from the block's start */
    uint16_t kind;
    uint16_t words; /* of the matching phrase on this side */
} lt_hit;

/* The matches of one side's words, which are numbered from the block's first. They are noted as
 * they are found and then put in the order of their words, so that who reads them walks through
 * memory. */
typedef struct lt_hits {
    struct lt_noted_hit {
        uint32_t word;
        lt_hit hit;
    } * noted;
    size_t count, noted_capacity;
    lt_hit *items;   /* by word, of each the last found first */
    uint32_t *first; /* of word w: items[first[w]], and so on up to first[w + 1] */
    bool *common;    /* a match of the word was too common to be kept */
    size_t capacity, words, word_capacity;
} lt_hits;

typedef struct lt_evidence {
    lt_hits hits[2];
    /* where the phrases of a lexicon occur in the block's Vietnamese side, and a bit for each that
     * does: few do, and the bits of all fit into the nearest cache */
    uint32_t *phrase_head[LT_ALIGN_LEXICONS];
    uint64_t *phrase_occurs[LT_ALIGN_LEXICONS];
    struct lt_occurrence {
        uint32_t next, count, phrase, word, segment; /* count: in the list from here on */
        uint16_t words, lexicon;
    } * occurrences; /* [0] is not used */
    size_t occurrence_count, occurrence_capacity;
    /* a hash of plain forms of the Vietnamese side */
    struct lt_fold_slot {
        uint64_t key;
        uint32_t head, count, round; /* round: of the block that filled it */
        bool marked;                 /* its words are, as common */
    } * slots;
    uint32_t *fold_next; /* by word and kind of form */
    size_t slot_capacity, fold_capacity;
    uint32_t round;
    bool repeats; /* hardly a word of the Vietnamese side occurs once */
} lt_evidence;

/* Finds all matches within a block. `rarest` > 0: only of phrases and forms that occur at most so
 * often in the block's Vietnamese side. `forms`: names and figures alone, no phrase is looked up.
 */
lt_status lt_evidence_collect(lt_evidence *evidence, const lt_align_side side[2],
                              const lt_block *block, const lt_lexicon *const *lexicons,
                              size_t lexicon_count, size_t rarest, bool forms);
void lt_evidence_dispose(lt_evidence *evidence);

/* Is a word without any match of a kind that says nothing of where it is? Then it is not missed. */
static inline bool lt_hits_are_common(const lt_hits *hits, size_t word)
{
    return hits->first[word] == hits->first[word + 1] && hits->common[word];
}

#endif
