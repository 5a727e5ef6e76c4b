/* Rules of our own beside ICU's. */
#include <string.h>

#include <libtext/utf8.h>

#include "sentence.h"

static size_t skip_spaces(const char *text, size_t at, size_t limit)
{
    size_t size;
    while (at < limit && (size = lt_space_at(text + at, limit - at)) > 0)
        at += size;
    return at;
}

static size_t skip_closers(const char *text, size_t at, size_t limit)
{
    size_t size;
    uint32_t c;
    while (at < limit && (size = lt_utf8_decode(text + at, limit - at, &c)) > 0 &&
           lt_sentence_closer(c))
        at += size;
    return at;
}

static bool is_opener(uint32_t c)
{
    return c == '"' || c == '\'' || c == '(' || c == '[' || c == 0x201C || c == 0x2018 || c == 0xAB;
}

/* Is the next letter a capital, opening quotes and brackets apart? */
static bool begins_upper(const char *text, size_t at, size_t limit)
{
    size_t size;
    uint32_t c;
    bool lower;
    while (at < limit && (size = lt_utf8_decode(text + at, limit - at, &c)) > 0 && is_opener(c))
        at += size;
    return at < limit && lt_sentence_letter(text + at, limit - at, &lower) && !lower;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool short_form(const lt_sentence_text *p, size_t stop, size_t next, size_t limit)
{
    const char *t = p->text;
    size_t word = lt_sentence_word(t, p->done, stop);
    return t[stop] == '.' && lt_abbreviation(t + p->done, word - p->done, stop - word, t + next,
                                             limit - next, p->language);
}

/* "Anh đi đâu? - Tôi về quê.": another speaker after a dash. The place of the dash, or 0. */
static size_t dialogue_dash(const lt_sentence_text *p, size_t stop, size_t limit)
{
    const char *t = p->text;
    size_t at = skip_spaces(t, stop + 1, limit);
    uint32_t c = 0;
    size_t size = lt_utf8_decode(t + at, limit - at, &c);
    if (at == stop + 1 || (c != '-' && c != 0x2013 && c != 0x2014) || at + size >= limit)
        return 0;
    size_t next = at + size;
    size = lt_space_at(t + next, limit - next);
    bool lower = true;
    if (size == 0 || !lt_sentence_letter(t + next + size, limit - next - size, &lower) || lower)
        return 0;
    return short_form(p, stop, next + size, limit) ? 0 : at;
}

/* What begins a sentence though ICU sees a small letter first: a figure ("8 tháng", "$2 million"),
 * "iPhone", "b) …". */
static bool opens_small(const char *t, size_t at, size_t limit)
{
    if (at + 2 >= limit)
        return false;
    if (is_digit(t[at]))
        return true;
    if (t[at] == '$' || memcmp(t + at, "\xC2\xA3", 2) == 0)
        return is_digit(t[at + 1]) || is_digit(t[at + 2]);
    if (t[at] >= 'a' && t[at] <= 'z')
        return (t[at + 1] == ')' && t[at + 2] == ' ') || (t[at + 1] >= 'A' && t[at + 1] <= 'Z');
    return false;
}

/* A full stop before such a sentence; its place, or 0. */
static size_t small_sentence(const lt_sentence_text *p, size_t stop, size_t limit)
{
    const char *t = p->text;
    size_t closed = skip_closers(t, stop + 1, limit), at = skip_spaces(t, closed, limit);
    if (at == closed || !opens_small(t, at, limit) || t[stop - 1] == ' ')
        return 0;
    size_t word = lt_sentence_word(t, p->done, stop);
    bool item = word == p->done && stop - word <= 2 && is_digit(t[word]);
    bool initial = stop - word == 1 && is_ascii_letter(t[word]) && is_digit(t[at]) &&
                   p->language == LT_LANGUAGE_EN; /* "p. 12" */
    if (item || initial || (closed == stop + 1 && short_form(p, stop, at, limit)))
        return 0;
    return at;
}

/* "They agreed. ...But then": the sentence that an ellipsis begins; its place, or 0. */
static size_t dotted_sentence(const lt_sentence_text *p, size_t stop, size_t limit)
{
    const char *t = p->text;
    size_t at = skip_spaces(t, stop + 1, limit), dots = at;
    if (at == stop + 1 || t[stop - 1] == '.')
        return 0;
    while (dots < limit && t[dots] == '.')
        dots++;
    if (dots < at + 3)
        return 0;
    return begins_upper(t, skip_spaces(t, dots, limit), limit) ? at : 0;
}

/* "kiểm soát.Chính quyền": no space after the full stop in running text. */
static bool lacks_space(const lt_sentence_text *p, size_t stop, size_t limit)
{
    const char *t = p->text;
    size_t previous = lt_sentence_back(t, stop), word = lt_sentence_word(t, p->done, stop);
    bool small = false, lower = true;
    if (!lt_sentence_letter(t + previous, stop - previous, &small) || !small || stop - word <= 2 ||
        memchr(t + word, '.', stop - word) ||
        !lt_sentence_letter(t + stop + 1, limit - stop - 1, &lower) || lower ||
        short_form(p, stop, stop + 1, limit))
        return false;
    for (size_t i = word + 1; i < stop; i++) /* SciDev.Net */
        if (t[i] >= 'A' && t[i] <= 'Z')
            return false;
    size_t rest = limit - stop - 1;
    return memchr(t + stop + 1, ' ', rest < LT_SENTENCE_SPACE ? rest : LT_SENTENCE_SPACE);
}

static size_t after_stop(const lt_sentence_text *p, size_t stop, size_t limit)
{
    const char *t = p->text;
    size_t next = dialogue_dash(p, stop, limit);
    if (next == 0)
        next = small_sentence(p, stop, limit);
    if (next == 0 && t[stop] == '.')
        next = dotted_sentence(p, stop, limit);
    if (next > 0 || t[stop] != '.' || stop < p->done + 2 || stop + 2 >= limit)
        return next;
    if (t[stop - 1] == '/' && t[stop - 2] == '.' && lt_space_at(t + stop + 1, limit - stop - 1))
        return stop + 1;
    return lacks_space(p, stop, limit) ? stop + 1 : 0;
}

size_t lt_sentence_own(const lt_sentence_text *p, size_t limit)
{
    const char *t = p->text;
    for (size_t i = p->done + 1; i + 1 < limit; i++) {
        size_t next = 0;
        if (t[i] == '.' || t[i] == '?' || t[i] == '!')
            next = after_stop(p, i, limit);
        else if ((unsigned char)t[i] == 0xE2 && i + 3 < limit &&
                 memcmp(t + i, "\xE2\x80\xA6", 3) == 0) {
            size_t closed = skip_closers(t, i + 3, limit), at = skip_spaces(t, closed, limit);
            next = at > closed && begins_upper(t, at, limit) && !lt_sentence_open(p, i + 3, at) ? at
                                                                                                : 0;
        }
        if (next > 0)
            return next;
    }
    return 0;
}

bool lt_sentence_open(const lt_sentence_text *p, size_t stop, size_t at)
{
    const char *t = p->text;
    size_t dots = stop;
    uint32_t c;
    while (dots > p->done && stop - dots < LT_SENTENCE_WORD) {
        size_t previous = lt_sentence_back(t, dots);
        lt_utf8_decode(t + previous, dots - previous, &c);
        if (c != '.' && c != 0x2026 && c != ' ')
            break;
        dots = previous;
    }
    size_t count = stop - dots;
    if (count >= LT_SENTENCE_WORD || count < 3)
        return false;
    if (dots == p->done || stop == at)
        return true;
    size_t previous = lt_sentence_back(t, dots);
    lt_utf8_decode(t + previous, dots - previous, &c);
    /* "... after an opening quote: the plain one opens after a space */
    if (c == '"' || c == '\'')
        return previous == p->done || t[previous - 1] == ' ';
    return c == 0x201C || c == 0x2018 || c == '(' || c == '[';
}

static size_t letters_at(const char *text, size_t at, size_t limit)
{
    size_t end = at;
    while (end < limit && end - at < LT_SENTENCE_WORD &&
           (is_ascii_letter(text[end]) || (unsigned char)text[end] >= 0xC3))
        do
            end++;
        while (end < limit && ((unsigned char)text[end] & 0xC0u) == 0x80u);
    return end;
}

static bool among(const char *const *list, size_t count, const char *word, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == length && memcmp(list[i], word, length) == 0)
            return true;
    return false;
}

