#include "tools/common/memories.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libtext/utf8.h>

#include "tools/common/input.h"
#include "tools/common/ndjson.h"
#include "tools/common/pool.h"
#include "tools/common/tool.h"
#include "tools/format/exchange.h"
#include "tools/format/links.h"

struct memory_store {
    lt_memory *memory;
    const char *origin;
    bool in_batch;
    size_t stored, known;
    pthread_mutex_t lock;
};

static lt_memory *open_memory(const memory_settings *how, bool read_only, lt_error *error)
{
    const lt_memory_options options = {0, read_only};
    lt_memory *memory = NULL;
    (void)lt_memory_open(how->path, &options, &memory, error);
    return memory;
}

static lt_memory *need_memory(const memory_settings *how, bool read_only)
{
    lt_error error = LT_ERROR_INIT;
    lt_memory *memory = open_memory(how, read_only, &error);
    if (!memory)
        give_up("%s", error.message);
    return memory;
}

memory_store *memory_store_open(const memory_settings *how)
{
    memory_store *store = calloc(1, sizeof *store);
    if (!store || pthread_mutex_init(&store->lock, NULL) != 0)
        give_up("%s", say("no memory", "hết bộ nhớ"));
    store->memory = need_memory(how, false);
    store->origin = how->origin;
    return store;
}

static lt_status store_link(memory_store *store, const text_pair *pair, const lt_link *link,
                            const char *origin, lt_buffer texts[2], lt_error *error)
{
    bool known = false;
    lt_buffer_clear(&texts[0]);
    lt_buffer_clear(&texts[1]);
    if (links_append_text(&pair->side[0], link->vi, link->vi_count, &texts[0]) != LT_OK ||
        links_append_text(&pair->side[1], link->en, link->en_count, &texts[1]) != LT_OK)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    lt_memory_pair entry = {{texts[0].data, texts[1].data},
                            {texts[0].length, texts[1].length},
                            origin,
                            strlen(origin),
                            (int64_t)time(NULL),
                            link->score};
    lt_error own = LT_ERROR_INIT;
    lt_status status = lt_memory_put(store->memory, &entry, &known, &own);
    if (status == LT_TOO_LONG || status == LT_BAD_ARGUMENT)
        return LT_OK; /* a paragraph no one translates again, or one of signs no one sees */
    if (status != LT_OK)
        return lt_error_set(error, status, 0, "%s", own.message);
    *(known ? &store->known : &store->stored) += 1;
    return LT_OK;
}

lt_status memory_store_links(memory_store *store, const text_pair *pair, const char *origin,
                             lt_error *error)
{
    lt_buffer texts[2] = {LT_BUFFER_INIT, LT_BUFFER_INIT};
    lt_status status = LT_OK;
    pthread_mutex_lock(&store->lock);
    if (!store->in_batch) {
        status = lt_memory_begin(store->memory, error);
        store->in_batch = status == LT_OK;
    }
    for (size_t i = 0; i < pair->alignment.count && status == LT_OK; i++) {
        const lt_link *link = &pair->alignment.links[i];
        if (link->vi_count > 0 && link->en_count > 0)
            status =
                store_link(store, pair, link, store->origin ? store->origin : origin, texts, error);
    }
    pthread_mutex_unlock(&store->lock);
    lt_buffer_dispose(&texts[0]);
    lt_buffer_dispose(&texts[1]);
    return status;
}

void memory_store_commit(memory_store *store)
{
    lt_error error = LT_ERROR_INIT;
    if (store->in_batch && lt_memory_commit(store->memory, &error) != LT_OK)
        give_up("%s", error.message);
    store->in_batch = false;
}

void memory_store_close(memory_store *store)
{
    memory_store_commit(store);
    remark(say("memory: %zu new pairs, %zu known", "bộ nhớ dịch: %zu cặp mới, %zu cặp đã có"),
           store->stored, store->known);
    lt_memory_close(store->memory);
    pthread_mutex_destroy(&store->lock);
    free(store);
}

static lt_memory_query query_of(const memory_settings *how)
{
    lt_memory_query query = LT_MEMORY_QUERY_INIT;
    if (how->least)
        query.least = (int)how->least;
    if (how->most)
        query.most = (size_t)how->most;
    return query;
}

/* A field of TSV: what would end it becomes a space. */
static lt_status append_field(lt_buffer *out, const char *text, size_t length)
{
    lt_status status = lt_buffer_append(out, text, length);
    for (size_t i = out->length - length; status == LT_OK && i < out->length; i++)
        if ((unsigned char)out->data[i] < ' ')
            out->data[i] = ' ';
    return status == LT_OK ? lt_buffer_append_byte(out, '\t') : status;
}

