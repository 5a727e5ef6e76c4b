/* Operations of tests/cases/normalize.txt. */
#include <string.h>

#include <libtext/normalize.h>

#include "tests/runner/cases.h"

static void read_options(const char *head, lt_normalize_options *options)
{
    char value[32];
    if (fence_option(head, "form", value, sizeof value))
        options->form = strcmp(value, "nfd") == 0    ? LT_FORM_NFD
                        : strcmp(value, "none") == 0 ? LT_FORM_NONE
                                                     : LT_FORM_NFC;
    if (fence_option(head, "tone", value, sizeof value))
        options->tone = strcmp(value, "new") == 0    ? LT_TONE_NEW
                        : strcmp(value, "keep") == 0 ? LT_TONE_KEEP
                                                     : LT_TONE_OLD;
    if (fence_option(head, "clean", value, sizeof value))
        options->repair = strcmp(value, "full") == 0   ? LT_CLEAN_FULL
                          : strcmp(value, "none") == 0 ? LT_CLEAN_NONE
                                                       : LT_CLEAN_BASIC;
    for (int code = 0; code < LT_CHANGE_CODE_COUNT; code++)
        if (fence_option(head, "without", value, sizeof value) &&
            strcmp(value, lt_change_name((lt_change_code)code)) == 0)
            options->repair &= ~LT_REPAIR(code);
}

bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    lt_normalize_options options = LT_NORMALIZE_OPTIONS_INIT;
    lt_buffer text = LT_BUFFER_INIT, unasked = LT_BUFFER_INIT;
    lt_changes changes = LT_CHANGES_INIT;
    lt_error error = LT_ERROR_INIT;
    bool codes = case_is(head, "codes");
    if (!codes && !case_is(head, "normalize"))
        return false;
    read_options(head, &options);
    if (lt_normalize(input, length, &options, &text, &changes, &error) != LT_OK)
        lt_buffer_append_format(out, "error: byte %zu: %s", error.offset, error.message);
    else if (!codes)
        lt_buffer_append(out, text.data, text.length);
    /* Marks are composed another way where nobody asks for the changes. */
    if (lt_normalize(input, length, &options, &unasked, NULL, NULL) == LT_OK &&
        (unasked.length != text.length || memcmp(unasked.data, text.data, text.length) != 0))
        lt_buffer_append_format(out, "without changes: %s", unasked.data);
    lt_buffer_dispose(&unasked);
    for (size_t i = 0; codes && i < changes.count; i++)
        lt_buffer_append_format(out, "%s%s", i ? " " : "", lt_change_name(changes.items[i].code));
    lt_changes_dispose(&changes);
    lt_buffer_dispose(&text);
    return true;
}
