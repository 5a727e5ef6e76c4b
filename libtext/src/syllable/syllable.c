#include <libtext/syllable.h>

#include <string.h>

#include "table.h"

enum {
    C = 5,
    D = 6,
    DD = 7,
    E = 8,
    EE = 9,
    G = 10,
    H = 11,
    I = 12,
    N = 16,
    Q = 21,
    U = 25,
    Y = 29
};

typedef struct onset_spelling {
    uint8_t letters[3];
    uint8_t count;
} onset_spelling;

static const onset_spelling onsets[LT_ONSET_COUNT] = {
    [LT_ONSET_NONE] = {{0}, 0},   [LT_ONSET_B] = {{4}, 1},         [LT_ONSET_C] = {{C}, 1},
    [LT_ONSET_CH] = {{C, H}, 2},  [LT_ONSET_D] = {{D}, 1},         [LT_ONSET_DD] = {{DD}, 1},
    [LT_ONSET_G] = {{G}, 1},      [LT_ONSET_GH] = {{G, H}, 2},     [LT_ONSET_GI] = {{G, I}, 2},
    [LT_ONSET_H] = {{H}, 1},      [LT_ONSET_K] = {{13}, 1},        [LT_ONSET_KH] = {{13, H}, 2},
    [LT_ONSET_L] = {{14}, 1},     [LT_ONSET_M] = {{15}, 1},        [LT_ONSET_N] = {{N}, 1},
    [LT_ONSET_NG] = {{N, G}, 2},  [LT_ONSET_NGH] = {{N, G, H}, 3}, [LT_ONSET_NH] = {{N, H}, 2},
    [LT_ONSET_P] = {{20}, 1},     [LT_ONSET_PH] = {{20, H}, 2},    [LT_ONSET_QU] = {{Q, U}, 2},
    [LT_ONSET_R] = {{22}, 1},     [LT_ONSET_S] = {{23}, 1},        [LT_ONSET_T] = {{24}, 1},
    [LT_ONSET_TH] = {{24, H}, 2}, [LT_ONSET_TR] = {{24, 22}, 2},   [LT_ONSET_V] = {{27}, 1},
    [LT_ONSET_X] = {{28}, 1},
};

/* The onset of one consonant, by letter. */
static const uint8_t single_onset[31] = {
    [4] = LT_ONSET_B,  [C] = LT_ONSET_C,  [D] = LT_ONSET_D,  [DD] = LT_ONSET_DD,
    [G] = LT_ONSET_G,  [H] = LT_ONSET_H,  [13] = LT_ONSET_K, [14] = LT_ONSET_L,
    [15] = LT_ONSET_M, [N] = LT_ONSET_N,  [20] = LT_ONSET_P, [22] = LT_ONSET_R,
    [23] = LT_ONSET_S, [24] = LT_ONSET_T, [27] = LT_ONSET_V, [28] = LT_ONSET_X,
};

/* The letters of a word that is being parsed. */
typedef struct parsed_word {
    uint8_t letters[LT_SYLLABLE_LETTERS + 4]; /* zeros behind the last, so that keys can be cut */
    int count;
    int mark; /* which letter has the tone mark; -1: none */
    lt_tone tone;
    uint8_t upper;
} parsed_word;

static bool read_word(const char *text, size_t length, parsed_word *word)
{
    memset(word, 0, sizeof *word);
    word->mark = -1;
    for (size_t at = 0; at < length;) {
        lt_letter letter;
        size_t size = lt_letter_read(text + at, length - at, &letter);
        if (size == 0 || letter.base == LT_LETTER_OTHER || letter.two_tones ||
            word->count == LT_SYLLABLE_LETTERS || (letter.tone && word->mark >= 0))
            return false;
        if (letter.tone) {
            word->mark = word->count;
            word->tone = (lt_tone)letter.tone;
        }
        if (letter.upper)
            word->upper |= (uint8_t)(1u << word->count);
        word->letters[word->count++] = letter.base;
        at += size;
    }
    return word->count > 0;
}

