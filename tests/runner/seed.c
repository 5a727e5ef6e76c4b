#include "seed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static seed_text seeded;
static unsigned long long state = 20231226;

static unsigned dice(size_t sides)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((state >> 33) % sides);
}

static void point(seed_text *t)
{
    for (size_t i = 0; i < t->count; i++)
        t->segments[i] =
            (lt_align_segment){t->lines[i], strlen(t->lines[i]), t->segments[i].paragraph};
}

bool seed_read(const char *path, seed_text *t)
{
    size_t paragraph = 0;
    FILE *file = fopen(path, "r");
    t->count = 0;
    if (!file)
        return false;
    while (t->count < SEED_SEGMENTS && fgets(t->lines[t->count], SEED_LINE, file)) {
        char *line = t->lines[t->count];
        line[strcspn(line, "\n")] = 0;
        if (*line)
            t->segments[t->count++].paragraph = paragraph;
        else
            paragraph++;
    }
    fclose(file);
    point(t);
    return true;
}

static bool align(lt_aligner *aligner, const seed_text *vi, const seed_text *en,
                  lt_alignment *alignment)
{
    return lt_aligner_run(aligner, vi->segments, vi->count, en->segments, en->count, NULL,
                          alignment, NULL) == LT_OK;
}

bool seed_review(lt_aligner *aligner, const lt_glossary *glossary, const seed_text *vi,
                 const seed_text *en, lt_review *found)
{
    lt_alignment alignment = LT_ALIGNMENT_INIT;
    if (!align(aligner, vi, en, &alignment))
        return false;
    lt_review_pair pair = {
        {vi->segments, en->segments}, {NULL, NULL}, {vi->count, en->count}, &alignment};
    lt_status status = lt_review_run(&pair, glossary, found, NULL);
    lt_alignment_dispose(&alignment);
    return status == LT_OK;
}

/* Puts `with` in place of `size` bytes at `at` of segment i. */
static void splice(size_t i, size_t at, size_t size, const char *with)
{
    char line[SEED_LINE];
    snprintf(line, sizeof line, "%.*s%s%s", (int)at, seeded.lines[i], with,
             seeded.lines[i] + at + size);
    memcpy(seeded.lines[i], line, SEED_LINE);
    point(&seeded);
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One digit of a figure becomes another; of a date the day. */
static bool seed_figure(size_t i, bool date)
{
    lt_quantities found = LT_QUANTITIES_INIT;
    const char *line = seeded.lines[i];
    bool done = false;
    if (lt_quantities_find(line, strlen(line), LT_LANGUAGE_EN, &found, NULL) != LT_OK)
        return false;
    for (size_t k = 0; k < found.count && !done; k++) {
        const lt_quantity *q = &found.items[k];
        if (q->words || (q->kind == LT_QUANTITY_DATE) != date || q->kind == LT_QUANTITY_TIME ||
            (date && q->day == 0))
            continue;
        size_t at = q->start;
        while (line[at] && !digit(line[at]))
            at++;
        if (!line[at] || at >= q->start + q->length)
            continue;
        size_t size = date && digit(line[at + 1]) ? 2 : 1;
        char other[8];
        if (date) { /* another day of any month */
            snprintf(other, sizeof other, "%d", (q->day + (int)dice(26)) % 28 + 1);
            if (atoi(other) == q->day)
                continue;
        } else
            do
                snprintf(other, sizeof other, "%u", dice(9) + 1);
            while (other[0] == line[at]);
        splice(i, at, size, other);
        done = true;
    }
    lt_quantities_dispose(&found);
    return done;
}

static bool seed_unit(size_t i)
{
    static const char *const units[][2] = {{" km", " m"},
                                           {" hectares", " km"},
                                           {" tonnes", " kg"},
                                           {" kilometers", " m"},
                                           {" kilometres", " m"},
                                           {"VND", "USD"},
                                           {"USD", "VND"},
                                           {" meters", " kilometers"},
                                           {" metres", " kilometres"},
                                           {" kg", " tonnes"},
                                           {" days", " weeks"},
                                           {" months", " years"},
                                           {" hours", " minutes"},
                                           {" years", " months"},
                                           {" minutes", " hours"},
                                           {" weeks", " months"},
                                           {" miles", " kilometers"},
                                           {" pounds", " tonnes"},
                                           {"$", "€"},
                                           {"£", "$"},
                                           {" feet", " miles"},
                                           {" percent", " percentage points"},
                                           {" tons", " kilograms"},
                                           {" inches", " feet"}};
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        const char *at = strstr(seeded.lines[i], units[k][0]);
        size_t size = strlen(units[k][0]);
        bool money = units[k][0][0] != ' ';
        if (!at || (money ? !digit(at[size]) : at == seeded.lines[i] || !digit(at[-1])) ||
            (!money && at[size] >= 'a' && at[size] <= 'z'))
            continue;
        splice(i, (size_t)(at - seeded.lines[i]), size, units[k][1]);
        return true;
    }
    return false;
}

