/* Error, buffer, UTF-8, arena, map, mapped file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <libtext/buffer.h>
#include <libtext/error.h>
#include <libtext/utf8.h>

#include <unicode/utf8.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/utf8_fast.h"
#include "base/word.h"
#include "tests/runner/chaos.h"

static void test_first_error_wins(void **state)
{
    (void)state;
    lt_error error = LT_ERROR_INIT;
    assert_int_equal(lt_error_set(&error, LT_IO, 7, "disk %d", 1), LT_IO);
    assert_int_equal(lt_error_set(&error, LT_TOO_LONG, 9, "second"), LT_TOO_LONG);
    assert_int_equal(error.status, LT_IO);
    assert_int_equal(error.offset, 7);
    assert_string_equal(error.message, "disk 1");
    lt_error_clear(&error);
    assert_int_equal(error.status, LT_OK);
    assert_int_equal(lt_error_set(NULL, LT_IO, 0, "nobody listens"), LT_IO);
}

/* A cut message never ends in half a character, wherever the cut falls. */
static void test_long_message(void **state)
{
    (void)state;
    for (int shift = 0; shift < 3; shift++) {
        char text[1024] = "";
        lt_error error = LT_ERROR_INIT;
        memset(text, 'x', (size_t)shift);
        for (int i = 0; i < 200; i++)
            strcat(text, "ế");
        lt_error_set(&error, LT_IO, 0, "%s", text);
        assert_true(strlen(error.message) > LT_ERROR_MESSAGE_SIZE - 5);
        assert_int_equal(lt_utf8_validate(error.message, strlen(error.message), NULL), LT_OK);
    }
}

static void test_status_names(void **state)
{
    (void)state;
    for (int a = 0; a < LT_STATUS_COUNT_; a++)
        for (int b = 0; b < a; b++)
            assert_string_not_equal(lt_status_name((lt_status)a), lt_status_name((lt_status)b));
    assert_string_equal(lt_status_name((lt_status)999), "unknown");
}

static void test_buffer_limit(void **state)
{
    (void)state;
    lt_buffer buffer;
    lt_buffer_init(&buffer, 10);
    assert_string_equal(buffer.data, "");
    assert_int_equal(lt_buffer_append_string(&buffer, "0123456789"), LT_OK);
    assert_int_equal(lt_buffer_append_byte(&buffer, 'x'), LT_TOO_LONG);
    assert_int_equal(lt_buffer_append_format(&buffer, "%d", 5), LT_TOO_LONG);
    assert_int_equal(lt_buffer_append_codepoint(&buffer, 0x1EA1), LT_TOO_LONG);
    assert_string_equal(buffer.data, "0123456789");
    lt_buffer_truncate(&buffer, 3);
    assert_string_equal(buffer.data, "012");
    lt_buffer_truncate(&buffer, 8);
    assert_int_equal(buffer.length, 3);
    lt_buffer_dispose(&buffer);
    assert_string_equal(buffer.data, "");
    lt_buffer_dispose(NULL);
    lt_buffer_init(&buffer, SIZE_MAX);
    assert_int_equal(lt_buffer_append_string(&buffer, "no limit"), LT_OK);
    assert_int_equal(lt_buffer_reserve(&buffer, SIZE_MAX - 20), LT_TOO_LONG);
    assert_string_equal(buffer.data, "no limit");
    lt_buffer_dispose(&buffer);
}

static void test_buffer_detach(void **state)
{
    (void)state;
    lt_buffer buffer = LT_BUFFER_INIT;
    char *empty = lt_buffer_detach(&buffer);
    assert_string_equal(empty, "");
    lt_free(empty);
    assert_int_equal(lt_buffer_append(&buffer, "a\0b", 3), LT_OK);
    char *text = lt_buffer_detach(&buffer);
    assert_memory_equal(text, "a\0b", 4);
    assert_int_equal(buffer.length, 0);
    lt_free(text);
}

