/* Numbers, dates and units as Vietnamese writes them. */
#include <stdio.h>
#include <string.h>

#include "rules.h"

static bool word_is_one_of(const check *check, token token, const char *const *words)
{
    char folded[32];
    if (token.kind != TOKEN_WORD)
        return false;
    size_t length = rules_fold(check->text + token.start, token.length, folded, sizeof folded);
    for (; *words; words++)
        if (length > 0 && strlen(*words) == length && memcmp(*words, folded, length) == 0)
            return true;
    return false;
}

static size_t count_digits(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && text[count] >= '0' && text[count] <= '9')
        count++;
    return count;
}

static unsigned read_digits(const char *text, size_t count)
{
    unsigned value = 0;
    for (size_t i = 0; i < count; i++)
        value = value * 10 + (unsigned)(text[i] - '0');
    return value;
}

/* What follows the number, over a space. */
static token follower(const check *check, size_t index)
{
    token next = rules_token(check, index, 1);
    return next.kind == TOKEN_SPACE ? rules_token(check, index, 2) : next;
}

static token leader(const check *check, size_t index)
{
    token before = rules_token(check, index, -1);
    return before.kind == TOKEN_SPACE ? rules_token(check, index, -2) : before;
}

/* "12.5%" "1.25 tỉ đồng": one or two digits behind the point, and a unit, so no date or section. */
static void decimal(check *check, size_t index)
{
    static const char *const units[] = {"tỉ",  "tỷ", "triệu", "nghìn", "ngàn", "km", "kg", "ha",
                                        "tấn", "m",  "cm",    "mm",    "lít",  "độ", NULL};
    static const char *const sections[] = {"ngày",  "điều", "khoản", "mục",  "chương", "phần",
                                           "hình",  "bảng", "bản",   "tiết", "số",     "version",
                                           "chiều", "tối",  "sáng",  "hôm",  "đến",    NULL};
    token number = rules_token(check, index, 0), next = follower(check, index);
    const char *text = check->text + number.start;
    size_t whole = count_digits(text, number.length);
    if (!rule_on(check, RULE_DECIMAL) || !(number.flags & TOKEN_VI) || whole == 0 ||
        whole + 1 >= number.length || text[whole] != '.')
        return;
    size_t part = count_digits(text + whole + 1, number.length - whole - 1);
    bool unit = next.sign == '%' || word_is_one_of(check, next, units);
    if (part > 2 || whole + 1 + part != number.length || !unit ||
        word_is_one_of(check, leader(check, index), sections))
        return;
    char fixed[32];
    if (number.length >= sizeof fixed)
        return;
    memcpy(fixed, text, number.length);
    fixed[whole] = ',';
    fixed[number.length] = '\0';
    rules_add_tokens(check, RULE_DECIMAL, index, index, fixed);
}

/* "1,234,567": two groups of three at least, or it may be a decimal. */
static void thousands(check *check, size_t index)
{
    token number = rules_token(check, index, 0);
    const char *text = check->text + number.start;
    size_t at = count_digits(text, number.length), groups = 0;
    if (!rule_on(check, RULE_THOUSANDS) || !(number.flags & TOKEN_VI) || at == 0 || at > 3 ||
        *text == '0')
        return;
    for (; at < number.length; at += 4, groups++)
        if (text[at] != ',' || count_digits(text + at + 1, number.length - at - 1) < 3 ||
            (at + 4 < number.length && text[at + 4] != ','))
            return;
    char fixed[40];
    if (groups < 2 || number.length >= sizeof fixed)
        return;
    for (size_t i = 0; i < number.length; i++)
        fixed[i] = (char)(text[i] == ',' ? '.' : text[i]);
    fixed[number.length] = '\0';
    rules_add_tokens(check, RULE_THOUSANDS, index, index, fixed);
}

typedef struct date {
    unsigned day, month, year;
    char separator;
} date;

