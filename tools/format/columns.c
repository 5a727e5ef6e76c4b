#include "tools/format/columns.h"

#include <string.h>

#include "tools/common/tool.h"
#include "tools/format/findings.h"
#include "tools/format/report.h"

static const char style[] =
    "<style>\n"
    ":root{color-scheme:light dark;--bg:#fff;--fg:#1c1c1c;--dim:#6a6a6a;--line:#9ab;--on:#e4f0ff;"
    "--bad:#b3261e;--badbg:#ffe3df;--gap:#fff4cf}\n"
    "@media(prefers-color-scheme:dark){:root{--bg:#15171a;--fg:#e3e3e3;--dim:#9a9a9a;--line:#567;"
    "--on:#22344a;--bad:#ff9c92;--badbg:#4d2420;--gap:#3d3512}}\n"
    "body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.55 system-ui,sans-serif}\n"
    ".pair{position:relative;display:grid;grid-template-columns:1fr 5rem 1fr;max-width:88rem;"
    "margin:0 auto;padding:0 1rem 2rem}\n"
    ".pair h2{font-size:1rem;color:var(--dim);overflow-wrap:anywhere}\n"
    ".pair p{margin:0 0 .8em}\n"
    ".col.en{grid-column:3}\n"
    "svg.links{position:absolute;pointer-events:none;overflow:visible}\n"
    "svg.links path{fill:none;stroke:var(--line);stroke-width:1.5;opacity:.55}\n"
    "svg.links path.on{stroke-width:3;opacity:1}\n"
    "svg.links path.moved{stroke:var(--bad);stroke-dasharray:5 4}\n"
    ".s{border-radius:3px;cursor:pointer;overflow-wrap:anywhere}\n"
    ".s.on,.s:focus-visible{background:var(--on);outline:2px solid var(--line)}\n"
    ".s.alone{background:var(--gap)}\n"
    "mark{background:var(--badbg);color:inherit;border-bottom:2px solid var(--bad)}\n"
    ".s.flag{border-bottom:2px dotted var(--bad)}\n"
    ".findings{max-width:86rem;margin:0 auto;padding:0 1rem 1rem 2.6rem}\n"
    ".findings li{margin:.2em 0;overflow-wrap:anywhere}\n"
    ".findings a{color:inherit}\n"
    ".findings b{color:var(--bad);font-weight:600}\n"
    ".help{color:var(--dim);font-size:.85rem;max-width:86rem;margin:1rem auto 0;padding:0 1rem}\n"
    "@media(max-width:700px){.pair{grid-template-columns:1fr 1.2rem 1fr;font-size:13px;"
    "padding:0 .5rem 1rem}}\n"
    "@media print{.help{display:none}.pair{font-size:10pt}.s{cursor:auto}}\n"
    "</style>\n";

static const char script[] =
    "<script>\n"
    "(()=>{const root=document.querySelector('.pair'),svg=root.querySelector('svg');\n"
    "const all=[...root.querySelectorAll('.s')];const by={};\n"
    "all.forEach(s=>{(by[s.dataset.l]=by[s.dataset.l]||[[],[]])"
    "[s.closest('.en')?1:0].push(s)});\n"
    "const keys=Object.keys(by).map(Number).sort((a,b)=>a-b);let now=-1;\n"
    "function mid(list,box){const "
    "a=list[0].getClientRects(),b=list[list.length-1].getClientRects();"
    "return(a[0].top+b[b.length-1].bottom)/2-box.top}\n"
    "function draw(){const box=root.getBoundingClientRect(),"
    "l=root.querySelector('.vi').getBoundingClientRect(),"
    "r=root.querySelector('.en').getBoundingClientRect();\n"
    "svg.style.left=l.right-box.left+'px';svg.style.top=0;svg.setAttribute('width',r.left-l.right);"
    "svg.setAttribute('height',box.height);const w=r.left-l.right;svg.textContent='';\n"
    "keys.forEach(k=>{const[a,b]=by[k];if(!a.length||!b.length)return;"
    "const y=mid(a,box),z=mid(b,box),"
    "p=document.createElementNS('http://www.w3.org/2000/svg','path');\n"
    "p.setAttribute('d',`M2 ${y}C${w/2} ${y} ${w/2} ${z} ${w-2} ${z}`);p.dataset.l=k;"
    "if(a[0].classList.contains('moved'))p.classList.add('moved');svg.append(p)});mark()}\n"
    "function mark(){root.querySelectorAll('.on').forEach(e=>e.classList.remove('on'));"
    "if(now<0)return;root.querySelectorAll(`[data-l=\"${now}\"]`)"
    ".forEach(e=>e.classList.add('on'))}\n"
    "function go(k,focus){now=k;mark();if(focus){const e=(by[k][0][0]||by[k][1][0]);"
    "e.focus({preventScroll:true});e.scrollIntoView({block:'nearest'})}}\n"
    "all.forEach(s=>{s.onclick=s.onfocus=()=>go(+s.dataset.l)});\n"
    "document.addEventListener('keydown',e=>{if(e.ctrlKey||e.metaKey||e.altKey)return;"
    "const i=keys.indexOf(now);let n=null;\n"
    "if(e.key==='j'||e.key==='ArrowDown')n=Math.min(i+1,keys.length-1);"
    "else if(e.key==='k'||e.key==='ArrowUp')n=Math.max(i-1,0);\n"
    "else if(e.key==='n'){n=keys.findIndex((k,m)=>m>i&&by[k].flat().some("
    "s=>s.matches('.flag,.alone')||s.querySelector('mark')));if(n<0)return}\n"
    "if(n!==null){e.preventDefault();go(keys[n],true)}});\n"
    "new ResizeObserver(draw).observe(root);addEventListener('beforeprint',draw);draw()})();\n"
    "</script>\n";

