/* One self-contained page: each document's text with its findings marked where they stand. */
#include <string.h>

#include "tools/format/report.h"

static const char head[] =
    "<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>vn-spell</title>\n<style>\n"
    "body{font:17px/1.6 serif;max-width:46em;margin:2em auto;padding:0 "
    "1em;overflow-wrap:anywhere}\n"
    "pre{font:inherit;white-space:pre-wrap}\n"
    "mark{background:#ffd9d2;border-bottom:2px solid #c33}\n"
    "mark.house{background:#fff3c4;border-bottom:2px solid #b80}\n"
    "ins{font-size:85%;color:#063;text-decoration:none}\n"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}mark{background:#5b2420;"
    "color:#fff}mark.house{background:#4d4010;color:#fff}ins{color:#8d8}}\n"
    "</style>\n</head>\n<body>\n";

static void html_begin(lt_buffer *out)
{
    lt_buffer_append_string(out, head);
}

static void html_finding(lt_buffer *out, const check_finding *finding, const char *text)
{
    lt_buffer_append_format(
        out, "<mark%s title=\"%s: ", finding->spelling ? "" : " class=\"house\"", finding->code);
    report_html_text(out, finding->message, strlen(finding->message));
    lt_buffer_append_format(out, " (%.2f)\">", finding->confidence);
    report_html_text(out, text + finding->start, finding->length);
    lt_buffer_append_string(out, "</mark>");
    if (finding->suggestion_count == 0 || !*finding->suggestions[0])
        return;
    lt_buffer_append_string(out, "<ins> → ");
    report_html_text(out, finding->suggestions[0], strlen(finding->suggestions[0]));
    lt_buffer_append_string(out, "</ins>");
}

static void html_file(lt_buffer *out, const report_file *file)
{
    size_t length, at = 0;
    const char *text = lt_document_text(file->document, &length);
    lt_buffer_append_string(out, "<section>\n<h2>");
    report_html_text(out, file->path, strlen(file->path));
    lt_buffer_append_format(out, " (%zu)</h2>\n<pre>", file->count);
    for (size_t i = 0; i < file->count; i++) {
        const check_finding *finding = &file->findings[i];
        if (finding->start < at)
            continue;
        report_html_text(out, text + at, finding->start - at);
        html_finding(out, finding, text);
        at = finding->start + finding->length;
    }
    report_html_text(out, text + at, length - at);
    lt_buffer_append_string(out, "</pre>\n</section>\n");
}

static void html_end(lt_buffer *out)
{
    lt_buffer_append_string(out, "</body>\n</html>\n");
}

const report_format report_html = {html_begin, html_file, html_end, NULL};
