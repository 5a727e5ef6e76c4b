#include "review.h"

#include <string.h>

/* Letters that must change, be dropped, added or swapped to make one of the other; at most 3. */
static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), rows[3][40];
    if (n > m + 2 || m > n + 2)
        return 3;
    for (size_t k = 0; k <= m; k++)
        rows[0][k] = k;
    for (size_t i = 1; i <= n; i++) {
        size_t *row = rows[i % 3], *before = rows[(i + 2) % 3], *two = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t k = 1; k <= m; k++) {
            size_t best = before[k - 1] + (a[i - 1] != b[k - 1]);
            if (before[k] + 1 < best)
                best = before[k] + 1;
            if (row[k - 1] + 1 < best)
                best = row[k - 1] + 1;
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] &&
                two[k - 2] + 1 < best)
                best = two[k - 2] + 1;
            row[k] = best;
        }
    }
    return rows[n % 3][m] < 3 ? rows[n % 3][m] : 3;
}

/* Of a link: capitalised Vietnamese words times words of either text; each is compared with each.
 * 100 names beside 10,000 words, 0.1 s; a sentence has ten and forty, a table in one line some
 * hundreds each. */
#define MOST_COMPARED 1000000

/* Words [from, to) of a side that a link and `beside` segments around it have. */
static void range(const lt_review_work *w, lt_language side, size_t first, size_t count,
                  size_t beside, size_t *from, size_t *to)
{
    size_t low = first > beside ? first - beside : 0, high = first + count + beside;
    if (high > w->pair->count[side])
        high = w->pair->count[side];
    *from = w->words[side].first[low];
    *to = w->words[side].first[high];
}

static bool stands(const lt_review_word *name, size_t n, const lt_review_words *words, size_t from,
                   size_t to)
{
    for (size_t i = from; i + n <= to; i++) {
        size_t k = 0;
        while (k < n && strcmp(name[k].fold, words->items[i + k].fold) == 0)
            k++;
        if (k == n)
            return true;
    }
    return false;
}

/* One word differs a little, the others are the same; where the first word stands, or `to`. */
static size_t nearly(const lt_review_word *name, size_t n, const lt_review_words *words,
                     size_t from, size_t to)
{
    for (size_t i = from; i + n <= to; i++) {
        size_t wrong = 0, k;
        for (k = 0; k < n && wrong < 2; k++) {
            const lt_review_word *o = &words->items[i + k];
            if (!o->capital || (k > 0 && !o->spaced))
                break;
            size_t d = distance(name[k].fold, o->fold);
            wrong += d > 0;
            if (d > (n > 2 && strlen(name[k].fold) > 3 ? 2U : 1U)) /* "Ở", "In" */
                break;
        }
        if (k == n && wrong == 1)
            return i;
    }
    return to;
}

static lt_status report(lt_review_work *w, const lt_review_word *name, size_t n, size_t vi,
                        size_t en)
{
    char expected[256] = "";
    size_t length = 0;
    for (size_t k = 0; k < n && length + sizeof name->fold + 2 < sizeof expected; k++) {
        if (k > 0)
            expected[length++] = ' ';
        strcpy(expected + length, name[k].fold);
        if (expected[length] >= 'a' && expected[length] <= 'z')
            expected[length] = (char)(expected[length] - 32);
        length += strlen(name[k].fold);
    }
    return lt_review_add(w, LT_REVIEW_NAME, lt_review_span_of(&w->words[0], vi, vi + n - 1),
                         lt_review_span_of(&w->words[1], en, en + n - 1), expected);
}

/* ông, tỉnh and the like before a name, with a capital at the start of a sentence or in a heading.
 * Not hồ, which is a family name. */
