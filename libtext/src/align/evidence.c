#include "collector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/pages.h"

/* A name in every sentence of a book would match itself everywhere: beyond so many occurrences in a
 * block a form says nothing about where one is. */
#define COMMON_FORM 400

/* Most matches of one block; a block full of repetitions has to do with those. */
#define HITS_MAXIMUM ((size_t)1 << 23)

/* When only rare phrases are wanted, one whose general frequency lets expect more than so many
 * times the wanted number of occurrences is not even looked at: that keeps the index of a book
 * small. */
#define HOPELESS 4.0F

/* How many words before its turn a pair of words is asked of memory. */
#define AHEAD 8

/* In place of the count of a common phrase whose words are marked. */
#define MARKED UINT32_MAX

typedef struct lt_occurrence occurrence;

void lt_evidence_dispose(lt_evidence *e)
{
    for (int s = 0; s < 2; s++) {
        free(e->hits[s].noted);
        free(e->hits[s].items);
        free(e->hits[s].first);
        free(e->hits[s].common);
    }
    for (size_t i = 0; i < LT_ALIGN_LEXICONS; i++) {
        free(e->phrase_head[i]);
        free(e->phrase_occurs[i]);
    }
    free(e->occurrences);
    free(e->slots);
    free(e->fold_next);
    *e = (lt_evidence){0};
}

size_t lt_collector_words(const lt_collector *c, int s)
{
    const lt_align_side *side = &c->side[s];
    return side->first[c->block->start[s] + c->block->size[s]] - c->first[s];
}

void lt_evidence_common(lt_evidence *e, int side, size_t word)
{
    e->hits[side].common[word] = true;
}

bool lt_evidence_add(lt_evidence *e, int side, size_t word, uint32_t segment, unsigned kind,
                     size_t words)
{
    if (e->hits[0].count + e->hits[1].count >= HITS_MAXIMUM) {
        lt_evidence_common(e, side, word);
        return true;
    }
    lt_hits *hits = &e->hits[side];
    struct lt_noted_hit *noted =
        lt_array_room(hits->noted, hits->count, &hits->noted_capacity, sizeof *noted);
    if (!noted)
        return false;
    hits->noted = noted;
    noted[hits->count++] =
        (struct lt_noted_hit){(uint32_t)word, {segment, (uint16_t)kind, (uint16_t)words}};
    return true;
}

static bool prepare_hits(lt_hits *hits, size_t words)
{
    if (!hits->first || hits->word_capacity < words) {
        size_t room = words + words / 2 + 64;
        free(hits->first);
        free(hits->common);
        hits->first = lt_pages_allocate((room + 2) * sizeof *hits->first);
        hits->common = malloc(room * sizeof *hits->common);
        hits->word_capacity = room;
        if (!hits->first || !hits->common) {
            hits->word_capacity = 0;
            return false;
        }
    }
    memset(hits->common, 0, words * sizeof *hits->common);
    hits->words = words;
    hits->count = 0;
    return true;
}

/* Puts the hits in the order of their words: a counting sort. */
static bool arrange_hits(lt_hits *hits)
{
    if (!hits->items || hits->capacity < hits->count) {
        free(hits->items);
        hits->items = lt_pages_allocate((hits->noted_capacity + 1) * sizeof *hits->items);
        hits->capacity = hits->items ? hits->noted_capacity : 0;
        if (!hits->items)
            return false;
    }
    uint32_t *next = hits->first + 1; /* of word w, until all are placed; then first[w + 1] */
    memset(hits->first, 0, (hits->words + 2) * sizeof *hits->first);
    for (size_t i = 0; i < hits->count; i++)
        next[hits->noted[i].word + 1]++;
    for (size_t w = 0; w < hits->words; w++)
        next[w + 1] += next[w];
    for (size_t i = hits->count; i-- > 0;)
        hits->items[next[hits->noted[i].word]++] = hits->noted[i].hit;
    return true;
}

static bool add_occurrence(lt_evidence *e, occurrence o)
{
    occurrence *grown =
        lt_array_room(e->occurrences, e->occurrence_count, &e->occurrence_capacity, sizeof *grown);
    if (!grown)
        return false;
    e->occurrences = grown;
    o.next = e->phrase_head[o.lexicon][o.phrase];
    /* NOLINTNEXTLINE(clang-analyzer-core.*): a head names an occurrence that was added */
    o.count = o.next ? e->occurrences[o.next].count + 1 : 1;
    e->occurrences[e->occurrence_count] = o;
    e->phrase_head[o.lexicon][o.phrase] = (uint32_t)e->occurrence_count++;
    e->phrase_occurs[o.lexicon][o.phrase / 64] |= (uint64_t)1 << o.phrase % 64;
    return true;
}

