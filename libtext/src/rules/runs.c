#include "runs.h"

#include <stdlib.h>
#include <string.h>

#include "base/word.h"

/* The words of names come again: their keys by their bytes. */
#define KEY_CACHE     512  /* a power of two */
#define WORTH_CACHING 2048 /* bytes of a text; shorter ones have few names twice */

typedef struct cached_key {
    lt_word_key word;
    uint8_t length;
    char key[RUN_WORD_SIZE];
} cached_key;

void rules_keep_keys(check *check)
{
    if (!check->runs.keys && check->length >= WORTH_CACHING)
        check->runs.keys = calloc(KEY_CACHE, sizeof *check->runs.keys);
}

bool rules_add_to_run(run *run, const char *text, uint32_t start, uint32_t size)
{
    if (run->count == RUN_WORDS || size > UINT8_MAX)
        return false;
    size_t length = rules_word_key(text + start, size, run->words[run->count], RUN_WORD_SIZE);
    run->starts[run->count] = start;
    run->sizes[run->count] = size;
    run->lengths[run->count++] = length;
    return length > 0;
}

size_t rules_run_key(const run *run, int kind, size_t gap, char key[RUN_KEY_SIZE])
{
    size_t at = 0;
    key[at++] = (char)kind;
    for (size_t i = 0; i < run->count; i++) {
        if (i > 0)
            key[at++] = ' ';
        if (i == gap) {
            key[at++] = '*';
            continue;
        }
        memcpy(key + at, run->words[i], run->lengths[i]);
        at += run->lengths[i];
    }
    return at;
}

static bool is_blank(const check *check, size_t index)
{
    const packed_token *token = &check->tokens.items[index];
    return token->kind == TOKEN_SPACE && token[1].start - token->start == 1;
}

bool rules_is_capital(const check *check, size_t index)
{
    return index < check->tokens.count && check->tokens.items[index].kind == TOKEN_WORD &&
           (check->tokens.items[index].flags & TOKEN_UPPER);
}

/* Does another capitalised word follow the one at `at`? */
static bool goes_on(const check *check, size_t at)
{
    return at + 2 < check->tokens.count && is_blank(check, at + 1) &&
           rules_is_capital(check, at + 2);
}

/* Adds a word of the text. */
static bool add_written(const check *check, run *run, size_t index)
{
    token word = rules_token(check, index, 0);
    if (!check->runs.keys || run->count == RUN_WORDS || word.length >= LT_WORD_BYTES)
        return rules_add_to_run(run, check->text, word.start, word.length);
    lt_word_key bytes = {0, 0};
    memcpy(&bytes, check->text + word.start, word.length);
    cached_key *cached = &check->runs.keys[lt_word_place(bytes, KEY_CACHE)];
    if (lt_word_same(cached->word, bytes)) {
        memcpy(run->words[run->count], cached->key, RUN_WORD_SIZE);
        run->starts[run->count] = word.start;
        run->sizes[run->count] = word.length;
        run->lengths[run->count++] = cached->length;
        return true;
    }
    if (!rules_add_to_run(run, check->text, word.start, word.length))
        return false;
    *cached = (cached_key){.word = bytes, .length = (uint8_t)run->lengths[run->count - 1]};
    memcpy(cached->key, run->words[run->count - 1], RUN_WORD_SIZE);
    return true;
}

size_t rules_read_run(const check *check, size_t index, bool to_end, run *run)
{
    run->count = 0;
    if (!goes_on(check, index)) /* most capitals: one word is no run */
        return index + 1;
    bool fits = !(rules_token(check, index, -1).sign == '-');
    size_t at = index;
    for (;; at += 2) {
        const packed_token *word = &check->tokens.items[at];
        /* A word in capitals or the first of a sentence may be no part of the name behind it. */
        bool apart = word->flags & TOKEN_CAPITALS || word->flags & TOKEN_ADDRESS;
        if (apart && run->count == 0)
            return at + 1;
        fits = fits && !apart && word->flags & TOKEN_VI && add_written(check, run, at);
        if (!goes_on(check, at) || (!fits && !to_end))
            break;
    }
    if (!fits || run->count < 2 || rules_token(check, at, 1).sign == '-')
        run->count = 0;
    return at + 1;
}
