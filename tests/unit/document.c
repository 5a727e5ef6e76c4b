/* Documents: packages made here, bombs and lies refused, fixes kept in place, failing memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zip.h>

#include <libtext/document.h>

#include "tests/runner/chaos.h"

#define WORD "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define ODF                                                                                        \
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                           \
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""

static const char word_document[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document " WORD "><w:body>"
    "<w:p><w:pPr><w:b/></w:pPr><w:r><w:t>Chia </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>s</w:t>"
    "</w:r><w:r><w:t>ẽ bài</w:t></w:r></w:p><w:p/><w:p><w:del><w:r><w:delText>bỏ</w:delText></w:r>"
    "</w:del><w:r><w:t>A &amp; B</w:t><w:tab/><w:t>C</w:t></w:r></w:p></w:body></w:document>";

static const char odt_content[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content " ODF "><office:body>"
    "<office:text><text:h>Tiêu đề</text:h><text:p>Chia <text:span>sẽ</text:span><text:s/>bài"
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Chú thích"
    "</text:p></text:note-body></text:note>.</text:p></office:text></office:body>"
    "</office:document-content>";

/* A zip archive of these names and contents, up to a NULL name. */
static void make_archive(lt_buffer *out, const char *const *entries)
{
    zip_error_t problem;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &problem);
    assert_non_null(source);
    zip_source_keep(source);
    zip_t *archive = zip_open_from_source(source, ZIP_TRUNCATE, &problem);
    assert_non_null(archive);
    for (; *entries; entries += 2) {
        zip_source_t *content = zip_source_buffer(archive, entries[1], strlen(entries[1]), 0);
        assert_true(zip_file_add(archive, entries[0], content, ZIP_FL_ENC_UTF_8) >= 0);
    }
    assert_int_equal(zip_close(archive), 0);
    assert_int_equal(zip_source_open(source), 0);
    char chunk[4096];
    for (zip_int64_t got; (got = zip_source_read(source, chunk, sizeof chunk)) > 0;)
        assert_int_equal(lt_buffer_append(out, chunk, (size_t)got), LT_OK);
    zip_source_close(source);
    zip_source_free(source);
}

static void make_docx(lt_buffer *out)
{
    static const char *const entries[] = {
        "[Content_Types].xml", "<Types/>", "word/document.xml", word_document, "word/media/a.bin",
        "\x01\x02picture",     NULL};
    make_archive(out, entries);
}

static void make_odt(lt_buffer *out)
{
    static const char *const entries[] = {"mimetype", "application/vnd.oasis.opendocument.text",
                                          "content.xml", odt_content, NULL};
    make_archive(out, entries);
}

static void expect_text(const lt_buffer *file, lt_document_type type, const char *expected)
{
    lt_document *document;
    lt_error error = LT_ERROR_INIT;
    size_t length;
    assert_int_equal(lt_document_guess(NULL, file->data, file->length), type);
    assert_int_equal(
        lt_document_open(file->data, file->length, LT_DOCUMENT_AUTO, &document, &error), LT_OK);
    assert_string_equal(lt_document_text(document, &length), expected);
    assert_int_equal(lt_document_type_of(document), type);
    lt_document_free(document);
}

static void test_docx_text(void **state)
{
    (void)state;
    lt_buffer file = LT_BUFFER_INIT;
    make_docx(&file);
    expect_text(&file, LT_DOCUMENT_DOCX, "Chia sẽ bài\n\nA & B\tC\n");
    lt_buffer_dispose(&file);
}

static void test_odt_text(void **state)
{
    (void)state;
    lt_buffer file = LT_BUFFER_INIT;
    make_odt(&file);
    expect_text(&file, LT_DOCUMENT_ODT, "Tiêu đề\nChia sẽ bài.\nChú thích\n");
    lt_buffer_dispose(&file);
}

static void test_paragraph_places(void **state)
{
    (void)state;
    lt_buffer file = LT_BUFFER_INIT;
    make_docx(&file);
    lt_document *document;
    size_t length;
    assert_int_equal(lt_document_open(file.data, file.length, LT_DOCUMENT_DOCX, &document, NULL),
                     LT_OK);
    const char *text = lt_document_text(document, &length);
    lt_document_span span = lt_document_find(document, (size_t)(strstr(text, "B\t") - text), 1);
    assert_int_equal(span.paragraph, 3);
    assert_int_equal(span.start, 4);
    assert_int_equal(span.frame_length, strlen("A & B\tC"));
    span = lt_document_find(document, 5, 4);
    assert_int_equal(span.paragraph, 1);
    assert_memory_equal(span.frame + span.start, "sẽ", 4);
    lt_document_free(document);
    lt_buffer_dispose(&file);
}

