/*
 * bench-normalize [MIB]: lt_normalize beside memcpy and the normalizers of other libraries.
 *
 * News text from ../shared/corpora, else the articles of corpus/ over and over. Best of twenty runs
 * on one core, in turn with memcpy (whose best runs on a shared machine are few: so the median of
 * the ratios too), all in one process; the peers only normalize, lt_normalize
 * checks UTF-8 and places tones as well. Libraries that are not installed are left out.
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libtext/normalize.h>

#define RUNS 20

size_t icu_normalize_utf8(const char *text, size_t length, char *out, size_t room)
    __attribute__((weak));

static char *scratch; /* where peers write */
static size_t room;
static lt_buffer ours = LT_BUFFER_INIT;

typedef size_t peer(const char *text, size_t length);

static size_t run_ours(const char *text, size_t length)
{
    lt_buffer_clear(&ours);
    return lt_normalize(text, length, NULL, &ours, NULL, NULL) == LT_OK ? ours.length : 0;
}

static size_t run_memcpy(const char *text, size_t length)
{
    memcpy(scratch, text, length);
    return length;
}

static size_t run_icu(const char *text, size_t length)
{
    return icu_normalize_utf8 ? icu_normalize_utf8(text, length, scratch, room) : 0;
}

/* The slow peers get the text in pieces of some whole lines: glib takes ever longer for longer
 * text. */
#define SLICE ((size_t)4096)

static size_t slices(const char *text, size_t length, size_t (*one)(const char *, size_t))
{
    size_t total = 0, sum = 0;
    while (total < length) {
        size_t size = length - total;
        if (size > SLICE) { /* whole lines */
            const char *end = memchr(text + total + SLICE, '\n', size - SLICE);
            size = end ? (size_t)(end - text) + 1 - total : size;
        }
        size_t got = one(text + total, size);
        if (got == 0)
            return 0;
        sum += got;
        total += size;
    }
    return sum;
}

static void *symbol(const char *library, const char *name)
{
    void *handle = dlopen(library, RTLD_NOW);
    return handle ? dlsym(handle, name) : NULL;
}

static size_t one_utf8proc(const char *text, size_t length)
{
    static ptrdiff_t (*map)(const uint8_t *, ptrdiff_t, uint8_t **, int);
    if (!map)
        *(void **)&map = symbol("libutf8proc.so.2", "utf8proc_map");
    uint8_t *result = NULL;
    /* UTF8PROC_STABLE | UTF8PROC_COMPOSE */
    ptrdiff_t got = map ? map((const uint8_t *)text, (ptrdiff_t)length, &result, 2 | 8) : 0;
    free(result);
    return got > 0 ? (size_t)got : 0;
}

static size_t one_glib(const char *text, size_t length)
{
    static char *(*normalize)(const char *, ssize_t, int);
    if (!normalize)
        *(void **)&normalize = symbol("libglib-2.0.so.0", "g_utf8_normalize");
    char *result = normalize ? normalize(text, (ssize_t)length, 1) : NULL;
    size_t got = result ? strlen(result) : 0;
    free(result);
    return got;
}

static size_t one_unistring(const char *text, size_t length)
{
    static uint8_t *(*normalize)(const void *, const uint8_t *, size_t, uint8_t *, size_t *);
    static const void *form;
    if (!normalize) {
        *(void **)&normalize = symbol("libunistring.so.2", "u8_normalize");
        form = symbol("libunistring.so.2", "uninorm_nfc");
    }
    size_t got = 0;
    uint8_t *result = normalize ? normalize(form, (const uint8_t *)text, length, NULL, &got) : NULL;
    free(result);
    return result ? got : 0;
}

static size_t run_utf8proc(const char *text, size_t length)
{
    return slices(text, length, one_utf8proc);
}

static size_t run_glib(const char *text, size_t length)
{
    return slices(text, length, one_glib);
}

static size_t run_unistring(const char *text, size_t length)
{
    return slices(text, length, one_unistring);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Megabytes of input a second; 0 for a library that is not there. */
static double speed(peer *run, const lt_buffer *text)
{
    double start = seconds();
    return run(text->data, text->length) > 0 ? (double)text->length / 1e6 / (seconds() - start) : 0;
}

static int descending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x < *y) - (*x > *y);
}

