/* Properties of normalization; ICU and Unicode's own test file are the judges of the forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libtext/normalize.h>
#include <libtext/syllable.h>
#include <libtext/utf8.h>

#include "normalize/work.h"
#include "tests/runner/chaos.h"

static const lt_normalize_options forms_only[2] = {
    {LT_FORM_NFC, LT_TONE_KEEP, LT_CLEAN_NONE, false},
    {LT_FORM_NFD, LT_TONE_KEEP, LT_CLEAN_NONE, false}};

static void expect(const lt_normalize_options *options, const char *text, size_t length,
                   const char *wanted, size_t wanted_length)
{
    lt_buffer out = LT_BUFFER_INIT;
    assert_int_equal(lt_normalize(text, length, options, &out, NULL, NULL), LT_OK);
    if (out.length != wanted_length || memcmp(out.data, wanted, wanted_length) != 0)
        fail_msg("\"%.*s\" became \"%s\", not \"%.*s\"", (int)length, text, out.data,
                 (int)wanted_length, wanted);
    lt_buffer_dispose(&out);
}

/* The five columns of a line of NormalizationTest.txt. */
static int read_columns(const char *line, char columns[5][256], size_t lengths[5])
{
    for (int i = 0; i < 5; i++) {
        lengths[i] = 0;
        while (*line != ';') {
            char *end;
            unsigned long c = strtoul(line, &end, 16);
            if (end == line || lengths[i] > 250)
                return 0;
            lengths[i] += lt_utf8_encode((uint32_t)c, columns[i] + lengths[i]);
            line = *end == ' ' ? end + 1 : end;
        }
        line++;
    }
    return 1;
}

/* c2 is NFC of c1, c2, c3; c4 of c4, c5. c3 is NFD of c1, c2, c3; c5 of c4, c5. */
static int check_line(const char *line)
{
    static const int nfc[5] = {1, 1, 1, 3, 3}, nfd[5] = {2, 2, 2, 4, 4};
    char columns[5][256];
    size_t lengths[5];
    if (line[0] == '#' || line[0] == '@' || !read_columns(line, columns, lengths))
        return 0;
    for (int i = 0; i < 5; i++) {
        expect(&forms_only[0], columns[i], lengths[i], columns[nfc[i]], lengths[nfc[i]]);
        expect(&forms_only[1], columns[i], lengths[i], columns[nfd[i]], lengths[nfd[i]]);
    }
    return 1;
}

static void test_conformance(void **state)
{
    (void)state;
    FILE *file = popen("cd /usr/share/unicode && { cat NormalizationTest.txt 2>/dev/null || "
                       "bzip2 -dc NormalizationTest.txt.bz2; }",
                       "r");
    char line[2048];
    int lines = 0;
    while (file && fgets(line, sizeof line, file))
        lines += check_line(line);
    if (file)
        pclose(file);
    print_message("NormalizationTest.txt: %d lines\n", lines);
    assert_true(lines > 18000);
}

static void normalize_with(lt_scan_function *scan, const lt_normalize_options *options,
                           const char *text, size_t length, lt_buffer *out)
{
    lt_normal_work work;
    assert_int_equal(lt_work_init(&work, options, NULL), LT_OK);
    work.scan = scan;
    assert_int_equal(lt_work_piece(&work, text, length, out, NULL, NULL), LT_OK);
    lt_work_dispose(&work);
}

static lt_scan_function *const variants[] = {lt_scan_plain,
#if defined(__x86_64__)
                                             lt_scan_sse, lt_scan_avx2, lt_scan_avx512, lt_scan_vbmi
#elif defined(__aarch64__)
                                             lt_scan_neon
#endif
};

