#include "spell/session.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hunspell.h>

#include "spell/forms.h"

/* Hunspell is slow; words come again. */
#define CACHE_MAXIMUM 20000

struct lt_english {
    char *aff, *dic;
    lt_forms forms;    /* the table of these two files; closed: there is none */
    Hunhandle *handle; /* opened when the first word has to be asked of Hunspell */
    lt_map known;      /* what Hunspell said of a word: 0 or 1 */
};

static Hunhandle *load(const char *aff, const char *dic)
{
    static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
    /* Hunspell_create never fails: look first. */
    if (access(aff, R_OK) != 0 || access(dic, R_OK) != 0)
        return NULL;
    pthread_mutex_lock(&loading);
    Hunhandle *handle = Hunspell_create(aff, dic);
    pthread_mutex_unlock(&loading);
    return handle;
}

/* NULL when the files have gone since they were found. */
static Hunhandle *hunspell(struct lt_english *english)
{
    if (!english->handle)
        english->handle = load(english->aff, english->dic);
    return english->handle;
}

/* A table that cannot be read, or of another version of the dictionary, is as good as none. */
static bool open_forms(struct lt_english *english, const char *path)
{
    if (!path || lt_forms_open(&english->forms, path, NULL) != LT_OK)
        return false;
    if (lt_forms_fits(&english->forms, english->aff, english->dic, NULL) == LT_OK)
        return true;
    lt_forms_close(&english->forms);
    return false;
}

struct lt_english *lt_english_new(const char *aff, const char *dic, const char *forms)
{
    struct lt_english *english = calloc(1, sizeof *english);
    if (!english)
        return NULL;
    english->aff = strdup(aff);
    english->dic = strdup(dic);
    if (!english->aff || !english->dic || (!open_forms(english, forms) && !hunspell(english))) {
        lt_english_free(english);
        return NULL;
    }
    return english;
}

void lt_english_free(struct lt_english *english)
{
    if (!english)
        return;
    if (english->handle)
        Hunspell_destroy(english->handle);
    lt_forms_close(&english->forms);
    lt_map_dispose(&english->known);
    free(english->aff);
    free(english->dic);
    free(english);
}

static bool ask_hunspell(struct lt_english *english, const char *text, size_t length)
{
    const uint32_t *cached = lt_map_find(&english->known, text, length);
    if (cached)
        return *cached != 0;
    Hunhandle *handle = hunspell(english);
    /* Without a dictionary nothing is said of a word. */
    bool known = !handle || Hunspell_spell(handle, text) != 0;
    if (english->known.count < CACHE_MAXIMUM)
        (void)lt_map_set(&english->known, text, length, known);
    return known;
}

static bool knows(struct lt_english *english, const char *text, size_t length)
{
    lt_forms_answer answer =
        english->forms.starts ? lt_forms_ask(&english->forms, text, length) : LT_FORMS_ASK;
    return answer == LT_FORMS_ASK ? ask_hunspell(english, text, length) : answer == LT_FORMS_KNOWN;
}

/* British spellings beside the American ones of en_US: both house styles are printed. */
static bool knows_british(struct lt_english *english, const char *text)
{
    static const char *const pairs[][2] = {{"is", "iz"},     {"our", "or"},    {"tre", "ter"},
                                           {"ll", "l"},      {"lyse", "lyze"}, {"ogue", "og"},
                                           {"ence", "ense"}, {"mme", "m"}};
    char other[LT_TOKEN_MAXIMUM + 2];
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (const char *at = text; (at = strstr(at, pairs[i][0])); at++) {
            int length = snprintf(other, sizeof other, "%.*s%s%s", (int)(at - text), text,
                                  pairs[i][1], at + strlen(pairs[i][0]));
            if (knows(english, other, (size_t)length))
                return true;
        }
    return false;
}

bool lt_english_knows(struct lt_english *english, const char *word, size_t length)
{
    char text[LT_TOKEN_MAXIMUM + 1];
    if (length > LT_TOKEN_MAXIMUM)
        return false;
    memcpy(text, word, length);
    text[length] = '\0';
    return knows(english, text, length) || knows_british(english, text);
}

void lt_english_suggest(struct lt_english *english, const char *word, size_t length,
                        bool (*take)(void *context, const char *suggestion), void *context)
{
    /* Longer than any English word: Hunspell tries edits for a quarter of a second on each. */
    enum { LONGEST = 48 };
    char text[LONGEST + 1], **list = NULL;
    Hunhandle *handle = length <= LONGEST ? hunspell(english) : NULL;
    if (!handle)
        return;
    memcpy(text, word, length);
    text[length] = '\0';
    int count = Hunspell_suggest(handle, &list, text);
    for (int i = 0; i < count && take(context, list[i]); i++)
        ;
    Hunspell_free_list(handle, &list, count);
}

struct lt_english *lt_speller_open_english(lt_spell *spell)
{
    if (!spell->english && !spell->english_failed && spell->english_dic) {
        spell->english =
            lt_english_new(spell->english_aff, spell->english_dic, spell->english_forms);
        spell->english_failed = !spell->english;
    }
    return spell->english;
}

