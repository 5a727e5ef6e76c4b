/* URLs, addresses, paths and code: text that is not prose, so that no letter of it is touched. */
#include "work.h"

#include <string.h>

#include <libtext/utf8.h>

/* How far a token is looked at on each side. */
#define TOKEN_REACH 256
/* How long the word itself is at most, where it is short enough to be a syllable. */
#define WORD_REACH 128
/* How far an inline code span's closing backticks are looked for: a span is not longer. */
#define SPAN_REACH 1024

static bool parts_tokens(const char *text, size_t at)
{
    unsigned char c = (unsigned char)text[at];
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '<' || c == '>' || c == '`';
}

/* Odd spaces and line ends part tokens like plain ones, which they are made; so do characters that
 * NFC makes of, or makes into, those above: U+1FEF is "`", U+226E and U+226F are < and > with
 * U+0338. The bytes of such a character at `at`, or 0. */
static size_t parts_too(const char *text, size_t at, size_t length)
{
    if (at + 2 <= length &&
        (memcmp(text + at, "\xC2\xA0", 2) == 0 || memcmp(text + at, "\xC2\x85", 2) == 0))
        return 2;
    if (at + 3 > length)
        return 0;
    unsigned char third = (unsigned char)text[at + 2];
    bool parts =
        (memcmp(text + at, "\xE2\x80", 2) == 0 &&
         ((third >= 0x80 && third <= 0x8A) || third == 0xA8 || third == 0xA9 || third == 0xAF)) ||
        memcmp(text + at, "\xE2\x81\x9F", 3) == 0 || memcmp(text + at, "\xE3\x80\x80", 3) == 0 ||
        memcmp(text + at, "\xE1\x9A\x80", 3) == 0 || memcmp(text + at, "\xE1\xBF\xAF", 3) == 0 ||
        (memcmp(text + at, "\xE2\x89", 2) == 0 && (third == 0xAE || third == 0xAF));
    return parts ? 3 : 0;
}

static bool is_one_of(const char *word, size_t length, const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) == length && memcmp(*words, word, length) == 0)
            return true;
    return false;
}

/* Does the token end like a file's or a host's name: ".vn", ".pdf"? */
static bool ends_as_name(const char *token, size_t length)
{
    static const char *const endings[] = {
        "vn",  "com", "net", "org", "edu", "gov",  "info", "io",   "html", "htm",  "php", "js",
        "css", "c",   "h",   "py",  "txt", "pdf",  "doc",  "docx", "xls",  "xlsx", "ppt", "pptx",
        "jpg", "png", "gif", "mp3", "mp4", "jpeg", "zip",  "rar",  "xml",  "json", "csv", NULL};
    while (length > 0) {
        if (strchr(".,;:!?)]\"'", token[length - 1]))
            length--;
        else if (length >= 3 && memcmp(token + length - 3, "”", 3) == 0)
            length -= 3;
        else
            break;
    }
    size_t dot = length;
    while (dot > 0 && token[dot - 1] != '.')
        dot--;
    return dot > 1 && is_one_of(token + dot, length - dot, endings);
}

static bool has(const char *token, size_t length, const char *part)
{
    size_t size = strlen(part);
    for (size_t i = 0; i + size <= length; i++)
        if (memcmp(token + i, part, size) == 0)
            return true;
    return false;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/* Does a mark stand here, so that the letter before is another one: "%aá" in NFD is no "%aa"? */
static bool is_mark(unsigned char lead)
{
    return lead == 0xCC || lead == 0xCD;
}

/* Is this token, between spaces, something other than prose? */
static bool token_is_code(const char *token, size_t length)
{
    size_t slashes = 0;
    for (size_t i = 0; i < length; i++) {
        char c = token[i];
        if (c != '\0' && strchr("_\\={}|~^$#@", c))
            return true;
        if (c == '%' && i + 2 < length && is_hex(token[i + 1]) && is_hex(token[i + 2]) &&
            (i + 3 == length || !is_mark((unsigned char)token[i + 3])))
            return true;
        slashes += c == '/';
    }
    /* U+2260 is = with U+0338. */
    return slashes > 1 || has(token, length, "\xE2\x89\xA0") ||
           (slashes == 1 && (token[0] == '/' || token[0] == '.')) || has(token, length, "()") ||
           (length > 4 && memcmp(token, "www.", 4) == 0) || ends_as_name(token, length);
}

/* Copies a token without what shows nothing, which may go; U+037E is ";" in NFC. */
static size_t copy_shown(const char *token, size_t length, char *shown)
{
    size_t count = 0;
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t c;
        size = lt_utf8_decode(token + at, length - at, &c);
        if (size == 0) {
            shown[count++] = '\1'; /* its bytes must not join others' */
            size = 1;
            continue;
        }
        int kind = lt_kind(c);
        if (c == 0x37E) {
            shown[count++] = ';';
        } else if (kind != LT_KIND_IGNORABLE && kind != LT_KIND_CONTROL) {
            memcpy(shown + count, token + at, size);
            count += size;
        }
    }
    return count;
}

