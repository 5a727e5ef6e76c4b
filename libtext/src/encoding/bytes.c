/* The byte encodings: one or two bytes a Vietnamese letter, ASCII, and CP1252 for the rest. */
#include <string.h>

#include <libtext/normalize.h>
#include <libtext/utf8.h>

#include "charts.h"

/* What bytes stand for: a letter by its first byte alone, or by row (first byte) and second. */
#define ROWS 32

typedef struct reader {
    uint8_t single[256];     /* letter + 1 */
    uint8_t row[256];        /* row + 1 of first bytes that a second may follow */
    uint8_t pair[ROWS][256]; /* letter + 1 */
} reader;

static void fill(reader *r, lt_encoding encoding)
{
    int rows = 0;
    memset(r, 0, sizeof *r);
    for (int i = 0; i < LT_CHART_LETTERS; i++) {
        unsigned char bytes[2];
        size_t size = lt_chart_spell(encoding, i, bytes);
        if (size == 1)
            r->single[bytes[0]] = (uint8_t)(i + 1);
        if (size < 2)
            continue;
        if (r->row[bytes[0]] == 0)
            r->row[bytes[0]] = (uint8_t)++rows;
        uint8_t *pair = r->pair[r->row[bytes[0]] - 1];
        pair[bytes[1]] = (uint8_t)(i + 1);
        /* A capital with a small letter's mark, and the other way round, is met too. */
        unsigned char other = bytes[1] ^ 0x20;
        if (encoding != LT_ENCODING_CP1258 && pair[other] == 0)
            pair[other] = (uint8_t)(i + 1);
    }
}

/* Combining tones of CP1258, which may follow any letter. */
static uint32_t cp1258_mark(unsigned char byte)
{
    switch (byte) {
    case 0xCC:
        return 0x300;
    case 0xD2:
        return 0x309;
    case 0xDE:
        return 0x303;
    case 0xEC:
        return 0x301;
    case 0xF2:
        return 0x323;
    default:
        return byte == 0xFE ? 0x20AB : 0;
    }
}

/* The code point of a byte that is no Vietnamese letter; 0 for none (NUL stands for itself). */
static uint32_t other_byte(lt_encoding encoding, unsigned char byte)
{
    if (byte < 0x80)
        return byte;
    uint32_t mark = encoding == LT_ENCODING_CP1258 ? cp1258_mark(byte) : 0;
    if (mark)
        return mark;
    return byte < 0xA0 ? lt_chart_cp1252[byte - 0x80] : byte;
}

static lt_status compose(lt_buffer *text, size_t from);

/* Letter + 1 at the start of `bytes`, its length in *size; 0 for another character. */
static int read_letter(const reader *r, const unsigned char *bytes, size_t length, size_t *size)
{
    *size = 2;
    if (length >= 2 && r->row[bytes[0]] && r->pair[r->row[bytes[0]] - 1][bytes[1]])
        return r->pair[r->row[bytes[0]] - 1][bytes[1]];
    *size = 1;
    return r->single[bytes[0]];
}

static uint32_t letter_of(lt_encoding encoding, int letter, unsigned char byte)
{
    if (letter)
        return lt_chart_letters[letter - 1];
    if (encoding == LT_ENCODING_TCVN3_H && byte >= 'a' && byte <= 'z')
        return byte - 0x20u;
    return other_byte(encoding, byte);
}

lt_status lt_bytes_decode(lt_encoding encoding, const char *text, size_t length, bool replace,
                          lt_buffer *out, lt_error *error)
{
    reader r;
    size_t before = out->length;
    lt_status status = LT_OK;
    fill(&r, encoding);
    /* Ă Â … stand beside the small letters that are drawn as capitals. */
    for (int i = 0; encoding == LT_ENCODING_TCVN3_H && i < LT_CHART_LETTERS; i++) {
        unsigned char bytes[2];
        if (lt_chart_spell(LT_ENCODING_TCVN3, i, bytes) && i >= LT_CHART_SMALL)
            r.single[bytes[0]] = (uint8_t)(i + 1);
    }
    for (size_t at = 0, size; at < length && status == LT_OK; at += size) {
        const unsigned char *bytes = (const unsigned char *)text + at;
        int letter = read_letter(&r, bytes, length - at, &size);
        uint32_t c = letter_of(encoding, letter, bytes[0]);
        if (c == 0 && bytes[0] != 0) {
            if (!replace)
                return lt_encoding_unreadable(encoding, bytes[0], at, error);
            c = LT_UTF8_REPLACEMENT;
        }
        status = lt_buffer_append_codepoint(out, c);
    }
    if (status == LT_OK && encoding == LT_ENCODING_CP1258)
        status = compose(out, before);
    return status;
}

