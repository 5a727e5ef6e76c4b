/*
 * The side-by-side page of vn-report, vn-align and vn-review: an article, its translation, the
 * links between them and what was found, in one self-contained HTML file (keyboard, print, dark,
 * narrow screens). Both texts stand in their own order, a row for each link; a moved passage has a
 * row on either side and a line drawn between them.
 */
#ifndef TOOLS_FORMAT_PAGE_H
#define TOOLS_FORMAT_PAGE_H

#include <libtext/review.h>

#include "tools/common/pair.h"

/* Something to mark in a text. All strings are borrowed. */
typedef struct page_mark {
    size_t start, length; /* bytes of the side's text; a whole segment, or within one */
    const char *code, *message;
    const char *suggestion; /* NULL: none */
    bool spelling;          /* a mistake, no house rule */
    bool listed;            /* stands in the list above the texts too */
} page_mark;

typedef struct page_side {
    const char *slug;       /* of the headline; NULL: the name of the file stands in its place */
    size_t headline;        /* index of its segment; count: none */
    const page_mark *marks; /* rising by start; NULL: nobody looked for any */
    size_t mark_count;
} page_side;

/* A link scored less is shown as one to look at. */
#define PAGE_DOUBT 0.60

/* Writes the page. `pair` must be aligned. LT_NO_MEMORY, LT_TOO_LONG. */
lt_status page_write(const text_pair *pair, const page_side sides[2], lt_buffer *out);

/* The page of vn-align and, with `review` (else NULL), of vn-review: its findings are marked and
 * listed. Messages are in the language of --ui. */
lt_status page_write_review(const text_pair *pair, const lt_review *review, lt_buffer *out);

/* The index of the headline: the first one; where no line looks like one, the first segment. */
size_t page_headline(const pair_side *side);

#endif
