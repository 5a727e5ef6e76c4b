#include "matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A match is never surer than this, nor more likely by chance. */
#define SUREST      0.98F
#define CHANCE_MOST 0.95F

/* Spread of the length ratio of segments that have nothing to do with each other (FACTS: 0.71),
 * and the least that length may count against a link. */
#define STRANGER_DEVIATION 0.71F
#define LENGTH_LEAST       (-8.0F)

/* The inner loop runs over a multiple of so many segments, so that all of it is done in vectors:
 * most words match within a few. Rows and scratch have the room, which nothing is read from. */
#define LANES ((size_t)4)

/* Natural logarithm of x >= 1 to 2e-6, in plain arithmetic: the loops below are vectors of it, and
 * it gives the same bits everywhere. The polynomial is a least-squares fit of log2(1 + t) / t. */
static inline float logarithm(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    float exponent = (float)((int32_t)(bits >> 23) - 127), t;
    bits = (bits & 0x7FFFFFu) | 0x3F800000u;
    memcpy(&t, &bits, sizeof t);
    t -= 1;
    float p = -0.0257923F;
    p = p * t + 0.1214729F;
    p = p * t - 0.2773416F;
    p = p * t + 0.4571581F;
    p = p * t - 0.7180336F;
    p = p * t + 1.4425348F;
    return (exponent + p * t) * 0.6931472F;
}

void lt_align_matrix_init(lt_align_matrix *m, const lt_align_parameters *p)
{
    *m = (lt_align_matrix){.p = p};
    for (int i = 0; i < 256; i++) {
        float weight = exp2f(((float)i - 255) / 32);
        m->rho[i] = p->pair_base + p->pair_scale * powf(weight, p->pair_power);
    }
    m->rho[LT_MATCH_CAPITAL] = p->capital;
    m->rho[LT_MATCH_PLAIN] = p->plain;
    m->rho[LT_MATCH_PREFIX] = p->prefix;
    for (int i = 0; i < 3; i++)
        m->rho[LT_MATCH_NUMBER_1 + i] = p->number[i];
    for (int i = 0; i < LT_MATCH_KINDS; i++)
        m->rho[i] = m->rho[i] > SUREST ? SUREST : m->rho[i];
    for (int i = 0; i <= LT_LEXICON_WORDS; i++)
        m->share[i] = i > 1 ? powf((float)i, -p->phrase_power) : 1;
    m->length_most = p->length_weight * logarithm(STRANGER_DEVIATION / p->length_deviation);
}

void lt_align_matrix_dispose(lt_align_matrix *m)
{
    free(m->memory);
    free(m->runs[0]);
    free(m->runs[1]);
    free(m->strength);
    free(m->value);
    free(m->touched);
    free(m->marks);
}

static lt_status reserve_runs(lt_align_matrix *m, int s)
{
    size_t wanted = m->block.size[s] * LT_ALIGN_RUN;
    if (m->run_capacity[s] >= wanted)
        return LT_OK;
    free(m->runs[s]);
    m->runs[s] = malloc((wanted + wanted / 2) * sizeof *m->runs[s]);
    m->run_capacity[s] = m->runs[s] ? wanted + wanted / 2 : 0;
    return m->runs[s] ? LT_OK : LT_NO_MEMORY;
}

