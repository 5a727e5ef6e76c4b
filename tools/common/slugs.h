/* What vn-slug's parts share: its options, a thread's session, the registry's batch. */
#ifndef TOOLS_COMMON_SLUGS_H
#define TOOLS_COMMON_SLUGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libtext/buffer.h>
#include <libtext/registry.h>
#include <libtext/slug.h>

typedef struct slug_settings {
    lt_slug_options options;
    const char *template_text; /* NULL: none */
    const char *date;          /* of {date} */
    const char *key;           /* NULL: each record's own */
    lt_registry *registry;     /* NULL: none */
    bool in_batch;
    int64_t now;
} slug_settings;

/* A thread's. */
typedef struct slug_session {
    slug_settings *settings;
    lt_slugger *slugger;
    lt_buffer slug, scratch;
} slug_session;

/* pool_work's calls; `shared` is the slug_settings. */
void *slug_session_open(void *shared);
void slug_session_close(void *session);
/* Commits the registry's batch; what was not committed may not be shown. */
void slug_commit(void *shared);

/*
 * The slug of a title, through the registry when there is one -> session->slug. `id` is for
 * {id}; `key` NULL is the id, and when that is NULL too the title itself.
 */
lt_status slug_make(slug_session *session, const char *title, size_t length, const char *key,
                    size_t key_length, lt_error *error);

/* Appends what is printed for session->slug: itself, or the filled-in template. */
lt_status slug_append_url(const slug_session *session, const char *id, lt_buffer *out,
                          lt_error *error);

/* The stream of --ndjson. */
void slug_ndjson(slug_settings *settings);

/* --check: reports on a list of URLs, one a line; true when something was found. */
bool slug_audit(slug_settings *settings, const char *path);

/* --redirects, --history, --export: writes the registry's entries; --import reads them. */
void slug_list(slug_settings *settings, lt_registry_view view, bool json);
void slug_import(slug_settings *settings, const char *path);

#endif
