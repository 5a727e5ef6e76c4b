/* Inside the house rules (private): tokens of a text and the state of one check. */
#ifndef LIBTEXT_RULES_RULES_H
#define LIBTEXT_RULES_RULES_H

#include <libtext/rules.h>

#include "base/arena.h"
#include "base/hash.h"

typedef enum token_kind {
    TOKEN_WORD,    /* letters and their marks */
    TOKEN_NUMBER,  /* digits, with single . , / : - between digits */
    TOKEN_SPACE,   /* blanks of one line */
    TOKEN_NEWLINE, /* one line end */
    TOKEN_SIGN     /* one punctuation mark or symbol */
} token_kind;

enum {
    TOKEN_UPPER = 1,    /* the first letter is a capital */
    TOKEN_CAPITALS = 2, /* all letters are, two at least */
    TOKEN_MARKED = 4,   /* has a letter that only Vietnamese has */
    TOKEN_ADDRESS = 8,  /* inside a web or mail address: no prose */
    TOKEN_VI = 16,      /* the line is Vietnamese */
    TOKEN_FIRST = 32    /* first word of a sentence */
};

typedef struct token {
    uint32_t start, length;
    uint32_t sign; /* code point of a sign */
    uint8_t kind, flags;
} token;

typedef struct tokens {
    token *items;
    size_t count, capacity;
} tokens;

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
    RULE_OUTDATED,
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

struct lt_rules {
    lt_map phrases; /* words in lower case, one space between -> names index */
    name *names;
    size_t name_count, name_capacity;
    lt_arena strings;
    unsigned longest; /* words of the longest name */
};

typedef struct check {
    const lt_rules *rules;
    const char *text;
    size_t length;
    const lt_rules_options *options;
    tokens tokens;
    lt_rule_findings *findings;
    lt_status status;
} check;

static inline bool rule_on(const check *check, enum rule_index rule)
{
    return check->options->rules >> rule & 1u;
}

/* Cuts the text into tokens and sets their flags. */
lt_status rules_tokenize(const char *text, size_t length, tokens *tokens);

/* The token at index + offset, or a NEWLINE beyond the ends. */
token rules_token(const check *check, size_t index, int offset);

/* Is the word exactly this lower-case text, whatever its case? Lower-cases Vietnamese letters. */
size_t rules_fold(const char *text, size_t length, char *folded, size_t size);

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
void rules_name(check *check, size_t index);
void rules_decree(check *check, size_t index);

/* Those that need the whole text. */
void rules_tone_style(check *check);
void rules_iy_style(check *check);
void rules_brackets(check *check);
void rules_abbreviations(check *check);

#endif
