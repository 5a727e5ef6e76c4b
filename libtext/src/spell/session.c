#include "spell/session.h"

#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

const char *lt_spell_code_name(lt_spell_code code)
{
    static const char *const names[LT_SPELL_CODE_COUNT] = {"syllable", "word", "typing",
                                                           "english",  "name", "lookalike"};
    return (unsigned)code < LT_SPELL_CODE_COUNT ? names[code] : "unknown";
}

static lt_status no_memory(lt_error *error)
{
    return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
}

static bool copy_paths(lt_spell *spell)
{
    const lt_spell_options *o = &spell->options;
    if (!o->english_aff || !o->english_dic)
        return true;
    spell->english_aff = strdup(o->english_aff);
    spell->english_dic = strdup(o->english_dic);
    return spell->english_aff && spell->english_dic;
}

/* Syllables have the ids before all other words. */
static bool make_spellings(lt_spell *spell)
{
    const lt_model *model = spell->model;
    uint32_t count = 0;
    while (LT_ID_FIRST + count < model->ids && model->unigrams[LT_ID_FIRST + count].syllable)
        count++;
    spell->spellings = calloc(count ? count : 1, sizeof *spell->spellings);
    spell->masks = calloc(count ? count : 1, sizeof *spell->masks);
    if (!spell->spellings || !spell->masks)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        lt_spelling_of_syllable(model->unigrams[LT_ID_FIRST + i].syllable, &spell->spellings[i]);
        spell->masks[i] = lt_spelling_mask(&spell->spellings[i]);
    }
    spell->spelling_count = count;
    return true;
}

lt_status lt_spell_new(const lt_model *model, const lt_spell_options *options, lt_spell **spell,
                       lt_error *error)
{
    static const lt_spell_options defaults = LT_SPELL_OPTIONS_INIT;
    const lt_spell_options *o = options ? options : &defaults;
    if ((unsigned)o->level > LT_SPELL_QUIET || o->without >> 4 ||
        o->max_suggestions > LT_SPELL_SUGGESTIONS || !(o->min_confidence >= 0) ||
        o->min_confidence > 1)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "unknown spelling option");
    lt_spell *made = calloc(1, sizeof *made);
    if (!made)
        return no_memory(error);
    made->model = model;
    made->options = *o;
    made->document = calloc(65536, sizeof *made->document);
    if (!made->document || !copy_paths(made) || !make_spellings(made)) {
        lt_spell_free(made);
        return no_memory(error);
    }
    *spell = made;
    return LT_OK;
}

void lt_spell_free(lt_spell *spell)
{
    if (!spell)
        return;
    lt_english_free(spell->english);
    free(spell->english_aff);
    free(spell->english_dic);
    free(spell->spellings);
    free(spell->masks);
    free(spell->tokens);
    free(spell->document);
    lt_map_dispose(&spell->personal);
    lt_map_dispose(&spell->words);
    free(spell);
}

/* --- the user's own words --- */

/* Key of `count` tokens: their texts in a row, a space between, as written or in small letters. */
static size_t personal_key(const char *text, const lt_speller_token *tokens, unsigned count,
                           bool small, char *key, size_t room)
{
    size_t length = 0;
    for (unsigned i = 0; i < count; i++) {
        const lt_token *token = &tokens[i].token;
        if (length + 4 * token->length + 2 > room)
            return 0;
        if (i > 0)
            key[length++] = ' ';
        for (size_t at = 0; at < token->length;) {
            lt_letter letter;
            const char *from = text + token->start + at;
            size_t size = lt_letter_read(from, token->length - at, &letter), put = 0;
            if (small)
                letter.upper = false;
            if (size > 0 && letter.base < LT_LETTER_OTHER && !letter.two_tones)
                put = lt_letter_write(letter, key + length);
            if (put == 0) {
                size = size ? size : 1;
                memcpy(key + length, from, size);
                if (small && size == 1 && *from >= 'A' && *from <= 'Z')
                    key[length] = (char)(*from | 0x20);
                put = size;
            }
            length += put;
            at += size;
        }
    }
    return length;
}

#define PERSONAL_WORDS 8
#define PERSONAL_KEY   2048

lt_status lt_spell_add_word(lt_spell *spell, const char *word, size_t length, lt_error *error)
{
    char key[PERSONAL_KEY];
    lt_speller_token tokens[PERSONAL_WORDS];
    unsigned count = 0;
    lt_status status = lt_utf8_validate(word, length, error);
    if (status != LT_OK)
        return status;
    for (size_t at = 0; count < PERSONAL_WORDS; count++) {
        at = lt_token_next(word, length, at, &tokens[count].token);
        if (tokens[count].token.kind == LT_TOKEN_END)
            break;
    }
    size_t size = personal_key(word, tokens, count, false, key, sizeof key);
    if (size == 0 || count == PERSONAL_WORDS)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "not a word or short phrase");
    if (lt_map_set(&spell->personal, key, size, 1) != LT_OK)
        return no_memory(error);
    if (spell->personal_words < count)
        spell->personal_words = count;
    return LT_OK;
}

