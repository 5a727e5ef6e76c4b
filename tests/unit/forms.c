/* The table of English word forms: what it answers, that it says what Hunspell says, and that one
 * which is damaged or of another dictionary is not used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "model/format.h"
#include "spell/forms.h"
#include "spell/session.h"
#include "tests/runner/chaos.h"
#include "tests/runner/fences.h"
#include "tests/runner/folder.h"

#define AFF "/usr/share/hunspell/en_US.aff"
#define DIC "/usr/share/hunspell/en_US.dic"

static char path[4096];
static char *bytes; /* of the table that ships */
static size_t length;
static lt_forms table;
static bool fits; /* it is of the dictionary that is installed */

static int open_table(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "%s/en_US.forms", getenv("DICTIONARIES"));
    bytes = read_whole(path, &length);
    if (lt_forms_open(&table, path, NULL) != LT_OK)
        return 1;
    fits = lt_forms_fits(&table, AFF, DIC, NULL) == LT_OK;
    return 0;
}

static int close_table(void **state)
{
    (void)state;
    lt_forms_close(&table);
    free(bytes);
    return 0;
}

static void expect(lt_forms_answer answer, const char *const *words)
{
    for (; *words; words++)
        if (lt_forms_ask(&table, *words, strlen(*words)) != answer)
            fail_msg("\"%s\" is not answered by %d", *words, (int)answer);
}

static const char *const known[] = {
    "house", "House",  "HOUSE", "houses", "house's", "House's", "don't", "Don't", "I", "I'm",
    "a",     "unties", "Paris", "PARIS",  "NATO",    "IPOD",    "EBAY",  "o'er",  NULL};
static const char *const unknown[] = {"hous",  "Hous",   "HOUS",    "paris",     "nato", "don'x",
                                      "Ipod",  "ipod",   "ebay",    "xq",        "dont", "houssee",
                                      "it'ss", "colour", "khiSong", "VnExpress", NULL};
static const char *const asked[] = {"",
                                    "eBay",
                                    "iPhone",
                                    "McDonald",
                                    "HOUSE'S",
                                    "hOUSE",
                                    "co-op",
                                    "B2B",
                                    "don\xE2\x80\x99t",
                                    "caf\xC3\xA9",
                                    "'tis",
                                    "dogs'",
                                    "rock'n'roll",
                                    "etc.",
                                    " a",
                                    "a b",
                                    "'",
                                    NULL};

static void test_answers(void **state)
{
    char long_word[LT_FORMS_LONGEST + 2];
    (void)state;
    expect(LT_FORMS_KNOWN, known);
    expect(LT_FORMS_UNKNOWN, unknown);
    expect(LT_FORMS_ASK, asked);
    memset(long_word, 'a', sizeof long_word);
    assert_int_equal(lt_forms_ask(&table, long_word, LT_FORMS_LONGEST), LT_FORMS_UNKNOWN);
    assert_int_equal(lt_forms_ask(&table, long_word, LT_FORMS_LONGEST + 1), LT_FORMS_ASK);
    assert_int_equal(lt_forms_ask(&table, "a\0b", 3), LT_FORMS_ASK);
}

/* By Hunspell alone and with the table. */
static void expect_same(struct lt_english *with, struct lt_english *without,
                        const char *const *words)
{
    for (; *words; words++)
        for (int again = 0; again < 2; again++)
            if (lt_english_knows(with, *words, strlen(*words)) !=
                lt_english_knows(without, *words, strlen(*words)))
                fail_msg("\"%s\": Hunspell says another thing", *words);
}

static void test_same_as_hunspell(void **state)
{
    static const char *const more[] = {
        "organise", "Organised", "colour's", "theatre",   "travelling", "programme", "dialogue",
        "defence",  "analyse",   "ORGANISE", "goverment", "centres",    "islans",    NULL};
    (void)state;
    struct lt_english *with = lt_english_new(AFF, DIC, path);
    struct lt_english *without = lt_english_new(AFF, DIC, NULL);
    assert_true((with == NULL) == (without == NULL));
    if (!with)
        skip(); /* no Hunspell dictionary */
    expect_same(with, without, known);
    expect_same(with, without, unknown);
    expect_same(with, without, asked);
    expect_same(with, without, more);
    assert_true(lt_english_knows(with, "organised", 9));
    assert_false(lt_english_knows(with, "goverment", 9));
    lt_english_free(with);
    lt_english_free(without);
}

static bool count_suggestion(void *context, const char *suggestion)
{
    (void)suggestion;
    return ++*(unsigned *)context < 3;
}

/* Hunspell is opened for suggestions when the table has answered everything else. */
static void test_suggestions(void **state)
{
    unsigned count = 0;
    (void)state;
    struct lt_english *english = lt_english_new(AFF, DIC, path);
    if (!english)
        skip();
    assert_false(lt_english_knows(english, "goverment", 9));
    lt_english_suggest(english, "goverment", 9, count_suggestion, &count);
    assert_int_not_equal(count, 0);
    lt_english_free(english);
}

