/* The tables of the syllable (private), made by libtext/gen/syllable.c. */
#ifndef LIBTEXT_SYLLABLE_TABLE_H
#define LIBTEXT_SYLLABLE_TABLE_H

#include <stdint.h>

/* Where a rime may stand. */
#define LT_WHERE_PLAIN 1 /* after a consonant */
#define LT_WHERE_ALONE 2 /* with no onset */
#define LT_WHERE_QU    4 /* after qu, whose u is the glide */

typedef struct lt_rime {
    uint32_t key;       /* the letters, 5 bits each, first highest, padded with 0 to four */
    uint8_t letters[4]; /* lt_letter.base */
    uint8_t count;
    uint8_t glide, nucleus, coda;
    uint8_t where;
    uint8_t old_mark, new_mark; /* index of the letter that carries the tone */
} lt_rime;

extern const lt_rime lt_rimes[];                        /* 0 is none */
extern const unsigned char lt_rime_slots[512];          /* hash of the key to rime */
extern const unsigned char lt_rime_index[3][2][17][13]; /* context, glide, nucleus, coda */
extern const unsigned short lt_letters_low[0x1B1];      /* base | tone << 5 | upper << 8 */
extern const unsigned short lt_letters_high[0x5A];      /* the same from U+1EA0 */
extern const char lt_letter_bytes[30][6][2][4];         /* base, tone, upper: UTF-8 */

#endif
