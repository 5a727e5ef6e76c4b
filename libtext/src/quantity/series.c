#include "series.h"

#include <string.h>

static bool one_of(const char *text, size_t length, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == length && memcmp(list[i], text, length) == 0)
            return true;
    return false;
}

#define ONE_OF(text, length, list) one_of(text, length, list, sizeof(list) / sizeof *(list))

/* Is this, between the first and the second figure, what joins days of one month? */
static bool joins(const char *text, size_t from, size_t to, lt_language language)
{
    static const char *const vi[] = {"-", "–", ",", "và", "đến", "hay", "hoặc"};
    static const char *const en[] = {"-", "–", "and", "to", "or", "through"};
    while (from < to && text[from] == ' ')
        from++;
    while (from < to && text[to - 1] == ' ')
        to--;
    return language == LT_LANGUAGE_VI ? ONE_OF(text + from, to - from, vi)
                                      : ONE_OF(text + from, to - from, en);
}

static bool has_day(const lt_quantity *q)
{
    return q->kind == LT_QUANTITY_DATE && q->day > 0 && q->month > 0;
}

/* A bare number that may be a day, or a day without its month: "ngày 27 và". */
static int day_of(const lt_quantity *q)
{
    if (q->kind == LT_QUANTITY_DATE)
        return q->month == 0 && q->year == 0 ? q->day : 0;
    bool bare = q->kind == LT_QUANTITY_NUMBER && !*q->unit && !q->words && q->length <= 4;
    int day = bare && q->value >= 1 && q->value <= 31 ? (int)q->value : 0;
    return q->value <= day ? day : 0;
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* "May 5 and 12 people": what is followed by a word is counted by it, unless that word goes on with
 * the sentence. A number right behind a dash is the end of a range. */
static bool stands_alone(const char *text, size_t length, const lt_quantity *before,
                         const lt_quantity *q)
{
    static const char *const on[] = {"in", "at", "of", "and", "or", "to", "for", "when", "as"};
    size_t at = q->start + q->length, size = 0;
    if (q->start == before->start + before->length + 1)
        return true;
    if (at + 1 >= length || text[at] != ' ' || !letter(text[at + 1]))
        return true;
    while (at + 1 + size < length && letter(text[at + 1 + size]))
        size++;
    return ONE_OF(text + at + 1, size, on);
}

static void share(lt_quantity *q, const lt_quantity *date, int day)
{
    q->kind = LT_QUANTITY_DATE;
    q->day = day;
    q->month = date->month;
    q->year = date->year;
    q->value = q->other = 0;
}

static void share_forward(const char *text, size_t length, const lt_quantity *a, lt_quantity *b)
{
    int day = day_of(b);
    bool month_first = text[a->start] >= 'A' && text[a->start] <= 'Z';
    if (month_first && has_day(a) && day > a->day && stands_alone(text, length, a, b) &&
        joins(text, a->start + a->length, b->start, LT_LANGUAGE_EN))
        share(b, a, day);
}

/* An earlier day: "30 đến 2/9" begins in the month before, "3 và 2/9" is no row of days. */
static void share_backward(const char *text, lt_language language, lt_quantity *a,
                           const lt_quantity *b)
{
    int day = day_of(a);
    bool day_first = text[b->start] >= '0' && text[b->start] <= '9';
    if (day_first && has_day(b) && !b->swapped && day > 0 && day < b->day &&
        joins(text, a->start + a->length, b->start, language))
        share(a, b, day);
}

void lt_series_dates(const char *text, size_t length, lt_language language, lt_quantities *found)
{
    lt_quantity *q = found->items;
    for (size_t i = 1; i < found->count && language == LT_LANGUAGE_EN; i++)
        share_forward(text, length, &q[i - 1], &q[i]);
    for (size_t i = found->count; i > 1; i--)
        share_backward(text, language, &q[i - 2], &q[i - 1]);
}
