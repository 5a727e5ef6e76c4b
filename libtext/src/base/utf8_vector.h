/*
 * Validation with vectors: a body for utf8_avx2.c and utf8_sse.c, which define
 *
 *     TARGET, WIDTH, vector   as the scan of normalization has them
 *     load(p) splat(b) table(t) look(t, i) both(a, b) either(a, b) differ(a, b) take_away(a, b)
 *     high(v) low(v)          nibbles
 *     behind(v, p, n)         the vector n bytes earlier; p is the vector before v
 *     none(v) ascii(v)        is every byte zero, or below 0x80?
 *
 * Errors within two bytes by three tables of nibbles, and where a third and fourth byte are due (J.
 * Keiser and D. Lemire, "Validating UTF-8 in less than one instruction per byte", 2020).
 */
enum {
    TOO_SHORT = 1,     /* a lead byte or ASCII behind a lead byte */
    TOO_LONG = 2,      /* a continuation byte behind ASCII */
    OVERLONG_3 = 4,    /* E0 80-9F */
    SURROGATE = 8,     /* ED A0-BF */
    OVERLONG_2 = 16,   /* C0, C1 */
    TOO_LARGE = 32,    /* F4 90-BF, F5-FF 90-BF */
    OVERLONG_4 = 64,   /* F0 80-8F; F5-FF 80-8F are too large */
    TWO_CONTINUE = 128 /* right where a third or fourth byte is due */
};

/* How far ahead memory is asked for. */
#define AHEAD ((size_t)2048)

#define ANYWHERE (TOO_SHORT | TOO_LONG | TWO_CONTINUE)

static const unsigned char before_high[16] = {TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              TWO_CONTINUE,
                                              TWO_CONTINUE,
                                              TWO_CONTINUE,
                                              TWO_CONTINUE,
                                              TOO_SHORT | OVERLONG_2,
                                              TOO_SHORT,
                                              TOO_SHORT | OVERLONG_3 | SURROGATE,
                                              TOO_SHORT | TOO_LARGE | OVERLONG_4};

static const unsigned char before_low[16] = {ANYWHERE | OVERLONG_3 | OVERLONG_2 | OVERLONG_4,
                                             ANYWHERE | OVERLONG_2,
                                             ANYWHERE,
                                             ANYWHERE,
                                             ANYWHERE | TOO_LARGE,
                                             ANYWHERE | TOO_LARGE | OVERLONG_4,
                                             ANYWHERE | TOO_LARGE | OVERLONG_4,
                                             ANYWHERE | TOO_LARGE | OVERLONG_4,
                                             ANYWHERE | TOO_LARGE | OVERLONG_4,
                                             ANYWHERE | TOO_LARGE | OVERLONG_4,
                                             ANYWHERE | TOO_LARGE | OVERLONG_4,
                                             ANYWHERE | TOO_LARGE | OVERLONG_4,
                                             ANYWHERE | TOO_LARGE | OVERLONG_4,
                                             ANYWHERE | TOO_LARGE | OVERLONG_4 | SURROGATE,
                                             ANYWHERE | TOO_LARGE | OVERLONG_4,
                                             ANYWHERE | TOO_LARGE | OVERLONG_4};

static const unsigned char now_high[16] = {
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_LONG | TWO_CONTINUE | OVERLONG_2 | OVERLONG_3 | OVERLONG_4,
    TOO_LONG | TWO_CONTINUE | OVERLONG_2 | OVERLONG_3 | TOO_LARGE,
    TOO_LONG | TWO_CONTINUE | OVERLONG_2 | SURROGATE | TOO_LARGE,
    TOO_LONG | TWO_CONTINUE | OVERLONG_2 | SURROGATE | TOO_LARGE,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT};

/* Where the first character begins that is not known to be well-formed. */
TARGET static size_t sure(const char *text, size_t length)
{
    const vector bh = table(before_high), bl = table(before_low), nh = table(now_high);
    vector before = splat(0);
    size_t at = 0;
    for (; length - at >= WIDTH; at += WIDTH) {
        vector bytes = load(text + at);
        __builtin_prefetch(text + at + AHEAD);
        if (ascii(either(bytes, before))) {
            before = bytes;
            continue;
        }
        vector one = behind(bytes, before, 1), two = behind(bytes, before, 2),
               three = behind(bytes, before, 3);
        vector error = both(both(look(bh, high(one)), look(bl, low(one))), look(nh, high(bytes)));
        vector due =
            both(either(take_away(two, splat(0xE0 - 0x80)), take_away(three, splat(0xF0 - 0x80))),
                 splat(0x80));
        if (!none(differ(error, due)))
            break;
        before = bytes;
    }
    /* A character that the last block has the start of is looked at again. */
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        unsigned char byte = (unsigned char)text[at - back];
        if (byte >= 0xC0)
            return at - back;
        if (byte < 0x80)
            break;
    }
    return at;
}
