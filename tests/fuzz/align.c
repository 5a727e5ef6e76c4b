/* Alignment of whatever lines: every segment in exactly one link, the same links a second time.
 * Lines before the first 0x01 byte are Vietnamese, the others English; the first byte gives flags,
 * and whether the lines come again and again, so that the pair is long enough to be cut.
 */
#include <stdbool.h>
#include <string.h>

#include <libtext/align.h>
#include <libtext/utf8.h>

#include "tests/runner/target.h"

#ifdef LT_BLOCK_WHOLE /* a build that cuts shorter pairs */
enum { MOST = 256, LONG = 30 };
#else
enum { MOST = 256, LONG = 100 };
#endif

static size_t cut(const char *text, size_t length, lt_align_segment segments[MOST])
{
    size_t count = 0, paragraph = 0;
    for (size_t start = 0; start < length && count < MOST;) {
        const char *end = memchr(text + start, '\n', length - start);
        size_t stop = end ? (size_t)(end - text) : length;
        if (stop == start)
            paragraph++;
        else
            segments[count++] = (lt_align_segment){text + start, stop - start, paragraph};
        start = stop + 1;
    }
    return count;
}

/* The segments over again until there are LONG and more of them. */
static size_t again(lt_align_segment segments[MOST], size_t count)
{
    for (size_t i = 0; count > 0 && count < LONG; i++)
        segments[count++] = segments[i];
    return count;
}

static void check(const lt_alignment *a, size_t vi_count, size_t en_count)
{
    bool vi[MOST] = {false}, en[MOST] = {false};
    size_t seen = 0;
    for (size_t i = 0; i < a->count; i++) {
        const lt_link *l = &a->links[i];
        require(l->score >= 0 && l->score <= 1);
        for (size_t k = 0; k < l->vi_count; k++, seen++) {
            require(l->vi + k < vi_count && !vi[l->vi + k]);
            vi[l->vi + k] = true;
        }
        for (size_t k = 0; k < l->en_count; k++, seen++) {
            require(l->en + k < en_count && !en[l->en + k]);
            en[l->en + k] = true;
        }
    }
    require(seen == vi_count + en_count);
}

static bool same(const lt_link *a, const lt_link *b)
{
    return a->vi == b->vi && a->vi_count == b->vi_count && a->en == b->en &&
           a->en_count == b->en_count && a->kind == b->kind &&
           memcmp(&a->score, &b->score, sizeof a->score) == 0;
}

static lt_lexicon *lexicon(void)
{
    static const char list[] = "a\tb\t0.5\nb c\td\t0.9\nđ\te f\t0.3\n1\tone\t0.7\n";
    static lt_lexicon *made;
    lt_lexicon_builder *builder;
    if (made)
        return made;
    require(lt_lexicon_builder_new(&builder, NULL) == LT_OK);
    require(lt_lexicon_builder_read(builder, list, sizeof list - 1, LT_LEXICON_USER, NULL) ==
            LT_OK);
    require(lt_lexicon_builder_finish(builder, &made, NULL) == LT_OK);
    lt_lexicon_builder_free(builder);
    return made;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const char *text = (const char *)data + 1;
    size_t length = size - 1;
    const char *bar = memchr(text, 1, length);
    size_t middle = bar ? (size_t)(bar - text) : length;
    size_t rest = bar ? middle + 1 : length;
    lt_align_segment vi[MOST], en[MOST];
    size_t vi_count = cut(text, middle, vi), en_count = cut(text + rest, length - rest, en);
    if (data[0] >> 2 == 0x3F) {
        vi_count = again(vi, vi_count);
        en_count = again(en, en_count);
    }
    const lt_lexicon *lexicons[] = {lexicon()};
    lt_align_options options = {data[0] & 1};
    lt_aligner *aligner;
    lt_alignment once = LT_ALIGNMENT_INIT, twice = LT_ALIGNMENT_INIT;
    require(lt_aligner_new(lexicons, data[0] >> 1 & 1, &aligner, NULL) == LT_OK);
    lt_status status = lt_aligner_run(aligner, vi, vi_count, en, en_count, &options, &once, NULL);
    bool valid = true;
    for (size_t i = 0; i < vi_count; i++)
        valid = valid && lt_utf8_validate(vi[i].text, vi[i].length, NULL) == LT_OK;
    for (size_t i = 0; i < en_count; i++)
        valid = valid && lt_utf8_validate(en[i].text, en[i].length, NULL) == LT_OK;
    require(status == (valid ? LT_OK : LT_INVALID_UTF8));
    if (status == LT_OK) {
        check(&once, vi_count, en_count);
        require(lt_aligner_run(aligner, vi, vi_count, en, en_count, &options, &twice, NULL) ==
                LT_OK);
        require(once.count == twice.count);
        for (size_t i = 0; i < once.count; i++)
            require(same(&once.links[i], &twice.links[i]));
    }
    lt_alignment_dispose(&once);
    lt_alignment_dispose(&twice);
    lt_aligner_free(aligner);
    return 0;
}
