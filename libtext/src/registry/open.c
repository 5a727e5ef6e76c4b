/* The registry's file: opening, its tables, batches. */
#include <stdlib.h>
#include <string.h>

#include "registry.h"

/* "LtSl": tells our files from other databases. */
#define APPLICATION 0x4C74536C
#define VERSION     1
#define WAIT        60000

/* A slug's row says whose it is; an article's row which of its slugs it has now. `wanted` is NULL
 * where it is the slug itself, which is nearly always. */
static const char tables[] =
    "CREATE TABLE article (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,"
    " slug TEXT NOT NULL, wanted TEXT);"
    "CREATE TABLE slug (slug TEXT PRIMARY KEY, article INTEGER NOT NULL, wanted TEXT,"
    " since INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX slug_article ON slug (article);"
    "CREATE TABLE counter (wanted TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;";

static const char *const query_texts[QUERY_COUNT_] = {
    "SELECT number, slug, coalesce(wanted, slug) FROM article WHERE key = ?1",
    "SELECT article FROM slug WHERE slug = ?1",
    "SELECT slug FROM slug WHERE article = ?1 AND coalesce(wanted, slug) = ?2 LIMIT 1",
    "SELECT next FROM counter WHERE wanted = ?1",
    "INSERT INTO article (key, slug, wanted) VALUES (?1, ?2, nullif(?3, ?2))",
    "INSERT INTO slug (slug, article, wanted, since) VALUES (?1, ?2, nullif(?3, ?1), ?4)",
    "UPDATE article SET slug = ?2, wanted = nullif(?3, ?2) WHERE number = ?1",
    "REPLACE INTO counter (wanted, next) VALUES (?1, ?2)"};

lt_status lt_registry_error(lt_registry *registry, int code, lt_error *error)
{
    const char *reason = registry->database ? sqlite3_errmsg(registry->database) : NULL;
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return lt_error_set(error, LT_BAD_DATA, 0, "registry: %s",
                            reason ? reason : "damaged file");
    case SQLITE_BUSY:
        return lt_error_set(error, LT_IO, 0, "registry: another process holds it for too long");
    default:
        return lt_error_set(error, LT_IO, 0, "registry: %s",
                            reason ? reason : sqlite3_errstr(code));
    }
}

static lt_status run(lt_registry *registry, const char *sql, lt_error *error)
{
    int code = sqlite3_exec(registry->database, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? LT_OK : lt_registry_error(registry, code, error);
}

static lt_status read_number(lt_registry *registry, const char *sql, sqlite3_int64 *number,
                             lt_error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(registry->database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? LT_OK : lt_registry_error(registry, code, error);
}

/* Makes the tables in a new file; refuses a file that is another program's or of a later version.
 */
static lt_status check_tables(lt_registry *registry, bool read_only, const char *path,
                              lt_error *error)
{
    sqlite3_int64 application = 0, version = 0, count = 0;
    lt_status status = read_number(registry, "PRAGMA application_id", &application, error);
    if (status == LT_OK)
        status = read_number(registry, "PRAGMA user_version", &version, error);
    if (status == LT_OK)
        status = read_number(registry, "SELECT count(*) FROM sqlite_master", &count, error);
    if (status != LT_OK)
        return status;
    if (application == APPLICATION && version == VERSION)
        return LT_OK;
    if (application != 0 || version != 0 || count != 0 || read_only)
        return lt_error_set(error, LT_BAD_DATA, 0, "%s: not a registry of slugs, or a later one",
                            path);
    status = run(registry, tables, error);
    if (status == LT_OK)
        status =
            run(registry, "PRAGMA application_id = 1282691948; PRAGMA user_version = 1", error);
    return status;
}

_Static_assert(APPLICATION == 1282691948 && VERSION == 1, "the numbers in the statement above");

/* Two processes may find the file new at once: the tables are made under the writer's lock. */
static lt_status set_up(lt_registry *registry, const char *path, bool read_only, lt_error *error)
{
    if (read_only)
        return check_tables(registry, true, path, error);
    /* synchronous = FULL: a committed slug survives a power cut, not only a kill. */
    lt_status status = run(registry,
                           "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                           "PRAGMA cache_size = -65536; PRAGMA mmap_size = 0; BEGIN IMMEDIATE",
                           error);
    if (status != LT_OK)
        return status;
    status = check_tables(registry, false, path, error);
    lt_status end = run(registry, status == LT_OK ? "COMMIT" : "ROLLBACK", error);
    return status == LT_OK ? end : status;
}

static lt_status prepare(lt_registry *registry, lt_error *error)
{
    for (int i = 0; i < QUERY_COUNT_; i++) {
        int code = sqlite3_prepare_v3(registry->database, query_texts[i], -1,
                                      SQLITE_PREPARE_PERSISTENT, &registry->queries[i], NULL);
        if (code != SQLITE_OK)
            return lt_registry_error(registry, code, error);
    }
    return LT_OK;
}

lt_status lt_registry_open(const char *path, const lt_registry_options *options,
                           lt_registry **registry, lt_error *error)
{
    bool read_only = options && options->read_only;
    long wait = options && options->wait_milliseconds ? options->wait_milliseconds : WAIT;
    lt_registry *made = calloc(1, sizeof *made);
    *registry = NULL;
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    lt_buffer_init(&made->slug, 0);
    lt_buffer_init(&made->previous, 0);
    int flags = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int code = sqlite3_open_v2(path, &made->database, flags | SQLITE_OPEN_NOMUTEX, NULL);
    lt_status status = LT_OK;
    if (code != SQLITE_OK)
        status = lt_error_set(error, code == SQLITE_NOMEM ? LT_NO_MEMORY : LT_IO, 0, "%s: %s", path,
                              sqlite3_errstr(code));
    if (status == LT_OK)
        sqlite3_busy_timeout(made->database, (int)wait);
    if (status == LT_OK)
        status = set_up(made, path, read_only, error);
    if (status == LT_OK)
        status = prepare(made, error);
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
    for (int i = 0; i < QUERY_COUNT_; i++)
        sqlite3_finalize(registry->queries[i]);
    sqlite3_close_v2(registry->database);
    lt_buffer_dispose(&registry->slug);
    lt_buffer_dispose(&registry->previous);
    free(registry);
}

lt_status lt_registry_begin(lt_registry *registry, lt_error *error)
{
    if (registry->in_batch)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "registry: a batch has begun already");
    lt_status status = run(registry, "BEGIN IMMEDIATE", error);
    registry->in_batch = status == LT_OK;
    return status;
}

lt_status lt_registry_commit(lt_registry *registry, lt_error *error)
{
    if (!registry->in_batch)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "registry: no batch has begun");
    lt_status status = run(registry, "COMMIT", error);
    if (status != LT_OK)
        lt_registry_rollback(registry);
    registry->in_batch = false;
    return status;
}

void lt_registry_rollback(lt_registry *registry)
{
    if (registry->in_batch)
        sqlite3_exec(registry->database, "ROLLBACK", NULL, NULL, NULL);
    registry->in_batch = false;
}
