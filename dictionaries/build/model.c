/*
 * Makes dictionaries/vi.model from the corpora: counts, Kneser-Ney estimates, hash tables.
 *
 *     xz -dc ../shared/corpora/vietnews.txt.xz ../shared/corpora/viwiki.txt.xz |
 *         model -o dictionaries/vi.model
 *
 * What it keeps of the corpora: probabilities and counts of n-grams of at most three syllables, and
 * words with their counts; no sentence can be read back. One line in HELD_OUT_EVERY blocks of
 * HELD_OUT_BLOCK lines is left out, for estimating the spelling checker's weights on unseen text.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/buffer.h>

#include "base/hash.h"
#include "common/common.h"
#include "model/format.h"
#include "model/token.h"
#include "ngrams/estimate.h"
#include "spell/confusion.h"

#define SYLLABLE_LEAST  4  /* a syllable seen less often has no id: most are slips */
#define WORD_LEAST      12 /* the same for other words */
#define KEPT_WORD_LEAST 4  /* a word seen so often is known to the checker though it has no id */
#define COMPOUND_LEAST  2

const char program[] = "model";

/* --- words --- */

static uint32_t syllable_count[1 << 18], syllable_capital[1 << 18];
static lt_map words = LT_MAP_INIT, compounds = LT_MAP_INIT;

typedef struct corpus {
    char *text;
    size_t length;
} corpus;

static corpus read_input(void)
{
    corpus corpus = {NULL, 0};
    size_t capacity = 0, got;
    do {
        if (corpus.length + (1 << 20) > capacity) {
            capacity = capacity ? capacity * 2 : (size_t)1 << 28;
            corpus.text = realloc(corpus.text, capacity);
            if (!corpus.text)
                die("out of memory");
        }
        got = fread(corpus.text + corpus.length, 1, 1 << 20, stdin);
        corpus.length += got;
    } while (got > 0);
    return corpus;
}

static void bump(lt_map *map, const char *key, size_t length, uint32_t by)
{
    uint32_t *count = lt_map_find(map, key, length);
    if (count)
        *count += by;
    else if (lt_map_set(map, key, length, by) != LT_OK)
        die("out of memory");
}

static void count_compound(const lt_token *before, const lt_token *token, const char *text)
{
    if (before->kind != LT_TOKEN_SYLLABLE || token->kind != LT_TOKEN_SYLLABLE ||
        token->start != before->start + before->length + 1 || text[token->start - 1] != '_')
        return;
    uint32_t pair[2] = {before->syllable, token->syllable};
    bump(&compounds, (const char *)pair, sizeof pair, 1);
}

static void count_words(const corpus *corpus)
{
    lt_token token, before = {.kind = LT_TOKEN_BREAK};
    char key[4 * LT_TOKEN_MAXIMUM];
    for (size_t at = 0; (at = lt_token_next(corpus->text, corpus->length, at, &token)),
                token.kind != LT_TOKEN_END;) {
        if (token.kind == LT_TOKEN_SYLLABLE) {
            syllable_count[token.syllable]++;
            syllable_capital[token.syllable] += token.capital && before.kind != LT_TOKEN_BREAK;
            count_compound(&before, &token, corpus->text);
        } else if (token.kind == LT_TOKEN_WORD) {
            size_t length =
                lt_token_fold(corpus->text + token.start, token.length, key, sizeof key);
            bump(&words, key, length, 1);
        }
        before = token;
    }
}

/* --- ids --- */

typedef struct entry {
    const char *word; /* NULL for a syllable */
    size_t length;
    uint32_t count, syllable;
} entry;

static int by_count(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    if (x->syllable != y->syllable)
        return x->syllable < y->syllable ? -1 : 1;
    size_t shorter = x->length < y->length ? x->length : y->length;
    int order = shorter ? memcmp(x->word, y->word, shorter) : 0;
    return order ? order : x->length < y->length ? -1 : x->length > y->length;
}

