/* vn-report: the main job on article pairs: normalize, check, slug, align; a page and a summary. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libtext/normalize.h>
#include <libtext/slug.h>
#include <libtext/utf8.h>

#include "tools/common/check.h"
#include "tools/common/input.h"
#include "tools/common/pair.h"
#include "tools/common/tool.h"
#include "tools/format/page.h"

static const char *output_folder = ".";
static check_options checks = CHECK_OPTIONS_INIT;

static const option_spec options[] = {
    {"output-dir", 'o', OPTION_STRING, &output_folder, "DIR", 0, 0,
     "where the pages go (default: here)", "nơi ghi các trang (mặc định: tại đây)"},
    {"level", 0, OPTION_CHOICE, &checks.level, "normal|strict|quiet", 0, 0,
     "how much the spelling check tells", "mức nhắc chính tả"},
};

/* What every pair needs; loaded once. */
typedef struct workshop {
    checker *checker;
    check_session *sessions[2]; /* one a side: findings are borrowed from them */
    pair_lexicons lexicons;
    lt_aligner *aligner;
    lt_slugger *slugger;
} workshop;

typedef struct side_result {
    size_t changes;
    size_t headline;
    lt_buffer slug;
    page_mark *marks;
    size_t mark_count;
} side_result;

static size_t pairs_done, marks_found, links_made;

static void open_workshop(workshop *shop)
{
    lt_slug_options slug_options = LT_SLUG_OPTIONS_INIT;
    lt_error error = LT_ERROR_INIT;
    shop->checker = checker_open(&checks);
    for (int side = 0; side < 2; side++)
        if (!(shop->sessions[side] = check_session_open(shop->checker)))
            give_up("out of memory");
    pair_lexicons_open(&shop->lexicons);
    if (lt_aligner_new((const lt_lexicon *const *)shop->lexicons.items, shop->lexicons.count,
                       &shop->aligner, &error) != LT_OK ||
        lt_slugger_new(&slug_options, &shop->slugger, &error) != LT_OK)
        give_up("%s", error.message);
}

static void close_workshop(workshop *shop)
{
    lt_slugger_free(shop->slugger);
    lt_aligner_free(shop->aligner);
    pair_lexicons_free(&shop->lexicons);
    for (int side = 0; side < 2; side++)
        check_session_close(shop->sessions[side]);
    checker_close(shop->checker);
}

static lt_status normalize_side(pair_side *side, side_result *result, lt_error *error)
{
    lt_buffer normal = LT_BUFFER_INIT;
    lt_changes changes = LT_CHANGES_INIT;
    lt_status status =
        lt_normalize(side->text.data, side->text.length, NULL, &normal, &changes, error);
    result->changes = changes.count;
    lt_changes_dispose(&changes);
    if (status == LT_OK) {
        lt_buffer_dispose(&side->text);
        side->text = normal;
    } else {
        lt_buffer_dispose(&normal);
    }
    return status;
}

static lt_status check_side(check_session *session, const pair_side *side, side_result *result,
                            lt_error *error)
{
    const check_finding *findings;
    size_t count;
    lt_status status =
        check_text(session, side->text.data, side->text.length, NULL, &findings, &count, error);
    if (status != LT_OK)
        return status;
    result->marks = calloc(count ? count : 1, sizeof *result->marks);
    if (!result->marks)
        return LT_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        result->marks[i] =
            (page_mark){findings[i].start,
                        findings[i].length,
                        findings[i].code,
                        findings[i].message,
                        findings[i].suggestion_count ? findings[i].suggestions[0] : NULL,
                        findings[i].spelling,
                        false};
    result->mark_count = count;
    return LT_OK;
}

static lt_status work_on_side(workshop *shop, pair_side *side, int which, side_result *result,
                              lt_error *error)
{
    static const pair_settings how = {false, false, false};
    lt_status status = normalize_side(side, result, error);
    if (status == LT_OK)
        status = pair_split(side, (lt_language)which, &how, error);
    if (status == LT_OK)
        status = check_side(shop->sessions[which], side, result, error);
    if (status != LT_OK || side->count == 0)
        return status;
    result->headline = page_headline(side);
    const lt_align_segment *headline = &side->segments[result->headline];
    status = lt_slug(shop->slugger, headline->text, headline->length, &result->slug, error);
    /* A headline of signs alone has no slug, nor has a whole article in one line. */
    return status == LT_NOT_FOUND || status == LT_TOO_LONG ? LT_OK : status;
}

