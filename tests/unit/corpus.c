/* The corpus holds together: text and segments agree, every segment is in exactly one gold link,
 * and every word of every article is NFC in the old tone style. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include <libtext/syllable.h>
#include <libtext/utf8.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "tests/runner/fences.h"

#define MOST_SEGMENTS 4096

static char *read_part(const char *pair, const char *name)
{
    char path[4096];
    size_t length;
    snprintf(path, sizeof path, "%s/%s", pair, name);
    char *text = read_whole(path, &length);
    if (strlen(text) != length || lt_utf8_validate(text, length, NULL) != LT_OK)
        fail_msg("%s: NUL or invalid UTF-8", path);
    return text;
}

/* Next visible byte, white space and no-break spaces stepped over. */
static const char *skip_space(const char *at)
{
    for (;;) {
        size_t space = strspn(at, " \t\r\n");
        if (space == 0 && (unsigned char)at[0] == 0xC2 && (unsigned char)at[1] == 0xA0)
            space = 2;
        if (space == 0)
            return at;
        at += space;
    }
}

static void check_same_text(const char *pair, const char *text, const char *segments)
{
    const char *a = skip_space(text), *b = skip_space(segments);
    while (*a && *a == *b) {
        a = skip_space(a + 1);
        b = skip_space(b + 1);
    }
    if (*a || *b)
        fail_msg("%s: text and segments part at \"%.40s\" and \"%.40s\"", pair, a, b);
}

static size_t count_segments(const char *text)
{
    size_t count = 0;
    while (*text) {
        size_t line = strcspn(text, "\n");
        count += line > 0;
        text += line + (text[line] == '\n');
    }
    return count;
}

/* Marks the indices of one column; each must be new, in range and rising. */
static const char *mark_indices(const char *pair, const char *at, char end, size_t count,
                                unsigned char *seen)
{
    if (*at == '-' && at[1] == end)
        return at + 2;
    long last = -1;
    for (;;) {
        char *after;
        long index = strtol(at, &after, 10);
        if (after == at || index <= last || (size_t)index >= count || seen[index])
            fail_msg("%s: gold.tsv: bad index before \"%.20s\"", pair, after);
        seen[index] = 1;
        last = index;
        at = after + 1;
        if (*after == end)
            return at;
        if (*after != ',')
            fail_msg("%s: gold.tsv: bad line at \"%.20s\"", pair, after);
    }
}

static void check_gold(const char *pair, const char *gold, size_t vi, size_t en)
{
    static unsigned char seen[2][MOST_SEGMENTS];
    memset(seen, 0, sizeof seen);
    assert_true(vi < MOST_SEGMENTS && en < MOST_SEGMENTS);
    while (*gold) {
        gold = mark_indices(pair, gold, '\t', vi, seen[0]);
        gold = mark_indices(pair, gold, '\n', en, seen[1]);
    }
    for (size_t i = 0; i < vi; i++)
        if (!seen[0][i])
            fail_msg("%s: Vietnamese segment %zu is in no gold link", pair, i);
    for (size_t i = 0; i < en; i++)
        if (!seen[1][i])
            fail_msg("%s: English segment %zu is in no gold link", pair, i);
}

static void check_normal(const char *pair, const char *text)
{
    UErrorCode code = U_ZERO_ERROR;
    static UChar wide[1 << 18];
    int32_t length;
    u_strFromUTF8(wide, 1 << 18, &length, text, -1, &code);
    assert_true(U_SUCCESS(code));
    if (!unorm2_isNormalized(unorm2_getNFCInstance(&code), wide, length, &code))
        fail_msg("%s: not NFC", pair);
}

static void check_old_style(const char *pair, const char *text)
{
    for (const char *at = text; *at;) {
        lt_letter letter;
        size_t length = 0, size;
        while ((size = lt_letter_read(at + length, strlen(at + length), &letter)) > 0)
            length += size;
        lt_syllable_shape shape;
        if (length > 0 && lt_syllable_parse(at, length, &shape) &&
            (shape.place == LT_TONE_PLACE_NEW || shape.place == LT_TONE_PLACE_WRONG))
            fail_msg("%s: \"%.*s\" is not in the old tone style", pair, (int)length, at);
        at += length ? length : 1;
    }
}

static void check_pair(const char *pair)
{
    char *vi = read_part(pair, "vi.txt"), *en = read_part(pair, "en.txt");
    char *vi_segments = read_part(pair, "vi.seg"), *en_segments = read_part(pair, "en.seg");
    char *gold = read_part(pair, "gold.tsv");
    check_same_text(pair, vi, vi_segments);
    check_same_text(pair, en, en_segments);
    check_gold(pair, gold, count_segments(vi_segments), count_segments(en_segments));
    check_normal(pair, vi);
    check_normal(pair, en);
    check_old_style(pair, vi);
    free(vi);
    free(en);
    free(vi_segments);
    free(en_segments);
    free(gold);
}

static void test_articles(void **state)
{
    (void)state;
    char folder[4096], pair[4400];
    snprintf(folder, sizeof folder, "%s/articles", getenv("CORPUS"));
    struct dirent **names;
    int count = scandir(folder, &names, NULL, alphasort), pairs = 0;
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        if (names[i]->d_name[0] != '.') {
            snprintf(pair, sizeof pair, "%s/%s", folder, names[i]->d_name);
            check_pair(pair);
            pairs++;
        }
        free(names[i]);
    }
    free(names);
    print_message("%d pairs\n", pairs);
    assert_true(pairs > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_articles)};
    return cmocka_run_group_tests_name("corpus", tests, NULL, NULL);
}
