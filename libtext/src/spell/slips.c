#include "spell/session.h"

#include <math.h>
#include <string.h>

/* What a slip of each kind costs, in nats: minus the log of how often a word of news suffers it.
 * From the shares of the kinds among 1,513 real mistakes (FACTS) at 3.3 mistakes in 1000 words,
 * over the number of candidates a word has of the kind. */
static const float channel[LT_CONFUSION_COUNT] = {
    [LT_CONFUSION_HOI_NGA] = 5.0F,       [LT_CONFUSION_TONE_MISSING] = 6.0F,
    [LT_CONFUSION_TONE_EXTRA] = 7.0F,    [LT_CONFUSION_TONE_OTHER] = 7.0F,
    [LT_CONFUSION_MARK_MISSING] = 6.3F,  [LT_CONFUSION_MARK_EXTRA] = 6.8F,
    [LT_CONFUSION_MARK_OTHER] = 7.0F,    [LT_CONFUSION_ALL_MISSING] = 8.0F,
    [LT_CONFUSION_MARK_AND_TONE] = 9.0F, [LT_CONFUSION_S_X] = 5.5F,
    [LT_CONFUSION_CH_TR] = 5.8F,         [LT_CONFUSION_D_GI_R] = 6.0F,
    [LT_CONFUSION_L_N] = 7.5F,           [LT_CONFUSION_ONSET_SPELLING] = 5.0F,
    [LT_CONFUSION_I_Y] = 6.0F,           [LT_CONFUSION_CODA] = 6.2F,
    [LT_CONFUSION_VOWEL] = 6.5F,         [LT_CONFUSION_KEY] = 7.5F,
    [LT_CONFUSION_REPLACED] = 8.5F,      [LT_CONFUSION_INSERTED] = 8.0F,
    [LT_CONFUSION_DOUBLED] = 6.5F,       [LT_CONFUSION_DROPPED] = 7.5F,
    [LT_CONFUSION_SWAPPED] = 7.5F,       [LT_CONFUSION_TONE_PLACE] = 3.0F,
    [LT_CONFUSION_TWO_TONES] = 4.0F,     [LT_CONFUSION_TYPING] = 4.5F,
    [LT_CONFUSION_JOINED] = 6.0F,        [LT_CONFUSION_SPLIT] = 7.0F,
};

/* The words around the doubted one, sentence boundaries put in. */
typedef struct context {
    uint16_t before2, before, after, after2;
} context;

static context context_of(const lt_spell *spell, size_t index)
{
    context c;
    c.before = lt_speller_id(spell, index, -1);
    c.before2 = c.before ? lt_speller_id(spell, index, -2) : LT_ID_START;
    c.after = lt_speller_id(spell, index, 1);
    c.after2 = c.after ? lt_speller_id(spell, index, 2) : LT_ID_START;
    return c;
}

static void weigh(const lt_model *model, const context *c, lt_slip *slip)
{
    int orders[3] = {0, 0, 3};
    slip->costs[0] = lt_model_cost(model, c->before2, c->before, slip->id, &orders[0]);
    slip->costs[1] = lt_model_cost(model, c->before, slip->id, c->after, &orders[1]);
    slip->costs[2] = c->after ? lt_model_cost(model, slip->id, c->after, c->after2, &orders[2]) : 0;
    slip->orders = (uint8_t)(orders[0] + orders[1] + orders[2]);
    slip->total = slip->costs[0] + slip->costs[1] + slip->costs[2];
}

/* The text as it is, from what every token was weighed at. */
static void take_written(const lt_spell *spell, size_t index, const context *c, lt_slip *slip)
{
    const lt_speller_token *token = &spell->tokens[index];
    size_t left = spell->token_count - index;
    int orders[3] = {token->order, 3, 3};
    *slip = (lt_slip){.id = token->id};
    slip->costs[0] = token->cost;
    if (left > 1) {
        slip->costs[1] = token[1].cost;
        orders[1] = token[1].order;
    } else {
        slip->costs[1] = lt_model_cost(spell->model, c->before, token->id, LT_ID_START, &orders[1]);
    }
    if (c->after && left > 2) {
        slip->costs[2] = token[2].cost;
        orders[2] = token[2].order;
    } else if (c->after) {
        slip->costs[2] = lt_model_cost(spell->model, token->id, c->after, LT_ID_START, &orders[2]);
    }
    slip->orders = (uint8_t)(orders[0] + orders[1] + orders[2]);
    slip->total = slip->costs[0] + slip->costs[1] + slip->costs[2];
}

