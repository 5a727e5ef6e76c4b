/* Operations of memory.txt. */
#include "tests/runner/cases.h"

#include <string.h>

#include <libtext/memory.h>

/* Stores a line "Vietnamese | English". */
static lt_status store(lt_memory *memory, const char *line, size_t length, lt_error *error)
{
    const char *bar = NULL;
    for (size_t i = 0; i + 3 <= length && !bar; i++)
        if (memcmp(line + i, " | ", 3) == 0)
            bar = line + i;
    if (!bar)
        return LT_OK;
    lt_memory_pair pair = {
        {line, bar + 3}, {(size_t)(bar - line), (size_t)(line + length - bar) - 3}, "", 0, 1, 1};
    return lt_memory_put(memory, &pair, NULL, error);
}

static lt_status show(lt_memory *memory, lt_language source, const char *line, size_t length,
                      lt_buffer *out, lt_error *error)
{
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    lt_status status = lt_memory_lookup(memory, source, line, length, NULL, &matches, error);
    for (size_t i = 0; i < matches.count; i++) {
        const lt_memory_match *match = &matches.items[i];
        lt_buffer_append_format(out, "%s%d%% ", out->length ? "\n" : "", match->rate);
        if (match->numbers)
            lt_buffer_append_format(out, "(%u) ", match->numbers);
        lt_buffer_append_string(out, match->pair.text[!source]);
    }
    lt_memory_matches_dispose(&matches);
    return status;
}

bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    lt_memory *memory = NULL;
    lt_error error = LT_ERROR_INIT;
    bool looking = false;
    lt_language source = case_is(head, "en") ? LT_LANGUAGE_EN : LT_LANGUAGE_VI;
    if (!case_is(head, "vi") && !case_is(head, "en"))
        return false;
    lt_status status = lt_memory_open(":memory:", NULL, &memory, &error);
    if (status == LT_OK)
        status = lt_memory_begin(memory, &error);
    for (size_t at = 0; at < length && status == LT_OK;) {
        const char *newline = memchr(input + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - input) : length;
        if (!looking && end - at == 3 && memcmp(input + at, "---", 3) == 0)
            looking = true;
        else if (looking)
            status = show(memory, source, input + at, end - at, out, &error);
        else
            status = store(memory, input + at, end - at, &error);
        at = end + 1;
    }
    if (status != LT_OK)
        lt_buffer_append_format(out, "error: %s", error.message);
    lt_memory_close(memory);
    return true;
}
