/* What is told of a word: place, kind, suggestions. */
#include "spell/session.h"

#include <stdlib.h>
#include <string.h>

const char *lt_spell_code_name(lt_spell_code code)
{
    static const char *const names[LT_SPELL_CODE_COUNT] = {"syllable", "word", "typing",
                                                           "english",  "name", "lookalike"};
    return (unsigned)code < LT_SPELL_CODE_COUNT ? names[code] : "unknown";
}

static const char *const reasons[LT_CONFUSION_COUNT] = {
    [LT_CONFUSION_NONE] = "unknown",
    [LT_CONFUSION_HOI_NGA] = "hoi-nga",
    [LT_CONFUSION_TONE_MISSING] = "tone-missing",
    [LT_CONFUSION_TONE_EXTRA] = "tone-extra",
    [LT_CONFUSION_TONE_OTHER] = "tone",
    [LT_CONFUSION_MARK_MISSING] = "mark-missing",
    [LT_CONFUSION_MARK_EXTRA] = "mark-extra",
    [LT_CONFUSION_MARK_OTHER] = "mark",
    [LT_CONFUSION_ALL_MISSING] = "marks-missing",
    [LT_CONFUSION_MARK_AND_TONE] = "mark-and-tone",
    [LT_CONFUSION_S_X] = "s-x",
    [LT_CONFUSION_CH_TR] = "ch-tr",
    [LT_CONFUSION_D_GI_R] = "d-gi-r",
    [LT_CONFUSION_L_N] = "l-n",
    [LT_CONFUSION_ONSET_SPELLING] = "onset-spelling",
    [LT_CONFUSION_I_Y] = "i-y",
    [LT_CONFUSION_CODA] = "coda",
    [LT_CONFUSION_VOWEL] = "vowel",
    [LT_CONFUSION_KEY] = "neighbouring-key",
    [LT_CONFUSION_REPLACED] = "letter-replaced",
    [LT_CONFUSION_INSERTED] = "letter-inserted",
    [LT_CONFUSION_DOUBLED] = "letter-doubled",
    [LT_CONFUSION_DROPPED] = "letter-dropped",
    [LT_CONFUSION_SWAPPED] = "letters-swapped",
    [LT_CONFUSION_TONE_PLACE] = "tone-place",
    [LT_CONFUSION_TWO_TONES] = "two-tones",
    [LT_CONFUSION_TYPING] = "typing-keys",
    [LT_CONFUSION_JOINED] = "joined",
    [LT_CONFUSION_SPLIT] = "split",
};

static lt_status add_string(lt_spell_findings *findings, const char *text, size_t length,
                            size_t *offset)
{
    size_t wanted = findings->string_length + length + 1;
    if (wanted > findings->string_capacity) {
        size_t capacity = wanted * 2 + 256;
        char *strings = realloc(findings->strings, capacity);
        if (!strings)
            return LT_NO_MEMORY;
        findings->strings = strings;
        findings->string_capacity = capacity;
    }
    *offset = findings->string_length;
    memcpy(findings->strings + *offset, text, length);
    findings->strings[*offset + length] = '\0';
    findings->string_length = wanted;
    return LT_OK;
}

static lt_tone_style style_of(const lt_token *token)
{
    return token->kind == LT_TOKEN_SYLLABLE && token->place == LT_TONE_PLACE_NEW
               ? LT_TONE_STYLE_NEW
               : LT_TONE_STYLE_OLD;
}

static uint8_t case_of(const lt_token *token)
{
    return token->all_capital && !token->one_letter ? LT_UPPER_ALL
           : token->capital                         ? LT_UPPER_FIRST
                                                    : LT_UPPER_NONE;
}

/* The suggestion in the tone style of what was written, its first letter or all of them capital. */
static size_t render(const lt_spell *spell, const lt_token *token, const lt_slip *slip,
                     uint8_t upper, char *out)
{
    lt_tone_style style = style_of(token);
    size_t length =
        lt_syllable_render(spell->model->unigrams[slip->id].syllable, style, upper, out);
    if (slip->second) {
        out[length++] = ' ';
        length +=
            lt_syllable_render(spell->model->unigrams[slip->second].syllable, style,
                               upper == LT_UPPER_ALL ? LT_UPPER_ALL : LT_UPPER_NONE, out + length);
    }
    return length;
}

