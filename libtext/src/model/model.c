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

static bool bind_grams(const lt_model *model, const lt_model_header *header, int which,
                       lt_gram_table *table)
{
    table->entries = section(model, header, which, sizeof *table->entries, &table->lines);
    return table->entries && table->lines > 0;
}

static bool bind_tables(lt_model *model, const lt_model_header *header)
{
    model->bigrams =
        section(model, header, LT_SECTION_BIGRAMS, sizeof *model->bigrams, &model->bigram_lines);
    uint64_t words = 0;
    model->seen = section(model, header, LT_SECTION_SEEN, sizeof *model->seen, &words);
    model->seen_bits = words * 64;
    return model->bigrams && model->bigram_lines > 0 && model->seen && words > 0 &&
           (words & (words - 1)) == 0 &&
           bind_grams(model, header, LT_SECTION_TRIGRAMS, &model->trigrams) &&
           bind_grams(model, header, LT_SECTION_COMPOUNDS, &model->compounds);
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
    const lt_file *file = &model->file;
    const lt_model_header *header = (const lt_model_header *)(const void *)file->data;
    if (file->length < sizeof *header)
        return damaged(error, "too short");
    if (header->magic != LT_MODEL_MAGIC)
        return damaged(error, "another kind of file");
    if (header->version != LT_MODEL_VERSION)
        return damaged(error, "another version");
    if (header->size != file->length)
        return damaged(error, "cut off");
    if (header->checksum !=
        lt_model_checksum(file->data + sizeof *header, file->length - sizeof *header))
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
    *model = NULL;
    lt_model *opened = calloc(1, sizeof *opened);
    if (!opened)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    lt_status status = lt_file_map_whole(&opened->file, path, LT_MODEL_MAXIMUM, error);
    if (status != LT_OK) {
        free(opened);
        return status;
    }
    return finish_open(opened, model, error);
}

