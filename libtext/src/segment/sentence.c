#include "sentence.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <libtext/syllable.h>
#include <libtext/utf8.h>

#define WORD_MAXIMUM  64  /* bytes: no abbreviation is longer, and the look back stays O(1) */
#define SPACE_MAXIMUM 256 /* a missing space is only believed in running text */

struct lt_sentence_breaker {
    UBreakIterator *iterator;
    UText *view;
    lt_language language;
    const char *text;
    size_t length;
    size_t done; /* end of the last sentence told */
    size_t icu;  /* last boundary ICU told, `length` at the end */
};

lt_status lt_sentence_breaker_open(lt_sentence_breaker **breaker, lt_language language,
                                   lt_error *error)
{
    lt_sentence_breaker *made = calloc(1, sizeof *made);
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for a sentence iterator");
    UErrorCode status = U_ZERO_ERROR;
    made->language = language;
    made->iterator = ubrk_open(UBRK_SENTENCE, "", NULL, 0, &status);
    if (U_FAILURE(status)) {
        lt_sentence_breaker_close(made);
        return lt_error_set(error, status == U_MEMORY_ALLOCATION_ERROR ? LT_NO_MEMORY : LT_IO, 0,
                            "sentence iterator: %s", u_errorName(status));
    }
    *breaker = made;
    return LT_OK;
}

void lt_sentence_breaker_close(lt_sentence_breaker *breaker)
{
    if (!breaker)
        return;
    if (breaker->iterator)
        ubrk_close(breaker->iterator);
    utext_close(breaker->view);
    free(breaker);
}

lt_status lt_sentence_begin(lt_sentence_breaker *breaker, const char *text, size_t length,
                            lt_error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    breaker->text = text;
    breaker->length = length;
    breaker->done = breaker->icu = 0;
    breaker->view = utext_openUTF8(breaker->view, text, (int64_t)length, &status);
    ubrk_setUText(breaker->iterator, breaker->view, &status);
    if (U_FAILURE(status))
        return lt_error_set(error, LT_NO_MEMORY, 0, "sentence iterator: %s", u_errorName(status));
    ubrk_first(breaker->iterator);
    return LT_OK;
}

size_t lt_space_at(const char *text, size_t length)
{
    uint32_t c;
    size_t size = lt_utf8_decode(text, length, &c);
    if (size == 0)
        return 0;
    bool space = c <= 0x20 || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0xAD || c == 0x1680 ||
                 (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) || c == 0x205F ||
                 c == 0x2060 || c == 0x3000 || c == 0xFEFF;
    return space ? size : 0;
}

static size_t back(const char *text, size_t end)
{
    do
        end--;
    while (end > 0 && ((unsigned char)text[end] & 0xC0u) == 0x80u);
    return end;
}

size_t lt_trim_end(const char *text, size_t length)
{
    while (length > 0) {
        size_t start = back(text, length);
        if (lt_space_at(text + start, length - start) != length - start)
            break;
        length = start;
    }
    return length;
}

/* Closing quotes and brackets; the plain quote too, since a full stop stands before it. */
static bool is_closer(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 ||
           c == 0xBB || c == 0x203A || c == 0x300D;
}

static bool is_letter_or_mark(const char *text, size_t length, bool *lower)
{
    lt_letter letter;
    if (lt_letter_read(text, length, &letter) == 0)
        return false;
    *lower = !letter.upper;
    return true;
}

/* The first letter after quotes, brackets and dashes. */
static bool goes_on_lower(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        uint32_t c;
        bool lower;
        if (is_letter_or_mark(text + at, length - at, &lower))
            return lower;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        bool passes = c == '(' || c == '[' || c == ' ' || c == '-' || c == 0x2013 || c == 0x2014 ||
                      c == 0x2026 || c == ',' || c == ';' || is_closer(c);
        if (size == 0 || !passes)
            return false;
        at += size;
    }
    return false;
}

/* Bytes of the word that ends where the full stop at `stop` stands. */
static size_t word_before(const char *text, size_t from, size_t stop)
{
    size_t start = stop;
    while (start > from && stop - start < WORD_MAXIMUM) {
        size_t previous = back(text, start);
        uint32_t c;
        lt_utf8_decode(text + previous, start - previous, &c);
        bool word = c == '.' || c == '/' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                    (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x2000);
        if (!word)
            break;
        start = previous;
    }
    return start;
}

static bool all_digits(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return length > 0;
}

/* Only a stray closing quote is left: it belongs to the sentence before. */
static bool only_closers(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && at < WORD_MAXIMUM) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        if (size == 0 || (!is_closer(c) && c != ' '))
            return false;
        at += size;
    }
    return at == length;
}

