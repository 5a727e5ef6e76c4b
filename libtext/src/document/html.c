/*
 * HTML: a tokenizer that keeps offsets (WHATWG HTML, 13.2.5, as far as text needs it). No tree is
 * built; depth is only counted inside elements that are left out.
 */
#include "document.h"

#include <string.h>
#include <strings.h>

typedef enum element_kind {
    ELEMENT_INLINE,
    ELEMENT_BLOCK,
    ELEMENT_RAW,    /* content is no markup: runs to its end tag; left out */
    ELEMENT_CODE,   /* left out, one object in the text */
    ELEMENT_HIDDEN, /* left out with its children */
    ELEMENT_BREAK
} element_kind;

typedef struct tag {
    const char *name;
    size_t name_length;
    size_t end; /* after the > */
    bool closing, empty, untranslated;
} tag;

typedef struct html {
    lt_document *document;
    size_t at, end;
} html;

static element_kind kind_of(const char *name, size_t length)
{
    static const struct {
        const char *name;
        element_kind kind;
    } elements[] = {
        {"script", ELEMENT_RAW},    {"style", ELEMENT_RAW},       {"textarea", ELEMENT_RAW},
        {"iframe", ELEMENT_RAW},    {"xmp", ELEMENT_RAW},         {"noembed", ELEMENT_RAW},
        {"noframes", ELEMENT_RAW},  {"code", ELEMENT_CODE},       {"kbd", ELEMENT_CODE},
        {"samp", ELEMENT_CODE},     {"var", ELEMENT_CODE},        {"tt", ELEMENT_CODE},
        {"math", ELEMENT_CODE},     {"svg", ELEMENT_HIDDEN},      {"pre", ELEMENT_HIDDEN},
        {"object", ELEMENT_HIDDEN}, {"template", ELEMENT_HIDDEN}, {"br", ELEMENT_BREAK},
    };
    static const char inlines[] = " a abbr acronym b bdi bdo big cite data del dfn em font i img "
                                  "input ins label mark nobr q rp rt ruby s small span strike "
                                  "strong sub sup time tt u wbr ";
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strlen(elements[i].name) == length && strncasecmp(elements[i].name, name, length) == 0)
            return elements[i].kind;
    char word[16];
    if (length > sizeof word - 3)
        return ELEMENT_BLOCK;
    word[0] = ' ';
    for (size_t i = 0; i < length; i++)
        word[i + 1] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
    word[length + 1] = ' ';
    word[length + 2] = '\0';
    return strstr(inlines, word) ? ELEMENT_INLINE : ELEMENT_BLOCK;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Does this attribute say that the content is not to be translated or checked? */
static bool untranslated(const char *name, size_t length, const char *value, size_t value_length)
{
    if (length == 9 && strncasecmp(name, "translate", 9) == 0)
        return value_length == 2 && strncasecmp(value, "no", 2) == 0;
    if (length == 10 && strncasecmp(name, "spellcheck", 10) == 0)
        return value_length == 5 && strncasecmp(value, "false", 5) == 0;
    return length == 5 && strncasecmp(name, "class", 5) == 0 &&
           document_search(value, value_length, "notranslate", 11);
}

/* Reads an attribute; false at the end of the tag. */
static bool read_attribute(const html *page, size_t *position, tag *tag)
{
    const char *text = page->document->bytes;
    size_t at = *position, end = page->end;
    while (at < end && (is_space(text[at]) || text[at] == '/'))
        at++;
    if (at >= end || text[at] == '>') {
        tag->empty = at > *position && text[at - 1] == '/';
        *position = at;
        return false;
    }
    size_t name = at;
    while (at < end && !is_space(text[at]) && !strchr("=>/", text[at]))
        at++;
    size_t name_length = at - name, value = at, value_length = 0;
    while (at < end && is_space(text[at]))
        at++;
    if (at < end && text[at] == '=') {
        at++;
        while (at < end && is_space(text[at]))
            at++;
        char quote = at < end && (text[at] == '"' || text[at] == '\'') ? text[at++] : '\0';
        value = at;
        while (at < end && (quote ? text[at] != quote : !is_space(text[at]) && text[at] != '>'))
            at++;
        value_length = at - value;
        at += quote && at < end;
    } else if (name_length == 0) {
        at++; /* a stray sign */
    }
    tag->untranslated |= untranslated(text + name, name_length, text + value, value_length);
    *position = at;
    return true;
}

/* Reads the tag at `at` (a '<'); false when it is no tag. An unclosed tag runs to the end. */
static bool read_tag(const html *page, size_t at, tag *tag)
{
    const char *text = page->document->bytes;
    memset(tag, 0, sizeof *tag);
    at++;
    tag->closing = at < page->end && text[at] == '/';
    at += tag->closing;
    if (at >= page->end || !is_letter(text[at]))
        return false;
    size_t start = at;
    while (at < page->end && !is_space(text[at]) && text[at] != '>' && text[at] != '/')
        at++;
    tag->name = text + start;
    tag->name_length = at - start;
    while (read_attribute(page, &at, tag))
        ;
    tag->end = at < page->end ? at + 1 : page->end;
    return true;
}

