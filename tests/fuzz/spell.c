/* Spelling: any bytes; findings lie in the text, in order, with suggestions that differ from it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/spell.h>
#include <libtext/utf8.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int truth)
{
    if (!truth)
        abort();
}

static lt_spell *session(unsigned level)
{
    static lt_model *model;
    static lt_spell *sessions[3];
    char path[4096];
    const char *folder = getenv("DICTIONARIES");
    snprintf(path, sizeof path, "%s/vi.model", folder ? folder : "dictionaries");
    if (!model && lt_model_open(path, &model, NULL) != LT_OK) {
        fprintf(stderr, "%s: no model\n", path);
        exit(2);
    }
    if (!sessions[level]) {
        lt_spell_options options = LT_SPELL_OPTIONS_INIT;
        options.level = (lt_spell_level)level;
        require(lt_spell_new(model, &options, &sessions[level], NULL) == LT_OK);
    }
    return sessions[level];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lt_spell_findings findings = LT_SPELL_FINDINGS_INIT;
    if (size == 0)
        return 0;
    const char *text = (const char *)data + 1;
    size_t length = size - 1, end = 0;
    lt_error error = LT_ERROR_INIT;
    lt_status status = lt_spell_check(session(data[0] % 3), text, length, &findings, &error);
    require((status == LT_OK) == (lt_utf8_validate(text, length, NULL) == LT_OK));
    for (size_t i = 0; i < findings.count; i++) {
        const lt_spell_finding *f = &findings.items[i];
        require(f->start >= end && f->length > 0 && f->length <= length - f->start);
        require(f->confidence >= 0 && f->confidence <= 1);
        end = f->start + f->length;
        for (unsigned k = 0; k < f->suggestion_count; k++) {
            const char *suggestion = lt_spell_suggestion(&findings, i, k);
            require(strlen(suggestion) > 0);
            require(lt_utf8_validate(suggestion, strlen(suggestion), NULL) == LT_OK);
            require(strlen(suggestion) != f->length ||
                    memcmp(suggestion, text + f->start, f->length) != 0);
        }
    }
    return 0;
}
