/*
 * Words written twice. Vietnamese doubles content words to soften, multiply or prolong them (luôn
 * luôn, xanh xanh, người người), but not particles, prepositions and auxiliaries. Counted in news
 * (400,000 articles' sentences): none of the words below is ever joined by a segmenter, and all
 * stand doubled only by mistake.
 */
#include <string.h>

#include "rules.h"

static const char *const function_words[] = {
    "bị",   "bởi",   "các",  "cho",   "chưa", "cũng",  "của",   "do",   "hoặc", "khi", "không",
    "mà",   "nhưng", "nhằm", "như",   "nhờ",  "nếu",   "những", "rằng", "sau",  "sẽ",  "thuộc",
    "theo", "thì",   "tại",  "trong", "trên", "trước", "tuy",   "và",   "vào",  "vì",  "việc",
    "với",  "về",    "đang", "để",    "đã",   "đến",   "được",  "tới",  "giữa", NULL};

static const char *const english_words[] = {
    "a",  "an", "and",  "as",  "at",    "by", "for", "from", "in",   "is",   "of",
    "on", "or", "that", "the", "their", "to", "was", "we",   "were", "with", NULL};

/* "không không" denies twice on purpose; "that that" is grammar. Both only when asked. */
static const char *const seldom[] = {"không", "that", "is", "in", "on", NULL};

static const char *const reduplications[] = {
    "ai",  "ào",   "bé",    "bò",   "biêng", "bừng",   "cao",  "chầm",  "chiều", "chung", "cười",
    "dần", "dài",  "đêm",   "đen",  "đều",   "điều",   "đời",  "đỏ",    "đông",  "đăm",   "gần",
    "hay", "hàng", "hao",   "hằm",  "hiền",  "hơi",    "hồng", "hờ",    "khư",   "khăng", "lâu",
    "lăm", "lo",   "lớp",   "luôn", "lơ",    "mãi",    "mau",  "ngành", "ngày",  "nghề",  "người",
    "nhà", "nhẹ",  "nhanh", "nhỏ",  "nho",   "năm",    "nơi",  "oang",  "phau",  "rào",   "rất",
    "rồi", "sáng", "song",  "sừng", "tầng",  "thường", "tim",  "to",    "triệu", "trắng", "tưng",
    "từ",  "từng", "tối",   "thi",  "vui",   "vàng",   "vèo",  "vù",    "xa",    "xanh",  "xinh",
    "xôn", "ầm",   "ấm",    "êm",   "đâu",   "gì",     "bao",  "thôi",  "vâng",  "dạ",    "đi",
    "ha",  "hi",   "hô",    "ào",   "la",    "na",     "ba",   "cha",   "chuồn", "cào",   NULL};

static bool is_listed(const char *const *words, const char *word, size_t length)
{
    for (; *words; words++)
        if (strlen(*words) == length && memcmp(*words, word, length) == 0)
            return true;
    return false;
}

void rules_repeat(check *check, size_t index)
{
    token word = rules_token(check, index, 0), gap = rules_token(check, index, 1);
    token again = rules_token(check, index, 2);
    const char *text = check->text;
    /* Lengths and last bytes differ for nearly all neighbours. */
    if (gap.kind != TOKEN_SPACE || again.kind != TOKEN_WORD || word.length != again.length ||
        text[word.start + word.length - 1] != text[again.start + again.length - 1] ||
        again.flags & TOKEN_UPPER)
        return;
    char one[64], two[64];
    size_t length = rules_fold(text + word.start, word.length, one, sizeof one);
    if (length == 0 || rules_fold(text + again.start, again.length, two, sizeof two) != length ||
        memcmp(one, two, length) != 0)
        return;
    bool never = is_listed(word.flags & TOKEN_VI ? function_words : english_words, one, length) &&
                 !is_listed(seldom, one, length);
    enum rule_index rule = never ? RULE_REPEAT : RULE_REPEAT_ANY;
    if (!rule_on(check, rule) || (!never && is_listed(reduplications, one, length)))
        return;
    rules_add(check, rule, word.start, again.start + again.length - word.start, text + word.start,
              word.length);
}
