/* What a module's case file needs: one function that runs an operation on an input. */
#ifndef TESTS_RUNNER_CASES_H
#define TESTS_RUNNER_CASES_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/buffer.h>

#include "tests/runner/fences.h"

/*
 * Runs the operation named by the first word of `head` on the input and appends what the case file
 * should show to `out`. False: no such operation. Errors of the library are output too
 * ("error: …"), since case files show them. Called with every prefix of an input besides the input
 * itself, so it must take any bytes.
 */
bool case_run(const char *head, const char *input, size_t length, lt_buffer *out);

/* Is the first word of `head` this one? */
bool case_is(const char *head, const char *op);

#endif
