/*
 * Review: mistakes seeded into the clean pairs of corpus/ are found, and the pairs themselves are
 * quiet. Prints the table by kind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>

#include <libtext/lexicon.h>
#include <libtext/review.h>

#include "tests/runner/chaos.h"

enum { MOST = 128, LINE = 4096, KINDS = 7 };

enum { NUMBER, DATE, DROPPED, UNIT, NAME, PHRASE, TERM };

typedef struct text {
    char lines[MOST][LINE];
    lt_align_segment segments[MOST];
    size_t count;
} text;

static text side[2], seeded;
static lt_aligner *aligner;
static lt_glossary *glossary;
static unsigned long long seed = 20231226;

static unsigned dice(size_t sides)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((seed >> 33) % sides);
}

static bool read_side(const char *folder, const char *name, text *t)
{
    char path[4096];
    size_t paragraph = 0;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    t->count = 0;
    if (!file)
        return false;
    while (t->count < MOST && fgets(t->lines[t->count], LINE, file)) {
        char *line = t->lines[t->count];
        line[strcspn(line, "\n")] = 0;
        if (*line)
            t->segments[t->count++] = (lt_align_segment){line, strlen(line), paragraph};
        else
            paragraph++;
    }
    fclose(file);
    return true;
}

static void point(text *t)
{
    for (size_t i = 0; i < t->count; i++)
        t->segments[i] =
            (lt_align_segment){t->lines[i], strlen(t->lines[i]), t->segments[i].paragraph};
}

static void align(const text *en, lt_alignment *alignment)
{
    lt_error error = LT_ERROR_INIT;
    if (lt_aligner_run(aligner, side[0].segments, side[0].count, en->segments, en->count, NULL,
                       alignment, &error) != LT_OK)
        fail_msg("%s", error.message);
}

static void review(const text *en, lt_review *found)
{
    lt_alignment alignment = LT_ALIGNMENT_INIT;
    lt_error error = LT_ERROR_INIT;
    align(en, &alignment);
    lt_review_pair pair = {
        {side[0].segments, en->segments}, {NULL, NULL}, {side[0].count, en->count}, &alignment};
    if (lt_review_run(&pair, glossary, found, &error) != LT_OK)
        fail_msg("%s", error.message);
    lt_alignment_dispose(&alignment);
}

/* Puts `text` in place of `size` bytes at `at` of English segment i. */
static void splice(size_t i, size_t at, size_t size, const char *with)
{
    char line[LINE];
    snprintf(line, sizeof line, "%.*s%s%s", (int)at, seeded.lines[i], with,
             seeded.lines[i] + at + size);
    memcpy(seeded.lines[i], line, LINE);
    point(&seeded);
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
        while (line[at] < '0' || line[at] > '9')
            at++;
        size_t size = date && line[at + 1] >= '0' && line[at + 1] <= '9' ? 2 : 1;
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
    static const char *const units[][2] = {{" km", " m"},         {" hectares", " km"},
                                           {" tonnes", " kg"},    {" kilometers", " meters"},
                                           {" kilometres", " m"}, {"VND", "USD"},
                                           {"USD", "VND"},        {" meters", " kilometers"},
                                           {" kg", " tonnes"},    {" days", " weeks"},
                                           {" months", " years"}, {" hours", " minutes"}};
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        const char *at = strstr(seeded.lines[i], units[k][0]);
        bool money = units[k][0][0] != ' ';
        if (!at || (money ? at[3] < '0' || at[3] > '9'
                          : at == seeded.lines[i] || at[-1] < '0' || at[-1] > '9'))
            continue;
        splice(i, (size_t)(at - seeded.lines[i]), strlen(units[k][0]), units[k][1]);
        return true;
    }
    return false;
}

static bool capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* A person's name of three words behind Mr. or Ms.: one letter in it becomes another. */
static bool seed_name(size_t i)
{
    const char *line = seeded.lines[i], *at = strstr(line, "Mr. ");
    char letter[2] = "a";
    if (!at)
        at = strstr(line, "Ms. ");
    if (!at)
        return false;
    size_t start = (size_t)(at - line) + 4, words = 0, last = 0, end = start;
    while (capital(line[end])) {
        last = end;
        words++;
        while (line[end] >= 'A' && line[end] <= 'z')
            end++;
        if (line[end] != ' ')
            break;
        end++;
    }
    if (words < 3 || line[last + 1] < 'a')
        return false;
    do
        letter[0] = (char)('a' + (int)dice(26));
    while (letter[0] == line[last + 1]);
    splice(i, last + 1, 1, letter);
    return true;
}