static bool is_title(const lt_review_word *word)
{
    static const char *const titles[] = {"ông",   "bà",   "anh",    "chị",  "cô",   "tỉnh",
                                         "huyện", "xã",   "phường", "quận", "sông", "núi",
                                         "đảo",   "thác", "chùa",   "đền"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (lt_review_is(word, titles[i]))
            return true;
    return false;
}

/* A Vietnamese name of several syllables, perhaps with a title before it. */
static lt_status check_run(lt_review_work *w, const lt_link *l, size_t first, size_t n)
{
    const lt_review_words *vi = &w->words[0], *en = &w->words[1];
    size_t from, to, vi_from, vi_to;
    range(w, LT_LANGUAGE_EN, l->en, l->en_count, 0, &from, &to);
    range(w, LT_LANGUAGE_VI, l->vi, l->vi_count, 1, &vi_from, &vi_to);
    const lt_review_word *name = &vi->items[first];
    for (size_t skip = n > 2 && is_title(name); skip < 2 && n - skip >= 2; skip++) {
        if (stands(name + skip, n - skip, en, from, to))
            return LT_OK;
        size_t at = nearly(name + skip, n - skip, en, from, to);
        if (at == to || stands(&en->items[at], n - skip, vi, vi_from, vi_to))
            continue;
        return report(w, name + skip, n - skip, first + skip, at);
    }
    return LT_OK;
}

static bool begins(const char *a, const char *b)
{
    return strncmp(a, b, strlen(b)) == 0 || strncmp(b, a, strlen(a)) == 0;
}

/* Languages end names in their own way: Argentina and Argentine, Ukraina and Ukraine, Roma and
 * Rome, Honduras and Honduran. */
static bool other_ending(const char *a, const char *b)
{
    static const char *const endings[] = {"",  "a",  "e",  "i",  "y",  "s", "n",
                                          "o", "es", "an", "ia", "ic", "is"};
    size_t same = 0;
    bool known[2] = {false, false};
    while (a[same] && a[same] == b[same])
        same++;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        known[0] = known[0] || strcmp(a + same, endings[i]) == 0;
        known[1] = known[1] || strcmp(b + same, endings[i]) == 0;
    }
    return same >= 3 && known[0] && known[1];
}

/* THCS is no slip for This: an abbreviation is written in capitals in both languages. */
static bool shouted(const lt_review_work *w, lt_language side, const lt_review_word *word)
{
    const char *text = w->pair->segments[side][word->segment].text + word->start;
    for (size_t i = 0; i < word->length; i++)
        if (text[i] >= 'a' && text[i] <= 'z')
            return false;
    return true;
}

/* A foreign name, spelt alike in both languages. Where the right form stands beside the link, a
 * form that is nowhere else is still a slip. */
static lt_status check_foreign(lt_review_work *w, const lt_link *l, size_t word)
{
    const lt_review_words *vi = &w->words[0], *en = &w->words[1];
    const lt_review_word *name = &vi->items[word];
    size_t from, to, vi_from, vi_to, length = strlen(name->fold);
    range(w, LT_LANGUAGE_EN, l->en, l->en_count, 0, &from, &to);
    if (length < 4 || stands(name, 1, en, from, to))
        return LT_OK;
    size_t near_from, near_to;
    range(w, LT_LANGUAGE_EN, l->en, l->en_count, 1, &near_from, &near_to);
    bool beside = stands(name, 1, en, near_from, near_to);
    range(w, LT_LANGUAGE_VI, l->vi, l->vi_count, 1, &vi_from, &vi_to);
    for (size_t i = from; i < to; i++) {
        const lt_review_word *o = &en->items[i];
        if (!o->capital || strlen(o->fold) < 4 || begins(name->fold, o->fold) ||
            shouted(w, LT_LANGUAGE_VI, name) != shouted(w, LT_LANGUAGE_EN, o) ||
            other_ending(name->fold, o->fold) ||
            distance(name->fold, o->fold) > (length > 8 ? 2 : 1) ||
            stands(o, 1, vi, vi_from, vi_to) || (beside && lt_review_words_twice(en, o)))
            continue;
        return report(w, name, 1, word, i);
    }
    return LT_OK;
}

/* Are the names of a link few enough to be compared with all words of it and beside it? */
static bool comparable(const lt_review_work *w, const lt_link *l)
{
    size_t from, to, words = 1, names = 0;
    range(w, LT_LANGUAGE_EN, l->en, l->en_count, 1, &from, &to);
    words += to - from;
    range(w, LT_LANGUAGE_VI, l->vi, l->vi_count, 1, &from, &to);
    words += to - from;
    range(w, LT_LANGUAGE_VI, l->vi, l->vi_count, 0, &from, &to);
    for (size_t i = from; i < to; i++)
        names += w->words[LT_LANGUAGE_VI].items[i].capital;
    return names <= MOST_COMPARED / words;
}

lt_status lt_review_names(lt_review_work *w, const lt_link *l)
{
    const lt_review_words *vi = &w->words[0];
    size_t end = vi->first[l->vi + l->vi_count];
    lt_status status = LT_OK;
    if (!comparable(w, l))
        return LT_OK;
    for (size_t i = vi->first[l->vi]; i < end && status == LT_OK;) {
        const lt_review_word *word = &vi->items[i];
        size_t n = 1;
        if (!word->capital || (word->fold[0] >= '0' && word->fold[0] <= '9')) {
            i++;
            continue;
        }
        if (!word->syllable) {
            status = check_foreign(w, l, i++);
            continue;
        }
        while (i + n < end && word[n].capital && word[n].syllable && word[n].spaced &&
               word[n].segment == word->segment)
            n++;
        if (n >= 2)
            status = check_run(w, l, i, n);
        i += n;
    }
    return status;
}
