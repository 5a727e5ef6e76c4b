/*
 * VIQR (RFC 1456, section 3): a letter, then ( ^ + for its own mark, then ' ` ? ~ . for the tone;
 * dd for đ; a backslash before a character that would else be read as a mark.
 */
#include <string.h>

#include <libtext/syllable.h>
#include <libtext/utf8.h>

#include "charts.h"

enum { A = 1, AW, AA, D = 6, DD, E, EE, I = 12, O = 17, OO, OW, U = 25, UW, Y = 29 };

static const char tone_keys[] = "\0`'?~.";

static bool is_vowel(uint8_t base)
{
    return base == A || base == AW || base == AA || base == E || base == EE || base == I ||
           (base >= O && base <= OW) || base == U || base == UW || base == Y;
}

/* The letter that `base` is with this mark; 0 when it takes none. */
static uint8_t marked(uint8_t base, char key)
{
    if (key == '(')
        return base == A ? AW : 0;
    if (key == '^')
        return base == A ? AA : base == E ? EE : base == O ? OO : 0;
    return key == '+' ? (base == O ? OW : base == U ? UW : 0) : 0;
}

static lt_tone tone_of(char key)
{
    for (int tone = 1; tone < LT_TONE_COUNT; tone++)
        if (tone_keys[tone] == key)
            return (lt_tone)tone;
    return LT_TONE_NGANG;
}

static char mark_key(uint8_t base)
{
    return base == AW                               ? '('
           : base == AA || base == EE || base == OO ? '^'
           : base == OW || base == UW               ? '+'
                                                    : '\0';
}

static bool is_key(char c)
{
    return c != '\0' && strchr("(^+'`?~.\\dD", c);
}

/* A vowel with its keys at `at`: the letter, and the bytes taken. */
static size_t read_vowel(const char *bytes, size_t length, lt_letter *letter)
{
    size_t at = 1;
    if (at < length && marked(letter->base, bytes[at]))
        letter->base = marked(letter->base, bytes[at++]);
    if (at < length && tone_of(bytes[at]))
        letter->tone = (uint8_t)tone_of(bytes[at++]);
    return at;
}

lt_status lt_viqr_decode(const char *bytes, size_t length, lt_buffer *out)
{
    lt_status status = LT_OK;
    for (size_t at = 0, size; at < length && status == LT_OK; at += size) {
        lt_letter letter;
        char text[4];
        size = 1;
        if (bytes[at] == '\\' && at + 1 < length && is_key(bytes[at + 1])) {
            status = lt_buffer_append_byte(out, bytes[at + 1]);
            size = 2;
            continue;
        }
        if ((unsigned char)bytes[at] >= 0x80 || !lt_letter_read(bytes + at, 1, &letter)) {
            status = lt_buffer_append_byte(out, bytes[at]);
            continue;
        }
        if (letter.base == D && at + 1 < length && (bytes[at + 1] | 0x20) == 'd') {
            letter.base = DD;
            size = 2;
        } else if (is_vowel(letter.base)) {
            size = read_vowel(bytes + at, length - at, &letter);
        }
        size_t count = lt_letter_write(letter, text);
        status = count ? lt_buffer_append(out, text, count) : lt_buffer_append_byte(out, bytes[at]);
    }
    return status;
}

/* What a following character must not look like: keys the last letter could still take. */
typedef struct writer {
    lt_letter last; /* base 0: no letter before */
    lt_buffer *out;
} writer;

static bool needs_backslash(const writer *w, char c)
{
    if (c == '\\')
        return true;
    if (w->last.base == D)
        return (c | 0x20) == 'd';
    if (!is_vowel(w->last.base) || w->last.tone)
        return false;
    return marked(w->last.base, c) || tone_of(c);
}

static lt_status write_letter(writer *w, lt_letter letter)
{
    static const char plain[] = "?aaabcddeeghiklmnooopqrstuuvxy";
    char bytes[4], base = plain[letter.base];
    size_t count = 0;
    bytes[count++] = letter.upper ? (char)(base - 0x20) : base;
    if (letter.base == DD)
        bytes[count++] = bytes[0];
    if (mark_key(letter.base))
        bytes[count++] = mark_key(letter.base);
    if (letter.tone)
        bytes[count++] = tone_keys[letter.tone];
    return lt_buffer_append(w->out, bytes, count);
}

/* Would the d before this text be read as one with the dd of a đ? */
static bool begins_dd(const char *text, size_t length)
{
    lt_letter letter;
    return lt_letter_read(text, length, &letter) > 0 && letter.base == DD;
}

lt_status lt_viqr_encode(const char *text, size_t length, bool replace, lt_buffer *out,
                         lt_error *error)
{
    writer w = {{0, 0, false, false}, out};
    lt_status status = LT_OK;
    for (size_t at = 0, size; at < length && status == LT_OK; at += size) {
        lt_letter letter = {0, 0, false, false};
        uint32_t c;
        size = lt_utf8_decode(text + at, length - at, &c);
        if (size == 0)
            return lt_utf8_validate(text, length, error);
        bool vietnamese = lt_letter_read(text + at, size, &letter) == size &&
                          letter.base != LT_LETTER_OTHER && !letter.two_tones;
        if (!vietnamese)
            letter = (lt_letter){0, 0, false, false};
        if (c >= 0x80 && !vietnamese && !replace)
            return lt_encoding_lacks(LT_ENCODING_VIQR, c, at, error);
        char byte = c < 0x80 ? (char)c : '?';
        bool before_dd = letter.base == D && begins_dd(text + at + size, length - at - size);
        if (c < 0x80 && (before_dd || needs_backslash(&w, byte))) {
            status = lt_buffer_append_byte(out, '\\');
            /* What follows a backslash is no letter that could take marks. */
            letter = (lt_letter){0, 0, false, false};
        }
        if (status == LT_OK)
            status = letter.base ? write_letter(&w, letter) : lt_buffer_append_byte(out, byte);
        w.last = letter;
    }
    return status;
}
