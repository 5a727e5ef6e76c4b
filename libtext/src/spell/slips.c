#include "spell/inquiry.h"
#include "spell/score.h"

#include <math.h>
#include <string.h>

static void keep(lt_doubt *doubt, const lt_slip *slip)
{
    unsigned at = doubt->count < LT_SLIPS ? doubt->count : LT_SLIPS;
    if (at == LT_SLIPS && doubt->slips[at - 1].score >= slip->score)
        return;
    if (at < LT_SLIPS)
        doubt->count++;
    else
        at--;
    while (at > 0 && doubt->slips[at - 1].score < slip->score) {
        doubt->slips[at] = doubt->slips[at - 1];
        at--;
    }
    doubt->slips[at] = *slip;
}

static void propose(const lt_spell *spell, const lt_context *c, lt_doubt *doubt, lt_slip *slip)
{
    const lt_ranker *ranker = spell->ranker;
    float features[LT_RANK_FEATURES], score = 0;
    lt_speller_rank_features(spell, c->index, &doubt->written, slip, features);
    for (int i = 0; i < LT_RANK_FEATURES; i++)
        score += ranker->weights[i] * features[i];
    if (!(spell->options.without & LT_SPELL_NO_CHANNEL))
        score += ranker->kinds[slip->kind];
    slip->score = (double)score;
    keep(doubt, slip);
}

/* Weighs the candidates that have been asked for. */
static void try_answers(const lt_spell *spell, const lt_inquiry *inquiry, lt_doubt *doubt)
{
    for (uint32_t i = 0; i < inquiry->count; i++) {
        lt_slip slip = lt_inquiry_weigh(spell->model, inquiry, i);
        if (slip.total <= inquiry->most)
            propose(spell, &inquiry->context, doubt, &slip);
    }
}

/* The word itself, its tone mark put right: what it costs so, the text costs more. */
static void try_same(const lt_spell *spell, const lt_context *c, lt_doubt *doubt)
{
    lt_slip slip = doubt->written;
    slip.kind = LT_CONFUSION_TONE_PLACE;
    doubt->written.costs[0] += (int)(10 * LT_LOG_SCALE);
    doubt->written.total += (int)(10 * LT_LOG_SCALE);
    propose(spell, c, doubt, &slip);
}

static void try_pair(const lt_spell *spell, const lt_context *c, lt_doubt *doubt, uint16_t first,
                     uint16_t second)
{
    lt_slip slip = {.id = first, .second = second, .kind = LT_CONFUSION_JOINED};
    lt_context_weigh_pair(spell->model, c, &slip);
    propose(spell, c, doubt, &slip);
}

/* Weighs what a word may be a slip of. */
static void try_list(const lt_spell *spell, const lt_context *c, lt_doubt *doubt,
                     const lt_confusion *confusions, uint32_t count)
{
    lt_inquiry inquiry;
    inquiry.context = *c;
    inquiry.most = doubt->written.total + doubt->slack;
    lt_inquiry_list(spell->model, &inquiry, confusions, count);
    lt_inquiry_ask(spell->model, &inquiry);
    lt_inquiry_pairs(spell->model, &inquiry);
    try_answers(spell, &inquiry, doubt);
}

static void try_confusions(const lt_spell *spell, const lt_context *c, lt_doubt *doubt, uint16_t id)
{
    uint32_t count;
    const lt_confusion *confusions = lt_model_confusions(spell->model, id, &count);
    try_list(spell, c, doubt, confusions, count);
}

static bool same_spelling(const lt_spelling *a, const lt_spelling *b)
{
    return a->count == b->count && a->tone == b->tone &&
           memcmp(a->letters, b->letters, a->count) == 0;
}

/* Every syllable that the letters may be a slip of, for words that have no table of them; with
 * `because`, the syllable that they spell when that has been undone. */
