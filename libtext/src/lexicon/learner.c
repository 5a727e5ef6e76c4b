#include <libtext/lexicon.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "base/arena.h"
#include "model.h"
#include "numbers.h"
#include "terms.h"

/* A phrase nobody listed must occur this often and stick together this firmly (normalised
 * pointwise mutual information of its last word with what is before it). */
#define UNLISTED_COUNT 4
#define UNLISTED_NPMI  0.35
#define LISTED_COUNT   2

/* Two words that are in so many sentences that meeting one tells nothing of the other ("the" and
 * "của") are no pair: weight^COMMON_POWER times the odds of not meeting the commoner one by chance
 * must reach this. A few hundred such pairs would be half of all matches in a text. */
#define COMMON_LEAST 0.35
#define COMMON_POWER 0.6

/* In less text than this nothing is known to be common. */
#define COMMON_SENTENCES 2000.0

/* Probabilities below this are noise in either direction. */
#define LEAST_PROBABILITY 1e-3F

typedef struct sentence {
    const char *vi, *en; /* in the arena */
    uint32_t vi_length, en_length;
} sentence;

struct lt_lexicon_learner {
    lt_arena texts;
    sentence *sentences;
    size_t count, capacity;
    lt_numbers seen, listed;
    lt_terms terms;
};

static lt_status no_memory(lt_error *error)
{
    return lt_error_set(error, LT_NO_MEMORY, 0, "no memory to learn a lexicon");
}

lt_status lt_lexicon_learner_new(lt_lexicon_learner **learner, lt_error *error)
{
    *learner = calloc(1, sizeof **learner);
    return *learner ? LT_OK : no_memory(error);
}

void lt_lexicon_learner_free(lt_lexicon_learner *learner)
{
    if (!learner)
        return;
    lt_arena_dispose(&learner->texts);
    free(learner->sentences);
    lt_numbers_dispose(&learner->seen);
    lt_numbers_dispose(&learner->listed);
    lt_terms_dispose(&learner->terms);
    free(learner);
}

lt_status lt_lexicon_learner_phrase(lt_lexicon_learner *learner, const char *vi, size_t length,
                                    lt_error *error)
{
    uint64_t key;
    size_t words;
    lt_status status = lt_utf8_validate(vi, length, error);
    if (status != LT_OK)
        return status;
    if (length > LT_LEXICON_TEXT_SIZE)
        return LT_OK;
    if (lt_terms_phrase(vi, length, LT_LANGUAGE_VI, &key, &words, NULL) != LT_OK)
        return no_memory(error);
    if (words >= 2 && words <= LT_LEXICON_WORDS &&
        lt_numbers_add(&learner->listed, key) == UINT32_MAX)
        return no_memory(error);
    return LT_OK;
}

static lt_status keep_pair(lt_lexicon_learner *l, const char *vi, size_t vi_length, const char *en,
                           size_t en_length, lt_error *error)
{
    if (l->count == l->capacity) {
        if (l->count >= LT_LEXICON_SENTENCES)
            return lt_error_set(error, LT_TOO_LONG, 0, "more than %d sentences to learn from",
                                LT_LEXICON_SENTENCES);
        size_t capacity = l->capacity ? l->capacity * 2 : 64;
        sentence *grown = realloc(l->sentences, capacity * sizeof *grown);
        if (!grown)
            return no_memory(error);
        l->sentences = grown;
        l->capacity = capacity;
    }
    const char *v = lt_arena_copy(&l->texts, vi, vi_length);
    const char *e = lt_arena_copy(&l->texts, en, en_length);
    if (!v || !e)
        return no_memory(error);
    l->sentences[l->count++] = (sentence){v, e, (uint32_t)vi_length, (uint32_t)en_length};
    return LT_OK;
}

