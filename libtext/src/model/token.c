#include "model/token.h"

#include <libtext/utf8.h>

#include <unicode/uchar.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

typedef enum letter_kind { LETTER_SMALL, LETTER_CAPITAL, LETTER_MARK } letter_kind;

/* Length of the letter or combining mark at `text`, 0 for anything else. */
static size_t letter_length(const char *text, size_t length, letter_kind *kind)
{
    unsigned char byte = length ? (unsigned char)text[0] : 0;
    bool upper = byte >= 'A' && byte <= 'Z';
    *kind = upper ? LETTER_CAPITAL : LETTER_SMALL;
    if (byte < 0x80)
        return upper || (byte >= 'a' && byte <= 'z');
    uint32_t codepoint;
    size_t size = lt_utf8_decode(text, length, &codepoint);
    if (codepoint < 0xAA || size == 0)
        return 0;
    uint32_t mask = U_GET_GC_MASK((UChar32)codepoint);
    *kind = mask & (U_GC_LU_MASK | U_GC_LT_MASK) ? LETTER_CAPITAL
            : mask & U_GC_M_MASK                 ? LETTER_MARK
                                                 : LETTER_SMALL;
    return mask & (U_GC_L_MASK | U_GC_M_MASK) ? size : 0;
}

/* Characters that neither part nor join anything: they stand inside words after careless editing.
 */
static bool is_ignorable(uint32_t codepoint)
{
    return codepoint == 0xAD || (codepoint >= 0x200B && codepoint <= 0x200F) ||
           codepoint == 0x2060 || codepoint == 0xFEFF;
}

static size_t read_word(const char *text, size_t length, size_t at, lt_token *token)
{
    letter_kind kind;
    bool small = false, ascii = true;
    size_t start = at, letters = 0;
    token->capital = false;
    while (at < length && at - start < LT_TOKEN_MAXIMUM) {
        size_t size = letter_length(text + at, length - at, &kind);
        if (size == 0 && is_digit(text[at])) {
            token->has_digit = true;
            letters++;
            size = 1;
        } else if (size == 0) {
            break;
        } else {
            if (at == start)
                token->capital = kind == LETTER_CAPITAL;
            small = small || kind == LETTER_SMALL;
            letters += kind != LETTER_MARK;
            ascii = ascii && size == 1;
        }
        at += size;
    }
    token->length = (uint32_t)(at - start);
    token->ascii = ascii;
    token->all_capital = token->capital && !small;
    token->one_letter = letters == 1;
    token->kind = LT_TOKEN_WORD;
    lt_syllable_shape shape;
    if (!token->has_digit &&
        (token->syllable = lt_syllable_parse(text + start, token->length, &shape))) {
        token->place = (uint8_t)shape.place;
        token->kind = LT_TOKEN_SYLLABLE;
    }
    return at;
}

static size_t read_number(const char *text, size_t length, size_t at, lt_token *token)
{
    size_t start = at;
    letter_kind kind;
    while (at < length && (is_digit(text[at]) || (at + 1 < length && is_digit(text[at + 1]) &&
                                                  (text[at] == '.' || text[at] == ',' ||
                                                   text[at] == '/' || text[at] == ':'))))
        at++;
    token->kind = LT_TOKEN_NUMBER;
    token->length = (uint32_t)(at - start);
    /* "5G", "2a": letters behind digits make a word. */
    if (at < length && letter_length(text + at, length - at, &kind) > 0) {
        token->has_digit = true;
        at = read_word(text, length, start, token);
        if (at == start) { /* begins with . or the like: can't be, but must move on */
            token->kind = LT_TOKEN_PUNCTUATION;
            token->length = 1;
            at = start + 1;
        }
    }
    return at;
}

static lt_token_kind sign_kind(uint32_t codepoint, const char *after, size_t length)
{
    switch (codepoint) {
    case ',':
        return LT_TOKEN_COMMA;
    case '.':
        /* "TP.HCM": a full stop that no space follows parts nothing. */
        return length == 0 || *after == ' ' || *after == '\n' || *after == '\r' || *after == '\t' ||
                       *after == '"'
                   ? LT_TOKEN_BREAK
                   : LT_TOKEN_PUNCTUATION;
    case '\n':
    case '!':
    case '?':
    case ';':
    case 0x2026:
        return LT_TOKEN_BREAK;
    default:
        return LT_TOKEN_PUNCTUATION;
    }
}

static bool is_space(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return codepoint == ' ' || (codepoint >= '\t' && codepoint <= '\r') || codepoint == '_';
    return is_ignorable(codepoint) || u_isUWhiteSpace((UChar32)codepoint);
}

size_t lt_token_next(const char *text, size_t length, size_t at, lt_token *token)
{
    size_t before = at;
    letter_kind kind;
    for (;;) {
        *token = (lt_token){.kind = LT_TOKEN_END, .start = (uint32_t)length};
        if (at >= length)
            return length;
        token->start = (uint32_t)at;
        token->glued = at == before && before > 0;
        if (letter_length(text + at, length - at, &kind) > 0)
            return read_word(text, length, at, token);
        if (is_digit(text[at]))
            return read_number(text, length, at, token);
        uint32_t codepoint;
        size_t size = lt_utf8_decode(text + at, length - at, &codepoint);
        size = size ? size : 1;
        at += size;
        if (is_space(codepoint) && codepoint != '\n')
            continue;
        token->length = (uint32_t)size;
        token->kind = (uint8_t)sign_kind(codepoint, text + at, length - at);
        return at;
    }
}

size_t lt_token_fold(const char *text, size_t length, char *out, size_t room)
{
    size_t size = 0;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        size_t step = lt_utf8_decode(text + at, length - at, &c);
        if (step == 0 || size + 4 > room)
            return 0;
        size += lt_utf8_encode((uint32_t)u_tolower((UChar32)c), out + size);
        at += step;
    }
    return size;
}
