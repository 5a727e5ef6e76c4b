/* IBM model 1 over numbered words (private). */
#ifndef LIBTEXT_LEXICON_MODEL_H
#define LIBTEXT_LEXICON_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include <libtext/error.h>

/* One side of the parallel text: the words of all sentences, one after the other. */
typedef struct lt_model_side {
    uint32_t *words;
    size_t *first; /* sentences + 1 */
    size_t types;  /* words are less than this */
} lt_model_side;

/* P(target | source) of the pairs that occur together. */
typedef struct lt_model {
    size_t *first; /* by source word, source types + 1 */
    uint32_t *target;
    float *probability;
} lt_model;

/* Estimates by expectation maximisation from uniform beginnings. LT_NO_MEMORY. Disposed of by the
 * caller, on error too. */
lt_status lt_model_train(const lt_model_side *source, const lt_model_side *target, size_t sentences,
                         unsigned iterations, lt_model *model);
void lt_model_dispose(lt_model *model);

/* The same probabilities, by target word. */
lt_status lt_model_transpose(const lt_model *model, size_t sources, size_t targets,
                             lt_model *transposed);

#endif
