/* The translation memory: what is the same, how near is near, many processes, a full disk. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <libtext/memory.h>

#include "memory/memory.h"
#include "tests/runner/chaos.h"
#include "tests/runner/folder.h"

typedef test_folder fixture;

static int set_up(void **state)
{
    *state = calloc(1, sizeof(fixture));
    return !*state || test_folder_make(*state);
}

static int tear_down(void **state)
{
    test_folder_remove(*state);
    free(*state);
    return 0;
}

static lt_memory *open_memory(const fixture *own)
{
    lt_memory *memory;
    lt_error error = LT_ERROR_INIT;
    if (lt_memory_open(own->path, NULL, &memory, &error) != LT_OK)
        fail_msg("%s", error.message);
    return memory;
}

static lt_status put(lt_memory *memory, const char *vi, const char *en, double score, int64_t date,
                     bool *known)
{
    lt_memory_pair pair = {{vi, en}, {strlen(vi), strlen(en)}, "test", 4, date, score};
    return lt_memory_put(memory, &pair, known, NULL);
}

static void store(lt_memory *memory, const char *vi, const char *en)
{
    assert_int_equal(lt_memory_begin(memory, NULL), LT_OK);
    assert_int_equal(put(memory, vi, en, 0.9, 1000, NULL), LT_OK);
    assert_int_equal(lt_memory_commit(memory, NULL), LT_OK);
}

static size_t count(lt_memory *memory)
{
    size_t number;
    assert_int_equal(lt_memory_count(memory, &number, NULL), LT_OK);
    return number;
}

static void look_up(lt_memory *memory, lt_language source, const char *text, int least,
                    lt_memory_matches *matches)
{
    const lt_memory_query query = {least, 10};
    assert_int_equal(lt_memory_lookup(memory, source, text, strlen(text), &query, matches, NULL),
                     LT_OK);
}

static void test_rates(void **state)
{
    static const struct {
        const char *text;
        int rate;
        unsigned numbers;
    } expected[] = {
        {"Giá lúa hè thu tăng 15% trong tháng 9.", 100, 0},
        {" Giá lúa  hè thu tăng 15% trong tháng 9.\n", 100, 0},
        {"Gia\u0301 lu\u0301a hè thu tăng 15% trong tháng 9.", 100, 0},
        {"giá lúa hè thu tăng 15% trong tháng 9", 99, 0},
        {"Giá lúa hè thu tăng 20% trong tháng 9.", 99, 1},
        {"Giá lúa hè thu tăng 20% trong tháng 10.", 99, 2},
        {"Giá lúa hè thu giảm 15% trong tháng 9.", 88, 0},
        {"Giá lúa hè thu tăng 15% trong tháng 9 qua.", 90, 0},
        {"Giá lúa thu tăng 20% trong tháng 9.", 88, 1},
        {"Giá lúa đông xuân giảm 15% trong tháng 9.", 66, 0},
        {"Giá xăng dầu đứng yên suốt tuần.", 0, 0},
        {"Lúa giá", 0, 0},
        {"", 0, 0},
        {"...", 0, 0},
    };
    lt_memory *memory = open_memory(*state);
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    store(memory, "Giá lúa hè thu tăng 15% trong tháng 9.", "Prices rose.");
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        look_up(memory, LT_LANGUAGE_VI, expected[i].text, 50, &matches);
        int rate = matches.count ? matches.items[0].rate : 0;
        if (rate != expected[i].rate)
            print_error("%s\n", expected[i].text);
        assert_int_equal(rate, expected[i].rate);
        assert_int_equal(matches.count ? matches.items[0].numbers : 0, expected[i].numbers);
        /* asked for one percent more, it is not there */
        if (rate > 0 && rate < 100) {
            look_up(memory, LT_LANGUAGE_VI, expected[i].text, rate + 1, &matches);
            assert_int_equal(matches.count, 0);
        }
    }
    look_up(memory, LT_LANGUAGE_EN, "Giá lúa hè thu tăng 15% trong tháng 9.", 1, &matches);
    assert_int_equal(matches.count, 0); /* Vietnamese is not looked for among the English */
    lt_memory_matches_dispose(&matches);
    lt_memory_close(memory);
}

