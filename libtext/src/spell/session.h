/*
 * The inside of a spelling session (private). Data flows: tokens -> inquiries -> slips -> features
 * -> score.
 */
#ifndef LIBTEXT_SPELL_SESSION_H
#define LIBTEXT_SPELL_SESSION_H

#include <libtext/spell.h>

#include "base/hash.h"
#include "base/word.h"
#include "model/model.h"
#include "spell/confusion.h"
#include "spell/habits.h"

/* Half a cache line: a document of LT_SPELL_BLOCK bytes has some 130,000 of them. */
typedef struct lt_speller_token {
    lt_token token;
    uint32_t last;  /* index plus 1 of the last token before with this id; 0: none */
    lt_bigram pair; /* the token before and this one */
    uint16_t id;
    uint16_t cost;     /* of this token after the two before it; 1/LT_LOG_SCALE */
    uint8_t order;     /* of the n-gram that ends with this token */
    bool personal : 1; /* one of the user's words */
    bool english : 1;  /* stands in an English sentence */
    bool habit : 1;    /* of a pair that is mostly a slip: habits.h */
    uint8_t confused;  /* first wrong word of a phrase that is: its number plus 1 */
} lt_speller_token;

/* A hypothesis: the word was meant to be another one, or two. */
typedef struct lt_slip {
    uint16_t id, second; /* second: LT_CONFUSION_JOINED, else 0 */
    uint8_t kind;        /* lt_confusion_type */
    uint8_t orders;      /* sum of the n-gram orders found */
    int costs[3];        /* of the word, the next, the one after; 1/LT_LOG_SCALE */
    int total;           /* their sum */
    double score; /* by which candidates are ranked: gain over the text less what the slip costs */
} lt_slip;

/* Words come again: what was read of a short one, by its bytes. */
#define LT_WORD_CACHE 4096 /* a power of two */

typedef struct lt_cached_word {
    lt_word_key key;
    lt_token token;
    uint16_t id;
} lt_cached_word;

/* A word whose n-grams cost less on average needs no candidates; 1/LT_LOG_SCALE. */
#define LT_LIKELY (int)(5 * LT_LOG_SCALE)

#define LT_SLIPS 16 /* best hypotheses kept for one word */

/* What is said of one word before it is decided. */
typedef struct lt_doubt {
    lt_slip written; /* the text as it is */
    lt_slip slips[LT_SLIPS];
    unsigned count;
    int slack;           /* so much more than the text a candidate may cost; 1/LT_LOG_SCALE */
    lt_known_word known; /* of a word that is no syllable */
    bool is_word;
    bool looked_for; /* candidates have been looked for: the word is not a usual one */
} lt_doubt;

#define LT_FEATURES      (LT_FEATURE_KIND + LT_CONFUSION_COUNT)
#define LT_FEATURE_PAIR  34 /* the first of those of pairs elsewhere in the document */
#define LT_PAIR_FEATURES 4
#define LT_FEATURE_KIND  38 /* the first of one for each kind of slip */

/* Phrases that are looked for, and a bit for what two syllables hash to that begin one or are
 * mostly a slip: one look tells other pairs apart. */
#define LT_HABIT_BITS 18

typedef struct lt_speller_habits {
    uint64_t bits[(1 << LT_HABIT_BITS) / 64];
    lt_confused *phrases;
    size_t phrase_count;
} lt_speller_habits;

struct lt_spell {
    const lt_model *model;
    const struct lt_ranker *ranker;
    const struct lt_gate *gate; /* NULL: every word but a usual one is doubted */
    lt_spell_options options;
    char *english_aff, *english_dic, *english_forms;
    struct lt_english *english; /* opened when the first word asks for it */
    bool english_failed;
    lt_map
        english_told; /* misspelt words of this text -> the finding that has suggestions for it */
    lt_map personal;
    unsigned personal_words; /* most words of a personal entry */
    lt_spelling *spellings;  /* of all syllables with an id, from LT_ID_FIRST */
    uint32_t *masks;         /* lt_spelling_mask of each */
    uint32_t spelling_count;
    lt_speller_habits habits;
    lt_cached_word *cache;        /* LT_WORD_CACHE of them */
    struct lt_inquiry *inquiries; /* of words looked at together: session.c */
    lt_speller_token *tokens;
    size_t token_count, token_capacity;
    uint16_t *document; /* occurrences by id in this document, saturating */
    uint32_t *last;     /* by id, the last token with it in this document: index plus 1 */
    uint8_t *pairs;     /* LT_PAIRS of them; see lt_speller_pairs */
    lt_map words;       /* occurrences of words without an id */
    struct lt_name_index *names, *names_here; /* made when first asked: names.c */
    bool names_failed;
    bool few; /* the text is a word or two: see alone.c */
};

/* Cuts text [start, end) into tokens and counts them; they keep their places in `text`. */
lt_status lt_speller_read(lt_spell *spell, const char *text, size_t start, size_t end);

/* Index 0-based in the tokens; past both ends there is a sentence boundary. */
static inline uint16_t lt_speller_id(const lt_spell *spell, size_t index, int offset)
{
    size_t at = index + (size_t)offset; /* before the first: wraps to past the last */
    return at < spell->token_count ? spell->tokens[at].id : LT_ID_START;
}

/* The same for the syllable; 0 where there is none. */
static inline lt_syllable lt_speller_syllable(const lt_spell *spell, size_t index, int offset)
{
    size_t at = index + (size_t)offset;
    return at < spell->token_count && spell->tokens[at].token.kind == LT_TOKEN_SYLLABLE
               ? spell->tokens[at].token.syllable
               : 0;
}

