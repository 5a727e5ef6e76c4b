#include <string.h>

#include <libtext/syllable.h>
#include <libtext/utf8.h>

#include "sentence.h"

typedef enum when {
    ALWAYS,     /* never ends a sentence */
    BEFORE_NUM, /* an abbreviation only before a number: No. 5, Q. 1 */
    MAY_END     /* ends one where the next word begins sentences: U.S. The */
} when;

typedef struct abbreviation {
    const char *word;
    when when;
} abbreviation;

/* Titles, ranks and administrative units as newspapers and Decree 30/2020/NĐ-CP shorten them. */
static const abbreviation vietnamese[] = {
    {"TP", ALWAYS},     {"Tp", ALWAYS},     {"tp", ALWAYS},   {"TX", ALWAYS},    {"TT", ALWAYS},
    {"Q", ALWAYS},      {"P", ALWAYS},      {"H", ALWAYS},    {"X", ALWAYS},     {"TS", ALWAYS},
    {"Ts", ALWAYS},     {"ThS", ALWAYS},    {"Ths", ALWAYS},  {"PGS", ALWAYS},   {"GS", ALWAYS},
    {"BS", ALWAYS},     {"Bs", ALWAYS},     {"BSCK", ALWAYS}, {"BSCKI", ALWAYS}, {"BSCKII", ALWAYS},
    {"CKI", ALWAYS},    {"CKII", ALWAYS},   {"KS", ALWAYS},   {"CN", ALWAYS},    {"LS", ALWAYS},
    {"KTS", ALWAYS},    {"DS", ALWAYS},     {"NCS", ALWAYS},  {"TSKH", ALWAYS},  {"NSND", ALWAYS},
    {"NSƯT", ALWAYS},   {"NGND", ALWAYS},   {"NGƯT", ALWAYS}, {"St", ALWAYS},    {"Mr", ALWAYS},
    {"Mrs", ALWAYS},    {"Ms", ALWAYS},     {"Dr", ALWAYS},   {"ĐT", ALWAYS},    {"tr", BEFORE_NUM},
    {"Tr", BEFORE_NUM}, {"No", BEFORE_NUM}, {"v.v", MAY_END}, {"vv", MAY_END},   {"Jr", MAY_END},
    {"đ/c", ALWAYS},    {"Đ/c", ALWAYS},    {"Sgt", ALWAYS},  {"Pte", ALWAYS},   {"Col", ALWAYS},
    {"Gen", ALWAYS},    {"Rev", ALWAYS},    {"Spc", ALWAYS},  {"Capt", ALWAYS},  {"Prof", ALWAYS},
    {"Lt", ALWAYS},
};