/* The same pair in another Unicode form, tone style or spacing is stored once. */
static void test_same(void **state)
{
    lt_memory *memory = open_memory(*state);
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    bool known = true;
    assert_int_equal(lt_memory_begin(memory, NULL), LT_OK);
    assert_int_equal(put(memory, "Ho\u0300a bi\u0300nh.", "Peace.", 0.5, 10, &known), LT_OK);
    assert_false(known);
    static const char *const same[] = {"Hòa bình.", "Hoà bình.", "Ho\u0300a bi\u0300nh.",
                                       "  Hòa   bình. ", "Hòa\u200B bình."};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_int_equal(
            put(memory, same[i], "Peace.", i == 1 ? 0.9 : 0.1, 20 + (int64_t)i, &known), LT_OK);
        assert_true(known);
    }
    assert_int_equal(put(memory, "Hòa bình.", "Peace!", 0.7, 15, &known), LT_OK);
    assert_false(known); /* another translation */
    assert_int_equal(put(memory, "hòa bình.", "Peace.", 0.7, 15, &known), LT_OK);
    assert_false(known); /* letter case is no accident */
    assert_int_equal(lt_memory_commit(memory, NULL), LT_OK);
    assert_int_equal(count(memory), 3);
    look_up(memory, LT_LANGUAGE_VI, "Hòa bình.", 70, &matches);
    assert_int_equal(matches.count, 3);
    assert_int_equal(matches.items[0].rate, 100); /* the surer of two */
    assert_string_equal(matches.items[0].pair.text[LT_LANGUAGE_VI], "Hòa bình."); /* NFC */
    assert_string_equal(matches.items[0].pair.text[LT_LANGUAGE_EN], "Peace.");
    assert_true(matches.items[0].pair.score > 0.89);  /* the better score stays */
    assert_int_equal(matches.items[0].pair.date, 24); /* the last date stands */
    assert_string_equal(matches.items[1].pair.text[LT_LANGUAGE_EN], "Peace!");
    assert_int_equal(matches.items[2].rate, 99);
    look_up(memory, LT_LANGUAGE_EN, "PEACE", 70, &matches);
    assert_int_equal(matches.count, 3);
    assert_string_equal(matches.items[0].pair.origin, "test");
    lt_memory_matches_dispose(&matches);
    lt_memory_close(memory);
}

/* A number of its own makes the words of a sentence. */
static void make_sentence(char *text, size_t size, unsigned seed)
{
    static const char *const words[] = {"tỉnh", "huyện",  "giá",   "lúa",  "tăng", "giảm", "dân",
                                        "họp",  "trường", "đường", "sông", "cầu",  "mới",  "xây"};
    size_t at = 0;
    for (int i = 0; i < 9; i++) {
        seed = seed * 1103515245u + 12345u;
        at += (size_t)snprintf(text + at, size - at, "%s ", words[(seed >> 16) % 14]);
    }
}

/* Among thousands of sentences made of fourteen words, what differs by a word is found. */
static void test_many(void **state)
{
    enum { SENTENCES = 3000 };
    lt_memory *memory = open_memory(*state);
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    char vi[256], en[32];
    assert_int_equal(lt_memory_begin(memory, NULL), LT_OK);
    for (unsigned i = 0; i < SENTENCES; i++) {
        make_sentence(vi, sizeof vi, i);
        snprintf(en, sizeof en, "sentence %u", i);
        assert_int_equal(put(memory, vi, en, 0.9, i, NULL), LT_OK);
    }
    assert_int_equal(lt_memory_commit(memory, NULL), LT_OK);
    int missed = 0;
    for (unsigned i = 0; i < SENTENCES; i += 30) {
        make_sentence(vi, sizeof vi, i);
        char *last = strrchr(vi, ' '), changed[256];
        *last = '\0';
        last = strrchr(vi, ' ');
        snprintf(changed, sizeof changed, "%.*s bão", (int)(last - vi), vi);
        look_up(memory, LT_LANGUAGE_VI, changed, 80, &matches);
        missed += matches.count == 0 || matches.items[0].rate != 88;
    }
    assert_int_equal(missed, 0);
    lt_memory_matches_dispose(&matches);
    lt_memory_close(memory);
}

