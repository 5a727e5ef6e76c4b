/*
 * A bilingual lexicon: words and phrases of Vietnamese and English that translate each other, each
 * pair with a weight between 0 and 1.
 *
 * Words are compared without regard to letter case, Unicode form and the place of the tone mark;
 * English words without their inflection (provinces = province). A phrase has up to
 * LT_LEXICON_WORDS words. A loaded lexicon is one read-only image: immutable, shared between
 * threads, mapped from its file.
 *
 *     lt_lexicon *lexicon;
 *     if (lt_lexicon_open("vi-en.lexicon", &lexicon, &error) == LT_OK)
 *         weight = lt_lexicon_weight(lexicon, "thủ tướng", 14, "Prime Minister", 14);
 *     lt_lexicon_free(lexicon);
 *
 * File format (little-endian; checked on opening: magic, version, size, checksum, every index): see
 * libtext/src/lexicon/image.h.
 */
#ifndef LIBTEXT_LEXICON_H
#define LIBTEXT_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include <libtext/buffer.h>
#include <libtext/error.h>
#include <libtext/segment.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LT_LEXICON_WORDS     4                  /* most words of a phrase */
#define LT_LEXICON_MAXIMUM   ((size_t)64 << 20) /* bytes of a file that is opened */
#define LT_LEXICON_TEXT_SIZE 160                /* most bytes of one phrase */

typedef struct lt_lexicon lt_lexicon;

/* Where a pair comes from. The numbers are part of the file format. */
typedef enum lt_lexicon_source {
    LT_LEXICON_LEARNED,    /* estimated from parallel text */
    LT_LEXICON_DICTIONARY, /* a published dictionary */
    LT_LEXICON_GLOSSARY,   /* the glossary of news terms */
    LT_LEXICON_NAME,       /* names */
    LT_LEXICON_USER,       /* the caller's own */
    LT_LEXICON_SOURCE_COUNT
} lt_lexicon_source;

typedef struct lt_translation {
    const char *text; /* NFC, lower case where it is no name; borrowed from the lexicon */
    size_t length;
    double weight; /* 0 to 1 */
    lt_lexicon_source source;
} lt_translation;

/* Maps the file at `path`; `*lexicon` is owned by the caller, NULL on error. LT_IO, LT_BAD_DATA,
 * LT_TOO_LONG, LT_NO_MEMORY, LT_UNSUPPORTED on a big-endian machine. O(size), a few milliseconds.
 */
LT_API lt_status lt_lexicon_open(const char *path, lt_lexicon **lexicon, lt_error *error);

/* The same from memory, which is copied. */
LT_API lt_status lt_lexicon_load(const char *data, size_t length, lt_lexicon **lexicon,
                                 lt_error *error);

/* NULL is fine. */
LT_API void lt_lexicon_free(lt_lexicon *lexicon);

/* Number of pairs. */
LT_API size_t lt_lexicon_size(const lt_lexicon *lexicon);

/* Weight of a pair, 0 when the lexicon does not have it. Expected O(log translations). */
LT_API double lt_lexicon_weight(const lt_lexicon *lexicon, const char *vi, size_t vi_length,
                                const char *en, size_t en_length);

/*
 * The translations of a word or phrase of language `from`, heaviest first: fills up to `room` of
 * `translations` and returns how many there are. 0 for an unknown phrase. O(translations × room).
 */
LT_API size_t lt_lexicon_translations(const lt_lexicon *lexicon, lt_language from, const char *text,
                                      size_t length, lt_translation *translations, size_t room);

/* Making a lexicon: pairs are added in any order; of the same pair the heaviest stays. */
typedef struct lt_lexicon_builder lt_lexicon_builder;

LT_API lt_status lt_lexicon_builder_new(lt_lexicon_builder **builder, lt_error *error);
LT_API void lt_lexicon_builder_free(lt_lexicon_builder *builder);

