/* The model file: a small model with bytes changed as the input says and the checksum mended is
 * refused, or does no harm to a session that checks a text with it. The input is changes of four
 * bytes (section, place twice, value) up to a change of section 0xFF, then the text. */
#include <stddef.h>
#include <string.h>

#include <libtext/spell.h>
#include <libtext/utf8.h>

#include "base/hash.h"
#include "model/model.h"
#include "tests/runner/target.h"

enum {
    SYLLABLES = 8,
    WORDS = 3,
    IDS = LT_ID_FIRST + SYLLABLES + WORDS,
    SLOTS = 8,
    LINES = 2,
    SEEN = 8
};

static const char *const syllables[SYLLABLES] = {"ông",  "chia", "sẽ", "sẻ",
                                                 "kinh", "xử",   "sử", "lý"};
static const char *const words[WORDS] = {"ewards", "kpi", "café"};

/* Bytes of each section, in the order of the file. */
static const size_t sizes[LT_SECTION_COUNT] = {
    2 << 18,
    IDS * sizeof(lt_unigram),
    LINES * sizeof(lt_bigram_line),
    SEEN * sizeof(uint64_t),
    LINES * sizeof(lt_gram_line),
    LINES * sizeof(lt_gram_line),
    SLOTS * sizeof(uint32_t),
    64,
    (IDS + 1) * sizeof(uint32_t),
    2 * SYLLABLES * sizeof(lt_confusion),
};

typedef struct image {
    lt_model_header *header; /* begins the image */
    size_t length;
    size_t starts[LT_SECTION_COUNT]; /* as they were before any change */
    uint32_t packed[SYLLABLES];      /* the syllables of the model */
} image;

static char *section(const image *i, int which)
{
    return (char *)i->header + i->header->sections[which].start;
}

static void add_gram(const image *i, int which, uint64_t key, uint8_t value)
{
    lt_gram_line *lines = (lt_gram_line *)(void *)section(i, which);
    uint64_t mixed = lt_mix(key), line = lt_line_of(mixed, LINES);
    for (int k = 0; k < LT_GRAMS - 1; k++)
        if (lines[line].prints[k] == 0) {
            lines[line].prints[k] = lt_fingerprint(mixed);
            lines[line].values[k] = value;
            return;
        }
}

static void add_bigram(const image *i, uint64_t key, uint8_t value)
{
    lt_bigram_line *lines = (lt_bigram_line *)(void *)section(i, LT_SECTION_BIGRAMS);
    uint64_t *seen = (uint64_t *)(void *)section(i, LT_SECTION_SEEN);
    uint64_t mixed = lt_mix(key), line = lt_line_of(mixed, LINES);
    uint64_t bit = lt_seen_bit(mixed, SEEN * 64);
    seen[bit >> 6] |= (uint64_t)1 << (bit & 63);
    for (int k = 0; k < LT_BIGRAMS - 1; k++)
        if (lines[line].prints[k] == 0) {
            lines[line].prints[k] = lt_fingerprint(mixed);
            lines[line].values[k] = value;
            lines[line].backoffs[k] = 7;
            return;
        }
}

static void fill_syllables(image *i)
{
    uint16_t *table = (uint16_t *)(void *)section(i, LT_SECTION_SYLLABLES);
    lt_unigram *unigrams = (lt_unigram *)(void *)section(i, LT_SECTION_UNIGRAMS);
    uint32_t *starts = (uint32_t *)(void *)section(i, LT_SECTION_CONFUSION_STARTS);
    lt_confusion *confusions = (lt_confusion *)(void *)section(i, LT_SECTION_CONFUSIONS);
    for (int id = 0; id < IDS; id++)
        unigrams[id] = (lt_unigram){120, 10, 80, 20, 0};
    for (uint16_t s = 0; s < SYLLABLES; s++) {
        i->packed[s] = lt_syllable_parse(syllables[s], strlen(syllables[s]), NULL);
        require(i->packed[s]);
        table[i->packed[s]] = (uint16_t)(LT_ID_FIRST + s);
        unigrams[LT_ID_FIRST + s].syllable = i->packed[s];
        confusions[2 * s] = (lt_confusion){(uint16_t)(LT_ID_FIRST + (s + 1) % SYLLABLES), 1};
        confusions[2 * s + 1] = (lt_confusion){(uint16_t)(LT_ID_FIRST + (s + 3) % SYLLABLES), 5};
    }
    for (uint32_t id = 0; id <= IDS; id++) {
        uint32_t before = id > LT_ID_FIRST ? 2 * (id - LT_ID_FIRST) : 0;
        starts[id] = before < 2 * SYLLABLES ? before : 2 * SYLLABLES;
    }
}

static void fill_grams(const image *i)
{
    for (uint64_t s = 0; s + 1 < SYLLABLES; s++) {
        uint64_t a = LT_ID_FIRST + s, b = a + 1;
        add_bigram(i, a << 16 | b, 20);
        add_gram(i, LT_SECTION_COMPOUNDS, (uint64_t)i->packed[s] << 32 | i->packed[s + 1], 90);
        add_gram(i, LT_SECTION_TRIGRAMS, a << 32 | b << 16 | (b + 1), 10);
    }
}

