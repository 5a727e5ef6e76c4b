#include "glossary.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include <libtext/utf8.h>

#include "review.h"

bool lt_term_passes(const lt_review_word *word)
{
    static const char *const small[] = {"s", "the", "a", "an"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (strcmp(word->fold, small[i]) == 0)
            return true;
    return false;
}

const char *lt_term_place(const lt_review_word *word, const lt_review_word *end)
{
    static const char *const places[][3] = {{"viet", "nam", "vietnam"},   {"ha", "noi", "hanoi"},
                                            {"da", "nang", "danang"},     {"sai", "gon", "saigon"},
                                            {"hai", "phong", "haiphong"}, {"ha", "long", "halong"}};
    if (end - word < 2 || !word->capital || !word[1].spaced || word[1].segment != word->segment)
        return NULL;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (strcmp(word->fold, places[i][0]) == 0 && strcmp(word[1].fold, places[i][1]) == 0)
            return places[i][2];
    return NULL;
}

bool lt_term_capitals(const char *text, size_t length)
{
    size_t capitals = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] >= 'a' && text[i] <= 'z')
            return length > 2 && i + 1 == length && text[i] == 's' && capitals > 1; /* SMEs */
        capitals += text[i] >= 'A' && text[i] <= 'Z';
    }
    return capitals > 1 && capitals < 5; /* longer ones are written Covid and Unesco as well */
}

static lt_status vietnamese_keys(lt_glossary *g, const lt_review_words *words, lt_term_entry *e)
{
    e->vi = lt_arena_alloc(&g->arena, words->count * sizeof *e->vi);
    for (size_t i = 0; e->vi && i < words->count; i++) {
        e->vi[i] = words->items[i].key;
        e->gaps |= (uint32_t)(i > 0 && !words->items[i].spaced) << i;
        e->named |= (uint32_t)words->items[i].capital << i;
    }
    if (e->named == 1 ||
        words->count > 2) /* a first capital says little; long ones are no other word */
        e->named = 0;
    e->vi_count = words->count;
    return e->vi ? LT_OK : LT_NO_MEMORY;
}

static lt_status english_stems(lt_glossary *g, const char *text, const lt_review_words *words,
                               lt_term_entry *e)
{
    char stem[LT_STEM], all[LT_STEM] = "", initials[LT_TERM_WORDS + 1] = "";
    size_t capitals = 0;
    e->en = lt_arena_alloc(&g->arena, words->count * sizeof *e->en);
    if (!e->en)
        return LT_NO_MEMORY;
    for (size_t i = 0; i < words->count; i++) {
        const lt_review_word *w = &words->items[i];
        if (lt_term_passes(w))
            continue;
        const char *place = lt_term_place(w, words->items + words->count);
        const char *fold = place ? place : w->fold;
        i += place != NULL;
        if (strlen(all) + strlen(fold) < sizeof all)
            strcat(all, fold);
        const char *full = w->capital ? lt_review_full(fold) : NULL;
        lt_review_stem(full ? full : fold, stem);
        initials[e->en_count] = fold[0];
        capitals += w->capital;
        lt_term_word *made = &e->en[e->en_count++];
        made->capitals = lt_term_capitals(text + w->start, w->length);
        made->stem = lt_arena_copy(&g->arena, stem, strlen(stem));
        if (!made->stem)
            return LT_NO_MEMORY;
    }
    lt_review_stem(all, stem);
    e->joined = lt_arena_copy(&g->arena, stem, strlen(stem));
    e->capitals = capitals > 0;
    bool name = capitals > 1 && capitals == e->en_count;
    e->initials = lt_arena_copy(&g->arena, initials, name ? capitals : 0);
    return e->joined && e->initials ? LT_OK : LT_NO_MEMORY;
}

