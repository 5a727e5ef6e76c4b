/*
 * The scan with vectors: a body for scan_sse.c, scan_avx2.c and scan_neon.c, which define
 *
 *     TARGET            what a function needs to be compiled for the instruction set
 *     WIDTH, vector     bytes in a vector, its type
 *     load(p) store(p, v) splat(b) table(t) look(t, i) both(a, b) either(a, b) differ(a, b)
 * not_and(a, b) equal(a, b) take_away(a, b)   saturating high(v) low(v)    nibbles behind(v, p, n)
 * the vector n bytes earlier; p is the vector before v mask(v)           bit i: byte i is not zero
 *
 * Each block is checked for UTF-8 and looked up in the tables of byte pairs; what they single out
 * is decided by the same functions that the plain scan uses.
 */
/* How far ahead memory is asked for: what comes in while some thirty blocks are looked at. */
#define LT_SCAN_AHEAD ((size_t)2048)

typedef struct tables {
    vector pairs[LT_SCAN_TABLES][4];
} tables;

typedef struct block {
    vector bytes, not_vowel; /* of the block before */
} block;

/* Candidates: `odd` characters end or begin there; a toned letter ends before, or at, the byte. */
typedef struct candidates {
    uint64_t odd, after, at;
} candidates;

TARGET static inline vector look_pair(const vector pairs[4], vector before_high, vector before_low,
                                      vector now_high, vector now_low)
{
    return both(both(look(pairs[0], before_high), look(pairs[1], before_low)),
                both(look(pairs[2], now_high), look(pairs[3], now_low)));
}

/* 0xFF where the bytes lie within first … last. */
TARGET static inline vector within(vector bytes, int first, int last)
{
    return equal(either(take_away(splat(first), bytes), take_away(bytes, splat(last))), splat(0));
}

/* The block's bytes and those up to three earlier. */
typedef struct context {
    vector bytes, one, two, three;
} context;

/*
 * Ends of letters with a tone that are right behind the vowel before them: a e after o and y after
 * u ("hoàn", "huỳnh"), where a letter follows.
 */
TARGET static inline uint64_t right_inside(const context *c)
{
    vector small = splat(0x20), in_c3 = equal(c->one, splat(0xC3));
    vector two = either(c->two, small), three = either(c->three, small);
    vector a_e = both(equal(c->one, splat(0xBA)), equal(three, splat('o')));
    vector low_a_e = both(in_c3, equal(take_away(both(c->bytes, splat(0x1F)), splat(9)), splat(0)));
    a_e = either(a_e, both(low_a_e, equal(two, splat('o'))));
    vector y = both(equal(c->one, splat(0xBB)), within(c->bytes, 0xB2, 0xB9));
    y = both(y, equal(three, splat('u')));
    vector low_y = both(in_c3, equal(either(c->bytes, small), splat(0xBD)));
    y = either(y, both(low_y, equal(two, splat('u'))));
    uint64_t letter_follows = mask(within(either(c->bytes, small), 'a', 'z')) >> 1;
    return mask(either(a_e, y)) & letter_follows;
}

/*
 * Characters that the pairs of bytes take for others: in "mẫu", "cứu", "yêu", "kéo" the letter
 * before u or o is none that asks for more; of U+2020-2027 ("…") all are inert.
 */
TARGET static inline uint64_t taken_for_odd(const context *c)
{
    vector small = splat(0x20), letter = either(c->bytes, small);
    vector u = equal(letter, splat('u')), o = equal(letter, splat('o'));
    vector high_mark = within(c->one, 0xA8, 0xAD), in_c3 = equal(c->two, splat(0xC3));
    vector fine = both(equal(c->two, splat(0xBA)), either(u, o));
    fine = both(either(fine, both(equal(c->two, splat(0xBB)), u)), high_mark);
    vector base = either(c->one, small);
    fine = either(fine, both(in_c3, both(u, equal(base, splat(0xAA)))));
    fine = either(fine, both(in_c3, both(o, within(base, 0xA8, 0xAA))));
    vector general = both(equal(c->two, splat(0xE2)), equal(c->one, splat(0x80)));
    return mask(either(fine, both(general, within(c->bytes, 0xA0, 0xA7))));
}

