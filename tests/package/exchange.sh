#!/bin/sh
# TMX and XLIFF of every article of corpus/ are valid: by the DTD that LISA published and the schemas
# of OASIS, which `./dev test` takes from Debian packages, and by our own wording of the rules
# besides (tests/package/*.rng), which says what those leave to the text.
set -eu
source=$1 build=$2
align=$build/tools/vn-align
command -v xmllint >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rules=$source/tests/package
count=0
for folder in "$source"/corpus/articles/*/; do
    count=$((count + 1))
    "$align" --format=tmx "$folder/vi.txt" "$folder/en.txt" >"$work/$count.tmx"
    "$align" --format=xliff "$folder/vi.txt" "$folder/en.txt" >"$work/$count.xlf"
    "$align" --format=xliff --xliff=1.2 "$folder/vi.txt" "$folder/en.txt" >"$work/$count.xlf12"
done
test "$count" -ge 40
# A text with nothing in common, one that is empty, and one full of what XML does not take.
printf 'Một.\n' >"$work/vi"
: >"$work/en"
printf '<&>"\001\357\277\276 ]]>\n' >"$work/odd"
for en in en odd; do
    "$align" --format=tmx "$work/vi" "$work/$en" >"$work/$en.tmx"
    "$align" --format=xliff "$work/vi" "$work/$en" >"$work/$en.xlf"
    "$align" --format=xliff --xliff=1.2 "$work/vi" "$work/$en" >"$work/$en.xlf12"
    "$align" --format=xliff "$work/en" "$work/$en" >"$work/none-$en.xlf"
done
# What links are stored in a memory comes out as TMX too.
"$align" --memory="$work/memory.db" "$source/corpus/articles/bau-cu-2026/vi.txt" \
    "$source/corpus/articles/bau-cu-2026/en.txt" >"$work/log" 2>&1
"$align" --memory="$work/memory.db" --export >"$work/memory.tmx"

# check KIND RULES FILE...: xmllint's word, told when it is no.
check() {
    kind=$1 by=$2
    shift 2
    xmllint --nonet --noout "--$kind" "$by" "$@" 2>"$work/log" || { cat "$work/log"; exit 1; }
}
refuses() {
    if xmllint --nonet --noout "--$1" "$2" "$3" 2>/dev/null; then
        echo "$2 lets $3 pass"
        exit 1
    fi
}
check relaxng "$rules/tmx14.rng" "$work"/*.tmx
check relaxng "$rules/xliff21.rng" "$work"/*.xlf
check relaxng "$rules/xliff12.rng" "$work"/*.xlf12
# The standard: each unit has a variant in the source language.
for file in "$work"/*.tmx; do
    test "$(xmllint --nonet --nowarning --xpath 'count(//tu[not(tuv[@xml:lang=/tmx/header/@srclang])])' "$file")" = 0
done

# The rules must be able to fail.
sed 's/<seg>/<sge>/; s/<\/seg>/<\/sge>/' "$work/1.tmx" >"$work/bad.tmx"
refuses relaxng "$rules/tmx14.rng" "$work/bad.tmx"
sed 's/ srcLang="vi"//' "$work/1.xlf" >"$work/bad.xlf"
refuses relaxng "$rules/xliff21.rng" "$work/bad.xlf"
sed 's/<trans-unit id="[0-9]*"/<trans-unit/' "$work/1.xlf12" >"$work/bad.xlf12"
refuses relaxng "$rules/xliff12.rng" "$work/bad.xlf12"

dtd=$source/build/schemas/tmx14.dtd
if [ ! -f "$dtd" ]; then
    echo "what was published is not there (no network when ./dev test began): own rules only"
    exit 0
fi
check dtdvalid "$dtd" "$work"/[!b]*.tmx
refuses dtdvalid "$dtd" "$work/bad.tmx"
published=$source/build/schemas/usr/share/php/Symfony/Component/Translation/Resources/schemas
# They name xml.xsd by places on the web.
mkdir "$work/schemas"
for schema in "$published"/*.xsd; do
    sed 's|schemaLocation="[^"]*/xml.xsd"|schemaLocation="xml.xsd"|' "$schema" >"$work/schemas/${schema##*/}"
done
# XLIFF 2.1 has the core namespace and the core schema of 2.0; only the version it states is another.
check schema "$work/schemas/xliff-core-2.0.xsd" "$work"/[!b]*.xlf
check schema "$work/schemas/xliff-core-1.2-strict.xsd" "$work"/[!b]*.xlf12
refuses schema "$work/schemas/xliff-core-2.0.xsd" "$work/bad.xlf"
refuses schema "$work/schemas/xliff-core-1.2-strict.xsd" "$work/bad.xlf12"