/* --- which sentences are English, and what is wrong in them --- */

typedef struct shares {
    size_t words, marked, foreign;
} shares;

static void count_share(const lt_speller_token *token, shares *shares)
{
    if (token->token.kind != LT_TOKEN_SYLLABLE && token->token.kind != LT_TOKEN_WORD)
        return;
    shares->words++;
    shares->marked += !token->token.ascii;
    shares->foreign +=
        token->token.ascii && token->token.kind == LT_TOKEN_WORD && !token->token.has_digit;
}

/* Vietnamese words bear marks, seven in ten; English ones are seldom spelt like its syllables. */
static bool is_english(const shares *shares)
{
    return shares->marked * 8 <= shares->words && shares->foreign * 10 >= shares->words * 4;
}

/* The sentence that begins at a token: where it ends, and its shares. */
static size_t read_sentence(const lt_spell *spell, size_t start, shares *sentence)
{
    size_t end = start;
    *sentence = (shares){0, 0, 0};
    for (; end < spell->token_count && spell->tokens[end].id != LT_ID_START; end++)
        count_share(&spell->tokens[end], sentence);
    return end;
}

static void mark_english(lt_spell *spell, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        spell->tokens[i].english = true;
}

/* A sentence of fewer words goes by the document, unless its own marks say otherwise. */
#define ENOUGH_WORDS 4

void lt_speller_languages(lt_spell *spell)
{
    enum { FEW = 2 };
    shares document = {0, 0, 0}, sentence;
    for (size_t start = 0, end; start < spell->token_count; start = end + 1) {
        end = read_sentence(spell, start, &sentence);
        document.words += sentence.words;
        document.marked += sentence.marked;
        document.foreign += sentence.foreign;
        if (sentence.words >= ENOUGH_WORDS && is_english(&sentence))
            mark_english(spell, start, end);
    }
    spell->few = document.words <= FEW;
    if (document.words < ENOUGH_WORDS || !is_english(&document))
        return;
    for (size_t start = 0, end; start < spell->token_count; start = end + 1) {
        end = read_sentence(spell, start, &sentence);
        if (sentence.words < ENOUGH_WORDS && sentence.marked == 0)
            mark_english(spell, start, end);
    }
}

/* Takes what follows an apostrophe without a space: doesn't, editors'. */
static size_t with_apostrophe(const lt_spell *spell, const char *text, size_t index, char *word)
{
    const lt_token *token = &spell->tokens[index].token;
    size_t length = token->length;
    memcpy(word, text + token->start, length);
    if (index + 2 < spell->token_count) {
        const lt_token *sign = &spell->tokens[index + 1].token;
        const lt_token *rest = &spell->tokens[index + 2].token;
        const char *at = text + sign->start;
        bool apostrophe = sign->start == token->start + token->length &&
                          ((sign->length == 1 && *at == '\'') ||
                           (sign->length == 3 && memcmp(at, "\xE2\x80\x99", 3) == 0));
        if (apostrophe && rest->start == sign->start + sign->length && rest->length <= 2 &&
            (rest->kind == LT_TOKEN_WORD || rest->kind == LT_TOKEN_SYLLABLE)) {
            word[length++] = '\'';
            memcpy(word + length, text + rest->start, rest->length);
            length += rest->length;
        }
    }
    word[length] = '\0';
    return length;
}

bool lt_speller_english(lt_spell *spell, const char *text, size_t index)
{
    enum { SHORTEST = 4, OFTEN = 36 /* log count: 19 times in 91 million words */ };
    const lt_speller_token *self = &spell->tokens[index];
    char word[LT_TOKEN_MAXIMUM + 8];
    /* Names, abbreviations and letters of other alphabets are no business of a dictionary. */
    if (self->personal || self->token.capital || self->token.has_digit ||
        self->token.length < SHORTEST ||
        (self->token.kind != LT_TOKEN_WORD && self->token.kind != LT_TOKEN_SYLLABLE))
        return false;
    if (!self->token.ascii)
        return false;
    /* "socio-economic": the first part of a compound need not stand alone. */
    const lt_token *next = index + 1 < spell->token_count ? &spell->tokens[index + 1].token : NULL;
    if (next && next->start == self->token.start + self->token.length && text[next->start] == '-')
        return false;
    /* The end of "d'accord" and of an address is no word of its own. */
    if (index > 0 && self->token.glued && spell->tokens[index - 1].id == LT_ID_PUNCTUATION) {
        char before = text[self->token.start - 1];
        if (before == '\'' || before == '.' || before == '/' || before == '@')
            return false;
    }
    /* A word that Vietnamese news often has is no slip: cyber, blockchain, startup. */
    lt_known_word known = {0, 0};
    if (!(spell->options.without & LT_SPELL_NO_WORDS))
        known = lt_model_word(spell->model, text + self->token.start, self->token.length);
    struct lt_english *english = lt_speller_open_english(spell);
    return english && known.frequency < OFTEN &&
           !lt_english_knows(english, word, with_apostrophe(spell, text, index, word)) &&
           !lt_english_knows(english, text + self->token.start, self->token.length);
}
