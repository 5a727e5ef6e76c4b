/* Loading rules: line-based files, each checked to its last byte. */
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include <libtext/utf8.h>

#include "base/file.h"
#include "slugger.h"

/* 64 MiB: a reserved list of a million slugs is a tenth of it. */
#define FILE_MAXIMUM ((size_t)64 << 20)
#define FIELDS       4

typedef struct field {
    const char *text;
    size_t length;
} field;

typedef struct reader {
    lt_slug_rules *rules;
    const char *path;
    size_t line;
    lt_codepoints scratch;
    size_t symbol_capacity, replacement_capacity;
    lt_error *error;
} reader;

typedef lt_status (*line_reader)(reader *reader, field *fields, size_t count);

static lt_status bad_line(reader *reader, const char *what)
{
    lt_status status =
        lt_error_set(reader->error, LT_BAD_DATA, 0, "%s:%zu: %s", reader->path, reader->line, what);
    if (reader->error && reader->error->line == 0)
        reader->error->line = reader->line;
    return status;
}

static lt_status out_of_memory(reader *reader)
{
    return lt_error_set(reader->error, LT_NO_MEMORY, 0, "out of memory");
}

static bool field_is(field field, const char *word)
{
    return strlen(word) == field.length && memcmp(field.text, word, field.length) == 0;
}

/* The letters of a word as a slug has them; more than `size`: none. */
static size_t fold_word(field word, char *letters, size_t size)
{
    size_t length = 0;
    for (size_t at = 0; at < word.length;) {
        uint32_t codepoint;
        at += lt_utf8_decode(word.text + at, word.length - at, &codepoint);
        uint16_t entry = lt_slug_entry(codepoint);
        if (entry == SLUG_IGNORE)
            continue;
        if (entry < '0' || entry >= SLUG_STRING || length == size)
            return 0;
        letters[length++] = (char)entry;
    }
    return length;
}

static lt_status read_symbol(reader *reader, field *fields, size_t count)
{
    static const char *const kinds[] = {"word", "part", "amount", "number"};
    lt_slug_rules *rules = reader->rules;
    char letters[16];
    if (count == 2 && field_is(fields[1], "multiplier")) {
        size_t length = fold_word(fields[0], letters, sizeof letters);
        if (length == 0)
            return bad_line(reader, "a multiplier is one word");
        return lt_map_set(&rules->multipliers, letters, length, 1) == LT_OK ? LT_OK
                                                                            : out_of_memory(reader);
    }
    slug_symbol symbol = {0, SYMBOL_WORD, {NULL, NULL}};
    if (count != 4 ||
        lt_utf8_decode(fields[0].text, fields[0].length, &symbol.codepoint) != fields[0].length)
        return bad_line(reader, "expected symbol, kind, Vietnamese and English, set apart by tabs");
    size_t kind = 0;
    while (kind < 4 && !field_is(fields[1], kinds[kind]))
        kind++;
    if (kind == 4)
        return bad_line(reader, "kind is none of word, part, amount, number, multiplier");
    symbol.kind = (symbol_kind)kind;
    slug_symbol *symbols = lt_array_room(rules->symbols, rules->symbol_count,
                                         &reader->symbol_capacity, sizeof *symbols);
    if (!symbols)
        return out_of_memory(reader);
    rules->symbols = symbols;
    for (int i = 0; i < 2; i++) {
        symbol.words[i] = lt_arena_copy(&rules->arena, fields[2 + i].text, fields[2 + i].length);
        if (!symbol.words[i])
            return out_of_memory(reader);
    }
    symbols[rules->symbol_count++] = symbol;
    return LT_OK;
}

/* A stop word may be left out, or (TAB end) only is no end for a cut slug. 0: the line is wrong. */
static uint32_t stopword_value(const field *fields, size_t count)
{
    if (count == 1)
        return STOPWORD;
    return count == 2 && field_is(fields[1], "end") ? STOPWORD_END : 0;
}

static lt_status read_stopword_vi(reader *reader, field *fields, size_t count)
{
    lt_syllable syllable = lt_syllable_parse(fields[0].text, fields[0].length, NULL);
    uint32_t value = stopword_value(fields, count);
    if (value == 0 || syllable == 0)
        return bad_line(reader, "expected one Vietnamese syllable, and a tab and end or nothing");
    if (lt_map_set(&reader->rules->stopwords_vi, (const char *)&syllable, sizeof syllable, value))
        return out_of_memory(reader);
    return LT_OK;
}

