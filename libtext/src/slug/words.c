/* The words of a slug: where they are, which are dropped, where a limit cuts. */
#include <string.h>

#include <unicode/uchar.h>

#include <libtext/utf8.h>

#include "slugger.h"

/* Longest word that is looked at as a syllable, in bytes: any spelling of the longest with marks
 * apart. */
#define SOURCE_SIZE 48

typedef struct splitter {
    lt_slugger *slugger;
    bool open;   /* a word is being written */
    bool spaced; /* a space was seen since the last word */
    bool ascii;
    char source[SOURCE_SIZE]; /* the word as it was given */
    size_t source_length;     /* SOURCE_SIZE: too long to be a syllable */
} splitter;

static slug_word *last_word(const lt_slugger *slugger)
{
    return &slugger->words[slugger->word_count - 1];
}

static lt_status open_word(splitter *split)
{
    lt_slugger *slugger = split->slugger;
    slug_word *words =
        lt_array_room(slugger->words, slugger->word_count, &slugger->word_capacity, sizeof *words);
    if (!words)
        return LT_NO_MEMORY;
    slugger->words = words;
    slugger->words[slugger->word_count++] = (slug_word){
        slugger->letters.length, 0, 0, !split->spaced && slugger->word_count > 0, false};
    split->open = true;
    split->spaced = false;
    split->ascii = true;
    split->source_length = 0;
    return LT_OK;
}

/* Icelandic ð and African ɖ, lower cases of look-alikes, are đ where that makes a syllable. */
static lt_syllable parse_with_bar(splitter *split)
{
    char text[SOURCE_SIZE];
    memcpy(text, split->source, split->source_length);
    bool any = false;
    for (size_t i = 0; i + 1 < split->source_length; i++)
        if (memcmp(text + i, "\xC3\xB0", 2) == 0 || memcmp(text + i, "\xC9\x96", 2) == 0 ||
            memcmp(text + i, "\xC3\x90", 2) == 0 || memcmp(text + i, "\xC6\x89", 2) == 0) {
            memcpy(text + i, "\xC4\x91", 2);
            any = true;
        }
    return any ? lt_syllable_parse(text, split->source_length, NULL) : 0;
}

static lt_status close_word(splitter *split)
{
    if (!split->open)
        return LT_OK;
    lt_slugger *slugger = split->slugger;
    slug_word *word = last_word(slugger);
    split->open = false;
    word->ascii = split->ascii;
    if (split->source_length < SOURCE_SIZE) {
        word->syllable = lt_syllable_parse(split->source, split->source_length, NULL);
        if (word->syllable == 0)
            word->syllable = parse_with_bar(split);
    }
    if (lt_slug_unicode(slugger) && word->syllable) {
        char text[LT_SYLLABLE_SIZE];
        size_t length = lt_syllable_render(word->syllable, LT_TONE_STYLE_OLD, LT_UPPER_NONE, text);
        lt_buffer_truncate(&slugger->letters, word->start);
        if (lt_buffer_append(&slugger->letters, text, length) != LT_OK)
            return LT_NO_MEMORY;
    }
    word->length = slugger->letters.length - word->start;
    return LT_OK;
}

/* Remembers how the word was given, to read it as a syllable. */
static void note_source(splitter *split, uint32_t codepoint)
{
    char bytes[4];
    size_t size = lt_utf8_encode(codepoint, bytes);
    split->ascii = split->ascii && codepoint < 0x80;
    if (split->source_length + size >= SOURCE_SIZE) {
        split->source_length = SOURCE_SIZE;
        return;
    }
    memcpy(split->source + split->source_length, bytes, size);
    split->source_length += size;
}

static lt_status put_letter(splitter *split, char letter)
{
    lt_status status = split->open ? LT_OK : open_word(split);
    return status == LT_OK ? lt_buffer_append_byte(&split->slugger->letters, letter) : status;
}

static lt_status put_string(splitter *split, const char *letters, uint32_t codepoint)
{
    lt_status status = LT_OK;
    for (; *letters && status == LT_OK; letters++)
        if (*letters == '-' || (*letters == '.' && split->slugger->options.style == LT_SLUG_DASH)) {
            status = close_word(split);
        } else if (*letters != '.') {
            status = put_letter(split, *letters);
            note_source(split, codepoint);
        }
    return status;
}

/* A letter, digit or mark that is kept as it is. */
static lt_status put_unicode(splitter *split, uint32_t codepoint)
{
    lt_status status = split->open ? LT_OK : open_word(split);
    if (status == LT_OK)
        status = lt_buffer_append_codepoint(&split->slugger->letters, codepoint);
    if (status == LT_OK)
        note_source(split, codepoint);
    return status;
}

static lt_status put_character(splitter *split, uint32_t codepoint, uint16_t entry)
{
    if (lt_slug_unicode(split->slugger)) {
        if (entry != SLUG_IGNORE || split->open)
            return put_unicode(split, codepoint);
        return LT_OK;
    }
    if (entry == SLUG_IGNORE || entry == SLUG_FOREIGN) {
        if (split->open && codepoint >= 0x300 && codepoint < 0x370)
            note_source(split, codepoint);
        return LT_OK;
    }
    if (entry >= SLUG_STRING)
        return put_string(split, lt_slug_strings[entry - SLUG_STRING], codepoint);
    lt_status status = put_letter(split, (char)entry);
    if (status == LT_OK)
        note_source(split, codepoint);
    return status;
}

