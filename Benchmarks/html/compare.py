#!/usr/bin/env python3
"""Measures HTML-to-text extractors over one folder of mails and compares their words: compare.py FOLDER html-bench

Every extractor gets the same mails in memory, one core, the best of three rounds; w3m is one process a mail, as it is used."""

import difflib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time

folder, program = pathlib.Path(sys.argv[1]), sys.argv[2]
paths = sorted(folder.glob("*.html"))
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
    counts = {"only theirs, hidden from readers": 0, "only theirs, other": 0, "only ours": 0}
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind in ("delete", "replace"):
            counts["only ours"] += b - a
        if kind in ("insert", "replace"):
            for word in theirs[c:d]:
                counts["only theirs, hidden from readers" if word in hidden else "only theirs, other"] += 1
                if word not in hidden:
                    marked[word] = marked.get(word, 0) + 1
    return counts


def main():
    own = json.loads(subprocess.run([program, "time", str(folder)], capture_output=True, check=True).stdout)
    dumps = json.loads(subprocess.run([program, "words", str(folder)], capture_output=True, check=True).stdout)
    print(f"{len(paths)} mails, {size / 1e6:.1f} MB, {size // max(1, len(paths))} bytes a mail\n")
    print(f"{'extractor':16} {'MB/s':>8} {'x ours':>8}")
    print(f"{'nightferry':16} {own['convert']:8.1f} {1:8.2f}")
    found, missing = peers()
    table = []
    for name, convert in found.items():
        speed, output = measure(convert, 1 if name == "w3m" else 3)
        print(f"{name:16} {speed:8.1f} {speed / own['convert']:8.2f}", flush=True)
        table.append((name, output))
    print(f"\nsplitting included: {own['split']:.0f} mails a second, {own['splitBytes']:.1f} MB/s")
    for name in missing:
        print(f"left out, not installed: {name}")

    print("\nagreement of the words' sequence with ours (links left out on both sides)")
    for name, output in table:
        same, total, sums, marked = 0, 0, {}, {}
        for path, text in zip(paths, output):
            dump = dumps[path.name]
            ours, theirs = words(dump["text"]), words(text)
            total += len(ours)
            if ours == theirs:
                same += 1
                continue
            hidden = set(words(dump["all"])) - set(ours) | set(words(dump["title"]))
            for key, value in classify(ours, theirs, hidden, marked).items():
                sums[key] = sums.get(key, 0) + value
        rest = ", ".join(f"{key} {value} ({100 * value / max(1, total):.2f} %)" for key, value in sums.items())
        print(f"  {name:14} same in {same} of {len(paths)}; {rest}")
        common = sorted(marked.items(), key=lambda item: -item[1])[:8]
        print(f"  {'':14} most frequent others: {', '.join(f'{word} {count}' for word, count in common)}")


main()
