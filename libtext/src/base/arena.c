#include "arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK ((size_t)4096)
#define LAST_BLOCK  ((size_t)1 << 20)

struct lt_arena_block {
    lt_arena_block *next;
    max_align_t memory[];
};

static size_t aligned(size_t size)
{
    size_t unit = _Alignof(max_align_t);
    return (size + unit - 1) / unit * unit;
}

static int add_block(lt_arena *arena, size_t size)
{
    size_t wanted = arena->size ? arena->size * 2 : FIRST_BLOCK;
    if (wanted > LAST_BLOCK)
        wanted = LAST_BLOCK;
    if (wanted < size)
        wanted = size;
    lt_arena_block *block = malloc(sizeof *block + wanted);
    if (!block)
        return 0;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->used = 0;
    arena->size = wanted;
    return 1;
}

void *lt_arena_alloc(lt_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    size = aligned(size ? size : 1);
    if ((!arena->blocks || arena->size - arena->used < size) && !add_block(arena, size))
        return NULL;
    char *memory = (char *)arena->blocks->memory + arena->used;
    arena->used += size;
    return memory;
}

char *lt_arena_copy(lt_arena *arena, const char *bytes, size_t length)
{
    char *copy = length < SIZE_MAX ? lt_arena_alloc(arena, length + 1) : NULL;
    if (copy) {
        if (length)
            memcpy(copy, bytes, length);
        copy[length] = '\0';
    }
    return copy;
}

static void free_blocks(lt_arena_block *block)
{
    while (block) {
        lt_arena_block *next = block->next;
        free(block);
        block = next;
    }
}

void lt_arena_dispose(lt_arena *arena)
{
    free_blocks(arena->blocks);
    *arena = (lt_arena)LT_ARENA_INIT;
}

void lt_arena_reset(lt_arena *arena)
{
    if (!arena->blocks)
        return;
    free_blocks(arena->blocks->next);
    arena->blocks->next = NULL;
    arena->used = 0;
}
