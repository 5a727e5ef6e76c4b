/*
 * Documents: the text to be checked out of plain text, HTML, Markdown, docx and odt, the way back
 * from it to the file, and fixes written into the file with its formatting kept.
 *
 * The text to be checked has one line a block (paragraph, heading, cell). Markup, code, scripts,
 * attributes and addresses are not in it; an inline element that is left out (code) is one U+FFFC.
 * docx and odt are read by libzip and libxml2 without network, external entities or entity
 * expansion and within the limits below.
 *
 *     lt_document *document;
 *     if (lt_document_open(bytes, length, LT_DOCUMENT_AUTO, &document, &error) != LT_OK) …
 *     const char *text = lt_document_text(document, &text_length);
 *     …
 *     lt_document_free(document);
 *
 * Directives in comments (`<!-- vn-spell: off -->`; in plain text a line that holds nothing but the
 * directive, bare or behind #, //, %, ; or <!--) say what not to check: `off` … `on`, `ignore WORD,
 * WORD`, `disable CODE, CODE`. Words and codes hold for the whole document.
 *
 * Any number of threads may ask an open document; lt_document_write is for one thread at a time
 * with nobody asking. Every call is O(size) or less.
 */
#ifndef LIBTEXT_DOCUMENT_H
#define LIBTEXT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/buffer.h>
#include <libtext/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lt_document_type {
    LT_DOCUMENT_AUTO,
    LT_DOCUMENT_TEXT,
    LT_DOCUMENT_HTML,
    LT_DOCUMENT_MARKDOWN,
    LT_DOCUMENT_DOCX,
    LT_DOCUMENT_ODT,
    LT_DOCUMENT_TYPE_COUNT
} lt_document_type;

/* 1 GiB: an archive of many years in one file; md4c and libxml2 count in 32 bits. */
#define LT_DOCUMENT_MAXIMUM ((size_t)1 << 30)
/* A part of a docx or odt unpacked: ten times the largest book. Guards against zip bombs. */
#define LT_DOCUMENT_PART_MAXIMUM ((size_t)64 << 20)
/* All its parts together. */
#define LT_DOCUMENT_PARTS_MAXIMUM ((size_t)128 << 20)
/* Files in the archive: a book with a picture on each page has some thousand. */
#define LT_DOCUMENT_ENTRIES_MAXIMUM 20000

typedef struct lt_document lt_document;

/* The type by the name's ending (`name` may be NULL), else by how the content begins. Never AUTO.
 */
LT_API lt_document_type lt_document_guess(const char *name, const char *bytes, size_t length);

/*
 * Opens the document. `bytes` are borrowed and must outlive it. AUTO guesses from the content.
 * LT_INVALID_UTF8 (offset in the file; text, HTML and Markdown must be UTF-8), LT_BAD_DATA for a
 * damaged archive or part, LT_TOO_LONG for a limit, LT_BAD_ARGUMENT for no such type, LT_NO_MEMORY.
 * On error *document is NULL.
 */
LT_API lt_status lt_document_open(const char *bytes, size_t length, lt_document_type type,
                                  lt_document **document, lt_error *error);

/* NULL is fine. */
LT_API void lt_document_free(lt_document *document);

/* The text to be checked: well-formed UTF-8, NUL-terminated, borrowed from the document. */
LT_API const char *lt_document_text(const lt_document *document, size_t *length);

LT_API lt_document_type lt_document_type_of(const lt_document *document);

/* Where a part of the checked text stands. */
typedef struct lt_document_span {
    const char *frame;    /* what offsets count in: the file, or in docx and odt the paragraph */
    size_t frame_length;  /* bytes */
    size_t start, length; /* bytes of the frame */
    size_t paragraph;     /* from 1; 0 where the frame is the file */
} lt_document_span;

/* The place of `length` bytes of the checked text from `start`; both are cut to the text. */
LT_API lt_document_span lt_document_find(const lt_document *document, size_t start, size_t length);

/* Has a directive switched this off? `code` is the finding's code, the bytes are its text. */
LT_API bool lt_document_ignores(const lt_document *document, size_t start, size_t length,
                                const char *code);

/* A change to the checked text: `length` bytes from `start` become `text`. */
typedef struct lt_document_edit {
    size_t start, length;
    const char *text; /* plain UTF-8, borrowed: what is markup in the file gets escaped */
    size_t text_length;
} lt_document_edit;

/*
 * Writes the whole file with these edits (rising, not overlapping) to `out`, everything else byte
 * for byte (docx and odt: every other part byte for byte). What an edit and the text have in common
 * at both ends is left alone; a change across formatting goes into the first piece. An edit of what
 * is not in the file (line ends between blocks, left-out code) or that changes nothing is skipped;
 * *applied counts the rest and may be NULL. LT_BAD_ARGUMENT for edits out of order, LT_BAD_DATA,
 * LT_NO_MEMORY, LT_TOO_LONG; on error `out` is as before.
 */
LT_API lt_status lt_document_write(lt_document *document, const lt_document_edit *edits,
                                   size_t count, lt_buffer *out, size_t *applied, lt_error *error);

#ifdef __cplusplus
}
#endif

#endif
