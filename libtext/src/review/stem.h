/* English words made comparable (private). */
#ifndef LIBTEXT_REVIEW_STEM_H
#define LIBTEXT_REVIEW_STEM_H

#include <stdbool.h>
#include <stddef.h>

enum { LT_STEM = 40 };

/*
 * The stem of a word in small ASCII letters: without -s, -es, -ed, -ing, and with British and
 * American spelling made one. Two forms of a word have the same stem; it need be no word itself.
 */
void lt_review_stem(const char *word, char stem[LT_STEM]);

/* "department" for "dept": what an abbreviation with a capital (Dept., Sec., Lt.) stands for, in
 * small letters without a stop; NULL for other words. */
const char *lt_review_full(const char *word);

#endif
