/*
 * Paragraphs and sentences of Vietnamese and English news.
 *
 * A line is a paragraph; blank lines separate paragraphs too. A paragraph is split into sentences
 * by the default rules of Unicode (UAX #29, by way of ICU), put right where newsrooms differ:
 * abbreviations (TP. PGS.TS. Mr. U.S. No. 5), initials, item numbers, a quotation followed by who
 * said it, ellipses, the closing "./." of Vietnamese notices, a full stop without a space after it.
 *
 *     lt_segments segments = LT_SEGMENTS_INIT;
 *     lt_segment_split(text, length, LT_LANGUAGE_VI, 0, &segments, NULL);
 *     for (size_t i = 0; i < segments.count; i++)
 *         printf("%.*s\n", (int)segments.items[i].length, text + segments.items[i].start);
 *     lt_segments_dispose(&segments);
 *
 * All calls are pure: any number of threads may use them.
 */
#ifndef LIBTEXT_SEGMENT_H
#define LIBTEXT_SEGMENT_H

#include <stddef.h>

#include <libtext/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lt_language { LT_LANGUAGE_VI, LT_LANGUAGE_EN } lt_language;

/* What a segment is on the page; a guess from its shape and place, for showing and filtering. */
typedef enum lt_segment_kind {
    LT_SEGMENT_SENTENCE,
    LT_SEGMENT_HEADLINE,  /* no full stop, before the first sentence */
    LT_SEGMENT_DATE_LINE, /* a date or time and nothing else */
    LT_SEGMENT_BY_LINE,   /* who wrote it: "By …", or a name alone at the end */
    LT_SEGMENT_CAPTION,   /* no full stop, between the paragraphs: caption or subheading */
    LT_SEGMENT_FURNITURE, /* page furniture: language switch, share link */
    LT_SEGMENT_KIND_COUNT
} lt_segment_kind;

typedef struct lt_segment {
    size_t start, length; /* bytes of the text; no white space at either end; never empty */
    size_t paragraph;     /* from 0, rising */
    lt_segment_kind kind;
} lt_segment;

typedef struct lt_segments {
    lt_segment *items; /* in the order of the text, not overlapping; owned */
    size_t count;
    size_t paragraphs;
} lt_segments;

#define LT_SEGMENTS_INIT                                                                           \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/* Each line is one segment already; blank lines end paragraphs. */
#define LT_SEGMENT_LINES 0x1u
/* Whole paragraphs, not split into sentences. */
#define LT_SEGMENT_PARAGRAPHS 0x2u

/* A paragraph of more bytes is split at this size, so that memory is bounded. */
#define LT_SEGMENT_PARAGRAPH_MAXIMUM ((size_t)1 << 20)

/*
 * Splits `text`; every byte that is not white space falls into exactly one segment. `*segments` is
 * an initialised struct; what it held is disposed of first, and on error it is empty. Owned by the
 * caller, to be disposed of. LT_BAD_ARGUMENT for unknown flags, LT_INVALID_UTF8, LT_NO_MEMORY,
 * LT_IO where ICU has no rules to break sentences by. O(length).
 */
LT_API lt_status lt_segment_split(const char *text, size_t length, lt_language language,
                                  unsigned flags, lt_segments *segments, lt_error *error);

/* Frees what is inside; NULL is fine. */
LT_API void lt_segments_dispose(lt_segments *segments);

/* "sentence", "headline", … Static, never NULL. */
LT_API const char *lt_segment_kind_name(lt_segment_kind kind);

#ifdef __cplusplus
}
#endif

#endif
