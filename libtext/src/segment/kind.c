#include <stdint.h>
#include <string.h>

#include <libtext/syllable.h>
#include <libtext/utf8.h>

#include "sentence.h"

#define BY_LINE_WORDS  5  /* a name, perhaps two */
#define CAPTION_WORDS  40 /* longer lines without a full stop are sentences that lost it */
#define FURNITURE_SIZE 60 /* bytes */

static const char *const kind_names[] = {"sentence", "headline", "date-line",
                                         "by-line",  "caption",  "furniture"};

const char *lt_segment_kind_name(lt_segment_kind kind)
{
    return (unsigned)kind < LT_SEGMENT_KIND_COUNT ? kind_names[kind] : "sentence";
}

/* Does it end as a sentence does, closing quotes and brackets apart? */
static bool is_terminated(const char *text, size_t length)
{
    while (length > 0) {
        size_t start = length - 1;
        while (start > 0 && ((unsigned char)text[start] & 0xC0u) == 0x80u)
            start--;
        uint32_t c;
        lt_utf8_decode(text + start, length - start, &c);
        if (c == '.' || c == '!' || c == '?' || c == 0x2026 || c == ';' || c == ':')
            return true;
        if (c != ' ' && c != 0xA0 && c != '"' && c != '\'' && c != ')' && c != ']' && c != 0x201D &&
            c != 0x2019)
            return false;
        length = start;
    }
    return false;
}

typedef struct shape {
    size_t words, capitals, digits, letters;
} shape;

static shape measure(const char *text, size_t length)
{
    shape s = {0, 0, 0, 0};
    bool inside = false;
    for (size_t i = 0; i < length;) {
        lt_letter letter;
        size_t size = lt_letter_read(text + i, length - i, &letter);
        if (size > 0) {
            if (!inside) {
                s.words++;
                s.capitals += letter.upper;
            }
            s.letters++;
            inside = true;
            i += size;
            continue;
        }
        inside = false;
        s.digits += text[i] >= '0' && text[i] <= '9';
        i++;
    }
    return s;
}

static const char *const months[] = {
    "january",   "february",  "march",   "april",    "may",      "june",   "july",
    "august",    "september", "october", "november", "december", "monday", "tuesday",
    "wednesday", "thursday",  "friday",  "saturday", "sunday",   "ngày",   "tháng",
    "năm",       "thứ",       "chủ",     "nhật",     "hai",      "ba",     "tư",
    "sáu",       "bảy",       "giờ",     "gmt",      "am",       "pm",     "cập",
    "lúc",       "updated",   "at",      "on",       "of",       "and",    "năm",
};

static bool same_word(const char *word, size_t length, const char *lower)
{
    size_t size = strlen(lower);
    if (size != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = word[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if (c != lower[i] && !((unsigned char)c == 0xC4 && i == 0)) /* Đ and đ share their lead */
            return false;
    }
    return true;
}

/* Only digits, separators and words of dates. */
static bool is_date_line(const char *text, size_t length, shape s)
{
    if (s.digits < 3 || s.words > 10)
        return false;
    for (size_t i = 0; i < length;) {
        lt_letter letter;
        size_t start = i, size;
        while (i < length && (size = lt_letter_read(text + i, length - i, &letter)) > 0)
            i += size;
        if (i == start) {
            i++;
            continue;
        }
        bool known = i - start == 1; /* the h of 17h02 */
        for (size_t k = 0; k < sizeof months / sizeof *months && !known; k++)
            known = same_word(text + start, i - start, months[k]);
        if (!known)
            return false;
    }
    return true;
}

static bool contains(const char *text, size_t length, const char *part)
{
    size_t size = strlen(part);
    for (size_t i = 0; i + size <= length; i++)
        if (memcmp(text + i, part, size) == 0)
            return true;
    return false;
}

static bool is_furniture(const char *text, size_t length)
{
    static const char *const parts[] = {"Tiếng Việt | English", "Chia sẻ bài viết",
                                        "Share this article",   "Chia sẻ:",
                                        "English | Tiếng Việt", "Share:"};
    if (length > FURNITURE_SIZE)
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (contains(text, length, parts[i]))
            return true;
    return false;
}

static bool is_by_line(const char *text, size_t length, shape s, bool last)
{
    static const char *const heads[] = {"By ",      "BY ",      "Tác giả",    "Bài và ảnh",
                                        "Bài, ảnh", "Tin, ảnh", "Tin và ảnh", "Story and photos",
                                        "Ảnh:"};
    if (s.words == 0 || s.words > (size_t)2 * BY_LINE_WORDS || s.digits > 0)
        return false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (strncmp(text, heads[i], length < strlen(heads[i]) ? length : strlen(heads[i])) == 0)
            return length > strlen(heads[i]);
    return last && s.words <= BY_LINE_WORDS && s.capitals == s.words;
}

void lt_segment_classify(const char *text, lt_language language, lt_segments *segments)
{
    (void)language;
    size_t last_sentence = 0, first_sentence = segments->count;
    for (size_t i = 0; i < segments->count; i++) {
        lt_segment *s = &segments->items[i];
        shape shape = measure(text + s->start, s->length);
        bool alone = (i == 0 || s[-1].paragraph != s->paragraph) &&
                     (i + 1 == segments->count || s[1].paragraph != s->paragraph);
        s->kind = LT_SEGMENT_SENTENCE;
        if (alone && is_furniture(text + s->start, s->length))
            s->kind = LT_SEGMENT_FURNITURE;
        else if (alone && is_date_line(text + s->start, s->length, shape))
            s->kind = LT_SEGMENT_DATE_LINE;
        else if (alone && !is_terminated(text + s->start, s->length) &&
                 shape.words <= CAPTION_WORDS)
            s->kind = LT_SEGMENT_CAPTION;
        if (s->kind == LT_SEGMENT_SENTENCE) {
            last_sentence = i;
            if (first_sentence == segments->count)
                first_sentence = i;
        }
    }
    for (size_t i = 0; i < segments->count; i++) {
        lt_segment *s = &segments->items[i];
        if (s->kind != LT_SEGMENT_CAPTION)
            continue;
        shape shape = measure(text + s->start, s->length);
        if (is_by_line(text + s->start, s->length, shape, i > last_sentence))
            s->kind = LT_SEGMENT_BY_LINE;
        else if (i < first_sentence)
            s->kind = LT_SEGMENT_HEADLINE;
    }
}
