#include "review.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A figure of a link, and whether the other side has it. */
typedef struct figure {
    const lt_quantity *q;
    size_t segment;
    bool met;  /* the other side of the link has it */
    bool told; /* it is said near by */
    bool over; /* told, but more often on its own side: see over_said */
} figure;

typedef struct figures {
    figure *items;
    size_t count;
} figures;

/* Of a side of a link; every pair of them is compared, a second of work for so many. A sentence has
 * a few, a table in one line some hundreds. */
#define MOST_FIGURES 1000

/* How many segments beside the link are looked at for a figure that went to a neighbour. */
enum { BESIDE = 1 };

static lt_status gather(const lt_review_work *w, lt_language side, size_t from, size_t count,
                        figures *out)
{
    size_t total = 0;
    for (size_t i = from; i < from + count; i++)
        total += w->figures[side][i].count;
    out->items = malloc((total + 1) * sizeof *out->items);
    out->count = 0;
    if (!out->items)
        return LT_NO_MEMORY;
    for (size_t i = from; i < from + count; i++)
        for (size_t k = 0; k < w->figures[side][i].count; k++)
            out->items[out->count++] =
                (figure){&w->figures[side][i].items[k], i, false, false, false};
    return LT_OK;
}

static bool is_date(const lt_quantity *q)
{
    return q->kind == LT_QUANTITY_DATE;
}

static bool timed(const lt_quantity *q)
{
    return is_date(q) || q->kind == LT_QUANTITY_TIME || q->kind == LT_QUANTITY_WEEKDAY;
}

/* "$" alone may be any country's dollar. */
static bool dollars(const char *a, const char *b)
{
    size_t length = strlen(b);
    return strcmp(a, "USD") == 0 && length == 3 && b[2] == 'D' && strcmp(b, "VND") != 0;
}

/* "0.9 tonnes more" of a yield in tonnes per hectare. */
static bool rate_of(const char *a, const char *b)
{
    size_t length = strlen(a);
    return strncmp(a, b, length) == 0 && b[length] == '/';
}

static bool units_clash(const lt_quantity *a, const lt_quantity *b)
{
    const char *x = a->unit, *y = b->unit;
    return *x && *y && strcmp(x, y) != 0 && !dollars(x, y) && !dollars(y, x) && !rate_of(x, y) &&
           !rate_of(y, x);
}

static bool same_value(double value, const lt_quantity *q)
{
    return fabs(q->value - value) < 1e-9 * fabs(value) ||
           fabs(q->other - value) < 1e-9 * fabs(value);
}

/* Does the figure hold this plain number, on its own or in a date? */
static bool holds(const lt_quantity *q, double value)
{
    if (q->kind == LT_QUANTITY_WEEKDAY)
        return false;
    if (is_date(q))
        return value > 0 && value < 10000 &&
               ((int)value == q->day || (int)value == q->year || (int)value == q->month);
    return same_value(value, q);
}

/* "30" of "30-2/9" is a bare number. */
static bool day_in(const lt_quantity *q, int day)
{
    if (is_date(q))
        return q->day == day || (q->swapped && q->month == day);
    return q->kind == LT_QUANTITY_NUMBER && same_value(day, q);
}

/* Is what `q` says said by some figures of the other side between these segments? */
static bool told(const lt_review_work *w, lt_language side, size_t from, size_t to,
                 const lt_quantity *q)
{
    bool day = q->day == 0, month = q->month == 0, year = q->year == 0;
    for (size_t i = from; i < to; i++)
        for (size_t k = 0; k < w->figures[side][i].count; k++) {
            const lt_quantity *o = &w->figures[side][i].items[k];
            bool vague = is_date(q) && is_date(o) && q->day != 0 && o->day == 0;
            if ((lt_quantity_equal(q, o) && !vague) ||
                (!is_date(q) && q->kind != LT_QUANTITY_WEEKDAY &&
                 (holds(o, q->value) || holds(o, q->other))))
                return true;
            if (!is_date(q))
                continue;
            day = day || day_in(o, q->day);
            month = month || (is_date(o) ? o->month == q->month : same_value(q->month, o));
            year =
                year || (is_date(o) ? o->year == 0 || o->year == q->year : same_value(q->year, o));
        }
    return is_date(q) && day && month && year;
}