static lt_status append_lines(lt_buffer *out, const pair_side *side, size_t segment,
                              lt_language source, const lt_memory_matches *matches)
{
    lt_status status = LT_OK;
    for (size_t i = 0; i < matches->count && status == LT_OK; i++) {
        const lt_memory_match *match = &matches->items[i];
        const lt_memory_pair *pair = &match->pair;
        status = lt_buffer_append_format(out, "%zu\t%d\t%u\t", side->index[segment], match->rate,
                                         match->numbers);
        if (status == LT_OK)
            status = links_append_text(side, segment, 1, out);
        if (status == LT_OK)
            status = lt_buffer_append_byte(out, '\t');
        for (int k = 0; k < 2 && status == LT_OK; k++) {
            int which = k ? !source : (int)source;
            status = append_field(out, pair->text[which], pair->length[which]);
        }
        if (status == LT_OK)
            status = append_field(out, pair->origin, pair->origin_length);
        if (status == LT_OK)
            out->data[out->length - 1] = '\n';
    }
    return status;
}

static void lookup_segment(const memory_settings *how, lt_memory *memory, const pair_side *side,
                           size_t segment, lt_buffer *out)
{
    lt_memory_query query = query_of(how);
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    lt_error error = LT_ERROR_INIT;
    lt_language source = (lt_language)how->source;
    const lt_align_segment *s = &side->segments[segment];
    lt_status status =
        lt_memory_lookup(memory, source, s->text, s->length, &query, &matches, &error);
    if (status == LT_TOO_LONG) {
        lt_place place =
            lt_utf8_locate(side->text.data, side->text.length, (size_t)(s->text - side->text.data));
        trouble("%s:%zu:%zu: %s", side->name, place.line, place.column, error.message);
    } else if (status != LT_OK) {
        give_up("%s: %s", side->name, error.message);
    }
    lt_buffer_clear(out);
    if (append_lines(out, side, segment, source, &matches) != LT_OK)
        give_up("%s", say("no memory", "hết bộ nhớ"));
    output_write(out->data, out->length);
    lt_memory_matches_dispose(&matches);
}

static void lookup_file(const memory_settings *how, lt_memory *memory, const char *path)
{
    text_pair texts; /* of which one side is used */
    lt_buffer out = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    pair_init(&texts);
    pair_side *side = &texts.side[how->source];
    side->name = input_name(path);
    if (!input_read_text(path, &side->text))
        exit(2);
    if (pair_split(side, (lt_language)how->source, how->segments, &error) != LT_OK)
        give_up("%s: %s", side->name, error.message);
    for (size_t i = 0; i < side->count; i++)
        lookup_segment(how, memory, side, i, &out);
    lt_buffer_dispose(&out);
    pair_dispose(&texts);
}

void memory_lookup_files(const memory_settings *how, char *const *files, int count)
{
    lt_memory *memory = need_memory(how, true);
    if (count == 0)
        lookup_file(how, memory, NULL);
    for (int i = 0; i < count; i++)
        lookup_file(how, memory, files[i]);
    lt_memory_close(memory);
}

/* A thread's own connection. */
typedef struct lookup_session {
    lt_memory *memory;
    const memory_settings *how;
} lookup_session;

static void *open_lookup(void *shared)
{
    lookup_session *session = calloc(1, sizeof *session);
    lt_error error = LT_ERROR_INIT;
    if (!session)
        return NULL;
    session->how = shared;
    session->memory = open_memory(shared, true, &error);
    if (!session->memory)
        give_up("%s", error.message);
    return session;
}

static void close_lookup(void *context)
{
    lookup_session *session = context;
    lt_memory_close(session->memory);
    free(session);
}

static lt_status append_match(lt_buffer *out, const lt_memory_match *match, lt_language source)
{
    const lt_memory_pair *pair = &match->pair;
    lt_status status = lt_buffer_append_format(
        out, "{\"rate\":%d,\"numbers\":%u,\"source\":", match->rate, match->numbers);
    if (status == LT_OK)
        status = json_append_string(out, pair->text[source], pair->length[source]);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, ",\"target\":");
    if (status == LT_OK)
        status = json_append_string(out, pair->text[!source], pair->length[!source]);
    if (status == LT_OK)
        status = lt_buffer_append_format(out, ",\"score\":%.4f,\"origin\":", pair->score);
    if (status == LT_OK)
        status = json_append_string(out, pair->origin, pair->origin_length);
    char date[32] = "";
    time_t when = (time_t)pair->date;
    struct tm utc;
    if (gmtime_r(&when, &utc))
        strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return status == LT_OK ? lt_buffer_append_format(out, ",\"date\":\"%s\"}", date) : status;
}