static const abbreviation english[] = {
    {"Mr", ALWAYS},       {"Mrs", ALWAYS},     {"Ms", ALWAYS},      {"Dr", ALWAYS},
    {"Prof", ALWAYS},     {"Assoc", ALWAYS},   {"Asst", ALWAYS},    {"Rev", ALWAYS},
    {"Hon", ALWAYS},      {"Gen", ALWAYS},     {"Lt", ALWAYS},      {"Col", ALWAYS},
    {"Maj", ALWAYS},      {"Capt", ALWAYS},    {"Cpl", ALWAYS},     {"Sgt", ALWAYS},
    {"Adm", ALWAYS},      {"Cmdr", ALWAYS},    {"Sen", ALWAYS},     {"Rep", ALWAYS},
    {"Gov", ALWAYS},      {"Sec", ALWAYS},     {"Pres", ALWAYS},    {"Amb", ALWAYS},
    {"Supt", ALWAYS},     {"Messrs", ALWAYS},  {"Mme", ALWAYS},     {"Mlle", ALWAYS},
    {"St", ALWAYS},       {"Mt", ALWAYS},      {"Ft", ALWAYS},      {"vs", ALWAYS},
    {"v", ALWAYS},        {"Det", ALWAYS},     {"Insp", ALWAYS},    {"e.g", ALWAYS},
    {"i.e", ALWAYS},      {"cf", ALWAYS},      {"viz", ALWAYS},     {"Nos", BEFORE_NUM},
    {"No", BEFORE_NUM},   {"no", BEFORE_NUM},  {"pp", BEFORE_NUM},  {"Art", BEFORE_NUM},
    {"Fig", BEFORE_NUM},  {"Vol", BEFORE_NUM}, {"Ch", BEFORE_NUM},  {"Jan", BEFORE_NUM},
    {"Feb", BEFORE_NUM},  {"Mar", BEFORE_NUM}, {"Apr", BEFORE_NUM}, {"Aug", BEFORE_NUM},
    {"Sept", BEFORE_NUM}, {"Sep", BEFORE_NUM}, {"Oct", BEFORE_NUM}, {"Nov", BEFORE_NUM},
    {"Dec", BEFORE_NUM},  {"approx", ALWAYS},  {"est", BEFORE_NUM}, {"TP", ALWAYS},
    {"Inc", MAY_END},     {"Ltd", MAY_END},    {"Co", MAY_END},     {"Corp", MAY_END},
    {"Bros", MAY_END},    {"Jr", MAY_END},     {"Sr", MAY_END},     {"etc", MAY_END},
    {"al", MAY_END},      {"US", MAY_END},     {"Blvd", MAY_END},   {"Dept", ALWAYS},
    {"Univ", MAY_END},    {"PhD", MAY_END},    {"Ph.D", MAY_END},   {"Pte", ALWAYS},
    {"Pvt", ALWAYS},      {"Pfc", ALWAYS},     {"Spc", ALWAYS},     {"Ave", MAY_END},
    {"nos", BEFORE_NUM},  {"Rs", BEFORE_NUM},  {"nr", BEFORE_NUM},  {"nb", BEFORE_NUM},
    {"ca", BEFORE_NUM},   {"ch", BEFORE_NUM},  {"vol", BEFORE_NUM}, {"fig", BEFORE_NUM},
    {"art", BEFORE_NUM},  {"sec", BEFORE_NUM}, {"ver", BEFORE_NUM}, {"Tel", BEFORE_NUM},
    {"tel", BEFORE_NUM},  {"ext", BEFORE_NUM}, {"min", BEFORE_NUM}, {"max", BEFORE_NUM},
};

/* Words that begin a sentence after "the U.S." far more often than they go on a name. */
static const char *const openers[] = {
    "The",   "This",  "That",   "These", "Those", "It",      "He",        "She",       "They",
    "We",    "I",     "You",    "In",    "On",    "At",      "But",       "And",       "For",
    "If",    "When",  "As",     "A",     "An",    "His",     "Her",       "Its",       "Their",
    "There", "After", "Before", "While", "Since", "However", "According", "Meanwhile", "Mr",
    "Ms",    "Mrs",   "Some",   "Many",  "Most",  "Such",    "So",        "Or",        "By",
    "With",  "From",  "What",   "Who",   "How",   "Ông",     "Bà",        "Anh",       "Chị",
    "Theo",  "Các",   "Những",  "Đây",   "Đó",    "Tuy",     "Trong",     "Tại",       "Khi",
    "Nhưng", "Và",    "Còn",    "Năm",   "Ngày",  "Hiện",    "Sau",
};

static bool equals(const char *word, size_t length, const char *entry)
{
    return strlen(entry) == length && memcmp(word, entry, length) == 0;
}

static bool opens(const char *next, size_t length)
{
    size_t end = 0;
    while (end < length && next[end] != ' ' && next[end] != ',' && next[end] != '.' &&
           next[end] != '\'')
        end++;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (equals(next, end, openers[i]))
            return true;
    return false;
}

static bool is_upper(const char *text, size_t length)
{
    lt_letter letter;
    return lt_letter_read(text, length, &letter) > 0 && letter.upper;
}

