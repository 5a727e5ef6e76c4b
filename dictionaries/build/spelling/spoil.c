#include "spoil.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "slip.h"

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

/* Usual words are mistaken less often for each time that they are written: by this power of their
 * count, above e^MEANT_FREE. */
#define MEANT_POWER 0.3F
#define MEANT_FREE  8.0F

/* Some slips are habits: of 623 mistakes that people made in 52 articles, 110 stand there more than
 * once. Nobody has a habit of mistaking the most usual words (above e^HABIT_USUAL). */
#define HABITS       32  /* in one document */
#define HABIT_SHARE  0.3 /* of the slips */
#define HABIT_AGAIN  0.7 /* when the word comes again */
#define HABIT_USUAL  10.5F
#define HABIT_LENGTH 32 /* bytes */

typedef struct habit {
    uint16_t meant;
    size_t length;
    char written[HABIT_LENGTH];
} habit;

typedef struct spoiling {
    slip_maker maker;
    const lt_buffer *clean;
    lt_buffer *out, word;
    slip_list *slips;
    size_t done;            /* bytes of `clean` that are in `out` */
    bool due;               /* a slip of `kind` waits for a word that it can befall */
    lt_confusion_type kind; /* drawn once, so that rare kinds get their share */
    habit habits[HABITS];
    unsigned habit_count;
} spoiling;

static void write_slip(spoiling *s, const lt_token *token, size_t end, const char *written,
                       size_t length, slip made)
{
    lt_buffer_append(s->out, s->clean->data + s->done, token->start - s->done);
    made.start = s->out->length;
    s->slips->items[s->slips->count++] = made;
    lt_buffer_append(s->out, written, length);
    s->done = end;
}

static bool write_habit(spoiling *s, const lt_token *token, size_t end)
{
    uint16_t id = s->maker.model->syllables[token->syllable];
    for (unsigned i = 0; i < s->habit_count && !token->capital; i++)
        if (s->habits[i].meant == id && uniform() < HABIT_AGAIN) {
            write_slip(s, token, end, s->habits[i].written, s->habits[i].length, (slip){0, id, 0});
            return true;
        }
    return false;
}

static void take_habit(spoiling *s, const lt_token *token)
{
    uint16_t id = s->maker.model->syllables[token->syllable];
    if (s->habit_count == HABITS || token->capital || s->word.length > HABIT_LENGTH ||
        id < LT_ID_FIRST || log_count(s->maker.model, id) > HABIT_USUAL || uniform() >= HABIT_SHARE)
        return;
    habit *made = &s->habits[s->habit_count++];
    *made = (habit){.meant = id, .length = s->word.length};
    memcpy(made->written, s->word.data, s->word.length);
}

/* Two words without the space between them; where the second ends, 0 when there is none. */
static size_t join(spoiling *s, const lt_token *token, size_t end, lt_token *next)
{
    size_t after = lt_token_next(s->clean->data, s->clean->length, end, next);
    if (next->kind != LT_TOKEN_SYLLABLE || next->start != end + 1 || next->capital)
        return 0;
    lt_buffer_append(&s->word, s->clean->data + token->start, token->length);
    lt_buffer_append(&s->word, s->clean->data + next->start, next->length);
    return after;
}

static bool is_spared(const lt_model *model, uint16_t id)
{
    return id >= LT_ID_FIRST &&
           uniform() >= (double)expf(MEANT_POWER * (MEANT_FREE - log_count(model, id)));
}

/* Tries to make the slip that is due of this token; gives where to go on. */
static size_t try_slip(spoiling *s, const lt_token *token, size_t end)
{
    lt_token next;
    const char *written = s->clean->data + token->start;
    uint16_t id = s->maker.model->syllables[token->syllable], second = 0;
    if (s->maker.weighted && is_spared(s->maker.model, id))
        return end;
    lt_buffer_clear(&s->word);
    if (s->kind == LT_CONFUSION_JOINED) {
        size_t after = join(s, token, end, &next);
        if (after == 0)
            return end;
        end = after;
        second = s->maker.model->syllables[next.syllable];
    } else if (!make_slip(&s->maker, s->clean->data, token, s->kind, &s->word) ||
               (s->word.length == token->length &&
                memcmp(s->word.data, written, token->length) == 0)) {
        return end;
    } else {
        take_habit(s, token);
    }
    write_slip(s, token, end, s->word.data, s->word.length, (slip){0, id, second});
    s->due = false;
    return end;
}

void spoil(const lt_model *model, const inverse *inverse, const lt_buffer *clean, bool weighted,
           lt_buffer *out, slip_list *slips)
{
    lt_token token;
    spoiling s = {.maker = {model, inverse, weighted},
                  .clean = clean,
                  .out = out,
                  .word = LT_BUFFER_INIT,
                  .slips = slips};
    slips->count = 0;
    for (size_t at = 0;;) {
        at = lt_token_next(clean->data, clean->length, at, &token);
        if (token.kind == LT_TOKEN_END)
            break;
        if (token.kind != LT_TOKEN_SYLLABLE || slips->count >= MOST_SLIPS ||
            write_habit(&s, &token, at))
            continue;
        if (!s.due && uniform() * SLIP_RATE < 1) {
            s.due = true;
            s.kind = draw_kind();
        }
        if (s.due)
            at = try_slip(&s, &token, at);
    }
    lt_buffer_append(out, clean->data + s.done, clean->length - s.done);
    lt_buffer_dispose(&s.word);
}
