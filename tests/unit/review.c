/*
 * Review: mistakes seeded into the clean pairs of corpus/ are found, and the pairs themselves are
 * quiet. Prints the table by kind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>

#include <libtext/lexicon.h>
#include <libtext/review.h>

#include "tests/runner/chaos.h"
#include "tests/runner/seed.h"

static seed_text side[2];
static lt_aligner *aligner;
static lt_glossary *glossary;

/* Omissions, additions and moved passages are there on purpose; "term" counts what the articles say
 * otherwise. */
static size_t doubtful(const seed_table *t)
{
    size_t count = 0;
    for (int code = 0; code < LT_REVIEW_CODE_COUNT; code++)
        if (code != LT_REVIEW_OMISSION && code != LT_REVIEW_ADDITION && code != LT_REVIEW_MOVED &&
            code != LT_REVIEW_TERM)
            count += t->clean[code];
    return count;
}

static bool read_article(const char *corpus, const char *name)
{
    static const char *const files[] = {"vi.seg", "en.seg"};
    char path[4096];
    for (int s = 0; s < 2; s++) {
        snprintf(path, sizeof path, "%s/articles/%s/%s", corpus, name, files[s]);
        if (name[0] == '.' || !seed_read(path, &side[s]))
            return false;
    }
    return true;
}

static void test_seeded(void **state)
{
    (void)state;
    seed_table table = {.articles = 0};
    char folder[4096];
    const char *corpus = getenv("CORPUS");
    struct dirent **names;
    if (!corpus)
        skip();
    snprintf(folder, sizeof folder, "%s/articles", corpus);
    int total = scandir(folder, &names, NULL, alphasort);
    assert_true(total > 0);
    for (int n = 0; n < total; n++) {
        if (read_article(corpus, names[n]->d_name))
            assert_true(seed_pair(aligner, glossary, &side[0], &side[1], &table));
        free(names[n]);
    }
    free(names);
    seed_print(&table);
    assert_true(doubtful(&table) <= table.articles);
    assert_true(table.clean[LT_REVIEW_TERM] <= table.articles);
    for (int kind = 0; kind < SEED_KINDS; kind++) {
        assert_true(table.planted[kind] >= 10);
        assert_true(table.found[kind] * 100 >= table.planted[kind] * 95);
    }
}

/* What the gold says is left out (column 0) or added (1), and of it and beside it what was told. */
typedef struct one_sided {
    size_t right[2], told[2], wanted[2];
} one_sided;

static void compare_gold(const char *corpus, const char *name, const lt_review *found,
                         one_sided *sum)
{
    static bool alone[2][SEED_SEGMENTS];
    char path[4096], line[1024];
    memset(alone, 0, sizeof alone);
    snprintf(path, sizeof path, "%s/articles/%s/gold.tsv", corpus, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        char *tab = strchr(line, '\t');
        assert_non_null(tab);
        int s = tab[1] == '-' ? 0 : line[0] == '-' ? 1 : 2;
        for (char *at = s == 0 ? line : tab + 1; s < 2 && at && *at; at = strchr(at, ',')) {
            long index = strtol(at + (*at == ','), NULL, 10);
            alone[s][index] = true;
            sum->wanted[s] += side[s].segments[index].length >= 25; /* shorter ones may go */
        }
    }
    fclose(file);
    for (size_t i = 0; i < found->count; i++) {
        const lt_review_finding *f = &found->findings[i];
        int s = f->code == LT_REVIEW_OMISSION ? 0 : f->code == LT_REVIEW_ADDITION ? 1 : 2;
        if (s == 2)
            continue;
        bool right = alone[s][f->side[s].segment];
        sum->told[s]++;
        sum->right[s] += right;
        if (!right && getenv("SHOW_MISSES"))
            printf("not alone: %s: %s\n", name, side[s].lines[f->side[s].segment]);
        alone[s][f->side[s].segment] = false;
    }
    for (int s = 0; s < 2 && getenv("SHOW_MISSES"); s++)
        for (size_t i = 0; i < side[s].count; i++)
            if (alone[s][i])
                printf("not told: %s: %s\n", name, side[s].lines[i]);
}

