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
#include "model/format.h"
#include "model/token.h"
#include "spell/confusion.h"

#define HELD_OUT_BLOCK  500
#define HELD_OUT_EVERY  20
#define SYLLABLE_LEAST  4  /* a syllable seen less often has no id: most are slips */
#define WORD_LEAST      12 /* the same for other words */
#define KEPT_WORD_LEAST 4  /* a word seen so often is known to the checker though it has no id */
#define COMPOUND_LEAST  2
#define LEAST_GAIN                                                                                 \
    4.0 /* nats over all occurrences: a trigram that adds less to its bigram is left out */

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "build-model: %s\n", what);
    exit(2);
}

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        die("out of memory");
    return memory;
}

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

typedef struct grams {
    uint64_t *keys;
    uint32_t *counts;
    size_t count;
} grams;

static void free_grams(grams *grams)
{
    free(grams->keys);
    free(grams->counts);
}

static void radix_sort(uint64_t *keys, size_t count, int bytes)
{
    uint64_t *spare = allocate(count, sizeof *spare);
    for (int byte = 0; byte < bytes; byte++) {
        size_t starts[257] = {0};
        for (size_t i = 0; i < count; i++)
            starts[(keys[i] >> (8 * byte) & 255) + 1]++;
        for (int b = 0; b < 256; b++)
            starts[b + 1] += starts[b];
        for (size_t i = 0; i < count; i++)
            spare[starts[keys[i] >> (8 * byte) & 255]++] = keys[i];
        uint64_t *other = keys;
        keys = spare;
        spare = other;
    }
    /* Callers sort by six or four bytes: an even number of passes ends where it began. */
    free(spare);
}

static grams run_lengths(uint64_t *keys, size_t count)
{
    grams grams = {allocate(count, sizeof(uint64_t)), allocate(count, sizeof(uint32_t)), 0};
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || keys[i] != keys[i - 1])
            grams.keys[grams.count++] = keys[i];
        grams.counts[grams.count - 1]++;
    }
    free(keys);
    return grams;
}

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
    radix_sort(keys, count, 6);
    return run_lengths(keys, count);
}

/* The n-grams without their first token, counted by how many different ones went before. */
static grams count_continuations(const grams *longer, uint64_t mask)
{
    uint64_t *keys = allocate(longer->count, sizeof *keys);
    for (size_t i = 0; i < longer->count; i++)
        keys[i] = longer->keys[i] & mask;
    radix_sort(keys, longer->count, 4);
    return run_lengths(keys, longer->count);
}

static double discount_of(const grams *grams)
{
    double ones = 0, twos = 0;
    for (size_t i = 0; i < grams->count; i++) {
        ones += grams->counts[i] == 1;
        twos += grams->counts[i] == 2;
    }
    return ones / (ones + 2 * twos);
}

static uint8_t quantise(double value)
{
    double steps = -log(value > 1e-30 ? value : 1e-30) * LT_LOG_SCALE + 0.5;
    return (uint8_t)(steps < 0 ? 0 : steps > 255 ? 255 : steps);
}

/* Lines of the hash tables are four fifths full: one in five overflows into the next, which a miss
 * must look at too. */
typedef struct bigram_table {
    lt_bigram_line *lines;
    uint64_t count;
} bigram_table;

typedef struct gram_table {
    lt_gram_line *lines;
    uint64_t count;
} gram_table;

static gram_table new_grams(size_t count)
{
    uint64_t lines = count * 5 / 4 / LT_GRAMS + 16;
    return (gram_table){allocate(lines, sizeof(lt_gram_line)), lines};
}

static bigram_table new_bigrams(size_t count)
{
    uint64_t lines = count * 5 / 4 / LT_BIGRAMS + 16;
    return (bigram_table){allocate(lines, sizeof(lt_bigram_line)), lines};
}

/* Where the fingerprint is or may be put in a line, `count` when neither. A twin by hash, one in
 * three thousand, is found: the first stays. */
static int place_in(const uint16_t *prints, int count, uint16_t print)
{
    int at = 0;
    while (at < count && prints[at] && prints[at] != print)
        at++;
    return at;
}

static void insert(gram_table *table, uint64_t key, uint8_t value)
{
    uint64_t mixed = lt_mix(key), line = lt_line_of(mixed, table->count);
    uint16_t print = lt_fingerprint(mixed);
    for (;; line = line + 1 < table->count ? line + 1 : 0) {
        lt_gram_line *to = &table->lines[line];
        int at = place_in(to->prints, LT_GRAMS, print);
        if (at < LT_GRAMS && to->prints[at] == print)
            return;
        if (at < LT_GRAMS) {
            to->prints[at] = print;
            to->values[at] = value;
            return;
        }
    }
}

