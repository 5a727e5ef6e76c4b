/*
 * The stream of --ndjson: one JSON object a line in, one a line out, in the same order.
 *
 * Lines are taken as they come (what has arrived is answered before more is waited for), shared out
 * over --jobs threads, and answered in order. Memory is bounded by NDJSON_LINE_MAXIMUM and a batch
 * of 4 MiB; a longer line is answered by an error and stepped over.
 */
#ifndef TOOLS_COMMON_NDJSON_H
#define TOOLS_COMMON_NDJSON_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include <libtext/buffer.h>
#include <libtext/error.h>

/* 256 MiB: any article, any book; a line without end meets it. */
#define NDJSON_LINE_MAXIMUM ((size_t)256 << 20)

typedef struct ndjson_work {
    void *(*open)(void *shared); /* a thread's session; NULL: no memory */
    void (*close)(void *session);
    void *shared;
    /*
     * Answers a record: appends the members that follow "id" (`"slug":"…"`) to `out` and returns
     * LT_OK; or fills `error`, whatever it has appended being taken back. An "id" that no integer
     * of 64 bits holds is a string of its digits here.
     */
    lt_status (*answer)(void *session, const json_t *record, lt_buffer *out, lt_error *error);
    /* Names of the members `answer` knows, besides "id", up to NULL: others may go to "extra". */
    const char *const *members;
    /*
     * Optional, for speed: answers the whole line (with its newline) without parsing JSON in full;
     * false leaves `out` as it was and the line to `answer`.
     */
    bool (*fast)(void *session, const char *line, size_t length, lt_buffer *out);
} ndjson_work;

/* Runs standard input to its end. Trouble in a record is told in its answer and by the exit code.
 */
void ndjson_run(const ndjson_work *work);

/* The same; `done` is called with work->shared when the answers of a batch are made, before they
 * are written (a commit). */
void ndjson_run_batches(const ndjson_work *work, void (*done)(void *shared));

/* A member that must be a string; NULL with `error` filled when it is not there or is another type.
 * The text may hold NUL. */
const char *ndjson_text(const json_t *record, const char *name, size_t *length, lt_error *error);

/* Appends a JSON string with its quotes. Well-formed UTF-8 goes in as it is. */
lt_status json_append_string(lt_buffer *out, const char *text, size_t length);

/* Appends any JSON value in one line. */
lt_status json_append_value(lt_buffer *out, const json_t *value);

#endif