static void read_text(lt_buffer *text, size_t wanted)
{
    static const char *const sources[] = {
        "xz -dc ../shared/corpora/vietnews.txt.xz 2>/dev/null | tr _ ' '",
        "cat corpus/articles/*.vi.txt 2>/dev/null",
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources && text->length == 0; i++) {
        FILE *pipe = popen(sources[i], "r");
        char bytes[65536];
        size_t got;
        while (pipe && text->length < wanted && (got = fread(bytes, 1, sizeof bytes, pipe)) > 0)
            lt_buffer_append(text, bytes, got);
        if (pipe)
            pclose(pipe);
    }
    size_t once = text->length;
    while (once > 0 && text->length < wanted) {
        lt_buffer_reserve(text, once);
        lt_buffer_append(text, text->data, once);
    }
    while (text->length > wanted || (text->length > 0 && text->data[text->length - 1] != '\n'))
        lt_buffer_truncate(text, text->length - 1);
}

static void convert(const lt_buffer *from, lt_form form, lt_tone_choice tone, lt_buffer *to)
{
    lt_normalize_options options = {form, tone, LT_CLEAN_BASIC, true};
    if (lt_normalize(from->data, from->length, &options, to, NULL, NULL) != LT_OK)
        exit(2);
}

/* Every twentieth line from `other`, which has the same lines. */
static void mix(const lt_buffer *from, const lt_buffer *other, lt_buffer *to)
{
    const char *a = from->data, *b = other->data;
    for (int line = 0; a < from->data + from->length; line++) {
        const char *a_end = strchr(a, '\n') + 1, *b_end = strchr(b, '\n') + 1;
        if (line % 20 == 7)
            lt_buffer_append(to, b, (size_t)(b_end - b));
        else
            lt_buffer_append(to, a, (size_t)(a_end - a));
        a = a_end;
        b = b_end;
    }
}

static void strip_nul(lt_buffer *text)
{
    for (size_t i = 0; i < text->length; i++)
        if (text->data[i] == '\0')
            text->data[i] = ' ';
}

static void report(const char *name, const lt_buffer *text)
{
    static const struct {
        const char *name;
        peer *run;
        int runs;
    } peers[] = {{"memcpy", run_memcpy, RUNS},
                 {"ICU normalizeUTF8", run_icu, 2},
                 {"utf8proc", run_utf8proc, 1},
                 {"glib", run_glib, 1},
                 {"libunistring", run_unistring, 1}};
    const size_t count = sizeof peers / sizeof *peers;
    double own[RUNS], rates[sizeof peers / sizeof *peers][RUNS], ratios[RUNS];
    for (int i = 0; i < RUNS; i++) {
        own[i] = speed(run_ours, text);
        for (size_t k = 0; k < count && i < peers[k].runs; k++)
            rates[k][i] = speed(peers[k].run, text);
        ratios[i] = own[i] / rates[0][i];
    }
    qsort(own, RUNS, sizeof *own, descending);
    qsort(ratios, RUNS, sizeof *ratios, descending);
    printf("%s, %zu MiB\n  %-18s %8.0f MB/s\n", name, text->length >> 20, "lt_normalize", own[0]);
    for (size_t k = 0; k < count; k++) {
        qsort(rates[k], (size_t)peers[k].runs, sizeof rates[k][0], descending);
        if (rates[k][0] > 0)
            printf("  %-18s %8.0f MB/s   ours / theirs %.2f\n", peers[k].name, rates[k][0],
                   own[0] / rates[k][0]);
        else
            printf("  %-18s not here, or refuses the text\n", peers[k].name);
    }
    printf("  beside memcpy, the median of %d ratios of runs in turn: %.2f\n", RUNS,
           ratios[RUNS / 2]);
    fflush(stdout);
}

int main(int count, char **arguments)
{
    size_t mib = count > 1 ? (size_t)atol(arguments[1]) : 64;
    lt_buffer raw = LT_BUFFER_INIT, old = LT_BUFFER_INIT, other = LT_BUFFER_INIT,
              apart = LT_BUFFER_INIT, mixed = LT_BUFFER_INIT;
    read_text(&raw, mib << 20);
    strip_nul(&raw);
    convert(&raw, LT_FORM_NFC, LT_TONE_OLD, &old);
    convert(&old, LT_FORM_NFC, LT_TONE_NEW, &other);
    convert(&old, LT_FORM_NFD, LT_TONE_KEEP, &apart);
    mix(&old, &apart, &mixed);
    room = apart.length + apart.length / 2;
    lt_buffer theirs = LT_BUFFER_INIT; /* the same kind of memory for all */
    if (old.length == 0 || lt_buffer_reserve(&theirs, room) != LT_OK ||
        lt_buffer_reserve(&ours, apart.length) != LT_OK)
        return 2;
    scratch = theirs.data;
    memset(scratch, 1, room);
    memset(ours.data, 1, apart.length);
    report("normal: NFC, old style", &old);
    report("other tone style", &other);
    report("5 % of lines NFD", &mixed);
    report("all NFD", &apart);
    return 0;
}
