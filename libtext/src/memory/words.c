/* Texts as they are compared: normalized, their words, the marks they are found by. */
#include <stdio.h>
#include <string.h>

#include <libtext/normalize.h>

#include "base/hash.h"
#include "memory.h"

/* Numbers are one word to the index and to the count of changes. */
#define NUMBER 1

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void lt_memory_trim(const char **text, size_t *length)
{
    while (*length > 0 && is_space((*text)[*length - 1]))
        (*length)--;
    while (*length > 0 && is_space(**text)) {
        (*text)++;
        (*length)--;
    }
}

/* Runs of white space become one space; none at either end. */
static void join_spaces(lt_buffer *text)
{
    size_t kept = 0;
    for (size_t i = 0; i < text->length; i++) {
        bool space = is_space(text->data[i]);
        if (space && (kept == 0 || text->data[kept - 1] == ' '))
            continue;
        text->data[kept++] = space ? ' ' : text->data[i];
    }
    if (kept > 0 && text->data[kept - 1] == ' ')
        kept--;
    lt_buffer_truncate(text, kept);
}

lt_status lt_memory_normalize(const char *text, size_t length, lt_buffer *out, lt_error *error)
{
    static const lt_normalize_options options = {LT_FORM_NFC, LT_TONE_OLD, LT_CLEAN_BASIC, false};
    lt_buffer_clear(out);
    if (length > LT_MEMORY_TEXT_MAXIMUM)
        return lt_error_set(error, LT_TOO_LONG, 0, "memory: a text of more than %zu bytes",
                            LT_MEMORY_TEXT_MAXIMUM);
    lt_status status = lt_normalize(text, length, &options, out, NULL, error);
    if (status == LT_OK && out->length > 0)
        join_spaces(out);
    return status;
}

lt_status lt_memory_words(const lt_buffer *normal, lt_terms *words, lt_error *error)
{
    words->count = 0;
    /* As Vietnamese in both languages: no endings are taken off, for those are changes too. */
    if (lt_terms_scan(words, normal->data, normal->length, LT_LANGUAGE_VI) != LT_OK)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    for (size_t i = 0; i < words->count; i++)
        if (words->items[i].flags & LT_TERM_NUMBER)
            words->items[i].key = NUMBER;
    return LT_OK;
}

void lt_memory_mark(const lt_terms *words, size_t index, lt_language language,
                    char mark[LT_MEMORY_MARK + 1])
{
    uint64_t before = index > 0 ? words->items[index - 1].key : 2;
    uint64_t key = lt_terms_join(lt_terms_join(before, 3 + (uint64_t)language),
                                 index < words->count ? words->items[index].key : 2);
    snprintf(mark, LT_MEMORY_MARK + 1, "%012llx", (unsigned long long)(key & 0xFFFFFFFFFFFF));
}

/* A change weighs more than all replaced numbers together, so that the cheapest way has the fewest
 * changes and, of those, the fewest replaced numbers. */
#define CHANGE (LT_MEMORY_WORDS * 2u)

static unsigned replace_cost(const lt_term *a, const lt_term *b)
{
    if (a->key != b->key)
        return CHANGE;
    return a->fold != b->fold && (a->flags & LT_TERM_NUMBER) ? 1 : 0;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

size_t lt_memory_compare(const lt_terms *a, const lt_terms *b, size_t most, unsigned *costs,
                         unsigned *numbers)
{
    const unsigned far = CHANGE * (unsigned)(most + 1);
    unsigned *row = costs, *above = costs + LT_MEMORY_WORDS + 1;
    size_t apart = a->count > b->count ? a->count - b->count : b->count - a->count;
    *numbers = 0;
    if (apart > most || a->count > LT_MEMORY_WORDS || b->count > LT_MEMORY_WORDS)
        return most + 1;
    for (size_t k = 0; k <= b->count; k++)
        row[k] = k <= most ? CHANGE * (unsigned)k : far;
    /* No way with at most `most` changes leaves the diagonals that near to the main one. */
    for (size_t i = 1; i <= a->count; i++) {
        unsigned *next = above, best = far;
        size_t from = i > most ? i - most : 0, to = i + most < b->count ? i + most : b->count;
        above = row;
        row = next;
        for (size_t k = from; k <= to; k++) {
            unsigned cost = far;
            if (k > 0) {
                cost = above[k - 1] + replace_cost(&a->items[i - 1], &b->items[k - 1]);
                if (k > from)
                    cost = least(cost, row[k - 1] + CHANGE);
            }
            if (k < i + most)
                cost = least(cost, above[k] + CHANGE);
            row[k] = least(cost, far);
            best = least(best, row[k]);
        }
        if (best >= far)
            return most + 1;
    }
    if (row[b->count] >= far)
        return most + 1;
    *numbers = row[b->count] % CHANGE;
    return row[b->count] / CHANGE;
}