/* The words of one side of an entry. */
static lt_status read_side(lt_glossary *g, lt_language side, const char *text, size_t length,
                           lt_term_entry *e)
{
    lt_review_words words = {NULL, 0, 0, NULL, NULL};
    lt_align_segment segment = {text, length, 0};
    lt_status status = lt_review_words_scan(&words, &segment, 1);
    if (status == LT_OK && words.count > 0 && words.count <= LT_TERM_WORDS)
        status = side == LT_LANGUAGE_VI ? vietnamese_keys(g, &words, e)
                                        : english_stems(g, text, &words, e);
    lt_review_words_dispose(&words);
    return status;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static lt_status add(lt_glossary *g, const char *vi, size_t vi_length, const char *en,
                     size_t en_length)
{
    lt_term_entry e = {.order = g->count};
    if (g->count == LT_GLOSSARY_TERMS)
        return LT_TOO_LONG;
    if (g->count == g->capacity) {
        size_t capacity = g->capacity ? g->capacity * 2 : 64;
        lt_term_entry *grown = realloc(g->entries, capacity * sizeof *grown);
        if (!grown)
            return LT_NO_MEMORY;
        g->entries = grown;
        g->capacity = capacity;
    }
    while (en_length > 0 && blank(*en))
        en++, en_length--;
    while (en_length > 0 && blank(en[en_length - 1]))
        en_length--;
    lt_status status = read_side(g, LT_LANGUAGE_VI, vi, vi_length, &e);
    if (status == LT_OK)
        status = read_side(g, LT_LANGUAGE_EN, en, en_length, &e);
    if (status != LT_OK)
        return status;
    e.english = lt_arena_copy(&g->arena, en, en_length);
    if (!e.english)
        return LT_NO_MEMORY;
    if (e.vi_count > 0 && e.en_count > 0)
        g->entries[g->count++] = e;
    return LT_OK;
}

/* Adds each of "a|b|c". */
static lt_status add_all(lt_glossary *g, const char *vi, size_t vi_length, const char *en,
                         size_t en_length)
{
    lt_status status = LT_OK;
    for (size_t at = 0; at <= en_length && status == LT_OK;) {
        const char *bar = memchr(en + at, '|', en_length - at);
        size_t end = bar ? (size_t)(bar - en) : en_length;
        status = add(g, vi, vi_length, en + at, end - at);
        at = end + 1;
    }
    return status;
}

static bool all_blank(const char *text, size_t length)
{
    while (length > 0 && blank(*text))
        text++, length--;
    return length == 0;
}

/* One line that is no comment; `wrong` says what is wrong with bad data. */
static lt_status read_line(lt_glossary *g, const char *line, size_t length, const char **wrong)
{
    const char *tab = memchr(line, '\t', length), *end = line + length;
    *wrong = "no tab between the Vietnamese and the English term";
    if (!tab)
        return LT_BAD_DATA;
    const char *en = tab + 1, *more = memchr(en, '\t', (size_t)(end - en));
    const char *stop = more ? more : end;
    *wrong = "a term is missing";
    if (all_blank(line, (size_t)(tab - line)) || all_blank(en, (size_t)(stop - en)))
        return LT_BAD_DATA;
    /* "in addition" may be said in a hundred ways */
    bool free = end - stop >= 11 && memcmp(stop + 1, "set phrase", 10) == 0;
    return free ? LT_OK : add_all(g, line, (size_t)(tab - line), en, (size_t)(stop - en));
}

static lt_status read_lines(lt_glossary *g, const char *text, size_t length, lt_error *error)
{
    size_t line = 0;
    for (size_t at = 0; at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - text) : length, next = end + 1;
        if (end > at && text[end - 1] == '\r')
            end--;
        line++;
        const char *wrong = NULL;
        lt_status status = LT_OK;
        if (!all_blank(text + at, end - at) && text[at] != '#')
            status = read_line(g, text + at, end - at, &wrong);
        if (status != LT_OK) {
            lt_error_set(error, status, at, "glossary: %s",
                         status == LT_BAD_DATA ? wrong : lt_status_name(status));
            if (error && error->line == 0)
                error->line = line;
            return status;
        }
        at = next;
    }
    return LT_OK;
}

enum { TBX_TERMS = 32, TBX_DEPTH = 200 };

/* The terms of one entry. */
typedef struct concept {
    const char *text[2][TBX_TERMS];
    size_t count[2];
}
concept;

static void collect(const xmlNode *node, int language, int depth, concept *c)
{
    for (; node && depth < TBX_DEPTH; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        xmlChar *lang = xmlGetNsProp(node, BAD_CAST "lang", XML_XML_NAMESPACE);
        int own = language;
        if (lang)
            own = xmlStrncasecmp(lang, BAD_CAST "vi", 2) == 0   ? 0
                  : xmlStrncasecmp(lang, BAD_CAST "en", 2) == 0 ? 1
                                                                : -1;
        xmlFree(lang);
        bool term = xmlStrEqual(node->name, BAD_CAST "term");
        if (term && own >= 0 && c->count[own] < TBX_TERMS && node->children &&
            node->children->type == XML_TEXT_NODE)
            c->text[own][c->count[own]++] = (const char *)node->children->content;
        collect(node->children, own, depth + 1, c);
    }
}