/* Puts a word in another's place and opens what comes out. */
static void change(const lt_buffer *file, const char *from, const char *to, lt_buffer *out)
{
    lt_document *document;
    lt_error error = LT_ERROR_INIT;
    size_t length, applied = 0;
    assert_int_equal(
        lt_document_open(file->data, file->length, LT_DOCUMENT_AUTO, &document, &error), LT_OK);
    const char *text = lt_document_text(document, &length);
    lt_document_edit edit = {(size_t)(strstr(text, from) - text), strlen(from), to, strlen(to)};
    assert_int_equal(lt_document_write(document, &edit, 1, out, &applied, &error), LT_OK);
    assert_int_equal(applied, 1);
    /* The document itself is as before. */
    assert_non_null(strstr(lt_document_text(document, &length), from));
    lt_document_free(document);
}

static void read_entry(const lt_buffer *file, const char *name, lt_buffer *out)
{
    zip_error_t problem;
    zip_source_t *source = zip_source_buffer_create(file->data, file->length, 0, &problem);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, &problem);
    assert_non_null(archive);
    zip_file_t *entry = zip_fopen(archive, name, 0);
    assert_non_null(entry);
    char chunk[4096];
    for (zip_int64_t got; (got = zip_fread(entry, chunk, sizeof chunk)) > 0;)
        lt_buffer_append(out, chunk, (size_t)got);
    zip_fclose(entry);
    zip_discard(archive);
}

static void test_docx_fix_keeps_formatting(void **state)
{
    (void)state;
    lt_buffer file = LT_BUFFER_INIT, fixed = LT_BUFFER_INIT, part = LT_BUFFER_INIT;
    make_docx(&file);
    change(&file, "sẽ", "sẻ", &fixed);
    expect_text(&fixed, LT_DOCUMENT_DOCX, "Chia sẻ bài\n\nA & B\tC\n");
    read_entry(&fixed, "word/document.xml", &part);
    assert_non_null(strstr(part.data, "<w:rPr><w:b/></w:rPr><w:t>s</w:t></w:r><w:r><w:t>ẻ bài"));
    assert_non_null(strstr(part.data, "<w:delText>bỏ</w:delText>"));
    lt_buffer_clear(&part);
    read_entry(&fixed, "word/media/a.bin", &part);
    assert_string_equal(part.data, "\x01\x02picture");
    lt_buffer_dispose(&part);
    lt_buffer_dispose(&fixed);
    lt_buffer_dispose(&file);
}

static void test_odt_fix(void **state)
{
    (void)state;
    lt_buffer file = LT_BUFFER_INIT, fixed = LT_BUFFER_INIT, part = LT_BUFFER_INIT;
    make_odt(&file);
    change(&file, "Chia sẽ", "San sẻ <&>", &fixed);
    expect_text(&fixed, LT_DOCUMENT_ODT, "Tiêu đề\nSan sẻ <&> bài.\nChú thích\n");
    /* The type stays the first entry, stored. */
    assert_memory_equal(fixed.data + 30, "mimetypeapplication/vnd.oasis.opendocument.text", 47);
    read_entry(&fixed, "content.xml", &part);
    assert_non_null(strstr(part.data, "San sẻ &lt;&amp;&gt;"));
    lt_buffer_dispose(&part);
    lt_buffer_dispose(&fixed);
    lt_buffer_dispose(&file);
}

static void read_file(const char *name, lt_buffer *out)
{
    char path[4096], chunk[4096];
    const char *source = getenv("SOURCE");
    snprintf(path, sizeof path, "%s/tests/documents/%s", source ? source : ".", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;)
        assert_int_equal(lt_buffer_append(out, chunk, got), LT_OK);
    fclose(file);
}

/* Every other part is byte for byte as it was. */
static void expect_same_parts(const lt_buffer *before, const lt_buffer *after, const char *but)
{
    zip_error_t problem;
    zip_source_t *source = zip_source_buffer_create(before->data, before->length, 0, &problem);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, &problem);
    assert_non_null(archive);
    zip_int64_t count = zip_get_num_entries(archive, 0);
    assert_true(count > 5);
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
        lt_buffer old = LT_BUFFER_INIT, new = LT_BUFFER_INIT;
        if (strcmp(name, but) != 0) {
            read_entry(before, name, &old);
            read_entry(after, name, &new);
            assert_int_equal(old.length, new.length);
            assert_true(old.length == 0 || memcmp(old.data, new.data, old.length) == 0);
        }
        lt_buffer_dispose(&old);
        lt_buffer_dispose(&new);
    }
    zip_discard(archive);
}