static void print_marks(const pair_side *side, const side_result *result)
{
    enum { SHOWN = 10 };
    lt_locator locator;
    lt_locator_init(&locator, side->text.data, side->text.length);
    for (size_t i = 0; i < result->mark_count && i < SHOWN; i++) {
        const page_mark *mark = &result->marks[i];
        lt_place place = lt_locator_move(&locator, mark->start);
        printf("    %zu:%zu %s \"%.*s\"", place.line, place.column, mark->code, (int)mark->length,
               side->text.data + mark->start);
        if (mark->suggestion)
            printf(" -> \"%s\"", mark->suggestion);
        printf("\n");
    }
    if (result->mark_count > SHOWN)
        printf(say("    and %zu more\n", "    và %zu điểm nữa\n"), result->mark_count - SHOWN);
}

static void print_side(const pair_side *side, const side_result *result)
{
    if (side->count > 0) {
        const lt_align_segment *headline = &side->segments[result->headline];
        printf("  %.*s\n", (int)headline->length, headline->text);
        printf("    %s\n", result->slug.data);
    }
    printf(say("    normalized: %zu changes; to look at: %zu\n",
               "    chuẩn hóa: %zu thay đổi; cần xem: %zu\n"),
           result->changes, result->mark_count);
    print_marks(side, result);
}

static void print_links(const lt_alignment *alignment)
{
    size_t kinds[LT_LINK_KIND_COUNT] = {0}, doubtful = 0;
    for (size_t i = 0; i < alignment->count; i++) {
        kinds[alignment->links[i].kind]++;
        doubtful +=
            alignment->links[i].kind == LT_LINK_SENTENCE && alignment->links[i].score < PAGE_DOUBT;
    }
    links_made += kinds[LT_LINK_SENTENCE] + kinds[LT_LINK_MOVED];
    printf(say("  %zu links, %zu to look at, %zu moved; not in English: %zu, not in Vietnamese: "
               "%zu\n",
               "  %zu liên kết, %zu cần xem, %zu đổi chỗ; không có bản Anh: %zu, không có bản "
               "Việt: %zu\n"),
           kinds[LT_LINK_SENTENCE] + kinds[LT_LINK_MOVED], doubtful, kinds[LT_LINK_MOVED],
           kinds[LT_LINK_OMISSION], kinds[LT_LINK_ADDITION]);
}

static void write_page(const text_pair *pair, const side_result results[2], const char *name)
{
    page_side sides[2];
    lt_buffer page = LT_BUFFER_INIT, path = LT_BUFFER_INIT;
    for (int side = 0; side < 2; side++)
        sides[side] = (page_side){results[side].slug.data, results[side].headline,
                                  results[side].marks, results[side].mark_count};
    if (page_write(pair, sides, &page) != LT_OK ||
        lt_buffer_append_format(&path, "%s/%s.html", output_folder, name) != LT_OK)
        give_up("out of memory");
    if (output_replace(path.data, page.data, page.length))
        printf("  %s\n", path.data);
    lt_buffer_dispose(&page);
    lt_buffer_dispose(&path);
}

static void report_pair(workshop *shop, const char *vi, const char *en, const char *name)
{
    static const pair_settings how = {false, false, false};
    text_pair pair;
    side_result results[2] = {{.slug = LT_BUFFER_INIT}, {.slug = LT_BUFFER_INIT}};
    const char *paths[2] = {vi, en};
    lt_error error = LT_ERROR_INIT;
    lt_status status = LT_OK;
    bool read = true;
    pair_init(&pair);
    for (int side = 0; side < 2 && read && status == LT_OK; side++) {
        pair.side[side].name = input_name(paths[side]);
        read = input_read_text(paths[side], &pair.side[side].text);
        if (read)
            status = work_on_side(shop, &pair.side[side], side, &results[side], &error);
        if (status != LT_OK)
            trouble("%s: %s", pair.side[side].name, error.message);
    }
    if (read && status == LT_OK) {
        status = pair_align(&pair, shop->aligner, &how, &error);
        if (status != LT_OK)
            trouble("%s: %s", name, error.message);
    }
    if (read && status == LT_OK) {
        printf("%s\n", name);
        print_side(&pair.side[0], &results[0]);
        print_side(&pair.side[1], &results[1]);
        print_links(&pair.alignment);
        write_page(&pair, results, name);
        pairs_done++;
        marks_found += results[0].mark_count + results[1].mark_count;
    }
    for (int side = 0; side < 2; side++) {
        free(results[side].marks);
        lt_buffer_dispose(&results[side].slug);
    }
    pair_dispose(&pair);
}

