#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "image.h"

static lt_status no_memory(lt_error *error)
{
    return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for a lexicon");
}

typedef struct line {
    const lt_phrase *vi, *en;
    float weight;
} line;

static int compare_texts(const lt_phrase *a, const lt_phrase *b)
{
    size_t least = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->text, b->text, least);
    return order ? order : a->length < b->length ? -1 : a->length > b->length;
}

static int compare_lines(const void *left, const void *right)
{
    const line *a = left, *b = right;
    int order = compare_texts(a->vi, b->vi);
    return order ? order : compare_texts(a->en, b->en);
}

/* A whole number in the weight's column, without a locale's thousands. */
static lt_status print_count(lt_buffer *out, const lt_phrase *vi, const lt_phrase *en,
                             uint32_t count)
{
    return lt_buffer_append_format(out, "%.*s\t%.*s\t%u\n", vi ? (int)vi->length : 0,
                                   vi ? vi->text : "", en ? (int)en->length : 0, en ? en->text : "",
                                   count);
}

/* printf's point would follow the locale. */
static lt_status print_pair(lt_buffer *out, const line *l)
{
    unsigned ten_thousandths = (unsigned)(l->weight * 10000 + 0.5F);
    if (ten_thousandths == 0)
        ten_thousandths = 1;
    return lt_buffer_append_format(out, "%.*s\t%.*s\t%u.%04u\n", (int)l->vi->length, l->vi->text,
                                   (int)l->en->length, l->en->text, ten_thousandths / 10000,
                                   ten_thousandths % 10000);
}

static lt_status print_lines(lt_lexicon_builder *b, const line *lines, size_t count, lt_buffer *out)
{
    lt_status status = print_count(out, NULL, NULL, b->total);
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < b->count[side] && status == LT_OK; i++) {
            const lt_phrase *p = &b->phrases[side][i];
            if (p->sentences)
                status = print_count(out, side ? NULL : p, side ? p : NULL, p->sentences);
        }
    for (size_t i = 0; i < count && status == LT_OK; i++)
        status = print_pair(out, &lines[i]);
    return status;
}

lt_status lt_lexicon_builder_print(lt_lexicon_builder *b, double least, lt_buffer *out,
                                   lt_error *error)
{
    lt_lexicon_builder_unite(b);
    line *lines = malloc((b->pair_count + 1) * sizeof *lines);
    if (!lines)
        return no_memory(error);
    size_t count = 0, length = out->length;
    for (size_t i = 0; i < b->pair_count; i++) {
        const lt_pair *p = &b->pairs[i];
        if ((double)p->weight >= least)
            lines[count++] =
                (line){&b->phrases[0][lt_lexicon_builder_find(b, 0, p->vi)],
                       &b->phrases[1][lt_lexicon_builder_find(b, 1, p->en)], p->weight};
    }
    if (count > 1)
        qsort(lines, count, sizeof *lines, compare_lines);
    lt_status status = print_lines(b, lines, count, out);
    free(lines);
    if (status != LT_OK) {
        lt_buffer_truncate(out, length);
        return lt_error_set(error, status, 0, "lexicon: the list does not fit");
    }
    return LT_OK;
}

static lt_status merge_count(lt_lexicon_builder *b, const lt_lexicon *lexicon, lt_language language,
                             uint32_t phrase, lt_error *error)
{
    const lt_lexicon_side *s = &lexicon->side[language];
    double share = exp(-(double)lt_lexicon_rarity(s, phrase) / 16);
    return lt_lexicon_builder_count(b, language, lexicon->strings + s->text[phrase],
                                    s->text[phrase + 1] - s->text[phrase],
                                    (uint32_t)(share * lexicon->total), error);
}