static void fill_words(const image *i)
{
    uint32_t *slots = (uint32_t *)(void *)section(i, LT_SECTION_WORD_SLOTS);
    unsigned char *bytes = (unsigned char *)section(i, LT_SECTION_WORD_BYTES);
    size_t at = 0;
    for (uint16_t w = 0; w < WORDS; w++) {
        size_t length = strlen(words[w]);
        uint64_t slot = lt_hash(words[w], length) % SLOTS;
        while (slots[slot])
            slot = (slot + 1) % SLOTS;
        slots[slot] = (uint32_t)at + 1;
        uint16_t id = (uint16_t)(LT_ID_FIRST + SYLLABLES + w);
        const unsigned char head[] = {(unsigned char)id, (unsigned char)(id >> 8), 60, 0,
                                      (unsigned char)length};
        memcpy(bytes + at, head, sizeof head);
        memcpy(bytes + at + sizeof head, words[w], length);
        at += sizeof head + length;
    }
}

static void make_image(image *i)
{
    lt_model_header header = {LT_MODEL_MAGIC, LT_MODEL_VERSION, IDS, 0, 0, {{0}}};
    size_t length = (sizeof header + 63) / 64 * 64;
    for (int s = 0; s < LT_SECTION_COUNT; s++) {
        header.sections[s].start = i->starts[s] = length;
        header.sections[s].size = sizes[s];
        length += (sizes[s] + 63) / 64 * 64;
    }
    header.size = i->length = length;
    i->header = aligned_alloc(64, length);
    require(i->header);
    memset(i->header, 0, length);
    *i->header = header;
    fill_syllables(i);
    fill_grams(i);
    fill_words(i);
}

/* The byte a change is about; of the syllable table only what is used. */
static char *place_of(const image *i, int which, size_t place)
{
    if (which == LT_SECTION_COUNT)
        return (char *)i->header + place % sizeof *i->header;
    char *start = (char *)i->header + i->starts[which];
    if (which == LT_SECTION_SYLLABLES)
        return start + 2 * (size_t)i->packed[place / 2 % SYLLABLES] + place % 2;
    return start + place % sizes[which];
}

static void use(const lt_model *model, const char *text, size_t length, unsigned draw)
{
    static lt_spell_findings findings = LT_SPELL_FINDINGS_INIT;
    lt_spell_options options = LT_SPELL_OPTIONS_INIT;
    lt_spell *spell;
    options.level = (lt_spell_level)(draw % 3);
    require(lt_spell_new(model, &options, &spell, NULL) == LT_OK);
    lt_status status = lt_spell_check(spell, text, length, &findings, NULL);
    require(status == (lt_utf8_validate(text, length, NULL) == LT_OK ? LT_OK : LT_INVALID_UTF8));
    for (size_t i = 0; i < findings.count; i++) {
        const lt_spell_finding *f = &findings.items[i];
        require(f->length > 0 && f->start <= length && f->length <= length - f->start);
        for (unsigned k = 0; k < f->suggestion_count; k++) {
            const char *suggestion = lt_spell_suggestion(&findings, i, k);
            require(lt_utf8_validate(suggestion, strlen(suggestion), NULL) == LT_OK);
        }
    }
    lt_spell_free(spell);
}

enum { MOST_CHANGES = 64, CHANGE = 4 };

/* An open model over the image. Its checks look at header and checksum alone, so that only another
 * header needs a model of its own. */
static lt_model *open_changed(image *i, bool header)
{
    static lt_model *usual;
    lt_model *model = NULL;
    if (usual && !header)
        return usual;
    size_t behind = sizeof *i->header;
    i->header->checksum = lt_model_checksum((const char *)i->header + behind, i->length - behind);
    lt_status status = lt_model_load((const char *)i->header, i->length, &model, NULL);
    require(status == LT_OK || status == LT_BAD_DATA);
    require(status == LT_OK || !model);
    if (!header)
        usual = model;
    return model;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char usual[] = "Ông chia sẽ kinh ngiệm, sử lý KPI đượcmột năm ở Ewards. Ông chia";
    static image i;
    struct {
        char *place, kept;
    } changes[MOST_CHANGES];
    size_t count = 0, at = 0;
    bool changed = false;
    if (!i.header) {
        make_image(&i);
        open_changed(&i, false);
    }
    lt_model_header header = *i.header;
    for (; at + CHANGE <= size && data[at] != 0xFF && count < MOST_CHANGES; at += CHANGE) {
        size_t offset = data[at + 1] | (size_t)data[at + 2] << 8;
        int which = data[at] % (LT_SECTION_COUNT + 1);
        char *place = place_of(&i, which, offset);
        changed = changed || which == LT_SECTION_COUNT;
        changes[count].place = place;
        changes[count++].kept = *place;
        *place = (char)data[at + 3];
    }
    lt_model *model = open_changed(&i, changed);
    if (model) {
        use(model, usual, sizeof usual - 1, (unsigned)count);
        use(model, (const char *)data + at, size - at, (unsigned)size);
    }
    if (changed)
        lt_model_free(model);
    while (count-- > 0)
        *changes[count].place = changes[count].kept;
    *i.header = header;
    return 0;
}
