/* vn-slug's lists: a registry's entries out and in, the audit of a list of URLs. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "tools/common/input.h"
#include "tools/common/ndjson.h"
#include "tools/common/pool.h"
#include "tools/common/slugs.h"
#include "tools/common/tool.h"

static lt_status append_entry(const lt_registry_entry *entry, bool json, lt_buffer *out)
{
    if (!json)
        return lt_buffer_append_format(out, "%s\t%s\n", entry->slug, entry->target);
    static const char *const names[] = {"{\"key\":", ",\"slug\":", ",\"wanted\":", ",\"target\":"};
    const char *const values[] = {entry->key, entry->slug, entry->wanted, entry->target};
    lt_status status = LT_OK;
    for (int i = 0; i < 4 && status == LT_OK; i++) {
        status = lt_buffer_append_string(out, names[i]);
        if (status == LT_OK)
            status = json_append_string(out, values[i], strlen(values[i]));
    }
    if (status == LT_OK)
        status = lt_buffer_append_format(out, ",\"since\":%" PRId64 ",\"current\":%s}\n",
                                         entry->since, entry->current ? "true" : "false");
    return status;
}

void slug_list(slug_settings *all, lt_registry_view view, bool json)
{
    lt_error error = LT_ERROR_INIT;
    lt_registry_iterator *iterator;
    lt_registry_entry entry;
    lt_buffer out = LT_BUFFER_INIT;
    size_t key_length = all->key ? strlen(all->key) : 0;
    lt_status status =
        lt_registry_list(all->registry, view, all->key, key_length, &iterator, &error);
    if (status != LT_OK)
        give_up("%s", error.message);
    while ((status = lt_registry_next(iterator, &entry, &error)) == LT_OK &&
           append_entry(&entry, json, &out) == LT_OK)
        if (out.length > 1 << 16) {
            output_write(out.data, out.length);
            lt_buffer_clear(&out);
        }
    output_write(out.data, out.length);
    if (status != LT_NOT_FOUND)
        give_up("%s", error.message[0] ? error.message : "out of memory");
    lt_buffer_dispose(&out);
    lt_registry_iterator_free(iterator);
}

static bool import_line(slug_settings *all, const char *line, size_t length, lt_error *error)
{
    json_error_t problem;
    json_t *record = json_loadb(line, length, JSON_REJECT_DUPLICATES, &problem);
    const char *const names[] = {"key", "slug", "wanted"};
    const char *values[3];
    size_t lengths[3];
    bool good = json_is_object(record);
    if (!good)
        lt_error_set(error, LT_BAD_DATA, 0, "not a JSON object: %s", problem.text);
    for (int i = 0; i < 3 && good; i++)
        good = (values[i] = ndjson_text(record, names[i], &lengths[i], error)) != NULL;
    const json_t *since = json_object_get(record, "since");
    const json_t *current = json_object_get(record, "current");
    if (good && (!json_is_integer(since) || !json_is_boolean(current))) {
        lt_error_set(error, LT_BAD_DATA, 0, "since must be a number and current true or false");
        good = false;
    }
    if (good)
        good = lt_registry_put(all->registry, values[0], lengths[0], values[1], lengths[1],
                               values[2], lengths[2], json_integer_value(since),
                               json_is_true(current), error) == LT_OK;
    json_decref(record);
    return good;
}

/* All of the file or, when a line is wrong, none of it. */
void slug_import(slug_settings *all, const char *path)
{
    lt_error error = LT_ERROR_INIT;
    FILE *file = path && strcmp(path, "-") != 0 ? fopen(path, "r") : stdin;
    if (!file)
        give_up("%s: %s", input_name(path), say("cannot be opened", "không mở được"));
    if (lt_registry_begin(all->registry, &error) != LT_OK)
        give_up("%s", error.message);
    char *line = NULL;
    size_t room = 0, number = 0;
    for (ssize_t length; (length = getline(&line, &room, file)) > 0;) {
        number++;
        if (!import_line(all, line, (size_t)length, &error)) {
            lt_registry_rollback(all->registry);
            give_up("%s:%zu:1: %s", input_name(path), number, error.message);
        }
    }
    bool failed = ferror(file) != 0;
    free(line);
    if (file != stdin)
        fclose(file);
    if (failed || lt_registry_commit(all->registry, &error) != LT_OK)
        give_up("%s: %s", input_name(path), failed ? "read error" : error.message);
}
