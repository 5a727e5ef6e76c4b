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

/* The first figure of each text. */
static bool first(const char *text, size_t length, lt_language language, lt_quantity *q)
{
    lt_quantities found = LT_QUANTITIES_INIT;
    bool good =
        lt_quantities_find(text, length, language, &found, NULL) == LT_OK && found.count > 0;
    if (good)
        *q = found.items[0];
    lt_quantities_dispose(&found);
    return good;
}

/* Lines "Vietnamese = English": whether the first figures of both mean the same, and the unit. */
static void compare(const char *input, size_t length, lt_buffer *out)
{
    for (size_t at = 0; at < length;) {
        const char *end = memchr(input + at, '\n', length - at);
        size_t stop = end ? (size_t)(end - input) : length, middle = at;
        while (middle + 2 < stop && memcmp(input + middle, " = ", 3) != 0)
            middle++;
        lt_quantity vi, en;
        if (middle + 3 < stop) {
            bool both = first(input + at, middle - at, LT_LANGUAGE_VI, &vi) &&
                        first(input + middle + 3, stop - middle - 3, LT_LANGUAGE_EN, &en);
            bool same = both && lt_quantity_equal(&vi, &en) && lt_quantity_equal(&en, &vi) &&
                        strcmp(vi.unit, en.unit) == 0;
            lt_buffer_append(out, input + at, stop - at);
            lt_buffer_append_string(out, !both ? ": no figure\n" : same ? "\n" : ": differ\n");
        }
        at = stop + 1;
    }
    if (out->length > 0)
        lt_buffer_truncate(out, out->length - 1);
}

bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    lt_quantities found = LT_QUANTITIES_INIT;
    lt_error error = LT_ERROR_INIT;
    if (case_is(head, "same")) {
        compare(input, length, out);
        return true;
    }
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
