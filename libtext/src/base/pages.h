/* Advice to the system about memory (private). Refusal costs nothing but the gain. */
#ifndef LIBTEXT_BASE_PAGES_H
#define LIBTEXT_BASE_PAGES_H

#include <stdbool.h>
#include <stddef.h>

/* Large pages for memory from malloc, if there is enough of it: a fault and an address translated
 * for each 2 MiB, not each 4 KiB. */
void lt_pages_large(void *memory, size_t size);

/* malloc of memory that is all going to be used, in large pages where it is large. */
void *lt_pages_allocate(size_t size);

/* All of a mapping is about to be read: its pages are taken in one call, not by a fault each. False
 * when the system says that they cannot be read. */
bool lt_pages_populate(void *mapping, size_t size);

#endif
