#include "spell/score.h"

#include <math.h>
#include <string.h>

static float capped(double value)
{
    return (float)(value > 12 ? 12 : value < -12 ? -12 : value);
}

/* How firmly the syllable makes a compound with the one before or after. */
static int compound(const lt_spell *spell, size_t index, lt_syllable syllable)
{
    lt_syllable before = lt_speller_syllable(spell, index, -1),
                after = lt_speller_syllable(spell, index, 1);
    int left = syllable && before ? lt_model_compound(spell->model, before, syllable) : 0;
    int right = syllable && after ? lt_model_compound(spell->model, syllable, after) : 0;
    return left > right ? left : right;
}

/* A neighbour that is a name or a foreign word: names stand together. */
static bool is_foreign(const lt_spell *spell, size_t index, int offset)
{
    uint16_t id = lt_speller_id(spell, index, offset);
    return id == LT_ID_NAME || id == LT_ID_WORD || id == LT_ID_RARE ||
           (id >= LT_ID_FIRST && spell->model->unigrams[id].syllable == 0);
}

static bool is_capital(const lt_spell *spell, size_t index, int offset)
{
    if (offset < 0 && index == 0)
        return false;
    size_t at = offset < 0 ? index - 1 : index + 1;
    return at < spell->token_count && spell->tokens[at].token.capital;
}

static double count_in_document(const lt_spell *spell, const lt_slip *slip)
{
    return spell->options.without & LT_SPELL_NO_DOCUMENT ? 0 : spell->document[slip->id];
}

void lt_speller_gate_features(const lt_spell *spell, size_t index, const lt_slip *written,
                              float *features)
{
    const float scale = (float)(8 * LT_LOG_SCALE);
    const lt_speller_token *self = &spell->tokens[index];
    uint16_t seen = spell->document[self->id];
    float *f = features;
    for (int i = 0; i < 3; i++)
        *f++ = (float)written->costs[i] / scale;
    for (size_t i = index; i < index + 3; i++)
        *f++ = i < spell->token_count ? (float)spell->tokens[i].order - 2 : 0;
    *f++ = (float)(spell->model->unigrams[self->id].frequency / LT_COUNT_SCALE / 8);
    *f++ = self->token.capital;
    *f++ = lt_speller_id(spell, index, 1) == LT_ID_START;
    *f = spell->options.without & LT_SPELL_NO_DOCUMENT ? 0 : (float)(seen < 4 ? seen : 4) / 4;
}

void lt_speller_rank_features(const lt_spell *spell, size_t index, const lt_slip *written,
                              const lt_slip *slip, float *features)
{
    const double counts = LT_COUNT_SCALE * 4;
    for (int i = 0; i < 3; i++)
        features[i] = capped((written->costs[i] - slip->costs[i]) / LT_LOG_SCALE);
    features[LT_RANK_ORDERS] = (float)slip->orders - 6;
    features[LT_RANK_FREQUENCY] = (float)(spell->model->unigrams[slip->id].frequency / counts);
    features[LT_RANK_COMPOUND] =
        slip->second
            ? 0
            : (float)(compound(spell, index, spell->model->unigrams[slip->id].syllable) / counts);
    features[LT_RANK_DOCUMENT] = (float)log(1 + count_in_document(spell, slip));
}

static void language_features(const lt_doubt *doubt, float *f)
{
    const lt_slip *written = &doubt->written, *best = &doubt->slips[0];
    const double scale = LT_LOG_SCALE;
    f[0] = capped((written->total - best->total) / scale);
    f[1] = capped((written->costs[0] - best->costs[0]) / scale);
    f[2] = capped((written->costs[1] - best->costs[1]) / scale);
    f[3] = capped((written->costs[2] - best->costs[2]) / scale);
    f[4] = (float)(written->total / scale / 8);
    f[5] = (float)(best->total / scale / 8);
    f[6] = (float)written->orders - 6;
    f[7] = (float)best->orders - 6;
    f[8] = doubt->count > 1 ? capped(best->score - doubt->slips[1].score) : 6;
    f[9] = capped(best->score);
}

static void word_features(const lt_spell *spell, size_t index, const lt_doubt *doubt, float *f)
{
    const lt_speller_token *self = &spell->tokens[index];
    const lt_unigram *written = &spell->model->unigrams[self->id];
    const lt_unigram *best = &spell->model->unigrams[doubt->slips[0].id];
    bool start = lt_speller_id(spell, index, -1) == LT_ID_START;
    f[10] = doubt->is_word ? (float)(doubt->known.frequency / LT_COUNT_SCALE / 4)
                           : (float)(written->frequency / LT_COUNT_SCALE / 4);
    f[11] = (float)(best->frequency / LT_COUNT_SCALE / 4);
    f[12] = self->token.capital && !start;
    f[13] = self->token.capital && start;
    f[14] = self->token.all_capital;
    f[15] = (float)written->capital / 64;
    f[16] = (float)best->capital / 64;
    f[17] = (float)(compound(spell, index, self->token.syllable) / LT_COUNT_SCALE / 4);
    f[18] = (float)(compound(spell, index, best->syllable) / LT_COUNT_SCALE / 4);
    f[19] = doubt->is_word;
    f[20] = self->id == LT_ID_RARE;
    f[21] = self->token.has_digit;
    f[22] = (float)self->token.length / 6;
}

