/* Numbers in digits and in words (private). */
#ifndef LIBTEXT_QUANTITY_NUMBER_H
#define LIBTEXT_QUANTITY_NUMBER_H

#include "date.h"

/* Reads the number token at i, with money, scale and unit around it; the token after it. The length
 * stays 0 where the number belongs to a name. */
size_t lt_number_read(const lt_figure *figure, size_t i, lt_quantity *quantity);

/* Reads a number in words at i; the token after it, length 0 where there is none. */
size_t lt_number_words(const lt_figure *figure, size_t i, lt_quantity *quantity);

/* The figure ends before token `next`, which is given back. */
size_t lt_figure_close(const lt_figure *figure, size_t next, lt_quantity *quantity);

#endif
