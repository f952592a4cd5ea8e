"""Which columns a table shows at a glance, and how wide text is: data and two small functions for fixed-width drawing.

``to_csv``, ``to_json`` and ``to_frame`` always give every column. Width follows UAX #11: a Japanese character takes two cells.
"""

from __future__ import annotations

import unicodedata

GLANCE: dict[str, tuple[str, ...]] = {
    "mails": ("exhibit", "date", "from_address", "subject", "verdict", "origin_ip", "spf", "dkim", "dmarc", "defects"),
    "observables": ("kind", "value", "mails", "first_seen", "last_seen"),
    "sightings": ("kind", "value", "as_written", "exhibit", "where", "context"),
    "iocs": ("kind", "value", "as_written", "where", "context"),
    "findings": ("exhibit", "rule", "answer", "strength", "sentence"),
    "links": ("a", "b", "verdict", "probability", "for_", "against", "unknown"),
    "campaigns": ("campaign", "mails", "first", "last", "why"),
    "answers": ("kind", "value", "service", "status", "asked_at", "facts", "detail"),
    "checklist": ("exhibit", "answer", "question", "sentence"),
    "advice": ("step", "what", "kind", "value"),
    "files": ("exhibit", "source", "size", "form", "problem"),
    "clicks": ("time", "exhibit", "recipient", "client", "user", "request", "sure", "outcome", "doubt", "source"),
}
CODE = {
    "iocs": "iocs",
    "timeline": "case.timeline().table",
    "answers": "case.enrich()",
    "plan": "case.enrich(plan=True)",
}
"""How a table is written in Python where that is not ``case.`` and its name."""
LINK_COLUMNS = frozenset({"value", "as_written", "request"})
"""Columns of indicators: hosts and addresses get bracketed dots, whatever the kind."""
NAMED = frozenset({"verdict", "answer", "certainty"})
"""Columns whose values are a few fixed words: a Japanese reader sees them in Japanese; ``where`` and exports keep the words."""

SHORT = 28
"""Characters up to which a cell in a notebook stays on one line."""


def cell_style(text: str) -> str:
    """The style attribute of a cell: JupyterLab aligns to the right by itself, and breaks dates in two."""
    wrap = "white-space:nowrap" if len(text) <= SHORT else "overflow-wrap:anywhere;min-width:12em"
    return f'style="text-align:left;vertical-align:top;{wrap}"'


def width(text: str) -> int:
    """Cells that the text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def fit(text: str, cells: int) -> str:
    """The text padded or cut to exactly that many cells, ``…`` at the end of what was cut."""
    if width(text) <= cells:
        return text + " " * (cells - width(text))
    kept, taken = [], 0
    for character in text:
        step = width(character)
        if taken + step > cells - 1:
            break
        kept.append(character)
        taken += step
    return "".join(kept) + "…" + " " * (cells - 1 - taken)
