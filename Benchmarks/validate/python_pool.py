"""A careful script of the standard library: csv, json, and a process for each core."""

import csv
import json
import multiprocessing
import pathlib
import re
import sys

stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
keys = {"author", "text", "timestamp", "is_inbound"}


def check(path):
    if path.suffix == ".mp3":
        return path.with_suffix(".csv").exists() and path.read_bytes()[:2] == b"\xff\xfb"
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["id"] != path.stem or not stamp.match(row["timestamp"]):
                return False
            if "message" in row:
                message = json.loads(row["message"])
                if set(message) != keys or not stamp.match(message["timestamp"]):
                    return False
            json.loads(row["metadata"])
    return True


if __name__ == "__main__":
    files = sorted(p for p in pathlib.Path(sys.argv[1]).rglob("*") if p.is_file())
    with multiprocessing.Pool() as pool:
        sys.exit(0 if all(pool.imap_unordered(check, files, 64)) else 1)
