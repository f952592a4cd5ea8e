"""Comments in header values (RFC 5322 section 3.2.2): words in parentheses that mean nothing to a program.

Clients and servers put time zones and versions there, and spammers what filters should stumble over.
"""

from __future__ import annotations

import re


def without_comments(value: str) -> str:
    """The value with RFC 5322 comments taken out; quoted strings are left alone. Unclosed ones run to the end."""
    if "(" not in value:
        return value
    out: list[str] = []
    depth, quoted, at = 0, False, 0
    for found in re.finditer(r'[()"\\]', value):
        mark, here = found[0], found.start()
        if here < at:
            continue
        if mark == "\\":
            if depth == 0:
                out.append(value[at : here + 2])
            at = here + 2
        elif mark == '"' and depth == 0:
            quoted = not quoted
        elif not quoted and mark == "(":
            if depth == 0:
                out.append(value[at:here])
            depth += 1
        elif not quoted and mark == ")" and depth:
            depth -= 1
            at = here + 1
    if depth == 0:
        out.append(value[at:])
    return "".join(out)
