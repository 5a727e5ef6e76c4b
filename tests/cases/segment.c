/* Operations of segment.txt. */
#include "tests/runner/cases.h"

#include <stdio.h>
#include <string.h>

#include <libtext/segment.h>

/* Each paragraph on its line, " | " between its sentences. */
static void write_cuts(const lt_segments *segments, const char *input, lt_buffer *out)
{
    for (size_t i = 0; i < segments->count; i++) {
        const lt_segment *s = &segments->items[i];
        if (i > 0)
            lt_buffer_append_string(out, s[-1].paragraph == s->paragraph ? " | " : "\n");
        lt_buffer_append(out, input + s->start, s->length);
    }
}

static void write_segments(const lt_segments *segments, const char *input, lt_buffer *out)
{
    for (size_t i = 0; i < segments->count; i++) {
        const lt_segment *s = &segments->items[i];
        lt_buffer_append_format(out, "%s%zu %s | ", i ? "\n" : "", s->paragraph,
                                lt_segment_kind_name(s->kind));
        lt_buffer_append(out, input + s->start, s->length);
    }
}

/* split lang=en lines paragraphs: one segment a line, "paragraph kind | text"; cuts lang=en. */
bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    char value[16];
    if (!case_is(head, "split") && !case_is(head, "cuts"))
        return false;
    bool english = fence_option(head, "lang", value, sizeof value) && strcmp(value, "en") == 0;
    unsigned flags = 0;
    flags |= fence_option(head, "lines", value, sizeof value) ? LT_SEGMENT_LINES : 0;
    flags |= fence_option(head, "paragraphs", value, sizeof value) ? LT_SEGMENT_PARAGRAPHS : 0;
    lt_segments segments = LT_SEGMENTS_INIT;
    lt_error error = LT_ERROR_INIT;
    if (lt_segment_split(input, length, english ? LT_LANGUAGE_EN : LT_LANGUAGE_VI, flags, &segments,
                         &error) != LT_OK) {
        lt_buffer_append_format(out, "error: %s", error.message);
        return true;
    }
    if (case_is(head, "cuts"))
        write_cuts(&segments, input, out);
    else
        write_segments(&segments, input, out);
    lt_segments_dispose(&segments);
    return true;
}
