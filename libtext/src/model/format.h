/*
 * The model file (private), little-endian:
 *
 *   header       struct lt_model_header, 64 bytes
 *   syllables    uint16[2^18]: packed syllable to token id, 0 for one never seen
 *   unigrams     struct lt_unigram[ids]
 *   bigrams      hash table of struct lt_bigram_line: fingerprint, log probability and log back-off
 *                weight of each
 *   seen         uint64[2^k]: bits, one of them set for every bigram; a quarter is set, so three of
 *                four pairs never seen are told without a look at their line
 *   trigrams     hash table of struct lt_gram_line: fingerprint and log probability
 *   compounds    the same: fingerprint and log count of syllable pairs that the news corpus joins
 *   word slots   uint32[2^k]: offset into `word bytes` plus 1 of the word with that hash
 *   word bytes   for each word: uint16 id, uint8 log count, uint8 class, uint8 length, the folded
 *                bytes
 *   confusions   uint32[ids + 1] offsets, then pairs of uint16 id and uint16 kind: what a syllable
 *                may be a slip of
 *
 * Every section begins on a multiple of 64 bytes. Logarithms are natural, as multiples of
 * -1/LT_LOG_SCALE. The smoothing is interpolated Kneser-Ney (Kneser and Ney 1995; Chen and Goodman
 * 1999).
 */
#ifndef LIBTEXT_MODEL_FORMAT_H
#define LIBTEXT_MODEL_FORMAT_H

#include <stdint.h>

#define LT_MODEL_MAGIC   0x4C444D56544CULL /* "LTVMDL" */
#define LT_MODEL_VERSION 2
#define LT_LOG_SCALE     14.0 /* 255 steps reach e^-18.2 */

/* Lines of the hash tables, a cache line each. A free entry has fingerprint 0; entries fill a line
 * from its start. */
#define LT_GRAMS   20
#define LT_BIGRAMS 16

typedef struct lt_gram_line {
    uint16_t prints[LT_GRAMS];
    uint8_t values[LT_GRAMS];
    uint8_t unused[4];
} lt_gram_line;

typedef struct lt_bigram_line {
    uint16_t prints[LT_BIGRAMS];
    uint8_t values[LT_BIGRAMS], backoffs[LT_BIGRAMS];
} lt_bigram_line;

/* Tokens that are no syllables or words of their own. */
enum {
    LT_ID_START, /* sentence boundary; also "no such id" in the syllable table */
    LT_ID_COMMA,
    LT_ID_PUNCTUATION,
    LT_ID_NUMBER,
    LT_ID_WORD, /* a word without an id */
    LT_ID_NAME, /* the same with a capital */
    LT_ID_RARE, /* a syllable without an id */
    LT_ID_FIRST
};

enum {
    LT_SECTION_SYLLABLES,
    LT_SECTION_UNIGRAMS,
    LT_SECTION_BIGRAMS,
    LT_SECTION_SEEN,
    LT_SECTION_TRIGRAMS,
    LT_SECTION_COMPOUNDS,
    LT_SECTION_WORD_SLOTS,
    LT_SECTION_WORD_BYTES,
    LT_SECTION_CONFUSION_STARTS,
    LT_SECTION_CONFUSIONS,
    LT_SECTION_COUNT
};

typedef struct lt_model_header {
    uint64_t magic;
    uint32_t version, ids;
    uint64_t size, checksum; /* of the whole file; of all bytes behind the header */
    struct {
        uint64_t start, size; /* bytes */
    } sections[LT_SECTION_COUNT];
} lt_model_header;

typedef struct lt_unigram {
    uint8_t probability, backoff, frequency; /* logs; frequency: of the raw count, LT_COUNT_SCALE */
    uint8_t capital;   /* share of occurrences inside sentences that have a capital, 0-255 */
    uint32_t syllable; /* packed; 0 for words */
} lt_unigram;

#define LT_COUNT_SCALE 12.0 /* log counts up to e^21 */

typedef struct lt_confusion {
    uint16_t id, kind;
} lt_confusion;

/* Where a key belongs: its line (before taking it modulo the number of lines) and fingerprint. */
static inline uint64_t lt_mix(uint64_t key)
{
    key = (key ^ key >> 32) * 0x9E3779B97F4A7C15u;
    key = (key ^ key >> 29) * 0xBF58476D1CE4E5B9u;
    return key ^ key >> 32;
}
static inline uint16_t lt_fingerprint(uint64_t mixed)
{
    uint16_t print = (uint16_t)mixed;
    return print ? print : 1; /* 0 is a free entry */
}
static inline uint64_t lt_line_of(uint64_t mixed, uint64_t lines)
{
    return (mixed >> 32) * lines >> 32; /* lines are fewer than 2^32 */
}

/* The bit of a bigram's mixed key among `bits`, a power of two. */
static inline uint64_t lt_seen_bit(uint64_t mixed, uint64_t bits)
{
    return mixed >> 16 & (bits - 1);
}

/* Checksum of `length` bytes: four lanes of multiply and rotate, at the speed of memory. */
uint64_t lt_model_checksum(const char *data, uint64_t length);

#endif
