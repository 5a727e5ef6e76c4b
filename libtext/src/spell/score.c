#include "spell/score.h"

#include <math.h>
#include <string.h>

/* A unit is above 0 as often as not: no branch. */
static float rectified(float unit)
{
    return unit > 0 ? unit : 0;
}

static void run_first(const lt_scorer *scorer, const float features[LT_FEATURES],
                      float units[LT_HIDDEN])
{
    memcpy(units, scorer->first_bias, LT_HIDDEN * sizeof *units);
    /* Most features are 0: the kind of slip alone is 29 of them. */
    for (int i = 0; i < LT_FEATURES; i++) {
        if (features[i] == 0)
            continue;
        for (int h = 0; h < LT_HIDDEN; h++)
            units[h] += scorer->first[i][h] * features[i];
    }
}

static double run_second(const lt_scorer *scorer, const float features[LT_FEATURES],
                         const float units[LT_HIDDEN])
{
    double sum = scorer->second_bias;
    for (int h = 0; h < LT_HIDDEN; h++)
        sum += (double)(scorer->second[h] * rectified(units[h]));
    for (int k = 0; k < LT_CONFUSION_COUNT; k++)
        if (features[LT_FEATURE_KIND + k] != 0)
            sum += (double)scorer->kinds[k];
    return 1 / (1 + exp(-sum));
}

double lt_scorer_run(const lt_scorer *scorer, const float features[LT_FEATURES])
{
    float units[LT_HIDDEN];
    run_first(scorer, features, units);
    return run_second(scorer, features, units);
}

/* Each hidden unit by itself takes the value of the pair features that it answers to most. */
double lt_scorer_most(const lt_scorer *scorer, const float features[LT_FEATURES],
                      const float most[LT_PAIR_FEATURES])
{
    float units[LT_HIDDEN];
    run_first(scorer, features, units);
    for (int i = 0; i < LT_PAIR_FEATURES; i++)
        for (int h = 0; h < LT_HIDDEN; h++) {
            float more = scorer->first[LT_FEATURE_PAIR + i][h] * most[i];
            units[h] += (more > 0) == (scorer->second[h] > 0) ? more : 0;
        }
    return run_second(scorer, features, units);
}

float lt_gate_run(const lt_gate *gate, const float features[LT_GATE_FEATURES])
{
    float units[LT_GATE_UNITS], sum = 0;
    memcpy(units, gate->first_bias, sizeof units);
    for (int i = 0; i < LT_GATE_FEATURES; i++)
        for (int h = 0; h < LT_GATE_UNITS; h++)
            units[h] += gate->first[i][h] * features[i];
    for (int h = 0; h < LT_GATE_UNITS; h++)
        sum += gate->second[h] * rectified(units[h]);
    return sum;
}
