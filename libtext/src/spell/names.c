/* Foreign words and names one letter away from one that is known, or that the document itself
 * writes more often: Austalia, Voronezth. */
#include "spell/session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * An index of words by what is left when one letter is dropped (symmetric deletion, Garbe 2012):
 * two words one letter apart, or with two letters swapped, meet in one of those keys.
 */
enum {
    SHORTEST = 5, /* shorter ones have too many neighbours that are words too */
    LONGEST = 24,
    OFTEN = 47, /* log count: 50 times in 91 million words */
    OFTEN_HERE = 4,
};

typedef struct name_entry {
    uint32_t print; /* of the key */
    uint32_t word;  /* where it begins in `bytes`, plus 1 */
} name_entry;

struct lt_name_index {
    name_entry *entries;
    uint32_t mask, count;
    char *bytes; /* length, log count, letters */
    uint32_t length, capacity;
};

static bool add_key(struct lt_name_index *index, const char *key, size_t length, uint32_t word)
{
    if (index->count * 2 >= index->mask) {
        uint32_t mask = index->mask ? index->mask * 2 + 1 : 4095;
        name_entry *entries = calloc((size_t)mask + 1, sizeof *entries);
        if (!entries)
            return false;
        for (uint32_t i = 0; index->entries && i <= index->mask; i++) {
            uint32_t at = index->entries[i].print & mask;
            while (index->entries[i].word && entries[at].word)
                at = (at + 1) & mask;
            if (index->entries[i].word)
                entries[at] = index->entries[i];
        }
        free(index->entries);
        index->entries = entries;
        index->mask = mask;
    }
    uint32_t print = (uint32_t)lt_hash(key, length), at = print & index->mask;
    while (index->entries[at].word)
        at = (at + 1) & index->mask;
    index->entries[at] = (name_entry){print, word};
    index->count++;
    return true;
}

/* Adds a word in small ASCII letters and all its keys. */
static bool add_name(struct lt_name_index *index, const char *word, size_t length, uint8_t often)
{
    char key[LONGEST];
    if (!index->bytes || index->length + length + 2 > index->capacity) {
        uint32_t capacity = index->capacity * 2 + 4096;
        char *bytes = realloc(index->bytes, capacity);
        if (!bytes)
            return false;
        index->bytes = bytes;
        index->capacity = capacity;
    }
    uint32_t at = index->length;
    index->bytes[at] = (char)length;
    index->bytes[at + 1] = (char)often;
    memcpy(index->bytes + at + 2, word, length);
    index->length += (uint32_t)length + 2;
    if (!add_key(index, word, length, at + 1))
        return false;
    for (size_t drop = 1; drop < length; drop++) {
        memcpy(key, word, drop);
        memcpy(key + drop, word + drop + 1, length - drop - 1);
        if ((drop == 1 || word[drop] != word[drop - 1]) && !add_key(index, key, length - 1, at + 1))
            return false;
    }
    return true;
}

void lt_name_index_free(struct lt_name_index *index)
{
    if (!index)
        return;
    free(index->entries);
    free(index->bytes);
    free(index);
}

static bool is_plain(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (word[i] < 'a' || word[i] > 'z')
            return false;
    return length >= SHORTEST && length <= LONGEST;
}

static struct lt_name_index *index_of_model(const lt_model *model)
{
    struct lt_name_index *index = calloc(1, sizeof *index);
    bool done = index != NULL;
    lt_word_entry word;
    for (uint64_t at = 0; done && lt_model_next_word(model, &at, &word);)
        if (word.frequency >= OFTEN && is_plain(word.text, word.length))
            done = add_name(index, word.text, word.length, word.frequency);
    if (!done) {
        lt_name_index_free(index);
        return NULL;
    }
    return index;
}

/* The word in small letters; 0 when it is none of ours. */
static size_t fold(const char *word, size_t length, char *key)
{
    if (length > LONGEST)
        return 0;
    for (size_t i = 0; i < length; i++)
        key[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] | 0x20 : word[i]);
    return is_plain(key, length) ? length : 0;
}

/* Words that the document writes often and the model does not know. */
static struct lt_name_index *index_of_document(const lt_spell *spell)
{
    struct lt_name_index *index = calloc(1, sizeof *index);
    bool done = index != NULL;
    const char *word;
    size_t position = 0, length;
    uint32_t count;
    char key[LONGEST];
    while (done && lt_map_next(&spell->words, &position, &word, &length, &count)) {
        size_t size = count >= OFTEN_HERE ? fold(word, length, key) : 0;
        if (size)
            done = add_name(index, key, size, (uint8_t)(count < 255 ? count : 255));
    }
    if (!done) {
        lt_name_index_free(index);
        return NULL;
    }
    return index;
}

/* One letter put in, left out, replaced or swapped with its neighbour, the first aside? Endings
 * that make other words of the same stem are no slips. */
