#include "tools/format/exchange.h"

#include <string.h>
#include <time.h>

#include <libtext/utf8.h>

#include "tools/format/links.h"

/* XML 1.0 has no place for control characters and U+FFFE, U+FFFF, escaped or not. */
static bool allowed(uint32_t c)
{
    return c >= ' ' && c != 0xFFFE && c != 0xFFFF;
}

static lt_status append_xml(lt_buffer *out, const char *text, size_t length)
{
    lt_status status = LT_OK;
    for (size_t at = 0; at < length && status == LT_OK;) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        if (size == 0)
            return LT_INVALID_UTF8;
        if (c == '&')
            status = lt_buffer_append_string(out, "&amp;");
        else if (c == '<')
            status = lt_buffer_append_string(out, "&lt;");
        else if (c == '>')
            status = lt_buffer_append_string(out, "&gt;");
        else if (c == '"')
            status = lt_buffer_append_string(out, "&quot;");
        else if (allowed(c))
            status = lt_buffer_append(out, text + at, size);
        else
            status = lt_buffer_append_byte(out, ' ');
        at += size;
    }
    return status;
}

/* before, the segments of one side of a link, after. */
static lt_status append_side(const text_pair *pair, const lt_link *l, int side, const char *before,
                             const char *after, lt_buffer *out)
{
    lt_buffer text = LT_BUFFER_INIT;
    size_t first = side ? l->en : l->vi, count = side ? l->en_count : l->vi_count;
    lt_status status = links_append_text(&pair->side[side], first, count, &text);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, before);
    if (status == LT_OK)
        status = append_xml(out, text.data, text.length);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, after);
    lt_buffer_dispose(&text);
    return status;
}

static lt_status append_names(const text_pair *pair, const char *between, lt_buffer *out)
{
    const char *vi = pair->side[0].name ? pair->side[0].name : "";
    const char *en = pair->side[1].name ? pair->side[1].name : "";
    lt_status status = append_xml(out, vi, strlen(vi));
    if (status == LT_OK)
        status = lt_buffer_append_string(out, between);
    return status == LT_OK ? append_xml(out, en, strlen(en)) : status;
}

static lt_status write_tu(const text_pair *pair, const lt_link *l, size_t number, lt_buffer *out)
{
    lt_status status = lt_buffer_append_format(
        out, "<tu tuid=\"%zu\">\n<prop type=\"x-score\">%.4f</prop>\n", number, l->score);
    if (status == LT_OK)
        status = append_side(pair, l, 0, "<tuv xml:lang=\"vi\"><seg>", "</seg></tuv>\n", out);
    if (status == LT_OK)
        status = append_side(pair, l, 1, "<tuv xml:lang=\"en\"><seg>", "</seg></tuv>\n", out);
    return status == LT_OK ? lt_buffer_append_string(out, "</tu>\n") : status;
}

lt_status exchange_begin_tmx(const char *segments, lt_buffer *out)
{
    return lt_buffer_append_format(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n"
        "<tmx version=\"1.4\">\n<header creationtool=\"vn-align\" creationtoolversion=\"1\" "
        "segtype=\"%s\" o-tmf=\"libtext\" adminlang=\"en\" srclang=\"vi\" datatype=\"plaintext\">"
        "\n",
        segments);
}

lt_status exchange_begin_body(lt_buffer *out)
{
    return lt_buffer_append_string(out, "</header>\n<body>\n");
}

lt_status exchange_end_tmx(lt_buffer *out)
{
    return lt_buffer_append_string(out, "</body>\n</tmx>\n");
}

lt_status exchange_write_tmx(const text_pair *pair, lt_buffer *out)
{
    lt_status status = exchange_begin_tmx(pair->paragraphs ? "paragraph" : "sentence", out);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, "<note>");
    if (status == LT_OK)
        status = append_names(pair, " | ", out);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, "</note>\n");
    if (status == LT_OK)
        status = exchange_begin_body(out);
    for (size_t i = 0; i < pair->alignment.count && status == LT_OK; i++) {
        const lt_link *l = &pair->alignment.links[i];
        if (l->vi_count > 0 && l->en_count > 0)
            status = write_tu(pair, l, i + 1, out);
    }
    return status == LT_OK ? exchange_end_tmx(out) : status;
}

