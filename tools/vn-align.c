/* vn-align: links the sentences of an article and its translation. */
#include <stdlib.h>

#include <libtext/align.h>

#include "tools/common/input.h"
#include "tools/common/memories.h"
#include "tools/common/ndjson.h"
#include "tools/common/pair.h"
#include "tools/common/pool.h"
#include "tools/common/tool.h"
#include "tools/format/exchange.h"
#include "tools/format/links.h"
#include "tools/format/page.h"

enum { TSV, JSON, LADDER, TMX, XLIFF, HTML };

static int format, segmentation, level, xliff_version;
static bool monotone, json_flag;
static bool lookup, export_memory, import_memory;
static option_list lexicon_files, folders;
static memory_settings memory;

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
    {"memory", 'm', OPTION_STRING, &memory.path, "FILE", 0, 0,
     "translation memory: store the links in it", "bộ nhớ dịch: lưu các liên kết vào tệp này"},
    {"lookup", 0, OPTION_FLAG, &lookup, NULL, 0, 0,
     "look up the sentences of FILE or standard input in the memory",
     "tra từng câu của FILE hoặc đầu vào chuẩn trong bộ nhớ dịch"},
    {"source", 0, OPTION_CHOICE, &memory.source, "vi|en", 0, 0, "language that is looked up",
     "ngôn ngữ đem tra"},
    {"min-rate", 0, OPTION_INTEGER, &memory.least, "N", 1, 100,
     "lowest rate of a match in percent (default: 70)",
     "tỉ lệ khớp thấp nhất, phần trăm (mặc định: 70)"},
    {"max-matches", 0, OPTION_INTEGER, &memory.most, "N", 1, 100,
     "most matches of a segment (default: 5)", "số kết quả tối đa cho mỗi câu (mặc định: 5)"},
    {"origin", 0, OPTION_STRING, &memory.origin, "TEXT", 0, 0,
     "stored with the pairs (default: the names of the files)",
     "nguồn, lưu cùng các cặp (mặc định: tên tệp)"},
    {"export", 0, OPTION_FLAG, &export_memory, NULL, 0, 0, "print the memory as TMX",
     "in bộ nhớ dịch ra TMX"},
    {"import", 0, OPTION_FLAG, &import_memory, NULL, 0, 0,
     "read TMX from FILE or standard input into the memory",
     "nhập TMX từ FILE hoặc đầu vào chuẩn vào bộ nhớ dịch"},
};

static pair_settings how;
static pair_lexicons lexicons;
static memory_store *store; /* NULL: links are not stored */

/* The links of a record come from its id. */
static lt_status store_record(const text_pair *pair, const json_t *record, lt_error *error)
{
    lt_buffer origin = LT_BUFFER_INIT;
    const json_t *id = json_object_get(record, "id");
    lt_status status = id ? json_append_value(&origin, id) : LT_OK;
    if (status == LT_OK)
        status = memory_store_links(store, pair, origin.data, error);
    lt_buffer_dispose(&origin);
    return status;
}

static void commit(void *shared)
{
    (void)shared;
    if (store)
        memory_store_commit(store);
}

static lt_status answer(void *session, const json_t *record, lt_buffer *out, lt_error *error)
{
    text_pair pair;
    pair_init(&pair);
    lt_status status = pair_from_record(&pair, record, &how, error);
    if (status == LT_OK)
        status = pair_align(&pair, session, &how, error);
    if (status == LT_OK && store)
        status = store_record(&pair, record, error);
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
        return page_write_review(pair, NULL, out);
    default:
        return links_write_tsv(pair, out);
    }
}

/* Before the links are printed: who reads them may count on their being stored. */
static void store_pair(const text_pair *pair)
{
    lt_error error = LT_ERROR_INIT;
    lt_buffer origin = LT_BUFFER_INIT;
    size_t replaced; /* names of files are bytes */
    if (lt_buffer_append_format(&origin, "%s | %s", pair->side[0].name, pair->side[1].name) !=
            LT_OK ||
        input_replace_invalid(&origin, &replaced) != LT_OK ||
        memory_store_links(store, pair, origin.data, &error) != LT_OK)
        give_up("%s", *error.message ? error.message : say("no memory", "hết bộ nhớ"));
    memory_store_commit(store);
    lt_buffer_dispose(&origin);
}

static void align_files(char *const files[2])
{
    text_pair pair;
    lt_error error = LT_ERROR_INIT;
    lt_buffer out = LT_BUFFER_INIT;
    pair_init(&pair);
    pair_read_files(&pair, files, &how);
    lt_aligner *aligner = pair_session_open(&lexicons);
    if (!aligner || pair_align(&pair, aligner, &how, &error) != LT_OK ||
        write_pair(&pair, &out) != LT_OK)
        give_up("%s", *error.message ? error.message : say("no memory", "hết bộ nhớ"));
    if (store)
        store_pair(&pair);
    output_write(out.data, out.length);
    lt_aligner_free(aligner);
    lt_buffer_dispose(&out);
    pair_dispose(&pair);
}

/* --lookup, --export, --import: the memory alone, no alignment. False: none of them. */
static bool work_on_memory(int count, char **arguments)
{
    int wanted = lookup + export_memory + import_memory;
    if (wanted == 0)
        return false;
    if (wanted > 1 || !memory.path)
        give_up("%s", say("--lookup, --export and --import are one each, with --memory=FILE",
                          "chỉ dùng một trong --lookup, --export, --import, kèm --memory=FILE"));
    if (settings.ndjson && (!lookup || count > 0))
        give_up("%s", say("--ndjson reads standard input and takes no file",
                          "--ndjson đọc đầu vào chuẩn, không nhận tệp"));
    if (export_memory && count > 0)
        give_up("%s", say("--export takes no file", "--export không nhận tệp"));
    if (export_memory)
        memory_export(&memory);
    else if (import_memory)
        memory_import(&memory, arguments, count);
    else if (settings.ndjson)
        memory_lookup_ndjson(&memory);
    else
        memory_lookup_files(&memory, arguments, count);
    return true;
}

int main(int count, char **arguments)
{
    static const tool_spec tool = {
        "vn-align",
        "VI EN | --memory=FILE --lookup [FILE...]",
        "links the sentences of a Vietnamese article and its English version",
        "liên kết câu của bài tiếng Việt với bản tiếng Anh",
        options,
        sizeof options / sizeof *options};
    static const ndjson_work work = {
        pair_session_open, pair_session_close, &lexicons, answer, pair_members, NULL};
    tool_start(&tool, &count, &arguments);
    how = (pair_settings){segmentation == 1, level == 1, monotone};
    memory.segments = &how;
    if (work_on_memory(count, arguments))
        return tool_finish(0);
    pair_check_operands(count, arguments);
    if (memory.path)
        store = memory_store_open(&memory);
    pair_lexicons_open(&lexicons);
    for (size_t i = 0; i < lexicon_files.count; i++)
        pair_lexicons_add_file(&lexicons, lexicon_files.values[i]);
    for (size_t i = 0; i < folders.count; i++)
        pair_lexicons_learn(&lexicons, folders.values[i], &how);
    if (settings.ndjson)
        ndjson_run_batches(&work, commit);
    else
        align_files(arguments);
    if (store)
        memory_store_close(store);
    pair_lexicons_free(&lexicons);
    return tool_finish(0);
}