static bool capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool letter(char c)
{
    return capital(c) || (c >= 'a' && c <= 'z');
}

/* Puts another small letter at `at`. */
static void misspell(size_t i, size_t at)
{
    char other[2] = "a";
    do
        other[0] = (char)('a' + (int)dice(26));
    while (other[0] == seeded.lines[i][at]);
    splice(i, at, 1, other);
}

/* A person's name of three words behind Mr. or Ms.: one letter of the last becomes another. */
static bool seed_titled(size_t i)
{
    const char *line = seeded.lines[i], *at = strstr(line, "Mr. ");
    if (!at)
        at = strstr(line, "Ms. ");
    if (!at)
        return false;
    size_t words = 0, last = 0, end = (size_t)(at - line) + 4;
    while (capital(line[end])) {
        last = end;
        words++;
        while (letter(line[end]))
            end++;
        if (line[end] != ' ')
            break;
        end++;
    }
    if (words < 3 || line[last + 1] < 'a')
        return false;
    misspell(i, last + 1);
    return true;
}

/* A name that both texts write alike: one letter inside it becomes another. */
static bool seed_name(size_t i, const char *vi)
{
    const char *line = seeded.lines[i];
    if (seed_titled(i))
        return true;
    for (size_t at = 1; line[at]; at++) {
        size_t size = 0;
        char word[64], *there;
        if (!capital(line[at]) || letter(line[at - 1]))
            continue;
        while (letter(line[at + size]))
            size++;
        if (size < 5 || size >= sizeof word || (line[at + size] & 0x80) ||
            strchr("-'", line[at + size]))
            continue;
        snprintf(word, sizeof word, "%.*s", (int)size, line + at);
        bool small = true;
        for (size_t k = 1; k < size; k++)
            small = small && !capital(word[k]);
        there = strstr(vi, word);
        /* written once on each side, so that it is changed everywhere */
        if (!small || !there || strstr(line + at + 1, word) || letter(there[size]) ||
            (there[size] & 0x80))
            continue;
        misspell(i, at + 1 + dice(size - 2));
        return true;
    }
    return false;
}

