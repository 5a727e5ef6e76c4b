/* Parts of the review (private). */
#ifndef LIBTEXT_REVIEW_REVIEW_H
#define LIBTEXT_REVIEW_REVIEW_H

#include <stdint.h>

#include <libtext/review.h>

/* A word of a text. */
typedef struct lt_review_word {
    size_t segment, start, length;
    uint64_t key;  /* equal for words that differ in letter case, tone style or a plural s */
    char fold[32]; /* lower case without marks, cut */
    bool capital;  /* first letter is upper case */
    bool marked;   /* has a Vietnamese letter or mark */
    bool syllable; /* a well-formed Vietnamese syllable */
    bool opening;  /* first of its segment or after a stop or an opening quote */
    bool spaced;   /* only white space stands between it and the word before */
} lt_review_word;

typedef struct lt_review_words {
    lt_review_word *items;
    size_t count, capacity;
    size_t *first;    /* of each segment, and one past the last */
    uint64_t *sorted; /* hashes of all folds, in order: how often a word stands is looked up */
} lt_review_words;

typedef struct lt_review_work {
    const lt_review_pair *pair;
    const lt_glossary *glossary;
    lt_review *review;
    lt_review_words words[2];
    lt_quantities *figures[2]; /* of each segment */
} lt_review_work;

lt_status lt_review_words_scan(lt_review_words *words, const lt_align_segment *segments,
                               size_t count);
/* Is it this Vietnamese syllable, in small letters with its marks? */
bool lt_review_is(const lt_review_word *word, const char *syllable);
/* Does the word stand twice or more in the whole text? */
bool lt_review_words_twice(const lt_review_words *words, const lt_review_word *word);
void lt_review_words_dispose(lt_review_words *words);

/* Adds a finding; `expected` (or NULL) is copied when `copy`. */
lt_status lt_review_add(lt_review_work *work, lt_review_code code, lt_review_span vi,
                        lt_review_span en, const char *expected);
/* Spans of words [first, last] of a side, of a whole segment, of none. */
lt_review_span lt_review_span_of(const lt_review_words *words, size_t first, size_t last);
lt_review_span lt_review_whole(const lt_review_work *work, lt_language side, size_t segment);

lt_status lt_review_figures(lt_review_work *work, const lt_link *link);
lt_status lt_review_names(lt_review_work *work, const lt_link *link);
lt_status lt_review_terms(lt_review_work *work, const lt_link *link);
lt_status lt_review_foreign(lt_review_work *work, lt_language side);
lt_status lt_review_repeats(lt_review_work *work, lt_language side);
lt_status lt_review_shape(lt_review_work *work, const lt_link *link);

#endif
