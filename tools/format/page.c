#include "tools/format/page.h"

#include <string.h>

#include "tools/common/tool.h"

static const char style[] =
    ":root{--ink:#1c1b1a;--paper:#fdfcfa;--soft:#75706a;--line:#ddd6cc;--ok:#4c8a5a;--doubt:#"
    "c27c0e;"
    "--gap:#b5493b;--moved:#4767b0;--slip:#fbd9d3;--house:#fdf0c2}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6e2dc;--paper:#171614;--soft:#9b958c;"
    "--line:#3a3631;--ok:#72b183;--doubt:#e0a43f;--gap:#e07a6b;--moved:#8aa6e8;--slip:#5c2a23;"
    "--house:#4b3d12}}"
    "*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);"
    "font:17px/1.55 Georgia,'Noto Serif',serif}"
    "header,main,footer{max-width:82rem;margin:0 auto;padding:0 1.25rem}"
    "header{padding-top:1.5rem}.heads{display:grid;grid-template-columns:1fr 1fr;gap:0 4.5rem}"
    "h1{font-size:1.35rem;line-height:1.3;margin:.2rem 0 .4rem}"
    "code{font:.8rem/1.4 ui-monospace,monospace;color:var(--soft);overflow-wrap:anywhere}"
    ".sum{font:.85rem/1.6 system-ui,sans-serif;color:var(--soft);border-block:1px solid "
    "var(--line);"
    "margin:1rem 0;padding:.45rem 0;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem}"
    ".sum b{color:var(--ink)}"
    ".row{display:grid;grid-template-columns:1fr 4.5rem "
    "1fr;border-radius:.35rem;scroll-margin:30vh}"
    ".row>div{padding:.28rem .5rem}.row.para{margin-top:1.1rem}"
    ".row:target,.row.here{background:color-mix(in srgb,var(--line) 45%,transparent)}"
    ".mid{position:relative;text-align:center;font:.72rem/1.4 system-ui,sans-serif;"
    "color:var(--soft)}"
    ".mid::before{content:'';position:absolute;left:0;right:0;top:1.02rem;border-top:2px solid "
    "var(--ok)}.mid a{position:relative;top:.42rem;background:var(--paper);padding:0 .3rem;"
    "border-radius:.6rem;color:inherit;text-decoration:none}"
    ".doubt .mid::before{border-color:var(--doubt);border-top-style:dashed}"
    ".doubt .mid a{color:var(--doubt);font-weight:700}"
    ".moved .mid::before{border-color:var(--moved);border-top-style:dotted}"
    ".moved .mid a{color:var(--moved);font-weight:700}"
    ".omission .mid::before{right:50%;border-color:var(--gap)}"
    ".addition .mid::before{left:50%;border-color:var(--gap)}"
    ".omission .mid a,.addition .mid a{color:var(--gap);font-weight:700}"
    ".headline{font-weight:700}.furniture,.date-line{color:var(--soft)}.caption{font-style:italic}"
    "mark{color:inherit;background:var(--house);border-bottom:2px solid var(--doubt)}"
    "mark.slip{background:var(--slip);border-color:var(--gap)}"
    "ins{font:.8em system-ui,sans-serif;text-decoration:none;color:var(--ok);padding:0 .25em}"
    "footer{font:.8rem/1.6 system-ui,sans-serif;color:var(--soft);padding:2rem 1.25rem}"
    "@media(max-width:700px){.heads{grid-template-columns:1fr;gap:.8rem}"
    ".row{grid-template-columns:1fr;border-left:3px solid var(--ok);border-radius:0;margin:.7rem 0;"
    "padding-left:.2rem}.row.doubt{border-color:var(--doubt)}.row.moved{border-color:var(--moved)}"
    ".row.omission,.row.addition{border-color:var(--gap)}.mid{order:3;text-align:left}"
    ".mid::before{display:none}.mid a{top:0;padding:0}.row>div:empty{display:none}"
    ".row>div:last-child{color:var(--soft)}}"
    "@media print{body{font-size:10.5pt}footer{display:none}.row{break-inside:avoid}"
    "mark{border-bottom-width:1.5pt}}";

/* j and k, or the arrows, walk the links; n goes to the next one to look at. */
static const char script[] =
    "const r=[...document.querySelectorAll('.row')];let i=-1;"
    "function go(k){if(!(k>=0&&k<r.length))return;r[i]?.classList.remove('here');i=k;"
    "r[i].classList.add('here');r[i].scrollIntoView({block:'nearest',behavior:'smooth'})}"
    "addEventListener('keydown',e=>{if(e.ctrlKey||e.metaKey||e.altKey)return;const k=e.key;"
    "if(k=='j'||k=='ArrowDown')go(i+1);else if(k=='k'||k=='ArrowUp')go(i-1);else if(k=='n'){"
    "const f=[...r.keys()].filter(x=>r[x].matches('.doubt,.moved,.omission,.addition')||"
    "r[x].querySelector('mark'));go([...f.filter(x=>x>i),...f][0])}else "
    "return;e.preventDefault()})";

