#include <libtext/align.h>

#include <stdlib.h>
#include <string.h>

#include "blocks.h"
#include "result.h"
#include "search.h"

/* Cuts are looked for among words with at most so many occurrences in a block. */
#define RARE 8

/* A block between cuts has at least so many segments on its longer side. */
#define BLOCK_SEGMENTS 16

/* Moved passages between blocks: how many places are looked at, and how far around. */
#define JUMPS_MAXIMUM 2000
#define JUMP_REACH    24

struct lt_aligner {
    const lt_lexicon *lexicons[LT_ALIGN_LEXICONS];
    size_t lexicon_count;
    lt_align_parameters parameters;
    lt_evidence evidence;
    lt_anchors anchors;
    lt_align_matrix matrix;
    lt_search search;
    lt_raw_links links;
    /* of the pair at hand */
    lt_align_side side[2];
    lt_alone *alone[2];
    bool monotone;
};

static const char *const kind_names[] = {"sentence", "moved", "omission", "addition"};

const char *lt_link_kind_name(lt_link_kind kind)
{
    return (unsigned)kind < LT_LINK_KIND_COUNT ? kind_names[kind] : "sentence";
}

void lt_alignment_dispose(lt_alignment *alignment)
{
    if (!alignment)
        return;
    free(alignment->links);
    *alignment = (lt_alignment)LT_ALIGNMENT_INIT;
}

lt_status lt_aligner_new(const lt_lexicon *const *lexicons, size_t count, lt_aligner **aligner,
                         lt_error *error)
{
    *aligner = NULL;
    if (count > LT_ALIGN_LEXICONS)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "more than %d lexicons", LT_ALIGN_LEXICONS);
    lt_aligner *made = calloc(1, sizeof *made);
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for an aligner");
    for (size_t i = 0; i < count; i++)
        made->lexicons[i] = lexicons[i];
    made->lexicon_count = count;
    made->parameters = lt_align_defaults;
    lt_align_matrix_init(&made->matrix, &made->parameters);
    *aligner = made;
    return LT_OK;
}

void lt_aligner_free(lt_aligner *aligner)
{
    if (!aligner)
        return;
    lt_evidence_dispose(&aligner->evidence);
    lt_anchors_dispose(&aligner->anchors);
    lt_align_matrix_dispose(&aligner->matrix);
    lt_search_dispose(&aligner->search);
    free(aligner->links.items);
    free(aligner);
}

/* Notes which segments of the block have no link, how sure that is, and how sure the links are that
 * were found in it. */
static lt_status note_open(lt_aligner *a, const lt_block *block, size_t first_link)
{
    float *margins[2];
    margins[0] = malloc((block->size[0] + block->size[1] + 1) * sizeof *margins[0]);
    if (!margins[0])
        return LT_NO_MEMORY;
    margins[1] = margins[0] + block->size[0];
    for (size_t i = 0; i < block->size[0] + block->size[1]; i++)
        margins[0][i] = 1e3F;
    if (a->links.count > first_link)
        lt_search_margins(&a->search, &a->matrix, a->links.items + first_link,
                          a->links.count - first_link, margins);
    const bool *open[2] = {a->search.open[0], a->search.open[1]};
    float gaps = 2 * (a->parameters.gap_open + a->parameters.gap_extend);
    for (size_t j = 0; j < block->size[0]; j++)
        for (size_t i = 0; i < block->size[1]; i++) {
            if (!open[0][j] || !open[1][i])
                continue;
            float margin = gaps - lt_align_score(&a->matrix, j, 1, i, 1);
            margins[0][j] = margin < margins[0][j] ? margin : margins[0][j];
            margins[1][i] = margin < margins[1][i] ? margin : margins[1][i];
        }
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < block->size[s]; i++)
            a->alone[s][block->start[s] + i] = (lt_alone){open[s][i], margins[s][i]};
    free(margins[0]);
    return LT_OK;
}

