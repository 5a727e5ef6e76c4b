/*
 * Slugs: the part of a URL that is made from a title.
 *
 * A slug is [a-z0-9]+(-[a-z0-9]+)*. Vietnamese and other Latin letters lose their marks (đ, and its
 * look-alikes Ð and Ɖ, is d), other scripts are transliterated, invisible characters vanish, every
 * kind of space separates. Two published house styles differ in punctuation:
 *
 *     title                    LT_SLUG_DASH             LT_SLUG_DELETE
 *     TP.HCM: 12,5% ở 26/12    tp-hcm-12-5-o-26-12      tphcm-125-o-26-12
 *
 * Canonically equivalent titles, both tone styles and any letter case give one slug; the slug of a
 * slug is itself (but for a prefix, suffix or id, which are put on again).
 *
 *     lt_slug_options options = LT_SLUG_OPTIONS_INIT;
 *     lt_slugger *slugger;
 *     lt_buffer out = LT_BUFFER_INIT;
 *     if (lt_slugger_new(&options, &slugger, NULL) == LT_OK &&
 *         lt_slug(slugger, title, length, &out, NULL) == LT_OK)
 *         puts(out.data);
 *     lt_slugger_free(slugger);
 *     lt_buffer_dispose(&out);
 *
 * Rules may be shared by any number of threads; a slugger is used by one at a time. Letters follow
 * Unicode's decompositions and CLDR's transliterations, the house styles what Vietnamese newspapers
 * publish.
 */
#ifndef LIBTEXT_SLUG_H
#define LIBTEXT_SLUG_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/buffer.h>
#include <libtext/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Longest title in bytes: a page of text, a hundred times the longest headline. */
#define LT_SLUG_TITLE_MAXIMUM ((size_t)64 << 10)

typedef enum lt_slug_style {
    LT_SLUG_DASH,  /* punctuation separates: 1.000 is 1-000 */
    LT_SLUG_DELETE /* punctuation is dropped: 1.000 is 1000; spaces, slashes, dashes separate */
} lt_slug_style;

typedef enum lt_slug_language { LT_SLUG_AUTO, LT_SLUG_VI, LT_SLUG_EN } lt_slug_language;

/* Bits of lt_slug_options.flags; another bit is LT_BAD_ARGUMENT. */
#define LT_SLUG_SYMBOL_WORDS 0x1u /* % & $ ² … by sense, in the title's language; needs rules */
#define LT_SLUG_KEEP_UNICODE 0x2u /* letters of all scripts keep their form, in lower-case NFC */
#define LT_SLUG_DROP_VI      0x4u /* Vietnamese stop words are left out; needs rules */
#define LT_SLUG_DROP_EN      0x8u /* English ones */

/* Symbol words, stop words, compounds, own replacements, reserved slugs: immutable once loaded. */
typedef struct lt_slug_rules lt_slug_rules;

/* Files of rules; NULL for what isn't wanted. Lines are UTF-8, `#` begins a comment line. */
typedef struct lt_slug_files {
    const char *symbols;      /* symbol TAB kind TAB Vietnamese TAB English; see the file's head */
    const char *stopwords_vi; /* a syllable a line, TAB end for no end */
    const char *stopwords_en; /* a word a line, so too */
    const char *compounds;    /* two syllables a line that a cut should not part */
    const char *map;          /* what TAB (or =) replacement; see lt_slug_rules_load */
    const char *reserved;     /* a slug a line that is never given */
} lt_slug_files;

#define LT_SLUG_FILES_INIT                                                                         \
    {                                                                                              \
        NULL, NULL, NULL, NULL, NULL, NULL                                                         \
    }

/*
 * Loads rules. A replacement of `map` goes before all other rules, the longest first, in any letter
 * case; what begins or ends in a letter or digit is replaced as a whole word only, except a single
 * letter, which is replaced everywhere. LT_IO, LT_BAD_DATA with error->line, LT_NO_MEMORY;
 * LT_TOO_LONG above 64 MiB a file. O(n log n) in the lines.
 */
LT_API lt_status lt_slug_rules_load(const lt_slug_files *files, lt_slug_rules **rules,
                                    lt_error *error);
LT_API void lt_slug_rules_free(lt_slug_rules *rules);

