/*
 * The side-by-side page: an article, its translation, the links between them and what was found,
 * in one self-contained HTML file (keyboard, print, dark, narrow screens).
 */
#ifndef TOOLS_FORMAT_PAGE_H
#define TOOLS_FORMAT_PAGE_H

#include <libtext/buffer.h>

#include "tools/common/pair.h"

/* Something to mark in a text. All strings are borrowed. */
typedef struct page_mark {
    size_t start, length; /* bytes of the side's text */
    const char *code, *message;
    const char *suggestion; /* NULL: none */
    bool spelling;          /* of a word, no house rule */
} page_mark;

typedef struct page_side {
    const char *slug;       /* of the headline; NULL: not shown */
    size_t headline;        /* index of its segment; count: none */
    const page_mark *marks; /* rising by start */
    size_t mark_count;
} page_side;

/* A link scored less is shown as one to look at. */
#define PAGE_DOUBT 0.60

/* Writes the page. `pair` must be aligned. LT_NO_MEMORY, LT_TOO_LONG. */
lt_status page_write(const text_pair *pair, const page_side sides[2], lt_buffer *out);

/* Appends text with & < > " escaped. */
lt_status page_escape(lt_buffer *out, const char *text, size_t length);

#endif
