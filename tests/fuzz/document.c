/* Documents of any kind: text is UTF-8, places lie in their frames, and a change put in comes out
 * again. The first byte chooses the type; with its high bit, a docx or odt is packed around the
 * rest of the input. */
#include <string.h>

#include <libtext/document.h>
#include <libtext/utf8.h>

#include "tests/runner/package.h"
#include "tests/runner/target.h"

static void look(lt_document *document)
{
    size_t length;
    const char *text = lt_document_text(document, &length);
    lt_buffer same = LT_BUFFER_INIT, changed = LT_BUFFER_INIT;
    require(lt_utf8_validate(text, length, NULL) == LT_OK);
    for (size_t at = 0; at < length; at += 1 + at / 8) {
        lt_document_span span = lt_document_find(document, at, length / 3);
        require(span.start <= span.frame_length && span.length <= span.frame_length - span.start);
        (void)lt_document_ignores(document, at, length - at, "word");
    }
    require(lt_document_write(document, NULL, 0, &same, NULL, NULL) == LT_OK);
    size_t start = length / 2, end;
    while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80)
        start--;
    for (end = start; end < length && end - start < 5;)
        do
            end++;
        while (end < length && ((unsigned char)text[end] & 0xC0) == 0x80);
    lt_document_edit edit = {start, end - start, "Đặng", 7};
    size_t applied;
    lt_error error = LT_ERROR_INIT;
    lt_status status = lt_document_write(document, &edit, 1, &changed, &applied, &error);
    require(status == LT_OK || status == LT_BAD_DATA);
    lt_buffer_dispose(&same);
    lt_buffer_dispose(&changed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    lt_document_type type = (lt_document_type)(*data % 128 % LT_DOCUMENT_TYPE_COUNT);
    lt_buffer file = LT_BUFFER_INIT;
    bool packed = *data >= 128 && (type == LT_DOCUMENT_DOCX || type == LT_DOCUMENT_ODT);
    if (packed)
        require(package_make(type, (const char *)data + 1, size - 1, &file));
    else
        require(lt_buffer_append(&file, (const char *)data + 1, size - 1) == LT_OK);
    lt_document *document;
    lt_error error = LT_ERROR_INIT;
    if (lt_document_open(file.data, file.length, type, &document, &error) == LT_OK)
        look(document);
    else
        require(!document && error.message[0]);
    lt_document_free(document);
    lt_buffer_dispose(&file);
    return 0;
}
