/*
 * Hashing and a string map (private).
 *
 * The hash is FNV-1a with a final mix (splitmix64): fixed for all time, since files and ignore
 * keys carry it; not for untrusted keys in unbounded number, whose count every caller limits.
 */
#ifndef LIBTEXT_BASE_HASH_H
#define LIBTEXT_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include <libtext/error.h>

#include "arena.h"

/* Hash of `length` bytes. O(length). */
uint64_t lt_hash(const char *bytes, size_t length);

/* A map from byte strings to 32-bit values; keys are copied into its arena. */
typedef struct lt_map_slot lt_map_slot;

typedef struct lt_map {
    lt_map_slot *slots;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
    lt_arena keys;
} lt_map;

#define LT_MAP_INIT                                                                                \
    {                                                                                              \
        NULL, 0, 0, LT_ARENA_INIT                                                                  \
    }

/* Where the value of `key` stands, or NULL when it is absent. Expected O(length). */
uint32_t *lt_map_find(const lt_map *map, const char *key, size_t length);

/* Sets `key` to `value`, adding it when absent. LT_NO_MEMORY leaves the map as it was. */
lt_status lt_map_set(lt_map *map, const char *key, size_t length, uint32_t value);

/* Walks all entries in no special order: begin with *position 0; 0 at the end. */
int lt_map_next(const lt_map *map, size_t *position, const char **key, size_t *length,
                uint32_t *value);

void lt_map_dispose(lt_map *map);

/* Forgets every entry, keeping some of the memory for the next round of the same work. */
void lt_map_clear(lt_map *map);

#endif
