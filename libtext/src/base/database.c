#include "database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WAIT 60000

lt_status lt_database_error(const lt_database *database, int code, lt_error *error)
{
    const char *noun = database->name;
    const char *reason = database->handle ? sqlite3_errmsg(database->handle) : NULL;
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return lt_error_set(error, LT_BAD_DATA, 0, "%s: %s", noun,
                            reason ? reason : "damaged file");
    case SQLITE_BUSY:
        return lt_error_set(error, LT_IO, 0, "%s: another process holds it for too long", noun);
    default:
        return lt_error_set(error, LT_IO, 0, "%s: %s", noun,
                            reason ? reason : sqlite3_errstr(code));
    }
}

lt_status lt_database_outcome(const lt_database *database, int code, lt_error *error)
{
    return code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE
               ? LT_OK
               : lt_database_error(database, code, error);
}

static lt_status execute(const lt_database *database, const char *sql, lt_error *error)
{
    int code = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
    return lt_database_outcome(database, code, error);
}

static lt_status read_number(const lt_database *database, const char *sql, sqlite3_int64 *number,
                             lt_error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? LT_OK : lt_database_error(database, code, error);
}

/* Makes the tables in a new file; refuses a file that is another program's or of a later version.
 */
static lt_status check_tables(const lt_database *database, bool read_only, const char *path,
                              lt_error *error)
{
    const lt_database_plan *plan = database->plan;
    sqlite3_int64 application = 0, version = 0, count = 0;
    lt_status status = read_number(database, "PRAGMA application_id", &application, error);
    if (status == LT_OK)
        status = read_number(database, "PRAGMA user_version", &version, error);
    if (status == LT_OK)
        status = read_number(database, "SELECT count(*) FROM sqlite_master", &count, error);
    if (status != LT_OK)
        return status;
    if (application == plan->application && version == plan->version)
        return LT_OK;
    if (application == plan->application && version > plan->version)
        return lt_error_set(error, LT_BAD_DATA, 0,
                            "%s: %s of version %d, made by a later release; this one reads %d",
                            path, plan->what, (int)version, plan->version);
    if (application != 0 || version != 0 || count != 0 || read_only)
        return lt_error_set(error, LT_BAD_DATA, 0, "%s: not %s", path, plan->what);
    char marks[96];
    snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             plan->application, plan->version);
    status = execute(database, plan->tables, error);
    return status == LT_OK ? execute(database, marks, error) : status;
}

/* Two processes that turn a new file to the write-ahead log at once each hold what the other waits
 * for; SQLite then tells one of them "busy" without waiting. */
static lt_status use_log(const lt_database *database, long wait, lt_error *error)
{
    enum { PAUSE = 5 };
    int code;
    do {
        code = sqlite3_exec(database->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        wait -= PAUSE;
    } while (code == SQLITE_BUSY && wait > 0 && sqlite3_sleep(PAUSE) > 0);
    return lt_database_outcome(database, code, error);
}

/* Two processes may find the file new at once: the tables are made under the writer's lock. */
static lt_status set_up(const lt_database *database, const char *path, bool read_only, long wait,
                        lt_error *error)
{
    lt_status status = execute(database, "PRAGMA cache_size = -65536; PRAGMA mmap_size = 0", error);
    if (status == LT_OK && read_only)
        return check_tables(database, true, path, error);
    /* synchronous = FULL: what was committed survives a power cut, not only a kill. */
    if (status == LT_OK)
        status = use_log(database, wait, error);
    if (status == LT_OK)
        status = execute(database, "PRAGMA synchronous = FULL; BEGIN IMMEDIATE", error);
    if (status != LT_OK)
        return status;
    status = check_tables(database, false, path, error);
    lt_status end = execute(database, status == LT_OK ? "COMMIT" : "ROLLBACK", error);
    return status == LT_OK ? end : status;
}

static lt_status prepare(lt_database *database, lt_error *error)
{
    for (int i = 0; i < LT_DATABASE_QUERIES && database->plan->queries[i]; i++) {
        int code = sqlite3_prepare_v3(database->handle, database->plan->queries[i], -1,
                                      SQLITE_PREPARE_PERSISTENT, &database->queries[i], NULL);
        if (code != SQLITE_OK)
            return lt_database_error(database, code, error);
    }
    return LT_OK;
}

/* A folder that may not be written has no room for the files beside a log. The file is read as it
 * is, which is right as long as no log lies beside it. */
static int open_still(lt_database *database, const char *path)
{
    static const char hex[] = "0123456789ABCDEF";
    size_t length = strlen(path), at = 5;
    char *uri = malloc(3 * length + 32);
    if (!uri)
        return SQLITE_NOMEM;
    snprintf(uri, 3 * length + 32, "%s-wal", path);
    if (access(uri, F_OK) == 0) {
        free(uri);
        return SQLITE_CANTOPEN;
    }
    memcpy(uri, "file:", 5);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)path[i];
        if (c == '%' || c == '?' || c == '#') {
            uri[at++] = '%';
            uri[at++] = hex[c >> 4];
            c = (unsigned char)hex[c & 15];
        }
        uri[at++] = (char)c;
    }
    memcpy(uri + at, "?immutable=1", 13);
    sqlite3_close_v2(database->handle);
    int code = sqlite3_open_v2(uri, &database->handle,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
    free(uri);
    return code;
}

