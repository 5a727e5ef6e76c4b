/*
 * Normalization: one Unicode form, one tone style, and the repair of what typing and conversion
 * leave behind in Vietnamese text.
 *
 * Every repair has a code (lt_change_code) and a switch (its bit in options->repair). Words that
 * are no Vietnamese syllable are never re-toned; URLs, e-mail addresses, paths and code (between
 * backticks, or tokens with characters only code has) keep all but their Unicode form. The result
 * is well-formed and normalizing it again changes nothing.
 *
 *     lt_normalize_options options = LT_NORMALIZE_OPTIONS_INIT;   // NFC, old tone style, basic
 *     lt_buffer out = LT_BUFFER_INIT;
 *     lt_normalize("Hoa\xCC\x80", 5, &options, &out, NULL, NULL);  // out.data: "Hòa"
 *     lt_buffer_dispose(&out);
 *
 * Forms: Unicode Standard Annex 15, in the version of the linked ICU. Cost is linear in the length
 * of the text, also for long runs of combining marks (sorted stably, not by insertion). Calls share
 * nothing: any number of threads may use them; an lt_normalizer is used by one at a time.
 */
#ifndef LIBTEXT_NORMALIZE_H
#define LIBTEXT_NORMALIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/buffer.h>
#include <libtext/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lt_form { LT_FORM_NFC, LT_FORM_NFD, LT_FORM_NONE /* as it comes */ } lt_form;

typedef enum lt_tone_choice {
    LT_TONE_OLD, /* hòa, thúy, khỏe */
    LT_TONE_NEW, /* hoà, thuý, khoẻ */
    LT_TONE_KEEP
} lt_tone_choice;

/* Why a place was changed. The numbers are part of the ABI: new ones are added at the end. */
typedef enum lt_change_code {
    LT_CHANGE_FORM,           /* not in the wanted Unicode form */
    LT_CHANGE_TONE_STYLE,     /* the other tone style */
    LT_CHANGE_HALF_COMPOSED,  /* a composed letter with a combining tone, as CP1258 leaves it */
    LT_CHANGE_MARK_ORDER,     /* tone before vowel mark: a + U+0301 + U+0302 */
    LT_CHANGE_MARK_DOUBLE,    /* the same mark twice: on one letter, or a tone on two vowels */
    LT_CHANGE_TONE_PLACE,     /* the tone on a vowel where no style puts it: tóan, qúy */
    LT_CHANGE_SPACING_ACCENT, /* a letter and a spacing accent (U+00B4, U+02CB …) for a mark */
    LT_CHANGE_LETTER_D,       /* Ð U+00D0, Ɖ U+0189 and small ð ɖ for Đ, đ in a syllable */
    LT_CHANGE_LOOKALIKE,      /* Cyrillic or Greek letters within a Latin word */
    LT_CHANGE_ZERO_WIDTH,     /* U+200B, U+2060, and U+200C, U+200D beside Latin text */
    LT_CHANGE_BIDI,           /* bidi controls that stand beside no right-to-left letter */
    LT_CHANGE_SOFT_HYPHEN,    /* U+00AD */
    LT_CHANGE_BOM,            /* U+FEFF anywhere but at the very start */
    LT_CHANGE_SPACE,          /* a no-break or other odd space made U+0020 */
    LT_CHANGE_INVALID,        /* ill-formed UTF-8 made U+FFFD (options->replace_invalid) */
    LT_CHANGE_CONTROL,        /* C0 and C1 controls but tab and line ends, removed */
    LT_CHANGE_LINE_END,       /* CR LF, CR, U+0085, U+2028, U+2029 made LF */
    LT_CHANGE_SPACING,        /* runs of spaces, spaces at line ends and around punctuation */
    LT_CHANGE_QUOTE,          /* typewriter double quotes made “ and ” */
    LT_CHANGE_DASH,           /* a spaced dash of any length made " - " */
    LT_CHANGE_ELLIPSIS,       /* three dots made … */
    LT_CHANGE_CODE_COUNT
} lt_change_code;

/* "form", "tone-style", "half-composed" …; static, NULL for a number that is no code. */
LT_API const char *lt_change_name(lt_change_code code);

#define LT_REPAIR(code) (1u << (code))

/* The levels of cleaning: what is wrong wherever it stands, and house style besides. */
#define LT_CLEAN_NONE 0u
#define LT_CLEAN_BASIC                                                                             \
    (LT_REPAIR(LT_CHANGE_HALF_COMPOSED) | LT_REPAIR(LT_CHANGE_MARK_ORDER) |                        \
     LT_REPAIR(LT_CHANGE_MARK_DOUBLE) | LT_REPAIR(LT_CHANGE_TONE_PLACE) |                          \
     LT_REPAIR(LT_CHANGE_SPACING_ACCENT) | LT_REPAIR(LT_CHANGE_LETTER_D) |                         \
     LT_REPAIR(LT_CHANGE_LOOKALIKE) | LT_REPAIR(LT_CHANGE_ZERO_WIDTH) |                            \
     LT_REPAIR(LT_CHANGE_BIDI) | LT_REPAIR(LT_CHANGE_SOFT_HYPHEN) | LT_REPAIR(LT_CHANGE_BOM) |     \
     LT_REPAIR(LT_CHANGE_SPACE))
