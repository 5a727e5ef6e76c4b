/*
 * Phrases that writers confuse with another, where counting does not help: the wrong one is in half
 * the papers.
 *
 * Written by hand, spelt by Hoàng Phê (ed.), Từ điển tiếng Việt (Viện Ngôn ngữ học), where that has
 * one spelling only. Each was looked up in the corpora: a phrase of which the words also meet by
 * chance ("hồ sơ xuất khẩu", "chức năng xuất hiện") is not here, or says beside what it is none.
 */
#include "spell/habits.h"

#include <stdlib.h>
#include <string.h>

#include "model/token.h"

static const struct row {
    const char *wrong, *right;
    const char *before, *after; /* syllables that may not stand beside it */
} rows[] = {
    {"chuẩn đoán", "chẩn đoán", "", ""},
    {"vô hình chung", "vô hình trung", "", ""},
    {"tựu chung lại", "tựu trung lại", "", ""},
    {"thăm quan", "tham quan", "", "trọng hệ chức tài điểm sát tâm lại ngại"},
    {"sáng lạng", "xán lạn", "", ""},
    {"sáng lạn", "xán lạn", "", ""},
    {"xán lạng", "xán lạn", "", ""},
    {"sán lạn", "xán lạn", "", ""},
    {"sán lạng", "xán lạn", "", ""},
    {"khúc triết", "khúc chiết", "", ""},
    {"kinh nghiệp", "kinh nghiệm", "điền", "dư vụ đoàn"},
    {"thẳng thắng", "thẳng thắn", "", ""},
    {"lãng mạng", "lãng mạn", "", ""},
    {"chỉnh chu", "chỉn chu", "điều hiệu tinh", "kỳ kì trình vi cấp"},
    {"chín mùi", "chín muồi", "", "thơm hương vị"},
    {"lãi xuất", "lãi suất", "", ""},
    {"xác xuất", "xác suất", "", ""},
    {"suất sắc", "xuất sắc", "", ""},
    {"xuất xắc", "xuất sắc", "", ""},
    {"sản suất", "sản xuất", "", ""},
    {"đột suất", "đột xuất", "", ""},
    {"đề suất", "đề xuất", "", ""},
    {"xuyên xuốt", "xuyên suốt", "", ""},
    {"bổ xung", "bổ sung", "", ""},
    {"xử dụng", "sử dụng", "", ""},
    {"sử phạt", "xử phạt", "", ""},
    {"rà xoát", "rà soát", "", ""},
    {"kiểm xoát", "kiểm soát", "", ""},
    {"suông sẻ", "suôn sẻ", "", ""},
    {"suôn sẽ", "suôn sẻ", "", ""},
    {"sắc xảo", "sắc sảo", "", ""},
    {"xum vầy", "sum vầy", "", ""},
    {"xum họp", "sum họp", "", ""},
    {"xỉ nhục", "sỉ nhục", "", ""},
    {"cọ sát", "cọ xát", "", ""},
    {"xô sát", "xô xát", "", ""},
    {"xa thải", "sa thải", "trình", ""},
    {"sạc lở", "sạt lở", "", ""},
    {"dành chiến thắng", "giành chiến thắng", "", ""},
    {"dành thắng lợi", "giành thắng lợi", "", ""},
    {"dành huy chương", "giành huy chương", "", ""},
    {"dành quyền kiểm soát", "giành quyền kiểm soát", "", ""},
    {"dành ngôi vô địch", "giành ngôi vô địch", "", ""},
    {"dành chức vô địch", "giành chức vô địch", "", ""},
    {"dành độc lập", "giành độc lập", "", ""},
    {"dành chính quyền", "giành chính quyền", "", ""},
    {"dành giật", "giành giật", "", ""},
    {"dành giựt", "giành giật", "", ""},
    {"giành dụm", "dành dụm", "", ""},
    {"dành giụm", "dành dụm", "", ""},
    {"giành tặng", "dành tặng", "", ""},
    {"giành thời gian", "dành thời gian", "", ""},
    {"giành nhiều thời gian", "dành nhiều thời gian", "", ""},
    {"giành riêng cho", "dành riêng cho", "", ""},
    {"dấu diếm", "giấu giếm", "", ""},
    {"dấu giếm", "giấu giếm", "", ""},
    {"giấu diếm", "giấu giếm", "", ""},
    {"che dấu", "che giấu", "", "vết hiệu chân ấn tích"},
    {"cất dấu", "cất giấu", "", "vết hiệu chân ấn tích"},
    {"chôn dấu", "chôn giấu", "", "vết hiệu chân ấn tích"},
    {"giao động", "dao động", "chuyển bàn", "cơ vật lực sản thái thổ"},
    {"giàn dựng", "dàn dựng", "", ""},
    {"giàn trải", "dàn trải", "", ""},
    {"dàn khoan", "giàn khoan", "", ""},
    {"dàn giáo", "giàn giáo", "", "viên sư dục"},
    {"dở trò", "giở trò", "", ""},
    {"dở bỏ", "dỡ bỏ", "", "chạy đi lại ra về"},
    {"trau giồi", "trau dồi", "", ""},
    {"trao dồi", "trau dồi", "", ""},
    {"chau dồi", "trau dồi", "", ""},
    {"trao chuốt", "trau chuốt", "", ""},
    {"chau chuốt", "trau chuốt", "", ""},
    {"trú trọng", "chú trọng", "", "điểm"},
    {"chân trọng", "trân trọng", "", "lượng"},
    {"trò truyện", "trò chuyện", "", ""},
    {"nói truyện", "nói chuyện", "", ""},
    {"chậm chễ", "chậm trễ", "", ""},
    {"bất chắc", "bất trắc", "", ""},
    {"bắt trước theo", "bắt chước theo", "", ""},
    {"thái độ bàng quang", "thái độ bàng quan", "", ""},
    {"sung đột", "xung đột", "", ""},
    {"sâm phạm", "xâm phạm", "", ""},
    {"sập xệ", "xập xệ", "", ""},
    {"xứ mệnh", "sứ mệnh", "", ""},
    {"sắp sếp", "sắp xếp", "", ""},
    {"sảy ra", "xảy ra", "", ""},
    {"xảy thai", "sảy thai", "", ""},
    {"trương trình", "chương trình", "khẩn chủ", ""},
    {"triều mến", "trìu mến", "", ""},
    {"trạm trổ", "chạm trổ", "", ""},
    {"trạm khắc", "chạm khắc", "", ""},
    {"giữ liệu", "dữ liệu", "lưu nắm cầm", ""},
    {"giải phân cách", "dải phân cách", "", ""},
    {"reo rắc", "gieo rắc", "", ""},
    {"rỏ rỉ", "rò rỉ", "", ""},
    {"rò rĩ", "rò rỉ", "", ""},
    {"lỗ lực", "nỗ lực", "thua", ""},
    {"ẩn dấu", "ẩn giấu", "", "vết hiệu chân ấn tích"},
    {"dấu kín", "giấu kín", "", ""},
    {"dấu mặt", "giấu mặt", "", ""},
    {"khoảng khắc", "khoảnh khắc", "", ""},
    {"sang lấp", "san lấp", "chuyển", ""},
    {"mắc xích", "mắt xích", "", ""},
    {"khắc khe", "khắt khe", "", ""},
    {"hoạch toán", "hạch toán", "kế quy", ""},
    {"phát thảo", "phác thảo", "", "dược luận mộc nguyên"},
    {"phát họa", "phác họa", "", "tiết"},
    {"phát đồ điều trị", "phác đồ điều trị", "", ""},
    {"đặt biệt", "đặc biệt", "", "danh hiệu thự đội thất phái lệ lập"},
    {"đặt trưng", "đặc trưng", "", "bày cầu dụng thu biển"},
    {"bền bĩ", "bền bỉ", "", ""},
    {"tỷ mỷ", "tỉ mỉ", "", ""},
    {"ngỏ ngách", "ngõ ngách", "", ""},
    {"cửa ngỏ", "cửa ngõ", "để bỏ mở", ""},
    {"bỏ ngõ", "bỏ ngỏ", "", ""},
    {"bán lẽ", "bán lẻ", "", ""},
};