/* Every code point there and back; ICU's macro is the second opinion. */
static void test_utf8_codepoints(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x110010; c++) {
        char bytes[4];
        uint32_t back;
        size_t length = lt_utf8_encode(c, bytes);
        assert_int_equal(length, U8_LENGTH((UChar32)c));
        if (length == 0)
            continue;
        assert_int_equal(lt_utf8_decode(bytes, length, &back), length);
        assert_int_equal(back, c);
        for (size_t cut = 0; cut < length; cut++)
            assert_int_equal(lt_utf8_decode(bytes, cut, &back), 0);
    }
}

/* All texts of four bytes from a set that meets every rule: ICU agrees on what is well-formed and
 * on how much of an ill-formed start is one error. */
static void test_utf8_against_icu(void **state)
{
    (void)state;
    static const unsigned char set[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0,
                                        0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
                                        0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF};
    const size_t n = sizeof set;
    for (size_t i = 0; i < n * n * n * n; i++) {
        unsigned char text[4] = {set[i % n], set[i / n % n], set[i / n / n % n],
                                 set[i / n / n / n]};
        int32_t at = 0;
        UChar32 expected;
        U8_NEXT(text, at, 4, expected);
        uint32_t codepoint;
        size_t length = lt_utf8_decode((const char *)text, 4, &codepoint);
        if (expected >= 0) {
            assert_int_equal(length, at);
            assert_int_equal(codepoint, expected);
        } else {
            assert_int_equal(length, 0);
            assert_int_equal(lt_utf8_skip_invalid((const char *)text, 4), at);
        }
    }
}

/* Bytes of the characters at the start that are well-formed, read one by one. */
static size_t well_formed_start(const char *text, size_t length)
{
    size_t at = 0, size;
    uint32_t codepoint;
    while ((size = lt_utf8_decode(text + at, length - at, &codepoint)) > 0)
        at += size;
    return at;
}

static void check_validation(const char *text, size_t length)
{
    lt_error error = LT_ERROR_INIT;
    size_t good = well_formed_start(text, length);
    assert_int_equal(lt_utf8_validate(text, length, &error),
                     good == length ? LT_OK : LT_INVALID_UTF8);
    assert_int_equal(error.offset, good == length ? 0 : good);
#if defined(__x86_64__)
    static lt_utf8_sure_function *const variants[] = {lt_utf8_sure_sse, lt_utf8_sure_avx2};
    for (int i = 0; i < 2; i++) {
        if (!(i == 0 ? __builtin_cpu_supports("ssse3") : __builtin_cpu_supports("avx2")))
            continue;
        size_t sure = variants[i](text, length);
        assert_true(sure <= good && well_formed_start(text, sure) == sure);
        assert_true(good < sure + 64 + 4);
    }
#endif
}

/* Vectors find what reading character by character finds: all pairs of bytes, and the edges of each
 * range, at every place of a block; then characters and broken ones at random. */
static void test_utf8_vectors(void **state)
{
    (void)state;
    static const char *const parts[] = {"a",
                                        "xyz ",
                                        "\xC2\x80",
                                        "\xDF\xBF",
                                        "\xE0\xA0\x80",
                                        "\xE0\x9F\xBF",
                                        "\xED\x9F\xBF",
                                        "\xED\xA0\x80",
                                        "\xE1\xBA\xA1",
                                        "\xEF\xBF\xBF",
                                        "\xF0\x90\x80\x80",
                                        "\xF0\x8F\xBF\xBF",
                                        "\xF4\x8F\xBF\xBF",
                                        "\xF4\x90\x80\x80",
                                        "\xF5\x80\x80\x80",
                                        "\xC0\xAF",
                                        "\xC1\xBF",
                                        "\x80",
                                        "\xE1\xBA",
                                        "\xF0\x9F\x99",
                                        "\xFF"};
    char text[512];
    for (unsigned pair = 0; pair < 0x10000; pair++) {
        size_t at = pair * 7 % 100;
        memset(text, 'a', 160);
        text[at] = (char)(pair >> 8);
        text[at + 1] = (char)pair;
        check_validation(text, 160);
        text[at + 2] = text[at + 3] = (char)0x80;
        check_validation(text, 160);
    }
    uint32_t seed = 7;
    for (size_t round = 0; round < 20000; round++) {
        size_t length = 0;
        while (length < 300) {
            seed = seed * 1664525u + 1013904223u;
            size_t part = (seed >> 8) % 400;
            if (part >= sizeof parts / sizeof *parts)
                part = part % 3 == 0 ? 0 : part % 3 == 1 ? 8 : 2;
            memcpy(text + length, parts[part], strlen(parts[part]));
            length += strlen(parts[part]);
        }
        check_validation(text, length - round % 5);
    }
}

