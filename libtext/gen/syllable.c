/*
 * Makes libtext/src/syllable/table.c from the rules of Vietnamese orthography.
 *
 * The rules are the lists below: which codas each nucleus takes, alone, after a glide and after
 * qu; where each nucleus is written how; which onsets stand before front vowels. Sources: Hội đồng
 * chuẩn hóa chính tả, Quyết định 240/QĐ (5/3/1984) for the alphabet and onset spelling; Đoàn Thiện
 * Thuật, Ngữ âm tiếng Việt (1977) for the system of rimes; the tone places of both styles as in
 * QĐ 1989/QĐ-BGDĐT (25/5/2018) and newspaper use. Which code points are which letter with which
 * marks comes from Unicode's canonical decompositions, by utf8proc.
 *
 * Usage: gen-syllable > table.c
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

/* Letters by number, as in lt_letter.base. */
static const int letter_codepoint[30] = {0,   'a', 0x103, 0xE2, 'b', 'c', 'd',   0x111, 'e',  0xEA,
                                         'g', 'h', 'i',   'k',  'l', 'm', 'n',   'o',   0xF4, 0x1A1,
                                         'p', 'q', 'r',   's',  't', 'u', 0x1B0, 'v',   'x',  'y'};
static const int tone_mark[6] = {0, 0x300, 0x301, 0x309, 0x303, 0x323};

enum { PLAIN = 1, ALONE = 2, AFTER_QU = 4 }; /* after a consonant, with no onset, after qu */

/*
 * nucleus; its spelling; with a glide before it; codas that may follow (space-separated; "-":
 * none); where. A glide is written o before a ă e, else u; after qu it is the u of the onset
 * itself.
 */
/* NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): a table reads left to right */
typedef struct rule {
    int nucleus;
    const char *spelling;
    int glide;
    const char *codas;
    int where;
} rule;

static const rule rules[] = {
    {1, "a", 0, "- c ch m n ng nh p t i y o u", PLAIN | ALONE},
    {2, "ă", 0, "c m n ng p t", PLAIN | ALONE | AFTER_QU},
    {3, "â", 0, "c m n ng p t y u", PLAIN | ALONE},
    {4, "e", 0, "- c m n ng p t o", PLAIN | ALONE},
    {5, "ê", 0, "- ch m n nh p t u", PLAIN | ALONE},
    {6, "i", 0, "- ch m n nh p t u", PLAIN | ALONE},
    {7, "y", 0, "-", PLAIN | ALONE | AFTER_QU}, /* ly, mỹ, ý; qu-y */
    {8, "o", 0, "- c m n ng p t i", PLAIN | ALONE},
    {9, "oo", 0, "c ng", PLAIN | ALONE}, /* xoong, moóc: the long o of loan words */
    {10, "ô", 0, "- c m n ng p t i", PLAIN | ALONE},
    {11, "ơ", 0, "- m n p t i", PLAIN | ALONE},
    {12, "u", 0, "- c m n ng p t i", PLAIN | ALONE},
    {13, "ư", 0, "- c m n ng t i u", PLAIN | ALONE},
    /* iê: ia when nothing follows (mía), yê when nothing goes before (yên) */
    {14, "ia", 0, "-", PLAIN | ALONE},
    {14, "iê", 0, "c m n ng p t u", PLAIN},
    {14, "yê", 0, "m n ng t u", ALONE},
    {15, "ua", 0, "-", PLAIN | ALONE},
    {15, "uô", 0, "c m n ng t i", PLAIN | ALONE},
    {16, "ưa", 0, "-", PLAIN | ALONE},
    {16, "ươ", 0, "c m n ng p t i u", PLAIN | ALONE},
    /* after a glide: hoa, loè, hoặc, tuân, huế, thuở, huy, khuya, tuyên */
    {1, "a", 1, "- c ch m n ng nh p t i y o", PLAIN | ALONE},
    {2, "ă", 1, "c m n ng t", PLAIN | ALONE},
    {3, "â", 1, "n ng t y", PLAIN | ALONE},
    {4, "e", 1, "- c m n ng o t", PLAIN | ALONE},
    {5, "ê", 1, "- ch n nh u", PLAIN | ALONE},
    {7, "y", 1, "- ch n nh p t u", PLAIN | ALONE},
    {11, "ơ", 1, "- n t", PLAIN | ALONE},
    {14, "ya", 1, "-", PLAIN | ALONE},
    {14, "yê", 1, "n t", PLAIN | ALONE},
    /* after qu, whose u is the glide */
    {1, "a", 0, "- c ch m n ng nh p t i y o u", AFTER_QU},
    {3, "â", 0, "n ng t y u", AFTER_QU},
    {4, "e", 0, "- c n ng o t", AFTER_QU},
    {5, "ê", 0, "- ch n nh t u", AFTER_QU},
    {6, "i", 0, "- ch n nh t u", AFTER_QU},
    {7, "y", 0, "ch nh t", AFTER_QU},
    {14, "yê", 0, "n t", AFTER_QU},
    {10, "ô", 0, "c", AFTER_QU}, /* quốc */
    {11, "ơ", 0, "- i n t", AFTER_QU},
};