/* Words 2-6 of the linked Vietnamese stand in place of words 2-6. */
static bool seed_phrase(size_t i, size_t vi)
{
    const char *from = side[0].lines[vi], *to = seeded.lines[i];
    size_t cut[2][2] = {{0, 0}, {0, 0}};
    const char *lines[2] = {from, to};
    char phrase[LINE];
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
    snprintf(phrase, sizeof phrase, "%.*s", (int)(cut[0][1] - cut[0][0]), from + cut[0][0]);
    if (strpbrk(phrase, ".,:;()\"-/0123456789ABCDEFGHIKLMNOPQRSTUVXYZ"))
        return false;
    splice(i, cut[1][0], cut[1][1] - cut[1][0], phrase);
    return true;
}

static bool seed_term(size_t i, size_t vi)
{
    static const char *const terms[][2] = {
        {"hội nghị", "conference"},     {"bệnh viện", "hospital"}, {"học sinh", "student"},
        {"doanh nghiệp", "enterprise"}, {"công an", "police"},     {"dự án", "project"},
        {"nông dân", "farmer"},         {"sản xuất", "production"}};
    for (size_t k = 0; k < sizeof terms / sizeof *terms; k++) {
        const char *at = strstr(seeded.lines[i], terms[k][1]);
        if (!at || !strstr(side[0].lines[vi], terms[k][0]) || strstr(at + 1, terms[k][1]))
            continue;
        splice(i, (size_t)(at - seeded.lines[i]), strlen(terms[k][1]), "affair");
        return true;
    }
    return false;
}

static bool plant(int kind, size_t i, size_t vi)
{
    switch (kind) {
    case NUMBER:
    case DATE:
        return seed_figure(i, kind == DATE);
    case DROPPED:
        if (strlen(seeded.lines[i]) < 40)
            return false;
        for (size_t k = i; k + 1 < seeded.count; k++) {
            memcpy(seeded.lines[k], seeded.lines[k + 1], LINE);
            seeded.segments[k].paragraph = seeded.segments[k + 1].paragraph;
        }
        seeded.count--;
        point(&seeded);
        return true;
    case UNIT:
        return seed_unit(i);
    case NAME:
        return seed_name(i);
    case PHRASE:
        return seed_phrase(i, vi);
    default:
        return seed_term(i, vi);
    }
}

static bool hits(const lt_review *found, int kind, size_t i, size_t vi)
{
    static const lt_review_code codes[KINDS] = {
        LT_REVIEW_NUMBER, LT_REVIEW_DATE,         LT_REVIEW_OMISSION, LT_REVIEW_UNIT,
        LT_REVIEW_NAME,   LT_REVIEW_UNTRANSLATED, LT_REVIEW_TERM};
    for (size_t k = 0; k < found->count; k++) {
        const lt_review_finding *f = &found->findings[k];
        bool vi_hit = f->side[0].present && f->side[0].segment == vi;
        bool en_hit = kind != DROPPED && f->side[1].present && f->side[1].segment == i;
        if (f->code == codes[kind] && (vi_hit || en_hit))
            return true;
    }
    return false;
}

/* Plants into each 1-1 link of the article in turn. */
static void seed_article(int kind, size_t counts[2])
{
    lt_alignment clean = LT_ALIGNMENT_INIT;
    lt_review found = LT_REVIEW_INIT;
    align(&side[1], &clean);
    for (size_t l = 0; l < clean.count; l++) {
        const lt_link *link = &clean.links[l];
        if (link->vi_count != 1 || link->en_count != 1)
            continue;
        memcpy(&seeded, &side[1], sizeof seeded);
        point(&seeded);
        if (!plant(kind, link->en, link->vi))
            continue;
        review(&seeded, &found);
        bool hit = hits(&found, kind, link->en, link->vi);
        counts[0]++;
        counts[1] += hit;
        if (!hit && getenv("SHOW_MISSES"))
            printf("missed %d: %s\n     %s\n", kind, side[0].lines[link->vi],
                   kind == DROPPED ? side[1].lines[link->en] : seeded.lines[link->en]);
    }
    lt_review_dispose(&found);
    lt_alignment_dispose(&clean);
}

