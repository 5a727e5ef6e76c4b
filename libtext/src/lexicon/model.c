#include "model.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A source word in at least this many sentences is only paired with words it meets twice: what met
 * once is chance, and most of the table. */
#define FREQUENT 6

/* Weight of the empty word, in units of a target word's share of the text. */
#define EMPTY_WEIGHT 2.0F

/* Added to a source word's total, so that a word seen once is sure of nothing. */
#define SMOOTHING 0.5F

/* In which sentences each source word occurs. */
typedef struct postings {
    size_t *first;
    uint32_t *sentence;
} postings;

static bool make_postings(const lt_model_side *side, size_t sentences, postings *p)
{
    uint32_t *seen = malloc((side->types + 1) * sizeof *seen);
    p->first = calloc(side->types + 2, sizeof *p->first);
    p->sentence = malloc((side->first[sentences] + 1) * sizeof *p->sentence);
    if (!seen || !p->first || !p->sentence) {
        free(seen);
        return false;
    }
    for (int pass = 0; pass < 2; pass++) {
        memset(seen, 0xFF, (side->types + 1) * sizeof *seen);
        for (size_t s = 0; s < sentences; s++)
            for (size_t i = side->first[s]; i < side->first[s + 1]; i++) {
                uint32_t w = side->words[i];
                if (seen[w] == s)
                    continue;
                seen[w] = (uint32_t)s;
                if (pass == 0)
                    p->first[w + 2]++;
                else
                    p->sentence[p->first[w + 1]++] = (uint32_t)s;
            }
        for (size_t w = 0; w < side->types && pass == 0; w++)
            p->first[w + 2] += p->first[w + 1];
    }
    free(seen);
    return true;
}

/* What the estimation works with besides the model. */
typedef struct trainer {
    const lt_model_side *source, *target;
    postings postings;
    uint32_t *count;   /* by target word */
    uint32_t *touched; /* target words met with one source word */
    float *dense;      /* one row of the model, by target word */
    float *gathered;   /* the expected counts of that row */
    float *empty;      /* share of the empty word, by target word */
    float *total;      /* by position of the target text */
    size_t sentences;
} trainer;

static void trainer_dispose(trainer *t)
{
    free(t->postings.first);
    free(t->postings.sentence);
    free(t->count);
    free(t->touched);
    free(t->dense);
    free(t->gathered);
    free(t->empty);
    free(t->total);
}

static bool trainer_init(trainer *t)
{
    size_t types = t->target->types + 1, positions = t->target->first[t->sentences] + 1;
    t->count = calloc(types, sizeof *t->count);
    t->touched = calloc(types, sizeof *t->touched);
    t->dense = calloc(types, sizeof *t->dense);
    t->gathered = calloc(types, sizeof *t->gathered);
    t->empty = calloc(types, sizeof *t->empty);
    t->total = calloc(positions, sizeof *t->total);
    if (!t->count || !t->touched || !t->dense || !t->gathered || !t->empty || !t->total ||
        !make_postings(t->source, t->sentences, &t->postings))
        return false;
    for (size_t i = 0; i + 1 < positions; i++)
        t->empty[t->target->words[i]] += EMPTY_WEIGHT / (float)positions;
    return true;
}

/* Target words that occur together with `source` often enough, into touched; counts cleared. */
static size_t meet(trainer *t, size_t source)
{
    size_t met = 0, kept = 0;
    const size_t *first = t->postings.first;
    for (size_t k = first[source]; k < first[source + 1]; k++) {
        uint32_t s = t->postings.sentence[k];
        for (size_t i = t->target->first[s]; i < t->target->first[s + 1]; i++) {
            uint32_t w = t->target->words[i];
            if (t->count[w]++ == 0)
                t->touched[met++] = w;
        }
    }
    uint32_t least = first[source + 1] - first[source] >= FREQUENT ? 2 : 1;
    for (size_t k = 0; k < met; k++) {
        uint32_t w = t->touched[k];
        if (t->count[w] >= least)
            t->touched[kept++] = w;
        t->count[w] = 0;
    }
    return kept;
}

