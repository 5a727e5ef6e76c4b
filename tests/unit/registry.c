/* The registry: who gets which slug, many processes at once, a kill at any moment. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <libtext/registry.h>
#include <sqlite3.h>

#include "tests/runner/chaos.h"
#include "tests/runner/folder.h"

typedef struct fixture {
    test_folder place;
    lt_slugger *slugger;
} fixture;

static int set_up(void **state)
{
    fixture *own = calloc(1, sizeof *own);
    lt_slug_options options = LT_SLUG_OPTIONS_INIT;
    *state = own;
    return !own || test_folder_make(&own->place) ||
           lt_slugger_new(&options, &own->slugger, NULL) != LT_OK;
}

static int tear_down(void **state)
{
    fixture *own = *state;
    test_folder_remove(&own->place);
    lt_slugger_free(own->slugger);
    free(own);
    return 0;
}

static lt_registry *open_registry(const fixture *own)
{
    lt_registry *registry;
    lt_error error = LT_ERROR_INIT;
    lt_status status = lt_registry_open(own->place.path, NULL, &registry, &error);
    if (status != LT_OK)
        print_error("%s\n", error.message);
    assert_int_equal(status, LT_OK);
    return registry;
}

static lt_registry_claim give(lt_registry *registry, const fixture *own, const char *key,
                              const char *wanted)
{
    lt_registry_claim claim = {LT_REGISTRY_SAME, NULL, NULL};
    assert_int_equal(lt_registry_give(registry, own->slugger, key, strlen(key), wanted,
                                      strlen(wanted), 1000, &claim, NULL),
                     LT_OK);
    return claim;
}

static void assert_given(lt_registry *registry, const fixture *own, const char *key,
                         const char *wanted, const char *slug, lt_registry_kind kind)
{
    lt_registry_claim claim = give(registry, own, key, wanted);
    assert_string_equal(claim.slug, slug);
    assert_int_equal(claim.kind, kind);
}

static void test_giving(void **state)
{
    const fixture *own = *state;
    lt_registry *registry = open_registry(own);
    assert_int_equal(lt_registry_begin(registry, NULL), LT_OK);
    assert_given(registry, own, "k1", "ha-noi", "ha-noi", LT_REGISTRY_NEW);
    assert_given(registry, own, "k1", "ha-noi", "ha-noi", LT_REGISTRY_SAME);
    assert_given(registry, own, "k2", "ha-noi", "ha-noi-2", LT_REGISTRY_NEW);
    assert_given(registry, own, "k3", "ha-noi", "ha-noi-3", LT_REGISTRY_NEW);
    assert_given(registry, own, "k2", "ha-noi", "ha-noi-2", LT_REGISTRY_SAME);
    assert_given(registry, own, "k4", "ha-noi-2", "ha-noi-2-2", LT_REGISTRY_NEW);
    assert_given(registry, own, "k5", "ha-noi-4", "ha-noi-4", LT_REGISTRY_NEW);
    assert_given(registry, own, "k6", "ha-noi", "ha-noi-5", LT_REGISTRY_NEW);
    assert_int_equal(lt_registry_commit(registry, NULL), LT_OK);
    lt_registry_close(registry);
    registry = open_registry(own);
    assert_int_equal(lt_registry_begin(registry, NULL), LT_OK);
    assert_given(registry, own, "k3", "ha-noi", "ha-noi-3", LT_REGISTRY_SAME);
    lt_registry_close(registry);
}

/* Redirects never chain, slugs once given are nobody else's, an old title gets its slug back. */
static void test_changes(void **state)
{
    const fixture *own = *state;
    lt_registry *registry = open_registry(own);
    lt_registry_iterator *iterator;
    lt_registry_entry entry;
    assert_int_equal(lt_registry_begin(registry, NULL), LT_OK);
    give(registry, own, "k", "a");
    lt_registry_claim claim = give(registry, own, "k", "b");
    assert_int_equal(claim.kind, LT_REGISTRY_CHANGED);
    assert_string_equal(claim.previous, "a");
    give(registry, own, "k", "c");
    assert_given(registry, own, "other", "a", "a-2", LT_REGISTRY_NEW);
    assert_int_equal(lt_registry_list(registry, LT_REGISTRY_REDIRECTS, NULL, 0, &iterator, NULL),
                     LT_OK);
    const char *const from[] = {"a", "b"};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(lt_registry_next(iterator, &entry, NULL), LT_OK);
        assert_string_equal(entry.slug, from[i]);
        assert_string_equal(entry.target, "c");
        assert_false(entry.current);
    }
    assert_int_equal(lt_registry_next(iterator, &entry, NULL), LT_NOT_FOUND);
    lt_registry_iterator_free(iterator);
    assert_given(registry, own, "k", "a", "a", LT_REGISTRY_CHANGED);
    assert_int_equal(lt_registry_list(registry, LT_REGISTRY_HISTORY, "k", 1, &iterator, NULL),
                     LT_OK);
    int count = 0;
    while (lt_registry_next(iterator, &entry, NULL) == LT_OK) {
        count++;
        assert_string_equal(entry.target, "a");
        assert_int_equal(entry.current, strcmp(entry.slug, "a") == 0);
    }
    assert_int_equal(count, 3);
    lt_registry_iterator_free(iterator);
    lt_registry_close(registry);
}

