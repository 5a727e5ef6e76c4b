/* A docx or odt around one part, for fuzz targets: mutations of an archive never pass its checksum,
 * so the part is what they work on. */
#ifndef TESTS_RUNNER_PACKAGE_H
#define TESTS_RUNNER_PACKAGE_H

#include <libtext/buffer.h>
#include <libtext/document.h>

/* Appends the archive whose text is `part` (XML); false when memory is out. */
bool package_make(lt_document_type type, const char *part, size_t length, lt_buffer *out);

#endif
