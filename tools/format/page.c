#include "tools/format/page.h"

#include <stdlib.h>
#include <string.h>

#include "tools/common/tool.h"
#include "tools/format/page_look.h"
#include "tools/format/page_rows.h"
#include "tools/format/report.h"

/* What is being written; the first failure stops everything that follows. */
typedef struct writer {
    lt_buffer *out;
    lt_status status;
    const text_pair *pair;
    const page_side *sides;
} writer;

static void put(writer *w, const char *text)
{
    if (w->status == LT_OK)
        w->status = lt_buffer_append_string(w->out, text);
}

static void put_text(writer *w, const char *text, size_t length)
{
    if (w->status == LT_OK)
        w->status = report_html_text(w->out, text, length);
}

static void put_number(writer *w, const char *format, size_t number)
{
    if (w->status == LT_OK)
        w->status = lt_buffer_append_format(w->out, format, number);
}

/* title="…" for the mouse, data-m and a place in the order of Tab for keys and fingers. */
static void put_message(writer *w, const page_mark *mark)
{
    for (int i = 0; i < 2; i++) {
        put(w, i ? "\" tabindex=\"0\" data-m=\"" : " title=\"");
        put_text(w, mark->code, strlen(mark->code));
        put(w, ": ");
        put_text(w, mark->message, strlen(mark->message));
    }
    put(w, "\"");
}

static void put_mark(writer *w, const page_mark *mark, const char *text)
{
    put(w, mark->spelling ? "<mark class=\"slip\"" : "<mark");
    put_message(w, mark);
    put(w, ">");
    put_text(w, text + mark->start, mark->length);
    put(w, "</mark>");
    if (mark->suggestion) {
        put(w, "<ins>");
        put_text(w, mark->suggestion, strlen(mark->suggestion));
        put(w, "</ins>");
    }
}