/* Every variant of the scan gives what looking at every word gives. */
static void check_scans(const char *text, size_t length)
{
    for (int tone = LT_TONE_OLD; tone <= LT_TONE_KEEP; tone++) {
        lt_normalize_options options = LT_NORMALIZE_OPTIONS_INIT;
        options.tone = (lt_tone_choice)tone;
        options.replace_invalid = true;
        lt_buffer wanted = LT_BUFFER_INIT;
        normalize_with(lt_scan_every, &options, text, length, &wanted);
        for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
            lt_buffer out = LT_BUFFER_INIT;
            if (!lt_scan_runs(variants[i]))
                continue;
            normalize_with(variants[i], &options, text, length, &out);
            if (out.length != wanted.length || memcmp(out.data, wanted.data, out.length) != 0)
                fail_msg("scan %zu, tone %d: \"%.*s\" became \"%s\", not \"%s\"", i, tone,
                         (int)length, text, out.data, wanted.data);
            lt_buffer_dispose(&out);
        }
        lt_buffer_dispose(&wanted);
    }
}

/* The syllable with its mark on letter `at` and, where `second` is not -1, on that letter too. */
static size_t mark_at(lt_syllable syllable, int at, int second, char *text)
{
    char plain[LT_SYLLABLE_SIZE];
    size_t length = 0, size;
    size_t plain_length = lt_syllable_render(lt_syllable_with_tone(syllable, LT_TONE_NGANG),
                                             LT_TONE_STYLE_OLD, 0, plain);
    lt_letter letter;
    int index = 0;
    for (size_t i = 0; i < plain_length; i += size, index++) {
        size = lt_letter_read(plain + i, plain_length - i, &letter);
        if (index == at || index == second)
            letter.tone = (uint8_t)lt_syllable_tone(syllable);
        length += lt_letter_write(letter, text + length);
    }
    return length;
}

/* All syllables, with the mark on every vowel and on every two, between spaces, quotes and words.
 */
static void test_scans(void **state)
{
    (void)state;
    static const char *const around[][2] = {{"", ""}, {" ", " "}, {"“", "”"}, {"a-", ","}};
    static const char vowels[] = "aeiouy";
    static const char filler[] =
        "the quick brown fox jumps over the lazy dog and the quick brown fox "
        "jumps over the lazy dog again and again";
    int checked = 0;
    for (lt_syllable s = lt_syllable_next(0); s; s = lt_syllable_next(s)) {
        char ascii[LT_SYLLABLE_SIZE], word[64], text[400];
        size_t letters = lt_syllable_ascii(s, ascii);
        if (!lt_syllable_tone(s) || !lt_syllable_with_tone(s, LT_TONE_NGANG))
            continue;
        for (size_t at = 0; at < letters; at++)
            for (size_t second = at; second < letters; second++) {
                if (!strchr(vowels, ascii[at]) || !strchr(vowels, ascii[second]))
                    continue;
                size_t length = mark_at(s, (int)at, second == at ? -1 : (int)second, word);
                const char *const *pair = around[checked % 4];
                int size = snprintf(text, sizeof text, "%.*s %s%.*s%s%-140s", 40 + checked % 64,
                                    filler, pair[0], (int)length, word, pair[1], " ");
                check_scans(text, (size_t)size);
                checked++;
            }
    }
    assert_true(checked > 20000);
}

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* Text that mixes both forms, both tone styles, other scripts and, where asked for, broken bytes.
 */
