/* Names from lists: their letter case, whether they still stand; abbreviations. */
#include <stdlib.h>
#include <string.h>

#include <libtext/buffer.h>
#include <libtext/syllable.h>
#include <libtext/utf8.h>

#include "rules.h"

#define MOST_WORDS 18 /* signs count too: Bộ Văn hóa, Thể thao và Du lịch has nine */
#define KEY_SIZE   256

lt_status lt_rules_new(lt_rules **rules, lt_error *error)
{
    *rules = calloc(1, sizeof **rules);
    if (!*rules)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    (*rules)->phrases = (lt_map)LT_MAP_INIT;
    (*rules)->near_keys = (lt_map)LT_MAP_INIT;
    (*rules)->strings = (lt_arena)LT_ARENA_INIT;
    return LT_OK;
}

void lt_rules_free(lt_rules *rules)
{
    if (!rules)
        return;
    lt_map_dispose(&rules->phrases);
    lt_map_dispose(&rules->near_keys);
    lt_arena_dispose(&rules->strings);
    free(rules->near_words);
    free(rules->names);
    free(rules);
}

/* A word in lower case and the old tone style; bytes, 0 when it does not fit. */
size_t rules_word_key(const char *text, size_t length, char *key, size_t size)
{
    char syllable_text[LT_SYLLABLE_SIZE];
    lt_syllable syllable = lt_syllable_parse(text, length, NULL);
    if (!syllable)
        return rules_fold(text, length, key, size);
    size_t bytes = lt_syllable_render(syllable, LT_TONE_STYLE_OLD, LT_UPPER_NONE, syllable_text);
    if (bytes > size)
        return 0;
    memcpy(key, syllable_text, bytes);
    return bytes;
}

/* Appends a word to the key of a phrase; false when it does not fit. */
static bool add_word(char *key, size_t *length, const char *text, size_t size)
{
    size_t at = *length;
    if (at + 1 >= KEY_SIZE)
        return false;
    if (at > 0)
        key[at++] = ' ';
    size_t wrote = rules_word_key(text, size, key + at, KEY_SIZE - at);
    *length = at + wrote;
    return wrote > 0;
}

static unsigned read_day(const char *text, size_t length)
{
    unsigned value = 0;
    if (length != 10 || text[4] != '-' || text[7] != '-')
        return 0;
    for (size_t i = 0; i < length; i++)
        if (i != 4 && i != 7) {
            if (text[i] < '0' || text[i] > '9')
                return 0;
            value = value * 10 + (unsigned)(text[i] - '0');
        }
    return value;
}

static lt_status add_name(lt_rules *rules, const name *added, const char *key, size_t length)
{
    name *names =
        lt_array_room(rules->names, rules->name_count, &rules->name_capacity, sizeof *names);
    if (!names)
        return LT_NO_MEMORY;
    rules->names = names;
    uint32_t *old = lt_map_find(&rules->phrases, key, length);
    name *made = &rules->names[rules->name_count];
    *made = *added;
    made->next = old ? *old : 0;
    lt_status status = lt_map_set(&rules->phrases, key, length, (uint32_t)rules->name_count + 1);
    if (status == LT_OK)
        rules->name_count++;
    return status;
}

static lt_status bad_line(lt_error *error, size_t line, const char *what)
{
    lt_error_set(error, LT_BAD_DATA, 0, "line %zu: %s", line, what);
    if (error)
        error->line = line;
    return LT_BAD_DATA;
}

/* The words of a name: the key, and its first word behind U+0001 so that a look at one word says
 * whether a name may begin. */
static lt_status add_phrase(lt_rules *rules, const name *added, lt_error *error, size_t line)
{
    char key[KEY_SIZE], first[KEY_SIZE] = "\1";
    size_t length = 0, words = 0;
    tokens cut = TOKENS_INIT;
    lt_status status = rules_tokenize(added->text, 0, strlen(added->text), NULL, &cut);
    for (size_t i = 0; i < cut.count && status == LT_OK; i++) {
        token word = token_at(&cut, i);
        if (word.kind == TOKEN_SPACE)
            continue;
        if (++words > MOST_WORDS || !add_word(key, &length, added->text + word.start, word.length))
            status = LT_BAD_DATA;
        if (words == 1 && status == LT_OK && length < KEY_SIZE - 1) {
            memcpy(first + 1, key, length);
            if (!lt_map_find(&rules->phrases, first, length + 1))
                status = lt_map_set(&rules->phrases, first, length + 1, 0);
        }
    }
    rules_tokens_dispose(&cut);
    if (status == LT_OK && words > 0)
        status = add_name(rules, added, key, length);
    else if (status == LT_OK)
        status = LT_BAD_DATA;
    rules->longest = words > rules->longest ? (unsigned)words : rules->longest;
    return status == LT_BAD_DATA ? bad_line(error, line, "not a name") : status;
}

