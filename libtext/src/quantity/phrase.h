/* Figures that are said in a phrase (private). */
#ifndef LIBTEXT_QUANTITY_PHRASE_H
#define LIBTEXT_QUANTITY_PHRASE_H

#include "date.h"

/* Reads a weekday, quarter, fraction or Roman numeral at token i; the token after it, or i. */
size_t lt_phrase_read(const lt_figure *figure, size_t i, lt_quantity *quantity);

/* "rưỡi", "and a half" behind a number counted in `unit`; the token after it, or i. */
size_t lt_phrase_half(const lt_figure *figure, size_t i, double unit, lt_quantity *quantity);

#endif
