/* The scorer's weights (private), made by dictionaries/build/spelling.c. */
#ifndef LIBTEXT_SPELL_SCORE_H
#define LIBTEXT_SPELL_SCORE_H

#include "spell/session.h"

/* Is it worth looking for what the word may be a slip of? A small network over what is known before
 * any candidate has been weighed. */
#define LT_GATE_FEATURES 10
#define LT_GATE_UNITS    8

typedef struct lt_gate {
    float first[LT_GATE_FEATURES][LT_GATE_UNITS], first_bias[LT_GATE_UNITS];
    float second[LT_GATE_UNITS];
    float least[3]; /* by level: a word that gets less is left alone */
} lt_gate;

extern const lt_gate lt_spell_gate;

float lt_gate_run(const lt_gate *gate, const float features[LT_GATE_FEATURES]);

/* The order of the candidates of one word: a sum over what tells them apart, and what each kind of
 * slip costs (the noisy channel). */
enum {
    LT_RANK_WORD,  /* gain in nats: of the word, */
    LT_RANK_NEXT,  /* of the next, */
    LT_RANK_LATER, /* of the one after */
    LT_RANK_ORDERS,
    LT_RANK_FREQUENCY,
    LT_RANK_COMPOUND,
    LT_RANK_DOCUMENT,
    LT_RANK_FEATURES
};

typedef struct lt_ranker {
    float weights[LT_RANK_FEATURES], kinds[LT_CONFUSION_COUNT];
} lt_ranker;

extern const lt_ranker lt_spell_ranker;

/* Is the word a slip, and the best candidate's place to be said? A network of one hidden layer of
 * rectified units. */
#define LT_HIDDEN 48

typedef struct lt_scorer {
    float first[LT_FEATURES][LT_HIDDEN], first_bias[LT_HIDDEN];
    float second[LT_HIDDEN], second_bias;
    float kinds[LT_CONFUSION_COUNT]; /* log odds besides: how often people make such a slip */
} lt_scorer;

extern const lt_scorer lt_spell_scorer;

/* A probability. */
double lt_scorer_run(const lt_scorer *scorer, const float features[LT_FEATURES]);

/* A bound of it when the pair features lie between 0, which `features` has there, and `most`. */
double lt_scorer_most(const lt_scorer *scorer, const float features[LT_FEATURES],
                      const float most[LT_PAIR_FEATURES]);

#endif
