#!/usr/bin/env python3
"""An SFTP server (version 3) that lies, for tests: run by sshd as its subsystem, it speaks over stdin and stdout.

Usage: lying_sftp.py FOLDER LIE. It serves FOLDER read-only, and does one thing wrong:

    none           nothing
    short          answers every READ with at most 1000 bytes
    truncated      ends every file in its middle
    changing       has another time of change for a file at each look
    changing-once  has another time until a file was closed once
    cut            breaks a listing off behind its first answer, with a failure
    lost           the same without saying so
    twice          lists every name twice
    deep           is an endless folder within itself
    name:TEXT      lists one more name; %00 in it is a zero byte
    many:N         lists N more names
"""

import os
import stat
import struct
import sys

ROOT, LIE = sys.argv[1], sys.argv[2]
OK, EOF, NO_SUCH_FILE, FAILURE, UNSUPPORTED = 0, 1, 2, 4, 8
handles, looks, closed = {}, {}, set()


def text(data):
    return struct.pack('>I', len(data)) + data


def send(kind, body):
    sys.stdout.buffer.write(struct.pack('>IB', len(body) + 1, kind) + body)


def status(number, code, words=b''):
    send(101, number + struct.pack('>I', code) + text(words) + text(b''))


def attributes(path):
    found = os.lstat(path)
    modified = int(found.st_mtime)
    if not stat.S_ISDIR(found.st_mode):
        looks[path] = looks.get(path, 0) + 1
        if LIE == 'changing' or LIE == 'changing-once' and path not in closed:
            modified += looks[path]
    return struct.pack('>IQIII', 0xD, found.st_size, found.st_mode, modified, modified)


def local(path):
    parts = [part for part in path.split(b'/') if part not in (b'', b'.')]
    if LIE == 'deep':
        parts = [part for part in parts if part != b'within']
    return os.path.join(ROOT.encode(), *parts)


def invented():
    if LIE.startswith('name:'):
        yield LIE[5:].encode().replace(b'%00', b'\0')
    if LIE.startswith('many:'):
        for number in range(int(LIE[5:])):
            yield b'conversation-%09d.csv' % number
    if LIE == 'deep':
        yield b'within'


def listing(path):
    """The answers to READDIR, one after the other; None is a failure."""
    entries = [(name, attributes(os.path.join(path, name))) for name in sorted(os.listdir(path))]
    if LIE == 'twice':
        entries += entries
    kind = stat.S_IFDIR | 0o755 if LIE == 'deep' else stat.S_IFREG | 0o644
    made = struct.pack('>IQIII', 0xD, 0, kind, 1700000000, 1700000000)
    if LIE in ('cut', 'lost'):
        yield entries[:1]
        if LIE == 'cut':
            yield None
        return
    entries += [(name, made) for name in invented()] if not LIE.startswith('many:') else []
    if entries:
        yield entries
    if LIE.startswith('many:'):
        batch = []
        for name in invented():
            batch.append((name, made))
            if len(batch) == 500:
                yield batch
                batch = []
        yield batch


def answer(kind, number, rest):
    size = struct.unpack('>I', rest[:4])[0]
    name, rest = rest[4:4 + size], rest[4 + size:]
    if kind == 16:
        return send(104, number + struct.pack('>I', 1) + text(name if name.startswith(b'/') else b'/') + text(b'') + bytes(4))
    if kind in (7, 17):
        return send(105, number + attributes(local(name)))
    if kind == 11:
        handles[name] = listing(local(name))
        return send(102, number + text(name))
    if kind == 12:
        batch = next(handles[name], [])
        if batch is None:
            return status(number, FAILURE, b'the disk went away')
        if not batch:
            return status(number, EOF)
        return send(104, number + struct.pack('>I', len(batch)) + b''.join(text(entry) + text(b'') + attrs for entry, attrs in batch))
    if kind == 3:
        handles[name] = open(local(name), 'rb')
        return send(102, number + text(name))
    if kind == 8:
        return send(105, number + attributes(local(name)))
    if kind == 5:
        offset, count = struct.unpack('>QI', rest)
        end = os.fstat(handles[name].fileno()).st_size
        if LIE == 'truncated':
            end //= 2
        if LIE == 'short':
            count = min(count, 1000)
        handles[name].seek(offset)
        data = handles[name].read(max(0, min(count, end - offset)))
        return send(103, number + text(data)) if data else status(number, EOF)
    if kind == 4:
        closed.add(local(name))
        return status(number, OK)
    return status(number, UNSUPPORTED)


def main():
    while True:
        head = sys.stdin.buffer.read(5)
        if len(head) < 5:
            return
        length, kind = struct.unpack('>IB', head)
        body = sys.stdin.buffer.read(length - 1)
        if kind == 1:
            send(2, struct.pack('>I', 3))
        else:
            try:
                answer(kind, body[:4], body[4:])
            except OSError:
                status(body[:4], NO_SUCH_FILE, b'no such file')
        sys.stdout.buffer.flush()


main()
