#include "review.h"

#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

lt_review_span lt_review_span_of(const lt_review_words *words, size_t first, size_t last)
{
    const lt_review_word *a = &words->items[first], *b = &words->items[last];
    return (lt_review_span){true, a->segment, a->start, b->start + b->length - a->start};
}

lt_review_span lt_review_whole(const lt_review_work *w, lt_language side, size_t segment)
{
    return (lt_review_span){true, segment, 0, w->pair->segments[side][segment].length};
}

static bool grow(lt_review *r)
{
    size_t capacity = r->capacity ? r->capacity * 2 : 16;
    lt_review_finding *findings = realloc(r->findings, capacity * sizeof *findings);
    if (!findings)
        return false;
    r->findings = findings;
    char **owned = realloc(r->owned, capacity * sizeof *owned);
    if (!owned)
        return false;
    r->owned = owned;
    r->capacity = capacity;
    return true;
}

lt_status lt_review_add(lt_review_work *w, lt_review_code code, lt_review_span vi,
                        lt_review_span en, const char *expected)
{
    lt_review *r = w->review;
    char *copy = NULL;
    if (r->count == r->capacity && !grow(r))
        return LT_NO_MEMORY;
    if (expected) {
        copy = malloc(strlen(expected) + 1);
        if (!copy)
            return LT_NO_MEMORY;
        strcpy(copy, expected);
        r->owned[r->owned_count++] = copy;
    }
    r->findings[r->count++] = (lt_review_finding){code, {vi, en}, copy};
    return LT_OK;
}

void lt_review_dispose(lt_review *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->owned_count; i++)
        free(r->owned[i]);
    free(r->owned);
    free(r->findings);
    *r = (lt_review)LT_REVIEW_INIT;
}

/* A segment of fewer letters, and page furniture, may come and go. */
enum { SMALL = 18 };

static bool may_go(const lt_review_work *w, lt_language side, size_t segment)
{
    const lt_align_segment *s = &w->pair->segments[side][segment];
    const lt_segment_kind *kinds = w->pair->kinds[side];
    bool minor =
        kinds && (kinds[segment] == LT_SEGMENT_FURNITURE ||
                  kinds[segment] == LT_SEGMENT_DATE_LINE || kinds[segment] == LT_SEGMENT_BY_LINE);
    return minor || lt_utf8_count(s->text, s->length) < SMALL;
}

static lt_status review_one_sided(lt_review_work *w, const lt_link *l)
{
    bool omission = l->en_count == 0;
    lt_language side = omission ? LT_LANGUAGE_VI : LT_LANGUAGE_EN;
    size_t first = omission ? l->vi : l->en, count = omission ? l->vi_count : l->en_count;
    lt_review_span none = {false, 0, 0, 0};
    lt_status status = LT_OK;
    for (size_t i = first; i < first + count && status == LT_OK; i++) {
        lt_review_span whole = lt_review_whole(w, side, i);
        if (may_go(w, side, i))
            continue;
        status = omission ? lt_review_add(w, LT_REVIEW_OMISSION, whole, none, NULL)
                          : lt_review_add(w, LT_REVIEW_ADDITION, none, whole, NULL);
    }
    return status;
}

static lt_status review_link(lt_review_work *w, const lt_link *l, bool after_moved)
{
    if (l->vi_count == 0 || l->en_count == 0)
        return review_one_sided(w, l);
    lt_status status = LT_OK;
    if (l->kind == LT_LINK_MOVED && !after_moved)
        status = lt_review_add(w, LT_REVIEW_MOVED, lt_review_whole(w, LT_LANGUAGE_VI, l->vi),
                               lt_review_whole(w, LT_LANGUAGE_EN, l->en), NULL);
    if (status == LT_OK)
        status = lt_review_figures(w, l);
    if (status == LT_OK)
        status = lt_review_names(w, l);
    if (status == LT_OK)
        status = lt_review_terms(w, l);
    return status == LT_OK ? lt_review_shape(w, l) : status;
}

static lt_status scan_side(lt_review_work *w, lt_language side, lt_error *error)
{
    const lt_align_segment *segments = w->pair->segments[side];
    size_t count = w->pair->count[side];
    lt_status status = lt_review_words_scan(&w->words[side], segments, count);
    w->figures[side] = calloc(count + 1, sizeof *w->figures[side]);
    if (!w->figures[side])
        status = LT_NO_MEMORY;
    for (size_t i = 0; i < count && status == LT_OK; i++)
        status = lt_quantities_find(segments[i].text, segments[i].length, side,
                                    &w->figures[side][i], error);
    return status;
}

static bool links_fit(const lt_review_pair *pair)
{
    for (size_t i = 0; i < pair->alignment->count; i++) {
        const lt_link *l = &pair->alignment->links[i];
        if (l->vi_count > pair->count[0] || l->vi > pair->count[0] - l->vi_count ||
            l->en_count > pair->count[1] || l->en > pair->count[1] - l->en_count)
            return false;
    }
    return true;
}

