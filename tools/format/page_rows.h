/* The rows of the side-by-side page: both texts in their own order. */
#ifndef TOOLS_FORMAT_PAGE_ROWS_H
#define TOOLS_FORMAT_PAGE_ROWS_H

#include <libtext/align.h>

enum { PAGE_VI = 1, PAGE_EN = 2 };

typedef struct page_row {
    size_t link; /* index in the alignment */
    int sides;   /* PAGE_VI, PAGE_EN or both */
} page_row;

/* A row for each link, for a moved one two: one where its Vietnamese stands, one where its English
 * does. To be freed; NULL when memory ends. O(links + segments). */
page_row *page_rows(const lt_alignment *alignment, size_t en_count, size_t *count);

#endif
