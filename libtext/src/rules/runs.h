/* Runs of capitalised words: what names look like (private). */
#ifndef LIBTEXT_RULES_RUNS_H
#define LIBTEXT_RULES_RUNS_H

#include "rules.h"

#define RUN_WORDS     5  /* Hồ Chí Minh, Đông Nam Bộ; longer names are not looked for */
#define RUN_WORD_SIZE 24 /* bytes of a word; a syllable has 15 */
#define RUN_KEY_SIZE  (RUN_WORDS * (RUN_WORD_SIZE + 1) + 1)

/* Words with one blank between them, in lower case and the old tone style. */
typedef struct run {
    size_t count;
    uint32_t starts[RUN_WORDS], sizes[RUN_WORDS]; /* in the text, bytes */
    size_t lengths[RUN_WORDS];                    /* of their keys */
    char words[RUN_WORDS][RUN_WORD_SIZE];         /* the keys */
} run;

/* Adds a word of `size` bytes at `start`; false when it does not fit. */
bool rules_add_to_run(run *run, const char *text, uint32_t start, uint32_t size);

/* The key of a run, behind `kind`; the word at `gap` left out (run->count: none). Bytes. */
size_t rules_run_key(const run *run, int kind, size_t gap, char key[RUN_KEY_SIZE]);

/* Is the token a word that begins with a capital? */
bool rules_is_capital(const check *check, size_t index);

/* Reads the capitalised words from `index`; where to go on, which is behind all of them with
 * `to_end`. Too long or odd ones are empty. */
size_t rules_read_run(const check *check, size_t index, bool to_end, run *run);

/* What was found out about the words of names is kept while a long text is looked at. */
void rules_keep_keys(check *check);

#endif
