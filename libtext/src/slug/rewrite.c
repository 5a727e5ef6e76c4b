/* Passes over a title's code points: own replacements, symbols by sense, unicode-keeping slugs. */
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <libtext/utf8.h>

#include "wide.h"

static lt_status no_memory(lt_status status, lt_error *error)
{
    return status == LT_OK ? LT_OK : lt_error_set(error, status, 0, "out of memory");
}

static lt_status push_all(lt_codepoints *list, const uint32_t *codepoints, size_t count)
{
    lt_status status = LT_OK;
    for (size_t i = 0; i < count && status == LT_OK; i++)
        status = lt_codepoints_push(list, codepoints[i]);
    return status;
}

static uint32_t folded(uint32_t codepoint)
{
    return (uint32_t)u_foldCase((UChar32)codepoint, U_FOLD_CASE_DEFAULT);
}

static bool fits(const slug_replacement *replacement, const lt_codepoints *text, size_t at)
{
    size_t end = at + replacement->from_count;
    if (end > text->count)
        return false;
    for (size_t i = 0; i < replacement->from_count; i++)
        if (folded(text->data[at + i]) != replacement->from[i])
            return false;
    if (replacement->whole_start && at > 0 && lt_slug_word_character(text->data[at - 1]))
        return false;
    return !replacement->whole_end || end == text->count ||
           !lt_slug_word_character(text->data[end]);
}

/* Replacements are sorted by first code point: the first that fits is the longest. */
static const slug_replacement *find_replacement(const lt_slug_rules *rules,
                                                const lt_codepoints *text, size_t at)
{
    uint32_t first = folded(text->data[at]);
    size_t low = 0, high = rules->replacement_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rules->replacements[middle].from[0] < first)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < rules->replacement_count && rules->replacements[low].from[0] == first; low++)
        if (fits(&rules->replacements[low], text, at))
            return &rules->replacements[low];
    return NULL;
}

static lt_status push_replacement(lt_slugger *slugger, const slug_replacement *replacement)
{
    lt_status status = LT_OK;
    bool apart = replacement->apart && replacement->to_count > 0;
    if (apart)
        status = lt_codepoints_push(&slugger->next, ' ');
    if (status == LT_OK)
        status = push_all(&slugger->next, replacement->to, replacement->to_count);
    if (status == LT_OK && apart)
        status = lt_codepoints_push(&slugger->next, ' ');
    return status;
}

lt_status lt_slug_replace(lt_slugger *slugger, lt_error *error)
{
    const lt_slug_rules *rules = slugger->options.rules;
    if (!rules || rules->replacement_count == 0)
        return LT_OK;
    const lt_codepoints *now = &slugger->now;
    lt_status status = LT_OK;
    for (size_t i = 0; i < now->count && status == LT_OK;) {
        const slug_replacement *replacement = find_replacement(rules, now, i);
        if (replacement) {
            status = push_replacement(slugger, replacement);
            i += replacement->from_count;
        } else {
            status = lt_codepoints_push(&slugger->next, now->data[i++]);
        }
    }
    if (status == LT_OK)
        lt_slug_pass_done(slugger);
    return no_memory(status, error);
}

static const slug_symbol *find_symbol(const lt_slug_rules *rules, uint32_t codepoint)
{
    size_t low = 0, high = rules->symbol_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rules->symbols[middle].codepoint < codepoint)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rules->symbol_count && rules->symbols[low].codepoint == codepoint
               ? &rules->symbols[low]
               : NULL;
}

static bool is_digit(uint32_t codepoint)
{
    uint16_t entry = lt_slug_entry(codepoint);
    return entry >= '0' && entry <= '9';
}

static bool digit_at(const lt_codepoints *text, size_t at)
{
    return at < text->count && is_digit(text->data[at]);
}

/* Where a word that multiplies the number (5 tỷ, 5 billion) ends; `at` when there is none. */
static size_t multiplier_end(const lt_slug_rules *rules, const lt_codepoints *text, size_t at)
{
    char word[16];
    size_t length = 0, i = at;
    while (i < text->count && lt_slug_entry(text->data[i]) == SLUG_SPACE)
        i++;
    for (; i < text->count && length < sizeof word; i++) {
        uint16_t entry = lt_slug_entry(text->data[i]);
        if (entry == SLUG_IGNORE)
            continue;
        if (entry < '0' || entry >= SLUG_STRING)
            break;
        word[length++] = (char)entry;
    }
    return length > 0 && length < sizeof word && lt_map_find(&rules->multipliers, word, length)
               ? i
               : at;
}

/* Where the number that begins at `at` ends, with digit groups, letters on it (5m) and a
 * multiplier.
 */
static size_t number_end(const lt_slug_rules *rules, const lt_codepoints *text, size_t at)
{
    while (digit_at(text, at) || (at < text->count && digit_at(text, at + 1) &&
                                  (text->data[at] == '.' || text->data[at] == ',')))
        at++;
    while (at < text->count && lt_slug_entry(text->data[at]) >= 'a')
        at++;
    return multiplier_end(rules, text, at);
}

