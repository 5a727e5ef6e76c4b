/* cases-M FILE: runs the fenced cases; cases-M --dump DIR FILE: writes the inputs as fuzz seeds. */
#include "cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool case_is(const char *head, const char *op)
{
    size_t length = strlen(op);
    return strncmp(head, op, length) == 0 && (head[length] == ' ' || head[length] == '\0');
}

/* Runs on an exact copy, so that the sanitizer sees a read past the end. */
static bool run_copy(const char *head, const char *input, size_t length, lt_buffer *out)
{
    char *copy = malloc(length ? length : 1);
    if (!copy)
        exit(2);
    if (length)
        memcpy(copy, input, length);
    bool known = case_run(head, copy, length, out);
    free(copy);
    return known;
}

/* Empty, cut off anywhere (also inside a character), with a NUL behind and in the middle. */
static void run_damaged(const fence *fence)
{
    lt_buffer ignored = LT_BUFFER_INIT, input = LT_BUFFER_INIT;
    size_t step = fence->input.length > 400 ? fence->input.length / 200 : 1;
    for (size_t cut = 0; cut < fence->input.length; cut += step) {
        run_copy(fence->head, fence->input.data, cut, &ignored);
        lt_buffer_clear(&ignored);
    }
    lt_buffer_append(&input, fence->input.data, fence->input.length + 1);
    lt_buffer_append_byte(&input, '0');
    run_copy(fence->head, input.data, input.length, &ignored);
    lt_buffer_clear(&ignored);
    input.data[input.length / 2] = '\0';
    run_copy(fence->head, input.data, input.length, &ignored);
    lt_buffer_dispose(&ignored);
    lt_buffer_dispose(&input);
}

static bool run_case(const char *path, fence *fence)
{
    lt_buffer out = LT_BUFFER_INIT;
    bool known = run_copy(fence->head, fence->input.data, fence->input.length, &out);
    bool right = known && out.length == fence->expected.length &&
                 memcmp(out.data, fence->expected.data, out.length) == 0;
    if (!right) {
        printf("%s:%d: %s: %s\n", path, fence->line, fence->head,
               known ? "wrong" : "no such operation");
        show_difference(&fence->expected, &out);
    }
    lt_buffer_dispose(&out);
    run_damaged(fence);
    return right;
}

static void dump_case(const char *folder, const fence *fence)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/case-%d", folder, fence->line);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(fence->input.data, 1, fence->input.length, file) != fence->input.length ||
        fclose(file) != 0)
        exit(2);
}

int main(int count, char **arguments)
{
    const char *folder = count == 4 && strcmp(arguments[1], "--dump") == 0 ? arguments[2] : NULL;
    const char *path = arguments[count - 1];
    fence_file file;
    fence fence;
    int passed = 0, failed = 0;
    fences_open(&file, path, false);
    while (fences_next(&file, &fence)) {
        if (folder)
            dump_case(folder, &fence);
        else if (run_case(path, &fence))
            passed++;
        else
            failed++;
        fence_dispose(&fence);
    }
    fences_close(&file);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || (!folder && passed == 0);
}
