#include "tools/common/accepted.h"

#include <stdlib.h>

#include "tools/common/input.h"
#include "tools/common/tool.h"

accepted accepted_read(const char *path)
{
    accepted read = {NULL, LT_BUFFER_INIT};
    lt_error error = LT_ERROR_INIT;
    if (!path)
        return read;
    if (!input_read_text(path, &read.lines))
        exit(2);
    lt_status status = lt_baseline_read(read.lines.data, read.lines.length, &read.baseline, &error);
    if (status != LT_OK && error.line)
        give_up("%s:%zu: %s", input_name(path), error.line, error.message);
    if (status != LT_OK)
        give_up("%s: %s", input_name(path), error.message);
    return read;
}

void accepted_free(accepted *accepted)
{
    lt_baseline_free(accepted->baseline);
    lt_buffer_dispose(&accepted->lines);
}

lt_status accepted_begin(const accepted *accepted, lt_buffer *out)
{
    const lt_buffer *lines = &accepted->lines;
    if (lines->length == 0)
        return lt_buffer_append_string(out, LT_BASELINE_HEADER);
    lt_status status = lt_buffer_append(out, lines->data, lines->length);
    bool ended = lines->data[lines->length - 1] == '\n';
    return status == LT_OK && !ended ? lt_buffer_append_byte(out, '\n') : status;
}