static lt_status compose(lt_buffer *text, size_t from)
{
    static const lt_normalize_options forms = {LT_FORM_NFC, LT_TONE_KEEP, LT_CLEAN_NONE, false};
    lt_buffer whole = LT_BUFFER_INIT;
    lt_status status =
        lt_normalize(text->data + from, text->length - from, &forms, &whole, NULL, NULL);
    if (status == LT_OK) {
        lt_buffer_truncate(text, from);
        status = lt_buffer_append(text, whole.data, whole.length);
    }
    lt_buffer_dispose(&whole);
    return status;
}

static int find_letter(uint32_t c)
{
    for (int i = 0; c >= 0xC0 && c <= 0x1EF9 && i < LT_CHART_LETTERS; i++)
        if (lt_chart_letters[i] == c)
            return i;
    return -1;
}

/* The byte of a character that is no Vietnamese letter; 0 for none. */
static unsigned char other_character(lt_encoding encoding, const reader *r, uint32_t c)
{
    if (c < 0x80) /* VISCII and VPS have letters in control positions */
        return r->single[c] || (encoding == LT_ENCODING_TCVN3_H && c >= 'a' && c <= 'z')
                   ? 0
                   : (unsigned char)c;
    for (unsigned byte = 0x80; byte < 0x100; byte++)
        if (!r->single[byte] && !r->row[byte] && other_byte(encoding, (unsigned char)byte) == c)
            return (unsigned char)byte;
    return 0;
}

/* Would these two bytes, one after the other, be read as one letter? */
static bool would_join(const reader *r, const lt_buffer *out, size_t from, unsigned char next)
{
    size_t size;
    if (out->length <= from)
        return false;
    unsigned char pair[2] = {(unsigned char)out->data[out->length - 1], next};
    return read_letter(r, pair, 2, &size) && size == 2;
}

static size_t spell_character(lt_encoding encoding, const reader *r, uint32_t c, bool replace,
                              unsigned char bytes[2])
{
    int letter = find_letter(c);
    size_t size = letter < 0 ? 0 : lt_chart_spell(encoding, letter, bytes);
    /* A capital that the chart lacks, with the font that draws small letters as capitals. */
    if (size == 0 && letter >= LT_CHART_SMALL && replace)
        size = lt_chart_spell(encoding, letter - LT_CHART_SMALL, bytes);
    if (size == 0 && letter < 0 && (bytes[0] = other_character(encoding, r, c)) != 0)
        size = 1;
    return c == 0 ? 1 : size;
}

lt_status lt_bytes_encode(lt_encoding encoding, const char *text, size_t length, bool replace,
                          lt_buffer *out, lt_error *error)
{
    reader r;
    size_t from = out->length;
    lt_status status = LT_OK;
    fill(&r, encoding);
    for (size_t at = 0, size; at < length && status == LT_OK; at += size) {
        uint32_t c;
        unsigned char bytes[2] = {0, 0};
        size = lt_utf8_decode(text + at, length - at, &c);
        if (size == 0)
            return lt_utf8_validate(text, length, error);
        size_t count = spell_character(encoding, &r, c, replace, bytes);
        if (count == 1 && would_join(&r, out, from, bytes[0]))
            count = 0;
        if (count == 0 && !replace)
            return lt_encoding_lacks(encoding, c, at, error);
        if (count == 0)
            bytes[0] = '?', count = 1;
        status = lt_buffer_append(out, (const char *)bytes, count);
    }
    return status;
}
