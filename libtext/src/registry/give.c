/* Giving slugs to articles. */
#include <string.h>

#include "registry.h"

typedef struct text {
    const char *bytes;
    size_t length;
} text;

/* What the registry knows of a key. */
typedef struct article {
    sqlite3_int64 number; /* 0: nothing */
    bool same_wanted;
} article;

static void bind_text(sqlite3_stmt *statement, int index, text value)
{
    lt_database_bind(statement, index, value.bytes, value.length);
}

/* A column's text -> `out`. */
static lt_status keep_column(sqlite3_stmt *statement, int column, lt_buffer *out, lt_error *error)
{
    lt_buffer_clear(out);
    const char *bytes = (const char *)sqlite3_column_text(statement, column);
    size_t length = (size_t)sqlite3_column_bytes(statement, column);
    if (!bytes || lt_buffer_append(out, bytes, length) != LT_OK)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    return LT_OK;
}

static bool column_is(sqlite3_stmt *statement, int column, text value)
{
    const void *bytes = sqlite3_column_text(statement, column);
    return bytes && (size_t)sqlite3_column_bytes(statement, column) == value.length &&
           memcmp(bytes, value.bytes, value.length) == 0;
}

/* The article of a key; its slug -> registry->previous. */
static lt_status find_article(lt_registry *registry, text key, text wanted, article *found,
                              lt_error *error)
{
    sqlite3_stmt *statement = registry->database.queries[QUERY_ARTICLE];
    bind_text(statement, 1, key);
    int code = sqlite3_step(statement);
    lt_status status = lt_database_outcome(&registry->database, code, error);
    *found = (article){0, false};
    if (code == SQLITE_ROW) {
        found->number = sqlite3_column_int64(statement, 0);
        found->same_wanted = column_is(statement, 2, wanted);
        status = keep_column(statement, 1, &registry->previous, error);
    }
    lt_database_finish(statement);
    return status;
}

/* The article that has or had a slug; 0: none. */
static lt_status find_owner(lt_registry *registry, text slug, sqlite3_int64 *owner, lt_error *error)
{
    sqlite3_stmt *statement = registry->database.queries[QUERY_OWNER];
    bind_text(statement, 1, slug);
    int code = sqlite3_step(statement);
    *owner = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    lt_status status = lt_database_outcome(&registry->database, code, error);
    lt_database_finish(statement);
    return status;
}

/* The slug an article had for a wanted one before -> registry->slug; empty: none. */
static lt_status find_own(lt_registry *registry, sqlite3_int64 number, text wanted, lt_error *error)
{
    lt_buffer_clear(&registry->slug);
    if (number == 0)
        return LT_OK;
    sqlite3_stmt *statement = registry->database.queries[QUERY_OWN_SLUG];
    sqlite3_bind_int64(statement, 1, number);
    bind_text(statement, 2, wanted);
    int code = sqlite3_step(statement);
    lt_status status = lt_database_outcome(&registry->database, code, error);
    if (code == SQLITE_ROW)
        status = keep_column(statement, 0, &registry->slug, error);
    lt_database_finish(statement);
    return status;
}

static lt_status read_counter(lt_registry *registry, text wanted, unsigned long *next,
                              lt_error *error)
{
    sqlite3_stmt *statement = registry->database.queries[QUERY_COUNTER];
    bind_text(statement, 1, wanted);
    int code = sqlite3_step(statement);
    *next = code == SQLITE_ROW ? (unsigned long)sqlite3_column_int64(statement, 0) : 2;
    lt_status status = lt_database_outcome(&registry->database, code, error);
    lt_database_finish(statement);
    return status;
}

static lt_status run_bound(lt_registry *registry, query which, lt_error *error)
{
    return lt_database_run(&registry->database, registry->database.queries[which], error);
}

static lt_status write_counter(lt_registry *registry, text wanted, unsigned long next,
                               lt_error *error)
{
    bind_text(registry->database.queries[QUERY_SET_COUNTER], 1, wanted);
    sqlite3_bind_int64(registry->database.queries[QUERY_SET_COUNTER], 2, (sqlite3_int64)next);
    return run_bound(registry, QUERY_SET_COUNTER, error);
}

/* The first free one of wanted-2, wanted-3 … from the counter on -> registry->slug. */
static lt_status number_slug(lt_registry *registry, const lt_slugger *slugger, text wanted,
                             lt_error *error)
{
    unsigned long number;
    sqlite3_int64 owner = 1;
    lt_status status = read_counter(registry, wanted, &number, error);
    for (; status == LT_OK && owner; number++) {
        lt_buffer_clear(&registry->slug);
        status =
            lt_slug_number(slugger, wanted.bytes, wanted.length, number, &registry->slug, error);
        if (status == LT_OK)
            status = find_owner(registry, (text){registry->slug.data, registry->slug.length},
                                &owner, error);
    }
    return status == LT_OK ? write_counter(registry, wanted, number, error) : status;
}

static lt_status add_slug(lt_registry *registry, sqlite3_int64 article, text slug, text wanted,
                          int64_t since, lt_error *error)
{
    sqlite3_stmt *statement = registry->database.queries[QUERY_ADD_SLUG];
    bind_text(statement, 1, slug);
    sqlite3_bind_int64(statement, 2, article);
    bind_text(statement, 3, wanted);
    sqlite3_bind_int64(statement, 4, since);
    return run_bound(registry, QUERY_ADD_SLUG, error);
}

