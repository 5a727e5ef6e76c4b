#include "rules.h"

#include <stdlib.h>
#include <string.h>

#include <libtext/normalize.h>
#include <libtext/utf8.h>

#define DECREE "Nghị định 30/2020/NĐ-CP, Phụ lục II"
#define CUSTOM "typographic custom of the Vietnamese press"

/* clang-format off */
static const lt_rule table[RULE_COUNT] = {
    [RULE_REPEAT] = {"repeat", "repeat", LT_RULE_CERTAIN, 0.95,
        "particles, prepositions and auxiliaries are never reduplicated; counted in news",
        "word written twice", "lặp từ"},
    [RULE_REPEAT_ANY] = {"repeat-any", "repeat", LT_RULE_STRICT, 0.50,
        "a repeated word that is no common reduplication", "word repeated; reduplication?",
        "từ lặp lại; có phải từ láy?"},
    [RULE_SPACE_BEFORE] = {"space-before", "space", LT_RULE_CERTAIN, 0.96, CUSTOM,
        "no space before this mark", "không để khoảng trắng trước dấu này"},
    [RULE_SPACE_AFTER] = {"space-after", "space", LT_RULE_CERTAIN, 0.95, CUSTOM,
        "a space is missing after this mark", "thiếu khoảng trắng sau dấu này"},
    [RULE_SPACE_INSIDE] = {"space-inside", "space", LT_RULE_CERTAIN, 0.95, CUSTOM,
        "no space inside brackets", "không để khoảng trắng sát trong ngoặc"},
    [RULE_SPACE_DOUBLE] = {"space-double", "space", LT_RULE_STRICT, 0.90, CUSTOM,
        "more than one space", "thừa khoảng trắng"},
    [RULE_PUNCTUATION_DOUBLE] = {"punctuation-double", "punctuation", LT_RULE_CERTAIN, 0.95, CUSTOM,
        "punctuation doubled or mixed up", "thừa hoặc lẫn dấu câu"},
    [RULE_BRACKET] = {"bracket", "punctuation", LT_RULE_STRICT, 0.80, CUSTOM,
        "bracket or quotation mark without its other half", "ngoặc hoặc nháy thiếu nửa kia"},
    [RULE_TONE_STYLE] = {"tone-style", "tone-style", LT_RULE_CERTAIN, 0.90,
        "old style of the press, or QĐ 1989/QĐ-BGDĐT (2018); one of them in a text",
        "tone mark placed in another style than in the rest of the text",
        "kiểu đặt dấu thanh khác với phần còn lại của bài"},
    [RULE_IY_STYLE] = {"iy-style", "tone-style", LT_RULE_CERTAIN, 0.85,
        "QĐ 1989/QĐ-BGDĐT (2018) and house styles: i or y, one of them for a word in a text",
        "the same word is written with i and with y in this text",
        "cùng một từ khi viết i, khi viết y trong bài"},
    [RULE_DECIMAL] = {"decimal", "number", LT_RULE_CERTAIN, 0.95,
        "Luật Kế toán 88/2015/QH13, Điều 11: a comma behind the units",
        "decimal point in a Vietnamese number; a comma is used",
        "số thập phân tiếng Việt dùng dấu phẩy"},
    [RULE_THOUSANDS] = {"thousands", "number", LT_RULE_CERTAIN, 0.95,
        "Luật Kế toán 88/2015/QH13, Điều 11: points behind thousands, millions", "thousands parted by commas; points are used",
        "hàng nghìn tiếng Việt dùng dấu chấm"},
    [RULE_PERCENT] = {"percent", "number", LT_RULE_STRICT, 0.70,
        "custom of the Vietnamese press: 14%", "no space before %",
        "không để khoảng trắng trước %"},
    [RULE_DATE] = {"date", "number", LT_RULE_CERTAIN, 0.95, "the Gregorian calendar, dd/mm/yyyy",
        "no such day in the calendar", "không có ngày này trong lịch"},
    [RULE_DATE_FORM] = {"date-form", "number", LT_RULE_STRICT, 0.70,
        "custom of the Vietnamese press: dd/mm/yyyy", "date not written dd/mm/yyyy",
        "ngày không viết theo dạng dd/mm/yyyy"},
    [RULE_UNIT] = {"unit", "number", LT_RULE_STRICT, 0.85, "SI; legal units of measurement, Nghị định 86/2012/NĐ-CP",
        "unit symbol in the wrong letter case", "ký hiệu đơn vị sai chữ hoa, chữ thường"},
    [RULE_ABBREVIATION] = {"abbreviation", "abbreviation", LT_RULE_STRICT, 0.50,
        "an abbreviation is introduced once in full, unless everyone knows it",
        "abbreviation not introduced in this text", "chữ viết tắt chưa được giải thích trong bài"},
    [RULE_PLACE_CASE] = {"place-case", "case", LT_RULE_CERTAIN, 0.92, DECREE ", III",
        "every syllable of a Vietnamese place name has a capital",
        "tên địa lý viết hoa chữ cái đầu mọi âm tiết"},
    [RULE_DECREE_CASE] = {"decree-case", "case", LT_RULE_DECREE, 0.85, DECREE ", III-V",
        "letter case of this name by Decree 30/2020", "viết hoa tên này theo Nghị định 30/2020"},
    [RULE_DECREE_DAY] = {"decree-day", "case", LT_RULE_DECREE, 0.85, DECREE ", V.8",
        "weekdays and months in words have a capital", "ngày trong tuần, tháng bằng chữ viết hoa"},
    [RULE_DECREE_OFFICE] = {"decree-office", "case", LT_RULE_DECREE, 0.80, DECREE ", V.3",
        "an office or degree before a person's name has a capital",
        "chức vụ, học vị đi liền với tên người viết hoa"},
    [RULE_OUTDATED] = {"outdated", "outdated", LT_RULE_DATED, 0.50,
        "Nghị quyết 202/2025/QH15; Nghị quyết 176/2025/QH15; Luật 72/2025/QH15",
        "this province, district or body no longer existed at the date of the text",
        "địa phương, cơ quan này không còn vào ngày của bài"},
    [RULE_NAME] = {"name", "name", LT_RULE_CERTAIN, 0.90, "the lists of names that ship with libtext",
        "a well-known name is spelt otherwise", "tên riêng quen thuộc viết khác"},
    [RULE_NAME_SPELLING] = {"name-spelling", "name", LT_RULE_CERTAIN, 0.60,
        "one person's name is spelt in one way in a text",
        "this name is spelt otherwise in the rest of the text",
        "tên này viết khác trong phần còn lại của bài"},
    [RULE_LOOKALIKE] = {"lookalike", "lookalike", LT_RULE_CERTAIN, 0.97,
        "Unicode UTS 39, confusables", "a letter of another script that looks right",
        "chữ cái của bảng chữ khác trông giống"},
    [RULE_LOOKALIKE_AGAIN] = {"lookalike-again", "lookalike", LT_RULE_STRICT, 0.97,
        "Unicode UTS 39, confusables", "again Ð (U+00D0) for Đ; vn-normalize repairs all",
        "lại Ð (U+00D0) thay cho Đ; vn-normalize sửa mọi chỗ"},
};
/* clang-format on */

