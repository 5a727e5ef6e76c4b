#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "builder.h"
#include "image.h"
#include "terms.h"

#define DEFAULT_WEIGHT 0.5

static lt_status no_memory(lt_error *error)
{
    return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for a lexicon");
}

lt_status lt_lexicon_builder_new(lt_lexicon_builder **builder, lt_error *error)
{
    *builder = calloc(1, sizeof **builder);
    return *builder ? LT_OK : no_memory(error);
}

void lt_lexicon_builder_free(lt_lexicon_builder *builder)
{
    if (!builder)
        return;
    free(builder->phrases[0]);
    free(builder->phrases[1]);
    free(builder->pairs);
    lt_arena_dispose(&builder->texts);
    free(builder);
}

static int compare_phrases(const void *left, const void *right)
{
    const lt_phrase *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Sorts and keeps of the same key the first text and the greatest count. */
static void unite_phrases(lt_lexicon_builder *b, int side)
{
    lt_phrase *p = b->phrases[side];
    size_t kept = 0;
    if (b->count[side] == 0)
        return;
    qsort(p, b->count[side], sizeof *p, compare_phrases);
    for (size_t i = 0; i < b->count[side]; i++) {
        if (kept > 0 && p[kept - 1].key == p[i].key) {
            if (p[kept - 1].sentences < p[i].sentences)
                p[kept - 1].sentences = p[i].sentences;
            continue;
        }
        p[kept++] = p[i];
    }
    b->count[side] = kept;
}

static int compare_pairs(const void *left, const void *right)
{
    const lt_pair *a = left, *b = right;
    if (a->vi != b->vi)
        return a->vi < b->vi ? -1 : 1;
    if (a->en != b->en)
        return a->en < b->en ? -1 : 1;
    if (a->weight > b->weight || a->weight < b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->source < b->source ? -1 : a->source > b->source;
}

static void unite_pairs(lt_lexicon_builder *b)
{
    size_t kept = 0;
    if (b->pair_count == 0)
        return;
    qsort(b->pairs, b->pair_count, sizeof *b->pairs, compare_pairs);
    for (size_t i = 0; i < b->pair_count; i++) {
        lt_pair *last = kept ? &b->pairs[kept - 1] : NULL;
        if (!last || last->vi != b->pairs[i].vi || last->en != b->pairs[i].en)
            b->pairs[kept++] = b->pairs[i];
    }
    b->pair_count = kept;
}

/* Room for one more; what was added twice is united first when the array is full. */
static lt_status reserve_phrase(lt_lexicon_builder *b, int side, lt_error *error)
{
    if (b->count[side] < b->capacity[side])
        return LT_OK;
    unite_phrases(b, side);
    if (b->count[side] >= LT_LEXICON_PHRASES)
        return lt_error_set(error, LT_TOO_LONG, 0, "lexicon: more than %u phrases",
                            LT_LEXICON_PHRASES);
    if (b->count[side] * 2 <= b->capacity[side] && b->capacity[side])
        return LT_OK;
    size_t capacity = b->capacity[side] ? b->capacity[side] * 2 : 64;
    lt_phrase *grown = realloc(b->phrases[side], capacity * sizeof *grown);
    if (!grown)
        return no_memory(error);
    b->phrases[side] = grown;
    b->capacity[side] = capacity;
    return LT_OK;
}

static lt_status reserve_pair(lt_lexicon_builder *b, lt_error *error)
{
    if (b->pair_count < b->pair_capacity)
        return LT_OK;
    unite_pairs(b);
    if (b->pair_count >= LT_LEXICON_PAIRS)
        return lt_error_set(error, LT_TOO_LONG, 0, "lexicon: more than %u pairs", LT_LEXICON_PAIRS);
    if (b->pair_count * 2 <= b->pair_capacity && b->pair_capacity)
        return LT_OK;
    size_t capacity = b->pair_capacity ? b->pair_capacity * 2 : 64;
    lt_pair *grown = realloc(b->pairs, capacity * sizeof *grown);
    if (!grown)
        return no_memory(error);
    b->pairs = grown;
    b->pair_capacity = capacity;
    return LT_OK;
}

/* Fills `made` from a text; words 0 where the text is no phrase. */
static lt_status make_phrase(const char *text, size_t length, lt_language language, lt_phrase *made,
                             lt_error *error)
{
    size_t words = 0;
    *made = (lt_phrase){0, 0, text, (uint32_t)length, 0, 0, 0};
    if (length == 0 || length > LT_LEXICON_TEXT_SIZE)
        return LT_OK;
    if (lt_utf8_validate(text, length, error) != LT_OK)
        return LT_INVALID_UTF8;
    if (lt_terms_phrase(text, length, language, &made->key, &words, &made->head) != LT_OK)
        return no_memory(error);
    made->words = words > LT_LEXICON_WORDS ? 0 : (uint32_t)words;
    return LT_OK;
}

static lt_status keep_phrase(lt_lexicon_builder *b, lt_language language, lt_phrase *p,
                             lt_error *error)
{
    lt_status status = reserve_phrase(b, (int)language, error);
    if (status != LT_OK)
        return status;
    const char *text = lt_arena_copy(&b->texts, p->text, p->length);
    if (!text)
        return no_memory(error);
    p->text = text;
    p->order = b->order++;
    b->phrases[language][b->count[language]++] = *p;
    return LT_OK;
}

lt_status lt_lexicon_builder_add(lt_lexicon_builder *b, const char *vi, size_t vi_length,
                                 const char *en, size_t en_length, double weight,
                                 lt_lexicon_source source, lt_error *error)
{
    if (!(weight > 0 && weight <= 1))
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "lexicon: weight %g is not in (0, 1]",
                            weight);
    if ((unsigned)source >= LT_LEXICON_SOURCE_COUNT)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "lexicon: unknown source %d", (int)source);
    lt_phrase v, e;
    lt_status status = make_phrase(vi, vi_length, LT_LANGUAGE_VI, &v, error);
    if (status == LT_OK)
        status = make_phrase(en, en_length, LT_LANGUAGE_EN, &e, error);
    if (status != LT_OK || v.words == 0 || e.words == 0)
        return status;
    status = reserve_pair(b, error);
    if (status == LT_OK)
        status = keep_phrase(b, LT_LANGUAGE_VI, &v, error);
    if (status == LT_OK)
        status = keep_phrase(b, LT_LANGUAGE_EN, &e, error);
    if (status == LT_OK)
        b->pairs[b->pair_count++] = (lt_pair){v.key, e.key, (float)weight, source};
    return status;
}

