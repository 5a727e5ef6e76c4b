/*
 * bench-spell [FILE]: clean Vietnamese news checked by one session on one core, beside Hunspell
 * with Debian's Vietnamese dictionary over the same text.
 *
 * Without FILE, some megabytes of ../shared/corpora/vietnews.txt.xz, its words set apart again.
 */
#define _GNU_SOURCE /* memrchr */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <libtext/buffer.h>
#include <libtext/spell.h>

#define ARTICLE ((size_t)5000)
#define NEWS    ((size_t)4 << 20)
#define ROUNDS  3

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "bench-spell: %s\n", what);
    exit(2);
}

static void read_all(FILE *file, size_t most, lt_buffer *text)
{
    char bytes[65536];
    size_t got;
    while (text->length < most && (got = fread(bytes, 1, sizeof bytes, file)) > 0)
        if (lt_buffer_append(text, bytes, got) != LT_OK)
            die("out of memory");
    /* Whole lines. */
    const char *last = text->length ? memrchr(text->data, '\n', text->length) : NULL;
    lt_buffer_truncate(text, last ? (size_t)(last - text->data) + 1 : 0);
}

/* The corpus joins the words of compounds by _ and parts punctuation from them. */
static void read_corpus(lt_buffer *text)
{
    FILE *file = popen("xz -dc ../shared/corpora/vietnews.txt.xz 2>/dev/null | tail -c +100000000 |"
                       " head -c 6000000 | tail -n +2 | sed 's/_/ /g; s/ \\([.,:;?!%)]\\)/\\1/g;"
                       " s/( /(/g'",
                       "r");
    if (file)
        read_all(file, NEWS, text);
    if (file)
        pclose(file);
}

/* Bytes a second; the text goes through in articles. */
static double check_all(lt_spell *spell, const lt_buffer *text, size_t *findings)
{
    lt_spell_findings found = LT_SPELL_FINDINGS_INIT;
    lt_error error = LT_ERROR_INIT;
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        *findings = 0;
        for (size_t at = 0, end; at < text->length; at = end) {
            end = text->length - at > ARTICLE ? at + ARTICLE : text->length;
            while (end < text->length && text->data[end - 1] != '\n')
                end++;
            if (lt_spell_check(spell, text->data + at, end - at, &found, &error) != LT_OK)
                die(error.message);
            *findings += found.count;
        }
        double speed = (double)text->length / (now() - start);
        best = speed > best ? speed : best;
    }
    lt_spell_findings_dispose(&found);
    return best;
}

/* Bytes a second of `hunspell -l -d vi_VN`; 0 when it is not there. */
static double hunspell_speed(const lt_buffer *text)
{
    char path[] = "/tmp/bench-spell-XXXXXX", command[128];
    int descriptor = mkstemp(path);
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    if (!file || fwrite(text->data, 1, text->length, file) != text->length || fclose(file) != 0)
        die("cannot write a file for hunspell");
    snprintf(command, sizeof command, "hunspell -l -d vi_VN %s >/dev/null 2>&1", path);
    double start = now();
    int code = system(command);
    double seconds = now() - start;
    remove(path);
    return code == 0 ? (double)text->length / seconds : 0;
}

int main(int count, char **arguments)
{
    lt_buffer text = LT_BUFFER_INIT;
    lt_model *model;
    lt_spell *spell;
    lt_error error = LT_ERROR_INIT;
    lt_spell_options options = LT_SPELL_OPTIONS_INIT;
    FILE *file = count > 1 ? fopen(arguments[1], "r") : NULL;
    if (count > 1 && !file)
        die("cannot read the file");
    if (file)
        read_all(file, SIZE_MAX / 2, &text);
    else
        read_corpus(&text);
    if (text.length == 0)
        die("no text: give a file of clean Vietnamese news");
    const char *folder = getenv("DICTIONARIES");
    char path[4096], forms[4096];
    snprintf(path, sizeof path, "%s/vi.model", folder ? folder : "dictionaries");
    snprintf(forms, sizeof forms, "%s/en_US.forms", folder ? folder : "dictionaries");
    options.english_aff = "/usr/share/hunspell/en_US.aff";
    options.english_dic = "/usr/share/hunspell/en_US.dic";
    options.english_forms = forms;
    double start = now();
    if (lt_model_open(path, &model, &error) != LT_OK ||
        lt_spell_new(model, &options, &spell, &error) != LT_OK)
        die(error.message);
    double opened = now() - start;
    struct rusage after;
    size_t findings;
    double ours = check_all(spell, &text, &findings), theirs = hunspell_speed(&text);
    getrusage(RUSAGE_SELF, &after);
    printf("%.1f MB of text, %zu findings; model and session ready in %.1f ms\n",
           (double)text.length / 1e6, findings, opened * 1e3);
    printf("  lt_spell_check   %8.2f MB/s  %6.0f articles of 5 KB a second\n", ours / 1e6,
           ours / (double)ARTICLE);
    if (theirs > 0)
        printf("  hunspell vi_VN   %8.2f MB/s  ours / theirs %.1f\n", theirs / 1e6, ours / theirs);
    printf("  memory: %.1f MiB at most, the mapped model, the text and English among it\n",
           (double)after.ru_maxrss / 1024);
    lt_spell_free(spell);
    lt_model_free(model);
    lt_buffer_dispose(&text);
    if (file)
        fclose(file);
    return 0;
}