size_t lt_rules_count(void)
{
    return RULE_COUNT;
}

const lt_rule *lt_rules_at(size_t index)
{
    return &table[index < RULE_COUNT ? index : 0];
}

uint64_t lt_rules_of_level(lt_rule_level level)
{
    uint64_t set = 0;
    for (size_t i = 0; i < RULE_COUNT; i++)
        set |= (uint64_t)(table[i].level == level) << i;
    return set;
}

static bool is_named(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && memcmp(name, text, length) == 0;
}

uint64_t lt_rules_named(const char *name, size_t length)
{
    uint64_t set = 0, of_code = 0;
    for (size_t i = 0; i < RULE_COUNT; i++) {
        set |= (uint64_t)is_named(table[i].name, name, length) << i;
        of_code |= (uint64_t)is_named(table[i].code, name, length) << i;
    }
    return set | of_code;
}

void lt_rule_findings_dispose(lt_rule_findings *findings)
{
    if (!findings)
        return;
    for (size_t i = 0; i < findings->string_count; i++)
        free(findings->strings[i]);
    free(findings->strings);
    free(findings->items);
    *findings = (lt_rule_findings)LT_RULE_FINDINGS_INIT;
}

static const char *keep_string(check *check, const char *text, size_t length)
{
    lt_rule_findings *findings = check->findings;
    if (length == 0)
        return "";
    char **strings = lt_array_room(findings->strings, findings->string_count,
                                   &findings->string_capacity, sizeof(char *));
    findings->strings = strings ? strings : findings->strings;
    char *copy = strings ? malloc(length + 1) : NULL;
    if (!copy) {
        check->status = LT_NO_MEMORY;
        return NULL;
    }
    memcpy(copy, text, length);
    copy[length] = '\0';
    return findings->strings[findings->string_count++] = copy;
}

void rules_add(check *check, enum rule_index rule, size_t start, size_t length,
               const char *suggestion, size_t suggestion_length)
{
    lt_rule_findings *findings = check->findings;
    if (check->status != LT_OK)
        return;
    lt_rule_finding *items =
        lt_array_room(findings->items, findings->count, &findings->capacity, sizeof *items);
    if (!items) {
        check->status = LT_NO_MEMORY;
        return;
    }
    findings->items = items;
    const char *kept = suggestion ? keep_string(check, suggestion, suggestion_length) : NULL;
    if (check->status == LT_OK)
        findings->items[findings->count++] = (lt_rule_finding){start, length, rule, kept};
}

