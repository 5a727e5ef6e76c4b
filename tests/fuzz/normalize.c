/* Normalization under options drawn from the first three bytes of the input. */
#include <string.h>

#include <libtext/normalize.h>
#include <libtext/utf8.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "normalize/work.h"
#include "tests/runner/target.h"

static lt_buffer normalized(const lt_buffer *text, const lt_normalize_options *options,
                            lt_changes *changes)
{
    lt_buffer out = LT_BUFFER_INIT;
    require(lt_normalize(text->data, text->length, options, &out, changes, NULL) == LT_OK);
    return out;
}

/* Words in a row without a space are looked at within 256 bytes, to see whether they are a URL or
 * code; what is longer, before or after bad bytes became three each, may be judged otherwise the
 * second time. */
static bool has_long_token(const lt_buffer *text)
{
    size_t length = 0;
    for (size_t i = 0; i < text->length && length <= 256 / 3; i++)
        length = strchr(" \t\r\n", text->data[i]) && text->data[i] ? 0 : length + 1;
    return length > 256 / 3;
}

static bool equal(const lt_buffer *a, const lt_buffer *b)
{
    return a->length == b->length && memcmp(a->data, b->data, a->length) == 0;
}

static bool is_form(const lt_buffer *text, bool decomposed)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *form =
        decomposed ? unorm2_getNFDInstance(&code) : unorm2_getNFCInstance(&code);
    UChar *units = malloc((text->length + 1) * sizeof *units);
    int32_t length;
    require(units);
    u_strFromUTF8(units, (int32_t)text->length + 1, &length, text->data, (int32_t)text->length,
                  &code);
    bool is = unorm2_isNormalized(form, units, length, &code);
    free(units);
    return is && U_SUCCESS(code);
}

/* Everything between changes is the same, and the changes are in order. */
static void check_changes(const lt_buffer *text, const lt_buffer *out, const lt_changes *changes)
{
    size_t at = 0, result_at = 0;
    for (size_t i = 0; i <= changes->count; i++) {
        const lt_change end = {text->length, 0, out->length, 0, 0, 0};
        const lt_change *c = i < changes->count ? &changes->items[i] : &end;
        require(c->start >= at && c->start - at == c->result_start - result_at);
        require(c->start + c->length <= text->length);
        require(c->result_start + c->result_length <= out->length);
        require(memcmp(text->data + at, out->data + result_at, c->start - at) == 0);
        at = c->start + c->length;
        result_at = c->result_start + c->result_length;
    }
}

static void check_stream(const lt_buffer *text, const lt_normalize_options *options,
                         const lt_buffer *wanted, size_t step)
{
    lt_buffer out = LT_BUFFER_INIT;
    lt_normalizer *stream = lt_normalizer_new(options, NULL);
    require(stream);
    for (size_t at = 0; at < text->length; at += step) {
        size_t length = text->length - at < step ? text->length - at : step;
        require(lt_normalizer_push(stream, text->data + at, length, &out, NULL, NULL) == LT_OK);
    }
    require(lt_normalizer_finish(stream, &out, NULL, NULL) == LT_OK);
    require(equal(&out, wanted));
    lt_normalizer_free(stream);
    lt_buffer_dispose(&out);
}

static lt_buffer with_scan(lt_scan_function *scan, const lt_buffer *text,
                           const lt_normalize_options *options)
{
    lt_normal_work work;
    lt_buffer out = LT_BUFFER_INIT;
    require(lt_work_init(&work, options, NULL) == LT_OK);
    work.scan = scan;
    require(lt_work_piece(&work, text->data, text->length, &out, NULL, NULL) == LT_OK);
    lt_work_dispose(&work);
    return out;
}

