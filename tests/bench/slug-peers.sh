#!/bin/sh
# Compares slugs with the field and writes tests/bench/slug-peers.md. Installs the npm packages (and
# Debian's python3-slugify, unpacked) under /tmp; needs node, npm, a release build and the
# development set.
set -eu
cd "$(dirname "$0")/../.."
published=${1:-../shared/eval/slug/dev_published.tsv}
folder=/tmp/libtext-slug-peers
mkdir -p "$folder"
[ -f "$folder/package.json" ] || (cd "$folder" && npm init -y >/dev/null)
(cd "$folder" && npm install --no-audit --no-fund --silent slugify @sindresorhus/slugify \
    github-slugger transliteration speakingurl limax)
if [ ! -d "$folder/python" ]; then
    (cd "$folder" && apt-get download python3-slugify python3-text-unidecode python3-unidecode \
        >/dev/null 2>&1 || apt-get download python3-slugify python3-unidecode >/dev/null) || true
    for package in "$folder"/*.deb; do
        [ ! -f "$package" ] || dpkg -x "$package" "$folder/python"
    done
fi
cmake --build build/release --target vn-slug bench-slug -- --quiet
node tests/bench/slug-peers.mjs "$folder" build/release/tools/vn-slug \
    build/release/tests/bench-slug "$published" >/tmp/libtext-slug-peers.md
mv /tmp/libtext-slug-peers.md tests/bench/slug-peers.md
