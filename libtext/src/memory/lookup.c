/* Finding what was translated before. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "memory.h"

/*
 * The bounds of a lookup's work. From the list of pairs that have a mark, the newest POSTINGS are
 * read; of what was read, the CANDIDATES that share the most marks are compared. A text of more
 * than MARKS marks is looked up by so many of them, spread evenly. Common marks are looked up
 * together when nothing rarer was found: in so many PARTS at most.
 */
#define POSTINGS   512
#define MARKS      64
#define PARTS      8
#define CANDIDATES 100
#define EXACT      100 /* pairs with the very text, of different translations */
#define SLOTS      (1u << 16)
_Static_assert((MARKS + 2 * PARTS) * POSTINGS + EXACT < SLOTS, "the tally has an empty slot");

typedef struct candidate {
    sqlite3_int64 number;
    unsigned shared;
} candidate;

typedef struct search {
    lt_memory *memory;
    lt_language source;
    const lt_memory_query *query;
    lt_memory_matches *matches;
    candidate heap[CANDIDATES]; /* the least on top */
    size_t count;
    lt_error *error;
} search;

static lt_status no_memory(lt_error *error)
{
    return lt_error_set(error, LT_NO_MEMORY, 0, "out of memory");
}

static lt_status make_room(lt_memory *memory, lt_error *error)
{
    lt_memory_tally *tally = &memory->tally;
    if (!memory->costs)
        memory->costs = malloc(2 * ((size_t)LT_MEMORY_WORDS + 1) * sizeof *memory->costs);
    if (!tally->numbers)
        tally->numbers = malloc(SLOTS * sizeof *tally->numbers);
    if (!tally->shared)
        tally->shared = malloc(SLOTS * sizeof *tally->shared);
    return memory->costs && tally->numbers && tally->shared ? LT_OK : no_memory(error);
}

static void count_one(lt_memory_tally *tally, sqlite3_int64 number, unsigned weight)
{
    size_t slot = (size_t)((uint64_t)number * 0x9E3779B97F4A7C15u >> 48);
    while (tally->numbers[slot] && tally->numbers[slot] != number)
        slot = (slot + 1) & (SLOTS - 1);
    if (!tally->numbers[slot]) {
        tally->numbers[slot] = number;
        tally->shared[slot] = 0;
    }
    tally->shared[slot] += weight;
}

/* Counts the pairs that have all the marks of `expression`; *full: there are more than were read.
 */
static lt_status count_with(search *s, const char *expression, size_t length, unsigned weight,
                            bool *full)
{
    lt_memory *memory = s->memory;
    sqlite3_stmt *statement = memory->database.queries[QUERY_WITH];
    int code, rows = 0;
    lt_database_bind(statement, 1, expression, length);
    sqlite3_bind_int(statement, 2, POSTINGS);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        count_one(&memory->tally, sqlite3_column_int64(statement, 0), weight);
        rows++;
    }
    lt_status status = lt_database_outcome(&memory->database, code, s->error);
    lt_database_finish(statement);
    *full = rows == POSTINGS;
    return status;
}

/* What has all of some marks that are common by themselves. */
static lt_status count_joined(search *s, const size_t *common, size_t count)
{
    char all[MARKS * (LT_MEMORY_MARK + 1)];
    size_t length = 0;
    bool more;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            all[length - 1] = ' ';
        lt_memory_mark(&s->memory->words, common[i], s->source, all + length);
        length += LT_MEMORY_MARK + 1;
    }
    return count_with(s, all, length - 1, (unsigned)count, &more);
}

/* A text with one change has a half without any, one with three a quarter: so the common marks are
 * asked for by halves, quarters, eighths, as long as there are two to ask for. */
static lt_status count_parts(search *s, const size_t *common, size_t count)
{
    lt_status status = LT_OK;
    for (size_t parts = 1; parts <= PARTS && count / parts >= 2; parts *= 2)
        for (size_t i = 0; i < parts && status == LT_OK; i++) {
            size_t first = count * i / parts, next = count * (i + 1) / parts;
            status = count_joined(s, common + first, next - first);
        }
    return status;
}

static unsigned most_shared(const lt_memory_tally *tally)
{
    unsigned most = 0;
    for (size_t i = 0; i < SLOTS; i++)
        if (tally->numbers[i] && tally->shared[i] > most)
            most = tally->shared[i];
    return most;
}