void rules_add_tokens(check *check, enum rule_index rule, size_t first, size_t last,
                      const char *suggestion)
{
    token from = rules_token(check, first, 0), to = rules_token(check, last, 0);
    rules_add(check, rule, from.start, to.start + to.length - from.start, suggestion,
              suggestion ? strlen(suggestion) : 0);
}

static int by_place(const void *left, const void *right)
{
    const lt_rule_finding *one = left, *other = right;
    if (one->start != other->start)
        return one->start < other->start ? -1 : 1;
    return (one->rule > other->rule) - (one->rule < other->rule);
}

#define RULE(name) ((uint64_t)1 << RULE_##name)

/* What is looked at beside each token, and the rules it is looked at for. */
static const struct look {
    uint8_t kind, flags; /* all of these flags, that its letters give it */
    uint64_t rules;
    void (*at)(check *check, size_t index);
} looks[] = {
    {TOKEN_WORD, 0, RULE(REPEAT) | RULE(REPEAT_ANY), rules_repeat},
    {TOKEN_WORD, TOKEN_UPPER, RULE(PLACE_CASE), rules_place_case},
    {TOKEN_WORD, 0, RULE(OUTDATED), rules_outdated},
    {TOKEN_WORD, 0, RULE(DECREE_CASE) | RULE(DECREE_DAY) | RULE(DECREE_OFFICE), rules_decree},
    {TOKEN_WORD, TOKEN_FOREIGN, RULE(LOOKALIKE) | RULE(LOOKALIKE_AGAIN), rules_lookalike},
    {TOKEN_NUMBER, 0, RULE(DECIMAL) | RULE(THOUSANDS) | RULE(DATE) | RULE(DATE_FORM) | RULE(UNIT),
     rules_number},
    {TOKEN_SPACE, 0, RULE(SPACE_BEFORE) | RULE(SPACE_INSIDE) | RULE(SPACE_DOUBLE) | RULE(PERCENT),
     rules_space},
    {TOKEN_SIGN, 0,
     RULE(SPACE_AFTER) | RULE(SPACE_BEFORE) | RULE(SPACE_INSIDE) | RULE(PUNCTUATION_DOUBLE) |
         RULE(PERCENT),
     rules_sign},
};
#define LOOKS (sizeof looks / sizeof *looks)

/* Most rules are about few tokens, and a caller may want few rules. */
static void check_each(check *check)
{
    const struct look *wanted[TOKEN_KINDS][LOOKS];
    size_t counts[TOKEN_KINDS] = {0}, count = 0;
    for (size_t i = 0; i < LOOKS; i++)
        if (looks[i].rules & check->options->rules &&
            (looks[i].flags & check->tokens.flags) == looks[i].flags) {
            wanted[looks[i].kind][counts[looks[i].kind]++] = &looks[i];
            count++;
        }
    for (size_t i = 0; count > 0 && i < check->tokens.count && check->status == LT_OK; i++) {
        const packed_token *token = &check->tokens.items[i];
        for (size_t k = 0; k < counts[token->kind]; k++) {
            const struct look *look = wanted[token->kind][k];
            if ((token->flags & (look->flags | TOKEN_ADDRESS)) == look->flags)
                look->at(check, i);
        }
    }
}

/* Bytes; their tokens fit into the second cache. Fuzzing takes shorter ones. */
#ifndef LT_RULES_BLOCK
#define LT_RULES_BLOCK ((size_t)128 << 10)
#endif

/* A block ends behind a line. */
static size_t block_end(const char *text, size_t start, size_t length)
{
    if (length - start <= LT_RULES_BLOCK)
        return length;
    size_t least = start + LT_RULES_BLOCK;
    const char *newline = memchr(text + least, '\n', length - least);
    return newline ? (size_t)(newline - text) + 1 : length;
}

/* Stretches of a text of several blocks by which its share of Vietnamese is judged. */
#define STRETCHES 32
#define STRETCH   ((size_t)4 << 10)

/* Where a character begins, at `at` or behind it. */
static size_t next_character(const check *check, size_t at)
{
    while (at < check->length && ((unsigned char)check->text[at] & 0xC0) == 0x80)
        at++;
    return at;
}

/* Whether lines of few words are Vietnamese goes with the whole text: of a long one, with stretches
 * that stand evenly in it. */
static lt_status count_stretches(check *check, share *all)
{
    lt_status status = LT_OK;
    size_t step = check->length / STRETCHES;
    for (size_t i = 0; i < STRETCHES && status == LT_OK; i++) {
        size_t start = next_character(check, i * step);
        size_t end = next_character(check, i * step + (step < STRETCH ? step : STRETCH));
        status = rules_count(check->text, start, end, &check->tokens, all);
    }
    return status;
}

