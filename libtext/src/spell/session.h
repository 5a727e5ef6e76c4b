/* The inside of a spelling session (private). Data flows: tokens -> slips -> features -> score. */
#ifndef LIBTEXT_SPELL_SESSION_H
#define LIBTEXT_SPELL_SESSION_H

#include <libtext/spell.h>

#include "base/hash.h"
#include "model/model.h"
#include "spell/confusion.h"

typedef struct lt_speller_token {
    lt_token token;
    uint16_t id;
    bool personal; /* one of the user's words */
} lt_speller_token;

/* A hypothesis: the word was meant to be another one, or two. */
typedef struct lt_slip {
    uint16_t id, second; /* second: LT_CONFUSION_JOINED, else 0 */
    uint8_t kind;        /* lt_confusion_type */
    uint8_t orders;      /* sum of the n-gram orders found */
    int costs[3];        /* of the word, the next, the one after; 1/LT_LOG_SCALE */
    int total;           /* their sum */
    double score;        /* what it gains over the text, channel taken off; nats */
} lt_slip;

#define LT_SLIPS 16 /* best hypotheses kept for one word */

/* What is said of one word before it is decided. */
typedef struct lt_doubt {
    lt_slip written; /* the text as it is */
    lt_slip slips[LT_SLIPS];
    unsigned count;
    lt_known_word known; /* of a word that is no syllable */
    bool is_word, english;
} lt_doubt;

#define LT_FEATURES 64

struct lt_spell {
    const lt_model *model;
    lt_spell_options options;
    char *english_aff, *english_dic;
    struct lt_english *english; /* opened when the first word asks for it */
    bool english_failed;
    lt_map personal;
    unsigned personal_words; /* most words of a personal entry */
    lt_spelling *spellings;  /* of all syllables with an id, from LT_ID_FIRST */
    uint32_t spelling_count;
    lt_speller_token *tokens;
    size_t token_count, token_capacity;
    uint16_t *document; /* occurrences by id in this document, saturating */
    lt_map words;       /* occurrences of words without an id */
};

/* Cuts the text into tokens and counts them. */
lt_status lt_speller_read(lt_spell *spell, const char *text, size_t length);

/* Index 0-based in the tokens; past both ends there is a sentence boundary. */
uint16_t lt_speller_id(const lt_spell *spell, size_t index, int offset);

/* Collects the hypotheses for token `index`; false when there is nothing to doubt. */
bool lt_speller_doubt(lt_spell *spell, const char *text, size_t index, lt_doubt *doubt);

/* Features of the best hypothesis (see features.c for their names). */
void lt_speller_features(const lt_spell *spell, const char *text, size_t index,
                         const lt_doubt *doubt, float features[LT_FEATURES]);

/* Probability that the best hypothesis is right, from the features. */
double lt_speller_probability(const float features[LT_FEATURES]);

/* Occurrences of a word without an id in this document. */
uint32_t lt_speller_word_count(const lt_spell *spell, const char *text, const lt_token *token);

/* Reads the keys of a word as Telex or VNI; see typing.c. */
bool lt_speller_typing(const char *text, size_t length, lt_spelling *spelling);

/* English by Hunspell: one handle for each session, made under one lock since Hunspell's loading is
 * not thread-safe. */
struct lt_english *lt_english_new(const char *aff, const char *dic);
void lt_english_free(struct lt_english *english);
bool lt_english_knows(struct lt_english *english, const char *word, size_t length);

#endif
