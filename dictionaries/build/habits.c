/*
 * Lists the pairs of syllables that are mostly a slip of a compound, as "chia sẽ" of "chia sẻ":
 * libtext/src/spell/table_habits.c.
 *
 *     xz -dc ../shared/corpora/vietnews.txt.xz ../shared/corpora/viwiki.txt.xz |
 *         habits dictionaries/vi.model > libtext/src/spell/table_habits.c
 *
 * Such a pair is in the language model, since the corpora hold the slip too, and looks usual in it.
 * A pair is listed when one slip of habit in one of its syllables makes it a compound of the news
 * corpus that is TIMES times as frequent as the pair.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "common/common.h"
#include "model/model.h"
#include "spell/confusion.h"
#include "spell/habits.h"

#define SYLLABLES      (1 << 18)
#define COMPOUND_LEAST 40 /* occurrences of the compound */
#define PAIR_LEAST     2  /* of the slip: what is rarer is doubted anyway */
#define TIMES          40

const char program[] = "habits";

/* --- counts --- */

static lt_map pairs = LT_MAP_INIT;     /* two syllables in a row */
static lt_map compounds = LT_MAP_INIT; /* of these, joined by _ */

static void bump(lt_map *map, lt_syllable first, lt_syllable second)
{
    lt_syllable key[2] = {first, second};
    uint32_t *count = lt_map_find(map, (const char *)key, sizeof key);
    if (count)
        ++*count;
    else if (lt_map_set(map, (const char *)key, sizeof key, 1) != LT_OK)
        die("out of memory");
}

static uint32_t count_of(const lt_map *map, lt_syllable first, lt_syllable second)
{
    lt_syllable key[2] = {first, second};
    const uint32_t *count = lt_map_find(map, (const char *)key, sizeof key);
    return count ? *count : 0;
}

static void count_line(const char *line, size_t length)
{
    lt_token token, before = {.kind = LT_TOKEN_BREAK};
    for (size_t at = 0;
         (at = lt_token_next(line, length, at, &token)), token.kind != LT_TOKEN_END;) {
        if (before.kind == LT_TOKEN_SYLLABLE && token.kind == LT_TOKEN_SYLLABLE) {
            bump(&pairs, before.syllable, token.syllable);
            if (line[token.start - 1] == '_')
                bump(&compounds, before.syllable, token.syllable);
        }
        before = token;
    }
}

static void count_input(void)
{
    char *line = NULL;
    size_t capacity = 0;
    for (ssize_t got; (got = getline(&line, &capacity, stdin)) > 0;)
        count_line(line, (size_t)got);
    free(line);
}

/* --- pairs --- */

/* What people write as they speak or have learnt it, time and again. */
static bool is_habit(uint16_t kind)
{
    switch ((lt_confusion_type)kind) {
    case LT_CONFUSION_HOI_NGA:
    case LT_CONFUSION_S_X:
    case LT_CONFUSION_CH_TR:
    case LT_CONFUSION_D_GI_R:
    case LT_CONFUSION_L_N:
    case LT_CONFUSION_CODA:
    case LT_CONFUSION_VOWEL:
    case LT_CONFUSION_ONSET_SPELLING:
        return true;
    default:
        return false;
    }
}

static lt_syllable *meant[SYLLABLES]; /* what each may be a slip of, 0 at the end */

static void list_meant(const lt_model *model)
{
    for (uint32_t s = 0; s < SYLLABLES; s++) {
        uint16_t id = model->syllables[s];
        uint32_t count = 0, kept = 0;
        const lt_confusion *list = id < LT_ID_FIRST ? NULL : lt_model_confusions(model, id, &count);
        meant[s] = count ? allocate(count + 1, sizeof *meant[s]) : NULL;
        for (uint32_t i = 0; i < count; i++)
            if (is_habit(list[i].kind) && model->unigrams[list[i].id].syllable)
                meant[s][kept++] = model->unigrams[list[i].id].syllable;
    }
}

/* The compound that the pair is mostly a slip of; false: none. */
static bool find_compound(const lt_syllable pair[2], uint32_t count, lt_syllable best[2])
{
    uint32_t most = TIMES * count - 1;
    if (most < COMPOUND_LEAST - 1)
        most = COMPOUND_LEAST - 1;
    bool found = false;
    for (int side = 0; side < 2; side++)
        for (const lt_syllable *m = meant[pair[side]]; m && *m; m++) {
            lt_syllable first = side ? pair[0] : *m, second = side ? *m : pair[1];
            uint32_t frequency = count_of(&compounds, first, second);
            if (frequency <= most)
                continue;
            most = frequency;
            best[0] = first;
            best[1] = second;
            found = true;
        }
    return found;
}

/* --- the table --- */

typedef struct line {
    lt_syllable pair[2], meant[2];
} line;

static int by_pair(const void *a, const void *b)
{
    const line *x = a, *y = b;
    int side = x->pair[0] == y->pair[0];
    return x->pair[side] < y->pair[side] ? -1 : x->pair[side] > y->pair[side];
}

static void print_pair(const lt_syllable pair[2])
{
    for (int side = 0; side < 2; side++) {
        char text[LT_SYLLABLE_SIZE];
        size_t length = lt_syllable_render(pair[side], LT_TONE_STYLE_OLD, 0, text);
        printf(" %.*s", (int)length, text);
    }
}

int main(int argc, char **argv)
{
    lt_model *model;
    lt_error error = LT_ERROR_INIT;
    if (argc != 2)
        die("one argument: the model");
    if (lt_model_open(argv[1], &model, &error) != LT_OK)
        die(error.message);
    count_input();
    list_meant(model);
    line *lines = allocate(pairs.count, sizeof *lines);
    size_t count = 0, position = 0, length;
    const char *key;
    for (uint32_t seen; lt_map_next(&pairs, &position, &key, &length, &seen);) {
        memcpy(lines[count].pair, key, sizeof lines->pair);
        count += seen >= PAIR_LEAST && find_compound(lines[count].pair, seen, lines[count].meant);
    }
    qsort(lines, count, sizeof *lines, by_pair);
    printf("/* generated by dictionaries/build/habits.c, do not edit */\n\n/* clang-format off */\n"
           "#include \"spell/habits.h\"\n\nconst size_t lt_habit_count = %zu;\n\n"
           "const lt_syllable lt_habits[][2] = {\n",
           count);
    for (size_t i = 0; i < count; i++) {
        printf("    {0x%05X, 0x%05X}, /*", lines[i].pair[0], lines[i].pair[1]);
        print_pair(lines[i].pair);
        printf(" for");
        print_pair(lines[i].meant);
        puts(" */");
    }
    puts("};");
    return 0;
}
