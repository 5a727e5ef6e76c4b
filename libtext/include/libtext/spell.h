/*
 * Spelling in context: what a careful reader would stop at.
 *
 * Most Vietnamese misspellings are real syllables in the wrong place (chia sẽ for chia sẻ), so a
 * word is judged by its context on both sides: for every syllable the words it may be a slip of are
 * weighed by the language model, and a finding is made only when one of them is likelier by far.
 * The confidence is the estimated probability that the text is wrong there.
 *
 *     lt_spell_options options = LT_SPELL_OPTIONS_INIT;
 *     lt_spell *spell;                                 // one for each thread
 *     lt_spell_new(model, &options, &spell, &error);   // the model is shared
 *     lt_spell_findings findings = LT_SPELL_FINDINGS_INIT;
 *     lt_spell_check(spell, text, length, &findings, &error);
 *     for (size_t i = 0; i < findings.count; i++)
 *         printf("%.*s -> %s\n", (int)findings.items[i].length, text + findings.items[i].start,
 *                lt_spell_suggestion(&findings, i, 0));
 *     lt_spell_findings_dispose(&findings);
 *     lt_spell_free(spell);
 *
 * Give a whole document at a time: a name used ten times is a name. The text may be in any Unicode
 * form and either tone style; suggestions are NFC in the style the word was written in.
 */
#ifndef LIBTEXT_SPELL_H
#define LIBTEXT_SPELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/error.h>
#include <libtext/model.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What kind of finding; the names are those of the command-line contract. */
typedef enum lt_spell_code {
    LT_SPELL_SYLLABLE,  /* no Vietnamese syllable, English word or known name */
    LT_SPELL_WORD,      /* a real syllable wrong in its context */
    LT_SPELL_TYPING,    /* Telex, VNI or VIQR keys left over */
    LT_SPELL_ENGLISH,   /* an English word misspelt */
    LT_SPELL_NAME,      /* a foreign word or name one letter away from the one that is known */
    LT_SPELL_LOOKALIKE, /* letters of another script that look right */
    LT_SPELL_CODE_COUNT
} lt_spell_code;

/* "syllable", "word" … Static, never NULL. */
LT_API const char *lt_spell_code_name(lt_spell_code code);

typedef enum lt_spell_level {
    LT_SPELL_STRICT, /* find most; more of it will be right as it is */
    LT_SPELL_NORMAL, /* names, and spellings that are both in use, when it is surer of them */
    LT_SPELL_QUIET   /* only what is nearly certain */
} lt_spell_level;

/* Parts of the checker that can be switched off, to see what each adds. */
#define LT_SPELL_NO_CONTEXT  0x1u  /* no language model: only what is no syllable */
#define LT_SPELL_NO_WORDS    0x2u  /* no lexicon of foreign words and names */
#define LT_SPELL_NO_CHANNEL  0x4u  /* every slip equally likely */
#define LT_SPELL_NO_DOCUMENT 0x8u  /* no evidence from the rest of the document */
#define LT_SPELL_NO_NAMES    0x10u /* no foreign words and names one letter away from known ones */
#define LT_SPELL_NO_HABITS   0x20u /* no closer look at pairs and phrases that writers confuse */

#define LT_SPELL_SUGGESTIONS 10 /* most suggestions for one finding */

typedef struct lt_spell_options {
    lt_spell_level level;
    double min_confidence;    /* findings below are left out; 0: the level decides alone */
    unsigned max_suggestions; /* up to LT_SPELL_SUGGESTIONS */
    unsigned without;         /* LT_SPELL_NO_… */
    const char *english_aff, *english_dic; /* Hunspell en_US; NULL, or files that cannot be read:
                                              English is not checked */
    const char *english_forms; /* en_US.forms, word forms of that dictionary: spares its loading,
                                  tens of milliseconds, for most texts; NULL, damaged or of another
                                  version: not used. The findings are the same */
} lt_spell_options;

#define LT_SPELL_OPTIONS_INIT                                                                      \
    {                                                                                              \
        LT_SPELL_NORMAL, 0, 5, 0, NULL, NULL, NULL                                                 \
    }

/* A session: what scribbles. One thread at a time. */
typedef struct lt_spell lt_spell;

typedef struct lt_spell_finding {
    size_t start, length; /* bytes of the text as it was given */
    lt_spell_code code;
    const char *reason; /* name of the kind of slip: "tone", "mark", "s-x" …; static */
    double confidence;  /* 0 to 1 */
    unsigned suggestion_count;
    size_t suggestions[LT_SPELL_SUGGESTIONS]; /* offsets into findings->strings, best first */
} lt_spell_finding;

typedef struct lt_spell_findings {
    lt_spell_finding *items; /* in the order of the text, not overlapping; owned */
    size_t count, capacity;
    char *strings; /* NUL-terminated suggestions; owned */
    size_t string_length, string_capacity;
} lt_spell_findings;

#define LT_SPELL_FINDINGS_INIT                                                                     \
    {                                                                                              \
        NULL, 0, 0, NULL, 0, 0                                                                     \
    }

/* Makes a session over a model that must outlive it; `*spell` is owned by the caller. The paths of
 * the options are copied. LT_BAD_ARGUMENT, LT_NO_MEMORY; then `*spell` is NULL. */
LT_API lt_status lt_spell_new(const lt_model *model, const lt_spell_options *options,
                              lt_spell **spell, lt_error *error);

/* NULL is fine. */
LT_API void lt_spell_free(lt_spell *spell);

/* A word of the user's: right in this session wherever it stands, in any letter case if it is given
 * in small letters, else as it is given. Words with spaces are right as a sequence of words.
 * LT_BAD_ARGUMENT for no word or too many, LT_INVALID_UTF8, LT_NO_MEMORY. */
LT_API lt_status lt_spell_add_word(lt_spell *spell, const char *word, size_t length,
                                   lt_error *error);

/* Most bytes of a text that is checked at once: positions are kept in 32 bits. */
#define LT_SPELL_TEXT_MAXIMUM ((size_t)1 << 31)

/* A longer text is checked in parts of at most so many bytes, cut behind a line or word: what a
 * document tells of its words counts within each, and a session takes some 20 MiB at most. */
#define LT_SPELL_BLOCK ((size_t)512 << 10)

/* Of the English words that are misspelt in a text so many get suggestions: Hunspell takes ten to
 * thirty milliseconds for each, and a text in a language it does not know has nothing but such
 * words. */
#define LT_SPELL_ENGLISH_SUGGESTED 200

/*
 * Checks `text`; `*findings` is initialised or from a call before, whose findings are replaced. On
 * error it is empty. LT_INVALID_UTF8, LT_TOO_LONG, LT_NO_MEMORY. O(length).
 */
LT_API lt_status lt_spell_check(lt_spell *spell, const char *text, size_t length,
                                lt_spell_findings *findings, lt_error *error);

/* Suggestion `which` of finding `index`: NFC, in the letter case of the text, to be put in the
 * place of exactly the finding's span. Borrowed from the findings. */
LT_API const char *lt_spell_suggestion(const lt_spell_findings *findings, size_t index,
                                       unsigned which);

LT_API void lt_spell_findings_dispose(lt_spell_findings *findings);

#ifdef __cplusplus
}
#endif

#endif
