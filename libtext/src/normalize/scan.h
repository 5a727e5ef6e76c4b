/*
 * The scan (private): steps over text that normalization leaves as it is.
 *
 * A variant returns the first place at or after `at` where something may have to be done: an
 * ill-formed byte, a character outside those known to be inert (odd spaces, marks, other scripts,
 * backticks …), or a letter with a tone beside a vowel in a way that wants the syllable parsed.
 * The variants differ in speed only. lt_scan_plain is the definition; tests hold the others to it.
 */
#ifndef LIBTEXT_NORMALIZE_SCAN_H
#define LIBTEXT_NORMALIZE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/normalize.h>

/* `at` is at the start of a character that no vowel precedes in its word. Where `copy` is not NULL
 * what is stepped over is copied there, and up to LT_SCAN_SPILL bytes more may be written: reading
 * and writing in one go hides the one behind the other. */
#define LT_SCAN_SPILL ((size_t)64)
typedef size_t lt_scan_function(const char *text, size_t at, size_t length, lt_tone_choice tone,
                                char *copy);

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
