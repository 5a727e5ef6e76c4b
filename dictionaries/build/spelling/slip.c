#include "slip.h"

#include <math.h>
#include <string.h>

float log_count(const lt_model *model, uint16_t id)
{
    return (float)model->unigrams[id].frequency / (float)LT_COUNT_SCALE;
}

#define MOST_LETTERS 12 /* one more may be put in */

/* Changes one of the letters; false where nothing would change that is of this kind. */
static bool change_letter(lt_letter *letters, size_t *count, lt_confusion_type kind)
{
    static const uint8_t common[] = {1,  5,  8,  10, 11, 12, 14, 15, 16,
                                     17, 22, 23, 24, 25, 27, 29, 6,  7};
    uint32_t at = chance((uint32_t)*count);
    lt_letter fresh = {common[chance(sizeof common)], 0, false, false};
    size_t behind = *count - at;
    switch (kind) {
    case LT_CONFUSION_DROPPED:
        if (*count < 2)
            return false;
        memmove(letters + at, letters + at + 1, (behind - 1) * sizeof *letters);
        (*count)--;
        return true;
    case LT_CONFUSION_INSERTED:
    case LT_CONFUSION_DOUBLED:
        memmove(letters + at + 1, letters + at, behind * sizeof *letters);
        if (kind == LT_CONFUSION_INSERTED)
            letters[at] = fresh;
        else
            letters[at].tone = 0;
        (*count)++;
        return true;
    case LT_CONFUSION_SWAPPED:
        if (behind < 2 || letters[at].base == letters[at + 1].base)
            return false;
        fresh = letters[at];
        letters[at] = letters[at + 1];
        letters[at + 1] = fresh;
        return true;
    default:
        if (letters[at].tone || fresh.base == letters[at].base)
            return false;
        fresh.upper = letters[at].upper;
        letters[at] = fresh;
        return true;
    }
}

/* One letter dropped, put in, replaced or swapped; marks stay with their letters. */
static bool edit_letters(const char *word, size_t length, lt_confusion_type kind, lt_buffer *out)
{
    lt_letter letters[MOST_LETTERS + 1];
    size_t count = 0;
    for (size_t at = 0; at < length && count < MOST_LETTERS;) {
        size_t size = lt_letter_read(word + at, length - at, &letters[count]);
        if (size == 0 || letters[count].base >= LT_LETTER_OTHER)
            return false;
        count++;
        at += size;
    }
    if (count == 0 || !change_letter(letters, &count, kind))
        return false;
    for (size_t i = 0; i < count; i++) {
        char bytes[4];
        size_t size = lt_letter_write(letters[i], bytes);
        if (size == 0 || lt_buffer_append(out, bytes, size) != LT_OK)
            return false;
    }
    return true;
}

/* Keys instead of marks, as VNI leaves them: the tone or the vowel mark as a digit behind. */
static bool leave_keys(const char *word, size_t length, lt_buffer *out)
{
    static const char tone_keys[] = "?21345", telex_keys[] = "?fsrxj";
    bool vni = chance(2), left = false;
    for (size_t at = 0; at < length;) {
        lt_letter letter;
        char bytes[4];
        size_t size = lt_letter_read(word + at, length - at, &letter);
        if (size == 0)
            return false;
        at += size;
        uint8_t tone = letter.tone;
        letter.tone = 0;
        size = lt_letter_write(letter, bytes);
        if (lt_buffer_append(out, bytes, size) != LT_OK)
            return false;
        if (tone) {
            lt_buffer_append_byte(out, vni ? tone_keys[tone] : telex_keys[tone]);
            left = true;
        }
    }
    return left;
}