/* Words 2-6 of the linked Vietnamese stand in place of words 2-6. */
static bool seed_phrase(size_t i, const char *vi)
{
    size_t cut[2][2] = {{0, 0}, {0, 0}};
    const char *lines[2] = {vi, seeded.lines[i]};
    char phrase[SEED_LINE];
    for (int s = 0; s < 2; s++) {
        size_t spaces = 0;
        for (size_t at = 0; lines[s][at] && spaces < 7; at++)
            if (lines[s][at] == ' ') {
                spaces++;
                if (spaces == 2)
                    cut[s][0] = at + 1;
                if (spaces == 7)
                    cut[s][1] = at;
            }
        if (cut[s][1] == 0)
            return false;
    }
    snprintf(phrase, sizeof phrase, "%.*s", (int)(cut[0][1] - cut[0][0]), vi + cut[0][0]);
    if (strpbrk(phrase, ".,:;()\"-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        return false;
    splice(i, cut[1][0], cut[1][1] - cut[1][0], phrase);
    return true;
}

/* The one translation of a term of the glossary becomes another word. */
static bool seed_term(size_t i, const char *vi)
{
    size_t at, length;
    if (!seed_find_term(vi, seeded.lines[i], dice(4096), &at, &length))
        return false;
    splice(i, at, length, "affair");
    return true;
}

static bool drop(size_t i)
{
    if (strlen(seeded.lines[i]) < 40)
        return false;
    for (size_t k = i; k + 1 < seeded.count; k++) {
        memcpy(seeded.lines[k], seeded.lines[k + 1], SEED_LINE);
        seeded.segments[k].paragraph = seeded.segments[k + 1].paragraph;
    }
    seeded.count--;
    point(&seeded);
    return true;
}

static bool plant(int kind, size_t i, const char *vi)
{
    switch (kind) {
    case SEED_NUMBER:
    case SEED_DATE:
        return seed_figure(i, kind == SEED_DATE);
    case SEED_DROPPED:
        return drop(i);
    case SEED_UNIT:
        return seed_unit(i);
    case SEED_NAME:
        return seed_name(i, vi);
    case SEED_PHRASE:
        return seed_phrase(i, vi);
    default:
        return seed_term(i, vi);
    }
}

static bool hits(const lt_review *found, int kind, size_t vi, size_t en)
{
    static const lt_review_code codes[SEED_KINDS] = {
        LT_REVIEW_NUMBER, LT_REVIEW_DATE,         LT_REVIEW_OMISSION, LT_REVIEW_UNIT,
        LT_REVIEW_NAME,   LT_REVIEW_UNTRANSLATED, LT_REVIEW_TERM};
    for (size_t k = 0; k < found->count; k++) {
        const lt_review_finding *f = &found->findings[k];
        bool vi_hit = f->side[0].present && f->side[0].segment == vi;
        bool en_hit = kind != SEED_DROPPED && f->side[1].present && f->side[1].segment == en;
        if (f->code == codes[kind] && (vi_hit || en_hit))
            return true;
    }
    return false;
}

static bool seed_link(lt_aligner *aligner, const lt_glossary *glossary, const seed_text *vi,
                      const seed_text *en, const lt_link *l, const lt_review *clean,
                      seed_table *table)
{
    for (int kind = 0; kind < SEED_KINDS; kind++) {
        lt_review found = LT_REVIEW_INIT;
        memcpy(&seeded, en, sizeof seeded);
        point(&seeded);
        if (hits(clean, kind, l->vi, l->en) || !plant(kind, l->en, vi->lines[l->vi]))
            continue;
        if (!seed_review(aligner, glossary, vi, &seeded, &found))
            return false;
        bool hit = hits(&found, kind, l->vi, l->en);
        table->planted[kind]++;
        table->found[kind] += hit;
        if (!hit && getenv("SHOW_MISSES"))
            printf("missed %d: %s\n     %s\n", kind, vi->lines[l->vi],
                   kind == SEED_DROPPED ? en->lines[l->en] : seeded.lines[l->en]);
        lt_review_dispose(&found);
    }
    return true;
}

bool seed_pair(lt_aligner *aligner, const lt_glossary *glossary, const seed_text *vi,
               const seed_text *en, seed_table *table)
{
    lt_alignment links = LT_ALIGNMENT_INIT;
    lt_review clean = LT_REVIEW_INIT;
    bool good = seed_review(aligner, glossary, vi, en, &clean) && align(aligner, vi, en, &links);
    table->articles++;
    table->segments += vi->count + en->count;
    for (size_t i = 0; i < clean.count; i++)
        table->clean[clean.findings[i].code]++;
    for (size_t i = 0; i < links.count && good; i++)
        if (links.links[i].vi_count == 1 && links.links[i].en_count == 1)
            good = seed_link(aligner, glossary, vi, en, &links.links[i], &clean, table);
    lt_alignment_dispose(&links);
    lt_review_dispose(&clean);
    return good;
}

void seed_print(const seed_table *t)
{
    static const char *const labels[SEED_KINDS] = {
        "changed figure", "swapped date",        "dropped sentence", "wrong unit",
        "misspelt name",  "untranslated phrase", "term ignored"};
    for (int kind = 0; kind < SEED_KINDS; kind++)
        printf("%-20s %4zu of %4zu found: %.1f %%\n", labels[kind], t->found[kind],
               t->planted[kind],
               100.0 * (double)t->found[kind] / (double)(t->planted[kind] ? t->planted[kind] : 1));
    printf("%zu articles as they are:", t->articles);
    for (int code = 0; code < LT_REVIEW_CODE_COUNT; code++)
        if (t->clean[code] > 0)
            printf(" %zu %s", t->clean[code], lt_review_code_name((lt_review_code)code));
    printf("\n");
}
