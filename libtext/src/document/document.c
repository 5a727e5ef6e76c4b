#include "document.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libtext/utf8.h>

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcasecmp(name + length - tail, ending) == 0;
}

static bool begins_with(const char *bytes, size_t length, const char *start)
{
    size_t size = strlen(start);
    return length >= size && strncasecmp(bytes, start, size) == 0;
}

static bool holds(const char *bytes, size_t length, const char *what)
{
    return document_search(bytes, length, what, strlen(what)) != NULL;
}

/* The mimetype of an odt is its first entry, stored; a docx names its parts in the directory. */
static lt_document_type guess_archive(const char *bytes, size_t length)
{
    if (holds(bytes, length < 200 ? length : 200, "opendocument.text"))
        return LT_DOCUMENT_ODT;
    return holds(bytes, length, "word/document") ? LT_DOCUMENT_DOCX : LT_DOCUMENT_TEXT;
}

lt_document_type lt_document_guess(const char *name, const char *bytes, size_t length)
{
    static const struct {
        const char *ending;
        lt_document_type type;
    } endings[] = {
        {".txt", LT_DOCUMENT_TEXT},    {".html", LT_DOCUMENT_HTML},
        {".htm", LT_DOCUMENT_HTML},    {".xhtml", LT_DOCUMENT_HTML},
        {".md", LT_DOCUMENT_MARKDOWN}, {".markdown", LT_DOCUMENT_MARKDOWN},
        {".docx", LT_DOCUMENT_DOCX},   {".docm", LT_DOCUMENT_DOCX},
        {".odt", LT_DOCUMENT_ODT},     {".ott", LT_DOCUMENT_ODT},
    };
    for (size_t i = 0; name && i < sizeof endings / sizeof *endings; i++)
        if (ends_with(name, endings[i].ending))
            return endings[i].type;
    if (begins_with(bytes, length, "PK\x03\x04"))
        return guess_archive(bytes, length);
    if (begins_with(bytes, length, "\xEF\xBB\xBF")) {
        bytes += 3;
        length -= 3;
    }
    size_t blank = 0;
    while (blank < length && strchr(" \t\r\n", bytes[blank]) && bytes[blank])
        blank++;
    bytes += blank;
    length -= blank;
    if (begins_with(bytes, length, "<!doctype html") || begins_with(bytes, length, "<html") ||
        begins_with(bytes, length, "<head") || begins_with(bytes, length, "<body"))
        return LT_DOCUMENT_HTML;
    return LT_DOCUMENT_TEXT;
}

static lt_status read_document(lt_document *document, lt_error *error)
{
    switch (document->type) {
    case LT_DOCUMENT_HTML:
        return document_read_html(document, 0, document->length);
    case LT_DOCUMENT_MARKDOWN:
        return document_read_markdown(document);
    case LT_DOCUMENT_DOCX:
    case LT_DOCUMENT_ODT:
        return document_read_package(document, error);
    default:
        return document_read_text(document);
    }
}

static lt_status close_region(lt_document *document)
{
    bool ignored;
    return document->off ? document_directive(document, "vn-spell: on", 12, &ignored) : LT_OK;
}

lt_status lt_document_open(const char *bytes, size_t length, lt_document_type type,
                           lt_document **document, lt_error *error)
{
    *document = NULL;
    if ((unsigned)type >= LT_DOCUMENT_TYPE_COUNT)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "no document type %d", (int)type);
    if (length > LT_DOCUMENT_MAXIMUM)
        return lt_error_set(error, LT_TOO_LONG, 0, "document of more than %zu bytes",
                            LT_DOCUMENT_MAXIMUM);
    if (type == LT_DOCUMENT_AUTO)
        type = lt_document_guess(NULL, bytes, length);
    if (type != LT_DOCUMENT_DOCX && type != LT_DOCUMENT_ODT) {
        lt_status status = lt_utf8_validate(bytes, length, error);
        if (status != LT_OK)
            return status;
    }
    lt_document *made = calloc(1, sizeof *made);
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    lt_buffer_init(&made->text, 0);
    lt_buffer_init(&made->words, 0);
    lt_buffer_init(&made->codes, 0);
    made->type = type;
    made->bytes = bytes;
    made->length = length;
    lt_status status = read_document(made, error);
    if (status == LT_OK)
        status = close_region(made);
    if (status != LT_OK) {
        lt_document_free(made);
        return lt_error_set(error, status, 0, "document: %s", lt_status_name(status));
    }
    *document = made;
    return LT_OK;
}

void lt_document_free(lt_document *document)
{
    if (!document)
        return;
    for (size_t i = 0; i < document->part_count; i++) {
        free(document->parts[i].name);
        xmlFreeDoc(document->parts[i].xml);
    }
    free(document->parts);
    free(document->pieces);
    free(document->paragraphs);
    free(document->regions);
    lt_buffer_dispose(&document->text);
    lt_buffer_dispose(&document->words);
    lt_buffer_dispose(&document->codes);
    free(document);
}

const char *lt_document_text(const lt_document *document, size_t *length)
{
    *length = document->text.length;
    return document->text.data;
}

lt_document_type lt_document_type_of(const lt_document *document)
{
    return document->type;
}

/* The piece that holds byte `offset` of the text. */
static const piece *piece_at(const lt_document *document, size_t offset)
{
    size_t low = 0, high = document->piece_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (document->pieces[middle].text <= offset)
            low = middle;
        else
            high = middle;
    }
    return &document->pieces[low];
}

/* Where in the file the character at `offset` begins, or with `end` where it ends. */
static size_t source_of(const lt_document *document, size_t offset, bool end)
{
    if (document->piece_count == 0)
        return 0;
    const piece *piece = piece_at(document, offset);
    if (piece->kind == PIECE_COPY) {
        size_t inside = offset - piece->text + (end ? 1 : 0);
        return piece->source + (inside < piece->length ? inside : piece->length);
    }
    return piece->source + (end ? piece->source_length : 0);
}

static void find_paragraph(const lt_document *document, lt_document_span *span)
{
    size_t number = 0;
    for (size_t low = 0, high = document->paragraph_count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (document->paragraphs[middle] <= span->start)
            number = low = middle + 1;
        else
            high = middle;
    }
    size_t begin = number ? document->paragraphs[number - 1] : 0;
    size_t end =
        number < document->paragraph_count ? document->paragraphs[number] : document->text.length;
    while (end > begin && document->text.data[end - 1] == '\n')
        end--;
    size_t last = span->start + span->length;
    span->frame = document->text.data + begin;
    span->frame_length = end - begin;
    span->start = span->start < end ? span->start - begin : end - begin;
    last = last < end ? last - begin : end - begin;
    span->length = last > span->start ? last - span->start : 0;
    span->paragraph = number ? number : 1;
}

lt_document_span lt_document_find(const lt_document *document, size_t start, size_t length)
{
    size_t most = document->text.length;
    start = start < most ? start : most;
    length = length < most - start ? length : most - start;
    lt_document_span span = {document->bytes, document->length, start, length, 0};
    if (document->type == LT_DOCUMENT_DOCX || document->type == LT_DOCUMENT_ODT) {
        find_paragraph(document, &span);
        return span;
    }
    span.start = source_of(document, start, false);
    size_t end = length ? source_of(document, start + length - 1, true) : span.start;
    span.length = end > span.start ? end - span.start : 0;
    return span;
}
