"""What a careful person would write with Python's standard library: csv, json, and a process for each core.

Checks what nightferry checks of calls and chats: columns; required cells; times; language tags; what must be the same in
every row; the order of the messages; JSON objects without a key twice; the file's name; CSV and recording both ways; every
frame of a recording; and ids that stand in two files. UTF-8 and CSV are strict.
"""

import csv
import datetime
import json
import multiprocessing
import os
import re
import sys

CALL = ["user_id", "client_id", "id", "topic", "timestamp", "metadata"]
CHAT = [
    "id", "unit_id", "agent_id", "client_id", "organization_id", "language", "timestamp", "subject", "message",
    "metadata",
]  # fmt: skip
MESSAGE = {"author": str, "text": str, "timestamp": str, "is_inbound": bool}
OPTIONAL = {"subject", "metadata"}
SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
RATES = {
    3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
SAMPLING = {3: [44100, 48000, 32000], 2: [22050, 24000, 16000], 0: [11025, 12000, 8000]}


class Invalid(Exception):
    pass


def demand(condition, what):
    if not condition:
        raise Invalid(what)


def time(text):
    demand(SHAPE.fullmatch(text), "not a time in UTC")
    return datetime.datetime.fromisoformat(text[:-1])


def unique(pairs):
    result = dict(pairs)
    demand(len(result) == len(pairs), "a key twice")
    return result


def obj(text):
    value = json.loads(text, object_pairs_hook=unique)
    demand(isinstance(value, dict), "not an object")
    return value


def check_row(row, columns):
    for name in columns:
        demand(row[name] or name in OPTIONAL, f"{name} is empty")
    time(row["timestamp"])
    if row["metadata"]:
        obj(row["metadata"])


def check_message(text):
    message = obj(text)
    demand(message.keys() == MESSAGE.keys(), "other keys")
    for key, kind in MESSAGE.items():
        demand(isinstance(message[key], kind), f"{key} is of another type")
    demand(message["author"], "author is empty")
    return time(message["timestamp"])


def check_csv(path, columns):
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.reader(file, strict=True)
        demand(next(reader, None) == columns, "other columns")
        rows = []
        for cells in reader:
            demand(len(cells) == len(columns), "another number of cells")
            rows.append(dict(zip(columns, cells)))
    demand(rows, "no row")
    check_row(rows[0], columns)
    if columns is CALL:
        demand(len(rows) == 1, "more than one row")
    else:
        check_chat(rows)
    stem = os.path.basename(path)[:-4]
    demand(rows[0]["id"] == stem, "the name is not the id")
    return stem


def check_chat(rows):
    demand(LANGUAGE.fullmatch(rows[0]["language"]), "not a language")
    shared = {name: cell for name, cell in rows[0].items() if name != "message"}
    last = datetime.datetime.min
    for row in rows:
        now = check_message(row.pop("message"))
        demand(row == shared, "a row differs")
        demand(now >= last, "out of order")
        last = now


def check_recording(path):
    with open(path, "rb") as file:
        data = file.read()
    at, end, first = 0, len(data), None
    if data[:3] == b"ID3":
        at = 10 + (data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9])
    if data[-128:-125] == b"TAG":
        end -= 128
    demand(at < end, "no frame")
    while at < end:
        head = int.from_bytes(data[at : at + 4], "big")
        version, bitrate, rate = head >> 19 & 3, head >> 12 & 15, head >> 10 & 3
        demand(head >> 21 == 0x7FF and version != 1 and head >> 17 & 3 == 1, "not layer III")
        demand(bitrate not in (0, 15) and rate != 3, "not a frame")
        first = first or (version, rate)
        demand(first == (version, rate), "frames of two kinds")
        samples, rates = (144, RATES[3]) if version == 3 else (72, RATES[2])
        at += samples * 1000 * rates[bitrate] // SAMPLING[version][rate] + (head >> 9 & 1)
    demand(at == end, "the last frame is cut short")


def check(path):
    """The path, the id in the file, and what is wrong."""
    try:
        if path.endswith(".mp3"):
            check_recording(path)
            demand(os.path.exists(path[:-4] + ".csv"), "no CSV beside it")
            return path, None, None
        is_call = os.path.basename(os.path.dirname(path)) == "voice"
        if is_call:
            demand(os.path.exists(path[:-4] + ".mp3"), "no recording beside it")
        return path, (is_call, check_csv(path, CALL if is_call else CHAT)), None
    except (Invalid, ValueError, csv.Error, OSError) as error:
        return path, None, f"{error}"


def main():
    files = sorted(
        os.path.join(folder, name) for folder, _, names in os.walk(sys.argv[1]) for name in names
    )
    seen, faults = {}, []
    with multiprocessing.Pool() as pool:
        for path, identity, fault in pool.imap(check, files, 64):
            if identity and seen.setdefault(identity, path) != path:
                fault = f"the id is also in {seen[identity]}"
            if fault:
                faults.append(f"{path}: {fault}")
    print("\n".join(faults) or f"valid: {len(files)} files")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
