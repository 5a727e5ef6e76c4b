/* Where sentences end inside one paragraph (private). */
#ifndef LIBTEXT_SEGMENT_SENTENCE_H
#define LIBTEXT_SEGMENT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/segment.h>

/* ICU's sentence iterator, opened once for a text. */
typedef struct lt_sentence_breaker lt_sentence_breaker;

lt_status lt_sentence_breaker_open(lt_sentence_breaker **breaker, lt_language language,
                                   lt_error *error);
void lt_sentence_breaker_close(lt_sentence_breaker *breaker);

/* Begins with a paragraph (borrowed until the next begin). */
lt_status lt_sentence_begin(lt_sentence_breaker *breaker, const char *text, size_t length,
                            lt_error *error);

/* End of the next sentence in bytes of the paragraph, white space after it included; `length` of
 * the paragraph for the last one. Rising with every call. */
size_t lt_sentence_next(lt_sentence_breaker *breaker);

/* Is text[before, before + length) a word that a full stop follows inside a sentence? text[0,
 * before) is what the sentence has before it, `next` what comes after the full stop and the white
 * space. */
bool lt_abbreviation(const char *text, size_t before, size_t length, const char *next,
                     size_t next_length, lt_language language);

/* A paragraph, told up to `done`. */
typedef struct lt_sentence_text {
    const char *text;
    size_t length, done;
    lt_language language;
} lt_sentence_text;

enum {
    LT_SENTENCE_WORD = 64,  /* bytes: no abbreviation is longer, and the look back stays O(1) */
    LT_SENTENCE_SPACE = 256 /* a missing space is only believed in running text */
};

/* A boundary that ICU has no rule for, before `limit`; 0 when there is none. */
size_t lt_sentence_own(const lt_sentence_text *paragraph, size_t limit);

/* Stands nothing but an ellipsis between the beginning or an opening quote and the stop that ends
 * at `stop`, or is it one without a space after it (the boundary is at `at`)? */
bool lt_sentence_open(const lt_sentence_text *paragraph, size_t stop, size_t at);
/* A question or an outcry, quoted up to `end`, and who said it at `at`: "Over?" Collins said. */
bool lt_sentence_said(const lt_sentence_text *paragraph, size_t stop, size_t end, size_t at);
/* Is the sentence up to the full stop a numbered heading: "Điều 5", "Chapter II"? */
bool lt_sentence_heading(const lt_sentence_text *paragraph, size_t word, size_t stop);

size_t lt_sentence_back(const char *text, size_t end);                 /* one character */
bool lt_sentence_closer(uint32_t c);                                   /* quotes, brackets */
bool lt_sentence_letter(const char *text, size_t length, bool *lower); /* at the start */
size_t lt_sentence_word(const char *text, size_t from, size_t stop);   /* where it begins */

/* Bytes of the white space or invisible character at the start, 0 when there is none. */
size_t lt_space_at(const char *text, size_t length);

/* `length` without the white space at the end. */
size_t lt_trim_end(const char *text, size_t length);

/* The kinds of all segments, from their shapes. */
void lt_segment_classify(const char *text, lt_language language, lt_segments *segments);

#endif
