#include "search.h"

#include <stdlib.h>
#include <string.h>

#define NEVER (-1e30F)

enum { LEAVE_VI = 100, LEAVE_EN = 101, NO_MOVE = -1 };

static const uint8_t moves[][2] = {{1, 1}, {1, 2}, {2, 1}, {1, 3}, {3, 1}, {2, 2}, {2, 3}, {3, 2},
                                   {1, 4}, {4, 1}, {3, 3}, {2, 4}, {4, 2}, {3, 4}, {4, 3}, {4, 4}};

enum {
    MOVES = sizeof moves / sizeof *moves,
    MOVED_MOVES = 6,  /* kinds of links in moved passages: up to 2-2, 1-3, 3-1 */
    SLOT_SEGMENTS = 6 /* most segments that are linked only for being between linked ones */
};

/* Chains of one block: the number of searches, each O(cells). */
#define MOVED_ROUNDS 64

void lt_search_dispose(lt_search *search)
{
    free(search->cells);
    free(search->open[0]);
    free(search->open[1]);
}

lt_status lt_raw_links_add(lt_raw_links *links, lt_raw_link link)
{
    if (links->count == links->capacity) {
        size_t capacity = links->capacity ? links->capacity * 2 : 128;
        lt_raw_link *grown = realloc(links->items, capacity * sizeof *grown);
        if (!grown)
            return LT_NO_MEMORY;
        links->items = grown;
        links->capacity = capacity;
    }
    links->items[links->count++] = link;
    return LT_OK;
}

lt_status lt_search_reserve(lt_search *search, const lt_align_matrix *m)
{
    size_t cells = (m->block.size[0] + 1) * (m->block.size[1] + 1);
    if (search->capacity < cells) {
        free(search->cells);
        search->cells = malloc(cells * sizeof *search->cells);
        search->capacity = search->cells ? cells : 0;
        if (!search->cells)
            return LT_NO_MEMORY;
    }
    for (int s = 0; s < 2; s++) {
        if (search->open_capacity[s] <= m->block.size[s]) {
            free(search->open[s]);
            search->open[s] = malloc(m->block.size[s] + 64);
            search->open_capacity[s] = search->open[s] ? m->block.size[s] + 64 : 0;
            if (!search->open[s])
                return LT_NO_MEMORY;
        }
    }
    return LT_OK;
}

static size_t width(const lt_align_matrix *m)
{
    return m->block.size[0] + 1;
}

static lt_search_cell *cell(lt_search *search, const lt_align_matrix *m, size_t en, size_t vi)
{
    return &search->cells[en * width(m) + vi];
}

/* Adds a link of block segments and closes them. */
static lt_status take(lt_search *search, const lt_align_matrix *m, size_t vi, size_t vi_count,
                      size_t en, size_t en_count, bool moved, lt_raw_links *links)
{
    lt_raw_link link = {(uint32_t)(m->block.start[0] + vi),
                        (uint32_t)(m->block.start[1] + en),
                        (uint8_t)vi_count,
                        (uint8_t)en_count,
                        moved,
                        lt_align_score(m, vi, vi_count, en, en_count),
                        0};
    memset(search->open[0] + vi, 0, vi_count);
    memset(search->open[1] + en, 0, en_count);
    return lt_raw_links_add(links, link);
}

/* What leaving out one more segment costs at least. */
static float gap_cost(const lt_align_matrix *m, bool beside_gap)
{
    return -m->p->gap_extend - (beside_gap ? 0 : m->p->gap_open);
}

static float least(float a, float b)
{
    return a < b ? a : b;
}

