#!/usr/bin/env python3
"""Measures HTML-to-text extractors over one folder of mails and compares their words: compare.py FOLDER html-bench html-floor

Every extractor gets the same mails in memory, on one core, best of three rounds (QUICK=1: one); w3m is one process a mail, as
it is used. libxml2 is its SAX interface alone, with callbacks that do nothing: what it costs to read the mails with it."""

import collections
import difflib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

QUICK = bool(os.environ.get("QUICK"))
folder, program, floor = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
paths = sorted(folder.glob("*.html"))
if QUICK:
    part = tempfile.TemporaryDirectory()
    paths = [pathlib.Path(shutil.copy(path, part.name)) for path in paths[::4]]
    folder = pathlib.Path(part.name)
mails = [p.read_bytes() for p in paths]
size = sum(map(len, mails))
texts = [m.decode("utf-8", "replace") for m in mails]


def peers():
    """Name and function of every peer that is installed; the missing are named."""
    found, missing = {}, []
    try:
        import inscriptis

        found["inscriptis"] = inscriptis.get_text
    except ImportError:
        missing.append("inscriptis")
    try:
        import html_text

        found["html-text"] = html_text.extract_text
    except ImportError:
        missing.append("html-text")
    try:
        import html2text

        def convert(text):
            converter = html2text.HTML2Text()
            converter.body_width = 0
            converter.ignore_links = True
            converter.ignore_emphasis = True
            return converter.handle(text)

        found["html2text"] = convert
    except ImportError:
        missing.append("html2text")
    try:
        from bs4 import BeautifulSoup

        found["BeautifulSoup"] = lambda text: BeautifulSoup(text, "lxml").get_text(" ")
    except ImportError:
        missing.append("beautifulsoup4")
    if shutil.which("w3m"):
        command = ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "200"]
        found["w3m"] = lambda text: subprocess.run(command, input=text.encode(), capture_output=True).stdout.decode("utf-8", "replace")
    else:
        missing.append("w3m")
    return found, missing


def words(text):
    return re.findall(r"[^\W_]+", text)


def measure(convert, rounds):
    best, output = 1e9, []
    for _ in range(rounds):
        start = time.perf_counter()
        output = [convert(text) for text in texts]
        best = min(best, time.perf_counter() - start)
    return size / best / 1e6, output


def classify(ours, theirs, hidden, marked):
    """Counts the words by which two texts differ."""
    counts = {"only theirs: hidden": 0, "only theirs: other": 0, "only ours": 0}
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind in ("delete", "replace"):
            counts["only ours"] += b - a
        if kind in ("insert", "replace"):
            for word in theirs[c:d]:
                if hidden[word] > 0:
                    hidden[word] -= 1
                    counts["only theirs: hidden"] += 1
                else:
                    counts["only theirs: other"] += 1
                    marked[word] = marked.get(word, 0) + 1
    return counts


def own_rows():
    """Our three rows and libxml2's, as name and seconds; in alternation, the best of each, so that noise hits all alike."""
    rounds = "3" if QUICK else "10"
    best, sax = {}, 0.0
    for _ in range(1 if QUICK else 3):
        seconds = json.loads(subprocess.run([program, "time", str(folder), rounds], capture_output=True, check=True).stdout)
        best = {key: min(value, best.get(key, 1e9)) for key, value in seconds.items()}
        sax = max(sax, float(subprocess.run([floor, rounds, *map(str, paths)], capture_output=True, check=True).stdout))
    return [
        ("nightferry text", best["text"]),
        ("  hidden text kept", best["all"]),
        ("  with split", best["split"]),
        ("libxml2 SAX alone", size / sax / 1e6),
    ]


def row(name, seconds, ours):
    print(f"{name:20} {size / seconds / 1e6:8.1f} {len(paths) / seconds:9.0f} {seconds / ours:11.2f}", flush=True)


def main():
    dumps = json.loads(subprocess.run([program, "words", str(folder)], capture_output=True, check=True).stdout)
    print(f"{len(paths)} mails, {size / 1e6:.1f} MB, {size // max(1, len(paths))} bytes a mail\n")
    print(f"{'extractor':20} {'MB/s':>8} {'mails/s':>9} {'time/ours':>11}")
    rows = own_rows()
    ours = rows[0][1]
    for name, seconds in rows:
        row(name, seconds, ours)
    found, missing = peers()
    table = []
    for name, convert in found.items():
        speed, output = measure(convert, 1 if QUICK or name == "w3m" else 3)
        row(name, size / speed / 1e6, ours)
        table.append((name, output))
    for name in missing:
        print(f"left out, not installed: {name}")

    print("\nagreement of the words' sequence with ours (addresses of links left out on both sides); classes of differences:")
    print("  hidden: words in elements that styles, attributes or the mail's style sheet hide, and titles: dropped by ours alone")
    print("  other: addresses of images, words cut; only ours: alternative texts of images, and numbers of lists")
    for name, output in table:
        same, total, sums, marked = 0, 0, {}, {}
        for path, text in zip(paths, output):
            dump = dumps[path.name]
            ours, theirs = words(dump["text"]), words(text)
            total += len(ours)
            if ours == theirs:
                same += 1
                continue
            hidden = collections.Counter(words(dump["all"])) - collections.Counter(ours)
            hidden.update(words(dump["title"]))
            for key, value in classify(ours, theirs, hidden, marked).items():
                sums[key] = sums.get(key, 0) + value
        rest = ", ".join(f"{key} {value} ({100 * value / max(1, total):.2f} %)" for key, value in sums.items())
        print(f"  {name:14} same in {same} of {len(paths)}; {rest}")
        common = sorted(marked.items(), key=lambda item: -item[1])[:8]
        print(f"  {'':14} most frequent others: {', '.join(f'{word} {count}' for word, count in common)}")


main()
