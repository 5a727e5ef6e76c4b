/*
 * Failing allocations: every call must take "no memory" for an answer.
 *
 * malloc, calloc and realloc of the library are wrapped by the linker in every test program.
 */
#ifndef TESTS_RUNNER_CHAOS_H
#define TESTS_RUNNER_CHAOS_H

#include <libtext/error.h>

/*
 * Runs `call` with its 1st, 2nd, 3rd … allocation failing until it gets through without meeting a
 * failure. Fails the cmocka test unless each round gives LT_NO_MEMORY or LT_OK and the last one
 * LT_OK. Returns how many allocations the call makes. `call` frees what it made (the leak checker
 * sees to it). At most 20000 rounds, spread evenly when there are more allocations.
 */
int chaos_run(lt_status (*call)(void *context), void *context);

#endif
