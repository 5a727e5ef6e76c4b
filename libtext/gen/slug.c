/*
 * Makes libtext/src/slug/table.c: what each code point is to a slug.
 *
 * Letters come from Unicode by ICU: compatibility decomposition, then CLDR's Latin-ASCII. What is
 * no letter or digit goes by its general category, unless a rule below names it. Each rule has its
 * case in tests/cases/slug.txt. Scripts other than Latin are left to the transliterator at run
 * time, and so are code points outside the ranges.
 *
 * Usage: gen-slug > table.c
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "../src/slug/table.h"

typedef struct range {
    UChar32 first, last;
} range;

/* Latin in all its blocks, marks, punctuation, symbols, compatibility forms. */
static const range ranges[] = {{0x0000, 0x036F}, {0x1AB0, 0x1AFF}, {0x1D00, 0x24FF},
                               {0x2C60, 0x2C7F}, {0x3000, 0x303F}, {0x3200, 0x33FF},
                               {0xA720, 0xA7FF}, {0xFB00, 0xFB06}, {0xFE00, 0xFE6F},
                               {0xFEFF, 0xFEFF}, {0xFF00, 0xFFEF}};

typedef struct rule {
    UChar32 first, last;
    int class; /* unless there are letters */
    const char *letters;
} rule;

static const rule rules[] = {
    {'\t', '\r', SLUG_SPACE, NULL},
    {0x00, 0x1F, SLUG_IGNORE, NULL}, /* other controls are debris inside words */
    {0x7F, 0x84, SLUG_IGNORE, NULL},
    {0x85, 0x85, SLUG_SPACE, NULL}, /* next line */
    {0x86, 0x9F, SLUG_IGNORE, NULL},
    {'-', '-', SLUG_BREAK, NULL},
    {'/', '/', SLUG_BREAK, NULL},
    {'\\', '\\', SLUG_BREAK, NULL},
    {'_', '_', SLUG_BREAK, NULL}, /* stands for a space in file names */
    {0xAA, 0xAA, 0, "a"},         /* 1ª */
    {0xB5, 0xB5, 0, "u"},         /* µm is written um where there is no µ; mm is another */
    {0xBA, 0xBA, SLUG_PUNCTUATION, NULL}, /* º stands for ° in Vietnamese text */
    {0xD0, 0xD0, 0, "d"},                 /* Ð, ð and Ɖ, ɖ: look-alikes of Đ, đ */
    {0xF0, 0xF0, 0, "d"},
    {0x189, 0x189, 0, "d"},
    {0x256, 0x256, 0, "d"},
    {0x18F, 0x18F, 0, "e"}, /* Ə, ə of Azerbaijani names */
    {0x259, 0x259, 0, "e"},
    {0x149, 0x149, 0, "n"},                 /* ŉ */
    {0x2B9, 0x2DF, SLUG_PUNCTUATION, NULL}, /* ʻokina, ʼ and other modifiers: as apostrophes */
    {0x2E5, 0x2FF, SLUG_PUNCTUATION, NULL},
    {0x200B, 0x200F, SLUG_IGNORE, NULL}, /* zero-width space joins: it sits inside words */
    {0x2010, 0x2015, SLUG_BREAK, NULL},  /* hyphens and dashes */
    {0x2044, 0x2044, SLUG_BREAK, NULL},  /* fraction slash */
    {0x2103, 0x2103, 0, ".c"},           /* ℃, as °C without its ° */
    {0x2109, 0x2109, 0, ".f"},
    {0x2116, 0x2116, SLUG_PUNCTUATION, NULL}, /* № is a sign, not the word No */
    {0x2117, 0x2117, SLUG_PUNCTUATION, NULL},
    {0x2120, 0x2122, SLUG_PUNCTUATION, NULL}, /* ℠ ℡ ™ */
    {0x212B, 0x212B, 0, "a"},
    {0x2212, 0x2212, SLUG_BREAK, NULL}, /* minus sign */
    {0x2215, 0x2215, SLUG_BREAK, NULL}, /* division slash */
    {0xFF0D, 0xFF0D, SLUG_BREAK, NULL}, /* full-width - / \ _ */
    {0xFF0F, 0xFF0F, SLUG_BREAK, NULL},
    {0xFF3C, 0xFF3C, SLUG_BREAK, NULL},
    {0xFF3F, 0xFF3F, SLUG_BREAK, NULL},
};

#define STRINGS 1024

static UTransliterator *latin_ascii;
static const UNormalizer2 *compatibility;
static char strings[STRINGS][SLUG_STRING_SIZE];
static int string_count;

static void require(UErrorCode code, const char *what)
{
    if (U_FAILURE(code)) {
        fprintf(stderr, "gen-slug: %s: %s\n", what, u_errorName(code));
        exit(1);
    }
}

static int string_entry(const char *text)
{
    for (int i = 0; i < string_count; i++)
        if (strcmp(strings[i], text) == 0)
            return SLUG_STRING + i;
    if (string_count == STRINGS || strlen(text) >= SLUG_STRING_SIZE) {
        fprintf(stderr, "gen-slug: no room for \"%s\"\n", text);
        exit(1);
    }
    strcpy(strings[string_count++], text);
    return SLUG_STRING + string_count - 1;
}

static int letters_entry(const char *letters)
{
    return letters[1] ? string_entry(letters) : (unsigned char)letters[0];
}