bool lt_in_code(const char *text, size_t length, size_t start, size_t end)
{
    size_t floor = start > TOKEN_REACH ? start - TOKEN_REACH : 0;
    size_t ceiling = length - end > TOKEN_REACH ? end + TOKEN_REACH : length;
    size_t from = start, to = end;
    while (from > floor && !parts_tokens(text, from - 1) &&
           !(from >= floor + 2 && parts_too(text, from - 2, from) == 2) &&
           !(from >= floor + 3 && parts_too(text, from - 3, from) == 3))
        from--;
    while (to < ceiling && !parts_tokens(text, to) && !parts_too(text, to, ceiling))
        to++;
    char shown[2 * TOKEN_REACH + WORD_REACH];
    if (to - from > sizeof shown)
        return token_is_code(text + from, to - from);
    return token_is_code(shown, copy_shown(text + from, to - from, shown));
}

/* Length of a backtick, or of U+1FEF, which NFC makes one; 0 for anything else. */
static size_t backtick(const char *text, size_t at, size_t length)
{
    if (at < length && text[at] == '`')
        return 1;
    return at + 3 <= length && memcmp(text + at, "\xE1\xBF\xAF", 3) == 0 ? 3 : 0;
}

/* How many backticks stand at `at`, and where they end. What shows nothing among them parts them no
 * more than it will when it is gone. */
static size_t count_backticks(const lt_normal_work *work, size_t at, size_t length, size_t *end)
{
    size_t count = 0;
    *end = at;
    while (at < length) {
        uint32_t c;
        size_t size = backtick(work->text, at, length);
        if (size > 0) {
            count++;
            *end = at + size;
        } else if (count == 0 || (size = lt_utf8_decode(work->text + at, length - at, &c)) == 0 ||
                   !lt_shows_nothing(work, c)) {
            break;
        }
        at += size;
    }
    return count;
}

/* Are there at most three spaces before `at` in its line, odd ones as well as plain ones? */
static bool starts_line(const lt_normal_work *work, size_t at)
{
    for (size_t spaces = 0; at > 0;) {
        size_t start = at - 1;
        uint32_t c;
        while (start > 0 && at - start < 4 && ((unsigned char)work->text[start] & 0xC0) == 0x80)
            start--;
        if (lt_utf8_decode(work->text + start, at - start, &c) != at - start)
            return false;
        if (c == '\n' || c == '\r' || lt_kind(c) == LT_KIND_LINE)
            return true;
        if (c == ' ' || lt_kind(c) == LT_KIND_SPACE)
            spaces++;
        else if (!lt_shows_nothing(work, c))
            return false;
        if (spaces > 3)
            return false;
        at = start;
    }
    return !work->mid_line;
}

/* The end of the code span whose `ticks` opening backticks end at `at`; 0 when it never closes. */
static size_t span_end(const lt_normal_work *work, size_t at, size_t ticks)
{
    size_t limit = work->length - at > SPAN_REACH ? at + SPAN_REACH : work->length, end;
    for (; at < limit && work->text[at] != '\n' && work->text[at] != '\r'; at = end) {
        size_t found = count_backticks(work, at, limit, &end);
        if (found == ticks)
            return end;
        end += found == 0;
    }
    return 0;
}

size_t lt_code_backticks(lt_normal_work *work, size_t at)
{
    size_t end, ticks = count_backticks(work, at, work->length, &end);
    if (at < work->protected_until && !work->in_fence)
        return end;
    if (ticks >= 3 && starts_line(work, at)) {
        work->in_fence = !work->in_fence;
        work->protected_until = work->in_fence ? work->length : end;
    } else if (!work->in_fence) {
        size_t span = span_end(work, end, ticks);
        if (span)
            work->protected_until = span;
    }
    return end;
}
