/* One style in a text: the place of the tone mark, i or y. */
#include <string.h>

#include <libtext/syllable.h>

#include "rules.h"

/* Only a word ending like òa, oà (or their decomposed forms) can have a style: a cheap look first.
 */
static bool may_have_style(const char *text, size_t length)
{
    if (length < 3)
        return false;
    char last = text[length - 1];
    char before = text[length - 2];
    if (last == 'a' || last == 'e' || last == 'y' || last == 'A' || last == 'E' || last == 'Y')
        return (unsigned char)before >= 0x80;
    return (unsigned char)last >= 0x80;
}

static lt_syllable styled_syllable(const check *check, size_t index, lt_syllable_shape *shape)
{
    token token = rules_token(check, index, 0);
    const char *text = check->text + token.start;
    if (token.kind != TOKEN_WORD || token.flags & TOKEN_ADDRESS ||
        !may_have_style(text, token.length))
        return 0;
    lt_syllable syllable = lt_syllable_parse(text, token.length, shape);
    if (!syllable)
        return 0;
    bool one = shape->place == LT_TONE_PLACE_OLD || shape->place == LT_TONE_PLACE_NEW;
    return one ? syllable : 0;
}

static void tell_style(check *check, uint32_t start, uint32_t length, lt_tone_style style)
{
    lt_syllable_shape shape = {0};
    char right[LT_SYLLABLE_SIZE];
    lt_syllable syllable = lt_syllable_parse(check->text + start, length, &shape);
    size_t size = lt_syllable_render(syllable, style, shape.upper, right);
    rules_add(check, RULE_TONE_STYLE, start, length, right, size);
}

void rules_tone_style(check *check)
{
    lt_rules_tone wanted = check->options->tone;
    for (size_t i = 0; rule_on(check, RULE_TONE_STYLE) && i < check->tokens.count; i++) {
        lt_syllable_shape shape;
        if (!styled_syllable(check, i, &shape))
            continue;
        bool is_new = shape.place == LT_TONE_PLACE_NEW;
        token token = rules_token(check, i, 0);
        styled *style = is_new ? &check->new_style : &check->old_style;
        if (style->count++ == 0)
            *style = (styled){1, token.start, token.length};
        if (wanted != LT_RULES_TONE_ANY && is_new == (wanted == LT_RULES_TONE_OLD))
            tell_style(check, token.start, token.length,
                       is_new ? LT_TONE_STYLE_OLD : LT_TONE_STYLE_NEW);
    }
}

void rules_tone_style_end(check *check)
{
    const styled *old = &check->old_style, *new = &check->new_style;
    if (check->options->tone != LT_RULES_TONE_ANY || !old->count || !new->count)
        return;
    /* The press writes the old style: it wins a draw. */
    if (new->count > old->count)
        tell_style(check, old->start, old->length, LT_TONE_STYLE_NEW);
    else
        tell_style(check, new->start, new->length, LT_TONE_STYLE_OLD);
}

/* lí, kĩ, quí, y …: the open syllables that both spellings exist of (QĐ 240/QĐ 1984, QĐ 1989). */
static lt_syllable iy_syllable(const check *check, size_t index)
{
    token token = rules_token(check, index, 0);
    const char *text = check->text + token.start;
    if (token.kind != TOKEN_WORD || token.length > 6 || !(token.flags & TOKEN_VI) ||
        token.flags & (TOKEN_UPPER | TOKEN_ADDRESS))
        return 0;
    if ((unsigned char)*text < 0x80 && !strchr("hklmstqyi", *text))
        return 0;
    lt_syllable syllable = lt_syllable_parse(text, token.length, NULL);
    lt_nucleus nucleus = lt_syllable_nucleus(syllable);
    lt_onset onset = lt_syllable_onset(syllable);
    bool fits = onset == LT_ONSET_NONE || onset == LT_ONSET_H || onset == LT_ONSET_K ||
                onset == LT_ONSET_L || onset == LT_ONSET_M || onset == LT_ONSET_S ||
                onset == LT_ONSET_T || onset == LT_ONSET_QU;
    bool open = lt_syllable_coda(syllable) == LT_CODA_NONE &&
                lt_syllable_glide(syllable) == (onset == LT_ONSET_QU);
    return fits && open && (nucleus == LT_NUCLEUS_I || nucleus == LT_NUCLEUS_Y) ? syllable : 0;
}

/* The same word with the other letter. */
static lt_syllable other_letter(lt_syllable syllable)
{
    bool is_y = lt_syllable_nucleus(syllable) == LT_NUCLEUS_Y;
    return lt_syllable_make(lt_syllable_onset(syllable), lt_syllable_glide(syllable),
                            is_y ? LT_NUCLEUS_I : LT_NUCLEUS_Y, LT_CODA_NONE,
                            lt_syllable_tone(syllable));
}

static void tell_letter(check *check, size_t index, lt_syllable other)
{
    token word = rules_token(check, index, 0);
    char right[LT_SYLLABLE_SIZE];
    /* Told by the neighbour on the other side? */
    const lt_rule_findings *told = check->findings;
    if (told->count > 0 && told->items[told->count - 1].rule == RULE_IY_STYLE &&
        told->items[told->count - 1].start == word.start)
        return;
    size_t size = lt_syllable_render(other, LT_TONE_STYLE_OLD, LT_UPPER_NONE, right);
    rules_add(check, RULE_IY_STYLE, word.start, word.length, right, size);
}

/* Remembers the word with this neighbour; tells when it was spelled the other way before. */
static void compare(check *check, const char *key, size_t length, size_t index,
                    lt_syllable syllable)
{
    enum { SEEN_I, SEEN_Y, TOLD };
    uint32_t is_y = lt_syllable_nucleus(syllable) == LT_NUCLEUS_Y ? SEEN_Y : SEEN_I;
    uint32_t *seen = lt_map_find(&check->iy_seen, key, length);
    if (!seen) {
        lt_status status = lt_map_set(&check->iy_seen, key, length, is_y);
        check->status = check->status == LT_OK ? status : check->status;
    } else if (*seen != TOLD && *seen != is_y) {
        *seen = TOLD;
        tell_letter(check, index, other_letter(syllable));
    }
}

void rules_iy_style(check *check)
{
    for (size_t i = 0; rule_on(check, RULE_IY_STYLE) && i < check->tokens.count; i++) {
        lt_syllable syllable = iy_syllable(check, i);
        if (!syllable)
            continue;
        bool is_y = lt_syllable_nucleus(syllable) == LT_NUCLEUS_Y;
        lt_syllable same = is_y ? other_letter(syllable) : syllable;
        for (int side = -2; side <= 2; side += 4) {
            token other = rules_token(check, i, side), gap = rules_token(check, i, side / 2);
            char key[64] = {(char)(side + 'n')};
            if (other.kind != TOKEN_WORD || gap.kind != TOKEN_SPACE || gap.length != 1)
                continue;
            memcpy(key + 1, &same, sizeof same);
            size_t length = rules_fold(check->text + other.start, other.length,
                                       key + 1 + sizeof same, sizeof key - 1 - sizeof same);
            if (length > 0)
                compare(check, key, length + 1 + sizeof same, i, syllable);
        }
    }
}
