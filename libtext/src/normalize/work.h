/* What one normalization carries along (private). */
#ifndef LIBTEXT_NORMALIZE_WORK_H
#define LIBTEXT_NORMALIZE_WORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/normalize.h>
#include <libtext/syllable.h>

#include "scan.h"

/* Text is worked on in pieces of this size, cut at line ends; so results don't depend on how a
 * stream is cut, and what is read twice stays in the processor's cache. */
#define LT_NORMALIZE_PIECE ((size_t)1 << 16)

struct UNormalizer2;

/* A syllable as it came, in eight bytes, and as it is written. */
typedef struct lt_restyled {
    uint64_t key;
    char text[LT_SYLLABLE_SIZE];
    uint8_t size, code;
} lt_restyled;

typedef struct lt_normal_work {
    lt_normalize_options options;
    lt_scan_function *scan;
    const struct UNormalizer2 *nfc, *nfd; /* ICU's, shared, not owned */
    lt_buffer stripped, composed, repaired, formed, joined;
    uint16_t *units; /* UTF-16 for ICU: twice `unit_capacity` */
    size_t unit_capacity;
    uint32_t *marks; /* for sorting long runs of marks: twice `mark_capacity` */
    size_t mark_capacity;

    size_t consumed, produced; /* bytes of the pieces before this one */
    bool mid_word, mid_line;   /* the cut before this piece was within a word, a line */
    bool in_fence;             /* within ``` lines */

    /* The piece that is being worked on. */
    const char *text;
    size_t length;
    size_t copied;          /* input up to here is in the output */
    size_t stored;          /* and up to here behind its end, where it will stand if not changed */
    size_t protected_until; /* code: only the Unicode form may change */
    lt_buffer *out;
    size_t out_start; /* out->length when the piece began */
    lt_changes *changes;

    /* Between the first pass and house style. */
    lt_buffer cleaned;
    lt_changes first, second;

    lt_buffer precomposed;
    bool is_precomposed; /* `text` is what lt_compose_piece made of the rest of the piece */

    lt_restyled restyled[64]; /* by a hash of the key */

    lt_scan_chunk chunk; /* last: not cleared as a whole */
} lt_normal_work;

lt_status lt_work_init(lt_normal_work *work, const lt_normalize_options *options, lt_error *error);
void lt_work_dispose(lt_normal_work *work);
void lt_work_reset(lt_normal_work *work);

/* Where the piece that begins `text` ends; 0 when more text is needed. LT_TOO_LONG. */
lt_status lt_work_cut(lt_normal_work *work, const char *text, size_t length, bool final,
                      size_t *end, lt_error *error);

/* Normalizes one piece. `changes` may be NULL. */
lt_status lt_work_piece(lt_normal_work *work, const char *text, size_t length, lt_buffer *out,
                        lt_changes *changes, lt_error *error);

/* Puts the input up to `end` into the output, as it is. */
lt_status lt_work_copy(lt_normal_work *work, size_t end);

/* Replaces input [start, end) by `result`, copying what lies before it; `codes` say why. */
lt_status lt_work_change(lt_normal_work *work, size_t start, size_t end, const char *result,
                         size_t length, uint32_t codes);

/* form.c: appends the NFC or NFD of well-formed text. Linear. */
lt_status lt_form_nfc(lt_normal_work *work, const char *text, size_t length, lt_buffer *out);
lt_status lt_form_nfd(lt_normal_work *work, const char *text, size_t length, lt_buffer *out);

/* compose.c: NFC of Latin letters with Vietnamese marks by table; false, with `out` as it was, when
 * the text has anything else. LT_NO_MEMORY in *status. */
bool lt_compose_latin(const char *text, size_t length, lt_buffer *out, lt_status *status);

/* compose.c: copies text, composing such letters wherever they stand: canonically equivalent, not
 * always NFC. `result` has room for length + 8 bytes; returns how many were written. The variants
 * differ in speed only. */
size_t lt_compose_piece(const char *text, size_t length, char *result);
size_t lt_compose_plain(const char *text, size_t length, char *result);
#if defined(__x86_64__)
size_t lt_compose_vbmi(const char *text, size_t length, char *result);
bool lt_compose_vbmi_runs(void);
#endif

/* compose.c: the same from `at` to `end`, behind what has been written from `start` to `out`;
 * returns the end of the output. */
unsigned char *lt_compose_marks(const unsigned char *at, const unsigned char *end,
                                const unsigned char *start, unsigned char *out);

/* run.c: kinds of characters. */
enum {
    LT_KIND_OTHER,
    LT_KIND_WORD,
    LT_KIND_MARK,
    LT_KIND_IGNORABLE,
    LT_KIND_SPACE,
    LT_KIND_LINE,
    LT_KIND_CONTROL
};
int lt_kind(uint32_t codepoint);

/* Is it a character that shows nothing, or a control where those go too? */
bool lt_shows_nothing(const lt_normal_work *work, uint32_t codepoint);

/* run.c: deals with the stop at `at`; *next, on entry the end of what is done already, is then
 * where the scan goes on. */
lt_status lt_run(lt_normal_work *work, size_t at, size_t *next);

/* ignorable.c: appends `text` [start, end) of the piece without what is to be removed; adds the
 * codes. */
lt_status lt_ignorable_strip(lt_normal_work *work, size_t start, size_t end, lt_buffer *out,
                             uint32_t *codes);

/* word.c: repairs the word (NFC) into work->repaired; true when it differs. */
bool lt_word_repair(lt_normal_work *work, const char *word, size_t length, uint32_t *codes,
                    lt_status *status);

/* word.c: the style to write in, given where the mark stood. */
lt_tone_style lt_word_style(const lt_normal_work *work, lt_tone_place place);

/* lookalike.c: maps foreign letters and spacing accents of a word to what they stand for; the
 * result may not be NFC. 0: nothing to map, or not to be mapped. `sure` tells whether it holds
 * also when the result is no syllable. */
size_t lt_lookalike_map(const char *word, size_t length, uint32_t repair, char *mapped,
                        size_t capacity, uint32_t *codes, bool *sure);

/* code.c: is the word at [start, end) of the text part of a URL, an address, a path or code? */
bool lt_in_code(const char *text, size_t length, size_t start, size_t end);

/* code.c: notes what the backticks at `at` make of the text behind them; returns their end. */
size_t lt_code_backticks(lt_normal_work *work, size_t at);

/* house.c: puts the piece, clean otherwise, into house style. */
lt_status lt_house_piece(lt_normal_work *work);

/* changes.c: appends to `to` what two passes did one after the other: `first` from the input to an
 * intermediate text, `second` from that to the output; both from index 0 on. */
lt_status lt_changes_join(const lt_changes *first, const lt_changes *second, lt_changes *to);

#endif