static void check_blocks(check *check)
{
    share share = {0, 0}, *all = check->length > LT_RULES_BLOCK ? &share : NULL;
    if (all)
        check->status = count_stretches(check, all);
    for (size_t start = 0, end; start < check->length && check->status == LT_OK; start = end) {
        end = block_end(check->text, start, check->length);
        check->status = rules_tokenize(check->text, start, end, all, &check->tokens);
        if (check->status != LT_OK)
            return;
        check_each(check);
        rules_tone_style(check);
        rules_iy_style(check);
        rules_brackets(check);
        rules_abbreviations(check);
        rules_near(check);
    }
    rules_tone_style_end(check);
    rules_near_end(check);
}

static lt_status check_text(const lt_rules *rules, const char *text, size_t length,
                            const lt_rules_options *options, lt_rule_findings *findings,
                            lt_error *error)
{
    check check = {.rules = rules,
                   .text = text,
                   .length = length,
                   .options = options,
                   .tokens = TOKENS_INIT,
                   .findings = findings,
                   .iy_seen = LT_MAP_INIT,
                   .abbreviations = LT_MAP_INIT,
                   .runs = {.map = LT_MAP_INIT}};
    lt_rule_findings_dispose(findings);
    if (options->rules >> RULE_COUNT || (unsigned)options->tone > LT_RULES_TONE_NEW)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "no such rule or tone style");
    if (length > LT_RULES_TEXT_MAXIMUM)
        return lt_error_set(error, LT_TOO_LONG, 0, "text of more than %zu bytes",
                            LT_RULES_TEXT_MAXIMUM);
    lt_status status = lt_utf8_validate(text, length, error);
    if (status != LT_OK)
        return status;
    check_blocks(&check);
    rules_tokens_dispose(&check.tokens);
    lt_map_dispose(&check.iy_seen);
    lt_map_dispose(&check.abbreviations);
    rules_near_dispose(&check);
    if (check.status != LT_OK) {
        lt_rule_findings_dispose(findings);
        return lt_error_set(error, check.status, 0, "out of memory");
    }
    if (findings->count > 1)
        qsort(findings->items, findings->count, sizeof *findings->items, by_place);
    return LT_OK;
}

/* Combining marks are U+0300 to U+036F: CC 80 to CD AF. */
static bool has_marks(const char *text, size_t length)
{
    return length > 0 && (memchr(text, 0xCC, length) || memchr(text, 0xCD, length));
}

/* The place in the text as it was given of a bound of a finding in its composed form; false within
 * a word that was composed. */
static bool map_back(const lt_changes *changes, size_t *bound, bool is_end)
{
    size_t low = 0, high = changes->count;
    while (low < high) { /* behind the last change that begins before the bound */
        size_t middle = low + (high - low) / 2;
        if (changes->items[middle].result_start + is_end <= *bound)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return true;
    const lt_change *c = &changes->items[low - 1];
    size_t end = c->result_start + c->result_length;
    if (*bound >= end)
        *bound = c->start + c->length + (*bound - end);
    else if (*bound == c->result_start && !is_end)
        *bound = c->start;
    else
        return false;
    return true;
}

/* The rules and their lists know composed letters: a text with combining marks is composed first.
 */
static lt_status check_composed(const lt_rules *rules, const char *text, size_t length,
                                const lt_rules_options *options, lt_rule_findings *findings,
                                lt_error *error)
{
    static const lt_normalize_options nfc = {LT_FORM_NFC, LT_TONE_KEEP, LT_CLEAN_NONE, false};
    lt_buffer composed = LT_BUFFER_INIT;
    lt_changes changes = LT_CHANGES_INIT;
    lt_status status = lt_normalize(text, length, &nfc, &composed, &changes, error);
    if (status == LT_OK)
        status = check_text(rules, composed.data, composed.length, options, findings, error);
    size_t kept = 0;
    for (size_t i = 0; status == LT_OK && i < findings->count; i++) {
        lt_rule_finding finding = findings->items[i];
        size_t end = finding.start + finding.length;
        bool placed = map_back(&changes, &finding.start, false) && map_back(&changes, &end, true);
        finding.length = end - finding.start;
        if (placed)
            findings->items[kept++] = finding;
    }
    findings->count = kept;
    lt_buffer_dispose(&composed);
    lt_changes_dispose(&changes);
    return status;
}

lt_status lt_rules_check(const lt_rules *rules, const char *text, size_t length,
                         const lt_rules_options *options, lt_rule_findings *findings,
                         lt_error *error)
{
    return has_marks(text, length) ? check_composed(rules, text, length, options, findings, error)
                                   : check_text(rules, text, length, options, findings, error);
}
