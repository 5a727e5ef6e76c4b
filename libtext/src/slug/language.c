/* Is a title Vietnamese or English? */
#include <libtext/utf8.h>

#include "slugger.h"

typedef struct votes {
    size_t marked;  /* Vietnamese syllables with a mark: no English word has one */
    size_t plain;   /* syllables of ASCII letters, as "an", "ban", "the" is not */
    size_t english; /* function words of English that are no syllable */
    size_t other;   /* words of letters that are neither */
} votes;

#define WORD_SIZE 48

static void count_word(const lt_slugger *slugger, const char *word, size_t length, bool ascii,
                       votes *votes)
{
    const lt_slug_rules *rules = slugger->options.rules;
    if (lt_syllable_parse(word, length, NULL)) {
        votes->marked += !ascii;
        votes->plain += ascii;
    } else if (ascii && rules && lt_map_find(&rules->stopwords_en, word, length)) {
        votes->english++;
    } else {
        votes->other++;
    }
}

lt_slug_language lt_slug_detect(const lt_slugger *slugger)
{
    votes votes = {0, 0, 0, 0};
    char word[WORD_SIZE + 4];
    size_t length = 0;
    bool ascii = true;
    const lt_codepoints *now = &slugger->now;
    for (size_t i = 0; i <= now->count; i++) {
        uint32_t c = i < now->count ? now->data[i] : ' ';
        uint16_t entry = lt_slug_entry(c);
        if (entry >= 'a' || (entry == SLUG_IGNORE && length > 0)) {
            ascii = ascii && c < 0x80;
            if (length < WORD_SIZE)
                length += lt_utf8_encode(c < 0x80 ? c | 0x20 : c, word + length);
        } else if (length > 0) {
            count_word(slugger, word, length, ascii, &votes);
            length = 0;
            ascii = true;
        }
    }
    if (votes.marked > 0)
        return votes.marked >= votes.english ? LT_SLUG_VI : LT_SLUG_EN;
    return votes.english == 0 && votes.plain > votes.other ? LT_SLUG_VI : LT_SLUG_EN;
}