static void test_rollback(void **state)
{
    const fixture *own = *state;
    lt_registry *registry = open_registry(own);
    assert_int_equal(lt_registry_begin(registry, NULL), LT_OK);
    give(registry, own, "k", "a");
    lt_registry_rollback(registry);
    assert_int_equal(lt_registry_begin(registry, NULL), LT_OK);
    assert_int_equal(lt_registry_begin(registry, NULL), LT_BAD_ARGUMENT);
    assert_given(registry, own, "other", "a", "a", LT_REGISTRY_NEW);
    assert_int_equal(lt_registry_commit(registry, NULL), LT_OK);
    assert_int_equal(lt_registry_commit(registry, NULL), LT_BAD_ARGUMENT);
    lt_registry_close(registry);
}

static void test_put(void **state)
{
    const fixture *own = *state;
    lt_registry *registry = open_registry(own);
    assert_int_equal(lt_registry_begin(registry, NULL), LT_OK);
    assert_int_equal(lt_registry_put(registry, "k", 1, "a", 1, "a", 1, 5, false, NULL), LT_OK);
    assert_int_equal(lt_registry_put(registry, "k", 1, "b-2", 3, "b", 1, 6, true, NULL), LT_OK);
    assert_int_equal(lt_registry_put(registry, "z", 1, "a", 1, "a", 1, 5, true, NULL), LT_BAD_DATA);
    assert_given(registry, own, "k", "b", "b-2", LT_REGISTRY_SAME);
    lt_registry_close(registry);
}

