#include "spell/score.h"

#include <math.h>
#include <string.h>

/* The words around the doubted one, sentence boundaries put in, and what is known of the two on
 * either side. */
typedef struct context {
    size_t index; /* of the doubted word */
    uint16_t before2, before, after, after2;
    lt_bigram left, right;
    int unknown; /* what `after2` costs when nothing is known of a word and `after` */
} context;

static context context_of(const lt_spell *spell, size_t index)
{
    context c = {.index = index,
                 .before = lt_speller_id(spell, index, -1),
                 .after = lt_speller_id(spell, index, 1),
                 .left = {LT_NEVER, 0},
                 .right = {LT_NEVER, 0}};
    if (c.before) {
        c.before2 = lt_speller_id(spell, index, -2);
        c.left = spell->tokens[index - 1].pair;
    }
    if (c.after) {
        c.after2 = lt_speller_id(spell, index, 2);
        c.right = index + 2 < spell->token_count
                      ? spell->tokens[index + 2].pair
                      : lt_model_bigram(spell->model, lt_bigram_key(c.after, c.after2));
        const lt_unigram *unigrams = spell->model->unigrams;
        c.unknown = c.right.cost >= 0 ? c.right.cost
                                      : unigrams[c.after].backoff + unigrams[c.after2].probability;
    }
    return c;
}

/* A hypothesis whose n-grams are on their way from memory. */
typedef struct asked {
    lt_confusion to;
    uint64_t first, last; /* bigrams; then trigrams that begin and end with the word */
    uint64_t middle;
    lt_bigram before, after; /* with the word before, with the word after */
} asked;

/* What the hypothesis costs at least, by what is known of its pairs. A trigram that may be there
 * may cost nothing. */
static int least_cost(const lt_model *model, const context *c, const asked *a)
{
    const lt_unigram *word = &model->unigrams[a->to.id];
    bool before = a->before.cost >= 0, after = a->after.cost >= 0;
    int least = 0;
    if (!before)
        least += c->left.backoff + model->unigrams[c->before].backoff + word->probability;
    else if (c->left.cost < 0)
        least += a->before.cost;
    if (!after)
        least += a->before.backoff + word->backoff + model->unigrams[c->after].probability;
    else if (!before)
        least += a->after.cost;
    if (c->after && !after)
        least += c->unknown;
    return least;
}

/* May the word have been seen beside its neighbours? No branch: the bits of many words are read at
 * once. */
static void look_up(const lt_model *model, const context *c, asked *a)
{
    a->first = lt_bigram_key(c->before, a->to.id);
    a->last = lt_bigram_key(a->to.id, c->after);
    a->before = (lt_bigram){(int16_t)(lt_model_may_know(model, a->first) - 1), 0};
    a->after = (lt_bigram){(int16_t)(lt_model_may_know(model, a->last) - 1), 0};
}

/* Asks for the pairs with both neighbours. False when the word was never seen beside either, or
 * must cost more than `most`: such a one can't win. */
static bool ask_bigrams(const lt_model *model, const context *c, const asked *a, int most)
{
    if ((a->before.cost & a->after.cost) < 0 || least_cost(model, c, a) > most)
        return false;
    if (a->before.cost >= 0)
        lt_model_ask_bigram(model, a->first);
    if (a->after.cost >= 0)
        lt_model_ask_bigram(model, a->last);
    return true;
}

/* Reads the pairs and asks for trigrams; false as above. */
static bool ask_trigrams(const lt_model *model, const context *c, asked *a, int most)
{
    uint16_t id = a->to.id;
    if (a->before.cost >= 0)
        a->before = lt_model_bigram(model, a->first);
    if (a->after.cost >= 0)
        a->after = lt_model_bigram(model, a->last);
    if ((a->before.cost & a->after.cost) < 0 || least_cost(model, c, a) > most)
        return false;
    if (a->before.cost >= 0 && c->left.cost >= 0)
        a->first = lt_model_ask_trigram(model, c->before2, c->before, id);
    if (a->before.cost >= 0 && a->after.cost >= 0)
        a->middle = lt_model_ask_trigram(model, c->before, id, c->after);
    if (a->after.cost >= 0 && c->right.cost >= 0)
        a->last = lt_model_ask_trigram(model, id, c->after, c->after2);
    return true;
}

