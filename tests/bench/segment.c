/*
 * bench-segment [VI-FILE... -- EN-FILE...]: segmentation beside ICU's sentence iterator alone.
 *
 * The files hold one sentence a line and a blank line between paragraphs. Without arguments, those
 * of corpus/. The sentences of a paragraph are joined by a space and split again: boundaries inside
 * paragraphs that are found and right (F1), and how fast. SHOW=1 prints what was got wrong.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <libtext/buffer.h>
#include <libtext/segment.h>

#define ROUNDS 5
#define BULK   ((size_t)8 << 20)

/* Paragraphs, one a line, and where sentences end inside them. */
typedef struct gold {
    lt_buffer text;
    size_t *ends;
    size_t count, capacity;
} gold;

typedef struct score {
    size_t right, found, wanted;
} score;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void add_end(gold *g, size_t end)
{
    if (g->count == g->capacity) {
        g->capacity = g->capacity ? g->capacity * 2 : 1024;
        g->ends = realloc(g->ends, g->capacity * sizeof *g->ends);
        if (!g->ends)
            exit(2);
    }
    g->ends[g->count++] = end;
}

static void read_gold(gold *g, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    bool inside = false;
    if (!file) {
        perror(path);
        exit(2);
    }
    while ((length = getline(&line, &room, file)) > 0) {
        length -= line[length - 1] == '\n';
        if (length > 0 && inside) {
            add_end(g, g->text.length);
            lt_buffer_append_byte(&g->text, ' ');
        }
        if (length == 0 && inside)
            lt_buffer_append_byte(&g->text, '\n');
        inside = length > 0;
        if (lt_buffer_append(&g->text, line, (size_t)length) != LT_OK)
            exit(2);
    }
    lt_buffer_append_byte(&g->text, '\n');
    free(line);
    fclose(file);
}

static void show(const gold *g, const char *what, size_t end)
{
    size_t from = end > 40 ? end - 40 : 0, to = end + 40 < g->text.length ? end + 40 : end;
    if (getenv("SHOW"))
        printf("  %s: %.*s|%.*s\n", what, (int)(end - from), g->text.data + from, (int)(to - end),
               g->text.data + end);
}

/* Both in rising order. */
static score compare(const gold *g, const size_t *ends, size_t count)
{
    score s = {0, count, g->count};
    size_t i = 0, k = 0;
    while (i < g->count || k < count) {
        if (i < g->count && k < count && g->ends[i] == ends[k]) {
            s.right++, i++, k++;
        } else if (k == count || (i < g->count && g->ends[i] < ends[k]))
            show(g, "missed", g->ends[i++]);
        else
            show(g, "wrong", ends[k++]);
    }
    return s;
}

static score ours(const gold *g, lt_language language)
{
    lt_segments s = LT_SEGMENTS_INIT;
    if (lt_segment_split(g->text.data, g->text.length, language, 0, &s, NULL) != LT_OK)
        exit(2);
    size_t *ends = malloc((s.count + 1) * sizeof *ends), count = 0;
    for (size_t i = 0; ends && i + 1 < s.count; i++)
        if (s.items[i].paragraph == s.items[i + 1].paragraph)
            ends[count++] = s.items[i].start + s.items[i].length;
    score result = compare(g, ends, count);
    free(ends);
    lt_segments_dispose(&s);
    return result;
}

/* ICU's boundaries with the white space before them taken away; *ends is owned by the caller. */
static size_t run_icu(const char *text, size_t length, size_t **ends)
{
    UErrorCode code = U_ZERO_ERROR;
    UText *view = utext_openUTF8(NULL, text, (int64_t)length, &code);
    UBreakIterator *iterator = ubrk_open(UBRK_SENTENCE, "", NULL, 0, &code);
    size_t count = 0, capacity = 1024;
    ubrk_setUText(iterator, view, &code);
    *ends = malloc(capacity * sizeof **ends);
    if (U_FAILURE(code) || !*ends)
        exit(2);
    for (int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
        if (count == capacity && !(*ends = realloc(*ends, (capacity *= 2) * sizeof **ends)))
            exit(2);
        (*ends)[count++] = (size_t)at;
    }
    ubrk_close(iterator);
    utext_close(view);
    return count;
}

