/* Numbers in digits and in words, with what stands before and behind them. */
#include "number.h"

#include <math.h>
#include <string.h>

#include "phrase.h"

static bool is_dash(const lt_figure *f, size_t i)
{
    return lt_figure_is_mark(f, i, "-") || lt_figure_is_mark(f, i, "–") ||
           lt_figure_is_mark(f, i, "—");
}

typedef const lt_quantity_word *(*word_table)(const char *text, size_t length,
                                              lt_language language);

/* The longest entry of up to three tokens from i; *used says how many. */
static const lt_quantity_word *look_up(const lt_figure *f, size_t i, word_table table, size_t most,
                                       size_t *used)
{
    for (size_t n = most; n > 0; n--) {
        if (i + n > f->count)
            continue;
        const lt_figure_token *first = &f->tokens[i], *last = &f->tokens[i + n - 1];
        if (first->type == LT_FIGURE_NUMBER || last->type == LT_FIGURE_NUMBER)
            continue;
        const lt_quantity_word *w =
            table(f->text + first->start, last->start + last->length - first->start, f->language);
        *used = n;
        if (w)
            return w;
    }
    return NULL;
}

/* Not the tỷ of tỷ lệ, tỷ phú: the scale is the first syllable of another word. */
static bool other_word(const lt_figure *f, size_t i)
{
    static const char *const next[] = {"lệ", "phú", "trọng"};
    for (size_t k = 0; k < sizeof next / sizeof *next && f->language == LT_LANGUAGE_VI; k++)
        if (lt_figure_is_word(f, i + 1, next[k]))
            return true;
    return false;
}

/* The scale word at i, also behind a hyphen: $2-billion. */
static const lt_quantity_word *scale_at(const lt_figure *f, size_t i, size_t *used)
{
    bool hyphen = f->language == LT_LANGUAGE_EN && is_dash(f, i) && f->tokens[i].glued &&
                  i + 1 < f->count && f->tokens[i + 1].glued;
    *used = 0;
    const lt_quantity_word *w = look_up(f, i + hyphen, lt_quantity_scale, 1, used);
    *used += hyphen;
    return w && !other_word(f, i) ? w : NULL;
}

/* nghìn, triệu, million, …: all that follow one another. */
static size_t read_scales(const lt_figure *f, size_t i, lt_quantity *q)
{
    size_t used;
    const lt_quantity_word *w;
    double scale = 1;
    while ((w = scale_at(f, i, &used))) {
        q->value *= w->value;
        q->other *= w->value;
        scale *= w->value;
        i += used;
    }
    return lt_phrase_half(f, i, scale, q);
}

/* The currency behind a number; "đồng" may be part of its name: đồng euro. */
static const lt_quantity_word *currency_at(const lt_figure *f, size_t i, size_t *used)
{
    size_t most = f->language == LT_LANGUAGE_VI ? 3 : 2;
    const lt_quantity_word *w = NULL;
    if (f->language == LT_LANGUAGE_VI && lt_figure_is_word(f, i, "đồng"))
        w = look_up(f, i + 1, lt_quantity_currency, most, used);
    if (w && f->tokens[i + 1].type == LT_FIGURE_WORD) {
        ++*used;
        return w;
    }
    return look_up(f, i, lt_quantity_currency, most, used);
}

/* What stands behind the number: %, money, unit. */
static size_t read_unit(const lt_figure *f, size_t i, lt_quantity *q)
{
    size_t used, at = i;
    if (is_dash(f, at) && f->tokens[at].glued && at + 1 < f->count && f->tokens[at + 1].glued)
        at++; /* five-year */
    if (lt_figure_is_mark(f, at, "%") || lt_figure_is_word(f, at, "percent")) {
        q->kind = LT_QUANTITY_PERCENT, q->unit = "%";
        return at + 1;
    }
    if ((lt_figure_is_word(f, at, "per") && lt_figure_is_word(f, at + 1, "cent")) ||
        (lt_figure_is_word(f, at, "phần") && lt_figure_is_word(f, at + 1, "trăm"))) {
        q->kind = LT_QUANTITY_PERCENT, q->unit = "%";
        return at + 2;
    }
    if (lt_figure_is_word(f, at, "of"))
        at++; /* 16.8 billions of VND */
    const lt_quantity_word *w = *q->unit ? NULL : currency_at(f, at, &used);
    if (w) {
        q->kind = LT_QUANTITY_MONEY, q->unit = w->unit;
        return at + used;
    }
    if (lt_figure_is_mark(f, at, "°") && lt_figure_is_word(f, at + 1, "c")) {
        q->kind = LT_QUANTITY_MEASURE, q->unit = "°C";
        return at + 2;
    }
    w = *q->unit || at != i + (is_dash(f, i) ? 1 : 0) ? NULL
                                                      : look_up(f, at, lt_quantity_unit, 3, &used);
    /* "5 năm 2021-2025" are years, "2 tháng 9" is a date that was read before */
    if (w) {
        q->kind = LT_QUANTITY_MEASURE, q->unit = w->unit;
        return lt_phrase_half(f, at + used, 1, q);
    }
    return i;
}

