#include "spell/session.h"

#include <string.h>

#include "base/array.h"

static uint8_t *pair_of(lt_spell *spell, uint64_t key)
{
    return &spell->pairs[key >> 16 & (LT_PAIRS - 1)];
}

static void forget(lt_spell *spell)
{
    if (spell->token_count > LT_PAIRS / 16)
        memset(spell->pairs, 0, LT_PAIRS * sizeof *spell->pairs);
    else
        for (size_t i = 0; i < spell->token_count; i++)
            *pair_of(spell, lt_bigram_key(lt_speller_id(spell, i, -1), spell->tokens[i].id)) = 0;
    for (size_t i = 0; i < spell->token_count; i++) {
        spell->document[spell->tokens[i].id] = 0;
        spell->last[spell->tokens[i].id] = 0;
    }
    spell->token_count = 0;
    lt_map_clear(&spell->words);
    lt_name_index_free(spell->names_here);
    spell->names_here = NULL;
}

/* Bytes of a token of Vietnamese news and the space behind it are more than this. */
#define TOKEN_BYTES 4

static bool reserve(lt_spell *spell, size_t count)
{
    lt_speller_token *tokens =
        lt_array_reserve(spell->tokens, count, &spell->token_capacity, sizeof *tokens);
    spell->tokens = tokens ? tokens : spell->tokens;
    return tokens != NULL;
}

static lt_status add_token(lt_spell *spell, const lt_token *token, uint16_t id)
{
    if (spell->token_count == spell->token_capacity && !reserve(spell, 2 * spell->token_capacity))
        return LT_NO_MEMORY;
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

/* --- the cache of words --- */

/* Does a word surely end here, whatever its letters? No letter or mark is in U+2000 to U+203F. */
static bool ends_word(const char *text, size_t left)
{
    unsigned char byte = left ? (unsigned char)*text : ' ';
    return byte < 0x80 ? byte < '0' || byte > '9'
                       : byte == LT_WORD_SIGN && (unsigned char)text[1] == 0x80;
}

/* Reads the next token and its id; a word met before is taken from the cache. What is read of such
 * bytes depends on nothing around them. */
static size_t read_token(lt_spell *spell, const char *text, size_t length, size_t at,
                         lt_token *token, uint16_t *id)
{
    size_t start = at;
    while (start < length && text[start] == ' ')
        start++;
    lt_word_key key;
    size_t size = lt_word_read(text + start, length - start, &key), end = start + size;
    bool whole = size > 0 && ends_word(text + end, length - end);
    lt_cached_word *cached = &spell->cache[lt_word_place(key, LT_WORD_CACHE)];
    if (whole && lt_word_same(cached->key, key)) {
        *token = cached->token;
        token->start = (uint32_t)start;
        token->glued = start == at && at > 0;
        *id = cached->id;
        return end;
    }
    at = lt_token_next(text, length, at, token);
    *id = token->kind == LT_TOKEN_END ? LT_ID_START : lt_model_id(spell->model, token, text);
    if (whole && token->start == start && token->length == size)
        *cached = (lt_cached_word){key, *token, *id};
    return at;
}

lt_status lt_speller_read(lt_spell *spell, const char *text, size_t start, size_t end)
{
    lt_token token;
    lt_status status = LT_OK;
    uint16_t last = LT_ID_START, id = LT_ID_START;
    forget(spell);
    if (!reserve(spell, (end - start) / TOKEN_BYTES + 1))
        return LT_NO_MEMORY;
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
#define BLOCK 64

static void weigh_block(lt_spell *spell, size_t start, size_t end)
{
    const lt_model *model = spell->model;
    lt_speller_token *tokens = spell->tokens;
    uint64_t asked[BLOCK];
    for (size_t i = start; i < end; i++) {
        asked[i - start] = lt_bigram_key(lt_speller_id(spell, i, -1), tokens[i].id);
        lt_model_ask_bigram(model, asked[i - start]);
        uint8_t *pair = pair_of(spell, asked[i - start]);
        *pair = (uint8_t)(*pair + (*pair < UINT8_MAX));
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
        tokens[i].cost = (uint16_t)lt_model_join(model, left, tokens[i].pair, asked[i - start],
                                                 before, tokens[i].id, &order);
        tokens[i].order = (uint8_t)order;
    }
}

void lt_speller_weigh(lt_spell *spell)
{
    for (size_t start = 0; start < spell->token_count; start += BLOCK)
        weigh_block(spell, start,
                    spell->token_count - start > BLOCK ? start + BLOCK : spell->token_count);
}
