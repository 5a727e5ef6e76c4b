/* Properties of slugs, limits, wrong arguments, failing allocations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <libtext/slug.h>
#include <libtext/syllable.h>
#include <libtext/utf8.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "tests/runner/chaos.h"

static lt_slug_rules *rules;
static char symbols_path[4096], stopwords_path[4096];

static lt_slugger *slugger_of(lt_slug_options options)
{
    lt_slugger *slugger;
    assert_int_equal(lt_slugger_new(&options, &slugger, NULL), LT_OK);
    return slugger;
}

static void slug_of(lt_slugger *slugger, const char *title, size_t length, lt_buffer *out)
{
    lt_buffer_clear(out);
    lt_status status = lt_slug(slugger, title, length, out, NULL);
    assert_true(status == LT_OK || (status == LT_NOT_FOUND && out->length == 0));
}

static void assert_slug(lt_slug_options options, const char *title, const char *expected)
{
    lt_buffer out = LT_BUFFER_INIT;
    lt_slugger *slugger = slugger_of(options);
    slug_of(slugger, title, strlen(title), &out);
    assert_string_equal(out.data, expected);
    lt_slugger_free(slugger);
    lt_buffer_dispose(&out);
}

static void write_file(char path[32], const char *text)
{
    strcpy(path, "/tmp/libtext-slug-XXXXXX");
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, text, strlen(text)), strlen(text));
    close(descriptor);
}

static int load_rules(void **state)
{
    (void)state;
    static char paths[4][4096];
    static const char *const names[4] = {"symbols", "stopwords-vi", "stopwords-en", "compounds"};
    const char *folder = getenv("DICTIONARIES");
    for (int i = 0; i < 4; i++)
        snprintf(paths[i], sizeof paths[i], "%s/slug/%s.txt", folder ? folder : "dictionaries",
                 names[i]);
    lt_slug_files files = {paths[0], paths[1], paths[2], paths[3], NULL, NULL};
    strcpy(symbols_path, paths[0]);
    strcpy(stopwords_path, paths[2]);
    return lt_slug_rules_load(&files, &rules, NULL) != LT_OK;
}

static int free_rules(void **state)
{
    (void)state;
    lt_slug_rules_free(rules);
    return 0;
}

/* Every syllable, in both tone styles, any case, composed and apart, is its letters. */
static void test_syllables(void **state)
{
    (void)state;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&code);
    lt_slugger *slugger = slugger_of((lt_slug_options)LT_SLUG_OPTIONS_INIT);
    lt_buffer out = LT_BUFFER_INIT;
    static const uint8_t uppers[] = {LT_UPPER_NONE, LT_UPPER_FIRST, LT_UPPER_ALL};
    for (lt_syllable s = lt_syllable_next(0); s; s = lt_syllable_next(s))
        for (int k = 0; k < 6; k++) {
            char text[LT_SYLLABLE_SIZE], expected[LT_SYLLABLE_SIZE], apart[64];
            UChar wide[32], split[32];
            int32_t length, size;
            lt_syllable_ascii(s, expected);
            size_t bytes = lt_syllable_render(s, (lt_tone_style)(k % 2), uppers[k / 2], text);
            slug_of(slugger, text, bytes, &out);
            assert_string_equal(out.data, expected);
            u_strFromUTF8(wide, 32, &length, text, (int32_t)bytes, &code);
            length = unorm2_normalize(nfd, wide, length, split, 32, &code);
            u_strToUTF8(apart, sizeof apart, &size, split, length, &code);
            slug_of(slugger, apart, (size_t)size, &out);
            assert_string_equal(out.data, expected);
        }
    lt_slugger_free(slugger);
    lt_buffer_dispose(&out);
}

/* A slugger that always goes the long way, by a replacement that nothing holds. */
static lt_slugger *long_slugger(lt_slug_options options, lt_slug_rules **map)
{
    char path[32];
    write_file(path, "\xF3\xB0\x80\x80\xF3\xB0\x80\x80\tx\n"); /* private use */
    lt_slug_files files = LT_SLUG_FILES_INIT;
    files.map = path;
    files.symbols = symbols_path;
    files.stopwords_en = stopwords_path;
    assert_int_equal(lt_slug_rules_load(&files, map, NULL), LT_OK);
    unlink(path);
    options.rules = *map;
    return slugger_of(options);
}

