/*
 * A word or two without a sentence: what ispell's clients send when a word is typed or asked for.
 * There is no context to doubt a word by, and none to excuse it: what is a word of neither language
 * is told, as any dictionary would.
 */
#include "spell/session.h"

/* Shorter ones are mostly abbreviations and symbols. */
#define SHORTEST 3

static bool is_unknown(lt_spell *spell, const char *text, size_t index)
{
    const lt_speller_token *self = &spell->tokens[index];
    const lt_token *token = &self->token;
    const char *word = text + token->start;
    if (token->kind != LT_TOKEN_WORD || self->personal || token->length < SHORTEST)
        return false;
    /* Names and abbreviations; a digit is a key where marks should be, or part of a name. */
    if (token->all_capital || (token->ascii && token->capital))
        return false;
    if (lt_model_word(spell->model, word, token->length).frequency > 0)
        return false;
    struct lt_english *english = token->ascii ? lt_speller_open_english(spell) : NULL;
    return !english || !lt_english_knows(english, word, token->length);
}

lt_status lt_speller_alone(lt_spell *spell, const char *text, size_t index, double least,
                           lt_spell_findings *findings)
{
    lt_doubt doubt = {.is_word = true};
    const lt_token *token = &spell->tokens[index].token;
    if (!spell->few || LT_ALONE_CONFIDENCE < least || !is_unknown(spell, text, index))
        return LT_OK;
    lt_speller_widen(spell, text, index, &doubt);
    bool typed = doubt.count > 0 && doubt.slips[0].kind == LT_CONFUSION_TYPING;
    if (token->has_digit && !typed)
        return LT_OK;
    if (token->ascii && !typed && spell->english)
        return lt_speller_add_english(spell, text, index, findings);
    return lt_speller_add(spell, index, &doubt, LT_ALONE_CONFIDENCE, findings);
}
