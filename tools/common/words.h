/* Personal words, and what the kinds of misspelling are called. */
#ifndef TOOLS_COMMON_WORDS_H
#define TOOLS_COMMON_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/spell.h>

typedef struct words {
    char **items; /* in the order of their bytes */
    size_t count, capacity;
    size_t longest; /* bytes */
} words;

/* Reads words, one a line; # begins a comment. Ends the process when memory runs out. */
void words_read(words *words, const char *text, size_t length);

void words_add(words *words, const char *word, size_t length);
void words_dispose(words *words);

/* Is this place of the text one of the words, or inside one of several syllables? */
bool words_cover(const words *words, const char *text, size_t length, size_t start, size_t size);

/* What is said of a misspelling, in the language of --ui. */
const char *check_reason(lt_spell_code code, const char *reason);

#endif
