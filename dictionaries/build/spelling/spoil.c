#include "spoil.h"

#include <stdlib.h>
#include <string.h>

static uint64_t seed = 0x9E3779B97F4A7C15u;

uint32_t chance(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)((seed >> 32) * below >> 32);
}

double uniform(void)
{
    return chance(1u << 30) / (double)(1u << 30);
}

/* Shares in tenths of a percent: FACTS, "Kinds of real mistakes". */
static const int shares[LT_CONFUSION_COUNT] = {
    [LT_CONFUSION_HOI_NGA] = 107,
    [LT_CONFUSION_TONE_MISSING] = 97,
    [LT_CONFUSION_TONE_EXTRA] = 41,
    [LT_CONFUSION_TONE_OTHER] = 96,
    [LT_CONFUSION_MARK_MISSING] = 73,
    [LT_CONFUSION_MARK_EXTRA] = 52,
    [LT_CONFUSION_MARK_OTHER] = 13,
    [LT_CONFUSION_ALL_MISSING] = 17,
    [LT_CONFUSION_MARK_AND_TONE] = 26,
    [LT_CONFUSION_S_X] = 29,
    [LT_CONFUSION_CH_TR] = 12,
    [LT_CONFUSION_D_GI_R] = 27,
    [LT_CONFUSION_L_N] = 4,
    [LT_CONFUSION_ONSET_SPELLING] = 8,
    [LT_CONFUSION_I_Y] = 42,
    [LT_CONFUSION_CODA] = 52,
    [LT_CONFUSION_VOWEL] = 14,
    [LT_CONFUSION_KEY] = 26,
    [LT_CONFUSION_REPLACED] = 69,
    [LT_CONFUSION_INSERTED] = 30,
    [LT_CONFUSION_DOUBLED] = 6,
    [LT_CONFUSION_DROPPED] = 44,
    [LT_CONFUSION_SWAPPED] = 6,
    [LT_CONFUSION_TONE_PLACE] = 44,
    [LT_CONFUSION_TWO_TONES] = 2,
    [LT_CONFUSION_TYPING] = 7,
    [LT_CONFUSION_JOINED] = 18,
};

inverse invert(const lt_model *model)
{
    inverse inverse = {calloc(model->ids + 2, sizeof(uint32_t)),
                       calloc(model->confusion_count, sizeof(lt_confusion))};
    for (uint32_t i = 0; i < model->confusion_count; i++)
        inverse.starts[model->confusions[i].id + 2]++;
    for (uint32_t id = 0; id < model->ids; id++)
        inverse.starts[id + 2] += inverse.starts[id + 1];
    for (uint32_t id = 0; id < model->ids; id++) {
        uint32_t count;
        const lt_confusion *c = lt_model_confusions(model, (uint16_t)id, &count);
        for (uint32_t i = 0; i < count; i++)
            inverse.written[inverse.starts[c[i].id + 1]++] =
                (lt_confusion){(uint16_t)id, c[i].kind};
    }
    return inverse;
}

static lt_confusion_type draw_kind(void)
{
    int total = 0;
    for (int i = 0; i < LT_CONFUSION_COUNT; i++)
        total += shares[i];
    int at = (int)chance((uint32_t)total);
    for (int i = 0; i < LT_CONFUSION_COUNT; i++)
        if ((at -= shares[i]) < 0)
            return (lt_confusion_type)i;
    return LT_CONFUSION_HOI_NGA;
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

/* Writes a slip of `token` to `out`; false when this kind can't befall the word. */
static bool make_slip(const lt_model *model, const inverse *inverse, const char *text,
                      const lt_token *token, lt_confusion_type kind, lt_buffer *out)
{
    const char *word = text + token->start;
    uint16_t id = model->syllables[token->syllable];
    switch (kind) {
    case LT_CONFUSION_KEY:
    case LT_CONFUSION_REPLACED:
    case LT_CONFUSION_INSERTED:
    case LT_CONFUSION_DOUBLED:
    case LT_CONFUSION_DROPPED:
    case LT_CONFUSION_SWAPPED:
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
    if (id < LT_ID_FIRST)
        return false;
    uint32_t start = inverse->starts[id], end = inverse->starts[id + 1], found = 0;
    uint16_t chosen = 0;
    for (uint32_t i = start; i < end; i++)
        if (inverse->written[i].kind == kind && chance(++found) == 0)
            chosen = inverse->written[i].id;
    char written[LT_SYLLABLE_SIZE];
    return chosen && lt_buffer_append(
                         out, written,
                         lt_syllable_render(model->unigrams[chosen].syllable, LT_TONE_STYLE_OLD,
                                            token->capital ? LT_UPPER_FIRST : 0, written)) == LT_OK;
}

void spoil(const lt_model *model, const inverse *inverse, const lt_buffer *clean, lt_buffer *out,
           slip_list *slips)
{
    lt_token token, next;
    lt_buffer word = LT_BUFFER_INIT;
    size_t done = 0;
    slips->count = 0;
    for (size_t at = 0;;) {
        at = lt_token_next(clean->data, clean->length, at, &token);
        if (token.kind == LT_TOKEN_END)
            break;
        if (token.kind != LT_TOKEN_SYLLABLE || uniform() * SLIP_RATE >= 1 ||
            slips->count >= MOST_SLIPS)
            continue;
        lt_confusion_type kind = draw_kind();
        lt_buffer_clear(&word);
        if (kind == LT_CONFUSION_JOINED) {
            size_t after = lt_token_next(clean->data, clean->length, at, &next);
            if (next.kind != LT_TOKEN_SYLLABLE || next.start != at + 1 || next.capital)
                continue;
            lt_buffer_append(&word, clean->data + token.start, token.length);
            lt_buffer_append(&word, clean->data + next.start, next.length);
            at = after;
        } else if (!make_slip(model, inverse, clean->data, &token, kind, &word) ||
                   (word.length == token.length &&
                    memcmp(word.data, clean->data + token.start, word.length) == 0)) {
            continue;
        }
        lt_buffer_append(out, clean->data + done, token.start - done);
        slips->items[slips->count++] =
            (slip){out->length, model->syllables[token.syllable],
                   kind == LT_CONFUSION_JOINED ? model->syllables[next.syllable] : 0};
        lt_buffer_append(out, word.data, word.length);
        done = at;
    }
    lt_buffer_append(out, clean->data + done, clean->length - done);
    lt_buffer_dispose(&word);
}