#define AMONG(list, word, length) among(list, sizeof(list) / sizeof *(list), word, length)

bool lt_sentence_said(const lt_sentence_text *p, size_t stop, size_t end, size_t at)
{
    static const char *const verbs[] = {"said",    "says", "asked", "told",    "added",
                                        "replied", "hỏi",  "cho",   "nói",     "kể",
                                        "đáp",     "chia", "wrote", "shouted", "thốt"};
    static const char *const pronouns[] = {
        "He",  "She", "They", "It", "We", "I",    "You", "This", "Ông", "Bà",  "Anh",
        "Chị", "Họ",  "Tôi",  "Em", "Cô", "Cháu", "Ai",  "Nó",   "Một", "Khi", "Nhưng"};
    const char *t = p->text;
    if (stop == end || (t[stop - 1] != '?' && t[stop - 1] != '!'))
        return false;
    for (int words = 0; words < 4; words++) {
        size_t stopped = letters_at(t, at, p->length);
        bool lower = true;
        if (stopped == at)
            return false;
        if (AMONG(verbs, t + at, stopped - at))
            return words > 0;
        if (!lt_sentence_letter(t + at, p->length - at, &lower) || lower ||
            (words == 0 && AMONG(pronouns, t + at, stopped - at)))
            return false;
        at = skip_spaces(t, stopped, p->length);
    }
    return false;
}

static bool is_number(const char *word, size_t length)
{
    size_t digits = 0, roman = 0;
    for (size_t i = 0; i < length; i++) {
        digits += is_digit(word[i]);
        roman += memchr("IVXLC", word[i], 5) != NULL;
    }
    return length > 0 && length <= 5 && (digits == length || roman == length);
}

bool lt_sentence_heading(const lt_sentence_text *p, size_t word, size_t stop)
{
    static const char *const heads[] = {"Điều",    "Mục",     "Chương",  "Phần", "Bài",  "Khoản",
                                        "Chapter", "Article", "Section", "Part", "Item", "Lesson"};
    const char *t = p->text;
    size_t from = skip_spaces(t, p->done, word);
    size_t end = letters_at(t, from, word);
    return is_number(t + word, stop - word) && AMONG(heads, t + from, end - from) &&
           skip_spaces(t, end, word) == word;
}
