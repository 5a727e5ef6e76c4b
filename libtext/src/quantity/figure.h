/* A text being read for its figures (private). */
#ifndef LIBTEXT_QUANTITY_FIGURE_H
#define LIBTEXT_QUANTITY_FIGURE_H

#include <stdbool.h>
#include <string.h>

#include "token.h"
#include "words.h"

typedef struct lt_figure {
    const char *text;
    const lt_figure_token *tokens;
    size_t count;
    size_t done; /* tokens before it belong to figures */
    lt_language language;
} lt_figure;

/* Is token i this lower-case word? No token past the end is. */
static inline bool lt_figure_is_word(const lt_figure *f, size_t i, const char *word)
{
    return i < f->count && f->tokens[i].type == LT_FIGURE_WORD &&
           lt_quantity_is(f->text + f->tokens[i].start, f->tokens[i].length, word);
}

static inline bool lt_figure_is_mark(const lt_figure *f, size_t i, const char *mark)
{
    return i < f->count && f->tokens[i].type == LT_FIGURE_MARK &&
           strlen(mark) == f->tokens[i].length &&
           memcmp(f->text + f->tokens[i].start, mark, f->tokens[i].length) == 0;
}

#endif