static void test_places(void **state)
{
    (void)state;
    static const char text[] = "ạb\r\nđ\rc\n\nz";
    static const size_t offsets[] = {0, 3, 4, 6, 8, 9, 10, 11, 12, 13};
    static const size_t lines[] = {1, 1, 1, 2, 2, 3, 3, 4, 5, 5};
    static const size_t columns[] = {1, 2, 3, 1, 2, 1, 2, 1, 1, 2};
    lt_locator locator;
    lt_locator_init(&locator, text, sizeof text - 1);
    for (size_t i = 0; i < 10; i++) {
        lt_place one = lt_utf8_locate(text, sizeof text - 1, offsets[i]);
        lt_place two = lt_locator_move(&locator, offsets[i]);
        assert_int_equal(one.line, lines[i]);
        assert_int_equal(one.column, columns[i]);
        assert_int_equal(two.line, one.line);
        assert_int_equal(two.column, one.column);
        assert_int_equal(locator.codepoints, lt_utf8_count(text, offsets[i]));
    }
    assert_int_equal(lt_locator_move(&locator, 0).line, 1);
    assert_int_equal(lt_locator_move(&locator, 999).line, 5);
    assert_int_equal(lt_utf8_mark("\xEF\xBB\xBFx", 4), 3);
    assert_int_equal(lt_utf8_mark("\xEF\xBB\xBF", 2), 0);
    assert_int_equal(lt_utf8_mark("x", 1) + lt_utf8_mark(NULL, 0), 0);
}

static void test_map(void **state)
{
    (void)state;
    lt_map map = LT_MAP_INIT;
    char key[16];
    assert_null(lt_map_find(&map, "a", 1));
    for (uint32_t i = 0; i < 5000; i++) {
        int length = snprintf(key, sizeof key, "k%u", i);
        assert_int_equal(lt_map_set(&map, key, (size_t)length, i), LT_OK);
    }
    assert_int_equal(lt_map_set(&map, "k7", 2, 70), LT_OK);
    assert_int_equal(map.count, 5000);
    assert_int_equal(*lt_map_find(&map, "k7", 2), 70);
    assert_int_equal(*lt_map_find(&map, "k4999", 5), 4999);
    assert_null(lt_map_find(&map, "k5000", 5));
    assert_null(lt_map_find(&map, "k", 1));
    size_t position = 0, seen = 0, length;
    const char *name;
    uint32_t value;
    while (lt_map_next(&map, &position, &name, &length, &value))
        seen++;
    assert_int_equal(seen, 5000);
    lt_map_dispose(&map);
}

static lt_status use_everything(void *context)
{
    (void)context;
    lt_buffer buffer = LT_BUFFER_INIT;
    lt_map map = LT_MAP_INIT;
    lt_status status = LT_OK;
    char key[16];
    for (uint32_t i = 0; i < 300 && status == LT_OK; i++) {
        int length = snprintf(key, sizeof key, "%u", i);
        size_t before = buffer.length;
        status = lt_buffer_append_format(&buffer, "%s,", key);
        if (status != LT_OK) /* what failed has left no trace */
            assert_int_equal(buffer.length, before);
        else
            status = lt_map_set(&map, key, (size_t)length, i);
    }
    lt_arena arena = LT_ARENA_INIT;
    if (status == LT_OK && !lt_arena_copy(&arena, buffer.data, buffer.length))
        status = LT_NO_MEMORY;
    lt_arena_dispose(&arena);
    lt_map_dispose(&map);
    lt_buffer_dispose(&buffer);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(chaos_run(use_everything, NULL) > 5);
}

