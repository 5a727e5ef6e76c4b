#include <libtext/lexicon.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "image.h"
#include "terms.h"

uint32_t lt_weight_pack(double weight)
{
    double packed = 255 + 32 * log2(weight) + 0.5;
    return packed < 1 ? 1 : packed > 255 ? 255 : (uint32_t)packed;
}

double lt_weight_unpack(uint32_t packed)
{
    return exp2(((double)packed - 255) / 32);
}

static uint64_t rounds(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}

uint64_t lt_lexicon_checksum(const char *image, size_t length)
{
    uint64_t h[4] = {length, 1, 2, 3};
    size_t i = sizeof(lt_lexicon_header);
    for (; i + 32 <= length; i += 32)
        for (size_t k = 0; k < 4; k++) { /* four lanes, so that the multiplications overlap */
            uint64_t v;
            memcpy(&v, image + i + 8 * k, 8);
            h[k] = rounds(h[k], v);
        }
    for (; i < length; i++)
        h[0] = rounds(h[0], (unsigned char)image[i]);
    for (i = 0; i < offsetof(lt_lexicon_header, checksum); i++)
        h[0] = rounds(h[0], (unsigned char)image[i]);
    return rounds(rounds(rounds(h[0], h[1]), h[2]), h[3]);
}

uint64_t lt_lexicon_image_size(const lt_lexicon_header *h)
{
    uint64_t size = sizeof *h + h->strings;
    for (int s = 0; s < 2; s++) {
        uint64_t n = h->count[s];
        size += 8 * n + 4 * (((uint64_t)1 << lt_lexicon_bucket_bits(h->count[s])) + 1) +
                4 * (n + 1) + 4 * (n + 1) + 4 * n + 4 * (uint64_t)h->pairs;
    }
    return size;
}

static lt_status bad(lt_error *error, const char *what)
{
    return lt_error_set(error, LT_BAD_DATA, 0, "lexicon: %s", what);
}

static lt_status check_header(const lt_lexicon_header *h, size_t length, lt_error *error)
{
    if (memcmp(h->magic, LT_LEXICON_MAGIC, 8) != 0)
        return bad(error, "not a lexicon file");
    if (h->version != LT_LEXICON_VERSION)
        return lt_error_set(error, LT_BAD_DATA, 8, "lexicon: version %u, this library reads %u",
                            h->version, LT_LEXICON_VERSION);
    if (h->count[0] > LT_LEXICON_PHRASES || h->count[1] > LT_LEXICON_PHRASES ||
        h->pairs > LT_LEXICON_PAIRS || h->strings > LT_LEXICON_MAXIMUM ||
        lt_lexicon_image_size(h) != length)
        return bad(error, "its size is not what its header says");
    return LT_OK;
}

/* bucket, first and text rise and end where they must. */
static bool rises(const uint32_t *offsets, size_t count, uint64_t end)
{
    if (offsets[0] != 0 || offsets[count] != end)
        return false;
    uint32_t wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong |= offsets[i] > offsets[i + 1];
    return !wrong;
}

static lt_status check_side(const lt_lexicon_side *s, uint32_t pairs, uint64_t strings,
                            uint32_t others, lt_error *error)
{
    if (!rises(s->bucket, (size_t)1 << (64 - s->shift), s->count) ||
        !rises(s->first, s->count, pairs))
        return bad(error, "its index is damaged");
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < s->count; i++)
        wrong |= s->text[i] > s->text[i + 1] || s->info[4 * (size_t)i] > LT_LEXICON_WORDS ||
                 s->info[4 * (size_t)i + 1] > LT_LEXICON_WORDS;
    for (uint32_t i = 0; i < pairs; i++)
        wrong |= lt_link_phrase(s->links[i]) >= others;
    if (wrong || s->text[s->count] > strings)
        return bad(error, "its index is damaged");
    return LT_OK;
}

static const char *place_side(lt_lexicon_side *s, const char *at, uint32_t pairs)
{
    size_t n = s->count;
    s->bucket = (const uint32_t *)(const void *)at;
    s->shift = 64 - lt_lexicon_bucket_bits(s->count);
    s->first = s->bucket + ((size_t)1 << (64 - s->shift)) + 1;
    s->text = s->first + n + 1;
    s->info = (const uint8_t *)(s->text + n + 1);
    s->links = (const uint32_t *)(const void *)(s->info + 4 * n);
    return (const char *)(s->links + pairs);
}

