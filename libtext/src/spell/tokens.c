#include "spell/session.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/array.h"

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
    lt_speller_token *tokens = lt_array_room(spell->tokens, spell->token_count,
                                             &spell->token_capacity, sizeof *tokens);
    if (!tokens)
        return LT_NO_MEMORY;
    spell->tokens = tokens;
    tokens[spell->token_count++] =
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

/* Letters of Vietnamese begin with other bytes; of E2 are quotes, dashes and dots. */
#define SIGN_LEAD 0xE2

/* The first bytes of a text as far as they are ASCII letters or parts of longer characters, signs
 * aside: the number of them, LT_WORD_BYTES when there may be more. */
#if defined(__SSE2__)
static unsigned leading_bytes(const char *text, size_t left, lt_word_key *key)
{
    static const uint8_t kept[2 * LT_WORD_BYTES] = {
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    char copy[LT_WORD_BYTES] = {0};
    if (left < sizeof copy)
        text = memcpy(copy, text, left);
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
    __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    /* a to z, moved to the lowest signed numbers */
    __m128i letters = _mm_cmplt_epi8(_mm_add_epi8(small, _mm_set1_epi8((char)(0x80 - 'a'))),
                                     _mm_set1_epi8(-128 + 26));
    __m128i signs = _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)SIGN_LEAD));
    /* Bytes above 0x7F have the bit that is taken. */
    int mask = _mm_movemask_epi8(_mm_andnot_si128(signs, _mm_or_si128(letters, bytes)));
    unsigned count = (unsigned)__builtin_ctz(~(unsigned)mask);
    bytes = _mm_and_si128(bytes, _mm_loadu_si128((const __m128i *)(const void *)(kept +
                                                 LT_WORD_BYTES - count)));
    _mm_storeu_si128((__m128i *)(void *)key, bytes);
    return count;
}
#else
static unsigned leading_bytes(const char *text, size_t left, lt_word_key *key)
{
    unsigned count = 0;
    char bytes[LT_WORD_BYTES] = {0};
    for (; count < left && count < LT_WORD_BYTES; count++) {
        unsigned char byte = (unsigned char)text[count], small = byte | 0x20;
        if (byte == SIGN_LEAD || (byte < 0x80 && (small < 'a' || small > 'z')))
            break;
        bytes[count] = (char)byte;
    }
    memcpy(key, bytes, sizeof *key);
    return count;
}
#endif

/* Does a word surely end here, whatever its letters? No letter or mark is in U+2000 to U+203F. */
static bool ends_word(const char *text, size_t left)
{
    unsigned char byte = left ? (unsigned char)*text : ' ';
    return byte < 0x80 ? byte < '0' || byte > '9'
                       : byte == SIGN_LEAD && (unsigned char)text[1] == 0x80;
}

static lt_cached_word *place_of(const lt_spell *spell, lt_word_key key)
{
    uint64_t mixed = (key.low ^ key.high * 0x9E3779B97F4A7C15u) * 0xBF58476D1CE4E5B9u;
    return &spell->cache[mixed >> 52];
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
    size_t size = leading_bytes(text + start, length - start, &key), end = start + size;
    bool whole = size > 0 && size < LT_WORD_BYTES && ends_word(text + end, length - end);
    lt_cached_word *cached = place_of(spell, key);
    if (whole && cached->key.low == key.low && cached->key.high == key.high) {
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
