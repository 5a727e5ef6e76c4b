/* The variants of normalization for vector units against the plain ones. */
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

#if defined(__x86_64__)
static const char *const letters[] = {"a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư",
                                      "y", "q", "g", "n", "á", "ắ", "ấ", "é", "ế", "í", "ĩ",
                                      "ó", "ố", "ớ", "ú", "ũ", "ứ", "ý", "À", "đ", "Ð", " "};
#define LETTERS (sizeof letters / sizeof *letters)

static const char filler[] = "vùng biển phía đông và các xã ven đường quốc lộ số 12 đã có "
                             "mưa rào rải rác từ đêm qua đến sáng nay ";

/* Where the word behind the first stop at or after `at` begins. */
static size_t same_stop(lt_tone_choice tone, const lt_buffer *text, size_t at, lt_scan_chunk *chunk)
{
    size_t stop = lt_scan_vbmi(text->data, at, text->length, tone, NULL, chunk);
    size_t wanted = lt_scan_plain(text->data, at, text->length, tone, NULL, NULL);
    if (stop != wanted)
        fail_msg("tone %d, from %zu: %zu, not %zu, in \"%.24s\"", (int)tone, at, stop, wanted,
                 text->data + (wanted > 12 ? wanted - 12 : 0));
    while (stop < text->length && text->data[stop++] != ' ')
        ;
    return stop;
}

/* Every four letters in a row, in words between others: the scan by characters stops where the
 * plain one does, though it knows sets of rows alone. */
static void test_rows(void **state)
{
    (void)state;
    lt_buffer text = LT_BUFFER_INIT;
    for (size_t a = 0; a < LETTERS * LETTERS && lt_scan_runs(lt_scan_vbmi); a++) {
        lt_buffer_clear(&text);
        for (size_t c = 0; c < LETTERS * LETTERS; c++) {
            const char *word[] = {letters[a / LETTERS], letters[a % LETTERS], letters[c / LETTERS],
                                  letters[c % LETTERS], " "};
            for (size_t i = 0; i < 5; i++)
                lt_buffer_append_string(&text, word[i]);
        }
        lt_buffer_append_string(&text, filler);
        for (int tone = LT_TONE_OLD; tone <= LT_TONE_KEEP; tone++) {
            lt_scan_chunk chunk;
            chunk.blocks = 0;
            for (size_t at = 0; at < text.length;)
                at = same_stop((lt_tone_choice)tone, &text, at, &chunk);
        }
    }
    lt_buffer_dispose(&text);
}
#endif

typedef size_t compose(const char *text, size_t length, char *result);

static compose *const composers[] = {lt_compose_plain,
#if defined(__x86_64__)
                                     lt_compose_vbmi
#endif
};
#define COMPOSERS (sizeof composers / sizeof *composers)

static bool composer_runs(size_t i)
{
#if defined(__x86_64__)
    return i == 0 || lt_compose_vbmi_runs();
#else
    return i == 0;
#endif
}

static lt_buffer composed_by(compose *composer, const char *text, size_t length)
{
    lt_buffer out = LT_BUFFER_INIT;
    assert_int_equal(lt_buffer_reserve(&out, length + 8), LT_OK);
    out.length = composer(text, length, out.data);
    out.data[out.length] = '\0';
    return out;
}

static void form(lt_form form, const char *text, size_t length, lt_buffer *out)
{
    lt_normalize_options options = {form, LT_TONE_KEEP, LT_CLEAN_NONE, false};
    lt_buffer_clear(out);
    assert_int_equal(lt_normalize(text, length, &options, out, NULL, NULL), LT_OK);
}

