#include "tools/format/ispell.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <libtext/libtext.h>
#include <libtext/utf8.h>

#include "tools/common/input.h"

#define BANNER "@(#) International Ispell Version 3.2.06 (but really vn-spell " LT_VERSION ")"

/* A line longer than this is no text of an editor. */
#define LINE_MAXIMUM ((size_t)64 << 20)

typedef struct pipe {
    check_session *session;
    const char *personal;
    lt_buffer learned; /* words to be saved, one a line */
    bool terse;
} pipe_state;

void ispell_arguments(int *count, char ***arguments)
{
    bool pipe = false;
    char **items = *arguments;
    int kept = 1;
    for (int i = 1; i < *count; i++) {
        if (strcmp(items[i], "-v") == 0 || strcmp(items[i], "-vv") == 0) {
            puts(BANNER);
            exit(tool_finish(0));
        }
        pipe = pipe || strcmp(items[i], "-a") == 0;
    }
    static const char *const flags[] = {"-m", "-B", "-C", "-P", "-S", "-n", "-t", "-H", "-b", "-x"};
    static const char *const valued[] = {"-w", "-T", "-W", "-i", "-K"};
    for (int i = 1; i < *count; i++) {
        bool dropped = false;
        for (size_t j = 0; pipe && j < sizeof flags / sizeof *flags; j++)
            dropped = dropped || strcmp(items[i], flags[j]) == 0;
        for (size_t j = 0; pipe && !dropped && j < sizeof valued / sizeof *valued; j++)
            if (strncmp(items[i], valued[j], 2) == 0 && items[i][1] != '-') {
                dropped = true;
                i += items[i][2] == '\0' && i + 1 < *count;
            }
        if (pipe && !dropped && strcmp(items[i], "-p") == 0)
            items[i] = (char *)"--personal";
        if (!dropped)
            items[kept++] = items[i];
    }
    items[kept] = NULL;
    *count = kept;
}

/* The n-th word (from 0) of a text parted by blanks; length 0: there is none. */
static const char *nth_word(const char *text, size_t length, size_t n, size_t *size)
{
    size_t at = 0;
    for (;; n--) {
        while (at < length && (text[at] == ' ' || text[at] == '\t'))
            at++;
        size_t start = at;
        while (at < length && text[at] != ' ' && text[at] != '\t')
            at++;
        *size = at - start;
        if (n == 0 || *size == 0)
            return text + start;
    }
}

static size_t count_words(const char *text, size_t length)
{
    size_t count = 0, size;
    while (nth_word(text, length, count, &size), size > 0)
        count++;
    return count;
}

/* The protocol has no spaces inside a word: of several syllables the first that changes is told,
 * with what each suggestion has in its place. */
static void choose_syllable(const check_finding *finding, const char *text, size_t *which,
                            size_t *words)
{
    *words = count_words(text, finding->length);
    *which = 0;
    if (finding->suggestion_count == 0)
        return;
    const char *best = finding->suggestions[0];
    if (count_words(best, strlen(best)) != *words)
        return;
    for (size_t i = 0, one, other; i < *words; i++) {
        const char *was = nth_word(text, finding->length, i, &one);
        const char *is = nth_word(best, strlen(best), i, &other);
        if (one != other || memcmp(was, is, one) != 0) {
            *which = i;
            return;
        }
    }
}

static void answer_finding(const check_finding *finding, const char *line, size_t shift)
{
    const char *text = line + finding->start;
    size_t which, words, size;
    choose_syllable(finding, text, &which, &words);
    const char *word = nth_word(text, finding->length, which, &size);
    size_t offset = lt_utf8_count(line, (size_t)(word - line)) + shift;
    lt_buffer list = LT_BUFFER_INIT;
    size_t count = 0;
    for (size_t i = 0; i < finding->suggestion_count; i++) {
        const char *suggestion = finding->suggestions[i];
        size_t length = strlen(suggestion), piece = length;
        if (words > 1 && count_words(suggestion, length) != words)
            continue;
        const char *part = words > 1 ? nth_word(suggestion, length, which, &piece) : suggestion;
        lt_buffer_append_format(&list, "%s%.*s", count++ ? ", " : "", (int)piece, part);
    }
    if (count > 0)
        printf("& %.*s %zu %zu: %s\n", (int)size, word, count, offset, list.data);
    else
        printf("# %.*s %zu\n", (int)size, word, offset);
    lt_buffer_dispose(&list);
}

static bool is_word_byte(char byte)
{
    return (byte | 32) >= 'a' ? (byte | 32) <= 'z' || (unsigned char)byte >= 0x80
                              : (unsigned char)byte >= 0x80;
}

/* One * for each right word between two places, unless terse. */
static void answer_right(const pipe_state *pipe, const char *line, size_t from, size_t to)
{
    for (size_t at = from; !pipe->terse && at < to;) {
        size_t start = at;
        while (at < to && is_word_byte(line[at]))
            at++;
        if (at > start)
            puts("*");
        else
            at++;
    }
}

