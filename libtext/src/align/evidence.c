#include "evidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A name in every sentence of a book would match itself everywhere: beyond so many occurrences in a
 * block a form says nothing about where one is. */
#define COMMON_FORM 400

/* Most matches of one block; a block full of repetitions has to do with those. */
#define HITS_MAXIMUM ((size_t)1 << 23)

/* When only rare phrases are wanted, one whose general frequency lets expect more than so many
 * times the wanted number of occurrences is not even looked at: that keeps the index of a book
 * small. */
#define HOPELESS 4.0F

/* In a text of any length every fiftieth word or more occurs once (a book: one in sixty); in one
 * that says everything several times less than one in so many. */
#define ONCE_IN 1000

/* In place of the count of a common phrase whose words are marked. */
#define MARKED UINT32_MAX

/* Room for the forms of a short article; a power of two. */
#define SLOTS_AT_FIRST ((size_t)2048)

typedef struct lt_occurrence occurrence;

typedef struct collector {
    lt_evidence *e;
    const lt_align_side *side;
    const lt_block *block;
    const lt_lexicon *const *lexicons;
    size_t lexicon_count, rarest;
    uint32_t first[2];     /* words before the block */
    uint32_t least_rarity; /* of phrases that are looked at */
} collector;

void lt_evidence_dispose(lt_evidence *e)
{
    free(e->hits);
    free(e->head[0]);
    free(e->head[1]);
    for (size_t i = 0; i < LT_ALIGN_LEXICONS; i++)
        free(e->phrase_head[i]);
    free(e->occurrences);
    free(e->slots);
    free(e->fold_next);
    *e = (lt_evidence){0};
}

static size_t words_in(const collector *c, int s)
{
    const lt_align_side *side = &c->side[s];
    return side->first[c->block->start[s] + c->block->size[s]] - c->first[s];
}

/* In a text that says the same hundreds of times its words tell no place, but they are not missing.
 */
static void mark_common(lt_evidence *e, int side, size_t word)
{
    if (e->head[side][word] == 0)
        e->head[side][word] = LT_HIT_COMMON;
}

static bool add_hit(lt_evidence *e, int side, size_t word, uint32_t segment, unsigned kind,
                    size_t words)
{
    if (e->count >= HITS_MAXIMUM) {
        mark_common(e, side, word);
        return true;
    }
    if (e->count == e->capacity) {
        size_t capacity = e->capacity ? e->capacity * 2 : 4096;
        lt_hit *grown = realloc(e->hits, capacity * sizeof *grown);
        if (!grown)
            return false;
        e->hits = grown;
        e->capacity = capacity;
    }
    e->hits[e->count] = (lt_hit){e->head[side][word], segment, (uint16_t)kind, (uint16_t)words};
    e->head[side][word] = (uint32_t)e->count++;
    return true;
}

