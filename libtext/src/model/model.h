/* Looking things up in the model (private). */
#ifndef LIBTEXT_MODEL_MODEL_H
#define LIBTEXT_MODEL_MODEL_H

#include <stdbool.h>

#include <libtext/model.h>
#include <libtext/syllable.h>

#include "base/file.h"
#include "model/format.h"
#include "model/token.h"

typedef struct lt_gram_table {
    const lt_gram_line *entries;
    const uint8_t *backoffs; /* bigrams only */
    uint64_t lines;
} lt_gram_table;

struct lt_model {
    lt_file file;
    uint32_t ids;
    const uint16_t *syllables;
    const lt_unigram *unigrams;
    lt_gram_table bigrams, trigrams, compounds;
    const uint32_t *word_slots;
    uint64_t word_slot_count;
    const unsigned char *word_bytes;
    uint64_t word_byte_count;
    const uint32_t *confusion_starts;
    const lt_confusion *confusions;
    uint32_t confusion_count;
};

/* What the model knows of a word that is no syllable. */
typedef struct lt_known_word {
    uint16_t id;       /* 0: none */
    uint8_t frequency; /* log count; 0: the word is unknown */
} lt_known_word;

/* `text` in any letter case. */
lt_known_word lt_model_word(const lt_model *model, const char *text, size_t length);

/* Token id of a token. */
uint16_t lt_model_id(const lt_model *model, const lt_token *token, const char *text);

/* -log P(c | a b) in steps of 1/LT_LOG_SCALE. At most three memory lines are touched. `order` (may
 * be NULL): the longest n-gram found, 1 to 3. */
int lt_model_cost(const lt_model *model, uint16_t a, uint16_t b, uint16_t c, int *order);

/* Were the two ever seen in a row? */
bool lt_model_has_bigram(const lt_model *model, uint16_t b, uint16_t c);

/* Log count of two syllables as one compound in the news corpus; 0: never. */
int lt_model_compound(const lt_model *model, lt_syllable first, lt_syllable second);

/* Ask for a memory line ahead of time: many lines on their way at once cost little more than one.
 */
void lt_model_prefetch_bigram(const lt_model *model, uint16_t b, uint16_t c);
void lt_model_prefetch(const lt_model *model, uint16_t a, uint16_t b, uint16_t c);

/* Confusions of an id: `*count` of them; what each may have been meant to be. */
const lt_confusion *lt_model_confusions(const lt_model *model, uint16_t id, uint32_t *count);

#endif
