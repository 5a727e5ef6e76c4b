#include "tools/format/links.h"

#include <libtext/normalize.h>

#include "tools/common/ndjson.h"

/* Output is NFC; nothing else of the text is changed. */
static lt_status append_nfc(lt_buffer *out, const char *text, size_t length)
{
    static const lt_normalize_options nfc = {LT_FORM_NFC, LT_TONE_KEEP, LT_CLEAN_NONE, false};
    return lt_normalize(text, length, &nfc, out, NULL, NULL);
}

lt_status links_append_text(const pair_side *side, size_t first, size_t count, lt_buffer *out)
{
    lt_status status = LT_OK;
    for (size_t i = first; i < first + count && status == LT_OK; i++) {
        const char *text = side->segments[i].text;
        size_t length = side->segments[i].length, start = 0;
        if (i > first)
            status = lt_buffer_append_byte(out, ' ');
        while (start < length && status == LT_OK) {
            size_t end = start;
            while (end < length && (unsigned char)text[end] >= ' ')
                end++;
            status = append_nfc(out, text + start, end - start);
            if (status == LT_OK && end < length)
                status = lt_buffer_append_byte(out, ' ');
            start = end + 1;
        }
    }
    return status;
}

static lt_status append_indices(const pair_side *side, size_t first, size_t count, lt_buffer *out)
{
    lt_status status = LT_OK;
    for (size_t i = 0; i < count && status == LT_OK; i++)
        status = lt_buffer_append_format(out, "%s%zu", i > 0 ? "," : "", side->index[first + i]);
    return status;
}

static lt_status write_tsv_link(const text_pair *pair, const lt_link *l, lt_buffer *out)
{
    lt_status status = append_indices(&pair->side[0], l->vi, l->vi_count, out);
    if (status == LT_OK)
        status = lt_buffer_append_byte(out, '\t');
    if (status == LT_OK)
        status = append_indices(&pair->side[1], l->en, l->en_count, out);
    if (status == LT_OK)
        status = lt_buffer_append_format(out, "\t%.4f\t", l->score);
    if (status == LT_OK)
        status = links_append_text(&pair->side[0], l->vi, l->vi_count, out);
    if (status == LT_OK)
        status = lt_buffer_append_byte(out, '\t');
    if (status == LT_OK)
        status = links_append_text(&pair->side[1], l->en, l->en_count, out);
    return status == LT_OK ? lt_buffer_append_byte(out, '\n') : status;
}

lt_status links_write_tsv(const text_pair *pair, lt_buffer *out)
{
    lt_status status = LT_OK;
    for (size_t i = 0; i < pair->alignment.count && status == LT_OK; i++)
        status = write_tsv_link(pair, &pair->alignment.links[i], out);
    return status;
}

lt_status links_write_ladder(const text_pair *pair, lt_buffer *out)
{
    size_t vi = 0, en = 0;
    lt_status status = LT_OK;
    for (size_t i = 0; i < pair->alignment.count && status == LT_OK; i++) {
        const lt_link *l = &pair->alignment.links[i];
        if (l->kind != LT_LINK_SENTENCE)
            continue;
        if (l->vi != vi || l->en != en) /* a rung for what was left out, or is not in order */
            status = lt_buffer_append_format(out, "%zu\t%zu\t0\n", vi, en);
        if (status == LT_OK)
            status = lt_buffer_append_format(out, "%zu\t%zu\t%.4f\n", l->vi, l->en, l->score);
        vi = l->vi + l->vi_count;
        en = l->en + l->en_count;
    }
    if (status == LT_OK && (vi != pair->side[0].count || en != pair->side[1].count))
        status = lt_buffer_append_format(out, "%zu\t%zu\t0\n", vi, en);
    if (status == LT_OK)
        status =
            lt_buffer_append_format(out, "%zu\t%zu\t0\n", pair->side[0].count, pair->side[1].count);
    return status;
}

static lt_status write_segments(const pair_side *side, const char *name, lt_buffer *out)
{
    lt_buffer text = LT_BUFFER_INIT;
    lt_status status = lt_buffer_append_format(out, "\"%s\":[", name);
    for (size_t i = 0; i < side->count && status == LT_OK; i++) {
        lt_buffer_clear(&text);
        if (i > 0)
            status = lt_buffer_append_byte(out, ',');
        if (status == LT_OK)
            status = append_nfc(&text, side->segments[i].text, side->segments[i].length);
        if (status == LT_OK)
            status = json_append_string(out, text.data, text.length);
    }
    lt_buffer_dispose(&text);
    return status == LT_OK ? lt_buffer_append_string(out, "],") : status;
}

static lt_status write_link(const text_pair *pair, const lt_link *l, lt_buffer *out)
{
    bool paragraph = pair->paragraphs && l->kind == LT_LINK_SENTENCE;
    lt_status status = lt_buffer_append_string(out, "{\"vi\":[");
    if (status == LT_OK)
        status = append_indices(&pair->side[0], l->vi, l->vi_count, out);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, "],\"en\":[");
    if (status == LT_OK)
        status = append_indices(&pair->side[1], l->en, l->en_count, out);
    if (status == LT_OK)
        status = lt_buffer_append_format(out, "],\"score\":%.4f,\"kind\":\"%s\"}", l->score,
                                         paragraph ? "paragraph" : lt_link_kind_name(l->kind));
    return status;
}

lt_status links_write_members(const text_pair *pair, bool always, lt_buffer *out)
{
    lt_status status = LT_OK;
    if (always || !pair->side[0].listed || pair->paragraphs)
        status = write_segments(&pair->side[0], "vi", out);
    if (status == LT_OK && (always || !pair->side[1].listed || pair->paragraphs))
        status = write_segments(&pair->side[1], "en", out);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, "\"links\":[");
    for (size_t i = 0; i < pair->alignment.count && status == LT_OK; i++) {
        if (i > 0)
            status = lt_buffer_append_byte(out, ',');
        if (status == LT_OK)
            status = write_link(pair, &pair->alignment.links[i], out);
    }
    return status == LT_OK ? lt_buffer_append_byte(out, ']') : status;
}

lt_status links_write_json(const text_pair *pair, lt_buffer *out)
{
    lt_status status = lt_buffer_append_byte(out, '{');
    if (status == LT_OK)
        status = links_write_members(pair, true, out);
    return status == LT_OK ? lt_buffer_append_string(out, "}\n") : status;
}
