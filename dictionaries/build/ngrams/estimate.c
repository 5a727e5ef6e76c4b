#include "estimate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../common/common.h"

/* Nats over all occurrences: a trigram that adds less to its bigram is left out. */
#define LEAST_GAIN 4.0

static double discount_of(const grams *grams)
{
    double ones = 0, twos = 0;
    for (size_t i = 0; i < grams->count; i++) {
        ones += grams->counts[i] == 1;
        twos += grams->counts[i] == 2;
    }
    return ones / (ones + 2 * twos);
}

uint8_t quantise(double value)
{
    double steps = -log(value > 1e-30 ? value : 1e-30) * LT_LOG_SCALE + 0.5;
    return (uint8_t)(steps < 0 ? 0 : steps > 255 ? 255 : steps);
}

uint8_t log_count(uint32_t count)
{
    double steps = log(count + 1.0) * LT_COUNT_SCALE;
    return (uint8_t)(steps > 255 ? 255 : steps);
}

gram_table new_grams(size_t count)
{
    uint64_t lines = count * 5 / 4 / LT_GRAMS + 16;
    return (gram_table){allocate(lines, sizeof(lt_gram_line)), lines};
}

static bigram_table new_bigrams(size_t count)
{
    uint64_t lines = count * 5 / 4 / LT_BIGRAMS + 16;
    return (bigram_table){allocate(lines, sizeof(lt_bigram_line)), lines};
}

/* Where the fingerprint is or may be put in a line, `count` when neither. A twin by hash, one in
 * three thousand, is found: the first stays. */
static int place_in(const uint16_t *prints, int count, uint16_t print)
{
    int at = 0;
    while (at < count && prints[at] && prints[at] != print)
        at++;
    return at;
}

void insert(gram_table *table, uint64_t key, uint8_t value)
{
    uint64_t mixed = lt_mix(key), line = lt_line_of(mixed, table->count);
    uint16_t print = lt_fingerprint(mixed);
    for (;; line = line + 1 < table->count ? line + 1 : 0) {
        lt_gram_line *to = &table->lines[line];
        int at = place_in(to->prints, LT_GRAMS, print);
        if (at < LT_GRAMS && to->prints[at] == print)
            return;
        if (at < LT_GRAMS) {
            to->prints[at] = print;
            to->values[at] = value;
            return;
        }
    }
}

static void insert_bigram(bigram_table *table, uint64_t key, uint8_t value, uint8_t backoff)
{
    uint64_t mixed = lt_mix(key), line = lt_line_of(mixed, table->count);
    uint16_t print = lt_fingerprint(mixed);
    for (;; line = line + 1 < table->count ? line + 1 : 0) {
        lt_bigram_line *to = &table->lines[line];
        int at = place_in(to->prints, LT_BIGRAMS, print);
        if (at < LT_BIGRAMS && to->prints[at] == print)
            return;
        if (at < LT_BIGRAMS) {
            to->prints[at] = print;
            to->values[at] = value;
            to->backoffs[at] = backoff;
            return;
        }
    }
}

void estimate_unigrams(estimates *e, const grams *bigrams)
{
    e->unigram = allocate(e->ids, sizeof *e->unigram);
    double total = 0;
    for (size_t i = 0; i < bigrams->count; i++) {
        e->unigram[bigrams->keys[i] & 0xFFFF]++;
        total++;
    }
    for (uint32_t id = 0; id < e->ids; id++)
        e->unigram[id] = (e->unigram[id] * 0.999 + 0.001) / (total * 0.999 + 0.001 * e->ids);
}

typedef struct context {
    double total, distinct;
} context;

/* What the estimates of bigrams and trigrams are made of. */
typedef struct estimation {
    const grams *bigrams, *trigrams;
    double discount2, discount3;
    context *contexts; /* by id: the bigrams that begin with it */
    double *p2;        /* of each bigram */
    size_t *starts;    /* by id: the first bigram that begins with it */
    uint8_t *kept;     /* of each trigram: its value; 0: backing off says nearly the same */
    size_t kept_count;
} estimation;