static bool misplace_tone(const char *word, size_t length, lt_buffer *out)
{
    lt_letter letters[12];
    size_t count = 0, from = 12;
    for (size_t at = 0; at < length && count < 12; count++) {
        size_t size = lt_letter_read(word + at, length - at, &letters[count]);
        if (size == 0)
            return false;
        if (letters[count].tone)
            from = count;
        at += size;
    }
    if (from >= count)
        return false;
    size_t to = chance(2) && from > 0 ? from - 1 : from + 1;
    lt_letter moved = to < count ? letters[to] : letters[from];
    moved.tone = letters[from].tone;
    char bytes[4];
    if (to >= count || lt_letter_write(moved, bytes) == 0)
        return false;
    letters[to].tone = letters[from].tone;
    letters[from].tone = 0;
    for (size_t i = 0; i < count; i++)
        if (lt_buffer_append(out, bytes, lt_letter_write(letters[i], bytes)) != LT_OK)
            return false;
    lt_syllable_shape shape;
    return lt_syllable_parse(out->data, out->length, &shape) == 0 ||
           shape.place == LT_TONE_PLACE_WRONG;
}

/* ng for ngh, g for gh, c for k and the other way about: mostly no syllables. */
static bool misspell_onset(const char *word, size_t length, lt_buffer *out)
{
    static const char *const pairs[][2] = {{"ngh", "ng"}, {"gh", "g"}, {"ng", "ngh"},
                                           {"g", "gh"},   {"k", "c"},  {"c", "k"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t size = strlen(pairs[i][0]);
        bool compound = size == 1 && length > 1 && (word[1] == 'h' || word[1] == 'i');
        if (length > size && memcmp(word, pairs[i][0], size) == 0 && !compound)
            return lt_buffer_append_string(out, pairs[i][1]) == LT_OK &&
                   lt_buffer_append(out, word + size, length - size) == LT_OK;
    }
    return false;
}

/* Of slips of one key this share makes another word: FACTS, 81 % of the mistakes are syllables. */
#define REAL_WORDS 0.6

/* Who mistakes a word writes one that he knows: a word is written instead by this power of its
 * count. */
#define WRITTEN_POWER 0.5F

/* Another syllable that the word is slipped into by a slip of this kind. */
static bool write_other(const slip_maker *maker, uint16_t id, lt_confusion_type kind, bool capital,
                        lt_buffer *out)
{
    const lt_model *model = maker->model;
    const inverse *inverse = maker->inverse;
    uint16_t chosen = 0;
    double total = 0;
    if (id < LT_ID_FIRST)
        return false;
    for (uint32_t i = inverse->starts[id]; i < inverse->starts[id + 1]; i++) {
        const lt_confusion *other = &inverse->written[i];
        if (other->kind != kind)
            continue;
        float power = maker->weighted ? WRITTEN_POWER : 0;
        double weight = (double)expf(power * log_count(model, other->id));
        total += weight;
        if (uniform() * total < weight)
            chosen = other->id;
    }
    char text[LT_SYLLABLE_SIZE];
    return chosen &&
           lt_buffer_append(out, text,
                            lt_syllable_render(model->unigrams[chosen].syllable, LT_TONE_STYLE_OLD,
                                               capital ? LT_UPPER_FIRST : 0, text)) == LT_OK;
}

bool make_slip(const slip_maker *maker, const char *text, const lt_token *token,
               lt_confusion_type kind, lt_buffer *out)
{
    const char *word = text + token->start;
    uint16_t id = maker->model->syllables[token->syllable];
    switch (kind) {
    case LT_CONFUSION_KEY:
    case LT_CONFUSION_REPLACED:
    case LT_CONFUSION_INSERTED:
    case LT_CONFUSION_DOUBLED:
    case LT_CONFUSION_DROPPED:
    case LT_CONFUSION_SWAPPED:
        if (maker->weighted && uniform() < REAL_WORDS)
            break;
        return edit_letters(word, token->length, kind, out);
    case LT_CONFUSION_ONSET_SPELLING:
        return misspell_onset(word, token->length, out);
    case LT_CONFUSION_TYPING:
        return leave_keys(word, token->length, out);
    case LT_CONFUSION_TONE_PLACE:
        return misplace_tone(word, token->length, out);
    default:
        break;
    }
    return write_other(maker, id, kind, token->capital, out);
}
