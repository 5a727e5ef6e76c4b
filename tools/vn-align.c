/* vn-align: links the sentences of an article and its translation. */
#include <stdlib.h>
#include <string.h>

#include <libtext/align.h>

#include "tools/common/input.h"
#include "tools/common/ndjson.h"
#include "tools/common/pair.h"
#include "tools/common/pool.h"
#include "tools/common/tool.h"
#include "tools/format/columns.h"
#include "tools/format/exchange.h"
#include "tools/format/links.h"

enum { TSV, JSON, LADDER, TMX, XLIFF, HTML };

static int format, segmentation, level, xliff_version;
static bool monotone, json_flag;
static option_list lexicon_files, folders;

static const option_spec options[] = {
    {"format", 0, OPTION_CHOICE, &format, "tsv|json|ladder|tmx|xliff|html", 0, 0,
     "how links are printed", "cách in các liên kết"},
    {"xliff", 0, OPTION_CHOICE, &xliff_version, "2.1|1.2", 0, 0, "version of XLIFF",
     "phiên bản XLIFF"},
    {"json", 0, OPTION_FLAG, &json_flag, NULL, 0, 0, "the same as --format=json",
     "như --format=json"},
    {"segments", 0, OPTION_CHOICE, &segmentation, "auto|lines", 0, 0,
     "lines: each line is one segment already", "lines: mỗi dòng đã là một đoạn câu"},
    {"level", 0, OPTION_CHOICE, &level, "sentence|paragraph", 0, 0, "what is linked",
     "đơn vị được liên kết"},
    {"monotone", 0, OPTION_FLAG, &monotone, NULL, 0, 0, "look for no moved passages",
     "không tìm đoạn bị chuyển chỗ"},
    {"lexicon", 0, OPTION_LIST, &lexicon_files, "FILE", 0, 0,
     "own word pairs besides the built-in ones (vi TAB en TAB weight)",
     "cặp từ riêng, thêm vào từ điển có sẵn (vi TAB en TAB trọng số)"},
    {"learn", 0, OPTION_LIST, &folders, "DIR", 0, 0, "learn from the pairs of a folder first",
     "học từ các cặp bài trong thư mục trước"},
};

static pair_settings how;
static pair_lexicons lexicons;

static void *open_session(void *shared)
{
    (void)shared;
    lt_aligner *aligner = NULL;
    if (lt_aligner_new((const lt_lexicon *const *)lexicons.items, lexicons.count, &aligner, NULL) !=
        LT_OK)
        return NULL;
    return aligner;
}

static void close_session(void *session)
{
    lt_aligner_free(session);
}

static lt_status answer(void *session, const json_t *record, lt_buffer *out, lt_error *error)
{
    text_pair pair;
    pair_init(&pair);
    lt_status status = pair_from_record(&pair, record, &how, error);
    if (status == LT_OK)
        status = pair_align(&pair, session, &how, error);
    if (status == LT_OK)
        status = links_write_members(&pair, false, out);
    pair_dispose(&pair);
    return status;
}

static lt_status write_pair(const text_pair *pair, lt_buffer *out)
{
    switch (json_flag ? JSON : format) {
    case JSON:
        return links_write_json(pair, out);
    case LADDER:
        return links_write_ladder(pair, out);
    case TMX:
        return exchange_write_tmx(pair, out);
    case XLIFF:
        return exchange_write_xliff(pair, xliff_version == 1, out);
    case HTML:
        return columns_write(pair, NULL, out);
    default:
        return links_write_tsv(pair, out);
    }
}

static void align_files(char *const files[2])
{
    text_pair pair;
    lt_error error = LT_ERROR_INIT;
    lt_buffer out = LT_BUFFER_INIT;
    pair_init(&pair);
    for (int s = 0; s < 2; s++) {
        pair.side[s].name = input_name(files[s]);
        if (!input_read_text(files[s], &pair.side[s].text))
            exit(2);
        if (pair_split(&pair.side[s], (lt_language)s, &how, &error) != LT_OK)
            give_up("%s: %s", input_name(files[s]), error.message);
    }
    lt_aligner *aligner = open_session(NULL);
    if (!aligner || pair_align(&pair, aligner, &how, &error) != LT_OK ||
        write_pair(&pair, &out) != LT_OK)
        give_up("%s", *error.message ? error.message : say("no memory", "hết bộ nhớ"));
    output_write(out.data, out.length);
    lt_aligner_free(aligner);
    lt_buffer_dispose(&out);
    pair_dispose(&pair);
}

int main(int count, char **arguments)
{
    static const tool_spec tool = {
        "vn-align",
        "VI EN",
        "links the sentences of a Vietnamese article and its English version",
        "liên kết câu của bài tiếng Việt với bản tiếng Anh",
        options,
        sizeof options / sizeof *options};
    static const char *const members[] = {"vi", "en", "vi_text", "en_text", NULL};
    static const ndjson_work work = {open_session, close_session, NULL, answer, members, NULL};
    tool_start(&tool, &count, &arguments);
    if (settings.ndjson ? count != 0 : count != 2)
        give_up("%s", settings.ndjson
                          ? say("--ndjson reads standard input and takes no file",
                                "--ndjson đọc đầu vào chuẩn, không nhận tệp")
                          : say("two files are needed: the Vietnamese and the English text",
                                "cần hai tệp: bản tiếng Việt và bản tiếng Anh"));
    if (count == 2 && strcmp(arguments[0], "-") == 0 && strcmp(arguments[1], "-") == 0)
        give_up("%s", say("standard input can be one of the two texts only",
                          "đầu vào chuẩn chỉ có thể là một trong hai bài"));
    how = (pair_settings){segmentation == 1, level == 1, monotone};
    pair_lexicons_open(&lexicons);
    for (size_t i = 0; i < lexicon_files.count; i++)
        pair_lexicons_add_file(&lexicons, lexicon_files.values[i]);
    for (size_t i = 0; i < folders.count; i++)
        pair_lexicons_learn(&lexicons, folders.values[i], &how);
    if (settings.ndjson)
        ndjson_run(&work);
    else
        align_files(arguments);
    pair_lexicons_free(&lexicons);
    return tool_finish(0);
}
