#include "blocks.h"

#include <stdlib.h>
#include <string.h>

/* An anchor needs this much from rare words (a word that matches in n places gives 1/n to each),
 * from so many words, and the next best place must have at most half of it. By level. */
static const struct {
    float votes;
    uint32_t words;
} needed[] = {{1.5F, 3}, {0.9F, 2}, {0.5F, 1}};

#define SECOND_SHARE 0.5F

/* A lexicon pair of less weight (about 0.05) is no witness. */
#define KIND_LEAST 117

void lt_anchors_dispose(lt_anchors *a)
{
    free(a->items);
    free(a->votes);
    free(a->touched);
    free(a->matches);
    free(a->best[0]);
    free(a->best[1]);
    *a = (lt_anchors){0};
}

static lt_status reserve(lt_anchors *a, const lt_block *block)
{
    size_t larger = block->size[0] > block->size[1] ? block->size[0] : block->size[1];
    if (a->scratch > larger)
        return LT_OK;
    lt_anchors_dispose(a);
    size_t room = larger + larger / 4 + 64;
    a->items = malloc(room * sizeof *a->items);
    a->votes = calloc(room, sizeof *a->votes);
    a->touched = malloc(room * sizeof *a->touched);
    a->matches = calloc(room, sizeof *a->matches);
    a->best[0] = calloc(room, sizeof *a->best[0]);
    a->best[1] = calloc(room, sizeof *a->best[1]);
    if (!a->items || !a->votes || !a->touched || !a->matches || !a->best[0] || !a->best[1])
        return LT_NO_MEMORY;
    a->capacity = a->scratch = room;
    return LT_OK;
}

/* Votes of one English word: the same share for every segment it matches. */
static size_t vote(lt_anchors *a, const lt_hits *hits, uint32_t word, size_t touched)
{
    const lt_hit *end = hits->items + hits->first[word + 1];
    size_t places = 0;
    for (const lt_hit *hit = hits->items + hits->first[word]; hit < end; hit++)
        places += hit->kind >= KIND_LEAST;
    for (const lt_hit *hit = hits->items + hits->first[word]; hit < end; hit++) {
        if (hit->kind < KIND_LEAST)
            continue;
        if (a->matches[hit->segment] == 0)
            a->touched[touched++] = hit->segment;
        a->votes[hit->segment] += 1 / (float)(places * hit->words);
        a->matches[hit->segment]++;
    }
    return touched;
}

/* On equal votes the earlier segment is the best, whatever the order of the hits. */
static void consider(struct lt_anchor_best *best, uint32_t segment, float votes, uint32_t words)
{
    if (votes > best->votes || (!(votes < best->votes) && segment < best->best)) {
        best->second = best->votes;
        best->votes = votes;
        best->best = segment;
        best->words = words;
    } else if (votes > best->second) {
        best->second = votes;
    }
}

static void find_best(lt_anchors *a, const lt_block *block, const lt_align_side *side,
                      const lt_evidence *e)
{
    static const struct lt_anchor_best none = {UINT32_MAX, 0, 0, 0};
    uint32_t before = side->first[block->start[1]];
    memset(a->votes, 0, a->scratch * sizeof *a->votes);
    memset(a->matches, 0, a->scratch * sizeof *a->matches);
    for (size_t j = 0; j < block->size[0]; j++)
        a->best[0][j] = none;
    for (uint32_t i = 0; i < block->size[1]; i++) {
        size_t at = block->start[1] + i, touched = 0;
        for (uint32_t w = side->first[at]; w < side->first[at + 1]; w++)
            touched = vote(a, &e->hits[1], w - before, touched);
        a->best[1][i] = none;
        for (size_t t = 0; t < touched; t++) {
            uint32_t j = a->touched[t];
            consider(&a->best[1][i], j, a->votes[j], a->matches[j]);
            consider(&a->best[0][j], i, a->votes[j], a->matches[j]);
            a->votes[j] = 0;
            a->matches[j] = 0;
        }
    }
}

static bool is_enough(const struct lt_anchor_best *best, lt_anchor_level level)
{
    return best->votes >= needed[level].votes && best->words >= needed[level].words &&
           best->second <= SECOND_SHARE * best->votes;
}

lt_status lt_anchors_find(lt_anchors *a, const lt_block *block, const lt_align_side side[2],
                          const lt_evidence *evidence, lt_anchor_level level)
{
    if (reserve(a, block) != LT_OK)
        return LT_NO_MEMORY;
    find_best(a, block, &side[1], evidence);
    a->count = 0;
    for (uint32_t en = 0; en < block->size[1]; en++) {
        const struct lt_anchor_best *e = &a->best[1][en];
        if (!is_enough(e, level) || a->best[0][e->best].best != en ||
            !is_enough(&a->best[0][e->best], level))
            continue;
        a->items[a->count++] = (lt_anchor){e->best, en, e->votes};
    }
    return LT_OK;
}

/* Heaviest chain by a tree of prefix maxima over the Vietnamese segments. */
lt_status lt_anchors_chain(lt_anchors *a, const lt_block *block)
{
    size_t size = block->size[0] + 1, n = a->count;
    uint32_t *tree = calloc(size + 1, sizeof *tree); /* 1 + index of the anchor that ends best */
    uint32_t *before = malloc((n + 1) * sizeof *before);
    float *weight = malloc((n + 1) * sizeof *weight);
    lt_status status = tree && before && weight ? LT_OK : LT_NO_MEMORY;
    uint32_t last = 0;
    for (uint32_t i = 0; status == LT_OK && i < n; i++) {
        uint32_t best = 0;
        for (size_t k = a->items[i].vi; k > 0; k -= k & (~k + 1))
            if (tree[k] && (!best || weight[tree[k] - 1] > weight[best - 1]))
                best = tree[k];
        before[i] = best;
        weight[i] = a->items[i].votes + (best ? weight[best - 1] : 0);
        for (size_t k = (size_t)a->items[i].vi + 1; k <= size; k += k & (~k + 1))
            if (!tree[k] || weight[i] > weight[tree[k] - 1])
                tree[k] = i + 1;
        if (!last || weight[i] > weight[last - 1])
            last = i + 1;
    }
    if (status == LT_OK) {
        size_t kept = 0;
        for (uint32_t i = last; i; i = before[i - 1])
            a->matches[kept++] = i - 1; /* at most one for each English segment */
        for (size_t i = 0; i < kept; i++)
            a->items[i] = a->items[a->matches[kept - 1 - i]];
        a->count = kept;
    }
    free(tree);
    free(before);
    free(weight);
    return status;
}
