/* What findings lead to: fixes, and lines of the ignore file. */
#include <stdlib.h>
#include <string.h>

#include "tools/format/report.h"

lt_status report_fix(lt_document *document, const report_file *file, double confidence,
                     lt_buffer *out, size_t *applied, lt_error *error)
{
    lt_document_edit *edits = calloc(file->count + 1, sizeof *edits);
    size_t count = 0, end = 0;
    if (!edits)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    for (size_t i = 0; i < file->count; i++) {
        const check_finding *finding = &file->findings[i];
        if (finding->confidence < confidence || finding->suggestion_count == 0 ||
            finding->start < end)
            continue;
        const char *text = finding->suggestions[0];
        edits[count++] = (lt_document_edit){finding->start, finding->length, text, strlen(text)};
        end = finding->start + finding->length;
    }
    lt_status status = lt_document_write(document, edits, count, out, applied, error);
    free(edits);
    return status;
}

void report_accept(lt_buffer *lines, const report_file *file)
{
    size_t length;
    const char *text = lt_document_text(file->document, &length);
    for (size_t i = 0; i < file->count; i++) {
        const check_finding *finding = &file->findings[i];
        uint64_t key =
            lt_baseline_key(text, length, finding->start, finding->length, finding->code);
        if (lt_baseline_write(lines, key, finding->code, text + finding->start, finding->length) !=
            LT_OK)
            give_up("out of memory");
    }
}
