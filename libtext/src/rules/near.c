/*
 * Names misspelt: one word of a listed name is a near miss and no name itself (Hà Lội, Phú Quôc),
 * or the text has another spelling of the same person's name many times.
 */
#include <stdlib.h>
#include <string.h>

#include <libtext/syllable.h>

#include "base/word.h"
#include "rules.h"

#define MOST_WORDS    5  /* Hồ Chí Minh, Đông Nam Bộ; longer names are not looked for */
#define WORD_SIZE     24 /* bytes of a word; a syllable has 15 */
#define KEY_SIZE      (MOST_WORDS * (WORD_SIZE + 1) + 1)
#define PERSON_LEAST  3 /* two words are too few to be sure it is one person */
#define PERSON_MOST   4
#define OFTEN         4 /* times the other spelling stands in the text */

enum { KEY_NAME = 1, KEY_GAP, KEY_PEOPLE, KEY_FAMILY, KEY_PART, KEY_TIMES, KEY_OTHERS };

/* Words with one blank between them, in lower case and the old tone style. */
typedef struct run {
    size_t count;
    size_t tokens[MOST_WORDS];
    size_t lengths[MOST_WORDS];
    char words[MOST_WORDS][WORD_SIZE];
} run;

/* The words of names come again: their keys by their bytes. */
#define KEY_CACHE 512 /* a power of two */
#define WORTH_CACHING 2048 /* bytes of a text; shorter ones have few names twice */

typedef struct cached_key {
    lt_word_key word;
    uint8_t length;
    char key[WORD_SIZE];
} cached_key;

static bool add_word(run *run, size_t index, const char *text, size_t length)
{
    if (run->count == MOST_WORDS)
        return false;
    size_t size = rules_word_key(text, length, run->words[run->count], WORD_SIZE);
    run->lengths[run->count] = size;
    run->tokens[run->count++] = index;
    return size > 0;
}

/* The key of a run; the word at `gap` left out (run->count: none). */
static size_t run_key(const run *run, int kind, size_t gap, char key[KEY_SIZE])
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

static size_t word_key(const run *run, int kind, size_t which, char key[KEY_SIZE])
{
    key[0] = (char)kind;
    memcpy(key + 1, run->words[which], run->lengths[which]);
    return run->lengths[which] + 1;
}

static bool is_known(const lt_map *map, const run *run, int kind, size_t which)
{
    char key[KEY_SIZE];
    return lt_map_find(map, key, word_key(run, kind, which, key)) != NULL;
}

static lt_status add_gap(lt_rules *rules, const run *name, size_t gap, const char *word,
                         size_t length)
{
    char key[KEY_SIZE];
    size_t size = run_key(name, KEY_GAP, gap, key);
    near_word *words =
        lt_array_room(rules->near_words, rules->near_count, &rules->near_capacity, sizeof *words);
    if (!words)
        return LT_NO_MEMORY;
    rules->near_words = words;
    const uint32_t *old = lt_map_find(&rules->near_keys, key, size);
    near_word *made = &rules->near_words[rules->near_count];
    made->next = old ? *old : 0;
    made->text = lt_arena_copy(&rules->strings, word, length);
    made->key = lt_arena_copy(&rules->strings, name->words[gap], name->lengths[gap]);
    if (!made->text || !made->key)
        return LT_NO_MEMORY;
    lt_status status = lt_map_set(&rules->near_keys, key, size, (uint32_t)rules->near_count + 1);
    rules->near_count += status == LT_OK;
    return status;
}

static lt_status add_name(lt_rules *rules, const run *name, const char *text, const tokens *cut)
{
    char key[KEY_SIZE];
    lt_map *map = &rules->near_keys;
    size_t size = run_key(name, KEY_NAME, name->count, key);
    if (lt_map_find(map, key, size))
        return LT_OK;
    lt_status status = lt_map_set(map, key, size, 0);
    for (size_t i = 0; i < name->count && name->count > 1 && status == LT_OK; i++) {
        token word = token_at(cut, name->tokens[i]);
        status = add_gap(rules, name, i, text + word.start, word.length);
        if (status == LT_OK)
            status = lt_map_set(map, key, word_key(name, KEY_PART, i, key), 0);
    }
    return status;
}