/* Every variant of the scan gives what looking at each word gives, wherever a vector begins. */
static void check_scans(const lt_buffer *text, const lt_normalize_options *options, size_t shift)
{
    lt_scan_function *const scans[] = {
        lt_scan_plain,
#if defined(__x86_64__)
        lt_scan_sse,
        lt_scan_avx2,
        lt_scan_avx512,
        lt_scan_vbmi
#elif defined(__aarch64__)
        lt_scan_neon
#endif
    };
    lt_buffer padded = LT_BUFFER_INIT;
    for (size_t i = 0; i < shift % 64; i++)
        lt_buffer_append_byte(&padded, 'x');
    lt_buffer_append_byte(&padded, ' ');
    lt_buffer_append(&padded, text->data, text->length);
    for (size_t i = 0; i < 160; i++)
        lt_buffer_append_byte(&padded, i % 8 ? 'x' : ' ');
    lt_buffer wanted = with_scan(lt_scan_every, &padded, options);
    for (size_t i = 0; i < sizeof scans / sizeof *scans && options->form != LT_FORM_NFD; i++) {
        if (!lt_scan_runs(scans[i]))
            continue;
        lt_buffer out = with_scan(scans[i], &padded, options);
        require(equal(&out, &wanted));
        lt_buffer_dispose(&out);
    }
    lt_buffer_dispose(&padded);
    lt_buffer_dispose(&wanted);
}

static void check_round_trip(const lt_buffer *out, lt_normalize_options options)
{
    if (options.form != LT_FORM_NFC || options.tone == LT_TONE_KEEP)
        return;
    lt_normalize_options other = options;
    other.tone = options.tone == LT_TONE_OLD ? LT_TONE_NEW : LT_TONE_OLD;
    lt_buffer there = normalized(out, &other, NULL), back = normalized(&there, &options, NULL);
    require(equal(&back, out));
    lt_buffer_dispose(&there);
    lt_buffer_dispose(&back);
    lt_normalize_options apart = options;
    apart.form = LT_FORM_NFD;
    there = normalized(out, &apart, NULL);
    back = normalized(&there, &options, NULL);
    require(equal(&back, out));
    lt_buffer_dispose(&there);
    lt_buffer_dispose(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return 0;
    lt_normalize_options options = LT_NORMALIZE_OPTIONS_INIT;
    options.form = (lt_form)(data[0] % 3);
    options.tone = (lt_tone_choice)(data[0] / 3 % 3);
    options.replace_invalid = data[0] & 0x80;
    /* Mostly whole levels; else any set of switches. */
    if (data[1] % 4 == 3)
        options.repair = ((uint32_t)data[1] * 0x10204081u ^ data[2]) & LT_CLEAN_FULL;
    else
        options.repair = data[1] % 4 == 0 ? 0 : data[1] % 4 == 1 ? LT_CLEAN_BASIC : LT_CLEAN_FULL;
    lt_buffer text = LT_BUFFER_INIT, out = LT_BUFFER_INIT;
    lt_changes changes = LT_CHANGES_INIT;
    require(lt_buffer_append(&text, (const char *)data + 3, size - 3) == LT_OK);
    lt_buffer_append_string(&out, "kept");
    lt_error error = LT_ERROR_INIT;
    if (lt_normalize(text.data, text.length, &options, &out, &changes, &error) != LT_OK) {
        require(error.status == LT_INVALID_UTF8 && !options.replace_invalid);
        require(strcmp(out.data, "kept") == 0 && changes.count == 0);
        lt_error place = LT_ERROR_INIT;
        require(lt_utf8_validate(text.data, text.length, &place) == LT_INVALID_UTF8);
        require(place.offset == error.offset);
    } else {
        memmove(out.data, out.data + 4, out.length - 3);
        out.length -= 4;
        require(lt_utf8_validate(out.data, out.length, NULL) == LT_OK);
        require(options.form == LT_FORM_NONE || is_form(&out, options.form == LT_FORM_NFD));
        check_changes(&text, &out, &changes);
        if (!has_long_token(&text)) {
            lt_buffer again = normalized(&out, &options, NULL);
            require(equal(&again, &out));
            lt_buffer_dispose(&again);
            check_round_trip(&out, options);
        }
        /* Nobody asks for the changes: marks are composed by table. */
        lt_buffer unasked = normalized(&text, &options, NULL);
        require(equal(&unasked, &out));
        lt_buffer_dispose(&unasked);
        check_stream(&text, &options, &out, (size_t)data[2] + 1);
        check_scans(&text, &options, data[2]);
    }
    lt_changes_dispose(&changes);
    lt_buffer_dispose(&text);
    lt_buffer_dispose(&out);
    return 0;
}
