"""International bank account numbers, with or without blanks, told by their check digits.

Why it matters: the account is where the money goes; the bank can stop it. Two letters and some digits stand everywhere, so only
what has its country's length and leaves 1 modulo 97 counts. Source: ISO 13616 (the SWIFT registry), ISO 7064 (mod 97-10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.extract import cues
from forensics.extract.hit import Hit
from forensics.extract.lexica import read
from forensics.extract.view import View

_LENGTHS: dict[str, int] = read("banks")["iban"]
_START = re.compile(r"[A-Z](?<![A-Za-z0-9].)[A-Z][0-9]{2}[ \u00a0\-]?[A-Z0-9]")
_BODY = re.compile(r"[A-Z0-9](?:[ \u00a0\-]?[A-Z0-9]){13,39}+")
_GAPS = re.compile(r"[ \u00a0\-]")


def hits(view: View) -> Iterator[Hit]:
    """IBANs in their electronic form: capital letters and digits, no blanks."""
    if "iban" not in cues.look(view.text).asks:
        return
    text = view.text
    done = 0
    for found in _START.finditer(text):
        start = found.start()
        length = _LENGTHS.get(text[start : start + 2])
        body = _BODY.match(text, start) if length and start >= done else None
        if not body or not length:
            continue
        end = _end(body.group(), length)
        value = _GAPS.sub("", body.group()[:end])
        after = text[start + end : start + end + 1]
        if len(value) == length and not (after.isascii() and after.isalnum()) and is_valid(value):
            done = start + end
            yield Hit(start, done, "iban", value)


def is_valid(value: str) -> bool:
    """Whether the check digits agree (ISO 7064, mod 97-10): letters count 10 to 35, the first four signs move to the end."""
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{5,32}", value):
        return False
    return int("".join(str(int(sign, 36)) for sign in value[4:] + value[:4])) % 97 == 1


def _end(written: str, length: int) -> int:
    """Where ``length`` letters and digits have been read."""
    read_so_far = 0
    for at, sign in enumerate(written, 1):
        read_so_far += sign.isalnum()
        if read_so_far == length:
            return at
    return len(written)
