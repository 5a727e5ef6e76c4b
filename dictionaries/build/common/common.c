#include "common.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void die(const char *what)
{
    fprintf(stderr, "%s: %s\n", program, what);
    exit(2);
}

void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        die("out of memory");
    return memory;
}
