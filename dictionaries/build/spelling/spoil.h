/* Slips made at random in clean text, in the proportions in which people make them (private to the
 * builder). */
#ifndef BUILD_SPELLING_SPOIL_H
#define BUILD_SPELLING_SPOIL_H

#include <libtext/buffer.h>

#include "model/model.h"
#include "spell/confusion.h"

#define SLIP_RATE  60.0  /* words to a slip */
#define MOST_SLIPS 20000 /* in one document */

/* Chance, the same at every run: a whole number below `below`, a number below 1. */
uint32_t chance(uint32_t below);
double uniform(void);

/* For each syllable the ones it can be slipped into. */
typedef struct inverse {
    uint32_t *starts;
    lt_confusion *written;
} inverse;

inverse invert(const lt_model *model);

typedef struct slip {
    size_t start;          /* byte in the spoilt text */
    uint16_t meant, after; /* token ids; after: of two words joined, the second, else 0 */
} slip;

typedef struct slip_list {
    slip items[MOST_SLIPS];
    size_t count;
} slip_list;

/* Copies a document with slips in it. With `weighted`, less usual words are mistaken more often,
 * and for usual ones; else every word and what it may be slipped into are as likely. */
void spoil(const lt_model *model, const inverse *inverse, const lt_buffer *clean, bool weighted,
           lt_buffer *out, slip_list *slips);

#endif
