/* NFC of Latin letters with the marks of Vietnamese, by table. */
#include "work.h"

#include <string.h>

#include "table.h"

/* State of the letter at `text`, its bytes in *size; 0 for what is not in the table. */
static unsigned read_state(const unsigned char *text, size_t length, size_t *size)
{
    unsigned char lead = text[0];
    *size = 1;
    if (lead < 0x80)
        return lt_compose_ascii[lead];
    if (lead >= 0xC3 && lead <= 0xC6 && length >= 2) {
        *size = 2;
        return lt_compose_two[lead - 0xC3][text[1] & 63];
    }
    if (lead == 0xE1 && length >= 3 && text[1] >= 0xB8 && text[1] <= 0xBB) {
        *size = 3;
        return lt_compose_three[text[1] - 0xB8][text[2] & 63];
    }
    return 0;
}

static unsigned read_mark(const unsigned char *text, size_t length)
{
    return length >= 2 && text[0] == 0xCC ? lt_compose_mark[text[1] & 63] : 0;
}

/* Letters that no mark of another kind follows; they stand in NFC by themselves. */
static bool is_plain(const unsigned char *text, size_t length, size_t *size)
{
    if (text[0] < 0x80) {
        *size = 1;
        return true;
    }
    *size = lt_scan_inert(text, length);
    if (*size == 0 && length >= 2 && (text[0] == 0xC3 || text[0] == 0xC6))
        *size = 2; /* Ð, ð, Ɖ */
    return *size == 2 || (*size == 3 && text[0] == 0xE1);
}

/* Letter and marks at `at`: appends their one character. Bytes taken, 0 when there is none. */
static size_t compose_letter(const unsigned char *text, size_t length, lt_buffer *out,
                             lt_status *status)
{
    size_t at;
    if (!is_plain(text, length, &at))
        return 0;
    unsigned mark = read_mark(text + at, length - at);
    if (mark == 0) {
        *status = lt_buffer_append(out, (const char *)text, at);
        return at;
    }
    size_t size;
    unsigned state = read_state(text, length, &size);
    for (; mark; mark = read_mark(text + at, length - at)) {
        state = lt_compose_next[state][mark];
        if (state == 0)
            return 0;
        at += 2;
    }
    const char *bytes = lt_compose_bytes[state];
    *status = lt_buffer_append(out, bytes, (size_t)bytes[3]);
    return at;
}

bool lt_compose_latin(const char *text, size_t length, lt_buffer *out, lt_status *status)
{
    size_t before = out->length;
    *status = LT_OK;
    for (size_t at = 0; at < length;) {
        size_t taken = compose_letter((const unsigned char *)text + at, length - at, out, status);
        if (taken == 0 || *status != LT_OK) {
            lt_buffer_truncate(out, before);
            return false;
        }
        at += taken;
    }
    return true;
}
