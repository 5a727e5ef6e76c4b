/* vn-align's translation memory: storing links, looking segments up, TMX in and out. */
#ifndef TOOLS_COMMON_MEMORIES_H
#define TOOLS_COMMON_MEMORIES_H

#include <libtext/memory.h>

#include "tools/common/pair.h"

typedef struct memory_settings {
    const char *path;
    const char *origin;            /* NULL: the names of the files, or the record's id */
    int source;                    /* lt_language that is looked up */
    long least, most;              /* rate, matches; 0: the usual */
    const pair_settings *segments; /* how files that are looked up are split */
} memory_settings;

/* What links are stored with; used by several threads. */
typedef struct memory_store memory_store;

/* Opens or makes the memory; ends the process on trouble. */
memory_store *memory_store_open(const memory_settings *how);

/* Stores the links of a pair that have both sides. `origin` is used where the settings have none.
 * What is stored lasts from the next memory_store_commit on. */
lt_status memory_store_links(memory_store *store, const text_pair *pair, const char *origin,
                             lt_error *error);

/* Ends the process on trouble. */
void memory_store_commit(memory_store *store);

/* Commits and closes, and remarks how many pairs were new. */
void memory_store_close(memory_store *store);

/* Looks up each segment of the files (none: standard input); prints the matches as TSV. */
void memory_lookup_files(const memory_settings *how, char *const *files, int count);

/* Looks up records {"id":…,"text":"…","source":"vi"}; "source" may be missing. */
void memory_lookup_ndjson(const memory_settings *how);

/* Prints the memory as TMX. */
void memory_export(const memory_settings *how);

/* Reads TMX files (none: standard input) into the memory: all, or on trouble none. */
void memory_import(const memory_settings *how, char *const *files, int count);

#endif
