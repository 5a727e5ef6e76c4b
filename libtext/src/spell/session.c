#include "spell/inquiry.h"
#include "spell/score.h"

#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

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
    spell->english_forms = o->english_forms ? strdup(o->english_forms) : NULL;
    return spell->english_aff && spell->english_dic && (spell->english_forms || !o->english_forms);
}

/* Syllables have the ids before all other words. */
static bool make_spellings(lt_spell *spell)
{
    const lt_model *model = spell->model;
    uint32_t count = 0;
    while (LT_ID_FIRST + count < model->ids && model->unigrams[LT_ID_FIRST + count].syllable)
        count++;
    spell->spellings = calloc(count ? count : 1, sizeof *spell->spellings);
    /* Whole blocks; a mask of all bits is near none. */
    size_t masks = ((size_t)count / LT_MASK_BLOCK + 1) * LT_MASK_BLOCK;
    spell->masks = malloc(masks * sizeof *spell->masks);
    if (!spell->spellings || !spell->masks)
        return false;
    memset(spell->masks, 0xFF, masks * sizeof *spell->masks);
    for (uint32_t i = 0; i < count; i++) {
        lt_spelling_of_syllable(model->unigrams[LT_ID_FIRST + i].syllable, &spell->spellings[i]);
        spell->masks[i] = lt_spelling_mask(&spell->spellings[i]);
    }
    spell->spelling_count = count;
    return true;
}

/* Words whose candidates are looked up together: as many as memory has reads under way. */
#define TOGETHER 8