lt_status exchange_write_pair(const lt_memory_pair *pair, size_t number, lt_buffer *out)
{
    static const char *const before[] = {"</prop>\n<tuv xml:lang=\"vi\"><seg>",
                                         "</seg></tuv>\n<tuv xml:lang=\"en\"><seg>"};
    char date[32] = "19700101T000000Z";
    time_t when = (time_t)pair->date;
    struct tm utc;
    if (gmtime_r(&when, &utc))
        strftime(date, sizeof date, "%Y%m%dT%H%M%SZ", &utc);
    lt_status status = lt_buffer_append_format(
        out,
        "<tu tuid=\"%zu\" changedate=\"%s\">\n<prop type=\"x-score\">%.4f</prop>\n"
        "<prop type=\"x-origin\">",
        number, date, pair->score);
    if (status == LT_OK)
        status = append_xml(out, pair->origin, pair->origin_length);
    for (int side = 0; side < 2 && status == LT_OK; side++) {
        status = lt_buffer_append_string(out, before[side]);
        if (status == LT_OK)
            status = append_xml(out, pair->text[side], pair->length[side]);
    }
    return status == LT_OK ? lt_buffer_append_string(out, "</seg></tuv>\n</tu>\n") : status;
}

/* Of a link with Vietnamese. */
static lt_status write_unit(const text_pair *pair, const lt_link *l, size_t number, bool old,
                            lt_buffer *out)
{
    lt_status status =
        old ? lt_buffer_append_format(out, "<trans-unit id=\"%zu\">\n", number)
            : lt_buffer_append_format(out,
                                      "<unit id=\"u%zu\">\n<notes><note category=\"score\">%.4f"
                                      "</note></notes>\n<segment%s>\n",
                                      number, l->score, l->en_count ? " state=\"translated\"" : "");
    if (status == LT_OK)
        status = append_side(pair, l, 0, "<source>", "</source>\n", out);
    if (status == LT_OK && l->en_count > 0)
        status = append_side(pair, l, 1, old ? "<target state=\"translated\">" : "<target>",
                             "</target>\n", out);
    if (status == LT_OK && old)
        status = lt_buffer_append_format(out, "<note>score %.4f</note>\n", l->score);
    return status == LT_OK
               ? lt_buffer_append_string(out, old ? "</trans-unit>\n" : "</segment>\n</unit>\n")
               : status;
}

static lt_status begin_xliff(const text_pair *pair, bool old, lt_buffer *out)
{
    lt_status status = lt_buffer_append_string(
        out, old ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" "
                   "xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n<file original=\""
                 : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"2.1\" "
                   "xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" srcLang=\"vi\" "
                   "trgLang=\"en\">\n<file id=\"f1\" original=\"");
    if (status == LT_OK)
        status = append_names(pair, " | ", out);
    return status == LT_OK ? lt_buffer_append_string(out, old ? "\" source-language=\"vi\" "
                                                                "target-language=\"en\" "
                                                                "datatype=\"plaintext\">\n<body>\n"
                                                              : "\">\n")
                           : status;
}

lt_status exchange_write_xliff(const text_pair *pair, bool old, lt_buffer *out)
{
    lt_status status = begin_xliff(pair, old, out);
    size_t written = 0;
    for (size_t i = 0; i < pair->alignment.count && status == LT_OK; i++) {
        const lt_link *l = &pair->alignment.links[i];
        if (l->vi_count == 0)
            continue;
        written++;
        status = write_unit(pair, l, i + 1, old, out);
    }
    /* a file of XLIFF 2.1 must have a unit */
    if (status == LT_OK && written == 0 && !old)
        status = lt_buffer_append_string(
            out, "<unit id=\"u0\">\n<segment>\n<source/>\n</segment>\n</unit>\n");
    return status == LT_OK ? lt_buffer_append_string(out, old ? "</body>\n</file>\n</xliff>\n"
                                                              : "</file>\n</xliff>\n")
                           : status;
}
