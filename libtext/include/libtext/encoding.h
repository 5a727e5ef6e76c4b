/*
 * The encodings Vietnamese text was kept in before Unicode, both ways, and telling them apart.
 *
 * Charts: VISCII and VIQR, RFC 1456; TCVN3 (ABC fonts), the lower half of TCVN 5712:1993 as its
 * fonts carry it, without the toned capitals; VNI-Windows, VPS and BK HCM 2, the charts of their
 * keyboard programs; CP1258, Microsoft's code page; what a chart leaves free is read as CP1252.
 *
 *     lt_buffer text = LT_BUFFER_INIT;
 *     lt_decode(LT_ENCODING_TCVN3, "\xB5", 1, false, &text, &error);    // "à"
 *
 * All calls are pure; any number of threads may use them. Cost is linear.
 */
#ifndef LIBTEXT_ENCODING_H
#define LIBTEXT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/buffer.h>
#include <libtext/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lt_encoding {
    LT_ENCODING_UTF8,
    LT_ENCODING_UTF16LE,
    LT_ENCODING_UTF16BE,
    LT_ENCODING_TCVN3,   /* small letters and Ă Â Ê Ô Ơ Ư Đ */
    LT_ENCODING_TCVN3_H, /* the fonts .VnTimeH and the like: every letter is drawn as a capital */
    LT_ENCODING_VNI,
    LT_ENCODING_VIQR,
    LT_ENCODING_VISCII,
    LT_ENCODING_VPS,
    LT_ENCODING_BKHCM2,
    LT_ENCODING_CP1258,
    LT_ENCODING_NCR, /* ASCII with &#7879; &#x1EC7; and HTML's names of Latin letters */
    LT_ENCODING_COUNT
} lt_encoding;

/* "utf-8", "utf-16le", "tcvn3", "tcvn3-h" …; static, NULL for a number that is none. */
LT_API const char *lt_encoding_name(lt_encoding encoding);

/*
 * Appends the text of these bytes as UTF-8, letters composed. What cannot be read is
 * LT_INVALID_UTF8 with error->offset, or, with `replace`, becomes U+FFFD. On error `out` is as it
 * was. LT_BAD_ARGUMENT, LT_NO_MEMORY, LT_TOO_LONG.
 */
LT_API lt_status lt_decode(lt_encoding encoding, const char *bytes, size_t length, bool replace,
                           lt_buffer *out, lt_error *error);

/*
 * Appends well-formed text in this encoding; marks are composed first. A character the encoding has
 * no code for is LT_UNSUPPORTED with error->offset, or, with `replace`, the nearest it has: a toned
 * capital of TCVN3 its small letter (which .VnTimeH draws as a capital), anything else "?". On
 * error `out` is as it was. LT_INVALID_UTF8, LT_BAD_ARGUMENT, LT_NO_MEMORY, LT_TOO_LONG.
 */
LT_API lt_status lt_encode(lt_encoding encoding, const char *text, size_t length, bool replace,
                           lt_buffer *out, lt_error *error);

/*
 * Tells the encoding from the bytes: the one in which the words with marks are Vietnamese
 * syllables. `*confidence` (0 to 1) is the share that are, less half of what the runner-up reaches;
 * 1 for UTF-8 and UTF-16, which show in the bytes.
 * LT_UNDECIDED rather than a guess: too few words with marks, no reading that makes syllables, or
 * two that do about equally well. ASCII is UTF-8 unless its keys (VIQR) or references make
 * syllables. At most the first 256 KiB are looked at. LT_NO_MEMORY.
 */
LT_API lt_status lt_detect(const char *bytes, size_t length, lt_encoding *encoding,
                           double *confidence, lt_error *error);

#ifdef __cplusplus
}
#endif

#endif
