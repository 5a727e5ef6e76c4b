/* The memory's file: opening, its tables, batches, all its pairs. */
#include <stdlib.h>

#include "memory.h"

/* `vi_key` and `en_key` are hashes of the normalized texts. `neighbours` is an inverted index from
 * marks of neighbouring words to pairs; it keeps neither the marks' places nor the text. */
static const lt_database_plan plan = {
    "memory",
    "a translation memory",
    0x4C74546D, /* "LtTm" */
    1,
    "CREATE TABLE pair (number INTEGER PRIMARY KEY, vi TEXT NOT NULL, en TEXT NOT NULL,"
    " origin TEXT NOT NULL, date INTEGER NOT NULL, score REAL NOT NULL,"
    " vi_key INTEGER NOT NULL, en_key INTEGER NOT NULL);"
    "CREATE INDEX pair_vi ON pair (vi_key, en_key);"
    "CREATE INDEX pair_en ON pair (en_key);"
    "CREATE VIRTUAL TABLE neighbours USING fts5(marks, content='', detail=none, columnsize=0,"
    " tokenize='ascii');",
    {[QUERY_SAME_PAIR] = "SELECT number FROM pair WHERE vi_key = ?1 AND en_key = ?2",
     [QUERY_ADD_PAIR] = ("INSERT INTO pair (vi, en, origin, date, score, vi_key, en_key)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
     [QUERY_RENEW_PAIR] = ("UPDATE pair SET origin = ?2, date = ?3, score = max(score, ?4)"
                           " WHERE number = ?1"),
     [QUERY_ADD_NEIGHBOURS] = "INSERT INTO neighbours (rowid, marks) VALUES (?1, ?2)",
     [QUERY_SAME_VI] = "SELECT number FROM pair WHERE vi_key = ?1 ORDER BY number DESC LIMIT ?2",
     [QUERY_SAME_EN] = "SELECT number FROM pair WHERE en_key = ?1 ORDER BY number DESC LIMIT ?2",
     [QUERY_WITH] = "SELECT rowid FROM neighbours WHERE neighbours MATCH ?1 LIMIT ?2",
     [QUERY_PAIR] = "SELECT vi, en, origin, date, score FROM pair WHERE number = ?1"}};

_Static_assert(QUERY_COUNT_ <= LT_DATABASE_QUERIES, "room for the queries");

lt_status lt_memory_open(const char *path, const lt_memory_options *options, lt_memory **memory,
                         lt_error *error)
{
    lt_memory *made = calloc(1, sizeof *made);
    *memory = NULL;
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    for (int side = 0; side < 2; side++) {
        lt_buffer_init(&made->normal[side], 0);
        lt_buffer_init(&made->stored[side], 0);
    }
    lt_buffer_init(&made->marks, 0);
    lt_buffer_init(&made->other, 0);
    lt_status status = lt_database_open(&made->database, &plan, path, options && options->read_only,
                                        options ? options->wait_milliseconds : 0, error);
    if (status != LT_OK) {
        lt_memory_close(made);
        return status;
    }
    *memory = made;
    return LT_OK;
}

void lt_memory_close(lt_memory *memory)
{
    if (!memory)
        return;
    lt_database_close(&memory->database);
    for (int side = 0; side < 2; side++) {
        lt_buffer_dispose(&memory->normal[side]);
        lt_buffer_dispose(&memory->stored[side]);
    }
    lt_buffer_dispose(&memory->marks);
    lt_buffer_dispose(&memory->other);
    lt_terms_dispose(&memory->words);
    lt_terms_dispose(&memory->others);
    lt_arena_dispose(&memory->strings);
    free(memory->costs);
    free(memory->tally.numbers);
    free(memory->tally.shared);
    free(memory);
}

lt_status lt_memory_begin(lt_memory *memory, lt_error *error)
{
    return lt_database_begin(&memory->database, error);
}

lt_status lt_memory_commit(lt_memory *memory, lt_error *error)
{
    return lt_database_commit(&memory->database, error);
}

void lt_memory_rollback(lt_memory *memory)
{
    lt_database_rollback(&memory->database);
}

struct lt_memory_iterator {
    const lt_memory *memory;
    sqlite3_stmt *statement;
};

static lt_status prepare(const lt_memory *memory, const char *sql, sqlite3_stmt **statement,
                         lt_error *error)
{
    int code = sqlite3_prepare_v2(memory->database.handle, sql, -1, statement, NULL);
    return lt_database_outcome(&memory->database, code, error);
}

lt_status lt_memory_count(lt_memory *memory, size_t *count, lt_error *error)
{
    sqlite3_stmt *statement = NULL;
    lt_status status = prepare(memory, "SELECT count(*) FROM pair", &statement, error);
    *count = 0;
    if (status == LT_OK)
        status = lt_database_outcome(&memory->database, sqlite3_step(statement), error);
    if (status == LT_OK)
        *count = (size_t)sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return status;
}

lt_status lt_memory_list(lt_memory *memory, lt_memory_iterator **iterator, lt_error *error)
{
    lt_memory_iterator *made = calloc(1, sizeof *made);
    *iterator = NULL;
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    made->memory = memory;
    lt_status status =
        prepare(memory, "SELECT vi, en, origin, date, score FROM pair ORDER BY number",
                &made->statement, error);
    if (status == LT_OK)
        *iterator = made;
    else
        lt_memory_iterator_free(made);
    return status;
}

lt_status lt_memory_next(lt_memory_iterator *iterator, lt_memory_pair *pair, lt_error *error)
{
    sqlite3_stmt *row = iterator->statement;
    int code = sqlite3_step(row);
    if (code == SQLITE_DONE)
        return LT_NOT_FOUND;
    if (code != SQLITE_ROW)
        return lt_database_error(&iterator->memory->database, code, error);
    for (int side = 0; side < 2; side++) {
        pair->text[side] = (const char *)sqlite3_column_text(row, side);
        pair->length[side] = (size_t)sqlite3_column_bytes(row, side);
    }
    pair->origin = (const char *)sqlite3_column_text(row, 2);
    pair->origin_length = (size_t)sqlite3_column_bytes(row, 2);
    pair->date = sqlite3_column_int64(row, 3);
    pair->score = sqlite3_column_double(row, 4);
    if (!pair->text[0] || !pair->text[1] || !pair->origin)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    return LT_OK;
}

void lt_memory_iterator_free(lt_memory_iterator *iterator)
{
    if (!iterator)
        return;
    sqlite3_finalize(iterator->statement);
    free(iterator);
}
