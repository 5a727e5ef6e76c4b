#include "tools/common/words.h"

#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "tools/common/tool.h"

/* A file of more is no personal dictionary; every finding looks through all of them. */
#define MOST_WORDS ((size_t)1000000)

void words_add(words *words, const char *word, size_t length)
{
    if (length == 0)
        return;
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
        words_add(words, text + at, size);
        at = end + 1;
    }
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

/* Does `word` stand in the text, not as a part of others, so that it covers the place? */
static bool covers(const char *word, const char *text, size_t length, size_t start, size_t size)
{
    size_t letters = strlen(word);
    if (letters < size)
        return false;
    size_t first = start + size > letters ? start + size - letters : 0;
    for (size_t at = first; at <= start && at + letters <= length; at++)
        if (memcmp(text + at, word, letters) == 0 && !cuts_word(text, length, at) &&
            !cuts_word(text, length, at + letters))
            return true;
    return false;
}

bool words_cover(const words *words, const char *text, size_t length, size_t start, size_t size)
{
    for (size_t i = 0; i < words->count; i++)
        if (covers(words->items[i], text, length, start, size))
            return true;
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