/* Adds a pair (copied). A side without a word, or with more than LT_LEXICON_WORDS, is passed over:
 * LT_OK and nothing added. LT_BAD_ARGUMENT for a weight that is not in (0, 1], LT_NO_MEMORY,
 * LT_TOO_LONG past 2^20 phrases of a language or 2^22 pairs. Amortised O(log pairs). */
LT_API lt_status lt_lexicon_builder_add(lt_lexicon_builder *builder, const char *vi,
                                        size_t vi_length, const char *en, size_t en_length,
                                        double weight, lt_lexicon_source source, lt_error *error);

/* How many of the sentences that the pairs were learned from hold this phrase: what is rare says
 * more. */
LT_API lt_status lt_lexicon_builder_count(lt_lexicon_builder *builder, lt_language language,
                                          const char *text, size_t length, uint32_t sentences,
                                          lt_error *error);

/* Number of those sentences. */
LT_API void lt_lexicon_builder_total(lt_lexicon_builder *builder, uint32_t sentences);

/*
 * Reads lines "vi TAB en TAB weight" (the weight may be missing: 0.5). With an empty vi or en the
 * number is the count of the other; with both empty the total. Lines that begin with # and blank
 * lines are passed over. LT_BAD_DATA with error->line.
 */
LT_API lt_status lt_lexicon_builder_read(lt_lexicon_builder *builder, const char *text,
                                         size_t length, lt_lexicon_source source, lt_error *error);

/* Appends the same lines, pairs from `least` weight up, sorted. */
LT_API lt_status lt_lexicon_builder_print(lt_lexicon_builder *builder, double least, lt_buffer *out,
                                          lt_error *error);

/* Adds the pairs of a lexicon that come from one of `sources` (bits 1u << lt_lexicon_source), with
 * the counts of their words. */
LT_API lt_status lt_lexicon_builder_merge(lt_lexicon_builder *builder, const lt_lexicon *lexicon,
                                          unsigned sources, lt_error *error);

/* Appends the image of what was added. */
LT_API lt_status lt_lexicon_builder_write(lt_lexicon_builder *builder, lt_buffer *out,
                                          lt_error *error);

/* A lexicon of what was added. */
LT_API lt_status lt_lexicon_builder_finish(lt_lexicon_builder *builder, lt_lexicon **lexicon,
                                           lt_error *error);

/*
 * Learning pairs from parallel sentences: IBM model 1 in both directions over English words and
 * Vietnamese phrases, the geometric mean of both probabilities being the weight.
 */
typedef struct lt_lexicon_learner lt_lexicon_learner;

#define LT_LEXICON_SENTENCE_WORDS 150     /* longer sentences are passed over */
#define LT_LEXICON_SENTENCES      1000000 /* most sentences; then LT_TOO_LONG */

LT_API lt_status lt_lexicon_learner_new(lt_lexicon_learner **learner, lt_error *error);
LT_API void lt_lexicon_learner_free(lt_lexicon_learner *learner);

/* A Vietnamese phrase worth being looked at from its second occurrence on; others are found by
 * how firmly their words stick together. */
LT_API lt_status lt_lexicon_learner_phrase(lt_lexicon_learner *learner, const char *vi,
                                           size_t length, lt_error *error);

/* Two sentences that translate each other (copied). Vietnamese sentences seen before are passed
 * over. */
LT_API lt_status lt_lexicon_learner_pair(lt_lexicon_learner *learner, const char *vi,
                                         size_t vi_length, const char *en, size_t en_length,
                                         lt_error *error);

/* Estimates and adds the pairs of weight `least` and more, with the counts of their words.
 * O(words of a sentence squared × sentences × iterations). */
LT_API lt_status lt_lexicon_learner_run(lt_lexicon_learner *learner, unsigned iterations,
                                        double least, lt_lexicon_builder *builder, lt_error *error);

#ifdef __cplusplus
}
#endif

#endif