static lt_status suggest(const lt_spell *spell, const lt_token *token, const lt_slip *slip,
                         uint8_t upper, lt_spell_findings *findings, lt_spell_finding *finding)
{
    char text[2 * LT_SYLLABLE_SIZE + 2];
    size_t length = render(spell, token, slip, upper, text);
    for (unsigned k = 0; k < finding->suggestion_count; k++)
        if (strcmp(findings->strings + finding->suggestions[k], text) == 0)
            return LT_OK;
    if (length == 0)
        return LT_OK;
    return add_string(findings, text, length, &finding->suggestions[finding->suggestion_count++]);
}

/* In the letter case of the text. A capital may be part of the slip, at the start of a line too (a
 * sentence broken by mistake): the best one is suggested in small letters in the last place. */
static lt_status add_suggestions(const lt_spell *spell, size_t index, const lt_doubt *doubt,
                                 lt_spell_findings *findings, lt_spell_finding *finding)
{
    const lt_token *token = &spell->tokens[index].token;
    uint8_t upper = case_of(token);
    unsigned most = spell->options.max_suggestions;
    bool small = upper == LT_UPPER_FIRST && most > 1 && doubt->count > 0;
    lt_status status = LT_OK;
    for (unsigned i = 0;
         status == LT_OK && i < doubt->count && finding->suggestion_count < most - small; i++)
        status = suggest(spell, token, &doubt->slips[i], upper, findings, finding);
    if (status == LT_OK && small)
        status = suggest(spell, token, &doubt->slips[0], LT_UPPER_NONE, findings, finding);
    return status;
}

static lt_spell_code code_of(const lt_doubt *doubt)
{
    switch (doubt->slips[0].kind) {
    case LT_CONFUSION_TYPING:
        return LT_SPELL_TYPING;
    case LT_CONFUSION_TONE_PLACE:
        return LT_SPELL_SYLLABLE;
    default:
        return doubt->is_word ? LT_SPELL_SYLLABLE : LT_SPELL_WORD;
    }
}

static lt_spell_finding *new_finding(lt_spell_findings *findings)
{
    if (findings->count == findings->capacity) {
        size_t capacity = findings->capacity ? findings->capacity * 2 : 16;
        lt_spell_finding *items = realloc(findings->items, capacity * sizeof *items);
        if (!items)
            return NULL;
        findings->items = items;
        findings->capacity = capacity;
    }
    lt_spell_finding *finding = &findings->items[findings->count];
    memset(finding, 0, sizeof *finding);
    return finding;
}

lt_status lt_speller_add(const lt_spell *spell, size_t index, const lt_doubt *doubt,
                         double confidence, lt_spell_findings *findings)
{
    const lt_token *token = &spell->tokens[index].token;
    lt_spell_finding *finding = new_finding(findings);
    if (!finding)
        return LT_NO_MEMORY;
    finding->start = token->start;
    finding->length = token->length;
    finding->code = code_of(doubt);
    finding->reason = reasons[doubt->slips[0].kind];
    finding->confidence = confidence;
    lt_status status = add_suggestions(spell, index, doubt, findings, finding);
    if (status == LT_OK)
        findings->count++;
    return status;
}

/* What should stand in the place of the wrong words of a phrase, in their letter case. */
static size_t render_phrase(const lt_spell *spell, size_t index, const lt_confused *phrase,
                            char *out)
{
    size_t length = 0;
    for (unsigned i = phrase->first; i <= phrase->last; i++) {
        const lt_token *token = &spell->tokens[index + i - phrase->first].token;
        if (i > phrase->first)
            out[length++] = ' ';
        length +=
            lt_syllable_render(phrase->right[i], style_of(token), case_of(token), out + length);
    }
    return length;
}

lt_status lt_speller_add_confused(const lt_spell *spell, size_t index, lt_spell_findings *findings)
{
    const lt_confused *phrase = &spell->habits.phrases[spell->tokens[index].confused - 1];
    const lt_token *from = &spell->tokens[index].token;
    const lt_token *to = &spell->tokens[index + phrase->last - phrase->first].token;
    char meant[LT_CONFUSED_SYLLABLES * (LT_SYLLABLE_SIZE + 1)];
    lt_spell_finding *finding = new_finding(findings);
    if (!finding)
        return LT_NO_MEMORY;
    finding->start = from->start;
    finding->length = to->start + to->length - from->start;
    finding->code = LT_SPELL_WORD;
    finding->reason = "confused";
    finding->confidence = LT_CONFUSED_CONFIDENCE;
    lt_status status = LT_OK;
    if (spell->options.max_suggestions > 0)
        status = add_string(findings, meant, render_phrase(spell, index, phrase, meant),
                            &finding->suggestions[finding->suggestion_count++]);
    findings->count += status == LT_OK;
    return status;
}