static lt_status append_text(lt_buffer *out, const char *text, size_t length)
{
    return report_html_text(out, text, length);
}

/* Number of the link that a segment is in. */
static size_t link_of(const text_pair *pair, int side, size_t segment)
{
    for (size_t i = 0; i < pair->alignment.count; i++) {
        const lt_link *l = &pair->alignment.links[i];
        size_t first = side ? l->en : l->vi, count = side ? l->en_count : l->vi_count;
        if (segment >= first && segment < first + count)
            return i;
    }
    return 0;
}

/* The finding on a segment that covers it whole or, with `part`, a part from byte `from` on. */
static const lt_review_finding *finding_on(const lt_review *review, int side, size_t segment,
                                           size_t length, bool part, size_t from)
{
    const lt_review_finding *best = NULL;
    for (size_t i = 0; review && i < review->count; i++) {
        const lt_review_span *s = &review->findings[i].side[side];
        if (!s->present || s->segment != segment || (s->length < length) != part ||
            s->start < from || s->length == 0)
            continue;
        if (!best || s->start < best->side[side].start)
            best = &review->findings[i];
    }
    return best;
}

static lt_status write_title(const text_pair *pair, const lt_review_finding *f, lt_buffer *out)
{
    lt_buffer message = LT_BUFFER_INIT;
    lt_review_pair reviewed = findings_pair(pair);
    lt_status status = lt_review_message(
        &reviewed, f, settings.vietnamese ? LT_LANGUAGE_VI : LT_LANGUAGE_EN, &message);
    if (status == LT_OK)
        status = lt_buffer_append_format(out, " title=\"%s: ", lt_review_code_name(f->code));
    if (status == LT_OK)
        status = append_text(out, message.data, message.length);
    lt_buffer_dispose(&message);
    return status == LT_OK ? lt_buffer_append_byte(out, '"') : status;
}

static lt_status write_marked(const text_pair *pair, const lt_review *review, int side,
                              size_t segment, lt_buffer *out)
{
    const lt_align_segment *s = &pair->side[side].segments[segment];
    const lt_review_finding *f;
    size_t at = 0;
    lt_status status = LT_OK;
    while (status == LT_OK && (f = finding_on(review, side, segment, s->length, true, at))) {
        const lt_review_span *span = &f->side[side];
        status = append_text(out, s->text + at, span->start - at);
        if (status == LT_OK)
            status = lt_buffer_append_string(out, "<mark");
        if (status == LT_OK)
            status = write_title(pair, f, out);
        if (status == LT_OK)
            status = lt_buffer_append_byte(out, '>');
        if (status == LT_OK)
            status = append_text(out, s->text + span->start, span->length);
        if (status == LT_OK)
            status = lt_buffer_append_string(out, "</mark>");
        at = span->start + span->length;
    }
    return status == LT_OK ? append_text(out, s->text + at, s->length - at) : status;
}

static lt_status write_segment(const text_pair *pair, const lt_review *review, int side,
                               size_t segment, lt_buffer *out)
{
    size_t number = link_of(pair, side, segment);
    const lt_link *l = &pair->alignment.links[number];
    bool alone = l->vi_count == 0 || l->en_count == 0;
    const lt_review_finding *f =
        finding_on(review, side, segment, pair->side[side].segments[segment].length, false, 0);
    lt_status status = lt_buffer_append_format(
        out, "<span class=\"s%s%s%s\" tabindex=\"0\" id=\"%s%zu\" data-l=\"%zu\"",
        alone ? " alone" : "", l->kind == LT_LINK_MOVED ? " moved" : "", f ? " flag" : "",
        side ? "en" : "vi", segment, number);
    if (status == LT_OK && f)
        status = write_title(pair, f, out);
    if (status == LT_OK)
        status = lt_buffer_append_byte(out, '>');
    if (status == LT_OK)
        status = write_marked(pair, review, side, segment, out);
    return status == LT_OK ? lt_buffer_append_string(out, "</span>") : status;
}

