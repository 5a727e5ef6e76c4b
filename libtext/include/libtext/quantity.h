/*
 * Figures in Vietnamese and English text: numbers, money, percentages, dates, weekdays, times of
 * day and measures, with their values, so that both languages can be compared.
 *
 * 12,5 tỉ đồng = VND12.5 billion = 12.5 billion VND; 2.886 tỉ = 2,886 billion = 2.886 trillion;
 * 26/12/2023 = December 26, 2023. The marks are read by the language of the text: 2.886 is 2886 in
 * Vietnamese and 2.886 in English. A second reading is given where usage really wavers.
 *
 *     lt_quantities found = LT_QUANTITIES_INIT;
 *     lt_quantities_find(text, length, LT_LANGUAGE_VI, &found, NULL);
 *     …
 *     lt_quantities_dispose(&found);
 *
 * Figures inside names and codes (Covid-19, 5G, 1989/QĐ-BGDĐT) are passed over. All calls are pure.
 */
#ifndef LIBTEXT_QUANTITY_H
#define LIBTEXT_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/error.h>
#include <libtext/segment.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lt_quantity_kind {
    LT_QUANTITY_NUMBER,
    LT_QUANTITY_MONEY,
    LT_QUANTITY_PERCENT,
    LT_QUANTITY_MEASURE,
    LT_QUANTITY_DATE,
    LT_QUANTITY_TIME,    /* value: minutes since midnight */
    LT_QUANTITY_WEEKDAY, /* value: 1 Monday to 7 Sunday */
    LT_QUANTITY_KIND_COUNT
} lt_quantity_kind;

typedef struct lt_quantity {
    size_t start, length; /* bytes of the text */
    lt_quantity_kind kind;
    bool words;           /* written in words: "ba", "three", also "half" and "gấp đôi" */
    double value, other;  /* `other`: a second reading, else the same */
    const char *unit;     /* "VND", "%", "km", … ; "" for none; static */
    int year, month, day; /* of a date; 0: not said */
    bool swapped;         /* a date whose day and month may stand the other way round */
} lt_quantity;

typedef struct lt_quantities {
    lt_quantity *items; /* in the order of the text, not overlapping; owned */
    size_t count, capacity;
} lt_quantities;

#define LT_QUANTITIES_INIT                                                                         \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/*
 * Finds the figures of `text`, in whatever Unicode form. `*found` is an initialised struct whose
 * memory is used again; on error it is empty. LT_INVALID_UTF8, LT_NO_MEMORY, LT_TOO_LONG for what
 * lt_normalize finds too long. O(length).
 */
LT_API lt_status lt_quantities_find(const char *text, size_t length, lt_language language,
                                    lt_quantities *found, lt_error *error);
LT_API void lt_quantities_dispose(lt_quantities *found);

/* Same value, in one of the readings; units are not compared. Dates: what both say agrees. */
LT_API bool lt_quantity_equal(const lt_quantity *a, const lt_quantity *b);

/* "number", "money", … Static, never NULL. */
LT_API const char *lt_quantity_kind_name(lt_quantity_kind kind);

#ifdef __cplusplus
}
#endif

#endif