static void test_seeded(void **state)
{
    (void)state;
    static const char *const labels[KINDS] = {
        "changed figure", "swapped date",        "dropped sentence", "wrong unit",
        "misspelt name",  "untranslated phrase", "term ignored"};
    size_t counts[KINDS][2] = {{0}}, articles = 0, doubtful = 0;
    char folder[4096];
    const char *corpus = getenv("CORPUS");
    struct dirent **names;
    if (!corpus)
        skip();
    snprintf(folder, sizeof folder, "%s/articles", corpus);
    int total = scandir(folder, &names, NULL, alphasort);
    assert_true(total > 0);
    for (int n = 0; n < total; n++) {
        lt_review found = LT_REVIEW_INIT;
        snprintf(folder, sizeof folder, "%s/articles/%s", corpus, names[n]->d_name);
        if (names[n]->d_name[0] != '.' && read_side(folder, "vi.seg", &side[0]) &&
            read_side(folder, "en.seg", &side[1])) {
            articles++;
            review(&side[1], &found);
            for (size_t i = 0; i < found.count; i++)
                doubtful += found.findings[i].code != LT_REVIEW_OMISSION &&
                            found.findings[i].code != LT_REVIEW_ADDITION &&
                            found.findings[i].code != LT_REVIEW_MOVED &&
                            found.findings[i].code != LT_REVIEW_TERM;
            lt_review_dispose(&found);
            for (int kind = 0; kind < KINDS; kind++)
                seed_article(kind, counts[kind]);
        }
        free(names[n]);
    }
    free(names);
    for (int kind = 0; kind < KINDS; kind++)
        printf("%-20s %4zu of %4zu found: %.1f %%\n", labels[kind], counts[kind][1],
               counts[kind][0], 100.0 * (double)counts[kind][1] / (double)counts[kind][0]);
    printf("findings on the clean pairs (but omissions, additions, moved): %zu in %zu articles\n",
           doubtful, articles);
    assert_true(doubtful <= articles);
    for (int kind = 0; kind < KINDS; kind++) {
        assert_true(counts[kind][0] >= 10);
        assert_true(counts[kind][1] * 100 >= counts[kind][0] * 95);
    }
}

static lt_status review_once(void *context)
{
    static const char vi[] = "Ông Phạm Tấn Hòa nộp 12,5 tỉ đồng ngày 26/12.";
    static const char en[] = "Mr. Pham Tan Hao paid VND12.6 billion on December 27.";
    lt_align_segment a = {vi, sizeof vi - 1, 0}, b = {en, sizeof en - 1, 0};
    lt_link link = {0, 1, 0, 1, 1, LT_LINK_SENTENCE};
    lt_alignment alignment = {&link, 1};
    lt_review_pair pair = {{&a, &b}, {NULL, NULL}, {1, 1}, &alignment};
    lt_review found = LT_REVIEW_INIT;
    lt_glossary *g = NULL;
    (void)context;
    lt_status status = lt_glossary_read("ông\tMr\n", 8, &g, NULL);
    if (status == LT_OK)
        status = lt_review_run(&pair, g, &found, NULL);
    if (status == LT_OK)
        assert_int_equal(found.count, 3);
    else
        assert_int_equal(found.count, 0);
    lt_review_dispose(&found);
    lt_glossary_free(g);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(chaos_run(review_once, NULL) > 0);
}

static void test_bad_input(void **state)
{
    (void)state;
    lt_error error = LT_ERROR_INIT;
    lt_glossary *g = NULL;
    assert_int_equal(lt_glossary_read("a\tb\nno tab\n", 11, &g, &error), LT_BAD_DATA);
    assert_int_equal(error.line, 2);
    assert_null(g);
    assert_int_equal(lt_glossary_read("<tbx>", 5, &g, NULL), LT_BAD_DATA);
    static const char tbx[] = "<tbx><termEntry><langSet xml:lang='vi'><term>tỉnh</term></langSet>"
                              "<langSet xml:lang='en'><term>province</term></langSet></termEntry>"
                              "</tbx>";
    assert_int_equal(lt_glossary_read(tbx, sizeof tbx - 1, &g, NULL), LT_OK);
    assert_int_equal(lt_glossary_size(g), 1);
    lt_glossary_free(g);
    lt_link link = {5, 1, 0, 1, 1, LT_LINK_SENTENCE};
    lt_alignment alignment = {&link, 1};
    lt_align_segment s = {"a", 1, 0};
    lt_review_pair pair = {{&s, &s}, {NULL, NULL}, {1, 1}, &alignment};
    lt_review found = LT_REVIEW_INIT;
    assert_int_equal(lt_review_run(&pair, NULL, &found, NULL), LT_BAD_ARGUMENT);
}

int main(void)
{
    static const char terms[] = "hội nghị\tconference\nbệnh viện\thospital\nhọc sinh\tstudent\n"
                                "doanh nghiệp\tenterprise\ncông an\tpolice\ndự án\tproject\n"
                                "nông dân\tfarmer\nsản xuất\tproduction\n";
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_memory),
                                       cmocka_unit_test(test_bad_input),
                                       cmocka_unit_test(test_seeded)};
    char path[4096];
    lt_lexicon *lexicon = NULL;
    const char *dictionaries = getenv("DICTIONARIES");
    snprintf(path, sizeof path, "%s/bilingual/vi-en.lexicon", dictionaries ? dictionaries : ".");
    if (lt_lexicon_open(path, &lexicon, NULL) != LT_OK ||
        lt_aligner_new((const lt_lexicon *const[]){lexicon}, 1, &aligner, NULL) != LT_OK ||
        lt_glossary_read(terms, sizeof terms - 1, &glossary, NULL) != LT_OK)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    lt_glossary_free(glossary);
    lt_aligner_free(aligner);
    lt_lexicon_free(lexicon);
    return failed;
}
