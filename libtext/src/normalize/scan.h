/*
 * The scan (private): steps over text that normalization leaves as it is.
 *
 * A variant returns the first place at or after `at` where something may have to be done: an
 * ill-formed byte, a character outside those known to be inert (odd spaces, marks, other scripts,
 * backticks …), or a letter with a tone beside a vowel in a way that wants the syllable parsed.
 * The variants differ in speed only: some stop at more places, and what comes out is the same, to
 * which tests hold them.
 */
#ifndef LIBTEXT_NORMALIZE_SCAN_H
#define LIBTEXT_NORMALIZE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/normalize.h>

/*
 * A stretch of text that lt_scan_vbmi has read, which may reach beyond the stop it returned: it
 * goes on from there while text and length stay the same. With `blocks` 0 there is none.
 */
#define LT_SCAN_BLOCK  ((size_t)64)
#define LT_SCAN_BLOCKS ((size_t)32)

typedef struct lt_scan_chunk {
    size_t base, end;                   /* in the text */
    size_t head, blocks, count;         /* bytes of the first block; blocks; characters */
    size_t stop;                        /* that was returned last */
    size_t row;                         /* the first of `found` that is not dealt with */
    bool whole;                         /* it ends for its size or the text's end */
    uint64_t ends[LT_SCAN_BLOCKS];      /* the last bytes of characters */
    size_t before[LT_SCAN_BLOCKS];      /* how many characters end in the blocks before */
    uint64_t found[LT_SCAN_BLOCKS + 1]; /* characters where a tone may stand wrong */
    /* The characters' classes, behind those of the two before the chunk. */
    unsigned char classes[2 + (LT_SCAN_BLOCKS + 1) * LT_SCAN_BLOCK];
} lt_scan_chunk;

/* `at` is at the start of a character that no vowel precedes in its word. Where `copy` is not NULL
 * what is stepped over is copied there, all that the chunk has too, and up to LT_SCAN_SPILL bytes
 * more may be written: reading and writing in one go hides the one behind the other. */
#define LT_SCAN_SPILL ((size_t)64)
typedef size_t lt_scan_function(const char *text, size_t at, size_t length, lt_tone_choice tone,
                                char *copy, lt_scan_chunk *chunk);

lt_scan_function lt_scan_plain;
lt_scan_function lt_scan_ascii; /* stops at all but ASCII: for NFD */
lt_scan_function lt_scan_every; /* stops at each word and odd character: for tests */
#if defined(__x86_64__)
lt_scan_function lt_scan_sse;    /* SSSE3 */
lt_scan_function lt_scan_avx2;   /* AVX2 */
lt_scan_function lt_scan_avx512; /* AVX-512 F and BW */
lt_scan_function lt_scan_vbmi;   /* AVX-512 VBMI and VBMI2 */
#elif defined(__aarch64__)
lt_scan_function lt_scan_neon;
#endif

/* The fastest variant this processor has. */
lt_scan_function *lt_scan_best(void);

/* Can this processor run the variant? */
bool lt_scan_runs(lt_scan_function *scan);

/* Length of the well-formed, inert character at `at`; 0 when it is neither. Not for ASCII. */
size_t lt_scan_inert(const unsigned char *text, size_t length);

/* LT_VOWEL_* of the letter that begins at, or ends before, `at`. */
unsigned lt_scan_letter(const char *text, size_t at, size_t length, size_t *size);
unsigned lt_scan_letter_before(const char *text, size_t at, size_t *size);

#endif