static lt_status review_all(lt_review_work *w, lt_error *error)
{
    const lt_alignment *a = w->pair->alignment;
    lt_status status = scan_side(w, LT_LANGUAGE_VI, error);
    if (status == LT_OK)
        status = scan_side(w, LT_LANGUAGE_EN, error);
    for (size_t i = 0; i < a->count && status == LT_OK; i++)
        status = review_link(w, &a->links[i], i > 0 && a->links[i - 1].kind == LT_LINK_MOVED);
    for (int side = 0; side < 2; side++) {
        if (status == LT_OK)
            status = lt_review_foreign(w, (lt_language)side);
        if (status == LT_OK)
            status = lt_review_repeats(w, (lt_language)side);
    }
    return status;
}

lt_status lt_review_run(const lt_review_pair *pair, const lt_glossary *glossary, lt_review *review,
                        lt_error *error)
{
    lt_review_work w = {.pair = pair, .glossary = glossary, .review = review};
    lt_review_dispose(review);
    if (!links_fit(pair))
        return lt_error_set(error, LT_BAD_ARGUMENT, 0,
                            "the alignment names segments that are not there");
    lt_status status = review_all(&w, error);
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; w.figures[side] && i < pair->count[side]; i++)
            lt_quantities_dispose(&w.figures[side][i]);
        free(w.figures[side]);
        lt_review_words_dispose(&w.words[side]);
    }
    if (status != LT_OK) {
        lt_review_dispose(review);
        lt_error_set(error, status, 0, "%s",
                     status == LT_NO_MEMORY ? "no memory for the review" : lt_status_name(status));
    }
    return status;
}

const char *lt_review_code_name(lt_review_code code)
{
    static const char *const names[] = {"omission",     "addition", "moved",       "number",
                                        "date",         "unit",     "name",        "term",
                                        "untranslated", "repeat",   "punctuation", "length"};
    return (unsigned)code < LT_REVIEW_CODE_COUNT ? names[code] : "unknown";
}

/* What is said: {vi} and {en} are the texts of the spans, {x} what is expected. */
static const char *const templates[LT_REVIEW_CODE_COUNT][2] = {
    {"bản tiếng Anh thiếu: {vi}", "not in the English text: {vi}"},
    {"không có trong bản tiếng Việt: {en}", "not in the Vietnamese text: {en}"},
    {"đứng ở chỗ khác trong bản tiếng Anh: {vi}", "stands elsewhere in the English text: {vi}"},
    {"số liệu khác nhau hoặc bị thiếu: {vi} | {en}", "figures differ or are missing: {vi} | {en}"},
    {"ngày giờ khác nhau: {vi} | {en}", "dates or times differ: {vi} | {en}"},
    {"đơn vị khác nhau: {vi} | {en}", "units differ: {vi} | {en}"},
    {"tên riêng khác nhau: {vi} | {en} (nên là {x})", "names differ: {vi} | {en} (expected {x})"},
    {"thuật ngữ “{vi}” phải dịch là “{x}”", "the glossary translates “{vi}” as “{x}”"},
    {"chưa dịch: {vi}{en}", "not translated: {vi}{en}"},
    {"từ lặp: {vi}{en}", "repeated word: {vi}{en}"},
    {"dấu hỏi hoặc dấu ngoặc không khớp", "question marks or brackets do not match"},
    {"độ dài hai bên chênh nhau nhiều", "the lengths do not fit"}};

enum { SHOWN = 120 };

static lt_status append_span(const lt_review_pair *pair, const lt_review_finding *f, int side,
                             lt_buffer *out)
{
    const lt_review_span *s = &f->side[side];
    if (!s->present)
        return LT_OK;
    const char *text = pair->segments[side][s->segment].text + s->start;
    size_t length = s->length;
    bool cut = length > SHOWN;
    if (cut)
        for (length = SHOWN; length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80;)
            length--;
    lt_status status = LT_OK;
    for (size_t i = 0; i < length && status == LT_OK; i++)
        status = lt_buffer_append_byte(out, (unsigned char)text[i] < ' ' ? ' ' : text[i]);
    return status == LT_OK && cut ? lt_buffer_append_string(out, "…") : status;
}

lt_status lt_review_message(const lt_review_pair *pair, const lt_review_finding *f,
                            lt_language language, lt_buffer *out)
{
    const char *at = templates[f->code][language];
    size_t before = out->length;
    lt_status status = LT_OK;
    while (*at && status == LT_OK) {
        if (strncmp(at, "{vi}", 4) == 0 || strncmp(at, "{en}", 4) == 0) {
            status = append_span(pair, f, at[1] == 'e', out);
            at += 4;
        } else if (strncmp(at, "{x}", 3) == 0) {
            status = lt_buffer_append_string(out, f->expected ? f->expected : "");
            at += 3;
        } else
            status = lt_buffer_append_byte(out, *at++);
    }
    if (status != LT_OK)
        lt_buffer_truncate(out, before);
    return status;
}