lt_status lt_lexicon_view(lt_lexicon *lexicon, const char *image, size_t length, lt_error *error)
{
    const uint16_t probe = 1;
    if (*(const uint8_t *)&probe != 1)
        return lt_error_set(error, LT_UNSUPPORTED, 0, "lexicon files need a little-endian machine");
    lt_lexicon_header h;
    if (length < sizeof h)
        return bad(error, "not a lexicon file");
    memcpy(&h, image, sizeof h);
    lt_status status = check_header(&h, length, error);
    if (status != LT_OK)
        return status;
    if (h.checksum != lt_lexicon_checksum(image, length))
        return bad(error, "checksum does not match");
    const char *at = image + sizeof h;
    for (int s = 0; s < 2; s++) {
        lexicon->side[s].count = h.count[s];
        lexicon->side[s].keys = (const uint64_t *)(const void *)at;
        at += 8 * (size_t)h.count[s];
    }
    for (int s = 0; s < 2; s++)
        at = place_side(&lexicon->side[s], at, h.pairs);
    lexicon->pairs = h.pairs;
    lexicon->total = h.total;
    lexicon->strings = at;
    for (int s = 0; s < 2 && status == LT_OK; s++)
        status = check_side(&lexicon->side[s], h.pairs, h.strings, h.count[!s], error);
    return status;
}

lt_status lt_lexicon_open(const char *path, lt_lexicon **lexicon, lt_error *error)
{
    *lexicon = NULL;
    lt_lexicon *made = calloc(1, sizeof *made);
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for a lexicon");
    lt_status status = lt_file_map(&made->file, path, LT_LEXICON_MAXIMUM, error);
    if (status == LT_OK)
        status = lt_lexicon_view(made, made->file.data, made->file.length, error);
    if (status != LT_OK) {
        lt_lexicon_free(made);
        return status;
    }
    *lexicon = made;
    return LT_OK;
}

lt_status lt_lexicon_load(const char *data, size_t length, lt_lexicon **lexicon, lt_error *error)
{
    *lexicon = NULL;
    if (length > LT_LEXICON_MAXIMUM)
        return lt_error_set(error, LT_TOO_LONG, 0, "lexicon: more than %zu bytes",
                            LT_LEXICON_MAXIMUM);
    lt_lexicon *made = calloc(1, sizeof *made);
    char *copy = malloc(length ? length : 1);
    if (!made || !copy) {
        free(made);
        free(copy);
        return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for a lexicon");
    }
    if (length)
        memcpy(copy, data, length);
    made->owned = copy;
    lt_status status = lt_lexicon_view(made, copy, length, error);
    if (status != LT_OK) {
        lt_lexicon_free(made);
        return status;
    }
    *lexicon = made;
    return LT_OK;
}

void lt_lexicon_free(lt_lexicon *lexicon)
{
    if (!lexicon)
        return;
    lt_file_unmap(&lexicon->file);
    free(lexicon->owned);
    free(lexicon);
}

size_t lt_lexicon_size(const lt_lexicon *lexicon)
{
    return lexicon->pairs;
}

static uint32_t look_up(const lt_lexicon *lexicon, lt_language language, const char *text,
                        size_t length)
{
    uint64_t key;
    size_t words;
    if (length > LT_LEXICON_TEXT_SIZE ||
        lt_terms_phrase(text, length, language, &key, &words, NULL) != LT_OK || words == 0)
        return LT_LEXICON_NONE;
    return lt_lexicon_find(&lexicon->side[language], key);
}

double lt_lexicon_weight(const lt_lexicon *lexicon, const char *vi, size_t vi_length,
                         const char *en, size_t en_length)
{
    uint32_t v = look_up(lexicon, LT_LANGUAGE_VI, vi, vi_length);
    uint32_t e = look_up(lexicon, LT_LANGUAGE_EN, en, en_length);
    if (v == LT_LEXICON_NONE || e == LT_LEXICON_NONE)
        return 0;
    const lt_lexicon_side *side = &lexicon->side[LT_LANGUAGE_VI];
    uint32_t low = side->first[v], high = side->first[v + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (lt_link_phrase(side->links[middle]) < e)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == side->first[v + 1] || lt_link_phrase(side->links[low]) != e)
        return 0;
    return lt_weight_unpack(lt_link_weight(side->links[low]));
}

size_t lt_lexicon_translations(const lt_lexicon *lexicon, lt_language from, const char *text,
                               size_t length, lt_translation *translations, size_t room)
{
    uint32_t phrase = look_up(lexicon, from, text, length);
    if (phrase == LT_LEXICON_NONE)
        return 0;
    const lt_lexicon_side *side = &lexicon->side[from];
    const lt_lexicon_side *other = &lexicon->side[from == LT_LANGUAGE_VI];
    size_t filled = 0;
    for (uint32_t i = side->first[phrase]; i < side->first[phrase + 1]; i++) {
        uint32_t o = lt_link_phrase(side->links[i]);
        lt_translation t = {lexicon->strings + other->text[o], other->text[o + 1] - other->text[o],
                            lt_weight_unpack(lt_link_weight(side->links[i])),
                            (lt_lexicon_source)lt_link_source(side->links[i])};
        size_t at = filled;
        while (at > 0 && translations[at - 1].weight < t.weight)
            at--;
        if (at >= room)
            continue;
        size_t kept = filled < room ? filled : room - 1;
        memmove(&translations[at + 1], &translations[at], (kept - at) * sizeof t);
        translations[at] = t;
        filled = kept + 1;
    }
    return side->first[phrase + 1] - side->first[phrase];
}