static unsigned little_endian(const char *at, int bytes)
{
    unsigned value = 0;
    while (bytes-- > 0)
        value = value << 8 | (unsigned char)at[bytes];
    return value;
}

/* The header before each entry and the one in the directory have the same flags. */
static void expect_same_flags(const lt_buffer *file)
{
    size_t seen = 0;
    const char *end = file->data + file->length;
    for (const char *at = file->data; at + 46 < end; at++)
        if (memcmp(at, "PK\x01\x02", 4) == 0) {
            const char *local = file->data + little_endian(at + 42, 4);
            assert_memory_equal(local, "PK\x03\x04", 4);
            assert_int_equal(little_endian(local + 6, 2), little_endian(at + 8, 2));
            seen++;
        }
    assert_true(seen > 5);
}

/* Files that LibreOffice wrote: a run of half a word, a footnote, a comment, tracked changes. */
static void test_libreoffice(void **state)
{
    (void)state;
    static const struct {
        const char *file, *text, *part, *fixed, *kept;
        lt_document_type type;
    } files[] = {
        {"libreoffice.docx",
         "Hội nghị chia sẽ kinh nghiệm\nNhân dân trong xã rất phấn khởi, cùng nhau chia sẽ khó "
         "khăn.\nÔng nói: “Chúng tôi sẻ cố gắng  hơn\tnữa.”\nXong.\n\n\n\tSố liệu do xã sử lý.\n",
         "word/document.xml", "<w:t>ẽ</w:t>", "<w:delText xml:space=\"preserve\">đã bị xóa vì",
         LT_DOCUMENT_DOCX},
        {"libreoffice.odt",
         "Hội nghị chia sẽ kinh nghiệm\nNhân dân trong xã rất phấn khởi, cùng nhau chia sẽ khó "
         "khăn.\nSố liệu do xã sử lý.\nÔng nói: “Chúng tôi sẻ cố gắng  hơn\tnữa.”\nXong.\n",
         "content.xml", "<text:span text:style-name=\"T1\">ẽ</text:span>", "Kiểm tra lại số liệu",
         LT_DOCUMENT_ODT}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        lt_buffer file = LT_BUFFER_INIT, fixed = LT_BUFFER_INIT, part = LT_BUFFER_INIT;
        read_file(files[i].file, &file);
        expect_text(&file, files[i].type, files[i].text);
        change(&file, "sẻ cố gắng", "sẽ cố gắng", &fixed);
        expect_same_parts(&file, &fixed, files[i].part);
        expect_same_flags(&fixed);
        read_entry(&fixed, files[i].part, &part);
        assert_non_null(strstr(part.data, files[i].fixed));
        assert_non_null(strstr(part.data, files[i].kept));
        lt_buffer_dispose(&part);
        lt_buffer_dispose(&fixed);
        lt_buffer_dispose(&file);
    }
}

static void expect_refused(const char *const *entries, lt_document_type type, lt_status expected)
{
    lt_buffer file = LT_BUFFER_INIT;
    lt_document *document;
    lt_error error = LT_ERROR_INIT;
    make_archive(&file, entries);
    assert_int_equal(lt_document_open(file.data, file.length, type, &document, &error), expected);
    assert_null(document);
    assert_true(error.message[0] != '\0');
    lt_buffer_dispose(&file);
}

static void test_bad_packages(void **state)
{
    (void)state;
    static const char *const none[] = {"a.txt", "a", NULL};
    static const char *const torn[] = {"word/document.xml", "<w:document", NULL};
    static const char *const laughs[] = {
        "content.xml", "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>", NULL};
    static const char *const outside[] = {
        "content.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", NULL};
    expect_refused(none, LT_DOCUMENT_DOCX, LT_BAD_DATA);
    expect_refused(torn, LT_DOCUMENT_DOCX, LT_BAD_DATA);
    expect_refused(laughs, LT_DOCUMENT_ODT, LT_BAD_DATA);
    expect_refused(outside, LT_DOCUMENT_ODT, LT_BAD_DATA);
    lt_document *document;
    assert_int_equal(lt_document_open("PK\x03\x04nonsense", 12, LT_DOCUMENT_DOCX, &document, NULL),
                     LT_BAD_DATA);
}

