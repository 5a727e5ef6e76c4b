/* Characters that show nothing: removed where they do nothing either. */
#include "work.h"

#include <unicode/uchar.h>

#include <libtext/utf8.h>

/* Scripts and symbols in which joiners join: not Latin, Greek, Cyrillic, punctuation, letterlike
 * symbols and mathematics, nor spaces of any script, which may be made plain ones. */
static bool joins(uint32_t c)
{
    if (lt_kind(c) == LT_KIND_SPACE)
        return false;
    return (c >= 0x590 && c < 0x1E00) ||
           (c >= 0x2190 && !(c >= 0x2200 && c < 0x2300) && c != LT_UTF8_REPLACEMENT);
}

static bool runs_left(uint32_t c)
{
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

/* Marks that are stepped over, so that many in a row cost no more than a few. */
#define MARKS_MAXIMUM 64

/* Marks may change places in another form: what they stand on decides. */
static bool is_mark(uint32_t c)
{
    return c >= 0x300 && u_getCombiningClass((UChar32)c) != 0;
}

/* The nearest character that shows and is no mark, before or behind; 0 at the piece's ends. */
static uint32_t shown_before(const lt_normal_work *work, size_t at)
{
    const char *text = work->text;
    for (int marks = 0; at > 0;) {
        size_t start = at - 1;
        while (start > 0 && at - start < 4 && ((unsigned char)text[start] & 0xC0) == 0x80)
            start--;
        uint32_t c;
        if (lt_utf8_decode(text + start, at - start, &c) != at - start)
            return LT_UTF8_REPLACEMENT;
        if (!lt_shows_nothing(work, c) && (!is_mark(c) || ++marks > MARKS_MAXIMUM))
            return c;
        at = start;
    }
    return 0;
}

static uint32_t shown_behind(const lt_normal_work *work, size_t at)
{
    for (int marks = 0; at < work->length;) {
        uint32_t c;
        size_t size = lt_utf8_decode(work->text + at, work->length - at, &c);
        if (size == 0)
            return LT_UTF8_REPLACEMENT;
        if (!lt_shows_nothing(work, c) && (!is_mark(c) || ++marks > MARKS_MAXIMUM))
            return c;
        at += size;
    }
    return 0;
}

/* Why this character is removed; LT_CHANGE_FORM when it stays. `before` and `behind` show. */
static lt_change_code reason(uint32_t c, uint32_t before, uint32_t behind)
{
    if (lt_kind(c) == LT_KIND_CONTROL)
        return LT_CHANGE_CONTROL;
    if (c == 0xAD)
        return LT_CHANGE_SOFT_HYPHEN;
    if (c == 0xFEFF)
        return LT_CHANGE_BOM;
    if (c == 0x200C || c == 0x200D)
        return joins(before) || joins(behind) ? LT_CHANGE_FORM : LT_CHANGE_ZERO_WIDTH;
    if (c == 0x200B || c == 0x2060)
        return LT_CHANGE_ZERO_WIDTH;
    return runs_left(before) || runs_left(behind) ? LT_CHANGE_FORM : LT_CHANGE_BIDI;
}

lt_status lt_ignorable_strip(lt_normal_work *work, size_t start, size_t end, lt_buffer *out,
                             uint32_t *codes)
{
    lt_status status = LT_OK;
    uint32_t before = 0, behind = 0;
    bool known = false; /* `before` and `behind` are those of the present row of ignorables */
    for (size_t at = start; at < end && status == LT_OK;) {
        uint32_t c;
        size_t size = lt_utf8_decode(work->text + at, work->length - at, &c);
        bool ignorable = lt_shows_nothing(work, c);
        if (ignorable && !known) {
            before = shown_before(work, at);
            behind = shown_behind(work, at);
        }
        known = ignorable;
        lt_change_code code = ignorable ? reason(c, before, behind) : LT_CHANGE_FORM;
        if (code == LT_CHANGE_FORM || !(work->options.repair & LT_REPAIR(code)))
            status = lt_buffer_append(out, work->text + at, size);
        else
            *codes |= LT_REPAIR(code);
        at += size;
    }
    return status;
}