/* How often a segment window of a side says what `q` says. */
static size_t times_said(const lt_review_work *w, lt_language side, size_t first, size_t count,
                         const lt_quantity *q)
{
    size_t from = first > BESIDE ? first - BESIDE : 0, to = first + count + BESIDE, times = 0;
    to = to < w->pair->count[side] ? to : w->pair->count[side];
    for (size_t i = from; i < to; i++)
        for (size_t k = 0; k < w->figures[side][i].count; k++) {
            const lt_quantity *o = &w->figures[side][i].items[k];
            times += lt_quantity_equal(q, o) || (!timed(q) && holds(o, q->value));
        }
    return times;
}

/* Does the figure's own side say it more often than the other, in the link and beside it? Then the
 * other side's mention is the translation of another one: a score of 1-0 that became 2-0 is not
 * right for the 2 of the next sentence. */
static bool over_said(const lt_review_work *w, const lt_link *l, lt_language side,
                      const lt_quantity *q)
{
    size_t vi = times_said(w, LT_LANGUAGE_VI, l->vi, l->vi_count, q);
    size_t en = times_said(w, LT_LANGUAGE_EN, l->en, l->en_count, q);
    return side == LT_LANGUAGE_VI ? vi > en : en > vi;
}

static lt_review_span span(const figure *f)
{
    return (lt_review_span){true, f->segment, f->q->start, f->q->length};
}

/* "một" and "one" without a unit are articles more often than figures: they are no translation of
 * a 1 in digits, which may be a 3 that was mistyped. */
static bool is_article(const lt_quantity *q, const lt_quantity *o)
{
    return q->words && !o->words && !*q->unit && q->kind == LT_QUANTITY_NUMBER && same_value(1, q);
}

/* Are the two equal as closely as a round asks? What is said in the same way, in digits or words,
 * and has the same unit comes first. */
static bool fits(const lt_quantity *x, const lt_quantity *y, int round)
{
    bool clash = units_clash(x, y), alike = x->words == y->words;
    bool same =
        x->kind == y->kind && (x->day == 0) == (y->day == 0) && (x->year == 0) == (y->year == 0);
    if (!lt_quantity_equal(x, y) || is_article(x, y) || is_article(y, x))
        return false;
    return round == 3 || (!clash && (round == 2 || (same && (round == 1 || alike))));
}

/* Equal figures are paired, those with the same unit first. */
static lt_status pair_up(lt_review_work *w, figures *a, figures *b, int round)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count && !a->items[i].met; k++) {
            figure *x = &a->items[i], *y = &b->items[k];
            if (y->met || !fits(x->q, y->q, round))
                continue;
            x->met = y->met = true;
            bool sure = !(x->q->words && y->q->words) && !timed(x->q) && !timed(y->q);
            if (round == 3 && sure) {
                lt_status status = lt_review_add(w, LT_REVIEW_UNIT, span(x), span(y), NULL);
                if (status != LT_OK)
                    return status;
            }
        }
    return LT_OK;
}

/* Once for each figure: a pair of them must cost nothing that grows with the text. */
static void look_near(const lt_review_work *w, const lt_link *l, figures *f, lt_language side)
{
    bool vi = side == LT_LANGUAGE_VI;
    lt_language other = vi ? LT_LANGUAGE_EN : LT_LANGUAGE_VI;
    size_t first = vi ? l->en : l->vi, count = vi ? l->en_count : l->vi_count;
    size_t from = first > BESIDE ? first - BESIDE : 0;
    size_t to = first + count + BESIDE;
    if (to > w->pair->count[other])
        to = w->pair->count[other];
    for (size_t i = 0; i < f->count; i++) {
        figure *figure = &f->items[i];
        figure->told = !figure->met && told(w, other, from, to, figure->q);
        figure->over = figure->told && over_said(w, l, side, figure->q);
    }
}

