/* Tokens: one pass by the shape of characters, then flags that need a line or a chunk. */
#include <stdlib.h>
#include <string.h>

#include <libtext/syllable.h>
#include <libtext/utf8.h>

#include "base/word.h"
#include "rules.h"

typedef enum shape { SHAPE_LETTER, SHAPE_DIGIT, SHAPE_BLANK, SHAPE_LINE, SHAPE_SIGN } shape;

static bool is_between(uint32_t c, uint32_t low, uint32_t high)
{
    return c >= low && c <= high;
}

/* Blocks suffice: nobody's prose hangs on a rare sign taken for a letter. */
static shape shape_of(uint32_t c)
{
    if (c < 0x80) {
        if (is_between(c | 0x20, 'a', 'z'))
            return SHAPE_LETTER;
        if (is_between(c, '0', '9'))
            return SHAPE_DIGIT;
        if (c == '\n' || c == '\r')
            return SHAPE_LINE;
        return c == ' ' || c == '\t' ? SHAPE_BLANK : SHAPE_SIGN;
    }
    if (c == 0xA0 || is_between(c, 0x2000, 0x200A) || c == 0x202F || c == 0x3000)
        return SHAPE_BLANK;
    if (c == 0x2028 || c == 0x2029 || c == 0x85)
        return SHAPE_LINE;
    if (c < 0xC0)
        return c == 0xAA || c == 0xB5 || c == 0xBA ? SHAPE_LETTER : SHAPE_SIGN;
    if (c == 0xD7 || c == 0xF7 || is_between(c, 0x2010, 0x206F) || is_between(c, 0x20A0, 0x20CF) ||
        is_between(c, 0x2100, 0x2BFF) || is_between(c, 0x3001, 0x303F) ||
        is_between(c, 0xFF01, 0xFF0F) || is_between(c, 0xFE00, 0xFE0F) || c == 0xFFFC ||
        c == 0xFFFD || c == 0xFEFF || c >= 0x1F000)
        return SHAPE_SIGN;
    return SHAPE_LETTER;
}

/* What the letters of a word say of it. */
static void look_at_letter(token *token, const char *text, size_t length, uint32_t c,
                           size_t *uppers, size_t *letters)
{
    if (c < 0x80) {
        *uppers += is_between(c, 'A', 'Z');
        ++*letters;
        if (*letters == 1 && *uppers)
            token->flags |= TOKEN_UPPER;
        return;
    }
    if (is_between(c, 0x370, 0x52F) || c == 0xD0 || c == 0xF0 || c == 0x189 || c == 0x256)
        token->flags |= TOKEN_FOREIGN;
    lt_letter letter;
    if (is_between(c, 0x300, 0x36F) || lt_letter_read(text, length, &letter) == 0) {
        *letters += !is_between(c, 0x300, 0x36F);
        return;
    }
    *uppers += letter.upper;
    ++*letters;
    if (*letters == 1 && letter.upper)
        token->flags |= TOKEN_UPPER;
    /* ă đ ơ ư and what carries hook or dot below are found in no neighbour's language. */
    if (letter.base == 2 || letter.base == 7 || letter.base == 20 || letter.base == 26 ||
        letter.tone == LT_TONE_HOI || letter.tone == LT_TONE_NANG || is_between(c, 0x1EA0, 0x1EF9))
        token->flags |= TOKEN_MARKED;
}

static size_t read_word(const char *text, size_t length, size_t at, token *token)
{
    size_t uppers = 0, letters = 0;
    while (at < length) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        if (shape_of(c) != SHAPE_LETTER)
            break;
        look_at_letter(token, text + at, length - at, c, &uppers, &letters);
        at += size;
    }
    if (letters > 1 && uppers == letters)
        token->flags |= TOKEN_CAPITALS;
    return at;
}

static bool is_digit(const char *text, size_t length, size_t at)
{
    return at < length && text[at] >= '0' && text[at] <= '9';
}

static size_t read_number(const char *text, size_t length, size_t at)
{
    while (is_digit(text, length, at) ||
           (at < length && text[at] && strchr(".,/:-", text[at]) && is_digit(text, length, at + 1)))
        at++;
    return at;
}

/* One space and no more, as nearly all are: what follows can't begin another blank. */
static bool is_one_space(const char *text, size_t left)
{
    unsigned char next = left > 1 ? (unsigned char)text[1] : ' ';
    return text[0] == ' ' && next > ' ' && next != 0xC2 && next != 0xE2 && next != 0xE3;
}

