"""Cells of a table that a spreadsheet will open: nothing in them may become a formula.

Why it matters: a subject such as ``=HYPERLINK("http://...")`` is run by the spreadsheet of whoever opens the analyst's list
(CWE-1236). A leading apostrophe makes it text; the same is done behind characters that another locale takes for separators.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forensics.safe.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST = re.compile("^[\\s\"'`,;|\u3000]*[=+\\-@%|＝＋－＠\u2212]")
_INNER = re.compile('([;,\\t\\n|"]["\' ]{0,3})(?=[=+@＝＋－＠]|-[\\w(])')


def cell(value: object) -> str:
    """One value as the text of a CSV cell, before quoting. Numbers stay numbers; None is the empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    written = str(value)
    acting = written[:1] in ("\t", "\r", "\n", "\x00")
    text = visible(written, lines=True)
    text = _INNER.sub(r"\1'", text)
    return "'" + text if acting or _FIRST.match(text) else text


def csv_line(values: Iterable[object]) -> str:
    """One RFC 4180 line (CRLF at its end), every text cell neutralised and quoted."""
    written = []
    for value in values:
        text = cell(value)
        plain = value is None or isinstance(value, bool | int | float)
        written.append(text if plain else '"' + text.replace('"', '""') + '"')
    return ",".join(written) + "\r\n"
