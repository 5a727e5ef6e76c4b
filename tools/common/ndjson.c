#include "tools/common/ndjson.h"

#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libtext/utf8.h>

#include "tools/common/input.h"
#include "tools/common/members.h"
#include "tools/common/pool.h"
#include "tools/common/progress.h"
#include "tools/common/tool.h"

#define BATCH     ((size_t)4 << 20)
#define READ_STEP ((size_t)256 << 10)
/* Slices of a batch at most: four for each thread, so that a slow one holds up little. */
#define MOST_SLICES 1024

typedef struct stream {
    const ndjson_work *work;
    lt_buffer pending; /* bytes read and not answered yet */
    size_t line;       /* lines answered so far */
    bool ended;
    bool skipping; /* inside a line that is too long */
    atomic_bool failed;
    atomic_size_t replaced; /* ill-formed parts of lines made U+FFFD */
} stream;

/* The lines of a batch, cut into one slice of whole lines for each task. */
typedef struct batch {
    stream *stream;
    size_t *starts; /* count + 1 offsets into pending */
    size_t *lines;  /* number of the first line of each slice, from 1 */
    size_t count;
} batch;

static bool is_known(const ndjson_work *work, const json_member *member)
{
    if (member_is(member, "id"))
        return true;
    for (const char *const *name = work->members; name && *name; name++)
        if (member_is(member, *name))
            return true;
    return false;
}

/* A record as it came: its line, and what jansson read of it. */
typedef struct source {
    const char *line;
    size_t length;
    json_t *record; /* NULL: it is no object, or broken */
    json_member id; /* as it stands in the line, where that must come back; else value NULL */
} source;

/* Looks at nothing behind `length`, where a whole batch of blank lines may stand. */
static bool is_blank(const char *line, size_t length)
{
    while (length > 0 && memchr(" \t\r\n", *line, 4)) {
        line++;
        length--;
    }
    return length == 0;
}

/* Unknown members as they stand in the line. */
static lt_status append_extra(const ndjson_work *work, const source *source, lt_buffer *out)
{
    member_cursor cursor = members_of(source->line, source->length);
    lt_status status = LT_OK;
    size_t count = 0;
    for (json_member member; status == LT_OK && members_next(&cursor, &member);) {
        if (is_known(work, &member))
            continue;
        status = lt_buffer_append_string(out, count++ ? "," : ",\"extra\":{");
        if (status == LT_OK)
            status = lt_buffer_append(out, member.name, member.name_length);
        if (status == LT_OK)
            status = lt_buffer_append_byte(out, ':');
        if (status == LT_OK)
            status = lt_buffer_append(out, member.value, member.value_length);
    }
    return status == LT_OK && count > 0 ? lt_buffer_append_byte(out, '}') : status;
}

static void find_id(source *source)
{
    member_cursor cursor = members_of(source->line, source->length);
    while (members_next(&cursor, &source->id))
        if (member_is(&source->id, "id"))
            return;
    source->id.value = NULL;
}

/* A number is read as a double may hold it and would not be printed as it was: it comes back as
 * its digits stand (0.1, 1e2, -0, integers of any length), and the tool has them as text. */
static void keep_numbers(source *source)
{
    const json_t *id = json_object_get(source->record, "id");
    bool zero = json_is_integer(id) && json_integer_value(id) == 0;
    if (zero || json_is_real(id) || json_is_array(id) || json_is_object(id))
        find_id(source);
    if (json_is_real(id) && source->id.value)
        (void)json_object_set_new(source->record, "id",
                                  json_stringn(source->id.value, source->id.value_length));
}

/* Is the id a number with nothing behind it? In a line that was cut off 12 may have been 1234. */
static bool is_cut_off(const source *source)
{
    const char *end = source->id.value + source->id.value_length;
    bool digit = source->id.value_length > 0 && end[-1] >= '0' && end[-1] <= '9';
    return digit && is_blank(end, (size_t)(source->line + source->length - end));
}

/* The id of a broken record, when that at least is whole. */
static void rescue_id(source *source)
{
    json_error_t problem;
    find_id(source);
    if (source->id.value && is_cut_off(source))
        source->id.value = NULL;
    if (!source->id.value)
        return;
    json_t *id = json_loadb(source->id.value, source->id.value_length,
                            JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &problem);
    if (!id && json_error_code(&problem) != json_error_numeric_overflow)
        source->id.value = NULL;
    json_decref(id);
}

static lt_status append_id(const source *source, lt_buffer *out)
{
    const json_t *id = json_object_get(source->record, "id");
    if (source->id.value)
        return lt_buffer_append(out, source->id.value, source->id.value_length);
    return id ? json_append_value(out, id) : lt_buffer_append_string(out, "null");
}

static lt_status append_head(lt_buffer *out, const source *source)
{
    lt_status status = lt_buffer_append_string(out, "{\"id\":");
    if (status != LT_OK)
        return status;
    return source ? append_id(source, out) : lt_buffer_append_string(out, "null");
}