static lt_status count_marks(search *s)
{
    char mark[LT_MEMORY_MARK + 1];
    const lt_terms *words = &s->memory->words;
    size_t marks = words->count + 1, used = marks < MARKS ? marks : MARKS;
    size_t common[MARKS], common_count = 0;
    bool full;
    lt_status status = LT_OK;
    for (size_t i = 0; i < used && status == LT_OK; i++) {
        size_t index = i * marks / used;
        lt_memory_mark(words, index, s->source, mark);
        status = count_with(s, mark, LT_MEMORY_MARK, 1, &full);
        if (full)
            common[common_count++] = index;
    }
    /* Of a common mark only the newest pairs were seen: the one that is wanted may be older. */
    if (status == LT_OK && common_count > 1 && 2 * (size_t)most_shared(&s->memory->tally) < used)
        status = count_parts(s, common, common_count);
    return status;
}

static bool worse(const candidate *a, const candidate *b)
{
    return a->shared != b->shared ? a->shared < b->shared : a->number < b->number;
}

static void sink(candidate *heap, size_t count, size_t at)
{
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= count)
            return;
        if (child + 1 < count && worse(&heap[child + 1], &heap[child]))
            child++;
        if (!worse(&heap[child], &heap[at]))
            return;
        candidate swapped = heap[at];
        heap[at] = heap[child];
        heap[child] = swapped;
        at = child;
    }
}

static void choose(search *s)
{
    const lt_memory_tally *tally = &s->memory->tally;
    for (size_t i = 0; i < SLOTS; i++) {
        if (!tally->numbers[i])
            continue;
        candidate c = {tally->numbers[i], tally->shared[i]};
        if (s->count < CANDIDATES) {
            s->heap[s->count++] = c;
            if (s->count == CANDIDATES)
                for (size_t k = CANDIDATES / 2; k-- > 0;)
                    sink(s->heap, CANDIDATES, k);
        } else if (worse(&s->heap[0], &c)) {
            s->heap[0] = c;
            sink(s->heap, CANDIDATES, 0);
        }
    }
}

/* The pairs with the very text. */
static lt_status choose_same(search *s)
{
    lt_memory *memory = s->memory;
    const lt_buffer *normal = &memory->normal[0];
    sqlite3_stmt *statement =
        memory->database.queries[s->source == LT_LANGUAGE_VI ? QUERY_SAME_VI : QUERY_SAME_EN];
    int code;
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)lt_hash(normal->data, normal->length));
    sqlite3_bind_int(statement, 2, EXACT);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW && s->count < CANDIDATES)
        s->heap[s->count++] = (candidate){sqlite3_column_int64(statement, 0), 0};
    lt_status status =
        code == SQLITE_ROW ? LT_OK : lt_database_outcome(&memory->database, code, s->error);
    lt_database_finish(statement);
    return status;
}

/* The rate of a pair's text; 0 when it is too low to be asked for. */
static lt_status rate(search *s, const char *text, size_t length, int *rate, unsigned *numbers)
{
    lt_memory *memory = s->memory;
    lt_status status = lt_memory_normalize(text, length, &memory->other, s->error);
    *rate = 0;
    *numbers = 0;
    if (status != LT_OK)
        return status;
    if (memory->other.length == memory->normal[0].length &&
        memcmp(memory->other.data, memory->normal[0].data, memory->other.length) == 0) {
        *rate = 100;
        return LT_OK;
    }
    status = lt_memory_words(&memory->other, &memory->others, s->error);
    size_t words = memory->words.count, others = memory->others.count;
    size_t longer = words > others ? words : others;
    if (status != LT_OK || s->query->least > 99 || words == 0 || others == 0)
        return status;
    size_t most = longer * (size_t)(100 - s->query->least) / 100;
    size_t changes =
        lt_memory_compare(&memory->words, &memory->others, most, memory->costs, numbers);
    if (changes <= most)
        *rate = changes == 0 ? 99 : (int)(100 * (longer - changes) / longer);
    return LT_OK;
}

static char *copy_column(search *s, sqlite3_stmt *row, int column, size_t *length)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    *length = (size_t)sqlite3_column_bytes(row, column);
    return text ? lt_arena_copy(&s->memory->strings, text, *length) : NULL;
}

static lt_status keep(search *s, sqlite3_stmt *row, int rate, unsigned numbers)
{
    lt_memory_matches *matches = s->matches;
    if (!matches->items)
        matches->items = calloc(CANDIDATES, sizeof *matches->items);
    if (!matches->items)
        return no_memory(s->error);
    lt_memory_match *match = &matches->items[matches->count];
    lt_memory_pair *pair = &match->pair;
    for (int side = 0; side < 2; side++)
        pair->text[side] = copy_column(s, row, side, &pair->length[side]);
    pair->origin = copy_column(s, row, 2, &pair->origin_length);
    if (!pair->text[0] || !pair->text[1] || !pair->origin)
        return no_memory(s->error);
    pair->date = sqlite3_column_int64(row, 3);
    pair->score = sqlite3_column_double(row, 4);
    match->rate = rate;
    match->numbers = numbers;
    matches->count++;
    return LT_OK;
}

