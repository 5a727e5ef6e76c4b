/*
 * Makes dictionaries/vi_VN.aff and vi_VN.dic for Hunspell's users (LibreOffice, Firefox, Chrome)
 * from the words of the model.
 *
 *     hunspell-dictionary dictionaries/vi.model dictionaries
 *
 * Hunspell judges a word without its context, so the list is of syllables in both tone styles, and
 * of the foreign words and names that news writes often. What is seldom is left out: in a list of
 * syllables a rare one hides more slips than it is ever meant.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/buffer.h>

#include "common/common.h"
#include "model/format.h"
#include "model/model.h"

/* Occurrences in the text the model was counted from; chosen on the development set (README). */
#define SYLLABLE_LEAST 300
#define WORD_LEAST     12
/* A rarer syllable that stands with a capital nearly always (255: always) is a name: Diệm. */
#define NAME_LEAST    20
#define NAME_CAPITALS 220
/* A word with Vietnamese letters that is no syllable is a slip, unless everybody writes it. */
#define MARKED_LEAST 150

const char program[] = "hunspell-dictionary";

static double count_of(unsigned frequency)
{
    return exp(frequency / LT_COUNT_SCALE);
}

typedef struct list {
    char **items;
    size_t count, capacity;
} list;

static void add(list *list, const char *word, size_t length)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 1024;
        list->items = realloc(list->items, list->capacity * sizeof *list->items);
    }
    if (!list->items || !(list->items[list->count] = strndup(word, length)))
        die("out of memory");
    list->count++;
}

static void add_syllables(const lt_model *model, double least, list *list)
{
    char old[LT_SYLLABLE_SIZE], new[LT_SYLLABLE_SIZE];
    for (lt_syllable s = lt_syllable_next(0); s; s = lt_syllable_next(s)) {
        uint16_t id = model->syllables[s];
        if (id < LT_ID_FIRST || id >= model->ids || model->unigrams[id].syllable != s)
            continue;
        double count = count_of(model->unigrams[id].frequency);
        bool name = count >= NAME_LEAST && model->unigrams[id].capital >= NAME_CAPITALS;
        if (count < least && !name)
            continue;
        uint8_t upper = count < least ? LT_UPPER_FIRST : LT_UPPER_NONE;
        size_t length = lt_syllable_render(s, LT_TONE_STYLE_OLD, upper, old);
        add(list, old, length);
        length = lt_syllable_render(s, LT_TONE_STYLE_NEW, upper, new);
        if (strcmp(old, new) != 0)
            add(list, new, length);
    }
}

static bool is_plain(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (word[i] < 'a' || word[i] > 'z')
            return false;
    return length > 0;
}

/* Letters in one piece: no combining marks, and no ð, which stands for đ by mistake. */
static bool is_letters(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)word[i];
        if (byte < 0x80 && (byte < 'a' || byte > 'z'))
            return false;
        if (byte >= 0xCC && byte < 0xE1)
            return false;
        if (byte == 0xC3 && i + 1 < length && (unsigned char)word[i + 1] == 0xB0)
            return false;
    }
    return length > 1;
}

/* Letters without a vowel are an abbreviation: in capitals it is taken in capitals only, and is no
 * suggestion for a word in small letters. */
static void add_word(list *list, const char *word, size_t length)
{
    char capitals[256];
    size_t put = 0;
    for (size_t i = 0; i < length; i++) {
        bool d_bar =
            (unsigned char)word[i] == 0xC4 && i + 1 < length && (unsigned char)word[i + 1] == 0x91;
        if (strchr("aeiouy", word[i]) || ((unsigned char)word[i] >= 0x80 && !d_bar)) {
            add(list, word, length);
            return;
        }
        if (d_bar) {
            capitals[put++] = (char)0xC4;
            capitals[put++] = (char)0x90;
            i++;
        } else {
            capitals[put++] = (char)(word[i] - 32);
        }
    }
    add(list, capitals, put);
}