/* d/m/yyyy with the same separator; false for anything else. */
static bool read_date(const char *text, size_t length, date *date)
{
    unsigned parts[3] = {0, 0, 0};
    size_t at = 0, digits = 0;
    date->separator = '\0';
    for (int i = 0; i < 3; i++) {
        digits = count_digits(text + at, length - at);
        if (digits == 0 || digits > (i == 2 ? 4u : 2u))
            return false;
        parts[i] = read_digits(text + at, digits);
        at += digits;
        if (i == 2)
            break;
        if (at >= length || (date->separator && text[at] != date->separator))
            return false;
        date->separator = text[at++];
    }
    date->day = parts[0];
    date->month = parts[1];
    date->year = parts[2];
    return at == length && digits == 4 && date->year >= 1000 && strchr("/.-", date->separator);
}

static bool in_calendar(unsigned day, unsigned month, unsigned year)
{
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (leap && month == 2 ? 1u : 0u);
}

static void dates(check *check, size_t index)
{
    token number = rules_token(check, index, 0);
    const char *text = check->text + number.start;
    date date;
    char fixed[48];
    if (!(number.flags & TOKEN_VI) || !read_date(text, number.length, &date))
        return;
    bool right = in_calendar(date.day, date.month, date.year);
    if (!right && rule_on(check, RULE_DATE)) {
        /* Month first, as in America? */
        snprintf(fixed, sizeof fixed, "%u%c%u%c%u", date.month, date.separator, date.day,
                 date.separator, date.year);
        bool swapped = in_calendar(date.month, date.day, date.year);
        rules_add_tokens(check, RULE_DATE, index, index, swapped ? fixed : NULL);
    } else if (right && date.separator != '/' && rule_on(check, RULE_DATE_FORM)) {
        snprintf(fixed, sizeof fixed, "%.*s", (int)number.length, text);
        for (char *c = fixed; *c; c++)
            *c = (char)(*c == date.separator ? '/' : *c);
        rules_add_tokens(check, RULE_DATE_FORM, index, index, fixed);
    }
}

/* "ngày 31/2": a day without its year; 29/2 may be right. */
static void short_date(check *check, size_t index)
{
    static const char *const day_words[] = {"ngày", NULL};
    token number = rules_token(check, index, 0);
    const char *text = check->text + number.start;
    if (!rule_on(check, RULE_DATE) || !(number.flags & TOKEN_VI) ||
        !word_is_one_of(check, leader(check, index), day_words))
        return;
    size_t head = count_digits(text, number.length);
    if (head == 0 || head > 2 || head + 1 >= number.length || text[head] != '/')
        return;
    size_t tail = count_digits(text + head + 1, number.length - head - 1);
    if (tail == 0 || tail > 2 || head + 1 + tail != number.length)
        return;
    unsigned day = read_digits(text, head), month = read_digits(text + head + 1, tail);
    if (!in_calendar(day, month, 2024))
        rules_add_tokens(check, RULE_DATE, index, index, NULL);
}

/* "5 Km", "3 KG". */
static void units(check *check, size_t index)
{
    static const char *const names[] = {"km", "kg", "cm", "mm", "ha", "kwh", NULL};
    static const char *const right[] = {"km", "kg", "cm", "mm", "ha", "kWh"};
    token unit = follower(check, index);
    if (!rule_on(check, RULE_UNIT) || unit.kind != TOKEN_WORD || unit.length > 3)
        return;
    size_t at = index + (rules_token(check, index, 1).kind == TOKEN_SPACE ? 2 : 1);
    for (size_t i = 0; names[i]; i++) {
        const char *one[] = {names[i], NULL};
        if (word_is_one_of(check, unit, one) &&
            memcmp(check->text + unit.start, right[i], unit.length) != 0)
            rules_add_tokens(check, RULE_UNIT, at, at, right[i]);
    }
}

void rules_number(check *check, size_t index)
{
    /* The number of a decree or a version stands inside a longer word: 30/2020/NĐ-CP, v1.2. */
    token before = rules_token(check, index, -1), after = rules_token(check, index, 1);
    bool joined = before.kind == TOKEN_WORD || before.sign == '-' || before.sign == '/' ||
                  after.sign == '/' || before.sign == '.';
    units(check, index);
    if (joined)
        return;
    decimal(check, index);
    thousands(check, index);
    dates(check, index);
    short_date(check, index);
}