static void try_spelling(const lt_spell *spell, const lt_context *c, lt_doubt *doubt,
                         const lt_spelling *written, lt_confusion_type because)
{
    uint32_t mask = lt_spelling_mask(written), count = 0;
    lt_confusion found[LT_CONFUSIONS];
    for (uint32_t start = 0; start < spell->spelling_count; start += LT_MASK_BLOCK) {
        uint64_t near = lt_spelling_near(mask, spell->masks + start);
        for (; near && count < LT_CONFUSIONS; near &= near - 1) {
            uint32_t i = start + (uint32_t)__builtin_ctzll(near);
            const lt_spelling *meant = &spell->spellings[i];
            lt_confusion_type kind = because && same_spelling(written, meant) ? because
                                     : because                                ? LT_CONFUSION_NONE
                                               : lt_confusion_kind(written, meant);
            if (kind)
                found[count++] = (lt_confusion){(uint16_t)(LT_ID_FIRST + i), (uint16_t)kind};
        }
    }
    try_list(spell, c, doubt, found, count);
}

static uint16_t id_of_text(const lt_spell *spell, const char *text, size_t length)
{
    lt_syllable syllable = lt_syllable_parse(text, length, NULL);
    uint16_t id = syllable ? spell->model->syllables[syllable] : 0;
    return id < spell->model->ids ? id : 0;
}

/* "đượcmột": two syllables with the space left out. Both must be long enough or marked, or every
 * foreign word would fall apart. */
static void try_split(const lt_spell *spell, const lt_context *c, lt_doubt *doubt, const char *text,
                      const lt_token *token)
{
    for (size_t cut = 1; cut < token->length; cut++) {
        const char *at = text + token->start;
        if (((unsigned char)at[cut] & 0xC0) == 0x80)
            continue;
        uint16_t first = id_of_text(spell, at, cut);
        uint16_t second = first ? id_of_text(spell, at + cut, token->length - cut) : 0;
        if (second)
            try_pair(spell, c, doubt, first, second);
    }
}

static bool doubt_word(lt_spell *spell, const char *text, size_t index, lt_doubt *doubt)
{
    const lt_token *token = &spell->tokens[index].token;
    const char *word = text + token->start;
    doubt->is_word = true;
    if (!(spell->options.without & LT_SPELL_NO_WORDS))
        doubt->known = lt_model_word(spell->model, word, token->length);
    bool ascii = token->ascii;
    /* A foreign word met before, or a name: Vietnamese letters alone make it doubtful. */
    if (ascii && (doubt->known.frequency > 40 || token->all_capital))
        return false;
    if (token->capital && ascii && !token->has_digit && lt_speller_id(spell, index, -1))
        return false;
    lt_context c = lt_context_of(spell, index);
    lt_context_written(spell, &c, &doubt->written);
    lt_spelling spelling;
    if (lt_speller_typing(word, token->length, &spelling))
        try_spelling(spell, &c, doubt, &spelling, LT_CONFUSION_TYPING);
    if (!token->has_digit && lt_spelling_of_text(word, token->length, &spelling))
        try_spelling(spell, &c, doubt, &spelling, LT_CONFUSION_NONE);
    if (!token->has_digit && token->length >= 5)
        try_split(spell, &c, doubt, text, token);
    return doubt->count > 0;
}

/* A syllable that its neighbours make likely needs no candidates. */
static bool is_likely(const lt_context *c, const lt_slip *written)
{
    int terms = c->after ? 3 : 2;
    return written->total < terms * LT_LIKELY;
}

/* Of the others, one that the gate lets off needs none either. */
static bool is_let_off(const lt_spell *spell, const lt_context *c, const lt_slip *written)
{
    float features[LT_GATE_FEATURES];
    if (!spell->gate)
        return false;
    lt_speller_gate_features(spell, c->index, written, features);
    return lt_gate_run(spell->gate, features) < spell->gate->least[spell->options.level];
}

static bool is_usual(const lt_spell *spell, const lt_context *c, const lt_slip *written)
{
    return !spell->tokens[c->index].habit &&
           (is_likely(c, written) || is_let_off(spell, c, written));
}