/* Every syllable taken apart comes out whole, in small letters and capitals, wherever it stands. */
static void test_syllables(void **state)
{
    (void)state;
    static const uint8_t cases[] = {LT_UPPER_NONE, LT_UPPER_FIRST, LT_UPPER_ALL};
    lt_buffer text = LT_BUFFER_INIT, apart = LT_BUFFER_INIT;
    for (size_t i = 0; i < sizeof cases; i++)
        for (lt_syllable s = lt_syllable_next(0); s; s = lt_syllable_next(s)) {
            char syllable[LT_SYLLABLE_SIZE];
            size_t length = lt_syllable_render(s, LT_TONE_STYLE_OLD, cases[i], syllable);
            lt_buffer_append(&text, syllable, length);
            lt_buffer_append_string(&text, s % 3 ? " " : ", “");
        }
    form(LT_FORM_NFD, text.data, text.length, &apart);
    for (size_t i = 0; i < COMPOSERS; i++) {
        if (!composer_runs(i))
            continue;
        lt_buffer out = composed_by(composers[i], apart.data, apart.length);
        if (i == 0)
            assert_string_equal(out.data, text.data);
        /* Blocks with other marks are cut anywhere: "i" is left to the pass behind. */
        form(LT_FORM_NFC, out.data, out.length, &apart);
        assert_string_equal(apart.data, text.data);
        form(LT_FORM_NFD, text.data, text.length, &apart);
        lt_buffer_dispose(&out);
    }
    lt_buffer_dispose(&text);
    lt_buffer_dispose(&apart);
}

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* Letters of all kinds with up to four marks in any order: what comes out is the same text. */
static void test_marks(void **state)
{
    (void)state;
    static const char *const bases[] = {"a", "e", "o", "u", "i", "y", "A", "O",  "Y",
                                        "n", "!", "â", "ế", "đ", "…", " ", "한", "b"};
    static const char *const marks[] = {"\u0300", "\u0301", "\u0302", "\u0303", "\u0306", "\u0309",
                                        "\u031B", "\u0323", "\u0307", "\u0338", "\u0345"};
    uint32_t seed = 1;
    lt_buffer text = LT_BUFFER_INIT, wanted = LT_BUFFER_INIT, got = LT_BUFFER_INIT;
    for (int round = 0; round < 4000; round++) {
        lt_buffer_clear(&text);
        for (uint32_t i = 0, count = 8 + draw(&seed, 200); i < count; i++) {
            lt_buffer_append_string(&text, bases[draw(&seed, sizeof bases / sizeof *bases)]);
            uint32_t usual = round % 4 ? 8 : 11;
            for (uint32_t m = draw(&seed, 20) ? draw(&seed, 3) : draw(&seed, 5); m > 0; m--)
                lt_buffer_append_string(&text, marks[draw(&seed, usual)]);
        }
        form(LT_FORM_NFD, text.data, text.length, &wanted);
        for (size_t i = 0; i < COMPOSERS; i++) {
            if (!composer_runs(i))
                continue;
            lt_buffer out = composed_by(composers[i], text.data, text.length);
            form(LT_FORM_NFD, out.data, out.length, &got);
            if (strcmp(got.data, wanted.data) != 0)
                fail_msg("composer %zu: \"%s\" became \"%s\"", i, text.data, out.data);
            lt_buffer_dispose(&out);
        }
    }
    lt_buffer_dispose(&text);
    lt_buffer_dispose(&wanted);
    lt_buffer_dispose(&got);
}

/* Bytes that are no UTF-8 come out as they are: nothing is made a letter of them. */
static void test_broken(void **state)
{
    (void)state;
    static const char *const parts[] = {"a",        "\xCC",     "\314A", /* CC and a letter */
                                        "\xCC\x81", "\xE1\xBA", "o\xCC"};
    uint32_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        lt_buffer text = LT_BUFFER_INIT;
        for (uint32_t i = 0; i < 90; i++)
            lt_buffer_append_string(&text, draw(&seed, 30) ? "a" : parts[draw(&seed, 6)]);
        lt_status plain = lt_utf8_validate(text.data, text.length, NULL);
        for (size_t i = 0; i < COMPOSERS; i++) {
            if (!composer_runs(i))
                continue;
            lt_buffer out = composed_by(composers[i], text.data, text.length);
            assert_int_equal(lt_utf8_validate(out.data, out.length, NULL), plain);
            lt_buffer_dispose(&out);
        }
        lt_buffer_dispose(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#if defined(__x86_64__)
        cmocka_unit_test(test_rows),
#endif
        cmocka_unit_test(test_syllables),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
