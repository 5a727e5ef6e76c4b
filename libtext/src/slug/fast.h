/*
 * The one-pass slug of Latin text (private).
 *
 * Every byte of UTF-8 is looked up in a row that the one or two bytes before it choose, so that the
 * pass has no branch and no chain of dependent loads; bytes that can't follow, and characters that
 * give more than one letter or none we know, raise LT_FAST_OTHER and the title goes the long way.
 */
#ifndef LIBTEXT_SLUG_FAST_H
#define LIBTEXT_SLUG_FAST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/slug.h>

/*
 * A cell: the output byte above 8 flags. Whether the byte is written, and whether a separator was
 * written last, after it, depends on whether one was before: each has a bit for "no" and, one up,
 * a bit for "yes", so that a shift by the state chooses.
 */
#define LT_FAST_LETTER    0x03u /* written: yes, yes; a separator was last: no, no */
#define LT_FAST_SEPARATOR 0x0Du /* yes, no; yes, yes */
#define LT_FAST_NOTHING   0x08u /* no, no; as before */
#define LT_FAST_OTHER     0x10u /* the long way */

#define LT_FAST_ROWS 32

typedef struct lt_fast_table {
    uint16_t cells[LT_FAST_ROWS][256];
    /* Offset in `cells` of the row after a byte: [0] after ASCII, a lead byte or the end of a
     * character, [1] after the second byte of three. */
    uint16_t next[2][256];
} lt_fast_table;

/* Fills the table for a style; `separator` always separates. */
void lt_fast_table_init(lt_fast_table *table, lt_slug_style style, char separator);

/* Sends every title with this character the long way. */
void lt_fast_table_forbid(lt_fast_table *table, uint32_t codepoint);

/* Writes the slug to `out` (room for length + 1 bytes) and its bytes to *written; false when the
 * title must go the long way, with anything in `out`. O(length). */
bool lt_fast_slug(const lt_fast_table *table, const char *title, size_t length, char separator,
                  char *out, size_t *written);

#endif
