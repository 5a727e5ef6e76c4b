/*
 * House style (cleaning level "full"): spacing around punctuation, quotes, dashes, ellipses, line
 * ends. Runs over a piece whose characters are in order already. What is house style was counted in
 * Vietnamese news and headlines: " - " is the usual spaced dash, “ ” the quotes of body text.
 */
#include "work.h"

#include <string.h>

#include <unicode/uchar.h>

#include <libtext/utf8.h>

#include "table.h"

typedef struct house {
    lt_normal_work *work;
    bool quote_open; /* a “ or an opening " of this line waits for its end */
} house;

static bool wants(const house *h, lt_change_code code)
{
    return (h->work->options.repair & LT_REPAIR(code)) != 0;
}

static unsigned char byte_at(const house *h, size_t at)
{
    return at < h->work->length ? (unsigned char)h->work->text[at] : '\n';
}

static bool begins(const house *h, size_t at, const char *part)
{
    size_t size = strlen(part);
    return h->work->length - at >= size && memcmp(h->work->text + at, part, size) == 0;
}

static bool ends(const house *h, size_t at, const char *part)
{
    size_t size = strlen(part);
    return at >= size && memcmp(h->work->text + at - size, part, size) == 0;
}

/* A letter or digit of a word, whether composed or not. */
static bool is_letter(const house *h, size_t at)
{
    size_t size;
    uint32_t c;
    unsigned letter = lt_scan_letter(h->work->text, at, h->work->length, &size);
    if (letter != LT_VOWEL_UNKNOWN)
        return letter != LT_VOWEL_NONE;
    return lt_utf8_decode(h->work->text + at, h->work->length - at, &c) > 0 &&
           u_isUAlphabetic((UChar32)c);
}

static bool is_line_end(unsigned char c)
{
    return c == '\n' || c == '\r';
}

static bool at_line_start(const house *h, size_t at)
{
    return at == 0 ? !h->work->mid_line : is_line_end(byte_at(h, at - 1));
}

static bool is_code(const house *h, size_t start, size_t end)
{
    return start < h->work->protected_until ||
           lt_in_code(h->work->text, h->work->length, start, end);
}

static lt_status change(house *h, size_t start, size_t end, const char *result, lt_change_code code)
{
    if (end - start == strlen(result) && memcmp(h->work->text + start, result, end - start) == 0)
        return LT_OK;
    return lt_work_change(h->work, start, end, result, strlen(result), LT_REPAIR(code));
}

/* The end of the quote that waits for one, at `at`: its length, or 0. */
static size_t quote_end(const house *h, size_t at)
{
    return begins(h, at, "”") ? 3 : h->quote_open && byte_at(h, at) == '"';
}

static size_t skip_marks(const house *h, size_t at)
{
    while (at < h->work->length && memchr(",;:!?)]}", byte_at(h, at), 8))
        at++;
    return at;
}

/* Punctuation no space belongs before: alone or with more of its kind around a quote's end, and
 * then a space or a line end. Before a letter it might begin a name, and would join it to the word
 * before. */
static bool closes(const house *h, size_t at)
{
    if (at >= h->work->length || begins(h, at, ".."))
        return false;
    unsigned char first = byte_at(h, at);
    bool mark = memchr(",;:!?.)]}", first, 9) != NULL;
    if (!mark && !begins(h, at, "”"))
        return false;
    size_t end = at + mark;
    if (first != ':' && first != ';')
        end = skip_marks(h, end);
    size_t quote = quote_end(h, end);
    if (quote > 0)
        end = skip_marks(h, end + quote);
    if (end == at + 1 && end == h->work->length)
        return false;
    return byte_at(h, end) == ' ' || is_line_end(byte_at(h, end));
}

static bool after_opening(const house *h, size_t at)
{
    return ends(h, at, "(") || ends(h, at, "[") || ends(h, at, "{") || ends(h, at, "“");
}

