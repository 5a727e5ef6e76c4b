/* Inside of rules and sluggers (private). */
#ifndef LIBTEXT_SLUG_SLUGGER_H
#define LIBTEXT_SLUG_SLUGGER_H

#include <stdbool.h>
#include <stdint.h>

#include <libtext/slug.h>
#include <libtext/syllable.h>

#include "base/array.h"
#include "base/hash.h"
#include "fast.h"
#include "table.h"

/* Code points of a title on its way; grows. */
typedef struct lt_codepoints {
    uint32_t *data;
    size_t count, capacity;
} lt_codepoints;

lt_status lt_codepoints_push(lt_codepoints *list, uint32_t codepoint);
/* Appends those of UTF-8 text, which is well-formed up to the first error told. */
lt_status lt_codepoints_read(lt_codepoints *list, const char *text, size_t length, lt_error *error);

typedef enum symbol_kind {
    SYMBOL_WORD,   /* a word of its own */
    SYMBOL_PART,   /* joined to what stands around it */
    SYMBOL_AMOUNT, /* a word of its own, behind the number it stands before */
    SYMBOL_NUMBER  /* a word of its own before a number, else nothing */
} symbol_kind;

typedef struct slug_symbol {
    uint32_t codepoint;
    symbol_kind kind;
    const char *words[2]; /* Vietnamese, English; in the rules' arena */
} slug_symbol;

typedef struct slug_replacement {
    const uint32_t *from, *to;
    uint32_t from_count, to_count;
    bool whole_start, whole_end; /* only where a word begins or ends */
    bool apart;                  /* its replacement is a word of its own */
    uint32_t order;              /* line, so that the first of two equal ones wins */
} slug_replacement;

/* Values of the stop words' maps. */
enum { STOPWORD = 1, STOPWORD_END = 2 };

struct lt_slug_rules {
    slug_symbol *symbols; /* by code point */
    size_t symbol_count;
    lt_map multipliers;             /* words that belong to a number: tỷ, billion */
    lt_map stopwords_vi;            /* syllables, 4 bytes each */
    lt_map stopwords_en;            /* lower-case ASCII */
    lt_map compounds;               /* two syllables, 8 bytes */
    slug_replacement *replacements; /* by first code point, then the longest first */
    size_t replacement_count;
    lt_map reserved;
    lt_arena arena;
};

/* A word of the slug being made. */
typedef struct slug_word {
    size_t start, length; /* in lt_slugger.letters */
    lt_syllable syllable; /* 0: none */
    bool bound;           /* to the word before: nothing like a space between them */
    bool ascii;           /* as written, but for letter case */
} slug_word;

struct lt_slugger {
    lt_slug_options options; /* strings are the slugger's own */
    lt_fast_table table;
    bool plain;              /* the fast pass suffices, but for letters it can't do and a cut */
    size_t fixed;            /* characters of prefix, suffix and id with their separators */
    lt_arena arena;          /* the option strings */
    lt_codepoints now, next; /* a title before and after a rewriting pass */
    lt_buffer letters;
    slug_word *words;
    size_t word_count, word_capacity;
    void *transliterator; /* UTransliterator, opened when the first foreign letter comes */
    uint16_t *wide;       /* UTF-16 scratch, WIDE_FACTOR units for every one that goes in */
    size_t wide_capacity;
};

/* The passes. Each reads slugger->now and leaves its result there. */
lt_status lt_slug_compose(lt_slugger *slugger, lt_error *error);
lt_status lt_slug_replace(lt_slugger *slugger, lt_error *error);
lt_status lt_slug_spell_symbols(lt_slugger *slugger, lt_error *error);
lt_status lt_slug_transliterate(lt_slugger *slugger, lt_error *error);
lt_status lt_slug_fold_unicode(lt_slugger *slugger, lt_error *error);

/* Swaps now and next, and empties next. */
void lt_slug_pass_done(lt_slugger *slugger);

/* vi or en, as the letters and words of slugger->now tell. */
lt_slug_language lt_slug_detect(const lt_slugger *slugger);

/* slugger->now or, when it is a slug already, its words -> slugger->words. */
lt_status lt_slug_split(lt_slugger *slugger, bool is_slug);
void lt_slug_drop_stopwords(lt_slugger *slugger);
/* How many words, and how many bytes of the last, fit `room` characters best. */
void lt_slug_cut(lt_slugger *slugger, size_t room);

/* Is the text a slug of this separator, with a separator in it? */
bool lt_slug_is_slug(const char *text, size_t length, char separator);

/* Characters of UTF-8 text, bytes of the first `count` of them. */
size_t lt_slug_bytes_of(const char *text, size_t length, size_t count);

static inline bool lt_slug_unicode(const lt_slugger *slugger)
{
    return (slugger->options.flags & LT_SLUG_KEEP_UNICODE) != 0;
}

static inline bool lt_slug_ascii_alnum(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A letter or digit of any script, or a mark on one. */
bool lt_slug_word_character(uint32_t codepoint);

#endif