static void append_error(stream *stream, const source *source, const lt_error *error,
                         lt_buffer *out)
{
    atomic_store(&stream->failed, true);
    size_t before = out->length;
    lt_status status = append_head(out, source);
    if (status == LT_OK)
        status = lt_buffer_append_format(
            out, ",\"error\":{\"code\":\"%s\",\"message\":", lt_status_name(error->status));
    if (status == LT_OK)
        status = json_append_string(out, error->message, strlen(error->message));
    if (status == LT_OK)
        status = lt_buffer_append_string(out, "}}\n");
    if (status != LT_OK)
        lt_buffer_truncate(out, before);
}

static lt_status append_answer(stream *stream, void *session, const source *source, lt_buffer *out,
                               lt_error *error)
{
    lt_status status = append_head(out, source);
    if (status == LT_OK)
        status = lt_buffer_append_byte(out, ',');
    if (status == LT_OK)
        status = stream->work->answer(session, source->record, out, error);
    if (status == LT_OK && settings.pass)
        status = append_extra(stream->work, source, out);
    return status == LT_OK ? lt_buffer_append_string(out, "}\n") : status;
}

static void answer_record(stream *stream, void *session, const source *source, lt_buffer *out)
{
    lt_error error = LT_ERROR_INIT;
    size_t before = out->length;
    lt_status status = append_answer(stream, session, source, out, &error);
    if (status != LT_OK) {
        lt_buffer_truncate(out, before);
        lt_error_set(&error, status, 0, "%s", lt_status_name(status));
        append_error(stream, source, &error, out);
    }
}

/* A copy of the line in which what no text can hold is U+FFFD; false: nothing to replace. */
static bool replace_invalid(stream *stream, const char *line, size_t length, lt_buffer *fixed)
{
    size_t replaced = 0;
    bool broken = lt_utf8_validate(line, length, NULL) != LT_OK;
    if (lt_buffer_append(fixed, line, length) != LT_OK ||
        (broken && input_replace_invalid(fixed, &replaced) != LT_OK))
        return false;
    replaced += members_replace_surrogates(fixed->data, fixed->length);
    atomic_fetch_add(&stream->replaced, replaced);
    return replaced > 0;
}

/* Integers beyond 64 bits are read as doubles: no tool counts with them, and keep_numbers keeps
 * those that come back. */
static json_t *read_record(const char *line, size_t length, json_error_t *problem)
{
    size_t flags = JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES;
    json_t *record = json_loadb(line, length, flags, problem);
    if (!record && json_error_code(problem) == json_error_numeric_overflow)
        record = json_loadb(line, length, flags | JSON_DECODE_INT_AS_REAL, problem);
    return record;
}

static void refuse_record(stream *stream, source *source, size_t number,
                          const json_error_t *problem, lt_buffer *out)
{
    lt_error error = LT_ERROR_INIT, invalid = LT_ERROR_INIT;
    if (source->record) {
        lt_error_set(&error, LT_BAD_DATA, 0, "line %zu: not a JSON object", number);
    } else if (lt_utf8_validate(source->line, source->length, &invalid) != LT_OK) {
        size_t column = lt_utf8_count(source->line, invalid.offset) + 1;
        lt_error_set(&error, LT_INVALID_UTF8, 0, "line %zu, column %zu: %s", number, column,
                     invalid.message);
    } else {
        lt_error_set(&error, LT_BAD_DATA, 0, "line %zu, column %d: %s", number, problem->column,
                     problem->text);
    }
    if (!source->record)
        rescue_id(source);
    append_error(stream, source, &error, out);
}

static void answer_line(stream *stream, void *session, const char *line, size_t length,
                        size_t number, lt_buffer *out)
{
    /* Some programs begin a file with a byte order mark. */
    size_t mark = number == 1 ? lt_utf8_mark(line, length) : 0;
    line += mark;
    length -= mark;
    if (stream->work->fast && !settings.pass && stream->work->fast(session, line, length, out))
        return;
    if (is_blank(line, length))
        return;
    if (line[length - 1] == '\n') /* the parser would count the columns of the next line */
        length--;
    json_error_t problem;
    lt_buffer fixed = LT_BUFFER_INIT;
    if (settings.invalid == INVALID_REPLACE && replace_invalid(stream, line, length, &fixed)) {
        line = fixed.data;
        length = fixed.length;
    }
    source source = {line, length, read_record(line, length, &problem), {0}};
    if (json_is_object(source.record)) {
        keep_numbers(&source);
        answer_record(stream, session, &source, out);
    } else {
        refuse_record(stream, &source, number, &problem, out);
    }
    json_decref(source.record);
    lt_buffer_dispose(&fixed);
}

static void answer_slice(void *session, void *round, size_t index, lt_buffer *out)
{
    batch *batch = round;
    const char *text = batch->stream->pending.data;
    size_t number = batch->lines[index];
    for (size_t at = batch->starts[index]; at < batch->starts[index + 1]; number++) {
        const char *end = memchr(text + at, '\n', batch->starts[index + 1] - at);
        size_t length = end ? (size_t)(end + 1 - (text + at)) : batch->starts[index + 1] - at;
        answer_line(batch->stream, session, text + at, length, number, out);
        at += length;
    }
}

