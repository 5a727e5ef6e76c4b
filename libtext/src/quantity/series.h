/* Days of one month: 27-28/2 (private). */
#ifndef LIBTEXT_QUANTITY_SERIES_H
#define LIBTEXT_QUANTITY_SERIES_H

#include <libtext/quantity.h>

/* Numbers that share the month of a date beside them become dates: the 27 of "27-28/2", of "27 và
 * 28 tháng 2", the 28 of "February 27-28". */
void lt_series_dates(const char *text, size_t length, lt_language language, lt_quantities *found);

#endif
