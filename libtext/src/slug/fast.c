#include "fast.h"

#include <libtext/utf8.h>

#include "table.h"

/* Rows: 0 starts a character, 1 takes no byte at all, 2 and 3 follow E1 and E2; then one for each
 * pair of first bytes below. */
enum { ROW_START, ROW_NEVER, ROW_E1, ROW_E2, ROW_FIRST };

/* The lead bytes of two, and the first two of three, whose characters the table knows: Latin to
 * U+02FF, combining marks, Latin Extended Additional, General Punctuation. */
static const unsigned char two[] = {0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7,
                                    0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD};
static const unsigned char three[][2] = {{0xE1, 0xB8}, {0xE1, 0xB9}, {0xE1, 0xBA},
                                         {0xE1, 0xBB}, {0xE2, 0x80}, {0xE2, 0x81}};

_Static_assert(ROW_FIRST + sizeof two + sizeof three / 2 <= LT_FAST_ROWS, "a row for each");

static uint16_t cell_of(uint32_t codepoint, lt_slug_style style, char separator)
{
    uint16_t entry = lt_slug_entry(codepoint);
    uint16_t separates = (uint16_t)((unsigned)(unsigned char)separator << 8 | LT_FAST_SEPARATOR);
    if (codepoint == (unsigned char)separator)
        return separates;
    if (entry == SLUG_SPACE || entry == SLUG_BREAK)
        return separates;
    if (entry == SLUG_PUNCTUATION || entry == SLUG_SUPERSCRIPT)
        return style == LT_SLUG_DASH ? separates : LT_FAST_NOTHING;
    if (entry == SLUG_IGNORE)
        return LT_FAST_NOTHING;
    if (entry == SLUG_FOREIGN || entry >= SLUG_STRING)
        return LT_FAST_OTHER;
    return (uint16_t)((unsigned)entry << 8 | LT_FAST_LETTER);
}

static void fill_row(lt_fast_table *table, size_t row, uint32_t first, lt_slug_style style,
                     char separator)
{
    for (uint32_t byte = 0x80; byte < 0xC0; byte++) {
        uint32_t codepoint = first | (byte & 0x3F);
        /* Two halves of the block U+0340..U+037F: marks, then Greek. */
        table->cells[row][byte] = codepoint < 0x370 || codepoint >= 0x1E00
                                      ? cell_of(codepoint, style, separator)
                                      : LT_FAST_OTHER;
    }
}

static uint16_t offset_of(size_t row)
{
    return (uint16_t)(row * 256);
}

void lt_fast_table_init(lt_fast_table *table, lt_slug_style style, char separator)
{
    for (size_t row = 0; row < LT_FAST_ROWS; row++)
        for (size_t byte = 0; byte < 256; byte++)
            table->cells[row][byte] = LT_FAST_OTHER;
    for (uint32_t byte = 0; byte < 0x80; byte++)
        table->cells[ROW_START][byte] = cell_of(byte, style, separator);
    for (size_t byte = 0; byte < 256; byte++) {
        table->next[0][byte] = offset_of(byte < 0xC0 ? ROW_START : ROW_NEVER);
        table->next[1][byte] = offset_of(ROW_NEVER);
    }
    size_t row = ROW_FIRST;
    for (size_t i = 0; i < sizeof two; i++, row++) {
        table->cells[ROW_START][two[i]] = LT_FAST_NOTHING;
        table->next[0][two[i]] = offset_of(row);
        fill_row(table, row, (uint32_t)(two[i] & 0x1F) << 6, style, separator);
    }
    for (size_t i = 0; i < sizeof three / sizeof three[0]; i++, row++) {
        size_t after = three[i][0] == 0xE1 ? ROW_E1 : ROW_E2;
        table->cells[ROW_START][three[i][0]] = LT_FAST_NOTHING;
        table->next[0][three[i][0]] = offset_of(after);
        table->cells[after][three[i][1]] = LT_FAST_NOTHING;
        table->next[1][three[i][1]] = offset_of(row);
        fill_row(table, row, (uint32_t)(three[i][0] & 0x0F) << 12 | (three[i][1] & 0x3Fu) << 6,
                 style, separator);
    }
}

void lt_fast_table_forbid(lt_fast_table *table, uint32_t codepoint)
{
    char bytes[4];
    size_t size = lt_utf8_encode(codepoint, bytes), row = ROW_START;
    for (size_t i = 0; i + 1 < size; i++)
        row = table->next[i == 0 ? 0 : 1][(unsigned char)bytes[i]] / 256;
    if (size > 0 && size < 4 && row != ROW_NEVER) /* elsewhere it can't be done anyway */
        table->cells[row][(unsigned char)bytes[size - 1]] = LT_FAST_OTHER;
}

bool lt_fast_slug(const lt_fast_table *table, const char *title, size_t length, char separator,
                  char *out, size_t *written)
{
    const unsigned char *bytes = (const unsigned char *)title;
    const uint16_t *cells = table->cells[0], *next = table->next[0];
    unsigned row = 0, seen = 0, before = 0, after_separator = 1;
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned byte = bytes[i], cell = cells[row + byte], chosen = cell >> after_separator;
        row = next[((before + 0x20) & 0x100) + byte]; /* 0x100 behind E0 and above */
        before = byte;
        seen |= cell;
        out[at] = (char)(cell >> 8);
        at += chosen & 1u;
        after_separator = chosen >> 2 & 1u;
    }
    if (seen & LT_FAST_OTHER || row != 0)
        return false;
    if (at > 0 && out[at - 1] == separator)
        at--;
    *written = at;
    return true;
}
