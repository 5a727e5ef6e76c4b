/* Operations of align.txt. */
#include "tests/runner/cases.h"

#include <stdlib.h>
#include <string.h>

#include <libtext/align.h>

/* What a case needs of each text. */
typedef struct text {
    lt_segments segments;
    lt_align_segment *items;
} text;

static lt_status split(const char *input, size_t length, lt_language language, text *t,
                       lt_error *error)
{
    t->segments = (lt_segments)LT_SEGMENTS_INIT;
    t->items = NULL;
    lt_status status =
        lt_segment_split(input, length, language, LT_SEGMENT_LINES, &t->segments, error);
    if (status == LT_OK)
        t->items = calloc(t->segments.count + 1, sizeof *t->items);
    if (status == LT_OK && !t->items)
        status = LT_NO_MEMORY;
    for (size_t i = 0; status == LT_OK && i < t->segments.count; i++) {
        const lt_segment *s = &t->segments.items[i];
        t->items[i] = (lt_align_segment){input + s->start, s->length, s->paragraph};
    }
    return status;
}

static void show(const lt_alignment *a, lt_buffer *out)
{
    for (size_t i = 0; i < a->count; i++) {
        const lt_link *l = &a->links[i];
        lt_buffer_append_string(out, i ? "\n" : "");
        for (size_t k = 0; k < l->vi_count; k++)
            lt_buffer_append_format(out, "%s%zu", k ? "," : "", l->vi + k);
        lt_buffer_append_string(out, l->vi_count ? " = " : "- = ");
        for (size_t k = 0; k < l->en_count; k++)
            lt_buffer_append_format(out, "%s%zu", k ? "," : "", l->en + k);
        lt_buffer_append_string(out, l->en_count ? "" : "-");
        if (l->kind == LT_LINK_MOVED)
            lt_buffer_append_string(out, " moved");
    }
}

static lt_lexicon *shipped(void)
{
    static lt_lexicon *lexicon;
    const char *folder = getenv("DICTIONARIES");
    char path[4096];
    if (!lexicon && folder && strlen(folder) < 4000) {
        strcpy(path, folder);
        strcat(path, "/bilingual/vi-en.lexicon");
        if (lt_lexicon_open(path, &lexicon, NULL) != LT_OK)
            abort();
    }
    return lexicon;
}

static void align(const text *vi, const text *en, unsigned flags, lt_buffer *out, lt_error *error)
{
    lt_aligner *aligner = NULL;
    lt_alignment alignment = LT_ALIGNMENT_INIT;
    lt_align_options options = {flags};
    const lt_lexicon *lexicon = shipped();
    if (lt_aligner_new(&lexicon, 1, &aligner, error) == LT_OK &&
        lt_aligner_run(aligner, vi->items, vi->segments.count, en->items, en->segments.count,
                       &options, &alignment, error) == LT_OK)
        show(&alignment, out);
    lt_alignment_dispose(&alignment);
    lt_aligner_free(aligner);
}

/* align monotone: the Vietnamese lines, a line "---", the English lines; links one a line. */
bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    if (!case_is(head, "align"))
        return false;
    char value[4];
    static const char bar[] = "---\n";
    size_t cut = 0;
    while (cut + sizeof bar - 1 <= length && memcmp(input + cut, bar, sizeof bar - 1) != 0)
        cut++;
    size_t rest = cut + sizeof bar - 1 <= length ? cut + sizeof bar - 1 : length;
    lt_error error = LT_ERROR_INIT;
    text vi, en = {LT_SEGMENTS_INIT, NULL};
    lt_status status = split(input, cut < length ? cut : length, LT_LANGUAGE_VI, &vi, &error);
    if (status == LT_OK)
        status = split(input + rest, length - rest, LT_LANGUAGE_EN, &en, &error);
    if (status == LT_OK)
        align(&vi, &en, fence_option(head, "monotone", value, sizeof value) ? LT_ALIGN_MONOTONE : 0,
              out, &error);
    if (error.status != LT_OK)
        lt_buffer_append_format(out, "error: %s", error.message);
    lt_segments_dispose(&vi.segments);
    lt_segments_dispose(&en.segments);
    free(vi.items);
    free(en.items);
    return true;
}
