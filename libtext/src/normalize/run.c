/* Where the scan stops: a word, a row of other characters, or a single odd one. */
#include "work.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <libtext/syllable.h>
#include <libtext/utf8.h>

#include "table.h"

static bool is_ignorable(uint32_t c)
{
    return c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || c == 0x2060 || (c >= 0x2066 && c <= 0x2069) ||
           c == 0xFEFF;
}

static bool is_odd_space(uint32_t c)
{
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

static bool is_accent(uint32_t c)
{
    return c == 0xB4 || c == 0x1FFD || c == 0x2C6 || c == 0x2CA || c == 0x2CB || c == 0x2D8 ||
           c == 0x2DC;
}

int lt_kind(uint32_t c)
{
    if (c < 0x80)
        return lt_vowel_ascii[c] || c == '_'         ? LT_KIND_WORD
               : c == '\n' || c == '\r' || c == '\t' ? LT_KIND_OTHER
               : c < ' ' || c == 0x7F                ? LT_KIND_CONTROL
                                                     : LT_KIND_OTHER;
    if (c >= 0x300 && c <= 0x36F)
        return LT_KIND_MARK;
    if ((c >= 0xC0 && c < 0x2C0 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF) ||
        is_accent(c))
        return LT_KIND_WORD;
    if (is_ignorable(c))
        return LT_KIND_IGNORABLE;
    if (is_odd_space(c))
        return LT_KIND_SPACE;
    if (c == 0x85 || c == 0x2028 || c == 0x2029)
        return LT_KIND_LINE;
    if (c < 0xA0)
        return LT_KIND_CONTROL;
    if (u_getCombiningClass((UChar32)c))
        return LT_KIND_MARK;
    return U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK) ? LT_KIND_WORD
                                                                                 : LT_KIND_OTHER;
}

bool lt_shows_nothing(const lt_normal_work *work, uint32_t c)
{
    int kind = lt_kind(c);
    return kind == LT_KIND_IGNORABLE ||
           (kind == LT_KIND_CONTROL && work->options.repair & LT_REPAIR(LT_CHANGE_CONTROL));
}

static bool in_word(const lt_normal_work *work, uint32_t c)
{
    int kind = lt_kind(c);
    return kind == LT_KIND_WORD || kind == LT_KIND_MARK || lt_shows_nothing(work, c);
}

static size_t before(const char *text, size_t at)
{
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)text[start] & 0xC0) == 0x80)
        start--;
    return start;
}

/* The first character of the word that `at` stands in, not before `floor`. */
static size_t word_start(const lt_normal_work *work, size_t at, size_t floor)
{
    while (at > floor) {
        uint32_t c;
        size_t start = before(work->text, at);
        lt_utf8_decode(work->text + start, at - start, &c);
        if (start < floor || !in_word(work, c))
            break;
        at = start;
    }
    return at;
}

/* Where the word that `at` stands in ends. */
static size_t word_end(const lt_normal_work *work, size_t at)
{
    while (at < work->length) {
        uint32_t c;
        size_t size = lt_utf8_decode(work->text + at, work->length - at, &c);
        if (size == 0 || !in_word(work, c))
            break;
        at += size;
    }
    return at;
}

/* Behind the last of the marks that begin at `at`, with what shows nothing among them; `at` when
 * there are none. */
static size_t marks_end(const lt_normal_work *work, size_t at)
{
    size_t end = at;
    while (at < work->length) {
        uint32_t c;
        size_t size = lt_utf8_decode(work->text + at, work->length - at, &c);
        bool mark = lt_kind(c) == LT_KIND_MARK;
        if (size == 0 || (!mark && !lt_shows_nothing(work, c)))
            break;
        at += size;
        if (mark)
            end = at;
    }
    return end;
}

static bool same(const lt_buffer *buffer, const char *text, size_t length)
{
    return buffer->length == length && memcmp(buffer->data, text, length) == 0;
}

/* A composed letter before one of the marks of Vietnamese. */
static bool is_half_composed(const char *text, size_t length)
{
    size_t size;
    for (size_t i = 1; i + 1 < length; i++)
        if ((unsigned char)text[i] == 0xCC && lt_compose_mark[(unsigned char)text[i + 1] & 63] &&
            (unsigned char)text[i - 1] >= 0x80 &&
            (lt_scan_letter_before(text, i, &size) & ~(unsigned)LT_VOWEL_UNKNOWN))
            return true;
    return false;
}

static lt_status compose(lt_normal_work *work, const lt_buffer *from, lt_buffer *to)
{
    lt_status status;
    lt_buffer_clear(to);
    if (lt_compose_latin(from->data, from->length, to, &status) || status != LT_OK)
        return status;
    return lt_form_nfc(work, from->data, from->length, to);
}