static void test_bomb(void **state)
{
    (void)state;
    char *blanks = malloc(LT_DOCUMENT_PART_MAXIMUM + 2);
    assert_non_null(blanks);
    memset(blanks, ' ', LT_DOCUMENT_PART_MAXIMUM + 1);
    blanks[LT_DOCUMENT_PART_MAXIMUM + 1] = '\0';
    const char *const entries[] = {"word/document.xml", blanks, NULL};
    expect_refused(entries, LT_DOCUMENT_DOCX, LT_TOO_LONG);
    free(blanks);
}

static void test_deep(void **state)
{
    (void)state;
    lt_buffer text = LT_BUFFER_INIT;
    lt_document *document;
    for (int i = 0; i < 50000; i++)
        lt_buffer_append_string(&text, "<div><span><code>");
    assert_int_equal(lt_document_open(text.data, text.length, LT_DOCUMENT_HTML, &document, NULL),
                     LT_OK);
    lt_document_free(document);
    lt_buffer_clear(&text);
    lt_buffer_append_string(&text, "<a>");
    for (int i = 0; i < 50000; i++)
        lt_buffer_append_string(&text, "<b>");
    const char *const entries[] = {"content.xml", text.data, NULL};
    expect_refused(entries, LT_DOCUMENT_ODT, LT_BAD_DATA);
    lt_buffer_dispose(&text);
}

static void test_edits_out_of_order(void **state)
{
    (void)state;
    lt_document *document;
    lt_buffer out = LT_BUFFER_INIT;
    lt_document_edit edits[] = {{3, 1, "x", 1}, {0, 1, "y", 1}}, beyond = {2, 9, "", 0};
    assert_int_equal(lt_document_open("abcdef", 6, LT_DOCUMENT_TEXT, &document, NULL), LT_OK);
    assert_int_equal(lt_document_write(document, edits, 2, &out, NULL, NULL), LT_BAD_ARGUMENT);
    assert_int_equal(lt_document_write(document, &beyond, 1, &out, NULL, NULL), LT_BAD_ARGUMENT);
    assert_int_equal(out.length, 0);
    lt_document_free(document);
}

typedef struct trial {
    const char *bytes;
    size_t length;
    lt_document_type type;
} trial;

static lt_status open_and_write(void *context)
{
    const trial *trial = context;
    lt_document *document;
    lt_buffer out = LT_BUFFER_INIT;
    lt_error error = LT_ERROR_INIT;
    lt_status status =
        lt_document_open(trial->bytes, trial->length, trial->type, &document, &error);
    lt_document_edit edit = {0, 1, "Đ", 2};
    if (status == LT_OK)
        status = lt_document_write(document, &edit, 1, &out, NULL, &error);
    if (status != LT_OK)
        assert_int_equal(out.length, 0);
    lt_document_free(document);
    lt_buffer_dispose(&out);
    return status;
}

static void test_failing_memory(void **state)
{
    (void)state;
    static const char page[] = "<p>a &amp; b <!-- vn-spell: off -->c<!-- vn-spell: ignore x,y -->";
    static const char notes[] = "a **b** `c`\n\n<b>d</b>\n";
    trial html = {page, sizeof page - 1, LT_DOCUMENT_HTML};
    trial markdown = {notes, sizeof notes - 1, LT_DOCUMENT_MARKDOWN};
    assert_true(chaos_run(open_and_write, &html) > 3);
    assert_true(chaos_run(open_and_write, &markdown) > 3);
    lt_buffer file = LT_BUFFER_INIT;
    make_docx(&file);
    trial docx = {file.data, file.length, LT_DOCUMENT_DOCX};
    assert_true(chaos_run(open_and_write, &docx) > 3);
    lt_buffer_dispose(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_docx_text),
        cmocka_unit_test(test_odt_text),
        cmocka_unit_test(test_paragraph_places),
        cmocka_unit_test(test_docx_fix_keeps_formatting),
        cmocka_unit_test(test_libreoffice),
        cmocka_unit_test(test_odt_fix),
        cmocka_unit_test(test_bad_packages),
        cmocka_unit_test(test_bomb),
        cmocka_unit_test(test_deep),
        cmocka_unit_test(test_edits_out_of_order),
        cmocka_unit_test(test_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