/* A dash of any make between spaces: its end, or 0. */
static size_t spaced_dash(const house *h, size_t at)
{
    static const char *const dashes[] = {"---", "--", "-", "‐", "‑", "‒", "–", "—", "―"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (begins(h, at, dashes[i]) && byte_at(h, at + strlen(dashes[i])) == ' ')
            return at + strlen(dashes[i]);
    return 0;
}

/* Do spaces from `at` to `end` stand where none belongs? */
static bool is_no_place_for_space(const house *h, size_t at, size_t end)
{
    if (end < h->work->length && is_line_end(byte_at(h, end)))
        return true;
    bool joins_dots = (ends(h, at, ".") || ends(h, at, "…")) && byte_at(h, end) == '.';
    return ((closes(h, end) && !joins_dots) || after_opening(h, at)) && !is_code(h, end, end);
}

static lt_status fix_spaces(house *h, size_t at, size_t *next)
{
    size_t end = at;
    while (end < h->work->length && byte_at(h, end) == ' ')
        end++;
    *next = end;
    if (at_line_start(h, at) || at < h->work->protected_until)
        return LT_OK;
    size_t dash = end < h->work->length && wants(h, LT_CHANGE_DASH) ? spaced_dash(h, end) : 0;
    if (wants(h, LT_CHANGE_SPACING)) {
        bool none = is_no_place_for_space(h, at, end);
        lt_status status = change(h, at, end, none ? "" : " ", LT_CHANGE_SPACING);
        if (status != LT_OK || none)
            return status;
    }
    if (!dash)
        return LT_OK;
    *next = dash;
    return change(h, end, dash, "-", LT_CHANGE_DASH);
}

/* 1 for a capital, -1 for a small letter, 0 for anything else. A title-case letter (ῼ) is a
   capital, as the one it decomposes into is. */
static int letter_case(const house *h, size_t at)
{
    uint32_t c;
    if (lt_utf8_decode(h->work->text + at, h->work->length - at, &c) == 0)
        return 0;
    bool capital = u_isUUppercase((UChar32)c) || u_istitle((UChar32)c);
    return capital ? 1 : u_isULowercase((UChar32)c) ? -1 : 0;
}

/* The same of the letter that ends before `at`, marks on it left aside. */
static int case_before(const house *h, size_t at)
{
    const unsigned char *text = (const unsigned char *)h->work->text;
    while (at >= 2 && (text[at - 2] & 0xFE) == 0xCC)
        at -= 2;
    size_t start = at;
    while (start > 0 && at - start < 4 && (text[--start] & 0xC0) == 0x80)
        ;
    return start < at ? letter_case(h, start) : 0;
}

/* "một,hai" and "xong.Hôm nay": a space is missing. */
static lt_status fix_punctuation(house *h, size_t at, size_t *next)
{
    char mark = h->work->text[at], spaced[3] = {mark, ' ', '\0'};
    *next = at + 1;
    if (!wants(h, LT_CHANGE_SPACING))
        return LT_OK;
    int next_case = letter_case(h, at + 1), before = case_before(h, at);
    if (next_case == 0 || before == 0 || ((mark == ':' || mark == '.') && next_case != 1) ||
        (mark == '.' && before != -1) || is_code(h, at, at + 1))
        return LT_OK;
    return change(h, at, at + 1, spaced, LT_CHANGE_SPACING);
}

static lt_status fix_dots(house *h, size_t at, size_t *next)
{
    size_t end = at;
    while (end < h->work->length && byte_at(h, end) == '.')
        end++;
    *next = end;
    if (end - at == 1)
        return fix_punctuation(h, at, next);
    if (end - at != 3 || !wants(h, LT_CHANGE_ELLIPSIS) || is_code(h, at, end))
        return LT_OK;
    return change(h, at, end, "…", LT_CHANGE_ELLIPSIS);
}

/* Is a quote here an opening one? Inches and seconds ('5"') are neither. */
static lt_status fix_quote(house *h, size_t at, size_t *next)
{
    *next = at + 1;
    bool free_before =
        at_line_start(h, at) || (at > 0 && byte_at(h, at - 1) == ' ') || after_opening(h, at);
    bool word_behind = is_letter(h, at + 1);
    bool opening = free_before && word_behind && !h->quote_open;
    bool closing = h->quote_open && !free_before;
    if (!opening && !closing)
        return LT_OK;
    h->quote_open = opening;
    if (!wants(h, LT_CHANGE_QUOTE) || is_code(h, at, at + 1))
        return LT_OK;
    return change(h, at, at + 1, opening ? "“" : "”", LT_CHANGE_QUOTE);
}

static lt_status fix_line_end(house *h, size_t at, size_t *next)
{
    h->quote_open = false;
    *next = at + 1;
    if (byte_at(h, at) == '\n')
        return LT_OK;
    *next += at + 1 < h->work->length && byte_at(h, at + 1) == '\n';
    return wants(h, LT_CHANGE_LINE_END) ? change(h, at, *next, "\n", LT_CHANGE_LINE_END) : LT_OK;
}

static lt_status look(house *h, size_t at, size_t *next)
{
    switch (h->work->text[at]) {
    case ' ':
        return fix_spaces(h, at, next);
    case '"':
        return fix_quote(h, at, next);
    case '.':
        return fix_dots(h, at, next);
    case ',':
    case ';':
    case ':':
    case '!':
    case '?':
        return fix_punctuation(h, at, next);
    case '\n':
    case '\r':
        return fix_line_end(h, at, next);
    case '`':
        *next = lt_code_backticks(h->work, at);
        return LT_OK;
    default:
        if (begins(h, at, "“") || begins(h, at, "”"))
            h->quote_open = begins(h, at, "“");
        *next = at + 1;
        return LT_OK;
    }
}

lt_status lt_house_piece(lt_normal_work *work)
{
    static const char interesting[] = " \".,;:!?\n\r`\xE2";
    house h = {work, false};
    for (size_t at = 0; at < work->length;) {
        lt_status status = LT_OK;
        if (memchr(interesting, work->text[at], sizeof interesting - 1))
            status = look(&h, at, &at);
        else
            at++;
        if (status != LT_OK)
            return status;
    }
    return lt_buffer_append(work->out, work->text + work->copied, work->length - work->copied);
}
