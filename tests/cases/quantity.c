/* Operations of quantity.txt. */
#include "tests/runner/cases.h"

#include <string.h>

#include <libtext/quantity.h>

static void show(const char *input, const lt_quantity *q, lt_buffer *out)
{
    lt_buffer_append(out, input + q->start, q->length);
    if (q->kind == LT_QUANTITY_DATE)
        lt_buffer_append_format(out, " = date %d-%d-%d%s", q->year, q->month, q->day,
                                q->swapped ? " or swapped" : "");
    else {
        lt_buffer_append_format(out, " = %s %.10g", lt_quantity_kind_name(q->kind), q->value);
        if (q->other < q->value || q->other > q->value)
            lt_buffer_append_format(out, " or %.10g", q->other);
        if (*q->unit)
            lt_buffer_append_format(out, " %s", q->unit);
    }
    lt_buffer_append_string(out, q->words ? " in words\n" : "\n");
}

bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    lt_quantities found = LT_QUANTITIES_INIT;
    lt_error error = LT_ERROR_INIT;
    if (!case_is(head, "vi") && !case_is(head, "en"))
        return false;
    lt_language language = case_is(head, "vi") ? LT_LANGUAGE_VI : LT_LANGUAGE_EN;
    if (lt_quantities_find(input, length, language, &found, &error) != LT_OK)
        lt_buffer_append_format(out, "error: %s\n", error.message);
    for (size_t i = 0; i < found.count; i++)
        show(input, &found.items[i], out);
    if (out->length > 0 && out->data[out->length - 1] == '\n')
        lt_buffer_truncate(out, out->length - 1);
    lt_quantities_dispose(&found);
    return true;
}
