#include "tools/common/tool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tools/common/options.h"
#include "tools/common/progress.h"

tool_settings settings;

static bool troubled;

static void print_message(const char *format, va_list arguments)
{
    /* One write a line, so that the lines of two threads do not mix. */
    char line[4096];
    int head = snprintf(line, sizeof line, "%s: ", settings.name ? settings.name : "libtext");
    vsnprintf(line + head, sizeof line - (size_t)head, format, arguments);
    progress_end();
    fprintf(stderr, "%s\n", line);
}

void trouble(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_message(format, arguments);
    va_end(arguments);
    troubled = true;
}

void remark(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_message(format, arguments);
    va_end(arguments);
}

void give_up(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_message(format, arguments);
    va_end(arguments);
    exit(2);
}

bool tool_troubled(void)
{
    return troubled;
}

int tool_finish(int code)
{
    progress_end();
    bool failed = ferror(stdout) != 0;
    if (fclose(stdout) != 0 || failed)
        trouble("%s: %s", say("standard output", "đầu ra chuẩn"), strerror(errno));
    return troubled ? 2 : code;
}

const char *say(const char *en, const char *vi)
{
    return settings.vietnamese && vi ? vi : en;
}

/* The language of the locale: LC_ALL, LC_MESSAGES, LANG; LANGUAGE goes first unless it is C. */
static bool locale_is_vietnamese(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = "";
    for (size_t i = 0; i < 3 && !*locale; i++) {
        const char *value = getenv(names[i]);
        locale = value ? value : "";
    }
    const char *language = getenv("LANGUAGE");
    bool plain =
        strcmp(locale, "") == 0 || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
    return strncmp(!plain && language && *language ? language : locale, "vi", 2) == 0;
}

/* A closed standard stream must not become the number of a file that is opened next: what is
 * printed would go into it. What stands in gives the same error (EBADF) where the stream is used.
 */
static void occupy_standard_descriptors(void)
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF &&
            open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) != descriptor)
            exit(2);
}

void tool_start(const tool_spec *tool, int *count, char ***arguments)
{
    occupy_standard_descriptors();
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    settings.name = tool->name;
    settings.jobs = processors > 0 ? processors : 1;
    settings.vietnamese = locale_is_vietnamese();
    options_read(tool, count, arguments);
}
