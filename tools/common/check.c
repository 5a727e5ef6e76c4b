#include "tools/common/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/model.h>
#include <libtext/rules.h>
#include <libtext/spell.h>

#include "tools/common/input.h"
#include "tools/common/words.h"

#define MODEL       "vi.model"
#define ENGLISH_AFF "/usr/share/hunspell/en_US.aff"
#define ENGLISH_DIC "/usr/share/hunspell/en_US.dic"
#define FORMS       "en_US.forms"
/* At the quiet level a house rule must be surer than this. */
#define QUIET_RULE 0.93

struct checker {
    check_options options;
    lt_rules *rules;
    lt_rules_options rule_options;
    bool codes[LT_SPELL_CODE_COUNT]; /* switched on */
    bool spelling;                   /* any of them */
    lt_model *model;
    char *forms; /* path; NULL: there are none */
    accepted accepted;
    words words; /* personal */
};

struct check_session {
    checker *checker;
    lt_spell *spell;
    lt_spell_findings spelling;
    lt_rule_findings rules;
    check_finding *items;
    size_t count, capacity;
    const char **suggestions; /* pointers for the findings of spelling */
    size_t suggestion_count, suggestion_capacity;
};

/* Switches what a list of codes and rule names says. */
static void switch_codes(checker *checker, const char *list, bool on, const char *option)
{
    while (list && *list) {
        size_t length = strcspn(list, ",");
        uint64_t set = lt_rules_named(list, length);
        bool known = set != 0 || length == 0;
        for (int code = 0; code < LT_SPELL_CODE_COUNT; code++) {
            const char *name = lt_spell_code_name((lt_spell_code)code);
            if (strlen(name) == length && memcmp(name, list, length) == 0) {
                checker->codes[code] = on;
                known = true;
            }
        }
        if (!known)
            give_up(say("%s: no code or rule \"%.*s\"", "%s: không có mã hay quy tắc \"%.*s\""),
                    option, (int)length, list);
        checker->rule_options.rules =
            on ? checker->rule_options.rules | set : checker->rule_options.rules & ~set;
        list += length + (list[length] == ',');
    }
}

/* Rules find misspelt names and letters too. */
static bool is_spelling(const char *code)
{
    for (int i = 0; i < LT_SPELL_CODE_COUNT; i++)
        if (strcmp(lt_spell_code_name((lt_spell_code)i), code) == 0)
            return true;
    return false;
}

static void choose_rules(checker *checker)
{
    const check_options *options = &checker->options;
    uint64_t set = lt_rules_of_level(LT_RULE_CERTAIN);
    if (options->level == CHECK_STRICT)
        set |= lt_rules_of_level(LT_RULE_STRICT);
    for (size_t i = 0; options->level == CHECK_QUIET && i < lt_rules_count(); i++)
        if (lt_rules_at(i)->confidence < QUIET_RULE)
            set &= ~((uint64_t)1 << i);
    if (options->profile == 1)
        set |= lt_rules_of_level(LT_RULE_DECREE);
    if (options->as_of)
        set |= lt_rules_of_level(LT_RULE_DATED);
    if (options->every)
        set |= lt_rules_named("lookalike-again", 15);
    checker->rule_options.rules = set;
    for (int code = 0; code < LT_SPELL_CODE_COUNT; code++)
        checker->codes[code] = true;
    switch_codes(checker, options->enable, true, "--enable");
    switch_codes(checker, options->disable, false, "--disable");
    for (int code = 0; code < LT_SPELL_CODE_COUNT; code++)
        checker->spelling = checker->spelling || checker->codes[code];
    for (size_t i = 0; options->words_only && i < lt_rules_count(); i++)
        if (!is_spelling(lt_rules_at(i)->code))
            checker->rule_options.rules &= ~((uint64_t)1 << i);
}

static unsigned read_date(const char *text)
{
    unsigned year, month, day;
    int end = 0;
    if (sscanf(text, "%4u-%2u-%2u%n", &year, &month, &day, &end) != 3 || text[end] || month < 1 ||
        month > 12 || day < 1 || day > 31)
        give_up(say("--as-of: \"%s\" is not a date yyyy-mm-dd",
                    "--as-of: \"%s\" không phải ngày dạng yyyy-mm-dd"),
                text);
    return year * 10000 + month * 100 + day;
}

static void load_list(checker *checker, lt_rules_list list, const char *name)
{
    char *path = data_path_optional(name);
    lt_buffer text = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    if (path && input_read_text(path, &text) &&
        lt_rules_add(checker->rules, list, text.data, text.length, &error) != LT_OK)
        give_up("%s: %s", path, error.message);
    lt_buffer_dispose(&text);
    free(path);
}