static lt_status reserve(lt_align_matrix *m, const lt_block *block)
{
    size_t cells[2], wanted = 2 * (block->size[0] + block->size[1] + 2);
    for (int s = 0; s < 2; s++) {
        m->stride[s] = block->size[!s] + LANES - 1;
        cells[s] = block->size[s] * m->stride[s];
        wanted += LT_ALIGN_RUN * cells[s];
    }
    size_t longer = block->size[0] > block->size[1] ? block->size[0] : block->size[1];
    if (m->memory_size < wanted) {
        free(m->memory);
        m->memory = malloc(wanted * sizeof *m->memory);
        m->memory_size = m->memory ? wanted : 0;
    }
    if (m->scratch_size < longer + LT_ALIGN_RUN + LANES) {
        free(m->strength);
        free(m->value);
        free(m->touched);
        free(m->marks);
        m->scratch_size = longer + LT_ALIGN_RUN + LANES;
        m->marks = calloc(m->scratch_size / 64 + 1, sizeof *m->marks);
        m->strength = malloc(m->scratch_size * sizeof *m->strength);
        m->value = malloc(m->scratch_size * sizeof *m->value);
        m->touched = malloc(m->scratch_size * sizeof *m->touched);
    }
    if (!m->memory || !m->marks || !m->strength || !m->value || !m->touched) {
        m->scratch_size = 0;
        return LT_NO_MEMORY;
    }
    memset(m->memory, 0, wanted * sizeof *m->memory);
    float *at = m->memory;
    for (int s = 0; s < 2; s++) {
        for (int k = 0; k < LT_ALIGN_RUN; k++, at += cells[s])
            m->gain[s][k] = at;
        m->base[s] = at;
        at += block->size[s] + 1;
        m->join[s] = at;
        at += block->size[s] + 1;
    }
    memset(m->strength, 0, m->scratch_size * sizeof *m->strength);
    memset(m->value, 0, m->scratch_size * sizeof *m->value);
    return LT_OK;
}

/* What a match is worth: log likelihood of meeting it in a translation against by chance. */
static inline float value_of(float rho, float odds)
{
    return logarithm(1 + rho * odds);
}

/* The segments that match a word, rising, with the strongest match of each in strength[]. */
static size_t gather(lt_align_matrix *m, const lt_hits *hits, uint32_t word)
{
    const lt_hit *end = hits->items + hits->first[word + 1];
    size_t count = 0, low = SIZE_MAX, high = 0;
    for (const lt_hit *h = hits->items + hits->first[word]; h < end; h++) {
        size_t j = h->segment;
        float rho = m->rho[h->kind] * m->share[h->words];
        m->strength[j] = rho > m->strength[j] ? rho : m->strength[j];
        m->marks[j / 64] |= (uint64_t)1 << j % 64;
        low = j < low ? j : low;
        high = j > high ? j : high;
    }
    for (size_t w = low / 64; w <= high / 64 && low != SIZE_MAX; w++) {
        for (uint64_t bits = m->marks[w]; bits; bits &= bits - 1)
            m->touched[count++] = (uint32_t)(w * 64 + (size_t)__builtin_ctzll(bits));
        m->marks[w] = 0;
    }
    return count;
}

static inline float larger(float a, float b)
{
    return a > b ? a : b;
}

/* What a word gains from a run of segments, by its strongest match in it, the sum of its matches'
 * values and the greatest of them. */
static inline float gain_of(float strength, float sum, float most, float odds, float miss,
                            float overlap)
{
    float gain = value_of(strength, odds) - miss - overlap * (sum - most);
    return strength > 0 ? gain : 0;
}

/* Adds what one word gains from every run of two, three and four segments that begins in a row.
 * `odds` are those of such runs. */
static void add_runs(float *restrict two, float *restrict three, float *restrict four, size_t count,
                     const float *restrict strength, const float *restrict value,
                     const float odds[LT_ALIGN_RUN], float miss, float overlap)
{
    _Static_assert(LT_ALIGN_RUN == 4, "one row for every length of run");
    for (size_t i = 0; i < (count + LANES - 1) / LANES * LANES; i++) {
        float best = larger(strength[i + 1], strength[i]);
        float most = larger(value[i + 1], value[i]);
        float sum = value[i] + value[i + 1];
        two[i] += gain_of(best, sum, most, odds[1], miss, overlap);
        best = larger(strength[i + 2], best);
        most = larger(value[i + 2], most);
        sum += value[i + 2];
        three[i] += gain_of(best, sum, most, odds[2], miss, overlap);
        best = larger(strength[i + 3], best);
        most = larger(value[i + 3], most);
        sum += value[i + 3];
        four[i] += gain_of(best, sum, most, odds[3], miss, overlap);
    }
}

static float odds_of(float chance)
{
    return 1 / (chance > CHANCE_MOST ? CHANCE_MOST : chance) - 1;
}

