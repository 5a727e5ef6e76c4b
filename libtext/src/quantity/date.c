#include "date.h"

#include <string.h>

#include "clock.h"

/* A plain number from `low` to `high`, else 0. */
static int number(const lt_figure *f, size_t i, int low, int high)
{
    if (i >= f->count || f->tokens[i].type != LT_FIGURE_NUMBER || !f->tokens[i].plain ||
        f->tokens[i].length > 4)
        return 0;
    int value = (int)f->tokens[i].value;
    return value >= low && value <= high ? value : 0;
}

static int year_at(const lt_figure *f, size_t i)
{
    return number(f, i, 1000, 2999);
}

int lt_date_month(const lt_figure *f, size_t i)
{
    if (f->language != LT_LANGUAGE_EN || i >= f->count || f->tokens[i].type != LT_FIGURE_WORD)
        return 0;
    return lt_quantity_month(f->text + f->tokens[i].start, f->tokens[i].length);
}

static void made(lt_quantity *q, const lt_figure *f, size_t i, int day, int month, int year)
{
    q->kind = LT_QUANTITY_DATE;
    q->start = f->tokens[i].start;
    q->day = day;
    q->month = month;
    q->year = year;
}

/* th, st, nd, rd right behind a day. */
static size_t skip_ordinal(const lt_figure *f, size_t i)
{
    bool is = lt_figure_is_word(f, i, "st") || lt_figure_is_word(f, i, "nd") ||
              lt_figure_is_word(f, i, "rd") || lt_figure_is_word(f, i, "th");
    return is && f->tokens[i].glued ? i + 1 : i;
}

/* ", 2023" or " 2023". */
static size_t read_year(const lt_figure *f, size_t i, int *year)
{
    size_t at = lt_figure_is_mark(f, i, ",") ? i + 1 : i;
    *year = year_at(f, at);
    return *year ? at + 1 : i;
}

/* "May" and "March" are also verbs, "Mar", "Dec" and the like parts of names. */
static bool month_alone(const lt_figure *f, size_t i)
{
    static const char *const before[] = {"in",  "of",   "since", "until", "by",   "early", "late",
                                         "mid", "last", "this",  "next",  "from", "to",    "and"};
    size_t length = f->tokens[i].length;
    bool doubtful = length <= 3 || lt_figure_is_word(f, i, "march");
    if (!doubtful)
        return !lt_figure_is_word(f, i, "august") || f->text[f->tokens[i].start] == 'A';
    for (size_t k = 0; i > 0 && k < sizeof before / sizeof *before; k++)
        if (lt_figure_is_word(f, i - 1, before[k]))
            return true;
    return false;
}

/* "October 01:00 AM": the hour of a clock time is no day. */
static bool is_hour(const lt_figure *f, size_t i)
{
    return lt_figure_is_mark(f, i + 1, ":") && f->tokens[i + 1].glued && i + 2 < f->count &&
           f->tokens[i + 2].type == LT_FIGURE_NUMBER && f->tokens[i + 2].glued;
}

/* December 26, 2023; December 2023; December. */
static size_t read_month_first(const lt_figure *f, size_t i, int month, lt_quantity *q)
{
    int year = 0;
    size_t at = lt_figure_is_mark(f, i + 1, ".") && f->tokens[i].length <= 4 ? i + 2 : i + 1;
    int day = is_hour(f, at) ? 0 : number(f, at, 1, 31);
    if (day) {
        at = read_year(f, skip_ordinal(f, at + 1), &year);
        made(q, f, i, day, month, year);
        return at;
    }
    size_t next = read_year(f, at, &year);
    if (!year && !month_alone(f, i))
        return i;
    made(q, f, i, 0, month, year);
    return year ? next : i + 1;
}

/* 26 December 2023, the 26th of December. */
static size_t read_day_first(const lt_figure *f, size_t i, lt_quantity *q)
{
    int day = number(f, i, 1, 31), year;
    size_t at = skip_ordinal(f, i + 1);
    if (lt_figure_is_word(f, at, "of"))
        at++;
    int month = day ? lt_date_month(f, at) : 0;
    /* "in 12 May": no; "12 May 2023" or "12 May" yes; "12 Mar" too */
    if (!month)
        return i;
    at = read_year(f, at + 1, &year);
    made(q, f, i, day, month, year);
    return at;
}