static void test_wrong_use(void **state)
{
    const fixture *own = *state;
    lt_registry_claim claim;
    lt_registry *registry = open_registry(own);
    assert_int_equal(lt_registry_give(registry, own->slugger, "k", 1, "a", 1, 0, &claim, NULL),
                     LT_BAD_ARGUMENT);
    assert_int_equal(lt_registry_begin(registry, NULL), LT_OK);
    assert_int_equal(lt_registry_give(registry, own->slugger, "", 0, "a", 1, 0, &claim, NULL),
                     LT_BAD_ARGUMENT);
    assert_int_equal(lt_registry_give(registry, own->slugger, "a\0b", 3, "a", 1, 0, &claim, NULL),
                     LT_BAD_ARGUMENT);
    char *key = malloc(LT_REGISTRY_TEXT_MAXIMUM + 1);
    assert_non_null(key);
    memset(key, 'k', LT_REGISTRY_TEXT_MAXIMUM + 1);
    assert_int_equal(lt_registry_give(registry, own->slugger, key, LT_REGISTRY_TEXT_MAXIMUM, "a", 1,
                                      0, &claim, NULL),
                     LT_OK);
    assert_int_equal(lt_registry_give(registry, own->slugger, key, LT_REGISTRY_TEXT_MAXIMUM + 1,
                                      "a", 1, 0, &claim, NULL),
                     LT_TOO_LONG);
    free(key);
    lt_registry_close(registry);
    /* Not a registry: text, another program's database, a folder, a missing file to read. */
    FILE *file = fopen(own->place.path, "w");
    assert_non_null(file);
    fputs("this is no database, but long enough to be looked at as one by SQLite, which reads "
          "a header of a hundred bytes",
          file);
    fclose(file);
    assert_int_equal(lt_registry_open(own->place.path, NULL, &registry, NULL), LT_BAD_DATA);
    assert_null(registry);
    unlink(own->place.path);
    lt_registry_options reading = {0, true};
    assert_int_equal(lt_registry_open(own->place.path, &reading, &registry, NULL), LT_IO);
    sqlite3 *database;
    assert_int_equal(sqlite3_open(own->place.path, &database), SQLITE_OK);
    sqlite3_exec(database, "CREATE TABLE other (a)", NULL, NULL, NULL);
    sqlite3_close(database);
    assert_int_equal(lt_registry_open(own->place.path, NULL, &registry, NULL), LT_BAD_DATA);
    assert_int_equal(lt_registry_open(own->place.folder, NULL, &registry, NULL), LT_IO);
}

#define PROCESSES 4
#define BATCHES   12
#define BATCH     40

/* All want one slug, in batches of their own. */
static void claim_many(const fixture *own, int process, int batches)
{
    lt_registry *registry;
    if (lt_registry_open(own->place.path, NULL, &registry, NULL) != LT_OK)
        _exit(3);
    for (int batch = 0; batch < batches; batch++) {
        if (lt_registry_begin(registry, NULL) != LT_OK)
            _exit(4);
        for (int i = 0; i < BATCH; i++) {
            char key[32];
            lt_registry_claim claim;
            int length = snprintf(key, sizeof key, "%d-%d", process, batch * BATCH + i);
            if (lt_registry_give(registry, own->slugger, key, (size_t)length, "tin-moi", 7, 1,
                                 &claim, NULL) != LT_OK)
                _exit(5);
        }
        if (lt_registry_commit(registry, NULL) != LT_OK)
            _exit(6);
    }
    lt_registry_close(registry);
    _exit(0);
}

static size_t count_slugs(lt_registry *registry)
{
    lt_registry_iterator *iterator;
    lt_registry_entry entry;
    size_t count = 0;
    assert_int_equal(lt_registry_list(registry, LT_REGISTRY_ALL, NULL, 0, &iterator, NULL), LT_OK);
    while (lt_registry_next(iterator, &entry, NULL) == LT_OK) {
        assert_true(entry.current);
        count++;
    }
    lt_registry_iterator_free(iterator);
    return count;
}

