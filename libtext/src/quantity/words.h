/* Words that figures are made of (private). */
#ifndef LIBTEXT_QUANTITY_WORDS_H
#define LIBTEXT_QUANTITY_WORDS_H

#include <stddef.h>

#include <libtext/quantity.h>

typedef struct lt_quantity_word {
    const char *text; /* lower case */
    double value;
    const char *unit; /* of a unit */
} lt_quantity_word;

/* Each NULL when the word is none. `text` as it stands; letter case of ASCII and Đ is ignored. */
const lt_quantity_word *lt_quantity_scale(const char *text, size_t length, lt_language language);
const lt_quantity_word *lt_quantity_digit(const char *text, size_t length, lt_language language);
/* One or two words: "square kilometres"; */
const lt_quantity_word *lt_quantity_unit(const char *text, size_t length, lt_language language);
const lt_quantity_word *lt_quantity_currency(const char *text, size_t length, lt_language language);
int lt_quantity_month(const char *text, size_t length);

/* Is the text this lower-case word? */
int lt_quantity_is(const char *text, size_t length, const char *word);

#endif