typedef struct lt_slug_options {
    lt_slug_style style;
    lt_slug_language language; /* of symbol words */
    unsigned flags;
    size_t max_length;          /* characters of the whole slug; 0: no limit */
    char separator;             /* '-', '_', '.', '~' or '+' */
    const char *prefix;         /* the next four are slugged themselves and copied; NULL: none */
    const char *suffix;         /* behind the title's words */
    const char *id;             /* behind everything; neither is cut by max_length */
    const char *fallback;       /* for a title with nothing to keep */
    const lt_slug_rules *rules; /* borrowed, must outlive the slugger; NULL: none */
} lt_slug_options;

#define LT_SLUG_OPTIONS_INIT                                                                       \
    {                                                                                              \
        LT_SLUG_DASH, LT_SLUG_AUTO, 0, 0, '-', NULL, NULL, NULL, NULL, NULL                        \
    }

/* What scribbles: tables of the chosen style, scratch memory, the transliterator once needed. */
typedef struct lt_slugger lt_slugger;

/* Makes a slugger (owned by the caller; NULL on error). LT_BAD_ARGUMENT: an unknown flag or
 * separator, rules wanted and not there, a fixed part with nothing to keep or too long for
 * max_length. LT_INVALID_UTF8 in a fixed part, LT_NO_MEMORY. */
LT_API lt_status lt_slugger_new(const lt_slug_options *options, lt_slugger **slugger,
                                lt_error *error);
LT_API void lt_slugger_free(lt_slugger *slugger);

/*
 * Appends the slug of a title. max_length cuts between words, not behind a stop word or a bare
 * number, inside a compound or what is written without space (12,5), as long as the rules know and
 * any other cut exists; a first word that is longer itself is cut anywhere. A reserved slug gets
 * -2, -3 … LT_NOT_FOUND: nothing to keep and no fallback; LT_INVALID_UTF8 with the offset;
 * LT_TOO_LONG; LT_BAD_DATA where a slug is reserved with all numbers up to 100,000; LT_NO_MEMORY.
 * On error `out` is as it was. O(length); titles of Latin letters and common punctuation take one
 * pass over their bytes.
 */
LT_API lt_status lt_slug(lt_slugger *slugger, const char *title, size_t length, lt_buffer *out,
                         lt_error *error);

/* Appends `slug`, one this slugger made, with a number before its id: the way out where two
 * articles want one slug. Cuts words to stay in max_length; LT_TOO_LONG where there is no room for
 * the number. LT_NO_MEMORY. O(length). */
LT_API lt_status lt_slug_number(const lt_slugger *slugger, const char *slug, size_t length,
                                unsigned long number, lt_buffer *out, lt_error *error);

/* What is wrong with a slug. */
typedef enum lt_slug_fault {
    LT_SLUG_FAULT_NONE,
    LT_SLUG_FAULT_EMPTY,
    LT_SLUG_FAULT_UPPER,     /* a capital */
    LT_SLUG_FAULT_ENCODED,   /* %xx */
    LT_SLUG_FAULT_CHARACTER, /* neither letter, digit nor separator; above 0x7F unless kept */
    LT_SLUG_FAULT_SEPARATOR, /* at an end, or two in a row */
    LT_SLUG_FAULT_MARKS,     /* split at lost marks, as du-o-ng from đường in NFD */
    LT_SLUG_FAULT_LONG,      /* above max_length */
    LT_SLUG_FAULT_RESERVED,
    LT_SLUG_FAULT_COUNT_
} lt_slug_fault;

/* The first fault of `slug` by this slugger's options, bytes before what concerns all of it, and in
 * *offset (may be NULL) its byte. O(length). */
LT_API lt_slug_fault lt_slug_check(const lt_slugger *slugger, const char *slug, size_t length,
                                   size_t *offset);

/* Name of a fault for reports: "empty", "upper" … Static. */
LT_API const char *lt_slug_fault_name(lt_slug_fault fault);

/* Appends `template` with {slug}, {id} and {date} filled in; NULL leaves one unknown.
 * LT_BAD_ARGUMENT with error->offset at a brace that begins none of the three or whose value is not
 * known, LT_NO_MEMORY, LT_TOO_LONG; on error `out` is as it was. */
LT_API lt_status lt_slug_template(const char *template_text, const char *slug, const char *id,
                                  const char *date, lt_buffer *out, lt_error *error);

#ifdef __cplusplus
}
#endif

#endif
