/* Pieces: what readers append. */
#define _GNU_SOURCE /* memmem */
#include "document.h"

#include <string.h>

const char *document_search(const char *text, size_t length, const char *what, size_t size)
{
    return length >= size ? memmem(text, length, what, size) : NULL;
}

static lt_status add(lt_document *document, const piece *added, const char *text)
{
    piece *pieces = lt_array_room(document->pieces, document->piece_count,
                                  &document->piece_capacity, sizeof *pieces);
    if (!pieces)
        return LT_NO_MEMORY;
    document->pieces = pieces;
    lt_status status = lt_buffer_append(&document->text, text, added->length);
    if (status == LT_OK)
        document->pieces[document->piece_count++] = *added;
    return status;
}

lt_status document_copy(lt_document *document, size_t source, size_t length)
{
    if (length == 0)
        return LT_OK;
    piece *last = document->piece_count ? &document->pieces[document->piece_count - 1] : NULL;
    if (last && last->kind == PIECE_COPY && !last->node && last->source + last->length == source) {
        lt_status status = lt_buffer_append(&document->text, document->bytes + source, length);
        if (status == LT_OK) {
            last->length += length;
            last->source_length += length;
        }
        return status;
    }
    piece added = {document->text.length, length, source, length, NULL, PIECE_COPY};
    return add(document, &added, document->bytes + source);
}

lt_status document_coded(lt_document *document, size_t source, size_t source_length,
                         const char *text, size_t length)
{
    piece added = {document->text.length, length, source, source_length, NULL, PIECE_CODED};
    return add(document, &added, text);
}

/* Where the last piece ends in the file: the place of what is in no place. */
static size_t last_source(const lt_document *document)
{
    if (document->piece_count == 0)
        return 0;
    const piece *last = &document->pieces[document->piece_count - 1];
    return last->source + last->source_length;
}

lt_status document_none(lt_document *document, const char *text)
{
    piece added = {document->text.length, strlen(text), last_source(document), 0, NULL, PIECE_NONE};
    return add(document, &added, text);
}

lt_status document_node(lt_document *document, xmlNode *node)
{
    const char *content = (const char *)node->content;
    size_t length = content ? strlen(content) : 0;
    piece added = {document->text.length, length, 0, length, node, PIECE_COPY};
    return length ? add(document, &added, content) : LT_OK;
}

lt_status document_line_end(lt_document *document)
{
    size_t length = document->text.length;
    if (length == 0 || document->text.data[length - 1] == '\n')
        return LT_OK;
    return document_none(document, "\n");
}
