/* Mistakes seeded into clean article pairs, to see whether the review finds them. */
#ifndef TESTS_RUNNER_SEED_H
#define TESTS_RUNNER_SEED_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/review.h>

enum { SEED_SEGMENTS = 256, SEED_LINE = 8192 };

typedef enum seed_kind {
    SEED_NUMBER,
    SEED_DATE,
    SEED_DROPPED,
    SEED_UNIT,
    SEED_NAME,
    SEED_PHRASE,
    SEED_TERM,
    SEED_KINDS
} seed_kind;

typedef struct seed_text {
    char lines[SEED_SEGMENTS][SEED_LINE];
    lt_align_segment segments[SEED_SEGMENTS];
    size_t count;
} seed_text;

/* What was planted and found, and what was said of the pairs as they are. */
typedef struct seed_table {
    size_t planted[SEED_KINDS], found[SEED_KINDS];
    size_t clean[LT_REVIEW_CODE_COUNT];
    size_t articles, segments, bytes;
} seed_table;

/* A file with one segment a line, blank lines between paragraphs. False: no such file. */
bool seed_read(const char *path, seed_text *text);

/* Reviews the pair as it is. False: no memory or bad text. */
bool seed_review(lt_aligner *aligner, const lt_glossary *glossary, const seed_text *vi,
                 const seed_text *en, lt_review *found);

/* Plants each kind of mistake into each 1-1 link in turn and adds to the table. */
bool seed_pair(lt_aligner *aligner, const lt_glossary *glossary, const seed_text *vi,
               const seed_text *en, seed_table *table);

/* Reads dictionaries/bilingual/glossary*.tsv, which terms are planted against. False: not there. */
bool seed_glossary(const char *dictionaries, lt_glossary **glossary);

/*
 * A term of the glossary, no part of a longer one, that stands once in `vi` and of whose
 * translations one stands once in `en`: there, `length` bytes. The search begins at entry `start`.
 */
bool seed_find_term(const char *vi, const char *en, size_t start, size_t *at, size_t *length);

void seed_print(const seed_table *table);

#endif
