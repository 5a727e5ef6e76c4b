#include "words.h"

#include <string.h>

/* 10^2 and up; "chục" and "vạn" are 10 and 10,000. */
static const lt_quantity_word vi_scales[] = {
    {"chục", 1e1, ""},  {"trăm", 1e2, ""}, {"nghìn", 1e3, ""}, {"ngàn", 1e3, ""}, {"vạn", 1e4, ""},
    {"triệu", 1e6, ""}, {"tỷ", 1e9, ""},   {"tỉ", 1e9, ""},    {NULL, 0, NULL}};

static const lt_quantity_word en_scales[] = {
    {"hundred", 1e2, ""},    {"thousand", 1e3, ""}, {"million", 1e6, ""}, {"millions", 1e6, ""},
    {"billion", 1e9, ""},    {"billions", 1e9, ""}, {"bn", 1e9, ""},      {"trillion", 1e12, ""},
    {"trillions", 1e12, ""}, {"tn", 1e12, ""},      {NULL, 0, NULL}};

/* "năm" (also "year"), "ba" and "tư" are decided by their neighbours. */
static const lt_quantity_word vi_digits[] = {
    {"một", 1, ""}, {"hai", 2, ""},  {"ba", 3, ""},    {"bốn", 4, ""}, {"tư", 4, ""},
    {"năm", 5, ""}, {"lăm", 5, ""},  {"sáu", 6, ""},   {"bảy", 7, ""}, {"bẩy", 7, ""},
    {"tám", 8, ""}, {"chín", 9, ""}, {"mười", 10, ""}, {"mốt", 1, ""}, {NULL, 0, NULL}};

static const lt_quantity_word en_digits[] = {
    {"one", 1, ""},        {"two", 2, ""},       {"three", 3, ""},     {"four", 4, ""},
    {"five", 5, ""},       {"six", 6, ""},       {"seven", 7, ""},     {"eight", 8, ""},
    {"nine", 9, ""},       {"ten", 10, ""},      {"eleven", 11, ""},   {"twelve", 12, ""},
    {"thirteen", 13, ""},  {"fourteen", 14, ""}, {"fifteen", 15, ""},  {"sixteen", 16, ""},
    {"seventeen", 17, ""}, {"eighteen", 18, ""}, {"nineteen", 19, ""}, {"twenty", 20, ""},
    {"thirty", 30, ""},    {"forty", 40, ""},    {"fifty", 50, ""},    {"sixty", 60, ""},
    {"seventy", 70, ""},   {"eighty", 80, ""},   {"ninety", 90, ""},   {"first", 1, ""},
    {"second", 2, ""},     {"third", 3, ""},     {"fourth", 4, ""},    {"fifth", 5, ""},
    {"sixth", 6, ""},      {"seventh", 7, ""},   {"eighth", 8, ""},    {"ninth", 9, ""},
    {"tenth", 10, ""},     {"twice", 2, ""},     {"double", 2, ""},    {"doubled", 2, ""},
    {"triple", 3, ""},     {"tripled", 3, ""},   {"dozen", 12, ""},    {NULL, 0, NULL}};

/* The value turns the unit into that of the name: 1 tấn = 1000 kg stays "t"; hours and minutes are
 * kept apart, since texts do not convert them. */
