"""Traits as numbers: 64 bits each, the same on every machine and in every run, worked out once at intake.

Why it matters: a million mails hold some forty million traits. As text they would have to be cut and hashed anew for every question;
as numbers they are read straight into memory. What a number says in letters stands in ``traits.held`` beside it.
"""

from __future__ import annotations

import sys
from array import array
from hashlib import blake2b

from forensics.correlate.kinds import CLAUSES, KINDS

CODES = tuple(KINDS)
PLACE = {code: place for place, code in enumerate(CODES)}
KIND_BITS = 63
"""The lowest six bits of a trait's number are the place of its kind in ``CODES``."""
_LOWEST = 0 if sys.byteorder == "little" else 7
_KINDS = bytes(each & KIND_BITS for each in range(256))
CLAUSE = 63
"""In the lowest bits of a clause's number."""
WIDTH = 8
"""Hexadecimal digits of a clause in ``traits.held``."""


def number_of(line: str) -> int:
    """The 64 bits of one trait: 58 of its BLAKE2b sum (RFC 7693), which nobody can aim at another's, and its kind."""
    summed = blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(summed, "little", signed=True) & ~KIND_BITS | PLACE[line[:2]]


def numbers(held: str) -> tuple[array[int], array[int]]:
    """(traits, clauses) of one row's ``held``, as numbers."""
    traits, clauses = array("q"), array("q")
    for line in held.split("\n"):
        code = line[:2]
        if code == CLAUSES:
            clauses.extend([int(line[n : n + WIDTH], 16) << 6 | CLAUSE for n in range(2, len(line), WIDTH)])
        elif code in PLACE:
            traits.append(number_of(line))
    return traits, clauses


def packed(held: str) -> tuple[bytes, bytes]:
    """(traits, clauses) as the table keeps them: eight bytes each, the lowest first."""
    traits, clauses = numbers(held)
    return _little(traits).tobytes(), _little(clauses).tobytes()


def unpacked(stored: bytes) -> array[int]:
    """What ``packed`` made."""
    found = array("q")
    found.frombytes(stored)
    return _little(found)


def kinds_of(traits: array[int]) -> bytes:
    """The place of each trait's kind in ``CODES``, a byte each; without looking at the numbers one by one."""
    return traits.tobytes()[_LOWEST::8].translate(_KINDS)


def _little(found: array[int]) -> array[int]:
    if sys.byteorder == "big":
        found.byteswap()
    return found