static void insert_bigram(bigram_table *table, uint64_t key, uint8_t value, uint8_t backoff)
{
    uint64_t mixed = lt_mix(key), line = lt_line_of(mixed, table->count);
    uint16_t print = lt_fingerprint(mixed);
    for (;; line = line + 1 < table->count ? line + 1 : 0) {
        lt_bigram_line *to = &table->lines[line];
        int at = place_in(to->prints, LT_BIGRAMS, print);
        if (at < LT_BIGRAMS && to->prints[at] == print)
            return;
        if (at < LT_BIGRAMS) {
            to->prints[at] = print;
            to->values[at] = value;
            to->backoffs[at] = backoff;
            return;
        }
    }
}

typedef struct estimates {
    double *unigram; /* by id */
    lt_unigram *stored;
    bigram_table bigrams;
    gram_table trigrams;
} estimates;

static void estimate_unigrams(estimates *e, const grams *bigrams)
{
    e->unigram = allocate(ids, sizeof *e->unigram);
    double total = 0;
    for (size_t i = 0; i < bigrams->count; i++) {
        e->unigram[bigrams->keys[i] & 0xFFFF]++;
        total++;
    }
    for (uint32_t id = 0; id < ids; id++)
        e->unigram[id] = (e->unigram[id] * 0.999 + 0.001) / (total * 0.999 + 0.001 * ids);
}

typedef struct context {
    double total, distinct;
} context;

/* Bigrams in order, each with the trigrams that begin with it; one walk over both lists. */
static void estimate_bigrams(estimates *e, const grams *bigrams, const grams *trigrams,
                             uint32_t least)
{
    double d2 = discount_of(bigrams), d3 = discount_of(trigrams);
    context *contexts = allocate(ids, sizeof *contexts);
    for (size_t i = 0; i < bigrams->count; i++) {
        context *context = &contexts[bigrams->keys[i] >> 16];
        context->total += bigrams->counts[i];
        context->distinct++;
    }
    size_t kept = 0, at = 0;
    e->bigrams = new_bigrams(bigrams->count);
    uint8_t *kept_values = allocate(trigrams->count, 1);
    double *p2 = allocate(bigrams->count, sizeof *p2);
    for (size_t i = 0; i < bigrams->count; i++) {
        const context *context = &contexts[bigrams->keys[i] >> 16];
        p2[i] = (bigrams->counts[i] - d2) / context->total +
                d2 * context->distinct / context->total * e->unigram[bigrams->keys[i] & 0xFFFF];
    }
    size_t *starts = allocate((size_t)ids + 1, sizeof *starts);
    for (size_t i = 0; i < bigrams->count; i++)
        starts[(bigrams->keys[i] >> 16) + 1]++;
    for (uint32_t id = 0; id < ids; id++)
        starts[id + 1] += starts[id];
    for (size_t i = 0; i < bigrams->count; i++) {
        uint64_t key = bigrams->keys[i];
        while (at < trigrams->count && trigrams->keys[at] >> 16 < key)
            at++;
        double total = 0, distinct = 0;
        for (size_t k = at; k < trigrams->count && trigrams->keys[k] >> 16 == key; k++) {
            total += trigrams->counts[k];
            distinct++;
        }
        double gamma = total > 0 ? d3 * distinct / total : 1;
        insert_bigram(&e->bigrams, key, quantise(p2[i]), quantise(gamma));
        size_t low = starts[key & 0xFFFF], high = starts[(key & 0xFFFF) + 1];
        for (; at < trigrams->count && trigrams->keys[at] >> 16 == key; at++) {
            uint64_t last = (key & 0xFFFF) << 16 | (trigrams->keys[at] & 0xFFFF);
            while (low < high && bigrams->keys[low] < last)
                low++;
            double p = (trigrams->counts[at] - d3) / total + gamma * p2[low];
            double backed_off = gamma * p2[low];
            if (trigrams->counts[at] >= least &&
                trigrams->counts[at] * fabs(log(p / backed_off)) > LEAST_GAIN) {
                kept_values[at] = quantise(p) ? quantise(p) : 1;
                kept++;
            }
        }
    }
    e->trigrams = new_grams(kept);
    for (size_t i = 0; i < trigrams->count; i++)
        if (kept_values[i])
            insert(&e->trigrams, trigrams->keys[i], kept_values[i]);
    free(kept_values);
    for (uint32_t id = 0; id < ids; id++)
        e->stored[id].backoff =
            contexts[id].total > 0 ? quantise(d2 * contexts[id].distinct / contexts[id].total) : 0;
    fprintf(stderr, "%zu bigrams, %zu of %zu trigrams, discounts %.3f %.3f\n", bigrams->count, kept,
            trigrams->count, d2, d3);
    free(p2);
    free(starts);
    free(contexts);
}

static uint8_t log_count(uint32_t count)
{
    double steps = log(count + 1.0) * LT_COUNT_SCALE;
    return (uint8_t)(steps > 255 ? 255 : steps);
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
    estimates estimates = {.stored = allocate(ids, sizeof(lt_unigram))};
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
    free(estimates.unigram);
    free(estimates.stored);
    free(estimates.bigrams.lines);
    free(estimates.trigrams.lines);
    return 0;
}
