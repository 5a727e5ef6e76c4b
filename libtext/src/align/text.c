#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "base/pages.h"
#include "segment/sentence.h"

/* -ln of the share of sentences for a word that no lexicon has met. */
#define UNKNOWN_RARITY 11.0F

#define WORDS_AT_FIRST 256

/* So many plain words make a segment foreign: every Vietnamese sentence has marks. */
#define FOREIGN_WORDS 3

void lt_align_side_dispose(lt_align_side *side)
{
    lt_terms_dispose(&side->terms);
    free(side->first);
    free(side->letters);
    free(side->shape);
    free(side->phrase);
    free(side->miss);
    free(side->chance);
    *side = (lt_align_side){0};
}

static lt_status no_memory(lt_error *error)
{
    return lt_error_set(error, LT_NO_MEMORY, 0, "no memory to align");
}

static bool has_odd_quotes(const char *s, size_t length)
{
    bool odd = false;
    for (size_t i = 0; i < length; i++) {
        bool curly = i + 2 < length && (unsigned char)s[i] == 0xE2 &&
                     (unsigned char)s[i + 1] == 0x80 &&
                     ((unsigned char)s[i + 2] & 0xFEu) == 0x9C; /* U+201C, U+201D */
        odd ^= s[i] == '"' || curly;
    }
    return odd;
}

static bool is_ellipsis(const char *text, size_t length)
{
    return length >= 3 && memcmp(text, "\xE2\x80\xA6", 3) == 0; /* U+2026 */
}

/* Does what follows the last word end a sentence? */
static bool has_stop(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (strchr(".!?;:", text[i]) || is_ellipsis(text + i, length - i))
            return text[i] != '\0';
    return false;
}

/* English left in the Vietnamese text: some words of small letters, none with a mark. */
static bool is_foreign(const lt_term *words, size_t count)
{
    size_t plain = 0;
    for (size_t i = 0; i < count; i++) {
        if (words[i].flags & LT_TERM_MARKED)
            return false;
        plain += !(words[i].flags & (LT_TERM_CAPITAL | LT_TERM_NUMBER)) && words[i].letters > 2;
    }
    return plain >= FOREIGN_WORDS;
}

static uint16_t shape_of(const lt_align_segment *segment, const lt_term *words, size_t count,
                         lt_language language)
{
    const char *text = segment->text;
    size_t length = segment->length;
    uint16_t shape = has_odd_quotes(text, length) ? LT_SHAPE_QUOTE : 0;
    size_t begin = 0, space;
    while (begin < length && (space = lt_space_at(text + begin, length - begin)) > 0)
        begin += space;
    if (begin < length && (text[begin] == '.' || is_ellipsis(text + begin, length - begin)))
        shape |= LT_SHAPE_DOTS;
    if (count == 0)
        return (shape & LT_SHAPE_DOTS) | LT_SHAPE_EMPTY; /* a stray quote or dash */
    const lt_term *last = &words[count - 1];
    if (!(words->flags & (LT_TERM_CAPITAL | LT_TERM_NUMBER)))
        shape |= LT_SHAPE_LOWER;
    size_t end = last->start + last->length;
    if (memchr(text + end, '?', length - end))
        shape |= LT_SHAPE_QUESTION;
    if (!has_stop(text + end, length - end))
        shape |= LT_SHAPE_UNFINISHED;
    if (language == LT_LANGUAGE_VI && is_foreign(words, count))
        shape |= LT_SHAPE_FOREIGN;
    /* "Sec." or "… by US." alone, with nothing after the full stop */
    size_t trimmed = lt_trim_end(text, length);
    if (trimmed == end + 1 && text[end] == '.') {
        size_t start = end;
        while (start > 0 && text[start - 1] != ' ')
            start--;
        if (lt_abbreviation(text, start, end - start, "X", 1, language))
            shape |= LT_SHAPE_ABBREVIATION;
    }
    return shape;
}

