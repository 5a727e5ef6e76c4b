/* Round trips of every syllable through every encoding; iconv is the judge where it has them. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <libtext/encoding.h>
#include <libtext/normalize.h>
#include <libtext/syllable.h>

#include "encoding/charts.h"
#include "tests/runner/chaos.h"

static void round_trip(lt_encoding encoding, const char *text, size_t length)
{
    lt_buffer bytes = LT_BUFFER_INIT, back = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    if (lt_encode(encoding, text, length, false, &bytes, &error) != LT_OK)
        fail_msg("%s: \"%.*s\": %s", lt_encoding_name(encoding), (int)length, text, error.message);
    if (lt_decode(encoding, bytes.data, bytes.length, false, &back, &error) != LT_OK)
        fail_msg("%s: \"%.*s\": %s", lt_encoding_name(encoding), (int)length, text, error.message);
    if (back.length != length || memcmp(back.data, text, length) != 0)
        fail_msg("%s: \"%.*s\" came back as \"%s\"", lt_encoding_name(encoding), (int)length, text,
                 back.data);
    lt_buffer_dispose(&bytes);
    lt_buffer_dispose(&back);
}

/* TCVN3 has small letters, its capital fonts capitals. */
static int has_case(lt_encoding encoding, uint8_t upper)
{
    return encoding == LT_ENCODING_TCVN3     ? upper == LT_UPPER_NONE
           : encoding == LT_ENCODING_TCVN3_H ? upper == LT_UPPER_ALL
                                             : 1;
}

static void test_syllables(void **state)
{
    (void)state;
    static const uint8_t cases[] = {LT_UPPER_NONE, LT_UPPER_FIRST, LT_UPPER_ALL, 0x15, 0x2A};
    for (int encoding = 0; encoding < LT_ENCODING_COUNT; encoding++)
        for (size_t i = 0; i < sizeof cases; i++) {
            lt_buffer all = LT_BUFFER_INIT;
            if (!has_case((lt_encoding)encoding, cases[i]))
                continue;
            for (lt_syllable s = lt_syllable_next(0); s; s = lt_syllable_next(s))
                for (int style = 0; style < 2; style++) {
                    char text[LT_SYLLABLE_SIZE];
                    size_t length = lt_syllable_render(s, (lt_tone_style)style, cases[i], text);
                    lt_buffer_append(&all, text, length);
                    lt_buffer_append_string(&all, s % 7 == 0 ? ". " : s % 7 == 1 ? "?\n" : " ");
                }
            round_trip((lt_encoding)encoding, all.data, all.length);
            lt_buffer_dispose(&all);
        }
}

/* What iconv reads of the same bytes, as NFC. */
static void check_iconv(const char *name, lt_encoding encoding, unsigned first)
{
    iconv_t converter = iconv_open("UTF-8", name);
    lt_normalize_options forms = {LT_FORM_NFC, LT_TONE_KEEP, LT_CLEAN_NONE, false};
    int compared = 0;
    assert_true(converter != (iconv_t)-1);
    for (unsigned byte = first; byte < 256; byte++) {
        char in[3] = {'a', (char)byte, 'b'}, out[32];
        char *from = in, *to = out;
        size_t left = sizeof in, room = sizeof out;
        iconv(converter, NULL, NULL, NULL, NULL);
        if (iconv(converter, &from, &left, &to, &room) == (size_t)-1 ||
            iconv(converter, NULL, NULL, &to, &room) == (size_t)-1)
            continue;
        lt_buffer theirs = LT_BUFFER_INIT, ours = LT_BUFFER_INIT;
        assert_int_equal(lt_normalize(out, sizeof out - room, &forms, &theirs, NULL, NULL), LT_OK);
        assert_int_equal(lt_decode(encoding, in, sizeof in, false, &ours, NULL), LT_OK);
        assert_string_equal(ours.data, theirs.data);
        lt_buffer_dispose(&theirs);
        lt_buffer_dispose(&ours);
        compared++;
    }
    iconv_close(converter);
    assert_true(compared > 230);
}

static void test_iconv(void **state)
{
    (void)state;
    check_iconv("VISCII", LT_ENCODING_VISCII, 1);
    check_iconv("CP1258", LT_ENCODING_CP1258, 1);
}

/* The small letters of TCVN3 stand where TCVN 5712 has them. */
static void test_tcvn3(void **state)
{
    (void)state;
    iconv_t converter = iconv_open("UTF-8", "TCVN5712-1");
    assert_true(converter != (iconv_t)-1);
    for (int i = 0; i < LT_CHART_SMALL; i++) {
        unsigned char bytes[2];
        char out[16], *to = out, want[4] = {0};
        size_t room = sizeof out, left = lt_chart_spell(LT_ENCODING_TCVN3, i, bytes);
        char *from = (char *)bytes;
        iconv(converter, NULL, NULL, NULL, NULL);
        assert_int_not_equal(iconv(converter, &from, &left, &to, &room), (size_t)-1);
        iconv(converter, NULL, NULL, &to, &room);
        lt_buffer letter = LT_BUFFER_INIT;
        lt_buffer_append_codepoint(&letter, lt_chart_letters[i]);
        memcpy(want, letter.data, letter.length);
        *to = '\0';
        lt_buffer nfc = LT_BUFFER_INIT;
        lt_normalize_options forms = {LT_FORM_NFC, LT_TONE_KEEP, LT_CLEAN_NONE, false};
        lt_normalize(out, (size_t)(to - out), &forms, &nfc, NULL, NULL);
        assert_string_equal(nfc.data, want);
        lt_buffer_dispose(&letter);
        lt_buffer_dispose(&nfc);
    }
    iconv_close(converter);
}