static lt_status read_stopword_en(reader *reader, field *fields, size_t count)
{
    char letters[32];
    size_t length = fold_word(fields[0], letters, sizeof letters);
    uint32_t value = stopword_value(fields, count);
    if (value == 0 || length == 0)
        return bad_line(reader, "expected one word, and a tab and end or nothing");
    if (lt_map_set(&reader->rules->stopwords_en, letters, length, value))
        return out_of_memory(reader);
    return LT_OK;
}

static lt_status read_compound(reader *reader, field *fields, size_t count)
{
    const char *space = memchr(fields[0].text, ' ', fields[0].length);
    if (count != 1 || !space)
        return bad_line(reader, "expected two syllables");
    size_t first = (size_t)(space - fields[0].text);
    lt_syllable pair[2] = {lt_syllable_parse(fields[0].text, first, NULL),
                           lt_syllable_parse(space + 1, fields[0].length - first - 1, NULL)};
    if (!pair[0] || !pair[1])
        return bad_line(reader, "expected two Vietnamese syllables");
    if (lt_map_set(&reader->rules->compounds, (const char *)pair, sizeof pair, 1))
        return out_of_memory(reader);
    return LT_OK;
}

/* NFC and, for what is looked for, case folded; in the arena. */
static const uint32_t *keep_codepoints(reader *reader, field text, bool fold, uint32_t *count)
{
    lt_slugger composer = {0};
    const uint32_t *kept = NULL;
    if (lt_codepoints_read(&composer.now, text.text, text.length, NULL) == LT_OK &&
        lt_slug_compose(&composer, NULL) == LT_OK) {
        size_t size = composer.now.count * sizeof(uint32_t);
        uint32_t *copy = lt_arena_alloc(&reader->rules->arena, size ? size : 1);
        for (size_t i = 0; copy && i < composer.now.count; i++)
            copy[i] = fold
                          ? (uint32_t)u_foldCase((UChar32)composer.now.data[i], U_FOLD_CASE_DEFAULT)
                          : composer.now.data[i];
        *count = (uint32_t)composer.now.count;
        kept = copy;
    }
    free(composer.now.data);
    free(composer.next.data);
    free(composer.wide);
    return kept;
}

static lt_status read_replacement(reader *reader, field *fields, size_t count)
{
    const char *equals = memchr(fields[0].text, '=', fields[0].length);
    if (count == 1 && equals && equals > fields[0].text) { /* a lone = first is what to replace */
        const char *end = fields[0].text + fields[0].length;
        fields[1] = (field){equals + 1, (size_t)(end - equals - 1)};
        fields[0].length = (size_t)(equals - fields[0].text);
        for (; fields[0].length && fields[0].text[fields[0].length - 1] == ' ';)
            fields[0].length--;
        for (; fields[1].length && *fields[1].text == ' '; fields[1].length--)
            fields[1].text++;
        count = 2;
    }
    if (count != 2 || fields[0].length == 0)
        return bad_line(reader, "expected what to replace, a tab or =, and the replacement");
    lt_slug_rules *rules = reader->rules;
    slug_replacement *list = lt_array_room(rules->replacements, rules->replacement_count,
                                           &reader->replacement_capacity, sizeof *list);
    if (!list)
        return out_of_memory(reader);
    rules->replacements = list;
    slug_replacement one = {0};
    one.from = keep_codepoints(reader, fields[0], true, &one.from_count);
    one.to = keep_codepoints(reader, fields[1], false, &one.to_count);
    if (!one.from || !one.to)
        return out_of_memory(reader);
    bool first = lt_slug_word_character(one.from[0]);
    bool last = lt_slug_word_character(one.from[one.from_count - 1]);
    bool letter = one.from_count == 1 && first;
    one.whole_start = first && !letter;
    one.whole_end = last && !letter;
    one.apart = !letter;
    one.order = (uint32_t)reader->line;
    list[rules->replacement_count++] = one;
    return LT_OK;
}

