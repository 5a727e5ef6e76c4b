#include "spell/score.h"

#include <math.h>

double lt_scorer_run(const lt_scorer *scorer, const float features[LT_FEATURES])
{
    double sum = scorer->second_bias;
    for (int h = 0; h < LT_HIDDEN; h++) {
        float unit = scorer->first_bias[h];
        for (int i = 0; i < LT_FEATURES; i++)
            unit += scorer->first[h][i] * features[i];
        if (unit > 0)
            sum += (double)(scorer->second[h] * unit);
    }
    return 1 / (1 + exp(-sum));
}

double lt_speller_probability(const float features[LT_FEATURES])
{
    return lt_scorer_run(&lt_spell_scorer, features);
}
