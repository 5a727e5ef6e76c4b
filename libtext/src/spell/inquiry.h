/*
 * What a word may be a slip of, weighed (private). Memory is slow and there are few candidates for
 * one word, so weighing is cut into steps that each ask for what the next one reads: those of
 * several words are taken together.
 */
#ifndef LIBTEXT_SPELL_INQUIRY_H
#define LIBTEXT_SPELL_INQUIRY_H

#include "spell/session.h"

/* The words around the doubted one, sentence boundaries put in, and what is known of the two on
 * either side. */
typedef struct lt_context {
    size_t index; /* of the doubted word */
    uint16_t before2, before, after, after2;
    lt_bigram left, right;
    int unknown; /* what `after2` costs when nothing is known of a word and `after` */
} lt_context;

/* A hypothesis whose n-grams are on their way from memory. */
typedef struct lt_asked {
    uint64_t first, last; /* bigrams; then trigrams that begin and end with the word */
    uint64_t middle;
    lt_confusion to;
    lt_bigram before, after; /* with the word before, with the word after */
} lt_asked;

/* Most confusions of a word that are looked at; the longest list of a syllable has fewer. */
#define LT_CONFUSIONS 256

typedef struct lt_inquiry {
    lt_context context;
    int most; /* a candidate that must cost more can't win; 1/LT_LOG_SCALE */
    uint32_t count;
    lt_asked list[LT_CONFUSIONS + 1]; /* one that is written and not kept */
} lt_inquiry;

lt_context lt_context_of(const lt_spell *spell, size_t index);

/* The text as it is, from what every token was weighed at. */
void lt_context_written(const lt_spell *spell, const lt_context *context, lt_slip *slip);

/* Two words in the place of one. */
void lt_context_weigh_pair(const lt_model *model, const lt_context *context, lt_slip *slip);

/* The steps: lists the candidates; finds those that were ever seen beside a neighbour and asks for
 * their pairs; reads those and asks for trigrams; weighs one that is left. */
void lt_inquiry_list(const lt_model *model, lt_inquiry *inquiry, const lt_confusion *confusions,
                     uint32_t count);
void lt_inquiry_ask(const lt_model *model, lt_inquiry *inquiry);
void lt_inquiry_pairs(const lt_model *model, lt_inquiry *inquiry);
lt_slip lt_inquiry_weigh(const lt_model *model, const lt_inquiry *inquiry, uint32_t which);

/* What is to be done about a word. */
typedef enum lt_step {
    LT_STEP_NONE,   /* nothing: it is a usual one */
    LT_STEP_LISTED, /* its candidates are listed in an inquiry */
    LT_STEP_ALONE   /* it is looked at by itself, by lt_speller_doubt */
} lt_step;

/* Begins to look for what token `index` may be a slip of. After the other steps the answer is what
 * lt_speller_doubt would collect. */
lt_step lt_speller_list(const lt_spell *spell, size_t index, lt_inquiry *inquiry);
bool lt_speller_answer(const lt_spell *spell, const lt_inquiry *inquiry, lt_doubt *doubt);

#endif
