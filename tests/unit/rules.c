/* House rules: the table, switches, lists, a text without end, failing memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <libtext/buffer.h>
#include <libtext/rules.h>

#include "tests/runner/chaos.h"

static void test_table(void **state)
{
    (void)state;
    uint64_t all = 0;
    assert_true(lt_rules_count() > 15 && lt_rules_count() < 64);
    for (size_t i = 0; i < lt_rules_count(); i++) {
        const lt_rule *rule = lt_rules_at(i);
        assert_true(*rule->name && *rule->code && *rule->source && *rule->en && *rule->vi);
        assert_true(rule->confidence > 0 && rule->confidence <= 1);
        assert_true(lt_rules_named(rule->name, strlen(rule->name)) >> i & 1u);
        assert_true(lt_rules_named(rule->code, strlen(rule->code)) >> i & 1u);
    }
    for (int level = LT_RULE_CERTAIN; level <= LT_RULE_DATED; level++) {
        uint64_t set = lt_rules_of_level((lt_rule_level)level);
        assert_true(set != 0 && (set & all) == 0);
        all |= set;
    }
    assert_true(all == ((uint64_t)1 << lt_rules_count()) - 1);
    assert_int_equal(lt_rules_named("nonsense", 8), 0);
    assert_int_equal(lt_rules_named("", 0), 0);
}

static lt_status add(lt_rules_list list, const char *text, lt_error *error)
{
    lt_rules *rules;
    lt_status status = lt_rules_new(&rules, error);
    if (status == LT_OK)
        status = lt_rules_add(rules, list, text, strlen(text), error);
    lt_rules_free(rules);
    return status;
}

static void test_bad_lists(void **state)
{
    (void)state;
    lt_error error = LT_ERROR_INIT;
    assert_int_equal(add(LT_RULES_PLACES, "# a\nHà Nội\r\n\n", &error), LT_OK);
    assert_int_equal(add(LT_RULES_OUTDATED, "# a\nTỉnh A\t2025-7-1\tB\n", &error), LT_BAD_DATA);
    assert_int_equal(error.line, 2);
    lt_error_clear(&error);
    assert_int_equal(add(LT_RULES_PLACES, "a b c d e f g h i j k l m n o p q r s\n", &error),
                     LT_BAD_DATA);
    assert_int_equal(error.line, 1);
    assert_int_equal(add((lt_rules_list)99, "a", NULL), LT_BAD_ARGUMENT);
    lt_error_clear(&error);
    assert_int_equal(add(LT_RULES_OUTDATED, "Ban A\t-\t\n", &error), LT_OK);
    assert_int_equal(add(LT_RULES_OUTDATED, "Ban A\t-\n", &error), LT_BAD_DATA);
    lt_error_clear(&error);
    assert_int_equal(add(LT_RULES_OUTDATED, "Ban A\n", &error), LT_BAD_DATA);
    lt_error_clear(&error);
    assert_int_equal(add(LT_RULES_INTRODUCE, "HĐTV\thội đồng\n", &error), LT_OK);
    assert_int_equal(add(LT_RULES_INTRODUCE, "HĐTV\n", &error), LT_BAD_DATA);
    assert_int_equal(error.line, 1);
    lt_error_clear(&error);
    /* Names that are too long, of one word, with figures: kept out, no mistake. */
    assert_int_equal(add(LT_RULES_NAMES, "A B C D E F G\nHuế\nQuận 1\nA-B\n", &error), LT_OK);
    assert_int_equal(add(LT_RULES_PEOPLE, "Hà\n", &error), LT_OK);
    assert_int_equal(add(LT_RULES_FAMILIES, "Hà\n", &error), LT_OK);
    /* Found by fuzzing: a byte that is no character was waited for without end. */
    assert_int_equal(add(LT_RULES_PLACES, "a \xF7 b\n", NULL), LT_INVALID_UTF8);
}

