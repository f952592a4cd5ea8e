r"""Drawing text from mails with matplotlib: fonts that hold Japanese, and nothing that is read as mathematics.

matplotlib draws boxes for Japanese without a font that has it, and raises on a subject such as ``$\\frac{1$``. Characters that
neither font has are named (``⟨U+1F600⟩``), so that no figure shows an empty box and no warning is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from forensics import safe
from forensics.views.columns import fit, width

# Okabe and Ito's colours: told apart by readers with any kind of colour blindness, and in grey by their lightness.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_PIECE = re.compile(r"[!-~]+ ?|.", re.DOTALL)
"""What a line is not broken in: a word, or one letter of a script without spaces."""
SALT = "forensics"
"""Element ids of an SVG are made from this, not from chance: same evidence, same bytes."""


@cache
def fonts() -> tuple[str, ...]:
    """Families in the order in which a glyph is looked for; registers the Japanese one with matplotlib."""
    import noto_cjk_sans_jp_regular
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(noto_cjk_sans_jp_regular.FONT_PATH))
    name = font_manager.FontProperties(fname=str(noto_cjk_sans_jp_regular.FONT_PATH)).get_name()
    return ("DejaVu Sans", name)


@cache
def _characters() -> frozenset[int]:
    """Code points that the fonts can draw."""
    from matplotlib import font_manager, ft2font

    found: set[int] = set()
    for family in fonts():
        path = Path(font_manager.findfont(family, fallback_to_default=False))
        found |= ft2font.FT2Font(str(path)).get_charmap().keys()
    return frozenset(found)


def drawable(text: str, limit: int = 60) -> str:
    """One short line that the fonts can draw in full."""
    known = _characters()
    return safe.plot("".join(c if ord(c) in known or ord(c) < 0x20 else f"⟨U+{ord(c):04X}⟩" for c in text), limit)


def wrapped(text: str, cells: int, most: int) -> str:
    """At most that many lines that the fonts can draw, each of at most that many cells (a Japanese letter takes two)."""
    lines, line = [], ""
    for piece in _PIECE.findall(drawable(text, 2 * cells * most)):
        if line and width(line + piece.rstrip()) > cells:
            lines.append(line.rstrip())
            line = ""
        line += piece if line or not piece.isspace() else ""
    lines.append(line.rstrip())
    kept = [fit(each, cells).rstrip() for each in lines[:most]]
    return "\n".join(kept) if len(lines) <= most else "\n".join([*kept[:-1], fit(f"{kept[-1]}…", cells).rstrip()])


@contextmanager
def style() -> Iterator[None]:
    """Matplotlib's settings for one figure; the caller's own come back afterwards."""
    import matplotlib as mpl

    settings: Any = {
        "font.family": list(fonts()),
        "font.size": 9,
        "text.parse_math": False,
        "text.usetex": False,
        "svg.hashsalt": SALT,
        "svg.fonttype": "path",
        "axes.unicode_minus": False,
        "figure.dpi": 100,
        "savefig.dpi": 150,
    }
    with mpl.rc_context(settings):
        yield
        interactive = mpl.is_interactive()
    # a notebook's first figure turns this on, once; taken back with the rest, it would leave every later figure undrawn
    mpl.interactive(interactive)


def axes(rows: int) -> Any:
    """New axes; through pyplot in a notebook, so that the figure is shown there, else a figure of its own."""
    import matplotlib as mpl

    size = (10, 1.8 + 0.33 * max(rows, 3))
    if "inline" in str(mpl.get_backend()).lower():
        import matplotlib.pyplot as plt

        return plt.subplots(figsize=size, layout="constrained")[1]
    from matplotlib.figure import Figure

    return Figure(figsize=size, layout="constrained").subplots()
