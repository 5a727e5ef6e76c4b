/* Letters of other scripts: look-alikes inside Latin words, Greek letters alone, transliteration.
 */
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "wide.h"

/* Cyrillic and Greek letters that stand in Latin words for the Latin ones they look like (Unicode's
 * confusables.txt); case by case, for н is no h but Н is taken for H, and its lower case follows.
 */
typedef struct look_alike {
    uint16_t foreign;
    char latin;
} look_alike;

static const look_alike look_alikes[] = {
    {0x391, 'a'}, {0x392, 'b'}, {0x395, 'e'}, {0x396, 'z'}, {0x397, 'h'}, {0x399, 'i'},
    {0x39A, 'k'}, {0x39C, 'm'}, {0x39D, 'n'}, {0x39F, 'o'}, {0x3A1, 'p'}, {0x3A4, 't'},
    {0x3A5, 'y'}, {0x3A7, 'x'}, {0x3B1, 'a'}, {0x3B9, 'i'}, {0x3BA, 'k'}, {0x3BC, 'u'},
    {0x3BF, 'o'}, {0x3C1, 'p'}, {0x405, 's'}, {0x406, 'i'}, {0x408, 'j'}, {0x410, 'a'},
    {0x412, 'b'}, {0x415, 'e'}, {0x41A, 'k'}, {0x41C, 'm'}, {0x41D, 'h'}, {0x41E, 'o'},
    {0x420, 'p'}, {0x421, 'c'}, {0x422, 't'}, {0x423, 'y'}, {0x425, 'x'}, {0x430, 'a'},
    {0x432, 'b'}, {0x435, 'e'}, {0x43A, 'k'}, {0x43C, 'm'}, {0x43D, 'h'}, {0x43E, 'o'},
    {0x440, 'p'}, {0x441, 'c'}, {0x442, 't'}, {0x443, 'y'}, {0x445, 'x'}, {0x455, 's'},
    {0x456, 'i'}, {0x458, 'j'}};

static char latin_of(uint32_t codepoint)
{
    for (size_t i = 0; i < sizeof look_alikes / sizeof look_alikes[0]; i++)
        if (look_alikes[i].foreign == codepoint)
            return look_alikes[i].latin;
    return '\0';
}

static bool is_foreign(uint32_t codepoint)
{
    return lt_slug_entry(codepoint) == SLUG_FOREIGN;
}

/* Scripts written without spaces, or whose words are no letters of a Latin word: their reading is
 * set apart. */
static bool stands_apart(uint32_t codepoint)
{
    UErrorCode code = U_ZERO_ERROR;
    switch (uscript_getScript((UChar32)codepoint, &code)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return true;
    default:
        return false;
    }
}

static lt_status push_string(lt_slugger *slugger, const char *text)
{
    lt_status status = LT_OK;
    for (; *text && status == LT_OK; text++)
        status = lt_codepoints_push(&slugger->next, (unsigned char)*text);
    return status;
}

static lt_status open_transliterator(lt_slugger *slugger, lt_error *error)
{
    if (slugger->transliterator)
        return LT_OK;
    /* Readings that people use (BGN; ELOT 743 by way of UNGEGN) before the letter-for-letter
     * ones. */
    static const UChar id[] =
        u"Russian-Latin/BGN; Greek-Latin/UNGEGN; Any-Latin; NFKD; Latin-ASCII; Lower";
    UErrorCode code = U_ZERO_ERROR;
    slugger->transliterator = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    if (U_FAILURE(code))
        return lt_slug_icu_error(code, "transliteration", error);
    return LT_OK;
}

/* ICU folds case to text of at most three times the length; readings take up to 12 letters each. */
#define WIDE_FACTOR 16

static lt_status read_run(lt_slugger *slugger, const uint32_t *run, size_t count, lt_error *error)
{
    lt_status status = open_transliterator(slugger, error);
    if (status != LT_OK)
        return status;
    int32_t length = lt_slug_widen(slugger, run, count);
    size_t room = (size_t)length * (WIDE_FACTOR + 4) + 256;
    if (length < 0 || lt_slug_wide_reserve(slugger, room) != LT_OK)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    UErrorCode code = U_ZERO_ERROR;
    UChar *source = (UChar *)slugger->wide, *text = source + length;
    int32_t capacity = (int32_t)room - length;
    int32_t size = u_strFoldCase(text, capacity, source, length, U_FOLD_CASE_DEFAULT, &code);
    int32_t limit = size;
    if (U_SUCCESS(code))
        utrans_transUChars(slugger->transliterator, text, &size, capacity, 0, &limit, &code);
    if (U_FAILURE(code) && code != U_BUFFER_OVERFLOW_ERROR)
        return lt_slug_icu_error(code, "transliteration", error);
    if (size > capacity)
        size = capacity;
    for (int32_t i = 0; i < size && status == LT_OK; i++)
        if (lt_slug_ascii_alnum(text[i]) || text[i] == ' ')
            status = lt_codepoints_push(&slugger->next, text[i]);
    return status == LT_OK ? status : lt_error_set(error, status, 0, "out of memory");
}

