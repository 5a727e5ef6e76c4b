#include "model/format.h"

#include <string.h>

static uint64_t turn(uint64_t lane, uint64_t word)
{
    lane = (lane ^ word) * 0x9E3779B97F4A7C15u;
    return lane << 31 | lane >> 33;
}

void lt_model_sum_add(lt_model_sum *sum, const char *data, uint64_t length)
{
    uint64_t at = 0, words[4];
    /* Four variables stay in registers: with an array a model takes a third longer to be ready. */
    uint64_t a = sum->lanes[0], b = sum->lanes[1], c = sum->lanes[2], d = sum->lanes[3];
    for (; at + sizeof words <= length; at += sizeof words) {
        memcpy(words, data + at, sizeof words);
        a = turn(a, words[0]);
        b = turn(b, words[1]);
        c = turn(c, words[2]);
        d = turn(d, words[3]);
    }
    memcpy(sum->lanes, (const uint64_t[]){a, b, c, d}, sizeof sum->lanes);
    memcpy(sum->rest, data + at, length - at);
    sum->length += length;
}

uint64_t lt_model_sum_end(const lt_model_sum *sum)
{
    uint64_t lanes[4], words[4];
    memcpy(words, sum->rest, sizeof words);
    for (int i = 0; i < 4; i++)
        lanes[i] = turn(sum->lanes[i], words[i]);
    return lt_mix(lanes[0] ^ lt_mix(lanes[1] ^ lt_mix(lanes[2] ^ lt_mix(lanes[3] ^ sum->length))));
}

uint64_t lt_model_checksum(const char *data, uint64_t length)
{
    lt_model_sum sum = LT_MODEL_SUM_INIT;
    lt_model_sum_add(&sum, data, length);
    return lt_model_sum_end(&sum);
}
