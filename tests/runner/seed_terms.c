/* Where terms are taken from to be ignored: the glossaries that ship. */
#define _GNU_SOURCE /* strcasestr */
#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "seed.h"

enum { TERMS = 8192, TERM = 192 };

typedef struct term {
    char vi[TERM], en[2 * TERM];
} term;

static term terms[TERMS];
static size_t count;

static bool add_lines(const char *text, size_t length)
{
    for (const char *at = text, *end = text + length; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        int size = (int)((stop ? stop : end) - at);
        term *t = &terms[count];
        if (count == TERMS)
            return false;
        if (*at != '#' && size < TERM + 2 * TERM) {
            char line[3 * TERM + 1];
            snprintf(line, sizeof line, "%.*s", size, at);
            if (!strstr(line, "\tset phrase") &&
                sscanf(line, "%191[^\t]\t%383[^\t]", t->vi, t->en) == 2)
                count++;
        }
        at = stop ? stop + 1 : end;
    }
    return true;
}

bool seed_glossary(const char *dictionaries, lt_glossary **glossary)
{
    char pattern[4096];
    glob_t found;
    *glossary = NULL;
    count = 0;
    snprintf(pattern, sizeof pattern, "%s/bilingual/glossary*.tsv", dictionaries);
    bool good = glob(pattern, 0, NULL, &found) == 0;
    for (size_t i = 0; good && i < found.gl_pathc; i++) {
        lt_file file;
        if (lt_file_map(&file, found.gl_pathv[i], 1 << 24, NULL) != LT_OK)
            return false;
        good = add_lines(file.data, file.length) &&
               (*glossary ? lt_glossary_add(*glossary, file.data, file.length, NULL)
                          : lt_glossary_read(file.data, file.length, glossary, NULL)) == LT_OK;
        lt_file_unmap(&file);
    }
    globfree(&found);
    return good;
}

static bool joins(char c)
{
    return isalnum((unsigned char)c) || (c & 0x80);
}

/* The next place where a word of `line` begins with `word`, in any case. NULL: nowhere. */
static const char *next_word(const char *line, const char *from, const char *word)
{
    for (const char *at = from; (at = strcasestr(at, word)) != NULL; at++)
        if (at == line || !joins(at[-1]))
            return at;
    return NULL;
}

/* How often any of the translations stands in the line; the last such place. */
static size_t count_translations(const term *t, const char *en, size_t *at, size_t *length)
{
    char translations[2 * TERM], *rest;
    size_t times = 0;
    snprintf(translations, sizeof translations, "%s", t->en);
    for (char *one = strtok_r(translations, "|", &rest); one; one = strtok_r(NULL, "|", &rest)) {
        one += strspn(one, " ");
        if (one[strlen(one) - 1] == ' ')
            one[strlen(one) - 1] = '\0';
        for (const char *place = en; (place = next_word(en, place, one)) != NULL; place++) {
            times++;
            *at = (size_t)(place - en);
            *length = strlen(one);
            while (joins(place[*length])) /* plurals and the like */
                (*length)++;
        }
    }
    return times;
}

/* Whether a longer term of the glossary stands in the line. */
static bool is_part_of_term(const term *t, const char *vi)
{
    for (size_t k = 0; k < count; k++)
        if (&terms[k] != t && strcasestr(terms[k].vi, t->vi) && strcasestr(vi, terms[k].vi))
            return true;
    return false;
}

bool seed_find_term(const char *vi, const char *en, size_t start, size_t *at, size_t *length)
{
    for (size_t k = 0; k < count; k++) {
        const term *t = &terms[(start + k) % count];
        const char *place = next_word(vi, vi, t->vi);
        if (place && !joins(place[strlen(t->vi)]) && !next_word(vi, place + 1, t->vi) &&
            strchr(t->vi, ' ') && count_translations(t, en, at, length) == 1 &&
            !is_part_of_term(t, vi))
            return true;
    }
    return false;
}