/* Two words in the place of one. */
static void weigh_pair(const lt_model *model, const context *c, lt_slip *slip)
{
    int orders[4] = {0, 0, 0, 3};
    int first = lt_model_cost(model, c->before2, c->before, slip->id, &orders[0]);
    int second = lt_model_cost(model, c->before, slip->id, slip->second, &orders[1]);
    slip->costs[0] = first + second;
    slip->costs[1] = lt_model_cost(model, slip->id, slip->second, c->after, &orders[2]);
    slip->costs[2] =
        c->after ? lt_model_cost(model, slip->second, c->after, c->after2, &orders[3]) : 0;
    slip->orders = (uint8_t)((orders[0] + orders[1] + orders[2] + orders[3]) * 3 / 4);
    slip->total = slip->costs[0] + slip->costs[1] + slip->costs[2];
}

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

static void try_slip(const lt_spell *spell, const context *c, lt_doubt *doubt, uint16_t id,
                     uint16_t second, lt_confusion_type kind)
{
    lt_slip slip = {.id = id, .second = second, .kind = (uint8_t)kind};
    if (second)
        weigh_pair(spell->model, c, &slip);
    else
        weigh(spell->model, c, &slip);
    double cost = spell->options.without & LT_SPELL_NO_CHANNEL ? 6.5 : (double)channel[kind];
    slip.score = (doubt->written.total - slip.total) / LT_LOG_SCALE - cost;
    keep(doubt, &slip);
}

/* Most confusions of a word that are looked at; the longest list of a syllable has fewer. */
#define CONFUSIONS 256

/*
 * Weighs what a word may be a slip of. A word that was never seen beside either neighbour can't
 * win; all memory lines are asked for before the first is read.
 */
static void try_list(const lt_spell *spell, const context *c, lt_doubt *doubt,
                     const lt_confusion *confusions, uint32_t count)
{
    const lt_model *model = spell->model;
    uint32_t kept = 0;
    uint8_t chosen[CONFUSIONS];
    for (uint32_t i = 0; i < count; i++) {
        lt_model_prefetch_bigram(model, c->before, confusions[i].id);
        lt_model_prefetch_bigram(model, confusions[i].id, c->after);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint16_t to = confusions[i].id;
        if (to < LT_ID_FIRST || to >= model->ids || confusions[i].kind >= LT_CONFUSION_COUNT ||
            (!lt_model_has_bigram(model, c->before, to) &&
             !lt_model_has_bigram(model, to, c->after)))
            continue;
        chosen[kept++] = (uint8_t)i;
        lt_model_prefetch(model, c->before2, c->before, to);
        lt_model_prefetch(model, c->before, to, c->after);
        lt_model_prefetch(model, to, c->after, c->after2);
    }
    for (uint32_t i = 0; i < kept; i++)
        try_slip(spell, c, doubt, confusions[chosen[i]].id, 0,
                 (lt_confusion_type)confusions[chosen[i]].kind);
}

static void try_confusions(const lt_spell *spell, const context *c, lt_doubt *doubt, uint16_t id)
{
    uint32_t count;
    const lt_confusion *confusions = lt_model_confusions(spell->model, id, &count);
    try_list(spell, c, doubt, confusions, count < CONFUSIONS ? count : CONFUSIONS);
}

static bool same_spelling(const lt_spelling *a, const lt_spelling *b)
{
    return a->count == b->count && a->tone == b->tone &&
           memcmp(a->letters, b->letters, a->count) == 0;
}

/* Every syllable that the letters may be a slip of, for words that have no table of them; with
 * `because`, the syllable that they spell when that has been undone. */
