#include "sentence.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <libtext/syllable.h>
#include <libtext/utf8.h>

struct lt_sentence_breaker {
    UBreakIterator *iterator;
    UText *view;
    lt_sentence_text paragraph;
    size_t icu; /* last boundary ICU told, `length` at the end */
};

lt_status lt_sentence_breaker_open(lt_sentence_breaker **breaker, lt_language language,
                                   lt_error *error)
{
    lt_sentence_breaker *made = calloc(1, sizeof *made);
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for a sentence iterator");
    UErrorCode status = U_ZERO_ERROR;
    made->paragraph.language = language;
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
    breaker->paragraph.text = text;
    breaker->paragraph.length = length;
    breaker->paragraph.done = breaker->icu = 0;
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

size_t lt_sentence_back(const char *text, size_t end)
{
    do
        end--;
    while (end > 0 && ((unsigned char)text[end] & 0xC0u) == 0x80u);
    return end;
}

size_t lt_trim_end(const char *text, size_t length)
{
    while (length > 0) {
        size_t start = lt_sentence_back(text, length);
        if (lt_space_at(text + start, length - start) != length - start)
            break;
        length = start;
    }
    return length;
}

/* Closing quotes and brackets; the plain quote too, since a full stop stands before it. */
bool lt_sentence_closer(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 ||
           c == 0xBB || c == 0x203A || c == 0x300D;
}

bool lt_sentence_letter(const char *text, size_t length, bool *lower)
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
        if (lt_sentence_letter(text + at, length - at, &lower))
            return lower;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        bool passes = c == '(' || c == '[' || c == ' ' || c == '-' || c == 0x2013 || c == 0x2014 ||
                      c == 0x2026 || c == ',' || c == ';' || lt_sentence_closer(c);
        if (size == 0 || !passes)
            return false;
        at += size;
    }
    return false;
}

/* Bytes of the word that ends where the full stop at `stop` stands. */
size_t lt_sentence_word(const char *text, size_t from, size_t stop)
{
    size_t start = stop;
    while (start > from && stop - start < LT_SENTENCE_WORD) {
        size_t previous = lt_sentence_back(text, start);
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
    while (at < length && at < LT_SENTENCE_WORD) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        if (size == 0 || (!lt_sentence_closer(c) && c != ' '))
            return false;
        at += size;
    }
    return at == length;
}

/* Does ICU's boundary at `at` (white space before it) end a sentence? */
static bool accept(const lt_sentence_text *p, size_t at)
{
    const char *text = p->text;
    if (text[at] == '/' || only_closers(text + at, p->length - at) ||
        goes_on_lower(text + at, p->length - at))
        return false;
    size_t end = lt_trim_end(text, at), stop = end;
    if (end <= p->done)
        return false;
    while (stop > p->done) {
        size_t previous = lt_sentence_back(text, stop);
        uint32_t c;
        lt_utf8_decode(text + previous, stop - previous, &c);
        if (!lt_sentence_closer(c))
            break;
        stop = previous;
    }
    if (stop <= p->done)
        return true;
    if (lt_sentence_open(p, stop, at) || lt_sentence_said(p, stop, end, at))
        return false;
    if (text[stop - 1] != '.' || stop != end)
        return true;
    size_t word = lt_sentence_word(text, p->done, stop - 1);
    size_t length = stop - 1 - word;
    /* an item number: "1. Nội dung" */
    if (length <= 2 && all_digits(text + word, length) && word == p->done)
        return false;
    if (lt_sentence_heading(p, word, stop - 1))
        return false;
    return !lt_abbreviation(text + p->done, word - p->done, length, text + at, p->length - at,
                            p->language);
}

size_t lt_sentence_next(lt_sentence_breaker *b)
{
    lt_sentence_text *p = &b->paragraph;
    while (b->icu <= p->done || (b->icu < p->length && !accept(p, b->icu))) {
        if (b->icu >= p->length)
            break;
        int32_t next = ubrk_next(b->iterator);
        b->icu = next == UBRK_DONE ? p->length : (size_t)next;
    }
    size_t own = lt_sentence_own(p, b->icu);
    p->done = own > p->done ? own : b->icu;
    return p->done;
}
