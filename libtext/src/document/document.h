/* Inside a document (private): pieces of text and where each comes from. */
#ifndef LIBTEXT_DOCUMENT_DOCUMENT_H
#define LIBTEXT_DOCUMENT_DOCUMENT_H

#include <libxml/tree.h>

#include <libtext/document.h>

#include "base/array.h"

typedef enum piece_kind {
    PIECE_COPY,  /* the very bytes of the source */
    PIECE_CODED, /* stands for other bytes (an entity, a run of white space): changed whole */
    PIECE_NONE   /* is not in the source */
} piece_kind;

typedef struct piece {
    size_t text, length;          /* in the checked text */
    size_t source, source_length; /* in the file, or in the content of `node` */
    xmlNode *node;                /* docx, odt: the text node */
    piece_kind kind;
} piece;

/* A part of a docx or odt that holds text. */
typedef struct part {
    char *name;
    xmlDoc *xml;
} part;

typedef struct region {
    size_t start, end; /* of the checked text: not checked */
} region;

struct lt_document {
    lt_document_type type;
    const char *bytes;
    size_t length;
    lt_buffer text;
    piece *pieces;
    size_t piece_count, piece_capacity;
    size_t *paragraphs; /* docx, odt: where each begins in the text */
    size_t paragraph_count, paragraph_capacity;
    region *regions;
    size_t region_count, region_capacity;
    bool off;        /* inside a region while reading */
    lt_buffer words; /* "\nword\nword\n" of `ignore` */
    lt_buffer codes; /* of `disable` */
    part *parts;
    size_t part_count, part_capacity;
};

/* Where `what` begins in the text, or NULL. */
const char *document_search(const char *text, size_t length, const char *what, size_t size);

/* Each appends to the checked text. */
lt_status document_copy(lt_document *document, size_t source, size_t length);
lt_status document_coded(lt_document *document, size_t source, size_t source_length,
                         const char *text, size_t length);
lt_status document_none(lt_document *document, const char *text);
lt_status document_node(lt_document *document, xmlNode *node);

/* A new line, unless the text is empty or at the beginning of one. */
lt_status document_line_end(lt_document *document);

/* The marker of an inline element that is left out. */
#define DOCUMENT_OBJECT "\xEF\xBF\xBC"

/* Obeys a comment's words if they are a directive; *obeyed says whether they were. */
lt_status document_directive(lt_document *document, const char *text, size_t length, bool *obeyed);

/* Readers of each kind. html reads bytes from start to end of the file. */
lt_status document_read_text(lt_document *document);
lt_status document_read_html(lt_document *document, size_t start, size_t end);
lt_status document_read_markdown(lt_document *document);
lt_status document_read_package(lt_document *document, lt_error *error);
lt_status document_read_part(lt_document *document, xmlNode *root);

/* Decodes the character reference at `text`: bytes it takes, 0 for none. */
size_t document_entity(const char *text, size_t length, char *utf8, size_t *utf8_length);

/* Writes the archive with the present state of `changed` parts. */
lt_status document_write_package(const lt_document *document, const bool *changed, lt_buffer *out,
                                 lt_error *error);

#endif
