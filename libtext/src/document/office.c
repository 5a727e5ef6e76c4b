/*
 * Text out of a part: WordprocessingML (ECMA-376 part 1, 17.3) and OpenDocument (1.3 part 3, 5 and
 * 6). A paragraph inside a paragraph (text box, note) is read after the one that holds it.
 */
#include <stdlib.h>
#include <string.h>

#include "document.h"

typedef struct walk {
    lt_document *document;
    xmlNode **later; /* paragraphs' containers inside the present one */
    size_t later_count, later_capacity;
} walk;

typedef enum meaning {
    MEANING_CHILDREN,
    MEANING_SKIP,
    MEANING_PARAGRAPH,
    MEANING_LATER,
    MEANING_TEXT,
    MEANING_TAB,
    MEANING_BREAK,
    MEANING_SPACE,
    MEANING_HYPHEN
} meaning;

typedef struct rule {
    const char *name;
    meaning meaning;
} rule;

static const rule word_rules[] = {
    {"p", MEANING_PARAGRAPH},       {"t", MEANING_TEXT},      {"tab", MEANING_TAB},
    {"br", MEANING_BREAK},          {"cr", MEANING_BREAK},    {"noBreakHyphen", MEANING_HYPHEN},
    {"txbxContent", MEANING_LATER}, {"del", MEANING_SKIP},    {"moveFrom", MEANING_SKIP},
    {"pPr", MEANING_SKIP},          {"sectPr", MEANING_SKIP}, {"instrText", MEANING_SKIP},
    {"rPr", MEANING_SKIP},          {"sdtPr", MEANING_SKIP},
};

static const rule odt_rules[] = {
    {"p", MEANING_PARAGRAPH},
    {"h", MEANING_PARAGRAPH},
    {"s", MEANING_SPACE},
    {"tab", MEANING_TAB},
    {"line-break", MEANING_BREAK},
    {"note-citation", MEANING_SKIP},
    {"note-body", MEANING_LATER},
    {"text-box", MEANING_LATER},
    {"annotation", MEANING_SKIP},
    {"annotation-end", MEANING_SKIP},
    {"tracked-changes", MEANING_SKIP},
    {"ruby-text", MEANING_SKIP},
    {"object", MEANING_SKIP},
    {"forms", MEANING_SKIP},
    {"meta", MEANING_SKIP},
    {"scripts", MEANING_SKIP},
    {"sequence-decls", MEANING_SKIP},
    {"desc", MEANING_SKIP},
    {"title", MEANING_SKIP},
};

static bool of_namespace(const xmlNode *node, const char *part)
{
    return node->ns && node->ns->href && strstr((const char *)node->ns->href, part);
}

static meaning find_rule(const rule *rules, size_t count, const xmlNode *node)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rules[i].name, (const char *)node->name) == 0)
            return rules[i].meaning;
    return MEANING_CHILDREN;
}

static meaning meaning_of(const lt_document *document, const xmlNode *node)
{
    if (document->type == LT_DOCUMENT_ODT)
        return of_namespace(node, ":opendocument:") || of_namespace(node, "/1999/xhtml")
                   ? find_rule(odt_rules, sizeof odt_rules / sizeof *odt_rules, node)
                   : MEANING_CHILDREN;
    /* What an AlternateContent holds twice is read once. */
    if (strcmp((const char *)node->name, "Fallback") == 0)
        return MEANING_SKIP;
    return of_namespace(node, "wordprocessingml")
               ? find_rule(word_rules, sizeof word_rules / sizeof *word_rules, node)
               : MEANING_CHILDREN;
}

static lt_status add_later(walk *walk, xmlNode *node)
{
    xmlNode **later =
        lt_array_room(walk->later, walk->later_count, &walk->later_capacity, sizeof(xmlNode *));
    if (!later)
        return LT_NO_MEMORY;
    walk->later = later;
    walk->later[walk->later_count++] = node;
    return LT_OK;
}

static bool is_text(const xmlNode *node)
{
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static lt_status read_nodes(lt_document *document, xmlNode *parent)
{
    lt_status status = LT_OK;
    for (xmlNode *node = parent->children; node && status == LT_OK; node = node->next)
        if (is_text(node))
            status = document_node(document, node);
    return status;
}

/* Recursion is bounded by the parser's limit on depth. */
static lt_status read_inline(walk *walk, xmlNode *parent)
{
    lt_document *document = walk->document;
    lt_status status = LT_OK;
    for (xmlNode *node = parent->children; node && status == LT_OK; node = node->next) {
        if (is_text(node) && document->type == LT_DOCUMENT_ODT)
            status = document_node(document, node);
        if (node->type != XML_ELEMENT_NODE)
            continue;
        switch (meaning_of(document, node)) {
        case MEANING_TEXT:
            status = read_nodes(document, node);
            break;
        case MEANING_TAB:
            status = document_none(document, "\t");
            break;
        case MEANING_BREAK:
            status = document_none(document, "\n");
            break;
        case MEANING_SPACE:
            status = document_none(document, " ");
            break;
        case MEANING_HYPHEN:
            status = document_none(document, "-");
            break;
        case MEANING_LATER:
        case MEANING_PARAGRAPH:
            status = add_later(walk, node);
            break;
        case MEANING_CHILDREN:
            status = read_inline(walk, node);
            break;
        case MEANING_SKIP:
            break;
        }
    }
    return status;
}

static lt_status read_paragraph(walk *walk, xmlNode *node)
{
    lt_document *document = walk->document;
    size_t *paragraphs = lt_array_room(document->paragraphs, document->paragraph_count,
                                       &document->paragraph_capacity, sizeof *paragraphs);
    if (!paragraphs)
        return LT_NO_MEMORY;
    document->paragraphs = paragraphs;
    document->paragraphs[document->paragraph_count++] = document->text.length;
    lt_status status = read_inline(walk, node);
    /* Empty paragraphs count too: the number is what a word processor shows. */
    return status == LT_OK ? document_none(document, "\n") : status;
}

static lt_status read_block(walk *walk, xmlNode *node)
{
    lt_status status = LT_OK;
    meaning meaning = meaning_of(walk->document, node);
    if (meaning == MEANING_PARAGRAPH)
        status = read_paragraph(walk, node);
    else if (meaning == MEANING_CHILDREN || meaning == MEANING_LATER)
        for (xmlNode *child = node->children; child && status == LT_OK; child = child->next)
            if (child->type == XML_ELEMENT_NODE)
                status = read_block(walk, child);
    /* Those found inside this paragraph; they may hold more of their own. */
    while (meaning == MEANING_PARAGRAPH && walk->later_count > 0 && status == LT_OK)
        status = read_block(walk, walk->later[--walk->later_count]);
    return status;
}

lt_status document_read_part(lt_document *document, xmlNode *root)
{
    walk walk = {document, NULL, 0, 0};
    lt_status status = read_block(&walk, root);
    free(walk.later);
    return status;
}