static lt_status align_dense(lt_aligner *a, const lt_block *block)
{
    size_t first_link = a->links.count;
    lt_status status =
        lt_evidence_collect(&a->evidence, a->side, block, a->lexicons, a->lexicon_count, 0, false);
    if (status == LT_OK)
        status = lt_align_matrix_fill(&a->matrix, a->side, block, &a->evidence);
    if (status == LT_OK)
        status = lt_search_monotone(&a->search, &a->matrix, &a->links);
    if (status == LT_OK && !a->monotone)
        status = lt_search_moved(&a->search, &a->matrix, &a->links);
    return status == LT_OK ? note_open(a, block, first_link) : status;
}

static size_t cells(const lt_block *block)
{
    return (block->size[0] + 1) * (block->size[1] + 1);
}

static lt_status align_block(lt_aligner *a, const lt_block *block);

/* The part of `block` between two corners, counted from its start. */
static lt_status align_part(lt_aligner *a, const lt_block *block, const size_t from[2],
                            const size_t to[2])
{
    lt_block part;
    for (int s = 0; s < 2; s++) {
        part.start[s] = block->start[s] + from[s];
        part.size[s] = to[s] - from[s];
    }
    if (cells(&part) == cells(block)) /* a cut at the corner: nothing is gained by trying again */
        return align_dense(a, &part);
    return align_block(a, &part);
}

/* Is there a seam before anchor i? Two anchors one after the other in both texts are a certain one;
 * among weak anchors each one must do, since the chain of them is all there is. */
static bool is_seam(const lt_anchor *anchors, size_t i, lt_anchor_level level)
{
    return level == LT_ANCHOR_WEAK ||
           (anchors[i].vi == anchors[i - 1].vi + 1 && anchors[i].en == anchors[i - 1].en + 1);
}

/* Seams of a block, far enough from each other; copied, since its parts use the anchors again. */
static lt_status copy_seams(const lt_anchors *found, lt_anchor_level level, lt_anchor **cuts,
                            size_t *count)
{
    const lt_anchor *anchors = found->items;
    size_t vi = 0, en = 0;
    *count = 0;
    *cuts = malloc((found->count + 1) * sizeof **cuts);
    if (!*cuts)
        return LT_NO_MEMORY;
    for (size_t i = 1; i < found->count; i++) {
        if (!is_seam(anchors, i, level) ||
            (anchors[i].vi - vi < BLOCK_SEGMENTS && anchors[i].en - en < BLOCK_SEGMENTS))
            continue;
        (*cuts)[(*count)++] = anchors[i];
        vi = anchors[i].vi;
        en = anchors[i].en;
    }
    return LT_OK;
}

/* Where to cut, by the strictest anchors that show a place; none is found in a text that repeats
 * itself or has nothing to do with the other. Names and figures, which are looked up fast, mostly
 * show enough places; words of the lexicon are asked where they do not, but for a text that repeats
 * itself and is cut in the middle anyway. */
static lt_status find_cuts(lt_aligner *a, const lt_block *block, lt_anchor **cuts, size_t *count)
{
    static const struct {
        lt_anchor_level level;
        bool forms, collect;
    } steps[] = {{LT_ANCHOR_SURE, true, true},     {LT_ANCHOR_LIKELY, true, false},
                 {LT_ANCHOR_WEAK, true, false},    {LT_ANCHOR_SURE, false, true},
                 {LT_ANCHOR_LIKELY, false, false}, {LT_ANCHOR_WEAK, false, false}};
    lt_status status = LT_OK;
    for (size_t k = 0; k < sizeof steps / sizeof *steps && status == LT_OK; k++) {
        free(*cuts);
        *cuts = NULL;
        if (!steps[k].forms && a->evidence.repeats && cells(block) > LT_BLOCK_DENSE)
            break;
        if (steps[k].collect)
            status = lt_evidence_collect(&a->evidence, a->side, block, a->lexicons,
                                         a->lexicon_count, RARE, steps[k].forms);
        if (status == LT_OK)
            status = lt_anchors_find(&a->anchors, block, a->side, &a->evidence, steps[k].level);
        if (status == LT_OK)
            status = lt_anchors_chain(&a->anchors, block);
        if (status == LT_OK)
            status = copy_seams(&a->anchors, steps[k].level, cuts, count);
        if (*count > 0)
            break;
    }
    return status;
}