#define LT_CLEAN_FULL                                                                              \
    (LT_CLEAN_BASIC | LT_REPAIR(LT_CHANGE_CONTROL) | LT_REPAIR(LT_CHANGE_LINE_END) |               \
     LT_REPAIR(LT_CHANGE_SPACING) | LT_REPAIR(LT_CHANGE_QUOTE) | LT_REPAIR(LT_CHANGE_DASH) |       \
     LT_REPAIR(LT_CHANGE_ELLIPSIS))

typedef struct lt_normalize_options {
    lt_form form;
    lt_tone_choice tone;
    uint32_t repair;      /* LT_REPAIR bits; FORM, TONE_STYLE and INVALID are not among them */
    bool replace_invalid; /* ill-formed UTF-8 becomes U+FFFD; else it is LT_INVALID_UTF8 */
} lt_normalize_options;

#define LT_NORMALIZE_OPTIONS_INIT                                                                  \
    {                                                                                              \
        LT_FORM_NFC, LT_TONE_OLD, LT_CLEAN_BASIC, false                                            \
    }

/*
 * A place that was changed; for words the whole word (letters, digits and marks in a row). A place
 * with several reasons tells the weightiest in `code` and all of them in `codes`.
 */
typedef struct lt_change {
    size_t start, length;               /* bytes of the input */
    size_t result_start, result_length; /* bytes of the output of this call (or stream) */
    lt_change_code code;
    uint32_t codes; /* LT_REPAIR bits, those of FORM, TONE_STYLE and INVALID too */
} lt_change;

/* Changes in the order of the text, not overlapping; what lies between them is the same in input
 * and output. Owned by the caller, the items inside by the library until dispose. */
typedef struct lt_changes {
    lt_change *items;
    size_t count, capacity;
} lt_changes;

#define LT_CHANGES_INIT                                                                            \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/* Frees the items; the list is empty and can be used again. NULL is fine. */
LT_API void lt_changes_dispose(lt_changes *changes);

/*
 * The byte of the input that byte `result_offset` of the output comes from: exact between changes;
 * within one, its start. With `span_end` the byte is where a span ends, not where one begins:
 * within a change it maps to the change's end. O(log changes). Offsets are those of the call that
 * filled the list from empty (for a stream: of the whole stream).
 */
LT_API size_t lt_changes_to_input(const lt_changes *changes, size_t result_offset, bool span_end);

/* The other direction: which byte of the output a byte of the input became. */
LT_API size_t lt_changes_to_output(const lt_changes *changes, size_t offset, bool span_end);

/* Longest run of characters without a place where Unicode normalization may cut (in practice:
 * combining marks on one letter), in bytes. A longer one is LT_TOO_LONG: no writing has it, and
 * what it would take to put it in order bounds the memory of the stream. */
#define LT_NORMALIZE_SEQUENCE_MAXIMUM ((size_t)4 << 20)

/*
 * Appends the normalized text to `out`; adds to `changes` (may be NULL) what was changed, with
 * `result_start` counted from what `out` held before. `options` NULL: the INIT value. On error
 * `out` and `changes` are as they were.
 * LT_INVALID_UTF8 (offset), LT_TOO_LONG, LT_BAD_ARGUMENT, LT_NO_MEMORY. O(length).
 */
LT_API lt_status lt_normalize(const char *text, size_t length, const lt_normalize_options *options,
                              lt_buffer *out, lt_changes *changes, lt_error *error);

/*
 * The same for text that comes in pieces, of any length, in bounded memory: at most some hundred
 * KiB, plus the length of the longest sequence above. Where the pieces are cut does not matter; the
 * output is that of lt_normalize on the whole.
 *
 *     lt_normalizer *stream = lt_normalizer_new(&options, &error);
 *     while (… more …) lt_normalizer_push(stream, piece, size, &out, NULL, &error);
 *     lt_normalizer_finish(stream, &out, NULL, &error);   // ready for another text afterwards
 *     lt_normalizer_free(stream);
 *
 * Offsets in errors and changes count from the start of the stream. After an error the stream
 * stays in it until lt_normalizer_reset; what earlier calls wrote stands.
 */
typedef struct lt_normalizer lt_normalizer;

/* NULL with `error` filled: LT_BAD_ARGUMENT, LT_NO_MEMORY. Owned by the caller. */
LT_API lt_normalizer *lt_normalizer_new(const lt_normalize_options *options, lt_error *error);

LT_API lt_status lt_normalizer_push(lt_normalizer *normalizer, const char *text, size_t length,
                                    lt_buffer *out, lt_changes *changes, lt_error *error);

LT_API lt_status lt_normalizer_finish(lt_normalizer *normalizer, lt_buffer *out,
                                      lt_changes *changes, lt_error *error);

/* Forgets the text; ready for another one. */
LT_API void lt_normalizer_reset(lt_normalizer *normalizer);

/* NULL is fine. */
LT_API void lt_normalizer_free(lt_normalizer *normalizer);

#ifdef __cplusplus
}
#endif

#endif
