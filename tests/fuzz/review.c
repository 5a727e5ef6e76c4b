/* Figures and review of whatever lines: findings lie in their segments, figures in their text and
 * in order. Lines before the first 0x01 byte are Vietnamese, up to the second English, then a
 * glossary. */
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const char *one = size ? memchr(text, 1, size) : NULL;
    size_t first = one ? (size_t)(one - text) : size, from = one ? first + 1 : size;
    const char *two = from < size ? memchr(text + from, 1, size - from) : NULL;
    size_t second = two ? (size_t)(two - text) : size, rest = two ? second + 1 : size;
    lt_align_segment vi[MOST], en[MOST];
    lt_link links[MOST + 1];
    lt_glossary *glossary = NULL;
    if (size == 0)
        return 0;
    check_figures(text, first, LT_LANGUAGE_VI);
    check_figures(text + from, second - from, LT_LANGUAGE_EN);
    (void)lt_glossary_read(text + rest, size - rest, &glossary, NULL);
    size_t n = cut(text, first, vi), m = cut(text + from, second - from, en), count = 0;
    for (; count < n && count < m; count++)
        links[count] = (lt_link){count, 1, count, 1, 0.9, LT_LINK_SENTENCE};
    if (count < n || count < m) {
        links[count] = (lt_link){
            count, n - count,
            count, m - count,
            0.5,   n == count ? LT_LINK_ADDITION : m == count ? LT_LINK_OMISSION : LT_LINK_MOVED};
        count++;
    }
    lt_alignment alignment = {links, count};
    lt_review_pair pair = {{vi, en}, {NULL, NULL}, {n, m}, &alignment};
    check_review(&pair, glossary);
    lt_glossary_free(glossary);
    return 0;
}
