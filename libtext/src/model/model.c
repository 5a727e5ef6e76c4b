#include "model/model.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/hash.h"

static lt_status damaged(lt_error *error, const char *what)
{
    return lt_error_set(error, LT_BAD_DATA, 0, "not a usable model: %s", what);
}

/* Bytes of a section, or NULL when it does not lie inside the file or its size is no multiple. */
static const void *section(const lt_model *model, const lt_model_header *header, int which,
                           uint64_t unit, uint64_t *count)
{
    uint64_t start = header->sections[which].start, size = header->sections[which].size;
    if (start % 64 || start < sizeof *header || start > model->file.length ||
        size > model->file.length - start || size % unit)
        return NULL;
    *count = size / unit;
    return model->file.data + start;
}

static bool bind_tables(lt_model *model, const lt_model_header *header)
{
    uint64_t lines = 0, backoffs = 0;
    model->bigrams.entries =
        section(model, header, LT_SECTION_BIGRAMS, sizeof(lt_gram_line), &lines);
    model->bigrams.backoffs = section(model, header, LT_SECTION_BACKOFFS, LT_LINE, &backoffs);
    model->bigrams.lines = lines;
    if (!model->bigrams.entries || !model->bigrams.backoffs || lines == 0 || lines != backoffs)
        return false;
    model->trigrams.entries =
        section(model, header, LT_SECTION_TRIGRAMS, sizeof(lt_gram_line), &lines);
    model->trigrams.lines = lines;
    if (!model->trigrams.entries || lines == 0)
        return false;
    model->compounds.entries =
        section(model, header, LT_SECTION_COMPOUNDS, sizeof(lt_gram_line), &lines);
    model->compounds.lines = lines;
    return model->compounds.entries && lines > 0;
}

static bool bind_words(lt_model *model, const lt_model_header *header)
{
    model->word_slots = section(model, header, LT_SECTION_WORD_SLOTS, 4, &model->word_slot_count);
    model->word_bytes = section(model, header, LT_SECTION_WORD_BYTES, 1, &model->word_byte_count);
    return model->word_slots && model->word_bytes && model->word_slot_count > 0 &&
           (model->word_slot_count & (model->word_slot_count - 1)) == 0;
}

static bool bind_ids(lt_model *model, const lt_model_header *header)
{
    uint64_t count;
    model->ids = header->ids;
    model->syllables = section(model, header, LT_SECTION_SYLLABLES, 2, &count);
    if (!model->syllables || count != 1 << 18 || header->ids < LT_ID_FIRST || header->ids > 65536)
        return false;
    model->unigrams = section(model, header, LT_SECTION_UNIGRAMS, sizeof(lt_unigram), &count);
    if (!model->unigrams || count != header->ids)
        return false;
    model->confusion_starts = section(model, header, LT_SECTION_CONFUSION_STARTS, 4, &count);
    if (!model->confusion_starts || count != (uint64_t)header->ids + 1)
        return false;
    model->confusions = section(model, header, LT_SECTION_CONFUSIONS, sizeof(lt_confusion), &count);
    model->confusion_count = (uint32_t)count;
    return model->confusions && count <= UINT32_MAX;
}

static lt_status bind(lt_model *model, lt_error *error)
{
    const lt_model_header *header = (const lt_model_header *)(const void *)model->file.data;
    if (model->file.length < sizeof *header)
        return damaged(error, "too short");
    if (header->magic != LT_MODEL_MAGIC)
        return damaged(error, "another kind of file");
    if (header->version != LT_MODEL_VERSION)
        return damaged(error, "another version");
    if (header->size != model->file.length)
        return damaged(error, "cut off");
    if (header->checksum !=
        lt_model_checksum(model->file.data + sizeof *header, model->file.length - sizeof *header))
        return damaged(error, "wrong checksum");
    if (!bind_ids(model, header) || !bind_tables(model, header) || !bind_words(model, header))
        return damaged(error, "a section out of bounds");
    return LT_OK;
}

static lt_status finish_open(lt_model *opened, lt_model **model, lt_error *error)
{
    lt_status status = bind(opened, error);
    if (status != LT_OK) {
        lt_model_free(opened);
        return status;
    }
    *model = opened;
    return LT_OK;
}

lt_status lt_model_open(const char *path, lt_model **model, lt_error *error)
{
    lt_model *opened = calloc(1, sizeof *opened);
    if (!opened)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    lt_status status = lt_file_map(&opened->file, path, LT_MODEL_MAXIMUM, error);
    if (status != LT_OK) {
        free(opened);
        return status;
    }
    return finish_open(opened, model, error);
}

lt_status lt_model_load(const char *data, size_t length, lt_model **model, lt_error *error)
{
    if ((uintptr_t)data % _Alignof(uint64_t))
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "model data must be aligned to 8 bytes");
    lt_model *opened = calloc(1, sizeof *opened);
    if (!opened)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    opened->file.data = data;
    opened->file.length = length;
    return finish_open(opened, model, error);
}

void lt_model_free(lt_model *model)
{
    if (!model)
        return;
    lt_file_unmap(&model->file);
    free(model);
}

