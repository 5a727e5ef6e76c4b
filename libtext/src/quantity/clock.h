/* Times of day (private). */
#ifndef LIBTEXT_QUANTITY_CLOCK_H
#define LIBTEXT_QUANTITY_CLOCK_H

#include "date.h"

/* Reads a time of day at token i; the token after it, or i when there is none. */
size_t lt_clock_read(const lt_figure *figure, size_t i, lt_quantity *quantity);

#endif
