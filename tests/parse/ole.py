"""Writes an OLE compound file (MS-CFB) from a tree of names: enough to make an Outlook message of one's own for a test."""

from __future__ import annotations

import itertools
import struct
from typing import Union

Tree = dict[str, Union[bytes, "Tree"]]
SECTOR = 512
END, FREE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF


def ole(tree: Tree) -> bytes:
    """The bytes of the file. Streams are padded to 4096 bytes' worth of ordinary sectors, so that no mini stream is needed."""
    entries: list[list[object]] = []  # name, kind, left, right, child, start, size
    data: list[bytes] = []

    def place(content: bytes) -> int:
        start = len(data)
        data.extend(content[n : n + SECTOR].ljust(SECTOR, b"\0") for n in range(0, len(content), SECTOR))
        return start

    def add(name: str, kind: int, content: bytes | Tree) -> int:
        number = len(entries)
        entries.append([name, kind, NONE, NONE, NONE, END, 0])
        if isinstance(content, bytes):
            entries[number][5] = place(content.ljust(4096, b"\0")) if content else END
            entries[number][6] = max(len(content), 4096) if content else 0
            return number
        children = [add(child, 2 if isinstance(inner, bytes) else 1, inner) for child, inner in content.items()]
        for before, after in itertools.pairwise(children):
            entries[before][3] = after
        entries[number][4] = children[0] if children else NONE
        return number

    add("Root Entry", 5, tree)
    chains = [(int(str(e[5])), -(-int(str(e[6])) // SECTOR)) for e in entries if e[5] != END]
    while len(entries) % 4:
        entries.append(["", 0, NONE, NONE, NONE, 0, 0])
    directory = b"".join(_entry(*entry) for entry in entries)  # type: ignore[arg-type]  # each entry is what _entry takes
    chains.append((place(directory), len(directory) // SECTOR))
    first_directory = chains[-1][0]
    count = -(-(len(data) + 8) // 127)
    table = [FREE] * (128 * count)
    for start, length in chains:
        for n in range(start, start + length):
            table[n] = n + 1 if n + 1 < start + length else END
    fat = list(range(len(data), len(data) + count))
    for n in fat:
        table[n] = 0xFFFFFFFD
    body = b"".join(data) + struct.pack(f"<{len(table)}I", *table)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, count, first_directory, 0, 4096, END, 0, END, 0)
    return head + struct.pack("<109I", *(fat + [FREE] * (109 - len(fat)))) + body


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(text) + 2 if name else 0, kind, 1, left, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def properties(header: int, fixed: dict[int, bytes], texts: dict[int, str | bytes]) -> Tree:
    """A storage of Outlook properties: ``fixed`` by id as eight bytes, ``texts`` as Unicode or, when bytes, as binary."""
    made: Tree = {}
    table = bytes(header)
    for pid, value in fixed.items():
        table += struct.pack("<HHI", 3 if len(value) == 4 else 0x40, pid, 6) + value.ljust(8, b"\0")
    for pid, text in texts.items():
        kind = 0x102 if isinstance(text, bytes) else 0x1F
        content = text if isinstance(text, bytes) else text.encode("utf-16-le")
        made[f"__substg1.0_{pid:04X}{kind:04X}"] = content
        table += struct.pack("<HHIII", kind, pid, 6, len(content), 0)
    return {"__properties_version1.0": table, **made}
