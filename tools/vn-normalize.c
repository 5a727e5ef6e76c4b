/* vn-normalize: one Unicode form, one tone style, and the repair of Vietnamese text. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libtext/normalize.h>
#include <libtext/utf8.h>

#include "tools/common/encoded.h"
#include "tools/common/input.h"
#include "tools/common/ndjson.h"
#include "tools/common/pool.h"
#include "tools/common/stream.h"
#include "tools/common/tool.h"
#include "tools/format/changes.h"

static int form, tone, clean = 1, from, to;
static bool check, show_diff, in_place, json_output;
static option_list with, without;

static const option_spec options[] = {
    {"form", 0, OPTION_CHOICE, &form, "nfc|nfd|none", 0, 0, "Unicode form", "dạng Unicode"},
    {"tone", 0, OPTION_CHOICE, &tone, "old|new|keep", 0, 0, "tone style: hòa or hoà",
     "kiểu bỏ dấu: hòa hay hoà"},
    {"clean", 0, OPTION_CHOICE, &clean, "none|basic|full", 0, 0,
     "what else is repaired (default: basic)", "sửa thêm những gì (mặc định: basic)"},
    {"from", 0, OPTION_CHOICE, &from, "utf-8|auto|" ENCODED_NAMES, 0, 0, "encoding of the input",
     "bảng mã của đầu vào"},
    {"to", 0, OPTION_CHOICE, &to, "utf-8|" ENCODED_NAMES, 0, 0, "encoding of the output",
     "bảng mã của đầu ra"},
    {"enable", 0, OPTION_LIST, &with, "CODE", 0, 0, "repair this too", "sửa thêm mã này"},
    {"disable", 0, OPTION_LIST, &without, "CODE", 0, 0, "leave this as it is", "không sửa mã này"},
    {"check", 0, OPTION_FLAG, &check, NULL, 0, 0, "print each change, exit 1 when there is any",
     "in từng chỗ sửa, thoát với mã 1 nếu có"},
    {"diff", 0, OPTION_FLAG, &show_diff, NULL, 0, 0, "print a unified diff",
     "in khác biệt dạng unified diff"},
    {"in-place", 'i', OPTION_FLAG, &in_place, NULL, 0, 0, "replace the files, atomically",
     "ghi đè tệp, trọn vẹn"},
    {"json", 0, OPTION_FLAG, &json_output, NULL, 0, 0, "print the changes as JSON",
     "in các chỗ sửa dạng JSON"},
};

static lt_normalize_options how = LT_NORMALIZE_OPTIONS_INIT;
static lt_encoding source, target;
static bool detected;
static atomic_bool found;

/* The code of this name; ends the program for a name that is none, or has no switch. */
static uint32_t repair_named(const char *name)
{
    for (int code = 0; code < LT_CHANGE_CODE_COUNT; code++)
        if (strcmp(lt_change_name((lt_change_code)code), name) == 0 &&
            LT_REPAIR(code) & LT_CLEAN_FULL)
            return LT_REPAIR(code);
    give_up(say("no repair is called \"%s\"", "không có mã sửa \"%s\""), name);
}

static void read_options(void)
{
    static const uint32_t levels[] = {LT_CLEAN_NONE, LT_CLEAN_BASIC, LT_CLEAN_FULL};
    how.form = (lt_form)form;
    how.tone = (lt_tone_choice)tone;
    how.repair = levels[clean];
    for (size_t i = 0; i < with.count; i++)
        how.repair |= repair_named(with.values[i]);
    for (size_t i = 0; i < without.count; i++)
        how.repair &= ~repair_named(without.values[i]);
    how.replace_invalid = settings.invalid == INVALID_REPLACE;
    detected = from == 1;
    source = from > 1 ? (lt_encoding)(from - 1) : LT_ENCODING_UTF8;
    target = (lt_encoding)to;
    if (settings.ndjson && (from || to))
        give_up("%s", say("--ndjson is UTF-8: --from and --to do not go with it",
                          "--ndjson là UTF-8: không dùng cùng --from, --to"));
    if (check + show_diff + in_place + json_output > 1)
        give_up("%s", say("only one of --check, --diff, --in-place and --json can be asked for",
                          "chỉ chọn một trong --check, --diff, --in-place, --json"));
    if (settings.ndjson && check + show_diff + in_place + json_output > 0)
        give_up("%s", say("--ndjson goes with none of --check, --diff, --in-place and --json",
                          "--ndjson không dùng cùng --check, --diff, --in-place, --json"));
}

/* The text in the encoding that was asked for, to its file or to `out`. */
static void put(const char *path, const lt_buffer *text, bool changed, lt_buffer *out)
{
    lt_buffer bytes = LT_BUFFER_INIT;
    if (!in_place)
        encoded_write(path, target, text, out);
    else if ((changed || from || to) && encoded_write(path, target, text, &bytes))
        output_replace(path, bytes.data, bytes.length);
    lt_buffer_dispose(&bytes);
}

