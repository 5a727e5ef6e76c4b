/*
 * bench-memory [PAIRS [VI EN]...]: building a translation memory and looking segments up in it, in
 * process, on one core.
 *
 * VI and EN hold a segment a line; without them, those of ../shared/corpora/parallel, else the
 * articles of corpus/. PAIRS (default 120,000) are made: the pairs themselves, then the first half
 * of one with the second half of another, so that phrases are as common as they are in a large
 * memory. Looked up are texts of the memory, the same with every eighth word another, and with
 * another number. Told are the middle and the slowest twentieth of the times, and how often the
 * pair that the text was made from (or a nearer one) was found.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <libtext/buffer.h>
#include <libtext/memory.h>

#define LOOKUPS 1000

typedef struct lines {
    char **items;
    size_t count;
} lines;

static lines sides[2];
static unsigned seed = 20261124;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static size_t draw(size_t below)
{
    seed = seed * 1103515245u + 12345u;
    return (size_t)(((uint64_t)seed * below) >> 32);
}

static void read_lines(const char *path, lines *to)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    if (!file) {
        perror(path);
        exit(2);
    }
    for (ssize_t length; (length = getline(&line, &room, file)) > 0;) {
        line[strcspn(line, "\n")] = '\0';
        to->items = realloc(to->items, (to->count + 1) * sizeof *to->items);
        if (!to->items || !(to->items[to->count++] = strdup(line)))
            exit(2);
    }
    free(line);
    fclose(file);
}

static void read_pairs(const char *pattern)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *en = strdup(found.gl_pathv[i]), *name = en ? strstr(en, "vi.txt") : NULL;
        if (!name && en)
            name = en + strlen(en) - 2;
        if (!name)
            exit(2);
        memcpy(name, "en", 2);
        read_lines(found.gl_pathv[i], &sides[0]);
        read_lines(en, &sides[1]);
        free(en);
    }
    globfree(&found);
}

/* The first half of one line's words, the second of another's. */
static void cross(const char *a, const char *b, lt_buffer *out)
{
    const char *middle_a = strchr(a + strlen(a) / 2, ' ');
    const char *middle_b = strchr(b + strlen(b) / 2, ' ');
    lt_buffer_clear(out);
    if (lt_buffer_append(out, a, middle_a ? (size_t)(middle_a - a) : strlen(a)) != LT_OK ||
        lt_buffer_append_string(out, middle_b ? middle_b : "") != LT_OK)
        exit(2);
}

static void must(lt_status status, const lt_error *error)
{
    if (status != LT_OK) {
        fprintf(stderr, "bench-memory: %s\n", error->message);
        exit(2);
    }
}

static void build(lt_memory *memory, size_t pairs)
{
    lt_buffer texts[2] = {LT_BUFFER_INIT, LT_BUFFER_INIT};
    lt_error error = LT_ERROR_INIT;
    size_t count = sides[0].count < sides[1].count ? sides[0].count : sides[1].count;
    double start = now();
    must(lt_memory_begin(memory, &error), &error);
    for (size_t i = 0; i < pairs; i++) {
        size_t a = i < count ? i : draw(count), b = i < count ? i : draw(count);
        for (int side = 0; side < 2; side++)
            cross(sides[side].items[a], sides[side].items[b], &texts[side]);
        lt_memory_pair pair = {
            {texts[0].data, texts[1].data}, {texts[0].length, texts[1].length}, "", 0, 1, 1};
        if (texts[0].length && texts[1].length)
            (void)lt_memory_put(memory, &pair, NULL, NULL);
    }
    must(lt_memory_commit(memory, &error), &error);
    size_t stored;
    must(lt_memory_count(memory, &stored, &error), &error);
    printf("stored %zu different pairs in %.1f s\n", stored, now() - start);
    lt_buffer_dispose(&texts[0]);
    lt_buffer_dispose(&texts[1]);
}

enum { SAME, CHANGED, NUMBERS, KINDS };

/* Makes what is looked up from a line; false: the line has nothing to change. */
static bool make(int kind, const char *line, lt_buffer *out)
{
    size_t word = 0;
    bool changed = kind == SAME;
    lt_buffer_clear(out);
    for (const char *at = line; *at; word++) {
        size_t length = strcspn(at, " ");
        size_t digits = strspn(at, "0123456789");
        bool number = kind == NUMBERS && length > 0 && digits == length;
        bool other = kind == CHANGED && word % 8 == 3;
        changed = changed || number || other;
        if (number  ? lt_buffer_append_format(out, "%zu", draw(900) + 20)
            : other ? lt_buffer_append_string(out, "khác")
                    : lt_buffer_append(out, at, length))
            exit(2);
        at += length;
        if (*at && lt_buffer_append_byte(out, *at++) != LT_OK)
            exit(2);
    }
    return changed && word >= 8;
}

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void measure(lt_memory *memory, int kind)
{
    static const char *const names[] = {"the same text", "every eighth word another",
                                        "another number"};
    static double times[LOOKUPS];
    size_t done = 0, found = 0;
    lt_buffer text = LT_BUFFER_INIT;
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    for (size_t tried = 0; done < LOOKUPS && tried < 100 * LOOKUPS; tried++) {
        if (!make(kind, sides[0].items[draw(sides[0].count)], &text))
            continue;
        double start = now();
        if (lt_memory_lookup(memory, LT_LANGUAGE_VI, text.data, text.length, NULL, &matches,
                             NULL) != LT_OK)
            continue;
        times[done++] = now() - start;
        found += matches.count > 0;
    }
    qsort(times, done, sizeof *times, compare);
    if (done > 0)
        printf("%-26s %7.2f ms, slowest twentieth from %.2f ms; found %zu of %zu\n", names[kind],
               times[done / 2] * 1e3, times[done * 19 / 20] * 1e3, found, done);
    lt_memory_matches_dispose(&matches);
    lt_buffer_dispose(&text);
}

int main(int count, char **arguments)
{
    char folder[] = "/tmp/libtext-bench-XXXXXX", path[64], other[80];
    lt_memory *memory;
    lt_error error = LT_ERROR_INIT;
    size_t pairs = count > 1 ? strtoul(arguments[1], NULL, 10) : 120000;
    for (int i = 2; i + 1 < count; i += 2) {
        read_lines(arguments[i], &sides[0]);
        read_lines(arguments[i + 1], &sides[1]);
    }
    if (sides[0].count == 0)
        read_pairs("../shared/corpora/parallel/*.vi");
    if (sides[0].count == 0)
        read_pairs("corpus/articles/*/vi.txt");
    if (sides[0].count == 0 || sides[1].count == 0 || !mkdtemp(folder)) {
        fprintf(stderr, "bench-memory: no pairs\n");
        return 2;
    }
    snprintf(path, sizeof path, "%s/memory", folder);
    must(lt_memory_open(path, NULL, &memory, &error), &error);
    build(memory, pairs);
    for (int kind = 0; kind < KINDS; kind++)
        measure(memory, kind);
    lt_memory_close(memory);
    for (int i = 0; i < 3; i++) {
        static const char *const ends[] = {"", "-wal", "-shm"};
        snprintf(other, sizeof other, "%s%s", path, ends[i]);
        unlink(other);
    }
    rmdir(folder);
    return 0;
}