static lt_status add_line(lt_rules *rules, lt_rules_list list, const char *text, size_t length,
                          size_t line, lt_error *error)
{
    name added = {NULL, NULL, 0, (uint8_t)list, 0};
    const char *tab = memchr(text, '\t', length);
    size_t size = tab ? (size_t)(tab - text) : length;
    added.text = lt_arena_copy(&rules->strings, text, size);
    if (!added.text)
        return LT_NO_MEMORY;
    if (list == LT_RULES_NAMES || list == LT_RULES_PEOPLE || list == LT_RULES_FAMILIES)
        return rules_add_near(rules, list, text, size);
    if (list == LT_RULES_INTRODUCE) {
        if (!tab)
            return bad_line(error, line, "not SHORT, long");
        added.successor = lt_arena_copy(&rules->strings, tab + 1, length - size - 1);
        if (!added.successor)
            return LT_NO_MEMORY;
    }
    if (list == LT_RULES_OUTDATED) {
        const char *day = tab ? tab + 1 : NULL;
        const char *next = day ? memchr(day, '\t', (size_t)(text + length - day)) : NULL;
        added.gone = next ? read_day(day, (size_t)(next - day)) : 0;
        bool stands = next && next == day + 1 && *day == '-';
        if (!added.gone && !(next && stands))
            return bad_line(error, line, "not NAME, yyyy-mm-dd, successor");
        added.successor =
            lt_arena_copy(&rules->strings, next + 1, (size_t)(text + length - next - 1));
        if (!added.successor)
            return LT_NO_MEMORY;
    }
    return add_phrase(rules, &added, error, line);
}

lt_status lt_rules_add(lt_rules *rules, lt_rules_list list, const char *text, size_t length,
                       lt_error *error)
{
    lt_status status = LT_OK;
    size_t line = 0;
    if ((unsigned)list > LT_RULES_FAMILIES)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "no list %d", (int)list);
    status = lt_utf8_validate(text, length, error);
    for (size_t at = 0; at < length && status == LT_OK;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - text) : length, size = end - at;
        size -= size > 0 && text[at + size - 1] == '\r';
        line++;
        if (size > 0 && text[at] != '#')
            status = add_line(rules, list, text + at, size, line, error);
        at = end + 1;
    }
    return status == LT_OK ? status : lt_error_set(error, status, 0, "%s", lt_status_name(status));
}

/* A name that begins at a token: the longest one, its last token, its names' chain. */
typedef struct match {
    size_t last;
    uint32_t names; /* index + 1 */
} match;

static match find_name(const check *check, size_t index)
{
    const lt_rules *rules = check->rules;
    match best = {index, 0};
    char key[KEY_SIZE] = "\1";
    token first = rules_token(check, index, 0);
    size_t length = rules_word_key(check->text + first.start, first.length, key + 1, KEY_SIZE - 1);
    if (length == 0 || !lt_map_find(&rules->phrases, key, length + 1))
        return best;
    length = 0;
    size_t words = 0;
    for (size_t i = index; i < check->tokens.count && words < rules->longest; i++) {
        token word = rules_token(check, i, 0);
        if (word.kind == TOKEN_SPACE)
            continue;
        if (word.kind == TOKEN_NEWLINE ||
            !add_word(key, &length, check->text + word.start, word.length))
            break;
        words++;
        const uint32_t *found = lt_map_find(&rules->phrases, key, length);
        if (found && *found)
            best = (match){i, *found};
    }
    return best;
}

static const name *name_of_list(const check *check, uint32_t chain, lt_rules_list list)
{
    for (; chain; chain = check->rules->names[chain - 1].next)
        if (check->rules->names[chain - 1].list == (uint8_t)list)
            return &check->rules->names[chain - 1];
    return NULL;
}