static void add_word(lt_align_matrix *m, int s, size_t segment, size_t count, float prior,
                     float miss)
{
    const lt_align_parameters *p = m->p;
    /* matches besides the one that may be the translation */
    float chance = ((float)count - 1 + prior) / ((float)m->block.size[!s] - 1 + p->prior_count);
    chance = larger(p->chance_least, chance);
    float odds[LT_ALIGN_RUN], *row[LT_ALIGN_RUN];
    for (size_t k = 0; k < LT_ALIGN_RUN; k++) {
        odds[k] = odds_of(chance * (float)(k + 1));
        row[k] = m->gain[s][k] + segment * m->stride[s];
    }
    for (size_t t = 0; t < count; t++) {
        uint32_t j = m->touched[t];
        m->value[j] = value_of(m->strength[j], odds[0]) - miss;
        row[0][j] += m->value[j];
    }
    /* runs that begin before the first match and reach it; strength is 0 past the last segment */
    size_t first = m->touched[0], last = m->touched[count - 1];
    first = first >= LT_ALIGN_RUN ? first - (LT_ALIGN_RUN - 1) : 0;
    add_runs(row[1] + first, row[2] + first, row[3] + first, last + 1 - first, m->strength + first,
             m->value + first, odds, miss, p->overlap);
}

/* A segment that begins with a small letter, or after an abbreviation, is the rest of a sentence;
 * one that begins a paragraph is not, and still less a caption or what follows one. */
static float join_bonus(const lt_align_matrix *m, int s, size_t at)
{
    const uint16_t *shape = m->side[s].shape;
    float bonus = shape[at] & LT_SHAPE_LOWER ? m->p->lower_case : 0;
    bonus -= shape[at] & LT_SHAPE_PARAGRAPH ? m->p->crossing : 0;
    if (at > 0 && shape[at - 1] & LT_SHAPE_ABBREVIATION)
        bonus += m->p->abbreviation;
    if (at > 0 && (shape[at] ^ shape[at - 1]) & LT_SHAPE_UNFINISHED)
        bonus -= m->p->mixed + (shape[at] & LT_SHAPE_PARAGRAPH ? m->p->crossing : 0);
    return bonus;
}

static void fill_runs(lt_align_matrix *m, int s)
{
    const lt_align_side *side = &m->side[s];
    size_t size = m->block.size[s];
    for (size_t i = 0; i < size; i++) {
        lt_align_run r = {0};
        for (size_t k = 0; k < LT_ALIGN_RUN && i + k < size; k++) {
            size_t at = m->block.start[s] + i + k;
            unsigned shape = side->shape[at];
            r.letters += side->letters[at];
            r.join += k > 0 ? m->join[s][i + k] : 0;
            r.log_letters = logarithm(r.letters + 3);
            r.filled = (uint8_t)(r.filled + !(shape & LT_SHAPE_EMPTY));
            r.shapes = (uint16_t)(r.shapes ^ shape);
            r.any = (uint8_t)(r.any | shape);
            m->runs[s][i * LT_ALIGN_RUN + k] = r;
        }
    }
}

static void fill_side(lt_align_matrix *m, int s, const lt_hits *hits)
{
    const lt_align_side *side = &m->side[s];
    size_t start = m->block.start[s];
    uint32_t before = side->first[start];
    for (size_t i = 0; i < m->block.size[s]; i++) {
        float base = 0;
        for (uint32_t w = side->first[start + i]; w < side->first[start + i + 1]; w++) {
            base += lt_hits_are_common(hits, w - before) ? 0 : side->miss[w];
            size_t count = gather(m, hits, w - before);
            if (count == 0)
                continue;
            add_word(m, s, i, count, side->chance[w], side->miss[w]);
            for (size_t t = 0; t < count; t++)
                m->strength[m->touched[t]] = m->value[m->touched[t]] = 0;
        }
        m->base[s][i] = base;
        m->join[s][i] = join_bonus(m, s, start + i);
    }
    fill_runs(m, s);
}

