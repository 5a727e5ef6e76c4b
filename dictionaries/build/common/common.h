/* What the builders share (private to them). Run by hand, they end with 2 on any trouble. */
#ifndef BUILD_COMMON_COMMON_H
#define BUILD_COMMON_COMMON_H

#include <stddef.h>

/* Of every HELD_OUT_EVERY blocks of HELD_OUT_BLOCK lines `model` leaves one out, and `spelling`
 * learns from it. */
#define HELD_OUT_BLOCK 500
#define HELD_OUT_EVERY 20

/* The program's name: each has its own. */
extern const char program[];

/* Prints "PROGRAM: what" and ends the program. */
_Noreturn void die(const char *what);

/* Zeroed memory, to be freed; never NULL. */
void *allocate(size_t count, size_t size);

#endif
