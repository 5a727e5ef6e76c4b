/* The findings of a review as marks of the side-by-side page. */
#include <stdlib.h>
#include <string.h>

#include "tools/common/tool.h"
#include "tools/format/findings.h"
#include "tools/format/page.h"

typedef struct marks {
    page_mark *items[2]; /* by side */
    size_t count[2];
    char **messages; /* one a finding */
    size_t message_count;
} marks;

static int compare_marks(const void *a, const void *b)
{
    const page_mark *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->length < y->length ? -1 : x->length > y->length;
}

static lt_status add(marks *m, const text_pair *pair, const lt_review_finding *finding)
{
    lt_review_pair reviewed = findings_pair(pair);
    lt_buffer message = LT_BUFFER_INIT;
    lt_status status = lt_review_message(
        &reviewed, finding, settings.vietnamese ? LT_LANGUAGE_VI : LT_LANGUAGE_EN, &message);
    char *text = status == LT_OK ? lt_buffer_detach(&message) : NULL;
    lt_buffer_dispose(&message);
    if (status == LT_OK && !text)
        status = LT_NO_MEMORY;
    if (status != LT_OK)
        return status;
    m->messages[m->message_count++] = text;
    for (int side = 0; side < 2; side++) {
        const lt_review_span *span = &finding->side[side];
        if (!span->present)
            continue;
        const lt_align_segment *segment = &pair->side[side].segments[span->segment];
        size_t start = (size_t)(segment->text - pair->side[side].text.data) + span->start;
        /* listed once, with its place in the translation where it has one there */
        bool listed = side == 1 || !finding->side[1].present;
        m->items[side][m->count[side]++] = (page_mark){
            start, span->length, lt_review_code_name(finding->code), text, NULL, true, listed};
    }
    return LT_OK;
}

static lt_status collect(marks *m, const text_pair *pair, const lt_review *review)
{
    size_t count = review ? review->count : 0;
    lt_status status = LT_OK;
    for (int side = 0; side < 2; side++)
        m->items[side] = calloc(count + 1, sizeof *m->items[side]);
    m->messages = calloc(count + 1, sizeof *m->messages);
    if (!m->items[0] || !m->items[1] || !m->messages)
        return LT_NO_MEMORY;
    for (size_t i = 0; i < count && status == LT_OK; i++)
        status = add(m, pair, &review->findings[i]);
    for (int side = 0; side < 2; side++)
        qsort(m->items[side], m->count[side], sizeof *m->items[side], compare_marks);
    return status;
}

lt_status page_write_review(const text_pair *pair, const lt_review *review, lt_buffer *out)
{
    marks m = {.count = {0, 0}};
    page_side sides[2];
    lt_status status = collect(&m, pair, review);
    for (int side = 0; side < 2; side++)
        sides[side] = (page_side){NULL, page_headline(&pair->side[side]),
                                  review ? m.items[side] : NULL, m.count[side]};
    if (status == LT_OK)
        status = page_write(pair, sides, out);
    for (size_t i = 0; i < m.message_count; i++)
        lt_free(m.messages[i]);
    free(m.messages);
    free(m.items[0]);
    free(m.items[1]);
    return status;
}
