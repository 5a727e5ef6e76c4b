/*
 * English word forms (private): whether Hunspell would accept a word, without Hunspell.
 *
 * The table has a fingerprint of each word form of one dictionary, made from it by
 * dictionaries/build/english-forms.c, and answers for that dictionary alone. Little-endian:
 *
 *   header   struct lt_forms_header, 64 bytes
 *   starts   uint32[LT_FORMS_BUCKETS + 1]: the first entry of each bucket, and their number
 *   entries  uint32[count]: of each form, rising within a bucket
 *
 * The upper 16 bits of the lt_hash of a form in small letters choose its bucket; its entry has the
 * upper 30 of the lower 32 bits, and lt_forms_from.
 *
 * A form is thus told by 46 bits: of words that the dictionary does not have, one in 2^46 / count
 * is taken for a form (for en_US one in 430 million).
 */
#ifndef LIBTEXT_SPELL_FORMS_H
#define LIBTEXT_SPELL_FORMS_H

#include <stddef.h>
#include <stdint.h>

#include "base/file.h"

#define LT_FORMS_MAGIC   0x534D524F46544CULL /* "LTFORMS" */
#define LT_FORMS_VERSION 1
#define LT_FORMS_BUCKETS 65536u

/* Longer words are left to Hunspell. */
#define LT_FORMS_LONGEST 64

/* Far more than any dictionary has forms: bounds what a file can make us read. */
#define LT_FORMS_MAXIMUM ((size_t)64 << 20)

/* How the letters of a word are written: of Hunspell's kinds those that the table answers for. */
typedef enum lt_forms_case {
    LT_FORMS_SMALL,    /* word, don't */
    LT_FORMS_INITIAL,  /* Word, Don't, I */
    LT_FORMS_CAPITALS, /* WORD */
    LT_FORMS_MIXED,    /* iPhone, wOrd */
    LT_FORMS_OTHER     /* any other word */
} lt_forms_case;

/* From which case on a form is right: a word in small letters is right in every case, a name from
 * the initial on, iPhone and eBay, which have a case of their own, in capitals only. */
typedef enum lt_forms_from {
    LT_FORMS_FROM_SMALL = LT_FORMS_SMALL,
    LT_FORMS_FROM_INITIAL = LT_FORMS_INITIAL,
    LT_FORMS_FROM_CAPITALS = LT_FORMS_CAPITALS,
    LT_FORMS_FROM_NONE /* Hunspell has to be asked */
} lt_forms_from;

typedef struct lt_forms_source {
    uint64_t size, checksum; /* of a whole file: lt_model_checksum */
} lt_forms_source;

typedef struct lt_forms_header {
    uint64_t magic;
    uint32_t version, count;
    uint64_t size, checksum; /* of the whole file; of all bytes behind the header */
    lt_forms_source aff, dic;
} lt_forms_header;

typedef struct lt_forms {
    lt_file file;
    const uint32_t *starts, *entries;
    uint32_t count;
} lt_forms;

#define LT_FORMS_INIT                                                                              \
    {                                                                                              \
        LT_FILE_INIT, NULL, NULL, 0                                                                \
    }

/* Maps the table at `path`. LT_BAD_DATA when it is damaged, LT_IO, LT_TOO_LONG; then `*forms` is
 * closed. */
lt_status lt_forms_open(lt_forms *forms, const char *path, lt_error *error);

/* The same from memory aligned to 8 bytes, which must outlive `*forms`. */
lt_status lt_forms_load(lt_forms *forms, const char *data, size_t length, lt_error *error);

void lt_forms_close(lt_forms *forms);

/* Size and checksum of a file. */
lt_status lt_forms_sum(lt_forms_source *source, const char *path, lt_error *error);

/* Was the table made from dictionaries with the bytes of these two files? LT_OK, LT_BAD_DATA for
 * others, LT_IO and LT_TOO_LONG. Reads both whole: a quarter of a millisecond for en_US. */
lt_status lt_forms_fits(const lt_forms *forms, const char *aff, const char *dic, lt_error *error);

typedef enum lt_forms_answer { LT_FORMS_UNKNOWN, LT_FORMS_KNOWN, LT_FORMS_ASK } lt_forms_answer;

/* Does the dictionary accept this word? LT_FORMS_ASK: Hunspell has to be asked, as for a form that
 * stands there in mixed letter case. */
lt_forms_answer lt_forms_ask(const lt_forms *forms, const char *word, size_t length);

/* Writes `word` in small letters to `key`, which has room for LT_FORMS_LONGEST bytes.
 * LT_FORMS_OTHER for what the table does not answer: anything but ASCII letters with one apostrophe
 * at most between them (U+2019 does not come here: english.c writes an apostrophe), capitals or
 * mixed letter case with an apostrophe. Then `key` is of no use. */
lt_forms_case lt_forms_key(const char *word, size_t length, char *key);

/* Where the entry of a key belongs. */
static inline uint32_t lt_forms_bucket(uint64_t hash)
{
    return (uint32_t)(hash >> 48);
}
static inline uint32_t lt_forms_entry(uint64_t hash, lt_forms_from from)
{
    return ((uint32_t)hash & ~3u) | (uint32_t)from;
}

#endif
