"""Plain text in the dress ``format=flowed`` (RFC 3676) -> the lines that its writer wrote.

Apple Mail and Thunderbird cut long lines by a blank and a line end, which the reader's program puts together again; with
``delsp=yes``, usual for Japanese, the blank goes as well. Left as they lie, the cuts go through links and words.
"""

from __future__ import annotations

from collections.abc import Mapping

SIGNATURE = "-- "
"""The line above a signature: its blank joins nothing (section 4.3)."""


_ODD = frozenset(" >")


def is_flowed(parameters: Mapping[str, str]) -> bool:
    """Whether a part's Content-Type says so."""
    return parameters.get("format", "").strip().lower() == "flowed"


def unflowed(text: str, parameters: Mapping[str, str]) -> str:
    """The text with soft line ends undone and stuffed blanks taken out; quotation marks stay, once for each line."""
    drop = parameters.get("delsp", "").strip().lower() == "yes"
    lines: list[str] = []
    open_at = -1
    """Depth of quotation of the line that waits for its rest; -1 when none does."""
    pieces: list[str] = []
    for line in text.split("\n"):
        if open_at < 0 and line[-1:] != " " and line[:1] not in _ODD:
            lines.append(line)  # as most do
            continue
        rest = line.lstrip(">")
        depth = len(line) - len(rest)
        words = rest[1:] if rest[:1] == " " else rest
        soft = words[-1:] == " " and words != SIGNATURE
        if depth != open_at or words == SIGNATURE:
            if open_at >= 0:
                lines.append("".join(pieces))
            pieces = [line[: len(line) - len(words)]] if depth else []
        pieces.append(words[:-1] if soft and drop else words)
        if soft:
            open_at = depth
        else:
            lines.append("".join(pieces))
            pieces, open_at = [], -1
    if open_at >= 0:
        lines.append("".join(pieces))
    return "\n".join(lines)
