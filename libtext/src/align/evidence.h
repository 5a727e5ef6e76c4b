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

/* A list of hits ends with 0, or with this where a match of the word was too common to be kept:
 * such a word is not missed. Only words without any other match are marked for certain. */
#define LT_HIT_COMMON 1

typedef struct lt_hit {
    uint32_t next;    /* of the same word; 0 or LT_HIT_COMMON: none */
    uint32_t segment; /* of the other side, counted from the block's start */
    uint16_t kind;
    uint16_t words; /* of the matching phrase on this side */
} lt_hit;

typedef struct lt_evidence {
    lt_hit *hits; /* hits[0] and [1] are not used */
    size_t count, capacity;
    uint32_t *head[2]; /* by word, counted from the block's first */
    size_t head_capacity[2];
    /* where the phrases of a lexicon occur in the block's Vietnamese side */
    uint32_t *phrase_head[LT_ALIGN_LEXICONS];
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

#endif
