#!/bin/sh
# Checks the hand-written tables of dictionaries/names and the glossary: columns, blanks, repeated
# keys, byte order, line ends, NFC of the Vietnamese range, old tone style; that the lists of
# dictionaries/rules are made from them. file:line on trouble, exit 1.
set -u
cd "$(dirname "$0")/.." || exit 2
LC_ALL=C
export LC_ALL
for file in names/*.tsv names/*.txt bilingual/glossary*.tsv; do
    [ -f "$file" ] || continue
    awk -F '\t' -v file="$file" '
        function bad(what) { print file ":" NR ": " what; trouble = 1 }
        # A whole field of digits and hyphens is a day.
        function dates(  i) {
            for (i = 3; i <= NF; i++)
                if ($i ~ /^[0-9-]+$/ && $i !~ /^20[0-9][0-9]-[01][0-9]-[0-3][0-9]$/) bad("not a date: " $i)
        }
        BEGIN { combining = "\314[\200-\277]|\315[\200-\257]" }
        /\r/ { bad("carriage return") }
        $0 ~ combining { bad("combining mark: not NFC") }
        file ~ /[.]txt$/ && !/^#/ && /[ \t]/ { bad("more than one word") }
        /^#/ { if (seen_row) bad("comment below the header"); columns = gsub(/\t/, "\t") + 1; next }
        { seen_row = 1 }
        file ~ /[.]tsv$/ && NF != columns { bad(NF " columns, not " columns) }
        $1 == "" || (file ~ /[.]tsv$/ && $2 == "") { bad("empty name or translation") }
        file ~ /(provinces|ministries|bodies|cities)[.]tsv$/ && /[0-9]-[0-9]/ { dates() }
        /(^|\t) | (\t|$)|  / { bad("stray blank") }
        # The mark stands on the first vowel of open oa, oe, uy: hòa, khỏe, thủy.
        /(^|[ "(\t])(h|H|s|S|kh|Kh|t|T|th|Th|l|L|d|D|x|X|ng|Ng|U)?(o(\303\240|\303\241|\303\243|\341\272\241|\341\272\243|\303\250|\303\251|\341\272\271|\341\272\273|\341\272\275)|u(\341\273\263|\303\275|\341\273\265|\341\273\267|\341\273\271))([ ,|\t)]|$)/ { bad("new tone style") }
        # vn-review reads no term of more words (LT_TERM_WORDS).
        file ~ /glossary/ && split($1, word, /[ ,-]+/) > 16 { bad("a term of more than 16 words") }
        last != "" && $0 < last { bad("not sorted") }
        ($1 in key) && file ~ /glossary/ { bad("second entry for " $1) }
        $0 == last { bad("repeated line") }
        { last = $0; key[$1] = 1 }
        END { exit trouble }' "$file" || status=1
done
sh build/rules-lists.sh --check || status=1
exit "${status:-0}"
