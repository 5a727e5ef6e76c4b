/*
 * House rules: what a newsroom's editor corrects besides spelling.
 *
 * Each rule has a name (its switch), a code (what findings say), a level and a source. Certain
 * rules are quiet on good newspaper text; strict ones are for who asks for them; the profile of
 * Decree 30/2020/NĐ-CP, appendix II, binds administrative papers and not the press.
 *
 *     lt_rules_options options = LT_RULES_OPTIONS_INIT;
 *     options.rules = lt_rules_of_level(LT_RULE_CERTAIN);
 *     lt_rule_findings findings = LT_RULE_FINDINGS_INIT;
 *     lt_rules_check(rules, text, length, &options, &findings, &error);
 *     …
 *     lt_rule_findings_dispose(&findings);
 *
 * A loaded lt_rules is immutable: any number of threads may check with it.
 */
#ifndef LIBTEXT_RULES_H
#define LIBTEXT_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lt_rule_level {
    LT_RULE_CERTAIN, /* on by default */
    LT_RULE_STRICT,  /* an editor may well disagree */
    LT_RULE_DECREE,  /* Decree 30/2020/NĐ-CP */
    LT_RULE_DATED    /* needs the date of the text: names that have gone since */
} lt_rule_level;

typedef struct lt_rule {
    const char *name;
    const char *code;
    lt_rule_level level;
    double confidence;   /* how often an editor will agree */
    const char *source;  /* where the rule comes from */
    const char *en, *vi; /* what it says of a finding, one line */
} lt_rule;

/* The rules; `index` below lt_rules_count(). Static. */
LT_API size_t lt_rules_count(void);
LT_API const lt_rule *lt_rules_at(size_t index);

/* The set of all rules of a level: bit i is rule i. */
LT_API uint64_t lt_rules_of_level(lt_rule_level level);

/* The set of rules of that name or code (`length` bytes); 0 when there is none. */
LT_API uint64_t lt_rules_named(const char *name, size_t length);

typedef struct lt_rules lt_rules;

/* Rules without any names. Owned by the caller. LT_NO_MEMORY. */
LT_API lt_status lt_rules_new(lt_rules **rules, lt_error *error);
/* NULL is fine. */
LT_API void lt_rules_free(lt_rules *rules);

typedef enum lt_rules_list {
    LT_RULES_PLACES,        /* NAME: places, written as they should be */
    LT_RULES_ABBREVIATIONS, /* SHORT [TAB long]: need no introduction */
    LT_RULES_OUTDATED,      /* NAME TAB yyyy-mm-dd (gone since; - stands) TAB successor */
    LT_RULES_DECREE_NAMES,  /* NAME: organisations, holidays, events in the decree's letter case */
    LT_RULES_INTRODUCE,     /* SHORT TAB long: abbreviations that want introducing, with how */
    LT_RULES_OFFICES,       /* NAME: offices and degrees, as before a person's name */
    LT_RULES_NAMES,         /* NAME: of several words, each with a capital; a near miss is told */
    LT_RULES_PEOPLE,        /* WORD: of people's names; no near miss of a listed name */
    LT_RULES_FAMILIES       /* WORD: family names, with which a person's name begins */
} lt_rules_list;

/*
 * Adds a list: UTF-8 lines, # begins a comment line. Copied. LT_INVALID_UTF8, LT_BAD_DATA with
 * error->line for a line that is not of this form (the lines before it stay added), LT_BAD_ARGUMENT
 * for no such list, LT_NO_MEMORY. Before the first check only. Expected O(length).
 */
LT_API lt_status lt_rules_add(lt_rules *rules, lt_rules_list list, const char *text, size_t length,
                              lt_error *error);

typedef enum lt_rules_tone {
    LT_RULES_TONE_ANY,
    LT_RULES_TONE_OLD,
    LT_RULES_TONE_NEW
} lt_rules_tone;

typedef struct lt_rules_options {
    uint64_t rules;     /* a set */
    lt_rules_tone tone; /* ANY: a text that mixes both is told once */
    unsigned as_of;     /* the text's date, yyyymmdd; 0: unknown, dated rules are silent */
} lt_rules_options;

#define LT_RULES_OPTIONS_INIT                                                                      \
    {                                                                                              \
        0, LT_RULES_TONE_ANY, 0                                                                    \
    }

typedef struct lt_rule_finding {
    size_t start, length;   /* bytes of the text */
    size_t rule;            /* index */
    const char *suggestion; /* what should stand there; NULL: no single answer; "" : nothing */
} lt_rule_finding;

typedef struct lt_rule_findings {
    lt_rule_finding *items; /* rising by start; owned */
    size_t count, capacity;
    char **strings; /* owned: the suggestions */
    size_t string_count, string_capacity;
} lt_rule_findings;

#define LT_RULE_FINDINGS_INIT                                                                      \
    {                                                                                              \
        NULL, 0, 0, NULL, 0, 0                                                                     \
    }

/* 1 GiB, as documents. */
#define LT_RULES_TEXT_MAXIMUM ((size_t)1 << 30)

/*
 * Checks a text; what *findings held is disposed of first, and on error it is empty. `rules` are
 * borrowed. LT_INVALID_UTF8, LT_TOO_LONG, LT_NO_MEMORY, LT_BAD_ARGUMENT for a bit that is no rule
 * or no such tone style. O(length), and O(n log n) in the findings.
 */
LT_API lt_status lt_rules_check(const lt_rules *rules, const char *text, size_t length,
                                const lt_rules_options *options, lt_rule_findings *findings,
                                lt_error *error);

LT_API void lt_rule_findings_dispose(lt_rule_findings *findings);

#ifdef __cplusplus
}
#endif

#endif