static void test_bad_calls(void **state)
{
    (void)state;
    lt_rules *rules;
    lt_rule_findings findings = LT_RULE_FINDINGS_INIT;
    lt_rules_options options = {UINT64_MAX, LT_RULES_TONE_ANY, 0};
    assert_int_equal(lt_rules_new(&rules, NULL), LT_OK);
    assert_int_equal(lt_rules_check(rules, "a", 1, &options, &findings, NULL), LT_BAD_ARGUMENT);
    options.rules = 1;
    assert_int_equal(lt_rules_check(rules, "a\xFF", 2, &options, &findings, NULL), LT_INVALID_UTF8);
    assert_int_equal(lt_rules_check(rules, NULL, 0, &options, &findings, NULL), LT_OK);
    assert_int_equal(findings.count, 0);
    lt_rules_free(rules);
}

/* Half a million brackets, repeats and marks in one line: linear, and every finding in place. */
static void test_long(void **state)
{
    (void)state;
    lt_rules *rules;
    lt_buffer text = LT_BUFFER_INIT;
    lt_rule_findings findings = LT_RULE_FINDINGS_INIT;
    lt_rules_options options = {lt_rules_of_level(LT_RULE_CERTAIN) |
                                    lt_rules_of_level(LT_RULE_STRICT),
                                LT_RULES_TONE_ANY, 0};
    for (int i = 0; i < 50000; i++)
        lt_buffer_append_string(&text, "của của ( hoà, hòa 12.5% ,, lí do lý do ");
    assert_int_equal(lt_rules_new(&rules, NULL), LT_OK);
    assert_int_equal(lt_rules_check(rules, text.data, text.length, &options, &findings, NULL),
                     LT_OK);
    assert_true(findings.count > 100000);
    for (size_t i = 0; i < findings.count; i++) {
        assert_true(findings.items[i].start + findings.items[i].length <= text.length);
        assert_true(i == 0 || findings.items[i].start >= findings.items[i - 1].start);
    }
    lt_rule_findings_dispose(&findings);
    lt_rules_free(rules);
    lt_buffer_dispose(&text);
}

static lt_status check_all(void *context)
{
    static const char text[] = "Từ Hà nội của của văn hoá hòa, bác sĩ bác sỹ ABCD 12.5% ."
                               " Đến Hà Lội, \xC3\x90ức, HĐTV họp.";
    static const char places[] = "Hà Nội\nĐà Nẵng\n";
    static const char introduce[] = "HĐTV\thội đồng thành viên\n";
    lt_rules *rules;
    lt_rule_findings findings = LT_RULE_FINDINGS_INIT;
    lt_rules_options options = {lt_rules_of_level(LT_RULE_CERTAIN) |
                                    lt_rules_of_level(LT_RULE_STRICT),
                                LT_RULES_TONE_ANY, 0};
    (void)context;
    lt_status status = lt_rules_new(&rules, NULL);
    if (status == LT_OK)
        status = lt_rules_add(rules, LT_RULES_PLACES, places, sizeof places - 1, NULL);
    if (status == LT_OK)
        status = lt_rules_add(rules, LT_RULES_NAMES, places, sizeof places - 1, NULL);
    if (status == LT_OK)
        status = lt_rules_add(rules, LT_RULES_INTRODUCE, introduce, sizeof introduce - 1, NULL);
    if (status == LT_OK)
        status = lt_rules_check(rules, text, sizeof text - 1, &options, &findings, NULL);
    if (status == LT_OK)
        assert_true(findings.count >= 9);
    else
        assert_int_equal(findings.count, 0);
    lt_rule_findings_dispose(&findings);
    lt_rules_free(rules);
    return status;
}

static void test_failing_memory(void **state)
{
    (void)state;
    assert_true(chaos_run(check_all, NULL) > 5);
}

static size_t count_rule(const lt_rules *rules, const lt_buffer *text, const char *name)
{
    lt_rule_findings found = LT_RULE_FINDINGS_INIT;
    lt_rules_options options = {lt_rules_named(name, strlen(name)), LT_RULES_TONE_ANY, 0};
    assert_int_equal(lt_rules_check(rules, text->data, text->length, &options, &found, NULL),
                     LT_OK);
    size_t count = found.count;
    lt_rule_findings_dispose(&found);
    return count;
}

static void append_lines(lt_buffer *text, const char *line, int count)
{
    for (int i = 0; i < count; i++)
        assert_int_equal(lt_buffer_append_string(text, line), LT_OK);
}

