#include "tools/common/words.h"

#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "tools/common/tool.h"

/* A file of more is no personal dictionary, and what is longer no word or phrase. */
#define MOST_WORDS   ((size_t)1000000)
#define LONGEST_WORD ((size_t)2048) /* lt_spell_add_word takes no more */

static void append(words *words, const char *word, size_t length)
{
    if (words->count == words->capacity) {
        size_t capacity = words->capacity ? words->capacity * 2 : 64;
        char **items = realloc(words->items, capacity * sizeof *items);
        if (!items || capacity > MOST_WORDS * 2)
            give_up(say("too many personal words", "quá nhiều từ riêng"));
        words->items = items;
        words->capacity = capacity;
    }
    char *copy = strndup(word, length);
    if (!copy)
        give_up("out of memory");
    words->items[words->count++] = copy;
    if (length > words->longest && length <= LONGEST_WORD)
        words->longest = length;
}

/* How many words are before these bytes, or the same; no NUL is among them. */
static size_t place_behind(const words *words, const char *bytes, size_t length)
{
    size_t low = 0, high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *word = words->items[middle];
        int order = strncmp(word, bytes, length);
        if (order < 0 || (order == 0 && word[length] == '\0'))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void words_add(words *words, const char *word, size_t length)
{
    if (length == 0)
        return;
    size_t place = place_behind(words, word, length);
    append(words, word, length);
    char *added = words->items[words->count - 1];
    memmove(words->items + place + 1, words->items + place,
            (words->count - 1 - place) * sizeof *words->items);
    words->items[place] = added;
}

static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

void words_read(words *words, const char *text, size_t length)
{
    for (size_t at = lt_utf8_mark(text, length); at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - text) : length, size = end - at;
        const char *comment = memchr(text + at, '#', size);
        size = comment ? (size_t)(comment - text) - at : size;
        while (size > 0 && strchr(" \t\r", text[at + size - 1]))
            size--;
        while (size > 0 && strchr(" \t", text[at])) {
            at++;
            size--;
        }
        if (size > 0)
            append(words, text + at, size);
        at = end + 1;
    }
    if (words->count > 1)
        qsort(words->items, words->count, sizeof *words->items, by_bytes);
}

void words_dispose(words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->items[i]);
    free(words->items);
}

/* All signs that stand beside words are ASCII, below U+00C0 or general punctuation. */
static bool is_letter(const char *text, size_t length, size_t at)
{
    uint32_t c;
    if (at >= length || lt_utf8_decode(text + at, length - at, &c) == 0)
        return false;
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    return c >= 0xC0 && (c < 0x2000 || c > 0x206F);
}

/* Is byte `at` inside a word? */
static bool cuts_word(const char *text, size_t length, size_t at)
{
    size_t before = at;
    do
        before -= before > 0;
    while (before > 0 && (text[before] & 0xC0) == 0x80);
    return at > 0 && is_letter(text, length, before) && is_letter(text, length, at);
}

/* Does the text from `from` on begin with one of the words, of `least` to `most` bytes, and no word
 * go on where it ends? The last word that is not behind the bytes has more of them in common than
 * any other: if it is no such word, only a shorter beginning may be one. */
static bool begins(const words *words, const char *text, size_t length, size_t from, size_t least,
                   size_t most)
{
    const char *bytes = text + from;
    for (most = strnlen(bytes, most); most >= least;) {
        size_t place = place_behind(words, bytes, most), same = 0;
        if (place == 0)
            return false;
        const char *word = words->items[place - 1];
        while (same < most && word[same] == bytes[same])
            same++;
        if (word[same] != '\0')
            most = same;
        else if (same >= least && !cuts_word(text, length, from + same))
            return true;
        else if (same == 0)
            return false;
        else
            most = same - 1;
    }
    return false;
}

