/*
 * Sentence alignment of a Vietnamese and an English text.
 *
 * Links n-m runs of segments (up to 4-4), leaves out what has no counterpart, and finds passages
 * that stand elsewhere in the other text. Evidence is, in both directions and each word weighted by
 * how seldom it would match by chance in this pair: the words of the lexicons, names without marks,
 * equal and similar words, numbers, and besides them length. Words without a counterpart count
 * against a link. The search is a dynamic programme over the whole of a short pair; a long pair is
 * cut at passages that are certain, so that time and memory grow with its length and not with its
 * square.
 *
 *     lt_aligner *aligner;
 *     lt_aligner_new(&lexicon, 1, &aligner, &error);
 *     lt_alignment alignment = LT_ALIGNMENT_INIT;
 *     lt_aligner_run(aligner, vi, vi_count, en, en_count, NULL, &alignment, &error);
 *     …
 *     lt_alignment_dispose(&alignment);
 *     lt_aligner_free(aligner);
 *
 * The same input gives the same links, on every machine and with any number of threads.
 */
#ifndef LIBTEXT_ALIGN_H
#define LIBTEXT_ALIGN_H

#include <stddef.h>

#include <libtext/error.h>
#include <libtext/lexicon.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LT_ALIGN_RUN       4                 /* most segments of one side in a link */
#define LT_ALIGN_LEXICONS  8                 /* most lexicons of one aligner */
#define LT_ALIGN_SEGMENTS  (1u << 21)        /* most segments of one side */
#define LT_ALIGN_TEXT_SIZE ((size_t)1 << 30) /* most bytes of one side */

/* One segment as the aligner takes it. */
typedef struct lt_align_segment {
    const char *text; /* borrowed; UTF-8 */
    size_t length;
    size_t paragraph; /* rises along the text; all 0 where paragraphs are not known */
} lt_align_segment;

typedef enum lt_link_kind {
    LT_LINK_SENTENCE, /* segments on both sides, in the order of both texts */
    LT_LINK_MOVED,    /* segments on both sides, out of order */
    LT_LINK_OMISSION, /* Vietnamese without English; one segment */
    LT_LINK_ADDITION, /* English without Vietnamese; one segment */
    LT_LINK_KIND_COUNT
} lt_link_kind;

typedef struct lt_link {
    size_t vi, vi_count; /* first segment and number of segments */
    size_t en, en_count;
    double
        score; /* 0 to 1: how likely the link is right, as measured on gold; see lt_aligner_run */
    lt_link_kind kind;
} lt_link;

typedef struct lt_alignment {
    lt_link *links; /* owned; by the Vietnamese side, additions before what follows them */
    size_t count;
} lt_alignment;

#define LT_ALIGNMENT_INIT                                                                          \
    {                                                                                              \
        NULL, 0                                                                                    \
    }

typedef struct lt_align_options {
    unsigned flags; /* LT_ALIGN_MONOTONE */
} lt_align_options;

#define LT_ALIGN_OPTIONS_INIT                                                                      \
    {                                                                                              \
        0                                                                                          \
    }

/* No moved passages. */
#define LT_ALIGN_MONOTONE 0x1u

/* What scribbles while aligning: one for each thread. */
typedef struct lt_aligner lt_aligner;

/*
 * `lexicons` (up to LT_ALIGN_LEXICONS, borrowed until the aligner is freed) may be shared by
 * aligners; none is allowed, but then only cognates, numbers and length are left. LT_BAD_ARGUMENT
 * for more lexicons, LT_NO_MEMORY; `*aligner` is owned by the caller, NULL on an error.
 */
LT_API lt_status lt_aligner_new(const lt_lexicon *const *lexicons, size_t count,
                                lt_aligner **aligner, lt_error *error);

/* NULL is fine. */
LT_API void lt_aligner_free(lt_aligner *aligner);

/*
 * Aligns. Every segment is in exactly one link; links are in the order of the Vietnamese text, and
 * an addition stands after the link of the English segment before it. `options` NULL: the usual
 * ones. `*alignment` is an initialised struct; what it held is disposed of, and on error it is
 * empty.
 *
 * The score of a link is the probability that exactly these segments translate each other: of the
 * links scored about 0.9 on our development texts nine in ten are right. That of an omission or
 * addition is the probability that the segment has no counterpart.
 *
 * LT_BAD_ARGUMENT for unknown flags, LT_INVALID_UTF8 (offset: bytes of the segment, line: its
 * number from 1), LT_TOO_LONG past the limits above, LT_NO_MEMORY. Time and memory near-linear in
 * the text; see tests/bench/align.c.
 */
LT_API lt_status lt_aligner_run(lt_aligner *aligner, const lt_align_segment *vi, size_t vi_count,
                                const lt_align_segment *en, size_t en_count,
                                const lt_align_options *options, lt_alignment *alignment,
                                lt_error *error);

LT_API void lt_alignment_dispose(lt_alignment *alignment);

/* "sentence", "moved", "omission", "addition". Static, never NULL. */
LT_API const char *lt_link_kind_name(lt_link_kind kind);

#ifdef __cplusplus
}
#endif

#endif
