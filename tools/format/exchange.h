/* Alignments for translators' tools: TMX 1.4b, XLIFF 2.1 and 1.2. */
#ifndef TOOLS_FORMAT_EXCHANGE_H
#define TOOLS_FORMAT_EXCHANGE_H

#include <libtext/memory.h>

#include "tools/common/pair.h"

/* A unit for each link with two sides (TMX has no empty seg); omissions are left out. */
lt_status exchange_write_tmx(const text_pair *pair, lt_buffer *out);

/* TMX piece by piece: begin (segments: "sentence" or "paragraph"), notes of the header, begin_body,
 * units, end. */
lt_status exchange_begin_tmx(const char *segments, lt_buffer *out);
lt_status exchange_begin_body(lt_buffer *out);
lt_status exchange_write_pair(const lt_memory_pair *pair, size_t number, lt_buffer *out);
lt_status exchange_end_tmx(lt_buffer *out);

/* A unit for each link with Vietnamese; an omission has no target. Additions have no source and are
 * left out. */
lt_status exchange_write_xliff(const text_pair *pair, bool version_1_2, lt_buffer *out);

#endif
