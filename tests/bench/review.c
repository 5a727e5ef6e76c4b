/*
 * bench-review [LEXICON VI EN [VI EN]...]: articles reviewed a second, and seeded mistakes found.
 *
 * VI and EN hold one segment a line; without arguments, the articles of corpus/ and the shipped
 * lexicon. Each kind of mistake is planted into each 1-1 link in turn. SHOW_MISSES=1 shows what was
 * not found.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libtext/lexicon.h>

#include "tests/runner/seed.h"

#define ROUNDS 3

static seed_text side[2];

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void source_path(char path[4096], const char *name)
{
    snprintf(path, 4096, "%s", __FILE__);
    for (int up = 0; up < 3; up++) {
        char *slash = strrchr(path, '/');
        if (slash)
            *slash = '\0';
    }
    snprintf(path + strlen(path), 4096 - strlen(path), "/%s", name);
}

/* Articles of corpus/: en.seg and vi.seg of each folder, in order. */
static size_t find_articles(char ***paths, char lexicon[4096])
{
    static glob_t found;
    char pattern[4096];
    source_path(lexicon, "dictionaries/bilingual/vi-en.lexicon");
    source_path(pattern, "corpus/articles/*/[ev][ni].seg");
    if (glob(pattern, 0, NULL, &found) != 0)
        return 0;
    for (size_t i = 0; i + 1 < found.gl_pathc; i += 2) { /* en comes before vi */
        char *en = found.gl_pathv[i];
        found.gl_pathv[i] = found.gl_pathv[i + 1];
        found.gl_pathv[i + 1] = en;
    }
    *paths = found.gl_pathv;
    return found.gl_pathc / 2;
}

static void read_pair(char *const paths[2])
{
    for (int s = 0; s < 2; s++)
        if (!seed_read(paths[s], &side[s])) {
            perror(paths[s]);
            exit(2);
        }
}

/* Aligned and reviewed, in process, on one core. */
static void measure_speed(lt_aligner *aligner, const lt_glossary *glossary, char *const *paths,
                          size_t count)
{
    double total = 0;
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        double best = 1e9;
        read_pair(&paths[2 * i]);
        for (int s = 0; s < 2; s++)
            for (size_t k = 0; k < side[s].count; k++)
                bytes += side[s].segments[k].length + 1;
        for (int round = 0; round < ROUNDS; round++) {
            lt_review found = LT_REVIEW_INIT;
            double start = now();
            if (!seed_review(aligner, glossary, &side[0], &side[1], &found))
                exit(2);
            double taken = now() - start;
            best = taken < best ? taken : best;
            lt_review_dispose(&found);
        }
        total += best;
    }
    printf("%zu articles, aligned and reviewed: %.0f a second, %.1f MB/s of both texts\n", count,
           (double)count / total, (double)bytes / total / 1e6);
}

int main(int count, char **arguments)
{
    lt_lexicon *lexicon;
    lt_aligner *aligner;
    lt_glossary *glossary;
    seed_table table = {.articles = 0};
    char path[4096], dictionaries[4096], **paths = arguments + 2;
    source_path(dictionaries, "dictionaries");
    size_t articles = count > 3 ? (size_t)(count - 2) / 2 : 0;
    if (count > 1)
        snprintf(path, sizeof path, "%s", arguments[1]);
    else
        articles = find_articles(&paths, path);
    if (articles == 0 || lt_lexicon_open(path, &lexicon, NULL) != LT_OK ||
        lt_aligner_new((const lt_lexicon *const[]){lexicon}, 1, &aligner, NULL) != LT_OK ||
        !seed_glossary(dictionaries, &glossary)) {
        fprintf(stderr, "usage: bench-review [LEXICON VI EN...]\n");
        return 2;
    }
    measure_speed(aligner, glossary, paths, articles);
    for (size_t i = 0; i < articles; i++) {
        read_pair(&paths[2 * i]);
        if (!seed_pair(aligner, glossary, &side[0], &side[1], &table))
            return 2;
    }
    seed_print(&table);
    lt_glossary_free(glossary);
    lt_aligner_free(aligner);
    lt_lexicon_free(lexicon);
    return 0;
}
