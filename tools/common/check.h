/*
 * Checking a text: spelling, house rules, and what keeps findings quiet (personal words, the ignore
 * file, directives), for every tool that shows findings.
 */
#ifndef TOOLS_COMMON_CHECK_H
#define TOOLS_COMMON_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/baseline.h>
#include <libtext/document.h>
#include <libtext/error.h>

#include "tools/common/accepted.h"
#include "tools/common/tool.h"

typedef enum check_level { CHECK_NORMAL, CHECK_STRICT, CHECK_QUIET } check_level;

typedef struct check_options {
    int level;             /* check_level */
    int tone;              /* 0 any, 1 old, 2 new */
    int profile;           /* 0 press, 1 decree30 */
    double min_confidence; /* below it findings are dropped; 0: the level decides */
    long max_suggestions;
    const char *enable, *disable; /* codes or rule names, separated by commas; NULL: none */
    const char *as_of;            /* yyyy-mm-dd or NULL */
    option_list personal;         /* files of words */
    const char *ignore_file;
    bool every;      /* places that are told once for a document, each of them: for --fix */
    bool words_only; /* no house rules but those on the spelling of words */
} check_options;

#define CHECK_OPTIONS_INIT                                                                         \
    {                                                                                              \
        .max_suggestions = 5                                                                       \
    }

typedef struct check_finding {
    size_t start, length; /* bytes of the checked text */
    const char *code;     /* of the contract */
    const char *rule;     /* the switch: a house rule's name, else the code */
    double confidence;
    const char *const *suggestions; /* best first; borrowed until the session's next check */
    size_t suggestion_count;
    const char *message; /* in the language of --ui */
    bool spelling;       /* of a word, no house rule */
} check_finding;

typedef struct checker checker;             /* shared, immutable */
typedef struct check_session check_session; /* one thread's */

/* Loads what the options name. Ends the process with 2 when something can't be had. */
checker *checker_open(const check_options *options);
void checker_close(checker *checker);

/* What --ignore-file holds. */
const accepted *checker_accepted(const checker *checker);

/* pool_work.open and close; `shared` is the checker. */
void *check_session_open(void *shared);
void check_session_close(void *session);

/* A word that is right from now on (the ispell pipe's @ and *); where there is one session only. */
void check_session_accept(check_session *session, const char *word, size_t length);

/*
 * Checks a text; `document` may be NULL. *findings are in the order of the text, borrowed until the
 * next check.
 */
lt_status check_text(check_session *session, const char *text, size_t length,
                     const lt_document *document, const check_finding **findings, size_t *count,
                     lt_error *error);

#endif
