/* Properties of alignment, pathological pairs, threads, and what it does without memory. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libtext/align.h>

#include "tests/runner/chaos.h"

static const char words[] = "tỉnh\tprovince\t0.9\nhội nghị\tconference\t0.9\n"
                            "học sinh\tstudents\t0.8\ntrường\tschool\t0.8\n"
                            "nông dân\tfarmers\t0.8\ngiá\tprice\t0.7\n";

static lt_lexicon *make_lexicon(void)
{
    lt_lexicon_builder *builder;
    lt_lexicon *lexicon;
    assert_int_equal(lt_lexicon_builder_new(&builder, NULL), LT_OK);
    assert_int_equal(
        lt_lexicon_builder_read(builder, words, sizeof words - 1, LT_LEXICON_USER, NULL), LT_OK);
    assert_int_equal(lt_lexicon_builder_finish(builder, &lexicon, NULL), LT_OK);
    lt_lexicon_builder_free(builder);
    return lexicon;
}

/* Lines of made-up text: sentence n has its own number and some words. */
typedef struct lines {
    lt_align_segment *items;
    char (*texts)[96];
    size_t count;
} lines;

static uint32_t scatter(uint32_t n)
{
    n ^= n >> 16;
    n *= 0x7FEB352Du;
    n ^= n >> 15;
    n *= 0x846CA68Bu;
    return n ^ n >> 16;
}

static void write_line(char text[96], uint32_t n, bool english)
{
    static const char *const vi[] = {"tỉnh", "hội nghị", "học sinh", "trường", "nông dân", "giá"};
    static const char *const en[] = {"province", "conference", "students",
                                     "school",   "farmers",    "price"};
    const char *const *list = english ? en : vi;
    uint32_t r = scatter(n + 1);
    snprintf(text, 96, "%s %u %s %s %c%c%cx %s.", list[r % 6], r % 100000, list[r / 6 % 6],
             english ? "said" : "nói", (char)('A' + r % 23), (char)('a' + r / 23 % 23),
             (char)('e' + r / 529 % 20), list[r / 36 % 6]);
}

static lines make_lines(const uint32_t *numbers, size_t count, bool english)
{
    lines l = {calloc(count + 1, sizeof *l.items), calloc(count + 1, sizeof *l.texts), count};
    for (size_t i = 0; i < count; i++) {
        write_line(l.texts[i], numbers ? numbers[i] : (uint32_t)i, english);
        l.items[i] = (lt_align_segment){l.texts[i], strlen(l.texts[i]), 0};
    }
    return l;
}

static void free_lines(lines *l)
{
    free(l->items);
    free(l->texts);
}

/* Every segment is in exactly one link; links have a sensible shape and score. */
static void check_links(const lt_alignment *a, size_t vi_count, size_t en_count)
{
    size_t next_vi = 0, seen_en = 0;
    char *en = calloc(en_count + 1, 1);
    for (size_t i = 0; i < a->count; i++) {
        const lt_link *l = &a->links[i];
        assert_true(l->score >= 0 && l->score <= 1);
        assert_true(l->vi_count <= LT_ALIGN_RUN && l->en_count <= LT_ALIGN_RUN);
        assert_true(l->vi_count + l->en_count > 0);
        assert_int_equal(l->kind == LT_LINK_ADDITION, l->vi_count == 0);
        assert_int_equal(l->kind == LT_LINK_OMISSION, l->en_count == 0);
        if (l->vi_count) {
            assert_int_equal(l->vi, next_vi);
            next_vi += l->vi_count;
        }
        for (size_t k = 0; k < l->en_count; k++) {
            assert_true(l->en + k < en_count && !en[l->en + k]);
            en[l->en + k] = 1;
            seen_en++;
        }
    }
    assert_int_equal(next_vi, vi_count);
    assert_int_equal(seen_en, en_count);
    free(en);
}

