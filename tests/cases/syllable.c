/* Operations of syllable.txt. */
#include "tests/runner/cases.h"

#include <libtext/syllable.h>

static const char *const place_names[] = {"both", "old", "new", "wrong"};

/* parse: parts of the syllable; render: in both styles; ascii: what a slug holds. */
bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    char old[LT_SYLLABLE_SIZE], new[LT_SYLLABLE_SIZE], ascii[LT_SYLLABLE_SIZE];
    lt_syllable_shape shape;
    lt_syllable s = lt_syllable_parse(input, length, &shape);
    if (!s)
        return lt_buffer_append_string(out, "no syllable") == LT_OK;
    lt_syllable_render(s, LT_TONE_STYLE_OLD, shape.upper, old);
    lt_syllable_render(s, LT_TONE_STYLE_NEW, shape.upper, new);
    lt_syllable_ascii(s, ascii);
    if (case_is(head, "parse"))
        lt_buffer_append_format(out, "onset %d glide %d nucleus %d coda %d tone %d mark %s",
                                (int)lt_syllable_onset(s), lt_syllable_glide(s),
                                (int)lt_syllable_nucleus(s), (int)lt_syllable_coda(s),
                                (int)lt_syllable_tone(s), place_names[shape.place]);
    else if (case_is(head, "render"))
        lt_buffer_append_format(out, "%s %s %s", old, new, ascii);
    else
        return false;
    return true;
}
