/*
 * Review of a translation: what a translator must look at in an aligned pair.
 *
 * Figures are compared by value (quantity.h), names without marks, terms by a glossary; besides,
 * what was left out, added or moved, Vietnamese left in the English and English in the Vietnamese,
 * doubled words, lost question marks and brackets, and lengths that do not fit. It is written to be
 * quiet: one false finding in an article is already many.
 *
 *     lt_review review = LT_REVIEW_INIT;
 *     lt_review_run(&pair, NULL, &review, &error);
 *     for (size_t i = 0; i < review.count; i++) …
 *     lt_review_dispose(&review);
 *
 * Calls are pure: any number of threads may use them, also with one glossary.
 */
#ifndef LIBTEXT_REVIEW_H
#define LIBTEXT_REVIEW_H

#include <libtext/align.h>
#include <libtext/buffer.h>
#include <libtext/error.h>
#include <libtext/quantity.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lt_review_code {
    LT_REVIEW_OMISSION,
    LT_REVIEW_ADDITION,
    LT_REVIEW_MOVED,
    LT_REVIEW_NUMBER,
    LT_REVIEW_DATE,
    LT_REVIEW_UNIT,
    LT_REVIEW_NAME,
    LT_REVIEW_TERM,
    LT_REVIEW_UNTRANSLATED,
    LT_REVIEW_REPEAT,
    LT_REVIEW_PUNCTUATION,
    LT_REVIEW_LENGTH,
    LT_REVIEW_CODE_COUNT
} lt_review_code;

/* A place in one text: bytes of a segment. present is false where the finding has no place there.
 */
typedef struct lt_review_span {
    bool present;
    size_t segment, start, length;
} lt_review_span;

typedef struct lt_review_finding {
    lt_review_code code;
    lt_review_span side[2]; /* by lt_language */
    const char *expected;   /* of a term or name: what should stand there; NULL for none. Borrowed
                               from the glossary or owned by the review */
} lt_review_finding;

typedef struct lt_review {
    lt_review_finding *findings; /* in the order of the links; owned */
    size_t count, capacity;
    char **owned; /* expected texts */
    size_t owned_count;
} lt_review;

#define LT_REVIEW_INIT                                                                             \
    {                                                                                              \
        NULL, 0, 0, NULL, 0                                                                        \
    }

/* What is reviewed; everything is borrowed. */
typedef struct lt_review_pair {
    const lt_align_segment *segments[2];
    const lt_segment_kind *kinds[2]; /* NULL: not known */
    size_t count[2];
    const lt_alignment *alignment;
} lt_review_pair;

/* Terms that must be translated so: immutable once loaded. */
typedef struct lt_glossary lt_glossary;

#define LT_GLOSSARY_TERMS 200000 /* most entries */

/*
 * Reads lines "vi TAB en" (several English terms separated by "|", the one to be recommended first;
 * a third column "set phrase" says that it may be translated freely and the line is passed over,
 * other columns are; # begins a comment), or TBX when the text begins with "<".
 * LT_BAD_DATA with error->line, LT_TOO_LONG, LT_NO_MEMORY. O(length).
 *
 * Letter case (but of abbreviations such as GDP), plurals, -ed, -ing, possessives, hyphens and
 * British or American spelling do not matter where terms are looked for in the English.
 */
LT_API lt_status lt_glossary_read(const char *text, size_t length, lt_glossary **glossary,
                                  lt_error *error);
/* Adds another such text; before the glossary is shared. On an error it is as it was. */
LT_API lt_status lt_glossary_add(lt_glossary *glossary, const char *text, size_t length,
                                 lt_error *error);
LT_API void lt_glossary_free(lt_glossary *glossary);
LT_API size_t lt_glossary_size(const lt_glossary *glossary);

/*
 * Reviews. `glossary` may be NULL. `*review` is an initialised struct; what it held is disposed of,
 * and on error it is empty. LT_BAD_ARGUMENT when the alignment names segments that are not there,
 * LT_INVALID_UTF8, LT_NO_MEMORY. Near-linear in the text, each link's figures and names compared
 * with those of its neighbours; figures of a link with more than 1000 on a side are not compared,
 * nor its names where they, times the words of the link and beside it, are more than a million.
 */
LT_API lt_status lt_review_run(const lt_review_pair *pair, const lt_glossary *glossary,
                               lt_review *review, lt_error *error);
LT_API void lt_review_dispose(lt_review *review);

/* Appends what is to be said of a finding, in the given language, in one line. LT_NO_MEMORY,
 * LT_TOO_LONG; then `out` is as it was. */
LT_API lt_status lt_review_message(const lt_review_pair *pair, const lt_review_finding *finding,
                                   lt_language language, lt_buffer *out);

/* "omission", "addition", … Static, never NULL. */
LT_API const char *lt_review_code_name(lt_review_code code);

#ifdef __cplusplus
}
#endif

#endif