static lt_status answer_lookup(void *context, const json_t *record, lt_buffer *out, lt_error *error)
{
    lookup_session *session = context;
    lt_memory_query query = query_of(session->how);
    lt_language source = (lt_language)session->how->source;
    size_t length;
    const char *text = ndjson_text(record, "text", &length, error);
    if (!text)
        return LT_BAD_DATA;
    if (json_object_get(record, "source")) {
        size_t size;
        const char *name = ndjson_text(record, "source", &size, error);
        if (!name)
            return LT_BAD_DATA;
        if (strcmp(name, "vi") != 0 && strcmp(name, "en") != 0)
            return lt_error_set(error, LT_BAD_DATA, 0, "\"source\" must be \"vi\" or \"en\"");
        source = *name == 'v' ? LT_LANGUAGE_VI : LT_LANGUAGE_EN;
    }
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    lt_status status =
        lt_memory_lookup(session->memory, source, text, length, &query, &matches, error);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, "\"matches\":[");
    for (size_t i = 0; i < matches.count && status == LT_OK; i++) {
        if (i > 0)
            status = lt_buffer_append_byte(out, ',');
        if (status == LT_OK)
            status = append_match(out, &matches.items[i], source);
    }
    lt_memory_matches_dispose(&matches);
    return status == LT_OK ? lt_buffer_append_byte(out, ']') : status;
}

void memory_lookup_ndjson(const memory_settings *given)
{
    static const char *const members[] = {"text", "source", NULL};
    memory_settings own = *given;
    const ndjson_work work = {open_lookup, close_lookup, &own, answer_lookup, members, NULL};
    ndjson_run(&work);
}

void memory_export(const memory_settings *how)
{
    lt_memory *memory = need_memory(how, true);
    lt_memory_iterator *iterator;
    lt_memory_pair pair;
    lt_error error = LT_ERROR_INIT;
    lt_buffer out = LT_BUFFER_INIT;
    size_t number = 0;
    if (lt_memory_list(memory, &iterator, &error) != LT_OK)
        give_up("%s", error.message);
    lt_status status = exchange_begin_tmx("sentence", &out), next;
    if (status == LT_OK)
        status = exchange_begin_body(&out);
    while (status == LT_OK && (next = lt_memory_next(iterator, &pair, &error)) == LT_OK) {
        status = exchange_write_pair(&pair, ++number, &out);
        if (out.length > 1 << 16) {
            output_write(out.data, out.length);
            lt_buffer_clear(&out);
        }
    }
    if (status == LT_OK && next == LT_NOT_FOUND)
        status = exchange_end_tmx(&out);
    if (status != LT_OK || next != LT_NOT_FOUND)
        give_up("%s", error.message[0] ? error.message : say("no memory", "hết bộ nhớ"));
    output_write(out.data, out.length);
    lt_buffer_dispose(&out);
    lt_memory_iterator_free(iterator);
    lt_memory_close(memory);
}

static void import_file(const memory_settings *how, lt_memory *memory, const char *path)
{
    lt_buffer text = LT_BUFFER_INIT;
    lt_memory_import counts;
    lt_error error = LT_ERROR_INIT;
    lt_buffer origin = LT_BUFFER_INIT;
    size_t replaced; /* the name of a file is bytes */
    if (!input_read(path, &text))
        exit(2);
    if (lt_buffer_append_string(&origin, how->origin ? how->origin : input_name(path)) != LT_OK ||
        input_replace_invalid(&origin, &replaced) != LT_OK)
        give_up("%s", say("no memory", "hết bộ nhớ"));
    lt_status status = lt_memory_read_tmx(memory, text.data, text.length, origin.data,
                                          (int64_t)time(NULL), &counts, &error);
    if (status != LT_OK && error.line)
        give_up("%s:%zu:1: %s", input_name(path), error.line, error.message);
    if (status != LT_OK)
        give_up("%s: %s", input_name(path), error.message);
    remark(say("%s: %zu new pairs, %zu known, %zu units left out",
               "%s: %zu cặp mới, %zu cặp đã có, %zu đơn vị bị bỏ qua"),
           input_name(path), counts.stored, counts.known, counts.skipped);
    lt_buffer_dispose(&origin);
    lt_buffer_dispose(&text);
}

void memory_import(const memory_settings *how, char *const *files, int count)
{
    lt_memory *memory = need_memory(how, false);
    lt_error error = LT_ERROR_INIT;
    if (lt_memory_begin(memory, &error) != LT_OK)
        give_up("%s", error.message);
    if (count == 0)
        import_file(how, memory, NULL);
    for (int i = 0; i < count; i++)
        import_file(how, memory, files[i]);
    if (lt_memory_commit(memory, &error) != LT_OK)
        give_up("%s", error.message);
    lt_memory_close(memory);
}