/* 26/12/2023, 26-12-2023, 12/2023, 26/12, 2023-12-26. */
static size_t read_slashes(const lt_figure *f, size_t i, lt_quantity *q)
{
    bool slash = lt_figure_is_mark(f, i + 1, "/");
    const char *mark = slash ? "/" : "-";
    if (!lt_figure_is_mark(f, i + 1, mark) || !f->tokens[i + 1].glued)
        return i;
    int first = number(f, i, 1, 31), second = number(f, i + 2, 1, 31);
    bool third = lt_figure_is_mark(f, i + 3, mark) && f->tokens[i + 3].glued;
    if (!second || !f->tokens[i + 2].glued) {
        if (slash && number(f, i, 1, 12) && year_at(f, i + 2)) {
            made(q, f, i, 0, first, year_at(f, i + 2));
            return i + 3;
        }
        return i;
    }
    int year = third ? year_at(f, i + 4) : 0;
    if (year_at(f, i) && third && number(f, i + 4, 1, 31) && second <= 12) {
        made(q, f, i, number(f, i + 4, 1, 31), second, year_at(f, i));
        return i + 5;
    }
    if (!first || (!slash && !year) || (first > 12 && second > 12))
        return i;
    bool english = f->language == LT_LANGUAGE_EN && second > 12;
    if (!english && second > 12)
        return i;
    made(q, f, i, english ? second : first, english ? first : second, year);
    q->swapped = f->language == LT_LANGUAGE_EN && !english && first <= 12;
    return year ? i + 5 : i + 3;
}

/* 26.12.2023 */
static size_t read_dotted(const lt_figure *f, size_t i, lt_quantity *q)
{
    const lt_figure_token *t = &f->tokens[i];
    if (t->type != LT_FIGURE_NUMBER || t->pieces != 3 || !t->code || t->parts[0] < 1 ||
        t->parts[0] > 31 || t->parts[1] < 1 || t->parts[1] > 12 || t->parts[2] < 1000)
        return i;
    made(q, f, i, t->parts[0], t->parts[1], t->parts[2]);
    return i + 1;
}

static int vietnamese_month(const lt_figure *f, size_t i)
{
    static const char *const names[] = {"giêng", "hai", "ba",   "tư",   "năm", "sáu",
                                        "bảy",   "tám", "chín", "mười", "mốt", "chạp"};
    int month = number(f, i, 1, 12);
    for (int k = 0; k < 12 && !month; k++)
        if (lt_figure_is_word(f, i, names[k]))
            month = k + 1;
    /* "tháng mười một" and "mười hai" are 11 and 12; "tháng năm" may be "the months of a year" */
    bool year = lt_figure_is_word(f, i + 1, "năm") && year_at(f, i + 2);
    if (month == 5 && lt_figure_is_word(f, i, "năm") && f->text[f->tokens[i].start] == 'n' && !year)
        return 0;
    return month;
}

/* "tháng 12", "tháng 12/2023", "tháng 12 năm 2023" */
static size_t read_thang(const lt_figure *f, size_t i, lt_quantity *q, int day, size_t begin)
{
    if (!lt_figure_is_word(f, i, "tháng"))
        return begin;
    int month = vietnamese_month(f, i + 1), year = 0;
    if (!month)
        return begin;
    size_t next = i + 2;
    if (month == 10 && (lt_figure_is_word(f, next, "một") || lt_figure_is_word(f, next, "hai"))) {
        month = lt_figure_is_word(f, next, "một") ? 11 : 12;
        next++;
    }
    if (lt_figure_is_mark(f, next, "/") || lt_figure_is_mark(f, next, "-") ||
        lt_figure_is_word(f, next, "năm"))
        year = year_at(f, next + 1);
    made(q, f, begin, day, month, year);
    return year ? next + 2 : next;
}

size_t lt_date_read(const lt_figure *f, size_t i, lt_quantity *q)
{
    const lt_figure_token *t = &f->tokens[i];
    size_t next = i;
    if (t->type == LT_FIGURE_WORD) {
        int month = lt_date_month(f, i);
        if (month)
            return read_month_first(f, i, month, q);
        return f->language == LT_LANGUAGE_VI ? read_thang(f, i, q, 0, i) : i;
    }
    if (t->type != LT_FIGURE_NUMBER)
        return i;
    bool glued_word = t->glued && i > 0 && f->tokens[i - 1].type == LT_FIGURE_WORD;
    if (f->language == LT_LANGUAGE_VI && number(f, i, 1, 31) && !glued_word)
        next = read_thang(f, i + 1, q, number(f, i, 1, 31), i);
    if (next == i && f->language == LT_LANGUAGE_EN && !glued_word)
        next = read_day_first(f, i, q);
    if (next == i && !glued_word)
        next = read_slashes(f, i, q);
    if (next == i)
        next = read_dotted(f, i, q);
    if (next == i)
        next = lt_clock_read(f, i, q);
    if (next == i && f->language == LT_LANGUAGE_VI && i > 0 &&
        lt_figure_is_word(f, i - 1, "ngày") && number(f, i, 1, 31) &&
        !lt_figure_is_mark(f, i + 1, "-") && !lt_figure_is_mark(f, i + 1, "/")) {
        made(q, f, i, number(f, i, 1, 31), 0, 0); /* vào ngày 30 */
        next = i + 1;
    }
    return next;
}
