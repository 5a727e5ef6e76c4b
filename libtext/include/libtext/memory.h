/*
 * The translation memory: what was translated before, found again when a sentence comes back the
 * same or nearly so.
 *
 * A file of SQLite holds pairs of a Vietnamese and an English segment, each with where it came
 * from, when, and how sure its link was. The same pair is stored once: pairs are the same when both
 * sides are the same text but for Unicode form, tone style, invisible characters and spaces. A
 * lookup goes either way, from Vietnamese or from English.
 *
 *     lt_memory *memory;
 *     lt_memory_open("house.tm", NULL, &memory, &error);
 *     lt_memory_begin(memory, &error);
 *     lt_memory_pair pair = {{"Xin chào.", "Hello."}, {10, 6}, "greetings", 9, now, 0.98};
 *     lt_memory_put(memory, &pair, NULL, &error);
 *     lt_memory_commit(memory, &error);
 *     lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
 *     lt_memory_lookup(memory, LT_LANGUAGE_VI, "Xin chào!", 10, NULL, &matches, &error);
 *     // matches.items[0].pair.text[LT_LANGUAGE_EN] is "Hello.", .rate 99
 *     lt_memory_matches_dispose(&matches);
 *     lt_memory_close(memory);
 *
 * The rate is what translators' programs call it: 100 for the same text, else by the words that
 * would have to be changed, put in or taken out: 100 × (1 - changes / words of the longer text),
 * rounded down and at most 99. Words are compared without letter case, Unicode form and tone
 * style; punctuation between them is not. A number in place of another number is no change, since
 * whoever uses the match puts in the new one: it is counted in `numbers`.
 *
 * Any number of processes may use one file: a batch between begin and commit is one transaction of
 * one writer, the other writers wait, readers read on. A process killed at any moment leaves the
 * last committed batch. One lt_memory is used by one thread at a time; the file must lie on a local
 * disk.
 */
#ifndef LIBTEXT_MEMORY_H
#define LIBTEXT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/error.h>
#include <libtext/segment.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Most bytes of one side of a pair and of a text that is looked up: a long paragraph. */
#define LT_MEMORY_TEXT_MAXIMUM ((size_t)1 << 16)
/* Most bytes of an origin. */
#define LT_MEMORY_ORIGIN_MAXIMUM ((size_t)4096)
/* A text of more words is found only when it comes back the same: the cost of comparing grows with
 * the square. */
#define LT_MEMORY_WORDS 512

typedef struct lt_memory lt_memory;

typedef struct lt_memory_options {
    long wait_milliseconds; /* for another writer; then LT_IO. 0: a minute */
    bool read_only;         /* no begin; the file must exist */
} lt_memory_options;

/* Opens or makes the memory (owned by the caller; NULL on error). LT_IO, LT_NO_MEMORY; LT_BAD_DATA
 * for a file that is none or is of a later version. `options` may be NULL. */
LT_API lt_status lt_memory_open(const char *path, const lt_memory_options *options,
                                lt_memory **memory, lt_error *error);

/* Closes; a batch that was not committed is undone. NULL is fine. */
LT_API void lt_memory_close(lt_memory *memory);

/* Begins a batch: waits for the writers before. LT_IO when that takes too long, LT_BAD_ARGUMENT
 * when one has begun or the file was opened for reading. */
LT_API lt_status lt_memory_begin(lt_memory *memory, lt_error *error);

/* Makes the batch lasting. LT_IO (a full disk …) undoes it. */
LT_API lt_status lt_memory_commit(lt_memory *memory, lt_error *error);

/* Undoes the batch. */
LT_API void lt_memory_rollback(lt_memory *memory);

/* A segment and its translation. What the library gives ends with a NUL each. */
typedef struct lt_memory_pair {
    const char *text[2]; /* by lt_language */
    size_t length[2];    /* bytes */
    const char *origin;  /* where the pair comes from: files, a project */
    size_t origin_length;
    int64_t date; /* seconds since 1970 */
    double score; /* 0 to 1: how sure the link was; see lt_aligner_run */
} lt_memory_pair;

