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

typedef struct styled {
    size_t count, first; /* tokens of a style, index of the first */
} styled;

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

static void tell_style(check *check, size_t index, lt_tone_style style)
{
    lt_syllable_shape shape = {0};
    char right[LT_SYLLABLE_SIZE];
    lt_syllable syllable = styled_syllable(check, index, &shape);
    lt_syllable_render(syllable, style, shape.upper, right);
    rules_add_tokens(check, RULE_TONE_STYLE, index, index, right);
}

void rules_tone_style(check *check)
{
    styled old = {0, 0}, new = {0, 0};
    lt_rules_tone wanted = check->options->tone;
    if (!rule_on(check, RULE_TONE_STYLE))
        return;
    for (size_t i = 0; i < check->tokens.count; i++) {
        lt_syllable_shape shape;
        if (!styled_syllable(check, i, &shape))
            continue;
        bool is_new = shape.place == LT_TONE_PLACE_NEW;
        styled *style = is_new ? &new : &old;
        if (style->count++ == 0)
            style->first = i;
        if (wanted != LT_RULES_TONE_ANY && is_new == (wanted == LT_RULES_TONE_OLD))
            tell_style(check, i, is_new ? LT_TONE_STYLE_OLD : LT_TONE_STYLE_NEW);
    }
    if (wanted != LT_RULES_TONE_ANY || !old.count || !new.count)
        return;
    /* The press writes the old style: it wins a draw. */
    if (new.count > old.count)
        tell_style(check, old.first, LT_TONE_STYLE_NEW);
    else
        tell_style(check, new.first, LT_TONE_STYLE_OLD);
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

#define TOLD UINT32_MAX

/* Remembers the word with this neighbour; tells when it was spelled the other way before. */
static void compare(check *check, lt_map *seen, const char *key, size_t length, size_t index,
                    bool is_y)
{
    uint32_t *value = lt_map_find(seen, key, length);
    if (!value) {
        lt_status status = lt_map_set(seen, key, length, (uint32_t)index * 2 + is_y);
        check->status = check->status == LT_OK ? status : check->status;
    } else if (*value != TOLD && (*value & 1) != is_y) {
        token word = rules_token(check, index, 0), before = rules_token(check, *value / 2, 0);
        *value = TOLD;
        /* Told by the neighbour on the other side? */
        const lt_rule_findings *told = check->findings;
        if (told->count > 0 && told->items[told->count - 1].rule == RULE_IY_STYLE &&
            told->items[told->count - 1].start == word.start)
            return;
        rules_add(check, RULE_IY_STYLE, word.start, word.length, check->text + before.start,
                  before.length);
    }
}

void rules_iy_style(check *check)
{
    lt_map seen = LT_MAP_INIT;
    for (size_t i = 0; rule_on(check, RULE_IY_STYLE) && i < check->tokens.count; i++) {
        lt_syllable syllable = iy_syllable(check, i);
        if (!syllable)
            continue;
        bool is_y = lt_syllable_nucleus(syllable) == LT_NUCLEUS_Y;
        lt_syllable same =
            lt_syllable_make(lt_syllable_onset(syllable), lt_syllable_glide(syllable), LT_NUCLEUS_I,
                             LT_CODA_NONE, lt_syllable_tone(syllable));
        for (int side = -2; side <= 2; side += 4) {
            token other = rules_token(check, i, side), gap = rules_token(check, i, side / 2);
            char key[64] = {(char)(side + 'n')};
            if (other.kind != TOKEN_WORD || gap.kind != TOKEN_SPACE || gap.length != 1)
                continue;
            memcpy(key + 1, &same, sizeof same);
            size_t length = rules_fold(check->text + other.start, other.length,
                                       key + 1 + sizeof same, sizeof key - 1 - sizeof same);
            if (length > 0)
                compare(check, &seen, key, length + 1 + sizeof same, i, is_y);
        }
    }
    lt_map_dispose(&seen);
}