lt_known_word lt_model_word(const lt_model *model, const char *text, size_t length)
{
    char key[LT_TOKEN_MAXIMUM];
    lt_known_word none = {0, 0};
    size_t size = length <= 64 ? lt_token_fold(text, length, key, sizeof key) : 0;
    if (size == 0)
        return none;
    uint64_t slot = lt_hash(key, size) & (model->word_slot_count - 1);
    for (uint64_t tries = 0; tries < model->word_slot_count; tries++) {
        uint64_t at = model->word_slots[slot];
        if (at == 0 || at + 4 > model->word_byte_count)
            return none;
        const unsigned char *word = model->word_bytes + at - 1;
        if (word[4] == size && at + 4 + size <= model->word_byte_count &&
            memcmp(word + 5, key, size) == 0)
            return (lt_known_word){(uint16_t)(word[0] | word[1] << 8), word[2]};
        slot = (slot + 1) & (model->word_slot_count - 1);
    }
    return none;
}

uint16_t lt_model_id(const lt_model *model, const lt_token *token, const char *text)
{
    uint16_t id;
    switch (token->kind) {
    case LT_TOKEN_SYLLABLE:
        id = model->syllables[token->syllable];
        return id && id < model->ids ? id : LT_ID_RARE;
    case LT_TOKEN_WORD:
        id = lt_model_word(model, text + token->start, token->length).id;
        return id >= LT_ID_FIRST && id < model->ids ? id : token->capital ? LT_ID_NAME : LT_ID_WORD;
    case LT_TOKEN_NUMBER:
        return LT_ID_NUMBER;
    case LT_TOKEN_COMMA:
        return LT_ID_COMMA;
    case LT_TOKEN_BREAK:
    case LT_TOKEN_END:
        return LT_ID_START;
    case LT_TOKEN_PUNCTUATION:
        break;
    }
    return LT_ID_PUNCTUATION;
}

/* Which of the entries of a line have this fingerprint: a bit each. */
static uint32_t matches(const lt_gram_line *line, uint16_t print)
{
#if defined(__SSE2__)
    const __m128i wanted = _mm_set1_epi16((short)print);
    const __m128i *at = (const __m128i *)(const void *)line->prints;
    __m128i first = _mm_cmpeq_epi16(_mm_loadu_si128(at), wanted);
    __m128i second = _mm_cmpeq_epi16(_mm_loadu_si128(at + 1), wanted);
    /* The last load runs on into the values, whose bits are cut off. */
    __m128i third = _mm_cmpeq_epi16(_mm_loadu_si128(at + 2), wanted);
    uint32_t bits = (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(first, second));
    uint32_t rest = (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(third, _mm_setzero_si128()));
    return bits | (rest & 15) << 16;
#else
    uint32_t bits = 0;
    for (int i = 0; i < LT_LINE; i++)
        bits |= (uint32_t)(line->prints[i] == print) << i;
    return bits;
#endif
}

/* Index of the key's entry, or -1. A line with a free entry ends the search. */
static int64_t find(const lt_gram_table *table, uint64_t key)
{
    uint64_t mixed = lt_mix(key), line = lt_line_of(mixed, table->lines);
    uint16_t print = lt_fingerprint(mixed);
    for (uint64_t tries = 0; tries < table->lines; tries++) {
        const lt_gram_line *entries = table->entries + line;
        uint32_t found = matches(entries, print);
        if (found)
            return (int64_t)(line * LT_LINE) + __builtin_ctz(found);
        if (entries->prints[LT_LINE - 1] == 0)
            return -1;
        line = line + 1 < table->lines ? line + 1 : 0;
    }
    return -1;
}

bool lt_model_has_bigram(const lt_model *model, uint16_t b, uint16_t c)
{
    return find(&model->bigrams, (uint64_t)b << 16 | c) >= 0;
}

static int value_at(const lt_gram_table *table, int64_t at)
{
    return table->entries[at / LT_LINE].values[at % LT_LINE];
}

int lt_model_cost(const lt_model *model, uint16_t a, uint16_t b, uint16_t c, int *order)
{
    uint64_t key = (uint64_t)a << 32 | (uint64_t)b << 16 | c;
    int64_t at = find(&model->trigrams, key);
    if (at >= 0) {
        if (order)
            *order = 3;
        return value_at(&model->trigrams, at);
    }
    int64_t context = find(&model->bigrams, (uint64_t)a << 16 | b);
    int cost = context >= 0 ? model->bigrams.backoffs[context] : 0;
    at = find(&model->bigrams, (uint64_t)b << 16 | c);
    if (order)
        *order = at >= 0 ? 2 : 1;
    if (at >= 0)
        return cost + value_at(&model->bigrams, at);
    return cost + model->unigrams[b].backoff + model->unigrams[c].probability;
}

int lt_model_compound(const lt_model *model, lt_syllable first, lt_syllable second)
{
    int64_t at = find(&model->compounds, (uint64_t)first << 32 | second);
    return at >= 0 ? value_at(&model->compounds, at) : 0;
}

static void prefetch(const lt_gram_table *table, uint64_t key)
{
    __builtin_prefetch(table->entries + lt_line_of(lt_mix(key), table->lines));
}

void lt_model_prefetch_bigram(const lt_model *model, uint16_t b, uint16_t c)
{
    prefetch(&model->bigrams, (uint64_t)b << 16 | c);
}

void lt_model_prefetch(const lt_model *model, uint16_t a, uint16_t b, uint16_t c)
{
    prefetch(&model->trigrams, (uint64_t)a << 32 | (uint64_t)b << 16 | c);
}

const lt_confusion *lt_model_confusions(const lt_model *model, uint16_t id, uint32_t *count)
{
    uint32_t start = model->confusion_starts[id], end = model->confusion_starts[id + 1];
    *count = start <= end && end <= model->confusion_count ? end - start : 0;
    return model->confusions + (*count ? start : 0);
}
