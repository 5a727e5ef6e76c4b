/* Repair of one word: letters that look alike, marks, tone placement. */
#include "work.h"

#include <string.h>

#include <libtext/syllable.h>
#include <libtext/utf8.h>

#include "table.h"

/* Longest word that is looked at: a syllable has 7 letters, each with a few marks too many. */
#define WORD_BYTES 96

static bool wants(const lt_normal_work *work, lt_change_code code)
{
    return (work->options.repair & LT_REPAIR(code)) != 0;
}

static bool has_mark(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (((unsigned char)word[i] & 0xFE) == 0xCC)
            return true;
    return false;
}

lt_tone_style lt_word_style(const lt_normal_work *work, lt_tone_place place)
{
    if (work->options.tone == LT_TONE_KEEP)
        return place == LT_TONE_PLACE_NEW ? LT_TONE_STYLE_NEW : LT_TONE_STYLE_OLD;
    return work->options.tone == LT_TONE_NEW ? LT_TONE_STYLE_NEW : LT_TONE_STYLE_OLD;
}

/* Writes the syllable as it should be; false when it is no syllable or must stay. */
static bool place_tone(const lt_normal_work *work, const char *word, size_t length,
                       char text[LT_SYLLABLE_SIZE], size_t *size, uint32_t *codes)
{
    lt_syllable_shape shape;
    lt_syllable syllable = lt_syllable_parse(word, length, &shape);
    bool order = syllable && has_mark(word, length);
    if (!syllable || (shape.place == LT_TONE_PLACE_WRONG && !wants(work, LT_CHANGE_TONE_PLACE)) ||
        (order && !wants(work, LT_CHANGE_MARK_ORDER)))
        return false;
    *size = lt_syllable_render(syllable, lt_word_style(work, shape.place), shape.upper, text);
    if (*size == length && memcmp(text, word, length) == 0)
        return true;
    if (order)
        *codes |= LT_REPAIR(LT_CHANGE_MARK_ORDER);
    if (shape.place == LT_TONE_PLACE_WRONG)
        *codes |= LT_REPAIR(LT_CHANGE_TONE_PLACE);
    else if (!order || (shape.place != LT_TONE_PLACE_BOTH && work->options.tone != LT_TONE_KEEP))
        *codes |= LT_REPAIR(LT_CHANGE_TONE_STYLE);
    return true;
}