static void write_text(const char *to, const char *text, size_t size)
{
    FILE *file = fopen(to, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* Files of a test's own. */
typedef struct files {
    test_folder folder;
    char aff[80], dic[80], forms[80];
} files;

static void make_files(files *made)
{
    static const char aff[] = "SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n", dic[] = "1\nblorb/S\n";
    assert_int_equal(test_folder_make(&made->folder), 0);
    snprintf(made->aff, sizeof made->aff, "%s/other.aff", made->folder.folder);
    snprintf(made->dic, sizeof made->dic, "%s/other.dic", made->folder.folder);
    snprintf(made->forms, sizeof made->forms, "%s/damaged.forms", made->folder.folder);
    write_text(made->aff, aff, sizeof aff - 1);
    write_text(made->dic, dic, sizeof dic - 1);
}

static void remove_files(const files *made)
{
    unlink(made->aff);
    unlink(made->dic);
    unlink(made->forms);
    test_folder_remove(&made->folder);
}

static void test_other_dictionary(void **state)
{
    files files;
    lt_error error = LT_ERROR_INIT;
    (void)state;
    make_files(&files);
    assert_int_equal(lt_forms_fits(&table, files.aff, files.dic, &error), LT_BAD_DATA);
    assert_non_null(strstr(error.message, "not the dictionary"));
    assert_int_equal(lt_forms_fits(&table, "no-such-file", files.dic, NULL), LT_IO);
    if (fits) /* the rules are the same, the words are others */
        assert_int_equal(lt_forms_fits(&table, AFF, files.dic, NULL), LT_BAD_DATA);
    struct lt_english *english = lt_english_new(files.aff, files.dic, path);
    assert_non_null(english);
    assert_true(lt_english_knows(english, "blorbs", 6));
    assert_false(lt_english_knows(english, "house", 5));
    lt_english_free(english);
    assert_null(lt_english_new("no-such-file", files.dic, path));
    assert_null(lt_english_new(files.aff, "no-such-file", path));
    remove_files(&files);
}

static void mend(char *image, size_t size)
{
    lt_forms_header *header = (void *)image;
    header->checksum = lt_model_checksum(image + sizeof *header, size - sizeof *header);
}

static void refuse(const char *image, size_t size, const char *why)
{
    lt_forms forms;
    lt_error error = LT_ERROR_INIT;
    assert_int_equal(lt_forms_load(&forms, image, size, &error), LT_BAD_DATA);
    assert_non_null(strstr(error.message, why));
    assert_null(forms.starts);
}

static void test_damage(void **state)
{
    lt_forms forms;
    lt_forms_header *header = (void *)bytes, kept = *header;
    uint32_t *starts = (void *)(bytes + sizeof *header);
    (void)state;
    assert_int_equal(lt_forms_load(&forms, bytes, length, NULL), LT_OK);
    assert_int_equal(lt_forms_load(&forms, bytes + 4, length - 4, NULL), LT_BAD_ARGUMENT);
    for (size_t cut = 0; cut < 300000; cut = cut * 3 + 1)
        refuse(bytes, cut, cut < 262212 ? "too short" : "cut off");
    refuse(bytes, length - 4, "cut off");
    for (size_t at = sizeof kept; at < length; at += length / 50) {
        bytes[at] ^= 0x10;
        refuse(bytes, length, "wrong checksum");
        bytes[at] ^= 0x10;
    }
    header->magic ^= 1;
    refuse(bytes, length, "another kind of file");
    *header = kept;
    header->version++;
    refuse(bytes, length, "another version");
    *header = kept;
    header->count++;
    refuse(bytes, length, "cut off");
    *header = kept;
    static const uint32_t places[] = {0, 1, LT_FORMS_BUCKETS / 2, LT_FORMS_BUCKETS};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        uint32_t start = starts[places[i]];
        starts[places[i]] = i % 2 ? kept.count + 1 : UINT32_MAX;
        mend(bytes, length);
        refuse(bytes, length, "an offset out of bounds");
        starts[places[i]] = start;
    }
    *header = kept;
    assert_int_equal(lt_forms_load(&forms, bytes, length, NULL), LT_OK);
}

/* Spelling goes on by Hunspell. */
static void test_damaged_file(void **state)
{
    files files;
    lt_forms forms;
    lt_error error = LT_ERROR_INIT;
    (void)state;
    make_files(&files);
    const size_t cuts[] = {0, 100, length - 1};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        write_text(files.forms, bytes, cuts[i]);
        assert_int_equal(lt_forms_open(&forms, files.forms, NULL), LT_BAD_DATA);
        struct lt_english *english = lt_english_new(files.aff, files.dic, files.forms);
        assert_non_null(english);
        assert_true(lt_english_knows(english, "blorb", 5));
        assert_false(lt_english_knows(english, "blorbed", 7));
        lt_english_free(english);
    }
    assert_int_equal(lt_forms_open(&forms, "no-such-file", &error), LT_IO);
    assert_int_equal(lt_forms_open(&forms, files.folder.folder, NULL), LT_BAD_DATA);
    remove_files(&files);
}

static lt_status open_and_ask(void *context)
{
    const files *files = context;
    struct lt_english *english =
        lt_english_new(files ? files->aff : AFF, files ? files->dic : DIC, path);
    if (!english)
        return LT_NO_MEMORY;
    /* What Hunspell said need not be kept. */
    assert_true(lt_english_knows(english, files ? "blorb" : "house", 5));
    assert_false(lt_english_knows(english, "xqz-xqz", 7));
    lt_english_free(english);
    return LT_OK;
}

static void test_failing_allocations(void **state)
{
    files files;
    (void)state;
    make_files(&files);
    chaos_run(open_and_ask, &files);
    if (fits)
        chaos_run(open_and_ask, NULL);
    remove_files(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_same_as_hunspell),
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_other_dictionary),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_damaged_file),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, open_table, close_table);
}
