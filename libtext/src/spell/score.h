/* The scorer's weights (private), made by dictionaries/build/spelling.c. */
#ifndef LIBTEXT_SPELL_SCORE_H
#define LIBTEXT_SPELL_SCORE_H

#include "spell/session.h"

#define LT_HIDDEN 48

/* A network of one hidden layer of rectified units. */
typedef struct lt_scorer {
    float first[LT_FEATURES][LT_HIDDEN], first_bias[LT_HIDDEN];
    float second[LT_HIDDEN], second_bias;
} lt_scorer;

extern const lt_scorer lt_spell_scorer;

double lt_scorer_run(const lt_scorer *scorer, const float features[LT_FEATURES]);

#endif
