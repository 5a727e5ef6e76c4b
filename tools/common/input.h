/* Reading files, replacing them whole, finding the dictionaries. */
#ifndef TOOLS_COMMON_INPUT_H
#define TOOLS_COMMON_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include <libtext/buffer.h>
#include <libtext/normalize.h>

/* What a file is called in messages and output: "-" and NULL are "(stdin)", a name that is no UTF-8
 * has U+FFFD in it. */
const char *input_name(const char *path);

/* Reads the file ("-" or NULL: standard input) whole. False with a message on trouble. */
bool input_read(const char *path, lt_buffer *bytes);

/*
 * Checks `text` for UTF-8 by --invalid: refuse says FILE:LINE:COL, the byte and its offset, and
 * gives false; replace puts U+FFFD for each ill-formed part and remarks how many, which go into
 * `*replaced` too unless that is NULL.
 */
bool input_check_utf8(const char *path, lt_buffer *text, size_t *replaced);

/* Appends what comes from standard input until there are `most` bytes or it ends. */
bool input_read_part(size_t most, lt_buffer *bytes, bool *ended);

/* How far a text is checked that comes in parts of whole lines. Zeroed before the first. */
typedef struct input_part {
    size_t line, offset; /* both from 0 */
    size_t replaced;     /* ill-formed parts */
} input_part;

/* Checks the next part as input_check_utf8 does; what was replaced is only counted. */
bool input_check_part(const char *path, lt_buffer *text, input_part *part);

/* The remark on the ill-formed parts that were replaced, if any were. */
void input_tell_replaced(const char *path, size_t replaced);

/* How many changes of a text replace an ill-formed part. */
size_t input_count_replaced(const lt_changes *changes);

/* Puts U+FFFD for each ill-formed part and counts them. LT_NO_MEMORY leaves the text as it was. */
lt_status input_replace_invalid(lt_buffer *text, size_t *count);

/* Both. */
bool input_read_text(const char *path, lt_buffer *text);

/*
 * Replaces `path` by these bytes: a temporary file beside it, fsync, rename; the mode is kept (the
 * owner too, where that is allowed) and a symbolic link stays one; other hard links keep the old
 * text. False with a message, the old file untouched, on trouble.
 */
bool output_replace(const char *path, const char *bytes, size_t length);

/*
 * The path of a file of the dictionaries, to be freed by the caller. Looked for in --data, in
 * $LIBTEXT_DATA, beside the program (../share/libtext, or the source tree of a build), where it was
 * installed. Ends the process when there is none.
 */
char *data_path(const char *name);

/* The same, NULL when there is none. */
char *data_path_optional(const char *name);

#endif
