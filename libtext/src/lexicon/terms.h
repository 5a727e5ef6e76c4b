/*
 * The words of a text as the lexicon and the aligner see them (private): 64-bit keys that do not
 * depend on letter case, Unicode form or the place of the tone mark.
 */
#ifndef LIBTEXT_LEXICON_TERMS_H
#define LIBTEXT_LEXICON_TERMS_H

#include <stddef.h>
#include <stdint.h>

#include <libtext/segment.h>

enum {
    LT_TERM_CAPITAL = 1, /* begins with an upper-case letter */
    LT_TERM_NUMBER = 2,  /* digits */
    LT_TERM_MARKED = 4,  /* has a letter outside ASCII */
    LT_TERM_OPENING = 8  /* the first word of a text, or after a stop or an opening quote */
};

typedef struct lt_term {
    uint64_t key;    /* the word; in English without its ending */
    uint64_t fold;   /* the whole word in plain letters */
    uint64_t prefix; /* its first five plain letters; 0 when it has fewer */
    uint32_t start;  /* bytes of the scanned text */
    uint32_t length;
    uint8_t flags;
    uint8_t letters; /* at most 255 */
} lt_term;

typedef struct lt_terms {
    lt_term *items;
    size_t count, capacity;
} lt_terms;

#define LT_TERMS_INIT                                                                              \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/* Appends the words of text (less than 4 GiB). LT_NO_MEMORY puts the count back. O(length). */
lt_status lt_terms_scan(lt_terms *terms, const char *text, size_t length, lt_language language);
void lt_terms_dispose(lt_terms *terms);

/* Key of a phrase: the key of all words but the last, joined with that of the last. */
uint64_t lt_terms_join(uint64_t head, uint64_t last);

/* Key of the whole text as a phrase; 0 without a word. `words` and `head` (key of the first word)
 * may be NULL. */
lt_status lt_terms_phrase(const char *text, size_t length, lt_language language, uint64_t *key,
                          size_t *words, uint64_t *head);

#endif