lt_status lt_lexicon_builder_merge(lt_lexicon_builder *b, const lt_lexicon *lexicon,
                                   unsigned sources, lt_error *error)
{
    const lt_lexicon_side *vi = &lexicon->side[LT_LANGUAGE_VI];
    const lt_lexicon_side *en = &lexicon->side[LT_LANGUAGE_EN];
    lt_status status = LT_OK;
    for (uint32_t v = 0; v < vi->count && status == LT_OK; v++)
        for (uint32_t l = vi->first[v]; l < vi->first[v + 1] && status == LT_OK; l++) {
            uint32_t e = lt_link_phrase(vi->links[l]), source = lt_link_source(vi->links[l]);
            if (!(sources >> source & 1u))
                continue;
            status = lt_lexicon_builder_add(
                b, lexicon->strings + vi->text[v], vi->text[v + 1] - vi->text[v],
                lexicon->strings + en->text[e], en->text[e + 1] - en->text[e],
                lt_weight_unpack(lt_link_weight(vi->links[l])), (lt_lexicon_source)source, error);
            if (status == LT_OK)
                status = merge_count(b, lexicon, LT_LANGUAGE_VI, v, error);
            if (status == LT_OK)
                status = merge_count(b, lexicon, LT_LANGUAGE_EN, e, error);
        }
    if (status == LT_OK && b->total < lexicon->total)
        b->total = lexicon->total;
    return status;
}

/* The arrays of one language before they are appended. */
typedef struct side_arrays {
    size_t buckets;
    uint64_t *keys;
    uint32_t *numbers; /* bucket, first, text, info, links one after the other */
    uint32_t *bucket, *first, *text, *links;
    uint8_t *info;
} side_arrays;

static bool allocate(side_arrays *a, size_t n, size_t pairs)
{
    a->buckets = (size_t)1 << lt_lexicon_bucket_bits((uint32_t)n);
    size_t numbers = a->buckets + 1 + (n + 1) + (n + 1) + n + pairs;
    a->keys = calloc(n + 1, sizeof *a->keys);
    a->numbers = calloc(numbers, sizeof *a->numbers);
    if (!a->keys || !a->numbers)
        return false;
    a->bucket = a->numbers;
    a->first = a->bucket + a->buckets + 1;
    a->text = a->first + n + 1;
    a->info = (uint8_t *)(a->text + n + 1);
    a->links = a->text + n + 1 + n;
    return true;
}

static uint8_t rarity(uint32_t sentences, uint32_t total)
{
    double share = ((double)sentences + 0.5) / ((double)total + 1);
    double packed = -16 * log(share) + 0.5;
    return packed < 0 ? 0 : packed > 255 ? 255 : (uint8_t)packed;
}

static void fill_phrases(const lt_lexicon_builder *b, int side, side_arrays *a, uint32_t *text)
{
    size_t n = b->count[side];
    uint32_t total = b->total ? b->total : 1000;
    for (size_t i = 0; i < n; i++) {
        const lt_phrase *p = &b->phrases[side][i];
        a->keys[i] = p->key;
        a->bucket[(p->key >> (64 - lt_lexicon_bucket_bits((uint32_t)n))) + 1]++;
        a->text[i] = *text;
        *text += p->length;
        a->info[4 * i] = (uint8_t)p->words;
        a->info[4 * i + 2] = rarity(p->sentences, total);
    }
    a->text[n] = *text;
    for (size_t i = 0; i < a->buckets; i++)
        a->bucket[i + 1] += a->bucket[i];
    for (size_t i = 0; i < n; i++) {
        const lt_phrase *p = &b->phrases[side][i];
        size_t head = lt_lexicon_builder_find(b, side, p->head);
        if (head < n && a->keys[head] == p->head && a->info[4 * head + 1] < p->words)
            a->info[4 * head + 1] = (uint8_t)p->words;
    }
    for (size_t i = 0; i < n; i++)
        if (a->info[4 * i + 1] == 0)
            a->info[4 * i + 1] = 1;
}

