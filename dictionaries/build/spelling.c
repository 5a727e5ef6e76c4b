/*
 * Estimates the weights of the spelling checker: libtext/src/spell/scorer.c.
 *
 *     xz -dc ../shared/corpora/vietnews.txt.xz ../shared/corpora/viwiki.txt.xz |
 *         spelling dictionaries/vi.model > libtext/src/spell/scorer.c
 *
 * From the lines that model.c holds out, slips are made at random in the proportions of the kinds
 * among real mistakes (FACTS; nothing else of the evaluation sets is used). First the ranker learns
 * which candidate had stood there; then the gate and the scorer learn which words are slips. The
 * prior is then set from one slip in SLIP_RATE words to one in REAL_RATE.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/common.h"
#include "spell/score.h"
#include "spelling/learn.h"
#include "spelling/spoil.h"

#define DOCUMENT_LINES 40
#define NEWS_TURNS     3 /* every document is spoilt anew so often */
#define WIKI_TURNS     9 /* Wikipedia is smaller and more varied */
#define REAL_RATE      130.0
#define NETS           4 /* trained apart and averaged: one alone varies with its seed */
#define UNITS          (LT_HIDDEN / NETS)

const char program[] = "spelling";

/* --- documents --- */

typedef struct document {
    lt_buffer text;
    bool wiki;
} document;

typedef struct documents {
    document *items;
    size_t count, capacity;
} documents;

static document *add_document(documents *all)
{
    if (all->count == all->capacity) {
        all->capacity = all->capacity ? all->capacity * 2 : 1024;
        all->items = realloc(all->items, all->capacity * sizeof *all->items);
        if (!all->items)
            die("out of memory");
    }
    all->items[all->count] = (document){LT_BUFFER_INIT, true};
    return &all->items[all->count++];
}

static documents read_documents(void)
{
    documents all = {NULL, 0, 0};
    document *last = NULL;
    char *line = NULL;
    size_t capacity = 0, number = 0, lines = 0;
    for (ssize_t got; (got = getline(&line, &capacity, stdin)) > 0; number++) {
        if (number / HELD_OUT_BLOCK % HELD_OUT_EVERY != 1)
            continue;
        if (lines++ % DOCUMENT_LINES == 0)
            last = add_document(&all);
        for (ssize_t i = 0; i < got; i++)
            if (line[i] == '_') { /* words joined by _ tell the news corpus */
                line[i] = ' ';
                last->wiki = false;
            }
        if (lt_buffer_append(&last->text, line, (size_t)got) != LT_OK)
            die("out of memory");
    }
    free(line);
    return all;
}

/* --- examples --- */

typedef struct lesson {
    lt_spell *spell;
    inverse inverse;
    examples ranks, gate, scores;
    size_t *groups, group_count; /* of ranks */
    size_t *of_gate;             /* row of `scores` of each row of `gate`, plus 1; 0: none */
} lesson;

#define RANK_WIDTH ((int)LT_RANK_FEATURES + (int)LT_CONFUSION_COUNT)

static bool is_meant(const lt_slip *candidate, const slip *made)
{
    return made && candidate->id == made->meant && candidate->second == made->after;
}

/* One group: the candidates, when what was meant is among them. */
static void add_ranks(lesson *l, size_t index, const lt_doubt *doubt, const slip *made)
{
    bool there = false;
    for (unsigned i = 0; i < doubt->count; i++)
        there = there || is_meant(&doubt->slips[i], made);
    if (!there || doubt->count < 2)
        return;
    for (unsigned i = 0; i < doubt->count; i++) {
        float row[LT_RANK_FEATURES + LT_CONFUSION_COUNT] = {0};
        lt_speller_rank_features(l->spell, index, &doubt->written, &doubt->slips[i], row);
        row[LT_RANK_FEATURES + doubt->slips[i].kind] = 1;
        add_example(&l->ranks, row, is_meant(&doubt->slips[i], made));
    }
    l->groups = realloc(l->groups, (l->group_count + 2) * sizeof *l->groups);
    if (!l->groups)
        die("out of memory");
    l->groups[0] = 0;
    l->groups[++l->group_count] = l->ranks.count;
}

static void add_word(lesson *l, const char *text, size_t index, const slip *made)
{
    lt_doubt doubt;
    float row[LT_FEATURES];
    const lt_speller_token *self = &l->spell->tokens[index];
    bool doubted = lt_speller_doubt(l->spell, text, index, &doubt);
    bool gated = self->token.kind == LT_TOKEN_SYLLABLE && self->id != LT_ID_RARE &&
                 self->token.place != LT_TONE_PLACE_WRONG && doubt.looked_for;
    if (gated) {
        lt_speller_gate_features(l->spell, index, &doubt.written, row);
        add_example(&l->gate, row, made != NULL);
        l->of_gate = realloc(l->of_gate, l->gate.capacity * sizeof *l->of_gate);
        if (!l->of_gate)
            die("out of memory");
        l->of_gate[l->gate.count - 1] = doubted ? l->scores.count + 1 : 0;
    }
    if (!doubted)
        return;
    lt_speller_features(l->spell, text, index, &doubt, row);
    add_example(&l->scores, row, made != NULL);
}

