#include "affixes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/common.h"
#include "base/array.h"

static const char blanks[] = " \t\r\n";

/* "0" stands for nothing. */
static void copy(char *to, size_t room, const char *from)
{
    if (!from || strlen(from) >= room || strchr(from, '/'))
        die("an affix that is not understood: too long, or with flags of its own");
    strcpy(to, strcmp(from, "0") == 0 ? "" : from);
}

/* "SFX D y ied [^aeiou]y"; the first line of each flag, "SFX D Y 4", says how many follow. */
static void read_affix(affixes *affixes, bool prefix, size_t *left, char **rest)
{
    const char *flag = strtok_r(NULL, blanks, rest), *first = strtok_r(NULL, blanks, rest);
    const char *second = strtok_r(NULL, blanks, rest);
    if (!flag || strlen(flag) != 1 || !first || !second)
        die("an affix that is not understood");
    if (*left == 0) {
        *left = strtoul(second, NULL, 10);
        return;
    }
    --*left;
    affix *items = lt_array_room(affixes->items, affixes->count, &affixes->capacity, sizeof *items);
    if (!items)
        die("out of memory");
    affixes->items = items;
    affix *made = &affixes->items[affixes->count++];
    made->prefix = prefix;
    made->flag = *flag;
    copy(made->strip, sizeof made->strip, first);
    copy(made->add, sizeof made->add, second);
    copy(made->condition, sizeof made->condition, strtok_r(NULL, blanks, rest));
}

/* Replaced before a word is looked up: none of the letters that the table answers for may be. */
static void read_conversion(char **rest)
{
    const char *from = strtok_r(NULL, blanks, rest), *to = strtok_r(NULL, blanks, rest);
    for (const char *at = from; to && *at; at++)
        if (!((unsigned char)*at & 0x80))
            die("an input conversion of ASCII characters");
}

static void read_rule(affixes *affixes, char **rest)
{
    const char *rule = strtok_r(NULL, blanks, rest);
    if (!rule || strlen(affixes->rules) + strlen(rule) >= sizeof affixes->rules)
        die("compound rules that are not understood");
    strcat(affixes->rules, rule);
}

static void read_line(affixes *affixes, char *line, size_t *left)
{
    /* These change suggestions, or forbid; what is forbidden Hunspell will say itself. */
    static const char *const harmless[] = {"TRY", "NOSUGGEST", "WORDCHARS", "COMPOUNDMIN",
                                           "REP", "KEY",       "MAP",       "ONLYINCOMPOUND"};
    char *rest, *name = strtok_r(line, blanks, &rest);
    if (!name || *name == '#')
        return;
    if (strcmp(name, "PFX") == 0 || strcmp(name, "SFX") == 0) {
        read_affix(affixes, *name == 'P', left, &rest);
        return;
    }
    if (strcmp(name, "ICONV") == 0) {
        read_conversion(&rest);
        return;
    }
    if (strcmp(name, "COMPOUNDRULE") == 0) {
        read_rule(affixes, &rest);
        return;
    }
    const char *charset = strcmp(name, "SET") == 0 ? strtok_r(NULL, blanks, &rest) : NULL;
    bool known = charset && strcmp(charset, "UTF-8") == 0;
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        known = known || strcmp(name, harmless[i]) == 0;
    if (!known)
        die("the affix file has a setting that is not understood: are all forms found?");
}

void affixes_read(affixes *affixes, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0, left = 0;
    memset(affixes, 0, sizeof *affixes);
    if (!file)
        die(path);
    while (getline(&line, &room, file) >= 0)
        read_line(affixes, line, &left);
    if (ferror(file) || left > 0)
        die("the affix file ends too soon");
    free(line);
    fclose(file);
}

void affixes_dispose(affixes *affixes)
{
    free(affixes->items);
}

/* The end of a unit of a condition: a letter, any letter ".", or one of some "[aeiou]", "[^y]". */
static const char *unit_end(const char *unit)
{
    const char *close = *unit == '[' ? strchr(unit, ']') : unit;
    if (!close)
        die("a condition that is not understood");
    return close + 1;
}

static bool unit_fits(const char *unit, char letter)
{
    if (*unit != '[')
        return *unit == '.' || *unit == letter;
    bool other = unit[1] == '^';
    const char *set = unit + 1 + other;
    return (memchr(set, letter, (size_t)(unit_end(unit) - 1 - set)) != NULL) != other;
}

/* Is the condition met at the beginning or the end of `stem`? */
static bool condition_fits(const affix *affix, const char *stem)
{
    size_t units = 0, length = strlen(stem);
    if (strcmp(affix->condition, ".") == 0)
        return true;
    for (const char *at = affix->condition; *at; at = unit_end(at))
        units++;
    if (units > length)
        return false;
    const char *letter = affix->prefix ? stem : stem + length - units;
    for (const char *at = affix->condition; *at; at = unit_end(at))
        if (!unit_fits(at, *letter++))
            return false;
    return true;
}

/* Adds an affix to a stem; false when it does not go with it. */
static bool join(const affix *affix, const char *stem, char *form)
{
    size_t length = strlen(stem), strip = strlen(affix->strip);
    const char *end = affix->prefix ? stem : stem + length - (strip < length ? strip : length);
    if (strip > length || memcmp(end, affix->strip, strip) != 0 || !condition_fits(affix, stem))
        return false;
    int put = affix->prefix
                  ? snprintf(form, FORM_MAXIMUM, "%s%s", affix->add, stem + strip)
                  : snprintf(form, FORM_MAXIMUM, "%.*s%s", (int)(length - strip), stem, affix->add);
    if (put >= FORM_MAXIMUM)
        die("a form that is too long");
    return true;
}

static void add_prefixes(const affixes *affixes, const char *stem, const char *flags,
                         take_form *take, void *context)
{
    char form[FORM_MAXIMUM];
    take(context, stem);
    for (size_t i = 0; i < affixes->count; i++) {
        const affix *affix = &affixes->items[i];
        if (affix->prefix && strchr(flags, affix->flag) && join(affix, stem, form))
            take(context, form);
    }
}

void affixes_expand(const affixes *affixes, char *line, take_form *take, void *context)
{
    char form[FORM_MAXIMUM];
    line[strcspn(line, blanks)] = '\0';
    char *slash = strchr(line, '/');
    const char *flags = slash ? slash + 1 : "";
    if (slash)
        *slash = '\0';
    /* Compounds of numbers (1201st) are no words of letters. */
    if (flags[strcspn(flags, affixes->rules)] && (*line < '0' || *line > '9'))
        die("a word of letters that compounds are made of");
    add_prefixes(affixes, line, flags, take, context);
    for (size_t i = 0; i < affixes->count; i++) {
        const affix *affix = &affixes->items[i];
        if (!affix->prefix && strchr(flags, affix->flag) && join(affix, line, form))
            add_prefixes(affixes, form, flags, take, context);
    }
}