/* Written so that only the letter case differs? Then what should stand there. */
static bool wrong_case(const check *check, size_t first, size_t last, const name *name)
{
    token from = rules_token(check, first, 0), to = rules_token(check, last, 0);
    size_t length = to.start + to.length - from.start;
    bool capitals = true;
    for (size_t i = first; i <= last; i++) {
        const packed_token *word = &check->tokens.items[i];
        if (word->kind != TOKEN_WORD)
            continue;
        capitals = capitals && word->flags & TOKEN_CAPITALS;
    }
    if (capitals)
        return false;
    if (strlen(name->text) != length)
        return true;
    /* A sentence begins with a capital whatever the name does. */
    size_t skip = from.flags & TOKEN_FIRST && from.flags & TOKEN_UPPER ? from.length : 0;
    return memcmp(check->text + from.start + skip, name->text + skip, length - skip) != 0;
}

static bool has_lower_word(const check *check, size_t first, size_t last)
{
    for (size_t i = first; i <= last; i++)
        if (check->tokens.items[i].kind == TOKEN_WORD &&
            !(check->tokens.items[i].flags & TOKEN_UPPER))
            return true;
    return false;
}

static bool has_upper_word(const check *check, size_t first, size_t last)
{
    for (size_t i = first; i <= last; i++)
        if (check->tokens.items[i].flags & TOKEN_UPPER ||
            check->tokens.items[i].kind == TOKEN_NUMBER)
            return true;
    return false;
}

/* A capital right before may make this the middle of another name. */
static bool stands_alone(const check *check, size_t index)
{
    token before = rules_token(check, index, -2);
    return rules_token(check, index, -1).kind != TOKEN_SPACE || before.kind != TOKEN_WORD ||
           (before.flags & (TOKEN_UPPER | TOKEN_FIRST)) != TOKEN_UPPER;
}

/* A name of the list that begins at the token and is no part of another one. */
static const name *name_here(const check *check, size_t index, lt_rules_list list, size_t *last)
{
    if (check->rules->name_count == 0)
        return NULL;
    match match = find_name(check, index);
    *last = match.last;
    return match.names && stands_alone(check, index) ? name_of_list(check, match.names, list)
                                                     : NULL;
}

void rules_place_case(check *check, size_t index)
{
    size_t last;
    if (check->tokens.items[index].flags & TOKEN_FIRST)
        return;
    const name *name = name_here(check, index, LT_RULES_PLACES, &last);
    if (name && has_lower_word(check, index, last))
        rules_add_tokens(check, RULE_PLACE_CASE, index, last, name->text);
}

void rules_outdated(check *check, size_t index)
{
    size_t last;
    if (!check->options->as_of)
        return;
    const name *name = name_here(check, index, LT_RULES_OUTDATED, &last);
    if (name && name->gone && name->gone <= check->options->as_of && index + 2 <= last &&
        has_upper_word(check, index + 2, last))
        rules_add_tokens(check, RULE_OUTDATED, index, last,
                         *name->successor ? name->successor : NULL);
}

bool rules_is_word(const check *check, token token, const char *words)
{
    char key[64] = " ";
    if (token.kind != TOKEN_WORD)
        return false;
    size_t length = rules_fold(check->text + token.start, token.length, key + 1, sizeof key - 3);
    key[length + 1] = ' ';
    key[length + 2] = '\0';
    return length > 0 && strstr(words, key);
}

/* thứ hai, tháng tư: only where they name a day or month, not an order or a number of months. */
static void decree_day(check *check, size_t index)
{
    token word = rules_token(check, index, 0), next = rules_token(check, index, 2);
    token before = rules_token(check, index, -2), after = rules_token(check, index, 4);
    if (word.flags & TOKEN_FIRST && !(word.flags & TOKEN_VI))
        return;
    bool weekday = rules_is_word(check, word, " thứ ") &&
                   rules_is_word(check, next, " hai ba tư năm sáu bảy ") &&
                   (rules_is_word(check, before, " sáng chiều tối trưa ngày đêm ") ||
                    rules_is_word(check, after, " ngày tuần hằng hàng "));
    bool month =
        rules_is_word(check, word, " tháng ") &&
        rules_is_word(check, next, " giêng tư sáu bảy tám chạp ") && before.kind != TOKEN_NUMBER &&
        !rules_is_word(check, before, " mấy vài nhiều hai ba bốn năm sáu bảy tám chín mười các ");
    if ((!weekday && !month) || next.flags & TOKEN_UPPER)
        return;
    char fixed[16];
    lt_letter letter;
    const char *text = check->text + next.start;
    size_t taken = lt_letter_read(text, next.length, &letter);
    letter.upper = true;
    size_t wrote = lt_letter_write(letter, fixed);
    if (wrote && next.length - taken < sizeof fixed - wrote) {
        memcpy(fixed + wrote, text + taken, next.length - taken);
        rules_add(check, RULE_DECREE_DAY, next.start, next.length, fixed,
                  wrote + next.length - taken);
    }
}