static void test_many_processes(void **state)
{
    const fixture *own = *state;
    pid_t children[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        if (children[i] == 0)
            claim_many(own, i, BATCHES);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        waitpid(children[i], &status, 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    /* The slug is the table's key: as many slugs as keys means that none was given twice, and the
     * highest number that none was skipped. */
    lt_registry *registry = open_registry(own);
    assert_int_equal(count_slugs(registry), PROCESSES * BATCHES * BATCH);
    char next[32];
    snprintf(next, sizeof next, "tin-moi-%d", PROCESSES * BATCHES * BATCH + 1);
    assert_int_equal(lt_registry_begin(registry, NULL), LT_OK);
    assert_given(registry, own, "last", "tin-moi", next, LT_REGISTRY_NEW);
    lt_registry_close(registry);
}

/* Gives for ever, telling every committed slug through the pipe. */
static void claim_and_tell(const fixture *own, int round, int channel)
{
    lt_registry *registry;
    if (lt_registry_open(own->place.path, NULL, &registry, NULL) != LT_OK)
        _exit(3);
    for (int batch = 0;; batch++) {
        char told[BATCH][64];
        if (lt_registry_begin(registry, NULL) != LT_OK)
            _exit(4);
        for (int i = 0; i < BATCH; i++) {
            char key[32];
            lt_registry_claim claim;
            memset(told[i], 0, sizeof told[i]);
            int length = snprintf(key, sizeof key, "%d-%d-%d", round, batch, i);
            if (lt_registry_give(registry, own->slugger, key, (size_t)length, "tin", 3, 1, &claim,
                                 NULL) != LT_OK)
                _exit(5);
            snprintf(told[i], sizeof told[i], "%s %s", key, claim.slug);
        }
        if (lt_registry_commit(registry, NULL) != LT_OK)
            _exit(6);
        if (write(channel, told, sizeof told) != (ssize_t)sizeof told)
            _exit(7);
    }
}

/* What a killed process told: each key must have its slug still. */
static size_t check_told(const fixture *own, int channel)
{
    lt_registry *registry = open_registry(own);
    char told[64], key[64], slug[64];
    size_t count = 0;
    assert_int_equal(lt_registry_begin(registry, NULL), LT_OK);
    while (read(channel, told, sizeof told) == (ssize_t)sizeof told) {
        assert_int_equal(sscanf(told, "%63s %63s", key, slug), 2);
        assert_given(registry, own, key, "tin", slug, LT_REGISTRY_SAME);
        count++;
    }
    lt_registry_close(registry);
    return count;
}

#define KILLS 25

static void test_kill(void **state)
{
    const fixture *own = *state;
    size_t told = 0;
    for (int round = 0; round < KILLS; round++) {
        int channel[2];
        assert_int_equal(pipe(channel), 0);
        pid_t child = fork();
        if (child == 0) {
            close(channel[0]);
            claim_and_tell(own, round, channel[1]);
        }
        close(channel[1]);
        /* From before the file is open to the midst of later batches. */
        struct timespec wait = {0, (long)(round * round) * 150000L + 200000L};
        nanosleep(&wait, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        told += check_told(own, channel[0]);
        close(channel[0]);
    }
    assert_true(told > BATCH);
    sqlite3 *database;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(own->place.path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database, "PRAGMA integrity_check", -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), "ok");
    sqlite3_finalize(statement);
    sqlite3_close(database);
}

static lt_status everything(void *context)
{
    const fixture *own = context;
    lt_registry *registry = NULL;
    lt_registry_claim claim;
    lt_status status = lt_registry_open(own->place.path, NULL, &registry, NULL);
    if (status == LT_OK)
        status = lt_registry_begin(registry, NULL);
    if (status == LT_OK)
        status = lt_registry_give(registry, own->slugger, "k", 1, "a", 1, 1, &claim, NULL);
    if (status == LT_OK)
        status = lt_registry_give(registry, own->slugger, "l", 1, "a", 1, 1, &claim, NULL);
    if (status == LT_OK)
        status = lt_registry_give(registry, own->slugger, "l", 1, "b", 1, 1, &claim, NULL);
    lt_registry_iterator *iterator = NULL;
    if (status == LT_OK)
        status = lt_registry_list(registry, LT_REGISTRY_ALL, NULL, 0, &iterator, NULL);
    lt_registry_iterator_free(iterator);
    lt_registry_close(registry);
    return status;
}

static void test_failing_allocations(void **state)
{
    lt_registry_close(open_registry(*state));
    assert_true(chaos_run(everything, *state) > 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_giving),    TEST(test_changes),
                                       TEST(test_rollback),  TEST(test_put),
                                       TEST(test_wrong_use), TEST(test_many_processes),
                                       TEST(test_kill),      TEST(test_failing_allocations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