/*
 * The word in the form that was asked for. `repaired` (NFC) is what repair made of it, `composed`
 * its NFC before.
 */
static lt_status final_form(lt_normal_work *work, bool repaired, uint32_t *codes,
                            const lt_buffer **result)
{
    const lt_buffer *nfc = repaired ? &work->repaired : &work->composed;
    bool composed = same(&work->composed, work->stripped.data, work->stripped.length);
    bool half = !composed && work->options.repair & LT_REPAIR(LT_CHANGE_HALF_COMPOSED) &&
                is_half_composed(work->stripped.data, work->stripped.length);
    if (half)
        *codes |= LT_REPAIR(LT_CHANGE_HALF_COMPOSED);
    if (work->options.form == LT_FORM_NFC || (work->options.form == LT_FORM_NONE && half)) {
        *codes |= !composed && !half ? LT_REPAIR(LT_CHANGE_FORM) : 0;
        *result = nfc;
        return LT_OK;
    }
    if (work->options.form == LT_FORM_NONE && !repaired) {
        *result = &work->stripped;
        return LT_OK;
    }
    if (work->options.form == LT_FORM_NONE && composed) {
        *result = nfc;
        return LT_OK;
    }
    lt_buffer_clear(&work->formed);
    lt_status status = lt_form_nfd(work, nfc->data, nfc->length, &work->formed);
    *result = &work->formed;
    return status;
}

/* Repairs that belong to words of prose. */
static bool repairs_words(const lt_normal_work *work, size_t start)
{
    return start >= work->protected_until && !(work->mid_word && start == 0);
}

static lt_status do_word(lt_normal_work *work, size_t start, size_t end)
{
    uint32_t codes = 0, repairs = 0;
    bool repaired = false;
    const lt_buffer *result;
    lt_buffer_clear(&work->stripped);
    lt_status status = lt_ignorable_strip(work, start, end, &work->stripped, &codes);
    if (status == LT_OK)
        status = compose(work, &work->stripped, &work->composed);
    if (status == LT_OK && repairs_words(work, start))
        repaired =
            lt_word_repair(work, work->composed.data, work->composed.length, &repairs, &status);
    if (status == LT_OK && repaired && lt_in_code(work->text, work->length, start, end))
        repaired = false;
    if (repaired)
        codes |= repairs;
    if (status == LT_OK)
        status = final_form(work, repaired, &codes, &result);
    if (status != LT_OK || same(result, work->text + start, end - start))
        return status;
    if (codes == 0)
        codes = LT_REPAIR(LT_CHANGE_FORM);
    return lt_work_change(work, start, end, result->data, result->length, codes);
}

/* The letters around `at` as far as they are composed Latin ones and few; false for other words,
 * and where there is no letter. */
static bool plain_word(const lt_normal_work *work, size_t at, size_t floor, size_t *start,
                       size_t *end)
{
    size_t size;
    unsigned letter;
    *start = *end = at;
    while (*start > floor && (letter = lt_scan_letter_before(work->text, *start, &size)) != 0) {
        if (letter == LT_VOWEL_UNKNOWN || at - *start > LT_SYLLABLE_SIZE)
            return false;
        *start -= size;
    }
    while ((letter = lt_scan_letter(work->text, *end, work->length, &size)) != 0) {
        if (letter == LT_VOWEL_UNKNOWN || *end - at > LT_SYLLABLE_SIZE)
            return false;
        *end += size;
    }
    return *end > *start && (*start == floor || work->text[*start - 1] != '_') &&
           (*end == work->length || work->text[*end] != '_');
}

/* What becomes of a syllable in NFC whose tone may stand wrong: written in the style asked for.
 * False for other words, and where tones are not to be moved. */
static bool restyle(const lt_normal_work *work, const char *word, size_t length,
                    lt_restyled *result)
{
    lt_syllable_shape shape;
    lt_syllable syllable = lt_syllable_parse(word, length, &shape);
    bool wrong = syllable && shape.place == LT_TONE_PLACE_WRONG;
    if (!syllable || (wrong && !(work->options.repair & LT_REPAIR(LT_CHANGE_TONE_PLACE))))
        return false;
    result->size = (uint8_t)lt_syllable_render(syllable, lt_word_style(work, shape.place),
                                               shape.upper, result->text);
    result->code = wrong ? LT_CHANGE_TONE_PLACE : LT_CHANGE_TONE_STYLE;
    return true;
}