/* Does ICU's boundary at `at` (white space before it) end a sentence? */
static bool accept(const lt_sentence_breaker *b, size_t at)
{
    const char *text = b->text;
    if (text[at] == '/' || only_closers(text + at, b->length - at) ||
        goes_on_lower(text + at, b->length - at))
        return false;
    size_t end = lt_trim_end(text, at), stop = end;
    if (end <= b->done)
        return false;
    while (stop > b->done) {
        size_t previous = back(text, stop);
        uint32_t c;
        lt_utf8_decode(text + previous, stop - previous, &c);
        if (!is_closer(c))
            break;
        stop = previous;
    }
    if (stop <= b->done || text[stop - 1] != '.' || stop != end)
        return true;
    size_t word = word_before(text, b->done, stop - 1);
    size_t length = stop - 1 - word;
    /* an item number: "1. Nội dung" */
    if (length <= 2 && all_digits(text + word, length) && word == b->done)
        return false;
    return !lt_abbreviation(text + word, length, text + at, b->length - at, b->language);
}

/* "Anh đi đâu? - Tôi về quê.": another speaker after a dash. The place of the dash, or 0. */
static size_t dialogue_dash(const lt_sentence_breaker *b, size_t stop, size_t limit)
{
    const char *t = b->text;
    size_t at = stop + 1, size;
    while (at < limit && (size = lt_space_at(t + at, limit - at)) > 0)
        at += size;
    uint32_t c = 0;
    size = lt_utf8_decode(t + at, limit - at, &c);
    if (at == stop + 1 || (c != '-' && c != 0x2013 && c != 0x2014) || at + size >= limit)
        return 0;
    size_t next = at + size;
    size = lt_space_at(t + next, limit - next);
    bool lower = true;
    if (size == 0 || !is_letter_or_mark(t + next + size, limit - next - size, &lower) || lower)
        return 0;
    size_t word = word_before(t, b->done, stop);
    bool short_form = t[stop] == '.' && lt_abbreviation(t + word, stop - word, t + next + size,
                                                        limit - next - size, b->language);
    return short_form ? 0 : at;
}

/* A boundary that ICU has no rule for, before `limit`: an ellipsis character and a capital, "./."
 * and more, a full stop without a space between a lower-case and a capital letter. */
static size_t own_boundary(const lt_sentence_breaker *b, size_t from, size_t limit)
{
    const char *t = b->text;
    for (size_t i = from; i + 1 < limit; i++) {
        bool lower = true;
        size_t dash;
        if ((t[i] == '.' || t[i] == '?' || t[i] == '!') && i > from &&
            (dash = dialogue_dash(b, i, limit)) > 0)
            return dash;
        if (t[i] == '.' && i > from + 1 && i + 2 < limit) {
            if (t[i - 1] == '/' && t[i - 2] == '.' && lt_space_at(t + i + 1, limit - i - 1))
                return i + 1;
            size_t previous = back(t, i), word = word_before(t, from, i);
            bool small = false;
            if (is_letter_or_mark(t + previous, i - previous, &small) && small && i - word > 2 &&
                !memchr(t + word, '.', i - word) &&
                !lt_abbreviation(t + word, i - word, t + i + 1, limit - i - 1, b->language) &&
                is_letter_or_mark(t + i + 1, limit - i - 1, &lower) && !lower &&
                memchr(t + i + 1, ' ',
                       limit - i - 1 < SPACE_MAXIMUM ? limit - i - 1 : SPACE_MAXIMUM))
                return i + 1;
        }
        if ((unsigned char)t[i] == 0xE2 && i + 3 < limit && memcmp(t + i, "\xE2\x80\xA6", 3) == 0) {
            size_t next = i + 3, size;
            uint32_t c;
            while (next < limit && (size = lt_utf8_decode(t + next, limit - next, &c)) > 0 &&
                   is_closer(c))
                next += size;
            size_t after = next;
            while (after < limit && (size = lt_space_at(t + after, limit - after)) > 0)
                after += size;
            if (i > from && after > next && is_letter_or_mark(t + after, limit - after, &lower) &&
                !lower)
                return after;
        }
    }
    return 0;
}

size_t lt_sentence_next(lt_sentence_breaker *b)
{
    while (b->icu <= b->done || (b->icu < b->length && !accept(b, b->icu))) {
        if (b->icu >= b->length)
            break;
        int32_t next = ubrk_next(b->iterator);
        b->icu = next == UBRK_DONE ? b->length : (size_t)next;
    }
    size_t own = own_boundary(b, b->done, b->icu);
    b->done = own > b->done ? own : b->icu;
    return b->done;
}
