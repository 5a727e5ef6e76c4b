/* docx and odt as archives: parts that hold text are read, changed and put back. */
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <zip.h>

#include "document.h"

/* No network, no external or internal entities expanded, no messages; without XML_PARSE_HUGE depth
 * is limited to 256 and a text node to 10 MB. */
#define XML_FLAGS (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)

/* libzip 1.7 frees a buffer it was only lent when the archive is written: then it gets a copy. */
static zip_t *open_archive(const lt_document *document, bool to_write, zip_source_t **source,
                           lt_error *error)
{
    zip_error_t problem;
    char *copy = to_write ? malloc(document->length + 1) : NULL;
    *source = NULL;
    if (to_write && !copy) {
        lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
        return NULL;
    }
    if (copy)
        memcpy(copy, document->bytes, document->length);
    zip_error_init(&problem);
    *source = zip_source_buffer_create(copy ? copy : document->bytes, document->length,
                                       copy != NULL, &problem);
    if (!*source)
        free(copy);
    /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): the source owns the copy and frees it */
    zip_t *archive = *source ? zip_open_from_source(*source, 0, &problem) : NULL;
    if (!archive) {
        bool memory = zip_error_code_zip(&problem) == ZIP_ER_MEMORY;
        lt_error_set(error, memory ? LT_NO_MEMORY : LT_BAD_DATA, 0,
                     "not a readable zip archive: %s", zip_error_strerror(&problem));
        zip_source_free(*source);
    }
    zip_error_fini(&problem);
    return archive;
}

static lt_status error_status(const lt_error *error)
{
    return error && error->status ? error->status : LT_BAD_DATA;
}

static bool has_ends(const char *name, const char *start, const char *end)
{
    size_t length = strlen(name), head = strlen(start), tail = strlen(end);
    return length >= head + tail && memcmp(name, start, head) == 0 &&
           strcmp(name + length - tail, end) == 0 && !strchr(name + head, '/');
}

/* The order in which a part is read; 0: it holds no text of the document. */
static int rank(const lt_document *document, const char *name)
{
    static const char *const docx[] = {"word/document", "word/header", "word/footer",
                                       "word/footnotes", "word/endnotes"};
    if (document->type == LT_DOCUMENT_ODT)
        return strcmp(name, "content.xml") == 0 ? 1 : strcmp(name, "styles.xml") == 0 ? 2 : 0;
    for (int i = 0; i < 5; i++)
        if (has_ends(name, docx[i], ".xml"))
            return i + 1;
    return 0;
}

/* Unpacks an entry within its limits; the directory's sizes are not believed. */
static lt_status unpack(zip_t *archive, zip_uint64_t index, size_t limit, lt_buffer *bytes,
                        lt_error *error)
{
    zip_file_t *file = zip_fopen_index(archive, index, 0);
    if (!file)
        return lt_error_set(error, LT_BAD_DATA, 0, "archive: %s", zip_strerror(archive));
    lt_status status = LT_OK;
    zip_int64_t got = 0;
    char chunk[16384];
    while (status == LT_OK && (got = zip_fread(file, chunk, sizeof chunk)) > 0) {
        if (bytes->length + (size_t)got > limit)
            status = lt_error_set(error, LT_TOO_LONG, 0,
                                  "a part of the document unpacks to more than %zu bytes", limit);
        else
            status = lt_buffer_append(bytes, chunk, (size_t)got);
    }
    if (status == LT_OK && got < 0)
        status = lt_error_set(error, LT_BAD_DATA, 0, "archive: damaged entry");
    zip_fclose(file);
    return status;
}

static lt_status parse(lt_document *document, const char *name, const lt_buffer *bytes,
                       lt_error *error)
{
    part *parts = lt_array_room(document->parts, document->part_count, &document->part_capacity,
                                sizeof *parts);
    if (!parts)
        return LT_NO_MEMORY;
    document->parts = parts;
    xmlDoc *xml = xmlReadMemory(bytes->data, (int)bytes->length, "", NULL, XML_FLAGS);
    const xmlError *problem = xml ? NULL : xmlGetLastError();
    if (!xml || !xmlDocGetRootElement(xml)) {
        xmlFreeDoc(xml);
        return lt_error_set(error, LT_BAD_DATA, 0, "%.80s: line %d: not well-formed XML", name,
                            problem ? problem->line : 0);
    }
    char *copy = strdup(name);
    if (!copy) {
        xmlFreeDoc(xml);
        return LT_NO_MEMORY;
    }
    /* Office files declare no entities; one that does is an attack or no office file. */
    if (xml->intSubset) {
        xmlFreeDoc(xml);
        free(copy);
        return lt_error_set(error, LT_BAD_DATA, 0, "%.80s: has a document type", name);
    }
    document->parts[document->part_count++] = (part){copy, xml};
    return document_read_part(document, xmlDocGetRootElement(xml));
}

