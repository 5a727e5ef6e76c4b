/*
 * Slugs of any bytes under any options. The first four bytes choose the options. What is made has
 * the pattern and the length asked, is made again from itself, and is made from the text in NFD and
 * in the long way too; an error leaves the buffer as it was.
 */
#include <stdbool.h>
#include <string.h>

#include <libtext/slug.h>
#include <libtext/utf8.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "tests/runner/target.h"

/* Sluggers are kept from run to run, as a server keeps them; opening a transliterator takes 10 ms.
 */
#define LENGTHS 8
static lt_slugger *sluggers[2][2][LENGTHS];
static const size_t lengths[LENGTHS] = {0, 1, 2, 7, 16, 30, 60, 100};

static lt_slugger *slugger_for(int style, int unicode, int length)
{
    lt_slugger **kept = &sluggers[style][unicode][length];
    if (!*kept) {
        lt_slug_options options = LT_SLUG_OPTIONS_INIT;
        options.style = (lt_slug_style)style;
        options.flags = unicode ? LT_SLUG_KEEP_UNICODE : 0;
        options.max_length = lengths[length];
        require(lt_slugger_new(&options, kept, NULL) == LT_OK);
    }
    return *kept;
}

static void check_pattern(const lt_buffer *out, const lt_slugger *slugger, size_t maximum)
{
    require(lt_utf8_validate(out->data, out->length, NULL) == LT_OK);
    require(out->length > 0 && out->data[out->length] == '\0');
    require(maximum == 0 || lt_utf8_count(out->data, out->length) <= maximum);
    lt_slug_fault fault = lt_slug_check(slugger, out->data, out->length, NULL);
    require(fault == LT_SLUG_FAULT_NONE || fault == LT_SLUG_FAULT_MARKS);
}

static void same_again(lt_slugger *slugger, const char *text, size_t length,
                       const lt_buffer *expected, lt_status status)
{
    lt_buffer out = LT_BUFFER_INIT;
    require(lt_slug(slugger, text, length, &out, NULL) == status);
    require(out.length == expected->length);
    require(memcmp(out.data, expected->data, out.length) == 0);
    lt_buffer_dispose(&out);
}

static void check_apart(lt_slugger *slugger, const char *text, size_t length,
                        const lt_buffer *expected, lt_status status)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&code);
    size_t room = 20 * length + 20;
    UChar *wide = malloc(room * sizeof *wide), *split = malloc(room * sizeof *split);
    char *bytes = malloc(3 * room);
    int32_t units = 0, size = 0;
    require(wide && split && bytes);
    u_strFromUTF8(wide, (int32_t)room, &units, text, (int32_t)length, &code);
    units = unorm2_normalize(nfd, wide, units, split, (int32_t)room, &code);
    u_strToUTF8(bytes, (int32_t)(3 * room), &size, split, units, &code);
    require(U_SUCCESS(code));
    same_again(slugger, bytes, (size_t)size, expected, status);
    free(wide);
    free(split);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    int style = data[0] & 1, unicode = data[0] >> 1 & 1, length = data[0] >> 2 & 7;
    const char *text = (const char *)data + 1;
    lt_slugger *slugger = slugger_for(style, unicode, length);
    lt_buffer out = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    lt_status status = lt_slug(slugger, text, --size, &out, &error);
    if (lt_utf8_validate(text, size, NULL) != LT_OK) {
        require(status == LT_INVALID_UTF8 && out.length == 0 && error.offset < size);
    } else if (size <= LT_SLUG_TITLE_MAXIMUM) {
        require(status == LT_OK || (status == LT_NOT_FOUND && out.length == 0));
        if (status == LT_OK) {
            check_pattern(&out, slugger, lengths[length]);
            /* A first word cut anywhere may have lost the letter that told its script. */
            bool cut = unicode && lt_utf8_count(out.data, out.length) == lengths[length] &&
                       !memchr(out.data, '-', out.length);
            if (!cut)
                same_again(slugger, out.data, out.length, &out, LT_OK);
        }
        if (size < 4096)
            check_apart(slugger, text, size, &out, status);
    }
    lt_buffer_dispose(&out);
    return 0;
}
