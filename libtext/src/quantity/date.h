/* Dates and times of day (private). */
#ifndef LIBTEXT_QUANTITY_DATE_H
#define LIBTEXT_QUANTITY_DATE_H

#include "token.h"

/* A text being read. */
typedef struct lt_figure {
    const char *text;
    const lt_figure_token *tokens;
    size_t count;
    size_t done; /* tokens before it belong to figures */
    lt_language language;
} lt_figure;

/* Reads a date or time at token i; the token after it, or i when there is none. */
size_t lt_date_read(const lt_figure *figure, size_t i, lt_quantity *quantity);

/* The month that an English word names, or 0. */
int lt_date_month(const lt_figure *figure, size_t i);

#endif