static void load_rules(checker *checker)
{
    lt_error error = LT_ERROR_INIT;
    if (lt_rules_new(&checker->rules, &error) != LT_OK)
        give_up("%s", error.message);
    choose_rules(checker);
    checker->rule_options.tone = (lt_rules_tone)checker->options.tone;
    if (checker->options.as_of)
        checker->rule_options.as_of = read_date(checker->options.as_of);
    uint64_t set = checker->rule_options.rules;
    if (set & lt_rules_named("place-case", 10))
        load_list(checker, LT_RULES_PLACES, "rules/places.txt");
    if (set & lt_rules_named("abbreviation", 12))
        load_list(checker, LT_RULES_ABBREVIATIONS, "rules/abbreviations.tsv");
    if (set & lt_rules_named("abbreviation", 12))
        load_list(checker, LT_RULES_INTRODUCE, "rules/introduce.tsv");
    if (set & lt_rules_named("outdated", 8))
        load_list(checker, LT_RULES_OUTDATED, "rules/outdated.tsv");
    if (set & lt_rules_named("decree-case", 11))
        load_list(checker, LT_RULES_DECREE_NAMES, "rules/decree30.txt");
    if (set & lt_rules_named("decree-office", 13))
        load_list(checker, LT_RULES_OFFICES, "rules/offices.txt");
    if (set & (lt_rules_named("name", 4) | lt_rules_named("decree-office", 13))) {
        load_list(checker, LT_RULES_NAMES, "rules/names.txt");
        load_list(checker, LT_RULES_PEOPLE, "rules/people.txt");
        load_list(checker, LT_RULES_FAMILIES, "rules/families.txt");
    }
}

static void load_model(checker *checker)
{
    lt_error error = LT_ERROR_INIT;
    char *path = checker->spelling ? data_path(MODEL) : NULL;
    if (path && lt_model_open(path, &checker->model, &error) != LT_OK)
        give_up("%s: %s", path, error.message);
    free(path);
    checker->forms = checker->spelling ? data_path_optional(FORMS) : NULL;
}

static void load_personal(checker *checker)
{
    for (size_t i = 0; i < checker->options.personal.count; i++) {
        lt_buffer text = LT_BUFFER_INIT;
        if (!input_read_text(checker->options.personal.values[i], &text))
            exit(2);
        words_read(&checker->words, text.data, text.length);
        lt_buffer_dispose(&text);
    }
}

checker *checker_open(const check_options *options)
{
    checker *checker = calloc(1, sizeof *checker);
    if (!checker)
        give_up("out of memory");
    checker->options = *options;
    load_rules(checker);
    load_model(checker);
    load_personal(checker);
    checker->accepted = accepted_read(options->ignore_file);
    return checker;
}

const accepted *checker_accepted(const checker *checker)
{
    return &checker->accepted;
}

void checker_close(checker *checker)
{
    if (!checker)
        return;
    lt_rules_free(checker->rules);
    lt_model_free(checker->model);
    free(checker->forms);
    accepted_free(&checker->accepted);
    words_dispose(&checker->words);
    free(checker);
}

static lt_status open_spell(check_session *session, lt_error *error)
{
    static const lt_spell_level levels[] = {
        [CHECK_NORMAL] = LT_SPELL_NORMAL,
        [CHECK_STRICT] = LT_SPELL_STRICT,
        [CHECK_QUIET] = LT_SPELL_QUIET,
    };
    const checker *checker = session->checker;
    lt_spell_options options = LT_SPELL_OPTIONS_INIT;
    options.level = levels[checker->options.level];
    options.min_confidence = checker->options.min_confidence;
    options.max_suggestions = (unsigned)checker->options.max_suggestions;
    options.english_aff = ENGLISH_AFF;
    options.english_dic = ENGLISH_DIC;
    options.english_forms = checker->forms;
    return checker->model ? lt_spell_new(checker->model, &options, &session->spell, error) : LT_OK;
}

void *check_session_open(void *shared)
{
    check_session *session = calloc(1, sizeof *session);
    lt_error error = LT_ERROR_INIT;
    if (!session)
        return NULL;
    session->checker = shared;
    if (open_spell(session, &error) != LT_OK)
        give_up("%s", error.message);
    const words *words = &session->checker->words;
    for (size_t i = 0; session->spell && i < words->count; i++)
        if (lt_spell_add_word(session->spell, words->items[i], strlen(words->items[i]), &error) !=
            LT_OK)
            give_up("%s: %s", words->items[i], error.message);
    return session;
}

void check_session_close(void *closed)
{
    check_session *session = closed;
    if (!session)
        return;
    lt_spell_free(session->spell);
    lt_spell_findings_dispose(&session->spelling);
    lt_rule_findings_dispose(&session->rules);
    free(session->items);
    free(session->suggestions);
    free(session);
}

void check_session_accept(check_session *session, const char *word, size_t length)
{
    lt_error error = LT_ERROR_INIT;
    words_add(&session->checker->words, word, length);
    if (session->spell && length > 0 &&
        lt_spell_add_word(session->spell, word, length, &error) != LT_OK)
        trouble("%s", error.message);
}