/* The banded comparison against the plain one. */
static size_t plain_compare(const lt_terms *a, const lt_terms *b)
{
    size_t d[17][17];
    for (size_t i = 0; i <= a->count; i++)
        for (size_t k = 0; k <= b->count; k++) {
            size_t best = i + k;
            if (i && k) {
                best = d[i - 1][k - 1] + (a->items[i - 1].key != b->items[k - 1].key);
                best = d[i - 1][k] + 1 < best ? d[i - 1][k] + 1 : best;
                best = d[i][k - 1] + 1 < best ? d[i][k - 1] + 1 : best;
            }
            d[i][k] = best;
        }
    return d[a->count][b->count];
}

static void test_compare(void **state)
{
    (void)state;
    lt_term items[2][16];
    memset(items, 0, sizeof items);
    unsigned *costs = malloc(2 * (LT_MEMORY_WORDS + 1) * sizeof *costs), seed = 7, numbers;
    assert_non_null(costs);
    for (int round = 0; round < 20000; round++) {
        lt_terms words[2];
        for (int s = 0; s < 2; s++) {
            seed = seed * 1103515245u + 12345u;
            words[s] = (lt_terms){items[s], seed >> 16 & 15, 16};
            for (size_t i = 0; i < words[s].count; i++) {
                seed = seed * 1103515245u + 12345u;
                items[s][i].key = seed >> 16 & 3;
                items[s][i].fold = seed >> 20 & 1;
                items[s][i].flags = items[s][i].key == 1 ? LT_TERM_NUMBER : 0;
            }
        }
        size_t truth = plain_compare(&words[0], &words[1]), most = seed >> 24 & 15;
        size_t got = lt_memory_compare(&words[0], &words[1], most, costs, &numbers);
        assert_int_equal(got, truth <= most ? truth : most + 1);
        assert_int_equal(lt_memory_compare(&words[1], &words[0], most, costs, &numbers), got);
    }
    free(costs);
}

static void test_wrong_use(void **state)
{
    const fixture *own = *state;
    lt_memory *memory = open_memory(own);
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    assert_int_equal(put(memory, "a", "b", 1, 0, NULL), LT_BAD_ARGUMENT); /* no batch */
    assert_int_equal(lt_memory_commit(memory, NULL), LT_BAD_ARGUMENT);
    assert_int_equal(lt_memory_begin(memory, NULL), LT_OK);
    assert_int_equal(lt_memory_begin(memory, NULL), LT_BAD_ARGUMENT);
    assert_int_equal(put(memory, " \n", "b", 1, 0, NULL), LT_BAD_ARGUMENT);
    assert_int_equal(put(memory, "a", "", 1, 0, NULL), LT_BAD_ARGUMENT);
    assert_int_equal(put(memory, "a", "b", 1.5, 0, NULL), LT_BAD_ARGUMENT);
    assert_int_equal(put(memory, "a", "b\xFF", 1, 0, NULL), LT_INVALID_UTF8);
    assert_int_equal(lt_memory_lookup(memory, LT_LANGUAGE_VI, "\xFF", 1, NULL, &matches, NULL),
                     LT_INVALID_UTF8);
    const lt_memory_query wrong[] = {{0, 5}, {101, 5}, {70, 0}, {70, 101}};
    for (int i = 0; i < 4; i++)
        assert_int_equal(
            lt_memory_lookup(memory, LT_LANGUAGE_VI, "a", 1, &wrong[i], &matches, NULL),
            LT_BAD_ARGUMENT);
    /* The limit: as long as allowed comes back the same, one byte more is refused. */
    char *text = malloc(LT_MEMORY_TEXT_MAXIMUM + 2);
    assert_non_null(text);
    for (size_t i = 0; i <= LT_MEMORY_TEXT_MAXIMUM; i++)
        text[i] = i % 2 ? ' ' : 'a';
    text[LT_MEMORY_TEXT_MAXIMUM - 1] = 'z';
    text[LT_MEMORY_TEXT_MAXIMUM] = '\0';
    assert_int_equal(put(memory, text, "long", 1, 0, NULL), LT_OK);
    look_up(memory, LT_LANGUAGE_VI, text, 70, &matches);
    assert_int_equal(matches.count, 1);
    text[LT_MEMORY_TEXT_MAXIMUM] = 'a';
    text[LT_MEMORY_TEXT_MAXIMUM + 1] = '\0';
    assert_int_equal(put(memory, text, "long", 1, 0, NULL), LT_TOO_LONG);
    free(text);
    lt_memory_matches_dispose(&matches);
    lt_memory_close(memory); /* undoes the batch */
    memory = open_memory(own);
    assert_int_equal(count(memory), 0);
    lt_memory_close(memory);
}

