#include "tools/common/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libtext/utf8.h>

#include "tools/common/input.h"
#include "tools/common/pool.h"
#include "tools/common/progress.h"
#include "tools/common/tool.h"

/* Read and written at a time: a thread woken for less waits longer for its turn than it works. */
#define STEP ((size_t)1 << 20)

/* What is written while the next part is worked on; by a thread of its own with --jobs above 1. */
typedef struct writer {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t turn;
    lt_buffer bytes;
    bool threaded, full, ended;
} writer;

static void *write_on(void *shared)
{
    writer *w = shared;
    pthread_mutex_lock(&w->lock);
    for (;;) {
        while (!w->full && !w->ended)
            pthread_cond_wait(&w->turn, &w->lock);
        if (!w->full)
            break;
        pthread_mutex_unlock(&w->lock);
        output_write(w->bytes.data, w->bytes.length);
        lt_buffer_clear(&w->bytes);
        pthread_mutex_lock(&w->lock);
        w->full = false;
        pthread_cond_signal(&w->turn);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

static void writer_open(writer *w)
{
    *w = (writer){.lock = PTHREAD_MUTEX_INITIALIZER, .turn = PTHREAD_COND_INITIALIZER};
    lt_buffer_init(&w->bytes, 0);
    w->threaded = settings.jobs > 1 && pthread_create(&w->thread, NULL, write_on, w) == 0;
}

/* Takes what is in `out` and leaves it empty. */
static void writer_take(writer *w, lt_buffer *out)
{
    if (!w->threaded) {
        output_write(out->data, out->length);
        lt_buffer_clear(out);
        return;
    }
    pthread_mutex_lock(&w->lock);
    while (w->full)
        pthread_cond_wait(&w->turn, &w->lock);
    lt_buffer empty = w->bytes;
    w->bytes = *out;
    *out = empty;
    w->full = true;
    pthread_mutex_unlock(&w->lock);
    pthread_cond_signal(&w->turn); /* not before: it would wake to wait for the lock */
}

/* When it returns all is written. */
static void writer_close(writer *w)
{
    if (w->threaded) {
        pthread_mutex_lock(&w->lock);
        w->ended = true;
        pthread_cond_signal(&w->turn);
        pthread_mutex_unlock(&w->lock);
        pthread_join(w->thread, NULL);
    }
    lt_buffer_dispose(&w->bytes);
}

typedef struct source {
    int descriptor;
    const char *name;
    const lt_normalize_options *how;
    lt_normalizer *normalizer;
    lt_buffer out;
    writer *writer;
    lt_changes changes;
    size_t replaced; /* ill-formed parts */
} source;

static ssize_t read_some(const source *s, char *bytes, size_t room)
{
    for (;;) {
        ssize_t got = read(s->descriptor, bytes, room);
        if (got >= 0 || errno != EINTR) {
            if (got < 0)
                trouble("%s: %s", s->name, strerror(errno));
            return got;
        }
    }
}

/* Where the well-formed start of `bytes` ends; what may still become well-formed counts. */
static size_t well_formed(const char *bytes, size_t length, bool final, bool *broken)
{
    lt_error error = LT_ERROR_INIT;
    *broken = false;
    if (lt_utf8_validate(bytes, length, &error) == LT_OK)
        return length;
    size_t rest = length - error.offset;
    *broken = final || rest >= 4 || lt_utf8_skip_invalid(bytes + error.offset, rest) != rest;
    return error.offset;
}

/* Moves a place over text: lines and code points. */
static void advance(lt_place *place, const char *text, size_t length)
{
    lt_place local = lt_utf8_locate(text, length, length);
    if (local.line > 1) {
        place->line += local.line - 1;
        place->column = local.column;
    } else {
        place->column += local.column - 1;
    }
}

static void refuse(const source *s, lt_place place, size_t offset, unsigned char byte)
{
    trouble("%s:%zu:%zu: invalid UTF-8 byte 0x%02X at byte %zu", s->name, place.line, place.column,
            (unsigned)byte, offset);
}

/* Line and column of a byte of the file, which is read again for them. */
static lt_place place_of(const source *s, off_t start, size_t offset, char *bytes)
{
    lt_place place = {1, 1};
    if (lseek(s->descriptor, start, SEEK_SET) < 0)
        return place;
    while (offset > 0) {
        ssize_t got = read_some(s, bytes, offset < STEP ? offset : STEP);
        if (got <= 0)
            break;
        advance(&place, bytes, (size_t)got);
        offset -= (size_t)got;
    }
    return place;
}

/* A file that several threads look through, RANGE bytes each at a time. */
#define RANGE ((off_t)16 << 20)

typedef struct looked_at {
    int descriptor;
    off_t start, end;
    atomic_bool doubtful;
} looked_at;

static void *open_bytes(void *shared)
{
    (void)shared;
    return malloc(STEP + 4);
}

/* Where the character that begins before `at` begins; `at` when it is not within three bytes. */
static off_t character_before(int descriptor, off_t start, off_t at)
{
    unsigned char bytes[3];
    if (at - start < 3 || pread(descriptor, bytes, 3, at - 3) != 3)
        return at;
    for (off_t back = 1; back <= 3; back++)
        if ((bytes[3 - back] & 0xC0) != 0x80)
            return at - back;
    return at;
}

/* Is a range well-formed? What its end cuts off is looked at with the next one. */
static void look_through(void *session, void *round, size_t index, lt_buffer *out)
{
    looked_at *file = round;
    char *bytes = session;
    off_t at = file->start + (off_t)index * RANGE;
    off_t end = at + RANGE < file->end ? at + RANGE : file->end;
    size_t kept = 0;
    (void)out;
    for (at = character_before(file->descriptor, file->start, at); at < end && !file->doubtful;) {
        size_t wanted = end - at < (off_t)STEP ? (size_t)(end - at) : STEP;
        ssize_t got = pread(file->descriptor, bytes + kept, wanted, at);
        bool broken = true;
        size_t length = kept + (got > 0 ? (size_t)got : 0), good = 0;
        at += got;
        if (got > 0)
            good = well_formed(bytes, length, at == file->end, &broken);
        if (broken)
            file->doubtful = true;
        kept = length - good;
        memmove(bytes, bytes + good, kept);
    }
}

/* Is a long file well-formed as far as it goes now? By several threads; false also for doubt. */
static bool surely_well_formed(const source *s)
{
    static const pool_work work = {open_bytes, free, NULL};
    struct stat about;
    looked_at file = {.descriptor = s->descriptor, .start = lseek(s->descriptor, 0, SEEK_CUR)};
    if (settings.jobs < 2 || file.start < 0 || fstat(s->descriptor, &about) != 0 ||
        about.st_size - file.start < 2 * RANGE)
        return false;
    file.end = about.st_size;
    pool *pool = pool_open(settings.jobs, &work);
    pool_run(pool, (size_t)((file.end - file.start + RANGE - 1) / RANGE), look_through, &file);
    pool_close(pool);
    return !file.doubtful;
}

/* Reads the file once for its UTF-8 and goes back to where it stood. */
static bool check_file(const source *s, char *bytes)
{
    off_t start = lseek(s->descriptor, 0, SEEK_CUR);
    size_t kept = 0, offset = 0;
    for (;;) {
        ssize_t got = read_some(s, bytes + kept, STEP);
        bool broken, final = got == 0;
        if (got < 0)
            return false;
        size_t length = kept + (size_t)got, good = well_formed(bytes, length, final, &broken);
        if (broken) {
            unsigned char byte = (unsigned char)bytes[good];
            refuse(s, place_of(s, start, offset + good, bytes), offset + good, byte);
            return false;
        }
        if (final)
            break;
        offset += good;
        kept = length - good;
        memmove(bytes, bytes + good, kept);
    }
    if (lseek(s->descriptor, start, SEEK_SET) >= 0)
        return true;
    trouble("%s: %s", s->name, strerror(errno));
    return false;
}

/* Pushes text and writes what comes out. `length` 0 ends the stream. */
static bool push(source *s, const char *text, size_t length)
{
    lt_error error = LT_ERROR_INIT;
    lt_changes *changes = s->how->replace_invalid ? &s->changes : NULL;
    lt_status status =
        length > 0 ? lt_normalizer_push(s->normalizer, text, length, &s->out, changes, &error)
                   : lt_normalizer_finish(s->normalizer, &s->out, changes, &error);
    if (status != LT_OK) {
        trouble("%s: %s at byte %zu", s->name, error.message, error.offset);
        return false;
    }
    s->replaced += input_count_replaced(&s->changes);
    s->changes.count = 0;
    if (s->out.length > 0)
        writer_take(s->writer, &s->out);
    return true;
}

/* The start of a pipe, checked before any of it is written. */
static bool push_held(source *s, bool *ended)
{
    lt_buffer held = LT_BUFFER_INIT;
    bool done = true, broken = false;
    *ended = false;
    while (done && !*ended && held.length < STREAM_HELD) {
        ssize_t got = -1;
        if (lt_buffer_reserve(&held, STEP) != LT_OK)
            trouble("%s: %s", s->name, lt_status_name(LT_NO_MEMORY));
        else
            got = read_some(s, held.data + held.length, STEP);
        done = got >= 0;
        *ended = got == 0;
        held.length += got > 0 ? (size_t)got : 0;
    }
    if (done && !s->how->replace_invalid) {
        size_t good = well_formed(held.data, held.length, *ended, &broken);
        if (broken)
            refuse(s, lt_utf8_locate(held.data, held.length, good), good,
                   (unsigned char)held.data[good]);
    }
    done = done && !broken && (held.length == 0 || push(s, held.data, held.length));
    lt_buffer_dispose(&held);
    return done;
}

static bool run(source *s, char *bytes)
{
    struct stat about;
    bool ended = false;
    bool again = fstat(s->descriptor, &about) == 0 && S_ISREG(about.st_mode);
    if (again && !s->how->replace_invalid && !surely_well_formed(s) && !check_file(s, bytes))
        return false;
    if (!again && !push_held(s, &ended))
        return false;
    for (size_t done = 0, total = again ? (size_t)about.st_size : 0; !ended;) {
        ssize_t got = read_some(s, bytes, STEP);
        if (got < 0 || (got > 0 && !push(s, bytes, (size_t)got)))
            return false;
        progress_show(done += (size_t)got, total);
        ended = got == 0;
    }
    return push(s, NULL, 0);
}

bool stream_normalize(const char *path, const lt_normalize_options *how)
{
    writer writer;
    source s = {STDIN_FILENO, input_name(path), how, NULL, LT_BUFFER_INIT,
                &writer,      LT_CHANGES_INIT,  0};
    lt_error error = LT_ERROR_INIT;
    bool done = false, own = path && strcmp(path, "-") != 0;
    if (own && (s.descriptor = open(path, O_RDONLY | O_CLOEXEC)) < 0) {
        trouble("%s: %s", path, strerror(errno));
        return false;
    }
    char *bytes = malloc(STEP + 4);
    s.normalizer = lt_normalizer_new(how, &error);
    if (bytes && s.normalizer) {
        writer_open(&writer);
        done = run(&s, bytes);
        writer_close(&writer);
    } else {
        trouble("%s: %s", s.name, *error.message ? error.message : lt_status_name(LT_NO_MEMORY));
    }
    if (done)
        input_tell_replaced(path, s.replaced);
    free(bytes);
    lt_normalizer_free(s.normalizer);
    lt_buffer_dispose(&s.out);
    lt_changes_dispose(&s.changes);
    if (own)
        close(s.descriptor);
    return done;
}