/* Cuts the first `length` bytes of pending, whole lines, into slices of about equal size. */
static void cut_slices(batch *batch, size_t length, size_t most)
{
    const char *text = batch->stream->pending.data;
    size_t share = length / most + 1, at = 0;
    batch->count = 0;
    while (at < length) {
        size_t end = at + share < length ? at + share : length;
        const char *newline = end < length ? memchr(text + end, '\n', length - end) : NULL;
        end = newline ? (size_t)(newline + 1 - text) : length;
        batch->starts[batch->count] = at;
        batch->lines[batch->count++] = batch->stream->line + 1;
        for (const char *line = text + at; (line = memchr(line, '\n', (size_t)(text + end - line)));
             line++)
            batch->stream->line++;
        at = end;
    }
    batch->starts[batch->count] = length;
}

static void answer_pending(stream *stream, pool *pool, size_t length)
{
    size_t most = (size_t)settings.jobs * 4;
    size_t starts[MOST_SLICES + 1], lines[MOST_SLICES];
    batch batch = {stream, starts, lines, 0};
    /* A few records are not worth waking threads for. */
    cut_slices(&batch, length, length < 4096 ? 1 : most > MOST_SLICES ? MOST_SLICES : most);
    pool_run(pool, batch.count, answer_slice, &batch);
    progress_show(stream->line, 0);
    if (fflush(stdout) != 0)
        give_up("%s: %s", say("standard output", "đầu ra chuẩn"), strerror(errno));
    size_t rest = stream->pending.length - length;
    memmove(stream->pending.data, stream->pending.data + length, rest);
    lt_buffer_truncate(&stream->pending, rest);
}

/* Is there more to read without waiting? */
static bool more_is_there(void)
{
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    return poll(&input, 1, 0) > 0 && (input.revents & POLLIN);
}

static void read_some(stream *stream)
{
    do {
        if (lt_buffer_reserve(&stream->pending, READ_STEP) != LT_OK)
            give_up("out of memory");
        char *end = stream->pending.data + stream->pending.length;
        ssize_t got = read(STDIN_FILENO, end, READ_STEP);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            give_up("(stdin): %s", strerror(errno));
        stream->ended = got == 0;
        stream->pending.length += (size_t)got;
        stream->pending.data[stream->pending.length] = '\0';
    } while (!stream->ended && stream->pending.length < BATCH && more_is_there());
}

/* Steps over the rest of a line that is too long, of which the error was told. */
static void skip_long_line(stream *stream)
{
    const char *newline = memchr(stream->pending.data, '\n', stream->pending.length);
    size_t length = newline ? (size_t)(newline + 1 - stream->pending.data) : stream->pending.length;
    size_t rest = stream->pending.length - length;
    memmove(stream->pending.data, stream->pending.data + length, rest);
    lt_buffer_truncate(&stream->pending, rest);
    stream->skipping = !newline;
}

static void refuse_long_line(stream *stream)
{
    lt_buffer out = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    stream->line++;
    lt_error_set(&error, LT_TOO_LONG, 0, "line %zu: longer than %zu bytes", stream->line,
                 NDJSON_LINE_MAXIMUM);
    append_error(stream, NULL, &error, &out);
    output_write(out.data, out.length);
    lt_buffer_dispose(&out);
    stream->skipping = true;
}

static void run_stream(stream *stream, pool *pool)
{
    while (!stream->ended) {
        size_t seen = stream->pending.length;
        read_some(stream);
        if (stream->skipping) {
            skip_long_line(stream);
            seen = 0;
        }
        /* Only what is new can hold the newline: a long line costs its length once. */
        const char *text = stream->pending.data, *end = text + stream->pending.length;
        while (end > text + seen && end[-1] != '\n')
            end--;
        size_t length = end > text + seen ? (size_t)(end - text) : 0;
        if (stream->ended)
            length = stream->pending.length;
        if (length > 0)
            answer_pending(stream, pool, length);
        else if (stream->pending.length > NDJSON_LINE_MAXIMUM)
            refuse_long_line(stream);
    }
}

void ndjson_run(const ndjson_work *work)
{
    ndjson_run_batches(work, NULL);
}

void ndjson_run_batches(const ndjson_work *work, void (*done)(void *shared))
{
    stream stream = {.work = work, .pending = LT_BUFFER_INIT};
    pool_work sessions = {work->open, work->close, work->shared};
    pool *pool = pool_open(settings.jobs, &sessions);
    pool_set_done(pool, done);
    run_stream(&stream, pool);
    pool_close(pool);
    lt_buffer_dispose(&stream.pending);
    size_t replaced = atomic_load(&stream.replaced);
    if (replaced > 0)
        remark(say("(stdin): %zu invalid places replaced by U+FFFD",
                   "(stdin): đã thay %zu chỗ hỏng bằng U+FFFD"),
               replaced);
    if (atomic_load(&stream.failed))
        trouble(say("some records could not be answered", "có bản ghi không xử lý được"));
}
