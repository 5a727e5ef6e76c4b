/* House rules on any text: findings in place and in order, suggestions UTF-8; the first byte draws
 * the rules. Ignore files on the same bytes. */
#include <string.h>

#include <libtext/baseline.h>
#include <libtext/rules.h>
#include <libtext/utf8.h>

#include "tests/runner/target.h"

static void check(const char *text, size_t length, unsigned draw)
{
    static const char names[] = "Hà Nội\nBộ A, B và C\n";
    lt_rules *rules;
    lt_rule_findings findings = LT_RULE_FINDINGS_INIT;
    lt_rules_options options = {((uint64_t)1 << lt_rules_count()) - 1, (lt_rules_tone)(draw % 3),
                                20250801};
    if (lt_rules_new(&rules, NULL) != LT_OK)
        return;
    require(lt_rules_add(rules, LT_RULES_PLACES, names, sizeof names - 1, NULL) == LT_OK);
    require(lt_rules_add(rules, LT_RULES_DECREE_NAMES, names, sizeof names - 1, NULL) == LT_OK);
    for (int list = LT_RULES_OFFICES; list <= LT_RULES_FAMILIES; list++)
        require(lt_rules_add(rules, (lt_rules_list)list, names, sizeof names - 1, NULL) == LT_OK);
    (void)lt_rules_add(rules, (lt_rules_list)(draw % (LT_RULES_FAMILIES + 1)), text, length, NULL);
    lt_status status = lt_rules_check(rules, text, length, &options, &findings, NULL);
    require(status == LT_OK || status == LT_INVALID_UTF8);
    size_t last = 0;
    for (size_t i = 0; i < findings.count; i++) {
        const lt_rule_finding *finding = &findings.items[i];
        require(finding->start >= last && finding->start + finding->length <= length);
        require(finding->rule < lt_rules_count());
        last = finding->start;
        (void)lt_baseline_key(text, length, finding->start, finding->length, "space");
    }
    lt_rule_findings_dispose(&findings);
    lt_rules_free(rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    char *copy = malloc(size);
    if (!copy)
        return 0;
    memcpy(copy, data + 1, size - 1);
    check(copy, size - 1, *data);
    lt_baseline *baseline;
    if (lt_baseline_read(copy, size - 1, &baseline, NULL) == LT_OK)
        (void)lt_baseline_has(baseline, 1);
    lt_baseline_free(baseline);
    free(copy);
    return 0;
}
