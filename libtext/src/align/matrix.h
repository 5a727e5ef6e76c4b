/* What every possible link of a block is worth (private). */
#ifndef LIBTEXT_ALIGN_MATRIX_H
#define LIBTEXT_ALIGN_MATRIX_H

#include "evidence.h"

/* What stands on one side of a link. */
typedef struct lt_align_run {
    float letters, join;
    float log_letters; /* of 3 more */
    uint16_t shapes;   /* exclusive or of all shapes: LT_SHAPE_QUOTE, inside a quotation */
    uint8_t any;       /* or of all shapes, as far as it is asked for: LT_SHAPE_FOREIGN */
    uint8_t filled;    /* segments with a word in them */
} lt_align_run;

typedef struct lt_align_matrix {
    const lt_align_side *side;
    const lt_align_parameters *p;
    lt_block block;
    /* gain[s][k - 1][i * stride[s] + j]: what the words of segment i of side s gain from segments
     * j … j + k - 1 of the other side, over having no match at all, which is base[s][i]; it has no
     * meaning where the other side ends before */
    float *gain[2][LT_ALIGN_RUN];
    size_t stride[2];
    float *base[2];
    float *join[2];        /* bonus of segment i for being joined to the one before it */
    lt_align_run *runs[2]; /* [i * LT_ALIGN_RUN + k - 1]: segments i … i + k - 1 */
    size_t run_capacity[2];
    float *memory;
    size_t memory_size;
    /* scratch, by segment of the other side */
    float *strength, *value;
    uint32_t *touched;
    uint64_t *marks; /* a bit for each, all clear between words */
    size_t scratch_size;
    float rho[LT_MATCH_KINDS], share[LT_LEXICON_WORDS + 1];
    float length_most; /* the most that length adds to a score */
} lt_align_matrix;

void lt_align_matrix_init(lt_align_matrix *matrix, const lt_align_parameters *parameters);
void lt_align_matrix_dispose(lt_align_matrix *matrix);

/* Fills the matrix of a block from its evidence. O(hits + cells). */
lt_status lt_align_matrix_fill(lt_align_matrix *matrix, const lt_align_side side[2],
                               const lt_block *block, const lt_evidence *evidence);

/* Log-likelihood ratio of a link against chance; segments counted from the block's start. */
float lt_align_score(const lt_align_matrix *matrix, size_t vi, size_t vi_count, size_t en,
                     size_t en_count);

/* The same where it is above `floor`; else any number that is not above it. */
float lt_align_score_above(const lt_align_matrix *matrix, size_t vi, size_t vi_count, size_t en,
                           size_t en_count, float floor);

#endif
