/* Operations of document.txt. */
#include "tests/runner/cases.h"

#include <string.h>

#include <libtext/document.h>

static lt_document_type type_of(const char *head)
{
    char value[16];
    if (!fence_option(head, "type", value, sizeof value))
        return LT_DOCUMENT_AUTO;
    return strcmp(value, "html") == 0       ? LT_DOCUMENT_HTML
           : strcmp(value, "markdown") == 0 ? LT_DOCUMENT_MARKDOWN
                                            : LT_DOCUMENT_TEXT;
}

/* Each line: what of the file a word of the checked text stands on. */
static void show_map(const lt_document *document, lt_buffer *out)
{
    size_t length;
    const char *text = lt_document_text(document, &length);
    for (size_t at = 0, end; at < length; at = end + 1) {
        for (end = at; end < length && !strchr(" \n", text[end]);)
            end++;
        if (end == at)
            continue;
        lt_document_span span = lt_document_find(document, at, end - at);
        lt_buffer_append_format(out, "%s%zu+%zu [", out->length ? "\n" : "", span.start,
                                span.length);
        lt_buffer_append(out, span.frame + span.start, span.length);
        lt_buffer_append_string(out, "]");
        if (lt_document_ignores(document, at, end - at, "word"))
            lt_buffer_append_string(out, " ignored");
    }
}

/* Puts `to` in the place of every `from` of the checked text. */
static void change(lt_document *document, const char *from, const char *to, lt_buffer *out)
{
    lt_document_edit edits[64];
    size_t length, count = 0, size = strlen(from);
    const char *text = lt_document_text(document, &length);
    for (size_t at = 0; at + size <= length && count < 64; at++)
        if (memcmp(text + at, from, size) == 0) {
            edits[count++] = (lt_document_edit){at, size, to, strlen(to)};
            at += size - 1;
        }
    lt_error error = LT_ERROR_INIT;
    size_t applied;
    if (lt_document_write(document, edits, count, out, &applied, &error) != LT_OK)
        lt_buffer_append_format(out, "error: %s", error.message);
}

bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    lt_document *document;
    lt_error error = LT_ERROR_INIT;
    char from[64], to[64];
    if (lt_document_open(input, length, type_of(head), &document, &error) != LT_OK)
        return lt_buffer_append_format(out, "error: %s", error.message) == LT_OK;
    bool known = true;
    size_t size;
    const char *text = lt_document_text(document, &size);
    if (case_is(head, "text"))
        lt_buffer_append(out, text, size);
    else if (case_is(head, "map"))
        show_map(document, out);
    else if (case_is(head, "change") && fence_option(head, "from", from, sizeof from) &&
             fence_option(head, "to", to, sizeof to))
        change(document, from, to, out);
    else
        known = false;
    lt_document_free(document);
    return known;
}