static lt_status set_article(lt_registry *registry, sqlite3_int64 *number, text key, text slug,
                             text wanted, lt_error *error)
{
    query which = *number ? QUERY_SET_ARTICLE : QUERY_ADD_ARTICLE;
    sqlite3_stmt *statement = registry->database.queries[which];
    if (*number)
        sqlite3_bind_int64(statement, 1, *number);
    else
        bind_text(statement, 1, key);
    bind_text(statement, 2, slug);
    bind_text(statement, 3, wanted);
    lt_status status = run_bound(registry, which, error);
    if (status == LT_OK && *number == 0)
        *number = sqlite3_last_insert_rowid(registry->database.handle);
    return status;
}

/* Chooses the slug -> registry->slug; *known: the article had it before. */
static lt_status choose(lt_registry *registry, const lt_slugger *slugger, sqlite3_int64 number,
                        text wanted, bool *known, lt_error *error)
{
    sqlite3_int64 owner;
    lt_status status = find_own(registry, number, wanted, error);
    *known = status == LT_OK && registry->slug.length > 0;
    if (status != LT_OK || *known)
        return status;
    status = find_owner(registry, wanted, &owner, error);
    if (status == LT_OK && owner)
        return number_slug(registry, slugger, wanted, error);
    if (status == LT_OK && lt_buffer_append(&registry->slug, wanted.bytes, wanted.length) != LT_OK)
        status = lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    return status;
}

static lt_status give_other(lt_registry *registry, const lt_slugger *slugger, text key, text wanted,
                            sqlite3_int64 number, int64_t now, lt_error *error)
{
    bool known;
    lt_status status = choose(registry, slugger, number, wanted, &known, error);
    text slug = {registry->slug.data, registry->slug.length};
    if (status == LT_OK)
        status = set_article(registry, &number, key, slug, wanted, error);
    if (status == LT_OK && !known)
        status = add_slug(registry, number, slug, wanted, now, error);
    return status;
}

static lt_status check_arguments(const lt_registry *registry, text key, text slug, lt_error *error)
{
    if (!registry->database.in_batch)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "registry: no batch has begun");
    if (key.length == 0 || slug.length == 0)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "registry: empty key or slug");
    if (key.length > LT_REGISTRY_TEXT_MAXIMUM || slug.length > LT_REGISTRY_TEXT_MAXIMUM)
        return lt_error_set(error, LT_TOO_LONG, 0, "registry: key or slug longer than %zu bytes",
                            LT_REGISTRY_TEXT_MAXIMUM);
    if (memchr(key.bytes, '\0', key.length))
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "registry: a key may not hold NUL");
    return LT_OK;
}

static lt_status mark(lt_registry *registry, const char *sql, lt_error *error)
{
    int code = sqlite3_exec(registry->database.handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? LT_OK : lt_database_error(&registry->database, code, error);
}

/* Ends what began with SAVEPOINT: all of a call's writes stand, or none. */
static lt_status settle(lt_registry *registry, lt_status status, lt_error *error)
{
    if (status == LT_OK)
        return mark(registry, "RELEASE one", error);
    sqlite3_exec(registry->database.handle, "ROLLBACK TO one; RELEASE one", NULL, NULL, NULL);
    return status;
}

lt_status lt_registry_give(lt_registry *registry, const lt_slugger *slugger, const char *key,
                           size_t key_length, const char *wanted, size_t wanted_length, int64_t now,
                           lt_registry_claim *claim, lt_error *error)
{
    text key_text = {key, key_length}, wanted_text = {wanted, wanted_length};
    article found;
    lt_status status = check_arguments(registry, key_text, wanted_text, error);
    if (status == LT_OK)
        status = find_article(registry, key_text, wanted_text, &found, error);
    if (status != LT_OK)
        return status;
    if (found.number && found.same_wanted) {
        *claim = (lt_registry_claim){LT_REGISTRY_SAME, registry->previous.data, NULL};
        return LT_OK;
    }
    status = mark(registry, "SAVEPOINT one", error);
    if (status != LT_OK)
        return status;
    status = give_other(registry, slugger, key_text, wanted_text, found.number, now, error);
    status = settle(registry, status, error);
    if (status == LT_OK)
        *claim =
            (lt_registry_claim){found.number ? LT_REGISTRY_CHANGED : LT_REGISTRY_NEW,
                                registry->slug.data, found.number ? registry->previous.data : NULL};
    return status;
}

lt_status lt_registry_put(lt_registry *registry, const char *key, size_t key_length,
                          const char *slug, size_t slug_length, const char *wanted,
                          size_t wanted_length, int64_t since, bool current, lt_error *error)
{
    text key_text = {key, key_length}, slug_text = {slug, slug_length};
    text wanted_text = {wanted, wanted_length};
    article found;
    sqlite3_int64 owner = 0;
    lt_status status = check_arguments(registry, key_text, slug_text, error);
    if (status == LT_OK)
        status = find_article(registry, key_text, wanted_text, &found, error);
    if (status == LT_OK)
        status = find_owner(registry, slug_text, &owner, error);
    if (status == LT_OK && owner && owner != found.number)
        status = lt_error_set(error, LT_BAD_DATA, 0, "registry: another article has slug \"%.*s\"",
                              (int)(slug_length < 120 ? slug_length : 120), slug);
    if (status == LT_OK)
        status = mark(registry, "SAVEPOINT one", error);
    if (status != LT_OK)
        return status;
    if (current || found.number == 0)
        status = set_article(registry, &found.number, key_text, slug_text, wanted_text, error);
    if (status == LT_OK && !owner)
        status = add_slug(registry, found.number, slug_text, wanted_text, since, error);
    return settle(registry, status, error);
}
