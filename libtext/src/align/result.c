#include "result.h"

#include <math.h>
#include <stdlib.h>

/* Logistic regressions on the development sets: is a link exactly right, given what the best change
 * would cost and its score; has a segment no counterpart, given what a link would have cost.
 */
#define LINK_BASE    (-0.66)
#define LINK_MARGIN  0.52
#define LINK_SCORE   0.127
#define ALONE_BASE   3.07
#define ALONE_MARGIN 0.242
#define MOST         15.0F /* more of it makes nothing surer */

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static double limited(float x)
{
    return (double)(x > MOST ? MOST : x < -MOST ? -MOST : x);
}

static double link_probability(const lt_raw_link *l)
{
    return logistic(LINK_BASE + LINK_SCORE * limited(l->score) + LINK_MARGIN * limited(l->margin));
}

static double alone_probability(const lt_alone *a)
{
    return logistic(ALONE_BASE + ALONE_MARGIN * limited(a->margin));
}

static int compare(const void *left, const void *right)
{
    const lt_raw_link *a = left, *b = right;
    return a->vi < b->vi ? -1 : a->vi > b->vi;
}

static lt_link addition(size_t en, const lt_alone *alone)
{
    return (lt_link){0, 0, en, 1, alone_probability(alone), LT_LINK_ADDITION};
}

/* Additions that follow English segment `en`, up to the next linked one. */
static void add_additions(lt_alignment *out, size_t vi, size_t en, size_t count,
                          const lt_alone *alone)
{
    for (; en < count && alone[en].open; en++) {
        out->links[out->count] = addition(en, &alone[en]);
        out->links[out->count++].vi = vi;
    }
}

lt_status lt_align_result(lt_raw_links *raw, const lt_align_side side[2], lt_alone *const alone[2],
                          lt_alignment *out)
{
    size_t room = raw->count + side[0].count + side[1].count + 1, next = 0,
           en_count = side[1].count;
    out->links = malloc(room * sizeof *out->links);
    if (!out->links)
        return LT_NO_MEMORY;
    out->count = 0;
    if (raw->count > 1)
        qsort(raw->items, raw->count, sizeof *raw->items, compare);
    add_additions(out, 0, 0, en_count, alone[1]);
    for (size_t vi = 0; vi < side[0].count;) {
        if (next < raw->count && raw->items[next].vi == vi) {
            const lt_raw_link *l = &raw->items[next++];
            out->links[out->count++] = (lt_link){
                l->vi,       l->vi_count,         l->en,
                l->en_count, link_probability(l), l->moved ? LT_LINK_MOVED : LT_LINK_SENTENCE};
            vi += l->vi_count;
            add_additions(out, vi, (size_t)l->en + l->en_count, en_count, alone[1]);
        } else {
            out->links[out->count++] =
                (lt_link){vi, 1, 0, 0, alone_probability(&alone[0][vi]), LT_LINK_OMISSION};
            vi++;
        }
    }
    /* where an omission stands in the English text, as an addition in the Vietnamese one */
    size_t en = 0;
    for (size_t i = 0; i < out->count; i++) {
        if (out->links[i].kind == LT_LINK_OMISSION)
            out->links[i].en = en;
        else
            en = out->links[i].en + out->links[i].en_count;
    }
    return LT_OK;
}