static lt_status write_column(const text_pair *pair, const lt_review *review, int side,
                              lt_buffer *out)
{
    const pair_side *p = &pair->side[side];
    const char *language = side ? "en" : "vi";
    lt_status status = lt_buffer_append_format(out, "<div class=\"col %s\" lang=\"%s\">\n<h2>",
                                               language, language);
    if (status == LT_OK)
        status = append_text(out, p->name, strlen(p->name));
    if (status == LT_OK)
        status = lt_buffer_append_string(out, "</h2>\n");
    for (size_t i = 0; i < p->count && status == LT_OK; i++) {
        bool first = i == 0 || p->segments[i].paragraph != p->segments[i - 1].paragraph;
        bool last = i + 1 == p->count || p->segments[i].paragraph != p->segments[i + 1].paragraph;
        status = lt_buffer_append_string(out, first ? "<p>" : " ");
        if (status == LT_OK)
            status = write_segment(pair, review, side, i, out);
        if (status == LT_OK && last)
            status = lt_buffer_append_string(out, "</p>\n");
    }
    return status == LT_OK ? lt_buffer_append_string(out, "</div>\n") : status;
}

static lt_status write_list(const text_pair *pair, const lt_review *review, lt_buffer *out)
{
    lt_review_pair reviewed = findings_pair(pair);
    lt_buffer message = LT_BUFFER_INIT;
    lt_status status = lt_buffer_append_string(out, "<ol class=\"findings\">\n");
    for (size_t i = 0; i < review->count && status == LT_OK; i++) {
        const lt_review_finding *f = &review->findings[i];
        int side = f->side[1].present;
        lt_buffer_clear(&message);
        status =
            lt_buffer_append_format(out, "<li><a href=\"#%s%zu\"><b>%s</b> ", side ? "en" : "vi",
                                    f->side[side].segment, lt_review_code_name(f->code));
        if (status == LT_OK)
            status = lt_review_message(
                &reviewed, f, settings.vietnamese ? LT_LANGUAGE_VI : LT_LANGUAGE_EN, &message);
        if (status == LT_OK)
            status = append_text(out, message.data, message.length);
        if (status == LT_OK)
            status = lt_buffer_append_string(out, "</a></li>\n");
    }
    lt_buffer_dispose(&message);
    return status == LT_OK ? lt_buffer_append_string(out, "</ol>\n") : status;
}

lt_status columns_write_body(const text_pair *pair, const lt_review *review, lt_buffer *out)
{
    const char *help = say("j/k or arrows: next and previous link; n: next finding",
                           "j/k hoặc mũi tên: liên kết sau, trước; n: điểm cần xem tiếp theo");
    lt_status status = lt_buffer_append_string(out, style);
    if (status == LT_OK)
        status = lt_buffer_append_format(out, "<p class=\"help\">%s</p>\n", help);
    if (status == LT_OK && review)
        status = write_list(pair, review, out);
    if (status == LT_OK)
        status = lt_buffer_append_string(
            out, "<main class=\"pair\">\n<svg class=\"links\" aria-hidden=\"true\"></svg>\n");
    if (status == LT_OK)
        status = write_column(pair, review, 0, out);
    if (status == LT_OK)
        status = write_column(pair, review, 1, out);
    if (status == LT_OK)
        status = lt_buffer_append_string(out, "</main>\n");
    return status == LT_OK ? lt_buffer_append_string(out, script) : status;
}

lt_status columns_write(const text_pair *pair, const lt_review *review, lt_buffer *out)
{
    lt_status status = lt_buffer_append_format(
        out,
        "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>",
        settings.vietnamese ? "vi" : "en");
    for (int s = 0; s < 2 && status == LT_OK; s++) {
        status = append_text(out, pair->side[s].name, strlen(pair->side[s].name));
        if (status == LT_OK)
            status = lt_buffer_append_string(out, s ? "</title>\n</head>\n<body>\n" : " | ");
    }
    if (status == LT_OK)
        status = columns_write_body(pair, review, out);
    return status == LT_OK ? lt_buffer_append_string(out, "</body>\n</html>\n") : status;
}
