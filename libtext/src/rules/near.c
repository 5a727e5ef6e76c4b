/*
 * Names misspelt: one word of a listed name is a near miss and no name itself (Hà Lội, Phú Quôc),
 * or the text has another spelling of the same person's name many times.
 */
#include <stdlib.h>
#include <string.h>

#include <libtext/syllable.h>

#include "runs.h"

#define PERSON_LEAST 3 /* two words are too few to be sure it is one person */
#define PERSON_MOST  4
#define OFTEN        4 /* times the other spelling stands in the text */

enum { KEY_NAME = 1, KEY_GAP, KEY_PEOPLE, KEY_FAMILY, KEY_PART, KEY_TIMES, KEY_OTHERS };

static size_t word_key(const run *run, int kind, size_t which, char key[RUN_KEY_SIZE])
{
    key[0] = (char)kind;
    memcpy(key + 1, run->words[which], run->lengths[which]);
    return run->lengths[which] + 1;
}

static bool is_known(const lt_map *map, const run *run, int kind, size_t which)
{
    char key[RUN_KEY_SIZE];
    return lt_map_find(map, key, word_key(run, kind, which, key)) != NULL;
}

static lt_status add_gap(lt_rules *rules, const run *name, size_t gap, const char *word,
                         size_t length)
{
    char key[RUN_KEY_SIZE];
    size_t size = rules_run_key(name, KEY_GAP, gap, key);
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

static lt_status add_name(lt_rules *rules, const run *name, const char *text)
{
    char key[RUN_KEY_SIZE];
    lt_map *map = &rules->near_keys;
    size_t size = rules_run_key(name, KEY_NAME, name->count, key);
    if (lt_map_find(map, key, size))
        return LT_OK;
    lt_status status = lt_map_set(map, key, size, 0);
    for (size_t i = 0; i < name->count && name->count > 1 && status == LT_OK; i++) {
        status = add_gap(rules, name, i, text + name->starts[i], name->sizes[i]);
        if (status == LT_OK)
            status = lt_map_set(map, key, word_key(name, KEY_PART, i, key), 0);
    }
    return status;
}

lt_status rules_add_near(lt_rules *rules, lt_rules_list list, const char *text, size_t length)
{
    run name = {0};
    tokens cut = TOKENS_INIT;
    lt_status status = rules_tokenize(text, 0, length, NULL, &cut);
    bool fits = true;
    for (size_t i = 0; i < cut.count && status == LT_OK; i++) {
        token word = token_at(&cut, i);
        if (word.kind != TOKEN_SPACE)
            fits = fits && word.kind == TOKEN_WORD &&
                   rules_add_to_run(&name, text, word.start, word.length);
    }
    char key[RUN_KEY_SIZE];
    /* Longer names and those with signs or figures are no mistake; they are not looked for. */
    if (status == LT_OK && fits && name.count > 0) {
        if (list == LT_RULES_NAMES)
            status = add_name(rules, &name, text);
        else
            status = lt_map_set(
                &rules->near_keys, key,
                word_key(&name, list == LT_RULES_FAMILIES ? KEY_FAMILY : KEY_PEOPLE, 0, key), 0);
    }
    rules_tokens_dispose(&cut);
    return status;
}

static size_t ascii_letters(const char *word, size_t length, char letters[RUN_WORD_SIZE])
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
    char left[RUN_WORD_SIZE], right[RUN_WORD_SIZE];
    size_t letters = ascii_letters(one, one_length, left);
    if (letters > 0 && letters == ascii_letters(other, other_length, right) &&
        memcmp(left, right, letters) == 0)
        return true;
    return sounds_near(one, one_length, other, other_length);
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
    char key[RUN_KEY_SIZE];
    return lt_map_find(&rules->near_keys, key, rules_run_key(run, KEY_NAME, run->count, key)) !=
           NULL;
}

static void tell(check *check, enum rule_index rule, const run *run, size_t which,
                 const char *right, size_t length)
{
    rules_add(check, rule, run->starts[which], run->sizes[which], right, length);
}

static void look_for_name(check *check, const run *run)
{
    const lt_rules *rules = check->rules;
    char key[RUN_KEY_SIZE];
    if (is_listed(rules, run))
        return;
    for (size_t gap = 0; gap < run->count; gap++) {
        if (is_name_word(check, run, gap))
            continue;
        const uint32_t *found =
            lt_map_find(&rules->near_keys, key, rules_run_key(run, KEY_GAP, gap, key));
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
            tell(check, RULE_NAME, run, gap, only->text, strlen(only->text));
            return;
        }
    }
}

bool rules_is_person(const check *check, size_t index)
{
    run run;
    if (!rules_is_capital(check, index))
        return false;
    (void)rules_read_run(check, index, false, &run);
    return run.count > 0 && is_known(&check->rules->near_keys, &run, KEY_FAMILY, 0) &&
           !is_listed(check->rules, &run);
}

/* A run of the text, where it first stands. */
typedef struct seen_run {
    uint32_t count; /* times */
    uint32_t starts[RUN_WORDS];
    uint8_t sizes[RUN_WORDS], words;
    bool addressed;
} seen_run;

/* A word of a run: the number of the run, and in so many low bits which word. */
#define WHICH_BITS 3

