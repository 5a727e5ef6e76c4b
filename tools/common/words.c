#include "tools/common/words.h"

#include <stdlib.h>
#include <string.h>

#include "tools/common/tool.h"

/* A file of more is no personal dictionary; every finding looks through all of them. */
#define MOST_WORDS 1000000

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
    for (size_t at = 0; at < length;) {
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

/* Does `word` stand in the text so that it covers the place? */
static bool covers(const char *word, const char *text, size_t length, size_t start, size_t size)
{
    size_t letters = strlen(word);
    if (letters < size)
        return false;
    size_t first = start + size > letters ? start + size - letters : 0;
    for (size_t at = first; at <= start && at + letters <= length; at++)
        if (memcmp(text + at, word, letters) == 0)
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

const char *check_reason(lt_spell_code code, const char *reason)
{
    static const struct {
        lt_spell_code code;
        const char *en, *vi;
    } messages[] = {
        {LT_SPELL_SYLLABLE, "not a word", "không phải từ"},
        {LT_SPELL_WORD, "wrong word in this context", "từ sai trong ngữ cảnh này"},
        {LT_SPELL_TYPING, "typing keys left over", "sót phím gõ dấu"},
        {LT_SPELL_ENGLISH, "English word misspelt", "sai chính tả tiếng Anh"},
        {LT_SPELL_NAME, "name spelt otherwise elsewhere", "tên viết khác nơi khác"},
        {LT_SPELL_LOOKALIKE, "letter of another script", "chữ cái của bộ chữ khác"},
    };
    (void)reason;
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (messages[i].code == code)
            return say(messages[i].en, messages[i].vi);
    return "";
}
