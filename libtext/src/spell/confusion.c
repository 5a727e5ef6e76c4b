#include "spell/confusion.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* clang-format off */
enum {
    A = 1, AW, AA, B, C, D, DD, E, EE, G, H, I, K, L, M, N, O, OO, OW, P, Q, R, S, T, U, UW, V, X, Y
};
/* clang-format on */

/* Each letter without its mark. */
static const uint8_t plain[35] = {
    [A] = A,
    [AW] = A,
    [AA] = A,
    [B] = B,
    [C] = C,
    [D] = D,
    [DD] = D,
    [E] = E,
    [EE] = E,
    [G] = G,
    [H] = H,
    [I] = I,
    [K] = K,
    [L] = L,
    [M] = M,
    [N] = N,
    [O] = O,
    [OO] = O,
    [OW] = O,
    [P] = P,
    [Q] = Q,
    [R] = R,
    [S] = S,
    [T] = T,
    [U] = U,
    [UW] = U,
    [V] = V,
    [X] = X,
    [Y] = Y,
    [LT_FOREIGN_F] = LT_FOREIGN_F,
    [LT_FOREIGN_J] = LT_FOREIGN_J,
    [LT_FOREIGN_W] = LT_FOREIGN_W,
    [LT_FOREIGN_Z] = LT_FOREIGN_Z,
};

/* Neighbours on a QWERTY keyboard. */
static const char *const neighbours[26] = {
    "qwsz",   "vghn",  "xdfv", "serfcx", "wsdr", "drtgvc", "ftyhbv", "gyujnb", "ujko",
    "huikmn", "jiolm", "kop",  "njk",    "bhjm", "iklp",   "ol",     "wa",     "edft",
    "awedxz", "rfgy",  "yhji", "cfgb",   "qase", "zsdc",   "tghu",   "asx",
};

static char ascii_of(uint8_t letter)
{
    static const char names[] = "?aaabcddeeghiklmnooopqrstuuvxy?fjwz";
    return names[letter];
}

static bool are_neighbours(uint8_t a, uint8_t b)
{
    return strchr(neighbours[ascii_of(a) - 'a'], ascii_of(b)) != NULL;
}

bool lt_spelling_of_text(const char *text, size_t length, lt_spelling *spelling)
{
    memset(spelling, 0, sizeof *spelling);
    for (size_t at = 0; at < length;) {
        lt_letter letter;
        size_t size = lt_letter_read(text + at, length - at, &letter);
        if (size == 0 || spelling->count == LT_SPELLING_LETTERS)
            return false;
        uint8_t base = letter.base;
        if (base == LT_LETTER_OTHER) {
            static const char foreign[] = "fjwz";
            const char *found = strchr(foreign, text[at] | 0x20);
            if (size != 1 || !found)
                return false;
            base = (uint8_t)(LT_FOREIGN_F + (found - foreign));
        }
        if (letter.tone) {
            spelling->more_tones = spelling->more_tones || spelling->tone || letter.two_tones;
            spelling->tone = letter.tone;
        }
        spelling->letters[spelling->count++] = base;
        at += size;
    }
    return spelling->count > 0;
}

void lt_spelling_of_syllable(lt_syllable syllable, lt_spelling *spelling)
{
    char text[LT_SYLLABLE_SIZE];
    size_t length = lt_syllable_render(syllable, LT_TONE_STYLE_OLD, LT_UPPER_NONE, text);
    lt_spelling_of_text(text, length, spelling);
}

uint32_t lt_spelling_mask(const lt_spelling *spelling)
{
    uint32_t mask = 0;
    for (int i = 0; i < spelling->count; i++)
        mask |= 1u << (plain[spelling->letters[i]] & 31);
    return mask;
}

/* A slip changes three bits at most, ch for tr four. */
static const uint32_t ch_tr = 1u << C | 1u << H | 1u << T | 1u << R;

#if defined(__SSE2__)
static __m128i without_lowest_bit(__m128i x)
{
    return _mm_and_si128(x, _mm_add_epi32(x, _mm_set1_epi32(-1)));
}

