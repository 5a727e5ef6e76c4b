/* Operations of spell.txt. */
#include "tests/runner/cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/spell.h>

static lt_model *open_model(void)
{
    static lt_model *model;
    char path[4096];
    lt_error error = LT_ERROR_INIT;
    if (!model) {
        snprintf(path, sizeof path, "%s/vi.model", getenv("DICTIONARIES"));
        if (lt_model_open(path, &model, &error) != LT_OK) {
            fprintf(stderr, "%s\n", error.message);
            exit(2);
        }
    }
    return model;
}

static lt_spell *make_session(const char *head)
{
    lt_spell_options options = LT_SPELL_OPTIONS_INIT;
    lt_spell *spell;
    char value[64], forms[4096];
    lt_error error = LT_ERROR_INIT;
    snprintf(forms, sizeof forms, "%s/en_US.forms", getenv("DICTIONARIES"));
    options.english_aff = "/usr/share/hunspell/en_US.aff";
    options.english_dic = "/usr/share/hunspell/en_US.dic";
    options.english_forms = forms;
    if (fence_option(head, "level", value, sizeof value))
        options.level = strcmp(value, "strict") == 0  ? LT_SPELL_STRICT
                        : strcmp(value, "quiet") == 0 ? LT_SPELL_QUIET
                                                      : LT_SPELL_NORMAL;
    if (lt_spell_new(open_model(), &options, &spell, &error) != LT_OK) {
        fprintf(stderr, "%s\n", error.message);
        exit(2);
    }
    if (fence_option(head, "word", value, sizeof value)) {
        for (char *at = value; *at; at++)
            *at = *at == '+' ? ' ' : *at;
        lt_spell_add_word(spell, value, strlen(value), NULL);
    }
    return spell;
}

/* Sessions are dear to make; cases with the same options share one. */
static lt_spell *open_session(const char *head)
{
    enum { MOST = 16 };
    static struct {
        char head[64];
        lt_spell *spell;
    } made[MOST];
    int i = 0;
    while (i < MOST - 1 && made[i].spell && strcmp(made[i].head, head) != 0)
        i++;
    if (made[i].spell && strcmp(made[i].head, head) != 0) {
        lt_spell_free(made[i].spell);
        made[i].spell = NULL;
    }
    if (!made[i].spell) {
        snprintf(made[i].head, sizeof made[i].head, "%s", head);
        made[i].spell = make_session(head);
    }
    return made[i].spell;
}

/* check: each finding on a line, "text -> best suggestion (code, reason)". */
bool case_run(const char *head, const char *input, size_t length, lt_buffer *out)
{
    if (!case_is(head, "check"))
        return false;
    lt_spell *spell = open_session(head);
    lt_spell_findings findings = LT_SPELL_FINDINGS_INIT;
    lt_error error = LT_ERROR_INIT;
    if (lt_spell_check(spell, input, length, &findings, &error) != LT_OK)
        lt_buffer_append_format(out, "error: %s", error.message);
    for (size_t i = 0; i < findings.count; i++) {
        const lt_spell_finding *finding = &findings.items[i];
        lt_buffer_append_format(out, "%s%.*s -> %s (%s, %s)", i ? "\n" : "", (int)finding->length,
                                input + finding->start, lt_spell_suggestion(&findings, i, 0),
                                lt_spell_code_name(finding->code), finding->reason);
    }
    lt_spell_findings_dispose(&findings);
    return true;
}
