/*
 * An article and its translation, split and aligned: what vn-align and vn-review begin with and
 * what the renderers take.
 */
#ifndef TOOLS_COMMON_PAIR_H
#define TOOLS_COMMON_PAIR_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include <libtext/align.h>
#include <libtext/buffer.h>
#include <libtext/lexicon.h>
#include <libtext/segment.h>

/* One text. Segments point into `text`, so that segments[i].text - text.data is where one stands in
 * the file as it was given; in segments that came one by one, `text` holds them a line each. */
typedef struct pair_side {
    const char *name; /* of the file; borrowed */
    lt_buffer text;
    lt_align_segment *segments;
    lt_segment_kind *kinds;
    size_t *index; /* the number each segment is told by: paragraph breaks of a list count too */
    size_t count;
    bool listed; /* the segments came one by one */
} pair_side;

typedef struct text_pair {
    pair_side side[2]; /* by lt_language */
    bool paragraphs;   /* whole paragraphs were aligned */
    lt_alignment alignment;
} text_pair;

typedef struct pair_settings {
    bool lines;      /* --segments=lines */
    bool paragraphs; /* --level=paragraph */
    bool monotone;
} pair_settings;

void pair_init(text_pair *pair);
void pair_dispose(text_pair *pair);

/* Splits side->text. */
lt_status pair_split(pair_side *side, lt_language language, const pair_settings *how,
                     lt_error *error);

/* Takes both sides from a record: "vi" and "en" (lists), or "vi_text" and "en_text". */
lt_status pair_from_record(text_pair *pair, const json_t *record, const pair_settings *how,
                           lt_error *error);

/* Aligns what was split. */
lt_status pair_align(text_pair *pair, lt_aligner *aligner, const pair_settings *how,
                     lt_error *error);

/* Two files, of which one may be standard input, or none with --ndjson; else ends the process. */
void pair_check_operands(int count, char *const *arguments);

/* Reads and splits both; ends the process on trouble. */
void pair_read_files(text_pair *pair, char *const files[2], const pair_settings *how);

/* The members of a record that make a pair, up to NULL. */
extern const char *const pair_members[];

/* The lexicons of a run: the built-in one, --lexicon files, what was learned. */
typedef struct pair_lexicons {
    lt_lexicon *items[LT_ALIGN_LEXICONS];
    size_t count;
} pair_lexicons;

/* Opens the built-in lexicon; ends the process when there is none. */
void pair_lexicons_open(pair_lexicons *lexicons);

/* Adds a TSV of vi, en, weight; ends the process with FILE:LINE on trouble. */
void pair_lexicons_add_file(pair_lexicons *lexicons, const char *path);

/* Aligns the pairs of a folder and adds what they teach: NAME.vi.txt with NAME.en.txt, or folders
 * with a vi.txt and an en.txt. Trouble with one pair is told and the others are used. */
void pair_lexicons_learn(pair_lexicons *lexicons, const char *folder, const pair_settings *how);

/* A thread's aligner with these lexicons (`shared`: the pair_lexicons), as ndjson_work wants it. */
void *pair_session_open(void *shared);
void pair_session_close(void *session);

void pair_lexicons_free(pair_lexicons *lexicons);

#endif
