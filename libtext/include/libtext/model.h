/*
 * The model of written Vietnamese: a syllable n-gram language model of order 3 with the words,
 * names and compounds that news knows, in one file.
 *
 * The file is mapped, not read: processes share its pages. It is checked when opened (magic,
 * version, size, checksum over every byte, section bounds), and every access is bounded besides.
 * An open model is immutable; any number of threads may use it. How it is made: dictionaries/build/
 * model.c; its parts: libtext/src/model/format.h.
 */
#ifndef LIBTEXT_MODEL_H
#define LIBTEXT_MODEL_H

#include <stddef.h>

#include <libtext/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A model file of more bytes is not opened: nothing that ships comes near. */
#define LT_MODEL_MAXIMUM ((size_t)256 << 20)

typedef struct lt_model lt_model;

/* Maps the file at `path`; `*model` is owned by the caller, NULL on error. LT_IO, LT_BAD_DATA,
 * LT_TOO_LONG, LT_NO_MEMORY. O(size) at memory speed, some milliseconds. */
LT_API lt_status lt_model_open(const char *path, lt_model **model, lt_error *error);

/* The same over bytes in memory, borrowed until the model is freed. They are aligned to 8 bytes,
 * else LT_BAD_ARGUMENT; aligned to 64 they are read fastest. */
LT_API lt_status lt_model_load(const char *data, size_t length, lt_model **model, lt_error *error);

/* NULL is fine. */
LT_API void lt_model_free(lt_model *model);

#ifdef __cplusplus
}
#endif

#endif
