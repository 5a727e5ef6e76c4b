#include "tools/common/pair.h"

#include <stdlib.h>
#include <string.h>

#include "tools/common/input.h"
#include "tools/common/ndjson.h"
#include "tools/common/tool.h"

static const char *const list_names[] = {"vi", "en"};
static const char *const text_names[] = {"vi_text", "en_text"};

const char *const pair_members[] = {"vi", "en", "vi_text", "en_text", NULL};

void pair_init(text_pair *pair)
{
    memset(pair, 0, sizeof *pair);
    lt_buffer_init(&pair->side[0].text, 0);
    lt_buffer_init(&pair->side[1].text, 0);
}

void pair_dispose(text_pair *pair)
{
    for (int s = 0; s < 2; s++) {
        lt_buffer_dispose(&pair->side[s].text);
        free(pair->side[s].segments);
        free(pair->side[s].kinds);
        free(pair->side[s].index);
    }
    lt_alignment_dispose(&pair->alignment);
}

static lt_status no_memory(lt_error *error)
{
    lt_error_set(error, LT_NO_MEMORY, 0, "no memory for the segments");
    return LT_NO_MEMORY;
}

static bool allocate(pair_side *side, size_t count)
{
    side->segments = calloc(count + 1, sizeof *side->segments);
    side->kinds = calloc(count + 1, sizeof *side->kinds);
    side->index = calloc(count + 1, sizeof *side->index);
    return side->segments && side->kinds && side->index;
}

/* Adds bytes [start, end) of the text as the next segment. */
static void add(pair_side *side, size_t start, size_t end, size_t paragraph, lt_segment_kind kind,
                size_t index)
{
    side->segments[side->count] =
        (lt_align_segment){side->text.data + start, end - start, paragraph};
    side->kinds[side->count] = kind;
    side->index[side->count++] = index;
}

/* Segments of one paragraph become one. */
static void unite_paragraphs(pair_side *side)
{
    size_t kept = 0;
    for (size_t i = 0; i < side->count; i++) {
        lt_align_segment *last = kept ? &side->segments[kept - 1] : NULL;
        const lt_align_segment *s = &side->segments[i];
        if (last && last->paragraph == s->paragraph) {
            last->length = (size_t)(s->text + s->length - last->text);
            side->kinds[kept - 1] = LT_SEGMENT_SENTENCE;
            continue;
        }
        side->segments[kept] = *s;
        side->kinds[kept] = side->kinds[i];
        side->index[kept] = kept;
        kept++;
    }
    side->count = kept;
}

lt_status pair_split(pair_side *side, lt_language language, const pair_settings *how,
                     lt_error *error)
{
    lt_segments segments = LT_SEGMENTS_INIT;
    unsigned flags = how->lines ? LT_SEGMENT_LINES : how->paragraphs ? LT_SEGMENT_PARAGRAPHS : 0;
    lt_status status =
        lt_segment_split(side->text.data, side->text.length, language, flags, &segments, error);
    if (status == LT_OK && !allocate(side, segments.count))
        status = no_memory(error);
    for (size_t i = 0; i < segments.count && status == LT_OK; i++) {
        const lt_segment *s = &segments.items[i];
        add(side, s->start, s->start + s->length, s->paragraph, s->kind, i);
    }
    lt_segments_dispose(&segments);
    if (status == LT_OK && how->paragraphs)
        unite_paragraphs(side);
    return status;
}

/* A list of segments, "" being a paragraph break. */
static lt_status take_list(pair_side *side, const json_t *list, const char *name,
                           const pair_settings *how, lt_error *error)
{
    size_t count = json_array_size(list), paragraph = 0, start = 0;
    if (!allocate(side, count))
        return no_memory(error);
    side->listed = true;
    lt_status status = LT_OK;
    for (size_t i = 0; i < count && status == LT_OK; i++) {
        const json_t *item = json_array_get(list, i);
        if (!json_is_string(item))
            return lt_error_set(error, LT_BAD_DATA, 0, "\"%s\"[%zu] is no string", name, i);
        status = lt_buffer_append(&side->text, json_string_value(item), json_string_length(item));
        if (status == LT_OK)
            status = lt_buffer_append_byte(&side->text, '\n');
    }
    for (size_t i = 0; i < count && status == LT_OK; i++) {
        size_t length = json_string_length(json_array_get(list, i));
        if (length > 0)
            add(side, start, start + length, paragraph, LT_SEGMENT_SENTENCE, i);
        else
            paragraph++;
        start += length + 1;
    }
    if (status == LT_OK && how->paragraphs)
        unite_paragraphs(side);
    return status == LT_OK ? LT_OK : no_memory(error);
}

lt_status pair_from_record(text_pair *pair, const json_t *record, const pair_settings *how,
                           lt_error *error)
{
    lt_status status = LT_OK;
    for (int s = 0; s < 2 && status == LT_OK; s++) {
        pair_side *side = &pair->side[s];
        const json_t *list = json_object_get(record, list_names[s]);
        side->name = list_names[s];
        if (list && !json_is_array(list))
            return lt_error_set(error, LT_BAD_DATA, 0, "\"%s\" is no list of segments",
                                list_names[s]);
        if (list) {
            status = take_list(side, list, list_names[s], how, error);
            continue;
        }
        size_t length;
        const char *text = ndjson_text(record, text_names[s], &length, error);
        if (!text)
            return LT_BAD_DATA;
        status = lt_buffer_append(&side->text, text, length);
        if (status == LT_OK)
            status = pair_split(side, (lt_language)s, how, error);
    }
    return status;
}

lt_status pair_align(text_pair *pair, lt_aligner *aligner, const pair_settings *how,
                     lt_error *error)
{
    lt_align_options options = {how->monotone ? LT_ALIGN_MONOTONE : 0};
    pair->paragraphs = how->paragraphs;
    return lt_aligner_run(aligner, pair->side[0].segments, pair->side[0].count,
                          pair->side[1].segments, pair->side[1].count, &options, &pair->alignment,
                          error);
}

void pair_check_operands(int count, char *const *arguments)
{
    if (settings.ndjson ? count != 0 : count != 2)
        give_up("%s", settings.ndjson
                          ? say("--ndjson reads standard input and takes no file",
                                "--ndjson đọc đầu vào chuẩn, không nhận tệp")
                          : say("two files are needed: the Vietnamese and the English text",
                                "cần hai tệp: bản tiếng Việt và bản tiếng Anh"));
    if (count == 2 && strcmp(arguments[0], "-") == 0 && strcmp(arguments[1], "-") == 0)
        give_up("%s", say("standard input can be one of the two texts only",
                          "đầu vào chuẩn chỉ có thể là một trong hai bài"));
}

void pair_read_files(text_pair *pair, char *const files[2], const pair_settings *how)
{
    lt_error error = LT_ERROR_INIT;
    for (int s = 0; s < 2; s++) {
        pair->side[s].name = input_name(files[s]);
        if (!input_read_text(files[s], &pair->side[s].text))
            exit(2);
        if (pair_split(&pair->side[s], (lt_language)s, how, &error) != LT_OK)
            give_up("%s: %s", input_name(files[s]), error.message);
    }
}
