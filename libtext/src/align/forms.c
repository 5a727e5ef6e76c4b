/* Words that are alike in both languages: names, figures, foreign words, beginnings. */
#include "collector.h"

#include <stdlib.h>

#include "base/pages.h"

/* In a text of any length every fiftieth word or more occurs once (a book: one in sixty); in one
 * that says everything several times less than one in so many. */
#define ONCE_IN 1000

/* Room for the forms of a short article; a power of two. */
#define SLOTS_AT_FIRST ((size_t)2048)

/* How many words before its turn a form is asked of memory, and how many before it what its place
 * in the table says: the words of a book are spread over more than the caches hold. */
#define FAR_AHEAD  16
#define NEAR_AHEAD 8

static size_t place_of(const lt_evidence *e, uint64_t key)
{
    return (size_t)(key * 0x9E3779B97F4A7C15u >> 32) & (e->slot_capacity - 1);
}

static struct lt_fold_slot *find_slot(lt_evidence *e, uint64_t key)
{
    size_t i = place_of(e, key);
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
    size_t slots = old ? e->slot_capacity : 0;
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
        e->fold_next = lt_pages_allocate(e->fold_capacity * sizeof *e->fold_next);
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

/* Has memory fetch the places of a word's forms in the table. */
static void ask_places(const lt_evidence *e, const lt_term *t, lt_language language)
{
    for (size_t form = 0; form < 2; form++)
        __builtin_prefetch(&e->slots[place_of(e, form_key(t, language, form))]);
}

/* And the first Vietnamese word that has one of them. */
static void ask_words(const lt_collector *c, const lt_term *en)
{
    const lt_evidence *e = c->e;
    const lt_term *vi = c->side[LT_LANGUAGE_VI].terms.items + c->first[LT_LANGUAGE_VI];
    for (size_t form = 0; form < 2; form++) {
        uint64_t key = form_key(en, LT_LANGUAGE_EN, form);
        const struct lt_fold_slot *slot = &e->slots[place_of(e, key)];
        if (slot->key != key || slot->round != e->round || slot->head == 0)
            continue;
        __builtin_prefetch(&vi[(slot->head - 1) / 2]);
        __builtin_prefetch(&e->fold_next[slot->head - 1]);
    }
}

/* Plain forms of the Vietnamese words: form 2w the whole word, 2w + 1 its beginning. */
static bool index_forms(lt_collector *c)
{
    lt_evidence *e = c->e;
    size_t words = lt_collector_words(c, LT_LANGUAGE_VI), used = 0, once = 0;
    if (!reserve_forms(e, words))
        return false;
    e->round++;
    const lt_term *terms = c->side[LT_LANGUAGE_VI].terms.items + c->first[LT_LANGUAGE_VI];
    for (size_t w = 0; w < words; w++) {
        if (w + NEAR_AHEAD < words)
            ask_places(e, &terms[w + NEAR_AHEAD], LT_LANGUAGE_VI);
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

static void mark_form(lt_collector *c, struct lt_fold_slot *slot, uint32_t word)
{
    lt_evidence_common(c->e, LT_LANGUAGE_EN, word);
    for (uint32_t f = slot->marked ? 0 : slot->head; f; f = c->e->fold_next[f - 1])
        lt_evidence_common(c->e, LT_LANGUAGE_VI, (f - 1) / 2);
    slot->marked = true;
}

static bool match_form(lt_collector *c, const uint32_t *segment_of, uint32_t word, uint32_t segment,
                       size_t form)
{
    lt_evidence *e = c->e;
    const lt_term *en = &c->side[LT_LANGUAGE_EN].terms.items[c->first[LT_LANGUAGE_EN] + word];
    const lt_term *vi = c->side[LT_LANGUAGE_VI].terms.items + c->first[LT_LANGUAGE_VI];
    uint64_t key = form_key(en, LT_LANGUAGE_EN, form);
    struct lt_fold_slot *slot = key ? find_slot(e, key) : NULL;
    if (!slot || slot->round != e->round)
        return true;
    if (slot->count > lt_collector_limit(c)) {
        if (!c->rarest)
            mark_form(c, slot, word);
        return true;
    }
    for (uint32_t f = slot->head; f; f = e->fold_next[f - 1]) {
        uint32_t w = (f - 1) / 2;
        unsigned kind = ((f - 1) & 1) == form ? kind_of_form(&vi[w], en, form) : 0;
        if (kind && (!lt_evidence_add(e, LT_LANGUAGE_EN, word, segment_of[w], kind, 1) ||
                     !lt_evidence_add(e, LT_LANGUAGE_VI, w, segment, kind, 1)))
            return false;
    }
    return true;
}

bool lt_collector_forms(lt_collector *c)
{
    const lt_align_side *vi = &c->side[LT_LANGUAGE_VI], *en = &c->side[LT_LANGUAGE_EN];
    size_t words = lt_collector_words(c, LT_LANGUAGE_VI);
    uint32_t *segment_of = lt_pages_allocate((words + 1) * sizeof *segment_of);
    bool done = segment_of && index_forms(c);
    for (uint32_t s = 0; done && s < c->block->size[LT_LANGUAGE_VI]; s++) {
        size_t at = c->block->start[LT_LANGUAGE_VI] + s;
        for (uint32_t w = vi->first[at]; w < vi->first[at + 1]; w++)
            segment_of[w - c->first[LT_LANGUAGE_VI]] = s;
    }
    for (uint32_t s = 0; done && s < c->block->size[LT_LANGUAGE_EN]; s++) {
        size_t at = c->block->start[LT_LANGUAGE_EN] + s;
        for (uint32_t w = en->first[at]; done && w < en->first[at + 1]; w++) {
            if (w + FAR_AHEAD < en->terms.count) {
                ask_places(c->e, &en->terms.items[w + FAR_AHEAD], LT_LANGUAGE_EN);
                ask_words(c, &en->terms.items[w + NEAR_AHEAD]);
            }
            for (size_t form = 0; form < 2 && done; form++)
                done = match_form(c, segment_of, w - c->first[LT_LANGUAGE_EN], s, form);
        }
    }
    free(segment_of);
    return done;
}