static lt_status compare_all(search *s)
{
    sqlite3_stmt *row = s->memory->database.queries[QUERY_PAIR];
    lt_status status = LT_OK;
    for (size_t i = 0; i < s->count && status == LT_OK; i++) {
        unsigned numbers = 0;
        int found = 0;
        sqlite3_bind_int64(row, 1, s->heap[i].number);
        int code = sqlite3_step(row);
        status = lt_database_outcome(&s->memory->database, code, s->error);
        if (code == SQLITE_ROW) {
            const char *text = (const char *)sqlite3_column_text(row, (int)s->source);
            size_t length = (size_t)sqlite3_column_bytes(row, (int)s->source);
            status = text ? rate(s, text, length, &found, &numbers) : no_memory(s->error);
            if (status == LT_OK && found >= s->query->least)
                status = keep(s, row, found, numbers);
        }
        lt_database_finish(row);
    }
    return status;
}

static int compare_matches(const void *a, const void *b)
{
    const lt_memory_match *x = a, *y = b;
    if (x->rate != y->rate)
        return x->rate > y->rate ? -1 : 1;
    if (x->numbers != y->numbers)
        return x->numbers < y->numbers ? -1 : 1;
    if (x->pair.score != y->pair.score)
        return x->pair.score > y->pair.score ? -1 : 1;
    if (x->pair.date != y->pair.date)
        return x->pair.date > y->pair.date ? -1 : 1;
    int order = strcmp(x->pair.text[0], y->pair.text[0]);
    return order ? order : strcmp(x->pair.text[1], y->pair.text[1]);
}

static void finish(search *s)
{
    lt_memory_matches *matches = s->matches;
    if (matches->count > 1)
        qsort(matches->items, matches->count, sizeof *matches->items, compare_matches);
    if (matches->count > s->query->most)
        matches->count = s->query->most;
}

static lt_status run(search *s)
{
    lt_memory *memory = s->memory;
    lt_status status = choose_same(s);
    /* Where the very text is there as often as asked for, nothing else can stand before it. */
    bool enough = s->count >= s->query->most;
    if (status == LT_OK && !enough && s->query->least < 100)
        status = lt_memory_words(&memory->normal[0], &memory->words, s->error);
    if (status == LT_OK && !enough && s->query->least < 100 && memory->words.count > 0 &&
        memory->words.count <= LT_MEMORY_WORDS) {
        memset(memory->tally.numbers, 0, SLOTS * sizeof *memory->tally.numbers);
        for (size_t i = 0; i < s->count; i++)
            count_one(&memory->tally, s->heap[i].number, 1u << 20); /* sure to be chosen again */
        s->count = 0;
        status = count_marks(s);
        if (status == LT_OK)
            choose(s);
    }
    return status == LT_OK ? compare_all(s) : status;
}

lt_status lt_memory_lookup(lt_memory *memory, lt_language source, const char *text, size_t length,
                           const lt_memory_query *query, lt_memory_matches *matches,
                           lt_error *error)
{
    static const lt_memory_query usual = LT_MEMORY_QUERY_INIT;
    search s = {memory, source, query ? query : &usual, matches, .count = 0, .error = error};
    lt_memory_matches_dispose(matches);
    if ((unsigned)source > LT_LANGUAGE_EN || s.query->least < 1 || s.query->least > 100 ||
        s.query->most < 1 || s.query->most > CANDIDATES)
        return lt_error_set(error, LT_BAD_ARGUMENT, 0,
                            "memory: no such language, or a rate or number out of range");
    lt_memory_trim(&text, &length);
    memory->words.count = 0;
    lt_arena_reset(&memory->strings);
    lt_status status = lt_memory_normalize(text, length, &memory->normal[0], error);
    if (status == LT_OK && memory->normal[0].length > 0) {
        status = make_room(memory, error);
        if (status == LT_OK)
            status = run(&s);
    }
    if (status == LT_OK)
        finish(&s);
    else
        lt_memory_matches_dispose(matches);
    return status;
}

void lt_memory_matches_dispose(lt_memory_matches *matches)
{
    if (!matches)
        return;
    free(matches->items);
    *matches = (lt_memory_matches)LT_MEMORY_MATCHES_INIT;
}
