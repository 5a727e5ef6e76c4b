#include "tools/format/page_rows.h"

#include <stdbool.h>
#include <stdlib.h>

#define NONE ((size_t)-1)

/* Which link each English segment is in. */
static size_t *links_of_english(const lt_alignment *alignment, size_t en_count)
{
    size_t *links = malloc((en_count + 1) * sizeof *links);
    if (!links)
        return NULL;
    for (size_t i = 0; i <= en_count; i++)
        links[i] = NONE;
    for (size_t i = 0; i < alignment->count; i++)
        for (size_t k = 0; k < alignment->links[i].en_count; k++)
            links[alignment->links[i].en + k] = i;
    return links;
}

/* Adds rows for the English of moved links from `en` up to `until`; gives where it got to. */
static size_t add_moved(const lt_alignment *alignment, const size_t *links, size_t en, size_t until,
                        page_row *rows, size_t *made)
{
    while (en < until && links[en] != NONE) {
        const lt_link *link = &alignment->links[links[en]];
        if (link->kind == LT_LINK_MOVED)
            rows[(*made)++] = (page_row){links[en], PAGE_EN};
        en = link->en + link->en_count;
    }
    return en;
}

page_row *page_rows(const lt_alignment *alignment, size_t en_count, size_t *count)
{
    size_t *links = links_of_english(alignment, en_count);
    page_row *rows = malloc((2 * alignment->count + 1) * sizeof *rows);
    size_t made = 0, en = 0;
    if (!links || !rows) {
        free(links);
        free(rows);
        return NULL;
    }
    for (size_t i = 0; i < alignment->count; i++) {
        const lt_link *link = &alignment->links[i];
        bool moved = link->kind == LT_LINK_MOVED;
        if (!moved && link->en_count > 0)
            en = add_moved(alignment, links, en, link->en, rows, &made);
        rows[made++] = (page_row){i, moved ? PAGE_VI : PAGE_VI | PAGE_EN};
        if (!moved && en < link->en + link->en_count)
            en = link->en + link->en_count;
    }
    add_moved(alignment, links, en, en_count, rows, &made);
    free(links);
    *count = made;
    return rows;
}