static entry *entries; /* syllables by count, then words by count */
static size_t syllables, entry_count;
static uint16_t *id_of_syllable;
static uint32_t ids;

static void number_entries(void)
{
    entries = allocate((1 << 18) + words.count, sizeof *entries);
    for (uint32_t s = 0; s < 1 << 18; s++)
        if (syllable_count[s] >= SYLLABLE_LEAST)
            entries[syllables++] = (entry){NULL, 0, syllable_count[s], s};
    qsort(entries, syllables, sizeof *entries, by_count);
    entry_count = syllables;
    size_t position = 0, length;
    const char *key;
    uint32_t count;
    while (lt_map_next(&words, &position, &key, &length, &count))
        if (count >= KEPT_WORD_LEAST && length <= 255)
            entries[entry_count++] = (entry){key, length, count, 0};
    qsort(entries + syllables, entry_count - syllables, sizeof *entries, by_count);
    id_of_syllable = allocate(1 << 18, sizeof *id_of_syllable);
    for (size_t i = 0; i < syllables; i++)
        id_of_syllable[entries[i].syllable] = (uint16_t)(LT_ID_FIRST + i);
    size_t numbered = syllables;
    while (numbered < entry_count && entries[numbered].count >= WORD_LEAST &&
           LT_ID_FIRST + numbered < 0xFFFF)
        numbered++;
    ids = (uint32_t)(LT_ID_FIRST + numbered);
    for (size_t i = syllables; i < entry_count; i++)
        *lt_map_find(&words, entries[i].word, entries[i].length) =
            i < numbered ? (uint32_t)(LT_ID_FIRST + i) : 0;
    fprintf(stderr, "%zu syllables, %zu words known, %u ids\n", syllables, entry_count - syllables,
            ids);
}

static uint16_t id_of(const lt_token *token, const char *text)
{
    char key[4 * LT_TOKEN_MAXIMUM];
    uint32_t known = 0;
    if (token->kind == LT_TOKEN_SYLLABLE) {
        known = id_of_syllable[token->syllable];
    } else if (token->kind == LT_TOKEN_WORD) {
        const uint32_t *id = lt_map_find(
            &words, key, lt_token_fold(text + token->start, token->length, key, sizeof key));
        known = id ? *id : 0;
    }
    return lt_token_id(token, known < ids ? known : 0);
}

/* --- n-grams --- */

/* Does the line that begins at `at` come from the news corpus, which joins words by _? */
static bool is_news(const corpus *corpus, size_t at)
{
    const char *line = corpus->text + at, *end = corpus->text + corpus->length;
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    return memchr(line, '_', (size_t)((newline ? newline : end) - line)) != NULL;
}

/* Lines of Wikipedia count twice: there is a fifth of them, on far more subjects. */
static grams count_trigrams(const corpus *corpus)
{
    uint64_t *keys = allocate(corpus->length * 2 / 3 + 8, sizeof *keys), window = 0;
    bool encyclopedic = false;
    size_t count = 0, line = 0;
    lt_token token;
    uint16_t last = LT_ID_START;
    for (size_t at = 0; (at = lt_token_next(corpus->text, corpus->length, at, &token)),
                token.kind != LT_TOKEN_END;) {
        if (token.kind == LT_TOKEN_BREAK && corpus->text[token.start] == '\n') {
            line++;
            encyclopedic = !is_news(corpus, token.start + 1);
        }
        uint16_t id = id_of(&token, corpus->text);
        if (id == LT_ID_START && last == LT_ID_START)
            continue;
        last = id;
        window = (window << 16 | id) & 0xFFFFFFFFFFFF;
        if (line / HELD_OUT_BLOCK % HELD_OUT_EVERY != 1) {
            keys[count++] = window;
            if (encyclopedic)
                keys[count++] = window;
        }
        if (id == LT_ID_START)
            window = 0;
    }
    fprintf(stderr, "%zu tokens in %zu lines\n", count, line);
    return count_grams(keys, count);
}