lt_status lt_lexicon_learner_pair(lt_lexicon_learner *l, const char *vi, size_t vi_length,
                                  const char *en, size_t en_length, lt_error *error)
{
    lt_status status = lt_utf8_validate(vi, vi_length, error);
    if (status == LT_OK)
        status = lt_utf8_validate(en, en_length, error);
    if (status != LT_OK)
        return status;
    l->terms.count = 0;
    if (vi_length > UINT32_MAX / 2 || en_length > UINT32_MAX / 2)
        return LT_OK;
    if (lt_terms_scan(&l->terms, vi, vi_length, LT_LANGUAGE_VI) != LT_OK)
        return no_memory(error);
    size_t words = l->terms.count;
    uint64_t key = 1;
    for (size_t i = 0; i < words; i++)
        key = lt_terms_join(key, l->terms.items[i].key);
    if (lt_terms_scan(&l->terms, en, en_length, LT_LANGUAGE_EN) != LT_OK)
        return no_memory(error);
    size_t others = l->terms.count - words;
    if (words == 0 || others == 0 || words > LT_LEXICON_SENTENCE_WORDS ||
        others > LT_LEXICON_SENTENCE_WORDS || lt_numbers_find(&l->seen, key) != UINT32_MAX)
        return LT_OK;
    status = keep_pair(l, vi, vi_length, en, en_length, error);
    if (status == LT_OK && lt_numbers_add(&l->seen, key) == UINT32_MAX) {
        l->count--;
        return no_memory(error);
    }
    return status;
}

/* One run: the text as numbers, and how each number is written. */
typedef struct name {
    const char *text;
    uint32_t length, sentences, last; /* last: sentence it was counted in, + 1 */
    bool lower, told;
} name;

typedef struct run {
    lt_lexicon_learner *learner;
    lt_numbers grams; /* all phrases of up to LT_LEXICON_WORDS words */
    uint32_t *counts; /* of those */
    size_t counts_capacity;
    double tokens;
    lt_numbers ids[2]; /* by language: what takes part */
    name *names[2];
    size_t names_capacity[2];
    lt_model_side side[2];
    size_t words_capacity[2];
    lt_terms terms;
} run;

static void run_dispose(run *r)
{
    lt_numbers_dispose(&r->grams);
    free(r->counts);
    lt_terms_dispose(&r->terms);
    for (int s = 0; s < 2; s++) {
        lt_numbers_dispose(&r->ids[s]);
        free(r->names[s]);
        free(r->side[s].words);
        free(r->side[s].first);
    }
}

static bool count_gram(run *r, uint64_t key)
{
    uint32_t id = lt_numbers_add(&r->grams, key);
    if (id == UINT32_MAX)
        return false;
    if (id >= r->counts_capacity) {
        size_t capacity = r->counts_capacity ? r->counts_capacity * 2 : 1024;
        uint32_t *grown = realloc(r->counts, capacity * sizeof *grown);
        if (!grown)
            return false;
        memset(grown + r->counts_capacity, 0, (capacity - r->counts_capacity) * sizeof *grown);
        r->counts = grown;
        r->counts_capacity = capacity;
    }
    r->counts[id]++;
    return true;
}

static bool scan(run *r, size_t s, lt_language language)
{
    const sentence *x = &r->learner->sentences[s];
    r->terms.count = 0;
    return language == LT_LANGUAGE_VI
               ? lt_terms_scan(&r->terms, x->vi, x->vi_length, language) == LT_OK
               : lt_terms_scan(&r->terms, x->en, x->en_length, language) == LT_OK;
}

static bool count_grams(run *r)
{
    for (size_t s = 0; s < r->learner->count; s++) {
        if (!scan(r, s, LT_LANGUAGE_VI))
            return false;
        r->tokens += (double)r->terms.count;
        for (size_t i = 0; i < r->terms.count; i++) {
            uint64_t key = r->terms.items[i].key;
            for (size_t n = 1; n <= LT_LEXICON_WORDS && i + n <= r->terms.count; n++) {
                if (n > 1)
                    key = lt_terms_join(key, r->terms.items[i + n - 1].key);
                if (!count_gram(r, key))
                    return false;
            }
        }
    }
    return true;
}