static void recall(const check *check, const seen_run *seen, run *run)
{
    run->count = 0;
    for (size_t i = 0; i < seen->words; i++)
        (void)rules_add_to_run(run, check->text, seen->starts[i], seen->sizes[i]);
}

/* A person's name that stands often: words in other places of it are looked for. */
static lt_status note_often(const run *run, size_t index, lt_map *map)
{
    char key[RUN_KEY_SIZE];
    lt_status status = LT_OK;
    for (size_t gap = 1; gap < run->count && status == LT_OK; gap++) {
        size_t size = rules_run_key(run, KEY_OTHERS, gap, key);
        status = lt_map_set(map, key, size, (uint32_t)(index << WHICH_BITS | gap));
    }
    return status;
}

/* Another spelling of the same name that stands in the text many times. */
static void look_for_person(check *check, const run *run)
{
    char key[RUN_KEY_SIZE], with[RUN_WORD_SIZE];
    for (size_t gap = 1; gap < run->count; gap++) {
        const uint32_t *place =
            lt_map_find(&check->runs.map, key, rules_run_key(run, KEY_OTHERS, gap, key));
        if (!place)
            continue;
        const seen_run *other = &check->runs.items[*place >> WHICH_BITS];
        size_t which = *place & ((1u << WHICH_BITS) - 1), size = other->sizes[which];
        const char *text = check->text + other->starts[which];
        size_t length = rules_word_key(text, size, with, sizeof with);
        if (length == 0 || !is_near(run->words[gap], run->lengths[gap], with, length))
            continue;
        tell(check, RULE_NAME_SPELLING, run, gap, text, size);
        return;
    }
}

/* bà Hà Tinh: a person, whatever place is spelt nearly so. */
static bool is_addressed(const check *check, const run *run, size_t index)
{
    return rules_is_word(check, rules_token(check, index, -2),
                         " ông bà anh chị cô chú em cháu bác cụ thầy ") &&
           is_known(&check->rules->near_keys, run, KEY_FAMILY, 0);
}

/* Counts the run that begins at the token, and notes persons that stand often in the text. */
static lt_status count_run(check *check, const run *run, size_t index)
{
    char key[RUN_KEY_SIZE];
    seen_runs *seen = &check->runs;
    size_t size = rules_run_key(run, KEY_TIMES, run->count, key);
    const uint32_t *known = lt_map_find(&seen->map, key, size);
    if (known) {
        bool often = ++seen->items[*known].count == OFTEN;
        return often && is_person(check, run) ? note_often(run, *known, &seen->map) : LT_OK;
    }
    seen_run *items = lt_array_room(seen->items, seen->count, &seen->capacity, sizeof *items);
    if (!items)
        return LT_NO_MEMORY;
    seen->items = items;
    seen_run *added = &items[seen->count];
    *added = (seen_run){.count = 1, .words = (uint8_t)run->count};
    for (size_t i = 0; i < run->count; i++) {
        added->starts[i] = run->starts[i];
        added->sizes[i] = (uint8_t)run->sizes[i];
    }
    added->addressed = is_addressed(check, run, index);
    return lt_map_set(&seen->map, key, size, (uint32_t)seen->count++);
}

/* Tỉnh Nghệ An, Còn Nguyễn Văn Hiền: the capital of a sentence's first word says nothing. */
static bool is_behind_first(const check *check, const run *whole, size_t index)
{
    return whole->count >= 3 && check->tokens.items[index].flags & TOKEN_FIRST &&
           !is_listed(check->rules, whole);
}

static void leave_first(run *run)
{
    run->count--;
    memmove(run->starts, run->starts + 1, run->count * sizeof *run->starts);
    memmove(run->sizes, run->sizes + 1, run->count * sizeof *run->sizes);
    memmove(run->lengths, run->lengths + 1, run->count * sizeof *run->lengths);
    memmove(run->words, run->words + 1, run->count * sizeof *run->words);
}

static bool is_wanted(const check *check)
{
    return check->rules->near_keys.count > 0 &&
           (rule_on(check, RULE_NAME) || rule_on(check, RULE_NAME_SPELLING));
}

void rules_near(check *check)
{
    if (!is_wanted(check))
        return;
    rules_keep_keys(check);
    for (size_t i = 0, next; i < check->tokens.count && check->status == LT_OK; i = next) {
        run run;
        next = i + 1;
        if (!rules_is_capital(check, i))
            continue;
        next = rules_read_run(check, i, true, &run);
        if (run.count > 0)
            check->status = count_run(check, &run, i);
        if (run.count > 0 && check->status == LT_OK && is_behind_first(check, &run, i)) {
            leave_first(&run);
            check->status = count_run(check, &run, i + 2);
        }
    }
}

void rules_near_end(check *check)
{
    for (size_t i = 0; i < check->runs.count && check->status == LT_OK; i++) {
        const seen_run *seen = &check->runs.items[i];
        run run;
        if (seen->count > 1) /* what stands twice is a name of its own */
            continue;
        recall(check, seen, &run);
        if (rule_on(check, RULE_NAME) && !seen->addressed)
            look_for_name(check, &run);
        if (rule_on(check, RULE_NAME_SPELLING) && is_person(check, &run))
            look_for_person(check, &run);
    }
}

void rules_near_dispose(check *check)
{
    free(check->runs.keys);
    free(check->runs.items);
    lt_map_dispose(&check->runs.map);
}
