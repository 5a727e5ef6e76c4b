/*
 * Tokens of the language model (private): what the counter reads from the corpora and what the
 * checker reads from a draft must be cut in the same way, so both call this.
 */
#ifndef LIBTEXT_MODEL_TOKEN_H
#define LIBTEXT_MODEL_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/syllable.h>

#include "model/format.h"

typedef enum lt_token_kind {
    LT_TOKEN_END,
    LT_TOKEN_SYLLABLE, /* a Vietnamese syllable */
    LT_TOKEN_WORD,     /* any other run of letters, digits inside or behind it too */
    LT_TOKEN_NUMBER,   /* digits with . , : / between them */
    LT_TOKEN_COMMA,
    LT_TOKEN_PUNCTUATION, /* quotes, brackets, dashes and other signs */
    LT_TOKEN_BREAK        /* end of a sentence or line */
} lt_token_kind;

/* More letters than a word of any language here has; a longer run is cut. */
#define LT_TOKEN_MAXIMUM 256 /* bytes */

/* Most bytes of a text that is cut into tokens: positions are kept in 32 bits. */
#define LT_TOKEN_TEXT_MAXIMUM ((size_t)UINT32_MAX)

/* Small, since a session keeps all those of a document. */
typedef struct lt_token {
    uint32_t start, length; /* bytes */
    lt_syllable syllable;   /* of LT_TOKEN_SYLLABLE */
    uint8_t kind;           /* lt_token_kind */
    uint8_t place;          /* lt_tone_place of LT_TOKEN_SYLLABLE */
    bool capital : 1;       /* begins with a capital letter */
    bool all_capital : 1;   /* and has no small one */
    bool one_letter : 1;    /* and at most marks behind it */
    bool has_digit : 1;
    bool ascii : 1; /* of a word or syllable: no byte above 0x7F */
    bool glued : 1; /* no space before it: stands right behind another token */
} lt_token;

/* Reads the token at or after byte `at` of well-formed UTF-8 and returns where it ends. `_` counts
 * as a space (the news corpus joins words with it). `length` is at most LT_TOKEN_TEXT_MAXIMUM.
 * O(length of the token). */
size_t lt_token_next(const char *text, size_t length, size_t at, lt_token *token);

/* The word in small letters, as the model keeps it: bytes put into `out`, 0 when it is not
 * well-formed or has no room. */
size_t lt_token_fold(const char *text, size_t length, char *out, size_t room);

/* The model's id of a token; `known` is that of its word or syllable, less than LT_ID_FIRST where
 * it has none of its own. */
static inline uint16_t lt_token_id(const lt_token *token, uint32_t known)
{
    switch ((lt_token_kind)token->kind) {
    case LT_TOKEN_SYLLABLE:
        return known >= LT_ID_FIRST ? (uint16_t)known : LT_ID_RARE;
    case LT_TOKEN_WORD:
        return known >= LT_ID_FIRST ? (uint16_t)known : token->capital ? LT_ID_NAME : LT_ID_WORD;
    case LT_TOKEN_NUMBER:
        return LT_ID_NUMBER;
    case LT_TOKEN_COMMA:
        return LT_ID_COMMA;
    case LT_TOKEN_BREAK:
    case LT_TOKEN_END:
        return LT_ID_START;
    case LT_TOKEN_PUNCTUATION:
        break;
    }
    return LT_ID_PUNCTUATION;
}

#endif