lt_status lt_spell_new(const lt_model *model, const lt_spell_options *options, lt_spell **spell,
                       lt_error *error)
{
    static const lt_spell_options defaults = LT_SPELL_OPTIONS_INIT;
    const lt_spell_options *o = options ? options : &defaults;
    *spell = NULL;
    if ((unsigned)o->level > LT_SPELL_QUIET || o->without >> 6 ||
        o->max_suggestions > LT_SPELL_SUGGESTIONS || !(o->min_confidence >= 0) ||
        o->min_confidence > 1)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "unknown spelling option");
    lt_spell *made = calloc(1, sizeof *made);
    if (!made)
        return no_memory(error);
    made->model = model;
    made->ranker = &lt_spell_ranker;
    made->gate = &lt_spell_gate;
    made->options = *o;
    made->document = calloc(65536, sizeof *made->document);
    made->last = calloc(65536, sizeof *made->last);
    made->pairs = calloc(LT_PAIRS, sizeof *made->pairs);
    made->cache = calloc(LT_WORD_CACHE, sizeof *made->cache);
    made->inquiries = calloc(TOGETHER, sizeof *made->inquiries);
    if (!made->document || !made->last || !made->pairs || !made->cache || !made->inquiries ||
        !copy_paths(made) || !make_spellings(made) ||
        lt_speller_habits_init(&made->habits) != LT_OK) {
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
    lt_speller_habits_dispose(&spell->habits);
    free(spell->english_aff);
    free(spell->english_dic);
    free(spell->english_forms);
    free(spell->spellings);
    free(spell->masks);
    free(spell->cache);
    free(spell->inquiries);
    free(spell->tokens);
    free(spell->document);
    free(spell->last);
    free(spell->pairs);
    lt_map_dispose(&spell->personal);
    lt_map_dispose(&spell->words);
    lt_map_dispose(&spell->english_told);
    lt_name_index_free(spell->names);
    lt_name_index_free(spell->names_here);
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
        if (length + (size_t)4 * token->length + 2 > room)
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

/* Least probability by kind of word, for each level. What has a capital inside a sentence is mostly
 * right, for all that the model knows of names, and so is the other of two spellings with i and y
 * that are both in use (lí, lý): the editor is told when it is surer. Foreign words one letter off
 * from a known one are nearly all slips, but a third of those that seem as likely as not are other
 * names. */
const double lt_spell_thresholds[] = {
    [LT_SPELL_STRICT] = 0.0135, [LT_SPELL_NORMAL] = 0.4, [LT_SPELL_QUIET] = 0.63};
static const double thresholds_of_capitals[] = {
    [LT_SPELL_STRICT] = 0.0135, [LT_SPELL_NORMAL] = 0.8, [LT_SPELL_QUIET] = 0.8};
static const double thresholds_of_variants[] = {
    [LT_SPELL_STRICT] = 0.0135, [LT_SPELL_NORMAL] = 0.7, [LT_SPELL_QUIET] = 0.7};
static const double thresholds_of_names[] = {
    [LT_SPELL_STRICT] = 0.0135, [LT_SPELL_NORMAL] = 0.55, [LT_SPELL_QUIET] = 0.63};

static double larger(double one, double other)
{
    return one > other ? one : other;
}

/* lí, kĩ, quí: the vowel i or y alone. */
static bool is_variant(const lt_speller_token *token, const lt_slip *slip)
{
    lt_nucleus nucleus = lt_syllable_nucleus(token->token.syllable);
    return slip->kind == LT_CONFUSION_I_Y && (nucleus == LT_NUCLEUS_I || nucleus == LT_NUCLEUS_Y);
}

static double least_of_syllable(const lt_spell *spell, size_t index, const lt_doubt *doubt,
                                double least)
{
    if (lt_speller_may_be_name(spell, index))
        least = larger(least, thresholds_of_capitals[spell->options.level]);
    return is_variant(&spell->tokens[index], &doubt->slips[0])
               ? larger(least, thresholds_of_variants[spell->options.level])
               : least;
}

/* An English word in a Vietnamese sentence. Asked last: English is opened at first need. */
static bool is_english_word(lt_spell *spell, const char *text, const lt_token *token)
{
    if (token->kind != LT_TOKEN_WORD || !token->ascii || token->has_digit)
        return false;
    struct lt_english *english = lt_speller_open_english(spell);
    return english && lt_english_knows(english, text + token->start, token->length);
}

/* A token that is not plainly right, and how far it has been looked at. */
typedef struct open_token {
    size_t index;
    lt_step step;
} open_token;

/* What is wrong with one token, if anything: at most one finding. */
static lt_status check_token(lt_spell *spell, const char *text, open_token token,
                             const lt_inquiry *inquiry, double least, lt_spell_findings *findings)
{
    lt_doubt doubt;
    char meant[LT_TOKEN_MAXIMUM];
    size_t index = token.index;
    const lt_speller_token *self = &spell->tokens[index];
    if (self->english)
        return LT_ENGLISH_CONFIDENCE >= least && lt_speller_english(spell, text, index)
                   ? lt_speller_add_english(spell, text, index, findings)
                   : LT_OK;
    if (self->confused)
        return LT_CONFUSED_CONFIDENCE >= least ? lt_speller_add_confused(spell, index, findings)
                                               : LT_OK;
    if (token.step == LT_STEP_LISTED ? lt_speller_answer(spell, inquiry, &doubt)
                                     : lt_speller_doubt(spell, text, index, &doubt)) {
        double enough = doubt.is_word ? least : least_of_syllable(spell, index, &doubt, least);
        double probability = lt_speller_probability(spell, text, index, &doubt, enough);
        if (probability >= enough) {
            if (is_english_word(spell, text, &self->token))
                return LT_OK;
            lt_speller_widen(spell, text, index, &doubt);
            return lt_speller_add(spell, index, &doubt, probability, findings);
        }
    }
    if (self->token.kind != LT_TOKEN_WORD)
        return LT_OK;
    double probability = lt_speller_name(spell, text, index, meant);
    /* In a text of a word or two the editor asks about that very word. */
    double enough = spell->few ? least : larger(least, thresholds_of_names[spell->options.level]);
    if (probability < enough)
        return lt_speller_alone(spell, text, index, least, findings);
    if (is_english_word(spell, text, &self->token))
        return LT_OK;
    return lt_speller_add_name(spell, index, meant, probability, findings);
}

/* Most tokens are signs, or syllables that their neighbours make likely. */
static bool is_plainly_right(const lt_spell *spell, size_t index)
{
    const lt_speller_token *self = &spell->tokens[index];
    if (self->token.kind != LT_TOKEN_SYLLABLE)
        return self->token.kind != LT_TOKEN_WORD;
    if (self->habit || self->confused || self->token.place == LT_TONE_PLACE_WRONG ||
        self->id == LT_ID_RARE || self->english || spell->token_count - index < 3)
        return false;
    int total = self[0].cost + self[1].cost;
    return self[1].id == LT_ID_START ? total < 2 * LT_LIKELY : total + self[2].cost < 3 * LT_LIKELY;
}

/* Tokens in a row that are not plainly right; inquiry i belongs to token i. */
static lt_status check_together(lt_spell *spell, const char *text, const open_token *tokens,
                                unsigned count, double least, lt_spell_findings *findings)
{
    lt_status status = LT_OK;
    for (unsigned i = 0; i < count; i++)
        if (tokens[i].step == LT_STEP_LISTED)
            lt_inquiry_ask(spell->model, &spell->inquiries[i]);
    for (unsigned i = 0; i < count; i++)
        if (tokens[i].step == LT_STEP_LISTED)
            lt_inquiry_pairs(spell->model, &spell->inquiries[i]);
    for (unsigned i = 0; i < count && status == LT_OK; i++)
        status = check_token(spell, text, tokens[i], &spell->inquiries[i], least, findings);
    return status;
}

static lt_status check_tokens(lt_spell *spell, const char *text, lt_spell_findings *findings)
{
    double least = lt_spell_thresholds[spell->options.level];
    open_token tokens[TOGETHER];
    unsigned count = 0;
    lt_status status = LT_OK;
    if (least < spell->options.min_confidence)
        least = spell->options.min_confidence;
    for (size_t i = 0; i < spell->token_count && status == LT_OK; i++) {
        if (is_plainly_right(spell, i))
            continue;
        tokens[count] = (open_token){i, lt_speller_list(spell, i, &spell->inquiries[count])};
        count += tokens[count].step != LT_STEP_NONE;
        if (spell->tokens[i].confused) { /* the words of a phrase are told in one */
            const lt_confused *phrase = &spell->habits.phrases[spell->tokens[i].confused - 1];
            i += phrase->last - phrase->first;
        }
        if (count == TOGETHER) {
            status = check_together(spell, text, tokens, count, least, findings);
            count = 0;
        }
    }
    return status == LT_OK ? check_together(spell, text, tokens, count, least, findings) : status;
}

/* Where the part of a long text that is checked at once ends: behind a line, else a word. */
static size_t block_end(const char *text, size_t start, size_t length)
{
    if (length - start <= LT_SPELL_BLOCK)
        return length;
    for (size_t end = start + LT_SPELL_BLOCK; end > start + LT_SPELL_BLOCK / 2; end--)
        if (text[end - 1] == '\n')
            return end;
    size_t end = start + LT_SPELL_BLOCK;
    while (end > start + LT_SPELL_BLOCK / 2 && text[end - 1] != ' ')
        end--;
    if (text[end - 1] != ' ')
        for (end = start + LT_SPELL_BLOCK; ((unsigned char)text[end] & 0xC0) == 0x80;)
            end--;
    return end;
}

lt_status lt_spell_check(lt_spell *spell, const char *text, size_t length,
                         lt_spell_findings *findings, lt_error *error)
{
    findings->count = 0;
    findings->string_length = 0;
    lt_map_clear(&spell->english_told);
    if (length > LT_SPELL_TEXT_MAXIMUM)
        return lt_error_set(error, LT_TOO_LONG, 0, "text of more than %zu bytes",
                            LT_SPELL_TEXT_MAXIMUM);
    lt_status status = lt_utf8_validate(text, length, error);
    if (status != LT_OK)
        return status;
    for (size_t start = 0, end; start < length && status == LT_OK; start = end) {
        end = block_end(text, start, length);
        status = lt_speller_read(spell, text, start, end);
        if (status != LT_OK)
            break;
        lt_speller_weigh(spell);
        lt_speller_languages(spell);
        mark_personal(spell, text);
        lt_speller_find_habits(spell);
        status = check_tokens(spell, text, findings);
    }
    if (status != LT_OK) {
        findings->count = 0;
        return no_memory(error);
    }
    return LT_OK;
}
