"""Text from a mail is hostile: whatever leaves for HTML, Markdown, CSV, a terminal or a plot goes through here, and only here.

A subject can hold a script, an escape sequence that repaints the terminal, a formula for the analyst's spreadsheet, or a
right-to-left override that turns ``exe.pdf`` around. Nothing is dropped: what cannot be shown as it is, is named.
What a hostile archive raises where it is read is named here, too (``unpacking``).
"""

from __future__ import annotations

from forensics.safe.cells import cell, csv_line
from forensics.safe.characters import visible, without_surrogates
from forensics.safe.links import defanged, defanged_value
from forensics.safe.markup import html, html_lines, json_text, markdown, plot, terminal
from forensics.safe.masking import Mask

__all__ = [
    "Mask",
    "cell",
    "csv_line",
    "defanged",
    "defanged_value",
    "html",
    "html_lines",
    "json_text",
    "markdown",
    "plot",
    "terminal",
    "visible",
    "without_surrogates",
]