/* The one-pass way and the long one agree on every character the table knows, in every place. */
static void test_two_ways(void **state)
{
    (void)state;
    lt_buffer a = LT_BUFFER_INIT, b = LT_BUFFER_INIT;
    for (int round = 0; round < 4; round++) {
        lt_slug_options options = LT_SLUG_OPTIONS_INIT;
        lt_slug_rules *map;
        int style = round & 1;
        options.flags = round & 2 ? LT_SLUG_SYMBOL_WORDS : 0;
        options.rules = rules;
        options.style = (lt_slug_style)style;
        options.separator = style ? '_' : '-';
        lt_slugger *fast = slugger_of(options), *slow = long_slugger(options, &map);
        for (uint32_t c = 0; c < 0x2500; c++) {
            char one[4], title[32];
            size_t size = lt_utf8_encode(c, one);
            if (size == 0)
                continue;
            size_t length = (size_t)snprintf(title, sizeof title, "%.*sa%.*s b%.*sc%.*s", (int)size,
                                             one, (int)size, one, (int)size, one, (int)size, one);
            if (c == 0)
                length = 4;
            slug_of(fast, title, length, &a);
            slug_of(slow, title, length, &b);
            assert_string_equal(a.data, b.data);
        }
        lt_slugger_free(fast);
        lt_slugger_free(slow);
        lt_slug_rules_free(map);
    }
    lt_buffer_dispose(&a);
    lt_buffer_dispose(&b);
}

static const char *const titles[] = {
    "Thủ tướng yêu cầu hoàn thành 3.000 km cao tốc trước 31/12/2025",
    "TP.HCM: Khởi công tuyến đường, vốn hơn 4.800 tỉ đồng & 5% dự phòng",
    "The people of the city and the river: a story of 12,5 hectares",
    "Владимир Зеленский và 习近平 gặp nhau ở Αθήνα",
    "supercalifragilisticexpialidocious",
    "Ở"};

/* Never longer than asked, a slug of the pattern, the same again when made from itself. */
static void test_lengths(void **state)
{
    (void)state;
    lt_buffer out = LT_BUFFER_INIT, again = LT_BUFFER_INIT;
    for (size_t length = 1; length <= 80; length++)
        for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
            lt_slug_options options = LT_SLUG_OPTIONS_INIT;
            options.rules = rules;
            options.max_length = length;
            options.flags = i % 2 ? LT_SLUG_SYMBOL_WORDS : 0;
            lt_slugger *slugger = slugger_of(options);
            slug_of(slugger, titles[i], strlen(titles[i]), &out);
            assert_true(out.length > 0 && out.length <= length);
            assert_int_equal(lt_slug_check(slugger, out.data, out.length, NULL),
                             LT_SLUG_FAULT_NONE);
            slug_of(slugger, out.data, out.length, &again);
            assert_string_equal(out.data, again.data);
            lt_slugger_free(slugger);
        }
    lt_buffer_dispose(&out);
    lt_buffer_dispose(&again);
}

static void test_limit(void **state)
{
    (void)state;
    lt_slugger *slugger = slugger_of((lt_slug_options)LT_SLUG_OPTIONS_INIT);
    lt_buffer out = LT_BUFFER_INIT;
    char *title = malloc(LT_SLUG_TITLE_MAXIMUM + 1);
    assert_non_null(title);
    memset(title, 'a', LT_SLUG_TITLE_MAXIMUM + 1);
    assert_int_equal(lt_slug(slugger, title, LT_SLUG_TITLE_MAXIMUM, &out, NULL), LT_OK);
    assert_int_equal(out.length, LT_SLUG_TITLE_MAXIMUM);
    assert_int_equal(lt_slug(slugger, title, LT_SLUG_TITLE_MAXIMUM + 1, &out, NULL), LT_TOO_LONG);
    assert_int_equal(out.length, LT_SLUG_TITLE_MAXIMUM);
    lt_buffer small;
    lt_buffer_init(&small, 3);
    assert_int_equal(lt_slug(slugger, "ab cd", 5, &small, NULL), LT_TOO_LONG);
    assert_int_equal(small.length, 0);
    assert_int_equal(lt_slug(slugger, NULL, 0, &small, NULL), LT_NOT_FOUND);
    lt_buffer_dispose(&small);
    free(title);
    lt_slugger_free(slugger);
    lt_buffer_dispose(&out);
}

