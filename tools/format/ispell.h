/* The ispell pipe protocol, as `hunspell -a` speaks it to Emacs and other clients. */
#ifndef TOOLS_FORMAT_ISPELL_H
#define TOOLS_FORMAT_ISPELL_H

#include "tools/common/check.h"

/*
 * Rewrites a client's command line: with -a, ispell's options that mean nothing here are dropped,
 * `-p FILE` names the personal dictionary. -v and -vv print the banner and end the process.
 */
void ispell_arguments(int *count, char ***arguments);

/* The personal dictionary of who names none: words.txt beside the user's settings; NULL when there
 * is no place for it. Static. */
const char *ispell_personal(void);

/* Answers standard input line by line until its end. `personal` is the file that `#` writes words
 * to, or NULL. */
void ispell_run(checker *checker, const char *personal);

#endif
