#!/bin/sh
# Prints the table of the README: what each normalizer makes of the traps of Vietnamese text.
# Usage: normalize-peers.sh VN-NORMALIZE. Peers that are not installed are shown as "-".
set -eu
ours=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The library peers, called by the smallest of programs.
cat > "$folder/utf8proc.c" <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>
int main(void) { char b[4096]; size_t n = fread(b, 1, 4095, stdin); b[n] = 0;
    utf8proc_uint8_t *r = utf8proc_NFC((utf8proc_uint8_t *)b); fputs(r ? (char *)r : "refused\n", stdout); free(r); }
C
cat > "$folder/glib.c" <<'C'
#include <stdio.h>
#include <glib.h>
int main(void) { char b[4096]; size_t n = fread(b, 1, 4095, stdin); b[n] = 0;
    char *r = g_utf8_normalize(b, -1, G_NORMALIZE_DEFAULT_COMPOSE); fputs(r ? r : "refused\n", stdout); g_free(r); }
C
cat > "$folder/unistring.c" <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <uninorm.h>
int main(void) { char b[4096]; size_t n = fread(b, 1, 4095, stdin), k = 0;
    uint8_t *r = u8_normalize(UNINORM_NFC, (uint8_t *)b, n, NULL, &k); if (r) fwrite(r, 1, k, stdout); else puts("refused"); free(r); }
C
cc -w "$folder/utf8proc.c" -o "$folder/utf8proc" -lutf8proc 2>/dev/null || :
cc -w "$folder/glib.c" -o "$folder/glib" $(pkg-config --cflags --libs glib-2.0 2>/dev/null) 2>/dev/null || :
cc -w "$folder/unistring.c" -o "$folder/unistring" -lunistring 2>/dev/null || :

run() { # PEER < text
    case $1 in
    ours) "$ours" --no-config - ;;
    icu) uconv -f utf-8 -t utf-8 -x any-nfc ;;
    perl) perl -MUnicode::Normalize -CS -e 'print NFC(join "", <STDIN>)' ;;
    *) [ -x "$folder/$1" ] && "$folder/$1" ;;
    esac 2>/dev/null || echo refused
}

printf '| trap | wanted | libtext | ICU (uconv) | utf8proc | glib | libunistring | perl |\n'
printf '|---|---|---|---|---|---|---|---|\n'
trap_() { # NAME INPUT WANTED, both for printf
    printf '| %s | %s ' "$1" "$(printf "$3" | sed 's/|/\\|/g')"
    printf "$3" > "$folder/wanted"
    for peer in ours icu utf8proc glib unistring perl; do
        printf "$2" | run $peer > "$folder/got"
        if cmp -s "$folder/got" "$folder/wanted"; then printf '| + '; else printf '| · '; fi
    done
    printf '|\n'
}
trap_ 'NFD' 'Vie\314\243\314\202t' 'Vi\341\273\207t'
trap_ 'half-composed (CP1258)' 'Vi\303\252\314\243t' 'Vi\341\273\207t'
trap_ 'tone before vowel mark' 'a\314\201\314\202m' '\341\272\245m'
trap_ 'mark twice' '\341\272\245\314\201m' '\341\272\245m'
trap_ 'tone on two vowels' '\304\221\341\273\261\341\273\243c' '\304\221\306\260\341\273\243c'
trap_ 'tone on the wrong vowel' 't\303\263an' 'to\303\241n'
trap_ 'other tone style' 'Ho\303\240' 'H\303\262a'
trap_ 'qu is no oa' 'qu\303\275' 'qu\303\275'
trap_ 'ambiguous, to stay' 'g\303\254a' 'g\303\254a'
trap_ 'foreign name, to stay' 'Chlo\303\251 S\303\243o' 'Chlo\303\251 S\303\243o'
trap_ 'URL, to stay' 'http://a.vn/ho\303\240' 'http://a.vn/ho\303\240'
trap_ 'U+00D0 for U+0110' '\303\220\341\273\223ng' '\304\220\341\273\223ng'
trap_ 'Icelandic, to stay' '\303\276a\303\260' '\303\276a\303\260'
trap_ 'Cyrillic letter in a Latin word' 'H\320\260' 'Ha'
trap_ 'spacing acute' 'toa\302\264n' 'to\303\241n'
trap_ 'zero-width space' 'a\342\200\213b' 'ab'
trap_ 'soft hyphen' 'a\302\255b' 'ab'
trap_ 'no-break space' 'a\302\240b' 'a b'
trap_ 'emoji joiner, to stay' '\360\237\221\250\342\200\215\360\237\221\251' '\360\237\221\250\342\200\215\360\237\221\251'
trap_ 'invalid byte refused' 'a\377' 'refused\n'