/* 50,000 of each character that is dear to some pass: all end, none is slow. */
static void test_long_runs(void **state)
{
    (void)state;
    static const char *const units[] = {"-",         "%", "\xCC\xA3",         "$1", "中", "Щ",
                                        "a\xCC\x81", "½", "\xF0\x9F\x98\x80", "α"};
    lt_slug_options options = LT_SLUG_OPTIONS_INIT;
    options.rules = rules;
    options.flags = LT_SLUG_SYMBOL_WORDS;
    options.max_length = 100;
    lt_slugger *slugger = slugger_of(options);
    lt_buffer title = LT_BUFFER_INIT, out = LT_BUFFER_INIT;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        lt_buffer_clear(&title);
        while (title.length + 8 < 50000)
            assert_int_equal(lt_buffer_append_string(&title, units[i]), LT_OK);
        slug_of(slugger, title.data, title.length, &out);
        assert_true(out.length <= 100);
    }
    lt_slugger_free(slugger);
    lt_buffer_dispose(&title);
    lt_buffer_dispose(&out);
}

static void test_wrong_options(void **state)
{
    (void)state;
    lt_slug_options good = LT_SLUG_OPTIONS_INIT, bad;
    lt_slugger *slugger;
    lt_error error = LT_ERROR_INIT;
    bad = good, bad.flags = 0x100;
    assert_int_equal(lt_slugger_new(&bad, &slugger, &error), LT_BAD_ARGUMENT);
    assert_non_null(strstr(error.message, "flag"));
    bad = good, bad.flags = LT_SLUG_DROP_VI;
    assert_int_equal(lt_slugger_new(&bad, &slugger, NULL), LT_BAD_ARGUMENT);
    bad = good, bad.separator = 'x';
    assert_int_equal(lt_slugger_new(&bad, &slugger, NULL), LT_BAD_ARGUMENT);
    bad = good, bad.suffix = "...";
    assert_int_equal(lt_slugger_new(&bad, &slugger, NULL), LT_BAD_ARGUMENT);
    bad = good, bad.id = "123456", bad.max_length = 7;
    assert_int_equal(lt_slugger_new(&bad, &slugger, NULL), LT_BAD_ARGUMENT);
    assert_null(slugger);
    bad.max_length = 8;
    assert_slug(bad, "Hà Nội", "h-123456");
}

static void test_numbers(void **state)
{
    (void)state;
    lt_slug_options options = LT_SLUG_OPTIONS_INIT;
    lt_buffer out = LT_BUFFER_INIT;
    options.max_length = 14;
    lt_slugger *slugger = slugger_of(options);
    assert_int_equal(lt_slug_number(slugger, "ha-noi", 6, 2, &out, NULL), LT_OK);
    assert_string_equal(out.data, "ha-noi-2");
    lt_buffer_clear(&out);
    assert_int_equal(lt_slug_number(slugger, "ha-noi-mua-thu", 14, 12, &out, NULL), LT_OK);
    assert_string_equal(out.data, "ha-noi-mua-12");
    lt_buffer_clear(&out);
    assert_int_equal(lt_slug_number(slugger, "abcdefghijklmn", 14, 2, &out, NULL), LT_OK);
    assert_string_equal(out.data, "abcdefghijkl-2");
    lt_slugger_free(slugger);
    lt_buffer_clear(&out);
    options.id = "a1";
    slugger = slugger_of(options);
    assert_int_equal(lt_slug_number(slugger, "ha-noi-thu-a1", 13, 2, &out, NULL), LT_OK);
    assert_string_equal(out.data, "ha-noi-2-a1");
    lt_slugger_free(slugger);
    lt_buffer_dispose(&out);
}

static void test_template(void **state)
{
    (void)state;
    lt_buffer out = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    assert_int_equal(
        lt_slug_template("/{date}/{slug}-a{id}.html", "ha-noi", "7", "2026", &out, NULL), LT_OK);
    assert_string_equal(out.data, "/2026/ha-noi-a7.html");
    assert_int_equal(lt_slug_template("{slug}-{id}", "a", NULL, NULL, &out, &error),
                     LT_BAD_ARGUMENT);
    assert_int_equal(error.offset, 7);
    assert_int_equal(lt_slug_template("x{y}", "a", "1", "2", &out, NULL), LT_BAD_ARGUMENT);
    assert_string_equal(out.data, "/2026/ha-noi-a7.html");
    lt_buffer_dispose(&out);
}

