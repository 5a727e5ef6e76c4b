#include "chaos.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Counts down to the allocation that fails; negative: none will. Atomic only because tests with
 * threads allocate too; chaos itself runs in one. */
static atomic_long countdown = -1;
static atomic_long allocations;
static atomic_int met;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

static int fails_now(void)
{
    allocations++;
    if (countdown < 0)
        return 0;
    /* From the chosen one on, every allocation fails: memory that has run out stays out. */
    if (countdown > 0) {
        countdown--;
        return 0;
    }
    met = 1;
    return 1;
}

void *__wrap_malloc(size_t size)
{
    return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return fails_now() ? NULL : __real_realloc(memory, size);
}

static lt_status run_once(lt_status (*call)(void *), void *context, long fail_at)
{
    met = 0;
    allocations = 0;
    countdown = fail_at;
    lt_status status = call(context);
    countdown = -1;
    return status;
}

#define MOST_ROUNDS 20000

int chaos_run(lt_status (*call)(void *context), void *context)
{
    assert_int_equal(run_once(call, context, -1), LT_OK);
    long total = allocations, step = total / MOST_ROUNDS + 1;
    for (long at = 0; at < total; at += step) {
        lt_status status = run_once(call, context, at);
        if (met)
            assert_true(status == LT_NO_MEMORY || status == LT_OK);
        else
            assert_int_equal(status, LT_OK);
    }
    return (int)total;
}