static score icu(const gold *g)
{
    size_t *ends, kept = 0, count = run_icu(g->text.data, g->text.length, &ends);
    for (size_t i = 0; i < count; i++) {
        size_t end = ends[i];
        if (end == g->text.length || g->text.data[end - 1] == '\n')
            continue;
        while (end > 0 && g->text.data[end - 1] == ' ')
            end--;
        ends[kept++] = end;
    }
    score s = compare(g, ends, kept);
    free(ends);
    return s;
}

static void print_score(const char *name, score s)
{
    double p = (double)s.right / (double)(s.found ? s.found : 1);
    double r = (double)s.right / (double)(s.wanted ? s.wanted : 1);
    printf("  %-10s P %.4f R %.4f F1 %.4f  (%zu right, %zu said, %zu in the gold)\n", name, p, r,
           p + r > 0 ? 2 * p * r / (p + r) : 0, s.right, s.found, s.wanted);
}

static void measure_speed(const gold *g, lt_language language)
{
    lt_buffer bulk = LT_BUFFER_INIT;
    double own = 1e9, theirs = 1e9;
    while (bulk.length < BULK)
        if (lt_buffer_append(&bulk, g->text.data, g->text.length) != LT_OK)
            exit(2);
    for (int round = 0; round < ROUNDS; round++) {
        lt_segments s = LT_SEGMENTS_INIT;
        size_t *ends;
        double start = now();
        if (lt_segment_split(bulk.data, bulk.length, language, 0, &s, NULL) != LT_OK)
            exit(2);
        double middle = now();
        run_icu(bulk.data, bulk.length, &ends);
        double end = now();
        own = middle - start < own ? middle - start : own;
        theirs = end - middle < theirs ? end - middle : theirs;
        free(ends);
        lt_segments_dispose(&s);
    }
    printf("  speed      %.1f MB/s; ICU alone %.1f MB/s; ratio %.2f\n",
           (double)bulk.length / own / 1e6, (double)bulk.length / theirs / 1e6, theirs / own);
    lt_buffer_dispose(&bulk);
}

static void measure(const char *label, char **paths, size_t count, lt_language language)
{
    gold g = {LT_BUFFER_INIT, NULL, 0, 0};
    for (size_t i = 0; i < count; i++)
        read_gold(&g, paths[i]);
    printf("%s: %zu files, %zu bytes\n", label, count, g.text.length);
    if (getenv("SHOW") == NULL)
        print_score("ICU alone", icu(&g));
    print_score("libtext", ours(&g, language));
    if (getenv("SHOW") == NULL)
        measure_speed(&g, language);
    lt_buffer_dispose(&g.text);
    free(g.ends);
}

/* The .seg files of corpus/, by the place of this source. */
static void measure_corpus(void)
{
    static const char *const names[] = {"vi", "en"};
    for (int side = 0; side < 2; side++) {
        glob_t found;
        char pattern[4096];
        snprintf(pattern, sizeof pattern, "%s", __FILE__);
        for (int up = 0; up < 3; up++) {
            char *slash = strrchr(pattern, '/');
            if (slash)
                *slash = '\0';
        }
        snprintf(pattern + strlen(pattern), sizeof pattern - strlen(pattern),
                 "/corpus/articles/*/%s.seg", names[side]);
        if (glob(pattern, 0, NULL, &found) != 0)
            exit(2);
        measure(names[side], found.gl_pathv, found.gl_pathc, (lt_language)side);
        globfree(&found);
    }
}

int main(int count, char **arguments)
{
    int middle = 1;
    while (middle < count && strcmp(arguments[middle], "--") != 0)
        middle++;
    if (count == 1) {
        measure_corpus();
        return 0;
    }
    if (middle > 1)
        measure("vi", arguments + 1, (size_t)middle - 1, LT_LANGUAGE_VI);
    if (middle + 1 < count)
        measure("en", arguments + middle + 1, (size_t)(count - middle - 1), LT_LANGUAGE_EN);
    return 0;
}