static void answer_text(pipe_state *pipe, const char *line, size_t length, size_t shift)
{
    const check_finding *findings;
    size_t count, at = 0;
    lt_error error = LT_ERROR_INIT;
    if (check_text(pipe->session, line, length, NULL, &findings, &count, &error) != LT_OK) {
        trouble("%s", error.message);
        count = 0;
    }
    /* Flyspell sends words one by one: without context a real syllable is right. */
    bool alone = count_words(line, length) < 2;
    for (size_t i = 0; i < count; i++) {
        if (!findings[i].spelling || (alone && strcmp(findings[i].code, "word") == 0))
            continue;
        answer_right(pipe, line, at, findings[i].start);
        answer_finding(&findings[i], line, shift);
        at = findings[i].start + findings[i].length;
    }
    answer_right(pipe, line, at, length);
    puts("");
}

const char *ispell_personal(void)
{
    static lt_buffer path = LT_BUFFER_INIT;
    const char *folder = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    lt_status status = LT_NOT_FOUND;
    if (folder && *folder)
        status = lt_buffer_append_format(&path, "%s/libtext/words.txt", folder);
    else if (home && *home)
        status = lt_buffer_append_format(&path, "%s/.config/libtext/words.txt", home);
    return status == LT_OK ? path.data : NULL;
}

/* The folder of a file, when it is one below a folder that is there; the writer tells trouble. */
static void make_folder(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    if (slash && (size_t)(slash - path) < sizeof folder) {
        memcpy(folder, path, (size_t)(slash - path));
        folder[slash - path] = '\0';
        (void)mkdir(folder, 0777);
    }
}

static void save_words(pipe_state *pipe)
{
    lt_buffer file = LT_BUFFER_INIT;
    if (!pipe->personal || pipe->learned.length == 0)
        return;
    FILE *old = fopen(pipe->personal, "rb");
    bool there = old && fclose(old) == 0;
    if (!there || input_read(pipe->personal, &file)) {
        if (file.length > 0 && file.data[file.length - 1] != '\n')
            lt_buffer_append_byte(&file, '\n');
        lt_buffer_append(&file, pipe->learned.data, pipe->learned.length);
        make_folder(pipe->personal);
        if (output_replace(pipe->personal, file.data, file.length))
            lt_buffer_clear(&pipe->learned);
    }
    lt_buffer_dispose(&file);
}

static void learn(pipe_state *pipe, const char *word, size_t length, bool keep)
{
    check_session_accept(pipe->session, word, length);
    if (keep) {
        lt_buffer_append(&pipe->learned, word, length);
        lt_buffer_append_byte(&pipe->learned, '\n');
    }
}

static void answer_line(pipe_state *pipe, const char *line, size_t length)
{
    switch (length ? *line : '\0') {
    case '*':
    case '&':
    case '@':
        learn(pipe, line + 1, length - 1, *line != '@');
        break;
    case '#':
        save_words(pipe);
        break;
    case '!':
        pipe->terse = true;
        break;
    case '%':
        pipe->terse = false;
        break;
    case '~':
    case '+':
    case '-':
        break;
    case '$': /* aspell's extensions: nothing to say */
        puts("");
        break;
    case '^':
        answer_text(pipe, line + 1, length - 1, 1);
        break;
    default:
        answer_text(pipe, line, length, 0);
    }
    if (fflush(stdout) != 0)
        give_up("%s", say("standard output is closed", "đầu ra chuẩn đã đóng"));
}

/* Reads a line without its end. Of one that is too long the start is kept and the rest stepped
 * over. False at the end. */
static bool read_line(lt_buffer *line, bool *too_long)
{
    int byte;
    lt_buffer_clear(line);
    *too_long = false;
    while ((byte = getc(stdin)) != EOF && byte != '\n') {
        if (line->length < LINE_MAXIMUM && lt_buffer_append_byte(line, (char)byte) != LT_OK)
            give_up("out of memory");
        else if (line->length == LINE_MAXIMUM)
            *too_long = true;
    }
    while (line->length > 0 && line->data[line->length - 1] == '\r')
        lt_buffer_truncate(line, line->length - 1);
    return byte != EOF || line->length > 0;
}

void ispell_run(checker *checker, const char *personal)
{
    pipe_state pipe = {check_session_open(checker), personal, LT_BUFFER_INIT, false};
    lt_buffer line = LT_BUFFER_INIT;
    size_t number = 0;
    puts(BANNER);
    fflush(stdout);
    for (bool too_long; read_line(&line, &too_long);) {
        lt_error error = LT_ERROR_INIT;
        number++;
        if (too_long || lt_utf8_validate(line.data, line.length, &error) != LT_OK) {
            if (too_long)
                trouble(say("(stdin):%zu: line too long", "(stdin):%zu: dòng quá dài"), number);
            else
                trouble("(stdin):%zu:%zu: %s", number, lt_utf8_count(line.data, error.offset) + 1,
                        error.message);
            puts("");
            fflush(stdout);
            continue;
        }
        answer_line(&pipe, line.data, line.length);
    }
    if (ferror(stdin))
        trouble("(stdin): %s", strerror(errno));
    lt_buffer_dispose(&line);
    lt_buffer_dispose(&pipe.learned);
    check_session_close(pipe.session);
}
