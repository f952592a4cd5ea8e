"""A comparison as a picture: each reason pushes the balance by its bits, right for one hand, left against.

Why it matters: a probability alone convinces nobody. Who sees which reason carries the weight, and what is not known, can argue
with it. Bits are log2 of a likelihood ratio: +1 makes one hand twice as likely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forensics.views.figure import COLOURS, axes, style, wrapped
from forensics.views.words import word

if TYPE_CHECKING:
    from forensics.model.link import Link, Reason

MOST = 14
"""Reasons that are drawn one by one; the weaker ones are summed up."""
CELLS, LINES = 54, 3
"""Of a reason, beside its bar."""
ROOM = {1: 1.0, 2: 1.15, 3: 1.6}
"""Height of a row by the lines of the longest reason."""


def waterfall(link: Link, language: str = "en", ax: Any = None) -> Any:
    """Draw into ``ax`` (or a new figure) and return the matplotlib axes."""
    reasons = sorted((*link.for_, *link.against), key=lambda reason: (-abs(reason.bits), reason.words))
    drawn, rest = reasons[:MOST], reasons[MOST:]
    steps = [(wrapped(said(reason, language), CELLS, LINES), reason.bits) for reason in drawn]
    if rest:
        steps.append((word("weaker reasons", language, n=len(rest)), sum(reason.bits for reason in rest)))
    unknown = [wrapped(said(reason, language), CELLS, LINES) for reason in link.unknown[:MOST]]
    high = ROOM[max((name.count("\n") + 1 for name in (*(name for name, _ in steps), *unknown)), default=1)]
    total = sum(bits for _, bits in steps)
    with style():
        ax = axes(round((len(steps) + len(unknown) + 1) * high)) if ax is None else ax
        place = 0.0
        for row, (_, bits) in enumerate(steps):
            ax.barh(row, bits, left=place, color=COLOURS[0 if bits >= 0 else 1], height=0.6)
            ax.annotate(
                f"{bits:+.1f}", (place + max(bits, 0), row), xytext=(4, 0), textcoords="offset points", va="center"
            )
            place += bits
            ax.plot([place, place], [row - 0.3, row + 1.3], color="#777777", linewidth=0.8)
        ax.barh(len(steps), total, color="#444444", height=0.6)
        ax.annotate(
            f"{total:+.1f}", (max(total, 0), len(steps)), xytext=(4, 0), textcoords="offset points", va="center"
        )
        for row in range(len(unknown)):
            ax.annotate(
                "?", (0, len(steps) + 1 + row), xytext=(4, 0), textcoords="offset points", va="center", color="#777777"
            )
        names = [*(name for name, _ in steps), word("together", language), *unknown]
        ax.set_yticks(range(len(names)), names, fontsize=8)
        ax.set_ylim(len(names) - 0.5, -0.6)
        ax.margins(x=0.12)
        ax.axvline(0, color="black", linewidth=0.8)
        ax.set_xlabel(word("bits", language))
        ax.set_title(headline(link, language), loc="left", fontsize=10)
        for side in ("top", "right", "left"):
            ax.spines[side].set_visible(False)
        ax.tick_params(axis="y", length=0)
    return ax


def headline(link: Link, language: str) -> str:
    """``M-0001 – M-0002: inconclusive``."""
    chance = "" if link.probability is None else f" (p = {link.probability:.2f})"
    return f"{link.a} – {link.b}: {word(link.verdict.value, language)}{chance}"


def said(reason: Reason, language: str) -> str:
    """The reason's sentence; hostile text."""
    return reason.words_ja if language == "ja" and reason.words_ja else reason.words


def described(link: Link, language: str = "en") -> str:
    """The picture in words, for who cannot see it."""
    parts = [f"{said(reason, language)} ({reason.bits:+.1f})" for reason in (*link.for_, *link.against)]
    return " ".join([headline(link, language) + ".", *parts, *(f"{said(r, language)} (?)" for r in link.unknown)])
