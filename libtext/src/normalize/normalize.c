#define _GNU_SOURCE /* memrchr */

#include <libtext/normalize.h>

#include <stdlib.h>
#include <string.h>

#include <unicode/unorm2.h>

#include <libtext/utf8.h>

#include "work.h"

static bool options_known(const lt_normalize_options *options)
{
    const uint32_t switches =
        LT_CLEAN_FULL; /* every code but FORM, TONE_STYLE and INVALID, which have options */
    return (unsigned)options->form <= LT_FORM_NONE && (unsigned)options->tone <= LT_TONE_KEEP &&
           (options->repair & ~switches) == 0;
}

lt_status lt_work_init(lt_normal_work *work, const lt_normalize_options *options, lt_error *error)
{
    static const lt_normalize_options defaults = LT_NORMALIZE_OPTIONS_INIT;
    UErrorCode code = U_ZERO_ERROR;
    memset(work, 0, offsetof(lt_normal_work, chunk));
    work->chunk.blocks = 0;
    work->options = options ? *options : defaults;
    lt_buffer *const buffers[] = {&work->stripped,   &work->composed, &work->repaired,
                                  &work->formed,     &work->joined,   &work->cleaned,
                                  &work->precomposed};
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        lt_buffer_init(buffers[i], 0);
    if (!options_known(&work->options))
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "unknown normalization option");
    work->nfc = unorm2_getNFCInstance(&code);
    work->nfd = unorm2_getNFDInstance(&code);
    if (U_FAILURE(code))
        return lt_error_set(error, LT_NO_MEMORY, 0, "no memory for the normalizer");
    work->scan = work->options.form == LT_FORM_NFD ? lt_scan_ascii : lt_scan_best();
    return LT_OK;
}

void lt_work_reset(lt_normal_work *work)
{
    work->consumed = work->produced = 0;
    work->mid_word = work->mid_line = work->in_fence = false;
}

void lt_work_dispose(lt_normal_work *work)
{
    lt_buffer_dispose(&work->stripped);
    lt_buffer_dispose(&work->composed);
    lt_buffer_dispose(&work->repaired);
    lt_buffer_dispose(&work->formed);
    lt_buffer_dispose(&work->joined);
    lt_buffer_dispose(&work->cleaned);
    lt_buffer_dispose(&work->precomposed);
    lt_changes_dispose(&work->first);
    lt_changes_dispose(&work->second);
    free(work->units);
    free(work->marks);
    work->units = NULL;
    work->marks = NULL;
}

/* May the text be cut before `at` without changing its forms? */
static bool may_cut(const lt_normal_work *work, const char *text, size_t at, size_t length)
{
    uint32_t c;
    size_t size = lt_utf8_decode(text + at, length - at, &c);
    if (((unsigned char)text[at] & 0xC0) == 0x80 || text[at] == '\n')
        return false;
    return size == 0 ||
           (unorm2_hasBoundaryBefore(work->nfc, (UChar32)c) &&
            unorm2_hasBoundaryBefore(work->nfd, (UChar32)c) && lt_kind(c) != LT_KIND_IGNORABLE);
}

/* Behind the last line end, else the last space, of the first piece's worth; 0 for neither. */
static size_t cut_at_space(const char *text)
{
    const char *last = memrchr(text, '\n', LT_NORMALIZE_PIECE);
    if (!last)
        last = memrchr(text, ' ', LT_NORMALIZE_PIECE);
    return last ? (size_t)(last - text) + 1 : 0;
}

lt_status lt_work_cut(lt_normal_work *work, const char *text, size_t length, bool final,
                      size_t *end, lt_error *error)
{
    *end = final ? length : 0;
    if (length < LT_NORMALIZE_PIECE + 4)
        return LT_OK;
    *end = cut_at_space(text);
    for (size_t at = LT_NORMALIZE_PIECE; *end == 0 && at > LT_NORMALIZE_PIECE / 2; at--)
        if (may_cut(work, text, at, length))
            *end = at;
    /* A character may be cut off at the end of what has come yet. */
    size_t known = final || length < 4 ? length : length - 4;
    for (size_t at = LT_NORMALIZE_PIECE + 1; *end == 0; at++) {
        if (at > LT_NORMALIZE_SEQUENCE_MAXIMUM)
            return lt_error_set(error, LT_TOO_LONG, work->consumed,
                                "a sequence of combining characters longer than %zu bytes",
                                LT_NORMALIZE_SEQUENCE_MAXIMUM);
        if (at >= known) {
            *end = final ? length : 0;
            break;
        }
        if (may_cut(work, text, at, length))
            *end = at;
    }
    return LT_OK;
}

