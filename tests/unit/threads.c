/* What is loaded is shared: sessions of several threads give the same answers as one. TSan watches.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libtext/align.h>
#include <libtext/normalize.h>
#include <libtext/slug.h>
#include <libtext/spell.h>

#define THREADS 4
#define ROUNDS  5

static lt_model *model;
static lt_lexicon *lexicon;

static void use_spelling(lt_buffer *out)
{
    static const char text[] =
        "Ông chia sẽ kinh nghiệm sử lý rác thải. The goverment said so today "
        "in a long statement.";
    lt_spell_options options = LT_SPELL_OPTIONS_INIT;
    char forms[4096];
    snprintf(forms, sizeof forms, "%s/en_US.forms", getenv("DICTIONARIES"));
    options.english_aff = "/usr/share/hunspell/en_US.aff";
    options.english_dic = "/usr/share/hunspell/en_US.dic";
    options.english_forms = forms;
    lt_spell *spell;
    lt_spell_findings findings = LT_SPELL_FINDINGS_INIT;
    if (lt_spell_new(model, &options, &spell, NULL) != LT_OK)
        return;
    lt_spell_check(spell, text, strlen(text), &findings, NULL);
    for (size_t i = 0; i < findings.count; i++)
        lt_buffer_append_format(out, "%zu %s;", findings.items[i].start,
                                lt_spell_suggestion(&findings, i, 0));
    lt_spell_findings_dispose(&findings);
    lt_spell_free(spell);
}

static void use_aligner(lt_buffer *out)
{
    static const char *const vi[] = {"Chiều 26/12, tỉnh tổ chức hội nghị.", "Ông Hòa dự."};
    static const char *const en[] = {"The province held a conference on December 26.",
                                     "Mr. Hoa attended."};
    lt_align_segment segments[2][2];
    lt_aligner *aligner;
    lt_alignment alignment = LT_ALIGNMENT_INIT;
    for (size_t i = 0; i < 2; i++) {
        segments[0][i] = (lt_align_segment){vi[i], strlen(vi[i]), i};
        segments[1][i] = (lt_align_segment){en[i], strlen(en[i]), i};
    }
    const lt_lexicon *lexicons[] = {lexicon};
    if (lt_aligner_new(lexicons, 1, &aligner, NULL) != LT_OK)
        return;
    lt_aligner_run(aligner, segments[0], 2, segments[1], 2, NULL, &alignment, NULL);
    for (size_t i = 0; i < alignment.count; i++)
        lt_buffer_append_format(out, "%zu-%zu;", alignment.links[i].vi, alignment.links[i].en);
    lt_alignment_dispose(&alignment);
    lt_aligner_free(aligner);
}

static void use_text(lt_buffer *out)
{
    static const char text[] = "Hoà bình ở TP.HCM, Ðà Nẵng: 1.000 người";
    lt_slug_options options = LT_SLUG_OPTIONS_INIT;
    lt_slugger *slugger;
    lt_normalize(text, strlen(text), NULL, out, NULL, NULL);
    if (lt_slugger_new(&options, &slugger, NULL) != LT_OK)
        return;
    lt_slug(slugger, text, strlen(text), out, NULL);
    lt_slugger_free(slugger);
}

static void *run(void *context)
{
    for (int i = 0; i < ROUNDS; i++) {
        use_spelling(context);
        use_aligner(context);
        use_text(context);
    }
    return NULL;
}

static void test_same_answers(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    lt_buffer outputs[THREADS + 1];
    for (int i = 0; i <= THREADS; i++)
        lt_buffer_init(&outputs[i], 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run, &outputs[i]), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    run(&outputs[THREADS]);
    assert_true(outputs[THREADS].length > 100);
    for (int i = 0; i < THREADS; i++)
        assert_string_equal(outputs[i].data, outputs[THREADS].data);
    for (int i = 0; i <= THREADS; i++)
        lt_buffer_dispose(&outputs[i]);
}

static int open_data(void **state)
{
    (void)state;
    char path[4096];
    snprintf(path, sizeof path, "%s/vi.model", getenv("DICTIONARIES"));
    if (lt_model_open(path, &model, NULL) != LT_OK)
        return 1;
    snprintf(path, sizeof path, "%s/bilingual/vi-en.lexicon", getenv("DICTIONARIES"));
    return lt_lexicon_open(path, &lexicon, NULL) != LT_OK;
}

static int close_data(void **state)
{
    (void)state;
    lt_model_free(model);
    lt_lexicon_free(lexicon);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_answers)};
    return cmocka_run_group_tests_name("threads", tests, open_data, close_data);
}
