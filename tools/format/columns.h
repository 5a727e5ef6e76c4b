/* One self-contained HTML page: the two articles side by side, links drawn between the columns,
 * findings marked. */
#ifndef TOOLS_FORMAT_COLUMNS_H
#define TOOLS_FORMAT_COLUMNS_H

#include <libtext/review.h>

#include "tools/common/pair.h"

/* `review` may be NULL. The page is in the language of --ui. */
lt_status columns_write(const text_pair *pair, const lt_review *review, lt_buffer *out);

/* The same without <html>, for a page of one's own; the style and script of columns_write stand
 * inside. */
lt_status columns_write_body(const text_pair *pair, const lt_review *review, lt_buffer *out);

#endif
