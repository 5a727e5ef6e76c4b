/* How each byte encoding spells the Vietnamese letters (private). */
#ifndef LIBTEXT_ENCODING_CHARTS_H
#define LIBTEXT_ENCODING_CHARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/encoding.h>
#include <libtext/syllable.h>

/* The 67 small letters that ASCII lacks, then their capitals, in the order of charts.c. */
#define LT_CHART_SMALL   67
#define LT_CHART_LETTERS (2 * LT_CHART_SMALL)

/* The code point of a letter. */
extern const uint16_t lt_chart_letters[LT_CHART_LETTERS];

/* The bytes (1 or 2) of a letter; 0 when the encoding has none. */
size_t lt_chart_spell(lt_encoding encoding, int letter, unsigned char bytes[2]);

/* Code points of 0x80-0x9F in CP1252; 0 where there is none. */
extern const uint16_t lt_chart_cp1252[32];

/* The other parts of the module. */
lt_status lt_bytes_decode(lt_encoding encoding, const char *bytes, size_t length, bool replace,
                          lt_buffer *out, lt_error *error);
lt_status lt_bytes_encode(lt_encoding encoding, const char *text, size_t length, bool replace,
                          lt_buffer *out, lt_error *error);
lt_status lt_viqr_decode(const char *bytes, size_t length, lt_buffer *out);
lt_status lt_viqr_encode(const char *text, size_t length, bool replace, lt_buffer *out,
                         lt_error *error);
lt_status lt_utf16_decode(bool big, const char *bytes, size_t length, bool replace, lt_buffer *out,
                          lt_error *error);
lt_status lt_utf16_encode(bool big, const char *text, size_t length, lt_buffer *out);
lt_status lt_ncr_decode(const char *bytes, size_t length, lt_buffer *out);
lt_status lt_ncr_encode(const char *text, size_t length, lt_buffer *out);

/* "no code for U+XXXX": LT_UNSUPPORTED. */
lt_status lt_encoding_lacks(lt_encoding encoding, uint32_t codepoint, size_t offset,
                            lt_error *error);

/* "byte 0xNN means nothing in vps": LT_INVALID_UTF8. */
lt_status lt_encoding_unreadable(lt_encoding encoding, unsigned byte, size_t offset,
                                 lt_error *error);

#endif
