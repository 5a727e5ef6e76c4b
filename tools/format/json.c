/* JSON and SARIF 2.1.0 (OASIS standard, sarif-schema-2.1.0.json). */
#include <string.h>

#include <libtext/libtext.h>
#include <libtext/rules.h>
#include <libtext/spell.h>

#include "tools/common/ndjson.h"
#include "tools/format/report.h"

static void json_begin(lt_buffer *out)
{
    lt_buffer_append_string(out, "{\"files\":[");
}

static void json_file(lt_buffer *out, const report_file *file)
{
    report_cursor cursor = {0};
    lt_buffer_append_string(out, "\n{\"file\":");
    json_append_string(out, file->path, strlen(file->path));
    lt_buffer_append_string(out, ",\"findings\":[");
    for (size_t i = 0; i < file->count; i++) {
        report_place place = report_locate(&cursor, file, &file->findings[i]);
        lt_buffer_append_format(out, "%s\n{\"line\":%zu,\"column\":%zu,", i ? "," : "", place.line,
                                place.column);
        if (place.span.paragraph)
            lt_buffer_append_format(out, "\"paragraph\":%zu,", place.span.paragraph);
        report_json_finding(out, &file->findings[i], place.span.frame + place.span.start,
                            place.start, place.length, place.span.start, place.span.length);
        lt_buffer_append_byte(out, '}');
    }
    lt_buffer_append_string(out, "]}");
}

static void json_end(lt_buffer *out)
{
    lt_buffer_append_string(out, "\n]}\n");
}

const report_format report_json = {json_begin, json_file, json_end, ","};

static void sarif_rule(lt_buffer *out, const char *id, const char *text, const char *source)
{
    lt_buffer_append_string(out, "\n{\"id\":");
    json_append_string(out, id, strlen(id));
    lt_buffer_append_string(out, ",\"shortDescription\":{\"text\":");
    json_append_string(out, text, strlen(text));
    lt_buffer_append_byte(out, '}');
    if (source) {
        lt_buffer_append_string(out, ",\"fullDescription\":{\"text\":");
        json_append_string(out, source, strlen(source));
        lt_buffer_append_byte(out, '}');
    }
    lt_buffer_append_byte(out, '}');
}

static void sarif_begin(lt_buffer *out)
{
    lt_buffer_append_format(out,
                            "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
                            "\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":"
                            "\"unicodeCodePoints\",\"tool\":{\"driver\":{\"name\":\"vn-spell\","
                            "\"version\":\"%s\",\"rules\":[",
                            LT_VERSION);
    for (int i = 0; i < LT_SPELL_CODE_COUNT; i++) {
        lt_buffer_append_string(out, i ? "," : "");
        sarif_rule(out, lt_spell_code_name((lt_spell_code)i), "spelling", NULL);
    }
    for (size_t i = 0; i < lt_rules_count(); i++) {
        const lt_rule *rule = lt_rules_at(i);
        lt_buffer_append_byte(out, ',');
        sarif_rule(out, rule->name, say(rule->en, rule->vi), rule->source);
    }
    lt_buffer_append_string(out, "]}},\"results\":[");
}

/* A path as a relative URI reference: what is not unreserved is escaped. */
static void append_uri(lt_buffer *out, const char *path)
{
    for (; *path; path++) {
        unsigned char byte = (unsigned char)*path;
        bool letter = (byte | 32) >= 'a' && (byte | 32) <= 'z' && byte < 0x80;
        if (letter || (byte >= '0' && byte <= '9') || strchr("-._~/", byte))
            lt_buffer_append_byte(out, *path);
        else
            lt_buffer_append_format(out, "%%%02X", byte);
    }
}

static void sarif_fix(lt_buffer *out, const report_file *file, const report_place *place,
                      const check_finding *finding)
{
    if (finding->suggestion_count == 0 || place->span.paragraph)
        return;
    lt_buffer_append_string(out, ",\"fixes\":[{\"artifactChanges\":[{\"artifactLocation\":"
                                 "{\"uri\":\"");
    append_uri(out, file->path);
    lt_buffer_append_format(out,
                            "\"},\"replacements\":[{\"deletedRegion\":{\"startLine\":%zu,"
                            "\"startColumn\":%zu,\"endColumn\":%zu},\"insertedContent\":"
                            "{\"text\":",
                            place->line, place->column, place->column + place->length);
    json_append_string(out, finding->suggestions[0], strlen(finding->suggestions[0]));
    lt_buffer_append_string(out, "}}]}]}]");
}

static void sarif_result(lt_buffer *out, const report_file *file, const report_place *place,
                         const check_finding *finding)
{
    lt_buffer message = LT_BUFFER_INIT;
    const char *text = place->span.frame + place->span.start;
    lt_buffer_append_format(&message, "\"%.*s\": %s", (int)place->span.length, text,
                            finding->message);
    lt_buffer_append_format(out, "\n{\"ruleId\":\"%s\",\"level\":\"%s\",\"message\":{\"text\":",
                            finding->rule, finding->spelling ? "warning" : "note");
    json_append_string(out, message.data, message.length);
    lt_buffer_dispose(&message);
    lt_buffer_append_string(
        out, "},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"");
    append_uri(out, file->path);
    lt_buffer_append_format(
        out,
        "\"},\"region\":{\"startLine\":%zu,\"startColumn\":%zu,"
        "\"endColumn\":%zu}}}],\"partialFingerprints\":{\"libtext/1\":"
        "\"%016llx\"},\"rank\":%.1f",
        place->line, place->column, place->column + place->length,
        (unsigned long long)lt_baseline_key(place->span.frame, place->span.frame_length,
                                            place->span.start, place->span.length, finding->code),
        finding->confidence * 100);
    sarif_fix(out, file, place, finding);
    lt_buffer_append_byte(out, '}');
}

static void sarif_file(lt_buffer *out, const report_file *file)
{
    report_cursor cursor = {0};
    for (size_t i = 0; i < file->count; i++) {
        report_place place = report_locate(&cursor, file, &file->findings[i]);
        lt_buffer_append_string(out, i ? "," : "");
        sarif_result(out, file, &place, &file->findings[i]);
    }
}

static void sarif_end(lt_buffer *out)
{
    lt_buffer_append_string(out, "\n]}]}\n");
}

const report_format report_sarif = {sarif_begin, sarif_file, sarif_end, ","};