static size_t find(const html *page, size_t from, const char *what)
{
    const char *text = page->document->bytes;
    const char *found = from < page->end
                            ? document_search(text + from, page->end - from, what, strlen(what))
                            : NULL;
    return found ? (size_t)(found - text) : page->end;
}

/* Comments, doctypes and processing instructions. */
static lt_status read_declaration(html *page)
{
    const char *text = page->document->bytes;
    if (page->end - page->at >= 4 && memcmp(text + page->at, "<!--", 4) == 0) {
        size_t start = page->at + 4, end = find(page, start, "-->");
        bool obeyed;
        page->at = end + 3 < page->end ? end + 3 : page->end;
        return document_directive(page->document, text + start, end - start, &obeyed);
    }
    size_t end = find(page, page->at, ">");
    page->at = end < page->end ? end + 1 : end;
    return LT_OK;
}

static bool same_name(const tag *one, const tag *other)
{
    return one->name_length == other->name_length &&
           strncasecmp(one->name, other->name, one->name_length) == 0;
}

/* Steps to behind the end tag of `open`. Raw content holds no tags but that one. */
static void skip_element(html *page, const tag *open, bool raw)
{
    const char *text = page->document->bytes;
    size_t depth = 1;
    while (page->at < page->end) {
        size_t at = find(page, page->at, "<");
        tag tag;
        if (at >= page->end) {
            page->at = page->end;
        } else if (!raw && page->end - at >= 4 && memcmp(text + at, "<!--", 4) == 0) {
            size_t end = find(page, at + 4, "-->");
            page->at = end + 3 < page->end ? end + 3 : page->end;
        } else if ((raw && text[at + (at + 1 < page->end)] != '/') || !read_tag(page, at, &tag)) {
            page->at = at + 1;
        } else if (!same_name(&tag, open)) {
            page->at = raw ? at + 1 : tag.end;
        } else {
            page->at = tag.end;
            depth += tag.closing ? (size_t)-1 : raw || tag.empty ? 0 : 1;
            if (depth == 0)
                return;
        }
    }
}

static bool is_void(const tag *tag)
{
    static const char *const names[] = {"img",  "input", "wbr",   "hr",     "meta",  "link", "col",
                                        "area", "base",  "embed", "source", "track", "param"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == tag->name_length &&
            strncasecmp(names[i], tag->name, tag->name_length) == 0)
            return true;
    return false;
}

static lt_status read_element(html *page, const tag *tag)
{
    element_kind kind = kind_of(tag->name, tag->name_length);
    page->at = tag->end;
    if (kind == ELEMENT_BREAK)
        return document_line_end(page->document);
    bool opens = !tag->closing && !tag->empty && !is_void(tag);
    if (opens && tag->untranslated && kind <= ELEMENT_BLOCK) {
        skip_element(page, tag, false);
        return kind == ELEMENT_BLOCK ? document_line_end(page->document)
                                     : document_none(page->document, DOCUMENT_OBJECT);
    }
    switch (kind) {
    case ELEMENT_INLINE:
        return LT_OK;
    case ELEMENT_RAW:
        /* XML's <script/> has an end, HTML's has not. */
        if (!tag->closing)
            skip_element(page, tag, true);
        return LT_OK;
    case ELEMENT_CODE:
        if (!opens)
            return LT_OK;
        skip_element(page, tag, false);
        return document_none(page->document, DOCUMENT_OBJECT);
    case ELEMENT_HIDDEN:
        if (opens)
            skip_element(page, tag, false);
        return document_line_end(page->document);
    default:
        return document_line_end(page->document);
    }
}

/* Text up to the next markup: white space runs are one space, references are decoded. */
static lt_status read_text(html *page)
{
    lt_document *document = page->document;
    const char *text = document->bytes;
    size_t start = page->at, at = start;
    lt_status status = LT_OK;
    while (at < page->end && text[at] != '<' && text[at] != '&' &&
           !(is_space(text[at]) &&
             (text[at] != ' ' || (at + 1 < page->end && is_space(text[at + 1])))))
        at++;
    if (at > start) {
        page->at = at;
        return document_copy(document, start, at - start);
    }
    if (is_space(text[at])) {
        while (at < page->end && is_space(text[at]))
            at++;
        page->at = at;
        bool line_start =
            document->text.length == 0 || document->text.data[document->text.length - 1] == '\n';
        return line_start ? LT_OK : document_coded(document, start, at - start, " ", 1);
    }
    char utf8[8];
    size_t size, taken = document_entity(text + at, page->end - at, utf8, &size);
    page->at = at + (taken ? taken : 1);
    status =
        taken ? document_coded(document, at, taken, utf8, size) : document_copy(document, at, 1);
    return status;
}

lt_status document_read_html(lt_document *document, size_t start, size_t end)
{
    html page = {document, start, end};
    lt_status status = LT_OK;
    while (page.at < end && status == LT_OK) {
        const char *text = document->bytes + page.at;
        size_t left = end - page.at;
        tag tag;
        if (*text != '<')
            status = read_text(&page);
        else if (left > 1 && (text[1] == '!' || text[1] == '?'))
            status = read_declaration(&page);
        else if (read_tag(&page, page.at, &tag))
            status = read_element(&page, &tag);
        else
            status = document_copy(document, page.at++, 1);
    }
    return status;
}