/* The link with one segment less or one open segment more, at either end of side s. */
static float side_margin(const lt_search *search, const lt_align_matrix *m, const size_t start[2],
                         const size_t count[2], float score, int s, float *const margins[2])
{
    float margin = 1e3F;
    for (int end = 0; end < 2; end++) {
        size_t from[2] = {start[0], start[1]}, n[2] = {count[0], count[1]};
        size_t beside = end ? start[s] + count[s] : start[s] - 1; /* wraps before the first */
        bool open = beside < m->block.size[s] && search->open[s][beside];
        if (count[s] > 1) {
            n[s]--;
            from[s] += !end;
            float less = lt_align_score(m, from[0], n[0], from[1], n[1]);
            margin = least(margin, score - less + gap_cost(m, open));
        }
        if (open && count[s] < LT_ALIGN_RUN) {
            n[s] = count[s] + 1;
            from[s] = end ? start[s] : beside;
            float more = score - lt_align_score(m, from[0], n[0], from[1], n[1]);
            more -= gap_cost(m, false);
            margin = least(margin, more);
            margins[s][beside] = least(margins[s][beside], more);
        }
    }
    return margin;
}

void lt_search_margins(const lt_search *search, const lt_align_matrix *m, lt_raw_link *links,
                       size_t count, float *const margins[2])
{
    for (size_t i = 0; i < count; i++) {
        lt_raw_link *l = &links[i];
        const size_t start[2] = {l->vi - m->block.start[0], l->en - m->block.start[1]};
        const size_t n[2] = {l->vi_count, l->en_count};
        /* no link at all */
        l->margin = l->score + 2 * gap_cost(m, false);
        for (int s = 0; s < 2; s++)
            l->margin = least(l->margin, side_margin(search, m, start, n, l->score, s, margins));
    }
}

static void extend_by_links(lt_search *search, const lt_align_matrix *m, lt_search_cell *c,
                            size_t en, size_t vi)
{
    for (int k = 0; k < MOVES; k++) {
        size_t a = moves[k][0], b = moves[k][1];
        if (a > vi || b > en)
            continue;
        const lt_search_cell *from = cell(search, m, en - b, vi - a);
        int state = from->score[1] > from->score[0];
        if (from->score[state] <= NEVER)
            continue;
        float score = from->score[state] + lt_align_score_above(m, vi - a, a, en - b, b,
                                                                c->score[0] - from->score[state]);
        if (score > c->score[0]) {
            c->score[0] = score;
            c->move[0] = (int16_t)k;
            c->state[0] = (uint8_t)state;
        }
    }
}

/* Leaving out a segment: dear to begin, on either side, and cheap to go on. */
static void extend_by_gap(const lt_align_parameters *p, const lt_search_cell *from, int move,
                          lt_search_cell *c)
{
    float begun = from->score[0] + p->gap_open + p->gap_extend;
    float gone_on = from->score[1] + p->gap_extend + (from->move[1] != move ? p->gap_open : 0);
    int state = gone_on > begun;
    float score = state ? gone_on : begun;
    if (score > c->score[1]) {
        c->score[1] = score;
        c->move[1] = (int16_t)move;
        c->state[1] = (uint8_t)state;
    }
}

static void fill_monotone(lt_search *search, const lt_align_matrix *m)
{
    for (size_t en = 0; en <= m->block.size[1]; en++)
        for (size_t vi = 0; vi <= m->block.size[0]; vi++) {
            lt_search_cell *c = cell(search, m, en, vi);
            *c = (lt_search_cell){{NEVER, NEVER}, {NO_MOVE, NO_MOVE}, {0, 0}, {0, 0}};
            if (en == 0 && vi == 0)
                c->score[0] = 0;
            extend_by_links(search, m, c, en, vi);
            if (vi > 0)
                extend_by_gap(m->p, cell(search, m, en, vi - 1), LEAVE_VI, c);
            if (en > 0)
                extend_by_gap(m->p, cell(search, m, en - 1, vi), LEAVE_EN, c);
        }
}

lt_status lt_search_monotone(lt_search *search, const lt_align_matrix *m, lt_raw_links *links)
{
    if (lt_search_reserve(search, m) != LT_OK)
        return LT_NO_MEMORY;
    size_t vi = m->block.size[0], en = m->block.size[1];
    memset(search->open[0], 1, vi);
    memset(search->open[1], 1, en);
    fill_monotone(search, m);
    const lt_search_cell *last = cell(search, m, en, vi);
    int state = last->score[1] > last->score[0];
    while (vi > 0 || en > 0) {
        const lt_search_cell *c = cell(search, m, en, vi);
        int move = c->move[state];
        state = c->state[state];
        if (move == LEAVE_VI) {
            vi--;
        } else if (move == LEAVE_EN) {
            en--;
        } else {
            vi -= moves[move][0];
            en -= moves[move][1];
            if (take(search, m, vi, moves[move][0], en, moves[move][1], false, links) != LT_OK)
                return LT_NO_MEMORY;
        }
    }
    return LT_OK;
}

