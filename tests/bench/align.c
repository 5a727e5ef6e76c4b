/*
 * bench-align LEXICON VI EN [VI EN]...: segments aligned a second, in process, on one core.
 *
 * VI and EN hold one segment a line. Each pair is timed as it is and as a book: repeated with its
 * numbers made different, up to about 20,000 segments a side, so that the growth of the time for
 * one segment with the length of the text is seen in the same run.
 */
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
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void add(text *t, const char *line, size_t length, size_t copy)
{
    char *made = malloc(length + 32);
    t->items = realloc(t->items, (t->count + 1) * sizeof *t->items);
    if (!made || !t->items)
        exit(2);
    /* a copy of the article gets a number of its own, as another article would have other facts */
    int tail =
        copy ? snprintf(made, 32, "%zu%zu ", copy * 7919 % 10007, t->count * 104729 % 1299709) : 0;
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

static text make_book(const text *t)
{
    text book = {NULL, 0};
    for (size_t copy = 1; book.count + t->count <= BOOK; copy++)
        for (size_t i = 0; i < t->count; i++)
            add(&book, t->items[i].text, t->items[i].length, copy);
    return book;
}

int main(int count, char **arguments)
{
    lt_lexicon *lexicon;
    lt_aligner *aligner;
    lt_error error = LT_ERROR_INIT;
    if (count < 4 || lt_lexicon_open(arguments[1], &lexicon, &error) != LT_OK) {
        fprintf(stderr, "usage: bench-align LEXICON VI EN...  %s\n", error.message);
        return 2;
    }
    const lt_lexicon *lexicons[] = {lexicon};
    if (lt_aligner_new(lexicons, 1, &aligner, NULL) != LT_OK)
        return 2;
    for (int i = 2; i + 1 < count; i += 2) {
        text vi = read_text(arguments[i]), en = read_text(arguments[i + 1]);
        text vi_book = make_book(&vi), en_book = make_book(&en);
        double once = best_time(aligner, &vi, &en, 4 * ROUNDS);
        double book = best_time(aligner, &vi_book, &en_book, 1);
        double segments = (double)(vi.count + en.count);
        double book_segments = (double)(vi_book.count + en_book.count);
        printf("%s: %.0f segments, %.0f a second; %.0f segments, %.0f a second; %.2f times as long "
               "for each\n",
               arguments[i], segments, segments / once, book_segments, book_segments / book,
               book / book_segments / (once / segments));
    }
    lt_aligner_free(aligner);
    lt_lexicon_free(lexicon);
    return 0;
}
