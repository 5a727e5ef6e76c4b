/* Making a slug: the fast pass where it suffices, else the long way of passes; then the fixed
 * parts.
 */
#include <stdlib.h>
#include <string.h>

#include <unicode/utrans.h>

#include <libtext/utf8.h>

#include "slugger.h"

#define FLAGS (LT_SLUG_SYMBOL_WORDS | LT_SLUG_KEEP_UNICODE | LT_SLUG_DROP_VI | LT_SLUG_DROP_EN)

/* Reserved slugs are few; a list that holds a slug with all its numbers is a mistake. */
#define NUMBER_MAXIMUM 100000ul

bool lt_slug_is_slug(const char *text, size_t length, char separator)
{
    bool any = false, before = false;
    for (size_t i = 0; i < length; i++) {
        bool letter = lt_slug_ascii_alnum((unsigned char)text[i]);
        if (!letter && (text[i] != separator || !before))
            return false;
        any = any || !letter;
        before = letter;
    }
    return any && before;
}

static lt_status read_title(lt_slugger *slugger, const char *title, size_t length, lt_error *error)
{
    slugger->now.count = 0;
    slugger->next.count = 0;
    lt_status status = lt_codepoints_read(&slugger->now, title, length, error);
    if (status == LT_OK)
        status = lt_slug_compose(slugger, error);
    if (status == LT_OK)
        status = lt_slug_replace(slugger, error);
    if (status == LT_OK)
        status = lt_slug_spell_symbols(slugger, error);
    if (status == LT_OK)
        status = lt_slug_fold_unicode(slugger, error);
    if (status == LT_OK)
        status = lt_slug_transliterate(slugger, error);
    /* A look-alike made right may compose with its marks. */
    return status == LT_OK && lt_slug_unicode(slugger) ? lt_slug_compose(slugger, error) : status;
}

/* Appends the words in `room` characters (0: no limit); LT_NOT_FOUND when there are none. */
static lt_status long_way(lt_slugger *slugger, const char *title, size_t length, size_t room,
                          lt_buffer *out, lt_error *error)
{
    /* A slug's words have lost what tells "cho" from "chợ": they stay as they are. */
    bool is_slug = lt_slug_is_slug(title, length, slugger->options.separator);
    lt_status status = LT_OK;
    if (is_slug) {
        slugger->now.count = 0;
        status = lt_codepoints_read(&slugger->now, title, length, error);
    } else {
        status = read_title(slugger, title, length, error);
    }
    if (status == LT_OK && (status = lt_slug_split(slugger, is_slug)) != LT_OK)
        return lt_error_set(error, status, 0, "out of memory");
    if (status != LT_OK)
        return status;
    if (slugger->word_count == 0)
        return LT_NOT_FOUND;
    if (!is_slug)
        lt_slug_drop_stopwords(slugger);
    if (room)
        lt_slug_cut(slugger, room);
    for (size_t i = 0; i < slugger->word_count && status == LT_OK; i++) {
        const slug_word *word = &slugger->words[i];
        if (i > 0)
            status = lt_buffer_append_byte(out, slugger->options.separator);
        if (status == LT_OK)
            status = lt_buffer_append(out, slugger->letters.data + word->start, word->length);
    }
    return status == LT_OK ? LT_OK : lt_error_set(error, status, 0, "no room for the slug");
}

/* Appends the title's own part. */
static lt_status append_body(lt_slugger *slugger, const char *title, size_t length, lt_buffer *out,
                             lt_error *error)
{
    size_t maximum = slugger->options.max_length;
    size_t room = maximum ? maximum - slugger->fixed : 0;
    if (slugger->plain) {
        lt_status status = lt_buffer_reserve(out, length + 1);
        if (status != LT_OK)
            return lt_error_set(error, status, 0, "no room for the slug");
        size_t written;
        if (lt_fast_slug(&slugger->table, title, length, slugger->options.separator,
                         out->data + out->length, &written) &&
            (room == 0 || written <= room)) {
            out->length += written;
            out->data[out->length] = '\0';
            return written ? LT_OK : LT_NOT_FOUND;
        }
        out->data[out->length] = '\0';
    }
    return long_way(slugger, title, length, room, out, error);
}

