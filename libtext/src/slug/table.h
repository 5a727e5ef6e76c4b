/* What each code point is to a slug (private); table.c is made by libtext/gen/slug.c. */
#ifndef LIBTEXT_SLUG_TABLE_H
#define LIBTEXT_SLUG_TABLE_H

#include <stdint.h>

/* An entry is an ASCII letter or digit, a class below '0', or SLUG_STRING + number of a string. */
enum {
    SLUG_IGNORE = 0,      /* marks, zero-width and other invisible characters */
    SLUG_SPACE = 1,       /* separates in both house styles */
    SLUG_BREAK = 2,       /* so does it, inside a word: 26/12, COVID-19 */
    SLUG_PUNCTUATION = 3, /* separates in the style dash, is deleted in the style delete */
    SLUG_SUPERSCRIPT = 4, /* ² as punctuation, unless symbols are spelled out */
    SLUG_FOREIGN = 5,     /* a letter of another script */
    SLUG_STRING = 0x100   /* several letters; '-' in them separates in both styles, '.' is as
                             punctuation: ½ is -1-2-, ℃ is .c */
};

#define SLUG_STRING_SIZE 12

typedef struct lt_slug_range {
    uint32_t first, last;
    uint32_t entry; /* index of the entry of `first` */
} lt_slug_range;

extern const uint16_t lt_slug_entries[];
extern const lt_slug_range lt_slug_ranges[];
extern const unsigned lt_slug_range_count;
extern const char lt_slug_strings[][SLUG_STRING_SIZE];

/* The entry of any code point: from the table, or by ICU's properties outside its ranges. Digits
 * of all scripts are ASCII digits. */
uint16_t lt_slug_entry(uint32_t codepoint);

#endif