void rules_decree(check *check, size_t index)
{
    if (rule_on(check, RULE_DECREE_DAY))
        decree_day(check, index);
    if (!rule_on(check, RULE_DECREE_CASE) || check->rules->name_count == 0)
        return;
    match match = find_name(check, index);
    const name *name = name_of_list(check, match.names, LT_RULES_DECREE_NAMES);
    if (name && wrong_case(check, index, match.last, name))
        rules_add_tokens(check, RULE_DECREE_CASE, index, match.last, name->text);
    const struct name *office = name_of_list(check, match.names, LT_RULES_OFFICES);
    if (office && rule_on(check, RULE_DECREE_OFFICE) && rules_is_person(check, match.last + 2) &&
        rules_token(check, match.last, 1).kind == TOKEN_SPACE &&
        wrong_case(check, index, match.last, office))
        rules_add_tokens(check, RULE_DECREE_OFFICE, index, match.last, office->text);
}

static bool is_roman(const char *text, size_t length)
{
    return strspn(text, "IVXLCDM") >= length;
}

/* Capitals that stand as a word of prose: not part of KT-XH or NĐ-CP, not in a headline. */
static bool is_abbreviation(const check *check, size_t index)
{
    token word = rules_token(check, index, 0);
    token before = rules_token(check, index, -1), after = rules_token(check, index, 1);
    if (word.kind != TOKEN_WORD || !(word.flags & TOKEN_CAPITALS) || !(word.flags & TOKEN_VI) ||
        word.flags & TOKEN_ADDRESS || word.length > 8)
        return false;
    if (before.kind == TOKEN_NUMBER || after.kind == TOKEN_NUMBER || before.sign == '-' ||
        after.sign == '-' || before.sign == '.' || before.sign == '/' || after.sign == '/' ||
        before.sign == '&' || after.sign == '&')
        return false;
    return !(rules_token(check, index, -2).flags & TOKEN_CAPITALS) &&
           !(rules_token(check, index, 2).flags & TOKEN_CAPITALS) &&
           !is_roman(check->text + word.start, word.length);
}

/* With what it stands for, if a list tells, as it is introduced: hội đồng thành viên (HĐTV). */
static void add_abbreviation(check *check, size_t index, const name *known)
{
    lt_buffer introduced = LT_BUFFER_INIT;
    token word = rules_token(check, index, 0);
    lt_status status = LT_OK;
    if (known)
        status = lt_buffer_append_format(&introduced, "%s (%.*s)", known->successor,
                                         (int)word.length, check->text + word.start);
    if (status == LT_OK)
        rules_add_tokens(check, RULE_ABBREVIATION, index, index, known ? introduced.data : NULL);
    else
        check->status = status;
    lt_buffer_dispose(&introduced);
}

void rules_abbreviations(check *check)
{
    lt_map *seen = &check->abbreviations;
    for (size_t i = 0; rule_on(check, RULE_ABBREVIATION) && i < check->tokens.count; i++) {
        if (!is_abbreviation(check, i))
            continue;
        token word = rules_token(check, i, 0);
        const char *text = check->text + word.start;
        match match = find_name(check, i);
        bool alone = match.last == i;
        bool known = lt_map_find(seen, text, word.length) ||
                     (alone && name_of_list(check, match.names, LT_RULES_ABBREVIATIONS));
        /* In brackets behind its long form it is being introduced. */
        bool introduced = rules_token(check, i, -1).sign == '(';
        if (!known && !introduced)
            add_abbreviation(check, i,
                             alone ? name_of_list(check, match.names, LT_RULES_INTRODUCE) : NULL);
        lt_status status = lt_map_set(seen, text, word.length, 1);
        check->status = check->status == LT_OK ? status : check->status;
    }
}