static lt_status begin_model(trainer *t, lt_model *model)
{
    size_t capacity = 1024, used = 0;
    model->first = calloc(t->source->types + 1, sizeof *model->first);
    model->target = malloc(capacity * sizeof *model->target);
    if (!model->first || !model->target)
        return LT_NO_MEMORY;
    for (size_t w = 0; w < t->source->types; w++) {
        size_t kept = meet(t, w);
        if (used + kept > capacity) {
            while (used + kept > capacity)
                capacity *= 2;
            uint32_t *grown = realloc(model->target, capacity * sizeof *grown);
            if (!grown)
                return LT_NO_MEMORY;
            model->target = grown;
        }
        if (kept)
            memcpy(model->target + used, t->touched, kept * sizeof *t->touched);
        used += kept;
        model->first[w + 1] = used;
    }
    model->probability = malloc((used + 1) * sizeof *model->probability);
    if (!model->probability)
        return LT_NO_MEMORY;
    for (size_t w = 0; w < t->source->types; w++)
        for (size_t k = model->first[w]; k < model->first[w + 1]; k++)
            model->probability[k] = 1.0F / (float)(model->first[w + 1] - model->first[w]);
    return LT_OK;
}

static void spread(trainer *t, const lt_model *model, size_t w)
{
    for (size_t k = model->first[w]; k < model->first[w + 1]; k++)
        t->dense[model->target[k]] = model->probability[k];
}

/* Sums over all source words of a sentence, for each of its target words. */
static void add_totals(trainer *t, const lt_model *model)
{
    size_t positions = t->target->first[t->sentences];
    for (size_t i = 0; i < positions; i++)
        t->total[i] = t->empty[t->target->words[i]];
    for (size_t w = 0; w < t->source->types; w++) {
        spread(t, model, w);
        for (size_t k = t->postings.first[w]; k < t->postings.first[w + 1]; k++) {
            uint32_t s = t->postings.sentence[k];
            for (size_t i = t->target->first[s]; i < t->target->first[s + 1]; i++)
                t->total[i] += t->dense[t->target->words[i]];
        }
        for (size_t k = model->first[w]; k < model->first[w + 1]; k++)
            t->dense[model->target[k]] = 0;
    }
}

static void estimate_row(trainer *t, lt_model *model, size_t w)
{
    spread(t, model, w);
    for (size_t k = t->postings.first[w]; k < t->postings.first[w + 1]; k++) {
        uint32_t s = t->postings.sentence[k];
        for (size_t i = t->target->first[s]; i < t->target->first[s + 1]; i++) {
            uint32_t y = t->target->words[i];
            t->gathered[y] += t->dense[y] / t->total[i];
        }
    }
    float sum = SMOOTHING;
    for (size_t k = model->first[w]; k < model->first[w + 1]; k++)
        sum += t->gathered[model->target[k]];
    for (size_t k = model->first[w]; k < model->first[w + 1]; k++) {
        uint32_t y = model->target[k];
        model->probability[k] = t->gathered[y] / sum;
        t->dense[y] = 0;
    }
    for (size_t k = t->postings.first[w]; k < t->postings.first[w + 1]; k++) {
        uint32_t s = t->postings.sentence[k];
        for (size_t i = t->target->first[s]; i < t->target->first[s + 1]; i++)
            t->gathered[t->target->words[i]] = 0;
    }
}

lt_status lt_model_train(const lt_model_side *source, const lt_model_side *target, size_t sentences,
                         unsigned iterations, lt_model *model)
{
    trainer t = {.source = source, .target = target, .sentences = sentences};
    lt_status status = trainer_init(&t) ? begin_model(&t, model) : LT_NO_MEMORY;
    for (unsigned i = 0; i < iterations && status == LT_OK; i++) {
        add_totals(&t, model);
        for (size_t w = 0; w < source->types; w++)
            estimate_row(&t, model, w);
    }
    trainer_dispose(&t);
    return status;
}

void lt_model_dispose(lt_model *model)
{
    free(model->first);
    free(model->target);
    free(model->probability);
    *model = (lt_model){NULL, NULL, NULL};
}

lt_status lt_model_transpose(const lt_model *model, size_t sources, size_t targets,
                             lt_model *transposed)
{
    size_t pairs = model->first[sources];
    transposed->first = calloc(targets + 2, sizeof *transposed->first);
    transposed->target = malloc((pairs + 1) * sizeof *transposed->target);
    transposed->probability = malloc((pairs + 1) * sizeof *transposed->probability);
    if (!transposed->first || !transposed->target || !transposed->probability)
        return LT_NO_MEMORY;
    for (size_t k = 0; k < pairs; k++)
        transposed->first[model->target[k] + 2]++;
    for (size_t w = 0; w < targets; w++)
        transposed->first[w + 2] += transposed->first[w + 1];
    for (size_t w = 0; w < sources; w++)
        for (size_t k = model->first[w]; k < model->first[w + 1]; k++) {
            size_t at = transposed->first[model->target[k] + 1]++;
            transposed->target[at] = (uint32_t)w;
            transposed->probability[at] = model->probability[k];
        }
    return LT_OK;
}