/* A capital inside a sentence may begin a name, and a name is spelt as its owner likes. */
static inline bool lt_speller_may_be_name(const lt_spell *spell, size_t index)
{
    const lt_token *token = &spell->tokens[index].token;
    return token->capital && !token->all_capital && lt_speller_id(spell, index, -1) != LT_ID_START;
}

/* Weighs every token after the two before it, and counts pairs. */
void lt_speller_weigh(lt_spell *spell);

#define LT_PAIRS ((size_t)1 << 18)

/* One id stands before the other in this document so often or less, pairs sharing counters; 255:
 * any number of times. */
static inline unsigned lt_speller_pairs(const lt_spell *spell, uint16_t first, uint16_t second)
{
    return spell->pairs[lt_bigram_key(first, second) >> 16 & (LT_PAIRS - 1)];
}

lt_status lt_speller_habits_init(lt_speller_habits *habits);
void lt_speller_habits_dispose(lt_speller_habits *habits);

/* Marks the tokens of pairs and phrases that are mostly slips. */
void lt_speller_find_habits(lt_spell *spell);

/* Collects the hypotheses for token `index`; false when there is nothing to doubt. */
bool lt_speller_doubt(lt_spell *spell, const char *text, size_t index, lt_doubt *doubt);

/* Adds candidates that fit no better than the text, behind the others: as suggestions. */
void lt_speller_widen(lt_spell *spell, const char *text, size_t index, lt_doubt *doubt);

/* Features by which words are let off before any candidate is weighed. */
void lt_speller_gate_features(const lt_spell *spell, size_t index, const lt_slip *written,
                              float *features);

/* Features by which a candidate is ranked; `written`: the text as it is. */
void lt_speller_rank_features(const lt_spell *spell, size_t index, const lt_slip *written,
                              const lt_slip *slip, float *features);

/* Features of the best hypothesis (see features.c for their names). */
void lt_speller_features(const lt_spell *spell, const char *text, size_t index,
                         const lt_doubt *doubt, float features[LT_FEATURES]);

/* Least probability of a finding, by level. */
extern const double lt_spell_thresholds[];

/* Probability that the best hypothesis is right, from the features; 0 when it is below `least`
 * whatever the document has of the pairs. */
double lt_speller_probability(const lt_spell *spell, const char *text, size_t index,
                              const lt_doubt *doubt, double least);

/* Occurrences of a word without an id in this document. */
uint32_t lt_speller_word_count(const lt_spell *spell, const char *text, const lt_token *token);

/* Probability that a word is a slip of a foreign word or name, 0 when there is none near; `meant`
 * has room for LT_TOKEN_MAXIMUM bytes. */
double lt_speller_name(lt_spell *spell, const char *text, size_t index, char *meant);
void lt_name_index_free(struct lt_name_index *index);

/* How sure an unknown English word is a slip; of what our drafts hold nine in ten are. */
#define LT_ENGLISH_CONFIDENCE 0.85

/* How sure a word is a slip that stands alone and is no word of either language. Not calibrated:
 * drafts have none. Names and words of other languages are among them. */
#define LT_ALONE_CONFIDENCE 0.7

/* How sure a phrase is wrong that stands where no other words meet. Kept below what is put right
 * without asking. */
#define LT_CONFUSED_CONFIDENCE 0.92

/* Adds what is wrong with token `index`; LT_NO_MEMORY leaves the findings as they were. */
lt_status lt_speller_add(const lt_spell *spell, size_t index, const lt_doubt *doubt,
                         double confidence, lt_spell_findings *findings);
lt_status lt_speller_add_confused(const lt_spell *spell, size_t index, lt_spell_findings *findings);
lt_status lt_speller_add_english(lt_spell *spell, const char *text, size_t index,
                                 lt_spell_findings *findings);
lt_status lt_speller_add_name(const lt_spell *spell, size_t index, const char *meant,
                              double confidence, lt_spell_findings *findings);

/* Reads the keys of a word as Telex or VNI; see typing.c. */
bool lt_speller_typing(const char *text, size_t length, lt_spelling *spelling);

/* Marks the tokens of English sentences. */
void lt_speller_languages(lt_spell *spell);

/* Is this a word of an English sentence that English does not know? */
bool lt_speller_english(lt_spell *spell, const char *text, size_t index);

/* Adds the word at token `index` of a text of a word or two when neither language has it. */
lt_status lt_speller_alone(lt_spell *spell, const char *text, size_t index, double least,
                           lt_spell_findings *findings);

/* English by the table of word forms at `forms` (NULL: none), and by Hunspell where that has no
 * answer or is not of this dictionary: one handle for each session, made at first need under one
 * lock since Hunspell's loading is not thread-safe. NULL when the dictionary cannot be read. */
struct lt_english *lt_english_new(const char *aff, const char *dic, const char *forms);
void lt_english_free(struct lt_english *english);
bool lt_english_knows(struct lt_english *english, const char *word, size_t length);

/* Calls `take` with each suggestion, best first, until it gives false. Slow: milliseconds. */
void lt_english_suggest(struct lt_english *english, const char *word, size_t length,
                        bool (*take)(void *context, const char *suggestion), void *context);

/* The session's English, opened at first need; NULL when there is none. */
struct lt_english *lt_speller_open_english(lt_spell *spell);

#endif