lt_status rules_add_near(lt_rules *rules, lt_rules_list list, const char *text, size_t length)
{
    run name = {0};
    tokens cut = {NULL, 0, 0};
    lt_status status = rules_tokenize(text, length, &cut);
    bool fits = true;
    for (size_t i = 0; i < cut.count && status == LT_OK; i++) {
        token word = token_at(&cut, i);
        if (word.kind != TOKEN_SPACE)
            fits = fits && word.kind == TOKEN_WORD &&
                   add_word(&name, i, text + word.start, word.length);
    }
    char key[KEY_SIZE];
    /* Longer names and those with signs or figures are no mistake; they are not looked for. */
    if (status == LT_OK && fits && name.count > 0) {
        if (list == LT_RULES_NAMES)
            status = add_name(rules, &name, text, &cut);
        else
            status = lt_map_set(
                &rules->near_keys, key,
                word_key(&name, list == LT_RULES_FAMILIES ? KEY_FAMILY : KEY_PEOPLE, 0, key), 0);
    }
    free(cut.items);
    return status;
}

static size_t ascii_letters(const char *word, size_t length, char letters[WORD_SIZE])
{
    /* The bases of lt_letter, 1 to 29: a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y.
     */
    static const char plain[] = "?aaabcddeeghiklmnooopqrstuuvxy";
    size_t count = 0;
    for (size_t at = 0; at < length;) {
        lt_letter letter;
        size_t size = lt_letter_read(word + at, length - at, &letter);
        if (size == 0 || letter.base >= sizeof plain - 1)
            return 0;
        letters[count++] = plain[letter.base];
        at += size;
    }
    return count;
}

static bool is_pair(unsigned one, unsigned other, unsigned left, unsigned right)
{
    return (one == left && other == right) || (one == right && other == left);
}

/* Sounds that are mixed up: l and n, s and x, ch and tr; n and ng, c and t at the end. */
static bool sounds_near(const char *one, size_t one_length, const char *other, size_t other_length)
{
    lt_syllable a = lt_syllable_parse(one, one_length, NULL);
    lt_syllable b = lt_syllable_parse(other, other_length, NULL);
    if (!a || !b || lt_syllable_tone(a) != lt_syllable_tone(b) ||
        lt_syllable_nucleus(a) != lt_syllable_nucleus(b) ||
        lt_syllable_glide(a) != lt_syllable_glide(b))
        return false;
    unsigned onset = lt_syllable_onset(a), onset_b = lt_syllable_onset(b);
    unsigned coda = lt_syllable_coda(a), coda_b = lt_syllable_coda(b);
    if (coda == coda_b)
        return is_pair(onset, onset_b, LT_ONSET_L, LT_ONSET_N) ||
               is_pair(onset, onset_b, LT_ONSET_S, LT_ONSET_X) ||
               is_pair(onset, onset_b, LT_ONSET_CH, LT_ONSET_TR);
    return onset == onset_b && (is_pair(coda, coda_b, LT_CODA_N, LT_CODA_NG) ||
                                is_pair(coda, coda_b, LT_CODA_C, LT_CODA_T));
}

/* The same letters with other marks, or sounds mixed up. */
static bool is_near(const char *one, size_t one_length, const char *other, size_t other_length)
{
    char left[WORD_SIZE], right[WORD_SIZE];
    size_t letters = ascii_letters(one, one_length, left);
    if (letters > 0 && letters == ascii_letters(other, other_length, right) &&
        memcmp(left, right, letters) == 0)
        return true;
    return sounds_near(one, one_length, other, other_length);
}

static bool is_blank(const check *check, size_t index)
{
    const packed_token *token = &check->tokens.items[index];
    return token->kind == TOKEN_SPACE && token[1].start - token->start == 1;
}

static bool is_capital(const check *check, size_t index)
{
    return index < check->tokens.count && check->tokens.items[index].kind == TOKEN_WORD &&
           (check->tokens.items[index].flags & TOKEN_UPPER);
}

/* Does another capitalised word follow the one at `at`? */
static bool goes_on(const check *check, size_t at)
{
    return at + 2 < check->tokens.count && is_blank(check, at + 1) && is_capital(check, at + 2);
}