static void mark_personal(lt_spell *spell, const char *text)
{
    char key[PERSONAL_KEY];
    for (size_t i = 0; i < spell->token_count && spell->personal_words > 0; i++)
        for (unsigned n = 1; n <= spell->personal_words && i + n <= spell->token_count; n++)
            for (int small = 0; small < 2; small++) {
                size_t size = personal_key(text, &spell->tokens[i], n, small != 0, key, sizeof key);
                if (size && lt_map_find(&spell->personal, key, size))
                    for (unsigned k = 0; k < n; k++)
                        spell->tokens[i + k].personal = true;
            }
}

/* --- checking --- */

static const double thresholds[] = {
    [LT_SPELL_STRICT] = 0.022, [LT_SPELL_NORMAL] = 0.33, [LT_SPELL_QUIET] = 0.66};

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

/* The suggestion in the letter case and tone style of what was written. */
static size_t render(const lt_spell *spell, const lt_token *token, const lt_slip *slip, char *out)
{
    uint8_t upper = token->all_capital && token->length > 1 ? LT_UPPER_ALL
                    : token->capital                        ? LT_UPPER_FIRST
                                                            : LT_UPPER_NONE;
    lt_tone_style style =
        token->kind == LT_TOKEN_SYLLABLE && token->shape.place == LT_TONE_PLACE_NEW
            ? LT_TONE_STYLE_NEW
            : LT_TONE_STYLE_OLD;
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

static lt_status add_suggestions(const lt_spell *spell, const lt_token *token,
                                 const lt_doubt *doubt, lt_spell_findings *findings,
                                 lt_spell_finding *finding)
{
    char text[2 * LT_SYLLABLE_SIZE + 2];
    for (unsigned i = 0;
         i < doubt->count && finding->suggestion_count < spell->options.max_suggestions; i++) {
        size_t length = render(spell, token, &doubt->slips[i], text), offset;
        bool seen = false;
        for (unsigned k = 0; k < finding->suggestion_count; k++)
            seen = seen || strcmp(findings->strings + finding->suggestions[k], text) == 0;
        if (seen || length == 0)
            continue;
        if (add_string(findings, text, length, &offset) != LT_OK)
            return LT_NO_MEMORY;
        finding->suggestions[finding->suggestion_count++] = offset;
    }
    return LT_OK;
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

static lt_status add_finding(const lt_spell *spell, const lt_token *token, const lt_doubt *doubt,
                             double confidence, lt_spell_findings *findings)
{
    lt_spell_finding *finding = new_finding(findings);
    if (!finding)
        return LT_NO_MEMORY;
    finding->start = token->start;
    finding->length = token->length;
    finding->code = code_of(doubt);
    finding->reason = reasons[doubt->slips[0].kind];
    finding->confidence = confidence;
    lt_status status = add_suggestions(spell, token, doubt, findings, finding);
    if (status == LT_OK)
        findings->count++;
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

/* How sure an unknown English word is a slip; of what our drafts hold nine in ten are. */
#define ENGLISH_CONFIDENCE 0.85

static lt_status add_english(lt_spell *spell, const char *text, size_t index,
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
    finding->confidence = ENGLISH_CONFIDENCE;
    suggesting context = {.spell = spell, .count = 0};
    lt_english_suggest(spell->english, text + token->start, token->length, take_suggestion,
                       &context);
    lt_status status = LT_OK;
    for (unsigned i = 0; i < context.count && i < spell->options.max_suggestions; i++) {
        size_t offset;
        status = add_string(findings, context.words[i], strlen(context.words[i]), &offset);
        if (status != LT_OK)
            return status;
        finding->suggestions[finding->suggestion_count++] = offset;
    }
    findings->count++;
    return status;
}

static lt_status check_tokens(lt_spell *spell, const char *text, lt_spell_findings *findings)
{
    double least = thresholds[spell->options.level];
    if (least < spell->options.min_confidence)
        least = spell->options.min_confidence;
    lt_doubt doubt;
    float features[LT_FEATURES];
    for (size_t i = 0; i < spell->token_count; i++) {
        if (spell->tokens[i].english && ENGLISH_CONFIDENCE >= least &&
            lt_speller_english(spell, text, i)) {
            lt_status status = add_english(spell, text, i, findings);
            if (status != LT_OK)
                return status;
        }
        if (!lt_speller_doubt(spell, text, i, &doubt))
            continue;
        lt_speller_features(spell, text, i, &doubt, features);
        double probability = lt_speller_probability(features);
        if (probability < least)
            continue;
        lt_status status =
            add_finding(spell, &spell->tokens[i].token, &doubt, probability, findings);
        if (status != LT_OK)
            return status;
    }
    return LT_OK;
}

lt_status lt_spell_check(lt_spell *spell, const char *text, size_t length,
                         lt_spell_findings *findings, lt_error *error)
{
    findings->count = 0;
    findings->string_length = 0;
    if (length > LT_SPELL_TEXT_MAXIMUM)
        return lt_error_set(error, LT_TOO_LONG, 0, "text of more than %zu bytes",
                            LT_SPELL_TEXT_MAXIMUM);
    lt_status status = lt_utf8_validate(text, length, error);
    if (status != LT_OK)
        return status;
    status = lt_speller_read(spell, text, length);
    if (status == LT_OK) {
        lt_speller_weigh(spell);
        lt_speller_languages(spell, text);
        mark_personal(spell, text);
        status = check_tokens(spell, text, findings);
    }
    if (status != LT_OK) {
        findings->count = 0;
        return no_memory(error);
    }
    return LT_OK;
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
