#!/usr/bin/env python3
"""hunspell-dictionary.py EVAL [DICTIONARIES]: what each part of our Hunspell dictionary adds, beside Debian's.

EVAL is the folder of the spelling sets with score.py (news_clean.dev.jsonl, wiki_mistakes.dev.jsonl). Every word of
the sets goes through `hunspell -a` once; the words it rejects are the findings. Prints a Markdown table: detection on
the set of mistakes (precision, recall, F1), false alarms in 1000 words of clean news, the right suggestion first and
among five of the mistakes found (letter case aside), thousands of words judged in a second, words suggested for in a
second."""
import json
import os
import re
import subprocess
import sys
import tempfile
import time

PARTS = ["PHONE", "MAP", "REP", "KEY", "TRY"]


def without(folder, source, part):
    """A copy of the dictionary without the lines of a part; its path without the ending."""
    copy = os.path.join(folder, "without-" + part)
    with open(source + ".aff", encoding="utf8") as old, open(copy + ".aff", "w", encoding="utf8") as new:
        new.writelines(line for line in old if not line.startswith(part + " "))
    if not os.path.exists(copy + ".dic"):
        os.symlink(os.path.abspath(source + ".dic"), copy + ".dic")
    return copy


def judge(dictionary, words):
    """Suggestions of the rejected words, in order, and the seconds that judging and suggesting took."""
    environment = dict(os.environ, LC_ALL="C.UTF-8")

    def run(option, lines):
        start = time.time()
        done = subprocess.run(["hunspell", option, "-i", "UTF-8", "-d", dictionary], input="".join(lines),
                              capture_output=True, encoding="utf8", env=environment, check=True)
        return done.stdout.split("\n"), time.time() - start

    started = run("-l", [""])[1]
    rejected, judging = run("-l", [word + "\n" for word in words])
    rejected = [word for word in rejected if word]
    answers, suggesting = run("-a", ["^" + word + "\n" for word in rejected])
    found = {word: [] for word in rejected}
    for line in answers:
        match = re.match(r"& (\S+) \d+ \d+: (.*)", line)
        if match and match[1] in found:
            found[match[1]] = match[2].split(", ")
    return found, max(judging - started, 1e-3), max(suggesting - started, 1e-3)


def measure(evaluation, dictionary, records, words, word):
    found, judging, suggesting = judge(dictionary, words)
    figures = {}
    for name, items in records.items():
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as result:
            for item in items:
                errors = [{"start": m.start(), "len": m.end() - m.start(), "suggestions": found[m.group()]}
                          for m in word.finditer(item["text"]) if m.group() in found]
                result.write(json.dumps({"id": item["id"], "errors": errors}, ensure_ascii=False) + "\n")
            result.flush()
            scored = subprocess.run([sys.executable, os.path.join(evaluation, "score.py"), "--json", "--ignore-case",
                                     os.path.join(evaluation, name), result.name],
                                    capture_output=True, encoding="utf8", check=True)
            figures[name.split(".")[0]] = json.loads(scored.stdout)
    wiki, news = figures["wiki_mistakes"], figures["news_clean"]
    return "%.3f | %.2f | %.3f | %.1f | %.2f | %.2f | %.0f | %.0f" % (
        wiki["P"], wiki["R"], wiki["F1"], news["FA1000"], wiki["acc1"], wiki["acc5"], len(words) / judging / 1000,
        len(found) / suggesting)


def main():
    evaluation = sys.argv[1]
    ours = os.path.join(sys.argv[2] if len(sys.argv) > 2 else "dictionaries", "vi_VN")
    sys.path.insert(0, evaluation)
    from vn import WORD

    records = {}
    for name in ("wiki_mistakes.dev.jsonl", "news_clean.dev.jsonl"):
        with open(os.path.join(evaluation, name), encoding="utf8") as lines:
            records[name] = [json.loads(line) for line in lines]
    words = sorted({m.group() for items in records.values() for item in items for m in WORD.finditer(item["text"])})
    print("| dictionary | precision | recall | F1 | alarms in 1000 | first | of five | judged, 1000/s | suggested for, 1/s |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        rows = [("ours", ours)] + [("without " + part, without(folder, ours, part)) for part in PARTS]
        rows.append(("Debian's hunspell-vi", "/usr/share/hunspell/vi_VN"))
        for name, dictionary in rows:
            print("| %s | %s |" % (name, measure(evaluation, dictionary, records, words, WORD)), flush=True)


main()