static void weigh(const lt_model *model, const context *c, const asked *a, lt_slip *slip)
{
    int orders[3] = {0, 0, 3};
    uint16_t id = a->to.id;
    slip->costs[0] = lt_model_join(model, c->left, a->before, a->first, c->before, id, &orders[0]);
    slip->costs[1] = lt_model_join(model, a->before, a->after, a->middle, id, c->after, &orders[1]);
    slip->costs[2] = c->after ? lt_model_join(model, a->after, c->right, a->last, c->after,
                                              c->after2, &orders[2])
                              : 0;
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

static void propose(const lt_spell *spell, const context *c, lt_doubt *doubt, lt_slip *slip)
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

static void try_asked(const lt_spell *spell, const context *c, lt_doubt *doubt, const asked *a)
{
    lt_slip slip = {.id = a->to.id, .kind = (uint8_t)a->to.kind};
    weigh(spell->model, c, a, &slip);
    if (slip.total <= doubt->written.total + doubt->slack)
        propose(spell, c, doubt, &slip);
}

/* The word itself, its tone mark put right: what it costs so, the text costs more. */
static void try_same(const lt_spell *spell, const context *c, lt_doubt *doubt)
{
    lt_slip slip = doubt->written;
    slip.kind = LT_CONFUSION_TONE_PLACE;
    doubt->written.costs[0] += (int)(10 * LT_LOG_SCALE);
    doubt->written.total += (int)(10 * LT_LOG_SCALE);
    propose(spell, c, doubt, &slip);
}

static void try_pair(const lt_spell *spell, const context *c, lt_doubt *doubt, uint16_t first,
                     uint16_t second)
{
    lt_slip slip = {.id = first, .second = second, .kind = LT_CONFUSION_JOINED};
    weigh_pair(spell->model, c, &slip);
    propose(spell, c, doubt, &slip);
}

/* Most confusions of a word that are looked at; the longest list of a syllable has fewer. */
#define CONFUSIONS 256

/* Weighs what a word may be a slip of. */
static void try_list(const lt_spell *spell, const context *c, lt_doubt *doubt,
                     const lt_confusion *confusions, uint32_t count)
{
    asked list[CONFUSIONS];
    int most = doubt->written.total + doubt->slack;
    uint32_t known = 0, possible = 0, kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        list[known].to = confusions[i];
        known += confusions[i].id >= LT_ID_FIRST && confusions[i].id < spell->model->ids &&
                 confusions[i].kind < LT_CONFUSION_COUNT;
    }
    for (uint32_t i = 0; i < known; i++)
        look_up(spell->model, c, &list[i]);
    for (uint32_t i = 0; i < known; i++)
        if (ask_bigrams(spell->model, c, &list[i], most))
            list[possible++] = list[i];
    for (uint32_t i = 0; i < possible; i++)
        if (ask_trigrams(spell->model, c, &list[i], most))
            list[kept++] = list[i];
    for (uint32_t i = 0; i < kept; i++)
        try_asked(spell, c, doubt, &list[i]);
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
    for (uint32_t start = 0; start < spell->spelling_count; start += LT_MASK_BLOCK) {
        uint64_t near = lt_spelling_near(mask, spell->masks + start);
        for (; near && count < CONFUSIONS; near &= near - 1) {
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

/* A syllable that its neighbours make likely needs no candidates; of the others, one that the gate
 * lets off needs none either. */
static bool is_usual(const lt_spell *spell, const context *c, const lt_slip *written)
{
    int terms = c->after ? 3 : 2;
    if (written->total < terms * (int)(5 * LT_LOG_SCALE))
        return true;
    if (!spell->gate)
        return false;
    float features[LT_GATE_FEATURES];
    lt_speller_gate_features(spell, c->index, written, features);
    return lt_gate_run(spell->gate, features) < spell->gate->least[spell->options.level];
}

static bool collect(lt_spell *spell, const char *text, size_t index, int slack, lt_doubt *doubt)
{
    const lt_speller_token *self = &spell->tokens[index];
    doubt->count = 0;
    doubt->slack = slack;
    doubt->is_word = false;
    doubt->looked_for = false;
    doubt->known = (lt_known_word){0, 0};
    if (self->personal || self->english)
        return false;
    if (self->token.kind == LT_TOKEN_WORD)
        return doubt_word(spell, text, index, doubt);
    if (self->token.kind != LT_TOKEN_SYLLABLE)
        return false;
    context c = context_of(spell, index);
    take_written(spell, index, &c, &doubt->written);
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
