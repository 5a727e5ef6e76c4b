/* Reading a registry: all entries, redirects, an article's history. */
#include <stdlib.h>

#include "registry.h"

struct lt_registry_iterator {
    lt_registry *registry;
    sqlite3_stmt *statement;
};

#define COLUMNS                                                                                    \
    "SELECT article.key, slug.slug, coalesce(slug.wanted, slug.slug), article.slug, slug.since"    \
    " FROM slug JOIN article ON article.number = slug.article "

static const char *const views[] = {
    "SELECT article.key, slug.slug, coalesce(slug.wanted, slug.slug), article.slug, slug.since"
    " FROM article CROSS JOIN slug ON article.number = slug.article"
    " ORDER BY article.number, slug.since, slug.slug = article.slug, slug.slug",
    COLUMNS "WHERE slug.slug <> article.slug ORDER BY slug.slug",
    COLUMNS "WHERE article.key = ?1 ORDER BY slug.since, slug.slug = article.slug, slug.slug"};

lt_status lt_registry_list(lt_registry *registry, lt_registry_view view, const char *key,
                           size_t key_length, lt_registry_iterator **iterator, lt_error *error)
{
    *iterator = NULL;
    if ((unsigned)view > LT_REGISTRY_HISTORY || (view == LT_REGISTRY_HISTORY && !key) ||
        key_length > LT_REGISTRY_TEXT_MAXIMUM)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "registry: no such view, or no key for it");
    lt_registry_iterator *made = calloc(1, sizeof *made);
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    made->registry = registry;
    int code =
        sqlite3_prepare_v2(registry->database.handle, views[view], -1, &made->statement, NULL);
    if (code == SQLITE_OK && view == LT_REGISTRY_HISTORY)
        code = sqlite3_bind_text(made->statement, 1, key, (int)key_length, SQLITE_TRANSIENT);
    if (code != SQLITE_OK) {
        lt_status status = lt_database_error(&registry->database, code, error);
        lt_registry_iterator_free(made);
        return status;
    }
    *iterator = made;
    return LT_OK;
}

lt_status lt_registry_next(lt_registry_iterator *iterator, lt_registry_entry *entry,
                           lt_error *error)
{
    sqlite3_stmt *statement = iterator->statement;
    int code = sqlite3_step(statement);
    if (code == SQLITE_DONE)
        return LT_NOT_FOUND;
    if (code != SQLITE_ROW)
        return lt_database_error(&iterator->registry->database, code, error);
    entry->key = (const char *)sqlite3_column_text(statement, 0);
    entry->slug = (const char *)sqlite3_column_text(statement, 1);
    entry->wanted = (const char *)sqlite3_column_text(statement, 2);
    entry->target = (const char *)sqlite3_column_text(statement, 3);
    entry->since = sqlite3_column_int64(statement, 4);
    if (!entry->key || !entry->slug || !entry->wanted || !entry->target)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    const char *a = entry->slug, *b = entry->target;
    while (*a && *a == *b)
        a++, b++;
    entry->current = *a == *b;
    return LT_OK;
}

void lt_registry_iterator_free(lt_registry_iterator *iterator)
{
    if (!iterator)
        return;
    sqlite3_finalize(iterator->statement);
    free(iterator);
}
