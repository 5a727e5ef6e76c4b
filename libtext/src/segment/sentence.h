/* Where sentences end inside one paragraph (private). */
#ifndef LIBTEXT_SEGMENT_SENTENCE_H
#define LIBTEXT_SEGMENT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

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

/* Is the word text[0, length) one that a full stop follows inside a sentence? `next` is what comes
 * after the full stop and the white space. */
bool lt_abbreviation(const char *word, size_t length, const char *next, size_t next_length,
                     lt_language language);

/* Bytes of the white space or invisible character at the start, 0 when there is none. */
size_t lt_space_at(const char *text, size_t length);

/* `length` without the white space at the end. */
size_t lt_trim_end(const char *text, size_t length);

/* The kinds of all segments, from their shapes. */
void lt_segment_classify(const char *text, lt_language language, lt_segments *segments);

#endif
