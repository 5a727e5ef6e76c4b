#include "terms.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "base/array.h"
#include "table.h"

#define WORD_LETTERS 64 /* of a longer word only so many count for its sound; the rest by hash */

typedef struct word {
    uint8_t plain[WORD_LETTERS];
    uint8_t marked[2 * WORD_LETTERS + 2];
    size_t plain_length, marked_length;
    uint64_t other; /* letters of other scripts, and those past WORD_LETTERS */
    uint32_t letters;
    uint8_t tone, flags;
} word;

typedef struct reader {
    const char *text;
    size_t length, at; /* the character read, and the place after it */
    size_t size;       /* its bytes; 0 at the end */
    uint32_t c;
    lt_terms_letter letter;
} reader;

static uint64_t mix(uint64_t x)
{
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93u;
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93u;
    x ^= x >> 32;
    return x;
}

static uint64_t hash(const uint8_t *bytes, size_t length)
{
    uint64_t h = 0x9E3779B97F4A7C15u ^ length;
    for (size_t i = 0; i < length; i += 8) {
        uint64_t v = 0;
        size_t n = length - i < 8 ? length - i : 8;
        for (size_t k = 0; k < n; k++)
            v |= (uint64_t)bytes[i + k] << (8 * k);
        h = mix(h ^ v);
    }
    return h ? h : 1;
}

uint64_t lt_terms_join(uint64_t head, uint64_t last)
{
    uint64_t h = mix(head * 3 + last);
    return h ? h : 1;
}

static lt_terms_letter classify(uint32_t c)
{
    static const lt_terms_letter none = {0, 0, 0, 0}, other = {1, 0, 0, 0};
    if (c < 0x80) {
        if (c >= 'a' && c <= 'z')
            return (lt_terms_letter){(uint8_t)c, 0, 0, 0};
        if (c >= 'A' && c <= 'Z')
            return (lt_terms_letter){(uint8_t)(c + 32), 0, 0, 1};
        return none;
    }
    if (c >= 0xC0 && c <= 0x24F)
        return lt_terms_latin[c - 0xC0];
    if (c >= 0x1E00 && c <= 0x1EFF)
        return lt_terms_additional[c - 0x1E00];
    /* other scripts: all but punctuation, symbols and combining marks */
    bool letter = c >= 0x370 && c != 0xFFFD && (c < 0x2000 || c >= 0x2E80) &&
                  (c < 0x3000 || c >= 0x3040) && (c < 0xFE00 || c >= 0xFF10);
    return letter ? other : none;
}

static void read_next(reader *r)
{
    r->at += r->size;
    r->size = lt_utf8_decode(r->text + r->at, r->length - r->at, &r->c);
    if (r->size == 0 && r->at < r->length)
        r->size = 1;
    r->letter = r->size ? classify(r->c) : classify(0);
}

static void put(word *w, uint8_t byte)
{
    if (w->marked_length < sizeof w->marked - 1)
        w->marked[w->marked_length++] = byte;
}

static void combine(word *w, uint32_t c)
{
    w->flags |= LT_TERM_MARKED;
    switch (c) {
    case 0x300:
        w->tone = 1;
        break;
    case 0x301:
        w->tone = 2;
        break;
    case 0x303:
        w->tone = 3;
        break;
    case 0x309:
        w->tone = 4;
        break;
    case 0x323:
        w->tone = 5;
        break;
    case 0x302:
        put(w, 1);
        break;
    case 0x306:
        put(w, 2);
        break;
    case 0x31B:
        put(w, 3);
        break;
    default:
        break;
    }
}

static void add_letter(word *w, uint32_t c, lt_terms_letter letter)
{
    if (w->letters == 0 && letter.upper)
        w->flags |= LT_TERM_CAPITAL;
    w->letters++;
    if (c >= 0x80)
        w->flags |= LT_TERM_MARKED;
    if (letter.plain == 1 || w->plain_length == WORD_LETTERS) {
        w->other = mix(w->other ^ c);
        return;
    }
    w->plain[w->plain_length++] = letter.plain;
    put(w, letter.plain);
    if (letter.shape)
        put(w, letter.shape);
    if (letter.tone)
        w->tone = letter.tone;
}

/* After an apostrophe inside a word: "don't" goes on, "people's" ends before its 's. True: ended,
 * and the reader stands after the s. */
static bool drop_possessive(reader *r)
{
    reader ahead = *r;
    read_next(&ahead);
    if (ahead.letter.plain == 0)
        return true;
    bool s = ahead.letter.plain == 's';
    reader after = ahead;
    read_next(&after);
    if (s && after.letter.plain == 0) {
        *r = after;
        return true;
    }
    *r = ahead;
    return false;
}

static void read_word(reader *r, word *w)
{
    w->plain_length = w->marked_length = 0;
    w->other = 0;
    w->letters = 0;
    w->tone = w->flags = 0;
    for (;;) {
        add_letter(w, r->c, r->letter);
        read_next(r);
        while (r->size && r->c >= 0x300 && r->c <= 0x36F) {
            combine(w, r->c);
            read_next(r);
        }
        if (r->letter.plain)
            continue;
        if ((r->c != '\'' && r->c != 0x2019) || r->size == 0 || drop_possessive(r))
            break;
    }
}

