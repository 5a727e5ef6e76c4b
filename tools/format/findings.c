#include "tools/format/findings.h"

#include <libtext/baseline.h>
#include <libtext/utf8.h>

#include "tools/common/ndjson.h"
#include "tools/common/tool.h"

lt_review_pair findings_pair(const text_pair *pair)
{
    const pair_side *vi = &pair->side[0], *en = &pair->side[1];
    return (lt_review_pair){{vi->segments, en->segments},
                            {vi->kinds, en->kinds},
                            {vi->count, en->count},
                            &pair->alignment};
}

/* Where a span begins in its text. */
static size_t place_of(const pair_side *side, const lt_review_span *span)
{
    return (size_t)(side->segments[span->segment].text - side->text.data) + span->start;
}

static lt_language language_of_ui(void)
{
    return settings.vietnamese ? LT_LANGUAGE_VI : LT_LANGUAGE_EN;
}

/* The text that the finding is shown in: the translation, where it has a place there. */
static int shown_side(const lt_review_finding *f)
{
    return f->side[1].present ? 1 : 0;
}

lt_status findings_write_text(const text_pair *pair, const lt_review *review, lt_buffer *out)
{
    lt_review_pair reviewed = findings_pair(pair);
    lt_locator locator[2];
    lt_status status = LT_OK;
    for (int s = 0; s < 2; s++)
        lt_locator_init(&locator[s], pair->side[s].text.data, pair->side[s].text.length);
    for (size_t i = 0; i < review->count && status == LT_OK; i++) {
        const lt_review_finding *f = &review->findings[i];
        int s = shown_side(f);
        lt_place place = lt_locator_move(&locator[s], place_of(&pair->side[s], &f->side[s]));
        status = lt_buffer_append_format(out, "%s:%zu:%zu: %s: ", pair->side[s].name, place.line,
                                         place.column, lt_review_code_name(f->code));
        if (status == LT_OK)
            status = lt_review_message(&reviewed, f, language_of_ui(), out);
        if (status == LT_OK)
            status = lt_buffer_append_byte(out, '\n');
    }
    return status;
}

static lt_status write_span(const pair_side *side, const char *name, const lt_review_span *span,
                            lt_buffer *out)
{
    if (!span->present)
        return lt_buffer_append_format(out, ",\"%s\":null", name);
    const lt_align_segment *segment = &side->segments[span->segment];
    size_t base = side->listed ? 0 : (size_t)(segment->text - side->text.data);
    const char *from = side->listed ? segment->text : side->text.data;
    size_t byte_start = base + span->start;
    const char *text = segment->text + span->start;
    lt_status status = lt_buffer_append_format(
        out,
        ",\"%s\":{\"segment\":%zu,\"start\":%zu,\"length\":%zu,\"byte_start\":%zu,"
        "\"byte_length\":%zu,\"text\":",
        name, side->index[span->segment], lt_utf8_count(from, byte_start),
        lt_utf8_count(text, span->length), byte_start, span->length);
    if (status == LT_OK)
        status = json_append_string(out, text, span->length);
    return status == LT_OK ? lt_buffer_append_byte(out, '}') : status;
}

static lt_status write_finding(const text_pair *pair, const lt_review_finding *f, lt_buffer *out)
{
    lt_review_pair reviewed = findings_pair(pair);
    lt_buffer message = LT_BUFFER_INIT;
    lt_status status =
        lt_buffer_append_format(out, "{\"code\":\"%s\"", lt_review_code_name(f->code));
    if (status == LT_OK)
        status = write_span(&pair->side[0], "vi", &f->side[0], out);
    if (status == LT_OK)
        status = write_span(&pair->side[1], "en", &f->side[1], out);
    if (status == LT_OK)
        status = lt_review_message(&reviewed, f, language_of_ui(), &message);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, ",\"message\":");
    if (status == LT_OK)
        status = json_append_string(out, message.data, message.length);
    lt_buffer_dispose(&message);
    return status == LT_OK ? lt_buffer_append_byte(out, '}') : status;
}

lt_status findings_write_members(const text_pair *pair, const lt_review *review, lt_buffer *out)
{
    lt_status status = lt_buffer_append_string(out, "\"findings\":[");
    for (size_t i = 0; i < review->count && status == LT_OK; i++) {
        if (i > 0)
            status = lt_buffer_append_byte(out, ',');
        if (status == LT_OK)
            status = write_finding(pair, &review->findings[i], out);
    }
    return status == LT_OK ? lt_buffer_append_byte(out, ']') : status;
}

uint64_t findings_key(const text_pair *pair, const lt_review_finding *f)
{
    uint64_t key = 0;
    for (int s = 0; s < 2; s++)
        if (f->side[s].present)
            key = key * 31 + lt_baseline_key(pair->side[s].text.data, pair->side[s].text.length,
                                             place_of(&pair->side[s], &f->side[s]),
                                             f->side[s].length, lt_review_code_name(f->code));
    return key;
}

lt_status findings_accept(const text_pair *pair, const lt_review *review, lt_buffer *out)
{
    lt_status status = LT_OK;
    for (size_t i = 0; i < review->count && status == LT_OK; i++) {
        const lt_review_finding *f = &review->findings[i];
        int s = shown_side(f);
        status = lt_baseline_write(
            out, findings_key(pair, f), lt_review_code_name(f->code),
            pair->side[s].segments[f->side[s].segment].text + f->side[s].start, f->side[s].length);
    }
    return status;
}