typedef struct suggesting {
    const lt_spell *spell;
    unsigned count;
    int keys[LT_SPELL_SUGGESTIONS];
    char words[LT_SPELL_SUGGESTIONS][LT_TOKEN_MAXIMUM];
} suggesting;

/* Hunspell's order, put right by how usual the words are: a place is worth a factor of four. */
#define PLACE_COST 16 /* LT_COUNT_SCALE × ln 4 */

static bool take_suggestion(void *context, const char *suggestion)
{
    suggesting *s = context;
    size_t length = strlen(suggestion);
    if (length >= LT_TOKEN_MAXIMUM)
        return true;
    int key =
        lt_model_word(s->spell->model, suggestion, length).frequency - PLACE_COST * (int)s->count;
    unsigned at = s->count++;
    for (; at > 0 && s->keys[at - 1] < key; at--) {
        s->keys[at] = s->keys[at - 1];
        memcpy(s->words[at], s->words[at - 1], LT_TOKEN_MAXIMUM);
    }
    s->keys[at] = key;
    memcpy(s->words[at], suggestion, length + 1);
    return s->count < LT_SPELL_SUGGESTIONS;
}

/* Asks Hunspell for suggestions, which is slow: once for a word, and for so many words. */
static lt_status suggest_english(lt_spell *spell, const char *word, size_t length,
                                 lt_spell_findings *findings, lt_spell_finding *finding)
{
    const uint32_t *told = lt_map_find(&spell->english_told, word, length);
    if (told) {
        const lt_spell_finding *before = &findings->items[*told];
        memcpy(finding->suggestions, before->suggestions, sizeof finding->suggestions);
        finding->suggestion_count = before->suggestion_count;
        return LT_OK;
    }
    if (spell->english_told.count >= LT_SPELL_ENGLISH_SUGGESTED)
        return LT_OK;
    suggesting context = {.spell = spell, .count = 0};
    lt_english_suggest(spell->english, word, length, take_suggestion, &context);
    lt_status status = lt_map_set(&spell->english_told, word, length, (uint32_t)findings->count);
    for (unsigned i = 0; status == LT_OK && i < context.count && i < spell->options.max_suggestions;
         i++)
        status = add_string(findings, context.words[i], strlen(context.words[i]),
                            &finding->suggestions[finding->suggestion_count++]);
    return status;
}

lt_status lt_speller_add_english(lt_spell *spell, const char *text, size_t index,
                                 lt_spell_findings *findings)
{
    const lt_token *token = &spell->tokens[index].token;
    lt_spell_finding *finding = new_finding(findings);
    if (!finding)
        return LT_NO_MEMORY;
    finding->start = token->start;
    finding->length = token->length;
    finding->code = LT_SPELL_ENGLISH;
    finding->reason = "english";
    finding->confidence = LT_ENGLISH_CONFIDENCE;
    lt_status status = LT_OK;
    if (spell->options.max_suggestions > 0)
        status = suggest_english(spell, text + token->start, token->length, findings, finding);
    findings->count += status == LT_OK;
    return status;
}

/* `meant` is in the letter case of the text; as above, a capital may be wrong. */
lt_status lt_speller_add_name(const lt_spell *spell, size_t index, const char *meant,
                              double confidence, lt_spell_findings *findings)
{
    const lt_token *token = &spell->tokens[index].token;
    lt_spell_finding *finding = new_finding(findings);
    if (!finding)
        return LT_NO_MEMORY;
    finding->start = token->start;
    finding->length = token->length;
    finding->code = LT_SPELL_NAME;
    finding->reason = "name";
    finding->confidence = confidence;
    size_t length = strlen(meant), *offset = finding->suggestions;
    lt_status status = LT_OK;
    if (spell->options.max_suggestions > 0)
        status = add_string(findings, meant, length, &offset[finding->suggestion_count++]);
    if (status == LT_OK && token->capital && spell->options.max_suggestions > 1) {
        status = add_string(findings, meant, length, &offset[finding->suggestion_count++]);
        if (status == LT_OK)
            findings->strings[offset[1]] |= 0x20;
    }
    findings->count += status == LT_OK;
    return status;
}

const char *lt_spell_suggestion(const lt_spell_findings *findings, size_t index, unsigned which)
{
    if (index >= findings->count || which >= findings->items[index].suggestion_count)
        return "";
    return findings->strings + findings->items[index].suggestions[which];
}

void lt_spell_findings_dispose(lt_spell_findings *findings)
{
    if (!findings)
        return;
    free(findings->items);
    free(findings->strings);
    *findings = (lt_spell_findings)LT_SPELL_FINDINGS_INIT;
}