/* The next longer phrase from `word`; false when no longer one is possible. */
typedef struct phrase_walk {
    const lt_align_side *side;
    const lt_lexicon_side *lexicon;
    uint32_t word, end; /* words of the side */
    uint32_t phrase, words, longest;
    uint64_t key;
} phrase_walk;

static void walk_begin(phrase_walk *w, const lt_align_side *side, const lt_lexicon_side *lexicon,
                       bool is_first_lexicon, uint32_t word, uint32_t end)
{
    w->side = side;
    w->lexicon = lexicon;
    w->word = word;
    w->end = end;
    w->words = 1;
    w->key = side->terms.items[word].key;
    w->phrase = is_first_lexicon ? side->phrase[word] : lt_lexicon_find(lexicon, w->key);
    w->longest =
        w->phrase == LT_LEXICON_NONE ? LT_LEXICON_WORDS : lt_lexicon_longest(lexicon, w->phrase);
}

static bool walk_next(phrase_walk *w)
{
    if (w->words >= w->longest || w->word + w->words >= w->end)
        return false;
    w->key = lt_terms_join(w->key, w->side->terms.items[w->word + w->words].key);
    w->words++;
    w->phrase = lt_lexicon_find(w->lexicon, w->key);
    return true;
}

/* Has memory fetch what the walk from a word a little further on begins with. */
static void look_ahead(const lt_align_side *side, const lt_lexicon_side *lexicon, uint32_t word)
{
    if (word + AHEAD + 1 >= side->terms.count)
        return;
    const lt_term *t = &side->terms.items[word + AHEAD];
    lt_lexicon_expect(lexicon, lt_terms_join(t[0].key, t[1].key));
}

static bool index_phrases(lt_collector *c, size_t lexicon, uint32_t segment)
{
    const lt_align_side *side = &c->side[LT_LANGUAGE_VI];
    size_t s = c->block->start[LT_LANGUAGE_VI] + segment;
    for (uint32_t word = side->first[s]; word < side->first[s + 1]; word++) {
        phrase_walk w;
        look_ahead(side, &c->lexicons[lexicon]->side[LT_LANGUAGE_VI], word);
        walk_begin(&w, side, &c->lexicons[lexicon]->side[LT_LANGUAGE_VI], lexicon == 0, word,
                   side->first[s + 1]);
        do {
            if (w.phrase != LT_LEXICON_NONE &&
                lt_lexicon_rarity(w.lexicon, w.phrase) >= c->least_rarity &&
                !add_occurrence(c->e, (occurrence){0, 0, w.phrase, word - c->first[LT_LANGUAGE_VI],
                                                   segment, (uint16_t)w.words, (uint16_t)lexicon}))
                return false;
        } while (walk_next(&w));
    }
    return true;
}

size_t lt_collector_limit(const lt_collector *c)
{
    return c->rarest ? c->rarest : COMMON_FORM;
}

static void mark_phrase(lt_collector *c, const phrase_walk *w, uint32_t head)
{
    lt_evidence *e = c->e;
    for (uint32_t k = 0; k < w->words; k++)
        lt_evidence_common(e, LT_LANGUAGE_EN, w->word - c->first[LT_LANGUAGE_EN] + k);
    if (e->occurrences[head].count == MARKED)
        return;
    e->occurrences[head].count = MARKED;
    for (uint32_t o = head; o; o = e->occurrences[o].next)
        for (uint32_t k = 0; k < e->occurrences[o].words; k++)
            lt_evidence_common(e, LT_LANGUAGE_VI, e->occurrences[o].word + k);
}