/* Looks from every beginning of a word that is near enough for one that covers the place. */
bool words_cover(const words *words, const char *text, size_t length, size_t start, size_t size)
{
    size_t longest = words->longest, after = start + size;
    if (size == 0 || size > longest)
        return false;
    for (size_t from = after > longest ? after - longest : 0; from <= start; from++) {
        size_t most = length - from < longest ? length - from : longest;
        if (!cuts_word(text, length, from) && begins(words, text, length, from, after - from, most))
            return true;
    }
    return false;
}

/* By the engine's name for the kind of slip. */
static const char *slip_message(const char *reason)
{
    static const char *const slips[][3] = {
        {"hoi-nga", "hỏi and ngã mixed up", "lẫn hỏi và ngã"},
        {"tone-missing", "tone mark missing", "thiếu dấu thanh"},
        {"tone-extra", "tone mark too many", "thừa dấu thanh"},
        {"tone", "wrong tone mark", "sai dấu thanh"},
        {"mark-missing", "mark of a letter missing", "thiếu dấu mũ, dấu móc hoặc gạch đ"},
        {"mark-extra", "mark on a letter too many", "thừa dấu mũ, dấu móc hoặc gạch đ"},
        {"mark", "wrong mark on a letter", "sai dấu mũ, dấu móc"},
        {"marks-missing", "all marks missing", "thiếu hết dấu"},
        {"mark-and-tone", "wrong mark and tone", "sai cả dấu chữ lẫn dấu thanh"},
        {"s-x", "s and x mixed up", "lẫn s và x"},
        {"ch-tr", "ch and tr mixed up", "lẫn ch và tr"},
        {"d-gi-r", "d, gi and r mixed up", "lẫn d, gi và r"},
        {"l-n", "l and n mixed up", "lẫn l và n"},
        {"onset-spelling", "c/k/q, g/gh, ng/ngh", "lẫn c/k/q, g/gh, ng/ngh"},
        {"i-y", "i and y mixed up", "lẫn i và y"},
        {"coda", "wrong end of the syllable", "sai âm cuối"},
        {"vowel", "wrong vowel", "sai vần"},
        {"neighbouring-key", "neighbouring key hit", "gõ nhầm phím bên cạnh"},
        {"letter-replaced", "wrong letter", "sai chữ cái"},
        {"letter-inserted", "letter too many", "thừa chữ cái"},
        {"letter-doubled", "letter doubled", "gõ đôi chữ cái"},
        {"letter-dropped", "letter missing", "thiếu chữ cái"},
        {"letters-swapped", "letters swapped", "đảo chữ cái"},
        {"tone-place", "tone mark on the wrong letter", "đặt dấu thanh sai chữ cái"},
        {"two-tones", "two tone marks", "hai dấu thanh"},
        {"joined", "space missing", "dính chữ"},
        {"split", "space too many", "tách chữ"},
        {"confused", "often mistaken for another word", "hay bị viết nhầm"},
    };
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        if (strcmp(slips[i][0], reason) == 0)
            return say(slips[i][1], slips[i][2]);
    return NULL;
}

const char *check_reason(lt_spell_code code, const char *reason)
{
    static const char *const messages[LT_SPELL_CODE_COUNT][2] = {
        [LT_SPELL_SYLLABLE] = {"not a word", "không phải từ"},
        [LT_SPELL_WORD] = {"wrong word in this context", "từ sai trong ngữ cảnh này"},
        [LT_SPELL_TYPING] = {"typing keys left over", "sót phím gõ dấu"},
        [LT_SPELL_ENGLISH] = {"English word misspelt", "sai chính tả tiếng Anh"},
        [LT_SPELL_NAME] = {"name spelt otherwise elsewhere", "tên viết khác nơi khác"},
        [LT_SPELL_LOOKALIKE] = {"letter of another script", "chữ cái của bộ chữ khác"},
    };
    bool slip = (code == LT_SPELL_SYLLABLE || code == LT_SPELL_WORD) && reason;
    const char *message = slip ? slip_message(reason) : NULL;
    return message ? message : say(messages[code][0], messages[code][1]);
}
