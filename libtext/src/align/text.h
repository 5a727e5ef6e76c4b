/* One side of a pair as the aligner sees it (private). */
#ifndef LIBTEXT_ALIGN_TEXT_H
#define LIBTEXT_ALIGN_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include <libtext/align.h>

#include "lexicon/image.h"
#include "lexicon/terms.h"

#include "parameters.h"

enum {
    LT_SHAPE_LOWER = 1,        /* begins with a small letter */
    LT_SHAPE_ABBREVIATION = 2, /* ends with one: cut in the middle of a sentence */
    LT_SHAPE_EMPTY = 4,        /* no word in it */
    LT_SHAPE_QUOTE = 8,        /* an odd number of double quotes */
    LT_SHAPE_QUESTION = 16,    /* ends with a question mark */
    LT_SHAPE_PARAGRAPH = 32,   /* first of its paragraph */
    LT_SHAPE_FOREIGN = 64,     /* Vietnamese side: words, and none of them Vietnamese */
    LT_SHAPE_UNFINISHED = 128, /* no full stop or the like at its end: headline, caption */
    LT_SHAPE_DOTS = 256        /* begins with an ellipsis or stray full stop */
};

typedef struct lt_align_side {
    const lt_align_segment *segments; /* borrowed */
    size_t count;
    lt_terms terms;
    uint32_t *first;  /* number of the first word of each segment, and one past the last */
    float *letters;   /* code points of each segment */
    uint16_t *shape;  /* of each segment */
    uint32_t *phrase; /* of each word: its number in the first lexicon */
    float *miss;      /* of each word: what it adds when nothing matches it, at most 0 */
    float *chance;    /* of each word: prior matches by chance */
} lt_align_side;

lt_status lt_align_side_scan(lt_align_side *side, const lt_align_segment *segments, size_t count,
                             lt_language language, const lt_lexicon *const *lexicons,
                             size_t lexicon_count, const lt_align_parameters *parameters,
                             lt_error *error);
void lt_align_side_dispose(lt_align_side *side);

#endif
