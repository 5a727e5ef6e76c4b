/* Unified diff from a list of changes: what is between changes is known to be the same. */
#include <stdlib.h>
#include <string.h>

#include <libtext/utf8.h>

#include "tools/format/changes.h"

#define CONTEXT 3

/* A place in a text by lines: byte offset of a line's start and its number from 0. */
typedef struct line {
    size_t offset, number;
} line;

/* Lines that differ: [from, to) in both texts. */
typedef struct block {
    line from[2], to[2];
} block;

typedef struct diff {
    const lt_buffer *side[2];
    line cursor[2];
    lt_buffer *out;
} diff;

/* The line that holds `offset`; asked in rising order. */
static line line_at(const diff *d, line from, int side, size_t offset)
{
    const lt_buffer *text = d->side[side];
    for (;;) {
        const char *end = memchr(text->data + from.offset, '\n', text->length - from.offset);
        size_t next = end ? (size_t)(end - text->data) + 1 : text->length + 1;
        if (offset < next || next > text->length)
            return from;
        from = (line){next, from.number + 1};
    }
}

/* The line behind the one that `from` begins; at the end of the text its length. */
static line next_line(const diff *d, line from, int side)
{
    const lt_buffer *text = d->side[side];
    const char *end = memchr(text->data + from.offset, '\n', text->length - from.offset);
    return (line){end ? (size_t)(end - text->data) + 1 : text->length,
                  from.number + (from.offset < text->length)};
}

/* Up to CONTEXT lines before. */
static line lines_before(const diff *d, line at, line floor, int side)
{
    for (int i = 0; i < CONTEXT && at.number > floor.number; i++) {
        size_t offset = at.offset - 1;
        while (offset > 0 && d->side[side]->data[offset - 1] != '\n')
            offset--;
        at = (line){offset, at.number - 1};
    }
    return at;
}

static lt_status write_lines(diff *d, char sign, int side, line from, line to)
{
    lt_status status = LT_OK;
    while (from.number < to.number && status == LT_OK) {
        line next = next_line(d, from, side);
        status = lt_buffer_append_byte(d->out, sign);
        if (status == LT_OK)
            status = lt_buffer_append(d->out, d->side[side]->data + from.offset,
                                      next.offset - from.offset);
        if (status == LT_OK && d->out->data[d->out->length - 1] != '\n')
            status = lt_buffer_append_string(d->out, "\n\\ No newline at end of file\n");
        from = next;
    }
    return status;
}

static bool ends_line(const lt_buffer *text, size_t offset)
{
    return offset > 0 && text->data[offset - 1] == '\n';
}

/* The block of whole lines around changes [*index, …) that share lines. */
static block next_block(diff *d, const lt_changes *changes, size_t *index)
{
    const lt_change *c = &changes->items[*index];
    block b;
    b.from[0] = line_at(d, d->cursor[0], 0, c->start);
    b.from[1] = line_at(d, d->cursor[1], 1, c->result_start);
    b.to[0] = b.from[0];
    b.to[1] = b.from[1];
    for (;;) {
        size_t ends[2] = {c->start + c->length, c->result_start + c->result_length};
        bool whole = c->length + c->result_length > 0 && ends_line(d->side[0], ends[0]) &&
                     ends_line(d->side[1], ends[1]) && c->length > 0 && c->result_length > 0;
        for (int side = 0; side < 2; side++) {
            if (ends[side] < b.to[side].offset) /* a long line may have a change in every word */
                continue;
            b.to[side] = line_at(d, b.to[side], side, ends[side]);
            if (!whole || b.to[side].offset != ends[side])
                b.to[side] = next_line(d, b.to[side], side);
        }
        if (++*index == changes->count)
            return b;
        c = &changes->items[*index];
        if (c->start >= b.to[0].offset && c->result_start >= b.to[1].offset)
            return b;
    }
}

static lt_status write_hunk(diff *d, const block *blocks, size_t count)
{
    const block *first = &blocks[0], *last = &blocks[count - 1];
    line from[2], to[2];
    for (int side = 0; side < 2; side++) {
        from[side] = lines_before(d, first->from[side], (line){0, 0}, side);
        to[side] = last->to[side];
        for (int i = 0; i < CONTEXT; i++)
            to[side] = next_line(d, to[side], side);
    }
    lt_status status = lt_buffer_append_format(
        d->out, "@@ -%zu,%zu +%zu,%zu @@\n", from[0].number + (to[0].number > from[0].number),
        to[0].number - from[0].number, from[1].number + (to[1].number > from[1].number),
        to[1].number - from[1].number);
    line at = from[0];
    for (size_t i = 0; i < count && status == LT_OK; i++) {
        status = write_lines(d, ' ', 0, at, blocks[i].from[0]);
        if (status == LT_OK)
            status = write_lines(d, '-', 0, blocks[i].from[0], blocks[i].to[0]);
        if (status == LT_OK)
            status = write_lines(d, '+', 1, blocks[i].from[1], blocks[i].to[1]);
        at = blocks[i].to[0];
    }
    return status == LT_OK ? write_lines(d, ' ', 0, at, to[0]) : status;
}

static lt_status write_hunks(diff *d, const block *blocks, size_t count)
{
    lt_status status = LT_OK;
    for (size_t i = 0, k; i < count && status == LT_OK; i = k) {
        for (k = i + 1; k < count && blocks[k].from[0].number - blocks[k - 1].to[0].number <=
                                         2 * (size_t)CONTEXT;)
            k++;
        status = write_hunk(d, blocks + i, k - i);
    }
    return status;
}

/* "--- NAME" so that patch finds the file: quoted as in C (and by git) where the name needs it; a
 * tab behind a name with spaces, which would end at the first. */
static lt_status write_name(const char *mark, const char *name, lt_buffer *out)
{
    bool quoted = lt_utf8_validate(name, strlen(name), NULL) != LT_OK;
    for (const char *at = name; *at && !quoted; at++)
        quoted = (unsigned char)*at < ' ' || strchr("\"\\\x7F", *at);
    lt_status status = lt_buffer_append_format(out, quoted ? "%s \"" : "%s ", mark);
    for (const char *at = name; *at && status == LT_OK; at++) {
        unsigned char byte = (unsigned char)*at;
        bool octal = quoted && (byte < ' ' || byte >= 0x7F || byte == '"' || byte == '\\');
        status =
            octal ? lt_buffer_append_format(out, "\\%03o", byte) : lt_buffer_append_byte(out, *at);
    }
    const char *end = quoted ? "\"\n" : strchr(name, ' ') ? "\t\n" : "\n";
    return status == LT_OK ? lt_buffer_append_string(out, end) : status;
}

lt_status changes_write_diff(const changed_text *text, lt_buffer *out)
{
    diff d = {{text->before, text->after}, {{0, 0}, {0, 0}}, out};
    if (text->changes->count == 0)
        return LT_OK;
    block *blocks = malloc(text->changes->count * sizeof *blocks);
    if (!blocks)
        return LT_NO_MEMORY;
    size_t count = 0;
    for (size_t i = 0; i < text->changes->count;) {
        blocks[count] = next_block(&d, text->changes, &i);
        d.cursor[0] = blocks[count].to[0];
        d.cursor[1] = blocks[count].to[1];
        count++;
    }
    lt_status status = write_name("---", text->name, out);
    if (status == LT_OK)
        status = write_name("+++", text->name, out);
    if (status == LT_OK)
        status = write_hunks(&d, blocks, count);
    free(blocks);
    return status;
}