/* One key for the forms of an English word: -s, -es, -ed, -ing and a final e or y go. A key need
 * not be a word; it must only be the same for "policy" and "policies". */
static size_t stem(uint8_t *s, size_t n)
{
    if (n > 3 && s[n - 1] == 's' && s[n - 2] != 's' && s[n - 2] != 'u') {
        n--;
        bool ies = n > 3 && s[n - 1] == 'e' && s[n - 2] == 'i';
        bool es =
            n > 4 && s[n - 1] == 'e' && (s[n - 2] == 's' || s[n - 2] == 'x' || s[n - 2] == 'h');
        n -= ies || es;
    } else if (n > 5 && memcmp(s + n - 3, "ing", 3) == 0) {
        n -= 3;
        if (s[n - 1] == s[n - 2] && s[n - 1] != 'l' && s[n - 1] != 's')
            n--;
    } else if (n > 4 && s[n - 1] == 'd' && s[n - 2] == 'e') {
        n -= 2;
        if (n > 3 && s[n - 1] == s[n - 2] && s[n - 1] != 'l' && s[n - 1] != 's')
            n--;
    }
    if (n > 3 && s[n - 1] == 'e')
        n--;
    if (n > 2 && s[n - 1] == 'y')
        s[n - 1] = 'i';
    return n;
}

static void finish_word(lt_term *term, word *w, lt_language language)
{
    term->flags = w->flags;
    term->letters = (uint8_t)(w->letters > 255 ? 255 : w->letters);
    term->fold = hash(w->plain, w->plain_length) ^ w->other;
    term->prefix = w->plain_length >= 5 && !w->other ? hash(w->plain, 5) ^ 0x55 : 0;
    if (language == LT_LANGUAGE_EN) {
        term->key = hash(w->plain, stem(w->plain, w->plain_length)) ^ w->other;
    } else {
        w->marked[w->marked_length] = (uint8_t)('0' + w->tone);
        term->key = hash(w->marked, w->marked_length + 1) ^ w->other;
    }
}

/* Digits with single . or , between them. Only the digits count, so that 2.886 and 2,886 agree. */
static void read_number(reader *r, lt_term *term)
{
    uint8_t digits[WORD_LETTERS];
    size_t n = 0, i = r->at;
    const char *s = r->text;
    for (; i < r->length; i++) {
        bool separator =
            (s[i] == '.' || s[i] == ',') && i + 1 < r->length && s[i + 1] >= '0' && s[i + 1] <= '9';
        if (s[i] >= '0' && s[i] <= '9') {
            if (n < WORD_LETTERS && (n > 0 || s[i] != '0')) /* 07 is 7 */
                digits[n++] = (uint8_t)s[i];
        } else if (!separator) {
            break;
        }
    }
    if (n == 0)
        digits[n++] = '0';
    term->key = term->fold = hash(digits, n) ^ 0x3333;
    term->prefix = 0;
    term->flags = LT_TERM_NUMBER;
    term->letters = (uint8_t)n;
    r->at = i;
    r->size = 0;
    read_next(r);
}

static lt_status push(lt_terms *terms, const lt_term *term)
{
    lt_term *items = lt_array_room(terms->items, terms->count, &terms->capacity, sizeof *items);
    if (!items)
        return LT_NO_MEMORY;
    terms->items = items;
    terms->items[terms->count++] = *term;
    return LT_OK;
}

static bool opens(uint32_t c)
{
    return c == '.' || c == '"' || c == 0x201C || c == ':' || c == '!' || c == '?';
}

lt_status lt_terms_scan(lt_terms *terms, const char *text, size_t length, lt_language language)
{
    reader r = {text, length, 0, 0, 0, {0, 0, 0, 0}};
    size_t count = terms->count;
    bool opening = true;
    read_next(&r);
    while (r.size) {
        lt_term term;
        term.start = (uint32_t)r.at;
        if (r.c >= '0' && r.c <= '9') {
            read_number(&r, &term);
        } else if (r.letter.plain) {
            word w;
            read_word(&r, &w);
            finish_word(&term, &w, language);
        } else {
            opening = opening || opens(r.c);
            read_next(&r);
            continue;
        }
        term.length = (uint32_t)(r.at - term.start);
        if (opening)
            term.flags |= LT_TERM_OPENING;
        opening = false;
        if (push(terms, &term) != LT_OK) {
            terms->count = count;
            return LT_NO_MEMORY;
        }
    }
    return LT_OK;
}

lt_status lt_terms_phrase(const char *text, size_t length, lt_language language, uint64_t *key,
                          size_t *words, uint64_t *head)
{
    lt_terms terms = LT_TERMS_INIT;
    lt_status status = lt_terms_scan(&terms, text, length, language);
    *key = terms.count ? terms.items[0].key : 0;
    if (head)
        *head = *key;
    if (words)
        *words = terms.count;
    for (size_t i = 1; i < terms.count; i++)
        *key = lt_terms_join(*key, terms.items[i].key);
    lt_terms_dispose(&terms);
    return status;
}

void lt_terms_dispose(lt_terms *terms)
{
    free(terms->items);
    *terms = (lt_terms)LT_TERMS_INIT;
}
