/*
 * Work done by several threads whose output keeps its order.
 *
 * A pool has `jobs` workers, the calling thread among them, each with a session of its own. A round
 * runs tasks 0 … count-1, each on some worker, each writing to a buffer of its own; when all are
 * done the buffers go to standard output in the order of the tasks.
 */
#ifndef TOOLS_COMMON_POOL_H
#define TOOLS_COMMON_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/buffer.h>

typedef struct pool pool;

typedef struct pool_work {
    void *(*open)(void *shared); /* makes a worker's session; NULL: no memory */
    void (*close)(void *session);
    void *shared;
} pool_work;

typedef void (*pool_task)(void *session, void *round, size_t index, lt_buffer *out);

/* Ends the process when threads or sessions can't be had. */
pool *pool_open(long jobs, const pool_work *work);

/* Calls `done` with the work's `shared` after each round, before its output is written (a commit).
 */
void pool_set_done(pool *pool, void (*done)(void *shared));

/* Runs a round and writes its output. Memory: the output of one round. */
void pool_run(pool *pool, size_t count, pool_task task, void *round);

/* Runs tasks in rounds of a few for each worker: for long lists with much output each. */
void pool_run_windowed(pool *pool, size_t count, pool_task task, void *round);

void pool_close(pool *pool);

/* Writes to standard output at once; trouble ends the process (a full disk, a closed pipe). */
void output_write(const char *bytes, size_t length);

#endif
