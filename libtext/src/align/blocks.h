/* Cutting a long pair where both texts certainly go together (private). */
#ifndef LIBTEXT_ALIGN_BLOCKS_H
#define LIBTEXT_ALIGN_BLOCKS_H

#include "evidence.h"

/* A pair with fewer cells is searched whole, and so is a part of a longer one with fewer cells than
 * the second: the work for a segment grows with the block. A block that cannot be cut is searched
 * whole up to so many cells as the third (about 100 MiB of memory), and cut in the middle of both
 * sides beyond. The preset fuzz-fast has smaller ones, so that the short texts of a fuzzer are cut.
 */
#ifndef LT_BLOCK_WHOLE
#define LT_BLOCK_WHOLE ((size_t)1 << 13)
#define LT_BLOCK_PART  ((size_t)1 << 11)
#define LT_BLOCK_DENSE ((size_t)1 << 21)
#endif

/* A candidate for a link, from rare words alone. */
typedef struct lt_anchor {
    uint32_t vi, en; /* from the block's start */
    float votes;
} lt_anchor;

typedef struct lt_anchors {
    lt_anchor *items;
    size_t count, capacity;
    float *votes; /* scratch, by segment */
    uint32_t *touched, *matches;
    struct lt_anchor_best {
        uint32_t best;
        float votes, second;
        uint32_t words;
    } * best[2];
    size_t scratch;
} lt_anchors;

/* How much an anchor needs: strict ones first, weaker ones where those are too few to cut a block.
 */
typedef enum lt_anchor_level { LT_ANCHOR_SURE, LT_ANCHOR_LIKELY, LT_ANCHOR_WEAK } lt_anchor_level;

/* Pairs of segments that are each other's best by the votes of rare words; by English segment.
 * `evidence` was collected for the block with few occurrences. */
lt_status lt_anchors_find(lt_anchors *anchors, const lt_block *block, const lt_align_side side[2],
                          const lt_evidence *evidence, lt_anchor_level level);

/* Keeps the heaviest rising chain. */
lt_status lt_anchors_chain(lt_anchors *anchors, const lt_block *block);

void lt_anchors_dispose(lt_anchors *anchors);

#endif