static const char article[] =
    "Chiều nay, Ủy ban nhân dân tỉnh tổ chức hội nghị tổng kết công tác năm, đề ra phương hướng "
    "nhiệm vụ trọng tâm. Đại biểu dự họp thảo luận về giải pháp phát triển kinh tế, bảo đảm an "
    "sinh xã hội và quốc phòng, an ninh trên địa bàn.";

/* Every encoding is found again, and nothing is made of what is no Vietnamese. */
static void test_detection(void **state)
{
    (void)state;
    for (int encoding = 0; encoding < LT_ENCODING_COUNT; encoding++) {
        lt_buffer bytes = LT_BUFFER_INIT;
        lt_encoding found;
        double confidence;
        if (encoding == LT_ENCODING_TCVN3_H)
            continue;
        assert_int_equal(
            lt_encode((lt_encoding)encoding, article, sizeof article - 1, true, &bytes, NULL),
            LT_OK);
        lt_error error = LT_ERROR_INIT;
        if (lt_detect(bytes.data, bytes.length, &found, &confidence, &error) != LT_OK)
            fail_msg("%s: %s", lt_encoding_name((lt_encoding)encoding), error.message);
        assert_int_equal(found, encoding);
        assert_true(confidence > 0.4 && confidence <= 1);
        lt_buffer_dispose(&bytes);
    }
    static const char *const others[] = {
        "caf\xE9 na\xEFve r\xE9sum\xE9 \xE0 la carte o\xF9 \xEAtre", "\xC3\x28 \xA0\xA1", "t\xF4i"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        lt_encoding found;
        double confidence;
        assert_int_equal(lt_detect(others[i], strlen(others[i]), &found, &confidence, NULL),
                         LT_UNDECIDED);
    }
    lt_encoding found;
    double confidence;
    assert_int_equal(lt_detect("Go to x. Now (a) or b^2?", 24, &found, &confidence, NULL), LT_OK);
    assert_int_equal(found, LT_ENCODING_UTF8);
}

static void test_errors(void **state)
{
    (void)state;
    lt_buffer out = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    lt_buffer_append_string(&out, "x");
    assert_int_equal(lt_encode(LT_ENCODING_TCVN3, "a\u00C1", 3, false, &out, &error),
                     LT_UNSUPPORTED);
    assert_int_equal(error.offset, 1);
    assert_string_equal(out.data, "x");
    assert_int_equal(lt_encode(LT_ENCODING_TCVN3, "\u00C1\u4E00", 5, true, &out, NULL), LT_OK);
    assert_string_equal(out.data, "x\xB8?");
    lt_error_clear(&error);
    assert_int_equal(lt_decode(LT_ENCODING_CP1258, "ab\x81", 3, false, &out, &error),
                     LT_INVALID_UTF8);
    assert_int_equal(error.offset, 2);
    assert_int_equal(lt_decode(LT_ENCODING_UTF16LE, "\x00\xD8", 2, true, &out, NULL), LT_OK);
    assert_int_equal(lt_decode((lt_encoding)99, "", 0, true, &out, NULL), LT_BAD_ARGUMENT);
    lt_buffer_dispose(&out);
}

/* VIQR's escapes, RFC 1456: a mark's key after a letter that would take it. */
static void test_viqr(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "a. b? c' o+ d.d",          "\u00E1.", "add Dd \\ \\\\ \\. a\\.",
        "\u0111d \u1EBF?",          "u+u+",    "e^`",
        "d\u0111 D\u0110d dd\u0110"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        round_trip(LT_ENCODING_VIQR, texts[i], strlen(texts[i]));
    round_trip(LT_ENCODING_NCR, "a&#225; &amp; \u1EBF &amp;amp; &x", 30);
}

static lt_status call(void *context)
{
    lt_buffer bytes = LT_BUFFER_INIT, text = LT_BUFFER_INIT;
    lt_encoding encoding = *(lt_encoding *)context, found;
    double confidence;
    lt_status status = lt_encode(encoding, article, sizeof article - 1, true, &bytes, NULL);
    assert_true(status == LT_OK || bytes.length == 0);
    if (status == LT_OK)
        status = lt_decode(encoding, bytes.data, bytes.length, true, &text, NULL);
    assert_true(status == LT_OK || text.length == 0);
    if (status == LT_OK)
        status = lt_detect(bytes.data, bytes.length, &found, &confidence, NULL);
    lt_buffer_dispose(&bytes);
    lt_buffer_dispose(&text);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    for (int encoding = 0; encoding < LT_ENCODING_COUNT; encoding++)
        if (encoding != LT_ENCODING_TCVN3_H) {
            lt_encoding one = (lt_encoding)encoding;
            chaos_run(call, &one);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_syllables), cmocka_unit_test(test_iconv),
        cmocka_unit_test(test_tcvn3),     cmocka_unit_test(test_detection),
        cmocka_unit_test(test_errors),    cmocka_unit_test(test_viqr),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
