/* Inside the house rules (private): tokens of a text and the state of one check. */
#ifndef LIBTEXT_RULES_RULES_H
#define LIBTEXT_RULES_RULES_H

#include <libtext/rules.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/hash.h"

typedef enum token_kind {
    TOKEN_WORD,    /* letters and their marks */
    TOKEN_NUMBER,  /* digits, with single . , / : - between digits */
    TOKEN_SPACE,   /* blanks of one line */
    TOKEN_NEWLINE, /* one line end */
    TOKEN_SIGN,    /* one punctuation mark or symbol */
    TOKEN_KINDS
} token_kind;

enum {
    TOKEN_UPPER = 1,    /* the first letter is a capital */
    TOKEN_CAPITALS = 2, /* all letters are, two at least */
    TOKEN_MARKED = 4,   /* has a letter that only Vietnamese has */
    TOKEN_ADDRESS = 8,  /* inside a web or mail address: no prose */
    TOKEN_VI = 16,      /* the line is Vietnamese */
    TOKEN_FIRST = 32,   /* first word of a sentence */
    TOKEN_FOREIGN = 64  /* has a letter that may be another's double */
};

typedef struct token {
    uint32_t start, length;
    uint32_t sign; /* code point of a sign, else 0 */
    uint8_t kind, flags;
} token;

/* A token as it is kept, one for each two or three bytes of a text: it ends where the next begins.
 */
typedef struct packed_token {
    uint32_t start;
    uint32_t sign : 21, kind : 3, flags : 8;
} packed_token;

/* With room for one more behind the last, which begins at the end of the text. */
typedef struct tokens {
    packed_token *items;
    size_t count, capacity;
    uint8_t flags;             /* that a token has, of those that its letters give it */
    struct cached_word *cache; /* token.c; NULL: none */
    size_t places;             /* of the cache */
} tokens;

#define TOKENS_INIT                                                                                \
    {                                                                                              \
        NULL, 0, 0, 0, NULL, 0                                                                     \
    }

static inline token token_at(const tokens *tokens, size_t index)
{
    const packed_token *packed = &tokens->items[index];
    return (token){packed->start, packed[1].start - packed->start, packed->sign,
                   (uint8_t)packed->kind, (uint8_t)packed->flags};
}

/* The order of the table in rules.c. */
enum rule_index {
    RULE_REPEAT,
    RULE_REPEAT_ANY,
    RULE_SPACE_BEFORE,
    RULE_SPACE_AFTER,
    RULE_SPACE_INSIDE,
    RULE_SPACE_DOUBLE,
    RULE_PUNCTUATION_DOUBLE,
    RULE_BRACKET,
    RULE_TONE_STYLE,
    RULE_IY_STYLE,
    RULE_DECIMAL,
    RULE_THOUSANDS,
    RULE_PERCENT,
    RULE_DATE,
    RULE_DATE_FORM,
    RULE_UNIT,
    RULE_ABBREVIATION,
    RULE_PLACE_CASE,
    RULE_DECREE_CASE,
    RULE_DECREE_DAY,
    RULE_DECREE_OFFICE,
    RULE_OUTDATED,
    RULE_NAME,
    RULE_NAME_SPELLING,
    RULE_LOOKALIKE,
    RULE_LOOKALIKE_AGAIN,
    RULE_COUNT
};

/* Values of the phrase map: index into names. */
typedef struct name {
    const char *text; /* as it should be; in the arena */
    const char *successor;
    unsigned gone; /* yyyymmdd, 0: it stands */
    uint8_t list;
    uint32_t next; /* another name of the same folded words, + 1 */
} name;

/* A word of a listed name, found by the words around it. */
typedef struct near_word {
    const char *key, *text; /* in lower case; as written */
    uint32_t next;          /* another word in the same place, + 1 */
} near_word;

struct lt_rules {
    lt_map phrases; /* words in lower case, one space between -> names index */
    name *names;
    size_t name_count, name_capacity;
    lt_map near_keys; /* names with and without one of their words, name words: near.c */
    near_word *near_words;
    size_t near_count, near_capacity;
    lt_arena strings;
    unsigned longest; /* words of the longest name */
};

