/* Character references of HTML: numbers, and the names of HTML 4 that libxml2 knows. */
#include <string.h>

#include <libxml/HTMLparser.h>

#include <libtext/utf8.h>

#include "document.h"

/* Longest name (thetasym) and longest number that means anything, with & and ;. */
#define LONGEST 12

static unsigned read_number(const char *digits, size_t length)
{
    unsigned base = length && (*digits == 'x' || *digits == 'X') ? 16 : 10, value = 0;
    size_t at = base == 16;
    if (at >= length)
        return 0;
    for (; at < length; at++) {
        char c = digits[at];
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A' + 10)
                                                : 99;
        if (digit >= base || value > 0x10FFFF)
            return 0;
        value = value * base + digit;
    }
    return value;
}

size_t document_entity(const char *text, size_t length, char *utf8, size_t *utf8_length)
{
    const char *end = memchr(text, ';', length < LONGEST ? length : LONGEST);
    if (length < 3 || *text != '&' || !end || end == text + 1)
        return 0;
    unsigned value = 0;
    size_t size = (size_t)(end - text) - 1;
    if (text[1] == '#') {
        value = read_number(text + 2, size - 1);
    } else {
        char name[LONGEST];
        memcpy(name, text + 1, size);
        name[size] = '\0';
        const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
        value = entity ? entity->value : 0;
    }
    /* Controls mean nothing in HTML. */
    if (value < 0x20 || (value >= 0x7F && value < 0xA0))
        return 0;
    *utf8_length = lt_utf8_encode(value, utf8);
    return *utf8_length ? size + 2 : 0;
}
