#include "tools/common/progress.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "tools/common/tool.h"

enum { AUTO, ALWAYS, NEVER };

static atomic_bool shown; /* threads print messages, which end the line */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool wanted(void)
{
    return settings.progress == ALWAYS || (settings.progress == AUTO && isatty(STDERR_FILENO) != 0);
}

void progress_show(size_t done, size_t total)
{
    static double begun, last;
    if (!wanted())
        return;
    double now = seconds();
    if (begun == 0)
        begun = now;
    if (now - begun < 1 || now - last < 0.2)
        return;
    last = now;
    shown = true;
    if (total > 0)
        fprintf(stderr, "\r%s: %zu/%zu ", settings.name, done, total);
    else
        fprintf(stderr, "\r%s: %zu ", settings.name, done);
}

void progress_end(void)
{
    if (atomic_exchange(&shown, false))
        fputc('\n', stderr);
}