/* The first control in [at, end), which the scan steps over; `end` when there is none. */
static size_t find_control(const lt_normal_work *work, size_t at, size_t end)
{
    for (; at < end; at++)
        if ((unsigned char)work->text[at] < ' ' || work->text[at] == 0x7F)
            if (lt_kind((unsigned char)work->text[at]) == LT_KIND_CONTROL)
                break;
    return at;
}

/* Behind the last line end, else the last space, in [from, at); SIZE_MAX when there is neither. */
static size_t space_before(const char *text, size_t from, size_t at)
{
    size_t space = SIZE_MAX;
    for (; at > from; at--) {
        if (text[at - 1] == '\n')
            return at;
        if (text[at - 1] == ' ' && space == SIZE_MAX)
            space = at;
    }
    return space;
}

/*
 * At a mark, the rest of the piece is composed by table at once where nobody asks what was changed,
 * instead of word by word. True when work->text is that now.
 */
static bool precompose(lt_normal_work *work, size_t done, size_t stop, lt_status *status)
{
    if (work->options.form != LT_FORM_NFC || work->changes || work->is_precomposed ||
        (unsigned char)work->text[stop] != 0xCC)
        return false;
    size_t cut = space_before(work->text, done, stop);
    if (cut == SIZE_MAX || cut < work->protected_until)
        return false;
    size_t rest = work->length - cut;
    *status = lt_work_copy(work, cut);
    lt_buffer_clear(&work->precomposed);
    if (*status == LT_OK)
        *status = lt_buffer_reserve(&work->precomposed, rest + 8);
    if (*status != LT_OK)
        return true;
    work->mid_line = work->text[cut - 1] != '\n';
    work->mid_word = false;
    work->length = lt_compose_piece(work->text + cut, rest, work->precomposed.data);
    work->text = work->precomposed.data;
    work->copied = work->stored = 0;
    work->chunk.blocks = 0;
    work->protected_until = 0;
    work->is_precomposed = true;
    return true;
}

/* Where the byte at `at` will stand in the output if nothing before it is changed any more, with
 * room for the rest of the piece; what lies between is stored. NULL when there is no such room. */
static char *place_for(lt_normal_work *work, size_t at)
{
    lt_buffer *out = work->out;
    const char *data = out->data;
    size_t wanted = work->length - work->copied + LT_SCAN_SPILL;
    size_t read = work->chunk.blocks ? work->chunk.end : 0, until = read > at ? read : at;
    lt_status status = lt_buffer_reserve(out, wanted);
    if (status != LT_OK || out->data != data)
        work->stored = work->copied;
    if (status != LT_OK)
        return NULL;
    char *place = out->data + out->length;
    if (work->stored < until) {
        memcpy(place + (work->stored - work->copied), work->text + work->stored,
               until - work->stored);
        work->stored = until;
    }
    return place + (at - work->copied);
}

static lt_status do_piece(lt_normal_work *work)
{
    for (size_t at = 0;;) {
        char *copy = place_for(work, at);
        size_t stop =
            work->scan(work->text, at, work->length, work->options.tone, copy, &work->chunk);
        if (copy)
            work->stored = work->chunk.blocks && work->chunk.end > stop ? work->chunk.end : stop;
        if (work->options.repair & LT_REPAIR(LT_CHANGE_CONTROL))
            stop = find_control(work, at, stop);
        if (stop >= work->length)
            break;
        lt_status status = LT_OK;
        if (precompose(work, at, stop, &status))
            at = 0;
        else
            status = lt_run(work, stop, &at);
        if (status != LT_OK)
            return status;
    }
    return lt_work_copy(work, work->length);
}

static void begin_pass(lt_normal_work *work, const char *text, size_t length, lt_buffer *out,
                       lt_changes *changes)
{
    work->text = text;
    work->length = length;
    work->copied = work->stored = 0;
    work->chunk.blocks = 0;
    work->protected_until = work->in_fence ? length : 0;
    work->out = out;
    work->out_start = out->length;
    work->changes = changes;
    work->is_precomposed = false;
}

#define HOUSE_STYLE                                                                                \
    (LT_REPAIR(LT_CHANGE_LINE_END) | LT_REPAIR(LT_CHANGE_SPACING) | LT_REPAIR(LT_CHANGE_QUOTE) |   \
     LT_REPAIR(LT_CHANGE_DASH) | LT_REPAIR(LT_CHANGE_ELLIPSIS))

