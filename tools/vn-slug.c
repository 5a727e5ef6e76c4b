/* vn-slug: the slugs of titles, and the registry that keeps them. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libtext/utf8.h>

#include "tools/common/input.h"
#include "tools/common/ndjson.h"
#include "tools/common/pool.h"
#include "tools/common/slugs.h"
#include "tools/common/tool.h"

static slug_settings all = {.options = LT_SLUG_OPTIONS_INIT};
static int style, symbols, keep, language;
static long max_length;
static bool keep_stopwords, check, redirects, history, export_all, import_all;
static const char *id, *drop_stopwords, *separator, *map, *reserved, *registry_path;

#define STRING(name, target, argument, en, vi)                                                     \
    {                                                                                              \
        name, 0, OPTION_STRING, target, argument, 0, 0, en, vi                                     \
    }
#define FLAG(name, target, en, vi)                                                                 \
    {                                                                                              \
        name, 0, OPTION_FLAG, target, NULL, 0, 0, en, vi                                           \
    }
#define CHOICE(name, target, words, en, vi)                                                        \
    {                                                                                              \
        name, 0, OPTION_CHOICE, target, words, 0, 0, en, vi                                        \
    }

static const option_spec options[] = {
    CHOICE("style", &style, "dash|delete", "punctuation separates, or is dropped",
           "dấu câu thành gạch nối, hay bị bỏ"),
    CHOICE("symbols", &symbols, "drop|words", "drop % & + and the like, or spell them out",
           "bỏ % & + và các ký hiệu khác, hay viết thành chữ"),
    CHOICE("lang", &language, "auto|vi|en", "language of spelt-out symbols",
           "ngôn ngữ của ký hiệu viết thành chữ"),
    CHOICE("keep", &keep, "ascii|unicode", "unicode: letters keep their diacritics",
           "unicode: giữ nguyên dấu của chữ"),
    {"max-length", 0, OPTION_INTEGER, &max_length, "N", 0, 65536,
     "longest slug in characters, cut at a word; 0: no limit",
     "độ dài tối đa, cắt ở ranh giới từ; 0: không giới hạn"},
    STRING("separator", &separator, "C", "one of - _ . ~ +", "một trong - _ . ~ +"),
    STRING("drop-stopwords", &drop_stopwords, "vi,en", "leave out words without a topic",
           "bỏ hư từ của các ngôn ngữ này"),
    FLAG("keep-stopwords", &keep_stopwords, "keep them (the default)", "giữ hư từ (mặc định)"),
    STRING("prefix", &all.options.prefix, "TEXT", "put before every slug", "thêm vào đầu slug"),
    STRING("suffix", &all.options.suffix, "TEXT", "put behind every slug", "thêm vào cuối slug"),
    STRING("id", &id, "VALUE", "appended last, never cut", "thêm sau cùng, không bao giờ bị cắt"),
    STRING("fallback", &all.options.fallback, "TEXT", "for a title with nothing to keep",
           "dùng khi nhan đề không còn gì để giữ"),
    STRING("template", &all.template_text, "TEXT", "print this with {slug}, {id}, {date} filled in",
           "in theo mẫu có {slug}, {id}, {date}"),
    STRING("date", &all.date, "DATE", "the {date}; by default today's, YYYY-MM-DD",
           "giá trị của {date}; mặc định là hôm nay, YYYY-MM-DD"),
    STRING("map", &map, "FILE", "own replacements: what TAB replacement, a line each",
           "bảng thay thế riêng: mỗi dòng gồm chữ gốc, TAB, chữ thay"),
    STRING("reserved", &reserved, "FILE", "slugs never to give, a line each",
           "các slug không được cấp, mỗi dòng một slug"),
    STRING("registry", &registry_path, "FILE", "keep slugs unique and stable in this file",
           "giữ slug duy nhất và cố định trong tệp này"),
    STRING("key", &all.key, "KEY", "the article's key in the registry",
           "khóa của bài trong sổ đăng ký"),
    FLAG("redirects", &redirects, "list the registry's redirects: old TAB new",
         "liệt kê các chuyển hướng: cũ TAB mới"),
    FLAG("history", &history, "list the slugs that --key has had",
         "liệt kê các slug --key từng có"),
    FLAG("export", &export_all, "write the registry as NDJSON", "xuất sổ đăng ký ra NDJSON"),
    FLAG("import", &import_all, "read it back from FILE or standard input",
         "nhập lại từ FILE hoặc đầu vào chuẩn"),
    FLAG("check", &check,
         "audit a list of URLs (FILE or standard input) for broken and double ones",
         "kiểm tra danh sách URL, tìm slug hỏng và trùng"),
};

static unsigned stopword_flags(void)
{
    unsigned flags = 0;
    for (const char *at = drop_stopwords; at && *at && !keep_stopwords;) {
        size_t length = strcspn(at, ",");
        if (length != 2 || (memcmp(at, "vi", 2) != 0 && memcmp(at, "en", 2) != 0))
            give_up("--drop-stopwords: %s \"%.*s\"", say("no stop words for", "không có hư từ cho"),
                    (int)length, at);
        flags |= *at == 'v' ? LT_SLUG_DROP_VI : LT_SLUG_DROP_EN;
        at += length + (at[length] == ',');
    }
    return flags;
}

/* Only what the options want is loaded: the plain run starts at once. */
static lt_slug_rules *load_rules(void)
{
    lt_slug_files files = LT_SLUG_FILES_INIT;
    char *paths[4] = {NULL, NULL, NULL, NULL};
    lt_error error = LT_ERROR_INIT;
    lt_slug_rules *rules = NULL;
    files.map = map;
    files.reserved = reserved;
    if (symbols)
        files.symbols = paths[0] = data_path("slug/symbols.txt");
    if (symbols || max_length || drop_stopwords) {
        files.stopwords_vi = paths[1] = data_path("slug/stopwords-vi.txt");
        files.stopwords_en = paths[2] = data_path("slug/stopwords-en.txt");
    }
    if (max_length)
        files.compounds = paths[3] = data_path("slug/compounds.txt");
    if (!(files.symbols || files.stopwords_vi || map || reserved))
        return NULL;
    if (lt_slug_rules_load(&files, &rules, &error) != LT_OK)
        give_up("%s", error.message);
    for (int i = 0; i < 4; i++)
        free(paths[i]);
    return rules;
}