/*
 * Stores a pair (copied, in NFC), inside a batch only. A pair that is there already gets the new
 * origin and date, and keeps the better score; `*known` (may be NULL) tells. White space around the
 * texts is taken off. LT_BAD_ARGUMENT for a text without a visible character or with NUL in it, a
 * score outside 0 to 1 or no batch; LT_INVALID_UTF8, LT_TOO_LONG, LT_IO, LT_BAD_DATA, LT_NO_MEMORY.
 * Expected O(log n).
 */
LT_API lt_status lt_memory_put(lt_memory *memory, const lt_memory_pair *pair, bool *known,
                               lt_error *error);

typedef struct lt_memory_query {
    int least;   /* lowest rate, 1 to 100 */
    size_t most; /* matches, 1 to 100 */
} lt_memory_query;

#define LT_MEMORY_QUERY_INIT                                                                       \
    {                                                                                              \
        70, 5                                                                                      \
    }

typedef struct lt_memory_match {
    lt_memory_pair pair; /* its strings are the memory's, good until its next lookup or its end */
    int rate;            /* percent; see above */
    unsigned numbers;    /* how many numbers stand in place of others */
} lt_memory_match;

typedef struct lt_memory_matches {
    lt_memory_match *items; /* owned; best first: rate, fewest numbers, score, newest */
    size_t count;
} lt_memory_matches;

#define LT_MEMORY_MATCHES_INIT                                                                     \
    {                                                                                              \
        NULL, 0                                                                                    \
    }

/*
 * Finds what `text`, in language `source`, was translated as. `query` NULL: the usual one.
 * `*matches` is an initialised struct; what it held is disposed of, and on an error it is empty.
 *
 * All pairs with the same text are found (up to query->most). Nearly the same ones are looked for
 * among the pairs that share the least common pairs of neighbouring words with the text: the work
 * is bounded, whatever the size of the memory, and a match that shares only phrases found in
 * thousands of pairs can be missed. LT_BAD_ARGUMENT, LT_INVALID_UTF8, LT_TOO_LONG, LT_IO,
 * LT_BAD_DATA, LT_NO_MEMORY.
 */
LT_API lt_status lt_memory_lookup(lt_memory *memory, lt_language source, const char *text,
                                  size_t length, const lt_memory_query *query,
                                  lt_memory_matches *matches, lt_error *error);

LT_API void lt_memory_matches_dispose(lt_memory_matches *matches);

/* Number of pairs. O(n): they are counted in an index. LT_IO, LT_BAD_DATA, LT_NO_MEMORY. */
LT_API lt_status lt_memory_count(lt_memory *memory, size_t *count, lt_error *error);

typedef struct lt_memory_iterator lt_memory_iterator;

/* Iterates over a snapshot of all pairs, in the order they first came. Bounded memory. */
LT_API lt_status lt_memory_list(lt_memory *memory, lt_memory_iterator **iterator, lt_error *error);
/* LT_NOT_FOUND at the end, without filling `error`. The strings are good until the next call. */
LT_API lt_status lt_memory_next(lt_memory_iterator *iterator, lt_memory_pair *pair,
                                lt_error *error);
LT_API void lt_memory_iterator_free(lt_memory_iterator *iterator);

/* What became of the units of a TMX document. */
typedef struct lt_memory_import {
    size_t stored;  /* new pairs */
    size_t known;   /* pairs that were there */
    size_t skipped; /* units without both languages, empty or too long */
} lt_memory_import;

/*
 * Stores the pairs of a TMX document (1.1 to 1.4b, any encoding XML knows; no external file is
 * read, no entity expanded), inside a batch only. Languages match by their first part: en-US is
 * English. Inline markup is taken out, text inside <hi> stays. A unit's own date, its properties
 * x-score and x-origin, where there are any, stand before `date`, 1 and `origin`. On an error
 * (LT_BAD_DATA with error->line, and those of lt_memory_put) part of the units may be stored: roll
 * back.
 */
LT_API lt_status lt_memory_read_tmx(lt_memory *memory, const char *tmx, size_t length,
                                    const char *origin, int64_t date, lt_memory_import *counts,
                                    lt_error *error);

#ifdef __cplusplus
}
#endif

#endif
