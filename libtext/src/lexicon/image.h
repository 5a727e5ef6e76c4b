/*
 * The lexicon in memory and on disk (private).
 *
 * A header of 64 bytes, then for Vietnamese and English the sorted 64-bit keys of all phrases
 * (lt_terms_phrase), then for each language
 *     bucket  where keys with the same top bits begin: 1 to 14 bits, about four keys in each
 *     first   where the links of a phrase begin
 *     text    where its letters begin in the strings
 *     info    4 bytes: words, longest phrase that begins with this word, rarity, 0
 *     links   other phrase << 12 | source << 8 | weight, sorted
 * and the strings. Everything is little-endian; counts in the header decide all sizes, and the
 * file has exactly that size.
 */
#ifndef LIBTEXT_LEXICON_IMAGE_H
#define LIBTEXT_LEXICON_IMAGE_H

#include <libtext/lexicon.h>

#include "base/file.h"

#define LT_LEXICON_MAGIC   "lt-lexic"
#define LT_LEXICON_VERSION 1u

enum { LT_LEXICON_BUCKET_BITS = 14 };

/* 2^20 phrases a language: what an id in a link has room for */
#define LT_LEXICON_PHRASES ((uint32_t)1 << 20)
#define LT_LEXICON_PAIRS   ((uint32_t)1 << 22)
#define LT_LEXICON_NONE    UINT32_MAX

typedef struct lt_lexicon_header {
    char magic[8]; /* no NUL */
    uint32_t version;
    uint32_t count[2]; /* phrases: Vietnamese, English */
    uint32_t pairs;
    uint32_t total; /* sentences that rarities are counted in */
    uint32_t reserved;
    uint64_t strings;  /* bytes */
    uint64_t checksum; /* of all bytes after the header, then of the header's fields before it */
    uint8_t padding[16];
} lt_lexicon_header;

_Static_assert(sizeof(lt_lexicon_header) == 64, "the file format fixes the header");

typedef struct lt_lexicon_side {
    uint32_t count;
    unsigned shift; /* of a key, to its bucket */
    const uint64_t *keys;
    const uint32_t *bucket, *first, *text, *links;
    const uint8_t *info;
} lt_lexicon_side;

struct lt_lexicon {
    lt_lexicon_side side[2]; /* by lt_language */
    uint32_t pairs, total;
    const char *strings;
    lt_file file;
    char *owned; /* the image, when it was not mapped */
};

/* Number of top bits that choose the bucket among `count` keys. */
static inline unsigned lt_lexicon_bucket_bits(uint32_t count)
{
    unsigned bits = 1;
    while (bits < LT_LEXICON_BUCKET_BITS && count >> bits > 4)
        bits++;
    return bits;
}

/* Bytes of an image. */
uint64_t lt_lexicon_image_size(const lt_lexicon_header *header);

uint64_t lt_lexicon_checksum(const char *image, size_t length);

/* A checked view of an image that stays where it is (8-byte aligned). */
lt_status lt_lexicon_view(lt_lexicon *lexicon, const char *image, size_t length, lt_error *error);

/* Number of the phrase with this key, LT_LEXICON_NONE when there is none. */
static inline uint32_t lt_lexicon_find(const lt_lexicon_side *side, uint64_t key)
{
    uint32_t b = (uint32_t)(key >> side->shift);
    for (uint32_t i = side->bucket[b]; i < side->bucket[b + 1]; i++)
        if (side->keys[i] == key)
            return i;
    return LT_LEXICON_NONE;
}

/* Has memory fetch what lt_lexicon_find() will look at. */
static inline void lt_lexicon_expect(const lt_lexicon_side *side, uint64_t key)
{
    __builtin_prefetch(&side->keys[side->bucket[key >> side->shift]]);
}

static inline uint32_t lt_link_phrase(uint32_t link)
{
    return link >> 12;
}
static inline uint32_t lt_link_source(uint32_t link)
{
    return link >> 8 & 15u;
}
static inline uint32_t lt_link_weight(uint32_t link)
{
    return link & 255u;
}
/* -ln of the share of sentences that hold the phrase, in sixteenths */
static inline uint32_t lt_lexicon_rarity(const lt_lexicon_side *side, uint32_t phrase)
{
    return side->info[4 * (size_t)phrase + 2];
}
static inline uint32_t lt_lexicon_longest(const lt_lexicon_side *side, uint32_t phrase)
{
    return side->info[4 * (size_t)phrase + 1];
}

/* Weights are kept as 255 + 32 log2(weight): the quotient of two steps is the same everywhere. */
uint32_t lt_weight_pack(double weight);
double lt_weight_unpack(uint32_t packed);

#endif