static lt_slug_rules *read_options(void)
{
    static char today[16];
    lt_slug_rules *rules = load_rules();
    all.options.style = (lt_slug_style)style;
    all.options.language = (lt_slug_language)language;
    all.options.flags =
        (symbols ? LT_SLUG_SYMBOL_WORDS : 0) | (keep ? LT_SLUG_KEEP_UNICODE : 0) | stopword_flags();
    all.options.max_length = (size_t)max_length;
    if (separator && (separator[0] == '\0' || separator[1] != '\0'))
        give_up("--separator: %s", say("expected one character", "cần đúng một ký tự"));
    if (separator)
        all.options.separator = separator[0];
    all.options.rules = rules;
    /* Where the template has a place for it, the id goes there and not into the slug. */
    if (!all.template_text || !strstr(all.template_text, "{id}"))
        all.options.id = id;
    all.now = (int64_t)time(NULL);
    if (!all.date) {
        time_t now = (time_t)all.now;
        struct tm local;
        if (localtime_r(&now, &local) && strftime(today, sizeof today, "%Y-%m-%d", &local))
            all.date = today;
    }
    return rules;
}

/* Lines of titles, shared out in slices. */
typedef struct titles {
    const lt_buffer *text;
    atomic_bool empty; /* a title had nothing to keep */
} titles;

#define SLICE ((size_t)256 << 10)
/* Of standard input; what vn-normalize holds too. */
#define HELD ((size_t)16 << 20)

