/* Inside of the registry (private). */
#ifndef LIBTEXT_REGISTRY_REGISTRY_H
#define LIBTEXT_REGISTRY_REGISTRY_H

#include <libtext/registry.h>

#include "base/database.h"

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
    lt_database database;
    lt_buffer slug, previous; /* of the last claim */
};

#endif