/* The onset the letters begin with, longest first. */
static lt_onset read_onset(const parsed_word *word)
{
    const uint8_t *l = word->letters;
    if (l[0] == N && l[1] == G)
        return l[2] == H ? LT_ONSET_NGH : LT_ONSET_NG;
    if (l[0] == G && l[1] == I)
        return LT_ONSET_GI;
    if (l[0] == Q && l[1] == U)
        return LT_ONSET_QU;
    if (l[0] == 24 && l[1] == 22)
        return LT_ONSET_TR;
    if (l[1] == H)
        switch (l[0]) {
        case C:
            return LT_ONSET_CH;
        case G:
            return LT_ONSET_GH;
        case 13:
            return LT_ONSET_KH;
        case N:
            return LT_ONSET_NH;
        case 20:
            return LT_ONSET_PH;
        case 24:
            return LT_ONSET_TH;
        default:
            break;
        }
    return (lt_onset)single_onset[l[0]];
}

static int where_of(lt_onset onset)
{
    return onset == LT_ONSET_NONE ? LT_WHERE_ALONE
           : onset == LT_ONSET_QU ? LT_WHERE_QU
                                  : LT_WHERE_PLAIN;
}

/* The rime spelled by the letters from `start` to the end, if it may stand after this onset. */
static const lt_rime *find_rime(const parsed_word *word, int start, lt_onset onset)
{
    if (start >= word->count || word->count - start > 4)
        return NULL;
    const uint8_t *l = word->letters + start;
    uint32_t key = (uint32_t)l[0] << 15 | (uint32_t)l[1] << 10 | (uint32_t)l[2] << 5 | l[3];
    uint32_t slot = key * 0x9E3779B1u >> 23;
    while (lt_rime_slots[slot]) {
        const lt_rime *rime = &lt_rimes[lt_rime_slots[slot]];
        if (rime->key == key)
            return rime->where & where_of(onset) ? rime : NULL;
        slot = (slot + 1) & 511;
    }
    return NULL;
}

static bool is_front(uint8_t letter)
{
    return letter == E || letter == EE || letter == I || letter == Y;
}

/* Open y after a consonant is a spelling of i in few onsets only (Quyết định 240/QĐ, 1984, and the
 * names Hy, Kỳ, Ly, My, Ny, Sỹ, Tý, Thy, Vy). */
static bool takes_open_y(lt_onset onset)
{
    return onset == LT_ONSET_H || onset == LT_ONSET_K || onset == LT_ONSET_L ||
           onset == LT_ONSET_M || onset == LT_ONSET_N || onset == LT_ONSET_S ||
           onset == LT_ONSET_T || onset == LT_ONSET_TH || onset == LT_ONSET_V;
}

/* k, gh, ngh before a front vowel, c, g, ng before others. "nghoe" is met beside "ngoe". */
static bool onset_fits(lt_onset onset, const lt_rime *rime)
{
    bool front = is_front(rime->letters[0]);
    bool oe = rime->glide && rime->letters[1] == E && rime->count == 2;
    switch (onset) {
    case LT_ONSET_C:
    case LT_ONSET_G:
    case LT_ONSET_NG:
        return !front;
    case LT_ONSET_K:
        return front && (rime->letters[0] != Y || rime->count == 1);
    case LT_ONSET_GH:
    case LT_ONSET_NGH:
        return (front && rime->letters[0] != Y) || oe;
    case LT_ONSET_NONE:
    case LT_ONSET_QU:
        return true;
    default:
        return rime->letters[0] != Y || takes_open_y(onset);
    }
}

static bool tone_fits(lt_tone tone, uint8_t coda)
{
    bool stop = coda == LT_CODA_C || coda == LT_CODA_CH || coda == LT_CODA_P || coda == LT_CODA_T;
    return !stop || tone == LT_TONE_SAC || tone == LT_TONE_NANG;
}

