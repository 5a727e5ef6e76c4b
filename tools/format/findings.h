/* Findings of a review as text and JSON. */
#ifndef TOOLS_FORMAT_FINDINGS_H
#define TOOLS_FORMAT_FINDINGS_H

#include <libtext/review.h>

#include "tools/common/pair.h"

/* The pair as the review takes it; borrows. */
lt_review_pair findings_pair(const text_pair *pair);

/* "FILE:LINE:COL: CODE: message", a line each, in the order of the findings. */
lt_status findings_write_text(const text_pair *pair, const lt_review *review, lt_buffer *out);

/* "findings":[…] without braces around it. Places count from the start of a text, or of a segment
 * where the segments came one by one; "segment" is its number. */
lt_status findings_write_members(const text_pair *pair, const lt_review *review, lt_buffer *out);

/* What a finding is about, and the text around it: the key of the ignore file. */
uint64_t findings_key(const text_pair *pair, const lt_review_finding *finding);

/* Appends the ignore file's lines of all findings. */
lt_status findings_accept(const text_pair *pair, const lt_review *review, lt_buffer *out);

#endif
