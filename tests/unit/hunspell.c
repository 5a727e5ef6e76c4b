/* dictionaries/hunspell: Hunspell loads it, takes both tone styles, and mends what people mistype.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <hunspell/hunspell.h>

static Hunhandle *dictionary;

static int open_dictionary(void **state)
{
    (void)state;
    char aff[4096], dic[4096];
    const char *folder = getenv("DICTIONARIES");
    snprintf(aff, sizeof aff, "%s/vi_VN.aff", folder ? folder : "dictionaries");
    snprintf(dic, sizeof dic, "%s/vi_VN.dic", folder ? folder : "dictionaries");
    /* Hunspell_create never fails: look first. */
    FILE *file = fopen(dic, "rb");
    assert_non_null(file);
    fclose(file);
    dictionary = Hunspell_create(aff, dic);
    return dictionary ? 0 : -1;
}

static int close_dictionary(void **state)
{
    (void)state;
    Hunspell_destroy(dictionary);
    return 0;
}

static void test_right_words(void **state)
{
    (void)state;
    static const char *const words[] = {"hòa",  "hoà",     "Thúy",    "Thuý",   "KHỎE",
                                        "quý",  "nghiêng", "Đắk",     "Nguyễn", "đường",
                                        "giữa", "ôxy",     "internet"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!Hunspell_spell(dictionary, words[i]))
            fail_msg("%s is refused", words[i]);
}

static void test_wrong_words(void **state)
{
    (void)state;
    static const char *const words[] = {"nguời", "đựợc", "taị", "ngh", "xúât", "nghành", "đuợc"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (Hunspell_spell(dictionary, words[i]))
            fail_msg("%s is taken", words[i]);
}

static void test_suggestions(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"nguời", "người"}, {"đuợc", "được"},    {"nghành", "ngành"},
        {"xúât", "xuất"},   {"ddường", "đường"}, {"trănm", "trăm"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char **list;
        int count = Hunspell_suggest(dictionary, &list, pairs[i][0]), found = 0;
        for (int j = 0; j < count && j < 5; j++)
            found |= strcmp(list[j], pairs[i][1]) == 0;
        Hunspell_free_list(dictionary, &list, count);
        if (!found)
            fail_msg("%s: no %s", pairs[i][0], pairs[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_right_words),
        cmocka_unit_test(test_wrong_words),
        cmocka_unit_test(test_suggestions),
    };
    return cmocka_run_group_tests(tests, open_dictionary, close_dictionary);
}
