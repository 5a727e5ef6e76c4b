#include <math.h>
#include <string.h>

#include <libtext/utf8.h>

#include "review.h"

static const char *text_of(const lt_review_work *w, lt_language side, const lt_review_word *word)
{
    return w->pair->segments[side][word->segment].text + word->start;
}

/* Stands the word behind an opening quote or bracket? What is quoted is kept on purpose. */
static bool quoted(const lt_review_work *w, lt_language side, const lt_review_word *word)
{
    const char *text = text_of(w, side, word);
    if (word->start > 0 && strchr("\"'(", text[-1]))
        return true;
    return word->start >= 3 && (memcmp(text - 3, "“", 3) == 0 || memcmp(text - 3, "‘", 3) == 0);
}

static lt_status report(lt_review_work *w, lt_review_code code, lt_language side, size_t first,
                        size_t last)
{
    lt_review_span none = {false, 0, 0, 0}, span = lt_review_span_of(&w->words[side], first, last);
    return side == LT_LANGUAGE_VI ? lt_review_add(w, code, span, none, NULL)
                                  : lt_review_add(w, code, none, span, NULL);
}

/* Vietnamese in the English text: a run of syllables, two of them small letters with marks. */
static bool vietnamese(const lt_review_word *word, size_t n)
{
    size_t marked = 0;
    for (size_t k = 0; k < n; k++)
        marked += word[k].marked && !word[k].capital;
    return marked >= 2;
}

static bool english_word(const char *fold)
{
    static const char *const words[] = {"the",  "of",  "and",  "for",  "is",
                                        "was",  "are", "were", "with", "that",
                                        "from", "has", "have", "will", "which"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(fold, words[i]) == 0)
            return true;
    return false;
}

/* A word of the Vietnamese sentence around: "phim" before War of the Worlds. */
static bool around(const lt_review_word *word)
{
    return word->syllable && !word->capital && !english_word(word->fold);
}

/* English in the Vietnamese text: mostly no syllables, small words of English among them. A title
 * (The Bold and the Beautiful) begins with a capital, and only its short words are small. */
static bool english(const lt_review_word *word, size_t n)
{
    size_t small = 0, odd = 0, function = 0, longer = 0;
    for (size_t k = 0; k < n; k++) {
        small += !word[k].capital;
        longer += !word[k].capital && word[k].length > 4;
        odd += !word[k].syllable;
        function += english_word(word[k].fold);
    }
    bool title = n > 0 && word->capital && longer == 0 && n - small >= 2;
    return n >= 4 && small >= 3 && odd * 2 >= n && function > 0 && !title;
}

lt_status lt_review_foreign(lt_review_work *w, lt_language side)
{
    const lt_review_words *words = &w->words[side];
    lt_status status = LT_OK;
    for (size_t i = 0; i < words->count && status == LT_OK;) {
        const lt_review_word *word = &words->items[i];
        size_t n = 1;
        bool start = side == LT_LANGUAGE_EN ? word->syllable : !word->marked;
        while (start && i + n < words->count && word[n].segment == word->segment &&
               word[n].spaced && (side == LT_LANGUAGE_EN ? word[n].syllable : !word[n].marked))
            n++;
        size_t from = 0, last = n;
        if (side == LT_LANGUAGE_EN) { /* the run may begin and end with English words */
            while (from < n && !word[from].marked)
                from++;
            while (last > from && !word[last - 1].marked)
                last--;
        } else { /* and the other way round */
            while (from < n && around(word + from))
                from++;
            while (last > from && around(word + last - 1))
                last--;
        }
        bool found = start && (side == LT_LANGUAGE_EN ? vietnamese(word + from, last - from)
                                                      : english(word + from, last - from));
        if (found && !(quoted(w, side, word + from) && last - from <= 8))
            status = report(w, LT_REVIEW_UNTRANSLATED, side, i + from, i + last - 1);
        i += n;
    }
    return status;
}

