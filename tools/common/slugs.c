/* Slugs for records and lines: sessions, the registry's batches, the NDJSON stream. */
#include "tools/common/slugs.h"

#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "tools/common/flat.h"
#include "tools/common/ndjson.h"
#include "tools/common/tool.h"

void *slug_session_open(void *shared)
{
    slug_session *session = calloc(1, sizeof *session);
    lt_error error = LT_ERROR_INIT;
    if (!session)
        return NULL;
    session->settings = shared;
    lt_buffer_init(&session->slug, 0);
    lt_buffer_init(&session->scratch, 0);
    if (lt_slugger_new(&session->settings->options, &session->slugger, &error) != LT_OK)
        give_up("%s", error.message);
    return session;
}

void slug_session_close(void *context)
{
    slug_session *session = context;
    lt_slugger_free(session->slugger);
    lt_buffer_dispose(&session->slug);
    lt_buffer_dispose(&session->scratch);
    free(session);
}

void slug_commit(void *shared)
{
    slug_settings *all = shared;
    lt_error error = LT_ERROR_INIT;
    if (!all->in_batch)
        return;
    all->in_batch = false;
    if (lt_registry_commit(all->registry, &error) != LT_OK)
        give_up("%s", error.message);
}

static lt_status give(slug_session *session, const char *key, size_t length, lt_error *error)
{
    slug_settings *all = session->settings;
    lt_registry_claim claim;
    /* A registry that fails has no slugs to show: the batch is lost as a whole. */
    if (!all->in_batch && lt_registry_begin(all->registry, error) != LT_OK)
        give_up("%s", error->message);
    all->in_batch = true;
    lt_status status =
        lt_registry_give(all->registry, session->slugger, key, length, session->slug.data,
                         session->slug.length, all->now, &claim, error);
    if (status == LT_IO || status == LT_NO_MEMORY)
        give_up("%s", error->message);
    if (status != LT_OK)
        return status;
    lt_buffer_clear(&session->slug);
    return lt_buffer_append_string(&session->slug, claim.slug);
}

lt_status slug_make(slug_session *session, const char *title, size_t length, const char *key,
                    size_t key_length, lt_error *error)
{
    lt_buffer_clear(&session->slug);
    lt_status status = lt_slug(session->slugger, title, length, &session->slug, error);
    if (status != LT_OK || !session->settings->registry)
        return status;
    return key ? give(session, key, key_length, error) : give(session, title, length, error);
}

lt_status slug_append_url(const slug_session *session, const char *id, lt_buffer *out,
                          lt_error *error)
{
    const slug_settings *all = session->settings;
    if (!all->template_text)
        return lt_buffer_append(out, session->slug.data, session->slug.length);
    return lt_slug_template(all->template_text, session->slug.data, id, all->date, out, error);
}

/* `"slug":"…"` and, with a template, `,"url":"…"`. */
static lt_status append_members(slug_session *session, const char *id, lt_buffer *out,
                                lt_error *error)
{
    lt_status status = lt_buffer_append(out, "\"slug\":\"", 8);
    if (status == LT_OK)
        status = lt_buffer_append(out, session->slug.data, session->slug.length);
    if (status == LT_OK)
        status = lt_buffer_append_byte(out, '"');
    if (status != LT_OK || !session->settings->template_text)
        return status;
    lt_buffer_clear(&session->scratch);
    status = slug_append_url(session, id, &session->scratch, error);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, ",\"url\":");
    return status == LT_OK ? json_append_string(out, session->scratch.data, session->scratch.length)
                           : status;
}

static lt_status answer(void *context, const json_t *record, lt_buffer *out, lt_error *error)
{
    slug_session *session = context;
    size_t length, key_length = 0;
    const char *title = ndjson_text(record, "title", &length, error), *key = NULL;
    if (!title)
        return error->status;
    const json_t *id = json_object_get(record, "id");
    lt_buffer id_text = LT_BUFFER_INIT;
    lt_status status = LT_OK;
    if (json_is_string(id))
        status = lt_buffer_append(&id_text, json_string_value(id), json_string_length(id));
    else if (id)
        status = json_append_value(&id_text, id);
    if (json_object_get(record, "key")) {
        key = ndjson_text(record, "key", &key_length, error);
        if (!key)
            status = error->status;
    } else if (id) {
        key = id_text.data;
        key_length = id_text.length;
    }
    if (status == LT_OK)
        status = slug_make(session, title, length, key, key_length, error);
    if (status == LT_OK)
        status = append_members(session, id ? id_text.data : NULL, out, error);
    lt_buffer_dispose(&id_text);
    return status;
}

/* A flat record of id, title and key, whose answer needs no JSON library: a sixth of the time. */
static bool answer_fast(void *context, const char *line, size_t length, lt_buffer *out)
{
    slug_session *session = context;
    flat_member members[3] = {{.name = "id", .plain = true}, {.name = "title"}, {.name = "key"}};
    const flat_member *id = &members[0], *title = &members[1], *key = &members[2];
    if (session->settings->template_text ||
        !flat_read(line, length, members, 3, &session->scratch) || !id->present ||
        !title->present || title->token[0] != '"' || (key->present && key->token[0] != '"'))
        return false;
    const flat_member *owner = key->present ? key : id;
    if (lt_utf8_validate(owner->text, owner->length, NULL) != LT_OK ||
        slug_make(session, title->text, title->length, owner->text, owner->length, NULL) != LT_OK)
        return false;
    size_t start = out->length;
    if (lt_buffer_append(out, "{\"id\":", 6) == LT_OK &&
        lt_buffer_append(out, id->token, id->token_length) == LT_OK &&
        lt_buffer_append(out, ",\"slug\":\"", 9) == LT_OK &&
        lt_buffer_append(out, session->slug.data, session->slug.length) == LT_OK &&
        lt_buffer_append(out, "\"}\n", 3) == LT_OK)
        return true;
    lt_buffer_truncate(out, start);
    return false;
}

void slug_ndjson(slug_settings *all)
{
    static const char *const members[] = {"title", "key", NULL};
    ndjson_work work = {.open = slug_session_open,
                        .close = slug_session_close,
                        .shared = all,
                        .answer = answer,
                        .members = members,
                        .fast = answer_fast};
    ndjson_run_batches(&work, slug_commit);
}
