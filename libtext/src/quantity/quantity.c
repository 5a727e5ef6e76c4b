#include <libtext/quantity.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/normalize.h>

#include "number.h"
#include "phrase.h"
#include "series.h"
#include "token.h"

static lt_status add(lt_quantities *found, const lt_quantity *q, lt_error *error)
{
    lt_quantity *items = lt_array_room(found->items, found->count, &found->capacity, sizeof *items);
    if (!items)
        return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for the figures");
    found->items = items;
    found->items[found->count++] = *q;
    return LT_OK;
}

/* The figures of composed text. */
static lt_status find(const char *text, size_t length, lt_language language, lt_quantities *found,
                      lt_error *error)
{
    lt_figure_tokens tokens = {NULL, 0, 0};
    lt_status status = lt_figure_scan(text, length, language, &tokens, error);
    lt_figure f = {text, tokens.items, tokens.count, 0, language};
    for (size_t i = 0; i < tokens.count && status == LT_OK;) {
        lt_quantity q = {.unit = ""};
        size_t next = lt_phrase_read(&f, i, &q);
        if (next == i)
            next = lt_date_read(&f, i, &q);
        if (next > i)
            lt_figure_close(&f, next, &q);
        else if (tokens.items[i].type == LT_FIGURE_NUMBER)
            next = lt_number_read(&f, i, &q);
        else if (tokens.items[i].type == LT_FIGURE_WORD)
            next = lt_number_words(&f, i, &q);
        else
            next = i + 1;
        if (q.length > 0) {
            status = add(found, &q, error);
            f.done = next;
        }
        i = next;
    }
    if (status == LT_OK)
        lt_series_dates(text, length, language, found);
    free(tokens.items);
    return status;
}

/* A combining mark, U+0300 to U+036F. */
static bool has_marks(const char *text, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++)
        if ((unsigned char)text[i] == 0xCC ||
            ((unsigned char)text[i] == 0xCD && (unsigned char)text[i + 1] < 0xB0))
            return true;
    return false;
}

/* Composes first; the offsets are put back. */
static lt_status find_decomposed(const char *text, size_t length, lt_language language,
                                 lt_quantities *found, lt_error *error)
{
    lt_normalize_options options = {LT_FORM_NFC, LT_TONE_KEEP, LT_CLEAN_NONE, false};
    lt_buffer composed = LT_BUFFER_INIT;
    lt_changes changes = LT_CHANGES_INIT;
    lt_status status = lt_normalize(text, length, &options, &composed, &changes, error);
    if (status == LT_OK)
        status = find(composed.data, composed.length, language, found, error);
    size_t kept = 0, done = 0;
    for (size_t i = 0; i < found->count; i++) {
        lt_quantity q = found->items[i];
        size_t end = lt_changes_to_input(&changes, q.start + q.length, true);
        q.start = lt_changes_to_input(&changes, q.start, false);
        if (q.start < done) /* two figures in one word that changed */
            q.start = done;
        if (end <= q.start)
            continue;
        q.length = end - q.start;
        found->items[kept++] = q;
        done = end;
    }
    found->count = kept;
    lt_changes_dispose(&changes);
    lt_buffer_dispose(&composed);
    return status;
}

lt_status lt_quantities_find(const char *text, size_t length, lt_language language,
                             lt_quantities *found, lt_error *error)
{
    found->count = 0;
    lt_status status = has_marks(text, length)
                           ? find_decomposed(text, length, language, found, error)
                           : find(text, length, language, found, error);
    if (status != LT_OK)
        found->count = 0;
    return status;
}

void lt_quantities_dispose(lt_quantities *found)
{
    if (found) {
        free(found->items);
        *found = (lt_quantities)LT_QUANTITIES_INIT;
    }
}

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static bool agree(int a, int b)
{
    return a == 0 || b == 0 || a == b;
}

bool lt_quantity_equal(const lt_quantity *a, const lt_quantity *b)
{
    bool date = a->kind == LT_QUANTITY_DATE;
    bool weekday = a->kind == LT_QUANTITY_WEEKDAY;
    if (date != (b->kind == LT_QUANTITY_DATE) || weekday != (b->kind == LT_QUANTITY_WEEKDAY))
        return false;
    if (!date)
        return near(a->value, b->value) || near(a->other, b->value) || near(a->value, b->other) ||
               near(a->other, b->other);
    if (!agree(a->year, b->year))
        return false;
    if (agree(a->month, b->month) && agree(a->day, b->day))
        return true;
    return (a->swapped || b->swapped) && agree(a->month, b->day) && agree(a->day, b->month);
}

const char *lt_quantity_kind_name(lt_quantity_kind kind)
{
    static const char *const names[] = {"number", "money", "percent", "measure",
                                        "date",   "time",  "weekday"};
    return (unsigned)kind < LT_QUANTITY_KIND_COUNT ? names[kind] : "unknown";
}