/* VND, USD, $ before the number. */
static void read_prefix(const lt_figure *f, size_t i, lt_quantity *q)
{
    size_t used;
    if (i == 0 || i <= f->done)
        return;
    const lt_figure_token *before = &f->tokens[i - 1];
    if (before->type == LT_FIGURE_NUMBER || lt_figure_is_word(f, i - 1, "đ"))
        return;
    const lt_quantity_word *w = look_up(f, i - 1, lt_quantity_currency, 1, &used);
    /* "hợp đồng 5 năm", "các US 5": a currency before its number has capitals */
    if (!w || (before->type == LT_FIGURE_WORD && (unsigned char)f->text[before->start] >= 'a'))
        return;
    q->kind = LT_QUANTITY_MONEY;
    q->unit = w->unit;
    q->start = before->start;
    static const char *const dollars[][2] = {{"a", "AUD"},  {"au", "AUD"}, {"s", "SGD"},
                                             {"hk", "HKD"}, {"c", "CAD"},  {"nz", "NZD"}};
    for (size_t k = 0; i > 1 && k < sizeof dollars / sizeof *dollars; k++)
        if (lt_figure_is_mark(f, i - 1, "$") && before->glued && i - 1 > f->done &&
            lt_figure_is_word(f, i - 2, dollars[k][0]))
            q->unit = dollars[k][1];
}

size_t lt_figure_close(const lt_figure *f, size_t next, lt_quantity *q)
{
    const lt_figure_token *last = &f->tokens[next - 1];
    q->length = last->start + last->length - q->start;
    return next;
}

/* The letters right behind a number: st, nd, th, m, k, bn; a code when it is none of those. */
static size_t read_suffix(const lt_figure *f, size_t i, lt_quantity *q, bool *code)
{
    static const struct {
        const char *text;
        double value;
        bool money;
    } suffixes[] = {{"st", 1, 0},  {"nd", 1, 0},   {"rd", 1, 0},  {"th", 1, 0},  {"s", 1, 0},
                    {"lb", 1, 0},  {"lbs", 1, 0},  {"oz", 1, 0},  {"k", 1e3, 1}, {"m", 1e6, 1},
                    {"b", 1e9, 1}, {"mn", 1e6, 1}, {"bn", 1e9, 1}};
    if (i >= f->count || !f->tokens[i].glued || f->tokens[i].type != LT_FIGURE_WORD)
        return i;
    for (size_t k = 0; k < sizeof suffixes / sizeof *suffixes; k++)
        if (lt_figure_is_word(f, i, suffixes[k].text) && (!suffixes[k].money || *q->unit)) {
            q->value *= suffixes[k].value;
            q->other *= suffixes[k].value;
            return i + 1;
        }
    if (f->language == LT_LANGUAGE_EN && lt_figure_is_word(f, i, "m"))
        q->other = q->value * 1e6; /* 70m passengers */
    size_t used;
    *code = !look_up(f, i, lt_quantity_unit, 1, &used) &&
            !look_up(f, i, lt_quantity_currency, 1, &used) &&
            !look_up(f, i, lt_quantity_scale, 1, &used);
    return i;
}

