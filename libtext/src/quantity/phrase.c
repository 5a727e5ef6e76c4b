/* Figures that are said in a phrase: weekdays, quarters, fractions, Roman numerals, a half. */
#include "phrase.h"

#include <string.h>

static bool any(const lt_figure *f, size_t i, const char *const *list, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (lt_figure_is_word(f, i, list[k]))
            return true;
    return false;
}

#define ANY(f, i, list) any(f, i, list, sizeof(list) / sizeof *(list))

static bool dash(const lt_figure *f, size_t i)
{
    return i < f->count && f->tokens[i].type == LT_FIGURE_MARK &&
           f->text[f->tokens[i].start] == '-';
}

static bool capital(const lt_figure *f, size_t i)
{
    char c = i < f->count ? f->text[f->tokens[i].start] : 0;
    /* the vowel of "Hai" may be any, but the first letters of these words are ASCII */
    return c >= 'A' && c <= 'Z';
}

static size_t made(lt_quantity *q, const lt_figure *f, size_t i, size_t next, double value,
                   const char *unit)
{
    q->kind = *unit ? LT_QUANTITY_MEASURE : LT_QUANTITY_NUMBER;
    q->start = f->tokens[i].start;
    q->value = q->other = value;
    q->unit = unit;
    return next;
}

static size_t weekday(lt_quantity *q, const lt_figure *f, size_t i, size_t next, int day)
{
    made(q, f, i, next, day, "");
    q->kind = LT_QUANTITY_WEEKDAY;
    return next;
}

/* "thứ Hai" is Monday; "thứ hai" is mostly the second. */
static size_t read_weekday(const lt_figure *f, size_t i, lt_quantity *q)
{
    static const char *const vi[] = {"hai", "ba", "tư", "năm", "sáu", "bảy"};
    static const char *const en[] = {"monday", "tuesday",  "wednesday", "thursday",
                                     "friday", "saturday", "sunday"};
    if (f->language == LT_LANGUAGE_EN) {
        for (int day = 0; day < 7 && capital(f, i); day++) {
            size_t length = f->tokens[i].length;
            bool plural = length > 6 && f->text[f->tokens[i].start + length - 1] == 's';
            if (lt_quantity_is(f->text + f->tokens[i].start, length - plural, en[day]))
                return weekday(q, f, i, i + 1, day + 1);
        }
        return i;
    }
    if (lt_figure_is_word(f, i, "chủ") && lt_figure_is_word(f, i + 1, "nhật") &&
        !lt_figure_is_word(f, i + 2, "bản"))
        return weekday(q, f, i, i + 2, 7);
    for (int day = 0; day < 6 && lt_figure_is_word(f, i, "thứ") && capital(f, i + 1); day++)
        if (lt_figure_is_word(f, i + 1, vi[day]))
            return weekday(q, f, i, i + 2, day + 1);
    return i;
}

/* I to XXXIX and a little on, in capitals; 0: none. */
static int roman(const lt_figure *f, size_t i)
{
    static const struct {
        const char *text;
        int value;
    } parts[] = {{"XL", 40}, {"L", 50}, {"IX", 9}, {"IV", 4}, {"X", 10}, {"V", 5}, {"I", 1}};
    if (i >= f->count || f->tokens[i].type != LT_FIGURE_WORD || f->tokens[i].length > 8)
        return 0;
    const char *at = f->text + f->tokens[i].start, *end = at + f->tokens[i].length;
    int value = 0, last = 99;
    while (at < end) {
        size_t k = 0;
        while (k < 7 && ((size_t)(end - at) < strlen(parts[k].text) ||
                         memcmp(at, parts[k].text, strlen(parts[k].text)) != 0))
            k++;
        if (k == 7 || parts[k].value > last)
            return 0;
        value += last = parts[k].value;
        at += strlen(parts[k].text);
    }
    return value;
}

/* thế kỷ XXI, Đại hội XIV, lần thứ XIII, khóa XV; World War II. */
static size_t read_roman(const lt_figure *f, size_t i, lt_quantity *q)
{
    static const char *const vi[] = {"kỷ",     "kỉ",   "hội",  "khóa", "khoá", "thứ",  "kỳ",
                                     "chương", "phần", "hạng", "loại", "lớp",  "chiến"};
    static const char *const en[] = {"war",   "congress", "chapter", "part",
                                     "grade", "class",    "century", "section"};
    int value = i > 0 ? roman(f, i) : 0;
    bool named = f->language == LT_LANGUAGE_VI ? ANY(f, i - 1, vi) : ANY(f, i - 1, en);
    return value > 0 && named ? made(q, f, i, i + 1, value, "") : i;
}