static void add_words(const lt_model *model, double least, list *list)
{
    const unsigned char *at = model->word_bytes, *end = at + model->word_byte_count;
    while (end - at > 5 && end - at >= 5 + at[4]) {
        const char *word = (const char *)at + 5;
        double count = count_of(at[2]);
        bool often = is_plain(word, at[4]) ? count >= least
                                           : is_letters(word, at[4]) && count >= MARKED_LEAST;
        if (often)
            add_word(list, word, at[4]);
        at += 5 + at[4];
    }
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static const char aff[] =
    "# Vietnamese for Hunspell, made by libtext (dictionaries/build/hunspell-dictionary.c) from\n"
    "# counts over news and Wikipedia. CC BY-SA 4.0.\n"
    "SET UTF-8\n"
    "LANG vi_VN\n"
    "TRY nhgcitaouàmđáạảlươêâsốrbvpkếộớdòủìềyợxqóầấựệãờíôéễeậơăùịểằồụúứửữừổởọỏẻẹ\n"
    "KEY qwertyuiop|asdfghjkl|zxcvbnm|aâă|eê|oôơ|uư|dđ\n"
    "MAXNGRAMSUGS 0\n"
    "MAXDIFF 2\n"
    "ONLYMAXDIFF\n"
    "# letters of one place: marks and tones forgotten or mixed up\n"
    "MAP 6\n"
    "MAP aàảãáạăằẳẵắặâầẩẫấậ\n"
    "MAP eèẻẽéẹêềểễếệ\n"
    "MAP iìỉĩíịyỳỷỹýỵ\n"
    "MAP oòỏõóọôồổỗốộơờởỡớợ\n"
    "MAP uùủũúụưừửữứự\n"
    "MAP dđ\n";

/* The commonest slip of all: hỏi for ngã and ngã for hỏi. */
static const char *const hook_and_tilde[][2] = {
    {"ả", "ã"}, {"ẳ", "ẵ"}, {"ẩ", "ẫ"}, {"ẻ", "ẽ"}, {"ể", "ễ"}, {"ỉ", "ĩ"},
    {"ỏ", "õ"}, {"ổ", "ỗ"}, {"ở", "ỡ"}, {"ủ", "ũ"}, {"ử", "ữ"}, {"ỷ", "ỹ"},
};

/* Sounds that dialects confuse, spellings of one sound, keys of Telex and VNI left over. */
static const char *const replacements[][2] = {
    {"^s", "x"},  {"^x", "s"},  {"^ch", "tr"},  {"^tr", "ch"},  {"^d", "gi"}, {"^gi", "d"},
    {"^r", "d"},  {"^d", "r"},  {"^gi", "r"},   {"^r", "gi"},   {"^v", "d"},  {"^d", "v"},
    {"^l", "n"},  {"^n", "l"},  {"^ng", "ngh"}, {"^ngh", "ng"}, {"^g", "gh"}, {"^gh", "g"},
    {"^c", "k"},  {"^k", "c"},  {"^q", "qu"},   {"^f", "ph"},   {"^z", "d"},  {"^j", "gi"},
    {"n$", "ng"}, {"ng$", "n"}, {"n$", "nh"},   {"nh$", "n"},   {"c$", "t"},  {"t$", "c"},
    {"t$", "ch"}, {"ch$", "t"}, {"i$", "y"},    {"y$", "i"},    {"o$", "u"},  {"u$", "o"},
    {"iu", "ưu"}, {"ưu", "iu"}, {"iêu", "ươu"}, {"ươu", "iêu"}, {"uơ", "ươ"}, {"ưo", "ươ"},
    {"uo", "ươ"}, {"uo", "uô"}, {"ie", "iê"},   {"ye", "yê"},   {"ăy", "ay"}, {"ây", "ay"},
    {"ay", "ây"}, {"âu", "au"}, {"au", "âu"},   {"ao", "au"},   {"au", "ao"}, {"om", "ôm"},
    {"ôm", "ơm"}, {"dd", "đ"},  {"aa", "â"},    {"ee", "ê"},    {"oo", "ô"},  {"aw", "ă"},
    {"ow", "ơ"},  {"uw", "ư"},  {"w", "ư"},     {"uwow", "ươ"}, {"a6", "â"},  {"e6", "ê"},
    {"o6", "ô"},  {"o7", "ơ"},  {"u7", "ư"},    {"a8", "ă"},    {"d9", "đ"},
};

/* Sound keys: what one ear may take for another gets one key. */
static const char *const phones[][2] = {
    {"CH^", "C"}, {"TR^", "C"}, {"GI^", "D"}, {"D^", "D"}, {"R^", "D"},   {"V^", "D"},
    {"S^", "X"},  {"X^", "X"},  {"L^", "N"},  {"N^", "N"}, {"NGH^", "G"}, {"NG^", "G"},
    {"GH^", "H"}, {"G^", "H"},  {"K^", "K"},  {"C^", "K"}, {"Q^", "K"},   {"NG$", "N"},
    {"NH$", "N"}, {"N$", "N"},  {"CH$", "T"}, {"C$", "T"}, {"T$", "T"},   {"Y$", "I"},
};

static FILE *create(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file)
        die(path);
    return file;
}