static void store_unigrams(estimates *e)
{
    for (uint32_t id = 0; id < ids; id++) {
        lt_unigram *stored = &e->stored[id];
        stored->probability = quantise(e->unigram[id]);
        if (id < LT_ID_FIRST)
            continue;
        const entry *entry = &entries[id - LT_ID_FIRST];
        stored->frequency = log_count(entry->count);
        stored->syllable = entry->syllable;
        if (entry->syllable)
            stored->capital = (uint8_t)(255.0 * syllable_capital[entry->syllable] / entry->count);
    }
}

/* --- the file --- */

static lt_buffer file = LT_BUFFER_INIT;
static lt_model_header header;

static void put(const void *bytes, size_t length)
{
    if (lt_buffer_append(&file, bytes, length) != LT_OK)
        die("out of memory");
}

static void begin_section(int section)
{
    static const char zeros[64];
    put(zeros, (64 - file.length % 64) % 64);
    header.sections[section].start = file.length;
}

static void end_section(int section)
{
    header.sections[section].size = file.length - header.sections[section].start;
}

static void put_section(int section, const void *bytes, size_t length)
{
    begin_section(section);
    put(bytes, length);
    end_section(section);
}

static void put_compounds(void)
{
    size_t position = 0, length, kept = 0;
    const char *key;
    uint32_t count;
    while (lt_map_next(&compounds, &position, &key, &length, &count))
        kept += count >= COMPOUND_LEAST;
    gram_table table = new_grams(kept);
    position = 0;
    while (lt_map_next(&compounds, &position, &key, &length, &count)) {
        uint32_t pair[2];
        memcpy(pair, key, sizeof pair);
        if (count >= COMPOUND_LEAST)
            insert(&table, (uint64_t)pair[0] << 32 | pair[1], log_count(count));
    }
    fprintf(stderr, "%zu compounds\n", kept);
    put_section(LT_SECTION_COMPOUNDS, table.lines, table.count * sizeof(lt_gram_line));
    free(table.lines);
}

static void put_words(void)
{
    size_t room = 1;
    while (room < 2 * (entry_count - syllables))
        room *= 2;
    uint32_t *slots = allocate(room, sizeof *slots);
    lt_buffer bytes = LT_BUFFER_INIT;
    for (size_t i = syllables; i < entry_count; i++) {
        const entry *entry = &entries[i];
        size_t slot = (size_t)lt_hash(entry->word, entry->length) & (room - 1);
        while (slots[slot])
            slot = (slot + 1) & (room - 1);
        slots[slot] = (uint32_t)bytes.length + 1;
        uint32_t id = LT_ID_FIRST + i < ids ? (uint32_t)(LT_ID_FIRST + i) : 0;
        unsigned char head[5] = {(unsigned char)id, (unsigned char)(id >> 8),
                                 log_count(entry->count), 0, (unsigned char)entry->length};
        if (lt_buffer_append(&bytes, (char *)head, 5) != LT_OK ||
            lt_buffer_append(&bytes, entry->word, entry->length) != LT_OK)
            die("out of memory");
    }
    put_section(LT_SECTION_WORD_SLOTS, slots, room * sizeof *slots);
    put_section(LT_SECTION_WORD_BYTES, bytes.data, bytes.length);
    free(slots);
    lt_buffer_dispose(&bytes);
}