static bool is_tone(uint32_t c)
{
    return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

/* A decomposed word. */
typedef struct letters {
    uint32_t c[WORD_BYTES];
    size_t count;
} letters;

static bool read_letters(const char *text, size_t length, letters *word)
{
    word->count = 0;
    for (size_t at = 0; at < length;) {
        size_t size = lt_utf8_decode(text + at, length - at, &word->c[word->count]);
        if (size == 0 || ++word->count == WORD_BYTES)
            return false;
        at += size;
    }
    return true;
}

static void drop(letters *word, size_t index)
{
    word->count--;
    memmove(word->c + index, word->c + index + 1, (word->count - index) * sizeof *word->c);
}

/* A mark that stands on its letter already goes. */
static bool drop_repeated(letters *word)
{
    bool dropped = false;
    for (size_t i = 1; i < word->count; i++)
        for (size_t k = i; k > 0 && word->c[k] >= 0x300 && word->c[k - 1] >= 0x300; k--)
            if (word->c[i] == word->c[k - 1]) {
                drop(word, i--);
                dropped = true;
                break;
            }
    return dropped;
}

/* The same tone on two letters in a row ("đựợc"): the first one goes, since parsing finds the right
 * letter for the one that is left. */
static bool drop_second_tone(letters *word)
{
    size_t first = 0, letters_between = 0;
    bool found = false;
    for (size_t i = 0; i < word->count; i++) {
        if (word->c[i] < 0x300)
            letters_between++;
        if (!is_tone(word->c[i]))
            continue;
        if (found && letters_between == 1 && word->c[first] == word->c[i]) {
            drop(word, first);
            return true;
        }
        first = i;
        found = true;
        letters_between = 0;
    }
    return false;
}

static size_t write_letters(const letters *word, char *text)
{
    size_t length = 0;
    for (size_t i = 0; i < word->count; i++)
        length += lt_utf8_encode(word->c[i], text + length);
    return length;
}

/* Two letters with a tone side by side? */
static bool has_two_tones(const char *word, size_t length)
{
    unsigned before = 0;
    for (size_t at = 0, size; at < length; at += size) {
        unsigned letter = lt_scan_letter(word, at, length, &size);
        if (letter == LT_VOWEL_UNKNOWN)
            return false;
        if (letter & before & LT_VOWEL_TONED)
            return true;
        before = letter;
    }
    return false;
}

/* Takes marks away that are there twice; false when that makes no syllable. */
static bool undouble(lt_normal_work *work, const char *word, size_t length,
                     char text[LT_SYLLABLE_SIZE], size_t *size, uint32_t *codes, lt_status *status)
{
    letters parts;
    char rest[4 * WORD_BYTES];
    if (!wants(work, LT_CHANGE_MARK_DOUBLE) ||
        (!has_mark(word, length) && !has_two_tones(word, length)))
        return false;
    lt_buffer_clear(&work->joined);
    *status = lt_form_nfd(work, word, length, &work->joined);
    if (*status != LT_OK || !read_letters(work->joined.data, work->joined.length, &parts))
        return false;
    bool repeated = drop_repeated(&parts);
    if (!drop_second_tone(&parts) && !repeated)
        return false;
    lt_syllable_shape shape;
    lt_syllable syllable = lt_syllable_parse(rest, write_letters(&parts, rest), &shape);
    if (!syllable)
        return false;
    /* The place and order of the marks that are left is part of the same repair. */
    *size = lt_syllable_render(syllable, lt_word_style(work, shape.place), shape.upper, text);
    *codes |= LT_REPAIR(LT_CHANGE_MARK_DOUBLE);
    return true;
}

/* The syllable the word is or was meant to be; false when it is none. */
static bool mend(lt_normal_work *work, const char *word, size_t length, char text[LT_SYLLABLE_SIZE],
                 size_t *size, uint32_t *codes, lt_status *status)
{
    return place_tone(work, word, length, text, size, codes) ||
           undouble(work, word, length, text, size, codes, status);
}

/* Maps look-alikes and mends what comes out; false when the mapping does not hold. */
static bool mend_mapped(lt_normal_work *work, const char *word, size_t length, uint32_t *codes,
                        lt_status *status)
{
    char mapped[2 * WORD_BYTES], text[LT_SYLLABLE_SIZE];
    bool sure = false;
    uint32_t mapped_codes = 0, mended_codes = 0;
    size_t size, mapped_length = lt_lookalike_map(word, length, work->options.repair, mapped,
                                                  sizeof mapped, &mapped_codes, &sure);
    if (mapped_length == 0)
        return false;
    lt_buffer_clear(&work->repaired);
    *status = lt_form_nfc(work, mapped, mapped_length, &work->repaired);
    if (*status != LT_OK || work->repaired.length > WORD_BYTES)
        return false;
    memcpy(mapped, work->repaired.data, work->repaired.length);
    if (mend(work, mapped, work->repaired.length, text, &size, &mended_codes, status)) {
        lt_buffer_clear(&work->repaired);
        *status = lt_buffer_append(&work->repaired, text, size);
    } else if (!sure) {
        return false;
    }
    *codes |= mapped_codes | mended_codes;
    return *status == LT_OK;
}

bool lt_word_repair(lt_normal_work *work, const char *word, size_t length, uint32_t *codes,
                    lt_status *status)
{
    char text[LT_SYLLABLE_SIZE];
    size_t size;
    *status = LT_OK;
    if (length > WORD_BYTES)
        return false;
    if (mend(work, word, length, text, &size, codes, status)) {
        lt_buffer_clear(&work->repaired);
        *status = lt_buffer_append(&work->repaired, text, size);
        return *status == LT_OK && (size != length || memcmp(text, word, size) != 0);
    }
    return *status == LT_OK && mend_mapped(work, word, length, codes, status);
}
