/* Segmentation: whatever the bytes, segments lie in the text in order, and only white space lies
 * between them. The first byte chooses language and flags. */
#include <libtext/segment.h>
#include <libtext/utf8.h>

#include "segment/sentence.h"
#include "tests/runner/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const char *text = (const char *)data + 1;
    size_t length = size - 1, at = 0;
    lt_segments s = LT_SEGMENTS_INIT;
    lt_status status =
        lt_segment_split(text, length, (lt_language)(data[0] & 1), data[0] >> 1 & 7, &s, NULL);
    if (data[0] >> 1 & 4) {
        require(status == LT_BAD_ARGUMENT);
        return 0;
    }
    require((status == LT_OK) == (lt_utf8_validate(text, length, NULL) == LT_OK));
    for (size_t i = 0; i < s.count; i++) {
        require(s.items[i].start >= at && s.items[i].length > 0);
        require(s.items[i].length <= length - s.items[i].start);
        for (; at < s.items[i].start; at += lt_space_at(text + at, length - at))
            require(lt_space_at(text + at, length - at) > 0);
        require(at == s.items[i].start);
        at += s.items[i].length;
    }
    for (; status == LT_OK && at < length; at += lt_space_at(text + at, length - at))
        require(lt_space_at(text + at, length - at) > 0);
    lt_segments_dispose(&s);
    return 0;
}
