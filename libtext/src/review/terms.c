#include "glossary.h"

#include <stdlib.h>
#include <string.h>

/* Below this score it is not sure that the link holds the translation of the term. */
#define RELIABLE 0.7

/* The English words a link may have a term in. */
typedef struct english {
    lt_term_word *words;
    char (*stems)[LT_STEM];
    const char **folds; /* lower case without marks */
    bool *capital;      /* first letter is upper case */
    bool *taken;        /* the translation of a term of the link, word for word */
    size_t count;
} english;

static void english_dispose(english *e)
{
    free(e->words);
    free(e->stems);
    free(e->folds);
    free(e->capital);
    free(e->taken);
}

static lt_status english_gather(const lt_review_work *w, const lt_link *l, english *e)
{
    const lt_review_words *words = &w->words[LT_LANGUAGE_EN];
    size_t from = words->first[l->en], to = words->first[l->en + l->en_count];
    e->words = malloc((to - from + 1) * sizeof *e->words);
    e->stems = malloc((to - from + 1) * sizeof *e->stems);
    e->folds = malloc((to - from + 1) * sizeof *e->folds);
    e->capital = malloc((to - from + 1) * sizeof *e->capital);
    e->taken = calloc(to - from + 1, sizeof *e->taken);
    if (!e->words || !e->stems || !e->folds || !e->capital || !e->taken)
        return LT_NO_MEMORY;
    for (size_t i = from; i < to; i++) {
        const lt_review_word *word = &words->items[i];
        if (lt_term_passes(word))
            continue;
        const char *text = w->pair->segments[LT_LANGUAGE_EN][word->segment].text + word->start;
        const char *place = lt_term_place(word, words->items + to);
        i += place != NULL;
        e->folds[e->count] = place ? place : word->fold;
        e->capital[e->count] = word->capital;
        const char *full = word->capital ? lt_review_full(word->fold) : NULL;
        lt_review_stem(full ? full : e->folds[e->count], e->stems[e->count]);
        e->words[e->count] =
            (lt_term_word){e->stems[e->count], lt_term_capitals(text, word->length)};
        e->count++;
    }
    return LT_OK;
}

/* The Minister of Health speaks where the Vietnamese names his ministry, too; so does the Defense
 * Secretary of a country whose ministries are departments. */