static size_t draw_text(uint32_t *seed, bool broken, char *text, size_t room)
{
    static const char *const words[] = {"hoàn",
                                        "hoà",
                                        "hòa",
                                        "Huỳnh",
                                        "huỷ",
                                        "hủy",
                                        "quý",
                                        "qúy",
                                        "khỏe",
                                        "khoẻ",
                                        "chịu",
                                        "gìu",
                                        "mẫu",
                                        "cứu",
                                        "cứo",
                                        "yêu",
                                        "yéu",
                                        "kéo",
                                        "kèu",
                                        "…",
                                        "“của”",
                                        "tóan",
                                        "toáN",
                                        "tuỳ",
                                        "oài",
                                        "ngoằn",
                                        "HOÀNG",
                                        "HOÀ",
                                        "ẹo",
                                        "ẹu",
                                        "ấu",
                                        "ừo",
                                        "a\u0300",
                                        "hoa\u0300",
                                        "e\u0302\u0301",
                                        "o\u0323\u0302",
                                        "tu\u0301y",
                                        "\u0301",
                                        "đ",
                                        "Ð",
                                        "한국",
                                        "漢字",
                                        "🙂",
                                        "`x`",
                                        "http://a.vn/hoà",
                                        "\u00A0",
                                        "\u200B",
                                        "the",
                                        " ",
                                        " ",
                                        " ",
                                        "\n",
                                        ", ",
                                        "-",
                                        "a",
                                        "í"};
    static const char *const errors[] = {"\xFF", "\xC3",         "\xE1\xBA",     "\xE1\xBA\x41",
                                         "\x80", "\xED\xA0\x80", "\xF0\x9F\x99", "\xC0\xAF"};
    size_t length = 0;
    while (length + 32 < room) {
        const char *part = broken && draw(seed, 40) == 0
                               ? errors[draw(seed, sizeof errors / sizeof *errors)]
                               : words[draw(seed, sizeof words / sizeof *words)];
        size_t size = strlen(part);
        memcpy(text + length, part, size);
        length += size;
        if (draw(seed, 3) > 0)
            text[length++] = ' ';
    }
    return length;
}

/* Over mixed text each scan gives what looking at every word gives, and the quick way, taken where
 * nobody asks for the changes, what the way word by word gives. */
static void test_mixtures(void **state)
{
    (void)state;
    uint32_t seed = 20261124;
    char text[2048];
    for (int round = 0; round < 3000; round++) {
        size_t length = draw_text(&seed, round % 3 == 0, text, 64 + draw(&seed, 1900));
        check_scans(text, length);
        lt_normalize_options options = LT_NORMALIZE_OPTIONS_INIT;
        options.tone = (lt_tone_choice)(round % 2);
        options.replace_invalid = round % 4 > 0;
        lt_buffer quick = LT_BUFFER_INIT, slow = LT_BUFFER_INIT;
        lt_changes changes = LT_CHANGES_INIT;
        lt_status status = lt_normalize(text, length, &options, &quick, NULL, NULL);
        assert_int_equal(lt_normalize(text, length, &options, &slow, &changes, NULL), status);
        if (slow.length != quick.length || memcmp(slow.data, quick.data, slow.length) != 0)
            fail_msg("\"%.*s\" became \"%s\", word by word \"%s\"", (int)length, text, quick.data,
                     slow.data);
        lt_changes_dispose(&changes);
        lt_buffer_dispose(&quick);
        lt_buffer_dispose(&slow);
    }
}

/* Old and new style are each other's inverse on correct text, in any letter case. */
static void test_styles(void **state)
{
    (void)state;
    static const uint8_t cases[] = {LT_UPPER_NONE, LT_UPPER_FIRST, LT_UPPER_ALL, 0x2A};
    lt_normalize_options to_old = LT_NORMALIZE_OPTIONS_INIT, to_new = to_old, keep = to_old;
    to_new.tone = LT_TONE_NEW;
    keep.tone = LT_TONE_KEEP;
    for (lt_syllable s = lt_syllable_next(0); s; s = lt_syllable_next(s))
        for (size_t i = 0; i < sizeof cases; i++) {
            char old_text[LT_SYLLABLE_SIZE], new_text[LT_SYLLABLE_SIZE];
            size_t old_length = lt_syllable_render(s, LT_TONE_STYLE_OLD, cases[i], old_text);
            size_t new_length = lt_syllable_render(s, LT_TONE_STYLE_NEW, cases[i], new_text);
            expect(&to_new, old_text, old_length, new_text, new_length);
            expect(&to_old, new_text, new_length, old_text, old_length);
            expect(&to_new, new_text, new_length, new_text, new_length);
            expect(&to_old, old_text, old_length, old_text, old_length);
            expect(&keep, old_text, old_length, old_text, old_length);
            expect(&keep, new_text, new_length, new_text, new_length);
        }
}

