/* Alignments for translators' tools: TMX 1.4b, XLIFF 2.1 and 1.2. */
#ifndef TOOLS_FORMAT_EXCHANGE_H
#define TOOLS_FORMAT_EXCHANGE_H

#include <libtext/buffer.h>

#include "tools/common/pair.h"

/* A unit for each link with two sides (TMX has no empty seg); omissions are left out. */
lt_status exchange_write_tmx(const text_pair *pair, lt_buffer *out);

/* A unit for each link with Vietnamese; an omission has no target. Additions have no source and are
 * left out. */
lt_status exchange_write_xliff(const text_pair *pair, bool version_1_2, lt_buffer *out);

#endif