static lt_alignment run(const lt_lexicon *lexicon, const lines *vi, const lines *en, unsigned flags)
{
    lt_aligner *aligner;
    lt_alignment a = LT_ALIGNMENT_INIT;
    lt_align_options options = {flags};
    assert_int_equal(lt_aligner_new(&lexicon, lexicon ? 1 : 0, &aligner, NULL), LT_OK);
    assert_int_equal(
        lt_aligner_run(aligner, vi->items, vi->count, en->items, en->count, &options, &a, NULL),
        LT_OK);
    lt_aligner_free(aligner);
    check_links(&a, vi->count, en->count);
    return a;
}

static size_t count_right(const lt_alignment *a, const uint32_t *vi, const uint32_t *en)
{
    size_t right = 0;
    for (size_t i = 0; i < a->count; i++) {
        const lt_link *l = &a->links[i];
        right += l->vi_count == 1 && l->en_count == 1 &&
                 (vi ? vi[l->vi] : l->vi) == (en ? en[l->en] : l->en);
    }
    return right;
}

/* A text aligned with itself links each line with itself, with a lexicon or without. */
static void test_diagonal(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 2, 7, 40, 300, 3000};
    lt_lexicon *lexicon = make_lexicon();
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int with = 0; with < 2; with++) {
            lines vi = make_lines(NULL, sizes[i], false), en = make_lines(NULL, sizes[i], true);
            lt_alignment a = run(with ? lexicon : NULL, &vi, &en, 0);
            assert_int_equal(count_right(&a, NULL, NULL), sizes[i]);
            lt_alignment_dispose(&a);
            free_lines(&vi);
            free_lines(&en);
        }
    lt_lexicon_free(lexicon);
}

/* 3,000 segments that only one side has, and a passage moved across the book. */
static void test_gap_and_jump(void **state)
{
    (void)state;
    enum { ALL = 8000, GAP = 3000, GAP_SIZE = 3000, MOVED = 20 };
    uint32_t *vi_numbers = malloc(ALL * sizeof *vi_numbers);
    size_t vi_count = 0;
    for (uint32_t i = MOVED; i < ALL; i++) {
        if (i == 7000)
            for (uint32_t k = 0; k < MOVED; k++)
                vi_numbers[vi_count++] = k;
        if (i < GAP || i >= GAP + GAP_SIZE)
            vi_numbers[vi_count++] = i;
    }
    lt_lexicon *lexicon = make_lexicon();
    lines vi = make_lines(vi_numbers, vi_count, false), en = make_lines(NULL, ALL, true);
    lt_alignment a = run(lexicon, &vi, &en, 0);
    assert_true(count_right(&a, vi_numbers, NULL) >= vi_count - 10);
    lt_alignment_dispose(&a);
    a = run(lexicon, &vi, &en, LT_ALIGN_MONOTONE);
    for (size_t i = 0, last = 0; i < a.count; i++) {
        assert_int_not_equal(a.links[i].kind, LT_LINK_MOVED);
        if (a.links[i].vi_count && a.links[i].en_count) {
            assert_true(a.links[i].en >= last);
            last = a.links[i].en;
        }
    }
    lt_alignment_dispose(&a);
    free_lines(&vi);
    free_lines(&en);
    free(vi_numbers);
    lt_lexicon_free(lexicon);
}

/* The same line over and over: nothing to cut at, and bounded work all the same. */
static void test_repeats(void **state)
{
    (void)state;
    uint32_t *same = calloc(3000, sizeof *same);
    lt_lexicon *lexicon = make_lexicon();
    for (size_t en_count = 1; en_count <= 3000; en_count = en_count * 54 + 1) {
        lines vi = make_lines(same, 3000, false), en = make_lines(same, en_count, true);
        lt_alignment a = run(lexicon, &vi, &en, 0);
        lt_alignment_dispose(&a);
        free_lines(&vi);
        free_lines(&en);
    }
    lt_lexicon_free(lexicon);
    free(same);
}