/* A million marks in a row, in the worst order, take linear time and come out sorted. */
static void test_marks(void **state)
{
    (void)state;
    const size_t marks = 1000000;
    lt_buffer text = LT_BUFFER_INIT, wanted = LT_BUFFER_INIT;
    lt_buffer_append_string(&text, "a");
    for (size_t i = 0; i < marks; i++)
        lt_buffer_append_string(&text, i % 2 ? "\u0323" : "\u0307");
    lt_buffer_append_string(&wanted, "\u1EA1");
    for (size_t i = 1; i < marks; i++)
        lt_buffer_append_string(&wanted, i < marks / 2 ? "\u0323" : "\u0307");
    expect(&forms_only[0], text.data, text.length, wanted.data, wanted.length);
    lt_buffer out = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    lt_buffer_append_string(&out, "before");
    while (text.length <= LT_NORMALIZE_SEQUENCE_MAXIMUM + 2)
        lt_buffer_append(&text, wanted.data + 3, 100000);
    assert_int_equal(lt_normalize(text.data, text.length, NULL, &out, NULL, &error), LT_TOO_LONG);
    assert_string_equal(out.data, "before");
    lt_buffer_dispose(&text);
    lt_buffer_dispose(&wanted);
    lt_buffer_dispose(&out);
}

static const char sample[] =
    "Ho\u00e0 b\u00ecnh, t\u00f3an h\u1ecdc\u200b \u2014 \"vi\u00ea\u0323t "
    "Nam\"...\r\n\u00d0\u1ed3ng"
    "\u00a0b\u00e0o ,  vi\u0302\u0323t xo\u00e0i.H\u00f4m `ho\u00e0` http://a.vn/ho\u00e0 "
    "\u03a9\u2126 \uac00\u11a8 \U0001F468\u200D\U0001F469 \u0645\u200f a\u0301\u0302m\n";

/* However a stream is cut, it gives what one call gives; so do its changes. */
static void test_stream(void **state)
{
    (void)state;
    lt_buffer text = LT_BUFFER_INIT, wanted = LT_BUFFER_INIT;
    lt_changes wanted_changes = LT_CHANGES_INIT;
    for (int i = 0; text.length < 300000; i++) {
        lt_buffer_append(&text, sample, sizeof sample - 1 - (size_t)(i % 3 == 0));
        if (i == 200)
            for (int k = 0; k < 80000; k++)
                lt_buffer_append_string(&text, k % 1000 ? "\u0301" : "ho\u00e0");
    }
    lt_normalize_options options = {LT_FORM_NFC, LT_TONE_OLD, LT_CLEAN_FULL, false};
    assert_int_equal(lt_normalize(text.data, text.length, &options, &wanted, &wanted_changes, NULL),
                     LT_OK);
    static const size_t steps[] = {1, 7, 4096, 65536, 65541, 200000};
    lt_normalizer *stream = lt_normalizer_new(&options, NULL);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        lt_buffer out = LT_BUFFER_INIT;
        lt_changes changes = LT_CHANGES_INIT;
        for (size_t at = 0; at < text.length; at += steps[i]) {
            size_t size = text.length - at < steps[i] ? text.length - at : steps[i];
            assert_int_equal(lt_normalizer_push(stream, text.data + at, size, &out, &changes, NULL),
                             LT_OK);
        }
        assert_int_equal(lt_normalizer_finish(stream, &out, &changes, NULL), LT_OK);
        assert_int_equal(out.length, wanted.length);
        assert_memory_equal(out.data, wanted.data, out.length);
        assert_int_equal(changes.count, wanted_changes.count);
        for (size_t k = 0; k < changes.count; k++)
            assert_memory_equal(&changes.items[k].start, &wanted_changes.items[k].start,
                                4 * sizeof(size_t));
        lt_buffer_dispose(&out);
        lt_changes_dispose(&changes);
    }
    lt_normalizer_free(stream);
    lt_buffer_dispose(&text);
    lt_buffer_dispose(&wanted);
    lt_changes_dispose(&wanted_changes);
}