static const char *const coda_spelling[13] = {"",  "c", "ch", "m", "n", "ng", "nh",
                                              "p", "t", "i",  "y", "o", "u"};

typedef struct rime {
    unsigned char letters[4];
    int count, glide, nucleus, coda, where, old_mark, new_mark;
} rime;

static rime rimes[256];
static int rime_count;

static int letter_of(int codepoint)
{
    for (int i = 1; i < 30; i++)
        if (letter_codepoint[i] == codepoint)
            return i;
    fprintf(stderr, "gen-syllable: no letter U+%04X\n", codepoint);
    exit(1);
}

static int read_letters(const char *text, unsigned char *letters)
{
    int count = 0;
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    while (*at) {
        utf8proc_int32_t codepoint;
        at += utf8proc_iterate(at, -1, &codepoint);
        letters[count++] = (unsigned char)letter_of(codepoint);
    }
    return count;
}

/* The letter that carries the mark: of two vowels the second before a coda, else the first;
 * of a glide and an open vowel (oa oe uy) the glide in the old style. */
static void place_marks(rime *r, int nucleus_letters, int open)
{
    int first = r->glide, last = first + nucleus_letters - 1;
    r->new_mark = open ? first : last;
    r->old_mark = r->new_mark;
    if (r->glide && open && nucleus_letters == 1 &&
        (r->nucleus == 1 || r->nucleus == 4 || r->nucleus == 7))
        r->old_mark = 0;
}

static void add_rime(const rule *rule, int coda)
{
    char text[32];
    const char *glide = !rule->glide ? "" : strchr("\1\2\4", rule->nucleus) ? "o" : "u";
    snprintf(text, sizeof text, "%s%s%s", glide, rule->spelling, coda_spelling[coda]);
    rime r = {{0}, 0, rule->glide, rule->nucleus, coda, rule->where, 0, 0};
    r.count = read_letters(text, r.letters);
    unsigned char nucleus[4];
    place_marks(&r, read_letters(rule->spelling, nucleus), coda == 0);
    for (int i = 0; i < rime_count; i++)
        if (memcmp(rimes[i].letters, r.letters, 4) == 0) {
            rimes[i].where |= r.where;
            return;
        }
    rimes[rime_count++] = r;
}

static int coda_number(const char *name, size_t length)
{
    if (length == 1 && *name == '-')
        return 0;
    for (int i = 1; i < 13; i++)
        if (strlen(coda_spelling[i]) == length && memcmp(coda_spelling[i], name, length) == 0)
            return i;
    fprintf(stderr, "gen-syllable: no coda %.*s\n", (int)length, name);
    exit(1);
}

static void make_rimes(void)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        for (const char *at = rules[i].codas; *at;) {
            size_t length = strcspn(at, " ");
            add_rime(&rules[i], coda_number(at, length));
            at += length + strspn(at + length, " ");
        }
}

static unsigned key_of(const rime *r)
{
    unsigned key = 0;
    for (int i = 0; i < 4; i++)
        key = key << 5 | r->letters[i];
    return key;
}

static void print_rimes(void)
{
    puts("const lt_rime lt_rimes[] = {\n    {0},");
    for (int i = 0; i < rime_count; i++) {
        const rime *r = &rimes[i];
        printf("    {0x%05X, {%d, %d, %d, %d}, %d, %d, %d, %d, %d, %d, %d},\n", key_of(r),
               r->letters[0], r->letters[1], r->letters[2], r->letters[3], r->count, r->glide,
               r->nucleus, r->coda, r->where, r->old_mark, r->new_mark);
    }
    puts("};\n");
}

#define HASH_SIZE 512

static void print_hash(void)
{
    int slots[HASH_SIZE] = {0};
    for (int i = 0; i < rime_count; i++) {
        unsigned at = key_of(&rimes[i]) * 0x9E3779B1u >> 23;
        while (slots[at])
            at = (at + 1) % HASH_SIZE;
        slots[at] = i + 1;
    }
    printf("const unsigned char lt_rime_slots[%d] = {", HASH_SIZE);
    for (int i = 0; i < HASH_SIZE; i++)
        printf("%s%d,", i % 16 ? " " : "\n    ", slots[i]);
    puts("\n};\n");
}

