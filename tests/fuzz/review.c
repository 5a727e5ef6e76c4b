/* Figures and review of whatever lines: findings lie in their segments, figures in their text and
 * in order. Lines before the first 0x01 byte are Vietnamese, up to the second English, up to the
 * third a glossary; the bytes behind say how many segments of each side the links join, one and one
 * where there are none. */
#include <string.h>

#include <libtext/review.h>

#include "tests/runner/target.h"

enum { MOST = 64 };

static size_t cut(const char *text, size_t length, lt_align_segment segments[MOST])
{
    size_t count = 0;
    for (size_t start = 0; start < length && count < MOST;) {
        const char *end = memchr(text + start, '\n', length - start);
        size_t stop = end ? (size_t)(end - text) : length;
        if (stop > start)
            segments[count++] = (lt_align_segment){text + start, stop - start, 0};
        start = stop + 1;
    }
    return count;
}

static void check_figures(const char *text, size_t length, lt_language language)
{
    lt_quantities found = LT_QUANTITIES_INIT;
    size_t end = 0;
    if (lt_quantities_find(text, length, language, &found, NULL) == LT_OK)
        for (size_t i = 0; i < found.count; i++) {
            const lt_quantity *q = &found.items[i];
            require(q->start >= end && q->length > 0 && q->length <= length - q->start);
            require(q->unit && lt_quantity_equal(q, q));
            end = q->start + q->length;
        }
    lt_quantities_dispose(&found);
}

static void check_review(const lt_review_pair *pair, const lt_glossary *glossary)
{
    lt_review review = LT_REVIEW_INIT;
    lt_buffer message = LT_BUFFER_INIT;
    if (lt_review_run(pair, glossary, &review, NULL) == LT_OK)
        for (size_t i = 0; i < review.count; i++) {
            const lt_review_finding *f = &review.findings[i];
            require(f->side[0].present || f->side[1].present);
            for (int s = 0; s < 2; s++)
                if (f->side[s].present) {
                    require(f->side[s].segment < pair->count[s]);
                    size_t length = pair->segments[s][f->side[s].segment].length;
                    require(f->side[s].start <= length &&
                            f->side[s].length <= length - f->side[s].start);
                }
            require(lt_review_message(pair, f, (lt_language)(i % 2), &message) == LT_OK);
        }
    lt_buffer_dispose(&message);
    lt_review_dispose(&review);
}

/* Every segment in one link, as an alignment has it. */
static size_t make_links(const char *shapes, size_t length, size_t n, size_t m, lt_link *links)
{
    size_t count = 0, vi = 0, en = 0;
    for (; vi < n || en < m; count++) {
        unsigned shape = count < length ? (unsigned char)shapes[count] : 5;
        size_t v = shape & 3, e = shape >> 2 & 3;
        v = v < n - vi ? v : n - vi;
        e = e < m - en ? e : m - en;
        if (v == 0 || e == 0) {
            v = vi < n && (v > 0 || en == m);
            e = v == 0;
        }
        lt_link_kind kind = v == 0       ? LT_LINK_ADDITION
                            : e == 0     ? LT_LINK_OMISSION
                            : shape & 64 ? LT_LINK_MOVED
                                         : LT_LINK_SENTENCE;
        links[count] = (lt_link){vi, v, en, e, shape >> 7 ? 0.2 : 0.9, kind};
        vi += v;
        en += e;
    }
    return count;
}

static size_t find_bar(const char *text, size_t from, size_t size)
{
    const char *bar = from < size ? memchr(text + from, 1, size - from) : NULL;
    return bar ? (size_t)(bar - text) : size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    size_t starts[4] = {0}, ends[4];
    for (int i = 0; i < 4; i++) {
        ends[i] = i < 3 ? find_bar(text, starts[i], size) : size;
        if (i < 3)
            starts[i + 1] = ends[i] < size ? ends[i] + 1 : size;
    }
    lt_align_segment vi[MOST], en[MOST];
    lt_link links[2 * MOST];
    lt_glossary *glossary = NULL;
    if (size == 0)
        return 0;
    check_figures(text, ends[0], LT_LANGUAGE_VI);
    check_figures(text + starts[1], ends[1] - starts[1], LT_LANGUAGE_EN);
    (void)lt_glossary_read(text + starts[2], ends[2] - starts[2], &glossary, NULL);
    size_t n = cut(text, ends[0], vi), m = cut(text + starts[1], ends[1] - starts[1], en);
    size_t count = make_links(text + starts[3], size - starts[3], n, m, links);
    lt_alignment alignment = {links, count};
    lt_review_pair pair = {{vi, en}, {NULL, NULL}, {n, m}, &alignment};
    check_review(&pair, glossary);
    lt_glossary_free(glossary);
    return 0;
}
