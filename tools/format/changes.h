/* What normalization changed, as people and programs read it. */
#ifndef TOOLS_FORMAT_CHANGES_H
#define TOOLS_FORMAT_CHANGES_H

#include <stddef.h>

#include <libtext/buffer.h>
#include <libtext/normalize.h>

/* A text before and after, and the list that lt_normalize filled from empty. All borrowed. */
typedef struct changed_text {
    const char *name; /* for messages */
    const lt_buffer *before, *after;
    const lt_changes *changes;
} changed_text;

/* FILE:LINE:COL: CODE: "as is" -> "should be", one a line. */
lt_status changes_write_text(const changed_text *text, lt_buffer *out);

/* {"file":…,"changes":[…]} and a newline. */
lt_status changes_write_json(const changed_text *text, lt_buffer *out);

/* "changes":[…] */
lt_status changes_write_member(const changed_text *text, lt_buffer *out);

/* A unified diff with three lines of context; nothing when nothing changed. */
lt_status changes_write_diff(const changed_text *text, lt_buffer *out);

#endif
