/* Directives in comments: what the writer asks not to be checked. */
#include "document.h"

#include <string.h>

#define MARK "vn-spell:"

static void trim(const char **text, size_t *length)
{
    while (*length && strchr(" \t\r\n", **text) && **text) {
        ++*text;
        --*length;
    }
    while (*length && (*text)[*length - 1] && strchr(" \t\r\n", (*text)[*length - 1]))
        --*length;
}

static bool take_word(const char **text, size_t *length, const char *word)
{
    size_t size = strlen(word);
    if (*length < size || memcmp(*text, word, size) != 0)
        return false;
    if (*length > size && (*text)[size] != ' ' && (*text)[size] != '\t')
        return false;
    *text += size;
    *length -= size;
    trim(text, length);
    return true;
}

/* Adds "a, b" to a list kept as "\na\nb\n". */
static lt_status add_names(lt_buffer *list, const char *text, size_t length)
{
    size_t before = list->length;
    lt_status status = before ? LT_OK : lt_buffer_append_byte(list, '\n');
    while (length > 0 && status == LT_OK) {
        const char *comma = memchr(text, ',', length);
        size_t size = comma ? (size_t)(comma - text) : length, used = comma ? size + 1 : size;
        const char *name = text;
        trim(&name, &size);
        if (size > 0 && !memchr(name, '\n', size)) {
            status = lt_buffer_append(list, name, size);
            if (status == LT_OK)
                status = lt_buffer_append_byte(list, '\n');
        }
        text += used;
        length -= used;
    }
    if (status != LT_OK)
        lt_buffer_truncate(list, before);
    return status;
}

static lt_status switch_on(lt_document *document)
{
    if (document->off)
        document->regions[document->region_count - 1].end = document->text.length;
    document->off = false;
    return LT_OK;
}

static lt_status switch_off(lt_document *document)
{
    if (document->off)
        return LT_OK;
    region *regions = lt_array_room(document->regions, document->region_count,
                                    &document->region_capacity, sizeof *regions);
    if (!regions)
        return LT_NO_MEMORY;
    document->regions = regions;
    document->regions[document->region_count++] =
        (region){document->text.length, document->text.length};
    document->off = true;
    return LT_OK;
}

lt_status document_directive(lt_document *document, const char *text, size_t length, bool *obeyed)
{
    trim(&text, &length);
    *obeyed = false;
    if (length < sizeof MARK - 1 || memcmp(text, MARK, sizeof MARK - 1) != 0)
        return LT_OK;
    text += sizeof MARK - 1;
    length -= sizeof MARK - 1;
    trim(&text, &length);
    *obeyed = true;
    if (take_word(&text, &length, "off"))
        return switch_off(document);
    if (take_word(&text, &length, "on"))
        return switch_on(document);
    if (take_word(&text, &length, "ignore"))
        return add_names(&document->words, text, length);
    if (take_word(&text, &length, "disable"))
        return add_names(&document->codes, text, length);
    *obeyed = false;
    return LT_OK;
}

/* The directive of a plain line without its comment marks; NULL when the line holds none. */
static const char *line_directive(const char *line, size_t length, size_t *size)
{
    static const char *const marks[] = {"#", "//", "%", "<!--", ";"};
    trim(&line, &length);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t mark = strlen(marks[i]);
        if (length < mark || memcmp(line, marks[i], mark) != 0)
            continue;
        line += mark;
        length -= mark;
        if (length >= 3 && memcmp(line + length - 3, "-->", 3) == 0)
            length -= 3;
        break;
    }
    trim(&line, &length);
    *size = length;
    return length > sizeof MARK && memcmp(line, MARK, sizeof MARK - 1) == 0 ? line : NULL;
}

lt_status document_read_text(lt_document *document)
{
    const char *bytes = document->bytes;
    size_t length = document->length;
    if (length == 0 || !document_search(bytes, length, MARK, sizeof MARK - 1))
        return document_copy(document, 0, length);
    lt_status status = LT_OK;
    for (size_t at = 0; at < length && status == LT_OK;) {
        const char *newline = memchr(bytes + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - bytes) + 1 : length, size;
        const char *words = line_directive(bytes + at, end - at, &size);
        bool obeyed = false;
        if (words)
            status = document_directive(document, words, size, &obeyed);
        if (status == LT_OK && !obeyed)
            status = document_copy(document, at, end - at);
        at = end;
    }
    return status;
}

static bool listed(const lt_buffer *list, const char *name, size_t length)
{
    const char *at = list->data;
    const char *end = at + list->length;
    if (length == 0 || memchr(name, '\n', length))
        return false;
    while (at < end && (at = document_search(at, (size_t)(end - at), name, length))) {
        if (at > list->data && at[-1] == '\n' && at + length < end && at[length] == '\n')
            return true;
        at++;
    }
    return false;
}

bool lt_document_ignores(const lt_document *document, size_t start, size_t length, const char *code)
{
    for (size_t i = 0; i < document->region_count; i++)
        if (start < document->regions[i].end && start + length > document->regions[i].start)
            return true;
    if (document->codes.length && listed(&document->codes, code, strlen(code)))
        return true;
    if (start > document->text.length || length > document->text.length - start)
        return false;
    return document->words.length && listed(&document->words, document->text.data + start, length);
}