/* "J" of "J. K. Rowling", "Q" of "Q. 3": one capital letter; Ý is Italy and Á Asia. */
static bool is_initial(const char *word, size_t length)
{
    lt_letter letter;
    return length > 0 && lt_letter_read(word, length, &letter) == length && letter.upper &&
           !equals(word, length, "Ý") && !equals(word, length, "Á");
}

/* Words whose letter is no initial: độ C, vitamin C, hepatitis B, Group A; and the degree sign. */
static bool is_lettered(const char *text, size_t length)
{
    static const char *const before[] = {
        "độ",    "vitamin", "Vitamin", "gan",      "bảng",  "Bảng", "khối",     "nhóm", "Nhóm",
        "loại",  "hạng",    "án",      "điểm",     "phần",  "Part", "Group",    "Plan", "hepatitis",
        "Class", "Grade",   "Type",    "Appendix", "grade", "type", "Block",    "C",    "degrees",
        "cúm",   "vùng",    "khu",     "lô",       "tòa",   "nhà",  "influenza"};
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length >= 2 && memcmp(text + length - 2, "°", 2) == 0)
        return true;
    size_t start = length;
    while (start > 0 && text[start - 1] != ' ' && length - start < LT_SENTENCE_WORD)
        start--;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (equals(text + start, length - start, before[i]))
            return true;
    return false;
}

/* After a.m. and p.m. a capital letter begins a sentence, days and time zones apart. */
static bool goes_on_time(const char *next, size_t length)
{
    static const char *const more[] = {
        "Monday",  "Tuesday",   "Wednesday", "Thursday", "Friday",   "Saturday", "Sunday",
        "January", "February",  "March",     "April",    "May",      "June",     "July",
        "August",  "September", "October",   "November", "December", "Eastern",  "Pacific",
        "Vietnam", "Hanoi",     "Local",     "Greenwich"};
    size_t end = 0, capitals = 0;
    while (end < length &&
           ((next[end] >= 'a' && next[end] <= 'z') || (next[end] >= 'A' && next[end] <= 'Z')))
        capitals += next[end] <= 'Z', end++;
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (equals(next, end, more[i]))
            return true;
    return capitals == end && capitals >= 2;
}

/* "U.S", "D.C", "a.m", "p.m": single letters with full stops between. */
static bool is_dotted(const char *word, size_t length)
{
    if (length < 3)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool dot = word[i] == '.';
        bool letter = (word[i] >= 'A' && word[i] <= 'Z') || (word[i] >= 'a' && word[i] <= 'z');
        if (i % 2 == 0 ? !letter : !dot)
            return false;
    }
    return length % 2 == 1;
}

static bool applies(when when, const char *next, size_t next_length)
{
    bool number = next_length > 0 && next[0] >= '0' && next[0] <= '9';
    switch (when) {
    case ALWAYS:
        return true;
    case BEFORE_NUM:
        return number;
    case MAY_END:
        break;
    }
    return number || !is_upper(next, next_length) ? true : !opens(next, next_length);
}

bool lt_abbreviation(const char *text, size_t before, size_t length, const char *next,
                     size_t next_length, lt_language language)
{
    const char *word = text + before;
    const abbreviation *list = language == LT_LANGUAGE_VI ? vietnamese : english;
    size_t count = language == LT_LANGUAGE_VI ? sizeof vietnamese / sizeof *vietnamese
                                              : sizeof english / sizeof *english;
    bool initial = is_initial(word, length);
    if (initial && is_lettered(text, before))
        return false;
    if ((equals(word, length, "a.m") || equals(word, length, "p.m")) && is_upper(next, next_length))
        return goes_on_time(next, next_length);
    /* "PGS.TS": the last part decides */
    size_t last = length;
    while (last > 0 && word[last - 1] != '.')
        last--;
    for (size_t i = 0; i < count; i++)
        if (equals(word, length, list[i].word) ||
            (last > 0 && list[i].when == ALWAYS &&
             equals(word + last, length - last, list[i].word)))
            return applies(list[i].when, next, next_length);
    return is_dotted(word, length) || initial ? applies(MAY_END, next, next_length) : false;
}
