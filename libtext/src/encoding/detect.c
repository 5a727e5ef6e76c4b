/* Which encoding makes Vietnamese of these bytes. */
#include <string.h>

#include <libtext/encoding.h>
#include <libtext/syllable.h>
#include <libtext/utf8.h>

#define SAMPLE ((size_t)256 << 10)

/* Fewer words with marks say nothing; less than this share of syllables among them is no
 * Vietnamese; a runner-up nearer than this makes the answer a guess. */
#define FEWEST_WORDS 4
#define LEAST_SHARE  0.80
#define LEAST_LEAD   0.10

typedef struct score {
    size_t words;     /* with a letter that ASCII lacks */
    size_t syllables; /* those of them that are Vietnamese */
} score;

static bool is_letter(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F) ||
           (c >= 0x300 && c <= 0x36F) || (c >= 0x1E00 && c <= 0x1EFF);
}

static void count_word(const char *word, size_t length, bool marked, score *s)
{
    if (!marked || length == 0)
        return;
    s->words++;
    s->syllables += lt_syllable_parse(word, length, NULL) != 0;
}

/* Words with marks in decoded text. A symbol of the upper half beside letters spoils its word. */
static score count_words(const char *text, size_t length)
{
    score s = {0, 0};
    size_t start = 0;
    bool marked = false, spoiled = false;
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t c;
        size = lt_utf8_decode(text + at, length - at, &c);
        size = size ? size : 1;
        bool inside = is_letter(c) || (c >= 0x80 && c < 0x2000);
        if (!inside) {
            count_word(text + start, at - start, marked || spoiled, &s);
            start = at + size;
            marked = spoiled = false;
            continue;
        }
        marked = marked || c >= 0x80;
        spoiled = spoiled || !is_letter(c);
    }
    count_word(text + start, length - start, marked || spoiled, &s);
    return s;
}

static double share(score s)
{
    return s.words >= FEWEST_WORDS ? (double)s.syllables / (double)s.words : 0;
}

static lt_status try_encoding(lt_encoding encoding, const char *bytes, size_t length, double *value,
                              lt_error *error)
{
    lt_buffer text = LT_BUFFER_INIT;
    lt_status status = lt_decode(encoding, bytes, length, true, &text, error);
    *value = status == LT_OK ? share(count_words(text.data, text.length)) : 0;
    lt_buffer_dispose(&text);
    return status;
}

/* VIQR's keys are punctuation too: only words with a ^ ( + ` ~ or dd in them speak for it. */
static bool looks_typed(const char *bytes, size_t length)
{
    size_t seen = 0;
    for (size_t i = 1; i < length; i++)
        if (bytes[i] != '\0' && strchr("^(+`~", bytes[i]) && strchr("aeouAEOU", bytes[i - 1]) &&
            bytes[i - 1] != '\0')
            seen++;
    return seen >= FEWEST_WORDS;
}

static bool has_references(const char *bytes, size_t length)
{
    size_t seen = 0;
    for (size_t i = 0; i + 3 < length; i++)
        seen += bytes[i] == '&' && (bytes[i + 1] == '#' || (bytes[i + 1] | 0x20) >= 'a') &&
                memchr(bytes + i, ';', length - i < 10 ? length - i : 10) != NULL;
    return seen >= FEWEST_WORDS;
}

/* The order of UTF-16 without a mark: half of the bytes of Latin text are 0. */
static bool is_utf16(const unsigned char *bytes, size_t length, lt_encoding *encoding)
{
    size_t zeros[2] = {0, 0};
    if (length >= 2 &&
        ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF))) {
        *encoding = bytes[0] == 0xFF ? LT_ENCODING_UTF16LE : LT_ENCODING_UTF16BE;
        return true;
    }
    for (size_t i = 0; i < length; i++)
        zeros[i & 1] += bytes[i] == 0;
    if (length < 8 || (zeros[0] + zeros[1]) * 4 < length)
        return false;
    *encoding = zeros[1] > zeros[0] ? LT_ENCODING_UTF16LE : LT_ENCODING_UTF16BE;
    return zeros[0] * 8 < zeros[1] || zeros[1] * 8 < zeros[0];
}

static bool is_ascii(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    return true;
}

static lt_status decide(const char *bytes, size_t length, const lt_encoding *candidates,
                        size_t count, lt_encoding *encoding, double *confidence, lt_error *error)
{
    double best = 0, second = 0;
    for (size_t i = 0; i < count; i++) {
        double value;
        lt_status status = try_encoding(candidates[i], bytes, length, &value, error);
        if (status != LT_OK)
            return status;
        if (value > best) {
            second = best;
            best = value;
            *encoding = candidates[i];
        } else if (value > second) {
            second = value;
        }
    }
    *confidence = best - second / 2;
    if (best >= LEAST_SHARE && best - second >= LEAST_LEAD)
        return LT_OK;
    return lt_error_set(error, LT_UNDECIDED, 0,
                        best < LEAST_SHARE
                            ? "no encoding makes Vietnamese words of these bytes"
                            : "more than one encoding makes Vietnamese of these bytes");
}

lt_status lt_detect(const char *bytes, size_t length, lt_encoding *encoding, double *confidence,
                    lt_error *error)
{
    static const lt_encoding high[] = {LT_ENCODING_TCVN3, LT_ENCODING_VNI,    LT_ENCODING_VISCII,
                                       LT_ENCODING_VPS,   LT_ENCODING_BKHCM2, LT_ENCODING_CP1258};
    static const lt_encoding typed[] = {LT_ENCODING_VIQR}, references[] = {LT_ENCODING_NCR};
    size_t sample = length < SAMPLE ? length : SAMPLE;
    lt_error invalid = LT_ERROR_INIT;
    *encoding = LT_ENCODING_UTF8;
    *confidence = 1;
    if (is_utf16((const unsigned char *)bytes, sample, encoding))
        return LT_OK;
    if (lt_utf8_validate(bytes, sample, &invalid) == LT_OK ||
        (sample < length && sample - invalid.offset < 4)) {
        if (!is_ascii(bytes, sample))
            return LT_OK;
        /* ASCII: text as it is, unless its punctuation makes Vietnamese words. */
        lt_encoding found = LT_ENCODING_UTF8;
        bool keys = looks_typed(bytes, sample), named = has_references(bytes, sample);
        lt_status status = LT_OK;
        if (keys || named)
            status = decide(bytes, sample, keys ? typed : references, 1, &found, confidence, NULL);
        if (status == LT_NO_MEMORY)
            return lt_error_set(error, status, 0, "no memory");
        *encoding = status == LT_OK ? found : LT_ENCODING_UTF8;
        *confidence = status == LT_OK && found != LT_ENCODING_UTF8 ? *confidence : 1;
        return LT_OK;
    }
    return decide(bytes, sample, high, sizeof high / sizeof *high, encoding, confidence, error);
}