static void put_title(slug_session *session, titles *titles, const char *title, size_t length,
                      lt_buffer *out)
{
    lt_error error = LT_ERROR_INIT;
    size_t before = out->length, shown;
    const char *key = all.key, *tab = NULL;
    if (all.registry && !key && (tab = memchr(title, '\t', length)) != NULL)
        key = title;
    size_t key_length = tab ? (size_t)(tab - title) : key ? strlen(key) : 0;
    if (tab) {
        length -= key_length + 1;
        title = tab + 1;
    }
    lt_status status = slug_make(session, title, length, key, key_length, &error);
    if (status == LT_OK)
        status = slug_append_url(session, id, out, &error);
    for (shown = length < 80 ? length : 80; shown < length && (title[shown] & 0xC0) == 0x80;)
        shown--;
    if (status == LT_NOT_FOUND)
        atomic_store(&titles->empty, true);
    else if (status != LT_OK)
        trouble("%.*s%s: %s", (int)shown, title, shown < length ? "…" : "",
                error.message[0] ? error.message : lt_status_name(status));
    if (status != LT_OK)
        lt_buffer_truncate(out, before);
    if (lt_buffer_append_byte(out, '\n') != LT_OK)
        give_up("out of memory");
}

/* Slice `index` holds the lines that begin in its bytes. */
static void put_slice(void *session, void *round, size_t index, lt_buffer *out)
{
    titles *titles = round;
    const char *text = titles->text->data, *newline;
    size_t at = index * SLICE, length = titles->text->length;
    size_t end = at + SLICE < length ? at + SLICE : length;
    if (index > 0 && text[at - 1] != '\n') {
        newline = memchr(text + at, '\n', length - at);
        at = newline ? (size_t)(newline + 1 - text) : length;
    }
    while (at < end) {
        newline = memchr(text + at, '\n', length - at);
        size_t next = newline ? (size_t)(newline + 1 - text) : length;
        size_t size = next - at - (newline != NULL);
        if (size > 0 && text[at + size - 1] == '\r')
            size--;
        put_title(session, titles, text + at, size, out);
        at = next;
    }
}

static int run_text(const lt_buffer *text)
{
    titles titles = {text, false};
    pool_work work = {slug_session_open, slug_session_close, &all};
    size_t slices = (text->length + SLICE - 1) / SLICE;
    long jobs = settings.jobs < (long)slices ? settings.jobs : (long)slices;
    pool *pool = pool_open(jobs > 0 ? jobs : 1, &work);
    pool_set_done(pool, slug_commit);
    pool_run_windowed(pool, slices, put_slice, &titles);
    pool_close(pool);
    return atomic_load(&titles.empty) ? 1 : 0;
}

/* They would be one article's, each title a redirect to the next. */
static void refuse_second_title(void)
{
    give_up("%s", say("--key is the key of one title", "--key là khóa của một nhan đề duy nhất"));
}

/* Where the whole lines of the text end; 0: there is none. */
static size_t lines_end(const lt_buffer *text)
{
    size_t end = text->length;
    while (end > 0 && text->data[end - 1] != '\n')
        end--;
    return end;
}

/* The titles of standard input in bounded memory. All that comes within HELD is looked at before
 * any slug is written, so that nothing of a text that is refused is. */
static int run_input(void)
{
    lt_buffer text = LT_BUFFER_INIT, rest = LT_BUFFER_INIT;
    input_part part = {0};
    int code = 0;
    bool good = true, ended = false;
    while (good && !ended) {
        good = input_read_part(text.length + HELD, &text, &ended);
        size_t end = ended ? text.length : lines_end(&text);
        if (good && end == 0 && text.length > NDJSON_LINE_MAXIMUM) {
            trouble(say("(stdin):%zu: a line of more than %zu bytes",
                        "(stdin):%zu: dòng dài hơn %zu byte"),
                    part.line + 1, NDJSON_LINE_MAXIMUM);
            good = false;
        }
        if (!good || end == 0)
            continue;
        if (lt_buffer_append(&rest, text.data + end, text.length - end) != LT_OK)
            give_up("out of memory");
        lt_buffer_truncate(&text, end);
        size_t mark = part.offset == 0 ? lt_utf8_mark(text.data, text.length) : 0;
        good = input_check_part(NULL, &text, &part);
        memmove(text.data, text.data + mark, text.length - mark);
        lt_buffer_truncate(&text, text.length - mark);
        bool open = text.length > 0 && text.data[text.length - 1] != '\n';
        if (good && all.key && part.line + open > 1)
            refuse_second_title();
        if (good && run_text(&text) != 0)
            code = 1;
        lt_buffer_clear(&text);
        lt_buffer empty = text;
        text = rest;
        rest = empty;
    }
    input_tell_replaced(NULL, part.replaced);
    lt_buffer_dispose(&text);
    lt_buffer_dispose(&rest);
    return code;
}

