/* NFC and NFD of any text by ICU, made linear for long runs of combining marks. */
#include "work.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <libtext/utf8.h>

/* ICU sorts marks by insertion: from so many in a row on they are sorted here. */
#define MANY_MARKS 32

/* Room for `count` units in each half of work->units. */
static bool reserve_units(lt_normal_work *work, size_t count)
{
    if (count <= work->unit_capacity)
        return true;
    size_t capacity = count + count / 2 + 64;
    uint16_t *units = malloc(2 * capacity * sizeof *units);
    if (!units)
        return false;
    free(work->units);
    work->units = units;
    work->unit_capacity = capacity;
    return true;
}

static bool has_many_marks(const char *text, size_t length)
{
    size_t in_a_row = 0;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        at += size ? size : 1;
        in_a_row = c >= 0x300 && u_getCombiningClass((UChar32)c) ? in_a_row + 1 : 0;
        if (in_a_row > MANY_MARKS)
            return true;
    }
    return false;
}

/* Stable counting sort of `count` marks by combining class. */
static void sort_marks(uint32_t *marks, uint32_t *sorted, size_t count)
{
    size_t starts[257] = {0};
    for (size_t i = 0; i < count; i++)
        starts[u_getCombiningClass((UChar32)marks[i]) + 1]++;
    for (int class = 0; class < 256; class ++)
        starts[class + 1] += starts[class];
    for (size_t i = 0; i < count; i++)
        sorted[starts[u_getCombiningClass((UChar32)marks[i])]++] = marks[i];
    memcpy(marks, sorted, count * sizeof *marks);
}

static bool reserve_marks(lt_normal_work *work, size_t count)
{
    if (count <= work->mark_capacity)
        return true;
    uint32_t *marks = malloc(2 * count * sizeof *marks);
    if (!marks)
        return false;
    free(work->marks);
    work->marks = marks;
    work->mark_capacity = count;
    return true;
}

/* Decomposes fully into work->marks, in canonical order; most code points for one is 4. */
static size_t decompose_sorted(lt_normal_work *work, const char *text, size_t length)
{
    uint32_t *all = work->marks, *sorted = work->marks + work->mark_capacity;
    size_t count = 0, first = 0; /* `first`: where the present run of marks began */
    for (size_t at = 0; at < length;) {
        uint32_t c;
        size_t size = lt_utf8_decode(text + at, length - at, &c);
        at += size ? size : 1;
        UChar parts[32];
        UErrorCode code = U_ZERO_ERROR;
        int32_t n = unorm2_getDecomposition(work->nfc, (UChar32)c, parts, 32, &code);
        size_t before = count;
        if (n <= 0 || U_FAILURE(code))
            all[count++] = c;
        for (int32_t i = 0; i < n && U_SUCCESS(code);) {
            uint32_t part = parts[i++];
            if (part >= 0xD800 && part < 0xDC00)
                part = 0x10000 + ((part - 0xD800) << 10) + ((uint32_t)parts[i++] - 0xDC00);
            all[count++] = part;
        }
        for (size_t i = before; i < count; i++)
            if (u_getCombiningClass((UChar32)all[i]) == 0) {
                sort_marks(all + first, sorted, i - first);
                first = i + 1;
            }
    }
    sort_marks(all + first, sorted, count - first);
    return count;
}

/* Puts NFD of the text as UTF-16 into the first half of work->units. */
static bool sorted_units(lt_normal_work *work, const char *text, size_t length, int32_t *units)
{
    if (!reserve_marks(work, 2 * length + 4))
        return false;
    size_t count = decompose_sorted(work, text, length);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t c = work->marks[i];
        U16_APPEND_UNSAFE(work->units, at, c);
    }
    *units = (int32_t)at;
    return true;
}

static lt_status append_units(const UChar *units, int32_t count, lt_buffer *out)
{
    lt_status status = lt_buffer_reserve(out, 3 * (size_t)count);
    if (status != LT_OK)
        return status;
    UErrorCode code = U_ZERO_ERROR;
    int32_t length = 0;
    size_t room = out->capacity - out->length;
    u_strToUTF8(out->data + out->length, room > INT32_MAX ? INT32_MAX : (int32_t)room, &length,
                units, count, &code);
    if (U_FAILURE(code))
        return LT_NO_MEMORY;
    out->length += (size_t)length;
    out->data[out->length] = '\0';
    return LT_OK;
}

static lt_status form(lt_normal_work *work, const struct UNormalizer2 *normalizer, const char *text,
                      size_t length, lt_buffer *out)
{
    /* A code point of one to three bytes becomes at most four units. */
    if (!reserve_units(work, 4 * length + 16))
        return LT_NO_MEMORY;
    UErrorCode code = U_ZERO_ERROR;
    int32_t count = 0;
    if (!has_many_marks(text, length))
        u_strFromUTF8(work->units, (int32_t)work->unit_capacity, &count, text, (int32_t)length,
                      &code);
    else if (!sorted_units(work, text, length, &count))
        return LT_NO_MEMORY;
    UChar *result = work->units + work->unit_capacity;
    int32_t result_count = unorm2_normalize(normalizer, work->units, count, result,
                                            (int32_t)work->unit_capacity, &code);
    return U_FAILURE(code) ? LT_NO_MEMORY : append_units(result, result_count, out);
}

lt_status lt_form_nfc(lt_normal_work *work, const char *text, size_t length, lt_buffer *out)
{
    return form(work, work->nfc, text, length, out);
}

lt_status lt_form_nfd(lt_normal_work *work, const char *text, size_t length, lt_buffer *out)
{
    return form(work, work->nfd, text, length, out);
}
