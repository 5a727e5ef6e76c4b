/* Everything the library offers, and which version it is. */
#ifndef LIBTEXT_LIBTEXT_H
#define LIBTEXT_LIBTEXT_H

#include <libtext/align.h>
#include <libtext/baseline.h>
#include <libtext/buffer.h>
#include <libtext/document.h>
#include <libtext/encoding.h>
#include <libtext/error.h>
#include <libtext/lexicon.h>
#include <libtext/memory.h>
#include <libtext/model.h>
#include <libtext/normalize.h>
#include <libtext/quantity.h>
#include <libtext/registry.h>
#include <libtext/review.h>
#include <libtext/rules.h>
#include <libtext/segment.h>
#include <libtext/slug.h>
#include <libtext/spell.h>
#include <libtext/syllable.h>
#include <libtext/utf8.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LT_VERSION "0.1.0"

/* Version of the library that is linked, which may be newer than LT_VERSION. Static. */
LT_API const char *lt_version(void);

#ifdef __cplusplus
}
#endif

#endif