static bool match_phrase(lt_collector *c, size_t lexicon, const phrase_walk *w, uint32_t segment)
{
    const lt_lexicon_side *en = w->lexicon;
    const uint32_t *heads = c->e->phrase_head[lexicon];
    const uint64_t *occurs = c->e->phrase_occurs[lexicon];
    uint32_t word = w->word - c->first[LT_LANGUAGE_EN];
    for (uint32_t l = en->first[w->phrase]; l < en->first[w->phrase + 1]; l++) {
        uint32_t phrase = lt_link_phrase(en->links[l]);
        if (!(occurs[phrase / 64] >> phrase % 64 & 1))
            continue;
        uint32_t head = heads[phrase];
        if (c->e->occurrences[head].count > lt_collector_limit(c)) {
            if (!c->rarest)
                mark_phrase(c, w, head);
            continue;
        }
        unsigned kind = lt_link_weight(en->links[l]);
        for (uint32_t o = head; o; o = c->e->occurrences[o].next) {
            const occurrence x = c->e->occurrences[o];
            for (uint32_t k = 0; k < w->words; k++)
                if (!lt_evidence_add(c->e, LT_LANGUAGE_EN, word + k, x.segment, kind, w->words))
                    return false;
            for (uint32_t k = 0; k < x.words; k++)
                if (!lt_evidence_add(c->e, LT_LANGUAGE_VI, x.word + k, segment, kind, x.words))
                    return false;
        }
    }
    return true;
}

static bool match_phrases(lt_collector *c, size_t lexicon, uint32_t segment)
{
    const lt_align_side *side = &c->side[LT_LANGUAGE_EN];
    size_t s = c->block->start[LT_LANGUAGE_EN] + segment;
    for (uint32_t word = side->first[s]; word < side->first[s + 1]; word++) {
        phrase_walk w;
        look_ahead(side, &c->lexicons[lexicon]->side[LT_LANGUAGE_EN], word);
        walk_begin(&w, side, &c->lexicons[lexicon]->side[LT_LANGUAGE_EN], lexicon == 0, word,
                   side->first[s + 1]);
        do {
            if (w.phrase != LT_LEXICON_NONE &&
                lt_lexicon_rarity(w.lexicon, w.phrase) >= c->least_rarity &&
                !match_phrase(c, lexicon, &w, segment))
                return false;
        } while (walk_next(&w));
    }
    return true;
}

static bool prepare(lt_collector *c)
{
    lt_evidence *e = c->e;
    for (int s = 0; s < 2; s++)
        if (!prepare_hits(&e->hits[s], lt_collector_words(c, s)))
            return false;
    for (size_t i = 0; i < c->lexicon_count; i++) {
        size_t phrases = (size_t)c->lexicons[i]->side[LT_LANGUAGE_VI].count + 1;
        if (!e->phrase_head[i])
            e->phrase_head[i] = calloc(phrases, sizeof *e->phrase_head[i]);
        if (!e->phrase_occurs[i])
            e->phrase_occurs[i] = calloc(phrases / 64 + 1, sizeof *e->phrase_occurs[i]);
        if (!e->phrase_head[i] || !e->phrase_occurs[i])
            return false;
    }
    e->occurrence_count = 1; /* [0] stands for none */
    return true;
}

/* Clean for the next block. */
static void forget_occurrences(lt_evidence *e)
{
    for (size_t i = 1; i < e->occurrence_count; i++) {
        const occurrence *o = &e->occurrences[i];
        e->phrase_head[o->lexicon][o->phrase] = 0;
        e->phrase_occurs[o->lexicon][o->phrase / 64] = 0;
    }
}

lt_status lt_evidence_collect(lt_evidence *e, const lt_align_side side[2], const lt_block *block,
                              const lt_lexicon *const *lexicons, size_t lexicon_count,
                              size_t rarest, bool forms)
{
    lt_collector c = {e, side, block, lexicons, lexicon_count, rarest, {0, 0}, 0};
    for (int s = 0; s < 2; s++)
        c.first[s] = side[s].first[block->start[s]];
    if (rarest) {
        float expected = (float)block->size[0] / (HOPELESS * (float)rarest);
        c.least_rarity = expected > 1 ? (uint32_t)(16 * logf(expected)) : 0;
    }
    bool done = prepare(&c);
    for (size_t i = 0; i < lexicon_count && done && !forms; i++) {
        for (uint32_t s = 0; s < block->size[LT_LANGUAGE_VI] && done; s++)
            done = index_phrases(&c, i, s);
        for (uint32_t s = 0; s < block->size[LT_LANGUAGE_EN] && done; s++)
            done = match_phrases(&c, i, s);
    }
    forget_occurrences(e);
    done = done && lt_collector_forms(&c) && arrange_hits(&e->hits[0]) && arrange_hits(&e->hits[1]);
    return done ? LT_OK : LT_NO_MEMORY;
}
