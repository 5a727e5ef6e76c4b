#!/bin/sh
# What is installed, what the library exports, and that others can build on it.
set -eu
source=$1 build=$2
if grep -q '^CMAKE_C_FLAGS:.*sanitize' "$build/CMakeCache.txt"; then
    exit 77 # a consumer would need the sanitizer too
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/usr" >/dev/null

compare() { # compare LIST ACTUAL: a difference is meant only when the list changes with it
    if ! diff -u "$source/tests/package/$1" "$2"; then
        echo "if this is meant: cp $2 tests/package/$1" >&2
        cp "$2" "$build/$1"
        echo "kept as $build/$1" >&2
        exit 1
    fi
}

libdir=$(dirname "$(find "$work/usr" -name libtext.pc)")/..
# Dictionaries and headers come and go with their modules; man pages depend on scdoc.
(cd "$work/usr" && find bin include lib* -type f -o -type l) |
    sed "s/Targets-[a-z]*\.cmake$/Targets-BUILD.cmake/; s/\.so\.[0-9.]*$/.so.N/; s/^lib\/[^/]*-linux-gnu/lib/" | sort -u >"$work/installed.txt"
compare installed.txt "$work/installed.txt"
nm -D --defined-only "$libdir/libtext.so" | awk '{print $3}' | sort >"$work/symbols.txt"
compare symbols.txt "$work/symbols.txt"

mkdir "$work/consumer"
cp "$source/tests/package/consumer.c" "$source/tests/package/consumer.cmake" "$work/consumer"
mv "$work/consumer/consumer.cmake" "$work/consumer/CMakeLists.txt"
cmake -G Ninja -S "$work/consumer" -B "$work/consumer/build" -DCMAKE_PREFIX_PATH="$work/usr" >/dev/null
cmake --build "$work/consumer/build" >/dev/null
for kind in shared static; do
    test "$("$work/consumer/build/consumer-$kind")" = "Hòa bình: hoa-binh"
done
PKG_CONFIG_PATH="$libdir/pkgconfig"
export PKG_CONFIG_PATH
# shellcheck disable=SC2046
cc -o "$work/consumer/by-pkg-config" "$source/tests/package/consumer.c" \
    $(pkg-config --define-variable=prefix="$work/usr" --cflags --libs libtext) \
    -I"$work/usr/include" -L"$libdir" -Wl,-rpath,"$libdir"
test "$("$work/consumer/by-pkg-config")" = "Hòa bình: hoa-binh"