static void weigh_bigrams(estimation *n, const double *unigram, uint32_t ids)
{
    const grams *bigrams = n->bigrams;
    n->contexts = allocate(ids, sizeof *n->contexts);
    n->p2 = allocate(bigrams->count, sizeof *n->p2);
    n->starts = allocate((size_t)ids + 1, sizeof *n->starts);
    for (size_t i = 0; i < bigrams->count; i++) {
        context *context = &n->contexts[bigrams->keys[i] >> 16];
        context->total += bigrams->counts[i];
        context->distinct++;
        n->starts[(bigrams->keys[i] >> 16) + 1]++;
    }
    for (uint32_t id = 0; id < ids; id++)
        n->starts[id + 1] += n->starts[id];
    for (size_t i = 0; i < bigrams->count; i++) {
        const context *context = &n->contexts[bigrams->keys[i] >> 16];
        n->p2[i] =
            (bigrams->counts[i] - n->discount2) / context->total +
            n->discount2 * context->distinct / context->total * unigram[bigrams->keys[i] & 0xFFFF];
    }
}

/* Chooses among the trigrams from `at` on that begin with this bigram; the end of them, and the
 * weight of backing off from the bigram. */
static size_t weigh_trigrams(estimation *n, uint64_t bigram, size_t at, uint32_t least,
                             double *backoff)
{
    const grams *trigrams = n->trigrams;
    double total = 0, distinct = 0;
    size_t end = at;
    for (; end < trigrams->count && trigrams->keys[end] >> 16 == bigram; end++) {
        total += trigrams->counts[end];
        distinct++;
    }
    *backoff = total > 0 ? n->discount3 * distinct / total : 1;
    size_t low = n->starts[bigram & 0xFFFF], high = n->starts[(bigram & 0xFFFF) + 1];
    for (; at < end; at++) {
        uint64_t last = (bigram & 0xFFFF) << 16 | (trigrams->keys[at] & 0xFFFF);
        while (low < high && n->bigrams->keys[low] < last)
            low++;
        double backed_off = *backoff * n->p2[low];
        double p = (trigrams->counts[at] - n->discount3) / total + backed_off;
        if (trigrams->counts[at] >= least &&
            trigrams->counts[at] * fabs(log(p / backed_off)) > LEAST_GAIN) {
            n->kept[at] = quantise(p) ? quantise(p) : 1;
            n->kept_count++;
        }
    }
    return end;
}

static void store_trigrams(estimates *e, const estimation *n)
{
    e->trigrams = new_grams(n->kept_count);
    for (size_t i = 0; i < n->trigrams->count; i++)
        if (n->kept[i])
            insert(&e->trigrams, n->trigrams->keys[i], n->kept[i]);
}

/* Bigrams in order, each with the trigrams that begin with it; one walk over both lists. */
void estimate_bigrams(estimates *e, const grams *bigrams, const grams *trigrams, uint32_t least)
{
    estimation n = {.bigrams = bigrams,
                    .trigrams = trigrams,
                    .discount2 = discount_of(bigrams),
                    .discount3 = discount_of(trigrams),
                    .kept = allocate(trigrams->count, 1)};
    size_t at = 0;
    weigh_bigrams(&n, e->unigram, e->ids);
    e->bigrams = new_bigrams(bigrams->count);
    for (size_t i = 0; i < bigrams->count; i++) {
        uint64_t key = bigrams->keys[i];
        double backoff;
        while (at < trigrams->count && trigrams->keys[at] >> 16 < key)
            at++;
        at = weigh_trigrams(&n, key, at, least, &backoff);
        insert_bigram(&e->bigrams, key, quantise(n.p2[i]), quantise(backoff));
    }
    store_trigrams(e, &n);
    for (uint32_t id = 0; id < e->ids; id++) {
        const context *context = &n.contexts[id];
        e->stored[id].backoff =
            context->total > 0 ? quantise(n.discount2 * context->distinct / context->total) : 0;
    }
    fprintf(stderr, "%zu bigrams, %zu of %zu trigrams, discounts %.3f %.3f\n", bigrams->count,
            n.kept_count, trigrams->count, n.discount2, n.discount3);
    free(n.kept);
    free(n.p2);
    free(n.starts);
    free(n.contexts);
}

void free_estimates(estimates *e)
{
    free(e->unigram);
    free(e->stored);
    free(e->bigrams.lines);
    free(e->trigrams.lines);
}
