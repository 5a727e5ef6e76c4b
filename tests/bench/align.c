/*
 * bench-align [LEXICON VI EN [VI EN]...]: segments aligned a second, in process, on one core.
 *
 * VI and EN hold one segment a line; without arguments, the articles of corpus/ and the shipped
 * lexicon. The articles are timed one by one, and then as a book: all of them one after the other,
 * again and again, each numbered in its first segment, about 20,000 segments a side, so that the
 * growth of the time for one segment with the length of the text is seen in the same run.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libtext/align.h>

#define ROUNDS 5
#define BOOK   20000

typedef struct text {
    lt_align_segment *items;
    size_t count;
} text;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void add(text *t, const char *line, size_t length, size_t number)
{
    char *made = malloc(length + 32);
    t->items = realloc(t->items, (t->count + 1) * sizeof *t->items);
    if (!made || !t->items)
        exit(2);
    int tail = number ? snprintf(made, 32, "%zu. ", number) : 0;
    memcpy(made + tail, line, length);
    t->items[t->count++] = (lt_align_segment){made, length + (size_t)tail, 0};
}

static text read_text(const char *path)
{
    text t = {NULL, 0};
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    if (!file) {
        perror(path);
        exit(2);
    }
    while ((length = getline(&line, &room, file)) > 0)
        if (length > 1)
            add(&t, line, (size_t)length - (line[length - 1] == '\n'), 0);
    free(line);
    fclose(file);
    return t;
}

static double best_time(lt_aligner *aligner, const text *vi, const text *en, int rounds)
{
    double best = 1e9;
    for (int i = 0; i < rounds; i++) {
        lt_alignment alignment = LT_ALIGNMENT_INIT;
        double start = now();
        if (lt_aligner_run(aligner, vi->items, vi->count, en->items, en->count, NULL, &alignment,
                           NULL) != LT_OK)
            exit(2);
        double taken = now() - start;
        best = taken < best ? taken : best;
        lt_alignment_dispose(&alignment);
    }
    return best;
}

static void add_article(text *book, const text *article, size_t number)
{
    for (size_t i = 0; i < article->count; i++)
        add(book, article->items[i].text, article->items[i].length, i ? 0 : number);
}

/* The folder of the sources, by the place of this one. */
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

static void read_articles(char **paths, size_t count, text **vi, text **en)
{
    *vi = malloc((count + 1) * sizeof **vi);
    *en = malloc((count + 1) * sizeof **en);
    if (!*vi || !*en)
        exit(2);
    for (size_t i = 0; i < count; i++) {
        (*vi)[i] = read_text(paths[2 * i]);
        (*en)[i] = read_text(paths[2 * i + 1]);
    }
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

static void measure(lt_aligner *aligner, const text *vi, const text *en, size_t count)
{
    double once = 0, segments = 0, pass = 1e9;
    for (size_t i = 0; i < count; i++) {
        once += best_time(aligner, &vi[i], &en[i], ROUNDS);
        segments += (double)(vi[i].count + en[i].count);
    }
    for (int round = 0; round < ROUNDS; round++) {
        double taken = 0;
        for (size_t i = 0; i < count; i++)
            taken += best_time(aligner, &vi[i], &en[i], 1);
        pass = taken < pass ? taken : pass;
    }
    text vi_book = {NULL, 0}, en_book = {NULL, 0};
    for (size_t number = 0; vi_book.count < BOOK; number++) {
        add_article(&vi_book, &vi[number % count], number + 1);
        add_article(&en_book, &en[number % count], number + 1);
    }
    double book = best_time(aligner, &vi_book, &en_book, 2);
    double book_segments = (double)(vi_book.count + en_book.count);
    printf("%zu articles: %.0f segments, %.0f a second one after the other, %.0f each once more\n",
           count, segments, segments / pass, segments / once);
    printf("one book: %.0f segments, %.0f a second; a segment takes %.2f times as long, %.2f times "
           "of the second time\n",
           book_segments, book_segments / book, book / book_segments / (pass / segments),
           book / book_segments / (once / segments));
}

int main(int count, char **arguments)
{
    lt_lexicon *lexicon;
    lt_aligner *aligner;
    lt_error error = LT_ERROR_INIT;
    char path[4096];
    char **paths = arguments + 2;
    size_t articles = count > 3 ? (size_t)(count - 2) / 2 : 0;
    if (count > 1)
        snprintf(path, sizeof path, "%s", arguments[1]);
    else
        articles = find_articles(&paths, path);
    if (articles == 0 || lt_lexicon_open(path, &lexicon, &error) != LT_OK) {
        fprintf(stderr, "usage: bench-align [LEXICON VI EN...]  %s\n", error.message);
        return 2;
    }
    const lt_lexicon *lexicons[] = {lexicon};
    text *vi, *en;
    read_articles(paths, articles, &vi, &en);
    if (lt_aligner_new(lexicons, 1, &aligner, NULL) != LT_OK)
        return 2;
    measure(aligner, vi, en, articles);
    lt_aligner_free(aligner);
    lt_lexicon_free(lexicon);
    return 0;
}
