/* Fixes into the file: edits of the checked text become edits of its source. */
#include <stdlib.h>
#include <string.h>

#include "document.h"

/* A change of one piece's source. */
typedef struct change {
    const piece *piece;
    size_t start, length; /* in the file or in the content of the node */
    const char *text;
    size_t text_length;
} change;

typedef struct changes {
    const lt_document *document;
    change *items;
    size_t count, capacity;
} changes;

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Leaves out what text and edit have in common at both ends, in whole characters. */
static void trim_edit(const lt_document *document, lt_document_edit *edit)
{
    const char *text = document->text.data + edit->start;
    size_t head = 0, tail = 0, size = edit->text_length;
    size_t least = edit->length < size ? edit->length : size;
    while (head < least && text[head] == edit->text[head])
        head++;
    while (head > 0 && ((head < edit->length && continues(text[head])) ||
                        (head < size && continues(edit->text[head]))))
        head--;
    while (tail < least - head &&
           text[edit->length - 1 - tail] == edit->text[edit->text_length - 1 - tail])
        tail++;
    while (tail > 0 && continues(text[edit->length - tail]))
        tail--;
    edit->start += head;
    edit->length -= head + tail;
    edit->text += head;
    edit->text_length -= head + tail;
}

static size_t first_piece(const lt_document *document, size_t offset)
{
    size_t low = 0, high = document->piece_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const piece *piece = &document->pieces[middle];
        if (piece->text + piece->length <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Can every byte of the edit be found in the source? */
static bool editable(const lt_document *document, const lt_document_edit *edit)
{
    size_t end = edit->start + edit->length;
    for (size_t i = first_piece(document, edit->start); i < document->piece_count; i++) {
        if (document->pieces[i].text >= end)
            break;
        if (document->pieces[i].kind == PIECE_NONE)
            return false;
    }
    return true;
}

static lt_status add_change(changes *changes, const change *added)
{
    change *items =
        lt_array_room(changes->items, changes->count, &changes->capacity, sizeof *items);
    if (!items)
        return LT_NO_MEMORY;
    changes->items = items;
    changes->items[changes->count++] = *added;
    return LT_OK;
}

/* An insertion goes behind the character before it, so that it has that one's formatting. */
static lt_status add_insertion(changes *changes, const lt_document_edit *edit, bool *done)
{
    const lt_document *document = changes->document;
    size_t index = edit->start > 0 ? first_piece(document, edit->start - 1) : 0;
    if (index >= document->piece_count || document->pieces[index].kind != PIECE_COPY)
        index = first_piece(document, edit->start);
    *done = index < document->piece_count && document->pieces[index].kind == PIECE_COPY &&
            edit->start >= document->pieces[index].text;
    if (!*done)
        return LT_OK;
    const piece *piece = &document->pieces[index];
    change added = {piece, piece->source + edit->start - piece->text, 0, edit->text,
                    edit->text_length};
    return add_change(changes, &added);
}

static lt_status add_edit(changes *changes, lt_document_edit edit, bool *done)
{
    const lt_document *document = changes->document;
    trim_edit(document, &edit);
    *done = edit.length > 0 || edit.text_length > 0;
    if (edit.length == 0)
        return *done ? add_insertion(changes, &edit, done) : LT_OK;
    *done = editable(document, &edit);
    lt_status status = LT_OK;
    size_t end = edit.start + edit.length;
    for (size_t i = first_piece(document, edit.start);
         *done && status == LT_OK && i < document->piece_count; i++) {
        const piece *piece = &document->pieces[i];
        if (piece->text >= end)
            break;
        size_t from = edit.start > piece->text ? edit.start - piece->text : 0;
        size_t to = end - piece->text < piece->length ? end - piece->text : piece->length;
        change added = {piece, piece->source + from, to - from, edit.text, edit.text_length};
        if (piece->kind == PIECE_CODED) {
            added.start = piece->source;
            added.length = piece->source_length;
        }
        edit.text_length = 0;
        status = add_change(changes, &added);
    }
    return status;
}

static lt_status append_escaped(const lt_document *document, const change *change, lt_buffer *out)
{
    lt_status status = LT_OK;
    for (size_t i = 0; i < change->text_length && status == LT_OK; i++) {
        char byte = change->text[i];
        if (document->type == LT_DOCUMENT_HTML && (byte == '<' || byte == '&'))
            status = lt_buffer_append_string(out, byte == '<' ? "&lt;" : "&amp;");
        else if (document->type == LT_DOCUMENT_MARKDOWN && byte && strchr("\\*_[]<>`&#", byte))
            status = lt_buffer_append_format(out, "\\%c", byte);
        else
            status = lt_buffer_append_byte(out, byte);
    }
    return status;
}

static lt_status write_stream(const changes *changes, lt_buffer *out)
{
    const lt_document *document = changes->document;
    size_t at = 0;
    lt_status status = LT_OK;
    for (size_t i = 0; i < changes->count && status == LT_OK; i++) {
        const change *change = &changes->items[i];
        status = lt_buffer_append(out, document->bytes + at, change->start - at);
        if (status == LT_OK)
            status = append_escaped(document, change, out);
        at = change->start + change->length;
    }
    if (status == LT_OK)
        status = lt_buffer_append(out, document->bytes + at, document->length - at);
    return status;
}

/* Word drops outer spaces of w:t unless it is told to keep them. */
static void keep_spaces(xmlNode *node, const lt_buffer *content)
{
    xmlNode *parent = node->parent;
    if (!parent || content->length == 0 || strcmp((const char *)parent->name, "t") != 0)
        return;
    if (content->data[0] == ' ' || content->data[content->length - 1] == ' ')
        xmlNodeSetSpacePreserve(parent, 1);
}

/* Rebuilds the content of one text node from changes[from..to). */
static lt_status content_of(const changes *changes, size_t from, size_t to, lt_buffer *out)
{
    const char *content = (const char *)changes->items[from].piece->node->content;
    size_t at = 0;
    lt_status status = LT_OK;
    for (size_t i = from; i < to && status == LT_OK; i++) {
        const change *change = &changes->items[i];
        status = lt_buffer_append(out, content + at, change->start - at);
        if (status == LT_OK)
            status = lt_buffer_append(out, change->text, change->text_length);
        at = change->start + change->length;
    }
    return status == LT_OK ? lt_buffer_append_string(out, content + at) : status;
}

static size_t part_of(const lt_document *document, const xmlNode *node)
{
    size_t i = 0;
    while (i + 1 < document->part_count && document->parts[i].xml != node->doc)
        i++;
    return i;
}

/* A document can be written more than once: contents are changed, written and put back. */
typedef struct kept {
    xmlNode *node;
    xmlChar *content;
} kept;

static lt_status change_nodes(const changes *changes, kept *olds, size_t *old_count, bool *parts)
{
    lt_status status = LT_OK;
    for (size_t from = 0, to; from < changes->count && status == LT_OK; from = to) {
        xmlNode *node = changes->items[from].piece->node;
        for (to = from + 1; to < changes->count && changes->items[to].piece->node == node;)
            to++;
        lt_buffer content = LT_BUFFER_INIT;
        status = content_of(changes, from, to, &content);
        xmlChar *copy = status == LT_OK ? xmlStrdup((const xmlChar *)content.data) : NULL;
        if (copy) {
            olds[(*old_count)++] = (kept){node, node->content};
            node->content = copy;
            parts[part_of(changes->document, node)] = true;
            keep_spaces(node, &content);
        } else {
            status = LT_NO_MEMORY;
        }
        lt_buffer_dispose(&content);
    }
    return status;
}

static lt_status write_nodes(const changes *changes, lt_buffer *out, lt_error *error)
{
    const lt_document *document = changes->document;
    kept *olds = calloc(changes->count + 1, sizeof *olds);
    bool *parts = calloc(document->part_count + 1, sizeof *parts);
    size_t count = 0;
    lt_status status = olds && parts ? change_nodes(changes, olds, &count, parts) : LT_NO_MEMORY;
    if (status == LT_OK)
        status = document_write_package(document, parts, out, error);
    while (count-- > 0) {
        xmlFree(olds[count].node->content);
        olds[count].node->content = olds[count].content;
    }
    free(olds);
    free(parts);
    return status;
}

static lt_status check_order(const lt_document *document, const lt_document_edit *edits,
                             size_t count, lt_error *error)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (edits[i].start < at || edits[i].start > document->text.length ||
            edits[i].length > document->text.length - edits[i].start)
            return lt_error_set(error, LT_BAD_ARGUMENT, edits[i].start, "edits are out of order");
        at = edits[i].start + edits[i].length;
    }
    return LT_OK;
}

lt_status lt_document_write(lt_document *document, const lt_document_edit *edits, size_t count,
                            lt_buffer *out, size_t *applied, lt_error *error)
{
    changes changes = {document, NULL, 0, 0};
    size_t before = out->length, done_count = 0;
    lt_status status = check_order(document, edits, count, error);
    for (size_t i = 0; i < count && status == LT_OK; i++) {
        bool done = false;
        status = add_edit(&changes, edits[i], &done);
        done_count += done;
    }
    bool package = document->type == LT_DOCUMENT_DOCX || document->type == LT_DOCUMENT_ODT;
    if (status == LT_OK && package && changes.count > 0)
        status = write_nodes(&changes, out, error);
    else if (status == LT_OK && package)
        status = lt_buffer_append(out, document->bytes, document->length);
    else if (status == LT_OK)
        status = write_stream(&changes, out);
    free(changes.items);
    if (status != LT_OK) {
        lt_buffer_truncate(out, before);
        return lt_error_set(error, status, 0, "%s", lt_status_name(status));
    }
    if (applied)
        *applied = done_count;
    return LT_OK;
}
