"""A figure as an SVG whose bytes depend on the evidence alone: no date, no random ids, text drawn as shapes; as a PNG for Word."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forensics.views.timeline import Timeline

_HEAD = re.compile(r"^<\?xml[^>]*>\s*<!DOCTYPE[^>]*>\s*", re.DOTALL)
_COMMENT = re.compile(r"[ \t]*<!--.*?-->\n?", re.DOTALL)
_METADATA = re.compile(r"[ \t]*<metadata>.*?</metadata>\n?", re.DOTALL)
DOTS = 200.0
"""Dots an inch of the picture in points, which is what a printer of an office gives."""
_SHEET = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawing), format: "svg", width: 174mm)"""
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def timeline_svg(view: Timeline) -> str:
    """The timeline as SVG; empty when matplotlib or the font is not installed (the report then says so).

    matplotlib repeats each text in a comment beside its shapes: taken out, since it is a mail's text in a place of markup.
    """
    try:
        axes = view.plot()
    except ImportError:
        return ""
    from forensics.views.figure import style

    written = io.StringIO()
    with style():
        axes.figure.savefig(written, format="svg", metadata=NO_METADATA, bbox_inches="tight")
    if (
        "matplotlib.pyplot" in sys.modules
    ):  # in a notebook, which would show the figure below the cell that makes the report
        sys.modules["matplotlib.pyplot"].close(axes.figure)
    return _METADATA.sub("", _COMMENT.sub("", _HEAD.sub("", written.getvalue())))


def png(svg: str) -> bytes:
    """The drawing in dots, 174 mm wide, for a program that takes no vector picture; empty where typst is missing or refuses it."""
    try:
        import typst
    except ImportError:
        return b""
    try:
        drawn: bytes = typst.compile(
            _SHEET, format="png", ppi=DOTS, ignore_system_fonts=True, sys_inputs={"drawing": svg}
        )
    except typst.TypstError:
        return b""
    return drawn
