"""The way of a mail as a ladder: the reader's server on top, below it who handed the mail over, and who vouches for which line.

Why it matters: every server writes its line on top (RFC 5321 section 4.4). What own servers wrote is drawn with a solid edge; below
the point where the mail came in from outside everything is a stranger's word and has a dashed one: edge and word, not colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from forensics import safe

OWN, ASSUMED, CLAIM = "own", "assumed", "claim"
EDGE = {OWN: "solid #0072B2", ASSUMED: "solid #56B4E9", CLAIM: "dashed #D55E00"}


@dataclass(frozen=True, slots=True)
class Rung:
    """One Received line. Everything in it is hostile text."""

    server: str
    """Who wrote the line."""
    time: str
    trust: str
    """``own``, ``assumed`` or ``claim``; empty where nobody has judged it."""
    said: str
    """The same for a reader."""
    came: str
    """From whom the mail came, by which protocol."""
    delay: str
    """Since the line below; empty where that cannot be told."""
    entry: str = ""
    """Set where the mail came in from outside: what that means, for a reader."""
    odd: str = ""
    """What is odd about the time or the way."""


def to_html(rungs: tuple[Rung, ...]) -> str:
    """The ladder as inert HTML."""
    return "".join(_rung(rung) for rung in rungs)


def _rung(rung: Rung) -> str:
    said = f" <span>({safe.html(rung.said)})</span>" if rung.said else ""
    mark = f'<div style="margin:.2em 0;font-weight:bold">⇧ {safe.html(rung.entry)}</div>' if rung.entry else ""
    odd = f'<div style="font-weight:bold">⚠ {safe.html(rung.odd)}</div>' if rung.odd else ""
    edge = EDGE.get(rung.trust, "solid #777777")
    return (
        f'<div style="border-left:6px {edge};padding:.1em .7em">'
        f"<div><b>{safe.html(rung.server or '-')}</b>{said} {safe.html(rung.time)}</div>{odd}"
        f'<div style="opacity:.85;padding-left:1.2em">↑ {safe.html(rung.delay)} {safe.html(rung.came)}</div></div>{mark}'
    )


def to_data(rungs: tuple[Rung, ...]) -> list[dict[str, str]]:
    """The ladder as text that may be shown as it is."""
    return [
        {name: safe.terminal(getattr(rung, name)) for name in Rung.__dataclass_fields__ if name != "trust"}
        | {"trust": rung.trust}
        for rung in rungs
    ]
