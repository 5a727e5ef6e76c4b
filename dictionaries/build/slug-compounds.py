#!/usr/bin/env python3
"""slug-compounds.py LIBTEXT.so < tokenised-news.txt > dictionaries/slug/compounds.txt

Pairs of syllables that nearly always stand in one word, from text whose words are joined by `_`:
where a slug that must be cut should not be cut. A pair is kept when it was seen often enough, stood
inside a word in nine of ten places, and both halves are Vietnamese syllables (by the library)."""
import collections
import ctypes
import sys

SEEN = 80     # times in the 58 million tokens of the news
SHARE = 0.9  # of all times the two stand side by side

library = ctypes.CDLL(sys.argv[1])


def is_syllable(text):
    data = text.encode()
    return library.lt_syllable_parse(data, ctypes.c_size_t(len(data)), None) != 0


inside, beside = collections.Counter(), collections.Counter()
for line in sys.stdin:
    before = None
    for token in line.lower().split():
        parts = token.split('_')
        if not all(part.isalpha() for part in parts):
            before = None
            continue
        if before:
            beside[before, parts[0]] += 1
        inside.update(zip(parts, parts[1:]))
        before = parts[-1]

print('''# Two syllables of one word or name: a slug is not cut between them.
# Origin: counted in the "vietnews" summarisation set (Nguyen et al. 2019; statistics only), kept
# when seen %d times and inside a word in %d %% of them; made by dictionaries/build/slug-compounds.py.
# Licence as the code's (see LICENSE).''' % (SEEN, SHARE * 100))
for pair, count in sorted(inside.items()):
    if count >= SEEN and count >= SHARE * (count + beside[pair]) and all(map(is_syllable, pair)):
        print(' '.join(pair))
