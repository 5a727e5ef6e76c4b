#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tools/common/input.h"
#include "tools/common/pair.h"
#include "tools/common/tool.h"

#define BUILT_IN "bilingual/vi-en.lexicon"

/* Learning from a folder: only links that are almost certain teach, what a word is paired with once
 * or weakly is left, and it weighs less than what was learned from the great corpora. */
#define LEARN_SCORE      0.95
#define LEARN_ITERATIONS 5
#define LEARN_LEAST      0.15
#define LEARN_PATH       4096

static void add(pair_lexicons *lexicons, lt_lexicon *lexicon)
{
    if (lexicons->count == LT_ALIGN_LEXICONS)
        give_up("%s", say("too many lexicons", "quá nhiều từ điển"));
    lexicons->items[lexicons->count++] = lexicon;
}

void pair_lexicons_open(pair_lexicons *lexicons)
{
    lt_error error = LT_ERROR_INIT;
    lt_lexicon *lexicon;
    char *path = data_path(BUILT_IN);
    if (lt_lexicon_open(path, &lexicon, &error) != LT_OK)
        give_up("%s: %s", path, error.message);
    free(path);
    add(lexicons, lexicon);
}

void pair_lexicons_add_file(pair_lexicons *lexicons, const char *path)
{
    lt_error error = LT_ERROR_INIT;
    lt_lexicon_builder *builder = NULL;
    lt_lexicon *lexicon = NULL;
    lt_buffer text = LT_BUFFER_INIT;
    if (!input_read_text(path, &text))
        exit(2);
    lt_status status = lt_lexicon_builder_new(&builder, &error);
    if (status == LT_OK)
        status = lt_lexicon_builder_read(builder, text.data, text.length, LT_LEXICON_USER, &error);
    if (status == LT_OK)
        status = lt_lexicon_builder_finish(builder, &lexicon, &error);
    if (status != LT_OK)
        give_up("%s:%zu: %s", input_name(path), error.line, error.message);
    remark("%s: %zu %s", input_name(path), lt_lexicon_size(lexicon), say("pairs", "cặp từ"));
    lt_lexicon_builder_free(builder);
    lt_buffer_dispose(&text);
    add(lexicons, lexicon);
}

/* What a folder teaches with. */
typedef struct teacher {
    lt_aligner *aligner;
    lt_lexicon_learner *learner;
    const pair_settings *how;
    size_t pairs;
} teacher;

/* The text of segments first … first + count - 1, in one piece. */
static lt_status append_run(const pair_side *side, size_t first, size_t count, lt_buffer *out)
{
    lt_status status = LT_OK;
    for (size_t i = first; i < first + count && status == LT_OK; i++) {
        status = lt_buffer_append(out, side->segments[i].text, side->segments[i].length);
        if (status == LT_OK)
            status = lt_buffer_append_byte(out, ' ');
    }
    return status;
}

static lt_status teach_links(const teacher *t, const text_pair *pair, lt_error *error)
{
    lt_buffer text[2] = {LT_BUFFER_INIT, LT_BUFFER_INIT};
    lt_status status = LT_OK;
    for (size_t i = 0; i < pair->alignment.count && status == LT_OK; i++) {
        const lt_link *l = &pair->alignment.links[i];
        if (l->score < LEARN_SCORE || l->vi_count == 0 || l->en_count == 0)
            continue;
        lt_buffer_clear(&text[0]);
        lt_buffer_clear(&text[1]);
        status = append_run(&pair->side[0], l->vi, l->vi_count, &text[0]);
        if (status == LT_OK)
            status = append_run(&pair->side[1], l->en, l->en_count, &text[1]);
        if (status == LT_OK)
            status = lt_lexicon_learner_pair(t->learner, text[0].data, text[0].length, text[1].data,
                                             text[1].length, error);
    }
    lt_buffer_dispose(&text[0]);
    lt_buffer_dispose(&text[1]);
    return status;
}

