/* Markdown (CommonMark with GitHub's tables), by md4c: its text points into the source. */
#include <stdlib.h>
#include <string.h>

#include <md4c.h>

#include "document.h"

typedef struct reader {
    lt_document *document;
    const char *copy; /* what md4c reads: the document from `skip` on, padded */
    size_t size, skip;
    lt_status status;
    unsigned code;               /* open code spans and blocks */
    bool html;                   /* in a block of HTML */
    size_t html_start, html_end; /* of it; start > end: nothing yet */
} reader;

/* Where in the file md4c's text stands; false for text of its own. */
static bool in_source(const reader *reader, const char *text, size_t size, size_t *source)
{
    if (text < reader->copy || text + size > reader->copy + reader->size)
        return false;
    *source = (size_t)(text - reader->copy) + reader->skip;
    return true;
}

static int done(reader *reader, lt_status status)
{
    reader->status = status;
    return status == LT_OK ? 0 : -1;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    reader *reader = context;
    (void)detail;
    if (type == MD_BLOCK_HTML) {
        reader->html = true;
        reader->html_start = 1;
        reader->html_end = 0;
    }
    reader->code += type == MD_BLOCK_CODE;
    return done(reader, document_line_end(reader->document));
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    reader *reader = context;
    (void)detail;
    lt_status status = LT_OK;
    reader->code -= type == MD_BLOCK_CODE;
    if (type == MD_BLOCK_HTML) {
        reader->html = false;
        if (reader->html_start < reader->html_end)
            status = document_read_html(reader->document, reader->html_start, reader->html_end);
    }
    return done(reader, status == LT_OK ? document_line_end(reader->document) : status);
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    reader *reader = context;
    (void)detail;
    bool code =
        type == MD_SPAN_CODE || type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY;
    reader->code += code;
    return done(reader, code ? document_none(reader->document, DOCUMENT_OBJECT) : LT_OK);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    reader *reader = context;
    (void)detail;
    reader->code -=
        type == MD_SPAN_CODE || type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY;
    return 0;
}

/* Raw HTML: a block is gathered and read when it ends, inline only comments matter. */
static lt_status read_html(reader *reader, const char *text, size_t size)
{
    size_t start;
    if (!in_source(reader, text, size, &start))
        return LT_OK;
    if (!reader->html)
        return document_read_html(reader->document, start, start + size);
    if (reader->html_start > reader->html_end)
        reader->html_start = start;
    reader->html_end = start + size;
    return LT_OK;
}

static lt_status read_entity(reader *reader, const char *text, size_t size)
{
    char utf8[8];
    size_t length, source;
    if (!in_source(reader, text, size, &source))
        return LT_OK;
    if (document_entity(text, size, utf8, &length) == size)
        return document_coded(reader->document, source, size, utf8, length);
    return document_copy(reader->document, source, size);
}

static lt_status read_text(reader *reader, MD_TEXTTYPE type, const char *text, size_t size)
{
    lt_document *document = reader->document;
    size_t source;
    switch (type) {
    case MD_TEXT_HTML:
        return read_html(reader, text, size);
    case MD_TEXT_ENTITY:
        return read_entity(reader, text, size);
    case MD_TEXT_BR:
        return document_none(document, "\n");
    case MD_TEXT_SOFTBR:
        return document_none(document, " ");
    case MD_TEXT_NORMAL:
        return in_source(reader, text, size, &source) ? document_copy(document, source, size)
                                                      : LT_OK;
    default:
        return LT_OK;
    }
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
    reader *reader = context;
    if (reader->code)
        return 0;
    return done(reader, read_text(reader, type, text, size));
}

/* The length of a YAML or TOML block of settings at the beginning. */
static size_t front_matter(const char *text, size_t length)
{
    if (length < 4 || (memcmp(text, "---\n", 4) != 0 && memcmp(text, "+++\n", 4) != 0))
        return 0;
    char close[] = "\n---";
    memset(close + 1, *text, 3);
    const char *end = document_search(text + 3, length - 3, close, 4);
    return end ? (size_t)(end + 4 - text) : 0;
}

/* md4c 0.4.8 reads past the end of a text whose last line is an unfinished link without a line end
 * (found by our fuzzer): it gets a copy with one, and zeros behind. */
#define PADDING 16

lt_status document_read_markdown(lt_document *document)
{
    MD_PARSER parser = {0};
    reader reader = {.document = document};
    parser.flags =
        MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEURLAUTOLINKS;
    parser.enter_block = enter_block;
    parser.leave_block = leave_block;
    parser.enter_span = enter_span;
    parser.leave_span = leave_span;
    parser.text = take_text;
    reader.skip = front_matter(document->bytes, document->length);
    reader.size = document->length - reader.skip;
    char *copy = calloc(1, reader.size + 1 + PADDING);
    if (!copy)
        return LT_NO_MEMORY;
    if (reader.size > 0)
        memcpy(copy, document->bytes + reader.skip, reader.size);
    copy[reader.size] = '\n';
    reader.copy = copy;
    int result = md_parse(copy, (MD_SIZE)(reader.size + 1), &parser, &reader);
    free(copy);
    if (reader.status != LT_OK)
        return reader.status;
    return result == 0 ? LT_OK : LT_NO_MEMORY;
}
