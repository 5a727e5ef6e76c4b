/*
 * pack-lexicon: one lexicon file from lists.
 *
 *     pack-lexicon OUT SOURCE:FILE...
 *
 * SOURCE is learned, dictionary, glossary, name or user; or lexicon, a file made before, of which
 * the learned and the dictionary pairs are taken (so that a new glossary needs no corpora).
 * learned, name and user: lines "vi TAB en TAB weight". dictionary: "vi TAB gloss TAB anything":
 * what stands in brackets and a leading to, a, an, the, be or of is dropped, and the weight falls
 * with the number of glosses. glossary: "vi TAB en | en TAB domain TAB note".
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/lexicon.h>

/* By how many glosses a word has: what has many is said in many ways, each seldom. */
#define WEIGHT_FEW      0.3 /* up to 3 */
#define WEIGHT_SOME     0.2 /* up to 8 */
#define WEIGHT_MANY     0.1
#define GLOSSES_FEW     3
#define GLOSSES_SOME    8
#define GLOSSES_MOST    12 /* a one-syllable word with more says nothing */
#define WEIGHT_GLOSSARY 0.7
#define LINE_SIZE       4096

static lt_lexicon_builder *builder;
static lt_error error = LT_ERROR_INIT;

static void die(const char *what)
{
    fprintf(stderr, "pack-lexicon: %s:%zu: %s\n", what, error.line,
            *error.message ? error.message : strerror(errno));
    exit(2);
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    size_t size = 0, room = 1 << 16;
    char *text = malloc(room);
    if (!file || !text)
        die(path);
    while ((*length = fread(text + size, 1, room - size, file)) > 0) {
        size += *length;
        if (size == room && !(text = realloc(text, room *= 2)))
            die(path);
    }
    fclose(file);
    *length = size;
    return text;
}

static void add(const char *path, const char *vi, size_t vn, const char *en, size_t ne,
                double weight, lt_lexicon_source source)
{
    while (ne > 0 && en[0] == ' ') {
        en++;
        ne--;
    }
    while (ne > 0 && en[ne - 1] == ' ')
        ne--;
    if (vn && ne &&
        lt_lexicon_builder_add(builder, vi, vn, en, ne, weight, source, &error) != LT_OK)
        die(path);
}

/* "to (gradually) rise" -> "rise" */
static size_t clean_gloss(const char *gloss, size_t length, char clean[LINE_SIZE])
{
    static const char *const heads[] = {"to ", "a ", "an ", "the ", "be ", "of "};
    size_t n = 0;
    int depth = 0;
    for (size_t i = 0; i < length && n < LINE_SIZE - 1; i++) {
        depth += gloss[i] == '(';
        if (depth == 0 && !(gloss[i] == ' ' && (n == 0 || clean[n - 1] == ' ')))
            clean[n++] = gloss[i];
        depth -= gloss[i] == ')' && depth > 0;
    }
    clean[n] = '\0';
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        size_t head = strlen(heads[i]);
        if (strncmp(clean, heads[i], head) == 0) {
            memmove(clean, clean + head, n - head + 1);
            return n - head;
        }
    }
    return n;
}

static size_t line_length(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return (size_t)((newline ? newline : end) - at);
}

/* Lines of the same word follow each other. */
static void read_dictionary(const char *path, const char *text, size_t length)
{
    const char *at = text, *end = text + length;
    while (at < end) {
        size_t word = strcspn(at, "\t\n"), glosses = 0;
        const char *first = at;
        while (at < end && strncmp(at, first, word + 1) == 0) {
            glosses++;
            at += line_length(at, end) + 1;
        }
        if (glosses == 0) {
            at += line_length(at, end) + 1;
            continue;
        }
        if (first[0] == '-' || first[0] == '#' || first[word] != '\t' ||
            (glosses > GLOSSES_MOST && !memchr(first, ' ', word)))
            continue;
        double weight = glosses <= GLOSSES_FEW    ? WEIGHT_FEW
                        : glosses <= GLOSSES_SOME ? WEIGHT_SOME
                                                  : WEIGHT_MANY;
        for (const char *l = first; l < at; l += line_length(l, end) + 1) {
            char gloss[LINE_SIZE];
            size_t n = clean_gloss(l + word + 1, strcspn(l + word + 1, "\t\n"), gloss);
            add(path, first, word, gloss, n, weight, LT_LEXICON_DICTIONARY);
        }
    }
}

static void read_glossary(const char *path, const char *text, size_t length)
{
    const char *end = text + length;
    for (const char *at = text; at < end; at += line_length(at, end) + 1) {
        size_t word = strcspn(at, "\t\n");
        if (at[0] == '#' || at[word] != '\t')
            continue;
        const char *en = at + word + 1;
        for (;;) {
            size_t n = strcspn(en, "|\t\n");
            add(path, at, word, en, n, WEIGHT_GLOSSARY, LT_LEXICON_GLOSSARY);
            if (en[n] != '|')
                break;
            en += n + 1;
        }
    }
}

static void read_lexicon(const char *path)
{
    lt_lexicon *lexicon;
    unsigned sources = 1u << LT_LEXICON_LEARNED | 1u << LT_LEXICON_DICTIONARY;
    if (lt_lexicon_open(path, &lexicon, &error) != LT_OK ||
        lt_lexicon_builder_merge(builder, lexicon, sources, &error) != LT_OK)
        die(path);
    lt_lexicon_free(lexicon);
}

static void read_source(const char *argument)
{
    static const char *const names[] = {"learned", "dictionary", "glossary", "name", "user"};
    const char *path = strchr(argument, ':');
    size_t length;
    int source = -1;
    for (int i = 0; path && i < LT_LEXICON_SOURCE_COUNT; i++)
        if (strlen(names[i]) == (size_t)(path - argument) &&
            strncmp(names[i], argument, strlen(names[i])) == 0)
            source = i;
    if (strncmp(argument, "lexicon:", 8) == 0) {
        read_lexicon(argument + 8);
        return;
    }
    if (source < 0)
        die(argument);
    char *text = read_file(++path, &length);
    text = realloc(text, length + 1);
    if (!text)
        die(path);
    text[length] = '\0';
    if (source == LT_LEXICON_DICTIONARY)
        read_dictionary(path, text, length);
    else if (source == LT_LEXICON_GLOSSARY)
        read_glossary(path, text, length);
    else if (lt_lexicon_builder_read(builder, text, length, (lt_lexicon_source)source, &error) !=
             LT_OK)
        die(path);
    free(text);
}

int main(int argc, char **argv)
{
    lt_buffer image = LT_BUFFER_INIT;
    if (argc < 3) {
        fputs("usage: pack-lexicon OUT SOURCE:FILE...\n", stderr);
        return 2;
    }
    if (lt_lexicon_builder_new(&builder, &error) != LT_OK)
        die("start");
    for (int i = 2; i < argc; i++)
        read_source(argv[i]);
    if (lt_lexicon_builder_write(builder, &image, &error) != LT_OK)
        die(argv[1]);
    FILE *out = fopen(argv[1], "wb");
    if (!out || fwrite(image.data, 1, image.length, out) != image.length || fclose(out) != 0) {
        perror(argv[1]);
        return 2;
    }
    lt_buffer_dispose(&image);
    lt_lexicon_builder_free(builder);
    return 0;
}
