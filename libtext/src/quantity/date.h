/* Dates and times of day (private). */
#ifndef LIBTEXT_QUANTITY_DATE_H
#define LIBTEXT_QUANTITY_DATE_H

#include "figure.h"

/* Reads a date or time at token i; the token after it, or i when there is none. */
size_t lt_date_read(const lt_figure *figure, size_t i, lt_quantity *quantity);

/* The month that an English word names, or 0. */
int lt_date_month(const lt_figure *figure, size_t i);

#endif