static bool all_open(const bool *open, size_t end, size_t count)
{
    for (size_t i = end - count; i < end; i++)
        if (!open[i])
            return false;
    return true;
}

/* A chain may begin at any cell, with score 0. */
static void chain_by_links(lt_search *search, const lt_align_matrix *m, lt_search_cell *c,
                           size_t en, size_t vi)
{
    for (int k = 0; k < MOVED_MOVES; k++) {
        size_t a = moves[k][0], b = moves[k][1];
        if (a > vi || b > en || !all_open(search->open[0], vi, a) ||
            !all_open(search->open[1], en, b))
            continue;
        const lt_search_cell *from = cell(search, m, en - b, vi - a);
        float floor = -(from->score[0] > from->score[1] ? from->score[0] : from->score[1]);
        float own = lt_align_score_above(m, vi - a, a, en - b, b, floor);
        for (int state = 0; state < 2; state++) {
            bool begins = from->move[state] == NO_MOVE;
            if (begins && state == 1)
                continue;
            float score = own + (begins ? 0 : from->score[state]);
            if (score > 0 && score > c->score[0]) {
                c->score[0] = score;
                c->move[0] = (int16_t)k;
                c->state[0] = (uint8_t)state;
                c->links[0] = (uint16_t)((begins ? 0 : from->links[state]) + 1);
            }
        }
    }
}

static void chain_by_gap(const lt_align_parameters *p, const lt_search_cell *from, int move,
                         lt_search_cell *c)
{
    for (int state = 0; state < 2; state++) {
        if (from->move[state] == NO_MOVE)
            continue;
        bool opens = state == 0 || from->move[1] != move;
        float score =
            from->score[state] + p->moved_gap * (p->gap_extend + (opens ? p->gap_open : 0));
        if (score > 0 && score > c->score[1]) {
            c->score[1] = score;
            c->move[1] = (int16_t)move;
            c->state[1] = (uint8_t)state;
            c->links[1] = from->links[state];
        }
    }
}

/* What a chain that ends with this link must reach. Captions move alone, sentences seldom do. */
static float least_chain(const lt_align_matrix *m, const lt_search_cell *c, size_t vi, size_t en)
{
    if (c->links[0] > 1)
        return m->p->moved_chain;
    bool caption = m->side[0].shape[m->block.start[0] + vi - 1] &
                   m->side[1].shape[m->block.start[1] + en - 1] & LT_SHAPE_UNFINISHED;
    return caption ? m->p->moved_single / 2 : m->p->moved_single;
}

/* The end of the best chain; false when none is good enough. */
static bool find_chain(lt_search *search, const lt_align_matrix *m, size_t *end_vi, size_t *end_en)
{
    float best = 0;
    for (size_t en = 0; en <= m->block.size[1]; en++)
        for (size_t vi = 0; vi <= m->block.size[0]; vi++) {
            lt_search_cell *c = cell(search, m, en, vi);
            *c = (lt_search_cell){{0, 0}, {NO_MOVE, NO_MOVE}, {0, 0}, {0, 0}};
            if (en == 0 || vi == 0)
                continue;
            chain_by_links(search, m, c, en, vi);
            if (search->open[0][vi - 1])
                chain_by_gap(m->p, cell(search, m, en, vi - 1), LEAVE_VI, c);
            if (search->open[1][en - 1])
                chain_by_gap(m->p, cell(search, m, en - 1, vi), LEAVE_EN, c);
            if (c->move[0] == NO_MOVE)
                continue;
            float over = c->score[0] - least_chain(m, c, vi, en);
            if (over > best) {
                best = over;
                *end_vi = vi;
                *end_en = en;
            }
        }
    return best > 0;
}