/* Appends `text` (NULL: nothing) with a separator before or behind it. */
static lt_status append_fixed(const lt_slugger *slugger, const char *text, bool before,
                              lt_buffer *out)
{
    if (!text)
        return LT_OK;
    lt_status status = before ? lt_buffer_append_byte(out, slugger->options.separator) : LT_OK;
    if (status == LT_OK)
        status = lt_buffer_append_string(out, text);
    return status != LT_OK || before ? status
                                     : lt_buffer_append_byte(out, slugger->options.separator);
}

static bool is_reserved(const lt_slugger *slugger, const char *slug, size_t length)
{
    const lt_slug_rules *rules = slugger->options.rules;
    return rules && rules->reserved.count > 0 && lt_map_find(&rules->reserved, slug, length);
}

/* Puts another number on the slug that begins at `start` until it is free. */
static lt_status leave_reserved(lt_slugger *slugger, size_t start, lt_buffer *out, lt_error *error)
{
    lt_buffer slug = LT_BUFFER_INIT;
    lt_status status = lt_buffer_append(&slug, out->data + start, out->length - start);
    for (unsigned long number = 2; status == LT_OK; number++) {
        lt_buffer_truncate(out, start);
        if (number == NUMBER_MAXIMUM)
            status = lt_error_set(error, LT_BAD_DATA, 0, "every number of a slug is reserved");
        else
            status = lt_slug_number(slugger, slug.data, slug.length, number, out, error);
        if (!is_reserved(slugger, out->data + start, out->length - start))
            break;
    }
    lt_buffer_dispose(&slug);
    return status == LT_OK ? LT_OK : lt_error_set(error, status, 0, "no room for the slug");
}

static lt_status make(lt_slugger *slugger, const char *title, size_t length, lt_buffer *out,
                      lt_error *error)
{
    const lt_slug_options *options = &slugger->options;
    size_t start = out->length;
    lt_status status = append_fixed(slugger, options->prefix, false, out);
    if (status != LT_OK)
        return lt_error_set(error, status, 0, "no room for the slug");
    status = append_body(slugger, title, length, out, error);
    if (status == LT_NOT_FOUND && options->fallback)
        status = lt_buffer_append_string(out, options->fallback);
    else if (status == LT_NOT_FOUND)
        return lt_error_set(error, status, 0, "nothing in the title to make a slug of");
    if (status == LT_OK)
        status = append_fixed(slugger, options->suffix, true, out);
    if (status == LT_OK)
        status = append_fixed(slugger, options->id, true, out);
    if (status != LT_OK)
        return lt_error_set(error, status, 0, "no room for the slug");
    if (is_reserved(slugger, out->data + start, out->length - start))
        return leave_reserved(slugger, start, out, error);
    return LT_OK;
}

lt_status lt_slug(lt_slugger *slugger, const char *title, size_t length, lt_buffer *out,
                  lt_error *error)
{
    if (length > LT_SLUG_TITLE_MAXIMUM)
        return lt_error_set(error, LT_TOO_LONG, 0, "title longer than %zu bytes",
                            LT_SLUG_TITLE_MAXIMUM);
    size_t start = out->length;
    lt_status status = make(slugger, title, length, out, error);
    if (status != LT_OK)
        lt_buffer_truncate(out, start);
    return status;
}

/* The option string as a slug of its own in the arena; *kept stays NULL for NULL. */
static lt_status fix(lt_slugger *slugger, const char *what, const char *text, size_t room,
                     const char **kept, lt_error *error)
{
    *kept = NULL;
    if (!text)
        return LT_OK;
    lt_buffer slug = LT_BUFFER_INIT;
    size_t length = strlen(text);
    lt_status status = length > LT_SLUG_TITLE_MAXIMUM
                           ? LT_TOO_LONG
                           : long_way(slugger, text, length, room, &slug, error);
    if (status == LT_NOT_FOUND || status == LT_TOO_LONG)
        status =
            lt_error_set(error, LT_BAD_ARGUMENT, 0, "%s: nothing to keep in it, or too long", what);
    if (status == LT_OK) {
        *kept = lt_arena_copy(&slugger->arena, slug.data, slug.length);
        if (!*kept)
            status = lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    }
    lt_buffer_dispose(&slug);
    return status;
}

