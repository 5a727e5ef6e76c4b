/* What the library shows to the outside. */
#ifndef LIBTEXT_EXPORT_H
#define LIBTEXT_EXPORT_H

#if defined(__GNUC__)
#define LT_API __attribute__((visibility("default")))
#else
#define LT_API
#endif

#endif
