/*
 * Makes dictionaries/en_US.forms (libtext/src/spell/forms.h) from Hunspell's English dictionary:
 * fingerprints of all forms of its words, so that most words need no Hunspell.
 *
 *     english-forms AFF DIC FILE
 *     english-forms --check AFF DIC FILE   (is FILE what would be made?)
 *
 * The affix file says which forms there may be, Hunspell which there are: every one is asked of it
 * in small letters, with an initial and in capitals, and the table has to give the same answers.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hunspell.h>
#include <libtext/buffer.h>

#include "base/hash.h"
#include "common/common.h"
#include "forms/affixes.h"
#include "model/format.h"
#include "spell/forms.h"

const char program[] = "english-forms";

/* Candidate in small letters -> in which cases Hunspell accepts it, a bit each. */
typedef struct forms {
    lt_map keys;
    Hunhandle *hunspell;
} forms;

/* Writes a key in a letter case; false when that is no case of its own ("I" in capitals) or none
 * that the table answers for. */
static bool write_case(const char *key, size_t length, lt_forms_case written, char *word)
{
    char again[LT_FORMS_LONGEST];
    for (size_t i = 0; i < length; i++) {
        bool capital = written == LT_FORMS_CAPITALS || (written == LT_FORMS_INITIAL && i == 0);
        word[i] = capital && key[i] != '\'' ? (char)(key[i] & ~0x20) : key[i];
    }
    word[length] = '\0';
    return lt_forms_key(word, length, again) == written;
}

static void take_candidate(void *context, const char *form)
{
    forms *forms = context;
    char key[LT_FORMS_LONGEST], word[LT_FORMS_LONGEST + 1];
    size_t length = strlen(form);
    if (length == 0 || length > LT_FORMS_LONGEST)
        return;
    for (size_t i = 0; i < length; i++) /* iPhone: in capitals it is a word for the table */
        key[i] = form[i] >= 'A' && form[i] <= 'Z' ? (char)(form[i] | 0x20) : form[i];
    if (!write_case(key, length, LT_FORMS_SMALL, word))
        return;
    const uint32_t *known = lt_map_find(&forms->keys, key, length);
    bool is_mixed = lt_forms_key(form, length, key) == LT_FORMS_MIXED;
    if (known && !is_mixed)
        return;
    uint32_t accepted = known ? *known : 0;
    for (int c = LT_FORMS_SMALL; c < LT_FORMS_MIXED && !known; c++)
        if (write_case(key, length, (lt_forms_case)c, word) &&
            Hunspell_spell(forms->hunspell, word))
            accepted |= 1u << c;
    if (is_mixed && Hunspell_spell(forms->hunspell, form))
        accepted |= 1u << LT_FORMS_MIXED;
    if (lt_map_set(&forms->keys, key, length, accepted) != LT_OK)
        die("out of memory");
}

static void collect(forms *forms, const char *aff, const char *dic)
{
    affixes affixes;
    char *line = NULL;
    size_t room = 0;
    affixes_read(&affixes, aff);
    FILE *file = fopen(dic, "r");
    if (!file || getline(&line, &room, file) < 0) /* the first line: how many there are */
        die(dic);
    while (getline(&line, &room, file) >= 0)
        affixes_expand(&affixes, line, take_candidate, forms);
    if (ferror(file))
        die(dic);
    free(line);
    fclose(file);
    affixes_dispose(&affixes);
}

/* What a key's entry says. Only what is right in all cases from one on has a simple answer. */
static lt_forms_from from_of(const char *key, size_t length, uint32_t accepted)
{
    char word[LT_FORMS_LONGEST + 1];
    lt_forms_from from = LT_FORMS_FROM_NONE;
    for (int c = LT_FORMS_SMALL; c < LT_FORMS_MIXED; c++) {
        if (!write_case(key, length, (lt_forms_case)c, word))
            continue;
        bool is_right = accepted >> c & 1;
        if (is_right && from == LT_FORMS_FROM_NONE)
            from = (lt_forms_from)c;
        if (!is_right && from != LT_FORMS_FROM_NONE)
            return LT_FORMS_FROM_NONE;
    }
    return from;
}

typedef struct place {
    uint32_t bucket, entry;
} place;

static int by_place(const void *left, const void *right)
{
    const place *a = left, *b = right;
    if (a->bucket != b->bucket)
        return a->bucket < b->bucket ? -1 : 1;
    return (a->entry > b->entry) - (a->entry < b->entry);
}

/* The entries of all forms in order; what only one entry can stand for is left to Hunspell. */
static uint32_t place_all(const forms *forms, place *places)
{
    uint32_t accepted, count = 0, kept = 0;
    size_t position = 0, length;
    const char *key;
    while (lt_map_next(&forms->keys, &position, &key, &length, &accepted)) {
        uint64_t hash = lt_hash(key, length);
        lt_forms_from from = from_of(key, length, accepted);
        if (accepted)
            places[count++] = (place){lt_forms_bucket(hash), lt_forms_entry(hash, from)};
    }
    qsort(places, count, sizeof *places, by_place);
    for (uint32_t i = 0; i < count; i++) {
        place *last = kept > 0 ? &places[kept - 1] : NULL;
        if (!last || last->bucket != places[i].bucket || (last->entry ^ places[i].entry) > 3)
            places[kept++] = places[i];
        else if (last->entry != places[i].entry)
            last->entry |= LT_FORMS_FROM_NONE;
    }
    return kept;
}