static const lt_quantity_word vi_units[] = {{"km", 1, "km"},
                                            {"kilômét", 1, "km"},
                                            {"kilomet", 1, "km"},
                                            {"cây số", 1, "km"},
                                            {"m", 1, "m"},
                                            {"mét", 1, "m"},
                                            {"cm", 1, "cm"},
                                            {"mm", 1, "mm"},
                                            {"kg", 1, "kg"},
                                            {"kilôgam", 1, "kg"},
                                            {"ký", 1, "kg"},
                                            {"tấn", 1, "t"},
                                            {"tạ", 1, "quintal"},
                                            {"ha", 1, "ha"},
                                            {"héc-ta", 1, "ha"},
                                            {"hecta", 1, "ha"},
                                            {"m2", 1, "m²"},
                                            {"m²", 1, "m²"},
                                            {"km2", 1, "km²"},
                                            {"km²", 1, "km²"},
                                            {"m3", 1, "m³"},
                                            {"m³", 1, "m³"},
                                            {"mét vuông", 1, "m²"},
                                            {"mét khối", 1, "m³"},
                                            {"km vuông", 1, "km²"},
                                            {"lít", 1, "l"},
                                            {"mw", 1, "MW"},
                                            {"gw", 1, "GW"},
                                            {"kwh", 1, "kWh"},
                                            {"kw", 1, "kW"},
                                            {"kv", 1, "kV"},
                                            {"độ c", 1, "°C"},
                                            {"℃", 1, "°C"},
                                            {"độ f", 1, "°F"},
                                            {"km/h", 1, "km/h"},
                                            {"km/giờ", 1, "km/h"},
                                            {"kph", 1, "km/h"},
                                            {"mph", 1, "mile/h"},
                                            {"dặm/giờ", 1, "mile/h"},
                                            {"dặm/h", 1, "mile/h"},
                                            {"dặm mỗi giờ", 1, "mile/h"},
                                            {"dặm một giờ", 1, "mile/h"},
                                            {"g", 1, "g"},
                                            {"gam", 1, "g"},
                                            {"gram", 1, "g"},
                                            {"mg", 1, "mg"},
                                            {"ml", 1, "ml"},
                                            {"tấn/ha", 1, "t/ha"},
                                            {"thùng", 1, "barrel"},
                                            {"ki-lô-mét", 1, "km"},
                                            {"ki-lô-gam", 1, "kg"},
                                            {"xăng-ti-mét", 1, "cm"},
                                            {"héc ta", 1, "ha"},
                                            {"gb", 1, "GB"},
                                            {"tb", 1, "TB"},
                                            {"kv", 1, "kV"},
                                            {"giây", 1, "second"},
                                            {"phút", 1, "minute"},
                                            {"giờ", 1, "hour"},
                                            {"tiếng", 1, "hour"},
                                            {"ngày", 1, "day"},
                                            {"tuần", 1, "week"},
                                            {"tháng", 1, "month"},
                                            {"năm", 1, "year"},
                                            {"tuổi", 1, "year"},
                                            {"dặm hải lý", 1, "nautical mile"},
                                            {"dặm", 1, "mile"},
                                            {"hải lý", 1, "nautical mile"},
                                            {"feet", 1, "foot"},
                                            {"inch", 1, "inch"},
                                            {"điểm phần trăm", 1, "percentage point"},
                                            {"điểm %", 1, "percentage point"},
                                            {NULL, 0, NULL}};

