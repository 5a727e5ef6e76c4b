#include "model/format.h"

#include <string.h>

static uint64_t turn(uint64_t lane, uint64_t word)
{
    lane = (lane ^ word) * 0x9E3779B97F4A7C15u;
    return lane << 31 | lane >> 33;
}

uint64_t lt_model_checksum(const char *data, uint64_t length)
{
    uint64_t lanes[4] = {1, 2, 3, 4}, words[4];
    uint64_t at = 0;
    for (; at + sizeof words <= length; at += sizeof words) {
        memcpy(words, data + at, sizeof words);
        for (int i = 0; i < 4; i++)
            lanes[i] = turn(lanes[i], words[i]);
    }
    memset(words, 0, sizeof words);
    memcpy(words, data + at, length - at);
    for (int i = 0; i < 4; i++)
        lanes[i] = turn(lanes[i], words[i]);
    return lt_mix(lanes[0] ^ lt_mix(lanes[1] ^ lt_mix(lanes[2] ^ lt_mix(lanes[3] ^ length))));
}