uint64_t lt_spelling_near(uint32_t mask, const uint32_t masks[LT_MASK_BLOCK])
{
    const __m128i wanted = _mm_set1_epi32((int)mask), four = _mm_set1_epi32((int)ch_tr);
    uint64_t found = 0;
    for (int i = 0; i < LT_MASK_BLOCK; i += 4) {
        const __m128i *at = (const __m128i *)(const void *)(masks + i);
        __m128i other = _mm_xor_si128(_mm_loadu_si128(at), wanted);
        __m128i rest = without_lowest_bit(without_lowest_bit(without_lowest_bit(other)));
        __m128i near =
            _mm_or_si128(_mm_cmpeq_epi32(rest, _mm_setzero_si128()), _mm_cmpeq_epi32(other, four));
        found |= (uint64_t)(uint32_t)_mm_movemask_ps(_mm_castsi128_ps(near)) << i;
    }
    return found;
}
#else
uint64_t lt_spelling_near(uint32_t mask, const uint32_t masks[LT_MASK_BLOCK])
{
    uint64_t found = 0;
    for (int i = 0; i < LT_MASK_BLOCK; i++) {
        uint32_t other = mask ^ masks[i], rest = other;
        rest &= rest - 1;
        rest &= rest - 1;
        rest &= rest - 1;
        found |= (uint64_t)(rest == 0 || other == ch_tr) << i;
    }
    return found;
}
#endif

static bool is_one_of(uint8_t a, uint8_t b, uint8_t x, uint8_t y)
{
    return (a == x && b == y) || (a == y && b == x);
}

static bool tail_equal(const lt_spelling *a, int from_a, const lt_spelling *b, int from_b)
{
    return a->count - from_a == b->count - from_b &&
           memcmp(a->letters + from_a, b->letters + from_b, (size_t)(a->count - from_a)) == 0;
}

/* Two spellings of an onset or an ending, and the slip that takes one for the other. */
typedef struct pair_rule {
    uint8_t one[3], other[3], one_count, other_count;
    lt_confusion_type kind;
} pair_rule;

#define PAIR(one, other, kind)                                                                     \
    {                                                                                              \
        one, other, sizeof(one) - 1, sizeof(other) - 1, kind                                       \
    }

/* Do both words begin with these onsets and go on alike? */
static bool are_onsets(const lt_spelling *a, const lt_spelling *b, const pair_rule *rule)
{
    int n = rule->one_count, m = rule->other_count;
    return a->count > n && b->count > m && memcmp(a->letters, rule->one, (size_t)n) == 0 &&
           memcmp(b->letters, rule->other, (size_t)m) == 0 && tail_equal(a, n, b, m);
}

/* The same for endings. */
static bool are_endings(const lt_spelling *a, const lt_spelling *b, const pair_rule *rule)
{
    int n = a->count - rule->one_count, m = b->count - rule->other_count;
    return n >= 0 && n == m && memcmp(a->letters, b->letters, (size_t)n) == 0 &&
           memcmp(a->letters + n, rule->one, rule->one_count) == 0 &&
           memcmp(b->letters + m, rule->other, rule->other_count) == 0;
}