/* Adds a word of the text. */
static bool add_written(const check *check, run *run, size_t index)
{
    token word = rules_token(check, index, 0);
    const char *text = check->text + word.start;
    if (!check->keys || run->count == MOST_WORDS || word.length >= LT_WORD_BYTES)
        return add_word(run, index, text, word.length);
    lt_word_key bytes = {0, 0};
    memcpy(&bytes, text, word.length);
    cached_key *cached = &check->keys[lt_word_place(bytes, KEY_CACHE)];
    if (lt_word_same(cached->word, bytes)) {
        memcpy(run->words[run->count], cached->key, WORD_SIZE);
        run->lengths[run->count] = cached->length;
        run->tokens[run->count++] = index;
        return true;
    }
    if (!add_word(run, index, text, word.length))
        return false;
    *cached = (cached_key){.word = bytes, .length = (uint8_t)run->lengths[run->count - 1]};
    memcpy(cached->key, run->words[run->count - 1], WORD_SIZE);
    return true;
}

/* Reads the capitalised words from `index`; where to go on. Too long or odd ones are empty. */
static size_t read_run(const check *check, size_t index, run *run)
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
        fits = fits && !apart && word->flags & TOKEN_VI &&
               add_written(check, run, at);
        if (!goes_on(check, at))
            break;
    }
    if (!fits || run->count < 2 || rules_token(check, at, 1).sign == '-')
        run->count = 0;
    return at + 1;
}

static bool is_person(const check *check, const run *run)
{
    return run->count >= PERSON_LEAST && run->count <= PERSON_MOST &&
           is_known(&check->rules->near_keys, run, KEY_FAMILY, 0);
}

/* Has the word a place in names, so that another name may be meant? */
static bool is_name_word(const check *check, const run *run, size_t which)
{
    const lt_map *map = &check->rules->near_keys;
    return is_known(map, run, KEY_PEOPLE, which) || is_known(map, run, KEY_PART, which);
}

static bool is_listed(const lt_rules *rules, const run *run)
{
    char key[KEY_SIZE];
    return lt_map_find(&rules->near_keys, key, run_key(run, KEY_NAME, run->count, key)) != NULL;
}

/* bà Hà Tinh: a person, whatever place is spelt nearly so. */
static bool is_addressed(const check *check, const run *run)
{
    return rules_is_word(check, rules_token(check, run->tokens[0], -2),
                         " ông bà anh chị cô chú em cháu bác cụ thầy ") &&
           is_known(&check->rules->near_keys, run, KEY_FAMILY, 0);
}

static void look_for_name(check *check, const run *run)
{
    const lt_rules *rules = check->rules;
    char key[KEY_SIZE];
    if (is_listed(rules, run) || is_addressed(check, run))
        return;
    for (size_t gap = 0; gap < run->count; gap++) {
        if (is_name_word(check, run, gap))
            continue;
        const uint32_t *found =
            lt_map_find(&rules->near_keys, key, run_key(run, KEY_GAP, gap, key));
        const near_word *only = NULL;
        for (uint32_t next = found ? *found : 0; next; next = rules->near_words[next - 1].next) {
            const near_word *word = &rules->near_words[next - 1];
            if (!is_near(run->words[gap], run->lengths[gap], word->key, strlen(word->key)))
                continue;
            if (only)
                return; /* two names are as near: neither is sure */
            only = word;
        }
        if (only) {
            rules_add_tokens(check, RULE_NAME, run->tokens[gap], run->tokens[gap], only->text);
            return;
        }
    }
}

/* Tỉnh Nghệ An, Còn Nguyễn Văn Hiền: the capital of a sentence's first word says nothing. */
static bool behind_first(const check *check, const run *whole, run *rest)
{
    if (whole->count < 3 || !(check->tokens.items[whole->tokens[0]].flags & TOKEN_FIRST) ||
        is_listed(check->rules, whole))
        return false;
    *rest = *whole;
    rest->count--;
    memmove(rest->tokens, rest->tokens + 1, rest->count * sizeof *rest->tokens);
    memmove(rest->lengths, rest->lengths + 1, rest->count * sizeof *rest->lengths);
    memmove(rest->words, rest->words + 1, rest->count * sizeof *rest->words);
    return true;
}

