/*
 * cli-runner FILE: golden command lines.
 *
 *     ```` sh exit=1
 *     vn-slug 'Hòa bình'
 *     .
 *     hoa-binh
 *     ````
 *
 * Each script runs under sh in an empty folder of its own with the tools first on PATH;
 * its standard output and exit code must be those named (exit 0 unless said otherwise). Messages
 * are compared by scripts that say 2>&1. $CORPUS, $DICTIONARIES, $SOURCE name the project's
 * folders.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/runner/fences.h"

static void remove_folder(const char *folder)
{
    char command[4200];
    snprintf(command, sizeof command, "chmod -R u+w '%s' && rm -rf '%s'", folder, folder);
    if (system(command) != 0)
        fprintf(stderr, "cannot remove %s\n", folder);
}

static int run_script(const char *folder, const lt_buffer *script, lt_buffer *out)
{
    int channel[2];
    if (pipe(channel) != 0)
        exit(2);
    pid_t child = fork();
    if (child == 0) {
        if (chdir(folder) != 0)
            _exit(127);
        dup2(channel[1], STDOUT_FILENO);
        close(channel[0]);
        close(channel[1]);
        execl("/bin/sh", "sh", "-c", script->data, (char *)NULL);
        _exit(127);
    }
    close(channel[1]);
    char chunk[65536];
    for (ssize_t got; (got = read(channel[0], chunk, sizeof chunk)) > 0 || errno == EINTR;)
        if (got > 0)
            lt_buffer_append(out, chunk, (size_t)got);
        else if (got == 0)
            break;
    close(channel[0]);
    int status;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int run_command(const char *path, fence *fence)
{
    char folder[] = "/tmp/libtext-cli-XXXXXX", value[16];
    if (!mkdtemp(folder))
        exit(2);
    lt_buffer out = LT_BUFFER_INIT;
    int code = run_script(folder, &fence->input, &out);
    remove_folder(folder);
    /* A case file can't show a missing final newline, but can show none of two. */
    if (out.length > 0 && out.data[out.length - 1] == '\n')
        lt_buffer_truncate(&out, out.length - 1);
    int expected = fence_option(fence->head, "exit", value, sizeof value) ? atoi(value) : 0;
    int right = code == expected && out.length == fence->expected.length &&
                memcmp(out.data, fence->expected.data, out.length) == 0;
    if (!right) {
        printf("%s:%d: exit %d, expected %d\n", path, fence->line, code, expected);
        show_difference(&fence->expected, &out);
    }
    lt_buffer_dispose(&out);
    return right;
}

static void tools_first_on_path(void)
{
    const char *tools = getenv("TOOLS"), *path = getenv("PATH");
    lt_buffer value = LT_BUFFER_INIT;
    lt_buffer_append_format(&value, "%s:%s", tools ? tools : ".", path ? path : "/usr/bin:/bin");
    setenv("PATH", value.data, 1);
    lt_buffer_dispose(&value);
    /* The user's own settings must not change what a case shows. */
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
}

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    fence_file file;
    fence fence;
    int passed = 0, failed = 0;
    tools_first_on_path();
    fences_open(&file, arguments[1], true);
    while (fences_next(&file, &fence)) {
        if (run_command(arguments[1], &fence))
            passed++;
        else
            failed++;
        fence_dispose(&fence);
    }
    fences_close(&file);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
