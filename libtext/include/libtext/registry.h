/*
 * The registry of slugs: which article has which, for ever.
 *
 * A file of SQLite. An article is known by its key. It gets the slug its title makes, or that with
 * -2, -3 … when another article has or ever had it; the same key with the same title gets its slug
 * again; a changed title gives a new slug, and the old one redirects to whatever the article's slug
 * is at the time of asking, so that there are no chains. A slug once given never goes to another
 * article.
 *
 *     lt_registry *registry;
 *     lt_registry_claim claim;
 *     lt_registry_open("slugs.db", NULL, &registry, &error);
 *     lt_registry_begin(registry, &error);
 *     lt_registry_give(registry, slugger, key, key_length, slug, slug_length, now, &claim, &error);
 *     lt_registry_commit(registry, &error);          // claim.slug may be published now
 *     lt_registry_close(registry);
 *
 * Any number of processes may use one file: a batch between begin and commit is one transaction of
 * one writer, the others wait. A process killed at any moment leaves the last committed batch. One
 * lt_registry is used by one thread at a time; the file must lie on a local disk.
 */
#ifndef LIBTEXT_REGISTRY_H
#define LIBTEXT_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/buffer.h>
#include <libtext/error.h>
#include <libtext/slug.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Longest key and slug in bytes. */
#define LT_REGISTRY_TEXT_MAXIMUM ((size_t)4096)

typedef struct lt_registry lt_registry;

typedef struct lt_registry_options {
    long wait_milliseconds; /* for another writer; then LT_IO. 0: a minute */
    bool read_only;         /* no begin; the file must exist */
} lt_registry_options;

/* Opens or makes the registry (owned by the caller; NULL on error). LT_IO, LT_NO_MEMORY;
 * LT_BAD_DATA for a file that is none or is of a later version. `options` may be NULL. */
LT_API lt_status lt_registry_open(const char *path, const lt_registry_options *options,
                                  lt_registry **registry, lt_error *error);

/* Closes; a batch that was not committed is undone. NULL is fine. */
LT_API void lt_registry_close(lt_registry *registry);

/* Begins a batch: waits for the writers before. LT_IO when that takes too long, LT_BAD_ARGUMENT
 * when one has begun or the file was opened for reading. */
LT_API lt_status lt_registry_begin(lt_registry *registry, lt_error *error);

/* Makes the batch lasting; only then may its slugs be shown to anyone. LT_IO (a full disk …) undoes
 * it. */
LT_API lt_status lt_registry_commit(lt_registry *registry, lt_error *error);

/* Undoes the batch. */
LT_API void lt_registry_rollback(lt_registry *registry);

typedef enum lt_registry_kind {
    LT_REGISTRY_SAME,    /* the article had this slug */
    LT_REGISTRY_NEW,     /* the article was not known */
    LT_REGISTRY_CHANGED, /* another slug than before: `previous` redirects now */
} lt_registry_kind;

/* What a key was given. The strings are the registry's, good until its next call. */
typedef struct lt_registry_claim {
    lt_registry_kind kind;
    const char *slug;
    const char *previous; /* NULL unless CHANGED */
} lt_registry_claim;

/*
 * Gives `key` the slug `wanted`, or a numbered one as `slugger` (borrowed; its max_length and
 * separator count) makes it. `now` is the time for the history, in seconds since 1970. Inside a
 * batch only. On an error the batch is as it was before the call. LT_TOO_LONG, LT_BAD_ARGUMENT for
 * an empty key or slug or a key with NUL in it, LT_IO, LT_BAD_DATA, LT_NO_MEMORY. Expected O(log
 * n), however many articles want one slug.
 */
LT_API lt_status lt_registry_give(lt_registry *registry, const lt_slugger *slugger, const char *key,
                                  size_t key_length, const char *wanted, size_t wanted_length,
                                  int64_t now, lt_registry_claim *claim, lt_error *error);

/* Puts a slug given elsewhere into the history (the import of an exported line). A slug of another
 * article is LT_BAD_DATA. `current`: it is the article's slug now. */
LT_API lt_status lt_registry_put(lt_registry *registry, const char *key, size_t key_length,
                                 const char *slug, size_t slug_length, const char *wanted,
                                 size_t wanted_length, int64_t since, bool current,
                                 lt_error *error);

/* A slug that was given. */
typedef struct lt_registry_entry {
    const char *key, *slug; /* good until the next call on the iterator */
    const char *wanted;     /* what the title made, without the number that kept it apart */
    const char *target;     /* the article's slug now: equal to `slug`, or what it redirects to */
    int64_t since;          /* seconds since 1970 */
    bool current;
} lt_registry_entry;

typedef enum lt_registry_view {
    LT_REGISTRY_ALL,       /* by article, oldest first */
    LT_REGISTRY_REDIRECTS, /* slugs that are no article's any more, by slug */
    LT_REGISTRY_HISTORY    /* of one key, oldest first */
} lt_registry_view;

typedef struct lt_registry_iterator lt_registry_iterator;

/* Iterates over a snapshot. `key` for HISTORY only. Bounded memory. */
LT_API lt_status lt_registry_list(lt_registry *registry, lt_registry_view view, const char *key,
                                  size_t key_length, lt_registry_iterator **iterator,
                                  lt_error *error);
/* LT_NOT_FOUND at the end, without filling `error`. */
LT_API lt_status lt_registry_next(lt_registry_iterator *iterator, lt_registry_entry *entry,
                                  lt_error *error);
LT_API void lt_registry_iterator_free(lt_registry_iterator *iterator);

#ifdef __cplusplus
}
#endif

#endif
