/* Alignments as text: what vn-align prints. */
#ifndef TOOLS_FORMAT_LINKS_H
#define TOOLS_FORMAT_LINKS_H

#include <libtext/buffer.h>

#include "tools/common/pair.h"

/* vi indices TAB en indices TAB score TAB vi text TAB en text. */
lt_status links_write_tsv(const text_pair *pair, lt_buffer *out);

/* Rungs "vi TAB en TAB score", as hunalign prints them: every line says where a link begins in both
 * texts; moved links have no rung. */
lt_status links_write_ladder(const text_pair *pair, lt_buffer *out);

/* The members "links":[…], after "vi":[…],"en":[…] when the texts were split here or `always`. */
lt_status links_write_members(const text_pair *pair, bool always, lt_buffer *out);

/* {"vi":[…],"en":[…],"links":[…]} in one line. */
lt_status links_write_json(const text_pair *pair, lt_buffer *out);

/* Appends the text of `count` segments with single spaces for line ends and tabs in it. */
lt_status links_append_text(const pair_side *side, size_t first, size_t count, lt_buffer *out);

#endif