/* In "1,6 - 1,7 triệu tấn" the first number has the scale and unit of the second too. */
static void share_range(const lt_figure *f, size_t next, lt_quantity *q)
{
    if (!(is_dash(f, next) || lt_figure_is_word(f, next, "to") ||
          lt_figure_is_word(f, next, "đến")) ||
        next + 1 >= f->count || f->tokens[next + 1].type != LT_FIGURE_NUMBER)
        return;
    lt_quantity second = {.value = q->value, .other = q->value, .unit = ""};
    size_t at = read_scales(f, next + 2, &second);
    if (at > next + 2) /* else the number keeps its own second reading */
        q->other = second.value;
    if (!*q->unit) {
        read_unit(f, at, &second);
        q->unit = second.unit;
        q->kind = second.kind;
    }
}

/* The 20 of "10 triệu-20 triệu", of "10kg-20kg": a figure ends before the dash. */
static bool behind_figure(const lt_figure *f, size_t i)
{
    size_t used;
    return i > 2 && f->tokens[i - 3].type == LT_FIGURE_NUMBER &&
           (look_up(f, i - 2, lt_quantity_scale, 1, &used) ||
            look_up(f, i - 2, lt_quantity_unit, 1, &used) ||
            look_up(f, i - 2, lt_quantity_currency, 1, &used));
}

/* Is the number at i part of a name or number plate: Covid-19, A1, TT-09? */
static bool in_code(const lt_figure *f, size_t i)
{
    const lt_figure_token *t = &f->tokens[i];
    if (t->code)
        return true;
    if (i == 0 || !t->glued)
        return false;
    size_t used;
    const lt_figure_token *before = &f->tokens[i - 1];
    bool thousands = !t->plain && t->value >= 1000; /* KSh25,000: money of any country */
    if (before->type == LT_FIGURE_WORD)
        return !thousands && !look_up(f, i - 1, lt_quantity_currency, 1, &used);
    /* a long dash parts two clauses */
    return is_dash(f, i - 1) && !lt_figure_is_mark(f, i - 1, "—") && before->glued && i > 1 &&
           f->tokens[i - 2].type == LT_FIGURE_WORD && !lt_figure_is_word(f, i - 2, "vnd") &&
           !lt_date_month(f, i - 2) && !behind_figure(f, i);
}

/* 216 000: thousands parted by a space, as ISO 31-0 writes them; the token after them. */
static size_t spaced_thousands(const lt_figure *f, size_t i, double *value)
{
    const lt_figure_token *t = &f->tokens[i];
    size_t at = i + 1;
    bool begins = t->plain && t->length <= 3 && t->value > 0 &&
                  !(i > 0 && t[-1].type == LT_FIGURE_NUMBER); /* a telephone number */
    for (; begins && at < f->count; at++) {
        const lt_figure_token *group = &f->tokens[at], *before = group - 1;
        size_t gap = group->start - before->start - before->length;
        if (group->type != LT_FIGURE_NUMBER || !group->plain || group->length != 3 || gap < 1 ||
            gap > 3) /* U+202F has 3 bytes */
            break;
        *value = *value * 1000 + group->value;
    }
    return at;
}

/* The 06 of "2005-06", of "2005/06". */
static bool ends_season(const lt_figure *f, size_t i)
{
    const lt_figure_token *t = &f->tokens[i];
    if (i < 2 || !t->plain || t->length != 2 || !t->glued || !t[-1].glued ||
        !(is_dash(f, i - 1) || lt_figure_is_mark(f, i - 1, "/")))
        return false;
    return t[-2].type == LT_FIGURE_NUMBER && t[-2].plain && t[-2].value >= 1000 &&
           t[-2].value < 3000;
}

size_t lt_number_read(const lt_figure *f, size_t i, lt_quantity *q)
{
    const lt_figure_token *t = &f->tokens[i];
    bool code = in_code(f, i);
    *q = (lt_quantity){.start = t->start, .value = t->value, .other = t->other, .unit = ""};
    read_prefix(f, i, q);
    size_t next = spaced_thousands(f, i, &q->value);
    if (ends_season(f, i))
        q->other = floor(t[-2].value / 100) * 100 + t->value;
    next = read_suffix(f, next, q, &code);
    if (code) {
        q->length = 0;
        return i + 1;
    }
    size_t scaled = read_scales(f, next, q);
    if (scaled == next)
        share_range(f, next, q);
    next = read_unit(f, scaled, q);
    return lt_figure_close(f, next, q);
}

