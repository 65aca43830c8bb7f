#!/usr/bin/env python3
"""Writes the two corpora of the CSV benchmark: crm.csv (every field quoted, long texts with commas, doubled quotes and
line breaks; 75 bytes a field) and simple.csv (no quotes, 16 bytes a field). The same bytes in every run: generate.py FOLDER [MEGABYTES]."""
import csv
import io
import os
import random
import sys

folder = sys.argv[1]
size = int(sys.argv[2] if len(sys.argv) > 2 else 1024) << 20
words = """the customer asked about an order that had not arrived and wanted to know when it would be sent agent said
refund was possible within days account number card payment failed again please call back tomorrow morning invoice
address changed delivery late thanks happy upgrade contract price discount question solved open escalated""".split()

names = """alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo
sierra tango""".split()


def sentence(dice, low, high):
    text = " ".join(dice.choice(words) for _ in range(dice.randint(low, high)))
    if dice.random() < 0.3:
        text = text.replace(" and ", ", and ").replace(" that ", ", that ")
    if dice.random() < 0.15:
        text = f'{text[: len(text) // 2]} "{dice.choice(words)}" {text[len(text) // 2 :]}'
    if dice.random() < 0.12:
        text += "\n" + dice.choice(words)
    return text


def crm(dice, number):
    return [
        f"C-{number:09d}", f"agent{dice.randint(1, 400)}@example.com", f"K{dice.randint(1, 99999):05d}",
        f"2026-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}T{dice.randint(0, 23):02d}:{dice.randint(0, 59):02d}:00Z",
        dice.choice(["Inbound", "Outbound"]), str(dice.randint(1, 3600)), sentence(dice, 3, 7), sentence(dice, 10, 60),
    ]


def simple(dice, number):
    def word():
        return dice.choice(names)

    return [
        f"ORD-{number:08d}", f"{word()} {word()}", f"{word()} {word()} town", f"{word()}-{word()}-{dice.randint(100, 999)}",
        f"{dice.random() * 1000:.2f}", f"{word()}.{word()}@example.com",
        f"2026-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}", " ".join(word() for _ in range(dice.randint(1, 6))),
    ]


def write(name, header, row, quoting):
    path = os.path.join(folder, name)
    if os.path.exists(path) and os.path.getsize(path) >= size:
        return
    dice = random.Random(20260101)
    piece = io.StringIO(newline="")
    writer = csv.writer(piece, quoting=quoting)
    number = 0
    while piece.tell() < 16 << 20:
        writer.writerow(row(dice, number))
        number += 1
    block = piece.getvalue().encode()
    top = io.StringIO(newline="")
    csv.writer(top, quoting=quoting).writerow(header)
    with open(path + ".new", "wb") as out:
        out.write(top.getvalue().encode())
        while out.tell() < size:
            out.write(block)
    os.rename(path + ".new", path)


os.makedirs(folder, exist_ok=True)
write("crm.csv", ["call_id", "agent", "contact", "started_at", "direction", "seconds", "subject", "notes"], crm, csv.QUOTE_ALL)
write("simple.csv", ["order_id", "customer", "city", "product", "price", "email", "day", "note"], simple, csv.QUOTE_MINIMAL)