static int category_entry(UChar32 c)
{
    switch (u_charType(c)) {
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
        return SLUG_SPACE;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_FORMAT_CHAR:
        return SLUG_IGNORE;
    case U_UNASSIGNED:
        return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ? SLUG_IGNORE
                                                                          : SLUG_PUNCTUATION;
    case U_DASH_PUNCTUATION:
        return SLUG_BREAK;
    default:
        return u_isalnum(c) ? SLUG_FOREIGN : SLUG_PUNCTUATION;
    }
}

/* Lower-case ASCII letters and digits of what `wide` is in Latin; "" when something stays. */
static void fold(const UChar *wide, int32_t length, char *letters)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar text[64];
    u_memcpy(text, wide, length);
    int32_t limit = length, size = length;
    utrans_transUChars(latin_ascii, text, &size, 64, 0, &limit, &code);
    require(code, "Latin-ASCII");
    int count = 0;
    for (int32_t i = 0; i < size; i++) {
        if (text[i] >= 0x80 && u_isalnum(text[i])) {
            count = 0;
            break;
        }
        if (text[i] < 0x80 && u_isalnum(text[i]) && count < SLUG_STRING_SIZE - 1)
            letters[count++] = (char)text[i];
    }
    letters[count] = '\0';
}

static int entry(UChar32 c);

static void append_entry(char *letters, int value)
{
    size_t length = strlen(letters);
    if (value >= SLUG_STRING)
        strcat(letters, strings[value - SLUG_STRING]);
    else if (value >= '0') {
        letters[length] = (char)value;
        letters[length + 1] = '\0';
    } else if (value == SLUG_BREAK || value == SLUG_SPACE)
        strcat(letters, "-");
}

/* A compatibility character is the letters of its parts: ㎡ is m and ², ½ is 1, fraction slash, 2.
 */
static int parts_entry(UChar32 c, int *found)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar parts[64];
    int32_t count = unorm2_getRawDecomposition(compatibility, c, parts, 64, &code);
    require(code, "decomposition");
    *found = count > 0;
    char letters[64] = "";
    int fraction = u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE) == U_DT_FRACTION;
    if (fraction)
        strcat(letters, "-");
    for (int32_t i = 0; i < count && strlen(letters) < 40;) {
        UChar32 part = parts[i++];
        if (U16_IS_LEAD((uint32_t)part))
            part = U16_GET_SUPPLEMENTARY(part, parts[i++]);
        append_entry(letters, entry(part));
    }
    if (fraction)
        strcat(letters, "-");
    size_t length = strlen(letters);
    if (length >= SLUG_STRING_SIZE || strspn(letters, "-") == length)
        return category_entry(c);
    return letters_entry(letters);
}

static int superscript(UChar32 c)
{
    return u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE) == U_DT_SUPER && !u_isalpha(c);
}

static int entry(UChar32 c)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (c >= rules[i].first && c <= rules[i].last)
            return rules[i].letters ? letters_entry(rules[i].letters) : rules[i].class;
    if (superscript(c))
        return SLUG_SUPERSCRIPT;
    UErrorCode code = U_ZERO_ERROR;
    int8_t type = u_charType(c);
    UScriptCode script = uscript_getScript(c, &code);
    char letters[64];
    if (script == USCRIPT_LATIN || (c < 0x80 && u_isalnum(c))) {
        UChar wide[2];
        int32_t length = 0;
        U16_APPEND_UNSAFE(wide, length, c);
        fold(wide, length, letters);
        return letters[0] ? letters_entry(letters) : SLUG_FOREIGN;
    }
    int found = 0, value = 0;
    if (type != U_NON_SPACING_MARK && type != U_SPACE_SEPARATOR && c >= 0x80)
        value = parts_entry(c, &found);
    return found ? value : category_entry(c);
}

static void print_range(range r)
{
    printf("    /* U+%04X..U+%04X */", r.first, r.last);
    for (UChar32 c = r.first; c <= r.last; c++) {
        int value = entry(c);
        printf("%s", (c - r.first) % 16 == 0 ? "\n    " : " ");
        if (value > ' ' && value < 0x7F)
            printf("'%c',", value);
        else
            printf("%d,", value);
    }
    printf("\n");
}

int main(void)
{
    UErrorCode code = U_ZERO_ERROR;
    static const UChar id[] = u"NFKD; Latin-ASCII; Lower";
    latin_ascii = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    require(code, "opening Latin-ASCII");
    compatibility = unorm2_getNFKCInstance(&code);
    require(code, "opening NFKC");
    puts("/* generated by libtext/gen/slug.c, do not edit */\n\n/* clang-format off */\n"
         "#include \"table.h\"\n\nconst uint16_t lt_slug_entries[] = {");
    size_t count = sizeof ranges / sizeof ranges[0];
    for (size_t i = 0; i < count; i++)
        print_range(ranges[i]);
    puts("};\n\nconst lt_slug_range lt_slug_ranges[] = {");
    int at = 0;
    for (size_t i = 0; i < count; i++) {
        printf("    {0x%04X, 0x%04X, %d},\n", ranges[i].first, ranges[i].last, at);
        at += ranges[i].last - ranges[i].first + 1;
    }
    printf("};\n\nconst unsigned lt_slug_range_count = %zu;\n", count);
    puts("\nconst char lt_slug_strings[][SLUG_STRING_SIZE] = {");
    for (int i = 0; i < string_count; i++)
        printf("    \"%s\",\n", strings[i]);
    puts("};\n/* clang-format on */");
    utrans_close(latin_ascii);
    return 0;
}
