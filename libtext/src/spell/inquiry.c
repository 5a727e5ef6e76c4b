#include "spell/inquiry.h"

lt_context lt_context_of(const lt_spell *spell, size_t index)
{
    lt_context c = {.index = index,
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

/* What the hypothesis costs at least, by what is known of its pairs. A trigram that may be there
 * may cost nothing. */
static int least_cost(const lt_model *model, const lt_context *c, const lt_asked *a)
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

void lt_inquiry_list(const lt_model *model, lt_inquiry *inquiry, const lt_confusion *confusions,
                     uint32_t count)
{
    const lt_context *c = &inquiry->context;
    uint32_t kept = 0;
    count = count < LT_CONFUSIONS ? count : LT_CONFUSIONS;
    for (uint32_t i = 0; i < count; i++) {
        lt_confusion to = confusions[i];
        lt_asked *a = &inquiry->list[kept];
        a->to = to;
        a->first = lt_bigram_key(c->before, to.id);
        a->last = lt_bigram_key(to.id, c->after);
        lt_model_ask_known(model, a->first);
        lt_model_ask_known(model, a->last);
        kept += (to.id >= LT_ID_FIRST) & (to.id < model->ids) & (to.kind < LT_CONFUSION_COUNT);
    }
    inquiry->count = kept;
}

/* Keeps the words that may have been seen beside a neighbour. No branch: few are. */
static uint32_t look_up(const lt_model *model, lt_inquiry *inquiry)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < inquiry->count; i++) {
        lt_asked a = inquiry->list[i];
        int before = lt_model_may_know(model, a.first), after = lt_model_may_know(model, a.last);
        a.before = (lt_bigram){(int16_t)(before - 1), 0};
        a.after = (lt_bigram){(int16_t)(after - 1), 0};
        inquiry->list[kept] = a;
        kept += (unsigned)(before | after);
    }
    return kept;
}

/* Is the word known beside a neighbour, and may it cost little enough? */
static bool is_possible(const lt_model *model, const lt_inquiry *inquiry, const lt_asked *a)
{
    return (a->before.cost & a->after.cost) >= 0 &&
           least_cost(model, &inquiry->context, a) <= inquiry->most;
}

void lt_inquiry_ask(const lt_model *model, lt_inquiry *inquiry)
{
    uint32_t found = look_up(model, inquiry);
    inquiry->count = 0;
    for (uint32_t i = 0; i < found; i++) {
        const lt_asked *a = &inquiry->list[i];
        if (!is_possible(model, inquiry, a))
            continue;
        if (a->before.cost >= 0)
            lt_model_ask_bigram(model, a->first);
        if (a->after.cost >= 0)
            lt_model_ask_bigram(model, a->last);
        inquiry->list[inquiry->count++] = *a;
    }
}

/* Asks for the trigrams whose both bigrams are known. */
static void ask_trigrams(const lt_model *model, const lt_context *c, lt_asked *a)
{
    uint16_t id = a->to.id;
    if (a->before.cost >= 0 && c->left.cost >= 0)
        a->first = lt_model_ask_trigram(model, c->before2, c->before, id);
    if (a->before.cost >= 0 && a->after.cost >= 0)
        a->middle = lt_model_ask_trigram(model, c->before, id, c->after);
    if (a->after.cost >= 0 && c->right.cost >= 0)
        a->last = lt_model_ask_trigram(model, id, c->after, c->after2);
}

void lt_inquiry_pairs(const lt_model *model, lt_inquiry *inquiry)
{
    uint32_t found = inquiry->count;
    inquiry->count = 0;
    for (uint32_t i = 0; i < found; i++) {
        lt_asked *a = &inquiry->list[i];
        if (a->before.cost >= 0)
            a->before = lt_model_bigram(model, a->first);
        if (a->after.cost >= 0)
            a->after = lt_model_bigram(model, a->last);
        if (!is_possible(model, inquiry, a))
            continue;
        ask_trigrams(model, &inquiry->context, a);
        inquiry->list[inquiry->count++] = *a;
    }
}

lt_slip lt_inquiry_weigh(const lt_model *model, const lt_inquiry *inquiry, uint32_t which)
{
    const lt_context *c = &inquiry->context;
    const lt_asked *a = &inquiry->list[which];
    int orders[3] = {0, 0, 3};
    uint16_t id = a->to.id;
    lt_slip slip = {.id = id, .kind = (uint8_t)a->to.kind};
    slip.costs[0] = lt_model_join(model, c->left, a->before, a->first, c->before, id, &orders[0]);
    slip.costs[1] = lt_model_join(model, a->before, a->after, a->middle, id, c->after, &orders[1]);
    slip.costs[2] = c->after ? lt_model_join(model, a->after, c->right, a->last, c->after,
                                             c->after2, &orders[2])
                             : 0;
    slip.orders = (uint8_t)(orders[0] + orders[1] + orders[2]);
    slip.total = slip.costs[0] + slip.costs[1] + slip.costs[2];
    return slip;
}

void lt_context_written(const lt_spell *spell, const lt_context *c, lt_slip *slip)
{
    size_t index = c->index;
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

void lt_context_weigh_pair(const lt_model *model, const lt_context *c, lt_slip *slip)
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
