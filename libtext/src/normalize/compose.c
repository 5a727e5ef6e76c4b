/* NFC of Latin letters with the marks of Vietnamese, by table. */
#include "work.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

/* State of the letter that ends before `end`, its bytes in *size; 0 for none. */
static unsigned state_before(const unsigned char *start, const unsigned char *end, size_t *size)
{
    size_t length = (size_t)(end - start);
    *size = 1;
    if (length == 0)
        return 0;
    if (end[-1] < 0x80)
        return lt_compose_ascii[end[-1]];
    if (end[-1] >= 0xC0 || length < 2)
        return 0;
    size_t back = end[-2] >= 0xC0 ? 2 : 3, read;
    if (back > length)
        return 0;
    unsigned state = read_state(end - back, back, &read);
    *size = back;
    return read == back ? state : 0;
}

#define ONES  0x0101010101010101u
#define HIGHS 0x8080808080808080u

/* The first 0xCC at or after `at`, everything before it copied to *out. */
static const unsigned char *copy_to_mark(const unsigned char *at, const unsigned char *end,
                                         unsigned char **out)
{
#if defined(__SSE2__)
    /* The next mark of decomposed Vietnamese is seldom farther than this: no branch to guess. */
    for (int i = 0; end - at >= 16 && i < 8; i++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
        _mm_storeu_si128((__m128i *)(void *)*out, bytes);
        int found = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xCC)));
        int step = found ? __builtin_ctz((unsigned)found) : 16;
        *out += step;
        at += step;
        if (found)
            return at;
    }
#endif
    for (int i = 0; end - at >= 8 && i < 16; i++) {
        uint64_t word;
        memcpy(&word, at, 8);
        memcpy(*out, at, 8);
        word ^= 0xCC * ONES;
        uint64_t found = (word - ONES) & ~word & HIGHS;
        if (found) {
            size_t bytes = (size_t)__builtin_ctzll(found) >> 3;
            *out += bytes;
            return at + bytes;
        }
        at += 8;
        *out += 8;
    }
    const unsigned char *mark = memchr(at, 0xCC, (size_t)(end - at));
    size_t bytes = (size_t)((mark ? mark : end) - at);
    memcpy(*out, at, bytes);
    *out += bytes;
    return at + bytes;
}

unsigned char *lt_compose_marks(const unsigned char *at, const unsigned char *end,
                                const unsigned char *start, unsigned char *out)
{
    for (const unsigned char *from = at; (at = copy_to_mark(from, end, &out)) < end; from = at) {
        size_t size = 1;
        unsigned state, composed = 0;
        /* Read from the input, so that a letter need not wait until the one before is written. */
        if (at > from && at[-1] < 0x80)
            state = lt_compose_ascii[at[-1]];
        else
            state = state_before(start, out, &size);
        for (; end - at >= 2 && at[0] == 0xCC && (at[1] & 0xC0) == 0x80; at += 2) {
            state = lt_compose_next[state][lt_compose_mark[at[1] & 63]];
            if (state == 0)
                break;
            composed = state;
        }
        if (composed) {
            const char *bytes = lt_compose_bytes[composed];
            out -= size;
            memcpy(out, bytes, 3);
            out += bytes[3];
        }
        /* A mark that makes no letter with what is there stays. */
        if (at < end && at[0] == 0xCC)
            *out++ = *at++;
    }
    return out;
}

size_t lt_compose_plain(const char *text, size_t length, char *result)
{
    unsigned char *start = (unsigned char *)result;
    const unsigned char *bytes = (const unsigned char *)text;
    return (size_t)(lt_compose_marks(bytes, bytes + length, start, start) - start);
}

size_t lt_compose_piece(const char *text, size_t length, char *result)
{
#if defined(__x86_64__)
    if (lt_compose_vbmi_runs())
        return lt_compose_vbmi(text, length, result);
#endif
    return lt_compose_plain(text, length, result);
}