static const lt_quantity_word en_units[] = {{"km", 1, "km"},
                                            {"kms", 1, "km"},
                                            {"kilometre", 1, "km"},
                                            {"kilometer", 1, "km"},
                                            {"m", 1, "m"},
                                            {"metre", 1, "m"},
                                            {"meter", 1, "m"},
                                            {"cm", 1, "cm"},
                                            {"centimetre", 1, "cm"},
                                            {"centimeter", 1, "cm"},
                                            {"mm", 1, "mm"},
                                            {"millimetre", 1, "mm"},
                                            {"millimeter", 1, "mm"},
                                            {"kg", 1, "kg"},
                                            {"kilogram", 1, "kg"},
                                            {"kilo", 1, "kg"},
                                            {"tonne", 1, "t"},
                                            {"ton", 1, "t"},
                                            {"metric ton", 1, "t"},
                                            {"metric tonne", 1, "t"},
                                            {"ha", 1, "ha"},
                                            {"hectare", 1, "ha"},
                                            {"m2", 1, "m²"},
                                            {"m²", 1, "m²"},
                                            {"km2", 1, "km²"},
                                            {"km²", 1, "km²"},
                                            {"sq km", 1, "km²"},
                                            {"square metre", 1, "m²"},
                                            {"square meter", 1, "m²"},
                                            {"square kilometre", 1, "km²"},
                                            {"square kilometer", 1, "km²"},
                                            {"cubic metre", 1, "m³"},
                                            {"cubic meter", 1, "m³"},
                                            {"m3", 1, "m³"},
                                            {"m³", 1, "m³"},
                                            {"litre", 1, "l"},
                                            {"liter", 1, "l"},
                                            {"mw", 1, "MW"},
                                            {"megawatt", 1, "MW"},
                                            {"gw", 1, "GW"},
                                            {"gigawatt", 1, "GW"},
                                            {"kwh", 1, "kWh"},
                                            {"kw", 1, "kW"},
                                            {"kv", 1, "kV"},
                                            {"second", 1, "second"},
                                            {"minute", 1, "minute"},
                                            {"hour", 1, "hour"},
                                            {"day", 1, "day"},
                                            {"week", 1, "week"},
                                            {"month", 1, "month"},
                                            {"year", 1, "year"},
                                            {"mile", 1, "mile"},
                                            {"nautical mile", 1, "nautical mile"},
                                            {"foot", 1, "foot"},
                                            {"feet", 1, "foot"},
                                            {"degrees celsius", 1, "°C"},
                                            {"degree celsius", 1, "°C"},
                                            {"degrees c", 1, "°C"},
                                            {"℃", 1, "°C"},
                                            {"degrees fahrenheit", 1, "°F"},
                                            {"km/h", 1, "km/h"},
                                            {"kph", 1, "km/h"},
                                            {"mph", 1, "mile/h"},
                                            {"miles per hour", 1, "mile/h"},
                                            {"miles an hour", 1, "mile/h"},
                                            {"mi", 1, "mile"},
                                            {"ft", 1, "foot"},
                                            {"g", 1, "g"},
                                            {"gram", 1, "g"},
                                            {"gramme", 1, "g"},
                                            {"mg", 1, "mg"},
                                            {"milligram", 1, "mg"},
                                            {"ml", 1, "ml"},
                                            {"millilitre", 1, "ml"},
                                            {"milliliter", 1, "ml"},
                                            {"kilometres per hour", 1, "km/h"},
                                            {"km per hour", 1, "km/h"},
                                            {"kilometres an hour", 1, "km/h"},
                                            {"kilometers an hour", 1, "km/h"},
                                            {"kilometers per hour", 1, "km/h"},
                                            {"tonnes per hectare", 1, "t/ha"},
                                            {"tons per hectare", 1, "t/ha"},
                                            {"barrel", 1, "barrel"},
                                            {"gb", 1, "GB"},
                                            {"tb", 1, "TB"},
                                            {"quintal", 1, "quintal"},
                                            {"percentage point", 1, "percentage point"},
                                            {"inch", 1, "inch"},
                                            {"inches", 1, "inch"},
                                            {NULL, 0, NULL}};