static uint32_t gram_count(const run *r, uint64_t key)
{
    return r->counts[lt_numbers_find(&r->grams, key)];
}

/* Does the phrase take part, being `before` joined with `last`? */
static bool takes_part(const run *r, uint64_t key, uint64_t before, uint64_t last, size_t words)
{
    uint32_t count = gram_count(r, key);
    if (count < LISTED_COUNT)
        return false;
    if (words == 1 || lt_numbers_find(&r->learner->listed, key) != UINT32_MAX)
        return true;
    if (count < UNLISTED_COUNT)
        return false;
    double a = gram_count(r, before), b = gram_count(r, last), c = count;
    return log(c * r->tokens / (a * b)) / -log(c / r->tokens) > UNLISTED_NPMI;
}

static bool add_word(run *r, int s, uint64_t key, const char *text, uint32_t length, size_t number)
{
    uint32_t id = lt_numbers_add(&r->ids[s], key);
    if (id == UINT32_MAX)
        return false;
    if (id >= r->names_capacity[s]) {
        size_t capacity = r->names_capacity[s] ? r->names_capacity[s] * 2 : 1024;
        name *grown = realloc(r->names[s], capacity * sizeof *grown);
        if (!grown)
            return false;
        memset(grown + r->names_capacity[s], 0, (capacity - r->names_capacity[s]) * sizeof *grown);
        r->names[s] = grown;
        r->names_capacity[s] = capacity;
    }
    name *n = &r->names[s][id];
    bool lower = text[0] >= 'a';
    if (!n->text || (lower && !n->lower)) {
        n->text = text;
        n->length = length;
        n->lower = lower;
    }
    if (n->last != number + 1) {
        n->last = (uint32_t)number + 1;
        n->sentences++;
    }
    size_t at = r->side[s].first[number + 1];
    if (at == r->words_capacity[s]) {
        size_t capacity = r->words_capacity[s] ? r->words_capacity[s] * 2 : 4096;
        uint32_t *grown = realloc(r->side[s].words, capacity * sizeof *grown);
        if (!grown)
            return false;
        r->side[s].words = grown;
        r->words_capacity[s] = capacity;
    }
    r->side[s].words[at] = id;
    r->side[s].first[number + 1]++;
    return true;
}

static bool add_phrases(run *r, size_t number)
{
    const char *text = r->learner->sentences[number].vi;
    const lt_term *t = r->terms.items;
    for (size_t i = 0; i < r->terms.count; i++) {
        uint64_t key = t[i].key, before = 0;
        for (size_t n = 1; n <= LT_LEXICON_WORDS && i + n <= r->terms.count; n++) {
            const lt_term *last = &t[i + n - 1];
            if (n > 1) {
                before = key;
                key = lt_terms_join(key, last->key);
            }
            uint32_t length = last->start + last->length - t[i].start;
            if (length <= LT_LEXICON_TEXT_SIZE && takes_part(r, key, before, last->key, n) &&
                !add_word(r, 0, key, text + t[i].start, length, number))
                return false;
        }
    }
    return true;
}

static bool number_texts(run *r)
{
    size_t count = r->learner->count;
    for (int s = 0; s < 2; s++) {
        r->side[s].first = calloc(count + 1, sizeof *r->side[s].first);
        if (!r->side[s].first)
            return false;
    }
    for (size_t i = 0; i < count; i++) {
        const char *en = r->learner->sentences[i].en;
        r->side[0].first[i + 1] = r->side[0].first[i];
        r->side[1].first[i + 1] = r->side[1].first[i];
        if (!scan(r, i, LT_LANGUAGE_VI) || !add_phrases(r, i) || !scan(r, i, LT_LANGUAGE_EN))
            return false;
        for (size_t k = 0; k < r->terms.count; k++) {
            const lt_term *t = &r->terms.items[k];
            if (t->length <= LT_LEXICON_TEXT_SIZE &&
                !add_word(r, 1, t->key, en + t->start, t->length, i))
                return false;
        }
    }
    r->side[0].types = r->ids[0].count;
    r->side[1].types = r->ids[1].count;
    return true;
}

