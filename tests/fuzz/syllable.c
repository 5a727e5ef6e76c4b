/* The syllable: whatever parses renders, and what is rendered parses to the same value. */
#include <string.h>

#include <libtext/syllable.h>

#include "tests/runner/target.h"

static void check_value(lt_syllable s, uint8_t upper)
{
    for (int style = 0; style < 2; style++) {
        char text[LT_SYLLABLE_SIZE];
        size_t length = lt_syllable_render(s, (lt_tone_style)style, upper, text);
        require((length > 0) == lt_syllable_valid(s));
        require(length == 0 || lt_syllable_parse(text, length, NULL) == s);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    lt_syllable_shape shape;
    lt_syllable s = lt_syllable_parse(text, size, &shape);
    if (s) {
        require(lt_syllable_valid(s));
        check_value(s, shape.upper);
    }
    lt_letter letter;
    size_t taken = lt_letter_read(text, size, &letter);
    require(taken <= size);
    if (size >= 4) {
        uint32_t value;
        memcpy(&value, data, sizeof value);
        check_value(value, data[0]);
    }
    return 0;
}