static bool is_slip(const char *a, size_t n, const char *b, size_t m)
{
    size_t shorter = n < m ? n : m, same = 0, tail = 0;
    while (same < shorter && a[same] == b[same])
        same++;
    while (tail < shorter - same && a[n - 1 - tail] == b[m - 1 - tail])
        tail++;
    size_t left = n - same - tail, right = m - same - tail;
    if (same == 0 || tail == 0)
        return false;
    if (left == 2 && right == 2)
        return a[same] == b[same + 1] && a[same + 1] == b[same];
    return left <= 1 && right <= 1 && left + right > 0;
}

static bool is_swap(const char *a, const char *b, size_t length)
{
    size_t same = 0;
    while (same < length && a[same] == b[same])
        same++;
    return same + 1 < length && a[same] == b[same + 1] && a[same + 1] == b[same];
}

typedef struct best_name {
    const char *word;
    size_t length;
    unsigned often;
} best_name;

static void look(const struct lt_name_index *index, const char *key, size_t size, const char *word,
                 size_t length, best_name *best)
{
    uint32_t print = (uint32_t)lt_hash(key, size);
    if (!index->entries)
        return;
    for (uint32_t at = print & index->mask; index->entries[at].word; at = (at + 1) & index->mask) {
        if (index->entries[at].print != print)
            continue;
        const char *entry = index->bytes + index->entries[at].word - 1;
        size_t n = (unsigned char)entry[0];
        unsigned often = (unsigned char)entry[1];
        if (often > best->often && is_slip(word, length, entry + 2, n))
            *best = (best_name){entry + 2, n, often};
    }
}

static best_name find_name(const struct lt_name_index *index, const char *word, size_t length)
{
    best_name best = {NULL, 0, 0};
    char key[LONGEST];
    look(index, word, length, word, length, &best);
    for (size_t drop = 1; drop < length; drop++) {
        memcpy(key, word, drop);
        memcpy(key + drop, word + drop + 1, length - drop - 1);
        look(index, key, length - 1, word, length, &best);
    }
    return best;
}

/* How often the document has a word, in any letter case when the model knows it. */
static uint32_t count_here(const lt_spell *spell, const char *word, size_t length)
{
    char capital[LONGEST];
    if (!word || spell->options.without & LT_SPELL_NO_DOCUMENT)
        return 0;
    uint16_t id = lt_model_word(spell->model, word, length).id;
    if (id >= LT_ID_FIRST && id < spell->model->ids)
        return spell->document[id];
    memcpy(capital, word, length);
    capital[0] = (char)(capital[0] & ~0x20);
    const uint32_t *small = lt_map_find(&spell->words, word, length);
    const uint32_t *large = lt_map_find(&spell->words, capital, length);
    return (small ? *small : 0) + (large ? *large : 0);
}

/* From what was read by hand among the findings in articles of Wikipedia: letters left out or
 * swapped are slips, replaced ones mostly another name. */
static double probability_of(const lt_spell *spell, const char *text, const lt_token *token,
                             const char *word, size_t length, const best_name *best)
{
    int known = lt_model_word(spell->model, word, length).frequency;
    int usual = lt_model_word(spell->model, best->word, best->length).frequency;
    double here = lt_speller_word_count(spell, text, token);
    double meant_here = count_here(spell, best->word, best->length);
    bool swapped = best->length == length && is_swap(word, best->word, length);
    double odds = -2.6 + 0.35 * ((double)length - 7) + (swapped ? 1.2 : 0);
    odds += length < best->length ? 0.8 : length > best->length ? 0 : swapped ? 0 : -1.5;
    odds += 0.4 * ((usual > OFTEN ? usual - OFTEN : 0) - known) / LT_COUNT_SCALE;
    odds += 1.1 * log(1 + (meant_here < 30 ? meant_here : 30)) - 0.8 * log(here > 1 ? here : 1);
    return 1 / (1 + exp(-odds));
}

double lt_speller_name(lt_spell *spell, const char *text, size_t index, char *meant)
{
    const lt_speller_token *self = &spell->tokens[index];
    const lt_token *token = &self->token;
    char word[LONGEST];
    if (self->personal || self->english || token->kind != LT_TOKEN_WORD || token->has_digit ||
        token->all_capital || self->id >= LT_ID_FIRST || spell->names_failed ||
        spell->options.without & LT_SPELL_NO_NAMES)
        return 0;
    size_t length = fold(text + token->start, token->length, word);
    if (length == 0)
        return 0;
    if (!spell->names && !(spell->names = index_of_model(spell->model))) {
        spell->names_failed = true;
        return 0;
    }
    if (!spell->names_here && !(spell->names_here = index_of_document(spell)))
        return 0;
    best_name best = find_name(spell->names, word, length);
    best_name here = {NULL, 0, 0};
    if (!(spell->options.without & LT_SPELL_NO_DOCUMENT))
        here = find_name(spell->names_here, word, length);
    if (here.word && here.often > count_here(spell, best.word, best.length))
        best = here;
    if (!best.word)
        return 0;
    memcpy(meant, best.word, best.length);
    meant[best.length] = '\0';
    if (token->capital)
        meant[0] = (char)(meant[0] & ~0x20);
    return probability_of(spell, text, token, word, length, &best);
}