/* Was the word ever seen behind the word before it, and before the word behind it? */
static float met(const lt_spell *spell, size_t index, uint16_t id)
{
    uint16_t before = lt_speller_id(spell, index, -1), after = lt_speller_id(spell, index, 1);
    return (float)(lt_model_has_bigram(spell->model, before, id) +
                   lt_model_has_bigram(spell->model, id, after));
}

/* Occurrences of a word that are looked at for its neighbours, the last ones of the document. */
#define OCCURRENCES 32

/* How often the document has the word, elsewhere, behind the word that is before it here, and
 * before the one that is behind it: "vật lí" ten times is no slip, or one of habit. */
static void pair_features(const lt_spell *spell, size_t index, uint16_t id, float f[2])
{
    uint16_t before = lt_speller_id(spell, index, -1), after = lt_speller_id(spell, index, 1);
    unsigned left = 0, right = 0, tries = 0;
    uint32_t last = id < LT_ID_FIRST ? 0 : spell->last[id];
    for (uint32_t at = last; at && tries++ < OCCURRENCES; at = spell->tokens[at].last) {
        if (--at == index)
            continue;
        left += before >= LT_ID_FIRST && lt_speller_id(spell, at, -1) == before;
        right += after >= LT_ID_FIRST && lt_speller_id(spell, at, 1) == after;
    }
    f[0] = logf(1 + (float)left);
    f[1] = logf(1 + (float)right);
}

/* How often at most, but for this place. */
static float most_pairs(const lt_spell *spell, uint16_t first, uint16_t second, unsigned here)
{
    if (first < LT_ID_FIRST || second < LT_ID_FIRST)
        return 0;
    unsigned count = lt_speller_pairs(spell, first, second) - here;
    return logf(1 + (float)(count < OCCURRENCES ? count : OCCURRENCES));
}

/* The most that pair_features can give. */
static void pair_bounds(const lt_spell *spell, size_t index, uint16_t id, float most[2])
{
    unsigned here = spell->tokens[index].id == id;
    most[0] = most_pairs(spell, lt_speller_id(spell, index, -1), id, here);
    most[1] = most_pairs(spell, id, lt_speller_id(spell, index, 1), here);
}

static void document_features(const lt_spell *spell, const char *text, size_t index,
                              const lt_doubt *doubt, float *f)
{
    const lt_speller_token *self = &spell->tokens[index];
    bool named = self->id == LT_ID_WORD || self->id == LT_ID_NAME || self->id == LT_ID_RARE;
    double written = named ? lt_speller_word_count(spell, text, &self->token)
                           : (double)spell->document[self->id];
    if (spell->options.without & LT_SPELL_NO_DOCUMENT)
        written = 1;
    f[23] = capped(log(written > 1 ? written : 1));
    f[24] = capped(log(1 + count_in_document(spell, &doubt->slips[0])));
    f[25] = is_foreign(spell, index, -1);
    f[26] = is_foreign(spell, index, 1);
    f[27] = is_capital(spell, index, -1);
    f[28] = is_capital(spell, index, 1);
    f[29] = lt_speller_id(spell, index, -1) == LT_ID_START;
    f[30] = lt_speller_id(spell, index, 1) == LT_ID_START;
    f[31] = lt_speller_id(spell, index, -1) == LT_ID_PUNCTUATION ||
            lt_speller_id(spell, index, 1) == LT_ID_PUNCTUATION;
}

/* All but those of pairs, which take a walk through the document. */
static void near_features(const lt_spell *spell, const char *text, size_t index,
                          const lt_doubt *doubt, float features[LT_FEATURES])
{
    memset(features, 0, LT_FEATURES * sizeof *features);
    language_features(doubt, features);
    word_features(spell, index, doubt, features);
    document_features(spell, text, index, doubt, features);
    features[32] = met(spell, index, spell->tokens[index].id);
    features[33] = met(spell, index, doubt->slips[0].id);
    features[LT_FEATURE_KIND + doubt->slips[0].kind] = 1;
}

/* The pairs of the text as it is and of the best candidate. */
static void each_pair(const lt_spell *spell, size_t index, const lt_doubt *doubt,
                      void (*give)(const lt_spell *, size_t, uint16_t, float[2]), float *f)
{
    const lt_slip *best = &doubt->slips[0];
    if (spell->options.without & LT_SPELL_NO_DOCUMENT)
        return;
    give(spell, index, spell->tokens[index].id, f);
    if (!best->second)
        give(spell, index, best->id, f + 2);
}

void lt_speller_features(const lt_spell *spell, const char *text, size_t index,
                         const lt_doubt *doubt, float features[LT_FEATURES])
{
    near_features(spell, text, index, doubt, features);
    each_pair(spell, index, doubt, pair_features, features + LT_FEATURE_PAIR);
}

double lt_speller_probability(const lt_spell *spell, const char *text, size_t index,
                              const lt_doubt *doubt, double least)
{
    float features[LT_FEATURES], most[LT_PAIR_FEATURES] = {0};
    near_features(spell, text, index, doubt, features);
    each_pair(spell, index, doubt, pair_bounds, most);
    /* Sums of floats in another order differ in their last digits. */
    if (lt_scorer_most(&lt_spell_scorer, features, most) < least - 1e-5)
        return 0;
    each_pair(spell, index, doubt, pair_features, features + LT_FEATURE_PAIR);
    return lt_scorer_run(&lt_spell_scorer, features);
}
