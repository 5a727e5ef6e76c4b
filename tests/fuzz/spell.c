/* Spelling, as vn-spell --fix does it: a document of any type, checked; findings lie in the text,
 * in order, with suggestions that differ from it; the first suggestions are written into the file,
 * and then stand in its text. The first byte draws level and type; docx and odt are packed around
 * the rest. */
#include <string.h>

#include <libtext/document.h>
#include <libtext/spell.h>
#include <libtext/utf8.h>

#include "tests/runner/package.h"
#include "tests/runner/target.h"

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

static void check_findings(const lt_spell_findings *findings, const char *text, size_t length)
{
    size_t end = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const lt_spell_finding *f = &findings->items[i];
        require(f->start >= end && f->length > 0 && f->length <= length - f->start);
        require(f->confidence >= 0 && f->confidence <= 1);
        end = f->start + f->length;
        for (unsigned k = 0; k < f->suggestion_count; k++) {
            const char *suggestion = lt_spell_suggestion(findings, i, k);
            require(strlen(suggestion) > 0);
            require(lt_utf8_validate(suggestion, strlen(suggestion), NULL) == LT_OK);
            require(strlen(suggestion) != f->length ||
                    memcmp(suggestion, text + f->start, f->length) != 0);
        }
    }
}

/* The first suggestion of each finding, as edits. */
static size_t make_edits(const lt_spell_findings *findings, lt_document_edit *edits)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const lt_spell_finding *f = &findings->items[i];
        if (f->suggestion_count == 0)
            continue;
        const char *suggestion = lt_spell_suggestion(findings, i, 0);
        edits[count++] = (lt_document_edit){f->start, f->length, suggestion, strlen(suggestion)};
    }
    return count;
}

/* Plain text with the edits is exactly that, but in directives, where none is made; other types
 * must open again. */
static void check_fixed(lt_document *document, size_t file_length,
                        const lt_spell_findings *findings)
{
    size_t length, at = 0, applied = 0;
    const char *text = lt_document_text(document, &length);
    lt_document_edit *edits = malloc((findings->count + 1) * sizeof *edits);
    lt_buffer out = LT_BUFFER_INIT, wanted = LT_BUFFER_INIT;
    require(edits);
    size_t count = make_edits(findings, edits);
    lt_status status = lt_document_write(document, edits, count, &out, &applied, NULL);
    require(status == LT_OK || status == LT_BAD_DATA);
    lt_document_type type = lt_document_type_of(document);
    for (size_t i = 0; i < count && type == LT_DOCUMENT_TEXT; i++) {
        lt_buffer_append(&wanted, text + at, edits[i].start - at);
        lt_buffer_append(&wanted, edits[i].text, edits[i].text_length);
        at = edits[i].start + edits[i].length;
    }
    require(status != LT_OK || applied <= count);
    if (type == LT_DOCUMENT_TEXT && length == file_length) {
        lt_buffer_append(&wanted, text + at, length - at);
        require(status == LT_OK && out.length == wanted.length);
        require(memcmp(out.data, wanted.data, out.length) == 0);
    } else if (status == LT_OK) {
        lt_document *again;
        require(lt_document_open(out.data, out.length, type, &again, NULL) == LT_OK);
        lt_document_free(again);
    }
    lt_buffer_dispose(&out);
    lt_buffer_dispose(&wanted);
    free(edits);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lt_spell_findings findings = LT_SPELL_FINDINGS_INIT;
    static lt_buffer file = LT_BUFFER_INIT;
    if (size == 0)
        return 0;
    const lt_document_type types = LT_DOCUMENT_TYPE_COUNT - LT_DOCUMENT_TEXT;
    lt_document_type type = LT_DOCUMENT_TEXT + (lt_document_type)(data[0] / 3 % types);
    lt_document *document;
    lt_buffer_clear(&file);
    if (type == LT_DOCUMENT_DOCX || type == LT_DOCUMENT_ODT)
        require(package_make(type, (const char *)data + 1, size - 1, &file));
    else
        require(lt_buffer_append(&file, (const char *)data + 1, size - 1) == LT_OK);
    if (lt_document_open(file.data, file.length, type, &document, NULL) != LT_OK)
        return 0;
    size_t length;
    const char *text = lt_document_text(document, &length);
    require(lt_spell_check(session(data[0] % 3), text, length, &findings, NULL) == LT_OK);
    check_findings(&findings, text, length);
    check_fixed(document, file.length, &findings);
    lt_document_free(document);
    return 0;
}
