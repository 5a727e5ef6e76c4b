/* Reading TMX. */
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlreader.h>

#include <libtext/buffer.h>

#include "memory.h"

/* No network, no entity expanded, no messages; without XML_PARSE_HUGE the depth of elements and the
 * length of a text are limited by libxml2. */
#define XML_FLAGS (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
/* libxml2 takes an int. */
#define TMX_MAXIMUM ((size_t)1 << 30)

/* The unit that is being read. */
typedef struct unit {
    lt_buffer text[2], origin, score, *into; /* `into`: where text goes now, or NULL */
    int language;                            /* of the variant; -1: another */
    bool seen[2];
    bool in_segment;
    int markup; /* depth of inline elements whose content is no text */
    int64_t date;
} unit;

static bool named(const xmlTextReader *reader, const char *name)
{
    return xmlStrEqual(xmlTextReaderConstLocalName((xmlTextReader *)reader), BAD_CAST name);
}

/* An attribute -> `out`, cut to its room; false when it is not there. */
static bool attribute(xmlTextReader *reader, const char *name, char *out, size_t room)
{
    xmlChar *value = xmlTextReaderGetAttribute(reader, BAD_CAST name);
    if (!value)
        return false;
    size_t length = strlen((const char *)value);
    if (length >= room)
        length = room - 1;
    memcpy(out, value, length);
    out[length] = '\0';
    xmlFree(value);
    return true;
}

/* "vi", "vi-VN", "VI" … ; `lang` is what versions before 1.4 had. */
static int read_language(xmlTextReader *reader)
{
    char tag[16];
    if (!attribute(reader, "xml:lang", tag, sizeof tag) &&
        !attribute(reader, "lang", tag, sizeof tag))
        return -1;
    if (tag[0] && tag[1] && tag[2] != '\0' && tag[2] != '-' && tag[2] != '_')
        return -1;
    return xmlStrncasecmp(BAD_CAST tag, BAD_CAST "vi", 2) == 0   ? LT_LANGUAGE_VI
           : xmlStrncasecmp(BAD_CAST tag, BAD_CAST "en", 2) == 0 ? LT_LANGUAGE_EN
                                                                 : -1;
}

static int digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = 10 * value + (text[i] - '0');
    }
    return value;
}

/* YYYYMMDDThhmmssZ in seconds since 1970; `other` for anything else. */
static int64_t read_date(const char *text, int64_t other)
{
    if (strlen(text) != 16 || text[8] != 'T' || text[15] != 'Z')
        return other;
    int year = digits(text, 4), month = digits(text + 4, 2), day = digits(text + 6, 2);
    int hour = digits(text + 9, 2), minute = digits(text + 11, 2), second = digits(text + 13, 2);
    if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || minute < 0 ||
        second < 0)
        return other;
    /* Days of the Gregorian calendar, the year beginning in March. */
    int y = month > 2 ? year : year - 1, m = (month + 9) % 12;
    int64_t days = 365 * (int64_t)y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
    return (((days - 719468) * 24 + hour) * 60 + minute) * 60 + second;
}

static void begin_unit(unit *u, xmlTextReader *reader, int64_t date)
{
    char text[32];
    for (int side = 0; side < 2; side++) {
        lt_buffer_clear(&u->text[side]);
        u->seen[side] = false;
    }
    lt_buffer_clear(&u->origin);
    lt_buffer_clear(&u->score);
    u->into = NULL;
    u->language = -1;
    u->in_segment = false;
    u->date = date;
    if (attribute(reader, "changedate", text, sizeof text) ||
        attribute(reader, "creationdate", text, sizeof text))
        u->date = read_date(text, date);
}

static void begin_element(unit *u, xmlTextReader *reader, int64_t date)
{
    char type[16];
    if (u->in_segment) {
        u->markup += u->markup > 0 || !named(reader, "hi");
    } else if (named(reader, "tu")) {
        begin_unit(u, reader, date);
    } else if (named(reader, "tuv")) {
        u->language = read_language(reader);
    } else if (named(reader, "seg")) {
        u->in_segment = true;
        u->markup = 0;
        /* Of several variants of a language the first counts. */
        u->into = u->language >= 0 && !u->seen[u->language] ? &u->text[u->language] : NULL;
        if (u->language >= 0)
            u->seen[u->language] = true;
    } else if (named(reader, "prop") && u->language < 0 &&
               attribute(reader, "type", type, sizeof type)) {
        u->into = strcmp(type, "x-origin") == 0  ? &u->origin
                  : strcmp(type, "x-score") == 0 ? &u->score
                                                 : NULL;
    }
}

