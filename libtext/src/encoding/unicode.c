/* UTF-16 and character references. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "charts.h"

static uint32_t unit(bool big, const unsigned char *bytes)
{
    return big ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
}

lt_status lt_utf16_decode(bool big, const char *bytes, size_t length, bool replace, lt_buffer *out,
                          lt_error *error)
{
    lt_status status = LT_OK;
    const unsigned char *text = (const unsigned char *)bytes;
    /* A byte order mark in the right order says nothing more. */
    size_t at = length >= 2 && unit(big, text) == 0xFEFF ? 2 : 0;
    for (; at < length && status == LT_OK; at += 2) {
        uint32_t c = length - at >= 2 ? unit(big, text + at) : 0xD800;
        size_t start = at;
        if (c >= 0xD800 && c < 0xDC00 && length - at >= 4) {
            uint32_t low = unit(big, text + at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        if (c >= 0xD800 && c < 0xE000) {
            if (!replace)
                return lt_encoding_unreadable(big ? LT_ENCODING_UTF16BE : LT_ENCODING_UTF16LE,
                                              text[start], start, error);
            c = LT_UTF8_REPLACEMENT;
        }
        status = lt_buffer_append_codepoint(out, c);
    }
    return status;
}

static lt_status append_unit(bool big, uint32_t value, lt_buffer *out)
{
    char high = (char)(value >> 8), low = (char)(value & 0xFF);
    char bytes[2] = {big ? high : low, big ? low : high};
    return lt_buffer_append(out, bytes, 2);
}

lt_status lt_utf16_encode(bool big, const char *text, size_t length, lt_buffer *out)
{
    lt_status status = LT_OK;
    for (size_t at = 0; at < length && status == LT_OK;) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        at += size ? size : 1;
        if (c >= 0x10000) {
            status = append_unit(big, 0xD800 + ((c - 0x10000) >> 10), out);
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        if (status == LT_OK)
            status = append_unit(big, c, out);
    }
    return status;
}

typedef struct entity {
    const char *name;
    uint16_t c;
} entity;

/* HTML's names of the letters and punctuation that Vietnamese text has; amp makes "&" itself. */
static const entity entities[] = {
    {"amp", '&'},      {"Agrave", 0xC0},  {"Aacute", 0xC1},  {"Acirc", 0xC2},    {"Atilde", 0xC3},
    {"Egrave", 0xC8},  {"Eacute", 0xC9},  {"Ecirc", 0xCA},   {"Igrave", 0xCC},   {"Iacute", 0xCD},
    {"ETH", 0xD0},     {"Ograve", 0xD2},  {"Oacute", 0xD3},  {"Ocirc", 0xD4},    {"Otilde", 0xD5},
    {"Ugrave", 0xD9},  {"Uacute", 0xDA},  {"Yacute", 0xDD},  {"agrave", 0xE0},   {"aacute", 0xE1},
    {"acirc", 0xE2},   {"atilde", 0xE3},  {"egrave", 0xE8},  {"eacute", 0xE9},   {"ecirc", 0xEA},
    {"igrave", 0xEC},  {"iacute", 0xED},  {"eth", 0xF0},     {"ograve", 0xF2},   {"oacute", 0xF3},
    {"ocirc", 0xF4},   {"otilde", 0xF5},  {"ugrave", 0xF9},  {"uacute", 0xFA},   {"yacute", 0xFD},
    {"nbsp", 0xA0},    {"shy", 0xAD},     {"ndash", 0x2013}, {"mdash", 0x2014},  {"lsquo", 0x2018},
    {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"hellip", 0x2026},
};

static uint32_t named(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (strlen(entities[i].name) == length && memcmp(entities[i].name, name, length) == 0)
            return entities[i].c;
    return 0;
}

static uint32_t numbered(const char *digits, size_t length)
{
    uint32_t value = 0;
    bool hex = length > 1 && (digits[0] | 0x20) == 'x';
    for (size_t i = hex; i < length; i++) {
        char c = digits[i], low = (char)(c | 0x20);
        uint32_t digit = c >= '0' && c <= '9'              ? (uint32_t)(c - '0')
                         : hex && low >= 'a' && low <= 'f' ? (uint32_t)(low - 'a' + 10)
                                                           : 99;
        if (digit == 99 || value > 0x10FFFF)
            return 0;
        value = value * (hex ? 16 : 10) + digit;
    }
    return value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) ? 0 : value;
}

/* The character a reference at `text` stands for and its length; 0 for none. */
static uint32_t reference(const char *text, size_t length, size_t *size)
{
    size_t end = 1;
    while (end < length && end < 12 && text[end] != ';')
        end++;
    if (text[0] != '&' || end < 3 || end >= length || text[end] != ';')
        return 0;
    *size = end + 1;
    return text[1] == '#' ? numbered(text + 2, end - 2) : named(text + 1, end - 1);
}

lt_status lt_ncr_decode(const char *text, size_t length, lt_buffer *out)
{
    lt_status status = LT_OK;
    for (size_t at = 0, size; at < length && status == LT_OK; at += size) {
        uint32_t c = reference(text + at, length - at, &size);
        if (c) {
            status = lt_buffer_append_codepoint(out, c);
        } else {
            size = 1;
            status = lt_buffer_append_byte(out, text[at]);
        }
    }
    return status;
}

lt_status lt_ncr_encode(const char *text, size_t length, lt_buffer *out)
{
    lt_status status = LT_OK;
    for (size_t at = 0, size; at < length && status == LT_OK; at += size) {
        uint32_t c;
        size_t reference_size;
        size = lt_utf8_decode(text + at, length - at, &c);
        if (size == 0)
            size = 1;
        if (c >= 0x80)
            status = lt_buffer_append_format(out, "&#%u;", (unsigned)c);
        else if (c == '&' && reference(text + at, length - at, &reference_size))
            status = lt_buffer_append_string(out, "&amp;");
        else
            status = lt_buffer_append_byte(out, text[at]);
    }
    return status;
}