static lt_status align_block(lt_aligner *a, const lt_block *block)
{
    if (cells(block) <= LT_BLOCK_PART || block->size[0] == 0 || block->size[1] == 0)
        return align_dense(a, block);
    lt_anchor *cuts = NULL;
    size_t count = 0, from[2] = {0, 0};
    lt_status status = find_cuts(a, block, &cuts, &count);
    if (status == LT_OK && count == 0) {
        free(cuts);
        if (cells(block) <= LT_BLOCK_DENSE || block->size[0] < 2 || block->size[1] < 2)
            return align_dense(a, block);
        size_t middle[2] = {block->size[0] / 2, block->size[1] / 2};
        status = align_part(a, block, from, middle);
        return status == LT_OK ? align_part(a, block, middle, block->size) : status;
    }
    for (size_t i = 0; i <= count && status == LT_OK; i++) {
        size_t to[2] = {i < count ? cuts[i].vi : block->size[0],
                        i < count ? cuts[i].en : block->size[1]};
        status = align_part(a, block, from, to);
        memcpy(from, to, sizeof from);
    }
    free(cuts);
    return status;
}

/* A block around a place, clipped to the pair. */
static lt_block around(const lt_aligner *a, size_t vi, size_t en)
{
    lt_block block;
    size_t at[2] = {vi, en};
    for (int s = 0; s < 2; s++) {
        block.start[s] = at[s] > JUMP_REACH ? at[s] - JUMP_REACH : 0;
        size_t end = at[s] + JUMP_REACH;
        end = end < a->side[s].count ? end : a->side[s].count;
        block.size[s] = end - block.start[s];
    }
    return block;
}

static lt_status align_jump(lt_aligner *a, const lt_anchor *place)
{
    size_t first_link = a->links.count;
    lt_block block = around(a, place->vi, place->en);
    lt_status status =
        lt_evidence_collect(&a->evidence, a->side, &block, a->lexicons, a->lexicon_count, 0, false);
    if (status == LT_OK)
        status = lt_align_matrix_fill(&a->matrix, a->side, &block, &a->evidence);
    if (status == LT_OK)
        status = lt_search_reserve(&a->search, &a->matrix);
    if (status != LT_OK)
        return status;
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < block.size[s]; i++)
            a->search.open[s][i] = a->alone[s][block.start[s] + i].open;
    status = lt_search_moved(&a->search, &a->matrix, &a->links);
    return status == LT_OK ? note_open(a, &block, first_link) : status;
}

/* What is left of a side: its open segments as a text of their own. */
typedef struct rest {
    lt_align_segment *segments;
    uint32_t *origin;
    size_t count;
} rest;

static lt_status gather_rest(const lt_aligner *a, int s, rest *r, lt_align_side *side)
{
    size_t count = a->side[s].count;
    r->segments = malloc((count + 1) * sizeof *r->segments);
    r->origin = malloc((count + 1) * sizeof *r->origin);
    if (!r->segments || !r->origin)
        return LT_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        if (a->alone[s][i].open) {
            r->segments[r->count] = a->side[s].segments[i];
            r->origin[r->count++] = (uint32_t)i;
        }
    return lt_align_side_scan(side, r->segments, r->count, (lt_language)s, a->lexicons,
                              a->lexicon_count, &a->parameters, NULL);
}

static void rest_dispose(rest *r)
{
    free(r->segments);
    free(r->origin);
}

/* Looks around every place where rare words say that open segments belong together. */
static lt_status follow_anchors(lt_aligner *a, const rest rests[2])
{
    lt_anchor *jumps = malloc((a->anchors.count + 1) * sizeof *jumps);
    lt_status status = jumps ? LT_OK : LT_NO_MEMORY;
    size_t count = status == LT_OK ? a->anchors.count : 0;
    for (size_t i = 0; i < count; i++) {
        jumps[i] = a->anchors.items[i];
        jumps[i].vi = rests[0].origin[jumps[i].vi];
        jumps[i].en = rests[1].origin[jumps[i].en];
    }
    size_t done = 0;
    for (size_t i = 0; i < count && status == LT_OK && done < JUMPS_MAXIMUM; i++)
        if (a->alone[0][jumps[i].vi].open && a->alone[1][jumps[i].en].open) {
            status = align_jump(a, &jumps[i]);
            done++;
        }
    free(jumps);
    return status;
}