/* Another spelling of the same name that stands in the text many times. */
static void look_for_person(check *check, const run *run, const lt_map *seen)
{
    char key[KEY_SIZE], with[WORD_SIZE];
    for (size_t gap = 1; gap < run->count; gap++) {
        const uint32_t *index = lt_map_find(seen, key, run_key(run, KEY_OTHERS, gap, key));
        if (!index)
            continue;
        token other = rules_token(check, *index, 0);
        const char *text = check->text + other.start;
        size_t length = rules_word_key(text, other.length, with, sizeof with);
        if (length == 0 || !is_near(run->words[gap], run->lengths[gap], with, length))
            continue;
        char suggestion[64];
        if (other.length >= sizeof suggestion)
            continue;
        memcpy(suggestion, text, other.length);
        suggestion[other.length] = '\0';
        rules_add_tokens(check, RULE_NAME_SPELLING, run->tokens[gap], run->tokens[gap], suggestion);
        return;
    }
}

bool rules_is_person(const check *check, size_t index)
{
    run run;
    if (!is_capital(check, index))
        return false;
    (void)read_run(check, index, &run);
    return run.count > 0 && is_known(&check->rules->near_keys, &run, KEY_FAMILY, 0) &&
           !is_listed(check->rules, &run);
}

/* A run of the text: where it first stands, and how often. */
typedef struct seen_run {
    uint32_t token, count;
    bool rest; /* behind the first word of a sentence */
} seen_run;

typedef struct seen_runs {
    lt_map map; /* key of a run -> its number; key with a gap -> a token that fits there */
    seen_run *items;
    size_t count, capacity;
} seen_runs;

static lt_status note_often(const run *run, lt_map *map)
{
    char key[KEY_SIZE];
    lt_status status = LT_OK;
    for (size_t gap = 1; gap < run->count && status == LT_OK; gap++) {
        size_t size = run_key(run, KEY_OTHERS, gap, key);
        status = lt_map_set(map, key, size, (uint32_t)run->tokens[gap]);
    }
    return status;
}

/* Counts the run that is read at the token, and notes persons that stand often in the text. */
static lt_status count_run(const check *check, const run *run, size_t token, bool rest,
                           seen_runs *seen)
{
    char key[KEY_SIZE];
    size_t size = run_key(run, KEY_TIMES, run->count, key);
    const uint32_t *known = lt_map_find(&seen->map, key, size);
    if (known) {
        bool often = ++seen->items[*known].count == OFTEN;
        return often && is_person(check, run) ? note_often(run, &seen->map) : LT_OK;
    }
    seen_run *items = lt_array_room(seen->items, seen->count, &seen->capacity, sizeof *items);
    if (!items)
        return LT_NO_MEMORY;
    seen->items = items;
    items[seen->count] = (seen_run){(uint32_t)token, 1, rest};
    return lt_map_set(&seen->map, key, size, (uint32_t)seen->count++);
}

static lt_status count_runs(const check *check, seen_runs *seen)
{
    lt_status status = LT_OK;
    for (size_t i = 0, next; i < check->tokens.count && status == LT_OK; i = next) {
        run run, rest;
        next = i + 1;
        if (!is_capital(check, i))
            continue;
        next = read_run(check, i, &run);
        if (run.count > 0)
            status = count_run(check, &run, i, false, seen);
        if (run.count > 0 && status == LT_OK && behind_first(check, &run, &rest))
            status = count_run(check, &rest, i, true, seen);
    }
    return status;
}

/* What stands once in the text may be misspelt; twice, it is a name of its own. */
static void judge_run(check *check, const seen_run *seen, const lt_map *map)
{
    run run, rest;
    (void)read_run(check, seen->token, &run);
    if (seen->rest && behind_first(check, &run, &rest))
        run = rest;
    if (rule_on(check, RULE_NAME))
        look_for_name(check, &run);
    if (rule_on(check, RULE_NAME_SPELLING) && is_person(check, &run))
        look_for_person(check, &run, map);
}

void rules_near(check *check)
{
    seen_runs seen = {LT_MAP_INIT, NULL, 0, 0};
    if (check->rules->near_keys.count == 0 ||
        (!rule_on(check, RULE_NAME) && !rule_on(check, RULE_NAME_SPELLING)))
        return;
    check->keys = check->length < WORTH_CACHING ? NULL : calloc(KEY_CACHE, sizeof *check->keys);
    check->status = count_runs(check, &seen);
    for (size_t i = 0; i < seen.count && check->status == LT_OK; i++)
        if (seen.items[i].count == 1)
            judge_run(check, &seen.items[i], &seen.map);
    free(check->keys);
    check->keys = NULL;
    free(seen.items);
    lt_map_dispose(&seen.map);
}
