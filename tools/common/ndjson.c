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

static bool is_known(const ndjson_work *work, const char *name)
{
    if (strcmp(name, "id") == 0)
        return true;
    for (const char *const *member = work->members; member && *member; member++)
        if (strcmp(*member, name) == 0)
            return true;
    return false;
}

static lt_status append_extra(const ndjson_work *work, json_t *record, lt_buffer *out)
{
    json_t *extra = json_object();
    const char *name;
    json_t *value;
    bool failed = !extra;
    json_object_foreach(record, name, value)
    {
        if (!failed && !is_known(work, name))
            failed = json_object_set(extra, name, value) != 0;
    }
    lt_status status = failed ? LT_NO_MEMORY : LT_OK;
    if (status == LT_OK && json_object_size(extra) > 0) {
        status = lt_buffer_append_string(out, ",\"extra\":");
        if (status == LT_OK)
            status = json_append_value(out, extra);
    }
    json_decref(extra);
    return status;
}

/* A record as it came: its line, and what jansson read of it. */
typedef struct source {
    const char *line;
    size_t length;
    json_t *record;
} source;

/* Steps over a JSON string whose opening quote is at `at`. */
static size_t skip_string(const char *line, size_t length, size_t at)
{
    for (at++; at < length && line[at] != '"'; at++)
        at += line[at] == '\\';
    return at + 1;
}

/* Where the value of the member "id" begins in a line that is a well-formed object; `length` when
 * its name is not written plainly. */
static size_t find_id(const char *line, size_t length)
{
    size_t depth = 0;
    for (size_t at = 0; at < length;) {
        if (line[at] == '"') {
            size_t end = skip_string(line, length, at);
            bool named = depth == 1 && end == at + 4 && memcmp(line + at, "\"id\"", 4) == 0;
            at = end + (end < length ? strspn(line + end, " \t") : 0);
            if (named && at < length && line[at] == ':')
                return at + 1 + strspn(line + at + 1, " \t");
            continue;
        }
        depth += line[at] == '{' || line[at] == '[';
        depth -= (line[at] == '}' || line[at] == ']') && depth > 0;
        at++;
    }
    return length;
}

/* The id of the record: a number with a point or exponent as its digits stand (0.1, 1e2), which
 * reading and printing it would not keep. */
static lt_status append_id(const source *source, lt_buffer *out)
{
    const json_t *id = json_object_get(source->record, "id");
    size_t at = json_is_real(id) ? find_id(source->line, source->length) : source->length;
    if (at < source->length)
        return lt_buffer_append(out, source->line + at,
                                strspn(source->line + at, "+-.0123456789eE"));
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
        status = append_extra(stream->work, source->record, out);
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

static bool is_blank(const char *line, size_t length)
{
    return strspn(line, " \t\r\n") >= length;
}

static void answer_line(stream *stream, void *session, const char *line, size_t length,
                        size_t number, lt_buffer *out)
{
    if (stream->work->fast && !settings.pass && stream->work->fast(session, line, length, out))
        return;
    if (is_blank(line, length))
        return;
    json_error_t problem;
    lt_buffer fixed = LT_BUFFER_INIT;
    size_t replaced;
    if (settings.invalid == INVALID_REPLACE && lt_utf8_validate(line, length, NULL) != LT_OK &&
        lt_buffer_append(&fixed, line, length) == LT_OK &&
        input_replace_invalid(&fixed, &replaced) == LT_OK) {
        line = fixed.data;
        length = fixed.length;
        atomic_fetch_add(&stream->replaced, replaced);
    }
    json_t *record = json_loadb(line, length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &problem);
    if (json_is_object(record)) {
        answer_record(stream, session, &(source){line, length, record}, out);
    } else {
        lt_error error = LT_ERROR_INIT;
        if (record)
            lt_error_set(&error, LT_BAD_DATA, 0, "line %zu: not a JSON object", number);
        else
            lt_error_set(&error, LT_BAD_DATA, 0, "line %zu, column %d: %s", number, problem.column,
                         problem.text);
        append_error(stream, NULL, &error, out);
    }
    json_decref(record);
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
