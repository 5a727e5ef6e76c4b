#!/bin/sh
# TMX and XLIFF of every article of corpus/ follow the published rules, as tests/package/*.rng puts
# them; every seg, source and target is well-formed and not empty.
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
xmllint --nonet --noout --relaxng "$rules/tmx14.rng" "$work"/*.tmx 2>"$work/log" || { cat "$work/log"; exit 1; }
xmllint --nonet --noout --relaxng "$rules/xliff21.rng" "$work"/*.xlf 2>"$work/log" || { cat "$work/log"; exit 1; }
xmllint --nonet --noout --relaxng "$rules/xliff12.rng" "$work"/*.xlf12 2>"$work/log" || { cat "$work/log"; exit 1; }
# The rules must be able to fail.
sed 's/<seg>/<sge>/; s/<\/seg>/<\/sge>/' "$work/1.tmx" >"$work/bad.tmx"
if xmllint --nonet --noout --relaxng "$rules/tmx14.rng" "$work/bad.tmx" 2>/dev/null; then exit 1; fi
sed 's/ srcLang="vi"//' "$work/1.xlf" >"$work/bad.xlf"
if xmllint --nonet --noout --relaxng "$rules/xliff21.rng" "$work/bad.xlf" 2>/dev/null; then exit 1; fi
