#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

#include "tools/common/options.h"

typedef struct reading {
    const tool_spec *tool;
    const char *path;
} reading;

static int take(void *context, const char *section, const char *name, const char *value)
{
    const reading *file = context;
    bool all = strcmp(section, "all") == 0;
    if (!all && strcmp(section, file->tool->name) != 0)
        return 1;
    char where[4096];
    snprintf(where, sizeof where, "%s: [%s] %s", file->path, section, name);
    const option_spec *option = option_find(file->tool, name);
    if (!option && all)
        return 1; /* an option of another tool */
    if (!option)
        give_up(say("%s: no such option", "%s: không có tùy chọn này"), where);
    char *kept = strdup(value); /* for the life of the process, as command lines live */
    if (!kept)
        give_up("out of memory");
    if (!option_set(option, kept, where))
        exit(2);
    return 1; /* NOLINT(clang-analyzer-unix.Malloc): the option has it */
}

static void read_file(const tool_spec *tool, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        if (errno != ENOENT && errno != ENOTDIR)
            give_up("%s: %s", path, strerror(errno));
        return;
    }
    reading context = {tool, path};
    int line = ini_parse_file(file, take, &context);
    bool failed = ferror(file) != 0; /* a folder of this name */
    int reason = errno;
    fclose(file);
    if (failed)
        give_up("%s: %s", path, strerror(reason));
    if (line != 0)
        give_up(say("%s:%d: not a setting", "%s:%d: không phải một thiết lập"), path, line);
}

void settings_files_read(const tool_spec *tool)
{
    char path[4096];
    const char *folder = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (folder && *folder)
        snprintf(path, sizeof path, "%s/libtext/config.ini", folder);
    else
        snprintf(path, sizeof path, "%s/.config/libtext/config.ini", home ? home : "");
    read_file(tool, path);
    read_file(tool, "./.libtext.ini");
}