static void append(lt_buffer *image, const void *bytes, size_t length)
{
    if (lt_buffer_append(image, bytes, length) != LT_OK)
        die("out of memory");
}

static lt_forms_source source_of(const char *path)
{
    lt_forms_source source;
    lt_error error = LT_ERROR_INIT;
    if (lt_forms_sum(&source, path, &error) != LT_OK)
        die(error.message);
    return source;
}

static void make_image(const forms *forms, const char *aff, const char *dic, lt_buffer *image)
{
    place *places = allocate(forms->keys.count, sizeof *places);
    uint32_t count = place_all(forms, places), at = 0;
    lt_forms_header header = {.magic = LT_FORMS_MAGIC, .version = LT_FORMS_VERSION, .count = count};
    header.aff = source_of(aff);
    header.dic = source_of(dic);
    append(image, &header, sizeof header);
    for (uint32_t bucket = 0; bucket <= LT_FORMS_BUCKETS; bucket++) {
        while (at < count && places[at].bucket < bucket)
            at++;
        append(image, &at, sizeof at);
    }
    for (uint32_t i = 0; i < count; i++)
        append(image, &places[i].entry, sizeof places[i].entry);
    free(places);
    header.size = image->length;
    header.checksum = lt_model_checksum(image->data + sizeof header, image->length - sizeof header);
    memcpy(image->data, &header, sizeof header);
}

/* Every candidate in every case, and those that Hunspell does not accept among them. */
static void verify(const forms *forms, const lt_buffer *image)
{
    char word[LT_FORMS_LONGEST + 1];
    const char *key;
    size_t position = 0, length, asked[3] = {0};
    uint32_t accepted;
    lt_forms table;
    lt_error error = LT_ERROR_INIT;
    if (lt_forms_load(&table, image->data, image->length, &error) != LT_OK)
        die(error.message);
    while (lt_map_next(&forms->keys, &position, &key, &length, &accepted))
        for (int c = LT_FORMS_SMALL; c < LT_FORMS_MIXED; c++) {
            if (!write_case(key, length, (lt_forms_case)c, word))
                continue;
            lt_forms_answer answer = lt_forms_ask(&table, word, length);
            asked[answer]++;
            if (answer != LT_FORMS_ASK && (answer == LT_FORMS_KNOWN) != (accepted >> c & 1))
                die("the table does not say what Hunspell says");
        }
    fprintf(stderr, "%s: %u forms; %zu words known, %zu unknown, %zu left to Hunspell\n", program,
            table.count, asked[LT_FORMS_KNOWN], asked[LT_FORMS_UNKNOWN], asked[LT_FORMS_ASK]);
}

static void make(const char *aff, const char *dic, lt_buffer *image)
{
    forms forms = {.hunspell = Hunspell_create(aff, dic)};
    if (!forms.hunspell)
        die("no Hunspell");
    collect(&forms, aff, dic);
    make_image(&forms, aff, dic, image);
    verify(&forms, image);
    Hunspell_destroy(forms.hunspell);
    lt_map_dispose(&forms.keys);
}

static void write_file(const char *path, const lt_buffer *image)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(image->data, 1, image->length, file) != image->length || fclose(file) != 0)
        die(path);
}

/* 0 too when the file is of another version of the dictionary than the one that is here. */
static int check(const char *aff, const char *dic, const char *path)
{
    lt_forms table;
    lt_error error = LT_ERROR_INIT;
    if (lt_forms_open(&table, path, &error) != LT_OK)
        die(error.message);
    bool fits = lt_forms_fits(&table, aff, dic, &error) == LT_OK, same = false;
    if (fits) {
        lt_buffer image = LT_BUFFER_INIT;
        make(aff, dic, &image);
        same = image.length == table.file.length &&
               memcmp(image.data, table.file.data, image.length) == 0;
        lt_buffer_dispose(&image);
    }
    lt_forms_close(&table);
    if (!fits)
        fprintf(stderr, "%s: not compared: %s\n", program, error.message);
    else if (!same)
        fprintf(stderr, "%s: %s is not what is made of %s\n", program, path, dic);
    return fits && !same;
}

int main(int count, char **arguments)
{
    lt_buffer image = LT_BUFFER_INIT;
    if (count == 5 && strcmp(arguments[1], "--check") == 0)
        return check(arguments[2], arguments[3], arguments[4]);
    if (count != 4)
        die("usage: english-forms [--check] AFF DIC FILE");
    make(arguments[1], arguments[2], &image);
    write_file(arguments[3], &image);
    lt_buffer_dispose(&image);
    return 0;
}