#define ROWS (sizeof rows / sizeof *rows)

_Static_assert(ROWS <= 255, "a token has a byte for the number of a phrase");

static unsigned read_syllables(const char *text, lt_syllable *syllables, unsigned most)
{
    unsigned count = 0;
    size_t length = strlen(text);
    lt_token token;
    for (size_t at = 0; (at = lt_token_next(text, length, at, &token)),
                token.kind == LT_TOKEN_SYLLABLE && count < most;)
        syllables[count++] = token.syllable;
    return count;
}

lt_confused *lt_confused_read(size_t *count)
{
    lt_confused *phrases = calloc(ROWS, sizeof *phrases);
    *count = phrases ? ROWS : 0;
    for (size_t i = 0; i < *count; i++) {
        lt_confused *p = &phrases[i];
        p->count = read_syllables(rows[i].wrong, p->wrong, LT_CONFUSED_SYLLABLES);
        read_syllables(rows[i].right, p->right, LT_CONFUSED_SYLLABLES);
        read_syllables(rows[i].before, p->before, LT_CONFUSED_BESIDE);
        read_syllables(rows[i].after, p->after, LT_CONFUSED_BESIDE);
        p->last = p->count - 1;
        while (p->wrong[p->first] == p->right[p->first])
            p->first++;
        while (p->wrong[p->last] == p->right[p->last])
            p->last--;
    }
    return phrases;
}