/* Sounds that regions of Vietnam merge, and spellings of one sound. */
static lt_confusion_type onset_kind(const lt_spelling *a, const lt_spelling *b)
{
    static const pair_rule rules[] = {
        PAIR("\x17", "\x1C", LT_CONFUSION_S_X),                        /* s x */
        PAIR("\x05\x0B", "\x18\x16", LT_CONFUSION_CH_TR),              /* ch tr */
        PAIR("\x06", "\x0A\x0C", LT_CONFUSION_D_GI_R),                 /* d gi */
        PAIR("\x06", "\x16", LT_CONFUSION_D_GI_R),                     /* d r */
        PAIR("\x06", "\x1B", LT_CONFUSION_D_GI_R),                     /* d v */
        PAIR("\x0A\x0C", "\x16", LT_CONFUSION_D_GI_R),                 /* gi r */
        PAIR("\x0A\x0C", "\x1B", LT_CONFUSION_D_GI_R),                 /* gi v */
        PAIR("\x0E", "\x10", LT_CONFUSION_L_N),                        /* l n */
        PAIR("\x05", "\x0D", LT_CONFUSION_ONSET_SPELLING),             /* c k */
        PAIR("\x05", "\x15", LT_CONFUSION_ONSET_SPELLING),             /* c q */
        PAIR("\x0A", "\x0A\x0B", LT_CONFUSION_ONSET_SPELLING),         /* g gh */
        PAIR("\x10\x0A", "\x10\x0A\x0B", LT_CONFUSION_ONSET_SPELLING), /* ng ngh */
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (are_onsets(a, b, &rules[i]) || are_onsets(b, a, &rules[i]))
            return rules[i].kind;
    return LT_CONFUSION_NONE;
}

static lt_confusion_type ending_kind(const lt_spelling *a, const lt_spelling *b)
{
    static const pair_rule rules[] = {
        PAIR("\x0C", "\x1D", LT_CONFUSION_I_Y),                   /* i y: also ai ay, ui uy */
        PAIR("\x10", "\x10\x0A", LT_CONFUSION_CODA),              /* n ng */
        PAIR("\x10", "\x10\x0B", LT_CONFUSION_CODA),              /* n nh */
        PAIR("\x10\x0A", "\x10\x0B", LT_CONFUSION_CODA),          /* ng nh */
        PAIR("\x05", "\x18", LT_CONFUSION_CODA),                  /* c t */
        PAIR("\x05\x0B", "\x18", LT_CONFUSION_CODA),              /* ch t */
        PAIR("\x05\x0B", "\x05", LT_CONFUSION_CODA),              /* ch c */
        PAIR("\x11", "\x19", LT_CONFUSION_CODA),                  /* o u: ao au */
        PAIR("\x0C\x19", "\x1A\x19", LT_CONFUSION_VOWEL),         /* iu ưu */
        PAIR("\x0C\x09\x19", "\x1A\x13\x19", LT_CONFUSION_VOWEL), /* iêu ươu */
        PAIR("\x0C\x09\x19", "\x0C\x19", LT_CONFUSION_VOWEL),     /* iêu iu */
        PAIR("\x1A\x13\x19", "\x1A\x19", LT_CONFUSION_VOWEL),     /* ươu ưu */
        PAIR("\x09\x19", "\x0C\x19", LT_CONFUSION_VOWEL),         /* êu iu */
        PAIR("\x0C\x09\x0F", "\x0C\x0F", LT_CONFUSION_VOWEL),     /* iêm im */
        PAIR("\x0C\x09\x14", "\x0C\x14", LT_CONFUSION_VOWEL),     /* iêp ip */
        PAIR("\x12\x0C", "\x19\x12\x0C", LT_CONFUSION_VOWEL),     /* ôi uôi */
        PAIR("\x01\x1D", "\x03\x1D", LT_CONFUSION_VOWEL),         /* ay ây */
        PAIR("\x01\x19", "\x03\x19", LT_CONFUSION_VOWEL),         /* au âu */
        PAIR("\x13\x0C", "\x1A\x13\x0C", LT_CONFUSION_VOWEL),     /* ơi ươi */
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (are_endings(a, b, &rules[i]) || are_endings(b, a, &rules[i]))
            return rules[i].kind;
    return LT_CONFUSION_NONE;
}

/* Same letters but for their marks: which way do they differ? */
static lt_confusion_type mark_kind(const lt_spelling *a, const lt_spelling *b)
{
    bool missing = false, extra = false, other = false;
    if (a->count != b->count)
        return LT_CONFUSION_NONE;
    for (int i = 0; i < a->count; i++) {
        uint8_t x = a->letters[i], y = b->letters[i];
        if (plain[x] != plain[y])
            return LT_CONFUSION_NONE;
        missing = missing || (x != y && x == plain[x]);
        extra = extra || (x != y && y == plain[y]);
        other = other || (x != y && x != plain[x] && y != plain[y]);
    }
    if (missing + extra + other != 1)
        return missing + extra + other == 0 ? LT_CONFUSION_NONE : LT_CONFUSION_MARK_OTHER;
    return missing ? LT_CONFUSION_MARK_MISSING
           : extra ? LT_CONFUSION_MARK_EXTRA
                   : LT_CONFUSION_MARK_OTHER;
}

static lt_confusion_type replaced_kind(const lt_spelling *a, const lt_spelling *b)
{
    int first = -1, count = 0;
    for (int i = 0; i < a->count; i++)
        if (a->letters[i] != b->letters[i]) {
            if (count++ == 0)
                first = i;
        }
    uint8_t x = a->letters[first], y = b->letters[first];
    if (count == 2 && first + 1 < a->count && a->letters[first + 1] == y &&
        b->letters[first + 1] == x)
        return LT_CONFUSION_SWAPPED;
    if (count != 1)
        return LT_CONFUSION_NONE;
    if (is_one_of(x, y, I, Y))
        return LT_CONFUSION_I_Y;
    return are_neighbours(x, y) ? LT_CONFUSION_KEY : LT_CONFUSION_REPLACED;
}

/* `longer` has one letter more: which one? -1 when the rest differs too. */
static int extra_letter(const lt_spelling *longer, const lt_spelling *shorter)
{
    int at = 0;
    while (at < shorter->count && longer->letters[at] == shorter->letters[at])
        at++;
    return tail_equal(longer, at + 1, shorter, at) ? at : -1;
}

/* Is what differs short enough for any slip: two letters on either side? */
static bool are_near(const lt_spelling *a, const lt_spelling *b)
{
    int shorter = a->count < b->count ? a->count : b->count, alike = 0;
    while (alike < shorter && a->letters[alike] == b->letters[alike])
        alike++;
    for (int end = 1; alike < shorter && a->letters[a->count - end] == b->letters[b->count - end];
         end++)
        alike++;
    return a->count - alike <= 2 && b->count - alike <= 2;
}

static lt_confusion_type letter_kind(const lt_spelling *a, const lt_spelling *b)
{
    lt_confusion_type kind = mark_kind(a, b);
    if (!kind && !are_near(a, b))
        return LT_CONFUSION_NONE;
    if (!kind)
        kind = onset_kind(a, b);
    if (!kind)
        kind = ending_kind(a, b);
    if (kind)
        return kind;
    if (a->count == b->count)
        return replaced_kind(a, b);
    if (a->count == b->count + 1) {
        int at = extra_letter(a, b);
        if (at >= 0)
            return at > 0 && a->letters[at] == a->letters[at - 1] ? LT_CONFUSION_DOUBLED
                                                                  : LT_CONFUSION_INSERTED;
    }
    if (a->count + 1 == b->count && extra_letter(b, a) >= 0)
        return LT_CONFUSION_DROPPED;
    return LT_CONFUSION_NONE;
}

static lt_confusion_type tone_kind(uint8_t written, uint8_t meant)
{
    if (is_one_of(written, meant, LT_TONE_HOI, LT_TONE_NGA))
        return LT_CONFUSION_HOI_NGA;
    return written == LT_TONE_NGANG ? LT_CONFUSION_TONE_MISSING
           : meant == LT_TONE_NGANG ? LT_CONFUSION_TONE_EXTRA
                                    : LT_CONFUSION_TONE_OTHER;
}

static bool has_mark(const lt_spelling *spelling)
{
    for (int i = 0; i < spelling->count; i++)
        if (spelling->letters[i] != plain[spelling->letters[i]])
            return true;
    return false;
}

lt_confusion_type lt_confusion_kind(const lt_spelling *written, const lt_spelling *meant)
{
    int difference = (int)written->count - (int)meant->count;
    if (difference > 2 || difference < -2)
        return LT_CONFUSION_NONE;
    bool same_letters = tail_equal(written, 0, meant, 0);
    if (same_letters && written->more_tones)
        return LT_CONFUSION_TWO_TONES;
    if (same_letters)
        return written->tone == meant->tone ? LT_CONFUSION_NONE
                                            : tone_kind(written->tone, meant->tone);
    if (written->tone == meant->tone)
        return letter_kind(written, meant);
    lt_confusion_type kind = mark_kind(written, meant);
    if (kind == LT_CONFUSION_MARK_MISSING && written->tone == LT_TONE_NGANG && !has_mark(written))
        return LT_CONFUSION_ALL_MISSING;
    return kind ? LT_CONFUSION_MARK_AND_TONE : LT_CONFUSION_NONE;
}