static double read_score(const char *text)
{
    /* Not strtod: its decimal point is the locale's. */
    double value = 0, place = 0.1;
    if (*text != '0' && *text != '1')
        return 1;
    value = *text++ - '0';
    if (*text == '.')
        for (text++; *text >= '0' && *text <= '9'; text++, place /= 10)
            value += place * (*text - '0');
    return value > 1 ? 1 : value;
}

static lt_status end_unit(unit *u, lt_memory *memory, const char *origin, lt_memory_import *counts,
                          lt_error *error)
{
    bool known = false;
    lt_memory_pair pair = {{u->text[0].data, u->text[1].data},
                           {u->text[0].length, u->text[1].length},
                           u->origin.length ? u->origin.data : origin,
                           u->origin.length ? u->origin.length : strlen(origin),
                           u->date,
                           read_score(u->score.data)};
    if (pair.origin_length > LT_MEMORY_ORIGIN_MAXIMUM)
        pair.origin_length = 0;
    lt_error own = LT_ERROR_INIT;
    lt_status status = lt_memory_put(memory, &pair, &known, &own);
    if (status == LT_BAD_ARGUMENT || status == LT_TOO_LONG) {
        counts->skipped++; /* empty or too long */
        return LT_OK;
    }
    if (status != LT_OK)
        return lt_error_set(error, status, 0, "%s", own.message);
    *(known ? &counts->known : &counts->stored) += 1;
    return LT_OK;
}

static lt_status end_element(unit *u, xmlTextReader *reader, lt_memory *memory, const char *origin,
                             lt_memory_import *counts, lt_error *error)
{
    if (u->in_segment && named(reader, "seg")) {
        u->in_segment = false;
        u->into = NULL;
    } else if (u->in_segment) {
        u->markup -= u->markup > 0;
    } else if (named(reader, "prop")) {
        u->into = NULL;
    } else if (named(reader, "tuv")) {
        u->language = -1;
    } else if (named(reader, "tu")) {
        return end_unit(u, memory, origin, counts, error);
    }
    return LT_OK;
}

static lt_status read_node(unit *u, xmlTextReader *reader, lt_memory *memory, const char *origin,
                           int64_t date, lt_memory_import *counts, lt_error *error)
{
    const char *value;
    switch (xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_ELEMENT:
        begin_element(u, reader, date);
        return xmlTextReaderIsEmptyElement(reader)
                   ? end_element(u, reader, memory, origin, counts, error)
                   : LT_OK;
    case XML_READER_TYPE_END_ELEMENT:
        return end_element(u, reader, memory, origin, counts, error);
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        value = (const char *)xmlTextReaderConstValue(reader);
        if (!u->into || u->markup > 0 || !value)
            return LT_OK;
        return lt_buffer_append_string(u->into, value) == LT_OK
                   ? LT_OK
                   : lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    default:
        return LT_OK;
    }
}

static lt_status not_well_formed(xmlTextReader *reader, lt_error *error)
{
    int line = xmlTextReaderGetParserLineNumber(reader);
    lt_status status =
        lt_error_set(error, LT_BAD_DATA, 0, "not well-formed XML, or beyond its limits");
    if (error && line > 0)
        error->line = (size_t)line;
    return status;
}

lt_status lt_memory_read_tmx(lt_memory *memory, const char *tmx, size_t length, const char *origin,
                             int64_t date, lt_memory_import *counts, lt_error *error)
{
    unit u = {.text = {LT_BUFFER_INIT, LT_BUFFER_INIT},
              .origin = LT_BUFFER_INIT,
              .score = LT_BUFFER_INIT,
              .language = -1};
    *counts = (lt_memory_import){0, 0, 0};
    if (!memory->database.in_batch)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "memory: no batch has begun");
    if (length > TMX_MAXIMUM)
        return lt_error_set(error, LT_TOO_LONG, 0, "memory: TMX of more than 1 GiB");
    xmlTextReader *reader = xmlReaderForMemory(tmx, (int)length, "tmx", NULL, XML_FLAGS);
    if (!reader)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    lt_status status = LT_OK;
    bool root = false;
    int more;
    while (status == LT_OK && (more = xmlTextReaderRead(reader)) == 1) {
        if (!root && xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT) {
            root = true;
            if (!named(reader, "tmx"))
                status = lt_error_set(error, LT_BAD_DATA, 0, "not TMX: its root is another");
        }
        if (status == LT_OK)
            status = read_node(&u, reader, memory, origin, date, counts, error);
    }
    if (status == LT_OK && more != 0)
        status = not_well_formed(reader, error);
    xmlFreeTextReader(reader);
    lt_buffer_dispose(&u.text[0]);
    lt_buffer_dispose(&u.text[1]);
    lt_buffer_dispose(&u.origin);
    lt_buffer_dispose(&u.score);
    return status;
}
