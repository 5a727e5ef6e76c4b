#include "spell/session.h"

#include <stdlib.h>
#include <string.h>

uint16_t lt_speller_id(const lt_spell *spell, size_t index, int offset)
{
    if (offset < 0 && index < (size_t)-offset)
        return LT_ID_START;
    size_t at = offset < 0 ? index - (size_t)-offset : index + (size_t)offset;
    return at < spell->token_count ? spell->tokens[at].id : LT_ID_START;
}

static void forget(lt_spell *spell)
{
    for (size_t i = 0; i < spell->token_count; i++) {
        spell->document[spell->tokens[i].id] = 0;
        spell->last[spell->tokens[i].id] = 0;
    }
    spell->token_count = 0;
    lt_map_clear(&spell->words);
    lt_name_index_free(spell->names_here);
    spell->names_here = NULL;
}

static lt_status add_token(lt_spell *spell, const lt_token *token, uint16_t id)
{
    if (spell->token_count == spell->token_capacity) {
        size_t capacity = spell->token_capacity ? spell->token_capacity * 2 : 1024;
        lt_speller_token *tokens = realloc(spell->tokens, capacity * sizeof *tokens);
        if (!tokens)
            return LT_NO_MEMORY;
        spell->tokens = tokens;
        spell->token_capacity = capacity;
    }
    spell->tokens[spell->token_count++] =
        (lt_speller_token){.token = *token, .id = id, .last = spell->last[id]};
    spell->last[id] = (uint32_t)spell->token_count; /* a document has at most LT_SPELL_BLOCK */
    return LT_OK;
}

static lt_status count_token(lt_spell *spell, const char *text, const lt_token *token, uint16_t id)
{
    if (spell->document[id] < UINT16_MAX)
        spell->document[id]++;
    if (id != LT_ID_WORD && id != LT_ID_NAME && id != LT_ID_RARE)
        return LT_OK;
    uint32_t *count = lt_map_find(&spell->words, text + token->start, token->length);
    if (count) {
        ++*count;
        return LT_OK;
    }
    return lt_map_set(&spell->words, text + token->start, token->length, 1);
}

uint32_t lt_speller_word_count(const lt_spell *spell, const char *text, const lt_token *token)
{
    const uint32_t *count = lt_map_find(&spell->words, text + token->start, token->length);
    return count ? *count : 0;
}

/* Length of the letter at `at` that is ASCII or one of those Vietnamese is written with in NFC, 0
 * for anything else; `*ends` when it can be no part of a word. The text is well-formed. */
static size_t common_letter(const unsigned char *text, size_t left, bool *ends)
{
    unsigned char byte = left ? text[0] : ' ';
    if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z')
        return 1;
    *ends = byte < '0' || (byte > '9' && byte < 0x80);
    if (byte == 0xC3)
        return (text[1] & 0xDF) == 0x97 ? 0 : 2; /* × and ÷ */
    if (byte == 0xC4 || byte == 0xC6)
        return 2;
    return byte == 0xE1 && (text[1] == 0xBA || text[1] == 0xBB) ? 3 : 0;
}

/* The end of the word of common letters that begins at `at`; `at` when there is none, or one that
 * goes on otherwise or is too long. */
static size_t common_word(const char *text, size_t length, size_t at)
{
    size_t end = at;
    bool ends = false;
    for (size_t size; end - at <= LT_WORD_BYTES; end += size) {
        size = common_letter((const unsigned char *)text + end, length - end, &ends);
        if (size == 0)
            return ends ? end : at;
    }
    return at;
}

static lt_cached_word *place_of(const lt_spell *spell, const uint64_t bytes[2])
{
    uint64_t mixed = (bytes[0] ^ bytes[1] * 0x9E3779B97F4A7C15u) * 0xBF58476D1CE4E5B9u;
    return &spell->cache[mixed >> 52];
}

/* Reads the next token and its id; a word met before is taken from the cache. */
static size_t read_token(lt_spell *spell, const char *text, size_t length, size_t at,
                         lt_token *token, uint16_t *id)
{
    size_t start = at;
    while (start < length && text[start] == ' ')
        start++;
    size_t end = common_word(text, length, start), size = end - start;
    lt_cached_word *cached = NULL;
    uint64_t bytes[LT_WORD_BYTES / 8] = {0, 0};
    if (size > 0) {
        memcpy(bytes, text + start, size);
        cached = place_of(spell, bytes);
        if (cached->bytes[0] == bytes[0] && cached->bytes[1] == bytes[1]) {
            *token = cached->token;
            token->start = start;
            token->glued = start == at && at > 0;
            *id = cached->id;
            return end;
        }
    }
    at = lt_token_next(text, length, at, token);
    *id = token->kind == LT_TOKEN_END ? LT_ID_START : lt_model_id(spell->model, token, text);
    if (cached && token->start == start && token->length == size)
        *cached = (lt_cached_word){{bytes[0], bytes[1]}, *token, *id};
    return at;
}

lt_status lt_speller_read(lt_spell *spell, const char *text, size_t start, size_t end)
{
    lt_token token;
    lt_status status = LT_OK;
    uint16_t last = LT_ID_START, id;
    forget(spell);
    for (size_t at = start; status == LT_OK;) {
        at = read_token(spell, text, end, at, &token, &id);
        if (token.kind == LT_TOKEN_END)
            break;
        if (id == LT_ID_START && last == LT_ID_START)
            continue;
        last = id;
        status = add_token(spell, &token, id);
        if (status == LT_OK)
            status = count_token(spell, text, &token, id);
    }
    return status;
}

/* Tokens weighed together. */
#define BLOCK 32

static void weigh_block(lt_spell *spell, size_t start, size_t end)
{
    const lt_model *model = spell->model;
    lt_speller_token *tokens = spell->tokens;
    uint64_t asked[BLOCK];
    for (size_t i = start; i < end; i++) {
        asked[i - start] = lt_bigram_key(lt_speller_id(spell, i, -1), tokens[i].id);
        lt_model_ask_bigram(model, asked[i - start]);
    }
    for (size_t i = start; i < end; i++) {
        tokens[i].pair = lt_model_bigram(model, asked[i - start]);
        asked[i - start] = lt_model_ask_trigram(model, lt_speller_id(spell, i, -2),
                                                lt_speller_id(spell, i, -1), tokens[i].id);
    }
    for (size_t i = start; i < end; i++) {
        uint16_t before = lt_speller_id(spell, i, -1);
        int order;
        /* A sentence begins anew: what stood before its boundary tells nothing. */
        lt_bigram left = before == LT_ID_START ? (lt_bigram){LT_NEVER, 0} : tokens[i - 1].pair;
        tokens[i].cost = lt_model_join(model, left, tokens[i].pair, asked[i - start], before,
                                       tokens[i].id, &order);
        tokens[i].order = (uint8_t)order;
    }
}

void lt_speller_weigh(lt_spell *spell)
{
    for (size_t start = 0; start < spell->token_count; start += BLOCK)
        weigh_block(spell, start,
                    spell->token_count - start > BLOCK ? start + BLOCK : spell->token_count);
}
