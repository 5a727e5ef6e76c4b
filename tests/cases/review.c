/* Operations of review.txt. */
#include "tests/runner/cases.h"

#include <string.h>

#include <libtext/review.h>

enum { MOST = 32 };

static size_t split(const char *text, size_t length, lt_align_segment *segments)
{
    size_t count = 0;
    for (size_t at = 0; at < length && count < MOST;) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t stop = end ? (size_t)(end - text) : length;
        if (stop > at)
            segments[count++] = (lt_align_segment){text + at, stop - at, 0};
        at = stop + 1;
    }
    return count;
}

static void show_span(const lt_review_pair *pair, const lt_review_finding *f, int side,
                      lt_buffer *out)
{
    const lt_review_span *s = &f->side[side];
    if (s->present)
        lt_buffer_append(out, pair->segments[side][s->segment].text + s->start, s->length);
    else
        lt_buffer_append_byte(out, '-');
}

static void show(const lt_review_pair *pair, const lt_glossary *glossary, lt_buffer *out)
{
    lt_review review = LT_REVIEW_INIT;
    lt_error error = LT_ERROR_INIT;
    if (lt_review_run(pair, glossary, &review, &error) != LT_OK)
        lt_buffer_append_format(out, "error: %s", error.message);
    for (size_t i = 0; i < review.count; i++) {
        const lt_review_finding *f = &review.findings[i];
        lt_buffer_append_format(out, "%s%s: ", i ? "\n" : "", lt_review_code_name(f->code));
        show_span(pair, f, 0, out);
        lt_buffer_append_string(out, " | ");
        show_span(pair, f, 1, out);
    }
    lt_review_dispose(&review);
}

bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    static const char terms[] = "ủy ban nhân dân\tPeople's Committee\nủy ban\tcommittee\n";
    lt_align_segment vi[MOST], en[MOST];
    lt_link links[MOST];
    lt_glossary *glossary = NULL;
    if (!case_is(head, "review") && !case_is(head, "term"))
        return false;
    if (case_is(head, "term") &&
        lt_glossary_read(terms, sizeof terms - 1, &glossary, NULL) != LT_OK)
        return false;
    size_t cut = length;
    for (size_t i = 0; i + 5 <= length && cut == length; i++)
        if (memcmp(input + i, "\n---\n", 5) == 0)
            cut = i;
    size_t rest = cut == length ? length : cut + 5;
    size_t vi_count = split(input, cut, vi), en_count = split(input + rest, length - rest, en);
    size_t count = vi_count < en_count ? vi_count : en_count;
    for (size_t i = 0; i < count; i++)
        links[i] = (lt_link){i, 1, i, 1, 1, LT_LINK_SENTENCE};
    lt_alignment alignment = {links, count};
    lt_review_pair pair = {{vi, en}, {NULL, NULL}, {count, count}, &alignment};
    show(&pair, glossary, out);
    lt_glossary_free(glossary);
    return true;
}