/* Rime by onset context (no onset, consonant, qu), glide, nucleus, coda. */
static void print_index(void)
{
    static const int context_where[3] = {ALONE, PLAIN, AFTER_QU};
    puts("const unsigned char lt_rime_index[3][2][17][13] = {");
    for (int context = 0; context < 3; context++) {
        unsigned char index[2][17][13] = {{{0}}};
        for (int i = 0; i < rime_count; i++)
            if (rimes[i].where & context_where[context])
                index[rimes[i].glide][rimes[i].nucleus][rimes[i].coda] = (unsigned char)(i + 1);
        puts("    {");
        for (int glide = 0; glide < 2; glide++) {
            puts("        {");
            for (int nucleus = 0; nucleus < 17; nucleus++) {
                printf("            {");
                for (int coda = 0; coda < 13; coda++)
                    printf("%d%s", index[glide][nucleus][coda], coda < 12 ? ", " : "},\n");
            }
            puts("        },");
        }
        puts("    },");
    }
    puts("};\n");
}

static int is_vowel(int letter)
{
    return letter <= 3 || letter == 8 || letter == 9 || letter == 12 ||
           (letter >= 17 && letter <= 19) || letter == 25 || letter == 26 || letter == 29;
}

/* Packed letter of a code point: base | tone << 5 | upper << 8; 0: none. */
static unsigned pack_codepoint(int codepoint)
{
    utf8proc_int32_t parts[8];
    int last_class;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        codepoint, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &last_class);
    int tone = 0, base = 0;
    for (utf8proc_ssize_t i = 1; i < count; i++) {
        int is_tone = 0;
        for (int t = 1; t < 6; t++)
            if (parts[i] == tone_mark[t])
                tone = t, is_tone = 1;
        if (is_tone)
            continue;
        if (base)
            return 0;
        base = parts[i];
    }
    /* What is left, the letter and at most one vowel mark, composed again. */
    utf8proc_int32_t rest[2] = {parts[0], base};
    utf8proc_ssize_t length = utf8proc_normalize_utf32(rest, base ? 2 : 1, UTF8PROC_COMPOSE);
    if (length != 1)
        return 0;
    int lower = utf8proc_tolower(rest[0]);
    unsigned upper = lower != rest[0];
    if (upper && utf8proc_toupper(lower) != rest[0])
        return 0; /* U+0130: its small letter is i, but it is no I */
    for (int i = 1; i < 30; i++)
        if (letter_codepoint[i] == lower)
            return tone && !is_vowel(i) ? 30 | upper << 8 : (unsigned)(i | tone << 5) | upper << 8;
    if (codepoint < 0x80 && ((lower >= 'a' && lower <= 'z')))
        return 30 | upper << 8;
    return 0;
}

static void print_letters(const char *name, int first, int last)
{
    printf("const unsigned short %s[%d] = {", name, last - first + 1);
    for (int c = first; c <= last; c++)
        printf("%s%u,", (c - first) % 12 ? " " : "\n    ", pack_codepoint(c));
    puts("\n};\n");
}

/* NFC of a letter with a tone mark, as UTF-8 in `bytes`; the mark may have to go below the vowel
 * mark first, which only a full decomposition and composition gets right. */
static void compose(int letter, int tone, int upper, unsigned char bytes[4])
{
    utf8proc_uint8_t text[8] = {0};
    int base = upper ? utf8proc_toupper(letter_codepoint[letter]) : letter_codepoint[letter];
    utf8proc_ssize_t length = utf8proc_encode_char(base, text);
    memset(bytes, 0, 4);
    if (tone && !is_vowel(letter))
        return; /* no consonant carries a tone mark */
    if (tone)
        utf8proc_encode_char(tone_mark[tone], text + length);
    utf8proc_uint8_t *composed = utf8proc_NFC(text);
    if (!composed)
        exit(1);
    memcpy(bytes, composed, strlen((char *)composed));
    free(composed);
}

static void print_spellings(void)
{
    puts("const char lt_letter_bytes[30][6][2][4] = {\n    {{{0}}},");
    for (int letter = 1; letter < 30; letter++) {
        puts("    {");
        for (int tone = 0; tone < 6; tone++) {
            printf("        {");
            for (int upper = 0; upper < 2; upper++) {
                unsigned char bytes[4];
                compose(letter, tone, upper, bytes);
                printf("{%d, %d, %d, 0}%s", (signed char)bytes[0], (signed char)bytes[1],
                       (signed char)bytes[2], upper ? "},\n" : ", ");
            }
        }
        puts("    },");
    }
    puts("};");
}

int main(void)
{
    make_rimes();
    puts("/* generated by libtext/gen/syllable.c, do not edit */\n");
    puts("/* clang-format off */\n#include \"table.h\"\n");
    print_rimes();
    print_hash();
    print_index();
    /* Latin up to horned u, and Latin Extended Additional. */
    print_letters("lt_letters_low", 0, 0x1B0);
    print_letters("lt_letters_high", 0x1EA0, 0x1EF9);
    print_spellings();
    return fclose(stdout) != 0;
}