/* ω-3 is omega-3: the letter's name, when it stands alone. */
static bool greek_name(uint32_t codepoint, char name[64])
{
    static const char head[] = "GREEK SMALL LETTER ";
    char whole[128];
    UErrorCode code = U_ZERO_ERROR;
    UChar32 lower = u_tolower((UChar32)codepoint);
    u_charName(lower, U_UNICODE_CHAR_NAME, whole, sizeof whole, &code);
    if (U_FAILURE(code) || strncmp(whole, head, sizeof head - 1) != 0)
        return false;
    const char *letter = whole + sizeof head - 1;
    if (strcmp(letter, "LAMDA") == 0) /* Unicode's spelling */
        letter = "LAMBDA";
    size_t length = strcspn(letter, " ");
    for (size_t i = 0; i < length && i < 63; i++)
        name[i] = (char)(letter[i] | 0x20);
    name[length < 63 ? length : 63] = '\0';
    return true;
}

static bool is_mark(uint32_t codepoint)
{
    return lt_slug_entry(codepoint) == SLUG_IGNORE;
}

/* Runs of foreign letters with their marks, inside one word. */
static lt_status read_word(lt_slugger *slugger, const uint32_t *word, size_t count, lt_error *error)
{
    lt_status status = LT_OK;
    char name[64];
    if (count == 1 && greek_name(word[0], name))
        return push_string(slugger, name);
    for (size_t i = 0; i < count && status == LT_OK;) {
        size_t end = i;
        while (end < count && (is_foreign(word[end]) || (end > i && is_mark(word[end]))))
            end++;
        if (end == i) {
            status = lt_codepoints_push(&slugger->next, word[i++]);
            continue;
        }
        bool apart = stands_apart(word[i]);
        if (apart)
            status = lt_codepoints_push(&slugger->next, ' ');
        if (status == LT_OK)
            status = read_run(slugger, word + i, end - i, error);
        if (status == LT_OK && apart)
            status = lt_codepoints_push(&slugger->next, ' ');
        i = end;
    }
    return status;
}

typedef struct letters_found {
    size_t latin, foreign, alike;
} letters_found;

static letters_found look_at(const uint32_t *word, size_t count)
{
    letters_found found = {0, 0, 0};
    for (size_t i = 0; i < count; i++)
        if (is_foreign(word[i])) {
            found.foreign++;
            found.alike += latin_of(word[i]) != '\0';
        } else if (lt_slug_entry(word[i]) >= 'a')
            found.latin++;
    return found;
}

static lt_status pass_word(lt_slugger *slugger, const uint32_t *word, size_t count, lt_error *error)
{
    letters_found found = look_at(word, count);
    bool disguised = found.latin > 0 && found.foreign > 0 && found.alike == found.foreign;
    if (!disguised && found.foreign > 0 && !lt_slug_unicode(slugger))
        return read_word(slugger, word, count, error);
    lt_status status = LT_OK;
    for (size_t i = 0; i < count && status == LT_OK; i++) {
        bool alike = disguised && is_foreign(word[i]);
        uint32_t put = alike ? (unsigned char)latin_of(word[i]) : word[i];
        status = lt_codepoints_push(&slugger->next, put);
    }
    return status;
}

lt_status lt_slug_transliterate(lt_slugger *slugger, lt_error *error)
{
    const lt_codepoints *now = &slugger->now;
    bool any = false;
    for (size_t i = 0; i < now->count && !any; i++)
        any = is_foreign(now->data[i]);
    if (!any)
        return LT_OK;
    lt_status status = LT_OK;
    for (size_t i = 0; i < now->count && status == LT_OK;) {
        size_t end = i;
        while (end < now->count &&
               (lt_slug_entry(now->data[end]) >= '0' || is_foreign(now->data[end]) ||
                (end > i && is_mark(now->data[end]))))
            end++;
        if (end > i)
            status = pass_word(slugger, now->data + i, end - i, error);
        else
            status = lt_codepoints_push(&slugger->next, now->data[end++]);
        i = end;
    }
    if (status != LT_OK)
        return lt_error_set(error, status, 0, "out of memory");
    lt_slug_pass_done(slugger);
    return LT_OK;
}