static lt_status walk(lt_glossary *g, const xmlNode *node, int depth)
{
    lt_status status = LT_OK;
    for (; node && status == LT_OK && depth < TBX_DEPTH; node = node->next) {
        bool entry =
            node->type == XML_ELEMENT_NODE && (xmlStrEqual(node->name, BAD_CAST "termEntry") ||
                                               xmlStrEqual(node->name, BAD_CAST "conceptEntry"));
        if (!entry) {
            status = walk(g, node->children, depth + 1);
            continue;
        }
        concept c = {.count = {0, 0}};
        collect(node->children, -1, depth + 1, &c);
        for (size_t i = 0; i < c.count[0]; i++)
            for (size_t k = 0; k < c.count[1] && status == LT_OK; k++)
                status =
                    add(g, c.text[0][i], strlen(c.text[0][i]), c.text[1][k], strlen(c.text[1][k]));
    }
    return status;
}

static lt_status read_tbx(lt_glossary *g, const char *text, size_t length, lt_error *error)
{
    size_t before = g->count;
    if (length > (size_t)1 << 28)
        return lt_error_set(error, LT_TOO_LONG, 0, "the glossary has more than 256 MiB");
    xmlDoc *doc = xmlReadMemory(text, (int)length, "glossary", NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!doc) {
        lt_status bad = lt_error_set(error, LT_BAD_DATA, 0, "the glossary is no well-formed XML");
        const xmlError *last = xmlGetLastError();
        if (error && error->line == 0 && last && last->line > 0)
            error->line = (size_t)last->line;
        return bad;
    }
    lt_status status = walk(g, xmlDocGetRootElement(doc), 0);
    xmlFreeDoc(doc);
    if (status == LT_OK && g->count == before)
        return lt_error_set(error, LT_BAD_DATA, 0,
                            "the TBX glossary has no term in Vietnamese and English");
    return status == LT_OK ? LT_OK : lt_error_set(error, status, 0, "%s", lt_status_name(status));
}

int lt_glossary_compare(const void *a, const void *b)
{
    const lt_term_entry *x = a, *y = b;
    for (size_t i = 0; i < x->vi_count && i < y->vi_count; i++)
        if (x->vi[i] != y->vi[i])
            return x->vi[i] < y->vi[i] ? -1 : 1;
    if (x->vi_count != y->vi_count)
        return x->vi_count > y->vi_count ? -1 : 1; /* longer ones first */
    return x->order < y->order ? -1 : x->order > y->order;
}

size_t lt_glossary_find(const lt_glossary *g, uint64_t key)
{
    size_t low = 0, high = g->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (g->entries[middle].vi[0] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

lt_status lt_glossary_add(lt_glossary *g, const char *text, size_t length, lt_error *error)
{
    size_t before = g->count, at = 0;
    size_t mark = lt_utf8_mark(text, length);
    text += mark;
    length -= mark;
    while (at < length && blank(text[at]))
        at++;
    for (size_t i = 0; i < g->count; i++) /* as they were given */
        g->entries[i].order = i;
    lt_status status = at < length && text[at] == '<' ? read_tbx(g, text, length, error)
                                                      : read_lines(g, text, length, error);
    if (status != LT_OK)
        g->count = before;
    if (g->count > before)
        qsort(g->entries, g->count, sizeof *g->entries, lt_glossary_compare);
    return status;
}

lt_status lt_glossary_read(const char *text, size_t length, lt_glossary **glossary, lt_error *error)
{
    lt_glossary *g = calloc(1, sizeof *g);
    *glossary = NULL;
    if (!g)
        return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for the glossary");
    lt_status status = lt_glossary_add(g, text, length, error);
    if (status != LT_OK) {
        lt_glossary_free(g);
        return status;
    }
    *glossary = g;
    return LT_OK;
}

void lt_glossary_free(lt_glossary *g)
{
    if (!g)
        return;
    lt_arena_dispose(&g->arena);
    free(g->entries);
    free(g);
}

size_t lt_glossary_size(const lt_glossary *g)
{
    return g->count;
}
