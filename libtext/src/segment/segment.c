#include <libtext/segment.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "base/array.h"
#include "sentence.h"

typedef struct splitter {
    const char *text;
    size_t capacity;
    size_t paragraph;
    lt_sentence_breaker *breaker; /* NULL: lines or paragraphs as they are */
    lt_segments *out;
    lt_error *error;
} splitter;

static void empty(lt_segments *segments)
{
    free(segments->items);
    *segments = (lt_segments)LT_SEGMENTS_INIT;
}

void lt_segments_dispose(lt_segments *segments)
{
    if (segments)
        empty(segments);
}

static lt_status no_memory(lt_error *error)
{
    return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for the segments");
}

static lt_status add(splitter *s, size_t start, size_t end)
{
    size_t size;
    while (start < end && (size = lt_space_at(s->text + start, end - start)) > 0)
        start += size;
    end = start + lt_trim_end(s->text + start, end - start);
    if (start == end)
        return LT_OK;
    lt_segment *items = lt_array_room(s->out->items, s->out->count, &s->capacity, sizeof *items);
    if (!items)
        return no_memory(s->error);
    s->out->items = items;
    s->out->items[s->out->count++] =
        (lt_segment){start, end - start, s->paragraph, LT_SEGMENT_SENTENCE};
    return LT_OK;
}

static lt_status add_sentences(splitter *s, size_t start, size_t end)
{
    lt_status status = lt_sentence_begin(s->breaker, s->text + start, end - start, s->error);
    size_t done = 0;
    while (status == LT_OK && done < end - start) {
        size_t next = lt_sentence_next(s->breaker);
        status = add(s, start + done, start + next);
        done = next;
    }
    return status;
}

/* A line, or the part of an enormous one. */
static lt_status add_line(splitter *s, size_t start, size_t end)
{
    lt_status status = LT_OK;
    while (status == LT_OK && start < end) {
        size_t stop = end;
        if (stop - start > LT_SEGMENT_PARAGRAPH_MAXIMUM) {
            stop = start + LT_SEGMENT_PARAGRAPH_MAXIMUM;
            while (stop > start + 1 && ((unsigned char)s->text[stop] & 0xC0u) == 0x80u)
                stop--;
        }
        status = s->breaker ? add_sentences(s, start, stop) : add(s, start, stop);
        start = stop;
    }
    return status;
}

/* End of the line at `start`: LF, CRLF, CR, U+2028, U+2029 or the end of the text. */
static size_t line_end(const char *text, size_t length, size_t start, size_t *next)
{
    size_t i = start;
    for (; i < length; i++) {
        if (text[i] == '\n' || text[i] == '\r') {
            *next = i + 1 + (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n');
            return i;
        }
        if ((unsigned char)text[i] == 0xE2 && i + 2 < length &&
            (unsigned char)text[i + 1] == 0x80 && ((unsigned char)text[i + 2] & 0xFEu) == 0xA8) {
            *next = i + 3;
            return i;
        }
    }
    *next = length;
    return length;
}

static lt_status split(splitter *s, size_t length, unsigned flags)
{
    lt_status status = LT_OK;
    for (size_t start = 0, next; status == LT_OK && start < length; start = next) {
        size_t end = line_end(s->text, length, start, &next), before = s->out->count;
        status = add_line(s, start, end);
        bool blank = s->out->count == before;
        if (flags & LT_SEGMENT_LINES ? blank && before > 0 : !blank)
            s->paragraph +=
                !(flags & LT_SEGMENT_LINES) || s->out->items[before - 1].paragraph == s->paragraph;
    }
    return status;
}

lt_status lt_segment_split(const char *text, size_t length, lt_language language, unsigned flags,
                           lt_segments *segments, lt_error *error)
{
    empty(segments);
    if (flags & ~(LT_SEGMENT_LINES | LT_SEGMENT_PARAGRAPHS))
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "unknown segmentation flag 0x%x", flags);
    lt_status status = lt_utf8_validate(text, length, error);
    splitter s = {text, 0, 0, NULL, segments, error};
    if (status == LT_OK && !flags)
        status = lt_sentence_breaker_open(&s.breaker, language, error);
    if (status == LT_OK)
        status = split(&s, length, flags);
    lt_sentence_breaker_close(s.breaker);
    if (status != LT_OK) {
        empty(segments);
        return status;
    }
    if (segments->count > 0)
        segments->paragraphs = segments->items[segments->count - 1].paragraph + 1;
    lt_segment_classify(text, language, segments);
    return LT_OK;
}