static void test_arena(void **state)
{
    (void)state;
    lt_arena arena = LT_ARENA_INIT;
    for (int round = 0; round < 3; round++) {
        char *first = lt_arena_copy(&arena, "abc", 3);
        char *large = lt_arena_alloc(&arena, 3000000);
        assert_non_null(large);
        memset(large, 1, 3000000);
        assert_string_equal(first, "abc");
        assert_int_equal((uintptr_t)lt_arena_alloc(&arena, 1) % _Alignof(max_align_t), 0);
        lt_arena_reset(&arena);
    }
    assert_null(lt_arena_alloc(&arena, SIZE_MAX));
    lt_arena_dispose(&arena);
}

static void test_mapped_file(void **state)
{
    (void)state;
    char path[] = "/tmp/libtext-base-XXXXXX";
    int descriptor = mkstemp(path);
    lt_file file;
    lt_error error = LT_ERROR_INIT;
    assert_int_equal(lt_file_map(&file, path, 10, &error), LT_OK);
    assert_int_equal(file.length, 0);
    assert_non_null(file.data);
    lt_file_unmap(&file);
    assert_int_equal(write(descriptor, "0123456789", 10), 10);
    close(descriptor);
    assert_int_equal(lt_file_map(&file, path, 10, &error), LT_OK);
    assert_memory_equal(file.data, "0123456789", 10);
    lt_file_unmap(&file);
    assert_int_equal(lt_file_map(&file, path, 9, &error), LT_TOO_LONG);
    lt_error_clear(&error);
    unlink(path);
    assert_int_equal(lt_file_map(&file, path, 9, &error), LT_IO);
    assert_non_null(strstr(error.message, "No such file"));
    lt_error_clear(&error);
    assert_int_equal(lt_file_map(&file, "/tmp", 9, &error), LT_BAD_DATA);
}

/* What lt_word_read says of a text that ends with its last byte: the sanitizers watch that end. */
static unsigned read_word(const char *text, lt_word_key *key)
{
    size_t length = strlen(text);
    char *copy = malloc(length ? length : 1);
    assert_non_null(copy);
    memcpy(copy, text, length);
    unsigned count = lt_word_read(copy, length, key);
    free(copy);
    return count;
}

static void test_word_keys(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned count;
    } cases[] = {{"", 0},
                 {"a", 1},
                 {"Zz@", 2},
                 {"zA[", 2},
                 {"x`", 1},
                 {"y{", 1},
                 {"nghiêng ngả", 8},
                 {"được, và thế", 8},
                 {"a1", 1},
                 {"\x7F", 0},
                 {"tin“mới”của", 3},
                 {"“tin", 0},
                 {"một\nhai", 5},
                 {"abcdefghijklmno", 15},
                 {"abcdefghijklmno.", 15},
                 {"abcdefghijklmnop", 0},
                 {"abcdefghijklmnop qrs", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lt_word_key key, same = {0, 0};
        assert_int_equal(read_word(cases[i].text, &key), cases[i].count);
        if (cases[i].count == 0)
            continue;
        memcpy(&same, cases[i].text, cases[i].count);
        assert_true(lt_word_same(key, same));
        assert_true(lt_word_place(key, 64) < 64);
    }
}

static void test_array_room(void **state)
{
    (void)state;
    size_t capacity = 0;
    uint32_t *items = lt_array_reserve(NULL, 100, &capacity, sizeof *items);
    assert_non_null(items);
    assert_int_equal(capacity, 100);
    assert_ptr_equal(lt_array_reserve(items, 50, &capacity, sizeof *items), items);
    assert_null(lt_array_reserve(items, SIZE_MAX / 2, &capacity, sizeof *items));
    /* Across the bound from which large pages are asked for. */
    for (uint32_t i = 0; i < 3000000; i++) {
        items = lt_array_room(items, i, &capacity, sizeof *items);
        assert_non_null(items);
        items[i] = i;
    }
    for (uint32_t i = 0; i < 3000000; i++)
        if (items[i] != i)
            fail();
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_error_wins),
        cmocka_unit_test(test_long_message),
        cmocka_unit_test(test_status_names),
        cmocka_unit_test(test_buffer_limit),
        cmocka_unit_test(test_buffer_detach),
        cmocka_unit_test(test_utf8_codepoints),
        cmocka_unit_test(test_utf8_against_icu),
        cmocka_unit_test(test_utf8_vectors),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_mapped_file),
        cmocka_unit_test(test_word_keys),
        cmocka_unit_test(test_array_room),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
