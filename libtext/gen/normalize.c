/*
 * Prints libtext/src/normalize/table.c: what NFC makes of a Latin letter and the marks that
 * Vietnamese uses, asked from ICU, and which vowel with which tone each letter is.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "../src/normalize/table.h"

/* Grave, acute, circumflex, tilde, breve, hook above, horn, dot below; 0 is no mark. */
static const UChar marks[] = {0, 0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323};
#define MARKS 9

static UChar letters[512];
static int letter_count = 1; /* 0 is no letter */
static const UNormalizer2 *nfc, *nfd;

static int state_of(UChar letter)
{
    for (int i = 1; i < letter_count; i++)
        if (letters[i] == letter)
            return i;
    return 0;
}

static UChar composed(UChar letter, UChar mark)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar pair[2] = {letter, mark}, result[8];
    int32_t length = unorm2_normalize(nfc, pair, 2, result, 8, &code);
    return U_SUCCESS(code) && length == 1 ? result[0] : 0;
}

static int encode(UChar c, unsigned char bytes[4])
{
    memset(bytes, 0, 4);
    if (c < 0x80) {
        bytes[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        bytes[0] = (unsigned char)(0xC0 | c >> 6);
        bytes[1] = (unsigned char)(0x80 | (c & 63));
        return 2;
    }
    bytes[0] = (unsigned char)(0xE0 | c >> 12);
    bytes[1] = (unsigned char)(0x80 | (c >> 6 & 63));
    bytes[2] = (unsigned char)(0x80 | (c & 63));
    return 3;
}

/* Every letter that can be reached from ASCII by these marks, breadth first. */
static void collect(void)
{
    for (int c = 'A'; c <= 'z'; c++)
        if (c <= 'Z' || c >= 'a')
            letters[letter_count++] = (UChar)c;
    for (int i = 1; i < letter_count; i++)
        for (int m = 1; m < MARKS; m++) {
            UChar c = composed(letters[i], marks[m]);
            if (c && !state_of(c)) {
                if (letter_count == 512)
                    exit(1);
                letters[letter_count++] = c;
            }
        }
}

static int vowel_of(UChar c)
{
    static const char known[] = "\0a??e?io??u?yqg";
    UErrorCode code = U_ZERO_ERROR;
    UChar parts[8];
    int32_t length = unorm2_normalize(nfd, &c, 1, parts, 8, &code);
    int lower = parts[0] | 0x20, letter = 15, toned = 0;
    if (parts[0] >= 0x80 || !((lower >= 'a' && lower <= 'z')))
        return u_isalpha(c) || u_isdigit(c) ? 15 : 0;
    for (int i = 1; i < 15; i++)
        if (known[i] == lower)
            letter = i;
    for (int i = 1; i < length; i++) {
        if (parts[i] == 0x302 && (letter == 1 || letter == 4 || letter == 7))
            letter += letter == 1 ? 2 : 1;
        else if (parts[i] == 0x306 && letter == 1)
            letter = 2;
        else if (parts[i] == 0x31B && (letter == 7 || letter == 10))
            letter += letter == 7 ? 2 : 1;
        else if (letter < 13 && (parts[i] == 0x300 || parts[i] == 0x301 || parts[i] == 0x303 ||
                                 parts[i] == 0x309 || parts[i] == 0x323))
            toned = 16;
        else
            return 15;
    }
    return letter | toned;
}

static void print_table(const char *type, const char *name, const char *size, int from, int count,
                        int row, int (*value)(UChar))
{
    printf("\nconst %s %s%s = {", type, name, size);
    for (int i = 0; i < count; i++) {
        if (row && i % row == 0)
            printf("%s{", i ? "},\n    " : "\n    ");
        else if (i % 16 == 0)
            printf("\n    ");
        printf("%d, ", value((UChar)(from + i)));
    }
    printf("%s\n};\n", row ? "}" : "");
}

/*
 * Vowels and their marks by sums: a 0 â 1 ă 2, e 3 ê 4, o 6 ô 7 ơ 8, u 9 ư 11, i 12, y 13, and 16
 * for each tone. What goes with what, by bits: 0 circumflex, 1 breve, 2 horn, 4 any mark, 7 another
 * mark; 5 a dot below, then circumflex or breve; 6 one of the three, then a tone.
 */
static const char vowels[] = "aeouiy";
static const int vowel_numbers[] = {0, 3, 6, 9, 12, 13};
static const int vowel_marks[] = {3, 1, 5, 4, 0, 0}; /* that it can have, bits 0-2 */

typedef struct mark_sum {
    int mark, number, first, second;
} mark_sum;

static const mark_sum mark_sums[] = {
    {0x302, 1, 0x51, 0x31},  {0x306, 2, 0x52, 0x32},  {0x31B, 2, 0x54, 0x14},
    {0x300, 16, 0x10, 0x50}, {0x301, 32, 0x10, 0x50}, {0x303, 48, 0x10, 0x50},
    {0x309, 64, 0x10, 0x50}, {0x323, 80, 0x30, 0x50},
};
#define MARK_SUMS (sizeof mark_sums / sizeof *mark_sums)

static int vowel_at(UChar low)
{
    for (int i = 0; i < 6; i++)
        if ((vowels[i] & 31) == (low & 31))
            return i;
    return -1;
}

static int vowel_number(UChar low)
{
    return vowel_at(low) >= 0 ? vowel_numbers[vowel_at(low)] : 0;
}

static int vowel_bars(UChar low)
{
    return vowel_at(low) >= 0 ? 0x80 | (7 & ~vowel_marks[vowel_at(low)]) : 0xFF;
}

static const mark_sum *mark_at(UChar low)
{
    static const mark_sum other = {0, 0, 0x90, 0x90};
    for (size_t i = 0; i < MARK_SUMS; i++)
        if (mark_sums[i].mark == 0x300 + low)
            return &mark_sums[i];
    return &other;
}

static int mark_number(UChar low)
{
    return mark_at(low)->number;
}

static int mark_first(UChar low)
{
    return mark_at(low)->first;
}

static int mark_second(UChar low)
{
    return mark_at(low)->second;
}

/* The byte of the letter with this sum that stands `back` bytes before its end; 0 for no letter. */
static int vowel_byte(UChar sum, int back)
{
    for (int v = 0; v < 6; v++)
        for (size_t m = 0; m <= 3; m++)
            for (size_t t = 2; t < MARK_SUMS; t++) {
                /* m 3: without a mark; t 2: without a tone */
                int number = vowel_numbers[v] + (m < 3 ? mark_sums[m].number : 0) +
                             (t > 2 ? mark_sums[t].number : 0);
                bool fits = m == 3 || vowel_marks[v] >> m & 1;
                UChar c = (UChar)vowels[v];
                unsigned char bytes[4];
                if (number != sum || !fits || (m == 3 && t == 2))
                    continue;
                c = m < 3 ? composed(c, (UChar)mark_sums[m].mark) : c;
                c = t > 2 ? composed(c, (UChar)mark_sums[t].mark) : c;
                return c ? bytes[encode(c, bytes) - 1 - back] : 0;
            }
    return 0;
}

static int vowel_last(UChar sum)
{
    return vowel_byte(sum, 0);
}

static int vowel_middle(UChar sum)
{
    return vowel_byte(sum, 1);
}

static void print_sums(void)
{
    print_table("uint8_t", "lt_vowel_number", "[64]", 0, 64, 0, vowel_number);
    print_table("uint8_t", "lt_vowel_bars", "[64]", 0, 64, 0, vowel_bars);
    print_table("uint8_t", "lt_mark_number", "[64]", 0, 64, 0, mark_number);
    print_table("uint8_t", "lt_mark_first", "[64]", 0, 64, 0, mark_first);
    print_table("uint8_t", "lt_mark_second", "[64]", 0, 64, 0, mark_second);
    print_table("uint8_t", "lt_vowel_last", "[128]", 0, 128, 0, vowel_last);
    print_table("uint8_t", "lt_vowel_middle", "[128]", 0, 128, 0, vowel_middle);
}

/*
 * Sets of byte pairs (the byte before, the byte), each the product of four sets of nibbles: what a
 * vector unit finds by four table look-ups and three ANDs. A bit a set.
 */
typedef struct pair_set {
    int table; /* LT_SCAN_* */
    int bit;
    unsigned before_high, before_low, high, low; /* bit n: nibble n */
} pair_set;

#define ANY        0xFFFFu
#define N(n)       (1u << 0x##n)
#define FROM(a, b) ((N(b) << 1) - N(a))
#define NEXT       FROM(8, B) /* the high nibbles of continuation bytes */
#define NOT_NEXT   (ANY & ~NEXT)
#define LATIN      FROM(3, 6) /* C3-C6 */

static const pair_set pair_sets[] = {
    /* Errors of UTF-8 within two bytes (J. Keiser and D. Lemire, "Validating UTF-8 in less than one
     * instruction per byte", 2020); bit 7 is an error where no third or fourth byte is due. */
    {0, 0, FROM(C, F), ANY, NOT_NEXT, ANY},
    {0, 1, FROM(0, 7), ANY, NEXT, ANY},
    {0, 2, N(E), N(0), N(8) | N(9), ANY},
    {0, 3, N(E), N(D), N(A) | N(B), ANY},
    {0, 4, N(C), N(0) | N(1), NEXT, ANY},
    {0, 5, N(F), FROM(4, F), FROM(9, B), ANY},
    {0, 6, N(F), N(0) | FROM(5, F), N(8), ANY},
    {0, 7, NEXT, ANY, NEXT, ANY},
    /* Characters that are not inert. */
    {1, 0, N(C), N(3), N(9) | N(B), N(0)},                    /* U+00D0, U+00F0 */
    {1, 1, N(C), N(6), N(8), N(9)},                           /* U+0189 */
    {1, 2, N(E), N(1) | N(2), N(9) | N(A), ANY},              /* outside U+1E00-1EFF … */
    {1, 3, N(E), N(1) | N(2), N(B), FROM(0, 7) | FROM(C, F)}, /* … and U+2000-203F */
    {1, 4, N(E), N(2), N(8) | N(B), FROM(1, F)},
    {1, 5, N(E), N(1), N(8), ANY},
    {1, 6, N(8), N(0), N(8) | N(A), ANY}, /* U+2000-200F, U+2020-203F */
    /* A letter that may have a tone, then a vowel. */
    {2, 0, NEXT, FROM(2, F), N(4) | N(6), N(1)},       /* a */
    {2, 1, FROM(9, B), FROM(4, A), N(5) | N(7), N(9)}, /* y */
    {2, 2, NEXT, FROM(2, E), N(C), LATIN},             /* with a mark of its own */
    {2, 3, NEXT, FROM(2, E), N(E), N(1)},              /* or a tone */
    {2, 4, NEXT, N(0) | N(1) | N(F), N(C), LATIN},     /* but not after đ and ư, */
    {2, 5, NEXT, N(0) | N(1) | N(F), N(E), N(1)},      /* which C4 and C6 begin */
    {2, 6, N(5) | N(7), N(1), N(5) | N(7), N(5)},      /* qu */
    {2, 7, N(4) | N(6), N(7), N(4) | N(6), N(9)},      /* gi */
    /* The last byte of a e i o u y with a tone: E1 BA/BB xx, then C3-C5 xx. */
    {3, 0, N(B), N(A), N(A), FROM(0, 3)},
    {3, 1, N(B), N(A), N(B), FROM(8, D)},
    {3, 2, N(B), N(B), N(8), FROM(8, F)},
    {3, 3, N(B), N(B), N(A), FROM(4, 7)},
    {3, 4, N(B), N(B), N(B), FROM(2, 9)},
    {3, 5, N(C), N(3), N(8) | N(A), N(0) | N(1) | N(3) | N(8) | N(9) | N(C) | N(D)},
    {3, 6, N(C), N(3), N(9) | N(B), N(2) | N(3) | N(5) | N(9) | N(A) | N(D)},
    {3, 7, N(C), N(4) | N(5), N(A), N(8) | N(9)},
    /* Rarer: "óo", "gìo", "gìu", "qù". */
    {5, 0, N(8) | N(9) | N(B), N(2) | N(3) | N(5) | FROM(C, F), N(4) | N(6), N(F)},
    {5, 1, N(8) | N(A), FROM(8, D), N(4) | N(6), N(F)},
    {5, 2, N(8) | N(A), FROM(8, D), N(5) | N(7), N(5)},
    {5, 4, NEXT, FROM(2, F), N(4) | N(6), N(5)}, /* e */
    {5, 3, N(5) | N(7), N(1), N(C) | N(E), N(1) | FROM(3, 5)},
    /* Of the byte alone: bits 0-3 lead bytes that are not inert, and the backtick; bits 4-7 last
     * bytes of vowels. */
    {4, 0, ANY, ANY, N(C), N(2) | FROM(9, F)},
    {4, 1, ANY, ANY, N(D) | N(F), ANY},
    {4, 2, ANY, ANY, N(E), N(0) | N(3) | FROM(A, F)},
    {4, 3, ANY, ANY, N(6), N(0)},
    {4, 4, ANY, ANY, N(4) | N(6), N(1) | N(5) | N(9) | N(F)},
    {4, 5, ANY, ANY, N(5) | N(7), N(5) | N(9)},
    {4, 6, ANY, ANY, N(8) | N(A) | N(B), ANY},
    {4, 7, ANY, ANY, N(9), ANY & ~(N(0) | N(1))}, /* not đ */
};

static unsigned nibbles(const pair_set *set, int part)
{
    return part == 0   ? set->before_high
           : part == 1 ? set->before_low
           : part == 2 ? set->high
                       : set->low;
}

static void print_pairs(void)
{
    printf("\nconst uint8_t lt_scan_pairs[LT_SCAN_TABLES][4][16] = {\n");
    for (int table = 0; table < 6; table++) {
        printf("    {");
        for (int part = 0; part < 4; part++) {
            printf("%s{", part ? "},\n     " : "");
            for (int n = 0; n < 16; n++) {
                unsigned bits = 0;
                for (size_t i = 0; i < sizeof pair_sets / sizeof *pair_sets; i++)
                    if (pair_sets[i].table == table && nibbles(&pair_sets[i], part) >> n & 1)
                        bits |= 1u << pair_sets[i].bit;
                printf("%u, ", bits);
            }
        }
        printf("}},\n");
    }
    printf("};\n");
}

/*
 * Classes for the scan by characters: LT_VOWEL_*, with LT_VOWEL_TONED where there is a tone, and
 * those of table.h. A class takes six bits.
 */
static int class_of(UChar c)
{
    return c == '`' || c == 0xD0 || c == 0xF0 || c == 0x189 ? LT_CLASS_ODD : vowel_of(c);
}

/* Second bytes by bits 0-5: behind C3; behind C4, C5 or C6, which share an entry. Vowels go before
 * other letters; "ĩ" and "ũ" are the only two that meet. */
static int class_of_second(UChar i)
{
    if (i < 64)
        return class_of((UChar)(0xC0 + i));
    int found = LT_VOWEL_OTHER;
    for (int lead = 0; lead < 3; lead++) {
        int class = class_of((UChar)(0x100 + lead * 64 + i - 64));
        if (class != LT_VOWEL_OTHER)
            found = found == LT_VOWEL_OTHER ? class : LT_CLASS_I_OR_U;
    }
    return found;
}

/* Third bytes behind E1 BA and E1 BB by bits 1-5: a capital and its small letter share an entry. */
static int class_of_third(UChar i)
{
    UChar capital = (UChar)(0x1E80 + 2 * i);
    if (class_of(capital) != class_of((UChar)(capital + 1)))
        exit(1);
    return class_of(capital);
}

/* Behind E2 80: spaces, what shows nothing and line ends are not inert. */
static int class_of_general(UChar i)
{
    return i < 0x10 || (i >= 0x28 && i < 0x30) ? LT_CLASS_ODD : LT_VOWEL_NONE;
}

static int lead_asks(UChar low)
{
    return low >= 3 && low <= 6 ? LT_LEAD_TWO
           : low == 0x21        ? LT_LEAD_E1
           : low == 0x22        ? LT_LEAD_E2
                                : LT_LEAD_OTHER;
}

static int next_refuses(UChar low)
{
    return LT_LEAD_OTHER | (low == 0x3A || low == 0x3B ? 0 : LT_LEAD_E1) |
           (low == 0 ? 0 : LT_LEAD_E2);
}

/*
 * Rows of characters in which a tone may stand wrong, each the product of sets of classes: what a
 * vector unit finds by a look-up for each character. They must take in all that decide.h does not
 * let pass, and little else that is usual: decide.h has the last word.
 */
typedef struct row_set {
    int rows; /* 0: of two; 1: of three */
    int bit;
    unsigned styles;
    uint64_t before, first, second; /* bit n: class n */
} row_set;

enum { OLD = 1, NEW = 2, KEEP = 4, EACH = OLD | NEW | KEEP };

#define V(n)      ((uint64_t)1 << LT_VOWEL_##n)
#define T(n)      (V(n) << LT_VOWEL_TONED)
#define T_I       (T(I) | (uint64_t)1 << LT_CLASS_I_OR_U)
#define T_U       (T(U) | (uint64_t)1 << LT_CLASS_I_OR_U)
#define MARKED    (V(AW) | V(AA) | V(EE) | V(OO) | V(OW) | V(UW))
#define VOWELS    (MARKED | V(A) | V(E) | V(I) | V(O) | V(U) | V(Y))
#define ALL_TONED (VOWELS << LT_VOWEL_TONED | T_I)
#define ALL       UINT64_MAX

static const row_set row_sets[] = {
    /* A letter with a tone, then a vowel. */
    {0, 0, EACH, ALL, ALL_TONED, MARKED | ALL_TONED},
    {0, 1, EACH, ALL, T(A) | T(E) | T(Y), V(A) | V(E)},
    {0, 2, EACH, ALL, T_I | T_U | T(UW) | T(Y), V(E) | V(O)},
    {0, 3, EACH, ALL, T(E) | T_I | T(UW) | T(Y), V(I) | V(Y)},
    {0, 4, EACH, ALL, T(O) | T_U | T(Y), V(O) | V(U)},
    {0, 5, OLD | KEEP, ALL, T(E) | T(O), V(U) | V(Y)},
    {0, 5, NEW, ALL, T(E) | T(O) | T_U, V(U) | V(Y)},
    {1, 0, NEW, ALL, T(O), V(A) | V(E)},
    {1, 1, EACH, T_I | T(O) | T_U, V(A) | V(E) | V(Y), ~V(NONE)},
    {1, 2, EACH, V(Q), T_I | T(O) | T_U, VOWELS},
    {1, 3, EACH, V(G), T_I, V(U)},
    /* A vowel, then a letter with a tone. */
    {0, 6, EACH, ALL, MARKED | V(A) | V(E) | V(Y), T(A) | T(E) | T_I | T(O) | T_U | T(Y)},
    {1, 0, OLD, V(O), T(A) | T(E), V(NONE)},
    {1, 4, EACH, ~V(G), V(I), T(A) | T(E) | T(O) | T_U},
    {1, 5, OLD, ~V(Q), V(U), T(A) | T(E) | T(I) | T(Y)},
    {1, 5, NEW | KEEP, ~V(Q), V(U), T(A) | T(E) | T(I)},
    {1, 6, EACH, ALL, V(O) | V(U), T(O) | T_U},
    {1, 7, EACH, ALL, V(O) | V(I), T_I | T(Y)},
    /* What is not inert. */
    {0, 7, EACH, ALL, ALL, (uint64_t)1 << LT_CLASS_ODD},
};

/* Which set of classes stands at place `part` of table.h. */
static uint64_t classes_at(const row_set *set, int part)
{
    if ((part >= LT_ROWS_OF_THREE) != set->rows)
        return 0;
    part -= set->rows ? LT_ROWS_OF_THREE : -1;
    return part == 0 ? set->before : part == 1 ? set->first : set->second;
}

static void print_rows(void)
{
    printf("\nconst uint8_t lt_scan_rows[3][LT_ROWS_PARTS][64] = {\n");
    for (int style = 0; style < 3; style++)
        for (int part = 0; part < LT_ROWS_PARTS; part++) {
            printf("    %s{", part ? " " : "{");
            for (int class = 0; class < 64; class ++) {
                unsigned bits = 0;
                for (size_t i = 0; i < sizeof row_sets / sizeof *row_sets; i++)
                    if (row_sets[i].styles >> style & 1 &&
                        classes_at(&row_sets[i], part) >> class & 1)
                        bits |= 1u << row_sets[i].bit;
                printf("%u, ", bits);
            }
            printf("}%s,\n", part == LT_ROWS_PARTS - 1 ? "}" : "");
        }
    printf("};\n");
}

int main(void)
{
    UErrorCode code = U_ZERO_ERROR;
    nfc = unorm2_getNFCInstance(&code);
    nfd = unorm2_getNFDInstance(&code);
    if (U_FAILURE(code))
        return 1;
    collect();
    printf("/* generated by libtext/gen/normalize.c, do not edit */\n\n/* clang-format off */\n"
           "#include \"table.h\"\n\nconst uint8_t lt_compose_mark[64] = {\n    ");
    for (int i = 0; i < 64; i++) {
        int mark = 0;
        for (int m = 1; m < MARKS; m++)
            if (marks[m] == 0x300 + i)
                mark = m;
        printf("%d,%s", mark, i % 16 == 15 ? "\n    " : " ");
    }
    printf("\n};\n\nconst uint16_t lt_compose_next[][LT_COMPOSE_MARKS] = {\n    {0},\n");
    for (int i = 1; i < letter_count; i++) {
        printf("    {0");
        for (int m = 1; m < MARKS; m++)
            printf(", %d", state_of(composed(letters[i], marks[m])));
        printf("},\n");
    }
    printf("};\n\nconst char lt_compose_bytes[][4] = {\n    {0},\n");
    for (int i = 1; i < letter_count; i++) {
        unsigned char bytes[4];
        int length = encode(letters[i], bytes);
        printf("    {'\\x%02X', '\\x%02X', '\\x%02X', %d},\n", bytes[0], bytes[1], bytes[2],
               length);
    }
    printf("};\n");
    print_table("uint16_t", "lt_compose_ascii", "[128]", 0, 128, 0, state_of);
    print_table("uint16_t", "lt_compose_two", "[4][64]", 0xC0, 256, 64, state_of);
    print_table("uint16_t", "lt_compose_three", "[4][64]", 0x1E00, 256, 64, state_of);
    print_table("uint8_t", "lt_vowel_ascii", "[128]", 0, 128, 0, vowel_of);
    print_table("uint8_t", "lt_vowel_two", "[4][64]", 0xC0, 256, 64, vowel_of);
    print_table("uint8_t", "lt_vowel_three", "[4][64]", 0x1E00, 256, 64, vowel_of);
    print_sums();
    print_pairs();
    print_table("uint8_t", "lt_class_ascii", "[128]", 0, 128, 0, class_of);
    print_table("uint8_t", "lt_class_second", "[128]", 0, 128, 0, class_of_second);
    print_table("uint8_t", "lt_class_third", "[64]", 0, 64, 0, class_of_third);
    print_table("uint8_t", "lt_class_general", "[64]", 0, 64, 0, class_of_general);
    print_table("uint8_t", "lt_lead_asks", "[64]", 0, 64, 0, lead_asks);
    print_table("uint8_t", "lt_next_refuses", "[64]", 0, 64, 0, next_refuses);
    print_rows();
    return 0;
}
