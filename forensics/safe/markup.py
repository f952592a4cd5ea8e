r"""The ways out: HTML, Markdown, JSON for people, terminals and plots.

Every way makes acting characters visible (``characters``) and breaks links (``links``) before it escapes for its own syntax.
Only JSON keeps the values as they are, since other programs read it: there the same characters become ``\\u202e``-like escapes.
"""

from __future__ import annotations

import json
import re
from html import escape

from forensics.safe.characters import _LINE, visible
from forensics.safe.links import defanged

_MARKDOWN = re.compile(r"[&<>$`|@\\\[\]()*_{}#+\-.!~=:\"'^]")
_ESCAPABLE = set("\\[]()*_{}#+-.!~=:\"'^")


def terminal(text: str, *, lines: bool = False) -> str:
    """For a terminal or a notebook's plain text: nothing in it moves the cursor, colours, or can be clicked."""
    return defanged(visible(text, lines=lines))


def html(text: str) -> str:
    """For HTML text and for attribute values in double quotes. One line: line feeds are named like other controls."""
    return escape(terminal(text), quote=True)


def html_lines(text: str) -> str:
    """For the inside of a ``<pre>``: line feeds and tabs stay."""
    return escape(terminal(text, lines=True), quote=True)


def markdown(text: str) -> str:
    """For Markdown with tables, raw HTML and mathematics switched on, as JupyterLab has them. Always one line."""
    return _MARKDOWN.sub(
        lambda found: "\\" + found[0] if found[0] in _ESCAPABLE else f"&#{ord(found[0])};", terminal(text)
    )


def json_text(value: object, *, indent: int | None = None) -> str:
    """JSON with readable Japanese; what would act in a terminal or break an encoder is escaped, the values are unchanged."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _LINE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    if found[0] == "\n":  # between values: inside a string json.dumps has escaped it
        return found[0]
    data = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[i]:02x}{data[i + 1]:02x}" for i in range(0, len(data), 2))


def plot(text: str, limit: int = 60) -> str:
    """For matplotlib: one short line. Draw it with ``parse_math`` off, or a ``$`` raises."""
    shown = terminal(" ".join(text.split()))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
