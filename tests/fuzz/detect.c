/* Detection: whatever the bytes, an answer with a confidence or none; the same a second time; the
 * bytes can be read as what was found. */
#include <string.h>

#include <libtext/encoding.h>
#include <libtext/utf8.h>

#include "tests/runner/target.h"

/* Vietnamese in one of the encodings, so that there is something to be found: the words are drawn
 * from the input. */
static void make_text(const uint8_t *data, size_t size, lt_buffer *text)
{
    static const char *const words[] = {"người ",  "được ", "Việt ", "Nam\n",  "thủ tướng ", "ở ",
                                        "không, ", "ấy. ",  "Đà ",   "Nẵng; ", "hoà",        "x",
                                        "the ",    "café ", "\xFF",  "đ"};
    for (size_t i = 0; i < size; i++)
        lt_buffer_append_string(text, words[data[i] % 16]);
}

static void check(const char *bytes, size_t length)
{
    lt_encoding found, again;
    double confidence, second;
    lt_error error = LT_ERROR_INIT;
    lt_buffer text = LT_BUFFER_INIT;
    lt_status status = lt_detect(bytes, length, &found, &confidence, &error);
    require(status == LT_OK || status == LT_UNDECIDED);
    require(lt_detect(bytes, length, &again, &second, NULL) == status);
    if (status != LT_OK)
        return;
    require(found < LT_ENCODING_COUNT && confidence > 0 && confidence <= 1);
    require(found == again && memcmp(&confidence, &second, sizeof second) == 0);
    require(lt_decode(found, bytes, length, true, &text, NULL) == LT_OK);
    require(lt_utf8_validate(text.data, text.length, NULL) == LT_OK);
    lt_buffer_dispose(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lt_buffer text = LT_BUFFER_INIT, bytes = LT_BUFFER_INIT;
    if (size == 0)
        return 0;
    if (data[0] < 128) {
        check((const char *)data + 1, size - 1);
        return 0;
    }
    make_text(data + 1, size - 1, &text);
    if (lt_encode((lt_encoding)(data[0] % LT_ENCODING_COUNT), text.data, text.length, true, &bytes,
                  NULL) == LT_OK)
        check(bytes.data, bytes.length);
    lt_buffer_dispose(&text);
    lt_buffer_dispose(&bytes);
    return 0;
}