/* One file as a whole: for all but plain output of UTF-8, which is streamed. */
static void do_whole(void *session, void *files, size_t index, lt_buffer *out)
{
    (void)session;
    const char *path = ((char **)files)[index];
    lt_buffer before = LT_BUFFER_INIT, after = LT_BUFFER_INIT;
    lt_changes changes = LT_CHANGES_INIT;
    lt_error error = LT_ERROR_INIT;
    /* A diff is for patch, which needs the name as it is. */
    bool own_name = show_diff && strcmp(path, "-") != 0;
    changed_text text = {own_name ? path : input_name(path), &before, &after, &changes};
    lt_status status = LT_OK;
    size_t replaced;
    if (encoded_read(path, detected, source, &before, &replaced)) {
        status = lt_normalize(before.data, before.length, &how, &after, &changes, &error);
        input_tell_replaced(path, replaced + input_count_replaced(&changes));
        if (changes.count > 0 && !in_place)
            atomic_store(&found, check);
        if (status == LT_OK && check)
            status = changes_write_text(&text, out);
        else if (status == LT_OK && show_diff)
            status = changes_write_diff(&text, out);
        else if (status == LT_OK && json_output)
            status = changes_write_json(&text, out);
        else if (status == LT_OK)
            put(path, &after, changes.count + replaced > 0, out);
    }
    if (status != LT_OK)
        trouble("%s: %s", input_name(path),
                *error.message ? error.message : lt_status_name(status));
    lt_changes_dispose(&changes);
    lt_buffer_dispose(&before);
    lt_buffer_dispose(&after);
}

static void *open_nothing(void *shared)
{
    (void)shared;
    return &how;
}

static void close_nothing(void *session)
{
    (void)session;
}

static lt_status answer(void *session, const json_t *record, lt_buffer *out, lt_error *error)
{
    (void)session;
    size_t length;
    const char *text = ndjson_text(record, "text", &length, error);
    if (!text)
        return LT_BAD_ARGUMENT;
    lt_buffer before = LT_BUFFER_INIT, after = LT_BUFFER_INIT;
    lt_changes changes = LT_CHANGES_INIT;
    changed_text result = {"", &before, &after, &changes};
    lt_status status = lt_buffer_append(&before, text, length);
    if (status == LT_OK)
        status = lt_normalize(text, length, &how, &after, &changes, error);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, "\"text\":");
    if (status == LT_OK)
        status = json_append_string(out, after.data, after.length);
    if (status == LT_OK)
        status = lt_buffer_append_byte(out, ',');
    if (status == LT_OK)
        status = changes_write_member(&result, out);
    lt_changes_dispose(&changes);
    lt_buffer_dispose(&before);
    lt_buffer_dispose(&after);
    return status;
}

static void run_ndjson(void)
{
    static const char *const members[] = {"text", NULL};
    static const ndjson_work work = {open_nothing, close_nothing, NULL, answer, members, NULL};
    ndjson_run(&work);
}

static void run_whole(int count, char **files)
{
    static const pool_work work = {open_nothing, close_nothing, NULL};
    pool *workers = pool_open(count < settings.jobs ? count : settings.jobs, &work);
    pool_run_windowed(workers, (size_t)count, do_whole, files);
    pool_close(workers);
}

int main(int count, char **arguments)
{
    static const tool_spec tool = {
        "vn-normalize",
        "[FILE...]",
        "puts Vietnamese text into one Unicode form and one tone style, and repairs it",
        "đưa văn bản tiếng Việt về một dạng Unicode, một kiểu bỏ dấu, và sửa lỗi ký tự",
        options,
        sizeof options / sizeof *options};
    static char *standard_input[] = {"-"};
    tool_start(&tool, &count, &arguments);
    read_options();
    if (settings.ndjson) {
        if (count > 0)
            give_up("%s", say("--ndjson reads standard input and takes no file",
                              "--ndjson đọc đầu vào chuẩn, không nhận tệp"));
        run_ndjson();
        return tool_finish(0);
    }
    if (count == 0 && in_place)
        give_up("%s", say("--in-place needs files", "--in-place cần tên tệp"));
    for (int i = 0; in_place && i < count; i++)
        if (strcmp(arguments[i], "-") == 0)
            give_up("%s", say("--in-place needs files, not standard input",
                              "--in-place cần tên tệp, không nhận đầu vào chuẩn"));
    char **files = count > 0 ? arguments : standard_input;
    count = count > 0 ? count : 1;
    if (check || show_diff || in_place || json_output || from || to)
        run_whole(count, files);
    else
        for (int i = 0; i < count; i++)
            stream_normalize(files[i], &how);
    return tool_finish(atomic_load(&found) ? 1 : 0);
}
