#include "stem.h"

#include <string.h>

static bool ends(const char *word, size_t length, const char *tail)
{
    size_t size = strlen(tail);
    return length > size && memcmp(word + length - size, tail, size) == 0;
}

static bool vowel(char c)
{
    return memchr("aeiouy", c, 6) != NULL;
}

/* planned: plan. Double l is one everywhere, and ss stays. */
static size_t undouble(const char *word, size_t length)
{
    bool twice = length > 3 && word[length - 1] == word[length - 2] && !vowel(word[length - 1]) &&
                 word[length - 1] != 's';
    return twice ? length - 1 : length;
}

/* labour, paediatric and modelling as labor, pediatric and modeling; but hour and tourist stay. */
static size_t drop_british(char *word, size_t length)
{
    size_t out = 0, vowels = 0;
    for (size_t i = 0; i < length; i++) {
        bool u = word[i] == 'u' && vowels > 1 && word[out - 1] == 'o' && i + 1 < length &&
                 word[i + 1] == 'r';
        vowels += vowel(word[i]);
        bool a = word[i] == 'a' && length > 4 && i + 1 < length && word[i + 1] == 'e';
        bool l = word[i] == 'l' && out > 0 && word[out - 1] == 'l';
        if (!u && !a && !l)
            word[out++] = word[i];
    }
    return out;
}

/* -s, -es, -ies, -ed, -ing. */
static size_t drop_inflection(char *word, size_t length)
{
    if (length > 4 && (ends(word, length, "ies") || ends(word, length, "ied"))) {
        word[length - 3] = 'y';
        return length - 2;
    }
    if (length > 4 && (ends(word, length, "sses") || ends(word, length, "ches") ||
                       ends(word, length, "shes") || ends(word, length, "xes")))
        return length - 2;
    if (length > 3 && word[length - 1] == 's' && !ends(word, length, "ss") &&
        !ends(word, length, "us") && !ends(word, length, "is"))
        length--;
    if (length > 5 && ends(word, length, "ing"))
        return undouble(word, length - 3);
    if (length > 4 && ends(word, length, "ed") && !ends(word, length, "eed"))
        return undouble(word, length - 2);
    return length;
}

/* organise, programme, centre, defence, catalogue: as organize and so on, cut alike. */
static size_t one_ending(char *word, size_t length)
{
    if (length > 4 && (ends(word, length, "mme") || ends(word, length, "ogue")))
        length -= 2;
    else if (length > 4 && ends(word, length, "tre"))
        memcpy(word + length - 2, "er", 2);
    else if (length > 4 && ends(word, length, "e"))
        length--;
    if (length > 4 && ends(word, length, "enc"))
        word[length - 1] = 's';
    if (length > 4 && (ends(word, length, "is") || ends(word, length, "ys")))
        word[length - 1] = 'z';
    char *middle = length > 7 && ends(word, length, "isation") ? word + length - 7 : NULL;
    if (middle)
        middle[1] = 'z';
    if (word[length - 1] == 'y')
        word[length - 1] = 'i';
    return length;
}

void lt_review_stem(const char *word, char stem[LT_STEM])
{
    size_t length = strlen(word);
    if (length >= LT_STEM)
        length = LT_STEM - 1;
    memcpy(stem, word, length);
    if (length > 2) {
        length = drop_british(stem, length);
        length = drop_inflection(stem, length);
        length = one_ending(stem, length);
    }
    stem[length] = 0;
}

const char *lt_review_full(const char *word)
{
    static const char *const full[][2] = {
        {"adm", "admiral"},        {"assoc", "associate"}, {"capt", "captain"},
        {"cdr", "commander"},      {"cmdr", "commander"},  {"col", "colonel"},
        {"dept", "department"},    {"dr", "doctor"},       {"gen", "general"},
        {"gov", "governor"},       {"govt", "government"}, {"lt", "lieutenant"},
        {"maj", "major"},          {"pres", "president"},  {"prof", "professor"},
        {"rep", "representative"}, {"rev", "reverend"},    {"sec", "secretary"},
        {"sen", "senator"},        {"sgt", "sergeant"},    {"supt", "superintendent"}};
    for (size_t i = 0; i < sizeof full / sizeof *full; i++)
        if (strcmp(word, full[i][0]) == 0)
            return full[i][1];
    return NULL;
}