static lt_status put_codepoint(splitter *split, uint32_t codepoint)
{
    const lt_slug_options *options = &split->slugger->options;
    uint16_t entry = lt_slug_entry(codepoint);
    if (codepoint == (unsigned char)options->separator)
        return close_word(split);
    switch (entry) {
    case SLUG_SPACE:
        split->spaced = true;
        return close_word(split);
    case SLUG_BREAK:
        return close_word(split);
    case SLUG_PUNCTUATION:
    case SLUG_SUPERSCRIPT:
        if (options->style == LT_SLUG_DASH)
            return close_word(split);
        if (split->open)
            note_source(split, codepoint); /* glued words are no syllable */
        return LT_OK;
    default:
        return put_character(split, codepoint, entry);
    }
}

lt_status lt_slug_split(lt_slugger *slugger, bool is_slug)
{
    splitter split = {slugger, false, false, true, "", 0};
    lt_status status = LT_OK;
    slugger->word_count = 0;
    lt_buffer_clear(&slugger->letters);
    for (size_t i = 0; i < slugger->now.count && status == LT_OK; i++) {
        uint32_t codepoint = slugger->now.data[i];
        split.spaced |= is_slug && codepoint == (unsigned char)slugger->options.separator;
        status = put_codepoint(&split, codepoint);
    }
    return status == LT_OK ? close_word(&split) : status;
}

/* STOPWORD, STOPWORD_END, or 0 for any other word. */
static uint32_t stopword(const lt_slugger *slugger, const slug_word *word, unsigned languages)
{
    const lt_slug_rules *rules = slugger->options.rules;
    const uint32_t *value = NULL;
    if (rules && languages & LT_SLUG_DROP_VI && word->syllable)
        value =
            lt_map_find(&rules->stopwords_vi, (const char *)&word->syllable, sizeof word->syllable);
    if (rules && !value && languages & LT_SLUG_DROP_EN && word->ascii)
        value =
            lt_map_find(&rules->stopwords_en, slugger->letters.data + word->start, word->length);
    return value ? *value : 0;
}

void lt_slug_drop_stopwords(lt_slugger *slugger)
{
    unsigned languages = slugger->options.flags & (LT_SLUG_DROP_VI | LT_SLUG_DROP_EN);
    size_t kept = 0;
    for (size_t i = 0; i < slugger->word_count; i++)
        kept += stopword(slugger, &slugger->words[i], languages) != STOPWORD;
    if (languages == 0 || kept == 0)
        return;
    kept = 0;
    for (size_t i = 0; i < slugger->word_count; i++)
        if (stopword(slugger, &slugger->words[i], languages) != STOPWORD)
            slugger->words[kept++] = slugger->words[i];
    slugger->word_count = kept;
}

size_t lt_slug_bytes_of(const char *text, size_t length, size_t count)
{
    size_t at = 0;
    for (; at < length; at++)
        if (((unsigned char)text[at] & 0xC0) != 0x80 && count-- == 0)
            break;
    return at;
}

/* A number wants what it counts (7 | cầu vượt), but a year stands alone. */
static bool bare_number(const char *letters, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (letters[i] < '0' || letters[i] > '9')
            return false;
    return length != 4 || (memcmp(letters, "19", 2) != 0 && memcmp(letters, "20", 2) != 0);
}

/* Would a slug that ends with this word read as cut off? */
static bool bad_end(const lt_slugger *slugger, size_t index)
{
    const slug_word *word = &slugger->words[index], *after = word + 1;
    const lt_slug_rules *rules = slugger->options.rules;
    if (after->bound || bare_number(slugger->letters.data + word->start, word->length) ||
        stopword(slugger, word, LT_SLUG_DROP_VI | LT_SLUG_DROP_EN))
        return true;
    if (!rules || !word->syllable || !after->syllable)
        return false;
    lt_syllable pair[2] = {word->syllable, after->syllable};
    return lt_map_find(&rules->compounds, (const char *)pair, sizeof pair) != NULL;
}

void lt_slug_cut(lt_slugger *slugger, size_t room)
{
    size_t used = 0, fitting = 0;
    for (; fitting < slugger->word_count; fitting++) {
        const slug_word *word = &slugger->words[fitting];
        size_t size =
            lt_utf8_count(slugger->letters.data + word->start, word->length) + (fitting > 0);
        if (used + size > room)
            break;
        used += size;
    }
    if (fitting == slugger->word_count)
        return;
    if (fitting == 0) {
        slug_word *first = &slugger->words[0];
        first->length = lt_slug_bytes_of(slugger->letters.data + first->start, first->length, room);
        slugger->word_count = 1;
        return;
    }
    slugger->word_count = fitting;
    for (size_t count = fitting; count > 0; count--)
        if (!bad_end(slugger, count - 1)) {
            slugger->word_count = count;
            return;
        }
}
