// ICU's UTF-8 normalizer, which only its C++ interface has, for tests/bench/normalize.c.
#include <cstddef>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

extern "C" size_t icu_normalize_utf8(const char *text, size_t length, char *out, size_t room);

extern "C" size_t icu_normalize_utf8(const char *text, size_t length, char *out, size_t room)
{
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2 *nfc = icu::Normalizer2::getNFCInstance(code);
    icu::CheckedArrayByteSink sink(out, static_cast<int32_t>(room));
    nfc->normalizeUTF8(0, icu::StringPiece(text, static_cast<int32_t>(length)), sink, nullptr,
                       code);
    return U_FAILURE(code) || sink.Overflowed() ? 0
                                                : static_cast<size_t>(sink.NumberOfBytesWritten());
}
