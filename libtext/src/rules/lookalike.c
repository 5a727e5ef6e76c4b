/* Letters of another script in a Latin word; normalization knows what they stand for. */
#include <libtext/normalize.h>

#include "rules.h"

/* Ð for Đ comes from the keyboard or the font and so again and again: the first tells it all. */
static void tell(check *check, token word, const char *right, size_t length, uint32_t codes)
{
    bool first = true;
    if (codes == LT_REPAIR(LT_CHANGE_LETTER_D)) {
        first = !check->letter_d;
        check->letter_d = true;
    }
    enum rule_index rule = first ? RULE_LOOKALIKE : RULE_LOOKALIKE_AGAIN;
    if (rule_on(check, rule))
        rules_add(check, rule, word.start, word.length, right, length);
}

void rules_lookalike(check *check, size_t index)
{
    token word = rules_token(check, index, 0);
    lt_normalize_options options = LT_NORMALIZE_OPTIONS_INIT;
    options.form = LT_FORM_NONE;
    options.tone = LT_TONE_KEEP;
    options.repair = LT_REPAIR(LT_CHANGE_LOOKALIKE) | LT_REPAIR(LT_CHANGE_LETTER_D);
    lt_buffer right = LT_BUFFER_INIT;
    lt_changes changes = LT_CHANGES_INIT;
    lt_status status =
        lt_normalize(check->text + word.start, word.length, &options, &right, &changes, NULL);
    if (status == LT_OK && changes.count > 0)
        tell(check, word, right.data, right.length, changes.items[0].codes);
    else if (status == LT_NO_MEMORY)
        check->status = status;
    lt_changes_dispose(&changes);
    lt_buffer_dispose(&right);
}
