#!/usr/bin/env python3
"""Writes the corpus of made-up mails, the same bytes at every run: corpus.py FOLDER

FOLDER/<number>-<client>-<language>.html are the mails. FOLDER/expected.json says of each what its split must find."""

import json
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from clients import CLIENTS, Mail, fill  # noqa: E402
from languages import LANGUAGES  # noqa: E402
from newsletters import letter  # noqa: E402

PEOPLE = [("Jane Doe", "jane.doe"), ("Max Example", "max"), ("Sam Sample", "sam.sample"), ("Alex Test", "alex")]


def chain(random, language, depth, mark):
    mails = []
    for level in range(depth):
        name, local = PEOPLE[(mark + level) % len(PEOPLE)]
        paragraphs = [f"{random.choice(language.sentences)} M{mark}L{level}P{index}" for index in range(random.randint(2, 12))]
        signature = [name, f"Example Ltd, Department {level}", f"{language.phone}: +1 555 010{level}", f"{local}@example.com"]
        mails.append(Mail(name, f"{local}@example.com", 9 - level, paragraphs, signature))
    return mails


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    source = random.Random(20260303)
    expected = {}
    number = 0
    for client, write in CLIENTS.items():
        for language in LANGUAGES:
            for depth in (1, 2, 4):
                mails = chain(source, language, depth, number)
                if client == "zendesk":
                    for mail in mails:
                        mail.signature = []
                name = f"{number:03}-{client}-{language.code}-{depth}.html"
                (folder / name).write_text(write(language, mails, "Offer 42"), encoding="utf-8")
                expected[name] = {
                    "client": client,
                    "newest": mails[0].paragraphs,
                    "signature": mails[0].signature,
                    "history": [{"name": m.name, "paragraphs": m.paragraphs} for m in mails[1:]],
                    "hidden": [],
                }
                number += 1
    for index in range(130):
        language = LANGUAGES[index % len(LANGUAGES)]
        text, seen, hidden = letter(source, language, number)
        name = f"{number:03}-newsletter-{language.code}-1.html"
        (folder / name).write_text(text, encoding="utf-8")
        expected[name] = {"client": "newsletter", "newest": seen, "signature": [], "history": [], "hidden": hidden}
        number += 1
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=0), encoding="utf-8")


main()