static const lt_quantity_word currencies[] = {{"vnd", 1, "VND"},
                                              {"vnđ", 1, "VND"},
                                              {"đồng", 1, "VND"},
                                              {"đ", 1, "VND"},
                                              {"dong", 1, "VND"},
                                              {"usd", 1, "USD"},
                                              {"us", 1, "USD"},
                                              {"đô la", 1, "USD"},
                                              {"đô-la", 1, "USD"},
                                              {"dollar", 1, "USD"},
                                              {"đô", 1, "USD"},
                                              {"euro", 1, "EUR"},
                                              {"eur", 1, "EUR"},
                                              {"bảng", 1, "GBP"},
                                              {"gbp", 1, "GBP"},
                                              {"pound", 1, "GBP"},
                                              {"yên", 1, "JPY"},
                                              {"yen", 1, "JPY"},
                                              {"jpy", 1, "JPY"},
                                              {"nhân dân tệ", 1, "CNY"},
                                              {"yuan", 1, "CNY"},
                                              {"cny", 1, "CNY"},
                                              {"won", 1, "KRW"},
                                              {"krw", 1, "KRW"},
                                              {"đô la úc", 1, "AUD"},
                                              {"đô la Úc", 1, "AUD"},
                                              {"australian dollar", 1, "AUD"},
                                              {"aud", 1, "AUD"},
                                              {"cad", 1, "CAD"},
                                              {"nzd", 1, "NZD"},
                                              {"hkd", 1, "HKD"},
                                              {"chf", 1, "CHF"},
                                              {"đô la mỹ", 1, "USD"},
                                              {"us dollar", 1, "USD"},
                                              {"u.s. dollar", 1, "USD"},
                                              {"đô-la mỹ", 1, "USD"},
                                              {"đô la singapore", 1, "SGD"},
                                              {"singapore dollar", 1, "SGD"},
                                              {"sgd", 1, "SGD"},
                                              {"baht", 1, "THB"},
                                              {"bạt", 1, "THB"},
                                              {"thb", 1, "THB"},
                                              {"rúp", 1, "RUB"},
                                              {"ruble", 1, "RUB"},
                                              {"rouble", 1, "RUB"},
                                              {"rupee", 1, "INR"},
                                              {"rupi", 1, "INR"},
                                              {"tệ", 1, "CNY"},
                                              {"renminbi", 1, "CNY"},
                                              {"kíp", 1, "LAK"},
                                              {"kip", 1, "LAK"},
                                              {"riel", 1, "KHR"},
                                              {"bảng anh", 1, "GBP"},
                                              {"pound sterling", 1, "GBP"},
                                              {"yên nhật", 1, "JPY"},
                                              {"franc", 1, "CHF"},
                                              {"$", 1, "USD"},
                                              {"€", 1, "EUR"},
                                              {"£", 1, "GBP"},
                                              {"¥", 1, "JPY"},
                                              {"￡", 1, "GBP"},
                                              {"￥", 1, "JPY"},
                                              {NULL, 0, NULL}};

static const char *const months[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};

int lt_quantity_is(const char *text, size_t length, const char *word)
{
    unsigned char first = length > 0 ? (unsigned char)text[0] : 0;
    if (first >= 'A' && first <= 'Z')
        first = (unsigned char)(first + 32);
    if (first != (unsigned char)*word || strlen(word) != length) /* the first tells most apart */
        return 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i], w = (unsigned char)word[i];
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + 32);
        /* Đ is C4 90, đ C4 91 */
        if (c == 0x90 && i > 0 && (unsigned char)text[i - 1] == 0xC4)
            c = 0x91;
        if (c != w)
            return 0;
    }
    return 1;
}

static const lt_quantity_word *find(const lt_quantity_word *table, const char *text, size_t length)
{
    for (; table->text; table++)
        if (lt_quantity_is(text, length, table->text))
            return table;
    return NULL;
}

const lt_quantity_word *lt_quantity_scale(const char *text, size_t length, lt_language language)
{
    return find(language == LT_LANGUAGE_VI ? vi_scales : en_scales, text, length);
}

const lt_quantity_word *lt_quantity_digit(const char *text, size_t length, lt_language language)
{
    return find(language == LT_LANGUAGE_VI ? vi_digits : en_digits, text, length);
}

/* English plurals too. */
static const lt_quantity_word *find_plural(const lt_quantity_word *table, const char *text,
                                           size_t length)
{
    const lt_quantity_word *found = find(table, text, length);
    if (!found && length > 3 && text[length - 1] == 's')
        found = find(table, text, length - 1);
    return found;
}

const lt_quantity_word *lt_quantity_unit(const char *text, size_t length, lt_language language)
{
    if (length == 1 && *text == 'G') /* 5G */
        return NULL;
    return language == LT_LANGUAGE_VI ? find(vi_units, text, length)
                                      : find_plural(en_units, text, length);
}

const lt_quantity_word *lt_quantity_currency(const char *text, size_t length, lt_language language)
{
    (void)language;
    return find_plural(currencies, text, length);
}

int lt_quantity_month(const char *text, size_t length)
{
    if (length < 3 || text[0] < 'A' || text[0] > 'Z')
        return 0;
    for (int m = 0; m < 12; m++) {
        if (lt_quantity_is(text, length, months[m]))
            return m + 1;
        char three[4] = {months[m][0], months[m][1], months[m][2], 0};
        if (lt_quantity_is(text, length, three))
            return m + 1;
    }
    return lt_quantity_is(text, length, "sept") ? 9 : 0;
}
