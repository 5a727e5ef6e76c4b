/* The ignore file: findings accepted before. */
#ifndef TOOLS_COMMON_ACCEPTED_H
#define TOOLS_COMMON_ACCEPTED_H

#include <libtext/baseline.h>

typedef struct accepted {
    lt_baseline *baseline; /* NULL: nothing was accepted */
    lt_buffer lines;       /* of the file */
} accepted;

/* Reads the file; nothing for NULL. Ends the process on trouble. */
accepted accepted_read(const char *path);

void accepted_free(accepted *accepted);

/* Begins a file that is written: what was accepted before stays so. */
lt_status accepted_begin(const accepted *accepted, lt_buffer *out);

#endif
