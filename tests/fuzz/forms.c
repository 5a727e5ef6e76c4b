/* The table of English word forms: a small one with bytes changed as the input says and the
 * checksum mended is refused, or every question to it stays inside; the one that ships says what
 * Hunspell says. The input is changes of four bytes (what, place twice, value) up to a change of
 * 0xFF, then words, one a line. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/hash.h"
#include "model/format.h"
#include "spell/forms.h"
#include "spell/session.h"
#include "tests/runner/target.h"

#define AFF "/usr/share/hunspell/en_US.aff"
#define DIC "/usr/share/hunspell/en_US.dic"

static const struct {
    const char *key;
    lt_forms_from from;
} forms[] = {{"house", LT_FORMS_FROM_SMALL},
             {"don't", LT_FORMS_FROM_SMALL},
             {"paris", LT_FORMS_FROM_INITIAL},
             {"ipod", LT_FORMS_FROM_CAPITALS},
             {"odd", LT_FORMS_FROM_NONE}};

enum { FORMS = sizeof forms / sizeof *forms, CHANGE = 4 };

typedef struct image {
    lt_forms_header header;
    uint32_t starts[LT_FORMS_BUCKETS + 1], entries[FORMS];
    uint32_t unused; /* of whole lines of 8 bytes */
} image;

#define IMAGE_SIZE (offsetof(image, unused))

static uint32_t bucket_of(size_t form)
{
    return lt_forms_bucket(lt_hash(forms[form].key, strlen(forms[form].key)));
}

static void make_image(image *i)
{
    lt_forms_header header = {
        .magic = LT_FORMS_MAGIC, .version = LT_FORMS_VERSION, .count = FORMS, .size = IMAGE_SIZE};
    uint32_t count = 0;
    memset(i, 0, sizeof *i);
    i->header = header;
    for (uint32_t bucket = 0; bucket < LT_FORMS_BUCKETS; bucket++) {
        i->starts[bucket] = count;
        for (size_t k = 0; k < FORMS; k++)
            if (bucket_of(k) == bucket)
                i->entries[count++] =
                    lt_forms_entry(lt_hash(forms[k].key, strlen(forms[k].key)), forms[k].from);
    }
    i->starts[LT_FORMS_BUCKETS] = count;
}

/* Changes a byte, or how long the file is. Of the starts mostly those that a form needs. */
static void change(char *bytes, size_t *length, const uint8_t *input)
{
    size_t place = input[1] | (size_t)input[2] << 8, last = input[0] / 4 % 2;
    switch (input[0] % 4) {
    case 0:
        bytes[place % sizeof(lt_forms_header)] = (char)input[3];
        break;
    case 1:
        place = input[2] == 0 ? bucket_of(place % FORMS) + last : place;
        bytes[offsetof(image, starts) + place * sizeof(uint32_t) + input[0] / 8 % 4] =
            (char)input[3];
        break;
    case 2:
        bytes[offsetof(image, entries) + place % (FORMS * sizeof(uint32_t))] = (char)input[3];
        break;
    default:
        *length -= place % *length;
    }
}

/* A word right in small letters is right in others too; in mixed case Hunspell is asked of what the
 * table has. */
static void ask(const lt_forms *table, const char *word, size_t length)
{
    char key[LT_FORMS_LONGEST];
    lt_forms_answer answer = lt_forms_ask(table, word, length);
    lt_forms_case written = lt_forms_key(word, length, key);
    require(answer <= LT_FORMS_ASK);
    require(written != LT_FORMS_OTHER || answer == LT_FORMS_ASK);
    if (written == LT_FORMS_OTHER)
        return;
    lt_forms_answer small = lt_forms_ask(table, key, length);
    if (written == LT_FORMS_MIXED) {
        require(answer != LT_FORMS_KNOWN);
        require(small == LT_FORMS_UNKNOWN || answer == LT_FORMS_ASK);
        return;
    }
    require(small != LT_FORMS_KNOWN || answer == LT_FORMS_KNOWN);
    require((small == LT_FORMS_ASK) == (answer == LT_FORMS_ASK));
}

static void ask_damaged(const image *whole, const uint8_t *changes, size_t count, const char *words,
                        size_t length)
{
    size_t size = IMAGE_SIZE;
    lt_forms table;
    char *bytes = malloc(IMAGE_SIZE);
    require(bytes);
    memcpy(bytes, whole, IMAGE_SIZE);
    for (size_t i = 0; i < count; i++)
        change(bytes, &size, changes + i * CHANGE);
    bytes = realloc(bytes, size); /* nothing behind the end may be read */
    require(bytes);
    lt_forms_header *header = (void *)bytes;
    if (size >= sizeof *header)
        header->checksum = lt_model_checksum(bytes + sizeof *header, size - sizeof *header);
    lt_status status = lt_forms_load(&table, bytes, size, NULL);
    require(status == LT_OK || status == LT_BAD_DATA);
    require(status == LT_OK || count > 0);
    for (size_t k = 0; status == LT_OK && k < FORMS; k++) {
        require(count > 0 || lt_forms_ask(&table, forms[k].key, strlen(forms[k].key)) ==
                                 (forms[k].from == LT_FORMS_FROM_SMALL  ? LT_FORMS_KNOWN
                                  : forms[k].from == LT_FORMS_FROM_NONE ? LT_FORMS_ASK
                                                                        : LT_FORMS_UNKNOWN));
        ask(&table, forms[k].key, strlen(forms[k].key));
    }
    if (status == LT_OK)
        ask(&table, words, length);
    free(bytes);
}

/* Both are NULL without Hunspell's dictionary. */
static struct lt_english *with_table, *without_table;

/* What the table leaves to Hunspell is the same anyway, and may take it milliseconds. */
static void ask_hunspell(const char *word, size_t length)
{
    char key[LT_FORMS_LONGEST];
    require(!with_table || lt_forms_key(word, length, key) == LT_FORMS_OTHER ||
            lt_english_knows(with_table, word, length) ==
                lt_english_knows(without_table, word, length));
}

static void open_english(void)
{
    const char *folder = getenv("DICTIONARIES");
    char path[4096];
    snprintf(path, sizeof path, "%s/en_US.forms", folder ? folder : "dictionaries");
    with_table = lt_english_new(AFF, DIC, path);
    without_table = lt_english_new(AFF, DIC, NULL);
    require((with_table != NULL) == (without_table != NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static image whole;
    size_t count = 0;
    if (whole.header.magic == 0) {
        make_image(&whole);
        open_english();
    }
    while ((count + 1) * CHANGE <= size && data[count * CHANGE] != 0xFF)
        count++;
    size_t at = count * CHANGE;
    at += at < size && data[at] == 0xFF;
    for (bool first = true; at < size || first; first = false) {
        const char *word = (const char *)data + at;
        const char *end = at < size ? memchr(word, '\n', size - at) : NULL;
        size_t length = end ? (size_t)(end - word) : size - at;
        if (first)
            ask_damaged(&whole, data, count, word, length);
        ask_hunspell(word, length);
        at += length + 1;
    }
    return 0;
}