static int run_titles(char **arguments, int count)
{
    lt_buffer text = LT_BUFFER_INIT;
    if (count == 0)
        return run_input();
    if (all.key && count > 1)
        refuse_second_title();
    for (int i = 0; i < count; i++) {
        if (strchr(arguments[i], '\n'))
            give_up("%s", say("a title holds a line end", "nhan đề chứa ký tự xuống dòng"));
        if (lt_buffer_append_format(&text, "%s\n", arguments[i]) != LT_OK)
            give_up("out of memory");
    }
    bool read = input_check_utf8(say("(argument)", "(tham số)"), &text, NULL);
    int code = read ? run_text(&text) : 0;
    lt_buffer_dispose(&text);
    return code;
}

/* A template that can't be filled is told at once, not title by title. */
static void check_template(void)
{
    lt_error error = LT_ERROR_INIT;
    lt_buffer out = LT_BUFFER_INIT;
    if (all.template_text && lt_slug_template(all.template_text, "slug", settings.ndjson ? "1" : id,
                                              all.date, &out, &error) != LT_OK)
        give_up("--%s", error.message);
    lt_buffer_dispose(&out);
}

static void open_registry(void)
{
    lt_error error = LT_ERROR_INIT;
    if (redirects + history + export_all + import_all + check > 1)
        give_up("%s",
                say("only one of --redirects, --history, --export, --import and --check can "
                    "be asked for",
                    "chỉ chọn một trong --redirects, --history, --export, --import, --check"));
    if (history && !all.key)
        give_up("%s", say("--history needs --key", "--history cần --key"));
    lt_registry_options how = {0, redirects || history || export_all};
    if (!registry_path && (all.key || import_all || how.read_only))
        give_up("%s", say("--key, --redirects, --history, --export and --import need --registry",
                          "--key, --redirects, --history, --export, --import cần --registry"));
    if (!registry_path)
        return;
    /* One writer: the batch is one thread's. */
    settings.jobs = 1;
    if (lt_registry_open(registry_path, &how, &all.registry, &error) != LT_OK)
        give_up("%s", error.message);
}

static int run(char **arguments, int count)
{
    const char *path = count > 0 ? arguments[0] : NULL;
    if ((check || import_all) && count > 1)
        give_up("%s", say("one FILE at most", "nhiều nhất một FILE"));
    if (check)
        return slug_audit(&all, path) ? 1 : 0;
    if (import_all)
        slug_import(&all, path);
    else if (export_all || history || redirects)
        slug_list(&all,
                  export_all ? LT_REGISTRY_ALL
                  : history  ? LT_REGISTRY_HISTORY
                             : LT_REGISTRY_REDIRECTS,
                  export_all || history || settings.ndjson);
    else if (settings.ndjson && count > 0)
        give_up("%s", say("--ndjson takes no title", "--ndjson không nhận nhan đề"));
    else if (settings.ndjson)
        slug_ndjson(&all);
    else
        return run_titles(arguments, count);
    return 0;
}

int main(int count, char **arguments)
{
    static const tool_spec tool = {"vn-slug",
                                   "[TITLE...]",
                                   "Makes the part of a URL that comes from a title.",
                                   "Tạo phần đường dẫn URL từ nhan đề.",
                                   options,
                                   sizeof options / sizeof options[0]};
    tool_start(&tool, &count, &arguments);
    lt_slug_rules *rules = read_options();
    check_template();
    open_registry();
    int code = run(arguments, count);
    lt_registry_close(all.registry);
    lt_slug_rules_free(rules);
    return tool_finish(code);
}