lt_status lt_model_load(const char *data, size_t length, lt_model **model, lt_error *error)
{
    *model = NULL;
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

bool lt_model_next_word(const lt_model *model, uint64_t *at, lt_word_entry *word)
{
    if (model->word_byte_count < 5 || *at > model->word_byte_count - 5)
        return false;
    const unsigned char *entry = model->word_bytes + *at;
    size_t length = entry[4];
    if (length == 0 || length > model->word_byte_count - 5 - *at)
        return false;
    *word = (lt_word_entry){(const char *)entry + 5, length, entry[2]};
    *at += 5 + length;
    return true;
}

uint16_t lt_model_id(const lt_model *model, const lt_token *token, const char *text)
{
    uint32_t known = 0;
    if (token->kind == LT_TOKEN_SYLLABLE)
        known = model->syllables[token->syllable];
    else if (token->kind == LT_TOKEN_WORD)
        known = lt_model_word(model, text + token->start, token->length).id;
    return lt_token_id(token, known < model->ids ? known : 0);
}

/* Which of the first `count` entries of a line, 16 or 20, have this fingerprint: a bit each. The
 * line is 64 bytes long, and its fingerprints come first. */
static inline uint32_t matches(const uint16_t *prints, unsigned count, uint16_t print)
{
#if defined(__SSE2__)
    const __m128i wanted = _mm_set1_epi16((short)print);
    const __m128i *at = (const __m128i *)(const void *)prints;
    __m128i first = _mm_cmpeq_epi16(_mm_loadu_si128(at), wanted);
    __m128i second = _mm_cmpeq_epi16(_mm_loadu_si128(at + 1), wanted);
    uint32_t bits = (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(first, second));
    if (count == LT_BIGRAMS)
        return bits;
    /* This load runs on into the values, whose bits are cut off. */
    __m128i third = _mm_cmpeq_epi16(_mm_loadu_si128(at + 2), wanted);
    uint32_t rest = (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(third, _mm_setzero_si128()));
    return bits | (rest & 15) << 16;
#else
    uint32_t bits = 0;
    for (unsigned i = 0; i < count; i++)
        bits |= (uint32_t)(prints[i] == print) << i;
    return bits;
#endif
}

/* Finds a mixed key: the line and which entry of it; NULL when it is absent. A line with a free
 * entry ends the search. */
static const lt_gram_line *find(const lt_gram_table *table, uint64_t mixed, unsigned *entry)
{
    uint64_t line = lt_line_of(mixed, table->lines);
    uint16_t print = lt_fingerprint(mixed);
    for (uint64_t tries = 0; tries < table->lines; tries++) {
        const lt_gram_line *at = table->entries + line;
        uint32_t found = matches(at->prints, LT_GRAMS, print);
        if (found) {
            *entry = (unsigned)__builtin_ctz(found);
            return at;
        }
        if (at->prints[LT_GRAMS - 1] == 0)
            return NULL;
        line = line + 1 < table->lines ? line + 1 : 0;
    }
    return NULL;
}

lt_bigram lt_model_bigram(const lt_model *model, uint64_t key)
{
    uint64_t line = lt_line_of(key, model->bigram_lines);
    uint16_t print = lt_fingerprint(key);
    for (uint64_t tries = 0; tries < model->bigram_lines; tries++) {
        const lt_bigram_line *at = model->bigrams + line;
        uint32_t found = matches(at->prints, LT_BIGRAMS, print);
        if (found) {
            int entry = __builtin_ctz(found);
            return (lt_bigram){at->values[entry], at->backoffs[entry]};
        }
        if (at->prints[LT_BIGRAMS - 1] == 0)
            break;
        line = line + 1 < model->bigram_lines ? line + 1 : 0;
    }
    return (lt_bigram){LT_NEVER, 0};
}

uint64_t lt_model_ask_trigram(const lt_model *model, uint16_t a, uint16_t b, uint16_t c)
{
    uint64_t mixed = lt_mix((uint64_t)a << 32 | (uint64_t)b << 16 | c);
    __builtin_prefetch(model->trigrams.entries + lt_line_of(mixed, model->trigrams.lines));
    return mixed;
}

int lt_model_join(const lt_model *model, lt_bigram ab, lt_bigram bc, uint64_t abc, uint16_t b,
                  uint16_t c, int *order)
{
    unsigned entry;
    const lt_gram_line *line =
        ab.cost >= 0 && bc.cost >= 0 ? find(&model->trigrams, abc, &entry) : NULL;
    *order = line ? 3 : bc.cost >= 0 ? 2 : 1;
    if (line)
        return line->values[entry];
    return ab.backoff +
           (bc.cost >= 0 ? bc.cost : model->unigrams[b].backoff + model->unigrams[c].probability);
}

int lt_model_cost(const lt_model *model, uint16_t a, uint16_t b, uint16_t c, int *order)
{
    uint64_t abc = lt_model_ask_trigram(model, a, b, c);
    return lt_model_join(model, lt_model_bigram(model, lt_bigram_key(a, b)),
                         lt_model_bigram(model, lt_bigram_key(b, c)), abc, b, c, order);
}

bool lt_model_has_bigram(const lt_model *model, uint16_t b, uint16_t c)
{
    return lt_model_bigram(model, lt_bigram_key(b, c)).cost >= 0;
}

int lt_model_compound(const lt_model *model, lt_syllable first, lt_syllable second)
{
    unsigned entry;
    const lt_gram_line *line =
        find(&model->compounds, lt_mix((uint64_t)first << 32 | second), &entry);
    return line ? line->values[entry] : 0;
}

const lt_confusion *lt_model_confusions(const lt_model *model, uint16_t id, uint32_t *count)
{
    uint32_t start = model->confusion_starts[id], end = model->confusion_starts[id + 1];
    *count = start <= end && end <= model->confusion_count ? end - start : 0;
    return model->confusions + (*count ? start : 0);
}