static bool add_occurrence(lt_evidence *e, occurrence o)
{
    if (e->occurrence_count == e->occurrence_capacity) {
        size_t capacity = e->occurrence_capacity ? e->occurrence_capacity * 2 : 4096;
        occurrence *grown = realloc(e->occurrences, capacity * sizeof *grown);
        if (!grown)
            return false;
        e->occurrences = grown;
        e->occurrence_capacity = capacity;
    }
    o.next = e->phrase_head[o.lexicon][o.phrase];
    o.count = o.next ? e->occurrences[o.next].count + 1 : 1;
    e->occurrences[e->occurrence_count] = o;
    e->phrase_head[o.lexicon][o.phrase] = (uint32_t)e->occurrence_count++;
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

static bool index_phrases(collector *c, size_t lexicon, uint32_t segment)
{
    const lt_align_side *side = &c->side[LT_LANGUAGE_VI];
    size_t s = c->block->start[LT_LANGUAGE_VI] + segment;
    for (uint32_t word = side->first[s]; word < side->first[s + 1]; word++) {
        phrase_walk w;
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

static size_t limit_of(const collector *c)
{
    return c->rarest ? c->rarest : COMMON_FORM;
}

static void mark_phrase(collector *c, const phrase_walk *w, uint32_t head)
{
    lt_evidence *e = c->e;
    for (uint32_t k = 0; k < w->words; k++)
        mark_common(e, LT_LANGUAGE_EN, w->word - c->first[LT_LANGUAGE_EN] + k);
    if (e->occurrences[head].count == MARKED)
        return;
    e->occurrences[head].count = MARKED;
    for (uint32_t o = head; o; o = e->occurrences[o].next)
        for (uint32_t k = 0; k < e->occurrences[o].words; k++)
            mark_common(e, LT_LANGUAGE_VI, e->occurrences[o].word + k);
}

static bool match_phrase(collector *c, size_t lexicon, const phrase_walk *w, uint32_t segment)
{
    const lt_lexicon_side *en = w->lexicon;
    const uint32_t *heads = c->e->phrase_head[lexicon];
    uint32_t word = w->word - c->first[LT_LANGUAGE_EN];
    for (uint32_t l = en->first[w->phrase]; l < en->first[w->phrase + 1]; l++) {
        uint32_t head = heads[lt_link_phrase(en->links[l])];
        if (!head)
            continue;
        if (c->e->occurrences[head].count > limit_of(c)) {
            if (!c->rarest)
                mark_phrase(c, w, head);
            continue;
        }
        unsigned kind = lt_link_weight(en->links[l]);
        for (uint32_t o = head; o; o = c->e->occurrences[o].next) {
            const occurrence x = c->e->occurrences[o];
            for (uint32_t k = 0; k < w->words; k++)
                if (!add_hit(c->e, LT_LANGUAGE_EN, word + k, x.segment, kind, w->words))
                    return false;
            for (uint32_t k = 0; k < x.words; k++)
                if (!add_hit(c->e, LT_LANGUAGE_VI, x.word + k, segment, kind, x.words))
                    return false;
        }
    }
    return true;
}

static bool match_phrases(collector *c, size_t lexicon, uint32_t segment)
{
    const lt_align_side *side = &c->side[LT_LANGUAGE_EN];
    size_t s = c->block->start[LT_LANGUAGE_EN] + segment;
    for (uint32_t word = side->first[s]; word < side->first[s + 1]; word++) {
        phrase_walk w;
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

static struct lt_fold_slot *find_slot(lt_evidence *e, uint64_t key)
{
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 32) & (e->slot_capacity - 1);
    while (e->slots[i].round == e->round && e->slots[i].key != key)
        i = (i + 1) & (e->slot_capacity - 1);
    return &e->slots[i];
}

/* Twice the room for forms. The table grows with the forms that differ and not with the words: a
 * book has a hundred words for each of them, and a table that fits in the caches is asked several
 * times faster. */
static bool grow_slots(lt_evidence *e)
{
    size_t capacity = e->slot_capacity ? e->slot_capacity * 2 : SLOTS_AT_FIRST;
    struct lt_fold_slot *old = e->slots, *grown = calloc(capacity, sizeof *grown);
    if (!grown)
        return false;
    size_t slots = e->slot_capacity;
    e->slots = grown;
    e->slot_capacity = capacity;
    for (size_t i = 0; i < slots; i++)
        if (old[i].round == e->round)
            *find_slot(e, old[i].key) = old[i];
    free(old);
    return true;
}

/* The slot of a form, made where there is none; NULL: no memory. `used` counts them. */
static struct lt_fold_slot *claim_slot(lt_evidence *e, uint64_t key, size_t *used)
{
    struct lt_fold_slot *slot = find_slot(e, key);
    if (slot->round == e->round)
        return slot;
    if (2 * ++*used > e->slot_capacity) {
        if (!grow_slots(e))
            return NULL;
        slot = find_slot(e, key);
    }
    *slot = (struct lt_fold_slot){key, 0, 0, e->round, false};
    return slot;
}

static bool reserve_forms(lt_evidence *e, size_t words)
{
    if (e->fold_capacity < 2 * words + 2) {
        free(e->fold_next);
        e->fold_capacity = 2 * words + 2 + words / 2;
        e->fold_next = malloc(e->fold_capacity * sizeof *e->fold_next);
        e->fold_capacity = e->fold_next ? e->fold_capacity : 0;
    }
    return e->fold_next && (e->slots || grow_slots(e));
}

/* Can the plain form of this word make a match with any word of the other side? Most small words
 * cannot, and are not kept (see kind_of_form). */
static bool may_match(const lt_term *t, lt_language language)
{
    if (t->flags & LT_TERM_NUMBER)
        return true;
    bool marked = language == LT_LANGUAGE_VI && (t->flags & LT_TERM_MARKED);
    return t->letters >= 2 && ((t->flags & LT_TERM_CAPITAL) || (t->letters >= 4 && !marked));
}

static uint64_t form_key(const lt_term *t, lt_language language, size_t form)
{
    if (form)
        return t->prefix;
    return may_match(t, language) ? t->fold : 0;
}

/* Plain forms of the Vietnamese words: form 2w the whole word, 2w + 1 its beginning. */
static bool index_forms(collector *c)
{
    lt_evidence *e = c->e;
    size_t words = words_in(c, LT_LANGUAGE_VI), used = 0, once = 0;
    if (!reserve_forms(e, words))
        return false;
    e->round++;
    const lt_term *terms = c->side[LT_LANGUAGE_VI].terms.items + c->first[LT_LANGUAGE_VI];
    for (size_t w = 0; w < words; w++)
        for (size_t form = 0; form < 2; form++) {
            uint64_t key = form_key(&terms[w], LT_LANGUAGE_VI, form);
            if (key == 0)
                continue;
            struct lt_fold_slot *slot = claim_slot(e, key, &used);
            if (!slot)
                return false;
            slot->count++;
            once += slot->count == 1;
            once -= slot->count == 2;
            e->fold_next[2 * w + form] = slot->head;
            slot->head = (uint32_t)(2 * w + form) + 1;
        }
    e->repeats = once * ONCE_IN < words;
    return true;
}

static unsigned kind_of_form(const lt_term *vi, const lt_term *en, size_t form)
{
    if (form)
        return LT_MATCH_PREFIX;
    if (vi->flags & LT_TERM_NUMBER)
        return vi->letters < 2   ? LT_MATCH_NUMBER_1
               : vi->letters < 3 ? LT_MATCH_NUMBER_2
                                 : LT_MATCH_NUMBER_3;
    if (vi->letters < 2)
        return 0;
    if (vi->flags & en->flags & LT_TERM_CAPITAL)
        return LT_MATCH_CAPITAL;
    return vi->letters >= 4 && !(vi->flags & LT_TERM_MARKED) ? LT_MATCH_PLAIN : 0;
}

static void mark_form(collector *c, struct lt_fold_slot *slot, uint32_t word)
{
    mark_common(c->e, LT_LANGUAGE_EN, word);
    for (uint32_t f = slot->marked ? 0 : slot->head; f; f = c->e->fold_next[f - 1])
        mark_common(c->e, LT_LANGUAGE_VI, (f - 1) / 2);
    slot->marked = true;
}

static bool match_form(collector *c, const uint32_t *segment_of, uint32_t word, uint32_t segment,
                       size_t form)
{
    lt_evidence *e = c->e;
    const lt_term *en = &c->side[LT_LANGUAGE_EN].terms.items[c->first[LT_LANGUAGE_EN] + word];
    const lt_term *vi = c->side[LT_LANGUAGE_VI].terms.items + c->first[LT_LANGUAGE_VI];
    uint64_t key = form_key(en, LT_LANGUAGE_EN, form);
    struct lt_fold_slot *slot = key ? find_slot(e, key) : NULL;
    if (!slot || slot->round != e->round)
        return true;
    if (slot->count > limit_of(c)) {
        if (!c->rarest)
            mark_form(c, slot, word);
        return true;
    }
    for (uint32_t f = slot->head; f; f = e->fold_next[f - 1]) {
        uint32_t w = (f - 1) / 2;
        unsigned kind = ((f - 1) & 1) == form ? kind_of_form(&vi[w], en, form) : 0;
        if (kind && (!add_hit(e, LT_LANGUAGE_EN, word, segment_of[w], kind, 1) ||
                     !add_hit(e, LT_LANGUAGE_VI, w, segment, kind, 1)))
            return false;
    }
    return true;
}

static bool match_forms(collector *c)
{
    const lt_align_side *vi = &c->side[LT_LANGUAGE_VI], *en = &c->side[LT_LANGUAGE_EN];
    size_t words = words_in(c, LT_LANGUAGE_VI);
    uint32_t *segment_of = malloc((words + 1) * sizeof *segment_of);
    bool done = segment_of && index_forms(c);
    for (uint32_t s = 0; done && s < c->block->size[LT_LANGUAGE_VI]; s++) {
        size_t at = c->block->start[LT_LANGUAGE_VI] + s;
        for (uint32_t w = vi->first[at]; w < vi->first[at + 1]; w++)
            segment_of[w - c->first[LT_LANGUAGE_VI]] = s;
    }
    for (uint32_t s = 0; done && s < c->block->size[LT_LANGUAGE_EN]; s++) {
        size_t at = c->block->start[LT_LANGUAGE_EN] + s;
        for (uint32_t w = en->first[at]; done && w < en->first[at + 1]; w++)
            for (size_t form = 0; form < 2 && done; form++)
                done = match_form(c, segment_of, w - c->first[LT_LANGUAGE_EN], s, form);
    }
    free(segment_of);
    return done;
}

static bool prepare(collector *c)
{
    lt_evidence *e = c->e;
    for (int s = 0; s < 2; s++) {
        size_t words = words_in(c, s);
        if (e->head_capacity[s] <= words) {
            free(e->head[s]);
            e->head[s] = malloc((words + words / 2 + 64) * sizeof *e->head[s]);
            e->head_capacity[s] = e->head[s] ? words + words / 2 + 64 : 0;
            if (!e->head[s])
                return false;
        }
        memset(e->head[s], 0, (words + 1) * sizeof *e->head[s]);
    }
    for (size_t i = 0; i < c->lexicon_count; i++)
        if (!e->phrase_head[i]) {
            size_t phrases = (size_t)c->lexicons[i]->side[LT_LANGUAGE_VI].count + 1;
            e->phrase_head[i] = calloc(phrases, sizeof *e->phrase_head[i]);
            if (!e->phrase_head[i])
                return false;
        }
    e->count = LT_HIT_COMMON + 1;
    e->occurrence_count = 1;
    return true;
}

lt_status lt_evidence_collect(lt_evidence *e, const lt_align_side side[2], const lt_block *block,
                              const lt_lexicon *const *lexicons, size_t lexicon_count,
                              size_t rarest, bool forms)
{
    collector c = {e, side, block, lexicons, lexicon_count, rarest, {0, 0}, 0};
    for (int s = 0; s < 2; s++)
        c.first[s] = side[s].first[block->start[s]];
    if (rarest) {
        float expected = (float)block->size[0] / (HOPELESS * (float)rarest);
        c.least_rarity = expected > 1 ? (uint32_t)(16 * logf(expected)) : 0;
    }
    bool done = prepare(&c);
    if (done && e->capacity == 0) { /* hits[0] and [1] and occurrences[0] stand for none */
        e->count = 0;
        done = add_hit(e, 0, 0, 0, 0, 0) && add_hit(e, 0, 0, 0, 0, 0);
        e->head[0][0] = 0;
    }
    for (size_t i = 0; i < lexicon_count && done && !forms; i++) {
        if (e->occurrence_capacity == 0) {
            e->occurrences = malloc(4096 * sizeof *e->occurrences);
            e->occurrence_capacity = e->occurrences ? 4096 : 0;
            done = e->occurrences != NULL;
        }
        for (uint32_t s = 0; s < block->size[LT_LANGUAGE_VI] && done; s++)
            done = index_phrases(&c, i, s);
        for (uint32_t s = 0; s < block->size[LT_LANGUAGE_EN] && done; s++)
            done = match_phrases(&c, i, s);
    }
    for (size_t o = 1; o < e->occurrence_count; o++) /* clean for the next block */
        e->phrase_head[e->occurrences[o].lexicon][e->occurrences[o].phrase] = 0;
    return done && match_forms(&c) ? LT_OK : LT_NO_MEMORY;
}