static lt_status read_reserved(reader *reader, field *fields, size_t count)
{
    /* "Admin" and "/admin/" are meant as "admin". */
    lt_buffer slug = LT_BUFFER_INIT;
    lt_status status = LT_OK;
    for (size_t i = 0; i < fields[0].length && status == LT_OK; i++) {
        char c = fields[0].text[i];
        if (c != ' ' && c != '/')
            status = lt_buffer_append_byte(&slug, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    if (status == LT_OK && (count != 1 || slug.length == 0))
        status = bad_line(reader, "expected one slug");
    else if (status != LT_OK ||
             lt_map_set(&reader->rules->reserved, slug.data, slug.length, 1) != LT_OK)
        status = out_of_memory(reader);
    lt_buffer_dispose(&slug);
    return status;
}

static lt_status read_line(reader *reader, const char *line, size_t length, line_reader read)
{
    if (length > 0 && line[length - 1] == '\r')
        length--;
    if (length == 0 || (line[0] == '#' && (length == 1 || line[1] == ' ')))
        return LT_OK;
    if (lt_utf8_validate(line, length, NULL) != LT_OK)
        return bad_line(reader, "invalid UTF-8");
    field fields[FIELDS] = {{line, length}};
    size_t count = 0;
    for (const char *end = line + length;; line++) {
        const char *tab = memchr(line, '\t', (size_t)(end - line));
        if (count == FIELDS)
            return bad_line(reader, "too many tabs");
        fields[count++] = (field){line, (size_t)((tab ? tab : end) - line)};
        if (!tab)
            break;
        line = tab;
    }
    return read(reader, fields, count);
}

static lt_status read_file(reader *reader, const char *path, line_reader read)
{
    if (!path)
        return LT_OK;
    lt_file file = LT_FILE_INIT;
    lt_status status = lt_file_map(&file, path, FILE_MAXIMUM, reader->error);
    reader->path = path;
    reader->line = 0;
    size_t mark = status == LT_OK ? lt_utf8_mark(file.data, file.length) : 0;
    for (size_t at = mark; status == LT_OK && at < file.length;) {
        const char *line = file.data + at;
        const char *end = memchr(line, '\n', file.length - at);
        size_t length = end ? (size_t)(end - line) : file.length - at;
        reader->line++;
        status = read_line(reader, line, length, read);
        at += length + 1;
    }
    lt_file_unmap(&file);
    return status;
}

static int compare_symbols(const void *a, const void *b)
{
    const slug_symbol *left = a, *right = b;
    return (left->codepoint > right->codepoint) - (left->codepoint < right->codepoint);
}

static int compare_replacements(const void *a, const void *b)
{
    const slug_replacement *left = a, *right = b;
    if (left->from[0] != right->from[0])
        return left->from[0] < right->from[0] ? -1 : 1;
    if (left->from_count != right->from_count)
        return left->from_count > right->from_count ? -1 : 1;
    return left->order < right->order ? -1 : left->order > right->order;
}

static lt_status read_files(reader *reader, const lt_slug_files *files)
{
    const struct {
        const char *path;
        line_reader read;
    } all[] = {{files->symbols, read_symbol},           {files->stopwords_vi, read_stopword_vi},
               {files->stopwords_en, read_stopword_en}, {files->compounds, read_compound},
               {files->map, read_replacement},          {files->reserved, read_reserved}};
    lt_status status = LT_OK;
    for (size_t i = 0; i < sizeof all / sizeof all[0] && status == LT_OK; i++)
        status = read_file(reader, all[i].path, all[i].read);
    return status;
}

lt_status lt_slug_rules_load(const lt_slug_files *files, lt_slug_rules **rules, lt_error *error)
{
    *rules = calloc(1, sizeof **rules);
    if (!*rules)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    reader reader = {.rules = *rules, .error = error};
    lt_status status = read_files(&reader, files);
    if (status != LT_OK) {
        lt_slug_rules_free(*rules);
        *rules = NULL;
        return status;
    }
    lt_slug_rules *made = *rules;
    if (made->symbol_count)
        qsort(made->symbols, made->symbol_count, sizeof *made->symbols, compare_symbols);
    if (made->replacement_count)
        qsort(made->replacements, made->replacement_count, sizeof *made->replacements,
              compare_replacements);
    return LT_OK;
}

void lt_slug_rules_free(lt_slug_rules *rules)
{
    if (!rules)
        return;
    lt_map_dispose(&rules->multipliers);
    lt_map_dispose(&rules->stopwords_vi);
    lt_map_dispose(&rules->stopwords_en);
    lt_map_dispose(&rules->compounds);
    lt_map_dispose(&rules->reserved);
    lt_arena_dispose(&rules->arena);
    free(rules->symbols);
    free(rules->replacements);
    free(rules);
}
