/* Telex and VNI keys left over in a word. */
#include "spell/session.h"

#include <string.h>

enum { A = 1, AW, AA, D = 6, DD, E = 8, EE, O = 17, OO, OW, U = 25, UW };

/* Telex (s f r x j; aa ee oo dd aw ow uw w) and VNI (1-5; 6 7 8 9) by key. */
static lt_tone tone_of_key(char key, bool *known)
{
    static const char telex[] = "fsrxj", vni[] = "21345";
    const char *at = key ? strchr(telex, key) : NULL;
    size_t index = at ? (size_t)(at - telex) : 5;
    at = key ? strchr(vni, key) : NULL;
    if (at)
        index = (size_t)(at - vni);
    *known = index < 5;
    return *known ? (lt_tone)(index + 1) : LT_TONE_NGANG;
}

/* The last of the letters that are `from` becomes `to`. */
static bool mark_last(lt_spelling *s, uint8_t from, uint8_t to)
{
    for (int i = s->count; i-- > 0;)
        if (s->letters[i] == from) {
            s->letters[i] = to;
            return true;
        }
    return false;
}

/* w marks uo as ươ, else the last of a o u. */
static bool apply_horn(lt_spelling *s)
{
    for (int i = 0; i + 1 < s->count; i++)
        if (s->letters[i] == U && s->letters[i + 1] == O) {
            s->letters[i] = UW;
            s->letters[i + 1] = OW;
            return true;
        }
    return mark_last(s, U, UW) || mark_last(s, O, OW) || mark_last(s, A, AW);
}

static bool apply_key(lt_spelling *s, char key)
{
    switch (key) {
    case '6':
        return mark_last(s, A, AA) || mark_last(s, E, EE) || mark_last(s, O, OO);
    case '7':
        return apply_horn(s);
    case '8':
        return mark_last(s, A, AW);
    case '9': /* for đ; beside 8, for ă */
        return mark_last(s, D, DD) || mark_last(s, A, AW);
    case 'd':
        return mark_last(s, D, DD);
    case 'w':
        return apply_horn(s);
    case 'a':
        return mark_last(s, A, AA);
    case 'e':
        return mark_last(s, E, EE);
    case 'o':
        return mark_last(s, O, OO);
    default:
        return false;
    }
}

static bool is_tone_key(char key, bool vni)
{
    return vni ? key >= '1' && key <= '5' : key && strchr("fsrxj", key);
}

/* Does the key at `at` add a mark to what has been read (aa, dd, w, 6-9)? */
static bool is_mark_key(const lt_spelling *s, char key, bool vni)
{
    if (vni)
        return key >= '6' && key <= '9';
    if (key == 'w')
        return s->count > 0;
    if (key != 'a' && key != 'e' && key != 'o' && key != 'd')
        return false;
    uint8_t letter = key == 'a' ? A : key == 'e' ? E : key == 'o' ? O : D;
    for (int i = 0; i < s->count; i++)
        if (s->letters[i] == letter)
            return key != 'd' || i == 0;
    return false;
}

/*
 * Reads the keys of a word as Telex or VNI; true when at least one key was a mark or tone and the
 * result could be a syllable. The word must have letters a Vietnamese key sequence has.
 */
bool lt_speller_typing(const char *text, size_t length, lt_spelling *spelling)
{
    bool vni = false, changed = false;
    if (length < 2 || length > 14)
        return false;
    for (size_t i = 0; i < length; i++)
        vni = vni || (text[i] >= '1' && text[i] <= '9');
    memset(spelling, 0, sizeof *spelling);
    for (size_t at = 0; at < length;) {
        char key = (char)(text[at] >= 'A' && text[at] <= 'Z' ? text[at] | 0x20 : text[at]);
        bool known;
        lt_letter letter;
        if (at > 0 && is_tone_key(key, vni) && spelling->tone == 0) {
            spelling->tone = (uint8_t)tone_of_key(key, &known);
            changed = true;
            at++;
            continue;
        }
        if (at > 0 && is_mark_key(spelling, key, vni) && apply_key(spelling, key)) {
            changed = true;
            at++;
            continue;
        }
        size_t size = lt_letter_read(text + at, length - at, &letter);
        if (size == 0 || letter.base == LT_LETTER_OTHER || spelling->count == LT_SPELLING_LETTERS ||
            (letter.tone && spelling->tone))
            return false;
        if (letter.tone)
            spelling->tone = letter.tone;
        spelling->letters[spelling->count++] = letter.base;
        at += size;
    }
    return changed && spelling->count > 0;
}
