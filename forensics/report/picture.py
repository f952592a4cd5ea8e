"""A figure as an SVG whose bytes depend on the evidence alone: no date, no random ids, text drawn as shapes."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forensics.views.timeline import Timeline

_HEAD = re.compile(r"^<\?xml[^>]*>\s*<!DOCTYPE[^>]*>\s*", re.DOTALL)
_COMMENT = re.compile(r"[ \t]*<!--.*?-->\n?", re.DOTALL)
_METADATA = re.compile(r"[ \t]*<metadata>.*?</metadata>\n?", re.DOTALL)
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
    return _METADATA.sub("", _COMMENT.sub("", _HEAD.sub("", written.getvalue())))
