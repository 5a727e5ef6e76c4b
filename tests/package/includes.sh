#!/bin/sh
# Who includes whom: no circle between modules, tools see public headers only.
set -eu
cd "$1"
fail=0

# The module a file of the library belongs to; error, buffer, utf8 and export are the base.
module_of() {
    case "$1" in
    libtext/error.h | libtext/buffer.h | libtext/utf8.h | libtext/export.h) echo base ;;
    libtext/libtext.h) echo all ;;
    libtext/*.h) basename "$1" .h ;;
    */*.h) dirname "$1" | sed 's/.*\///' ;;
    *) echo "" ;;
    esac
}

edges=$(mktemp)
trap 'rm -f "$edges"' EXIT
for file in libtext/src/*/*.[ch] libtext/include/libtext/*.h; do
    case "$file" in
    libtext/src/*) from=$(basename "$(dirname "$file")") ;;
    *) from=$(module_of "libtext/$(basename "$file")") ;;
    esac
    for header in $(sed -n 's/^#include [<"]\([^>"]*\)[>"].*/\1/p' "$file"); do
        case "$header" in
        tools/* | tests/*)
            echo "$file includes $header"
            fail=1
            ;;
        libtext/* | */*.h) ;;
        *) continue ;;
        esac
        to=$(module_of "$header")
        if [ -n "$to" ] && [ -d "libtext/src/$to" ] && [ "$from" != "$to" ] && [ "$from" != all ]; then
            echo "$to $from" >>"$edges"
        fi
    done
done
# The umbrella header is for users; a module that includes it would depend on everything.
if grep -l '<libtext/libtext.h>' libtext/src/*/*.c | grep -v src/base/version.c; then
    fail=1
fi
sort -u -o "$edges" "$edges"
echo "modules in order of their dependencies:"
tsort "$edges" || fail=1
for file in tools/*.c tools/*/*.[ch]; do
    for header in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
        case "$header" in
        tools/*) ;;
        *)
            echo "$file includes $header, which is no public header"
            fail=1
            ;;
        esac
    done
    if grep -n '#include <libtext/src\|#include ".*libtext/src' "$file"; then
        fail=1
    fi
done
exit $fail
