/* Code points: what they are, lists of them, and their canonical composition. */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <libtext/utf8.h>

#include "slugger.h"
#include "wide.h"

/* Outside the table's ranges: by ICU's properties. */
static uint16_t entry_by_property(uint32_t codepoint)
{
    UChar32 c = (UChar32)codepoint;
    int32_t digit = u_charDigitValue(c);
    if (digit >= 0)
        return (uint16_t)('0' + digit);
    switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_FORMAT_CHAR:
        return SLUG_IGNORE;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
        return SLUG_SPACE;
    case U_DASH_PUNCTUATION:
        return SLUG_BREAK;
    default:
        break;
    }
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
        return SLUG_IGNORE;
    return u_isalpha(c) ? SLUG_FOREIGN : SLUG_PUNCTUATION;
}

uint16_t lt_slug_entry(uint32_t codepoint)
{
    for (unsigned i = 0; i < lt_slug_range_count && codepoint >= lt_slug_ranges[i].first; i++)
        if (codepoint <= lt_slug_ranges[i].last)
            return lt_slug_entries[lt_slug_ranges[i].entry + (codepoint - lt_slug_ranges[i].first)];
    return entry_by_property(codepoint);
}

bool lt_slug_word_character(uint32_t codepoint)
{
    int8_t type = u_charType((UChar32)codepoint);
    return lt_slug_entry(codepoint) >= SLUG_FOREIGN || type == U_NON_SPACING_MARK ||
           type == U_COMBINING_SPACING_MARK;
}

lt_status lt_codepoints_push(lt_codepoints *list, uint32_t codepoint)
{
    uint32_t *data = lt_array_room(list->data, list->count, &list->capacity, sizeof *data);
    if (!data)
        return LT_NO_MEMORY;
    list->data = data;
    list->data[list->count++] = codepoint;
    return LT_OK;
}

lt_status lt_codepoints_read(lt_codepoints *list, const char *text, size_t length, lt_error *error)
{
    for (size_t at = 0; at < length;) {
        uint32_t codepoint;
        size_t size = lt_utf8_decode(text + at, length - at, &codepoint);
        if (size == 0)
            return lt_error_set(error, LT_INVALID_UTF8, at, "invalid UTF-8 byte 0x%02X",
                                (unsigned char)text[at]);
        if (lt_codepoints_push(list, codepoint) != LT_OK)
            return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
        at += size;
    }
    return LT_OK;
}

void lt_slug_pass_done(lt_slugger *slugger)
{
    lt_codepoints done = slugger->now;
    slugger->now = slugger->next;
    slugger->next = done;
    slugger->next.count = 0;
}

/* Precomposed Latin and punctuation: nothing there that NFC changes. */
static bool surely_composed(const lt_codepoints *list)
{
    for (size_t i = 0; i < list->count; i++) {
        uint32_t c = list->data[i];
        if (c >= 0x300 && !(c >= 0x1E00 && c < 0x1F00) && !(c >= 0x2010 && c < 0x2060))
            return false;
    }
    return true;
}

lt_status lt_slug_compose(lt_slugger *slugger, lt_error *error)
{
    if (surely_composed(&slugger->now))
        return LT_OK;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
    return lt_slug_normalize(slugger, nfc, code, error);
}
