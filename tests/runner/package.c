#include "package.h"

#include <stdint.h>
#include <string.h>

enum { MOST_ENTRIES = 2 };

typedef struct entry {
    const char *name, *data;
    size_t length, start;
    uint32_t sum;
} entry;

static uint32_t checksum(const char *data, size_t length)
{
    uint32_t sum = UINT32_MAX;
    for (size_t i = 0; i < length; i++) {
        sum ^= (unsigned char)data[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0);
    }
    return ~sum;
}

static void put(lt_buffer *out, uint64_t value, int size)
{
    for (; size > 0; size--, value >>= 8)
        lt_buffer_append_byte(out, (char)value);
}

/* From the version needed to the length of the name, alike in both headers (APPNOTE 4.3.7, 4.3.12):
 * stored, no date. */
static void put_common(lt_buffer *out, const entry *e)
{
    put(out, 20, 2);
    put(out, 0, 8);
    put(out, e->sum, 4);
    put(out, e->length, 4);
    put(out, e->length, 4);
    put(out, strlen(e->name), 2);
    put(out, 0, 2);
}

static void put_archive(lt_buffer *out, entry *entries, size_t count)
{
    size_t origin = out->length;
    for (entry *e = entries; e < entries + count; e++) {
        e->start = out->length - origin;
        e->sum = checksum(e->data, e->length);
        put(out, 0x04034B50, 4);
        put_common(out, e);
        lt_buffer_append_string(out, e->name);
        lt_buffer_append(out, e->data, e->length);
    }
    size_t directory = out->length - origin;
    for (const entry *e = entries; e < entries + count; e++) {
        put(out, 0x02014B50, 4);
        put(out, 20, 2);
        put_common(out, e);
        put(out, 0, 10);
        put(out, e->start, 4);
        lt_buffer_append_string(out, e->name);
    }
    size_t end = out->length - origin;
    put(out, 0x06054B50, 4);
    put(out, 0, 4);
    put(out, count, 2);
    put(out, count, 2);
    put(out, end - directory, 4);
    put(out, directory, 4);
    put(out, 0, 2);
}

bool package_make(lt_document_type type, const char *part, size_t length, lt_buffer *out)
{
    static const char odt[] = "application/vnd.oasis.opendocument.text";
    entry entries[MOST_ENTRIES] = {{"mimetype", odt, sizeof odt - 1, 0, 0}};
    size_t count = type == LT_DOCUMENT_ODT ? 1 : 0;
    entries[count++] =
        (entry){type == LT_DOCUMENT_ODT ? "content.xml" : "word/document.xml", part, length, 0, 0};
    if (lt_buffer_reserve(out, length + 1024) != LT_OK)
        return false;
    put_archive(out, entries, count);
    return true;
}
