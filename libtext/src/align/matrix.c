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
    free(m->strength);
    free(m->value);
    free(m->touched);
    free(m->best);
    free(m->sum);
    free(m->most);
    free(m->marks);
}

static lt_status reserve(lt_align_matrix *m, const lt_block *block)
{
    size_t cells = block->size[0] * block->size[1] + 1;
    size_t wanted = (size_t)2 * LT_ALIGN_RUN * cells + 2 * (block->size[0] + block->size[1] + 2);
    size_t larger = block->size[0] > block->size[1] ? block->size[0] : block->size[1];
    if (m->memory_size < wanted) {
        free(m->memory);
        m->memory = malloc(wanted * sizeof *m->memory);
        m->memory_size = m->memory ? wanted : 0;
    }
    if (m->scratch_size < larger + LT_ALIGN_RUN) {
        free(m->strength);
        free(m->value);
        free(m->touched);
        free(m->best);
        free(m->sum);
        free(m->most);
        free(m->marks);
        m->scratch_size = larger + LT_ALIGN_RUN;
        m->best = malloc(m->scratch_size * sizeof *m->best);
        m->sum = malloc(m->scratch_size * sizeof *m->sum);
        m->most = malloc(m->scratch_size * sizeof *m->most);
        m->marks = calloc(m->scratch_size / 64 + 1, sizeof *m->marks);
        m->strength = malloc(m->scratch_size * sizeof *m->strength);
        m->value = malloc(m->scratch_size * sizeof *m->value);
        m->touched = malloc(m->scratch_size * sizeof *m->touched);
    }
    if (!m->memory || !m->strength || !m->value || !m->touched || !m->best || !m->sum || !m->most) {
        m->scratch_size = 0;
        return LT_NO_MEMORY;
    }
    memset(m->memory, 0, wanted * sizeof *m->memory);
    float *at = m->memory;
    for (int s = 0; s < 2; s++) {
        for (int k = 0; k < LT_ALIGN_RUN; k++, at += cells)
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
static size_t gather(lt_align_matrix *m, const lt_evidence *e, uint32_t hit)
{
    size_t count = 0, low = SIZE_MAX, high = 0;
    for (; hit > LT_HIT_COMMON; hit = e->hits[hit].next) {
        const lt_hit *h = &e->hits[hit];
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

/* Adds to `row` what one word gains from every run of segments that holds a match of it. `best`,
 * `sum` and `most` are those of runs one shorter, and are brought up to date. */
static void add_runs(float *restrict row, size_t count, float *restrict best, float *restrict sum,
                     float *restrict most, const float *restrict strength,
                     const float *restrict value, float odds, float miss, float overlap)
{
    for (size_t i = 0; i < count; i++) {
        float b = strength[i] > best[i] ? strength[i] : best[i];
        float m = value[i] > most[i] ? value[i] : most[i];
        float s = sum[i] + value[i];
        best[i] = b;
        most[i] = m;
        sum[i] = s;
        float gain = value_of(b, odds) - miss - overlap * (s - m);
        row[i] += b > 0 ? gain : 0;
    }
}

static float odds_of(float chance)
{
    return 1 / (chance > CHANCE_MOST ? CHANCE_MOST : chance) - 1;
}

static void add_word(lt_align_matrix *m, int s, size_t segment, size_t count, float prior,
                     float miss)
{
    size_t others = m->block.size[!s];
    const lt_align_parameters *p = m->p;
    /* matches besides the one that may be the translation */
    float chance = ((float)count - 1 + prior) / ((float)others - 1 + p->prior_count);
    chance = chance < p->chance_least ? p->chance_least : chance;
    float odds = odds_of(chance);
    for (size_t t = 0; t < count; t++) {
        uint32_t j = m->touched[t];
        m->value[j] = value_of(m->strength[j], odds) - miss;
        m->gain[s][0][segment * others + j] += m->value[j];
    }
    /* runs that begin before the first match and reach it; strength is 0 past the last segment */
    size_t first = m->touched[0], last = m->touched[count - 1];
    first = first >= LT_ALIGN_RUN ? first - (LT_ALIGN_RUN - 1) : 0;
    size_t width = last + 1 - first;
    memcpy(m->best, m->strength + first, width * sizeof *m->best);
    memcpy(m->sum, m->value + first, width * sizeof *m->sum);
    memcpy(m->most, m->value + first, width * sizeof *m->most);
    for (size_t k = 2; k <= LT_ALIGN_RUN && first + k <= others; k++) {
        size_t fits = others - k + 1 - first;
        add_runs(m->gain[s][k - 1] + segment * others + first, fits < width ? fits : width, m->best,
                 m->sum, m->most, m->strength + first + k - 1, m->value + first + k - 1,
                 odds_of(chance * (float)k), miss, p->overlap);
    }
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

static void fill_side(lt_align_matrix *m, int s, const lt_evidence *e)
{
    const lt_align_side *side = &m->side[s];
    size_t start = m->block.start[s];
    uint32_t before = side->first[start];
    for (size_t i = 0; i < m->block.size[s]; i++) {
        float base = 0;
        for (uint32_t w = side->first[start + i]; w < side->first[start + i + 1]; w++) {
            uint32_t hit = e->head[s][w - before];
            base += hit == LT_HIT_COMMON ? 0 : side->miss[w];
            size_t count = gather(m, e, hit);
            if (count == 0)
                continue;
            add_word(m, s, i, count, side->chance[w], side->miss[w]);
            for (size_t t = 0; t < count; t++)
                m->strength[m->touched[t]] = m->value[m->touched[t]] = 0;
        }
        m->base[s][i] = base;
        m->join[s][i] = join_bonus(m, s, start + i);
    }
}

lt_status lt_align_matrix_fill(lt_align_matrix *m, const lt_align_side side[2],
                               const lt_block *block, const lt_evidence *evidence)
{
    m->side = side;
    m->block = *block;
    if (reserve(m, block) != LT_OK)
        return LT_NO_MEMORY;
    fill_side(m, 0, evidence);
    fill_side(m, 1, evidence);
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
static float length_score(const lt_align_parameters *p, float vi, float en)
{
    float x = logarithm(vi + 3) - logarithm(en + 3) - p->length_mean;
    float small = p->length_short / (vi + en + 2);
    float own = p->length_deviation * p->length_deviation + small;
    float stranger = STRANGER_DEVIATION * STRANGER_DEVIATION + small;
    float score = x * x * (0.5F / stranger - 0.5F / own) + 0.5F * logarithm(stranger / own);
    return score < LENGTH_LEAST ? LENGTH_LEAST : score;
}

/* What stands on one side of a link. */
typedef struct run {
    float letters, join;
    unsigned filled; /* segments with a word in them */
    unsigned shapes; /* exclusive or of all shapes: LT_SHAPE_QUOTE, inside a quotation */
    unsigned any;    /* or of all shapes */
} run;

static run look_at(const lt_align_matrix *m, int s, size_t start, size_t count)
{
    const lt_align_side *side = &m->side[s];
    size_t at = m->block.start[s] + start;
    run r = {side->letters[at], 0, !(side->shape[at] & LT_SHAPE_EMPTY), side->shape[at],
             side->shape[at]};
    for (size_t i = 1; i < count; i++) {
        r.letters += side->letters[at + i];
        r.join += m->join[s][start + i];
        r.filled += !(side->shape[at + i] & LT_SHAPE_EMPTY);
        r.shapes ^= side->shape[at + i];
        r.any |= side->shape[at + i];
    }
    return r;
}

float lt_align_score_above(const lt_align_matrix *m, size_t vi, size_t vi_count, size_t en,
                           size_t en_count, float floor)
{
    const lt_align_parameters *p = m->p;
    const size_t vi_size = m->block.size[0], en_size = m->block.size[1];
    float own[2] = {0, 0};
    /* a segment whose words are missed more than met has no place among several */
    float idle = 0;
    for (size_t j = vi; j < vi + vi_count; j++) {
        float one = m->base[0][j] + m->gain[0][en_count - 1][j * en_size + en];
        own[0] += one;
        idle += vi_count > 1 && one < 0 ? one : 0;
    }
    for (size_t i = en; i < en + en_count; i++) {
        float one = m->base[1][i] + m->gain[1][vi_count - 1][i * vi_size + vi];
        own[1] += one;
        idle += en_count > 1 && one < 0 ? one : 0;
    }
    run v = look_at(m, 0, vi, vi_count), e = look_at(m, 1, en, en_count);
    float score = p->weight[0] * own[0] + p->weight[1] * own[1] + v.join + e.join + p->idle * idle +
                  size_prior(p, v.filled, e.filled);
    if (score + m->length_most <= floor)
        return -INFINITY; /* not `floor`: a sum with it may round up */
    const uint16_t *vi_shape = m->side[0].shape + m->block.start[0];
    const uint16_t *en_shape = m->side[1].shape + m->block.start[1];
    if ((v.shapes ^ e.shapes) & LT_SHAPE_QUOTE)
        score -= p->quotes;
    if ((vi_shape[vi + vi_count - 1] ^ en_shape[en + en_count - 1]) & LT_SHAPE_QUESTION)
        score -= p->question;
    if ((vi_shape[vi] ^ en_shape[en]) & LT_SHAPE_DOTS)
        score -= p->dots;
    if (v.any & LT_SHAPE_FOREIGN)
        score -= p->foreign;
    if ((vi_shape[vi] ^ en_shape[en]) & LT_SHAPE_PARAGRAPH)
        score -= p->paragraph;
    return score + p->length_weight * length_score(p, v.letters, e.letters);
}

float lt_align_score(const lt_align_matrix *m, size_t vi, size_t vi_count, size_t en,
                     size_t en_count)
{
    return lt_align_score_above(m, vi, vi_count, en, en_count, -INFINITY);
}
