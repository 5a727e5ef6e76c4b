/* 64-bit keys to numbers 0, 1, 2, … (private). */
#ifndef LIBTEXT_LEXICON_NUMBERS_H
#define LIBTEXT_LEXICON_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

typedef struct lt_numbers {
    uint64_t *keys; /* 0: an empty slot; no key is 0 */
    uint32_t *values;
    size_t capacity, count;
} lt_numbers;

/* UINT32_MAX for an unknown key. */
uint32_t lt_numbers_find(const lt_numbers *numbers, uint64_t key);

/* The number of a key, the next one when it is new; UINT32_MAX when memory ends. */
uint32_t lt_numbers_add(lt_numbers *numbers, uint64_t key);

void lt_numbers_dispose(lt_numbers *numbers);

#endif
