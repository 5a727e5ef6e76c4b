/* Storing pairs. */
#include <string.h>

#include <libtext/normalize.h>
#include <libtext/utf8.h>

#include "base/hash.h"
#include "memory.h"

/* What is stored is as it was given, but NFC. */
static lt_status take_nfc(lt_memory *memory, lt_memory_pair *pair, int side, lt_error *error)
{
    static const lt_normalize_options nfc = {LT_FORM_NFC, LT_TONE_KEEP, LT_CLEAN_NONE, false};
    lt_buffer *text = &memory->stored[side];
    lt_buffer_clear(text);
    lt_status status = lt_normalize(pair->text[side], pair->length[side], &nfc, text, NULL, error);
    pair->text[side] = text->data;
    pair->length[side] = text->length;
    return status;
}

/* Normalizes a side, whose white space is off; its marks are appended to memory->marks. */
static lt_status take_side(lt_memory *memory, const lt_memory_pair *pair, int side, lt_error *error)
{
    lt_buffer *normal = &memory->normal[side];
    lt_status status = lt_memory_normalize(pair->text[side], pair->length[side], normal, error);
    if (status == LT_OK && normal->length == 0)
        status = lt_error_set(error, LT_BAD_ARGUMENT, 0, "memory: an empty text");
    return status;
}

static lt_status append_marks(lt_memory *memory, int side, lt_error *error)
{
    char mark[LT_MEMORY_MARK + 1];
    lt_status status = lt_memory_words(&memory->normal[side], &memory->words, error);
    /* Longer ones are found only when they come back the same. */
    if (status != LT_OK || memory->words.count == 0 || memory->words.count > LT_MEMORY_WORDS)
        return status;
    for (size_t i = 0; i <= memory->words.count && status == LT_OK; i++) {
        lt_memory_mark(&memory->words, i, (lt_language)side, mark);
        status = lt_buffer_append(&memory->marks, mark, LT_MEMORY_MARK);
        if (status == LT_OK)
            status = lt_buffer_append_byte(&memory->marks, ' ');
    }
    return status == LT_OK ? LT_OK : lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
}

/* The number of the same pair, 0 when there is none. */
static lt_status find_same(lt_memory *memory, const sqlite3_int64 keys[2], sqlite3_int64 *number,
                           lt_error *error)
{
    sqlite3_stmt *statement = memory->database.queries[QUERY_SAME_PAIR];
    sqlite3_bind_int64(statement, 1, keys[0]);
    sqlite3_bind_int64(statement, 2, keys[1]);
    int code = sqlite3_step(statement);
    *number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    lt_status status = lt_database_outcome(&memory->database, code, error);
    lt_database_finish(statement);
    return status;
}

static lt_status renew(lt_memory *memory, const lt_memory_pair *pair, sqlite3_int64 number,
                       lt_error *error)
{
    sqlite3_stmt *statement = memory->database.queries[QUERY_RENEW_PAIR];
    sqlite3_bind_int64(statement, 1, number);
    lt_database_bind(statement, 2, pair->origin, pair->origin_length);
    sqlite3_bind_int64(statement, 3, pair->date);
    sqlite3_bind_double(statement, 4, pair->score);
    return lt_database_run(&memory->database, statement, error);
}

static lt_status add(lt_memory *memory, const lt_memory_pair *pair, const sqlite3_int64 keys[2],
                     lt_error *error)
{
    sqlite3_stmt *statement = memory->database.queries[QUERY_ADD_PAIR];
    lt_buffer_clear(&memory->marks);
    lt_status status = append_marks(memory, 0, error);
    if (status == LT_OK)
        status = append_marks(memory, 1, error);
    if (status != LT_OK)
        return status;
    lt_database_bind(statement, 1, pair->text[0], pair->length[0]);
    lt_database_bind(statement, 2, pair->text[1], pair->length[1]);
    lt_database_bind(statement, 3, pair->origin, pair->origin_length);
    sqlite3_bind_int64(statement, 4, pair->date);
    sqlite3_bind_double(statement, 5, pair->score);
    sqlite3_bind_int64(statement, 6, keys[0]);
    sqlite3_bind_int64(statement, 7, keys[1]);
    status = lt_database_run(&memory->database, statement, error);
    if (status != LT_OK || memory->marks.length == 0)
        return status;
    statement = memory->database.queries[QUERY_ADD_NEIGHBOURS];
    sqlite3_bind_int64(statement, 1, sqlite3_last_insert_rowid(memory->database.handle));
    lt_database_bind(statement, 2, memory->marks.data, memory->marks.length);
    return lt_database_run(&memory->database, statement, error);
}

static lt_status check_arguments(const lt_memory *memory, lt_memory_pair *pair, lt_error *error)
{
    if (!memory->database.in_batch)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "memory: no batch has begun");
    if (!(pair->score >= 0 && pair->score <= 1))
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "memory: a score must be from 0 to 1");
    if (pair->origin_length > LT_MEMORY_ORIGIN_MAXIMUM)
        return lt_error_set(error, LT_TOO_LONG, 0, "memory: an origin of more than %zu bytes",
                            LT_MEMORY_ORIGIN_MAXIMUM);
    if (!pair->origin)
        pair->origin = "";
    for (int side = 0; side < 2; side++) {
        lt_memory_trim(&pair->text[side], &pair->length[side]);
        if (memchr(pair->text[side], '\0', pair->length[side]))
            return lt_error_set(error, LT_BAD_ARGUMENT, 0, "memory: a text with NUL in it");
    }
    return lt_utf8_validate(pair->origin, pair->origin_length, error);
}

lt_status lt_memory_put(lt_memory *memory, const lt_memory_pair *given, bool *known,
                        lt_error *error)
{
    lt_memory_pair pair = *given;
    sqlite3_int64 keys[2], number = 0;
    lt_status status = check_arguments(memory, &pair, error);
    for (int side = 0; side < 2 && status == LT_OK; side++) {
        status = take_side(memory, &pair, side, error);
        if (status == LT_OK)
            status = take_nfc(memory, &pair, side, error);
        keys[side] = (sqlite3_int64)lt_hash(memory->normal[side].data, memory->normal[side].length);
    }
    if (status == LT_OK)
        status = find_same(memory, keys, &number, error);
    if (status != LT_OK)
        return status;
    if (known)
        *known = number != 0;
    return number ? renew(memory, &pair, number, error) : add(memory, &pair, keys, error);
}
