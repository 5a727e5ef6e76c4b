/* Operations of rules.txt. */
#include "tests/runner/cases.h"

#include <stdlib.h>
#include <string.h>

#include <libtext/rules.h>

static const char places[] = "Hà Nội\nViệt Nam\n";
static const char outdated[] = "Tỉnh Long An\t2025-07-01\ttỉnh Tây Ninh\n"
                               "Bộ Thông tin và Truyền thông\t2025-03-01\t\n"
                               "Ủy ban Pháp luật\t2025-02-18\tỦy ban Pháp luật và Tư pháp\n"
                               "Ủy ban Pháp luật và Tư pháp\t-\t\n";
static const char decree[] = "Ủy ban nhân dân\ntết Nguyên đán\nBộ Văn hóa, Thể thao và Du lịch\n";
static const char abbreviations[] = "UBND\tỦy ban nhân dân\n";
static const char introduce[] = "HĐTV\thội đồng thành viên\n";
static const char offices[] = "Chủ tịch nước\nGiáo sư\n";
static const char names[] = "Nghệ An\nHà Nội\nPhú Quốc\nLiên Hợp Quốc\nNgô Quyền\nHà Tĩnh\n";
static const char people[] = "Hà\nNgô\nQuyên\nNguyễn\nVăn\nHiển\nHiền\n";
static const char families[] = "Hà\nNgô\nNguyễn\n";

static void add_lists(lt_rules *rules)
{
    if (lt_rules_add(rules, LT_RULES_PLACES, places, strlen(places), NULL) != LT_OK ||
        lt_rules_add(rules, LT_RULES_OUTDATED, outdated, strlen(outdated), NULL) != LT_OK ||
        lt_rules_add(rules, LT_RULES_DECREE_NAMES, decree, strlen(decree), NULL) != LT_OK ||
        lt_rules_add(rules, LT_RULES_ABBREVIATIONS, abbreviations, strlen(abbreviations), NULL) !=
            LT_OK)
        abort();
    if (lt_rules_add(rules, LT_RULES_INTRODUCE, introduce, strlen(introduce), NULL) != LT_OK ||
        lt_rules_add(rules, LT_RULES_OFFICES, offices, strlen(offices), NULL) != LT_OK ||
        lt_rules_add(rules, LT_RULES_NAMES, names, strlen(names), NULL) != LT_OK ||
        lt_rules_add(rules, LT_RULES_PEOPLE, people, strlen(people), NULL) != LT_OK ||
        lt_rules_add(rules, LT_RULES_FAMILIES, families, strlen(families), NULL) != LT_OK)
        abort();
}

static void show(const lt_rule_findings *findings, const char *input, lt_buffer *out)
{
    for (size_t i = 0; i < findings->count; i++) {
        const lt_rule_finding *finding = &findings->items[i];
        lt_buffer_append_format(out, "%s%s [", i ? "\n" : "", lt_rules_at(finding->rule)->name);
        lt_buffer_append(out, input + finding->start, finding->length);
        lt_buffer_append_string(out, "]");
        if (finding->suggestion)
            lt_buffer_append_format(out, " -> [%s]", finding->suggestion);
    }
    if (findings->count == 0)
        lt_buffer_append_string(out, "-");
}

/* check: certain rules; strict: those and the strict ones; decree; dated (2025-08-01). */
bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    lt_rules_options options = LT_RULES_OPTIONS_INIT;
    char value[16];
    options.rules = lt_rules_of_level(LT_RULE_CERTAIN);
    if (case_is(head, "strict"))
        options.rules |= lt_rules_of_level(LT_RULE_STRICT);
    else if (case_is(head, "decree"))
        options.rules |= lt_rules_of_level(LT_RULE_DECREE);
    else if (case_is(head, "dated"))
        options.rules |= lt_rules_of_level(LT_RULE_DATED);
    else if (!case_is(head, "check"))
        return false;
    options.as_of = case_is(head, "dated") ? 20250801 : 0;
    if (fence_option(head, "tone", value, sizeof value))
        options.tone = strcmp(value, "old") == 0 ? LT_RULES_TONE_OLD : LT_RULES_TONE_NEW;
    lt_rules *rules;
    lt_rule_findings findings = LT_RULE_FINDINGS_INIT;
    lt_error error = LT_ERROR_INIT;
    if (lt_rules_new(&rules, &error) != LT_OK)
        abort();
    add_lists(rules);
    if (lt_rules_check(rules, input, length, &options, &findings, &error) == LT_OK)
        show(&findings, input, out);
    else
        lt_buffer_append_format(out, "error: %s", error.message);
    lt_rule_findings_dispose(&findings);
    lt_rules_free(rules);
    return true;
}