static lt_status add_name(run *r, lt_lexicon_builder *b, int s, uint32_t id, lt_error *error)
{
    name *n = &r->names[s][id];
    if (n->told)
        return LT_OK;
    n->told = true;
    return lt_lexicon_builder_count(b, (lt_language)s, n->text, n->length, n->sentences, error);
}

static bool is_common(const run *r, const name *vi, const name *en, double weight)
{
    double most = vi->sentences > en->sentences ? vi->sentences : en->sentences;
    double count = (double)r->learner->count;
    count = count < COMMON_SENTENCES ? COMMON_SENTENCES : count;
    double share = most / count;
    return pow(weight, COMMON_POWER) * (1 / share - 1) < COMMON_LEAST;
}

/* Pairs that both directions believe in: forward is P(en | vi) by Vietnamese phrase, backward
 * P(vi | en) by Vietnamese phrase too. */
static lt_status add_pairs(run *r, const lt_model *forward, const lt_model *backward, double least,
                           lt_lexicon_builder *b, lt_error *error)
{
    lt_status status = LT_OK;
    float *row = calloc(r->side[1].types + 1, sizeof *row);
    if (!row)
        return no_memory(error);
    for (uint32_t v = 0; v < r->side[0].types && status == LT_OK; v++) {
        for (size_t k = backward->first[v]; k < backward->first[v + 1]; k++)
            row[backward->target[k]] = backward->probability[k];
        for (size_t k = forward->first[v]; k < forward->first[v + 1] && status == LT_OK; k++) {
            uint32_t e = forward->target[k];
            float p = forward->probability[k], q = row[e];
            double weight = (double)sqrtf(p * q);
            if (p < LEAST_PROBABILITY || q < LEAST_PROBABILITY || weight < least)
                continue;
            const name *nv = &r->names[0][v], *ne = &r->names[1][e];
            if (is_common(r, nv, ne, weight))
                continue;
            status = lt_lexicon_builder_add(b, nv->text, nv->length, ne->text, ne->length,
                                            weight > 1 ? 1 : weight, LT_LEXICON_LEARNED, error);
            if (status == LT_OK)
                status = add_name(r, b, 0, v, error);
            if (status == LT_OK)
                status = add_name(r, b, 1, e, error);
        }
        for (size_t k = backward->first[v]; k < backward->first[v + 1]; k++)
            row[backward->target[k]] = 0;
    }
    free(row);
    return status;
}

static lt_status estimate(run *r, unsigned iterations, double least, lt_lexicon_builder *b,
                          lt_error *error)
{
    size_t count = r->learner->count;
    lt_model forward = {NULL, NULL, NULL}, back = forward, backward = forward;
    lt_status status = lt_model_train(&r->side[0], &r->side[1], count, iterations, &forward);
    if (status == LT_OK)
        status = lt_model_train(&r->side[1], &r->side[0], count, iterations, &back);
    if (status == LT_OK)
        status = lt_model_transpose(&back, r->side[1].types, r->side[0].types, &backward);
    lt_model_dispose(&back);
    if (status == LT_OK)
        status = add_pairs(r, &forward, &backward, least, b, error);
    lt_model_dispose(&forward);
    lt_model_dispose(&backward);
    return status;
}

lt_status lt_lexicon_learner_run(lt_lexicon_learner *learner, unsigned iterations, double least,
                                 lt_lexicon_builder *builder, lt_error *error)
{
    run r = {.learner = learner};
    lt_status status = LT_NO_MEMORY;
    if (count_grams(&r) && number_texts(&r))
        status = estimate(&r, iterations, least, builder, error);
    if (status == LT_OK)
        lt_lexicon_builder_total(builder, (uint32_t)learner->count);
    run_dispose(&r);
    return status == LT_OK ? LT_OK : lt_error_set(error, status, 0, "no memory to learn a lexicon");
}