static void try_spelling(const lt_spell *spell, const context *c, lt_doubt *doubt,
                         const lt_spelling *written, lt_confusion_type because)
{
    uint32_t mask = lt_spelling_mask(written), count = 0;
    lt_confusion found[CONFUSIONS];
    for (uint32_t i = 0; i < spell->spelling_count && count < CONFUSIONS; i++) {
        if (__builtin_popcount(mask ^ spell->masks[i]) > LT_MASK_DISTANCE)
            continue;
        lt_confusion_type kind = because
                                     ? same_spelling(written, &spell->spellings[i]) ? because : 0
                                     : lt_confusion_kind(written, &spell->spellings[i]);
        if (kind)
            found[count++] = (lt_confusion){(uint16_t)(LT_ID_FIRST + i), (uint16_t)kind};
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
static void try_split(const lt_spell *spell, const context *c, lt_doubt *doubt, const char *text,
                      const lt_token *token)
{
    for (size_t cut = 1; cut < token->length; cut++) {
        const char *at = text + token->start;
        if (((unsigned char)at[cut] & 0xC0) == 0x80)
            continue;
        uint16_t first = id_of_text(spell, at, cut);
        uint16_t second = first ? id_of_text(spell, at + cut, token->length - cut) : 0;
        if (second)
            try_slip(spell, c, doubt, first, second, LT_CONFUSION_JOINED);
    }
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

static bool doubt_word(lt_spell *spell, const char *text, size_t index, lt_doubt *doubt)
{
    const lt_token *token = &spell->tokens[index].token;
    const char *word = text + token->start;
    doubt->is_word = true;
    if (!(spell->options.without & LT_SPELL_NO_WORDS))
        doubt->known = lt_model_word(spell->model, word, token->length);
    bool ascii = is_ascii(word, token->length);
    /* A foreign word met before, or a name: Vietnamese letters alone make it doubtful. */
    if (ascii && (doubt->known.frequency > 40 || token->all_capital))
        return false;
    if (token->capital && ascii && !token->has_digit && lt_speller_id(spell, index, -1))
        return false;
    if (ascii && !token->has_digit) {
        struct lt_english *english = lt_speller_open_english(spell);
        if (english && lt_english_knows(english, word, token->length))
            return false;
    }
    context c = context_of(spell, index);
    take_written(spell, index, &c, &doubt->written);
    lt_spelling spelling;
    if (lt_speller_typing(word, token->length, &spelling))
        try_spelling(spell, &c, doubt, &spelling, LT_CONFUSION_TYPING);
    if (!token->has_digit && lt_spelling_of_text(word, token->length, &spelling))
        try_spelling(spell, &c, doubt, &spelling, LT_CONFUSION_NONE);
    if (!token->has_digit && token->length >= 5)
        try_split(spell, &c, doubt, text, token);
    return doubt->count > 0;
}

/* A syllable that its neighbours make likely needs no candidates: two of three end here, and of the
 * slips in the development set one in a hundred. */
static bool is_usual(const lt_slip *written, const context *c)
{
    int terms = c->after ? 3 : 2;
    return written->total < terms * (int)(5 * LT_LOG_SCALE);
}

bool lt_speller_doubt(lt_spell *spell, const char *text, size_t index, lt_doubt *doubt)
{
    const lt_speller_token *self = &spell->tokens[index];
    doubt->count = 0;
    doubt->is_word = false;
    doubt->known = (lt_known_word){0, 0};
    if (self->personal || self->english)
        return false;
    if (self->token.kind == LT_TOKEN_WORD)
        return doubt_word(spell, text, index, doubt);
    if (self->token.kind != LT_TOKEN_SYLLABLE)
        return false;
    context c = context_of(spell, index);
    take_written(spell, index, &c, &doubt->written);
    if (self->token.shape.place == LT_TONE_PLACE_WRONG) {
        doubt->written.total += (int)(10 * LT_LOG_SCALE);
        try_slip(spell, &c, doubt, self->id, 0, LT_CONFUSION_TONE_PLACE);
    }
    if (spell->options.without & LT_SPELL_NO_CONTEXT || is_usual(&doubt->written, &c))
        return doubt->count > 0;
    if (self->id == LT_ID_RARE) {
        lt_spelling spelling;
        lt_spelling_of_syllable(self->token.syllable, &spelling);
        try_spelling(spell, &c, doubt, &spelling, LT_CONFUSION_NONE);
    } else {
        try_confusions(spell, &c, doubt, self->id);
    }
    return doubt->count > 0;
}