/* The first mark that starts at or after a byte. */
static size_t find_mark(const page_side *side, size_t at)
{
    size_t low = 0, high = side->mark_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (side->marks[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A segment with the marks that lie in it. */
static void put_segment(writer *w, int side, size_t index)
{
    const pair_side *texts = &w->pair->side[side];
    const lt_align_segment *segment = &texts->segments[index];
    const page_side *marks = &w->sides[side];
    const char *text = texts->text.data;
    size_t at = (size_t)(segment->text - text), end = at + segment->length;
    size_t first = find_mark(marks, at);
    const page_mark *whole = NULL;
    for (size_t i = first; i < marks->mark_count && marks->marks[i].start == at; i++)
        if (marks->marks[i].length == segment->length && !whole)
            whole = &marks->marks[i];
    put(w, side == 0 ? "<span id=\"v" : "<span id=\"e");
    put_number(w, "%zu\" class=\"", index);
    put(w, texts->kinds ? lt_segment_kind_name(texts->kinds[index]) : "sentence");
    put(w, whole ? " flag\"" : "\"");
    if (whole)
        put_message(w, whole);
    put(w, ">");
    for (size_t i = first; i < marks->mark_count && marks->marks[i].start < end; i++) {
        const page_mark *mark = &marks->marks[i];
        if (mark->start < at || mark->start + mark->length > end ||
            mark->length == segment->length || mark->length == 0)
            continue;
        put_text(w, text + at, mark->start - at);
        put_mark(w, mark, text);
        at = mark->start + mark->length;
    }
    put_text(w, text + at, end - at);
    put(w, "</span> ");
}

static void put_cell(writer *w, int side, size_t first, size_t count)
{
    put(w, side == 0 ? "<div lang=\"vi\">" : "<div lang=\"en\">");
    for (size_t i = 0; i < count; i++)
        put_segment(w, side, first + i);
    put(w, "</div>");
}

/* The segments of a row: of a link or, of a moved one, those of one side. */
static size_t row_first(const lt_link *link, int side)
{
    return side == 0 ? link->vi : link->en;
}

static size_t row_count(const writer *w, const page_row *row, int side)
{
    const lt_link *link = &w->pair->alignment.links[row->link];
    return !(row->sides & (1 << side)) ? 0 : side == 0 ? link->vi_count : link->en_count;
}

/* Does a new paragraph begin with this row? */
static bool begins_paragraph(const writer *w, const page_row *row, size_t shown[2])
{
    bool begins = false;
    for (int side = 0; side < 2; side++) {
        const lt_align_segment *s = w->pair->side[side].segments;
        size_t count = row_count(w, row, side);
        if (count == 0)
            continue;
        size_t first = row_first(&w->pair->alignment.links[row->link], side);
        begins = begins || (first > 0 && shown[side] > 0 &&
                            s[first].paragraph != s[shown[side] - 1].paragraph);
        shown[side] = first + count;
    }
    return begins;
}

static const char *link_class(const lt_link *link)
{
    if (link->kind != LT_LINK_SENTENCE)
        return lt_link_kind_name(link->kind);
    return link->score < PAGE_DOUBT ? "doubt" : "";
}

static const char *link_label(const lt_link *link)
{
    switch (link->kind) {
    case LT_LINK_OMISSION:
        return say("not in English", "không có bản Anh");
    case LT_LINK_ADDITION:
        return say("not in Vietnamese", "không có bản Việt");
    case LT_LINK_MOVED:
        return say("moved", "đổi chỗ");
    default:
        return "";
    }
}

static void put_row(writer *w, const page_row *row, size_t shown[2])
{
    const lt_link *link = &w->pair->alignment.links[row->link];
    bool moved = link->kind == LT_LINK_MOVED, second = row->sides == PAGE_EN && moved;
    put(w, "<div class=\"row");
    put(w, *link_class(link) ? " " : "");
    put(w, link_class(link));
    put(w, !moved ? "" : second ? " en" : " vi");
    put(w, begins_paragraph(w, row, shown) ? " para" : "");
    put_number(w, "\" data-l=\"%zu", row->link);
    put_number(w, "\" id=\"l%zu", row->link + 1);
    put(w, second ? "e\">" : "\">");
    put_cell(w, 0, link->vi, row_count(w, row, 0));
    put_number(w, "<div class=\"mid\"><a href=\"#l%zu", row->link + 1);
    put(w, moved && !second ? "e\">" : "\">");
    put(w, !moved ? "" : second ? "\xE2\x86\x90 " : "\xE2\x86\x92 ");
    put(w, link_label(link));
    if (link->kind == LT_LINK_SENTENCE || moved)
        put_number(w, " %zu%%", (size_t)(link->score * 100 + 0.5));
    put(w, "</a></div>");
    put_cell(w, 1, link->en, row_count(w, row, 1));
    put(w, "</div>\n");
}

static void put_headline(writer *w, int side)
{
    const pair_side *texts = &w->pair->side[side];
    const page_side *page = &w->sides[side];
    put(w, side == 0 ? "<div lang=\"vi\">" : "<div lang=\"en\">");
    put(w, "<h1>");
    if (page->headline < texts->count)
        put_text(w, texts->segments[page->headline].text, texts->segments[page->headline].length);
    put(w, "</h1><code>");
    const char *below = page->slug ? page->slug : texts->name ? texts->name : "";
    put_text(w, below, strlen(below));
    put(w, "</code></div>");
}

static void put_summary(writer *w)
{
    size_t kinds[LT_LINK_KIND_COUNT] = {0}, doubtful = 0;
    const lt_alignment *alignment = &w->pair->alignment;
    for (size_t i = 0; i < alignment->count; i++) {
        kinds[alignment->links[i].kind]++;
        doubtful +=
            alignment->links[i].kind == LT_LINK_SENTENCE && alignment->links[i].score < PAGE_DOUBT;
    }
    const struct {
        const char *label;
        size_t count;
    } items[] = {
        {say("links", "liên kết"), kinds[LT_LINK_SENTENCE] + kinds[LT_LINK_MOVED]},
        {say("to look at", "cần xem lại"), doubtful},
        {say("moved", "đổi chỗ"), kinds[LT_LINK_MOVED]},
        {say("not in English", "không có bản Anh"), kinds[LT_LINK_OMISSION]},
        {say("not in Vietnamese", "không có bản Việt"), kinds[LT_LINK_ADDITION]},
        {say("marks in Vietnamese", "điểm đánh dấu bản Việt"), w->sides[0].mark_count},
        {say("marks in English", "điểm đánh dấu bản Anh"), w->sides[1].mark_count},
    };
    put(w, "<div class=\"sum\">");
    /* Without any marks there was nobody to make some: "0" would say that all is well. */
    size_t shown = sizeof items / sizeof *items - (w->sides[0].marks ? 0 : 2);
    for (size_t i = 0; i < shown; i++) {
        put_number(w, "<span><b>%zu</b> ", items[i].count);
        put(w, items[i].label);
        put(w, "</span>");
    }
    put(w, "</div>");
}

static void put_listed(writer *w, int side, size_t segment)
{
    const page_side *marks = &w->sides[side];
    const lt_align_segment *s = &w->pair->side[side].segments[segment];
    size_t at = (size_t)(s->text - w->pair->side[side].text.data);
    for (size_t i = find_mark(marks, at);
         i < marks->mark_count && marks->marks[i].start < at + s->length; i++) {
        const page_mark *mark = &marks->marks[i];
        if (!mark->listed)
            continue;
        put(w, side == 0 ? "<li><a href=\"#v" : "<li><a href=\"#e");
        put_number(w, "%zu\"><b>", segment);
        put_text(w, mark->code, strlen(mark->code));
        put(w, "</b> ");
        put_text(w, mark->message, strlen(mark->message));
        put(w, "</a></li>\n");
    }
}

/* The listed marks in the order of the links. */
static void put_list(writer *w)
{
    bool any = false;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < w->sides[side].mark_count; i++)
            any = any || w->sides[side].marks[i].listed;
    if (!any)
        return;
    put(w, "<ol class=\"list\">\n");
    for (size_t i = 0; i < w->pair->alignment.count; i++) {
        const lt_link *link = &w->pair->alignment.links[i];
        for (size_t k = 0; k < link->vi_count; k++)
            put_listed(w, 0, link->vi + k);
        for (size_t k = 0; k < link->en_count; k++)
            put_listed(w, 1, link->en + k);
    }
    put(w, "</ol>\n");
}

size_t page_headline(const pair_side *side)
{
    for (size_t i = 0; side->kinds && i < side->count; i++)
        if (side->kinds[i] == LT_SEGMENT_HEADLINE)
            return i;
    return 0;
}

lt_status page_write(const text_pair *pair, const page_side sides[2], lt_buffer *out)
{
    writer w = {out, LT_OK, pair, sides};
    size_t before = out->length, row_total;
    page_row *rows = page_rows(&pair->alignment, pair->side[1].count, &row_total);
    if (!rows)
        return LT_NO_MEMORY;
    put(&w, "<!doctype html>\n<html lang=\"");
    put(&w, say("en", "vi"));
    put(&w, "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
            "content=\"width=device-width,initial-scale=1\">\n<title>");
    if (sides[0].headline < pair->side[0].count)
        put_text(&w, pair->side[0].segments[sides[0].headline].text,
                 pair->side[0].segments[sides[0].headline].length);
    put(&w, "</title>\n<style>");
    put(&w, page_style);
    put(&w, "</style></head>\n<body>\n<header><div class=\"heads\">");
    put_headline(&w, 0);
    put_headline(&w, 1);
    put(&w, "</div>");
    put_summary(&w);
    put_list(&w);
    put(&w, "</header>\n<main><svg aria-hidden=\"true\"></svg>\n");
    for (size_t i = 0, shown[2] = {0, 0}; i < row_total; i++)
        put_row(&w, &rows[i], shown);
    free(rows);
    put(&w, "</main>\n<footer>");
    put(&w, say("j k: next and previous link; n: next one to look at. Made by libtext.",
                "j k: liên kết sau, trước; n: chỗ cần xem kế tiếp. Tạo bởi libtext."));
    put(&w, "</footer>\n<script>");
    put(&w, page_script);
    put(&w, "</script>\n</body>\n</html>\n");
    if (w.status != LT_OK)
        lt_buffer_truncate(out, before);
    return w.status;
}