/* quý I, quý 4/2025, quý ba; first quarter, Q1. The year is a figure of its own. */
static size_t read_quarter(const lt_figure *f, size_t i, lt_quantity *q)
{
    static const char *const vi[] = {"một", "hai", "ba", "tư"};
    static const char *const en[] = {"first", "second", "third", "fourth"};
    int value = 0;
    if (f->language == LT_LANGUAGE_EN) {
        for (int k = 0; k < 4 && !value; k++)
            value = lt_figure_is_word(f, i, en[k]) &&
                            lt_figure_is_word(f, i + 1 + dash(f, i + 1), "quarter")
                        ? k + 1
                        : 0;
        if (value)
            return made(q, f, i, i + 2 + dash(f, i + 1), value, "quarter");
        bool code = lt_figure_is_word(f, i, "q") && i + 1 < f->count && f->tokens[i + 1].glued &&
                    f->tokens[i + 1].type == LT_FIGURE_NUMBER && f->tokens[i + 1].plain &&
                    f->tokens[i + 1].value >= 1 && f->tokens[i + 1].value <= 4;
        return code ? made(q, f, i, i + 2, f->tokens[i + 1].value, "quarter") : i;
    }
    if (!lt_figure_is_word(f, i, "quý") && !lt_figure_is_word(f, i, "quí"))
        return i;
    if (i + 1 < f->count && f->tokens[i + 1].type == LT_FIGURE_NUMBER && f->tokens[i + 1].plain &&
        f->tokens[i + 1].value <= 4)
        value = (int)f->tokens[i + 1].value;
    for (int k = 0; k < 4 && !value; k++)
        value = lt_figure_is_word(f, i + 1, vi[k]) ? k + 1 : 0;
    if (!value)
        value = roman(f, i + 1);
    return value >= 1 && value <= 4 ? made(q, f, i, i + 2, value, "quarter") : i;
}

static double small_number(const lt_figure *f, size_t i)
{
    const lt_quantity_word *w =
        i < f->count && f->tokens[i].type == LT_FIGURE_WORD
            ? lt_quantity_digit(f->text + f->tokens[i].start, f->tokens[i].length, f->language)
            : NULL;
    return w && w->value <= 10 ? w->value : 0;
}

/* third, fourth, quarter, fifth … and their plurals. */
static double part(const lt_figure *f, size_t i)
{
    static const char *const names[] = {"third",   "fourth", "fifth", "sixth",
                                        "seventh", "eighth", "ninth", "tenth"};
    if (i >= f->count || f->tokens[i].type != LT_FIGURE_WORD)
        return 0;
    const char *text = f->text + f->tokens[i].start;
    size_t length = f->tokens[i].length - (text[f->tokens[i].length - 1] == 's');
    if (lt_quantity_is(text, length, "quarter"))
        return 4;
    for (int k = 0; k < 8; k++)
        if (lt_quantity_is(text, length, names[k]))
            return k + 3;
    return 0;
}

/* "2/3 dân số", "khoảng 2/3": no date. */
static bool shares(const lt_figure *f, size_t i)
{
    static const char *const before[] = {"khoảng", "gần", "hơn", "chiếm", "bằng", "nhất", "trên"};
    static const char *const after[] = {"số", "tổng", "dân", "diện", "lượng", "thành", "đại"};
    return (i > 0 && ANY(f, i - 1, before)) || ANY(f, i + 3, after);
}

/* hai phần ba, two thirds, three-quarters, 2/3. */
static size_t read_fraction(const lt_figure *f, size_t i, lt_quantity *q)
{
    double over = small_number(f, i), under;
    if (f->language == LT_LANGUAGE_EN) {
        size_t at = i + 1 + dash(f, i + 1);
        under = over > 0 ? part(f, at) : 0;
        /* "one fourth-grade" is rare; "a second quarter" was read before */
        if (under <= 0 || over >= under)
            return i;
        q->words = true;
        return made(q, f, i, at + 1, over / under, "");
    }
    if (over > 0 && lt_figure_is_word(f, i + 1, "phần") &&
        (under = small_number(f, i + 2)) > over) {
        q->words = true;
        return made(q, f, i, i + 3, over / under, "");
    }
    const lt_figure_token *t = &f->tokens[i];
    if (i + 2 < f->count && t->type == LT_FIGURE_NUMBER && t->plain && t[1].glued &&
        f->text[t[1].start] == '/' && t[2].glued && t[2].type == LT_FIGURE_NUMBER && t[2].plain &&
        t->value > 0 && t->value < t[2].value && t[2].value <= 10 && shares(f, i)) {
        q->words = true; /* English has it in words, or as "a quarter" */
        return made(q, f, i, i + 3, t->value / t[2].value, "");
    }
    return i;
}

size_t lt_phrase_read(const lt_figure *f, size_t i, lt_quantity *q)
{
    static size_t (*const readers[])(const lt_figure *, size_t, lt_quantity *) = {
        read_weekday, read_quarter, read_fraction, read_roman};
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
        size_t next = readers[k](f, i, q);
        if (next > i)
            return next;
    }
    return i;
}

size_t lt_phrase_half(const lt_figure *f, size_t i, double unit, lt_quantity *q)
{
    size_t at = i;
    if (f->language == LT_LANGUAGE_VI && lt_figure_is_word(f, i, "rưỡi"))
        at = i + 1;
    else if (f->language == LT_LANGUAGE_EN) {
        size_t k = i + dash(f, i);
        if (lt_figure_is_word(f, k, "and")) {
            k += 1 + dash(f, k + 1);
            if (lt_figure_is_word(f, k, "a") || lt_figure_is_word(f, k, "one")) {
                k += 1 + dash(f, k + 1);
                at = lt_figure_is_word(f, k, "half") ? k + 1 : i;
            }
        }
    }
    if (at > i) {
        q->value += unit / 2;
        q->other = q->value;
    }
    return at;
}
