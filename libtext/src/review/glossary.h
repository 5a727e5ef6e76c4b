/* Terms by their words (private). */
#ifndef LIBTEXT_REVIEW_GLOSSARY_H
#define LIBTEXT_REVIEW_GLOSSARY_H

#include <stdint.h>

#include <libtext/review.h>

#include "base/arena.h"

#include "review.h"
#include "stem.h"

enum { LT_TERM_WORDS = 16 };

/* A word of an English term. */
typedef struct lt_term_word {
    const char *stem;
    bool capitals; /* an abbreviation: letter case counts */
} lt_term_word;

/* One Vietnamese term with one way to say it in English. */
typedef struct lt_term_entry {
    uint64_t *vi;     /* keys of the words */
    lt_term_word *en; /* without articles and 's */
    size_t vi_count, en_count;
    const char *english;  /* as it was given */
    const char *joined;   /* stem of all its words as one: "wellbeing" of "well-being" */
    const char *initials; /* "eu" of European Union; "" for one word and for small letters */
    bool capitals;        /* a name: to be said in full */
    uint32_t gaps;        /* bit i: not only white space stands before Vietnamese word i */
    uint32_t named; /* bit i: Vietnamese word i of a name (Luật Giáo dục) has a capital */
    size_t order;   /* in the files: the first is the one to be recommended */
} lt_term_entry;

struct lt_glossary {
    lt_term_entry *entries; /* sorted by the Vietnamese keys */
    size_t count, capacity;
    lt_arena arena;
};

/* First entry whose first Vietnamese key is not below `key`. */
size_t lt_glossary_find(const lt_glossary *glossary, uint64_t key);
int lt_glossary_compare(const void *a, const void *b);

/* Is it no part of what terms are told by: an article, the s of a possessive? */
bool lt_term_passes(const lt_review_word *word);
/* "vietnam" where the word at `word`, before `end`, is the first of "Viet Nam", "hanoi" of "Ha Noi"
 * and so on: both spellings are one. NULL for other words. */
const char *lt_term_place(const lt_review_word *word, const lt_review_word *end);
/* Two to four capitals and no small letter but a plural's: IT, SMEs. */
bool lt_term_capitals(const char *text, size_t length);

#endif
