#!/bin/sh
# The example of the README is the program that the install test builds, to the letter.
set -eu
awk '/^```c$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$1/README.md" |
    diff -u "$1/tests/package/consumer.c" -
