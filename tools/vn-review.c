/* vn-review: what a translator must look at. Exit 0 nothing found, 1 findings, 2 trouble. */
#include <stdlib.h>

#include <libtext/review.h>

#include "tools/common/accepted.h"
#include "tools/common/input.h"
#include "tools/common/ndjson.h"
#include "tools/common/pair.h"
#include "tools/common/pool.h"
#include "tools/common/tool.h"
#include "tools/format/findings.h"
#include "tools/format/page.h"

enum { TEXT, JSON, HTML };

static int format, segmentation;
static bool monotone;
static const char *ignore_file, *write_ignore_file;
static option_list glossary_files, lexicon_files;

static const option_spec options[] = {
    {"format", 'f', OPTION_CHOICE, &format, "text|json|html", 0, 0, "how findings are shown",
     "cách trình bày"},
    {"segments", 0, OPTION_CHOICE, &segmentation, "auto|lines", 0, 0,
     "lines: each line is one segment already", "lines: mỗi dòng đã là một đoạn câu"},
    {"glossary", 'g', OPTION_LIST, &glossary_files, "FILE", 0, 0,
     "terms that must be translated so: TSV (vi TAB en|en) or TBX",
     "thuật ngữ phải dịch đúng: TSV (vi TAB en|en) hoặc TBX"},
    {"lexicon", 0, OPTION_LIST, &lexicon_files, "FILE", 0, 0,
     "own word pairs for the alignment (vi TAB en TAB weight)",
     "cặp từ riêng để liên kết (vi TAB en TAB trọng số)"},
    {"monotone", 0, OPTION_FLAG, &monotone, NULL, 0, 0, "look for no moved passages",
     "không tìm đoạn bị chuyển chỗ"},
    {"ignore-file", 0, OPTION_STRING, &ignore_file, "FILE", 0, 0, "findings accepted before",
     "các điểm đã chấp nhận"},
    {"write-ignore-file", 0, OPTION_STRING, &write_ignore_file, "FILE", 0, 0,
     "accept all findings: write them to FILE", "chấp nhận mọi điểm: ghi vào FILE"},
};

static pair_settings how;
static pair_lexicons lexicons;
static lt_glossary *glossary;
static accepted before; /* findings accepted before */

/* Aligns and reviews; what was accepted before is taken out. */
static lt_status review_pair(text_pair *pair, lt_aligner *aligner, lt_review *review,
                             lt_error *error)
{
    lt_status status = pair_align(pair, aligner, &how, error);
    lt_review_pair reviewed = findings_pair(pair);
    if (status == LT_OK)
        status = lt_review_run(&reviewed, glossary, review, error);
    size_t kept = 0;
    for (size_t i = 0; i < review->count; i++)
        if (!lt_baseline_has(before.baseline, findings_key(pair, &review->findings[i])))
            review->findings[kept++] = review->findings[i];
    review->count = kept;
    return status;
}

static lt_status answer(void *session, const json_t *record, lt_buffer *out, lt_error *error)
{
    text_pair pair;
    lt_review review = LT_REVIEW_INIT;
    pair_init(&pair);
    lt_status status = pair_from_record(&pair, record, &how, error);
    if (status == LT_OK)
        status = review_pair(&pair, session, &review, error);
    if (status == LT_OK)
        status = findings_write_members(&pair, &review, out);
    lt_review_dispose(&review);
    pair_dispose(&pair);
    return status;
}

static lt_status write_review(const text_pair *pair, const lt_review *review, lt_buffer *out)
{
    if (write_ignore_file) {
        lt_status begun = accepted_begin(&before, out);
        return begun == LT_OK ? findings_accept(pair, review, out) : begun;
    }
    if (format == TEXT)
        return findings_write_text(pair, review, out);
    if (format == HTML)
        return page_write_review(pair, review, out);
    lt_status status = lt_buffer_append_byte(out, '{');
    if (status == LT_OK)
        status = findings_write_members(pair, review, out);
    return status == LT_OK ? lt_buffer_append_string(out, "}\n") : status;
}

static bool review_files(char *const files[2])
{
    text_pair pair;
    lt_review review = LT_REVIEW_INIT;
    lt_error error = LT_ERROR_INIT;
    lt_buffer out = LT_BUFFER_INIT;
    pair_init(&pair);
    pair_read_files(&pair, files, &how);
    lt_aligner *aligner = pair_session_open(&lexicons);
    if (!aligner || review_pair(&pair, aligner, &review, &error) != LT_OK ||
        write_review(&pair, &review, &out) != LT_OK)
        give_up("%s", *error.message ? error.message : say("no memory", "hết bộ nhớ"));
    if (write_ignore_file)
        (void)output_replace(write_ignore_file, out.data, out.length);
    else
        output_write(out.data, out.length);
    bool found = review.count > 0 && !write_ignore_file;
    lt_aligner_free(aligner);
    lt_buffer_dispose(&out);
    lt_review_dispose(&review);
    pair_dispose(&pair);
    return found;
}

/* Reads the glossary and the ignore file. */
static void read_files(void)
{
    lt_buffer text = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    for (size_t i = 0; i < glossary_files.count; i++) {
        const char *name = glossary_files.values[i];
        if (!input_read_text(name, &text))
            exit(2);
        lt_status status = glossary ? lt_glossary_add(glossary, text.data, text.length, &error)
                                    : lt_glossary_read(text.data, text.length, &glossary, &error);
        if (status != LT_OK && error.line)
            give_up("%s:%zu: %s", input_name(name), error.line, error.message);
        if (status != LT_OK)
            give_up("%s: %s", input_name(name), error.message);
        lt_buffer_clear(&text);
    }
    before = accepted_read(ignore_file);
    lt_buffer_dispose(&text);
}

int main(int count, char **arguments)
{
    static const tool_spec tool = {
        "vn-review",
        "VI EN",
        "reports what a translator must look at in a Vietnamese article and its English version",
        "báo những chỗ người dịch phải xem lại trong bài tiếng Việt và bản tiếng Anh",
        options,
        sizeof options / sizeof *options};
    static const ndjson_work work = {
        pair_session_open, pair_session_close, &lexicons, answer, pair_members, NULL};
    bool found = false;
    tool_start(&tool, &count, &arguments);
    pair_check_operands(count, arguments);
    how = (pair_settings){segmentation == 1, false, monotone};
    if (settings.ndjson && write_ignore_file)
        give_up("%s", say("--write-ignore-file does not go with --ndjson",
                          "--write-ignore-file không dùng cùng --ndjson"));
    read_files();
    pair_lexicons_open(&lexicons);
    for (size_t i = 0; i < lexicon_files.count; i++)
        pair_lexicons_add_file(&lexicons, lexicon_files.values[i]);
    if (settings.ndjson)
        ndjson_run(&work);
    else
        found = review_files(arguments);
    pair_lexicons_free(&lexicons);
    lt_glossary_free(glossary);
    accepted_free(&before);
    return tool_finish(found);
}
