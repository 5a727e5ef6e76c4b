/*
 * learn-lexicon: pairs of words from parallel text, as lines "vi TAB en TAB weight" (and counts) on
 * standard output.
 *
 *     learn-lexicon [--phrases=FILE]... [--without=FILE]... VI EN [VI EN]...
 *
 * VI and EN are texts of one sentence a line. --phrases: Vietnamese phrases, one a line (what
 * follows a tab does not count). --without: sentences, one a line, that must not be learned from
 * (those that are measured on). See dictionaries/README.md for what the shipped list was made from.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/lexicon.h>

#define ITERATIONS 6
#define LEAST      0.01

static lt_lexicon_learner *learner;
static lt_error error = LT_ERROR_INIT;

static void die(const char *what)
{
    fprintf(stderr, "learn-lexicon: %s: %s\n", what,
            *error.message ? error.message : strerror(errno));
    exit(2);
}

/* The line without its end; CSV quoting ("" for ", the whole in quotes) undone. */
static size_t clean(char *line, size_t length)
{
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        length--;
    if (length > 1 && line[0] == '"' && line[length - 1] == '"') {
        memmove(line, line + 1, length - 2);
        length -= 2;
    }
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        line[kept++] = line[i];
        if (line[i] == '"' && i + 1 < length && line[i + 1] == '"')
            i++;
    }
    return kept;
}

static char **unwanted;
static size_t unwanted_count;

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_unwanted(const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    if (!file)
        die(path);
    while ((length = getline(&line, &size, file)) > 0) {
        char **grown = realloc(unwanted, (unwanted_count + 1) * sizeof *grown);
        if (!grown)
            die(path);
        unwanted = grown;
        unwanted[unwanted_count++] = strndup(line, clean(line, (size_t)length));
    }
    free(line);
    fclose(file);
    qsort(unwanted, unwanted_count, sizeof *unwanted, compare);
}

static int is_unwanted(char *line, size_t length)
{
    char *copy = strndup(line, length);
    int found = copy && unwanted_count &&
                bsearch(&copy, unwanted, unwanted_count, sizeof *unwanted, compare) != NULL;
    free(copy);
    return found;
}

static void read_phrases(const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;
    if (!file)
        die(path);
    while (getline(&line, &size, file) > 0)
        if (lt_lexicon_learner_phrase(learner, line, strcspn(line, "\t\r\n"), &error) != LT_OK)
            die(path);
    free(line);
    fclose(file);
}

static void read_pairs(const char *vi_path, const char *en_path)
{
    FILE *vi = fopen(vi_path, "r"), *en = fopen(en_path, "r");
    char *v = NULL, *e = NULL;
    size_t v_size = 0, e_size = 0, passed = 0, line = 0;
    ssize_t v_length, e_length;
    if (!vi || !en)
        die(vi ? en_path : vi_path);
    while ((v_length = getline(&v, &v_size, vi)) > 0 && (e_length = getline(&e, &e_size, en)) > 0) {
        size_t vn = clean(v, (size_t)v_length), ne = clean(e, (size_t)e_length);
        line++;
        if (is_unwanted(v, vn) || is_unwanted(e, ne))
            passed++;
        else if (lt_lexicon_learner_pair(learner, v, vn, e, ne, &error) != LT_OK)
            die(vi_path);
    }
    fprintf(stderr, "learn-lexicon: %s: %zu sentences, %zu passed over as measured on\n", vi_path,
            line, passed);
    free(v);
    free(e);
    fclose(vi);
    fclose(en);
}

int main(int argc, char **argv)
{
    lt_lexicon_builder *builder;
    lt_buffer out = LT_BUFFER_INIT;
    int i = 1;
    if (lt_lexicon_learner_new(&learner, &error) != LT_OK ||
        lt_lexicon_builder_new(&builder, &error) != LT_OK)
        die("start");
    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        if (strncmp(argv[i], "--phrases=", 10) == 0)
            read_phrases(argv[i] + 10);
        else if (strncmp(argv[i], "--without=", 10) == 0)
            read_unwanted(argv[i] + 10);
        else
            die(argv[i]);
    }
    for (; i + 1 < argc; i += 2)
        read_pairs(argv[i], argv[i + 1]);
    if (lt_lexicon_learner_run(learner, ITERATIONS, LEAST, builder, &error) != LT_OK ||
        lt_lexicon_builder_print(builder, LEAST, &out, &error) != LT_OK)
        die("learn");
    fwrite(out.data, 1, out.length, stdout);
    lt_buffer_dispose(&out);
    lt_lexicon_builder_free(builder);
    lt_lexicon_learner_free(learner);
    for (size_t k = 0; k < unwanted_count; k++)
        free(unwanted[k]);
    free(unwanted);
    return fclose(stdout) != 0 ? 2 : 0;
}
