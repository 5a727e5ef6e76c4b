/*
 * A file of SQLite that is ours (private): told from other programs' files and later versions of
 * itself, shared by processes through a write-ahead log, written in batches.
 */
#ifndef LIBTEXT_BASE_DATABASE_H
#define LIBTEXT_BASE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>

#include <sqlite3.h>

#include <libtext/error.h>

#define LT_DATABASE_QUERIES 8

/* What kind of file it is. Static. */
typedef struct lt_database_plan {
    const char *noun; /* "registry" */
    const char *what; /* "a registry of slugs" */
    int application;  /* SQLite's application_id: four letters */
    int version;
    const char *tables;                       /* SQL that makes them */
    const char *queries[LT_DATABASE_QUERIES]; /* prepared at opening; up to NULL */
} lt_database_plan;

typedef struct lt_database {
    sqlite3 *handle;
    const lt_database_plan *plan;
    const char *name; /* begins messages: the path while it is opened, then the plan's noun */
    sqlite3_stmt *queries[LT_DATABASE_QUERIES];
    bool read_only, in_batch;
} lt_database;

/* Opens or (unless read_only) makes the file. `wait`: milliseconds for another writer, 0 for a
 * minute. LT_IO; LT_BAD_DATA for a file of another kind or a later version; LT_NO_MEMORY. On an
 * error `database` is closed. */
lt_status lt_database_open(lt_database *database, const lt_database_plan *plan, const char *path,
                           bool read_only, long wait, lt_error *error);

/* Closes; a batch that was not committed is undone. A zeroed struct is fine. */
void lt_database_close(lt_database *database);

/* A batch is one transaction of the only writer; see lt_registry_begin. */
lt_status lt_database_begin(lt_database *database, lt_error *error);
lt_status lt_database_commit(lt_database *database, lt_error *error);
void lt_database_rollback(lt_database *database);

/* The error of a call that gave `code`. */
lt_status lt_database_error(const lt_database *database, int code, lt_error *error);

/* LT_OK for SQLITE_OK, SQLITE_ROW and SQLITE_DONE, else the error. */
lt_status lt_database_outcome(const lt_database *database, int code, lt_error *error);

/* Binds without copying: the statement must be finished with before the text goes. */
void lt_database_bind(sqlite3_stmt *statement, int index, const char *bytes, size_t length);

/* Makes a statement ready for its next use. */
void lt_database_finish(sqlite3_stmt *statement);

/* Steps a statement that gives no row, and finishes with it. */
lt_status lt_database_run(const lt_database *database, sqlite3_stmt *statement, lt_error *error);

#endif