/* Own replacements: longest first, whole words, any case, composed or apart; reserved slugs. */
static void test_map(void **state)
{
    (void)state;
    char map[32], reserved[32];
    write_file(map, "# own\nTP.HCM\tthanh pho ho chi minh\nTP\tthanh pho\n%\tphần trăm\nC++ = cpp\n"
                    "Đ=dj\nđược\tdc\n™\t\n");
    write_file(reserved, "/Admin/\nadmin-2\nfeed \n");
    lt_slug_files files = LT_SLUG_FILES_INIT;
    files.map = map;
    files.reserved = reserved;
    lt_slug_options options = LT_SLUG_OPTIONS_INIT;
    lt_slug_rules *own;
    assert_int_equal(lt_slug_rules_load(&files, &own, NULL), LT_OK);
    options.rules = own;
    assert_slug(options, "TP.HCM và tp Huế, TPP", "thanh-pho-ho-chi-minh-va-thanh-pho-hue-tpp");
    assert_slug(options, "5% C++11 ABC™", "5-phan-tram-cpp-11-abc");
    assert_slug(options, "\u0111u\u031Bo\u031B\u0323c Đi", "dc-dji");
    assert_slug(options, "Admin", "admin-3");
    assert_slug(options, "feed", "feed-2");
    options.max_length = 6;
    assert_slug(options, "admin", "admi-2");
    lt_slug_rules_free(own);
    unlink(map);
    unlink(reserved);
}

static void test_bad_rules(void **state)
{
    (void)state;
    static const char *const symbols[] = {
        "%\tword\tphần trăm\n", "%\tnoun\ta\tb\n", "a b\tmultiplier\n",
        "%%\tword\ta\tb\n",     "\xFF\n",          "a\tb\tc\td\te\n"};
    for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
        char path[32];
        lt_slug_files files = LT_SLUG_FILES_INIT;
        lt_slug_rules *own;
        lt_error error = LT_ERROR_INIT;
        write_file(path, symbols[i]);
        files.symbols = path;
        assert_int_equal(lt_slug_rules_load(&files, &own, &error), LT_BAD_DATA);
        assert_null(own);
        assert_int_equal(error.line, 1);
        unlink(path);
    }
    lt_slug_files files = LT_SLUG_FILES_INIT;
    lt_slug_rules *own;
    files.map = "/nonexistent";
    assert_int_equal(lt_slug_rules_load(&files, &own, NULL), LT_IO);
}

typedef struct chaos_context {
    char map[32];
} chaos_context;

static lt_status everything(void *context)
{
    const chaos_context *chaos = context;
    static const char title[] = "Giá $5 tỷ & Владимир ở \u0111u\u031Bo\u031B\u0300ng ½ TP";
    lt_slug_files files = LT_SLUG_FILES_INIT;
    lt_slug_options options = LT_SLUG_OPTIONS_INIT;
    lt_slug_rules *own = NULL;
    lt_slugger *slugger = NULL;
    lt_buffer out = LT_BUFFER_INIT;
    files.map = chaos->map;
    options.prefix = "tin";
    options.max_length = 30;
    lt_status status = lt_slug_rules_load(&files, &own, NULL);
    options.rules = own;
    if (status == LT_OK)
        status = lt_slugger_new(&options, &slugger, NULL);
    if (status == LT_OK)
        status = lt_slug(slugger, title, sizeof title - 1, &out, NULL);
    if (status != LT_OK)
        assert_int_equal(out.length, 0);
    lt_slugger_free(slugger);
    lt_slug_rules_free(own);
    lt_buffer_dispose(&out);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    chaos_context context;
    write_file(context.map, "TP\tthành phố\n$\tđô la\n");
    assert_true(chaos_run(everything, &context) > 10);
    unlink(context.map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_syllables),
                                       cmocka_unit_test(test_two_ways),
                                       cmocka_unit_test(test_lengths),
                                       cmocka_unit_test(test_limit),
                                       cmocka_unit_test(test_long_runs),
                                       cmocka_unit_test(test_wrong_options),
                                       cmocka_unit_test(test_numbers),
                                       cmocka_unit_test(test_template),
                                       cmocka_unit_test(test_map),
                                       cmocka_unit_test(test_bad_rules),
                                       cmocka_unit_test(test_failing_allocations)};
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
