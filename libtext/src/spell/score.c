#include "spell/score.h"

#include <math.h>
#include <string.h>

double lt_scorer_run(const lt_scorer *scorer, const float features[LT_FEATURES])
{
    float units[LT_HIDDEN];
    for (int h = 0; h < LT_HIDDEN; h++)
        units[h] = scorer->first_bias[h];
    /* Most features are 0: the kind of slip alone is 29 of them. */
    for (int i = 0; i < LT_FEATURES; i++) {
        if (features[i] == 0)
            continue;
        for (int h = 0; h < LT_HIDDEN; h++)
            units[h] += scorer->first[i][h] * features[i];
    }
    double sum = scorer->second_bias;
    for (int h = 0; h < LT_HIDDEN; h++)
        if (units[h] > 0)
            sum += (double)(scorer->second[h] * units[h]);
    for (int k = 0; k < LT_CONFUSION_COUNT; k++)
        if (features[LT_FEATURE_KIND + k] != 0)
            sum += (double)scorer->kinds[k];
    return 1 / (1 + exp(-sum));
}

float lt_gate_run(const lt_gate *gate, const float features[LT_GATE_FEATURES])
{
    float units[LT_GATE_UNITS], sum = 0;
    memcpy(units, gate->first_bias, sizeof units);
    for (int i = 0; i < LT_GATE_FEATURES; i++)
        for (int h = 0; h < LT_GATE_UNITS; h++)
            units[h] += gate->first[i][h] * features[i];
    for (int h = 0; h < LT_GATE_UNITS; h++)
        sum += units[h] > 0 ? gate->second[h] * units[h] : 0;
    return sum;
}

double lt_speller_probability(const float features[LT_FEATURES])
{
    return lt_scorer_run(&lt_spell_scorer, features);
}