lt_status lt_align_matrix_fill(lt_align_matrix *m, const lt_align_side side[2],
                               const lt_block *block, const lt_evidence *evidence)
{
    m->side = side;
    m->block = *block;
    if (reserve(m, block) != LT_OK || reserve_runs(m, 0) != LT_OK || reserve_runs(m, 1) != LT_OK)
        return LT_NO_MEMORY;
    fill_side(m, 0, &evidence->hits[0]);
    fill_side(m, 1, &evidence->hits[1]);
    return LT_OK;
}

static float size_prior(const lt_align_parameters *p, unsigned a, unsigned b)
{
    if (a > b) {
        unsigned swap = a;
        a = b;
        b = swap;
    }
    if (a <= 1 && b <= 1)
        return p->one_one;
    if (a <= 1 && b == 2)
        return p->one_two;
    if (a <= 1 && b == 3)
        return p->one_three;
    if (a == 2 && b == 2)
        return p->two_two;
    return p->larger - 2 * ((float)(a + b) - 4);
}

/* Log-likelihood ratio of the length of translations against that of strangers. */
static float length_score(const lt_align_parameters *p, const lt_align_run *vi,
                          const lt_align_run *en)
{
    float x = vi->log_letters - en->log_letters - p->length_mean;
    float small = p->length_short / (vi->letters + en->letters + 2);
    float own = p->length_deviation * p->length_deviation + small;
    float stranger = STRANGER_DEVIATION * STRANGER_DEVIATION + small;
    float score = x * x * (0.5F / stranger - 0.5F / own) + 0.5F * logarithm(stranger / own);
    return score < LENGTH_LEAST ? LENGTH_LEAST : score;
}

float lt_align_score_above(const lt_align_matrix *m, size_t vi, size_t vi_count, size_t en,
                           size_t en_count, float floor)
{
    const lt_align_parameters *p = m->p;
    float own[2] = {0, 0};
    /* a segment whose words are missed more than met has no place among several */
    float idle = 0;
    for (size_t j = vi; j < vi + vi_count; j++) {
        float one = m->base[0][j] + m->gain[0][en_count - 1][j * m->stride[0] + en];
        own[0] += one;
        idle += vi_count > 1 && one < 0 ? one : 0;
    }
    for (size_t i = en; i < en + en_count; i++) {
        float one = m->base[1][i] + m->gain[1][vi_count - 1][i * m->stride[1] + vi];
        own[1] += one;
        idle += en_count > 1 && one < 0 ? one : 0;
    }
    const lt_align_run *v = &m->runs[0][vi * LT_ALIGN_RUN + vi_count - 1];
    const lt_align_run *e = &m->runs[1][en * LT_ALIGN_RUN + en_count - 1];
    float score = p->weight[0] * own[0] + p->weight[1] * own[1] + v->join + e->join +
                  p->idle * idle + size_prior(p, v->filled, e->filled);
    if (score + m->length_most <= floor)
        return -INFINITY; /* not `floor`: a sum with it may round up */
    const uint16_t *vi_shape = m->side[0].shape + m->block.start[0];
    const uint16_t *en_shape = m->side[1].shape + m->block.start[1];
    if ((v->shapes ^ e->shapes) & LT_SHAPE_QUOTE)
        score -= p->quotes;
    if ((vi_shape[vi + vi_count - 1] ^ en_shape[en + en_count - 1]) & LT_SHAPE_QUESTION)
        score -= p->question;
    if ((vi_shape[vi] ^ en_shape[en]) & LT_SHAPE_DOTS)
        score -= p->dots;
    if (v->any & LT_SHAPE_FOREIGN)
        score -= p->foreign;
    if ((vi_shape[vi] ^ en_shape[en]) & LT_SHAPE_PARAGRAPH)
        score -= p->paragraph;
    return score + p->length_weight * length_score(p, v, e);
}

float lt_align_score(const lt_align_matrix *m, size_t vi, size_t vi_count, size_t en,
                     size_t en_count)
{
    return lt_align_score_above(m, vi, vi_count, en, en_count, -INFINITY);
}