/* Omissions and additions against the gold of corpus/. */
static void test_gold(void **state)
{
    (void)state;
    one_sided sum = {{0, 0}, {0, 0}, {0, 0}};
    char folder[4096];
    const char *corpus = getenv("CORPUS");
    struct dirent **names;
    if (!corpus)
        skip();
    snprintf(folder, sizeof folder, "%s/articles", corpus);
    int total = scandir(folder, &names, NULL, alphasort);
    assert_true(total > 0);
    for (int n = 0; n < total; n++) {
        lt_review found = LT_REVIEW_INIT;
        if (read_article(corpus, names[n]->d_name)) {
            assert_true(seed_review(aligner, NULL, &side[0], &side[1], &found));
            compare_gold(corpus, names[n]->d_name, &found, &sum);
        }
        lt_review_dispose(&found);
        free(names[n]);
    }
    free(names);
    for (int s = 0; s < 2; s++) {
        printf("%s: %zu told, %zu right, %zu in the gold\n", s ? "additions" : "omissions",
               sum.told[s], sum.right[s], sum.wanted[s]);
        assert_true(sum.right[s] * 4 >= sum.told[s] * 3);
        assert_true(sum.right[s] * 10 >= sum.wanted[s] * 9);
    }
}

static lt_status review_once(void *context)
{
    static const char vi[] = "Ông Phạm Tấn Hòa nộp 12,5 tỉ đồng ngày 26/12.";
    static const char en[] = "Mr. Pham Tan Hao paid VND12.6 billion on December 27.";
    lt_align_segment a = {vi, sizeof vi - 1, 0}, b = {en, sizeof en - 1, 0};
    lt_link link = {0, 1, 0, 1, 1, LT_LINK_SENTENCE};
    lt_alignment alignment = {&link, 1};
    lt_review_pair pair = {{&a, &b}, {NULL, NULL}, {1, 1}, &alignment};
    lt_review found = LT_REVIEW_INIT;
    lt_glossary *g = NULL;
    (void)context;
    lt_status status = lt_glossary_read("ông\tMr\n", 8, &g, NULL);
    if (status == LT_OK)
        status = lt_review_run(&pair, g, &found, NULL);
    if (status == LT_OK)
        assert_int_equal(found.count, 3);
    else
        assert_int_equal(found.count, 0);
    lt_review_dispose(&found);
    lt_glossary_free(g);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(chaos_run(review_once, NULL) > 0);
}

/* Is the Vietnamese term, linked with this English, reported? */
static size_t reported(const char *lines, const char *vi, const char *en)
{
    lt_align_segment a = {vi, strlen(vi), 0}, b = {en, strlen(en), 0};
    lt_link link = {0, 1, 0, 1, 1, LT_LINK_SENTENCE};
    lt_alignment alignment = {&link, 1};
    lt_review_pair pair = {{&a, &b}, {NULL, NULL}, {1, 1}, &alignment};
    lt_review found = LT_REVIEW_INIT;
    lt_glossary *g = NULL;
    size_t count = 0;
    assert_int_equal(lt_glossary_read(lines, strlen(lines), &g, NULL), LT_OK);
    assert_int_equal(lt_review_run(&pair, g, &found, NULL), LT_OK);
    for (size_t i = 0; i < found.count; i++)
        count += found.findings[i].code == LT_REVIEW_TERM;
    lt_review_dispose(&found);
    lt_glossary_free(g);
    return count;
}