static lt_status push_words(lt_slugger *slugger, const char *words, bool apart)
{
    lt_status status = apart ? lt_codepoints_push(&slugger->next, ' ') : LT_OK;
    if (status == LT_OK)
        status = lt_codepoints_read(&slugger->next, words, strlen(words), NULL);
    if (status == LT_OK && apart)
        status = lt_codepoints_push(&slugger->next, ' ');
    return status;
}

/* Spells the symbol at *at out and moves *at behind what was used. */
static lt_status push_symbol(lt_slugger *slugger, const slug_symbol *symbol, int language,
                             size_t *at)
{
    const lt_codepoints *now = &slugger->now;
    const char *words = symbol->words[language];
    size_t next = *at + 1;
    *at = next;
    if (symbol->kind == SYMBOL_PART) {
        /* m² is m2, but 10⁴ is not 104. */
        bool power = next >= 2 && is_digit(now->data[next - 2]) && *words >= '0' && *words <= '9';
        lt_status status = power ? lt_codepoints_push(&slugger->next, '-') : LT_OK;
        return status == LT_OK ? push_words(slugger, words, false) : status;
    }
    if (symbol->kind == SYMBOL_NUMBER && !digit_at(now, next))
        return lt_codepoints_push(&slugger->next, '.');
    if (symbol->kind == SYMBOL_AMOUNT) {
        if (next < now->count && lt_slug_entry(now->data[next]) == SLUG_SPACE)
            next++;
        /* A number before it owns it: "5 $" and "5$ 3" aren't turned round. */
        bool follows = *at >= 2 && is_digit(now->data[*at - 2]);
        if (!follows && digit_at(now, next)) {
            size_t end = number_end(slugger->options.rules, now, next);
            lt_status status = lt_codepoints_push(&slugger->next, ' ');
            if (status == LT_OK)
                status = push_all(&slugger->next, now->data + next, end - next);
            *at = end;
            if (status != LT_OK)
                return status;
        }
    }
    return push_words(slugger, words, true);
}

lt_status lt_slug_spell_symbols(lt_slugger *slugger, lt_error *error)
{
    const lt_slug_rules *rules = slugger->options.rules;
    if (!(slugger->options.flags & LT_SLUG_SYMBOL_WORDS) || !rules)
        return LT_OK;
    lt_slug_language language = slugger->options.language;
    if (language == LT_SLUG_AUTO)
        language = lt_slug_detect(slugger);
    const lt_codepoints *now = &slugger->now;
    lt_status status = LT_OK;
    for (size_t i = 0; i < now->count && status == LT_OK;) {
        const slug_symbol *symbol = find_symbol(rules, now->data[i]);
        if (symbol)
            status = push_symbol(slugger, symbol, language == LT_SLUG_EN, &i);
        else
            status = lt_codepoints_push(&slugger->next, now->data[i++]);
    }
    if (status == LT_OK)
        lt_slug_pass_done(slugger);
    return no_memory(status, error);
}

/* Drops what the house style drops before the compatibility forms would turn it into letters. */
static lt_status drop_symbols(lt_slugger *slugger)
{
    const lt_codepoints *now = &slugger->now;
    lt_status status = LT_OK;
    for (size_t i = 0; i < now->count && status == LT_OK; i++) {
        uint32_t c = now->data[i];
        uint16_t entry = lt_slug_entry(c);
        if (entry == SLUG_IGNORE && !lt_slug_word_character(c))
            continue;
        const char *letters = entry >= SLUG_STRING ? lt_slug_strings[entry - SLUG_STRING] : "";
        if (c == (unsigned char)slugger->options.separator)
            status = lt_codepoints_push(&slugger->next, '-');
        else if (entry == SLUG_PUNCTUATION || entry == SLUG_SUPERSCRIPT)
            /* Deleted before the form is made: what it stood between may compose. */
            status = slugger->options.style == LT_SLUG_DASH
                         ? lt_codepoints_push(&slugger->next, '.')
                         : LT_OK;
        else if (c == 0xB5) /* µ is u here as elsewhere: Greek μ beside Latin letters is */
            status = lt_codepoints_push(&slugger->next, 'u');
        else if (strchr(letters, '-')) /* ½ */
            status = push_words(slugger, letters, false);
        else
            status = lt_codepoints_push(&slugger->next, c);
    }
    if (status == LT_OK)
        lt_slug_pass_done(slugger);
    return status;
}

lt_status lt_slug_fold_unicode(lt_slugger *slugger, lt_error *error)
{
    if (!lt_slug_unicode(slugger))
        return LT_OK;
    lt_status status = no_memory(drop_symbols(slugger), error);
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&code);
    if (status == LT_OK)
        status = lt_slug_normalize(slugger, form, code, error);
    /* Some letters hold punctuation: ŀ is l and a dot. */
    return status == LT_OK ? no_memory(drop_symbols(slugger), error) : status;
}
