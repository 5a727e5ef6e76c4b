#!/bin/sh
# vn-spell behind a real ispell client: Emacs, where it is installed.
# emacs.sh SOURCE BUILD
set -eu
command -v emacs >/dev/null || exit 77
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
LC_ALL=C.UTF-8 HOME=$home timeout 120 \
    emacs --batch -Q -l "$1/tests/package/emacs.el" "$2/tools/vn-spell"
