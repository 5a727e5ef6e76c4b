#include "tools/format/report.h"

#include <string.h>

#include "tools/common/ndjson.h"

report_place report_locate(report_cursor *cursor, const report_file *file,
                           const check_finding *finding)
{
    report_place place = {.span =
                              lt_document_find(file->document, finding->start, finding->length)};
    if (cursor->frame != place.span.frame) {
        cursor->frame = place.span.frame;
        lt_locator_init(&cursor->locator, place.span.frame, place.span.frame_length);
    }
    lt_place at = lt_locator_move(&cursor->locator, place.span.start);
    place.start = cursor->locator.codepoints;
    place.length = lt_utf8_count(place.span.frame + place.span.start, place.span.length);
    place.line = place.span.paragraph ? place.span.paragraph : at.line;
    place.column = place.span.paragraph ? place.start + 1 : at.column;
    return place;
}

lt_status report_json_finding(lt_buffer *out, const check_finding *finding, const char *text,
                              size_t start, size_t length, size_t byte_start, size_t byte_length)
{
    lt_status status = lt_buffer_append_format(
        out, "\"start\":%zu,\"length\":%zu,\"byte_start\":%zu,\"byte_length\":%zu,\"text\":", start,
        length, byte_start, byte_length);
    if (status == LT_OK)
        status = json_append_string(out, text, byte_length);
    if (status == LT_OK)
        status = lt_buffer_append_format(out,
                                         ",\"code\":\"%s\",\"rule\":\"%s\",\"confidence\":%.2f,"
                                         "\"suggestions\":[",
                                         finding->code, finding->rule, finding->confidence);
    for (size_t i = 0; i < finding->suggestion_count && status == LT_OK; i++) {
        if (i > 0)
            status = lt_buffer_append_byte(out, ',');
        if (status == LT_OK)
            status =
                json_append_string(out, finding->suggestions[i], strlen(finding->suggestions[i]));
    }
    if (status == LT_OK)
        status = lt_buffer_append_string(out, "],\"message\":");
    return status == LT_OK ? json_append_string(out, finding->message, strlen(finding->message))
                           : status;
}

/* What HTML may not hold, as text or as a reference. */
static bool is_control(char byte)
{
    return (unsigned char)byte < ' ' && !strchr("\t\n\f\r", byte ? byte : 1);
}

lt_status report_html_text(lt_buffer *out, const char *text, size_t length)
{
    lt_status status = LT_OK;
    size_t done = 0;
    for (size_t at = 0; at < length && status == LT_OK; at++) {
        const char *entity = text[at] == '&'        ? "&amp;"
                             : text[at] == '<'      ? "&lt;"
                             : text[at] == '>'      ? "&gt;"
                             : text[at] == '"'      ? "&quot;"
                             : is_control(text[at]) ? "\xEF\xBF\xBD"
                                                    : NULL;
        if (!entity)
            continue;
        status = lt_buffer_append(out, text + done, at - done);
        if (status == LT_OK)
            status = lt_buffer_append_string(out, entity);
        done = at + 1;
    }
    return status == LT_OK ? lt_buffer_append(out, text + done, length - done) : status;
}