/* Moved passages further away than one block. */
static lt_status align_jumps(lt_aligner *a)
{
    rest rests[2] = {{0}, {0}};
    lt_align_side sides[2] = {{0}, {0}};
    lt_status status = gather_rest(a, 0, &rests[0], &sides[0]);
    if (status == LT_OK)
        status = gather_rest(a, 1, &rests[1], &sides[1]);
    if (status == LT_OK && rests[0].count > 0 && rests[1].count > 0) {
        lt_block whole = {{0, 0}, {rests[0].count, rests[1].count}};
        status = lt_evidence_collect(&a->evidence, sides, &whole, a->lexicons, a->lexicon_count,
                                     RARE, false);
        if (status == LT_OK)
            status = lt_anchors_find(&a->anchors, &whole, sides, &a->evidence, LT_ANCHOR_LIKELY);
        if (status == LT_OK)
            status = follow_anchors(a, rests);
    }
    for (int s = 0; s < 2; s++) {
        rest_dispose(&rests[s]);
        lt_align_side_dispose(&sides[s]);
    }
    return status;
}

static lt_status begin(lt_aligner *a, const lt_align_segment *vi, size_t vi_count,
                       const lt_align_segment *en, size_t en_count, lt_error *error)
{
    const lt_align_segment *segments[2] = {vi, en};
    size_t counts[2] = {vi_count, en_count};
    a->links.count = 0;
    for (int s = 0; s < 2; s++) {
        if (counts[s] > LT_ALIGN_SEGMENTS)
            return lt_error_set(error, LT_TOO_LONG, 0, "more than %u segments", LT_ALIGN_SEGMENTS);
        lt_status status = lt_align_side_scan(&a->side[s], segments[s], counts[s], (lt_language)s,
                                              a->lexicons, a->lexicon_count, &a->parameters, error);
        if (status != LT_OK)
            return status;
        a->alone[s] = malloc((counts[s] + 1) * sizeof *a->alone[s]);
        if (!a->alone[s])
            return LT_NO_MEMORY;
        for (size_t i = 0; i < counts[s]; i++)
            a->alone[s][i] = (lt_alone){true, 0};
    }
    return LT_OK;
}

lt_status lt_aligner_run(lt_aligner *aligner, const lt_align_segment *vi, size_t vi_count,
                         const lt_align_segment *en, size_t en_count,
                         const lt_align_options *options, lt_alignment *alignment, lt_error *error)
{
    lt_alignment_dispose(alignment);
    unsigned flags = options ? options->flags : 0;
    if (flags & ~LT_ALIGN_MONOTONE)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "unknown alignment flag 0x%x", flags);
    aligner->monotone = flags & LT_ALIGN_MONOTONE;
    lt_block whole = {{0, 0}, {vi_count, en_count}};
    lt_status status = begin(aligner, vi, vi_count, en, en_count, error);
    bool is_long = cells(&whole) > LT_BLOCK_WHOLE;
    if (status == LT_OK)
        status = is_long ? align_block(aligner, &whole) : align_dense(aligner, &whole);
    if (status == LT_OK && !aligner->monotone && is_long)
        status = align_jumps(aligner);
    if (status == LT_OK)
        status = lt_align_result(&aligner->links, aligner->side, aligner->alone, alignment);
    for (int s = 0; s < 2; s++) {
        lt_align_side_dispose(&aligner->side[s]);
        free(aligner->alone[s]);
        aligner->alone[s] = NULL;
    }
    if (status != LT_OK)
        lt_alignment_dispose(alignment);
    return status == LT_OK ? LT_OK : lt_error_set(error, status, 0, "no memory to align");
}
