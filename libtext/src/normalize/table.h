/* The tables of normalization (private), made by libtext/gen/normalize.c. */
#ifndef LIBTEXT_NORMALIZE_TABLE_H
#define LIBTEXT_NORMALIZE_TABLE_H

#include <stdint.h>

/* The marks of Vietnamese, by bit 0-5 of the byte after 0xCC: 0 for other marks. */
#define LT_COMPOSE_MARKS 9
extern const uint8_t lt_compose_mark[64];

/* A state is a letter that NFC knows as one character: next[state][mark] is the letter with that
 * mark too, 0 when the two don't make one character. */
extern const uint16_t lt_compose_next[][LT_COMPOSE_MARKS];
extern const char lt_compose_bytes[][4]; /* UTF-8, the length in byte 3 */

/* The state of a letter: ASCII; C3-C6 and its second byte; E1 B8-BB and its third. */
extern const uint16_t lt_compose_ascii[128];
extern const uint16_t lt_compose_two[4][64];
extern const uint16_t lt_compose_three[4][64];

/*
 * The same for a vowel of ASCII and one or two marks, by sums: the vowel's number, by bits 0-5 of
 * its byte, and its marks', by bits 0-5 of their second bytes, make the place of the small letter
 * in lt_vowel_last (the last byte) and lt_vowel_middle (the byte before). Which go together: a mark
 * has no bit that the vowel bars; of two marks, what the first and the second may be share
 * LT_PAIR_*.
 */
enum { LT_PAIR_BITS = 0x60 };
extern const uint8_t lt_vowel_number[64], lt_vowel_bars[64];
extern const uint8_t lt_mark_number[64], lt_mark_first[64], lt_mark_second[64];
extern const uint8_t lt_vowel_last[128], lt_vowel_middle[128];

/*
 * What tone placement looks at, for the same three kinds of letters: bits 0-3 which letter
 * (LT_VOWEL_*), bit 4 whether it has a tone.
 */
enum {
    LT_VOWEL_NONE, /* no letter */
    LT_VOWEL_A,
    LT_VOWEL_AW,
    LT_VOWEL_AA,
    LT_VOWEL_E,
    LT_VOWEL_EE,
    LT_VOWEL_I,
    LT_VOWEL_O,
    LT_VOWEL_OO,
    LT_VOWEL_OW,
    LT_VOWEL_U,
    LT_VOWEL_UW,
    LT_VOWEL_Y,
    LT_VOWEL_Q,
    LT_VOWEL_G,
    LT_VOWEL_OTHER, /* another Latin letter */
    LT_VOWEL_MASK = 15,
    LT_VOWEL_TONED = 16,
    LT_VOWEL_UNKNOWN = 32 /* not in these tables */
};
extern const uint8_t lt_vowel_ascii[128];
extern const uint8_t lt_vowel_two[4][64];
extern const uint8_t lt_vowel_three[4][64];

/*
 * Pairs of bytes the scan looks for: [set][nibble of the pair: high and low of the byte before, of
 * the byte][value]; a pair is in those sets whose bits all four have.
 */
enum {
    LT_SCAN_UTF8,   /* errors; bit 7 unless a third or fourth byte is due */
    LT_SCAN_ODD,    /* characters that are not inert */
    LT_SCAN_BEFORE, /* bits 0-5: a tone before a vowel (4-5 not after C4, C6); 6-7: qu, gi */
    LT_SCAN_TONED,  /* end of a e i o u y with a tone: bits 0-4 of three bytes, 5-7 of two */
    LT_SCAN_BYTE,   /* of the byte alone: bits 0-3 lead bytes not inert, 4-7 ends of vowels */
    LT_SCAN_RARE,   /* other letters with a tone beside a vowel */
    LT_SCAN_TABLES
};
extern const uint8_t lt_scan_pairs[LT_SCAN_TABLES][4][16];

/*
 * Classes of characters, below 64: LT_VOWEL_* and LT_VOWEL_TONED as above, and these. By the byte
 * of ASCII; by the second byte's bits 0-5, 64 added behind C4-C6; by the third byte's bits 1-5, 32
 * added behind E1 BB; by the third byte's bits 0-5 behind E2 80.
 */
enum { LT_CLASS_I_OR_U = 29, LT_CLASS_ODD = 33 };
extern const uint8_t lt_class_ascii[128];
extern const uint8_t lt_class_second[128];
extern const uint8_t lt_class_third[64];
extern const uint8_t lt_class_general[64];

/* By bits 0-5: what a lead byte (C0-FF) asks of the byte behind it, and what a byte refuses. */
enum { LT_LEAD_TWO = 1, LT_LEAD_E1 = 2, LT_LEAD_E2 = 4, LT_LEAD_OTHER = 8 };
extern const uint8_t lt_lead_asks[64];
extern const uint8_t lt_next_refuses[64];

/*
 * Rows of classes in which a tone may stand wrong: [lt_tone_choice][part][class]. A row of two is
 * among them when its parts of LT_ROWS_OF_TWO have a bit in common, a row of three when those of
 * LT_ROWS_OF_THREE have.
 */
enum { LT_ROWS_OF_TWO, LT_ROWS_OF_THREE = 2, LT_ROWS_PARTS = 5 };
extern const uint8_t lt_scan_rows[3][LT_ROWS_PARTS][64];

#endif
