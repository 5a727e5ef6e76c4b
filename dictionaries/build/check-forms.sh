#!/bin/sh
# Checks that dictionaries/en_US.forms is what english-forms makes of the dictionary that is installed:
# a second. Of another version of the dictionary it is not compared.
set -eu
cd "$(dirname "$0")/../.."
dictionary=/usr/share/hunspell/en_US
[ -r "$dictionary.aff" ] && [ -r "$dictionary.dic" ] || exit 0
cmake --build build/release --target english-forms -- --quiet
exec build/release/dictionaries/build/english-forms --check "$dictionary.aff" "$dictionary.dic" \
    dictionaries/en_US.forms