lt_status page_escape(lt_buffer *out, const char *text, size_t length)
{
    lt_status status = LT_OK;
    size_t done = 0;
    for (size_t at = 0; at < length && status == LT_OK; at++) {
        const char *entity = text[at] == '&'   ? "&amp;"
                             : text[at] == '<' ? "&lt;"
                             : text[at] == '>' ? "&gt;"
                             : text[at] == '"' ? "&quot;"
                                               : NULL;
        if (!entity)
            continue;
        status = lt_buffer_append(out, text + done, at - done);
        if (status == LT_OK)
            status = lt_buffer_append_string(out, entity);
        done = at + 1;
    }
    return status == LT_OK ? lt_buffer_append(out, text + done, length - done) : status;
}

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
        w->status = page_escape(w->out, text, length);
}

static void put_number(writer *w, const char *format, size_t number)
{
    if (w->status == LT_OK)
        w->status = lt_buffer_append_format(w->out, format, number); // NOLINT
}

static void put_mark(writer *w, const page_mark *mark, const char *text)
{
    put(w, mark->spelling ? "<mark class=\"slip\" title=\"" : "<mark title=\"");
    put_text(w, mark->code, strlen(mark->code));
    put(w, ": ");
    put_text(w, mark->message, strlen(mark->message));
    put(w, "\">");
    put_text(w, text + mark->start, mark->length);
    put(w, "</mark>");
    if (mark->suggestion) {
        put(w, "<ins>");
        put_text(w, mark->suggestion, strlen(mark->suggestion));
        put(w, "</ins>");
    }
}

/* A segment with the marks that lie in it. */
static void put_segment(writer *w, int side, size_t index)
{
    const pair_side *texts = &w->pair->side[side];
    const lt_align_segment *segment = &texts->segments[index];
    const page_side *marks = &w->sides[side];
    const char *text = texts->text.data;
    size_t at = (size_t)(segment->text - text), end = at + segment->length;
    put(w, "<span class=\"");
    put(w, texts->kinds ? lt_segment_kind_name(texts->kinds[index]) : "sentence");
    put(w, "\">");
    for (size_t i = 0; i < marks->mark_count; i++) {
        const page_mark *mark = &marks->marks[i];
        if (mark->start < at || mark->start + mark->length > end)
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

/* Does a new paragraph begin with this link? */
static bool begins_paragraph(const text_pair *pair, const lt_link *link, const lt_link *before)
{
    for (int side = 0; side < 2; side++) {
        const lt_align_segment *s = pair->side[side].segments;
        size_t first = side == 0 ? link->vi : link->en, last = side == 0 ? before->vi : before->en;
        size_t count = side == 0 ? link->vi_count : link->en_count;
        size_t count_before = side == 0 ? before->vi_count : before->en_count;
        if (count && count_before && s[first].paragraph != s[last + count_before - 1].paragraph)
            return true;
    }
    return false;
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

static void put_link(writer *w, size_t index)
{
    const lt_link *link = &w->pair->alignment.links[index];
    bool para = index > 0 && begins_paragraph(w->pair, link, link - 1);
    put(w, "<div class=\"row ");
    put(w, link_class(link));
    put(w, para ? " para" : "");
    put_number(w, "\" id=\"l%zu\">", index + 1);
    put_cell(w, 0, link->vi, link->vi_count);
    put_number(w, "<div class=\"mid\"><a href=\"#l%zu\">", index + 1);
    put(w, link_label(link));
    if (link->kind == LT_LINK_SENTENCE || link->kind == LT_LINK_MOVED)
        put_number(w, " %zu%%", (size_t)(link->score * 100 + 0.5));
    put(w, "</a></div>");
    put_cell(w, 1, link->en, link->en_count);
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
    if (page->slug)
        put_text(w, page->slug, strlen(page->slug));
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
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        put_number(w, "<span><b>%zu</b> ", items[i].count);
        put(w, items[i].label);
        put(w, "</span>");
    }
    put(w, "</div>");
}

lt_status page_write(const text_pair *pair, const page_side sides[2], lt_buffer *out)
{
    writer w = {out, LT_OK, pair, sides};
    size_t before = out->length;
    put(&w, "<!doctype html>\n<html lang=\"");
    put(&w, say("en", "vi"));
    put(&w, "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
            "content=\"width=device-width,initial-scale=1\">\n<title>");
    if (sides[0].headline < pair->side[0].count)
        put_text(&w, pair->side[0].segments[sides[0].headline].text,
                 pair->side[0].segments[sides[0].headline].length);
    put(&w, "</title>\n<style>");
    put(&w, style);
    put(&w, "</style></head>\n<body>\n<header><div class=\"heads\">");
    put_headline(&w, 0);
    put_headline(&w, 1);
    put(&w, "</div>");
    put_summary(&w);
    put(&w, "</header>\n<main>\n");
    for (size_t i = 0; i < pair->alignment.count; i++)
        put_link(&w, i);
    put(&w, "</main>\n<footer>");
    put(&w, say("j k: next and previous link; n: next one to look at. Made by libtext.",
                "j k: liên kết sau, trước; n: chỗ cần xem kế tiếp. Tạo bởi libtext."));
    put(&w, "</footer>\n<script>");
    put(&w, script);
    put(&w, "</script>\n</body>\n</html>\n");
    if (w.status != LT_OK)
        lt_buffer_truncate(out, before);
    return w.status;
}
