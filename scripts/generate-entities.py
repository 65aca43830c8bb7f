#!/usr/bin/env python3
"""Writes Sources/HTMLText/Markup/EntityData.swift from Python's html.entities, which holds the HTML standard's own table
(HTML, section 13.5). An entry is NAME, then `!` where the name also counts without its semicolon, else `;`, then the code
points in hexadecimal joined by `+`."""

import html.entities
import pathlib

names = html.entities.html5
entries = []
for name in sorted(n for n in names if n.endswith(";")):
    mark = "!" if name[:-1] in names else ";"
    entries.append(name[:-1] + mark + "+".join(f"{ord(c):X}" for c in names[name]))

lines, line = [], ""
for entry in entries:
    if len(line) + 1 + len(entry) > 116:
        lines.append(line)
        line = entry
    else:
        line = f"{line} {entry}" if line else entry
lines.append(line)

target = pathlib.Path(__file__).parent.parent / "Sources/HTMLText/Markup/EntityData.swift"
target.write_text(
    "// Written by scripts/generate-entities.py from the HTML standard's table; do not edit.\n\n"
    "/// All named character references: NAME, `!` (also without semicolon) or `;`, code points in hexadecimal.\n"
    'let entityData: StaticString = """\n'
    + "".join(f"  {line}\n" for line in lines)
    + '  """\n'
)
