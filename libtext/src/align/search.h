/* The best links of a block (private). */
#ifndef LIBTEXT_ALIGN_SEARCH_H
#define LIBTEXT_ALIGN_SEARCH_H

#include "matrix.h"

/* A link on its way: absolute segments, raw score. */
typedef struct lt_raw_link {
    uint32_t vi, en;
    uint8_t vi_count, en_count;
    bool moved;
    float score;
    float margin; /* how much the best change near by would cost */
} lt_raw_link;

typedef struct lt_raw_links {
    lt_raw_link *items;
    size_t count, capacity;
} lt_raw_links;

typedef struct lt_search_cell {
    float score[2];   /* best path that ends with a link, with a segment left out */
    int16_t move[2];  /* how it got here */
    uint8_t state[2]; /* and from which of the two */
    uint16_t links[2];
} lt_search_cell;

typedef struct lt_search {
    lt_search_cell *cells;
    size_t capacity;
    bool *open[2]; /* segments of the block that no link has yet */
    size_t open_capacity[2];
} lt_search;

/* Room for a block of the size of the matrix. */
lt_status lt_search_reserve(lt_search *search, const lt_align_matrix *matrix);

void lt_search_dispose(lt_search *search);

/* Room for one more link. */
lt_status lt_raw_links_add(lt_raw_links *links, lt_raw_link link);

/* Monotone links of the whole block; what stays over is marked open. */
lt_status lt_search_monotone(lt_search *search, const lt_align_matrix *matrix, lt_raw_links *links);

/* Sets the margin of links [from, end) of this block, and in `margins[side]` (by segment of the
 * block) that of open segments: what the score would lose by the best other arrangement with a
 * neighbour. */
void lt_search_margins(const lt_search *search, const lt_align_matrix *matrix, lt_raw_link *links,
                       size_t count, float *const margins[2]);

/* Chains of links between open segments, best first. */
lt_status lt_search_moved(lt_search *search, const lt_align_matrix *matrix, lt_raw_links *links);

#endif
