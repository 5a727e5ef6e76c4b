#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

#include "tools/common/options.h"

typedef struct reading {
    const tool_spec *tool;
    const char *path;
    FILE *file;
    size_t line;   /* read so far */
    bool too_long; /* that line */
} reading;

/* A section of none of our tools is a slip of the pen, and its settings would never count. */
static bool is_section(const char *section)
{
    static const char *const sections[] = {"all",       "vn-normalize", "vn-spell",
                                           "vn-slug",   "vn-align",     "vn-review",
                                           "vn-report", "vn-desk",      "vn-lsp"};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (strcmp(sections[i], section) == 0)
            return true;
    return false;
}

/* Values live as long as the process, as those of the command line do. */
static const char *keep(const char *value)
{
    static struct kept {
        struct kept *next;
        char value[];
    } * all;
    size_t size = strlen(value) + 1;
    struct kept *kept = malloc(sizeof *kept + size);
    if (!kept)
        give_up("out of memory");
    memcpy(kept->value, value, size);
    kept->next = all;
    all = kept;
    return kept->value;
}

static int take(void *context, const char *section, const char *name, const char *value)
{
    const reading *file = context;
    bool all = strcmp(section, "all") == 0;
    if (!*section)
        give_up(say("%s:%zu: %s: stands in no section", "%s:%zu: %s: không thuộc mục nào"),
                file->path, file->line, name);
    if (!is_section(section))
        give_up(say("%s:%zu: no section is called [%s]", "%s:%zu: không có mục [%s]"), file->path,
                file->line, section);
    if (!all && strcmp(section, file->tool->name) != 0)
        return 1;
    char where[4096];
    snprintf(where, sizeof where, "%s:%zu: [%s] %s", file->path, file->line, section, name);
    const option_spec *option = option_find(file->tool, name);
    if (!option && all)
        return 1; /* an option of another tool */
    if (!option || !option_in_files(option))
        give_up(say("%s: no such setting", "%s: không có thiết lập này"), where);
    if (!option_set(option, keep(value), where))
        exit(2);
    return 1; /* NOLINT(clang-analyzer-unix.Malloc): the option has it */
}

/* inih takes a longer line for two, and an indented one for more of the value above it. */
static char *read_line(char *line, int room, void *context)
{
    reading *file = context;
    if (file->too_long || !fgets(line, room, file->file))
        return NULL;
    file->line++;
    file->too_long =
        strlen(line) + 1 == (size_t)room && line[room - 2] != '\n' && !feof(file->file);
    const char *text = line + strspn(line, " \t");
    memmove(line, text, strlen(text) + 1);
    return file->too_long ? NULL : line;
}

static void read_file(const tool_spec *tool, const char *path)
{
    reading file = {tool, path, fopen(path, "r"), 0, false};
    if (!file.file) {
        if (errno != ENOENT && errno != ENOTDIR)
            give_up("%s: %s", path, strerror(errno));
        return;
    }
    int line = ini_parse_stream(read_line, &file, take, &file);
    bool failed = ferror(file.file) != 0; /* a folder of this name */
    int reason = errno;
    fclose(file.file);
    if (failed)
        give_up("%s: %s", path, strerror(reason));
    if (file.too_long)
        give_up(say("%s:%zu: a line of more than %d bytes", "%s:%zu: dòng dài hơn %d byte"), path,
                file.line, INI_MAX_LINE - 2);
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