static void test_refusals(void **state)
{
    (void)state;
    lt_aligner *aligner;
    lt_alignment a = LT_ALIGNMENT_INIT;
    lt_error error = LT_ERROR_INIT;
    lt_align_options options = {0x10};
    lt_align_segment bad[2] = {{"tốt", 5, 0}, {"a\xFF", 2, 0}};
    assert_int_equal(lt_aligner_new(NULL, 0, &aligner, NULL), LT_OK);
    assert_int_equal(lt_aligner_run(aligner, bad, 1, bad, 1, &options, &a, &error),
                     LT_BAD_ARGUMENT);
    lt_error_clear(&error);
    assert_int_equal(lt_aligner_run(aligner, bad, 2, bad, 1, NULL, &a, &error), LT_INVALID_UTF8);
    assert_int_equal(error.line, 2);
    assert_int_equal(error.offset, 1);
    assert_int_equal(lt_aligner_run(aligner, bad, 1, bad, 1, NULL, &a, NULL), LT_OK);
    lt_alignment_dispose(&a);
    lt_aligner_free(aligner);
    assert_int_equal(lt_aligner_new(NULL, LT_ALIGN_LEXICONS + 1, &aligner, NULL), LT_BAD_ARGUMENT);
}

/* One lexicon, several threads, one answer. */
typedef struct task {
    const lt_lexicon *lexicon;
    lt_alignment result;
} task;

static void *work(void *context)
{
    task *t = context;
    lines vi = make_lines(NULL, 200, false), en = make_lines(NULL, 200, true);
    lt_aligner *aligner;
    if (lt_aligner_new(&t->lexicon, 1, &aligner, NULL) == LT_OK) {
        for (int i = 0; i < 5; i++)
            lt_aligner_run(aligner, vi.items, 200, en.items, 200, NULL, &t->result, NULL);
        lt_aligner_free(aligner);
    }
    free_lines(&vi);
    free_lines(&en);
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    lt_lexicon *lexicon = make_lexicon();
    pthread_t threads[4];
    task tasks[4];
    for (int i = 0; i < 4; i++) {
        tasks[i] = (task){lexicon, LT_ALIGNMENT_INIT};
        assert_int_equal(pthread_create(&threads[i], NULL, work, &tasks[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(tasks[i].result.count, tasks[0].result.count);
        assert_memory_equal(tasks[i].result.links, tasks[0].result.links,
                            tasks[0].result.count * sizeof(lt_link));
    }
    for (int i = 0; i < 4; i++)
        lt_alignment_dispose(&tasks[i].result);
    lt_lexicon_free(lexicon);
}

typedef struct chaos {
    const lt_lexicon *lexicon;
    lines vi, en;
} chaos;

static lt_status align_call(void *context)
{
    chaos *c = context;
    lt_aligner *aligner = NULL;
    lt_alignment a = LT_ALIGNMENT_INIT;
    lt_status status = lt_aligner_new(&c->lexicon, 1, &aligner, NULL);
    if (status == LT_OK)
        status = lt_aligner_run(aligner, c->vi.items, c->vi.count, c->en.items, c->en.count, NULL,
                                &a, NULL);
    assert_true(status == LT_OK || a.count == 0);
    if (status == LT_NO_MEMORY && aligner) { /* an aligner that failed can be used again */
        lt_status again = lt_aligner_run(aligner, c->vi.items, c->vi.count, c->en.items,
                                         c->en.count, NULL, &a, NULL);
        if (again == LT_OK)
            check_links(&a, c->vi.count, c->en.count);
    }
    lt_alignment_dispose(&a);
    lt_aligner_free(aligner);
    return status;
}

static void test_no_memory(void **state)
{
    (void)state;
    chaos c = {make_lexicon(), make_lines(NULL, 150, false), make_lines(NULL, 140, true)};
    assert_true(chaos_run(align_call, &c) >= 20);
    free_lines(&c.vi);
    free_lines(&c.en);
    lt_lexicon_free((lt_lexicon *)c.lexicon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_diagonal), cmocka_unit_test(test_gap_and_jump),
        cmocka_unit_test(test_repeats),  cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_threads),  cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