/* Cost of a word without a match, and how often words like it match by chance. */
static void weigh(lt_align_side *side, size_t at, lt_language language,
                  const lt_lexicon *const *lexicons, size_t lexicon_count,
                  const lt_align_parameters *p)
{
    const lt_term *t = &side->terms.items[at];
    bool known = false;
    float rarity = UNKNOWN_RARITY;
    side->phrase[at] = LT_LEXICON_NONE;
    for (size_t i = 0; i < lexicon_count; i++) {
        const lt_lexicon_side *s = &lexicons[i]->side[language];
        uint32_t phrase = lt_lexicon_find(s, t->key);
        if (i == 0)
            side->phrase[at] = phrase;
        if (phrase == LT_LEXICON_NONE || known)
            continue;
        known = true;
        rarity = (float)lt_lexicon_rarity(s, phrase) / 16;
    }
    float miss = p->miss_word[language];
    if (t->flags & LT_TERM_NUMBER)
        miss = p->miss_number;
    else if ((t->flags & LT_TERM_CAPITAL) && !(t->flags & LT_TERM_OPENING))
        miss = p->miss_capital[language];
    side->miss[at] = -miss * p->miss_scale;
    side->chance[at] = p->prior_count * expf(-p->prior_power * rarity);
}

static lt_status allocate(lt_align_side *side, size_t count, lt_error *error)
{
    /* never NULL, so that a text without words needs no case of its own */
    side->terms.items = malloc(WORDS_AT_FIRST * sizeof *side->terms.items);
    side->terms.capacity = side->terms.items ? WORDS_AT_FIRST : 0;
    side->first = malloc((count + 1) * sizeof *side->first);
    side->letters = malloc((count + 1) * sizeof *side->letters);
    side->shape = malloc((count + 1) * sizeof *side->shape);
    return side->terms.items && side->first && side->letters && side->shape ? LT_OK
                                                                            : no_memory(error);
}

static lt_status scan(lt_align_side *side, lt_language language, lt_error *error)
{
    size_t bytes = 0;
    bool paragraphs =
        side->count > 0 && side->segments[side->count - 1].paragraph != side->segments[0].paragraph;
    for (size_t i = 0; i < side->count; i++) {
        const lt_align_segment *s = &side->segments[i];
        lt_error place = LT_ERROR_INIT;
        if (lt_utf8_validate(s->text, s->length, &place) != LT_OK) {
            lt_status status = lt_error_set(error, LT_INVALID_UTF8, place.offset, "segment %zu: %s",
                                            i + 1, place.message);
            if (error && error->line == 0)
                error->line = i + 1;
            return status;
        }
        bytes += s->length;
        if (bytes > LT_ALIGN_TEXT_SIZE)
            return lt_error_set(error, LT_TOO_LONG, 0, "more than %zu bytes to align",
                                LT_ALIGN_TEXT_SIZE);
        size_t begin = side->terms.count;
        side->first[i] = (uint32_t)begin;
        if (lt_terms_scan(&side->terms, s->text, s->length, language) != LT_OK)
            return no_memory(error);
        side->letters[i] = (float)lt_utf8_count(s->text, s->length);
        side->shape[i] =
            shape_of(s, side->terms.items + begin, side->terms.count - begin, language);
        if (paragraphs && (i == 0 || s->paragraph != s[-1].paragraph))
            side->shape[i] |= LT_SHAPE_PARAGRAPH;
    }
    side->first[side->count] = (uint32_t)side->terms.count;
    return LT_OK;
}

lt_status lt_align_side_scan(lt_align_side *side, const lt_align_segment *segments, size_t count,
                             lt_language language, const lt_lexicon *const *lexicons,
                             size_t lexicon_count, const lt_align_parameters *parameters,
                             lt_error *error)
{
    side->segments = segments;
    side->count = count;
    lt_status status = allocate(side, count, error);
    if (status == LT_OK)
        status = scan(side, language, error);
    if (status != LT_OK)
        return status;
    size_t words = side->terms.count + 1;
    side->phrase = lt_pages_allocate(words * sizeof *side->phrase);
    side->miss = lt_pages_allocate(words * sizeof *side->miss);
    side->chance = lt_pages_allocate(words * sizeof *side->chance);
    if (!side->phrase || !side->miss || !side->chance)
        return no_memory(error);
    for (size_t i = 0; i < side->terms.count; i++)
        weigh(side, i, language, lexicons, lexicon_count, parameters);
    return LT_OK;
}