/* Spoils a document and takes examples: for the ranker, or for the gate and the scorer. */
static void learn_document(lesson *l, const lt_buffer *clean, bool weighted, bool ranks)
{
    static slip_list slips;
    lt_spell *spell = l->spell;
    lt_buffer text = LT_BUFFER_INIT;
    lt_doubt doubt;
    spoil(spell->model, &l->inverse, clean, weighted, &text, &slips);
    if (lt_speller_read(spell, text.data, 0, text.length) != LT_OK)
        die("out of memory");
    lt_speller_weigh(spell);
    size_t at = 0;
    for (size_t i = 0; i < spell->token_count; i++) {
        size_t start = spell->tokens[i].token.start;
        while (at < slips.count && slips.items[at].start < start)
            at++;
        const slip *made =
            at < slips.count && slips.items[at].start == start ? &slips.items[at] : NULL;
        if (!ranks)
            add_word(l, text.data, i, made);
        else if (made && lt_speller_doubt(spell, text.data, i, &doubt))
            add_ranks(l, i, &doubt, made);
    }
    lt_buffer_dispose(&text);
}

/* Both ways of spoiling by turns: on mistakes that people made that does better than either. */
static void learn_documents(lesson *l, const documents *all, bool ranks)
{
    for (size_t i = 0; i < all->count; i++)
        for (int turn = 0; turn < (all->items[i].wiki ? WIKI_TURNS : NEWS_TURNS); turn++)
            learn_document(l, &all->items[i].text, turn % 2, ranks);
}

/* --- what is learned --- */

static void learn_ranker(lesson *l, lt_ranker *ranker)
{
    float weights[LT_RANK_FEATURES + LT_CONFUSION_COUNT] = {1, 1, 1};
    train_ranks(weights, &l->ranks, l->groups, l->group_count, 4);
    memcpy(ranker->weights, weights, sizeof ranker->weights);
    memcpy(ranker->kinds, weights + LT_RANK_FEATURES, sizeof ranker->kinds);
    fprintf(stderr, "ranker:");
    for (int i = 0; i < RANK_WIDTH; i++)
        fprintf(stderr, " %.2f", (double)weights[i]);
    fputc('\n', stderr);
}

/* The mean of several networks' sums is one network with the units of all. */
static void learn_scorer(lt_scorer *scorer, const examples *all)
{
    net net = {LT_FEATURES, UNITS, NULL};
    net.weights = allocate(net_size(&net), sizeof(float));
    for (int n = 0; n < NETS; n++) {
        train_net(&net, all, 5);
        const float *bias = net.weights + (size_t)LT_FEATURES * UNITS, *second = bias + UNITS;
        for (int h = 0; h < UNITS; h++) {
            int to = n * UNITS + h;
            for (int i = 0; i < LT_FEATURES; i++)
                scorer->first[i][to] = net.weights[i * UNITS + h];
            scorer->first_bias[to] = bias[h];
            scorer->second[to] = second[h] / NETS;
        }
        scorer->second_bias += second[UNITS] / NETS;
    }
    scorer->second_bias -= (float)log(REAL_RATE / SLIP_RATE);
    free(net.weights);
}

static int by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* Of the slips that the scorer would tell, this share is let off. */
#define LET_OFF 0.004

static void set_least(lt_gate *gate, const lesson *l, const lt_scorer *scorer)
{
    float *sums = allocate(l->gate.count, sizeof *sums);
    for (int level = 0; level < 3; level++) {
        size_t count = 0, kept = 0;
        for (size_t i = 0; i < l->gate.count; i++) {
            size_t row = l->of_gate[i];
            if (l->gate.labels[i] > 0 && row &&
                lt_scorer_run(scorer, l->scores.features + (row - 1) * LT_FEATURES) >=
                    lt_spell_thresholds[level])
                sums[count++] = lt_gate_run(gate, l->gate.features + i * (size_t)LT_GATE_FEATURES);
        }
        qsort(sums, count, sizeof *sums, by_value);
        gate->least[level] = count ? sums[(size_t)((double)count * LET_OFF)] : 0;
        for (size_t i = 0; i < l->gate.count; i++)
            kept += lt_gate_run(gate, l->gate.features + i * (size_t)LT_GATE_FEATURES) >=
                    gate->least[level];
        fprintf(stderr, "gate, level %d: %.1f %% of the words are looked at\n", level,
                100.0 * (double)kept / (double)l->gate.count);
    }
    free(sums);
}