/* Both passes over a piece: characters and words, then house style over what came out. */
static lt_status do_both(lt_normal_work *work, const char *text, size_t length, lt_buffer *out,
                         lt_changes *changes)
{
    bool in_fence = work->in_fence, mid_line = work->mid_line;
    size_t consumed = work->consumed;
    work->first.count = work->second.count = 0;
    lt_buffer_clear(&work->cleaned);
    begin_pass(work, text, length, &work->cleaned, changes ? &work->first : NULL);
    size_t produced = work->produced;
    work->produced = consumed;
    lt_status status = do_piece(work);
    work->produced = produced;
    if (status != LT_OK)
        return status;
    /* Both lists count the text between the passes as if it began at `consumed`. */
    work->in_fence = in_fence;
    work->mid_line = mid_line;
    begin_pass(work, work->cleaned.data, work->cleaned.length, out, changes ? &work->second : NULL);
    status = lt_house_piece(work);
    if (status != LT_OK || !changes)
        return status;
    size_t index = changes->count;
    status = lt_changes_join(&work->first, &work->second, changes);
    for (; index < changes->count; index++)
        changes->items[index].result_start += work->produced - consumed;
    return status;
}

static bool ends_word(const char *text, size_t length)
{
    return length == 0 || (unsigned char)text[length - 1] <= ' ';
}

lt_status lt_work_piece(lt_normal_work *work, const char *text, size_t length, lt_buffer *out,
                        lt_changes *changes, lt_error *error)
{
    lt_status status;
    size_t out_start = out->length;
    if (work->options.repair & HOUSE_STYLE) {
        status = do_both(work, text, length, out, changes);
    } else {
        begin_pass(work, text, length, out, changes);
        status = do_piece(work);
    }
    if (status == LT_INVALID_UTF8) {
        /* The place in the text as it came, which may have been composed since. */
        lt_error place = LT_ERROR_INIT;
        lt_utf8_validate(text, length, &place);
        return lt_error_set(error, status, work->consumed + place.offset, "%s", place.message);
    }
    if (status != LT_OK)
        return lt_error_set(error, status, work->consumed, "%s",
                            status == LT_TOO_LONG ? "the output buffer is full" : "no memory");
    work->consumed += length;
    work->produced += out->length - out_start;
    if (length > 0) {
        work->mid_word = !ends_word(text, length);
        work->mid_line = text[length - 1] != '\n';
    }
    return LT_OK;
}

lt_status lt_normalize(const char *text, size_t length, const lt_normalize_options *options,
                       lt_buffer *out, lt_changes *changes, lt_error *error)
{
    lt_normal_work work;
    size_t out_length = out->length, change_count = changes ? changes->count : 0;
    lt_status status = lt_work_init(&work, options, error);
    if (status == LT_OK && length > 0 &&
        lt_buffer_reserve(out, length + LT_SCAN_SPILL) == LT_NO_MEMORY)
        status = lt_error_set(error, LT_NO_MEMORY, 0, "no memory");
    for (size_t at = 0, piece; status == LT_OK && at < length; at += piece) {
        piece = 0;
        status = lt_work_cut(&work, text + at, length - at, true, &piece, error);
        if (status == LT_OK)
            status = lt_work_piece(&work, text + at, piece, out, changes, error);
    }
    lt_work_dispose(&work);
    if (status != LT_OK) {
        lt_buffer_truncate(out, out_length);
        if (changes)
            changes->count = change_count;
    }
    return status;
}

struct lt_normalizer {
    lt_normal_work work;
    lt_buffer pending; /* input not yet worked on */
    size_t wanted;     /* how long it must be before another try to cut it */
    lt_status status;
};

lt_normalizer *lt_normalizer_new(const lt_normalize_options *options, lt_error *error)
{
    lt_normalizer *normalizer = calloc(1, sizeof *normalizer);
    if (!normalizer) {
        lt_error_set(error, LT_NO_MEMORY, 0, "no memory");
        return NULL;
    }
    lt_buffer_init(&normalizer->pending, 0);
    if (lt_work_init(&normalizer->work, options, error) != LT_OK) {
        lt_normalizer_free(normalizer);
        return NULL;
    }
    return normalizer;
}

void lt_normalizer_free(lt_normalizer *normalizer)
{
    if (!normalizer)
        return;
    lt_work_dispose(&normalizer->work);
    lt_buffer_dispose(&normalizer->pending);
    free(normalizer);
}

