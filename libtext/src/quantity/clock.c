#include "clock.h"

#include <string.h>

static bool is_number(const lt_figure *f, size_t i)
{
    return i < f->count && f->tokens[i].type == LT_FIGURE_NUMBER;
}

static bool capital(const lt_figure *f, size_t i)
{
    return i < f->count && f->tokens[i].type == LT_FIGURE_WORD &&
           f->text[f->tokens[i].start] >= 'A' && f->text[f->tokens[i].start] <= 'Z';
}

/* UTC, GMT and the like, "giờ Anh", "giờ địa phương", "local time", "Eastern European Time". */
static bool zone(const lt_figure *f, size_t i)
{
    static const char *const names[] = {"utc", "gmt", "bst", "est",  "edt", "cst",  "cdt",
                                        "mst", "mdt", "pst", "pdt",  "cet", "cest", "eet",
                                        "ist", "jst", "ict", "aest", "aedt"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (lt_figure_is_word(f, i, names[k]) && capital(f, i))
            return true;
    if (f->language != LT_LANGUAGE_EN) { /* giờ UTC, theo giờ địa phương */
        size_t at = lt_figure_is_word(f, i, "theo") ? i + 1 : i;
        return lt_figure_is_word(f, at, "giờ") &&
               (capital(f, at + 1) || lt_figure_is_word(f, at + 1, "địa") ||
                lt_figure_is_word(f, at + 1, "chuẩn") || lt_figure_is_word(f, at + 1, "quốc"));
    }
    if (lt_figure_is_word(f, i, "local") && lt_figure_is_word(f, i + 1, "time"))
        return true;
    for (size_t k = i; k < i + 3 && capital(f, k); k++)
        if (lt_figure_is_word(f, k + 1, "time"))
            return true;
    return false;
}

static bool am_at(const lt_figure *f, size_t i)
{
    return lt_figure_is_word(f, i, "am") ||
           (lt_figure_is_word(f, i, "a") && lt_figure_is_mark(f, i + 1, "."));
}

static bool pm_at(const lt_figure *f, size_t i)
{
    return lt_figure_is_word(f, i, "pm") ||
           (lt_figure_is_word(f, i, "p") && lt_figure_is_mark(f, i + 1, "."));
}

/* 2040 UTC, 1340 local time, 0300, at 1340 hours: four digits, as police and pilots write. */
static bool four_digits(const lt_figure *f, size_t i)
{
    const lt_figure_token *t = &f->tokens[i];
    int value = t->length == 4 && t->plain ? (int)t->value : 2400;
    if (value >= 2400 || value % 100 >= 60)
        return false;
    if (zone(f, i + 1))
        return true;
    bool alone = i + 1 >= f->count || (!f->tokens[i + 1].glued && !is_number(f, i + 1));
    bool nought =
        f->text[t->start] == '0' && alone && (!t->glued || lt_figure_is_mark(f, i - 1, "("));
    bool hours = i > 0 && lt_figure_is_word(f, i - 1, "at") &&
                 (lt_figure_is_word(f, i + 1, "hours") || lt_figure_is_word(f, i + 1, "hrs"));
    return f->language == LT_LANGUAGE_EN && (nought || hours);
}

/* 7.30 a.m., 18.15 local time. */
static bool english_dot(const lt_figure *f, size_t i)
{
    const lt_figure_token *t = &f->tokens[i];
    if (f->language != LT_LANGUAGE_EN || t->plain || t->pieces != 2 || t->length < 4 ||
        t->length > 5 || t->parts[1] >= 60)
        return false;
    bool half = am_at(f, i + 1) || pm_at(f, i + 1);
    return half ? t->parts[0] <= 12 : t->parts[0] < 24 && zone(f, i + 1);
}

/* The hour of a clock time at token i with what is glued to it: 17:02, 17h30, 17h, 17 giờ 30, 7.30
 * a.m.; the token after it, or i. */
static size_t read_clock(const lt_figure *f, size_t i, double *minutes)
{
    const lt_figure_token *t = &f->tokens[i];
    size_t next = i + 1;
    if (english_dot(f, i)) {
        *minutes = t->parts[0] * 60 + t->parts[1];
        return next;
    }
    if (t->length > 2 || !t->plain || t->value > 24)
        return i;
    *minutes = t->value * 60;
    bool colon = lt_figure_is_mark(f, next, ":") && f->tokens[next].glued;
    bool h = lt_figure_is_word(f, next, "h") && f->tokens[next].glued;
    bool minute = is_number(f, next + 1) && f->tokens[next + 1].plain &&
                  f->tokens[next + 1].length == 2 && f->tokens[next + 1].value < 60;
    bool gio = f->language == LT_LANGUAGE_VI && lt_figure_is_word(f, next, "giờ");
    if ((colon && minute && f->tokens[next + 1].glued) || h || (gio && minute)) {
        bool has = minute && (gio || f->tokens[next + 1].glued);
        *minutes += has ? f->tokens[next + 1].value : 0;
        next += has ? 2 : 1;
        return gio && has && lt_figure_is_word(f, next, "phút") ? next + 1 : next;
    }
    if (gio && lt_figure_is_word(f, next + 1, "rưỡi")) {
        *minutes += 30;
        return next + 2;
    }
    return next;
}

typedef enum day_part { UNSAID, MORNING, AFTERNOON, NOON, NIGHT } day_part;

static day_part part_of_day(const lt_figure *f, size_t i)
{
    if (f->language == LT_LANGUAGE_EN)
        return UNSAID;
    return lt_figure_is_word(f, i, "sáng")                                      ? MORNING
           : lt_figure_is_word(f, i, "chiều") || lt_figure_is_word(f, i, "tối") ? AFTERNOON
           : lt_figure_is_word(f, i, "đêm")                                     ? NIGHT
           : lt_figure_is_word(f, i, "trưa")                                    ? NOON
                                                                                : UNSAID;
}

/* "12:30 sáng" and "12 giờ đêm" are the first hour of the day, "1 giờ đêm" the second, "10 giờ đêm"
 * and "1 giờ trưa" are past noon. */
static double by_part(double minutes, day_part part)
{
    bool twelve = minutes >= 720 && minutes < 780;
    if (twelve && (part == MORNING || part == NIGHT))
        return minutes - 720;
    bool later =
        part == AFTERNOON || (part == NOON && minutes < 600) || (part == NIGHT && minutes >= 300);
    return later && minutes < 720 ? minutes + 720 : minutes;
}

/* "lúc 7 giờ" is a time, "7 giờ" may be seven hours. */
static bool at_time(const lt_figure *f, size_t i)
{
    return i > 0 && (lt_figure_is_word(f, i - 1, "lúc") || lt_figure_is_word(f, i - 1, "vào"));
}

/* 17:02, 17h30, 17h, 17 giờ 30, 3 giờ chiều, lúc 7 giờ, 5:30 p.m., 7.30 am, 5 pm, 5 GMT */
size_t lt_clock_read(const lt_figure *f, size_t i, lt_quantity *q)
{
    double minutes = 0;
    if (!is_number(f, i))
        return i;
    bool four = four_digits(f, i);
    size_t next = four ? i + 1 : read_clock(f, i, &minutes);
    if (four) {
        int digits = (int)f->tokens[i].value, all = digits / 100 * 60 + digits % 100;
        minutes = all;
    }
    if (next == i)
        return i;
    if (next == i + 1 && lt_figure_is_word(f, next, "giờ") && f->language == LT_LANGUAGE_VI &&
        (part_of_day(f, next + 1) || at_time(f, i)))
        next++;
    bool pm = pm_at(f, next), am = am_at(f, next);
    day_part part = next > i + 1 ? part_of_day(f, next) : UNSAID;
    if (next == i + 1 && !pm && !am && !zone(f, next) && !four)
        return i;
    q->kind = LT_QUANTITY_TIME;
    q->start = f->tokens[i].start;
    if (am && minutes >= 720 && minutes < 780) /* 12:15 a.m. */
        minutes -= 720;
    minutes = by_part(minutes, pm ? AFTERNOON : part);
    q->value = q->other = minutes;
    if (!am && !part && !pm && !four && minutes <= 720)
        q->other += 720; /* 5h, of the morning or the afternoon */
    if (part)
        next++;
    if (pm || am)
        next += lt_figure_is_word(f, next, "pm") || lt_figure_is_word(f, next, "am") ? 1 : 3;
    return next < f->count ? next : f->count;
}