static lt_status read_parts(lt_document *document, zip_t *archive, int wanted, size_t *left,
                            lt_error *error)
{
    lt_status status = LT_OK;
    zip_int64_t count = zip_get_num_entries(archive, 0);
    for (zip_int64_t i = 0; i < count && status == LT_OK; i++) {
        const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
        if (!name || rank(document, name) != wanted)
            continue;
        lt_buffer bytes = LT_BUFFER_INIT;
        size_t limit = *left < LT_DOCUMENT_PART_MAXIMUM ? *left : LT_DOCUMENT_PART_MAXIMUM;
        status = unpack(archive, (zip_uint64_t)i, limit, &bytes, error);
        *left -= bytes.length;
        if (status == LT_OK)
            status = parse(document, name, &bytes, error);
        lt_buffer_dispose(&bytes);
    }
    return status;
}

lt_status document_read_package(lt_document *document, lt_error *error)
{
    zip_source_t *source;
    zip_t *archive = open_archive(document, false, &source, error);
    if (!archive)
        return error_status(error);
    lt_status status = LT_OK;
    size_t left = LT_DOCUMENT_PARTS_MAXIMUM;
    if (zip_get_num_entries(archive, 0) > LT_DOCUMENT_ENTRIES_MAXIMUM)
        status = lt_error_set(error, LT_TOO_LONG, 0, "archive of more than %d files",
                              LT_DOCUMENT_ENTRIES_MAXIMUM);
    for (int wanted = 1; wanted <= 5 && status == LT_OK; wanted++) {
        status = read_parts(document, archive, wanted, &left, error);
        if (status == LT_OK && wanted == 1 && document->part_count == 0)
            status = lt_error_set(error, LT_BAD_DATA, 0, "archive without a text document");
    }
    zip_discard(archive);
    return status;
}

static lt_status replace_part(zip_t *archive, const part *part, lt_error *error)
{
    xmlChar *bytes = NULL;
    int size = 0;
    xmlDocDumpMemoryEnc(part->xml, &bytes, &size, "UTF-8");
    if (!bytes)
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    zip_int64_t index = zip_name_locate(archive, part->name, 0);
    /* The source frees the bytes by free(), which is libxml2's own unless it was told otherwise. */
    zip_source_t *source = zip_source_buffer(archive, bytes, (zip_uint64_t)size, 1);
    if (!source) {
        xmlFree(bytes);
        return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
    }
    if (index < 0 || zip_file_replace(archive, (zip_uint64_t)index, source, 0) < 0) {
        zip_source_free(source);
        return lt_error_set(error, LT_BAD_DATA, 0, "archive: %s", zip_strerror(archive));
    }
    return LT_OK;
}

/* libzip copies the local header of an entry that is left alone and makes the central one anew, so
 * that the two may differ in a flag (UTF-8 names, in what LibreOffice writes). An entry whose time
 * is set, to what it is, gets both anew. */
static void renew_headers(zip_t *archive)
{
    zip_int64_t count = zip_get_num_entries(archive, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t about;
        if (zip_stat_index(archive, (zip_uint64_t)i, ZIP_FL_UNCHANGED, &about) == 0 &&
            about.valid & ZIP_STAT_MTIME)
            zip_file_set_mtime(archive, (zip_uint64_t)i, about.mtime, 0);
    }
}

static lt_status copy_source(zip_source_t *source, lt_buffer *out, lt_error *error)
{
    char chunk[16384];
    zip_int64_t got = -1;
    lt_status status = LT_OK;
    if (zip_source_open(source) == 0) {
        while ((got = zip_source_read(source, chunk, sizeof chunk)) > 0 && status == LT_OK)
            status = lt_buffer_append(out, chunk, (size_t)got);
        zip_source_close(source);
    }
    if (status == LT_OK && got < 0)
        status = lt_error_set(error, LT_BAD_DATA, 0, "archive: cannot be written");
    return status;
}

lt_status document_write_package(const lt_document *document, const bool *changed, lt_buffer *out,
                                 lt_error *error)
{
    zip_source_t *source;
    zip_t *archive = open_archive(document, true, &source, error);
    if (!archive)
        return error_status(error);
    zip_source_keep(source);
    lt_status status = LT_OK;
    for (size_t i = 0; i < document->part_count && status == LT_OK; i++)
        if (changed[i])
            status = replace_part(archive, &document->parts[i], error);
    renew_headers(archive);
    if (status != LT_OK) {
        zip_discard(archive);
    } else if (zip_close(archive) != 0) {
        status = lt_error_set(error, LT_BAD_DATA, 0, "archive: %s", zip_strerror(archive));
        zip_discard(archive);
    } else {
        status = copy_source(source, out, error);
    }
    zip_source_free(source);
    return status;
}
