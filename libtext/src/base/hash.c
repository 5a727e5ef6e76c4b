#include "hash.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 64

struct lt_map_slot {
    const char *key; /* NULL: free */
    size_t length;
    uint64_t hash;
    uint32_t value;
};

uint64_t lt_hash(const char *bytes, size_t length)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001B3u;
    hash = (hash ^ hash >> 30) * 0xBF58476D1CE4E5B9u;
    hash = (hash ^ hash >> 27) * 0x94D049BB133111EBu;
    return hash ^ hash >> 31;
}

static lt_map_slot *slot_of(lt_map_slot *slots, size_t capacity, uint64_t hash, const char *key,
                            size_t length)
{
    size_t at = (size_t)hash & (capacity - 1);
    while (slots[at].key && (slots[at].hash != hash || slots[at].length != length ||
                             memcmp(slots[at].key, key, length) != 0))
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

uint32_t *lt_map_find(const lt_map *map, const char *key, size_t length)
{
    if (map->capacity == 0)
        return NULL;
    lt_map_slot *slot = slot_of(map->slots, map->capacity, lt_hash(key, length), key, length);
    return slot->key ? &slot->value : NULL;
}

static lt_status grow(lt_map *map)
{
    size_t capacity = map->capacity ? map->capacity * 2 : FIRST_CAPACITY;
    lt_map_slot *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return LT_NO_MEMORY;
    for (size_t i = 0; i < map->capacity; i++) {
        const lt_map_slot *old = &map->slots[i];
        if (old->key)
            *slot_of(slots, capacity, old->hash, old->key, old->length) = *old;
    }
    free(map->slots);
    map->slots = slots;
    map->capacity = capacity;
    return LT_OK;
}

lt_status lt_map_set(lt_map *map, const char *key, size_t length, uint32_t value)
{
    /* Kept at most three quarters full. */
    if (map->count >= map->capacity / 4 * 3 && grow(map) != LT_OK)
        return LT_NO_MEMORY;
    uint64_t hash = lt_hash(key, length);
    lt_map_slot *slot = slot_of(map->slots, map->capacity, hash, key, length);
    if (!slot->key) {
        const char *copy = lt_arena_copy(&map->keys, key, length);
        if (!copy)
            return LT_NO_MEMORY;
        *slot = (lt_map_slot){copy, length, hash, 0};
        map->count++;
    }
    slot->value = value;
    return LT_OK;
}

int lt_map_next(const lt_map *map, size_t *position, const char **key, size_t *length,
                uint32_t *value)
{
    while (*position < map->capacity) {
        const lt_map_slot *slot = &map->slots[(*position)++];
        if (slot->key) {
            *key = slot->key;
            *length = slot->length;
            *value = slot->value;
            return 1;
        }
    }
    return 0;
}

void lt_map_dispose(lt_map *map)
{
    free(map->slots);
    lt_arena_dispose(&map->keys);
    *map = (lt_map)LT_MAP_INIT;
}

void lt_map_clear(lt_map *map)
{
    enum { WORTH_KEEPING = 8192 };
    if (map->capacity > WORTH_KEEPING) {
        lt_map_dispose(map);
        return;
    }
    if (map->capacity)
        memset(map->slots, 0, map->capacity * sizeof *map->slots);
    map->count = 0;
    lt_arena_reset(&map->keys);
}
