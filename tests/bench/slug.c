/*
 * bench-slug [FILE]: slugs of titles a second, in process, on one core, beside ICU's own
 * transliterator and the bare copy of the text in the same run.
 *
 * FILE: a title a line, or the development set's `style TAB title TAB slug`. Without one,
 * tests/bench/titles.txt beside this program's source.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libtext/slug.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

/* Many short rounds: on a busy machine some find a core for themselves. */
#define ROUNDS 50

typedef struct title {
    const char *text;
    size_t length;
} title;

static title *titles;
static size_t title_count, title_bytes;
static size_t sink; /* keeps the work from being optimised away */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void add_title(char *line)
{
    char *first = strchr(line, '\t'), *second = first ? strchr(first + 1, '\t') : NULL;
    title one = {line, strlen(line)};
    if (second)
        one = (title){first + 1, (size_t)(second - first - 1)};
    if (one.length == 0 || line[0] == '#')
        return;
    titles = realloc(titles, (title_count + 1) * sizeof *titles);
    if (!titles)
        exit(2);
    titles[title_count++] = one;
    title_bytes += one.length;
}

static void read_titles(const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    if (!file) {
        fprintf(stderr, "bench-slug: cannot read %s\n", path);
        exit(2);
    }
    for (ssize_t length; (length = getline(&line, &room, file)) > 0;) {
        if (line[length - 1] == '\n')
            line[length - 1] = '\0';
        add_title(strdup(line));
    }
    free(line);
    fclose(file);
}

static void run_ours(void *context)
{
    lt_buffer out = LT_BUFFER_INIT;
    for (size_t i = 0; i < title_count; i++) {
        lt_buffer_clear(&out);
        if (lt_slug(context, titles[i].text, titles[i].length, &out, NULL) == LT_OK)
            sink += out.length;
    }
    lt_buffer_dispose(&out);
}

static void run_icu(void *context)
{
    UChar wide[2048];
    for (size_t i = 0; i < title_count; i += 16) {
        UErrorCode code = U_ZERO_ERROR;
        int32_t length, limit;
        u_strFromUTF8(wide, 1024, &length, titles[i].text, (int32_t)titles[i].length, &code);
        limit = length;
        utrans_transUChars(context, wide, &length, 2048, 0, &limit, &code);
        if (U_SUCCESS(code))
            sink += (size_t)length;
    }
}

static void run_copy(void *context)
{
    for (size_t i = 0; i < title_count; i++) {
        memcpy(context, titles[i].text, titles[i].length);
        sink += *(unsigned char *)context;
    }
}

/* Best of the rounds, each long enough for the clock, in titles a second. */
static double best(void (*run)(void *), void *context, size_t share)
{
    double most = 0;
    for (int round = 0; round < ROUNDS; round++) {
        size_t times = 0;
        double start = now(), taken;
        do {
            run(context);
            times++;
            taken = now() - start;
        } while (taken < 0.02);
        double rate = (double)(times * (title_count / share)) / taken;
        most = rate > most ? rate : most;
    }
    return most;
}

static double ours(lt_slug_style style, unsigned length)
{
    lt_slug_options options = LT_SLUG_OPTIONS_INIT;
    lt_slugger *slugger;
    options.style = style;
    options.max_length = length;
    if (lt_slugger_new(&options, &slugger, NULL) != LT_OK)
        exit(2);
    double rate = best(run_ours, slugger, 1);
    lt_slugger_free(slugger);
    return rate;
}

int main(int count, char **arguments)
{
    static char copy[LT_SLUG_TITLE_MAXIMUM];
    char path[4096];
    snprintf(path, sizeof path, "%s", __FILE__);
    char *name = strrchr(path, '/');
    strcpy(name ? name + 1 : path, "titles.txt");
    read_titles(count > 1 ? arguments[1] : path);
    UErrorCode code = U_ZERO_ERROR;
    static const UChar id[] = u"Any-Latin; Latin-ASCII; Lower";
    UTransliterator *latin = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    if (U_FAILURE(code) || title_count == 0)
        return 2;
    double dash = ours(LT_SLUG_DASH, 0), icu = best(run_icu, latin, 16);
    printf("%zu titles, %.1f bytes each; titles a second on one core, best of %d\n", title_count,
           (double)title_bytes / (double)title_count, ROUNDS);
    printf("lt_slug dash          %10.0f  %.0f MB/s, %.0f times ICU\n", dash,
           dash * (double)title_bytes / (double)title_count / 1e6, dash / icu);
    printf("lt_slug delete        %10.0f\n", ours(LT_SLUG_DELETE, 0));
    printf("lt_slug dash, max 60  %10.0f\n", ours(LT_SLUG_DASH, 60));
    printf("ICU Any-Latin         %10.0f\n", icu);
    printf("memcpy                %10.0f\n", best(run_copy, copy, 1));
    utrans_close(latin);
    return sink == 0;
}