static lt_status try_open(const fixture *own, bool read_only, lt_error *error)
{
    const lt_memory_options options = {20, read_only};
    lt_memory *memory = (lt_memory *)1;
    lt_error_clear(error);
    lt_status status = lt_memory_open(own->path, &options, &memory, error);
    if (status != LT_OK)
        assert_null(memory);
    lt_memory_close(memory);
    return status;
}

static void test_wrong_files(void **state)
{
    const fixture *own = *state;
    lt_error error = LT_ERROR_INIT;
    assert_int_equal(try_open(own, true, &error), LT_IO); /* not there */
    FILE *file = fopen(own->path, "w");
    assert_non_null(file);
    for (int i = 0; i < 40; i++)
        fputs("this is no database ", file);
    fclose(file);
    assert_int_equal(try_open(own, false, &error), LT_BAD_DATA);
    assert_int_equal(try_open(own, true, &error), LT_BAD_DATA);
    unlink(own->path);
    lt_memory_close(open_memory(own));
    sqlite3 *database;
    assert_int_equal(sqlite3_open(own->path, &database), SQLITE_OK);
    sqlite3_exec(database, "PRAGMA user_version = 2", NULL, NULL, NULL);
    assert_int_equal(try_open(own, false, &error), LT_BAD_DATA);
    assert_non_null(strstr(error.message, "later release"));
    sqlite3_exec(database, "PRAGMA user_version = 1; PRAGMA application_id = 7", NULL, NULL, NULL);
    assert_int_equal(try_open(own, false, &error), LT_BAD_DATA);
    assert_non_null(strstr(error.message, "not a translation memory"));
    sqlite3_exec(database, "PRAGMA application_id = 1282692205", NULL, NULL, NULL);
    assert_int_equal(try_open(own, false, &error), LT_OK);
    /* Another writer: this one waits as long as it was told to; readers do not. */
    assert_int_equal(sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(try_open(own, false, &error), LT_IO);
    assert_non_null(strstr(error.message, "another process"));
    assert_int_equal(try_open(own, true, &error), LT_OK);
    sqlite3_close(database);
    const lt_memory_options reading = {0, true};
    lt_memory *memory;
    assert_int_equal(lt_memory_open(own->path, &reading, &memory, NULL), LT_OK);
    assert_int_equal(lt_memory_begin(memory, NULL), LT_BAD_ARGUMENT);
    lt_memory_close(memory);
}

/* Someone who may read the file, and write neither it nor its folder: looks up, and does not store.
 */
static void read_elsewhere(const fixture *own)
{
    const lt_memory_options reading = {0, true};
    lt_memory *memory;
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    if (geteuid() == 0 && setuid(65534) != 0)
        _exit(3);
    if (lt_memory_open(own->path, NULL, &memory, NULL) != LT_IO)
        _exit(4);
    if (lt_memory_open(own->path, &reading, &memory, NULL) != LT_OK)
        _exit(5);
    if (lt_memory_lookup(memory, LT_LANGUAGE_VI, "Một.", strlen("Một."), NULL, &matches, NULL) !=
            LT_OK ||
        matches.count != 1)
        _exit(6);
    lt_memory_matches_dispose(&matches);
    lt_memory_close(memory);
    _exit(0);
}

static void test_read_only(void **state)
{
    fixture own = *(const fixture *)*state;
    int status;
    /* a name that a URI would read otherwise */
    snprintf(own.path, sizeof own.path, "%s/a?b%%41#c", own.folder);
    lt_memory *memory = open_memory(&own);
    store(memory, "Một.", "One.");
    lt_memory_close(memory);
    chmod(own.path, 0444);
    chmod(own.folder, 0555);
    pid_t child = fork();
    if (child == 0)
        read_elsewhere(&own);
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    chmod(own.folder, 0755);
    assert_int_equal(unlink(own.path), 0);
    assert_int_equal(rmdir(own.folder), 0); /* nothing was left beside it */
}

/* A disk that is full in the middle of a batch: an error, and what was committed is there. */
static void test_full_disk(void **state)
{
    lt_memory *memory = open_memory(*state);
    char vi[64];
    lt_status status = LT_OK;
    store(memory, "Giá lúa tăng.", "Prices rose.");
    sqlite3_exec(memory->database.handle, "PRAGMA max_page_count = 60", NULL, NULL, NULL);
    assert_int_equal(lt_memory_begin(memory, NULL), LT_OK);
    for (int i = 0; i < 20000 && status == LT_OK; i++) {
        snprintf(vi, sizeof vi, "Câu số %d của một bài rất dài.", i);
        status = put(memory, vi, "A sentence of a very long article.", 0.5, 1, NULL);
    }
    assert_int_equal(status, LT_IO);
    lt_memory_rollback(memory);
    assert_int_equal(count(memory), 1);
    lt_memory_close(memory);
    memory = open_memory(*state);
    store(memory, "Giá lúa giảm.", "Prices fell.");
    assert_int_equal(count(memory), 2);
    lt_memory_close(memory);
}

#define PROCESSES 4
#define BATCHES   8
#define BATCH     30

/* Half of what each process stores is its own, half is what all of them store. */
static void store_many(const fixture *own, int process, int batches)
{
    lt_memory *memory;
    if (lt_memory_open(own->path, NULL, &memory, NULL) != LT_OK)
        _exit(3);
    for (int batch = 0; batch < batches; batch++) {
        if (lt_memory_begin(memory, NULL) != LT_OK)
            _exit(4);
        for (int i = 0; i < BATCH; i++) {
            char vi[64];
            snprintf(vi, sizeof vi, "Câu %d của bài %d bản %d.", i, batch, i % 2 ? process : -1);
            if (put(memory, vi, "A sentence.", 0.5, 1, NULL) != LT_OK)
                _exit(5);
        }
        if (lt_memory_commit(memory, NULL) != LT_OK)
            _exit(6);
    }
    lt_memory_close(memory);
    _exit(0);
}

static void test_many_processes(void **state)
{
    const fixture *own = *state;
    pid_t children[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        if (children[i] == 0)
            store_many(own, i, BATCHES);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        waitpid(children[i], &status, 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    lt_memory *memory = open_memory(own);
    assert_int_equal(count(memory), (PROCESSES + 1) * BATCHES * BATCH / 2);
    lt_memory_close(memory);
}

static bool has_batches(const fixture *own)
{
    lt_memory *memory = open_memory(own);
    bool enough = count(memory) > BATCH;
    lt_memory_close(memory);
    return enough;
}

/* Killed at any moment: whole batches are there, and the index agrees with the pairs. On a busy
 * machine ten rounds may end before any process has stored two batches; the waits grow. */
static void test_kill(void **state)
{
    const fixture *own = *state;
    for (int round = 0; round < 10 || (round < 30 && !has_batches(own)); round++) {
        pid_t child = fork();
        if (child == 0)
            store_many(own, round, 100000);
        struct timespec wait = {0, (long)(round * round) * 800000L + 300000L};
        nanosleep(&wait, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    lt_memory *memory = open_memory(own);
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    assert_true(count(memory) > BATCH);
    assert_int_equal(count(memory) % (BATCH / 2), 0);
    look_up(memory, LT_LANGUAGE_VI, "Câu 2 của bài 0 bản 5 đó.", 70, &matches);
    assert_true(matches.count > 0);
    lt_memory_matches_dispose(&matches);
    assert_int_equal(sqlite3_exec(memory->database.handle,
                                  "INSERT INTO neighbours (neighbours) VALUES ('integrity-check')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    lt_memory_close(memory);
}

static lt_status read_tmx(lt_memory *memory, const char *tmx, lt_memory_import *counts,
                          lt_error *error)
{
    assert_int_equal(lt_memory_begin(memory, NULL), LT_OK);
    lt_status status = lt_memory_read_tmx(memory, tmx, strlen(tmx), "file", 77, counts, error);
    if (status == LT_OK)
        status = lt_memory_commit(memory, error);
    else
        lt_memory_rollback(memory);
    return status;
}

static const char tmx[] =
    "<?xml version=\"1.0\"?><!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><tmx version=\"1.4\"><header>"
    "<prop type=\"x-origin\">the header</prop></header><body>"
    "<tu creationdate=\"20200301T000000Z\"><prop type=\"x-score\">0.25</prop>"
    "<prop type=\"x-origin\">a &amp; b</prop><note>n</note>"
    "<tuv xml:lang=\"EN-us\"><seg>The <hi>new</hi> <bpt i=\"1\">&lt;b></bpt>road<ept i=\"1\">"
    "&lt;/b></ept> is <ph>x<sub>y</sub></ph>open &amp; <![CDATA[long]]>.</seg></tuv>"
    "<tuv xml:lang=\"vi\"><prop type=\"x-origin\">z</prop><seg>Đường mới đã thông.</seg></tuv></tu>"
    "<tu><tuv lang=\"vi_VN\"><seg>Một.</seg></tuv><tuv lang=\"fr\"><seg>Un.</seg></tuv>"
    "<tuv lang=\"en\"><seg>One.</seg></tuv><tuv lang=\"en-GB\"><seg>Single.</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"vi\"><seg>Một.</seg></tuv><tuv xml:lang=\"en\"><seg>One.</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"vi\"><seg>Hai.</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"vie\"><seg>Ba.</seg></tuv><tuv xml:lang=\"en\"><seg/></tuv></tu>"
    "</body></tmx>";

static void test_tmx(void **state)
{
    lt_memory *memory = open_memory(*state);
    lt_memory_import counts;
    lt_memory_iterator *iterator;
    lt_memory_pair pair;
    lt_error error = LT_ERROR_INIT;
    assert_int_equal(read_tmx(memory, tmx, &counts, &error), LT_OK);
    assert_int_equal(counts.stored, 2);
    assert_int_equal(counts.known, 1);
    assert_int_equal(counts.skipped, 2);
    assert_int_equal(lt_memory_list(memory, &iterator, NULL), LT_OK);
    assert_int_equal(lt_memory_next(iterator, &pair, NULL), LT_OK);
    assert_string_equal(pair.text[LT_LANGUAGE_EN], "The new road is open & long.");
    assert_string_equal(pair.text[LT_LANGUAGE_VI], "Đường mới đã thông.");
    assert_string_equal(pair.origin, "a & b");
    assert_true(pair.score > 0.2499 && pair.score < 0.2501);
    assert_int_equal(pair.date, 1583020800);
    assert_int_equal(lt_memory_next(iterator, &pair, NULL), LT_OK);
    assert_string_equal(pair.text[LT_LANGUAGE_EN], "One.");
    assert_string_equal(pair.origin, "file");
    assert_int_equal(pair.date, 77);
    assert_int_equal(lt_memory_next(iterator, &pair, NULL), LT_NOT_FOUND);
    lt_memory_iterator_free(iterator);
    static const char *const wrong[] = {"<tmx><body>\n<tu>", "<xliff/>", "no XML", "",
                                        "<!DOCTYPE tmx [<!ENTITY a \"b\">]><tmx>&c;</tmx>"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(read_tmx(memory, wrong[i], &counts, &error), LT_BAD_DATA);
    assert_int_equal(count(memory), 2);
    lt_memory_close(memory);
}

static lt_status everything(void *context)
{
    const fixture *own = context;
    lt_memory *memory = NULL;
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    lt_memory_iterator *iterator = NULL;
    lt_memory_import counts;
    lt_memory_pair pair;
    lt_status status = lt_memory_open(own->path, NULL, &memory, NULL);
    if (status == LT_OK)
        status = lt_memory_begin(memory, NULL);
    if (status == LT_OK)
        status = put(memory, "Đường mới đã mở.", "The new road is open.", 1, 1, NULL);
    if (status == LT_OK)
        status = lt_memory_read_tmx(memory, tmx, sizeof tmx - 1, "file", 1, &counts, NULL);
    if (status == LT_OK)
        status = lt_memory_lookup(memory, LT_LANGUAGE_VI, "Đường mới đã đóng.",
                                  sizeof "Đường mới đã đóng." - 1, NULL, &matches, NULL);
    if (status == LT_OK)
        status = lt_memory_list(memory, &iterator, NULL);
    if (status == LT_OK)
        status = lt_memory_next(iterator, &pair, NULL);
    lt_memory_iterator_free(iterator);
    lt_memory_matches_dispose(&matches);
    lt_memory_close(memory);
    return status;
}

static void test_failing_allocations(void **state)
{
    lt_memory_close(open_memory(*state));
    assert_true(chaos_run(everything, *state) > 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_rates),     TEST(test_same),      TEST(test_many),
        TEST(test_compare),   TEST(test_wrong_use), TEST(test_wrong_files),
        TEST(test_read_only), TEST(test_full_disk), TEST(test_many_processes),
        TEST(test_kill),      TEST(test_tmx),       TEST(test_failing_allocations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
