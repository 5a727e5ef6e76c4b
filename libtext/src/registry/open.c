/* The registry's file: opening, its tables, batches. */
#include <stdlib.h>

#include "registry.h"

/* A slug's row says whose it is; an article's row which of its slugs it has now. `wanted` is NULL
 * where it is the slug itself, which is nearly always. */
static const lt_database_plan plan = {
    "registry",
    "a registry of slugs",
    0x4C74536C, /* "LtSl" */
    1,
    "CREATE TABLE article (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,"
    " slug TEXT NOT NULL, wanted TEXT);"
    "CREATE TABLE slug (slug TEXT PRIMARY KEY, article INTEGER NOT NULL, wanted TEXT,"
    " since INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX slug_article ON slug (article);"
    "CREATE TABLE counter (wanted TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;",
    {[QUERY_ARTICLE] = "SELECT number, slug, coalesce(wanted, slug) FROM article WHERE key = ?1",
     [QUERY_OWNER] = "SELECT article FROM slug WHERE slug = ?1",
     [QUERY_OWN_SLUG] =
         "SELECT slug FROM slug WHERE article = ?1 AND coalesce(wanted, slug) = ?2 LIMIT 1",
     [QUERY_COUNTER] = "SELECT next FROM counter WHERE wanted = ?1",
     [QUERY_ADD_ARTICLE] =
         "INSERT INTO article (key, slug, wanted) VALUES (?1, ?2, nullif(?3, ?2))",
     [QUERY_ADD_SLUG] =
         "INSERT INTO slug (slug, article, wanted, since) VALUES (?1, ?2, nullif(?3, ?1), ?4)",
     [QUERY_SET_ARTICLE] =
         "UPDATE article SET slug = ?2, wanted = nullif(?3, ?2) WHERE number = ?1",
     [QUERY_SET_COUNTER] = "REPLACE INTO counter (wanted, next) VALUES (?1, ?2)"}};

_Static_assert(QUERY_COUNT_ <= LT_DATABASE_QUERIES, "room for the queries");

lt_status lt_registry_open(const char *path, const lt_registry_options *options,
                           lt_registry **registry, lt_error *error)
{
    lt_registry *made = calloc(1, sizeof *made);
    *registry = NULL;
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    lt_buffer_init(&made->slug, 0);
    lt_buffer_init(&made->previous, 0);
    lt_status status = lt_database_open(&made->database, &plan, path, options && options->read_only,
                                        options ? options->wait_milliseconds : 0, error);
    if (status != LT_OK) {
        lt_registry_close(made);
        return status;
    }
    *registry = made;
    return LT_OK;
}

void lt_registry_close(lt_registry *registry)
{
    if (!registry)
        return;
    lt_database_close(&registry->database);
    lt_buffer_dispose(&registry->slug);
    lt_buffer_dispose(&registry->previous);
    free(registry);
}

lt_status lt_registry_begin(lt_registry *registry, lt_error *error)
{
    return lt_database_begin(&registry->database, error);
}

lt_status lt_registry_commit(lt_registry *registry, lt_error *error)
{
    return lt_database_commit(&registry->database, error);
}

void lt_registry_rollback(lt_registry *registry)
{
    lt_database_rollback(&registry->database);
}
