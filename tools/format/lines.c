/* Line formats: for people, for GitHub's annotations, for LanguageTool's clients. */
#include <string.h>

#include "tools/format/report.h"

/* On one line, and nothing that a terminal would obey. */
static void append_quoted(lt_buffer *out, const char *text, size_t length)
{
    lt_buffer_append_byte(out, '"');
    for (size_t i = 0; i < length; i++)
        lt_buffer_append_byte(out, (unsigned char)text[i] < ' ' || text[i] == 0x7F ? ' ' : text[i]);
    lt_buffer_append_byte(out, '"');
}

static void text_file(lt_buffer *out, const report_file *file)
{
    report_cursor cursor = {0};
    for (size_t i = 0; i < file->count; i++) {
        const check_finding *finding = &file->findings[i];
        report_place place = report_locate(&cursor, file, finding);
        lt_buffer_append_format(out, "%s:%zu:%zu: %s: ", file->path, place.line, place.column,
                                finding->code);
        append_quoted(out, place.span.frame + place.span.start, place.span.length);
        for (size_t j = 0; j < finding->suggestion_count; j++) {
            lt_buffer_append_string(out, j ? ", " : " -> ");
            append_quoted(out, finding->suggestions[j], strlen(finding->suggestions[j]));
        }
        lt_buffer_append_format(out, " (%s)\n", finding->message);
    }
}

const report_format report_text = {NULL, text_file, NULL, NULL};

/* Workflow commands: % CR LF are escaped, in properties , and : too. */
static void append_command(lt_buffer *out, const char *text, size_t length, const char *special)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '%' || text[i] == '\r' || text[i] == '\n' ||
            (text[i] && strchr(special, text[i])))
            lt_buffer_append_format(out, "%%%02X", (unsigned char)text[i]);
        else
            lt_buffer_append_byte(out, text[i]);
    }
}

static void github_file(lt_buffer *out, const report_file *file)
{
    report_cursor cursor = {0};
    for (size_t i = 0; i < file->count; i++) {
        const check_finding *finding = &file->findings[i];
        report_place place = report_locate(&cursor, file, finding);
        lt_buffer_append_string(out, finding->spelling ? "::warning file=" : "::notice file=");
        append_command(out, file->path, strlen(file->path), ",:");
        lt_buffer_append_format(out,
                                ",line=%zu,col=%zu,endColumn=%zu,title=vn-spell %s::", place.line,
                                place.column, place.column + place.length, finding->code);
        append_command(out, place.span.frame + place.span.start, place.span.length, "");
        for (size_t j = 0; j < finding->suggestion_count; j++) {
            lt_buffer_append_string(out, j ? ", " : " -> ");
            append_command(out, finding->suggestions[j], strlen(finding->suggestions[j]), "");
        }
        lt_buffer_append_string(out, " (");
        append_command(out, finding->message, strlen(finding->message), "");
        lt_buffer_append_string(out, ")\n");
    }
}

const report_format report_github = {NULL, github_file, NULL, NULL};

#define CONTEXT 30 /* characters on both sides, as LanguageTool's command line */

static size_t step_back(const char *text, size_t at, size_t characters, size_t *stepped)
{
    *stepped = 0;
    while (at > 0 && *stepped < characters && text[at - 1] != '\n') {
        at--;
        *stepped += ((unsigned char)text[at] & 0xC0) != 0x80;
    }
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

static size_t step_on(const char *text, size_t length, size_t at, size_t characters)
{
    size_t stepped = 0;
    while (at < length && text[at] != '\n') {
        stepped += ((unsigned char)text[at] & 0xC0) != 0x80;
        if (stepped > characters)
            break;
        at++;
    }
    return at;
}

static void lt_context(lt_buffer *out, const report_place *place)
{
    const lt_document_span *span = &place->span;
    size_t before, end = span->start + span->length;
    size_t from = step_back(span->frame, span->start, CONTEXT, &before);
    size_t to = step_on(span->frame, span->frame_length, end, CONTEXT);
    for (size_t i = from; i < to; i++)
        lt_buffer_append_byte(out, (unsigned char)span->frame[i] < ' ' || span->frame[i] == 0x7F
                                       ? ' '
                                       : span->frame[i]);
    lt_buffer_append_byte(out, '\n');
    for (size_t i = 0; i < before; i++)
        lt_buffer_append_byte(out, ' ');
    for (size_t i = 0; i < place->length; i++)
        lt_buffer_append_byte(out, '^');
    lt_buffer_append_string(out, "\n\n");
}

static void lt_text_file(lt_buffer *out, const report_file *file)
{
    report_cursor cursor = {0};
    lt_buffer_append_format(out, "Working on %s...\n", file->path);
    for (size_t i = 0; i < file->count; i++) {
        const check_finding *finding = &file->findings[i];
        report_place place = report_locate(&cursor, file, finding);
        lt_buffer_append_format(out, "%zu.) Line %zu, column %zu, Rule ID: %s\nMessage: %s\n",
                                i + 1, place.line, place.column, finding->rule, finding->message);
        for (size_t j = 0; j < finding->suggestion_count; j++)
            lt_buffer_append_format(out, "%s%s",
                                    j ? "; " : "Suggestion: ", finding->suggestions[j]);
        lt_buffer_append_string(out, finding->suggestion_count ? "\n" : "");
        lt_context(out, &place);
    }
}

const report_format report_lt_text = {NULL, lt_text_file, NULL, NULL};
