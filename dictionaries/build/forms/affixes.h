/* Word forms by the affix file of a Hunspell dictionary (private to english-forms). */
#ifndef BUILD_FORMS_AFFIXES_H
#define BUILD_FORMS_AFFIXES_H

#include <stdbool.h>
#include <stddef.h>

#define FORM_MAXIMUM 256 /* bytes */

typedef struct affix {
    bool prefix;
    char flag;
    char strip[32], add[32], condition[64];
} affix;

typedef struct affixes {
    affix *items;
    size_t count, capacity;
    char rules[64]; /* flags of words that compounds are made of */
} affixes;

/* Ends the program for a file with anything that would make forms we do not know of. */
void affixes_read(affixes *affixes, const char *path);
void affixes_dispose(affixes *affixes);

typedef void take_form(void *context, const char *form);

/* Gives every form of a line of the word list, "word/FLAGS", and some that are none: all pairs of a
 * prefix and a suffix, whether or not the file lets them stand together. */
void affixes_expand(const affixes *affixes, char *line, take_form *take, void *context);

#endif
