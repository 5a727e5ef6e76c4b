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
    uint64_t lines;
} lt_gram_table;

struct lt_model {
    lt_file file;
    uint32_t ids;
    const uint16_t *syllables;
    const lt_unigram *unigrams;
    const lt_bigram_line *bigrams;
    uint64_t bigram_lines;
    const uint64_t *seen;
    uint64_t seen_bits;
    lt_gram_table trigrams, compounds;
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

/* Walks the words in the order of the file; `*at` begins with 0. `text` is in small letters, not
 * zero-terminated. */
typedef struct lt_word_entry {
    const char *text;
    size_t length; /* bytes */
    uint8_t frequency;
} lt_word_entry;

bool lt_model_next_word(const lt_model *model, uint64_t *at, lt_word_entry *word);

/* Token id of a token. */
uint16_t lt_model_id(const lt_model *model, const lt_token *token, const char *text);

/* What is known of two tokens in a row. */
typedef struct lt_bigram {
    int16_t cost;    /* -log P(c | b); LT_NEVER when they were never seen so */
    int16_t backoff; /* -log weight of what follows both without having been seen there; else 0 */
} lt_bigram;

#define LT_NEVER (-1)

/* Key of a bigram. */
static inline uint64_t lt_bigram_key(uint16_t b, uint16_t c)
{
    return lt_mix((uint64_t)b << 16 | c);
}

/* False when the two were never seen in a row; true for the others and one in four of those. One
 * megabyte of bits is all it looks at. */
static inline bool lt_model_may_know(const lt_model *model, uint64_t key)
{
    uint64_t bit = lt_seen_bit(key, model->seen_bits);
    return model->seen[bit >> 6] >> (bit & 63) & 1;
}

static inline void lt_model_ask_known(const lt_model *model, uint64_t key)
{
    __builtin_prefetch(model->seen + (lt_seen_bit(key, model->seen_bits) >> 6));
}

/*
 * Looking up is two steps, since memory is slow: ask for the line of an n-gram and go on asking for
 * others; then read. Many lines on their way at once cost little more than one.
 */
static inline void lt_model_ask_bigram(const lt_model *model, uint64_t key)
{
    __builtin_prefetch(model->bigrams + lt_line_of(key, model->bigram_lines));
}
lt_bigram lt_model_bigram(const lt_model *model, uint64_t key);
uint64_t lt_model_ask_trigram(const lt_model *model, uint16_t a, uint16_t b, uint16_t c);

/* -log P(c | a b) in steps of 1/LT_LOG_SCALE, from both bigrams and the trigram asked for; that is
 * read only when both bigrams were found, for no other trigram is in the model. `order`: the
 * longest n-gram found, 1 to 3. */
int lt_model_join(const lt_model *model, lt_bigram ab, lt_bigram bc, uint64_t abc, uint16_t b,
                  uint16_t c, int *order);

/* The same in one step. */
int lt_model_cost(const lt_model *model, uint16_t a, uint16_t b, uint16_t c, int *order);

/* Were the two ever seen in a row? */
bool lt_model_has_bigram(const lt_model *model, uint16_t b, uint16_t c);

/* Log count of two syllables as one compound in the news corpus; 0: never. */
int lt_model_compound(const lt_model *model, lt_syllable first, lt_syllable second);

/* Confusions of an id: `*count` of them; what each may have been meant to be. */
const lt_confusion *lt_model_confusions(const lt_model *model, uint16_t id, uint32_t *count);

#endif
