#include "tools/format/page_rows.h"

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
    for (size_t i = 0; i <= alignment->count; i++) {
        const lt_link *link = i < alignment->count ? &alignment->links[i] : NULL;
        size_t until = !link                                               ? en_count
                       : link->kind != LT_LINK_MOVED && link->en_count > 0 ? link->en
                                                                           : en;
        /* The English of moved links that stands before this row's. */
        while (en < until && links[en] != NONE) {
            const lt_link *other = &alignment->links[links[en]];
            if (other->kind == LT_LINK_MOVED)
                rows[made++] = (page_row){links[en], PAGE_EN};
            en = other->en + other->en_count;
        }
        if (!link)
            break;
        rows[made++] = (page_row){i, link->kind == LT_LINK_MOVED ? PAGE_VI : PAGE_VI | PAGE_EN};
        if (link->kind != LT_LINK_MOVED && en < link->en + link->en_count)
            en = link->en + link->en_count;
    }
    free(links);
    *count = made;
    return rows;
}
