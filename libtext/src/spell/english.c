#include "spell/session.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hunspell.h>

/* Hunspell is slow; words come again. */
#define CACHE_MAXIMUM 20000

struct lt_english {
    Hunhandle *handle;
    lt_map known; /* word to 0 or 1 */
};

struct lt_english *lt_english_new(const char *aff, const char *dic)
{
    static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
    /* Hunspell_create never fails: look first. */
    if (access(aff, R_OK) != 0 || access(dic, R_OK) != 0)
        return NULL;
    struct lt_english *english = calloc(1, sizeof *english);
    if (!english)
        return NULL;
    pthread_mutex_lock(&loading);
    english->handle = Hunspell_create(aff, dic);
    pthread_mutex_unlock(&loading);
    if (!english->handle) {
        free(english);
        return NULL;
    }
    return english;
}

void lt_english_free(struct lt_english *english)
{
    if (!english)
        return;
    Hunspell_destroy(english->handle);
    lt_map_dispose(&english->known);
    free(english);
}

bool lt_english_knows(struct lt_english *english, const char *word, size_t length)
{
    char text[LT_TOKEN_MAXIMUM + 1];
    if (length > LT_TOKEN_MAXIMUM)
        return false;
    const uint32_t *cached = lt_map_find(&english->known, word, length);
    if (cached)
        return *cached != 0;
    memcpy(text, word, length);
    text[length] = '\0';
    bool known = Hunspell_spell(english->handle, text) != 0;
    if (english->known.count < CACHE_MAXIMUM)
        (void)lt_map_set(&english->known, word, length, known);
    return known;
}