static bool grow(void **items, size_t wanted, size_t *capacity, size_t size)
{
    if (wanted <= *capacity)
        return true;
    void *grown = realloc(*items, wanted * 2 * size);
    if (!grown)
        return false;
    *items = grown;
    *capacity = wanted * 2;
    return true;
}

/* Should this finding stay quiet? */
static bool is_quiet(const checker *checker, const char *text, size_t length,
                     const lt_document *document, const check_finding *finding)
{
    if (finding->confidence < checker->options.min_confidence)
        return true;
    if (document && lt_document_ignores(document, finding->start, finding->length, finding->code))
        return true;
    if (finding->spelling &&
        words_cover(&checker->words, text, length, finding->start, finding->length))
        return true;
    return checker->accepted.baseline &&
           lt_baseline_has(
               checker->accepted.baseline,
               lt_baseline_key(text, length, finding->start, finding->length, finding->code));
}

static void add_spelling(check_session *session, size_t index, const char *text, size_t length,
                         const lt_document *document)
{
    const lt_spell_finding *said = &session->spelling.items[index];
    const char **first = session->suggestions + session->suggestion_count;
    const char *code = lt_spell_code_name(said->code);
    check_finding finding = {said->start, said->length,           code, code, said->confidence,
                             first,       said->suggestion_count, NULL, true};
    if (!session->checker->codes[said->code] ||
        is_quiet(session->checker, text, length, document, &finding))
        return;
    for (unsigned i = 0; i < said->suggestion_count; i++)
        first[i] = lt_spell_suggestion(&session->spelling, index, i);
    session->suggestion_count += said->suggestion_count;
    finding.message = check_reason(said->code, said->reason);
    session->items[session->count++] = finding;
}

static void add_rule(check_session *session, const lt_rule_finding *said, const char *text,
                     size_t length, const lt_document *document)
{
    const lt_rule *rule = lt_rules_at(said->rule);
    check_finding finding = {said->start,
                             said->length,
                             rule->code,
                             rule->name,
                             rule->confidence,
                             &said->suggestion,
                             said->suggestion != NULL,
                             say(rule->en, rule->vi),
                             is_spelling(rule->code)};
    if (!is_quiet(session->checker, text, length, document, &finding))
        session->items[session->count++] = finding;
}

/* A listed name or a letter of another script: surer than what the model says of the same word. */
static bool tells_more(const lt_rule_finding *said)
{
    const char *code = lt_rules_at(said->rule)->code;
    return strcmp(lt_rules_at(said->rule)->name, "name") == 0 || strcmp(code, "lookalike") == 0;
}

/* Both lists rise; where they overlap, what is wrong with the word goes before the house rule. */
static void merge(check_session *session, const char *text, size_t length,
                  const lt_document *document)
{
    size_t spelled = 0, ruled = 0, end = 0;
    const lt_spell_findings *spelling = &session->spelling;
    const lt_rule_findings *rules = &session->rules;
    for (;;) {
        const lt_rule_finding *rule = ruled < rules->count ? &rules->items[ruled] : NULL;
        const lt_spell_finding *word = spelled < spelling->count ? &spelling->items[spelled] : NULL;
        if (!word && !rule)
            return;
        if (word && rule && rule->start >= end && tells_more(rule) && word->start >= rule->start &&
            word->start + word->length <= rule->start + rule->length) {
            spelled++;
            continue;
        }
        if (word && (!rule || word->start < rule->start + rule->length)) {
            size_t before = session->count;
            add_spelling(session, spelled++, text, length, document);
            if (session->count > before)
                end = word->start + word->length;
            continue;
        }
        if (rule->start >= end)
            add_rule(session, rule, text, length, document);
        ruled++;
    }
}

static int by_start(const void *left, const void *right)
{
    const check_finding *one = left, *other = right;
    return (one->start > other->start) - (one->start < other->start);
}

lt_status check_text(check_session *session, const char *text, size_t length,
                     const lt_document *document, const check_finding **findings, size_t *count,
                     lt_error *error)
{
    const checker *checker = session->checker;
    session->count = session->suggestion_count = 0;
    *count = 0;
    lt_status status = LT_OK;
    if (session->spell)
        status = lt_spell_check(session->spell, text, length, &session->spelling, error);
    session->rules.count = 0;
    if (status == LT_OK)
        status = lt_rules_check(checker->rules, text, length, &checker->rule_options,
                                &session->rules, error);
    size_t most = session->spelling.count + session->rules.count;
    if (status == LT_OK &&
        (!grow((void **)&session->items, most, &session->capacity, sizeof *session->items) ||
         !grow((void **)&session->suggestions, session->spelling.count * LT_SPELL_SUGGESTIONS,
               &session->suggestion_capacity, sizeof *session->suggestions)))
        status = lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    if (status != LT_OK)
        return status;
    merge(session, text, length, document);
    if (session->count > 1)
        qsort(session->items, session->count, sizeof *session->items, by_start);
    *findings = session->items;
    *count = session->count;
    return LT_OK;
}
