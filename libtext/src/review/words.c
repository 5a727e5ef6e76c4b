#include "review.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include <libtext/syllable.h>
#include <libtext/utf8.h>

#include "base/hash.h"

static bool is_letter(uint32_t c)
{
    utf8proc_category_t g = utf8proc_category((utf8proc_int32_t)c);
    return (g >= UTF8PROC_CATEGORY_LU && g <= UTF8PROC_CATEGORY_ME) || g == UTF8PROC_CATEGORY_ND;
}

static uint32_t base_of(uint32_t c)
{
    utf8proc_int32_t parts[8];
    int boundary = 0;
    c = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
    if (c == 0x111)
        return 'd';
    utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)c, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
    return n > 0 && n <= 8 ? (uint32_t)parts[0] : c;
}

static bool combining(uint32_t c)
{
    return c >= 0x300 && c < 0x370;
}

/* Fills what the letters say; `text` is the word. */
static void describe(lt_review_word *w, const char *text)
{
    char lower[64];
    size_t folded = 0, lowered = 0;
    for (size_t at = 0; at < w->length;) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, w->length - at, &c);
        uint32_t small = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
        if (at == 0)
            w->capital = small != c;
        w->marked = w->marked || base_of(c) != small || combining(c);
        if (!combining(c) && folded + 4 < sizeof w->fold)
            folded += lt_utf8_encode(base_of(c), w->fold + folded);
        if (lowered + 4 < sizeof lower)
            lowered += lt_utf8_encode(small, lower + lowered);
        at += size;
    }
    w->fold[folded] = 0;
    lt_syllable syllable = w->length < 24 ? lt_syllable_parse(text, w->length, NULL) : 0;
    w->syllable = syllable != 0;
    if (w->marked && syllable) {
        w->key = syllable;
        return;
    }
    if (lowered > 4 && memcmp(lower + lowered - 3, "ies", 3) == 0) {
        lowered -= 2;
        lower[lowered - 1] = 'y';
    } else if (lowered > 3 && lower[lowered - 1] == 's' && lower[lowered - 2] != 's')
        lowered--;
    w->key = lt_hash(lower, lowered) | (uint64_t)1 << 63;
}

static lt_review_word *add(lt_review_words *words)
{
    if (words->count == words->capacity) {
        size_t capacity = words->capacity ? words->capacity * 2 : 256;
        lt_review_word *grown = realloc(words->items, capacity * sizeof *grown);
        if (!grown)
            return NULL;
        words->items = grown;
        words->capacity = capacity;
    }
    lt_review_word *w = &words->items[words->count++];
    memset(w, 0, sizeof *w);
    return w;
}

static lt_status scan_segment(lt_review_words *words, const char *text, size_t length,
                              size_t segment)
{
    bool opening = true, spaced = false;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        if (size == 0)
            return LT_INVALID_UTF8;
        if (!is_letter(c)) {
            bool space = c <= ' ' || c == 0xA0;
            spaced = spaced && space;
            opening = opening || c == '.' || c == '?' || c == '!' || c == ':' || c == '"' ||
                      c == 0x201C || c == 0x2018;
            at += size;
            continue;
        }
        size_t start = at;
        while (at < length && (size = lt_utf8_decode(text + at, length - at, &c)) && is_letter(c))
            at += size;
        lt_review_word *w = add(words);
        if (!w)
            return LT_NO_MEMORY;
        w->segment = segment;
        w->start = start;
        w->length = at - start;
        w->opening = opening;
        w->spaced = spaced;
        describe(w, text + start);
        opening = false;
        spaced = true;
    }
    return LT_OK;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static lt_status sort_folds(lt_review_words *words)
{
    free(words->sorted);
    words->sorted = malloc((words->count + 1) * sizeof *words->sorted);
    if (!words->sorted)
        return LT_NO_MEMORY;
    for (size_t i = 0; i < words->count; i++)
        words->sorted[i] = lt_hash(words->items[i].fold, strlen(words->items[i].fold));
    qsort(words->sorted, words->count, sizeof *words->sorted, by_value);
    return LT_OK;
}

lt_status lt_review_words_scan(lt_review_words *words, const lt_align_segment *segments,
                               size_t count)
{
    words->count = 0;
    free(words->first);
    words->first = calloc(count + 1, sizeof *words->first);
    lt_status status = words->first ? LT_OK : LT_NO_MEMORY;
    for (size_t i = 0; i < count && status == LT_OK; i++) {
        words->first[i] = words->count;
        status = scan_segment(words, segments[i].text, segments[i].length, i);
        words->first[i + 1] = words->count;
    }
    return status == LT_OK ? sort_folds(words) : status;
}

/* First place in `sorted` of what is not below `hash`. */
static size_t lower_bound(const lt_review_words *words, uint64_t hash)
{
    size_t low = 0, high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words->sorted[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool lt_review_words_twice(const lt_review_words *words, const lt_review_word *word)
{
    uint64_t hash = lt_hash(word->fold, strlen(word->fold));
    size_t at = lower_bound(words, hash) + 1;
    return at < words->count && words->sorted[at] == hash;
}

bool lt_review_is(const lt_review_word *word, const char *syllable)
{
    return word->marked ? word->key == lt_syllable_parse(syllable, strlen(syllable), NULL)
                        : strcmp(word->fold, syllable) == 0;
}

void lt_review_words_dispose(lt_review_words *words)
{
    free(words->items);
    free(words->first);
    free(words->sorted);
}