static int compare_links(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static void fill_links(const lt_lexicon_builder *b, int side, side_arrays *a)
{
    size_t n = b->count[side];
    for (size_t i = 0; i < b->pair_count; i++)
        a->first[lt_lexicon_builder_find(b, side, side ? b->pairs[i].en : b->pairs[i].vi) + 1]++;
    for (size_t i = 0; i < n; i++)
        a->first[i + 1] += a->first[i];
    for (size_t i = b->pair_count; i-- > 0;) {
        const lt_pair *p = &b->pairs[i];
        size_t own = lt_lexicon_builder_find(b, side, side ? p->en : p->vi);
        size_t other = lt_lexicon_builder_find(b, !side, side ? p->vi : p->en);
        /* first[own + 1] counts down to where the links of `own` begin, and is put back below */
        a->links[--a->first[own + 1]] =
            (uint32_t)other << 12 | (uint32_t)p->source << 8 | lt_weight_pack((double)p->weight);
    }
    for (size_t i = 0; i < n; i++)
        a->first[i] = a->first[i + 1];
    a->first[n] = (uint32_t)b->pair_count;
    for (size_t i = 0; i < n; i++)
        if (a->first[i + 1] - a->first[i] > 1)
            qsort(a->links + a->first[i], a->first[i + 1] - a->first[i], sizeof *a->links,
                  compare_links);
}

static lt_status append_all(const lt_lexicon_builder *b, const side_arrays a[2],
                            lt_lexicon_header *h, lt_buffer *out)
{
    size_t start = out->length;
    lt_status status = lt_buffer_append(out, (const char *)h, sizeof *h);
    for (int s = 0; s < 2 && status == LT_OK; s++)
        status = lt_buffer_append(out, (const char *)a[s].keys, 8 * b->count[s]);
    for (int s = 0; s < 2 && status == LT_OK; s++) {
        size_t numbers = a[s].buckets + 1 + 3 * b->count[s] + 2 + b->pair_count;
        status = lt_buffer_append(out, (const char *)a[s].numbers, 4 * numbers);
    }
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < b->count[s] && status == LT_OK; i++)
            status = lt_buffer_append(out, b->phrases[s][i].text, b->phrases[s][i].length);
    if (status != LT_OK) {
        lt_buffer_truncate(out, start);
        return status;
    }
    h->checksum = lt_lexicon_checksum(out->data + start, out->length - start);
    memcpy(out->data + start, h, sizeof *h);
    return LT_OK;
}

lt_status lt_lexicon_builder_write(lt_lexicon_builder *b, lt_buffer *out, lt_error *error)
{
    lt_lexicon_builder_unite(b);
    side_arrays a[2] = {{0}, {0}};
    bool room =
        allocate(&a[0], b->count[0], b->pair_count) && allocate(&a[1], b->count[1], b->pair_count);
    lt_status status = LT_NO_MEMORY;
    if (room) {
        uint32_t text = 0;
        for (int s = 0; s < 2; s++) {
            fill_phrases(b, s, &a[s], &text);
            fill_links(b, s, &a[s]);
        }
        lt_lexicon_header h = {.magic = LT_LEXICON_MAGIC,
                               .version = LT_LEXICON_VERSION,
                               .count = {(uint32_t)b->count[0], (uint32_t)b->count[1]},
                               .pairs = (uint32_t)b->pair_count,
                               .total = b->total,
                               .strings = text};
        status = append_all(b, a, &h, out);
    }
    for (int s = 0; s < 2; s++) {
        free(a[s].keys);
        free(a[s].numbers);
    }
    return status == LT_OK ? LT_OK
                           : lt_error_set(error, status, 0, "no memory for the lexicon's image");
}

lt_status lt_lexicon_builder_finish(lt_lexicon_builder *builder, lt_lexicon **lexicon,
                                    lt_error *error)
{
    lt_buffer image = LT_BUFFER_INIT;
    *lexicon = NULL;
    lt_status status = lt_lexicon_builder_write(builder, &image, error);
    if (status == LT_OK)
        status = lt_lexicon_load(image.data, image.length, lexicon, error);
    lt_buffer_dispose(&image);
    return status;
}