/*
 * gi stands for gi + i in gì, gìn, gịa, for gi + iê in giếng, giêng; else for gi alone. The mark
 * on the i decides (gịa but già); without one the shorter reading gi + rest is taken, unless iê
 * with a coda can be read (no rime ên ends gi + ên).
 */
static const lt_rime *find_gi_rime(const parsed_word *word)
{
    const lt_rime *with_i = find_rime(word, 1, LT_ONSET_GI);
    const lt_rime *rest = find_rime(word, 2, LT_ONSET_GI);
    if (rest && rest->letters[0] == I)
        rest = NULL; /* "giia": gi never stands before another i */
    bool mark_on_i = word->mark == 1;
    bool ie = with_i && with_i->nucleus == LT_NUCLEUS_IE && with_i->coda != LT_CODA_NONE;
    if (with_i && (mark_on_i || ie || !rest))
        return with_i;
    return rest;
}

/* Where the rime begins in the letters of the syllable. */
static int rime_start(lt_onset onset, const lt_rime *rime)
{
    if (onset == LT_ONSET_GI && rime->letters[0] == I)
        return 1;
    return onsets[onset].count;
}

static lt_syllable pack(lt_onset onset, const lt_rime *rime, lt_tone tone)
{
    uint32_t glide = rime->glide || onset == LT_ONSET_QU;
    return (uint32_t)onset << 13 | glide << 12 | (uint32_t)rime->nucleus << 7 |
           (uint32_t)rime->coda << 3 | (uint32_t)tone;
}

static lt_tone_place place_of(int mark, int start, const lt_rime *rime)
{
    if (mark < 0)
        return LT_TONE_PLACE_BOTH;
    bool old = mark == start + rime->old_mark, new = mark == start + rime->new_mark;
    return old && new ? LT_TONE_PLACE_BOTH
           : old      ? LT_TONE_PLACE_OLD
           : new      ? LT_TONE_PLACE_NEW
                      : LT_TONE_PLACE_WRONG;
}

lt_syllable lt_syllable_parse(const char *text, size_t length, lt_syllable_shape *shape)
{
    parsed_word word;
    if (!read_word(text, length, &word))
        return 0;
    lt_onset onset = read_onset(&word);
    const lt_rime *rime =
        onset == LT_ONSET_GI ? find_gi_rime(&word) : find_rime(&word, onsets[onset].count, onset);
    if (!rime || !onset_fits(onset, rime) || !tone_fits(word.tone, rime->coda))
        return 0;
    if (shape) {
        shape->letters = (uint8_t)word.count;
        shape->upper = word.upper;
        shape->place = place_of(word.mark, rime_start(onset, rime), rime);
    }
    return pack(onset, rime, word.tone);
}

/* The rime of a packed syllable, or NULL when its parts make none. */
static const lt_rime *rime_of(lt_syllable syllable)
{
    lt_onset onset = lt_syllable_onset(syllable);
    lt_nucleus nucleus = lt_syllable_nucleus(syllable);
    lt_coda coda = lt_syllable_coda(syllable);
    if (syllable >> 18 || onset >= LT_ONSET_COUNT || nucleus >= LT_NUCLEUS_COUNT ||
        coda >= LT_CODA_COUNT || lt_syllable_tone(syllable) >= LT_TONE_COUNT)
        return NULL;
    bool qu = onset == LT_ONSET_QU;
    if (qu && !lt_syllable_glide(syllable))
        return NULL;
    int context = onset == LT_ONSET_NONE ? 0 : qu ? 2 : 1;
    int glide = lt_syllable_glide(syllable) && !qu;
    int index = lt_rime_index[context][glide][nucleus][coda];
    return index ? &lt_rimes[index] : NULL;
}

/* gi + ên is read gi + iên, gi + iu without a mark gi + u: such values are no syllables, so that
 * parsing what was rendered gives the same value. */