/* Any token but one space. */
static size_t read_token(const char *text, size_t length, size_t at, token *token)
{
    uint32_t c = (unsigned char)text[at];
    size_t size = c < 0x80 ? 1 : lt_utf8_decode(text + at, length - at, &c);
    switch (shape_of(c)) {
    case SHAPE_LETTER:
        token->kind = TOKEN_WORD;
        return read_word(text, length, at, token);
    case SHAPE_DIGIT:
        token->kind = TOKEN_NUMBER;
        return read_number(text, length, at);
    case SHAPE_LINE:
        token->kind = TOKEN_NEWLINE;
        return at + (c == '\r' && at + 1 < length && text[at + 1] == '\n' ? 2 : size);
    case SHAPE_BLANK:
        token->kind = TOKEN_SPACE;
        do {
            at += size;
            size = at < length ? lt_utf8_decode(text + at, length - at, &c) : 0;
        } while (size && shape_of(c) == SHAPE_BLANK);
        return at;
    default:
        token->kind = TOKEN_SIGN;
        token->sign = c;
        return at + size;
    }
}

/* A chunk between blanks with "://", "www.", "@" or a file's or host's dot is no prose. */
static bool is_address(const char *chunk, size_t length)
{
    bool ascii = true, dot = false;
    for (size_t i = 0; i < length; i++) {
        if (chunk[i] == '@' || chunk[i] == '\\' || chunk[i] == '_' ||
            (chunk[i] == ':' && i + 2 < length && chunk[i + 1] == '/' && chunk[i + 2] == '/'))
            return true;
        ascii = ascii && (unsigned char)chunk[i] < 0x80;
        dot = dot || (chunk[i] == '.' && i > 0 && i + 1 < length && (chunk[i + 1] | 32) >= 'a' &&
                      (chunk[i + 1] | 32) <= 'z' && (chunk[i - 1] | 32) >= 'a');
    }
    return ascii && dot;
}

static void mark_address(const char *text, packed_token *first, const packed_token *end)
{
    if (end - first < 3 || !is_address(text + first->start, end->start - first->start))
        return;
    for (packed_token *token = first; token < end; token++)
        token->flags |= TOKEN_ADDRESS;
}

/* A word in eight: in news one in two is marked, in English with Vietnamese names fewer than one in
 * twenty. A line of few words goes with the text. */
static bool is_vietnamese(share line, share all)
{
    return line.words < 6 && !line.marked ? all.marked * 8 > all.words
                                          : line.marked * 8 > line.words;
}

static bool ends_sentence(const packed_token *token)
{
    return token->kind == TOKEN_SIGN && token->sign != ',' && token->sign != ';' &&
           token->sign != ')' && token->sign != '%';
}

/* Sets the flags that need the line and its chunks between blanks. */
static void mark_line(const char *text, packed_token *start, packed_token *end, share all)
{
    packed_token *chunk = start;
    share line = {0, 0};
    bool first = true;
    for (packed_token *token = start; token < end; token++) {
        if (token->kind == TOKEN_SPACE) {
            mark_address(text, chunk, token);
            chunk = token + 1;
        } else if (token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER) {
            line.words += token->kind == TOKEN_WORD;
            line.marked += (token->flags & TOKEN_MARKED) != 0;
            token->flags |= first ? TOKEN_FIRST : 0;
            first = false;
        } else if (ends_sentence(token)) {
            first = true;
        }
    }
    mark_address(text, chunk, end);
    if (is_vietnamese(line, all))
        for (packed_token *token = start; token < end; token++)
            token->flags |= TOKEN_VI;
}

static void mark_lines(const char *text, tokens *tokens, share all)
{
    packed_token *last = tokens->items + tokens->count;
    for (packed_token *start = tokens->items, *end; start < last; start = end + 1) {
        for (end = start; end < last && end->kind != TOKEN_NEWLINE;)
            end++;
        mark_line(text, start, end, all);
    }
}

/* Places in the cache of words; powers of two. */
#define FEW_WORDS  1024
#define MANY_WORDS 8192

/* What the letters of a short word say of it, by its bytes: words come again. */
typedef struct cached_word {
    lt_word_key key;
    uint8_t flags;
} cached_word;

/* A text of fewer bytes has few words twice; one of more, many words. */
#define WORTH_CACHING 2048
#define LONG_TEXT     65536

/* Does a word end here, whatever its letters? U+2010 to U+203F are signs. */
static bool ends_word(const char *text, size_t left)
{
    unsigned char byte = left ? (unsigned char)text[0] : ' ';
    return byte < 0x80 || (byte == LT_WORD_SIGN && (unsigned char)text[1] == 0x80 &&
                           (unsigned char)text[2] >= 0x90);
}

