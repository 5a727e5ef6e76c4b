/* One slip of one word (private to the builder). */
#ifndef BUILD_SPELLING_SLIP_H
#define BUILD_SPELLING_SLIP_H

#include "spoil.h"

typedef struct slip_maker {
    const lt_model *model;
    const inverse *inverse;
    bool weighted; /* as for spoil() */
} slip_maker;

/* Log of how often the word stands in the corpora. */
float log_count(const lt_model *model, uint16_t id);

/* Writes a slip of `token` to `out`; false when this kind can't befall the word. */
bool make_slip(const slip_maker *maker, const char *text, const lt_token *token,
               lt_confusion_type kind, lt_buffer *out);

#endif
