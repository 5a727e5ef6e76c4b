#!/bin/sh
# manuals.sh SOURCE BUILD: every option of --help stands in the tool's man page and every option of
# the page in --help, letters too; the help of both languages has the same options.
set -eu
source=$1
failed=0

# Options of the text on standard input, one a line.
options() {
    grep -oE -e '(^|[^[:alnum:]-])-(-[a-z][a-z-]+|[a-zA-Z])($|[^[:alnum:]-])' | grep -oE -e '--?[a-zA-Z][a-z-]*' | sort -u
}

# The options that --help lists (not those its sentences mention).
listed() {
    grep -E '^ +(-[a-zA-Z], )?--[a-z]' | grep -oE -e '^ +(-[a-zA-Z], )?--[a-z-]+' | tr ', ' '\n\n' | grep -e - | sort -u
}

for page in "$source"/tools/man/vn-*.1.scd; do
    tool=$(basename "$page" .1.scd)
    for language in en vi; do
        help=$("$TOOLS/$tool" --ui=$language --help | listed)
        # In bold what is the tool's own; the rest are examples and other programs.
        for option in $help; do
            grep -qE -e "\\*([^*]*[ ,])?$option(=[^*]*)?(, [^*]*)?\\*" "$page" ||
                { echo "$tool: $option of --help is not in the man page"; failed=1; }
        done
        for option in $(grep -oE -e '\*-[^*]*\*' "$page" | tr '*' ' ' | options); do
            echo "$help" | grep -qx -e "$option" ||
                { echo "$tool: $option of the man page is not in --help --ui=$language"; failed=1; }
        done
    done
done
exit $failed