void lt_normalizer_reset(lt_normalizer *normalizer)
{
    lt_work_reset(&normalizer->work);
    lt_buffer_clear(&normalizer->pending);
    normalizer->wanted = 0;
    normalizer->status = LT_OK;
}

/* Works on all whole pieces of `text`; *used tells how far. */
static lt_status drain(lt_normalizer *normalizer, const char *text, size_t length, bool final,
                       size_t *used, lt_buffer *out, lt_changes *changes, lt_error *error)
{
    *used = 0;
    while (*used < length) {
        size_t piece = 0;
        lt_status status =
            lt_work_cut(&normalizer->work, text + *used, length - *used, final, &piece, error);
        if (status != LT_OK || piece == 0)
            return status;
        status = lt_work_piece(&normalizer->work, text + *used, piece, out, changes, error);
        if (status != LT_OK)
            return status;
        *used += piece;
    }
    return LT_OK;
}

/* Text goes through the buffer until what is pending is done; the rest is worked on where it lies.
 */
static lt_status push_pending(lt_normalizer *normalizer, const char **text, size_t *length,
                              lt_buffer *out, lt_changes *changes, lt_error *error)
{
    lt_buffer *pending = &normalizer->pending;
    while (pending->length > 0 && *length > 0) {
        size_t part = *length < LT_NORMALIZE_PIECE ? *length : LT_NORMALIZE_PIECE;
        size_t before = pending->length, used = 0;
        lt_status status = lt_buffer_append(pending, *text, part);
        if (status != LT_OK)
            return lt_error_set(error, status, normalizer->work.consumed, "no memory");
        *text += part;
        *length -= part;
        if (pending->length < normalizer->wanted)
            continue;
        status =
            drain(normalizer, pending->data, pending->length, false, &used, out, changes, error);
        if (status != LT_OK)
            return status;
        normalizer->wanted = used ? 0 : pending->length + LT_NORMALIZE_PIECE;
        if (used >= before) {
            /* What is left in the buffer stands before *text too. */
            *text -= pending->length - used;
            *length += pending->length - used;
            lt_buffer_clear(pending);
        } else if (used > 0) {
            memmove(pending->data, pending->data + used, pending->length - used);
            lt_buffer_truncate(pending, pending->length - used);
        }
    }
    return LT_OK;
}

static lt_status push(lt_normalizer *normalizer, const char *text, size_t length, lt_buffer *out,
                      lt_changes *changes, lt_error *error)
{
    size_t used = 0;
    lt_status status = push_pending(normalizer, &text, &length, out, changes, error);
    if (status != LT_OK || length == 0)
        return status;
    status = drain(normalizer, text, length, false, &used, out, changes, error);
    if (status == LT_OK &&
        lt_buffer_append(&normalizer->pending, text + used, length - used) != LT_OK)
        status = lt_error_set(error, LT_NO_MEMORY, normalizer->work.consumed, "no memory");
    return status;
}

/* A call that failed leaves nothing of its own behind. */
static lt_status settle(lt_normalizer *normalizer, lt_status status, size_t out_length,
                        lt_buffer *out, size_t change_count, lt_changes *changes)
{
    normalizer->status = status;
    if (status != LT_OK) {
        lt_buffer_truncate(out, out_length);
        if (changes)
            changes->count = change_count;
    }
    return status;
}

lt_status lt_normalizer_push(lt_normalizer *normalizer, const char *text, size_t length,
                             lt_buffer *out, lt_changes *changes, lt_error *error)
{
    size_t out_length = out->length, change_count = changes ? changes->count : 0;
    if (normalizer->status != LT_OK)
        return lt_error_set(error, normalizer->status, 0, "the stream met an error before");
    lt_status status = push(normalizer, text, length, out, changes, error);
    return settle(normalizer, status, out_length, out, change_count, changes);
}

lt_status lt_normalizer_finish(lt_normalizer *normalizer, lt_buffer *out, lt_changes *changes,
                               lt_error *error)
{
    size_t used, out_length = out->length, change_count = changes ? changes->count : 0;
    if (normalizer->status != LT_OK)
        return lt_error_set(error, normalizer->status, 0, "the stream met an error before");
    lt_status status = drain(normalizer, normalizer->pending.data, normalizer->pending.length, true,
                             &used, out, changes, error);
    if (status == LT_OK)
        lt_normalizer_reset(normalizer);
    return settle(normalizer, status, out_length, out, change_count, changes);
}
