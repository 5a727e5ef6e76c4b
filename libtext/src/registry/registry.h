/* Inside of the registry (private). */
#ifndef LIBTEXT_REGISTRY_REGISTRY_H
#define LIBTEXT_REGISTRY_REGISTRY_H

#include <sqlite3.h>

#include <libtext/registry.h>

typedef enum query {
    QUERY_ARTICLE,  /* key -> number, slug, wanted */
    QUERY_OWNER,    /* slug -> number of its article */
    QUERY_OWN_SLUG, /* article, wanted -> the slug it had for that */
    QUERY_COUNTER,  /* wanted -> next number to try */
    QUERY_ADD_ARTICLE,
    QUERY_ADD_SLUG,
    QUERY_SET_ARTICLE,
    QUERY_SET_COUNTER,
    QUERY_COUNT_
} query;

struct lt_registry {
    sqlite3 *database;
    sqlite3_stmt *queries[QUERY_COUNT_];
    bool in_batch;
    lt_buffer slug, previous; /* of the last claim */
};

/* The error of a call on the registry's database. */
lt_status lt_registry_error(lt_registry *registry, int code, lt_error *error);

#endif
