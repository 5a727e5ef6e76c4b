/* The list of changes: names, growth, and the map of offsets that it is. */
#include <libtext/normalize.h>

#include <stdlib.h>
#include <string.h>

#include "work.h"

const char *lt_change_name(lt_change_code code)
{
    static const char *const names[LT_CHANGE_CODE_COUNT] = {
        "form",         "tone-style",     "half-composed",   "mark-order", "mark-double",
        "tone-place",   "spacing-accent", "letter-d",        "lookalike",  "zero-width",
        "bidi-control", "soft-hyphen",    "byte-order-mark", "odd-space",  "invalid-utf8",
        "control",      "line-end",       "spacing",         "quote",      "dash",
        "ellipsis",
    };
    return (unsigned)code < LT_CHANGE_CODE_COUNT ? names[code] : NULL;
}

void lt_changes_dispose(lt_changes *changes)
{
    if (!changes)
        return;
    free(changes->items);
    *changes = (lt_changes)LT_CHANGES_INIT;
}

/* The weightiest reason: what a reader would call the mistake. */
static lt_change_code weightiest(uint32_t codes)
{
    static const unsigned char order[] = {
        LT_CHANGE_INVALID,    LT_CHANGE_TONE_PLACE,     LT_CHANGE_MARK_DOUBLE,
        LT_CHANGE_MARK_ORDER, LT_CHANGE_SPACING_ACCENT, LT_CHANGE_LETTER_D,
        LT_CHANGE_LOOKALIKE,  LT_CHANGE_TONE_STYLE,     LT_CHANGE_BOM,
        LT_CHANGE_BIDI,       LT_CHANGE_SOFT_HYPHEN,    LT_CHANGE_ZERO_WIDTH,
        LT_CHANGE_SPACE,      LT_CHANGE_HALF_COMPOSED,  LT_CHANGE_FORM,
        LT_CHANGE_CONTROL,    LT_CHANGE_LINE_END,       LT_CHANGE_ELLIPSIS,
        LT_CHANGE_DASH,       LT_CHANGE_QUOTE,
    };
    for (size_t i = 0; i < sizeof order; i++)
        if (codes & LT_REPAIR(order[i]))
            return (lt_change_code)order[i];
    return LT_CHANGE_SPACING;
}

static lt_status add(lt_changes *changes, const lt_change *change)
{
    if (changes->count == changes->capacity) {
        size_t capacity = changes->capacity ? changes->capacity * 2 : 16;
        lt_change *items = realloc(changes->items, capacity * sizeof *items);
        if (!items)
            return LT_NO_MEMORY;
        changes->items = items;
        changes->capacity = capacity;
    }
    changes->items[changes->count++] = *change;
    return LT_OK;
}

lt_status lt_work_copy(lt_normal_work *work, size_t end)
{
    lt_buffer *out = work->out;
    size_t there = work->stored < end ? work->stored : end;
    if (there > work->copied) {
        out->length += there - work->copied;
        out->data[out->length] = '\0';
        work->copied = there;
    }
    lt_status status = lt_buffer_append(out, work->text + work->copied, end - work->copied);
    work->copied = work->stored = end;
    return status;
}

lt_status lt_work_change(lt_normal_work *work, size_t start, size_t end, const char *result,
                         size_t length, uint32_t codes)
{
    lt_buffer *out = work->out;
    lt_status status = LT_OK;
    bool in_place = work->stored >= end && length == end - start;
    if (in_place)
        out->length += start - work->copied;
    else
        status = lt_work_copy(work, start);
    if (status != LT_OK)
        return status;
    lt_change change = {
        work->consumed + start, end - start, work->produced + out->length - work->out_start, length,
        weightiest(codes),      codes};
    if (in_place) {
        memcpy(out->data + out->length, result, length);
        out->length += length;
    } else {
        status = lt_buffer_append(out, result, length);
        work->stored = end;
    }
    work->copied = end;
    return status == LT_OK && work->changes ? add(work->changes, &change) : status;
}

/* How many changes begin at or before `offset`, on the side of the output or the input. */
static size_t begun(const lt_changes *changes, size_t offset, bool result)
{
    size_t low = 0, high = changes->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const lt_change *c = &changes->items[middle];
        if ((result ? c->result_start : c->start) <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t map_offset(const lt_changes *changes, size_t offset, bool result, bool span_end)
{
    size_t index = begun(changes, offset, result);
    /* A change of nothing (an insertion, a removal) at `offset` is before a span's start. */
    if (span_end)
        while (index > 0 && offset == (result ? changes->items[index - 1].result_start
                                              : changes->items[index - 1].start))
            index--;
    if (index == 0)
        return offset;
    const lt_change *c = &changes->items[index - 1];
    size_t from = result ? c->result_start : c->start;
    size_t from_length = result ? c->result_length : c->length;
    size_t to = result ? c->start : c->result_start;
    size_t to_length = result ? c->length : c->result_length;
    if (offset >= from + from_length)
        return to + to_length + (offset - from - from_length);
    return span_end ? to + to_length : to;
}

size_t lt_changes_to_input(const lt_changes *changes, size_t result_offset, bool span_end)
{
    return map_offset(changes, result_offset, true, span_end);
}

size_t lt_changes_to_output(const lt_changes *changes, size_t offset, bool span_end)
{
    return map_offset(changes, offset, false, span_end);
}

/* A stretch of the intermediate text that grows to take in every change of both passes that touches
 * it; what it came from and what became of it are counted beside. */
typedef struct stretch {
    size_t from, to;
    size_t start, result_start; /* of the stretch in input and output */
    size_t grown, result_grown; /* lengths there, beyond to - from, modulo 2^64 */
    uint32_t codes;
} stretch;

static void take_first(stretch *s, const lt_change *c)
{
    size_t end = c->result_start + c->result_length;
    s->to = end > s->to ? end : s->to;
    s->grown += c->length - c->result_length;
    s->codes |= c->codes;
}

static void take_second(stretch *s, const lt_change *c)
{
    size_t end = c->start + c->length;
    s->to = end > s->to ? end : s->to;
    s->result_grown += c->result_length - c->length;
    s->codes |= c->codes;
}

lt_status lt_changes_join(const lt_changes *first, const lt_changes *second, lt_changes *to)
{
    size_t i = 0, k = 0, shift = 0, result_shift = 0;
    while (i < first->count || k < second->count) {
        size_t from_first = i < first->count ? first->items[i].result_start : SIZE_MAX;
        size_t from_second = k < second->count ? second->items[k].start : SIZE_MAX;
        stretch s = {0};
        s.from = s.to = from_first < from_second ? from_first : from_second;
        for (;;) {
            if (i < first->count && first->items[i].result_start <= s.to)
                take_first(&s, &first->items[i++]);
            else if (k < second->count && second->items[k].start <= s.to)
                take_second(&s, &second->items[k++]);
            else
                break;
        }
        lt_change change = {s.from + shift,        s.to - s.from + s.grown,
                            s.from + result_shift, s.to - s.from + s.result_grown,
                            weightiest(s.codes),   s.codes};
        shift += s.grown;
        result_shift += s.result_grown;
        lt_status status = add(to, &change);
        if (status != LT_OK)
            return status;
    }
    return LT_OK;
}
