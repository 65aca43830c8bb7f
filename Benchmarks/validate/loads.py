"""The loads of bench-validate and bench-import, made once below Benchmarks/data, and the table that both print."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

root = pathlib.Path(__file__).resolve().parent.parent.parent
data = root / "Benchmarks" / "data" / "validate"
program = str(root / ".build" / "release" / "nightferry")
quick = "--quick" in sys.argv or bool(os.environ.get("QUICK"))
header = "id,unit_id,agent_id,client_id,organization_id,language,timestamp,subject,message,metadata\r\n"
words = "the offer stands until friday please confirm your address and account number thank you kindly".split()


def chat_row(chat, number):
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_600_000_000 + number))
    text = " ".join(words[(number * 7 + k * 3) % len(words)] for k in range(34))
    if number % 7 == 0:
        text += ' "quoted" é日本\n'
    message = {"author": "ada@example.com", "text": text, "timestamp": when, "is_inbound": number % 2 == 0}
    cell = json.dumps(message, ensure_ascii=False).replace('"', '""')
    return (
        f'{chat},unit-7,ada@example.com,client-0042,org-1,en,2020-09-13T12:26:40Z,Delivery,"{cell}",'
        '"{""campaign"":""spring"",""channel"":""web""}"\r\n'
    )


def make_chat(path, rows=None, size=None):
    """A chat of so many rows, or of at least so many bytes."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    number = 0
    with open(aside, "w", encoding="utf-8", newline="") as file:
        file.write(header)
        while number < rows if rows else file.tell() < size:
            file.write("".join(chat_row(path.stem, n) for n in range(number, number + 1000)))
            number += 1000
    aside.rename(path)
    return path


def chat_file(quick):
    """100 000 rows, or 1 GiB."""
    if quick:
        return make_chat(data / "rows" / "chat" / "rows.csv", rows=100_000)
    return make_chat(data / "giant" / "chat" / "giant.csv", size=1 << 30)


def make_folder(path):
    """10 000 chats of six messages, and 5 000 calls of two files."""
    if path.exists():
        return path
    (path / "chat").mkdir(parents=True)
    (path / "voice").mkdir()
    frames = (b"\xff\xfb\x90\x00" + b"\x55" * 413) * 12
    for number in range(10_000):
        name = f"chat-{number}"
        rows = "".join(chat_row(name, n) for n in range(6))
        (path / "chat" / f"{name}.csv").write_bytes((header + rows).encode())
    for number in range(5_000):
        name = f"call-{number}"
        row = f"user_id,client_id,id,topic,timestamp,metadata\r\nada,client,{name},Renewal,2021-12-19T10:47:55Z,{{}}\r\n"
        (path / "voice" / f"{name}.csv").write_bytes(row.encode())
        (path / "voice" / f"{name}.mp3").write_bytes(frames)
    return path


def python_with(*modules):
    """The Python that has these modules, or None."""
    for python in (str(root / ".venv" / "bin" / "python"), sys.executable):
        code = "import " + ", ".join(modules)
        if os.path.exists(python) and subprocess.run([python, "-c", code], capture_output=True).returncode == 0:
            return python
    return None


def compiled(source):
    """The program that a C file compiles to, or None where there is no compiler."""
    target = data / source.stem
    data.mkdir(parents=True, exist_ok=True)
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler or subprocess.run([compiler, "-O2", "-pthread", "-o", str(target), str(source)]).returncode:
        return None
    return str(target)


class Table:
    """Times of programs on one load, the shortest of a few runs each."""

    def __init__(self, load, count):
        self.load, self.count, self.lines, self.base = load, count, [], None

    def measure(self, name, command, baseline=False, one_core=False, runs=1, input=None):
        if one_core:
            command = ["taskset", "-c", "0", *command]
        best, memory = None, 0
        for _ in range(runs):
            start = time.monotonic()
            child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if input:
                child.stdin.write(input)
            child.stdin.close()
            output = child.stdout.read().decode(errors="replace")
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.monotonic() - start
            best = seconds if best is None else min(best, seconds)
            memory = max(memory, usage.ru_maxrss / 1024)
            if status:
                return self.skip(name, f"failed: {output.strip()[-200:]}")
        if baseline:
            self.base = best
        ratio = f"{best / self.base:.1f}x" if self.base else ""
        self.lines.append((self.load, name, f"{best:.2f} s", f"{self.count / best:,.0f}/s", f"{memory:.0f} MB", ratio))

    def skip(self, name, why):
        self.lines.append((self.load, name, why, "", "", ""))

    def show(self):
        names = ("load", "program", "time", "rate", "peak memory", "nightferry is faster")
        widths = [max(len(line[k]) for line in [names, *self.lines]) for k in range(len(names))]
        print("| " + " | ".join(n.ljust(w) for n, w in zip(names, widths)) + " |")
        print("| " + " | ".join("-" * w for w in widths) + " |")
        for line in self.lines:
            print("| " + " | ".join(c.ljust(w) for c, w in zip(line, widths)) + " |", flush=True)
