/* Tokens of a text with figures (private). */
#ifndef LIBTEXT_QUANTITY_TOKEN_H
#define LIBTEXT_QUANTITY_TOKEN_H

#include <stdbool.h>

#include <libtext/quantity.h>

#include "base/array.h"

typedef enum lt_figure_type { LT_FIGURE_WORD, LT_FIGURE_NUMBER, LT_FIGURE_MARK } lt_figure_type;

typedef struct lt_figure_token {
    size_t start, length;
    lt_figure_type type;
    bool glued;           /* nothing stands before it: no white space */
    bool plain;           /* a number: digits only */
    bool code;            /* a number inside a name: 5G, Covid-19 */
    double value, other;  /* of a number */
    int parts[3], pieces; /* 26.12.2023 */
} lt_figure_token;

typedef struct lt_figure_tokens {
    lt_figure_token *items;
    size_t count, capacity;
} lt_figure_tokens;

lt_status lt_figure_scan(const char *text, size_t length, lt_language language,
                         lt_figure_tokens *tokens, lt_error *error);

#endif
