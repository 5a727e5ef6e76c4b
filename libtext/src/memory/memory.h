/* Inside of the memory (private). */
#ifndef LIBTEXT_MEMORY_MEMORY_H
#define LIBTEXT_MEMORY_MEMORY_H

#include <libtext/buffer.h>
#include <libtext/memory.h>

#include "base/arena.h"
#include "base/database.h"
#include "lexicon/terms.h"

typedef enum query {
    QUERY_SAME_PAIR,      /* key of vi, key of en -> number, score */
    QUERY_ADD_PAIR,       /* … */
    QUERY_RENEW_PAIR,     /* number, origin, date, score */
    QUERY_ADD_NEIGHBOURS, /* number, marks of its neighbouring words */
    QUERY_SAME_VI,        /* key -> numbers, newest first */
    QUERY_SAME_EN,
    QUERY_WITH, /* marks -> numbers, newest first */
    QUERY_PAIR, /* number -> all of it */
    QUERY_COUNT_
} query;

/* How many pairs share how many marks with the text that is looked up. */
typedef struct lt_memory_tally {
    sqlite3_int64 *numbers; /* 0: an empty slot */
    unsigned *shared;
} lt_memory_tally;

struct lt_memory {
    lt_database database;
    lt_buffer normal[2], stored[2], marks, other; /* of the present call */
    lt_terms words, others;
    unsigned *costs; /* two rows of the comparison */
    lt_memory_tally tally;
    lt_arena strings; /* of the last lookup's matches */
};

/*
 * The text as it is compared: white space taken off and made one space, NFC, the old tone style, no
 * invisible characters. LT_INVALID_UTF8, LT_TOO_LONG, LT_NO_MEMORY.
 */
lt_status lt_memory_normalize(const char *text, size_t length, lt_buffer *out, lt_error *error);

/* What begins and ends without white space. */
void lt_memory_trim(const char **text, size_t *length);

/* The words of a normalized text; all numbers have one key. */
lt_status lt_memory_words(const lt_buffer *normal, lt_terms *words, lt_error *error);

/*
 * The mark of word `index` and the one before it (index 0: the beginning; count: the end): letters
 * and digits, the same for the same words of one language. LT_MEMORY_MARK bytes and a NUL.
 */
#define LT_MEMORY_MARK 12
void lt_memory_mark(const lt_terms *words, size_t index, lt_language language,
                    char mark[LT_MEMORY_MARK + 1]);

/*
 * Compares two texts by their words: the number of changes, or one more than `most`; and how many
 * numbers stand for others in the cheapest way of changing. `costs` has room for
 * 2 * (LT_MEMORY_WORDS + 1).
 */
size_t lt_memory_compare(const lt_terms *a, const lt_terms *b, size_t most, unsigned *costs,
                         unsigned *numbers);

#endif