static void begin_doubt(lt_doubt *doubt, int slack)
{
    doubt->count = 0;
    doubt->slack = slack;
    doubt->is_word = false;
    doubt->looked_for = false;
    doubt->known = (lt_known_word){0, 0};
}

static bool collect(lt_spell *spell, const char *text, size_t index, int slack, lt_doubt *doubt)
{
    const lt_speller_token *self = &spell->tokens[index];
    begin_doubt(doubt, slack);
    if (self->personal || self->english)
        return false;
    if (self->token.kind == LT_TOKEN_WORD)
        return doubt_word(spell, text, index, doubt);
    if (self->token.kind != LT_TOKEN_SYLLABLE)
        return false;
    lt_context c = lt_context_of(spell, index);
    lt_context_written(spell, &c, &doubt->written);
    if (self->token.place == LT_TONE_PLACE_WRONG)
        try_same(spell, &c, doubt);
    if (spell->options.without & LT_SPELL_NO_CONTEXT)
        return doubt->count > 0;
    if (doubt->count == 0 && self->id != LT_ID_RARE && is_usual(spell, &c, &doubt->written))
        return false;
    doubt->looked_for = true;
    if (self->id == LT_ID_RARE) {
        lt_spelling spelling;
        lt_spelling_of_syllable(self->token.syllable, &spelling);
        try_spelling(spell, &c, doubt, &spelling, LT_CONFUSION_NONE);
    } else {
        try_confusions(spell, &c, doubt, self->id);
    }
    return doubt->count > 0;
}

bool lt_speller_doubt(lt_spell *spell, const char *text, size_t index, lt_doubt *doubt)
{
    return collect(spell, text, index, 0, doubt);
}

lt_step lt_speller_list(const lt_spell *spell, size_t index, lt_inquiry *inquiry)
{
    const lt_speller_token *self = &spell->tokens[index];
    lt_slip written;
    uint32_t count;
    if (self->token.kind != LT_TOKEN_SYLLABLE || self->english || self->confused ||
        self->id == LT_ID_RARE || self->token.place == LT_TONE_PLACE_WRONG ||
        spell->options.without & LT_SPELL_NO_CONTEXT)
        return LT_STEP_ALONE;
    if (self->personal)
        return LT_STEP_NONE;
    inquiry->context = lt_context_of(spell, index);
    lt_context_written(spell, &inquiry->context, &written);
    if (is_usual(spell, &inquiry->context, &written))
        return LT_STEP_NONE;
    inquiry->most = written.total;
    const lt_confusion *confusions = lt_model_confusions(spell->model, self->id, &count);
    lt_inquiry_list(spell->model, inquiry, confusions, count);
    return LT_STEP_LISTED;
}

bool lt_speller_answer(const lt_spell *spell, const lt_inquiry *inquiry, lt_doubt *doubt)
{
    begin_doubt(doubt, 0);
    doubt->looked_for = true;
    lt_context_written(spell, &inquiry->context, &doubt->written);
    try_answers(spell, inquiry, doubt);
    return doubt->count > 0;
}

/* A candidate that fits no better than the text is no reason to doubt it, but may be what was meant
 * when it is wrong: it may cost this much more. */
#define SUGGESTION_SLACK (int)(12 * LT_LOG_SCALE)

void lt_speller_widen(lt_spell *spell, const char *text, size_t index, lt_doubt *doubt)
{
    lt_doubt wide;
    unsigned best = doubt->count;
    if (!collect(spell, text, index, SUGGESTION_SLACK, &wide))
        return;
    for (unsigned i = 0; i < wide.count && doubt->count < LT_SLIPS; i++) {
        bool there = false;
        for (unsigned k = 0; k < best; k++)
            there = there || (doubt->slips[k].id == wide.slips[i].id &&
                              doubt->slips[k].second == wide.slips[i].second);
        if (!there)
            doubt->slips[doubt->count++] = wide.slips[i];
    }
}
