#include "tools/common/pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/common/progress.h"
#include "tools/common/tool.h"

typedef struct worker {
    pool *pool;
    void *session;
    pthread_t thread;
} worker;

struct pool {
    pool_work work;
    void (*done)(void *shared);
    worker *workers;
    long jobs;
    pthread_mutex_t lock;
    pthread_cond_t begin, end;
    unsigned long round_number; /* under the lock, as the next three */
    long busy;
    bool closing;
    pool_task task;
    void *round;
    size_t count;
    size_t offset; /* of the window: tasks are numbered from here */
    atomic_size_t next;
    lt_buffer *outputs;
    size_t output_capacity;
};

static void work_through(pool *pool, void *session)
{
    for (size_t i; (i = atomic_fetch_add(&pool->next, 1)) < pool->count;)
        pool->task(session, pool->round, pool->offset + i, &pool->outputs[i]);
}

static void *run_worker(void *context)
{
    worker *self = context;
    pool *pool = self->pool;
    unsigned long seen = 0;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->round_number == seen && !pool->closing)
            pthread_cond_wait(&pool->begin, &pool->lock);
        if (pool->closing)
            break;
        seen = pool->round_number;
        pthread_mutex_unlock(&pool->lock);
        work_through(pool, self->session);
        pthread_mutex_lock(&pool->lock);
        if (--pool->busy == 0)
            pthread_cond_signal(&pool->end);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

pool *pool_open(long jobs, const pool_work *work)
{
    pool *pool = calloc(1, sizeof *pool);
    if (!pool || !(pool->workers = calloc((size_t)jobs, sizeof *pool->workers)))
        give_up("out of memory");
    pool->work = *work;
    pool->jobs = jobs;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->begin, NULL);
    pthread_cond_init(&pool->end, NULL);
    for (long i = 0; i < jobs; i++) {
        pool->workers[i].pool = pool;
        pool->workers[i].session = work->open(work->shared);
        if (!pool->workers[i].session)
            give_up("out of memory");
        /* Worker 0 is the calling thread. */
        if (i > 0 &&
            pthread_create(&pool->workers[i].thread, NULL, run_worker, &pool->workers[i]) != 0)
            give_up(say("cannot start a thread", "không tạo được luồng"));
    }
    return pool;
}

static void make_outputs(pool *pool, size_t count)
{
    if (count <= pool->output_capacity)
        return;
    lt_buffer *outputs = realloc(pool->outputs, count * sizeof *outputs);
    if (!outputs)
        give_up("out of memory");
    for (size_t i = pool->output_capacity; i < count; i++)
        lt_buffer_init(&outputs[i], 0);
    pool->outputs = outputs;
    pool->output_capacity = count;
}

static void run_round(pool *pool)
{
    atomic_store(&pool->next, 0);
    if (pool->jobs == 1 || pool->count == 1) {
        work_through(pool, pool->workers[0].session);
        return;
    }
    pthread_mutex_lock(&pool->lock);
    pool->round_number++;
    pool->busy = pool->jobs - 1;
    pthread_cond_broadcast(&pool->begin);
    pthread_mutex_unlock(&pool->lock);
    work_through(pool, pool->workers[0].session);
    pthread_mutex_lock(&pool->lock);
    while (pool->busy > 0)
        pthread_cond_wait(&pool->end, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
}

static void run_window(pool *pool, size_t offset, size_t count, pool_task task, void *round)
{
    make_outputs(pool, count);
    pool->task = task;
    pool->round = round;
    pool->offset = offset;
    pool->count = count;
    run_round(pool);
    if (pool->done)
        pool->done(pool->work.shared);
    for (size_t i = 0; i < count; i++) {
        output_write(pool->outputs[i].data, pool->outputs[i].length);
        lt_buffer_clear(&pool->outputs[i]);
    }
}

void pool_set_done(pool *pool, void (*done)(void *shared))
{
    pool->done = done;
}

void pool_run(pool *pool, size_t count, pool_task task, void *round)
{
    if (count > 0)
        run_window(pool, 0, count, task, round);
}

void pool_run_windowed(pool *pool, size_t count, pool_task task, void *round)
{
    size_t window = (size_t)pool->jobs * 4;
    progress_show(0, count);
    for (size_t offset = 0; offset < count; offset += window) {
        run_window(pool, offset, count - offset < window ? count - offset : window, task, round);
        progress_show(offset + window < count ? offset + window : count, count);
    }
}

void pool_close(pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->begin);
    pthread_mutex_unlock(&pool->lock);
    for (long i = 0; i < pool->jobs; i++) {
        if (i > 0)
            pthread_join(pool->workers[i].thread, NULL);
        pool->work.close(pool->workers[i].session);
    }
    for (size_t i = 0; i < pool->output_capacity; i++)
        lt_buffer_dispose(&pool->outputs[i]);
    free(pool->outputs);
    free(pool->workers);
    pthread_cond_destroy(&pool->begin);
    pthread_cond_destroy(&pool->end);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

void output_write(const char *bytes, size_t length)
{
    if (length > 0 && fwrite(bytes, 1, length, stdout) != length)
        give_up("%s: %s", say("standard output", "đầu ra chuẩn"), strerror(errno));
}