/* The candidates of a block; false when it is not well-formed. */
TARGET static inline bool look_at(const tables *t, vector bytes, block *before, bool open_is_right,
                                  candidates *found)
{
    vector one = behind(bytes, before->bytes, 1), two = behind(bytes, before->bytes, 2),
           three = behind(bytes, before->bytes, 3);
    vector h1 = high(one), l1 = low(one), h = high(bytes), l = low(bytes);
    vector error =
        both(both(look(t->pairs[LT_SCAN_UTF8][0], h1), look(t->pairs[LT_SCAN_UTF8][1], l1)),
             look(t->pairs[LT_SCAN_UTF8][2], h));
    vector due =
        both(either(take_away(two, splat(0xE0 - 0x80)), take_away(three, splat(0xF0 - 0x80))),
             splat(0x80));
    error = differ(error, due);
    vector byte = both(look(t->pairs[LT_SCAN_BYTE][2], h), look(t->pairs[LT_SCAN_BYTE][3], l));
    vector odd = either(look_pair(t->pairs[LT_SCAN_ODD], h1, l1, h, l), both(byte, splat(0x0F)));
    odd = either(odd, look_pair(t->pairs[LT_SCAN_RARE], h1, l1, h, l));
    vector follows = look_pair(t->pairs[LT_SCAN_BEFORE], h1, l1, h, l);
    vector exempt = equal(either(two, splat(2)), splat(0xC6));
    vector after = either(both(follows, splat(0x0C)), not_and(exempt, both(follows, splat(0x30))));
    vector open = both(follows, splat(0x03));
    vector toned = look_pair(t->pairs[LT_SCAN_TONED], h1, l1, h, l);
    vector zero = splat(0);
    vector plain = both(byte, equal(both(follows, splat(0xC0)), zero));
    vector not_vowel = equal(both(plain, splat(0xF0)), zero);
    vector at = either(not_and(behind(not_vowel, before->not_vowel, 3), both(toned, splat(0x1F))),
                       not_and(behind(not_vowel, before->not_vowel, 2), both(toned, splat(0xE0))));
    before->bytes = bytes;
    before->not_vowel = not_vowel;
    /* Where the syllable ends behind "òa", "úy", "úa", "ía" they are right in the old style, but
     * after q, which the table of rare ones has. What lies below "0" ends it. */
    uint64_t ends = open_is_right ? mask(take_away(splat('0'), bytes)) >> 1 : 0;
    uint64_t closed = mask(open) & ~ends;
    *found = (candidates){0, 0, 0};
    if ((mask(either(either(error, odd), either(after, at))) | closed) == 0)
        return true;
    const context around = {bytes, one, two, three};
    *found = (candidates){mask(odd) & ~taken_for_odd(&around), mask(after) | closed,
                          mask(at) & ~right_inside(&around)};
    uint64_t errors = mask(error);
    return errors == 0;
}

/* Start of the character that the byte before `at` belongs to. */
static inline size_t back(const char *text, size_t at, size_t floor)
{
    size_t start = at;
    do
        start--;
    while (start > floor && at - start < 4 && ((unsigned char)text[start] & 0xC0) == 0x80);
    return start;
}

/* The first candidate of the block at `base` that is to be looked at; `length` when none is. */
static size_t first_stop(const char *text, size_t base, size_t floor, size_t length,
                         const candidates *found, lt_tone_choice tone)
{
    for (uint64_t all = found->odd | found->after | found->at; all; all &= all - 1) {
        size_t at = base + (size_t)__builtin_ctzll(all);
        uint64_t bit = all & ((uint64_t)0 - all);
        if ((found->after | found->odd) & bit && at > floor) {
            size_t start = back(text, at, floor);
            if (stops(text, start, length, tone))
                return start;
        }
        if ((found->odd | found->at) & bit) {
            size_t start = back(text, at + 1, floor);
            if (stops(text, start, length, tone))
                return start;
        }
    }
    return length;
}

/* Two characters back: what a block's first bytes may belong to. */
static size_t resume(const char *text, size_t at, size_t floor)
{
    for (int i = 0; i < 2 && at > floor; i++)
        at = back(text, at, floor);
    return at;
}

TARGET static size_t scan(const char *text, size_t at, size_t length, lt_tone_choice tone,
                          char *copy)
{
    size_t start = at;
    tables t;
    block before = {splat(0), splat(0xFF)};
    if (length - at < 2 * WIDTH)
        return lt_scan_plain(text, at, length, tone, copy, NULL);
    for (int i = 0; i < LT_SCAN_TABLES; i++)
        for (int k = 0; k < 4; k++)
            t.pairs[i][k] = table(lt_scan_pairs[i][k]);
    for (; length - at >= WIDTH; at += WIDTH) {
        candidates found;
        __builtin_prefetch(text + at + LT_SCAN_AHEAD);
        vector bytes = load(text + at);
        if (copy)
            store(copy + (at - start), bytes);
        if (!look_at(&t, bytes, &before, tone != LT_TONE_NEW, &found))
            break;
        if (found.odd | found.after | found.at) {
            size_t stop = first_stop(text, at, start, length, &found, tone);
            if (stop < length)
                return stop;
        }
    }
    at = resume(text, at, start);
    return lt_scan_plain(text, at, length, tone, copy ? copy + (at - start) : NULL, NULL);
}