static void finish(FILE *file)
{
    if (ferror(file) || fclose(file) != 0)
        die("cannot write");
}

static void write_aff(const char *folder)
{
    FILE *file = create(folder, "vi_VN.aff");
    size_t count = sizeof replacements / sizeof *replacements;
    size_t tones = sizeof hook_and_tilde / sizeof *hook_and_tilde;
    fprintf(file,
            "%s# tones and sounds confused, one sound spelled two ways, keys left over\nREP %zu\n",
            aff, count + 2 * tones);
    for (size_t i = 0; i < tones; i++)
        fprintf(file, "REP %s %s\nREP %s %s\n", hook_and_tilde[i][0], hook_and_tilde[i][1],
                hook_and_tilde[i][1], hook_and_tilde[i][0]);
    for (size_t i = 0; i < count; i++)
        fprintf(file, "REP %s %s\n", replacements[i][0], replacements[i][1]);
    count = sizeof phones / sizeof *phones;
    fprintf(file, "PHONE %zu\n", count);
    for (size_t i = 0; i < count; i++)
        fprintf(file, "PHONE %s %s\n", phones[i][0], phones[i][1]);
    finish(file);
}

static void write_dic(const char *folder, list *list)
{
    FILE *file = create(folder, "vi_VN.dic");
    size_t kept = 0;
    qsort(list->items, list->count, sizeof *list->items, by_text);
    for (size_t i = 0; i < list->count; i++)
        kept += i == 0 || strcmp(list->items[i], list->items[i - 1]) != 0;
    fprintf(file, "%zu\n", kept);
    for (size_t i = 0; i < list->count; i++)
        if (i == 0 || strcmp(list->items[i], list->items[i - 1]) != 0)
            fprintf(file, "%s\n", list->items[i]);
    finish(file);
}

int main(int count, char **arguments)
{
    lt_model *model;
    lt_error error = LT_ERROR_INIT;
    list list = {NULL, 0, 0};
    if (count != 3 && count != 5)
        die("usage: hunspell-dictionary MODEL FOLDER [SYLLABLE-LEAST WORD-LEAST]");
    if (lt_model_open(arguments[1], &model, &error) != LT_OK)
        die(error.message);
    add_syllables(model, count == 5 ? atof(arguments[3]) : SYLLABLE_LEAST, &list);
    static const char *const units[] = {"km", "kg", "cm", "mm", "ml", "mg", "dm", "kw", "kwh"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        add(&list, units[i], strlen(units[i]));
    for (const char *letter = "abcdefghijklmnopqrstuvwxyz"; *letter; letter++)
        add(&list, letter, 1);
    add_words(model, count == 5 ? atof(arguments[4]) : WORD_LEAST, &list);
    write_aff(arguments[2]);
    write_dic(arguments[2], &list);
    for (size_t i = 0; i < list.count; i++)
        free(list.items[i]);
    free(list.items);
    lt_model_free(model);
    return 0;
}
