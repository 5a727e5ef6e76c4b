/* Properties of the syllable over all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <libtext/syllable.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* Fewer would mean a rule was lost, more that one was loosened. */
#define SYLLABLES       18094
#define STYLE_SYLLABLES 370

static void test_count(void **state)
{
    (void)state;
    int count = 0, styles = 0;
    for (lt_syllable s = lt_syllable_next(0); s; s = lt_syllable_next(s)) {
        count++;
        styles += lt_syllable_has_styles(s);
    }
    assert_int_equal(count, SYLLABLES);
    assert_int_equal(styles, STYLE_SYLLABLES);
}

static void check_spelling(lt_syllable s, lt_tone_style style, uint8_t upper)
{
    char text[LT_SYLLABLE_SIZE];
    lt_syllable_shape shape;
    size_t length = lt_syllable_render(s, style, upper, text);
    assert_true(length > 0 && length < LT_SYLLABLE_SIZE);
    assert_int_equal(strlen(text), length);
    assert_int_equal(lt_syllable_parse(text, length, &shape), s);
    assert_int_equal(shape.upper, upper & ((1u << shape.letters) - 1));
    lt_tone_place own = style == LT_TONE_STYLE_OLD ? LT_TONE_PLACE_OLD : LT_TONE_PLACE_NEW;
    assert_int_equal(shape.place, lt_syllable_has_styles(s) ? own : LT_TONE_PLACE_BOTH);
}

/* Rendering and parsing are each other's inverse, in both styles and any letter case. */
static void test_round_trip(void **state)
{
    (void)state;
    static const uint8_t cases[] = {LT_UPPER_NONE, LT_UPPER_FIRST, LT_UPPER_ALL, 0x15};
    for (lt_syllable s = lt_syllable_next(0); s; s = lt_syllable_next(s))
        for (size_t i = 0; i < sizeof cases; i++) {
            check_spelling(s, LT_TONE_STYLE_OLD, cases[i]);
            check_spelling(s, LT_TONE_STYLE_NEW, cases[i]);
        }
}

/* What is rendered is NFC, and its NFD is read as the same syllable: ICU is the judge. */
static void test_forms(void **state)
{
    (void)state;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&code), *nfd = unorm2_getNFDInstance(&code);
    for (lt_syllable s = lt_syllable_next(0); s; s = lt_syllable_next(s)) {
        char text[LT_SYLLABLE_SIZE], bytes[64];
        UChar wide[32], split[32];
        int32_t length, size;
        lt_syllable_render(s, LT_TONE_STYLE_OLD, LT_UPPER_FIRST, text);
        u_strFromUTF8(wide, 32, &length, text, -1, &code);
        assert_true(unorm2_isNormalized(nfc, wide, length, &code));
        int32_t parts = unorm2_normalize(nfd, wide, length, split, 32, &code);
        u_strToUTF8(bytes, sizeof bytes, &size, split, parts, &code);
        assert_true(U_SUCCESS(code));
        assert_int_equal(lt_syllable_parse(bytes, (size_t)size, NULL), s);
    }
}

static void test_parts(void **state)
{
    (void)state;
    for (lt_syllable s = lt_syllable_next(0); s; s = lt_syllable_next(s)) {
        assert_int_equal(lt_syllable_make(lt_syllable_onset(s), lt_syllable_glide(s),
                                          lt_syllable_nucleus(s), lt_syllable_coda(s),
                                          lt_syllable_tone(s)),
                         s);
        for (int tone = 0; tone < LT_TONE_COUNT; tone++) {
            lt_syllable other = lt_syllable_with_tone(s, (lt_tone)tone);
            assert_true(other == 0 || (lt_syllable_valid(other) && (other | 7) == (s | 7)));
        }
    }
}

/* Any integer may be asked about; only syllables render. */
static void test_other_integers(void **state)
{
    (void)state;
    char text[LT_SYLLABLE_SIZE];
    for (uint32_t value = 0; value < 1u << 20; value++) {
        size_t length = lt_syllable_render(value, LT_TONE_STYLE_NEW, 0, text);
        assert_int_equal(length > 0, lt_syllable_valid(value));
    }
    assert_int_equal(lt_syllable_render(UINT32_MAX, LT_TONE_STYLE_OLD, 0, text), 0);
}

static void test_letters(void **state)
{
    (void)state;
    for (uint8_t base = 1; base < LT_LETTER_OTHER; base++)
        for (uint8_t tone = 0; tone < LT_TONE_COUNT; tone++)
            for (int upper = 0; upper < 2; upper++) {
                lt_letter letter = {base, tone, upper != 0, false}, back;
                char bytes[4];
                size_t length = lt_letter_write(letter, bytes);
                if (length == 0) {
                    assert_true(tone != LT_TONE_NGANG);
                    continue;
                }
                assert_int_equal(lt_letter_read(bytes, length, &back), length);
                assert_int_equal(back.base, base);
                assert_int_equal(back.tone, tone);
                assert_int_equal(back.upper, upper);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_count),          cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_forms),          cmocka_unit_test(test_parts),
        cmocka_unit_test(test_other_integers), cmocka_unit_test(test_letters),
    };
    return cmocka_run_group_tests_name("syllable", tests, NULL, NULL);
}