lt_status lt_lexicon_builder_count(lt_lexicon_builder *b, lt_language language, const char *text,
                                   size_t length, uint32_t sentences, lt_error *error)
{
    lt_phrase p;
    lt_status status = make_phrase(text, length, language, &p, error);
    if (status != LT_OK || p.words == 0)
        return status;
    p.sentences = sentences;
    return keep_phrase(b, language, &p, error);
}

void lt_lexicon_builder_total(lt_lexicon_builder *builder, uint32_t sentences)
{
    builder->total = sentences;
}

/* A number of at most 31 characters at the end of a line. */
static bool read_number(const char *text, size_t length, double *number)
{
    char copy[32];
    if (length == 0 || length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    /* digits and one point only: strtod alone would take "nan" and heed the locale */
    double value = 0, scale = 1;
    bool point = false;
    for (size_t i = 0; i < length; i++) {
        if (copy[i] == '.' && !point) {
            point = true;
        } else if (copy[i] >= '0' && copy[i] <= '9') {
            value = value * 10 + (copy[i] - '0');
            scale *= point ? 10 : 1;
        } else {
            return false;
        }
    }
    *number = value / scale;
    return true;
}

static lt_status read_line(lt_lexicon_builder *b, const char *line, size_t length,
                           lt_lexicon_source source, lt_error *error)
{
    const char *tab = memchr(line, '\t', length);
    if (!tab)
        return lt_error_set(error, LT_BAD_DATA, 0, "lexicon: no tab between the languages");
    const char *en = tab + 1, *end = line + length;
    const char *tab2 = memchr(en, '\t', (size_t)(end - en));
    size_t vi_length = (size_t)(tab - line), en_length = (size_t)((tab2 ? tab2 : end) - en);
    double number = DEFAULT_WEIGHT;
    if (tab2) {
        const char *tab3 = memchr(tab2 + 1, '\t', (size_t)(end - tab2 - 1));
        if (!read_number(tab2 + 1, (size_t)((tab3 ? tab3 : end) - tab2 - 1), &number))
            return lt_error_set(error, LT_BAD_DATA, 0, "lexicon: the third column is no number");
    }
    if (vi_length > 0 && en_length > 0) {
        if (!(number > 0 && number <= 1))
            return lt_error_set(error, LT_BAD_DATA, 0, "lexicon: weight %g is not in (0, 1]",
                                number);
        return lt_lexicon_builder_add(b, line, vi_length, en, en_length, number, source, error);
    }
    uint32_t count = number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
    if (vi_length > 0)
        return lt_lexicon_builder_count(b, LT_LANGUAGE_VI, line, vi_length, count, error);
    if (en_length > 0)
        return lt_lexicon_builder_count(b, LT_LANGUAGE_EN, en, en_length, count, error);
    lt_lexicon_builder_total(b, count);
    return LT_OK;
}

lt_status lt_lexicon_builder_read(lt_lexicon_builder *builder, const char *text, size_t length,
                                  lt_lexicon_source source, lt_error *error)
{
    lt_status status = LT_OK;
    size_t line = 0;
    size_t mark = lt_utf8_mark(text, length);
    for (size_t start = mark, next; start < length && status == LT_OK; start = next) {
        const char *newline = memchr(text + start, '\n', length - start);
        size_t end = newline ? (size_t)(newline - text) : length;
        next = end + 1;
        line++;
        if (end > start && text[end - 1] == '\r')
            end--;
        if (end == start || text[start] == '#')
            continue;
        status = read_line(builder, text + start, end - start, source, error);
        if (status != LT_OK && error && error->line == 0) {
            error->line = line;
            error->offset += start;
        }
    }
    return status;
}

void lt_lexicon_builder_unite(lt_lexicon_builder *b)
{
    unite_phrases(b, 0);
    unite_phrases(b, 1);
    unite_pairs(b);
}

size_t lt_lexicon_builder_find(const lt_lexicon_builder *b, int side, uint64_t key)
{
    size_t low = 0, high = b->count[side];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (b->phrases[side][middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