/* Tokens of one style of tone marks: how many, and where the first stands. */
typedef struct styled {
    size_t count;
    uint32_t start, length;
} styled;

/* A run of capitalised words, as near.c counts them. */
typedef struct seen_runs {
    lt_map map; /* key of a run -> its number; key with a gap -> a word that fits there */
    struct seen_run *items;
    size_t count, capacity;
    struct cached_key *keys; /* NULL: none */
} seen_runs;

/* The text is looked at a block of lines at a time, so that its tokens stay near; what a rule must
 * know of the blocks before is kept beside them. */
typedef struct check {
    const lt_rules *rules;
    const char *text;
    size_t length;
    const lt_rules_options *options;
    tokens tokens; /* of the block */
    lt_rule_findings *findings;
    lt_status status;
    bool letter_d; /* Ð for Đ has been told */
    styled old_style, new_style;
    lt_map iy_seen, abbreviations; /* style.c, names.c */
    seen_runs runs;
} check;

static inline bool rule_on(const check *check, enum rule_index rule)
{
    return check->options->rules >> rule & 1u;
}

/* Words, and those with a letter that only Vietnamese has. */
typedef struct share {
    size_t words, marked;
} share;

/* Cuts text [start, end) into tokens, in the place of those that are there, and sets their flags.
 * `all`: of the whole text, which short lines go with; NULL when these tokens are all. */
lt_status rules_tokenize(const char *text, size_t start, size_t end, const share *all,
                         tokens *tokens);

/* Adds what stands there to the share; the tokens have no flags of lines. */
lt_status rules_count(const char *text, size_t start, size_t end, tokens *tokens, share *all);
void rules_tokens_dispose(tokens *tokens);

/* The token at index + offset, or a NEWLINE beyond the ends. */
static inline token rules_token(const check *check, size_t index, int offset)
{
    size_t at = index + (size_t)offset; /* before the first: wraps to past the last */
    return at < check->tokens.count ? token_at(&check->tokens, at)
                                    : (token){0, 0, 0, TOKEN_NEWLINE, 0};
}

/* Is the word exactly this lower-case text, whatever its case? Lower-cases Vietnamese letters. */
size_t rules_fold(const char *text, size_t length, char *folded, size_t size);

/* A word in lower case and the old tone style; bytes, 0 when it does not fit. */
size_t rules_word_key(const char *text, size_t length, char *key, size_t size);

/* Is the token one of these lower-case words, each between blanks? */
bool rules_is_word(const check *check, token token, const char *words);

/* near.c: adds a line of LT_RULES_NAMES, _PEOPLE or _FAMILIES. */
lt_status rules_add_near(lt_rules *rules, lt_rules_list list, const char *text, size_t length);

/* Does a person's name with a family name begin at the token? */
bool rules_is_person(const check *check, size_t index);

/* Adds a finding; `suggestion` is copied, NULL for none. Sets check->status when memory runs out.
 */
void rules_add(check *check, enum rule_index rule, size_t start, size_t length,
               const char *suggestion, size_t suggestion_length);

/* Adds for tokens from first to last, inclusive. */
void rules_add_tokens(check *check, enum rule_index rule, size_t first, size_t last,
                      const char *suggestion);

/* The rules themselves; each looks at one token and its neighbours. */
void rules_repeat(check *check, size_t index);
void rules_space(check *check, size_t index);
void rules_sign(check *check, size_t index);
void rules_number(check *check, size_t index);
void rules_place_case(check *check, size_t index);
void rules_outdated(check *check, size_t index);
void rules_decree(check *check, size_t index);
void rules_lookalike(check *check, size_t index);

/* Those that look at lines or compare what stands apart; of each block. */
void rules_tone_style(check *check);
void rules_iy_style(check *check);
void rules_brackets(check *check);
void rules_abbreviations(check *check);
void rules_near(check *check);

/* What is told when the whole text has been seen. */
void rules_tone_style_end(check *check);
void rules_near_end(check *check);
void rules_near_dispose(check *check);

#endif