static void test_terms(void **state)
{
    (void)state;
    static const struct {
        const char *lines, *vi, *en;
        size_t count;
    } cases[] = {
        {"chương trình\tprogramme\n", "Hai chương trình mới.", "Two new programs.", 0},
        {"lao động\tlabour\n", "Luật lao động.", "The law on labor.", 0},
        {"tổ chức lại\treorganise\n", "Tổ chức lại bộ máy.", "Reorganizing the machinery.", 0},
        {"mở rộng\twiden\n", "Đường được mở rộng.", "The road was widened.", 0},
        {"kế hoạch\tplan\n", "Đã có kế hoạch.", "It was planned.", 0},
        {"kinh tế - xã hội\tsocio-economic\n", "Kinh tế - xã hội.", "Socioeconomic life.", 0},
        {"ủy ban nhân dân\tPeople's Committee | people's committee of the province\n",
         "Ủy ban nhân dân họp.", "The PEOPLES' COMMITTEE met.", 0},
        {"bí thư tỉnh ủy\tSecretary of the Provincial Party Committee\n", "Bí thư Tỉnh ủy dự.",
         "Provincial Party Committee Secretary Hoa came.", 0},
        {"Liên minh châu Âu\tEuropean Union\n", "Liên minh châu Âu họp.", "The EU met.", 0},
        {"công nghệ thông tin\tIT\n", "Công nghệ thông tin phát triển.", "it grows.", 1},
        {"công nghệ thông tin\tIT\n", "Công nghệ thông tin phát triển.", "IT grows.", 0},
        {"bệnh viện\thospital\n", "Bệnh viện mới.", "The new clinic.", 1},
        {"nhân dân\tpeople\nỦy ban nhân dân\tCommittee\n", "Ủy ban nhân dân.", "Committee.", 0},
        {"bị cáo\tdefendant\n", "Ông bị cáo buộc nhận hối lộ.", "He is alleged to take it.", 0},
        {"phiếu bầu\tballot\n", "Danh sách sẽ được bỏ phiếu bầu.", "The list will be chosen.", 0},
        {"chỉ thị\tdirective\n", "Họ đình chỉ thị thực.", "They suspend visas.", 0},
        {"nợ công\tpublic debt\n", "Công nhân nợ công ty.", "Workers owe the company.", 0},
        {"nợ công\tpublic debt\n", "Nợ công tăng.", "It grew.", 1},
        {"bị can\taccused\n", "Kết quả bị can thiệp.", "The result was tampered with.", 0},
        {"bị can\taccused\n", "Bị can khai nhận.", "He confessed.", 1},
        {"thanh long\tdragon fruit\n", "Nguyễn Thanh Long đã đến.", "Mr Long came.", 0},
        {"Mặt trận Tổ quốc Việt Nam\tVietnam Fatherland Front\n", "Mặt trận Tổ quốc Việt Nam họp.",
         "The Viet Nam Fatherland Front met.", 0},
        {"Đại học Quốc gia Hà Nội\tHa Noi National University\n", "Đại học Quốc gia Hà Nội mở lớp.",
         "Hanoi National University opened a class.", 0},
        {"Mặt trận Tổ quốc Việt Nam\tVietnam Fatherland Front\n", "Mặt trận Tổ quốc Việt Nam họp.",
         "The Viet Nam Front met.", 1},
        {"Biển Đông\tEast Sea\n", "Bờ biển Đông sóng lớn hơn.", "Waves there are bigger.", 0},
        {"Biển Đông\tEast Sea\n", "Sóng ở Biển Đông lớn hơn.", "Waves there are bigger.", 1},
        {"Luật Giáo dục\tEducation Law\n", "Dạy pháp luật giáo dục trẻ.", "Teaching.", 0},
        {"nhiệm kỳ\tterm\n", "Bầu cử giữa nhiệm kỳ.", "The midterms.", 0},
        {"dịch COVID-19\tCOVID-19 pandemic\n", "Dịch COVID-19 lan.", "The Covid-19 pandemic.", 0},
        {"tour du lịch\ttour\n", "Các tour du lịch.", "Tours.", 0},
        {"màu\tcolour\n", "Nhiều màu.", "Many colors.", 0},
        {"Bộ Y tế\tMinistry of Health\n", "Bộ trưởng Bộ Y tế dự.", "The Health Minister came.", 0},
        {"thanh long\tdragon fruit\n", "Ông Nguyễn Thanh Long dự.", "He came.", 0},
        {"thanh long\tdragon fruit\n", "Thanh long được giá.", "It sold well.", 1},
        {"Bộ Quốc phòng\tMinistry of Defense | Defense Department\n", "Bộ trưởng Bộ Quốc phòng Mỹ.",
         "US Defense Secretary.", 0},
        {"Bộ Tư pháp\tDepartment of Justice\n", "Bộ Tư pháp Mỹ.", "U.S. Dept. of Justice.", 0},
        {"Thiếu tá\tLieutenant Commander\n", "Thiếu tá hải quân.", "Navy Lt. Commander.", 0},
        {"Thiếu tá\tLieutenant Commander\n", "Thiếu tá hải quân.", "A navy commander.", 1},
        {"trường đại học\tuniversity\n", "Ông học trường đại học Harvard.", "He was at Harvard.",
         0},
        {"trường đại học\tuniversity\n", "Ông học trường đại học Huế.", "He was at Hue.", 1},
        {"bóng đá\tfootball\n", "Giải bóng đá Premier League.", "The Premier League.", 0},
        {"luật sư\tlawyer\n", "Luật sư Smith đến.", "Smith came.", 1},
        {"bị cáo\tdefendant\n", "Tòa tuyên phạt bị cáo Ngô Văn Trường.",
         "Ngo Van Truong was sentenced.", 0},
        {"bị cáo\tdefendant\n", "Tòa tuyên phạt bị cáo.", "He was sentenced.", 1},
        {"trung tá\tcolonel\n", "Trung tá Ba và trung tá Bốn.", "Ba and Bon.", 1},
        {"ngoài ra\tin addition\tset phrase\n", "Ngoài ra, trời mưa.", "It also rained.", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (reported(cases[i].lines, cases[i].vi, cases[i].en) != cases[i].count)
            fail_msg("%s: %s", cases[i].vi, cases[i].en);
}

/* Adds `count` made-up names to `text`, each with its own six letters and a seventh one. */
static size_t name_row(char *text, size_t count, char last)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        text[at++] = 'X';
        for (size_t k = 0, rest = i * 7919; k < 6; k++, rest /= 9)
            text[at++] = (char)("bdgkmprtz"[rest % 9]);
        text[at++] = last;
        text[at++] = 'k';
        text[at++] = ' ';
    }
    return at;
}