static bool same_office(const char *term, const char *text)
{
    static const char *const pairs[][2] = {
        {"ministri", "minister"}, {"ministri", "secretari"}, {"department", "secretari"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strcmp(term, pairs[i][0]) == 0 && strcmp(text, pairs[i][1]) == 0)
            return true;
    return false;
}

static bool same_word(const lt_term_word *term, const lt_term_word *text)
{
    if (same_office(term->stem, text->stem))
        return true;
    return strcmp(term->stem, text->stem) == 0 && (!term->capitals || text->capitals);
}

/* "of", "and" and the like may be said otherwise: Secretary of the Party, Party Secretary. */
static bool loose(const char *stem)
{
    static const char *const words[] = {"of", "and", "for", "in", "on", "to", "at", "with", "by"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(stem, words[i]) == 0)
            return true;
    return false;
}

/* Bits of the words of the term that "UN" in "UN General Assembly" stands for. */
static uint32_t initials(const lt_term_entry *t, const char *word, bool capitals)
{
    size_t length = strlen(word);
    const char *at = capitals && length > 1 ? strstr(t->initials, word) : NULL;
    return at ? ((1u << length) - 1) << (at - t->initials) : 0;
}

/* All words of the term within a window, in any order. */
static bool within(const lt_term_entry *t, const english *e, size_t from)
{
    uint32_t found = 0;
    size_t to = from + 2 * t->en_count + 3;
    if (to > e->count)
        to = e->count;
    for (size_t k = 0; k < t->en_count; k++)
        found |= (uint32_t)loose(t->en[k].stem) << k;
    for (size_t i = from; i < to; i++) {
        found |= initials(t, e->folds[i], e->words[i].capitals);
        for (size_t k = 0; k < t->en_count; k++)
            found |= (uint32_t)same_word(&t->en[k], &e->words[i]) << k;
    }
    return found == (1u << t->en_count) - 1;
}

/* "well-being", "well being" and "wellbeing" are the same; "U.N." is United Nations. */
static bool joined(const lt_term_entry *t, const english *e, size_t from)
{
    char all[LT_STEM] = "", stem[LT_STEM];
    for (size_t i = from; i < from + 3 && i < e->count; i++) {
        if (strlen(all) + strlen(e->folds[i]) >= sizeof all)
            return false;
        strcat(all, e->folds[i]);
        lt_review_stem(all, stem);
        if (strcmp(stem, t->joined) == 0)
            return !t->en[0].capitals || e->words[from].capitals;
        if (*t->initials && e->capital[i] && strcmp(all, t->initials) == 0)
            return true;
    }
    return false;
}

/* decision and decided, voter and vote: four letters alike, and more than half of the longer.
 * midterm and term, woodwork and wood: the one begins or ends with the other. */
static bool family(const char *term, const char *text)
{
    size_t n = 0, size = strlen(term), length = strlen(text);
    size_t longer = size > length ? size : length;
    while (term[n] && term[n] == text[n])
        n++;
    if (n < 4)
        return size >= 4 && size < length && strcmp(text + length - size, term) == 0;
    return n == size || 2 * n > longer;
}

/* A common word may be said by a word of its family (decision, decided) or with a part left out
 * (commune-level unit): what is no name is there when two thirds of its words are. A word that is
 * the translation of another term (athletics) hints at nothing (athletes). */
static bool hinted(const lt_term_entry *t, const english *e)
{
    size_t there = 0, words = 0;
    for (size_t k = 0; k < t->en_count; k++) {
        bool found = false;
        for (size_t i = 0; i < e->count && !loose(t->en[k].stem) && !found; i++)
            found = !e->taken[i] &&
                    (family(t->en[k].stem, e->words[i].stem) || same_word(&t->en[k], &e->words[i]));
        if (t->capitals)
            return false;
        words += !loose(t->en[k].stem);
        there += found;
    }
    return 3 * there >= 2 * words;
}

/* Is the translation there, word for word? Its words are taken then. */
static bool told(const lt_term_entry *t, const english *e)
{
    for (size_t i = 0; i < e->count; i++) {
        bool one = t->en_count == 1 && same_word(&t->en[0], &e->words[i]);
        if (one)
            e->taken[i] = true;
        if (one || joined(t, e, i) || (t->en_count > 1 && within(t, e, i)))
            return true;
    }
    return false;
}

/* bị cáo buộc, chủ tịch nước ngoài, pháp luật đất đai: a syllable of the term belongs to the word
 * beside it. */
static bool one_word(const lt_review_word *first, const lt_review_word *next)
{
    static const char *const joins[][2] = {
        {"cáo", "buộc"}, {"nước", "ngoài"}, {"đại", "tây"},   {"đại", "hàn"},   {"sinh", "sống"},
        {"hội", "chủ"},  {"pháp", "luật"},  {"cách", "mạng"}, {"can", "thiệp"}, {"thị", "thực"},
        {"bỏ", "phiếu"}, {"bầu", "cử"},     {"ủng", "hộ"},    {"tấn", "công"},  {"ủy", "viên"},
        {"công", "ty"},  {"thời", "điểm"},  {"ngân", "sách"}, {"định", "thư"},  {"cán", "bộ"},
        {"chức", "vụ"},  {"tuổi", "nhất"},  {"quần", "áo"},   {"tay", "áo"},    {"điện", "tử"},
        {"đại", "hội"},  {"giao", "thông"}, {"thời", "báo"},  {"án", "phạt"},   {"cửa", "xả"},
        {"ôm", "ấp"},    {"lồng", "ấp"},    {"thái", "ấp"},   {"ấp", "trứng"}};
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
        if (first->segment == next->segment && next->spaced && lt_review_is(first, joins[i][0]) &&
            lt_review_is(next, joins[i][1]))
            return true;
    return false;
}

static bool has_term(const lt_review_work *w, size_t i, const lt_term_entry *t)
{
    const lt_review_word *words = &w->words[LT_LANGUAGE_VI].items[i];
    const char *text = w->pair->segments[LT_LANGUAGE_VI][words->segment].text;
    for (size_t k = 0; k < t->vi_count; k++) {
        bool gap = k > 0 && !words[k].spaced && text[words[k].start - 1] != '-';
        if (words[k].key != t->vi[k] || (gap && !(t->gaps >> k & 1)) ||
            (t->named >> k & 1 && !words[k].capital))
            return false;
    }
    const lt_review_word *end = w->words[LT_LANGUAGE_VI].items + w->words[LT_LANGUAGE_VI].count;
    const lt_review_word *after = words + t->vi_count;
    return !(i > 0 && one_word(words - 1, words)) && !(after < end && one_word(after - 1, after));
}

/* Does the word before belong to a name that goes on with these words? The "Đức" of Đức Giáo hoàng
 * is a title, unless it is itself the middle of a name (Nguyễn Đức Thanh Long). */
static bool goes_on(const lt_review_words *vi, size_t from)
{
    const lt_review_word *before = &vi->items[from - 1];
    if (before->segment != before[1].segment || !before->capital || !before[1].spaced)
        return false;
    bool inside =
        from > 1 && before[-1].segment == before->segment && before[-1].capital && before->spaced;
    return inside || strcmp(before->fold, "duc") != 0;
}

/* Thanh Long is a person, thanh long a fruit: a name goes on from the word before it, or stands in
 * the English as it is. Biển Đông is a name in the glossary, too, and may follow any other word. */
static bool is_name(const lt_review_words *vi, size_t from, const lt_term_entry *term,
                    const english *e)
{
    const lt_review_word *words = &vi->items[from];
    size_t count = term->vi_count;
    for (size_t k = 0; k < count; k++)
        if (!words[k].capital)
            return false;
    if (count == 2 && term->named == 0 && from > 0 && goes_on(vi, from))
        return true;
    for (size_t i = 0; i + count <= e->count; i++) {
        size_t k = 0;
        while (k < count && strcmp(words[k].fold, e->folds[i + k]) == 0)
            k++;
        if (k == count)
            return true;
    }
    return false;
}

/* Does a word that says what kind of thing a name is begin here? */
static bool names_kind(const lt_review_word *word, const lt_review_word *end)
{
    static const char *const kinds[][2] = {
        {"trường", NULL}, {"đại", "học"},    {"giải", NULL},   {"đội", NULL},      {"hãng", NULL},
        {"tờ", NULL},     {"công", "ty"},    {"tập", "đoàn"},  {"tạp", "chí"},     {"câu", "lạc"},
        {"phim", NULL},   {"bộ", "phim"},    {"đêm", "nhạc"},  {"mạng", "xã"},     {"ứng", "dụng"},
        {"máy", "bay"},   {"điện", "thoại"}, {"ngân", "hàng"}, {"chương", "trình"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (lt_review_is(word, kinds[i][0]) &&
            (!kinds[i][1] || (end - word > 1 && lt_review_is(word + 1, kinds[i][1]))))
            return true;
    return false;
}

/* What somebody is before the court or the police: said once in English, in Vietnamese before every
 * mention of the name. */
static bool names_part(const lt_review_word *word, size_t count)
{
    static const char *const parts[][2] = {
        {"bị", "cáo"}, {"bị", "can"}, {"đối", "tượng"}, {"nghi", "phạm"}, {"nghi", "can"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts && count == 2; i++)
        if (lt_review_is(word, parts[i][0]) && lt_review_is(word + 1, parts[i][1]))
            return true;
    return false;
}

/* English leaves out what is plain from a foreign name: trường đại học Harvard, giải bóng đá
 * Premier League, and bị cáo before a person's. The name follows, and stands in the English. */
static bool before_name(const lt_review_words *vi, size_t from, size_t count, const english *e)
{
    const lt_review_word *first = &vi->items[from], *after = first + count;
    const lt_review_word *end = vi->items + vi->count;
    if (after == end || after->segment != first->segment || !after->spaced || !after->capital)
        return false;
    bool kind = !after->syllable &&
                (names_kind(first, after) ||
                 (from > 0 && first[-1].segment == first->segment && names_kind(first - 1, after)));
    if (!kind && !names_part(first, count))
        return false;
    for (size_t i = 0; i < e->count; i++)
        if (e->capital[i] && strcmp(e->folds[i], after->fold) == 0)
            return true;
    return false;
}

static bool same_term(const lt_term_entry *a, const lt_term_entry *b)
{
    return a->vi_count == b->vi_count && memcmp(a->vi, b->vi, a->vi_count * sizeof *a->vi) == 0;
}

/* The longest term that begins at word i, or NULL. */
static const lt_term_entry *term_at(const lt_review_work *w, size_t i, size_t end)
{
    const lt_glossary *g = w->glossary;
    const lt_review_word *word = &w->words[0].items[i];
    const lt_term_entry *best = NULL;
    for (size_t e = lt_glossary_find(g, word->key); e < g->count; e++) {
        const lt_term_entry *entry = &g->entries[e];
        if (entry->vi[0] != word->key)
            break;
        if (i + entry->vi_count <= end && (!best || entry->vi_count > best->vi_count) &&
            word[entry->vi_count - 1].segment == word->segment && has_term(w, i, entry))
            best = entry;
    }
    return best;
}

/* Is one of the term's translations in the English, word for word or by a hint? */
static bool any_of(const lt_glossary *g, const lt_term_entry *first, const english *e,
                   bool (*there)(const lt_term_entry *, const english *))
{
    const lt_term_entry *last = g->entries + g->count;
    for (const lt_term_entry *t = first; t < last && same_term(t, first); t++)
        if (there(t, e))
            return true;
    return false;
}

/* So many open terms of a link are looked through for the same one. */
enum { REMEMBERED = 32 };

/* A term that a sentence says twice is told once. */
static bool is_open(const lt_review_words *vi, const size_t *open, size_t count, size_t at,
                    size_t words)
{
    for (size_t k = count > REMEMBERED ? count - REMEMBERED : 0; k < count; k++) {
        size_t same = 0;
        while (same < words && vi->items[open[k] + same].key == vi->items[at + same].key)
            same++;
        if (same == words)
            return true;
    }
    return false;
}

/* The terms of a link that are not translated word for word: where they begin, in `open`. */
static size_t find_open(const lt_review_work *w, size_t from, size_t end, const english *e,
                        size_t *open)
{
    size_t count = 0;
    for (size_t i = from; i < end;) {
        const lt_term_entry *first = term_at(w, i, end);
        if (first && !any_of(w->glossary, first, e, told) &&
            !is_open(&w->words[0], open, count, i, first->vi_count))
            open[count++] = i;
        i += first ? first->vi_count : 1;
    }
    return count;
}

lt_status lt_review_terms(lt_review_work *w, const lt_link *l)
{
    const lt_review_words *vi = &w->words[0];
    size_t from = vi->first[l->vi], end = vi->first[l->vi + l->vi_count];
    english e = {NULL, NULL, NULL, NULL, NULL, 0};
    if (!w->glossary || l->score < RELIABLE)
        return LT_OK;
    size_t *open = malloc((end - from + 1) * sizeof *open);
    lt_status status = open ? english_gather(w, l, &e) : LT_NO_MEMORY;
    size_t count = status == LT_OK ? find_open(w, from, end, &e, open) : 0;
    for (size_t k = 0; k < count && status == LT_OK; k++) {
        const lt_term_entry *first = term_at(w, open[k], end);
        if (!any_of(w->glossary, first, &e, hinted) && !is_name(vi, open[k], first, &e) &&
            !before_name(vi, open[k], first->vi_count, &e))
            status = lt_review_add(w, LT_REVIEW_TERM,
                                   lt_review_span_of(vi, open[k], open[k] + first->vi_count - 1),
                                   lt_review_whole(w, LT_LANGUAGE_EN, l->en), first->english);
    }
    free(open);
    english_dispose(&e);
    return status;
}