/* The same for a short word: few are frequent, so they are remembered. */
static const lt_restyled *restyle_short(lt_normal_work *work, const char *word, size_t length)
{
    uint64_t key = 0;
    memcpy(&key, word, length);
    lt_restyled *known = &work->restyled[key * 0x9E3779B97F4A7C15u >> 58];
    if (known->key == key)
        return known;
    lt_restyled result = {.key = key};
    if (!restyle(work, word, length, &result))
        return NULL;
    *known = result;
    return known;
}

static bool ends_token(const char *text, size_t length, size_t at)
{
    return at < length && (text[at] == ' ' || text[at] == '\n');
}

/* A word between spaces, but for a mark of punctuation behind it, is no code. */
static bool stands_alone(const char *text, size_t length, size_t start, size_t end)
{
    if (start == 0 || !ends_token(text, length, start - 1) || end == length)
        return false;
    bool pauses = text[end] == ',' || text[end] == '.';
    return ends_token(text, length, end + pauses);
}

/* What do_word does, for the usual case. False leaves the word to do_word. */
static bool quick_word(lt_normal_work *work, size_t at, size_t *next, lt_status *status)
{
    size_t start, end;
    lt_restyled longer;
    const lt_restyled *result = &longer;
    if (!plain_word(work, at, *next, &start, &end) || !repairs_words(work, start))
        return false;
    const char *word = work->text + start;
    size_t length = end - start;
    if (length <= sizeof result->key)
        result = restyle_short(work, word, length);
    else if (!restyle(work, word, length, &longer))
        result = NULL;
    if (!result)
        return false;
    *next = end;
    if ((result->size == length && memcmp(result->text, word, length) == 0) ||
        (!stands_alone(work->text, work->length, start, end) &&
         lt_in_code(work->text, work->length, start, end)))
        return true;
    *status = lt_work_change(work, start, end, result->text, result->size, LT_REPAIR(result->code));
    return true;
}

/* A single character that belongs to no word. */
static lt_status do_character(lt_normal_work *work, size_t at, size_t size, int kind)
{
    const uint32_t repair = work->options.repair;
    if (at < work->protected_until)
        return LT_OK;
    if (kind == LT_KIND_SPACE && repair & LT_REPAIR(LT_CHANGE_SPACE))
        return lt_work_change(work, at, at + size, " ", 1, LT_REPAIR(LT_CHANGE_SPACE));
    if (kind == LT_KIND_LINE && repair & LT_REPAIR(LT_CHANGE_LINE_END))
        return lt_work_change(work, at, at + size, "\n", 1, LT_REPAIR(LT_CHANGE_LINE_END));
    return LT_OK;
}

static lt_status do_invalid(lt_normal_work *work, size_t at, size_t *next)
{
    if (!work->options.replace_invalid)
        return LT_INVALID_UTF8;
    *next = at + lt_utf8_skip_invalid(work->text + at, work->length - at);
    return lt_work_change(work, at, *next, "\xEF\xBF\xBD", 3, LT_REPAIR(LT_CHANGE_INVALID));
}

lt_status lt_run(lt_normal_work *work, size_t at, size_t *next)
{
    uint32_t c;
    size_t size = lt_utf8_decode(work->text + at, work->length - at, &c);
    if (size == 0)
        return do_invalid(work, at, next);
    if (c == '`' || c == 0x1FEF) {
        *next = lt_code_backticks(work, at);
        return do_word(work, at, *next);
    }
    lt_status quick = LT_OK;
    if (c >= 0xC0 && c < 0x1F00 && work->options.form != LT_FORM_NFD &&
        !(work->options.repair & LT_REPAIR(LT_CHANGE_CONTROL)) &&
        quick_word(work, at, next, &quick))
        return quick;
    int kind = lt_kind(c);
    /* A byte order mark at the very start says which encoding it is. */
    if (c == 0xFEFF && at == 0 && work->consumed == 0 && !work->is_precomposed) {
        work->copied = work->copied > size ? work->copied : 0;
        *next = size;
        return LT_OK;
    }
    if (kind == LT_KIND_SPACE || kind == LT_KIND_LINE) {
        *next = at + size;
        /* U+2000 and U+2001 are other characters in NFC; what follows may be a mark. */
        lt_status status = do_character(work, at, size, kind);
        if (status != LT_OK || work->copied == *next)
            return status;
        return do_word(work, at, *next);
    }
    /* Marks without a letter belong to what stands before them; a word behind is one of its own, as
     * it will be when they are composed or gone. */
    size_t start = in_word(work, c) ? word_start(work, at, *next) : at, floor = *next;
    size_t marks = marks_end(work, start);
    if (!in_word(work, c)) {
        *next = marks_end(work, at + size);
    } else if (marks > start) {
        start = start > floor ? before(work->text, start) : start;
        *next = marks;
    } else {
        *next = word_end(work, at);
    }
    return do_word(work, start, *next);
}