/* The tens and ones of words: hai mươi lăm, twenty-five, ba trăm, three hundred and fifty. */
static size_t read_words(const lt_figure *f, size_t i, lt_quantity *q)
{
    size_t used, at = i;
    double total = 0, part = 0, last = 0;
    const lt_quantity_word *w;
    while (at < f->count) {
        size_t look = at;
        if (at > i && (is_dash(f, at) || lt_figure_is_word(f, at, "and")) && part > 0)
            look++;
        bool zero = f->language == LT_LANGUAGE_VI && part >= 100 &&
                    (lt_figure_is_word(f, at, "linh") || lt_figure_is_word(f, at, "lẻ"));
        look += zero;
        if (f->language == LT_LANGUAGE_VI && at > i && lt_figure_is_word(f, at, "mươi")) {
            part += last * 9;
            at++;
            continue;
        }
        if (look < f->count && (w = look_up(f, look, lt_quantity_digit, 1, &used))) {
            bool joins = part == 0 || (f->language == LT_LANGUAGE_VI
                                           ? part >= 10 && fmod(part, 10) == 0 && w->value < 10
                                           : (part >= 20 && w->value < 10) || fmod(part, 100) == 0);
            if (!joins || (look > at && w->value >= 100))
                break;
            part += last = w->value;
            at = look + 1;
            continue;
        }
        if (at == i || !(w = look_up(f, at, lt_quantity_scale, 1, &used)) || other_word(f, at))
            break;
        if (part == 0) /* một nghìn tỷ */
            total *= w->value;
        part *= w->value;
        if (w->value > 100)
            total += part, part = 0;
        at++;
    }
    q->value = q->other = total + part;
    return at;
}

/* "half", "một nửa", "gấp đôi" and the like. */
static size_t read_special(const lt_figure *f, size_t i, lt_quantity *q)
{
    static const struct {
        const char *first, *second;
        double value, other;
    } specials[] = {{"half", NULL, 0.5, 50}, {"một", "nửa", 0.5, 50},  {"nửa", NULL, 0.5, 50},
                    {"gấp", "đôi", 2, 2},    {"gấp", "rưỡi", 1.5, 50}, {"gấp", "ba", 3, 3},
                    {"chục", NULL, 10, 10},  {"tá", NULL, 12, 12},     {"tháng", "giêng", 1, 1}};
    for (size_t k = 0; k < sizeof specials / sizeof *specials; k++)
        if (lt_figure_is_word(f, i, specials[k].first) &&
            (!specials[k].second || lt_figure_is_word(f, i + 1, specials[k].second))) {
            q->value = specials[k].value;
            q->other = specials[k].other;
            return i + (specials[k].second ? 2 : 1);
        }
    return i;
}

/* 1,000,000 of "một triệu" before token i, 1 where no such word stands. */
static double last_scale(const lt_figure *f, size_t i)
{
    size_t used;
    const lt_quantity_word *w = i > 0 ? look_up(f, i - 1, lt_quantity_scale, 1, &used) : NULL;
    return w ? w->value : 1;
}

size_t lt_number_words(const lt_figure *f, size_t i, lt_quantity *q)
{
    const lt_figure_token *t = &f->tokens[i];
    *q = (lt_quantity){.start = t->start, .unit = "", .words = true};
    /* "một số", "một vài": some; "một trong": among */
    bool some = lt_figure_is_word(f, i + 1, "số") || lt_figure_is_word(f, i + 1, "vài") ||
                lt_figure_is_word(f, i + 1, "trong");
    if (f->language == LT_LANGUAGE_VI && lt_figure_is_word(f, i, "một") && some)
        return i + 2;
    size_t next = read_special(f, i, q), used;
    if (next > i)
        return lt_figure_close(f, next, q);
    if (!look_up(f, i, lt_quantity_digit, 1, &used))
        return i + 1;
    next = read_words(f, i, q);
    size_t half = lt_phrase_half(f, next, last_scale(f, next), q);
    size_t end = read_unit(f, half, q);
    /* "năm" alone is mostly "year", "ba" and "hai" parts of names: a number only before a unit */
    if (lt_figure_is_word(f, i, "năm") && next == i + 1 && end == next)
        return i + 1;
    return lt_figure_close(f, end, q);
}
