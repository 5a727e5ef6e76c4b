/* From raw links to the alignment the caller gets (private). */
#ifndef LIBTEXT_ALIGN_RESULT_H
#define LIBTEXT_ALIGN_RESULT_H

#include "search.h"

/* What is known of a segment without a link: what the best link with it would have cost. */
typedef struct lt_alone {
    bool open;
    float margin;
} lt_alone;

/* Orders links, adds omissions and additions, and turns scores into probabilities. */
lt_status lt_align_result(lt_raw_links *links, const lt_align_side side[2],
                          lt_alone *const alone[2], lt_alignment *alignment);

#endif