static bool comparable(const figure *x, const figure *y)
{
    if (is_date(x->q) != is_date(y->q))
        return false;
    if ((timed(x->q) || timed(y->q)) && x->q->kind != y->q->kind)
        return false;
    if (x->q->words || y->q->words) /* "hai bên" is no figure, "two years" is one */
        return *x->q->unit && strcmp(x->q->unit, y->q->unit) == 0 && !(x->q->words && y->q->words);
    return true;
}

/* What changed places with a neighbour is on both sides, and as often on the one as on the other.
 */
static bool only_moved(const figure *x, const figure *y)
{
    return x->told && y->told && !(x->over && y->over);
}

static lt_status report_changed(lt_review_work *w, figures *a, figures *b)
{
    lt_status status = LT_OK;
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < a->count && status == LT_OK; i++)
            for (size_t k = 0; k < b->count && !a->items[i].met && status == LT_OK; k++) {
                figure *x = &a->items[i], *y = &b->items[k];
                if (y->met || !comparable(x, y) ||
                    (round == 0 && strcmp(x->q->unit, y->q->unit) != 0) || only_moved(x, y))
                    continue;
                x->met = y->met = true;
                status = lt_review_add(w, timed(x->q) ? LT_REVIEW_DATE : LT_REVIEW_NUMBER, span(x),
                                       span(y), NULL);
            }
    return status;
}

/* A figure too exact to be left out unseen. */
static bool heavy(const lt_quantity *q)
{
    if (q->words || timed(q))
        return false;
    bool year = q->kind == LT_QUANTITY_NUMBER && q->value >= 1900 && q->value <= 2100;
    bool whole = q->kind == LT_QUANTITY_PERCENT && same_value(100, q); /* "all" */
    bool exact = fabs(q->value - round(q->value)) > 0 || q->value >= 100;
    return !year && !whole && exact;
}

static lt_status report_lost(lt_review_work *w, const figures *f, lt_language side,
                             lt_review_span other)
{
    lt_status status = LT_OK;
    for (size_t i = 0; i < f->count && status == LT_OK; i++) {
        if (f->items[i].met || f->items[i].told || !heavy(f->items[i].q))
            continue;
        lt_review_span here = span(&f->items[i]);
        status = side == LT_LANGUAGE_VI ? lt_review_add(w, LT_REVIEW_NUMBER, here, other, NULL)
                                        : lt_review_add(w, LT_REVIEW_NUMBER, other, here, NULL);
    }
    return status;
}

static lt_status compare(lt_review_work *w, const lt_link *l, figures *a, figures *b)
{
    lt_status status = LT_OK;
    for (int round = 0; round < 4 && status == LT_OK; round++)
        status = pair_up(w, a, b, round);
    if (status == LT_OK) {
        look_near(w, l, a, LT_LANGUAGE_VI);
        look_near(w, l, b, LT_LANGUAGE_EN);
        status = report_changed(w, a, b);
    }
    if (status == LT_OK)
        status = report_lost(w, a, LT_LANGUAGE_VI, lt_review_whole(w, LT_LANGUAGE_EN, l->en));
    if (status == LT_OK)
        status = report_lost(w, b, LT_LANGUAGE_EN, lt_review_whole(w, LT_LANGUAGE_VI, l->vi));
    return status;
}

lt_status lt_review_figures(lt_review_work *w, const lt_link *l)
{
    figures a = {NULL, 0}, b = {NULL, 0};
    lt_status status = gather(w, LT_LANGUAGE_VI, l->vi, l->vi_count, &a);
    if (status == LT_OK)
        status = gather(w, LT_LANGUAGE_EN, l->en, l->en_count, &b);
    if (status == LT_OK && a.count <= MOST_FIGURES && b.count <= MOST_FIGURES)
        status = compare(w, l, &a, &b);
    free(a.items);
    free(b.items);
    return status;
}