/* Follows a chain back to where it begins. */
static lt_status take_chain(lt_search *search, const lt_align_matrix *m, size_t *vi, size_t *en,
                            lt_raw_links *links)
{
    int state = 0;
    for (;;) {
        const lt_search_cell *c = cell(search, m, *en, *vi);
        int move = c->move[state], before = c->state[state];
        if (move == NO_MOVE)
            return LT_OK;
        if (move == LEAVE_VI) {
            --*vi;
        } else if (move == LEAVE_EN) {
            --*en;
        } else {
            *vi -= moves[move][0];
            *en -= moves[move][1];
            if (take(search, m, *vi, moves[move][0], *en, moves[move][1], true, links) != LT_OK)
                return LT_NO_MEMORY;
        }
        state = before;
    }
}

/* Open segments that lie between a chain and what is linked otherwise, on both sides: the chain
 * vouches for links there that would not stand alone. */
static lt_status fill_slot(lt_search *search, const lt_align_matrix *m, size_t vi, size_t vi_end,
                           size_t en, size_t en_end, lt_raw_links *links)
{
    float score[SLOT_SEGMENTS + 1][SLOT_SEGMENTS + 1];
    int16_t move[SLOT_SEGMENTS + 1][SLOT_SEGMENTS + 1];
    size_t vis = vi_end - vi, ens = en_end - en;
    if (vis == 0 || ens == 0 || vis > SLOT_SEGMENTS || ens > SLOT_SEGMENTS)
        return LT_OK;
    for (size_t i = 0; i <= ens; i++)
        for (size_t j = 0; j <= vis; j++) {
            score[i][j] = i == 0 && j == 0 ? 0 : NEVER;
            move[i][j] = NO_MOVE;
            for (int k = 0; k < MOVED_MOVES; k++) {
                size_t a = moves[k][0], b = moves[k][1];
                if (a > j || b > i)
                    continue;
                float s = score[i - b][j - a] + lt_align_score(m, vi + j - a, a, en + i - b, b);
                if (s > score[i][j]) {
                    score[i][j] = s;
                    move[i][j] = (int16_t)k;
                }
            }
            if (j > 0 && score[i][j - 1] + m->p->moved_slot > score[i][j]) {
                score[i][j] = score[i][j - 1] + m->p->moved_slot;
                move[i][j] = LEAVE_VI;
            }
            if (i > 0 && score[i - 1][j] + m->p->moved_slot > score[i][j]) {
                score[i][j] = score[i - 1][j] + m->p->moved_slot;
                move[i][j] = LEAVE_EN;
            }
        }
    lt_status status = LT_OK;
    for (size_t i = ens, j = vis; (i > 0 || j > 0) && status == LT_OK;) {
        int k = move[i][j];
        if (k == LEAVE_VI) {
            j--;
        } else if (k == LEAVE_EN) {
            i--;
        } else {
            j -= moves[k][0];
            i -= moves[k][1];
            status = take(search, m, vi + j, moves[k][0], en + i, moves[k][1], true, links);
        }
    }
    return status;
}

static size_t open_until(const bool *open, size_t from, size_t size)
{
    while (from < size && open[from])
        from++;
    return from;
}

static size_t open_since(const bool *open, size_t to)
{
    while (to > 0 && open[to - 1])
        to--;
    return to;
}

lt_status lt_search_moved(lt_search *search, const lt_align_matrix *m, lt_raw_links *links)
{
    lt_status status = LT_OK;
    for (int round = 0; round < MOVED_ROUNDS && status == LT_OK; round++) {
        size_t vi_end = 0, en_end = 0;
        if (!find_chain(search, m, &vi_end, &en_end))
            break;
        size_t vi = vi_end, en = en_end;
        status = take_chain(search, m, &vi, &en, links);
        if (status == LT_OK)
            status =
                fill_slot(search, m, vi_end, open_until(search->open[0], vi_end, m->block.size[0]),
                          en_end, open_until(search->open[1], en_end, m->block.size[1]), links);
        if (status == LT_OK)
            status = fill_slot(search, m, open_since(search->open[0], vi), vi,
                               open_since(search->open[1], en), en, links);
    }
    return status;
}