/* How many of `count` names in one sentence, each with one other letter in the English, are told.
 */
static size_t names_told(size_t count)
{
    char *vi = malloc(count * 10), *en = malloc(count * 10);
    assert_true(vi && en);
    lt_align_segment a = {vi, name_row(vi, count, 's'), 0}, b = {en, name_row(en, count, 'v'), 0};
    lt_link link = {0, 1, 0, 1, 1, LT_LINK_SENTENCE};
    lt_alignment alignment = {&link, 1};
    lt_review_pair pair = {{&a, &b}, {NULL, NULL}, {1, 1}, &alignment};
    lt_review found = LT_REVIEW_INIT;
    assert_int_equal(lt_review_run(&pair, NULL, &found, NULL), LT_OK);
    size_t told = 0;
    for (size_t i = 0; i < found.count; i++)
        told += found.findings[i].code == LT_REVIEW_NAME;
    lt_review_dispose(&found);
    free(vi);
    free(en);
    return told;
}

/* Each name is compared with each word, up to a million pairs of a link: 706 names and 1413 words
 * are the last. More are no sentence, and cost nothing. */
static void test_many_names(void **state)
{
    (void)state;
    assert_int_equal(names_told(300), 300);
    assert_true(names_told(706) > 0);
    assert_int_equal(names_told(708), 0);
    assert_int_equal(names_told(50000), 0);
}

/* Two files read one after the other; a bad one changes nothing. */
static void test_glossaries(void **state)
{
    (void)state;
    lt_glossary *g = NULL;
    assert_int_equal(lt_glossary_read("a\tb | c\n", 8, &g, NULL), LT_OK);
    assert_int_equal(lt_glossary_add(g, "d\te\n", 4, NULL), LT_OK);
    assert_int_equal(lt_glossary_size(g), 3);
    assert_int_equal(lt_glossary_add(g, "f\tg\nbad\n", 8, NULL), LT_BAD_DATA);
    assert_int_equal(lt_glossary_size(g), 3);
    lt_glossary_free(g);
}

static void test_bad_input(void **state)
{
    (void)state;
    lt_error error = LT_ERROR_INIT;
    lt_glossary *g = NULL;
    assert_int_equal(lt_glossary_read("a\tb\nno tab\n", 11, &g, &error), LT_BAD_DATA);
    assert_int_equal(error.line, 2);
    assert_null(g);
    assert_int_equal(lt_glossary_read("<tbx>", 5, &g, NULL), LT_BAD_DATA);
    static const char tbx[] = "<tbx><termEntry><langSet xml:lang='vi'><term>tỉnh</term></langSet>"
                              "<langSet xml:lang='en'><term>province</term></langSet></termEntry>"
                              "</tbx>";
    assert_int_equal(lt_glossary_read(tbx, sizeof tbx - 1, &g, NULL), LT_OK);
    assert_int_equal(lt_glossary_size(g), 1);
    lt_glossary_free(g);
    lt_link link = {5, 1, 0, 1, 1, LT_LINK_SENTENCE};
    lt_alignment alignment = {&link, 1};
    lt_align_segment s = {"a", 1, 0};
    lt_review_pair pair = {{&s, &s}, {NULL, NULL}, {1, 1}, &alignment};
    lt_review found = LT_REVIEW_INIT;
    assert_int_equal(lt_review_run(&pair, NULL, &found, NULL), LT_BAD_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory),    cmocka_unit_test(test_bad_input),
        cmocka_unit_test(test_terms),     cmocka_unit_test(test_glossaries),
        cmocka_unit_test(test_seeded),    cmocka_unit_test(test_gold),
        cmocka_unit_test(test_many_names)};
    char path[4096];
    lt_lexicon *lexicon = NULL;
    const char *dictionaries = getenv("DICTIONARIES");
    snprintf(path, sizeof path, "%s/bilingual/vi-en.lexicon", dictionaries ? dictionaries : ".");
    if (lt_lexicon_open(path, &lexicon, NULL) != LT_OK ||
        lt_aligner_new((const lt_lexicon *const[]){lexicon}, 1, &aligner, NULL) != LT_OK ||
        !seed_glossary(dictionaries ? dictionaries : ".", &glossary))
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    lt_glossary_free(glossary);
    lt_aligner_free(aligner);
    lt_lexicon_free(lexicon);
    return failed;
}
