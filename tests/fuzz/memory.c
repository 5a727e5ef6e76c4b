/*
 * Any lines are stored and looked up: what was stored comes back at 100 %, rates are in order and
 * in bounds, and a TMX document of any bytes is read or refused. The first byte draws the language
 * and the lowest rate.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/memory.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int truth)
{
    if (!truth)
        abort();
}

static void look_up(lt_memory *memory, lt_language source, int least, const char *text,
                    size_t length, bool stored)
{
    lt_memory_matches matches = LT_MEMORY_MATCHES_INIT;
    const lt_memory_query query = {least, 100};
    lt_status status = lt_memory_lookup(memory, source, text, length, &query, &matches, NULL);
    require(status == LT_OK || status == LT_INVALID_UTF8 || status == LT_TOO_LONG);
    require(!stored || (status == LT_OK && matches.count > 0 && matches.items[0].rate == 100));
    for (size_t i = 0; i < matches.count; i++) {
        const lt_memory_match *match = &matches.items[i];
        require(match->rate >= least && match->rate <= 100);
        require(i == 0 || match->rate <= match[-1].rate);
        require(match->pair.length[source] == strlen(match->pair.text[source]));
    }
    lt_memory_matches_dispose(&matches);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lt_memory *memory;
    if (!memory)
        require(lt_memory_open(":memory:", NULL, &memory, NULL) == LT_OK);
    if (size == 0)
        return 0;
    lt_language source = data[0] & 1 ? LT_LANGUAGE_EN : LT_LANGUAGE_VI;
    int least = 1 + data[0] % 100;
    const char *text = (const char *)data + 1;
    size_t length = size - 1;
    lt_memory_import counts;
    require(lt_memory_begin(memory, NULL) == LT_OK);
    for (size_t at = 0; at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - text) : length;
        lt_memory_pair pair = {{text + at, text + at}, {end - at, end - at}, "", 0, 1, 1};
        bool stored = lt_memory_put(memory, &pair, NULL, NULL) == LT_OK;
        look_up(memory, source, least, text + at, end - at, stored);
        at = end + 1;
    }
    (void)lt_memory_read_tmx(memory, text, length, "", 1, &counts, NULL);
    look_up(memory, source, least, text, length, false);
    lt_memory_rollback(memory);
    return 0;
}
