#include "fences.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void give_up(const char *what, const char *path)
{
    fprintf(stderr, "%s: %s\n", path, what);
    exit(2);
}

char *read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        give_up("cannot open", path);
    lt_buffer text = LT_BUFFER_INIT;
    char chunk[65536];
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;)
        if (lt_buffer_append(&text, chunk, got) != LT_OK)
            give_up("too long", path);
    if (ferror(file))
        give_up("cannot read", path);
    fclose(file);
    *length = text.length;
    return lt_buffer_detach(&text);
}

void fences_open(fence_file *file, const char *path, bool raw)
{
    size_t length;
    file->text = file->at = read_whole(path, &length);
    file->line = 0;
    file->raw = raw;
}

void fences_close(fence_file *file)
{
    free(file->text);
}

void fence_dispose(fence *fence)
{
    lt_buffer_dispose(&fence->input);
    lt_buffer_dispose(&fence->expected);
}

/* Cuts the next line off; NULL at the end. */
static char *next_line(fence_file *file)
{
    if (*file->at == '\0')
        return NULL;
    char *line = file->at, *end = strchr(line, '\n');
    if (end) {
        *end = '\0';
        file->at = end + 1;
    } else {
        file->at = line + strlen(line);
    }
    file->line++;
    return line;
}

/* Decodes one escape behind a backslash; returns how many characters it took. */
static size_t decode_escape(const char *at, lt_buffer *out)
{
    static const char names[] = "nts\\", values[] = "\n\t \\";
    const char *name = *at ? strchr(names, *at) : NULL;
    if (name) {
        lt_buffer_append_byte(out, values[name - names]);
        return 1;
    }
    char *end;
    if ((*at == 'u' || *at == 'x') && at[1] == '{') {
        unsigned long value = strtoul(at + 2, &end, 16);
        if (*end == '}') {
            if (*at == 'u')
                lt_buffer_append_codepoint(out, (unsigned)value);
            else
                lt_buffer_append_byte(out, (char)value);
            return (size_t)(end + 1 - at);
        }
    }
    lt_buffer_append_byte(out, '\\');
    return 0;
}

static void append_line(const fence_file *file, const char *line, lt_buffer *out, bool first)
{
    if (!first)
        lt_buffer_append_byte(out, '\n');
    for (const char *at = line; *at;) {
        if (*at == '\\' && !file->raw) {
            at++;
            at += decode_escape(at, out);
        } else {
            lt_buffer_append_byte(out, *at++);
        }
    }
}

bool fences_next(fence_file *file, fence *fence)
{
    char *line;
    while ((line = next_line(file)) && strncmp(line, "````", 4) != 0)
        ;
    if (!line)
        return false;
    fence->head = line + 4 + strspn(line + 4, " ");
    fence->line = file->line;
    lt_buffer_init(&fence->input, 0);
    lt_buffer_init(&fence->expected, 0);
    lt_buffer *part = &fence->input;
    bool first = true;
    while ((line = next_line(file)) && strncmp(line, "````", 4) != 0) {
        if (part == &fence->input && strcmp(line, ".") == 0) {
            part = &fence->expected;
            first = true;
            continue;
        }
        append_line(file, line, part, first);
        first = false;
    }
    if (!line) {
        fprintf(stderr, "line %d: fence without an end\n", fence->line);
        exit(2);
    }
    return true;
}

const char *fence_option(const char *head, const char *name, char *value, size_t size)
{
    size_t length = strlen(name);
    for (const char *at = head; *at;) {
        at += strspn(at, " ");
        size_t word = strcspn(at, " ");
        if (word >= length && strncmp(at, name, length) == 0 &&
            (word == length || at[length] == '=')) {
            const char *text = word == length ? at + word : at + length + 1;
            snprintf(value, size, "%.*s", (int)(at + word - text), text);
            return value;
        }
        at += word;
    }
    return NULL;
}

static void show(const char *title, const lt_buffer *text)
{
    printf("  %s: \"", title);
    for (size_t i = 0; i < text->length; i++) {
        unsigned char byte = (unsigned char)text->data[i];
        if (byte == '\n')
            printf("\\n\n    ");
        else if (byte < 0x20 || byte == 0x7F)
            printf("\\x{%02X}", byte);
        else
            putchar(byte);
    }
    puts("\"");
}

void show_difference(const lt_buffer *expected, const lt_buffer *actual)
{
    show("expected", expected);
    show("actual  ", actual);
}
