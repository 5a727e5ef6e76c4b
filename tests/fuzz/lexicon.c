/* The lexicon file and the list of words: an image is refused or every look into it stays inside;
 * a list is refused with a line or makes a lexicon. */
#include <string.h>

#include <libtext/lexicon.h>

#include "lexicon/image.h"
#include "tests/runner/target.h"

static void look_around(const lt_lexicon *lexicon)
{
    static const char *const words[] = {"tỉnh", "province", "thủ tướng", "a", "5"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (int language = 0; language < 2; language++) {
            lt_translation t[3];
            size_t length = strlen(words[i]);
            size_t n =
                lt_lexicon_translations(lexicon, (lt_language)language, words[i], length, t, 3);
            for (size_t k = 0; k < n && k < 3; k++) {
                volatile char last = 0;
                require(t[k].weight > 0 && t[k].weight <= 1);
                for (size_t c = 0; c < t[k].length; c++) /* every byte can be read */
                    last = t[k].text[c];
                (void)last;
            }
            lt_lexicon_weight(lexicon, words[i], length, words[4 - i], strlen(words[4 - i]));
        }
}

static void make_image(lt_buffer *image)
{
    static const char list[] = "thủ tướng\tprime minister\t0.8\ntỉnh\tprovince\na\t5\n5\ta\n";
    lt_lexicon_builder *builder;
    require(lt_lexicon_builder_new(&builder, NULL) == LT_OK);
    require(lt_lexicon_builder_read(builder, list, sizeof list - 1, LT_LEXICON_USER, NULL) ==
            LT_OK);
    require(lt_lexicon_builder_write(builder, image, NULL) == LT_OK);
    lt_lexicon_builder_free(builder);
}

/* A good image with bytes changed as the input says (three bytes of place, one of value), and the
 * checksum mended, so that the other checks are reached. */
static void try_image(const uint8_t *data, size_t size)
{
    lt_buffer image = LT_BUFFER_INIT;
    lt_lexicon *lexicon;
    make_image(&image);
    for (size_t i = 0; i + 4 <= size; i += 4) {
        size_t place = (size_t)data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16;
        place %= image.length;
        image.data[place] = (char)data[i + 3];
    }
    uint64_t sum = lt_lexicon_checksum(image.data, image.length);
    memcpy(image.data + offsetof(lt_lexicon_header, checksum), &sum, sizeof sum);
    if (lt_lexicon_load(image.data, image.length, &lexicon, NULL) == LT_OK) {
        look_around(lexicon);
        lt_lexicon_free(lexicon);
    }
    lt_buffer_dispose(&image);
}

static void try_list(const char *text, size_t length)
{
    lt_lexicon_builder *builder;
    lt_lexicon *lexicon;
    lt_error error = LT_ERROR_INIT;
    require(lt_lexicon_builder_new(&builder, NULL) == LT_OK);
    lt_status status = lt_lexicon_builder_read(builder, text, length, LT_LEXICON_USER, &error);
    require(status == LT_OK || (error.line > 0 && error.message[0]));
    require(lt_lexicon_builder_finish(builder, &lexicon, NULL) == LT_OK);
    look_around(lexicon);
    lt_lexicon_free(lexicon);
    lt_lexicon_builder_free(builder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0 && data[0] == 'i')
        try_image(data + 1, size - 1);
    else
        try_list((const char *)data, size);
    return 0;
}