static void learn_gate(lt_gate *gate, const lesson *l, const lt_scorer *scorer)
{
    net net = {LT_GATE_FEATURES, LT_GATE_UNITS, NULL};
    net.weights = allocate(net_size(&net), sizeof(float));
    train_net(&net, &l->gate, 4);
    memcpy(gate->first, net.weights, sizeof gate->first);
    memcpy(gate->first_bias, net.weights + (size_t)LT_GATE_FEATURES * LT_GATE_UNITS,
           sizeof gate->first_bias + sizeof gate->second);
    free(net.weights);
    set_least(gate, l, scorer);
}

/* --- printing --- */

static void print_row(const float *values, int count)
{
    printf("    {");
    for (int i = 0; i < count; i++)
        printf("%s%.4eF,", i % 8 ? " " : "\n        ", (double)values[i] + 0.0);
    puts("},");
}

static void print_all(const lt_ranker *ranker, const lt_gate *gate, const lt_scorer *scorer)
{
    puts("/* generated by dictionaries/build/spelling.c, do not edit */\n\n/* clang-format off */");
    puts("#include \"spell/score.h\"\n\nconst lt_ranker lt_spell_ranker = {");
    print_row(ranker->weights, LT_RANK_FEATURES);
    print_row(ranker->kinds, LT_CONFUSION_COUNT);
    puts("};\n\nconst lt_gate lt_spell_gate = {\n    {");
    for (int i = 0; i < LT_GATE_FEATURES; i++)
        print_row(gate->first[i], LT_GATE_UNITS);
    puts("    },");
    print_row(gate->first_bias, LT_GATE_UNITS);
    print_row(gate->second, LT_GATE_UNITS);
    print_row(gate->least, 3);
    puts("};\n\nconst lt_scorer lt_spell_scorer = {\n    {");
    for (int i = 0; i < LT_FEATURES; i++)
        print_row(scorer->first[i], LT_HIDDEN);
    puts("    },");
    print_row(scorer->first_bias, LT_HIDDEN);
    print_row(scorer->second, LT_HIDDEN);
    printf("    %.6eF,\n", (double)scorer->second_bias);
    print_row(scorer->kinds, LT_CONFUSION_COUNT);
    puts("};");
}

/* How much more (above 0) or less often people make slips of a kind than `spoil` does, as log odds:
 * what was found of each kind on the development set against what was expected, drawn towards 0 by
 * eight findings' worth of doubt. */
static const float observed[LT_CONFUSION_COUNT] = {
    [LT_CONFUSION_ALL_MISSING] = -0.7F, [LT_CONFUSION_MARK_AND_TONE] = -0.6F,
    [LT_CONFUSION_I_Y] = -0.6F,         [LT_CONFUSION_TONE_PLACE] = -0.5F,
    [LT_CONFUSION_REPLACED] = -0.45F,   [LT_CONFUSION_TONE_EXTRA] = -0.25F,
    [LT_CONFUSION_TONE_OTHER] = -0.2F,  [LT_CONFUSION_TONE_MISSING] = 0.2F,
    [LT_CONFUSION_MARK_OTHER] = 0.2F,   [LT_CONFUSION_DROPPED] = 0.25F,
    [LT_CONFUSION_KEY] = 0.25F,         [LT_CONFUSION_JOINED] = 0.25F,
    [LT_CONFUSION_MARK_MISSING] = 0.4F, [LT_CONFUSION_D_GI_R] = 0.5F,
    [LT_CONFUSION_MARK_EXTRA] = 0.6F,   [LT_CONFUSION_CH_TR] = 0.6F,
    [LT_CONFUSION_TWO_TONES] = 0.7F,    [LT_CONFUSION_HOI_NGA] = 0.85F,
    [LT_CONFUSION_S_X] = 1.5F,
};

int main(int count, char **arguments)
{
    static lt_ranker ranker = {{1, 1, 1}, {0}};
    static lt_gate gate;
    static lt_scorer scorer;
    lt_model *model;
    lt_error error = LT_ERROR_INIT;
    lt_spell_options options = LT_SPELL_OPTIONS_INIT;
    lesson l = {
        .ranks.width = RANK_WIDTH, .gate.width = LT_GATE_FEATURES, .scores.width = LT_FEATURES};
    if (count != 2)
        die("usage: build-spelling MODEL < TEXT");
    if (lt_model_open(arguments[1], &model, &error) != LT_OK ||
        lt_spell_new(model, &options, &l.spell, &error) != LT_OK)
        die(error.message);
    l.spell->ranker = &ranker;
    l.spell->gate = NULL;
    l.inverse = invert(model);
    documents all = read_documents();
    learn_documents(&l, &all, true);
    learn_ranker(&l, &ranker);
    learn_documents(&l, &all, false);
    fprintf(stderr, "%zu words at the gate, %zu doubts\n", l.gate.count, l.scores.count);
    learn_scorer(&scorer, &l.scores);
    memcpy(scorer.kinds, observed, sizeof observed);
    learn_gate(&gate, &l, &scorer);
    print_all(&ranker, &gate, &scorer);
    return fclose(stdout) != 0;
}
