/* The progress line of --progress: on stderr, for work over a second, on a terminal only with auto.
 */
#ifndef TOOLS_COMMON_PROGRESS_H
#define TOOLS_COMMON_PROGRESS_H

#include <stddef.h>

/* Tells how far the work is; `total` 0: not known. Cheap: writes five times a second at most. By
 * one thread only. */
void progress_show(size_t done, size_t total);

/* Ends the line, if there is one. tool_finish does it. */
void progress_end(void);

#endif
