#include "glossary.h"
#include "review.h"

static bool has_keys(const lt_review_words *words, size_t from, size_t to, const uint64_t *keys,
                     size_t count)
{
    for (size_t i = from; i + count <= to; i++) {
        size_t k = 0;
        while (k < count && words->items[i + k].key == keys[k])
            k++;
        if (k == count)
            return true;
    }
    return false;
}

static bool same_term(const lt_term_entry *a, const lt_term_entry *b)
{
    if (a->vi_count != b->vi_count)
        return false;
    for (size_t i = 0; i < a->vi_count; i++)
        if (a->vi[i] != b->vi[i])
            return false;
    return true;
}

/* The longest term that begins at word i, or NULL. */
static const lt_term_entry *term_at(const lt_review_work *w, size_t i, size_t end)
{
    const lt_glossary *g = w->glossary;
    const lt_review_word *word = &w->words[0].items[i];
    const lt_term_entry *best = NULL;
    for (size_t e = lt_glossary_find(g, word->key); e < g->count; e++) {
        const lt_term_entry *entry = &g->entries[e];
        if (entry->vi[0] != word->key)
            break;
        if (i + entry->vi_count <= end && (!best || entry->vi_count > best->vi_count) &&
            word[entry->vi_count - 1].segment == word->segment &&
            has_keys(&w->words[0], i, i + entry->vi_count, entry->vi, entry->vi_count))
            best = entry;
    }
    return best;
}

lt_status lt_review_terms(lt_review_work *w, const lt_link *l)
{
    const lt_review_words *vi = &w->words[0], *en = &w->words[1];
    size_t end = vi->first[l->vi + l->vi_count];
    size_t from = en->first[l->en], to = en->first[l->en + l->en_count];
    lt_status status = LT_OK;
    for (size_t i = vi->first[l->vi]; w->glossary && i < end && status == LT_OK;) {
        const lt_term_entry *first = term_at(w, i, end);
        if (!first) {
            i++;
            continue;
        }
        const lt_term_entry *last = w->glossary->entries + w->glossary->count;
        bool told = false;
        for (const lt_term_entry *e = first; e < last && same_term(e, first) && !told; e++)
            told = has_keys(en, from, to, e->en, e->en_count);
        if (!told)
            status =
                lt_review_add(w, LT_REVIEW_TERM, lt_review_span_of(vi, i, i + first->vi_count - 1),
                              lt_review_whole(w, LT_LANGUAGE_EN, l->en), first->english);
        i += first->vi_count;
    }
    return status;
}
