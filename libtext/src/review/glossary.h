/* Terms by their words (private). */
#ifndef LIBTEXT_REVIEW_GLOSSARY_H
#define LIBTEXT_REVIEW_GLOSSARY_H

#include <stdint.h>

#include <libtext/review.h>

#include "base/arena.h"

enum { LT_TERM_WORDS = 16 };

/* One Vietnamese term with one way to say it in English. */
typedef struct lt_term_entry {
    uint64_t *vi, *en; /* keys of the words */
    size_t vi_count, en_count;
    const char *english; /* as it was given */
} lt_term_entry;

struct lt_glossary {
    lt_term_entry *entries; /* sorted by the Vietnamese keys */
    size_t count, capacity;
    lt_arena arena;
};

/* First entry whose first Vietnamese key is not below `key`. */
size_t lt_glossary_find(const lt_glossary *glossary, uint64_t key);
int lt_glossary_compare(const void *a, const void *b);

#endif