/* Replaying the changes on the input gives the output; the map of offsets agrees with them. */
static void check_changes(const lt_normalize_options *options, const char *text, size_t length)
{
    lt_buffer out = LT_BUFFER_INIT, replay = LT_BUFFER_INIT;
    lt_changes changes = LT_CHANGES_INIT;
    assert_int_equal(lt_normalize(text, length, options, &out, &changes, NULL), LT_OK);
    size_t at = 0;
    for (size_t i = 0; i < changes.count; i++) {
        const lt_change *c = &changes.items[i];
        assert_true(c->start >= at && c->start + c->length <= length);
        lt_buffer_append(&replay, text + at, c->start - at);
        assert_int_equal(replay.length, c->result_start);
        assert_int_equal(lt_changes_to_input(&changes, c->result_start, false), c->start);
        lt_buffer_append(&replay, out.data + c->result_start, c->result_length);
        at = c->start + c->length;
        assert_int_equal(lt_changes_to_input(&changes, replay.length + 1, false), at + 1);
    }
    lt_buffer_append(&replay, text + at, length - at);
    assert_string_equal(replay.data, out.data);
    lt_buffer_dispose(&out);
    lt_buffer_dispose(&replay);
    lt_changes_dispose(&changes);
}

static void test_changes(void **state)
{
    (void)state;
    static const char far_apart[] = "hoà x tóan y Ðồng z a\u200bb q “ ” thuý.";
    lt_normalize_options options = LT_NORMALIZE_OPTIONS_INIT;
    check_changes(&options, far_apart, sizeof far_apart - 1);
    options.form = LT_FORM_NFD;
    check_changes(&options, far_apart, sizeof far_apart - 1);
    /* A span's end maps to the end of the change it lies in. */
    lt_changes changes = LT_CHANGES_INIT;
    lt_buffer out = LT_BUFFER_INIT;
    assert_int_equal(lt_normalize("a ho\u00e0 b", 9, NULL, &out, &changes, NULL), LT_OK);
    assert_int_equal(changes.count, 1);
    assert_int_equal(lt_changes_to_input(&changes, 4, false), 2);
    assert_int_equal(lt_changes_to_input(&changes, 4, true), 6);
    assert_int_equal(lt_changes_to_output(&changes, 7, true), 7);
    lt_changes_dispose(&changes);
    lt_buffer_dispose(&out);
}

static void test_errors(void **state)
{
    (void)state;
    lt_buffer out = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    lt_normalize_options options = LT_NORMALIZE_OPTIONS_INIT;
    lt_buffer_append_string(&out, "x");
    assert_int_equal(lt_normalize("ho\u00e0 \xE1\xBA", 7, &options, &out, NULL, &error),
                     LT_INVALID_UTF8);
    assert_int_equal(error.offset, 5);
    assert_string_equal(out.data, "x");
    options.replace_invalid = true;
    assert_int_equal(lt_normalize("\xE1\xBA\xFFz", 4, &options, &out, NULL, NULL), LT_OK);
    assert_string_equal(out.data, "x\uFFFD\uFFFDz");
    options.repair = 1u << 31;
    assert_int_equal(lt_normalize("a", 1, &options, &out, NULL, NULL), LT_BAD_ARGUMENT);
    assert_int_equal(lt_normalize(NULL, 0, NULL, &out, NULL, NULL), LT_OK);
    assert_null(lt_normalizer_new(&options, NULL));
    lt_buffer_dispose(&out);
}

static lt_status call(void *context)
{
    lt_buffer out = LT_BUFFER_INIT;
    lt_changes changes = LT_CHANGES_INIT;
    lt_status status = lt_normalize(sample, sizeof sample - 1, context, &out, &changes, NULL);
    assert_true(status == LT_OK || (out.length == 0 && changes.count == 0));
    lt_buffer_dispose(&out);
    lt_changes_dispose(&changes);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    lt_normalize_options options = {LT_FORM_NFD, LT_TONE_OLD, LT_CLEAN_FULL, false};
    assert_true(chaos_run(call, &options) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conformance), cmocka_unit_test(test_scans),
        cmocka_unit_test(test_mixtures),    cmocka_unit_test(test_styles),
        cmocka_unit_test(test_marks),       cmocka_unit_test(test_stream),
        cmocka_unit_test(test_changes),     cmocka_unit_test(test_errors),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
