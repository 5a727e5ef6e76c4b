#include <libtext/baseline.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "base/array.h"
#include "base/hash.h"

#define CONTEXT_WORDS 3
/* A word of a page without blanks would make every key as long as the page. */
#define CONTEXT_BYTES 200

struct lt_baseline {
    uint64_t *keys; /* rising */
    size_t count, capacity;
};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

/* Goes on with FNV-1a over the words, one blank between them. */
static uint64_t mix(uint64_t hash, const char *text, size_t length)
{
    uint64_t words = 0;
    for (size_t at = 0; at < length;) {
        size_t start = at;
        while (at < length && !is_blank(text[at]))
            at++;
        if (at > start)
            words = words * UINT64_C(0x100000001B3) ^ lt_hash(text + start, at - start);
        else
            at++;
    }
    return hash * UINT64_C(0x9E3779B97F4A7C15) ^ words ^ (hash >> 29);
}

static size_t context_start(const char *text, size_t start)
{
    size_t at = start, words = 0;
    while (at > 0 && start - at < CONTEXT_BYTES && !is_line_end(text[at - 1])) {
        bool starts = !is_blank(text[at - 1]) &&
                      (at == 1 || is_blank(text[at - 2]) || is_line_end(text[at - 2]));
        at--;
        words += starts;
        if (words == CONTEXT_WORDS)
            break;
    }
    return at;
}

static size_t context_end(const char *text, size_t length, size_t end)
{
    size_t at = end, words = 0;
    while (at < length && at - end < CONTEXT_BYTES && !is_line_end(text[at])) {
        bool ends = !is_blank(text[at]) &&
                    (at + 1 == length || is_blank(text[at + 1]) || is_line_end(text[at + 1]));
        at++;
        words += ends;
        if (words == CONTEXT_WORDS)
            break;
    }
    return at;
}

uint64_t lt_baseline_key(const char *text, size_t length, size_t start, size_t size,
                         const char *code)
{
    start = start < length ? start : length;
    size = size < length - start ? size : length - start;
    size_t from = context_start(text, start);
    size_t to = context_end(text, length, start + size);
    uint64_t hash = lt_hash(code, strlen(code));
    hash = mix(hash, text + start, size);
    hash = mix(hash, text + from, start - from);
    return mix(hash, text + start + size, to - start - size);
}

static int compare(const void *left, const void *right)
{
    const uint64_t *one = left, *other = right;
    return (*one > *other) - (*one < *other);
}

static bool read_key(const char *line, size_t length, uint64_t *key)
{
    *key = 0;
    if (length < 16 || (length > 16 && line[16] != ' '))
        return false;
    for (size_t i = 0; i < 16; i++) {
        char c = line[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return false;
        *key = *key << 4 | (uint64_t)digit;
    }
    return true;
}

static lt_status add_key(lt_baseline *baseline, uint64_t key)
{
    uint64_t *keys =
        lt_array_room(baseline->keys, baseline->count, &baseline->capacity, sizeof *keys);
    if (!keys)
        return LT_NO_MEMORY;
    baseline->keys = keys;
    baseline->keys[baseline->count++] = key;
    return LT_OK;
}

static lt_status read_lines(lt_baseline *baseline, const char *text, size_t length, lt_error *error)
{
    size_t line = 0;
    lt_status status = LT_OK;
    for (size_t at = lt_utf8_mark(text, length); at < length && status == LT_OK;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - text) : length, size = end - at;
        uint64_t key;
        size -= size > 0 && text[at + size - 1] == '\r';
        line++;
        if (size > 0 && text[at] != '#') {
            if (!read_key(text + at, size, &key)) {
                status = lt_error_set(error, LT_BAD_DATA, at, "not a key of 16 hexadecimal digits");
                if (error)
                    error->line = line;
                return status;
            }
            status = add_key(baseline, key);
        }
        at = end + 1;
    }
    return status;
}

lt_status lt_baseline_read(const char *text, size_t length, lt_baseline **baseline, lt_error *error)
{
    *baseline = NULL;
    lt_baseline *made = calloc(1, sizeof *made);
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    lt_status status = read_lines(made, text, length, error);
    if (status != LT_OK) {
        lt_baseline_free(made);
        return lt_error_set(error, status, 0, "%s", lt_status_name(status));
    }
    if (made->count > 1)
        qsort(made->keys, made->count, sizeof *made->keys, compare);
    *baseline = made;
    return LT_OK;
}

void lt_baseline_free(lt_baseline *baseline)
{
    if (baseline)
        free(baseline->keys);
    free(baseline);
}

bool lt_baseline_has(const lt_baseline *baseline, uint64_t key)
{
    return baseline && baseline->count > 0 &&
           bsearch(&key, baseline->keys, baseline->count, sizeof key, compare);
}

lt_status lt_baseline_write(lt_buffer *out, uint64_t key, const char *code, const char *finding,
                            size_t length)
{
    size_t before = out->length;
    lt_status status = lt_buffer_append_format(out, "%016" PRIx64 " %s ", key, code);
    if (status == LT_OK)
        status = lt_buffer_append(out, finding, length);
    for (size_t i = before; status == LT_OK && i < out->length; i++)
        if (is_line_end(out->data[i]))
            out->data[i] = ' ';
    if (status == LT_OK)
        status = lt_buffer_append_byte(out, '\n');
    if (status != LT_OK)
        lt_buffer_truncate(out, before);
    return status;
}
