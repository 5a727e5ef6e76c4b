/* Cases of the slug. Words of the head: style=delete, words, vi, en, unicode, drop, length=N,
 * separator=C, prefix=, suffix=, id=, fallback=; rules come from the dictionaries. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/slug.h>

#include "tests/runner/cases.h"

static lt_slug_rules *rules;

static void free_rules(void)
{
    lt_slug_rules_free(rules);
}

/* Loaded once; the map of the cases is written to a file of its own. */
static void load_rules(void)
{
    static char paths[4][4096];
    static const char *const names[4] = {"symbols.txt", "stopwords-vi.txt", "stopwords-en.txt",
                                         "compounds.txt"};
    const char *folder = getenv("DICTIONARIES");
    for (int i = 0; i < 4; i++)
        snprintf(paths[i], sizeof paths[i], "%s/slug/%s", folder ? folder : "dictionaries",
                 names[i]);
    lt_slug_files files = LT_SLUG_FILES_INIT;
    files.symbols = paths[0];
    files.stopwords_vi = paths[1];
    files.stopwords_en = paths[2];
    files.compounds = paths[3];
    lt_error error = LT_ERROR_INIT;
    if (lt_slug_rules_load(&files, &rules, &error) != LT_OK) {
        fprintf(stderr, "%s\n", error.message);
        exit(2);
    }
    atexit(free_rules);
}

static const char *text_option(const char *head, const char *name, char value[64])
{
    return fence_option(head, name, value, 64) ? value : NULL;
}

static void read_options(const char *head, lt_slug_options *options)
{
    static char prefix[64], suffix[64], id[64], fallback[64];
    char value[64];
    if (fence_option(head, "style", value, sizeof value))
        options->style = strcmp(value, "delete") == 0 ? LT_SLUG_DELETE : LT_SLUG_DASH;
    if (fence_option(head, "length", value, sizeof value))
        options->max_length = strtoul(value, NULL, 10);
    if (fence_option(head, "separator", value, sizeof value))
        options->separator = value[0];
    if (fence_option(head, "words", value, sizeof value))
        options->flags |= LT_SLUG_SYMBOL_WORDS;
    if (fence_option(head, "unicode", value, sizeof value))
        options->flags |= LT_SLUG_KEEP_UNICODE;
    if (fence_option(head, "drop", value, sizeof value))
        options->flags |= LT_SLUG_DROP_VI | LT_SLUG_DROP_EN;
    if (fence_option(head, "vi", value, sizeof value))
        options->language = LT_SLUG_VI;
    if (fence_option(head, "en", value, sizeof value))
        options->language = LT_SLUG_EN;
    options->prefix = text_option(head, "prefix", prefix);
    options->suffix = text_option(head, "suffix", suffix);
    options->id = text_option(head, "id", id);
    options->fallback = text_option(head, "fallback", fallback);
}

/* A title a line, a slug a line; an error's name in angle brackets. */
static bool run_slug(const char *head, const char *input, size_t length, lt_buffer *out)
{
    lt_slug_options options = LT_SLUG_OPTIONS_INIT;
    lt_slugger *slugger;
    lt_error error = LT_ERROR_INIT;
    if (!rules)
        load_rules();
    options.rules = rules;
    read_options(head, &options);
    lt_status status = lt_slugger_new(&options, &slugger, &error);
    if (status != LT_OK) {
        lt_buffer_append_format(out, "<%s>", lt_status_name(status));
        return true;
    }
    for (size_t at = 0; at < length;) {
        const char *end = memchr(input + at, '\n', length - at);
        size_t size = end ? (size_t)(end - input) - at : length - at;
        status = lt_slug(slugger, input + at, size, out, NULL);
        if (status != LT_OK)
            lt_buffer_append_format(out, "<%s>", lt_status_name(status));
        at += size + 1;
        if (at < length)
            lt_buffer_append_byte(out, '\n');
    }
    lt_slugger_free(slugger);
    return true;
}

static bool run_check(const char *head, const char *input, size_t length, lt_buffer *out)
{
    lt_slug_options options = LT_SLUG_OPTIONS_INIT;
    lt_slugger *slugger;
    read_options(head, &options);
    if (lt_slugger_new(&options, &slugger, NULL) != LT_OK)
        return false;
    for (size_t at = 0; at < length;) {
        const char *end = memchr(input + at, '\n', length - at);
        size_t size = end ? (size_t)(end - input) - at : length - at, offset;
        lt_slug_fault fault = lt_slug_check(slugger, input + at, size, &offset);
        lt_buffer_append_format(out, "%s %zu", lt_slug_fault_name(fault), offset);
        at += size + 1;
        if (at < length)
            lt_buffer_append_byte(out, '\n');
    }
    lt_slugger_free(slugger);
    return true;
}

bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    if (case_is(head, "slug"))
        return run_slug(head, input, length, out);
    return case_is(head, "check") && run_check(head, input, length, out);
}