static void put_confusions(void)
{
    uint32_t *starts = allocate((size_t)ids + 1, sizeof *starts);
    lt_buffer pairs = LT_BUFFER_INIT;
    lt_spelling *spellings = allocate(syllables, sizeof *spellings);
    for (size_t i = 0; i < syllables; i++)
        lt_spelling_of_syllable(entries[i].syllable, &spellings[i]);
    for (uint32_t id = 0; id < ids; id++) {
        starts[id] = (uint32_t)(pairs.length / sizeof(lt_confusion));
        size_t from = id < LT_ID_FIRST ? syllables : (size_t)id - LT_ID_FIRST;
        for (size_t to = 0; from < syllables && to < syllables; to++) {
            int kind = to == from ? 0 : (int)lt_confusion_kind(&spellings[from], &spellings[to]);
            lt_confusion confusion = {(uint16_t)(LT_ID_FIRST + to), (uint16_t)kind};
            if (kind && lt_buffer_append(&pairs, (char *)&confusion, sizeof confusion) != LT_OK)
                die("out of memory");
        }
    }
    starts[ids] = (uint32_t)(pairs.length / sizeof(lt_confusion));
    fprintf(stderr, "%u confusions\n", starts[ids]);
    put_section(LT_SECTION_CONFUSION_STARTS, starts, ((size_t)ids + 1) * sizeof *starts);
    put_section(LT_SECTION_CONFUSIONS, pairs.data, pairs.length);
    free(starts);
    free(spellings);
    lt_buffer_dispose(&pairs);
}

/* A quarter of the bits set. */
static void put_seen(const grams *bigrams)
{
    size_t bits = 1 << 16;
    while (bits < 3 * bigrams->count)
        bits *= 2;
    uint64_t *seen = allocate(bits / 64, sizeof *seen);
    for (size_t i = 0; i < bigrams->count; i++) {
        uint64_t bit = lt_seen_bit(lt_mix(bigrams->keys[i]), bits);
        seen[bit >> 6] |= (uint64_t)1 << (bit & 63);
    }
    put_section(LT_SECTION_SEEN, seen, bits / 8);
    free(seen);
}

static void write_file(const char *path)
{
    header.magic = LT_MODEL_MAGIC;
    header.version = LT_MODEL_VERSION;
    header.ids = ids;
    header.size = file.length;
    header.checksum = lt_model_checksum(file.data + sizeof header, file.length - sizeof header);
    memcpy(file.data, &header, sizeof header);
    FILE *out = fopen(path, "wb");
    if (!out || fwrite(file.data, 1, file.length, out) != file.length || fclose(out) != 0)
        die("cannot write the model");
    fprintf(stderr, "%s: %.1f MiB\n", path, (double)file.length / (1 << 20));
}

int main(int count, char **arguments)
{
    if (count < 3 || strcmp(arguments[1], "-o") != 0)
        die("usage: model -o FILE [LEAST] < TEXT");
    uint32_t least = count > 3 ? (uint32_t)atoi(arguments[3]) : 2;
    corpus corpus = read_input();
    count_words(&corpus);
    number_entries();
    grams trigrams = count_trigrams(&corpus);
    free(corpus.text);
    grams bigrams = count_continuations(&trigrams, 0xFFFFFFFF);
    estimates estimates = {.ids = ids, .stored = allocate(ids, sizeof(lt_unigram))};
    estimate_unigrams(&estimates, &bigrams);
    estimate_bigrams(&estimates, &bigrams, &trigrams, least);
    store_unigrams(&estimates);
    put(&header, sizeof header);
    put_section(LT_SECTION_SYLLABLES, id_of_syllable, (1 << 18) * sizeof *id_of_syllable);
    put_section(LT_SECTION_UNIGRAMS, estimates.stored, ids * sizeof(lt_unigram));
    put_section(LT_SECTION_BIGRAMS, estimates.bigrams.lines,
                estimates.bigrams.count * sizeof(lt_bigram_line));
    put_seen(&bigrams);
    put_section(LT_SECTION_TRIGRAMS, estimates.trigrams.lines,
                estimates.trigrams.count * sizeof(lt_gram_line));
    put_compounds();
    put_words();
    put_confusions();
    write_file(arguments[2]);
    free_grams(&trigrams);
    free_grams(&bigrams);
    free_estimates(&estimates);
    return 0;
}
