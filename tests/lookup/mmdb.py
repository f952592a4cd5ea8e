"""A small MMDB file (MaxMind's format 2.0) made by hand: IPv4 networks and the facts of each."""

from __future__ import annotations

import ipaddress
import struct

MARKER = b"\xab\xcd\xefMaxMind.com"


def _control(kind: int, size: int) -> bytes:
    """A control byte; sizes of these files stay below 285."""
    small, rest = (size, b"") if size < 29 else (29, bytes([size - 29]))
    return (bytes([kind << 5 | small]) if kind < 8 else bytes([small, kind - 7])) + rest


def packed(value) -> bytes:
    """A value in the data section's encoding."""
    if isinstance(value, str):
        raw = value.encode()
        return _control(2, len(raw)) + raw
    if isinstance(value, dict):
        return _control(7, len(value)) + b"".join(packed(name) + packed(each) for name, each in value.items())
    if isinstance(value, list):
        return _control(11, len(value)) + b"".join(packed(each) for each in value)
    kind, number = value if isinstance(value, tuple) else (6, value)
    raw = struct.pack(">Q", number).lstrip(b"\0")
    return _control(kind, len(raw)) + raw


def database(networks: dict[str, dict[str, object]], kind: str, built: int) -> bytes:
    """The file."""
    data, places = b"", {}
    for network, facts in networks.items():
        places[network] = len(data)
        data += packed(facts)
    nodes: list[list[int | str | None]] = [[None, None]]
    for network in networks:
        told = ipaddress.ip_network(network)
        at, bits = 0, f"{int(told[0]):032b}"[: told.prefixlen]
        for bit in bits[:-1]:
            if nodes[at][int(bit)] is None:
                nodes.append([None, None])
                nodes[at][int(bit)] = len(nodes) - 1
            at = int(nodes[at][int(bit)] or 0)
        nodes[at][int(bits[-1])] = network
    count = len(nodes)

    def record(value: int | str | None) -> bytes:
        number = count if value is None else count + 16 + places[value] if isinstance(value, str) else value
        return struct.pack(">I", number)[1:]

    tree = b"".join(record(left) + record(right) for left, right in nodes)
    short, long = 5, 9  # numbers of 16 and of 64 bits; those without a word have 32
    about = {
        "node_count": count, "record_size": (short, 24), "ip_version": (short, 4), "database_type": kind, "languages": ["en"],
        "binary_format_major_version": (short, 2), "binary_format_minor_version": (short, 0), "build_epoch": (long, built),
        "description": {"en": "made up"},
    }  # fmt: skip
    return tree + b"\0" * 16 + data + MARKER + packed(about)
