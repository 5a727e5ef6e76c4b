#include "spell/forms.h"

#include <stdbool.h>

#include "base/hash.h"
#include "model/format.h"

_Static_assert(sizeof(lt_forms_header) == 64, "the header has no holes");

static lt_status damaged(lt_error *error, const char *what)
{
    return lt_error_set(error, LT_BAD_DATA, 0, "not a usable table of word forms: %s", what);
}

/* What lt_forms_ask relies on: every bucket lies in the entries. */
static bool starts_rise(const lt_forms *forms)
{
    for (uint32_t i = 0; i < LT_FORMS_BUCKETS; i++)
        if (forms->starts[i] > forms->starts[i + 1])
            return false;
    return forms->starts[LT_FORMS_BUCKETS] == forms->count;
}

static lt_status bind(lt_forms *forms, lt_error *error)
{
    const size_t starts = (LT_FORMS_BUCKETS + 1) * sizeof *forms->starts;
    const lt_forms_header *header = (const void *)forms->file.data;
    const char *behind = forms->file.data + sizeof *header;
    if (forms->file.length < sizeof *header + starts)
        return damaged(error, "too short");
    if (header->magic != LT_FORMS_MAGIC)
        return damaged(error, "another kind of file");
    if (header->version != LT_FORMS_VERSION)
        return damaged(error, "another version");
    uint64_t wanted = sizeof *header + starts + (uint64_t)header->count * sizeof *forms->entries;
    if (header->size != forms->file.length || header->size != wanted)
        return damaged(error, "cut off, or of another size than it says");
    if (header->checksum != lt_model_checksum(behind, forms->file.length - sizeof *header))
        return damaged(error, "wrong checksum");
    forms->starts = (const void *)behind;
    forms->entries = (const void *)(behind + starts);
    forms->count = header->count;
    return starts_rise(forms) ? LT_OK : damaged(error, "an offset out of bounds");
}

static lt_status finish_open(lt_forms *forms, lt_error *error)
{
    lt_status status = bind(forms, error);
    if (status != LT_OK)
        lt_forms_close(forms);
    return status;
}

lt_status lt_forms_open(lt_forms *forms, const char *path, lt_error *error)
{
    *forms = (lt_forms)LT_FORMS_INIT;
    lt_status status = lt_file_map_whole(&forms->file, path, LT_FORMS_MAXIMUM, error);
    return status == LT_OK ? finish_open(forms, error) : status;
}

lt_status lt_forms_load(lt_forms *forms, const char *data, size_t length, lt_error *error)
{
    *forms = (lt_forms)LT_FORMS_INIT;
    if ((uintptr_t)data % _Alignof(lt_forms_header))
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "word forms must be aligned to 8 bytes");
    forms->file.data = data;
    forms->file.length = length;
    return finish_open(forms, error);
}

void lt_forms_close(lt_forms *forms)
{
    lt_file_unmap(&forms->file);
    *forms = (lt_forms)LT_FORMS_INIT;
}

lt_status lt_forms_sum(lt_forms_source *source, const char *path, lt_error *error)
{
    lt_file file;
    lt_status status = lt_file_map_whole(&file, path, LT_FORMS_MAXIMUM, error);
    if (status != LT_OK)
        return status;
    *source = (lt_forms_source){file.length, lt_model_checksum(file.data, file.length)};
    lt_file_unmap(&file);
    return LT_OK;
}

static lt_status is_source(const lt_forms_source *wanted, const char *path, lt_error *error)
{
    lt_forms_source source;
    lt_status status = lt_forms_sum(&source, path, error);
    if (status != LT_OK)
        return status;
    if (source.size != wanted->size || source.checksum != wanted->checksum)
        return lt_error_set(error, LT_BAD_DATA, 0,
                            "%s: not the dictionary that the word forms were made from", path);
    return LT_OK;
}

lt_status lt_forms_fits(const lt_forms *forms, const char *aff, const char *dic, lt_error *error)
{
    const lt_forms_header *header = (const void *)forms->file.data;
    lt_status status = is_source(&header->aff, aff, error);
    return status == LT_OK ? is_source(&header->dic, dic, error) : status;
}

lt_forms_case lt_forms_key(const char *word, size_t length, char *key)
{
    size_t capitals = 0, apostrophes = 0;
    if (length == 0 || length > LT_FORMS_LONGEST)
        return LT_FORMS_OTHER;
    for (size_t i = 0; i < length; i++) {
        bool capital = word[i] >= 'A' && word[i] <= 'Z';
        bool apostrophe = word[i] == '\'' && i > 0 && i + 1 < length;
        if (!capital && !apostrophe && (word[i] < 'a' || word[i] > 'z'))
            return LT_FORMS_OTHER;
        key[i] = capital ? (char)(word[i] | 0x20) : word[i];
        capitals += capital;
        apostrophes += apostrophe;
    }
    if (apostrophes > 1)
        return LT_FORMS_OTHER;
    if (capitals == 0)
        return LT_FORMS_SMALL;
    if (capitals == 1 && word[0] != key[0])
        return LT_FORMS_INITIAL;
    /* In capitals Hunspell looks at the two sides of an apostrophe, too: SANT'ELIA. */
    if (apostrophes > 0)
        return LT_FORMS_OTHER;
    return capitals == length ? LT_FORMS_CAPITALS : LT_FORMS_MIXED;
}

lt_forms_answer lt_forms_ask(const lt_forms *forms, const char *word, size_t length)
{
    char key[LT_FORMS_LONGEST];
    lt_forms_case written = lt_forms_key(word, length, key);
    if (written == LT_FORMS_OTHER)
        return LT_FORMS_ASK;
    uint64_t hash = lt_hash(key, length);
    uint32_t bucket = lt_forms_bucket(hash), entry = lt_forms_entry(hash, LT_FORMS_FROM_SMALL);
    for (uint32_t i = forms->starts[bucket]; i < forms->starts[bucket + 1]; i++) {
        uint32_t from = forms->entries[i] - entry;
        if (from == LT_FORMS_FROM_NONE || (from < LT_FORMS_FROM_NONE && written == LT_FORMS_MIXED))
            return LT_FORMS_ASK;
        if (from < LT_FORMS_FROM_NONE)
            return (uint32_t)written >= from ? LT_FORMS_KNOWN : LT_FORMS_UNKNOWN;
    }
    return LT_FORMS_UNKNOWN;
}