/* Vietnamese doubles words for effect (xanh xanh, người người): only these are surely mistakes. */
static bool doubled_in_error(const lt_review_word *word, lt_language side)
{
    static const char *const vi[] = {"cua", "va",  "la", "cac", "nhung", "trong", "duoc", "cho",
                                     "voi", "tai", "da", "se",  "co",    "de",    "thi",  "ma"};
    static const char *const en[] = {"that",  "had",   "so",   "very", "no",   "bye",  "ha",
                                     "long",  "again", "many", "far",  "on",   "in",   "really",
                                     "never", "do",    "plus", "yes",  "bang", "beep", "knock"};
    const char *const *list = side == LT_LANGUAGE_VI ? vi : en;
    size_t count = side == LT_LANGUAGE_VI ? sizeof vi / sizeof *vi : sizeof en / sizeof *en;
    for (size_t i = 0; i < count; i++)
        if (strcmp(word->fold, list[i]) == 0)
            return side == LT_LANGUAGE_VI;
    return side == LT_LANGUAGE_EN;
}

lt_status lt_review_repeats(lt_review_work *w, lt_language side)
{
    const lt_review_words *words = &w->words[side];
    lt_status status = LT_OK;
    for (size_t i = 1; i < words->count && status == LT_OK; i++) {
        const lt_review_word *a = &words->items[i - 1], *b = &words->items[i];
        bool same = a->segment == b->segment && b->spaced && a->length == b->length &&
                    a->key == b->key && !b->capital && (b->fold[0] < '0' || b->fold[0] > '9');
        if (same && a->length > 1 && doubled_in_error(b, side))
            status = report(w, LT_REVIEW_REPEAT, side, i - 1, i);
    }
    return status;
}

typedef struct shape {
    size_t letters;
    size_t questions, opening, closing;
} shape;

static shape shape_of(const lt_review_work *w, lt_language side, size_t first, size_t count)
{
    shape s = {0, 0, 0, 0};
    for (size_t i = first; i < first + count; i++) {
        const lt_align_segment *segment = &w->pair->segments[side][i];
        s.letters += lt_utf8_count(segment->text, segment->length);
        for (size_t k = 0; k < segment->length; k++) {
            s.questions += segment->text[k] == '?';
            s.opening += segment->text[k] == '(';
            s.closing += segment->text[k] == ')' && s.opening > s.closing;
        }
    }
    return s;
}

/* ln(vi/en) of true links has mean 0.06 and deviation 0.16 (FACTS); abridged ones reach 0.9. */
#define LENGTH_MEAN  0.06
#define LENGTH_LIMIT 1.1
/* Shorter links vary too much. */
#define LENGTH_LETTERS 60

lt_status lt_review_shape(lt_review_work *w, const lt_link *l)
{
    shape vi = shape_of(w, LT_LANGUAGE_VI, l->vi, l->vi_count);
    shape en = shape_of(w, LT_LANGUAGE_EN, l->en, l->en_count);
    lt_review_span a = lt_review_whole(w, LT_LANGUAGE_VI, l->vi);
    lt_review_span b = lt_review_whole(w, LT_LANGUAGE_EN, l->en);
    lt_status status = LT_OK;
    double ratio = log((double)(vi.letters + 1) / (double)(en.letters + 1)) - LENGTH_MEAN;
    if ((vi.letters > LENGTH_LETTERS || en.letters > LENGTH_LETTERS) && fabs(ratio) > LENGTH_LIMIT)
        status = lt_review_add(w, LT_REVIEW_LENGTH, a, b, NULL);
    bool question = (vi.questions > 0) != (en.questions > 0);
    bool bracket = en.opening != en.closing && vi.opening == vi.closing;
    if (status == LT_OK && (question || bracket))
        status = lt_review_add(w, LT_REVIEW_PUNCTUATION, a, b, NULL);
    return status;
}
