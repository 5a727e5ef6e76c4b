#include "token.h"

#include <string.h>

#include <libtext/utf8.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x3000;
}

/* What is neither space nor a mark stands in words; ² and ³ belong to units. */
static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    bool sign = (c >= 0x2000 && c < 0x2C00) || (c >= 0xFFE0 && c < 0xFFE7); /* ￡, ￥ */
    return (c >= 0xC0 || c == 0xB2 || c == 0xB3) && !sign;
}

/* A number as it is cut at its marks. */
typedef struct groups {
    size_t start[8], length[8], count;
    char mark[8]; /* before group i */
} groups;

static size_t cut(const char *text, size_t length, size_t at, groups *g)
{
    g->count = 0;
    for (;;) {
        size_t start = at;
        while (at < length && is_digit(text[at]))
            at++;
        g->start[g->count] = start;
        g->length[g->count++] = at - start;
        if (g->count == 8 || at + 1 >= length || (text[at] != '.' && text[at] != ',') ||
            !is_digit(text[at + 1]))
            return at;
        g->mark[g->count] = text[at++];
    }
}

/* Value of groups [from, to) as one row of digits. */
static double row(const char *text, const groups *g, size_t from, size_t to)
{
    double value = 0;
    for (size_t i = from; i < to; i++)
        for (size_t k = 0; k < g->length[i]; k++)
            value = value * 10 + (text[g->start[i] + k] - '0');
    return value;
}

static double fraction(const char *text, const groups *g, size_t group)
{
    double value = 0, place = 1;
    for (size_t k = 0; k < g->length[group] && k < 15; k++)
        value += (text[g->start[group] + k] - '0') * (place /= 10);
    return value;
}

static bool in_thousands(const char *text, const groups *g, size_t to)
{
    if (g->length[0] > 3 || g->length[0] == 0 || (text[g->start[0]] == '0' && to > 1))
        return false;
    for (size_t i = 1; i < to; i++)
        if (g->length[i] != 3)
            return false;
    return true;
}

/* Reads the marks by the language; where they can't be so read, as the writer must have meant. */
static void evaluate(const char *text, const groups *g, lt_language language, lt_figure_token *t)
{
    char decimal = language == LT_LANGUAGE_VI ? ',' : '.';
    size_t last = g->count - 1;
    bool same = true;
    t->pieces = 0;
    t->plain = g->count == 1;
    for (size_t i = 2; i < g->count; i++)
        same = same && g->mark[i] == g->mark[1];
    double whole = row(text, g, 0, g->count);
    double decimals = row(text, g, 0, last) + (last ? fraction(text, g, last) : 0);
    for (size_t i = 0; i < g->count && i < 3 && g->count <= 3; i++)
        if (g->length[i] <= 4)
            t->parts[t->pieces++] = (int)row(text, g, i, i + 1);
    if (g->count == 1)
        t->value = t->other = whole;
    else if (!same)
        t->value = t->other = decimals;
    else if (g->count > 2) {
        t->value = t->other = whole;
        t->code = !in_thousands(text, g, g->count);
    } else if (g->mark[1] == decimal) {
        t->value = t->other = decimals;
        /* "1,234" in Vietnamese is 1.234 by the rules; many newsrooms write 1,234 all the same */
        if (language == LT_LANGUAGE_VI && in_thousands(text, g, g->count))
            t->other = whole;
    } else
        t->value = t->other = in_thousands(text, g, g->count) ? whole : decimals;
}

static lt_figure_token *add(lt_figure_tokens *tokens)
{
    lt_figure_token *items =
        lt_array_room(tokens->items, tokens->count, &tokens->capacity, sizeof *items);
    if (!items)
        return NULL;
    tokens->items = items;
    lt_figure_token *t = &tokens->items[tokens->count++];
    memset(t, 0, sizeof *t);
    return t;
}

/* A word, a number or one mark from `at`; its end. */
static size_t scan_one(const char *text, size_t length, size_t at, lt_language language,
                       lt_figure_token *t)
{
    uint32_t c;
    size_t size = lt_utf8_decode(text + at, length - at, &c);
    t->start = at;
    if (is_digit(text[at])) {
        groups g;
        t->type = LT_FIGURE_NUMBER;
        at = cut(text, length, at, &g);
        evaluate(text, &g, language, t);
        return at;
    }
    if (!is_letter(c)) {
        t->type = LT_FIGURE_MARK;
        return at + size;
    }
    t->type = LT_FIGURE_WORD;
    do {
        at += size;
        size = lt_utf8_decode(text + at, length - at, &c);
    } while (size && is_letter(c));
    /* km2, m3 */
    if (at < length && (text[at] == '2' || text[at] == '3') && text[at - 1] == 'm' &&
        at - t->start <= 2 && (at + 1 == length || !is_digit(text[at + 1])))
        at++;
    return at;
}

lt_status lt_figure_scan(const char *text, size_t length, lt_language language,
                         lt_figure_tokens *tokens, lt_error *error)
{
    size_t at = 0, end = SIZE_MAX;
    tokens->count = 0;
    while (at < length) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        if (size == 0)
            return lt_error_set(error, LT_INVALID_UTF8, at, "invalid UTF-8 at byte %zu", at);
        if (is_space(c)) {
            at += size;
            continue;
        }
        lt_figure_token *t = add(tokens);
        if (!t)
            return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for the figures");
        t->glued = at == end;
        end = scan_one(text, length, at, language, t);
        t->length = end - at;
        at = end;
    }
    return LT_OK;
}