static size_t fixed_length(const char *text)
{
    return text ? lt_utf8_count(text, strlen(text)) + 1 : 0;
}

static lt_status fix_strings(lt_slugger *slugger, const lt_slug_options *given, lt_error *error)
{
    lt_slug_options *own = &slugger->options;
    own->prefix = own->suffix = own->id = own->fallback = NULL;
    const lt_slug_rules *rules = own->rules;
    unsigned flags = own->flags;
    own->flags &= LT_SLUG_KEEP_UNICODE; /* what is given by hand is taken by the letter */
    own->rules = NULL;
    lt_status status = fix(slugger, "prefix", given->prefix, 0, &own->prefix, error);
    if (status == LT_OK)
        status = fix(slugger, "suffix", given->suffix, 0, &own->suffix, error);
    if (status == LT_OK)
        status = fix(slugger, "id", given->id, 0, &own->id, error);
    slugger->fixed = fixed_length(own->prefix) + fixed_length(own->suffix) + fixed_length(own->id);
    if (status == LT_OK && own->max_length && slugger->fixed >= own->max_length)
        status =
            lt_error_set(error, LT_BAD_ARGUMENT, 0,
                         "prefix, suffix and id leave no room in a length of %zu", own->max_length);
    size_t room = own->max_length ? own->max_length - slugger->fixed : 0;
    if (status == LT_OK)
        status = fix(slugger, "fallback", given->fallback, room, &own->fallback, error);
    own->flags = flags;
    own->rules = rules;
    return status;
}

static lt_status check_options(const lt_slug_options *options, lt_error *error)
{
    if (options->flags & ~FLAGS)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "unknown flag 0x%x",
                            options->flags & ~FLAGS);
    if (options->separator == '\0' || !strchr("-_.~+", options->separator))
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "separator is none of - _ . ~ +");
    unsigned needy = LT_SLUG_SYMBOL_WORDS | LT_SLUG_DROP_VI | LT_SLUG_DROP_EN;
    if (!options->rules && options->flags & needy)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0, "symbol words and stop words need rules");
    return LT_OK;
}

lt_status lt_slugger_new(const lt_slug_options *options, lt_slugger **slugger, lt_error *error)
{
    *slugger = NULL;
    lt_status status = check_options(options, error);
    if (status != LT_OK)
        return status;
    lt_slugger *made = calloc(1, sizeof *made);
    if (!made)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    lt_buffer_init(&made->letters, 0);
    made->options = *options;
    lt_fast_table_init(&made->table, options->style, options->separator);
    made->plain = (options->flags & ~LT_SLUG_SYMBOL_WORDS) == 0 &&
                  (!options->rules || options->rules->replacement_count == 0);
    const lt_slug_rules *rules = options->flags & LT_SLUG_SYMBOL_WORDS ? options->rules : NULL;
    for (size_t i = 0; rules && i < rules->symbol_count; i++)
        lt_fast_table_forbid(&made->table, rules->symbols[i].codepoint);
    status = fix_strings(made, options, error);
    if (status != LT_OK) {
        lt_slugger_free(made);
        return status;
    }
    *slugger = made;
    return LT_OK;
}

void lt_slugger_free(lt_slugger *slugger)
{
    if (!slugger)
        return;
    if (slugger->transliterator)
        utrans_close(slugger->transliterator);
    lt_arena_dispose(&slugger->arena);
    lt_buffer_dispose(&slugger->letters);
    free(slugger->now.data);
    free(slugger->next.data);
    free(slugger->words);
    free(slugger->wide);
    free(slugger);
}