static void teach_pair(teacher *t, const char *vi, const char *en)
{
    text_pair pair;
    lt_error error = LT_ERROR_INIT;
    pair_init(&pair);
    if (input_read_text(vi, &pair.side[0].text) && input_read_text(en, &pair.side[1].text)) {
        lt_status status = pair_split(&pair.side[0], LT_LANGUAGE_VI, t->how, &error);
        if (status == LT_OK)
            status = pair_split(&pair.side[1], LT_LANGUAGE_EN, t->how, &error);
        if (status == LT_OK)
            status = pair_align(&pair, t->aligner, t->how, &error);
        if (status == LT_OK)
            status = teach_links(t, &pair, &error);
        if (status == LT_OK)
            t->pairs++;
        else
            trouble("%s, %s: %s", vi, en, error.message);
    }
    pair_dispose(&pair);
}

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static void teach_entry(teacher *t, const char *folder, const char *name)
{
    static const char ending[] = ".vi.txt";
    char vi[LEARN_PATH], en[LEARN_PATH];
    size_t length = strlen(name), end = sizeof ending - 1;
    if (strlen(folder) + length + 16 > LEARN_PATH)
        return;
    if (length > end && strcmp(name + length - end, ending) == 0) {
        snprintf(vi, sizeof vi, "%s/%s", folder, name);
        snprintf(en, sizeof en, "%s/%.*s.en.txt", folder, (int)(length - end), name);
    } else {
        snprintf(vi, sizeof vi, "%s/%s/vi.txt", folder, name);
        snprintf(en, sizeof en, "%s/%s/en.txt", folder, name);
    }
    if (is_file(vi) && is_file(en))
        teach_pair(t, vi, en);
}

static void teach_folder(teacher *t, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort); /* sorted: the same result anywhere */
    if (count < 0)
        give_up("%s: %s", folder, strerror(errno));
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.')
            teach_entry(t, folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

void pair_lexicons_learn(pair_lexicons *lexicons, const char *folder, const pair_settings *how)
{
    pair_settings by_sentence = *how;
    by_sentence.paragraphs = false;
    teacher t = {NULL, NULL, &by_sentence, 0};
    lt_error error = LT_ERROR_INIT;
    lt_lexicon_builder *builder = NULL;
    lt_lexicon *lexicon = NULL;
    lt_status status = lt_aligner_new((const lt_lexicon *const *)lexicons->items, lexicons->count,
                                      &t.aligner, &error);
    if (status == LT_OK)
        status = lt_lexicon_learner_new(&t.learner, &error);
    if (status == LT_OK)
        status = lt_lexicon_builder_new(&builder, &error);
    if (status == LT_OK) {
        teach_folder(&t, folder);
        status = lt_lexicon_learner_run(t.learner, LEARN_ITERATIONS, LEARN_LEAST, builder, &error);
    }
    if (status == LT_OK)
        status = lt_lexicon_builder_finish(builder, &lexicon, &error);
    if (status != LT_OK)
        give_up("%s: %s", folder, error.message);
    remark(
        say("%s: %zu word pairs learned from %zu articles", "%s: học được %zu cặp từ từ %zu bài"),
        folder, lt_lexicon_size(lexicon), t.pairs);
    lt_lexicon_builder_free(builder);
    lt_lexicon_learner_free(t.learner);
    lt_aligner_free(t.aligner);
    add(lexicons, lexicon);
}

void *pair_session_open(void *shared)
{
    const pair_lexicons *lexicons = shared;
    lt_aligner *aligner = NULL;
    if (lt_aligner_new((const lt_lexicon *const *)lexicons->items, lexicons->count, &aligner,
                       NULL) != LT_OK)
        return NULL;
    return aligner;
}

void pair_session_close(void *session)
{
    lt_aligner_free(session);
}

void pair_lexicons_free(pair_lexicons *lexicons)
{
    for (size_t i = 0; i < lexicons->count; i++)
        lt_lexicon_free(lexicons->items[i]);
    lexicons->count = 0;
}
