/* Spaces, punctuation and brackets. */
#include <stdlib.h>
#include <string.h>

#include "rules.h"

static bool is_text(token token)
{
    return token.kind == TOKEN_WORD || token.kind == TOKEN_NUMBER;
}

static bool ends_text(token token)
{
    return token.kind == TOKEN_SPACE || token.kind == TOKEN_NEWLINE;
}

static bool is_one_of(token token, const char *signs)
{
    return token.kind == TOKEN_SIGN && token.sign && token.sign < 0x80 &&
           strchr(signs, (int)token.sign);
}

/* "word ," but not "word ..." "word ./." ".NET" or a smiley. */
static void space_before(check *check, size_t index)
{
    token before = rules_token(check, index, -1), mark = rules_token(check, index, 1);
    token after = rules_token(check, index, 2);
    bool word_before = is_text(before) || is_one_of(before, ")\"%") || before.sign == 0x201D;
    if (!rule_on(check, RULE_SPACE_BEFORE) || !word_before || before.flags & TOKEN_ADDRESS)
        return;
    bool mark_fits = is_one_of(mark, ",;.?!:)") || mark.sign == 0x201D;
    bool closes = is_one_of(mark, ")") || mark.sign == 0x201D;
    if (!mark_fits || mark.flags & TOKEN_ADDRESS ||
        !(ends_text(after) || (closes && after.kind == TOKEN_SIGN)))
        return;
    if (closes)
        rules_add_tokens(check, RULE_SPACE_INSIDE, index, index, "");
    else
        rules_add_tokens(check, RULE_SPACE_BEFORE, index, index, "");
}

void rules_space(check *check, size_t index)
{
    token space = rules_token(check, index, 0);
    token before = rules_token(check, index, -1), after = rules_token(check, index, 1);
    space_before(check, index);
    bool opens = before.kind == TOKEN_SIGN && (before.sign == '(' || before.sign == 0x201C);
    if (rule_on(check, RULE_SPACE_INSIDE) && opens && is_text(after))
        rules_add_tokens(check, RULE_SPACE_INSIDE, index, index, "");
    bool blanks = true;
    for (size_t i = 0; i < space.length; i++)
        blanks = blanks && check->text[space.start + i] == ' ';
    if (rule_on(check, RULE_SPACE_DOUBLE) && blanks && space.length > 1 &&
        before.kind != TOKEN_NEWLINE && is_text(after))
        rules_add_tokens(check, RULE_SPACE_DOUBLE, index, index, " ");
}

/* "hay,đẹp" and "xong.Anh": Vietnamese on a side, so that it is no host, name or abbreviation. */
static void space_after(check *check, size_t index)
{
    token before = rules_token(check, index, -1), after = rules_token(check, index, 1);
    token mark = rules_token(check, index, 0);
    if (!rule_on(check, RULE_SPACE_AFTER) || before.kind != TOKEN_WORD ||
        after.kind != TOKEN_WORD || !(mark.flags & TOKEN_VI) ||
        !((before.flags | after.flags) & TOKEN_MARKED) || before.length < 2 || after.length < 2 ||
        (before.flags | after.flags) & TOKEN_CAPITALS)
        return;
    char fixed[] = {(char)mark.sign, ' ', '\0'};
    bool pause = is_one_of(mark, ",;");
    bool stop =
        is_one_of(mark, ".?!:") && !(before.flags & TOKEN_UPPER) && after.flags & TOKEN_UPPER;
    if (pause || stop)
        rules_add_tokens(check, RULE_SPACE_AFTER, index, index, fixed);
}

/* ",," ".," ";." and ".." that is no ellipsis, in one breath. */
static void punctuation_double(check *check, size_t index)
{
    token before = rules_token(check, index, -1);
    token next = rules_token(check, index, 1), after = rules_token(check, index, 2);
    if (!rule_on(check, RULE_PUNCTUATION_DOUBLE) || !is_text(before) ||
        !is_one_of(rules_token(check, index, 0), ",;.:") || !is_one_of(next, ",;.:") ||
        !ends_text(after) || before.flags & TOKEN_ADDRESS)
        return;
    token mark = rules_token(check, index, 0);
    /* "v.v.," "TP.," and an abbreviation's point before another mark are right. */
    if (mark.sign == '.' && next.sign != '.')
        return;
    char fixed[] = {(char)(next.sign == '.' ? '.' : mark.sign), '\0'};
    rules_add_tokens(check, RULE_PUNCTUATION_DOUBLE, index, index + 1,
                     mark.sign == next.sign || next.sign == '.' ? fixed : NULL);
}

void rules_sign(check *check, size_t index)
{
    space_after(check, index);
    punctuation_double(check, index);
    token mark = rules_token(check, index, 0), space = rules_token(check, index, -1);
    if (rule_on(check, RULE_PERCENT) && mark.sign == '%' && space.kind == TOKEN_SPACE &&
        mark.flags & TOKEN_VI && rules_token(check, index, -2).kind == TOKEN_NUMBER)
        rules_add_tokens(check, RULE_PERCENT, index - 1, index - 1, "");
}

#define MOST_OPEN 64

typedef struct open {
    uint32_t sign;
    size_t index;
} open;

static uint32_t closer_of(uint32_t sign)
{
    static const uint32_t pairs[][2] = {
        {'(', ')'}, {'[', ']'}, {'{', '}'}, {0x201C, 0x201D}, {0xAB, 0xBB}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == sign)
            return pairs[i][1];
    return 0;
}

static bool is_closer(uint32_t sign)
{
    return sign == ')' || sign == ']' || sign == '}' || sign == 0x201D || sign == 0xBB;
}

/* "a)" "1)" name the items of a list. */
static bool is_item(const check *check, size_t index)
{
    token before = rules_token(check, index, -1), start = rules_token(check, index, -2);
    return is_text(before) && (before.length <= 3) &&
           (start.kind == TOKEN_NEWLINE || start.kind == TOKEN_SPACE);
}

static void check_line(check *check, size_t first, size_t last)
{
    open stack[MOST_OPEN];
    size_t depth = 0;
    for (size_t i = first; i < last; i++) {
        const packed_token *token = &check->tokens.items[i];
        if (token->kind != TOKEN_SIGN || token->flags & TOKEN_ADDRESS)
            continue;
        uint32_t closer = closer_of(token->sign);
        if (closer && depth < MOST_OPEN)
            stack[depth++] = (open){closer, i};
        else if (closer)
            return;
        else if (is_closer(token->sign) && depth && stack[depth - 1].sign == token->sign)
            depth--;
        else if (is_closer(token->sign) && !is_item(check, i))
            rules_add_tokens(check, RULE_BRACKET, i, i, NULL);
    }
    while (depth-- > 0)
        rules_add_tokens(check, RULE_BRACKET, stack[depth].index, stack[depth].index, NULL);
}

void rules_brackets(check *check)
{
    size_t first = 0;
    if (!rule_on(check, RULE_BRACKET))
        return;
    for (size_t i = 0; i <= check->tokens.count; i++)
        if (i == check->tokens.count || check->tokens.items[i].kind == TOKEN_NEWLINE) {
            check_line(check, first, i);
            first = i + 1;
        }
}