static int open_file(lt_database *database, const char *path, long wait)
{
    /* To read, too, it is opened for writing where that is allowed: then the last who closes it
     * leaves no log behind. */
    int flags = SQLITE_OPEN_READWRITE | (database->read_only ? 0 : SQLITE_OPEN_CREATE);
    int code = sqlite3_open_v2(path, &database->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_busy_timeout(database->handle, (int)wait);
    if (!database->read_only)
        return SQLITE_OK;
    int look = sqlite3_exec(database->handle, "PRAGMA application_id", NULL, NULL, NULL);
    if (look == SQLITE_CANTOPEN || look == SQLITE_READONLY)
        code = open_still(database, path);
    return code;
}

lt_status lt_database_open(lt_database *database, const lt_database_plan *plan, const char *path,
                           bool read_only, long wait, lt_error *error)
{
    memset(database, 0, sizeof *database);
    database->plan = plan;
    database->name = path;
    database->read_only = read_only;
    wait = wait ? wait : WAIT;
    int code = open_file(database, path, wait);
    lt_status status = LT_OK;
    if (code != SQLITE_OK)
        status = lt_error_set(error, code == SQLITE_NOMEM ? LT_NO_MEMORY : LT_IO, 0, "%s: %s", path,
                              sqlite3_errstr(code));
    /* SQLite opens what it may not write for reading alone, and would tell at the first write. */
    if (status == LT_OK && !read_only && sqlite3_db_readonly(database->handle, "main") == 1)
        status = lt_error_set(error, LT_IO, 0, "%s: may not be written", path);
    if (status == LT_OK)
        status = set_up(database, path, read_only, wait, error);
    if (status == LT_OK)
        status = prepare(database, error);
    if (status != LT_OK)
        lt_database_close(database);
    database->name = plan->noun;
    return status;
}

void lt_database_close(lt_database *database)
{
    for (int i = 0; i < LT_DATABASE_QUERIES; i++)
        sqlite3_finalize(database->queries[i]);
    sqlite3_close_v2(database->handle);
    memset(database, 0, sizeof *database);
}

lt_status lt_database_begin(lt_database *database, lt_error *error)
{
    if (database->in_batch)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "%s: a batch has begun already",
                            database->plan->noun);
    if (database->read_only)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "%s: opened for reading only",
                            database->plan->noun);
    lt_status status = execute(database, "BEGIN IMMEDIATE", error);
    database->in_batch = status == LT_OK;
    return status;
}

lt_status lt_database_commit(lt_database *database, lt_error *error)
{
    if (!database->in_batch)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "%s: no batch has begun",
                            database->plan->noun);
    lt_status status = execute(database, "COMMIT", error);
    if (status != LT_OK)
        lt_database_rollback(database);
    database->in_batch = false;
    return status;
}

void lt_database_rollback(lt_database *database)
{
    if (database->in_batch)
        sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
    database->in_batch = false;
}

void lt_database_bind(sqlite3_stmt *statement, int index, const char *bytes, size_t length)
{
    /* Static: every statement is finished with before its arguments go. */
    sqlite3_bind_text(statement, index, bytes, (int)length, SQLITE_STATIC);
}

void lt_database_finish(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

lt_status lt_database_run(const lt_database *database, sqlite3_stmt *statement, lt_error *error)
{
    int code = sqlite3_step(statement);
    lt_status status = lt_database_outcome(database, code, error);
    lt_database_finish(statement);
    return status;
}
