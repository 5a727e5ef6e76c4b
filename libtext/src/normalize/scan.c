#include "scan.h"

#include <stdint.h>
#include <string.h>

#include <libtext/utf8.h>

#include "decide.h"

size_t lt_scan_inert(const unsigned char *text, size_t length)
{
    return inert(text, length);
}

unsigned lt_scan_letter(const char *text, size_t at, size_t length, size_t *size)
{
    return letter_at(text, at, length, size);
}

unsigned lt_scan_letter_before(const char *text, size_t at, size_t *size)
{
    return letter_before(text, at, size);
}

static bool eight_plain(const char *text)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
    uint64_t backtick = word ^ 0x6060606060606060u;
    return ((word | ((backtick - 0x0101010101010101u) & ~backtick)) & 0x8080808080808080u) == 0;
}

static size_t step_over(const char *text, size_t at, size_t length, lt_tone_choice tone)
{
    const unsigned char *bytes = (const unsigned char *)text;
    while (at < length) {
        if (length - at >= 8 && eight_plain(text + at)) {
            at += 8;
            continue;
        }
        if (bytes[at] < 0x80) {
            if (bytes[at] == '`')
                return at;
            at++;
            continue;
        }
        if (stops(text, at, length, tone))
            return at;
        at += inert(bytes + at, length - at);
    }
    return length;
}

static size_t copied(const char *text, size_t at, size_t stop, char *copy)
{
    if (copy)
        memcpy(copy, text + at, stop - at);
    return stop;
}

size_t lt_scan_plain(const char *text, size_t at, size_t length, lt_tone_choice tone, char *copy,
                     lt_scan_chunk *chunk)
{
    (void)chunk;
    return copied(text, at, step_over(text, at, length, tone), copy);
}

size_t lt_scan_ascii(const char *text, size_t at, size_t length, lt_tone_choice tone, char *copy,
                     lt_scan_chunk *chunk)
{
    size_t stop = at;
    (void)tone;
    (void)chunk;
    for (; stop < length; stop++) {
        while (length - stop >= 8 && eight_plain(text + stop))
            stop += 8;
        if (stop < length && ((unsigned char)text[stop] >= 0x80 || text[stop] == '`'))
            break;
    }
    return copied(text, at, stop < length ? stop : length, copy);
}

size_t lt_scan_every(const char *text, size_t at, size_t length, lt_tone_choice tone, char *copy,
                     lt_scan_chunk *chunk)
{
    size_t stop = at;
    (void)tone;
    (void)chunk;
    while (stop < length && (unsigned char)text[stop] < 0x80 &&
           !lt_vowel_ascii[(unsigned char)text[stop]] && text[stop] != '`')
        stop++;
    return copied(text, at, stop, copy);
}