static bool reads_back(lt_onset onset, const lt_rime *rime, lt_tone tone)
{
    if (onset != LT_ONSET_GI)
        return true;
    if (rime->letters[0] == I && rime->count == 2 && tone == LT_TONE_NGANG)
        return rime->coda != LT_CODA_U && rime->nucleus != LT_NUCLEUS_IE;
    if (rime->nucleus == LT_NUCLEUS_EE && !rime->glide)
        return !lt_rime_index[1][0][LT_NUCLEUS_IE][rime->coda] || rime->coda == LT_CODA_NONE;
    return true;
}

bool lt_syllable_valid(lt_syllable syllable)
{
    const lt_rime *rime = rime_of(syllable);
    if (!rime)
        return false;
    lt_onset onset = lt_syllable_onset(syllable);
    lt_tone tone = lt_syllable_tone(syllable);
    return onset_fits(onset, rime) && tone_fits(tone, rime->coda) && reads_back(onset, rime, tone);
}

lt_syllable lt_syllable_make(lt_onset onset, bool glide, lt_nucleus nucleus, lt_coda coda,
                             lt_tone tone)
{
    lt_syllable syllable = ((uint32_t)onset & 31) << 13 | (uint32_t)glide << 12 |
                           ((uint32_t)nucleus & 31) << 7 | ((uint32_t)coda & 15) << 3 |
                           ((uint32_t)tone & 7);
    return lt_syllable_valid(syllable) ? syllable : 0;
}

lt_syllable lt_syllable_next(lt_syllable syllable)
{
    while (++syllable < (uint32_t)LT_ONSET_COUNT << 13)
        if (lt_syllable_valid(syllable))
            return syllable;
    return 0;
}

lt_syllable lt_syllable_with_tone(lt_syllable syllable, lt_tone tone)
{
    lt_syllable other = (syllable & ~7u) | ((uint32_t)tone & 7);
    return lt_syllable_valid(other) ? other : 0;
}

bool lt_syllable_has_styles(lt_syllable syllable)
{
    const lt_rime *rime = rime_of(syllable);
    return rime && lt_syllable_tone(syllable) != LT_TONE_NGANG && rime->old_mark != rime->new_mark;
}

/* Puts the letters of the syllable into `letters`; returns how many, and the marked one. */
static int spell(lt_syllable syllable, lt_tone_style style, uint8_t letters[8], int *mark)
{
    const lt_rime *rime = lt_syllable_valid(syllable) ? rime_of(syllable) : NULL;
    if (!rime)
        return 0;
    lt_onset onset = lt_syllable_onset(syllable);
    int start = rime_start(onset, rime);
    memcpy(letters, onsets[onset].letters, 3);
    memcpy(letters + start, rime->letters, 4);
    *mark = start + (style == LT_TONE_STYLE_NEW ? rime->new_mark : rime->old_mark);
    return start + rime->count;
}

size_t lt_syllable_render(lt_syllable syllable, lt_tone_style style, uint8_t upper,
                          char text[LT_SYLLABLE_SIZE])
{
    uint8_t letters[8];
    int mark = 0, count = spell(syllable, style, letters, &mark);
    size_t length = 0;
    for (int i = 0; i < count; i++) {
        lt_letter letter = {letters[i], i == mark ? (uint8_t)lt_syllable_tone(syllable) : 0,
                            (upper >> i & 1) != 0, false};
        length += lt_letter_write(letter, text + length);
    }
    text[length] = '\0';
    return length;
}

size_t lt_syllable_ascii(lt_syllable syllable, char text[LT_SYLLABLE_SIZE])
{
    static const char plain[] = "?aaabcddeeghiklmnooopqrstuuvxy";
    uint8_t letters[8];
    int mark = 0, count = spell(syllable, LT_TONE_STYLE_OLD, letters, &mark);
    for (int i = 0; i < count; i++)
        text[i] = plain[letters[i]];
    text[count] = '\0';
    return (size_t)count;
}