static size_t read_cached(const char *text, size_t length, size_t at, const tokens *tokens,
                          token *token)
{
    lt_word_key key;
    size_t end = at + lt_word_read(text + at, length - at, &key);
    if (end == at || !ends_word(text + end, length - end))
        return read_token(text, length, at, token);
    cached_word *cached = &tokens->cache[lt_word_place(key, tokens->places)];
    if (lt_word_same(cached->key, key)) {
        token->kind = TOKEN_WORD;
        token->flags = cached->flags;
        return end;
    }
    size_t read = read_token(text, length, at, token);
    if (read == end && token->kind == TOKEN_WORD)
        *cached = (cached_word){key, token->flags};
    return read;
}

/* News has fewer tokens than one in so many bytes, spaces among them. */
#define TOKEN_BYTES 2

/* Room for another token and for the end behind it. */
static bool make_room(tokens *tokens)
{
    packed_token *items =
        lt_array_room(tokens->items, tokens->count + 1, &tokens->capacity, sizeof *items);
    tokens->items = items ? items : tokens->items;
    return items != NULL;
}

static lt_status prepare(tokens *tokens, size_t length)
{
    packed_token *items =
        lt_array_reserve(tokens->items, length / TOKEN_BYTES + 2, &tokens->capacity, sizeof *items);
    if (!items)
        return LT_NO_MEMORY;
    tokens->items = items;
    tokens->count = 0;
    tokens->flags = 0;
    size_t places = length < WORTH_CACHING ? 0 : length < LONG_TEXT ? FEW_WORDS : MANY_WORDS;
    if (places > tokens->places) {
        free(tokens->cache);
        tokens->cache = calloc(places, sizeof *tokens->cache);
        tokens->places = tokens->cache ? places : 0;
    }
    return LT_OK;
}

static lt_status cut(const char *text, size_t start, size_t end, tokens *tokens, share *all)
{
    for (size_t at = start; at < end;) {
        token token = {(uint32_t)at, 0, 0, TOKEN_SPACE, 0};
        if (!make_room(tokens))
            return LT_NO_MEMORY;
        if (is_one_space(text + at, end - at))
            at++;
        else
            at = tokens->cache ? read_cached(text, end, at, tokens, &token)
                               : read_token(text, end, at, &token);
        tokens->items[tokens->count++] =
            (packed_token){token.start, token.sign & 0x1FFFFFu, token.kind & 7u, token.flags};
        tokens->flags |= token.flags;
        all->words += token.kind == TOKEN_WORD;
        all->marked += (token.flags & TOKEN_MARKED) != 0;
    }
    tokens->items[tokens->count].start = (uint32_t)end;
    return LT_OK;
}

lt_status rules_count(const char *text, size_t start, size_t end, tokens *tokens, share *all)
{
    lt_status status = prepare(tokens, end - start);
    return status == LT_OK ? cut(text, start, end, tokens, all) : status;
}

lt_status rules_tokenize(const char *text, size_t start, size_t end, const share *all,
                         tokens *tokens)
{
    share here = {0, 0};
    lt_status status = rules_count(text, start, end, tokens, &here);
    if (status == LT_OK)
        mark_lines(text, tokens, all ? *all : here);
    return status;
}

void rules_tokens_dispose(tokens *tokens)
{
    free(tokens->items);
    free(tokens->cache);
}

size_t rules_fold(const char *text, size_t length, char *folded, size_t size)
{
    size_t put = 0;
    for (size_t at = 0; at < length;) {
        char bytes[4];
        lt_letter letter;
        size_t taken, wrote;
        if ((unsigned char)text[at] < 0x80) {
            bytes[0] = (char)(text[at] >= 'A' && text[at] <= 'Z' ? text[at] + 32 : text[at]);
            taken = wrote = 1;
            lt_letter with_mark;
            size_t whole = at + 1 < length && (unsigned char)text[at + 1] >= 0xCC
                               ? lt_letter_read(text + at, length - at, &with_mark)
                               : 0;
            if (whole > 1 && with_mark.base != LT_LETTER_OTHER) {
                with_mark.upper = false;
                taken = whole;
                wrote = lt_letter_write(with_mark, bytes);
            }
        } else if ((taken = lt_letter_read(text + at, length - at, &letter)) > 0 &&
                   letter.base != LT_LETTER_OTHER && !letter.two_tones) {
            letter.upper = false;
            wrote = lt_letter_write(letter, bytes);
        } else {
            uint32_t c;
            taken = lt_utf8_decode(text + at, length - at, &c);
            taken = taken ? taken : 1;
            wrote = taken;
            memcpy(bytes, text + at, taken);
        }
        if (put + wrote > size)
            return 0;
        memcpy(folded + put, bytes, wrote);
        put += wrote;
        at += taken;
    }
    return put;
}