/* A table of many blocks in a Vietnamese text is Vietnamese wherever it stands. */
static void test_long_table(void **state)
{
    static const char prose[] = "Hôm nay những người dân ở đây đã được nhận nhà mới và rất vui.\n";
    enum { ROWS = 20000 };
    (void)state;
    lt_rules *rules;
    assert_int_equal(lt_rules_new(&rules, NULL), LT_OK);
    for (int before = 5; before <= 2000; before += 1995) {
        lt_buffer text = LT_BUFFER_INIT;
        append_lines(&text, prose, before);
        append_lines(&text, "Gia 1,234,567\n", ROWS);
        append_lines(&text, prose, 2005 - before);
        assert_int_equal(count_rule(rules, &text, "thousands"), ROWS);
        lt_buffer_dispose(&text);
    }
    lt_rules_free(rules);
}

/* A text that is looked at in several blocks says what the same lines say in one. */
static void test_blocks(void **state)
{
    static const char begin[] =
        "Ông Nguyễn Văn Hòa ở khoẻ. Ông Nguyễn Văn Hòa về. HĐTV họp. Lí do.\n"
        "Ông Nguyễn Văn Hòa đi. Ông Nguyễn Văn Hòa đến bằng hoà khí. vì lí do\n";
    static const char end[] = "Gặp ông Nguyễn Văn Hóa vì lý do HĐTV. Còn oà khóc là là. Hà Lội.\n";
    (void)state;
    lt_rules *rules;
    lt_rules_options options = {((uint64_t)1 << lt_rules_count()) - 1, LT_RULES_TONE_ANY, 0};
    assert_int_equal(lt_rules_new(&rules, NULL), LT_OK);
    assert_int_equal(lt_rules_add(rules, LT_RULES_FAMILIES, "Nguyễn\n", 9, NULL), LT_OK);
    assert_int_equal(lt_rules_add(rules, LT_RULES_NAMES, "Hà Nội\n", 10, NULL), LT_OK);
    lt_rule_findings found[2] = {LT_RULE_FINDINGS_INIT, LT_RULE_FINDINGS_INIT};
    lt_buffer text[2] = {LT_BUFFER_INIT, LT_BUFFER_INIT};
    for (int many = 0; many < 2; many++) {
        assert_int_equal(lt_buffer_append_string(&text[many], begin), LT_OK);
        for (int line = 0; line < (many ? 40000 : 1); line++)
            assert_int_equal(lt_buffer_append_string(&text[many], "trời mưa to.\n"), LT_OK);
        assert_int_equal(lt_buffer_append_string(&text[many], end), LT_OK);
        assert_int_equal(
            lt_rules_check(rules, text[many].data, text[many].length, &options, &found[many], NULL),
            LT_OK);
    }
    bool seen[64] = {false};
    assert_int_equal(found[0].count, found[1].count);
    for (size_t i = 0; i < found[0].count; i++) {
        const lt_rule_finding *one = &found[0].items[i], *other = &found[1].items[i];
        size_t moved = one->start < sizeof begin ? 0 : text[1].length - text[0].length;
        assert_int_equal(one->rule, other->rule);
        assert_int_equal(one->start + moved, other->start);
        assert_int_equal(one->length, other->length);
        assert_string_equal(one->suggestion ? one->suggestion : "",
                            other->suggestion ? other->suggestion : "");
        seen[one->rule] = true;
    }
    /* Those that compare what stands far apart. */
    static const char *const names[] = {"tone-style", "iy-style", "name", "name-spelling",
                                        "abbreviation"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (size_t rule = 0; rule < lt_rules_count(); rule++)
            if (lt_rules_named(names[i], strlen(names[i])) >> rule & 1u &&
                strcmp(lt_rules_at(rule)->name, names[i]) == 0 && !seen[rule])
                fail_msg("no finding of %s", names[i]);
    for (int many = 0; many < 2; many++) {
        lt_rule_findings_dispose(&found[many]);
        lt_buffer_dispose(&text[many]);
    }
    lt_rules_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),          cmocka_unit_test(test_bad_lists),
        cmocka_unit_test(test_bad_calls),      cmocka_unit_test(test_long),
        cmocka_unit_test(test_failing_memory), cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_long_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
