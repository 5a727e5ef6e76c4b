/*
 * Arena (private): many small allocations that live and die together.
 *
 * Blocks double from 4 KiB to 1 MiB; memory is aligned for any object and not zeroed. One thread.
 */
#ifndef LIBTEXT_BASE_ARENA_H
#define LIBTEXT_BASE_ARENA_H

#include <stddef.h>

typedef struct lt_arena_block lt_arena_block;

typedef struct lt_arena {
    lt_arena_block *blocks; /* newest first */
    size_t used, size;      /* bytes of the newest block */
} lt_arena;

#define LT_ARENA_INIT                                                                              \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/* NULL when memory runs out or size overflows. Owned by the arena. Amortised O(1). */
void *lt_arena_alloc(lt_arena *arena, size_t size);

/* A NUL-terminated copy of `length` bytes. */
char *lt_arena_copy(lt_arena *arena, const char *bytes, size_t length);

/* Frees everything; the arena is empty and can be used again. */
void lt_arena_dispose(lt_arena *arena);

/* Forgets everything but keeps the newest block, for the next round of the same work. */
void lt_arena_reset(lt_arena *arena);

#endif