/* "…/long-an-2023.vi.txt" is called "long-an-2023", "…/tom-bac-lieu/vi.txt" "tom-bac-lieu". */
static void name_of(const char *path, char *name, size_t size)
{
    const char *slash = strrchr(path, '/');
    /* A page called "-.html" would be an option to other programs. */
    snprintf(name, size, "%s", strcmp(path, "-") == 0 ? "stdin" : slash ? slash + 1 : path);
    size_t length = strlen(name);
    static const char *const endings[] = {".txt", ".vi"};
    for (int i = 0; i < 2; i++)
        if (length > strlen(endings[i]) &&
            strcmp(name + length - strlen(endings[i]), endings[i]) == 0)
            name[length -= strlen(endings[i])] = '\0';
    if (strcmp(name, "vi") == 0 && slash && slash > path && (size_t)(slash - path) < size) {
        char folder[256];
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
        name_of(folder, name, size);
    }
}

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* A folder with vi.txt and en.txt is a pair; any other is looked through for such folders. */
static void report_folder(workshop *shop, const char *folder, int depth)
{
    char vi[4096], en[4096], name[256];
    snprintf(vi, sizeof vi, "%s/vi.txt", folder);
    snprintf(en, sizeof en, "%s/en.txt", folder);
    if (access(vi, F_OK) == 0) {
        name_of(folder, name, sizeof name);
        report_pair(shop, vi, en, name);
        return;
    }
    struct dirent **entries;
    int count = depth < 2 ? scandir(folder, &entries, NULL, alphasort) : 0;
    if (count < 0)
        trouble("%s: %s", folder, strerror(errno));
    for (int i = 0; i < count; i++) {
        snprintf(vi, sizeof vi, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && is_folder(vi))
            report_folder(shop, vi, depth + 1);
        free(entries[i]);
    }
    if (count >= 0 && depth < 2)
        free(entries);
}

int main(int count, char **arguments)
{
    static const tool_spec tool = {
        "vn-report",
        "VI EN | FOLDER...",
        "normalizes, checks, slugs and aligns article pairs; writes a page for each",
        "chuẩn hóa, soát lỗi, tạo slug và ghép câu các cặp bài; ghi mỗi cặp một trang",
        options,
        sizeof options / sizeof *options};
    workshop shop = {0};
    char name[256];
    tool_start(&tool, &count, &arguments);
    if (settings.ndjson)
        give_up("%s", say("--ndjson is not for this tool", "công cụ này không có --ndjson"));
    bool folders = count > 0;
    for (int i = 0; i < count; i++)
        folders = folders && is_folder(arguments[i]);
    if (!folders && count != 2)
        give_up("%s", say("two files are needed, the Vietnamese and the English text, or folders",
                          "cần hai tệp, bản tiếng Việt và bản tiếng Anh, hoặc các thư mục"));
    if (count == 2 && strcmp(arguments[0], "-") == 0 && strcmp(arguments[1], "-") == 0)
        give_up("%s", say("standard input can be one of the two texts only",
                          "đầu vào chuẩn chỉ có thể là một trong hai bài"));
    open_workshop(&shop);
    for (int i = 0; folders && i < count; i++)
        report_folder(&shop, arguments[i], 0);
    if (!folders) {
        name_of(arguments[0], name, sizeof name);
        report_pair(&shop, arguments[0], arguments[1], name);
    }
    if (folders)
        printf(
            say("%zu pairs, %zu links, %zu marks\n", "%zu cặp, %zu liên kết, %zu điểm đánh dấu\n"),
            pairs_done, links_made, marks_found);
    if (pairs_done == 0 && !tool_troubled())
        trouble("%s", say("no pair found", "không thấy cặp bài nào"));
    close_workshop(&shop);
    return tool_finish(0);
}
