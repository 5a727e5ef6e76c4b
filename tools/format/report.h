/* Showing findings: one renderer a format. */
#ifndef TOOLS_FORMAT_REPORT_H
#define TOOLS_FORMAT_REPORT_H

#include <stddef.h>

#include <libtext/buffer.h>
#include <libtext/document.h>
#include <libtext/utf8.h>

#include "tools/common/check.h"

typedef struct report_file {
    const char *path; /* as messages name it */
    const lt_document *document;
    const check_finding *findings;
    size_t count;
    size_t replaced; /* ill-formed parts of the file that --invalid=replace put U+FFFD for */
} report_file;

typedef struct report_format {
    /* begin and end may be NULL. What runs out of memory is cut short, and the writer tells. */
    void (*begin)(lt_buffer *out);
    void (*file)(lt_buffer *out, const report_file *file);
    void (*end)(lt_buffer *out);
    const char *separator; /* between the output of files that have any */
} report_format;

extern const report_format report_text, report_json, report_sarif, report_html, report_github,
    report_lt_text;

/* Where a finding stands, in all units there are. */
typedef struct report_place {
    lt_document_span span;
    size_t line, column;  /* from 1; in docx and odt the paragraph and its column */
    size_t start, length; /* code points of the frame */
} report_place;

/* Finds the places of a file's findings in rising order; keep one for each file. */
typedef struct report_cursor {
    const char *frame;
    lt_locator locator;
} report_cursor;

report_place report_locate(report_cursor *cursor, const report_file *file,
                           const check_finding *finding);

/* Appends the members of a finding's JSON object, without braces. */
lt_status report_json_finding(lt_buffer *out, const check_finding *finding, const char *text,
                              size_t start, size_t length, size_t byte_start, size_t byte_length);

/* Appends the whole file with the first suggestions of findings at or above `confidence` in place.
 */
lt_status report_fix(lt_document *document, const report_file *file, double confidence,
                     lt_buffer *out, size_t *applied, lt_error *error);

/* Appends the ignore file's lines of all findings. */
void report_accept(lt_buffer *lines, const report_file *file);

/* Appends HTML-escaped text. */
lt_status report_html_text(lt_buffer *out, const char *text, size_t length);

#endif
