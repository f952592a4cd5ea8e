"""Mails and what they share: mails on the left, values on the right, a line says 'this mail carries that value'.

Why it matters: a campaign is believed when one sees by what it hangs together, and where only one thin thread holds it. Two
columns rather than a cloud: every label can be read, and the same case gives the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from forensics.views.figure import COLOURS, axes, drawable, style
from forensics.views.wording import shared_value
from forensics.views.words import label, word

if TYPE_CHECKING:
    from forensics.model.link import Campaign, Link, Reason

MOST_MAILS = 60
MOST_VALUES = 24
LETTERS = 48
CIRCUMSTANCES = frozenset({"recipient", "date"})
"""What mails share without coming from one hand."""


class Graph:
    """The net of a case. ``edges`` are (exhibit, trait, value, bits)."""

    def __init__(self, links: Sequence[Link], campaigns: Sequence[Campaign], language: str = "en") -> None:
        self.language = language
        self.campaigns = tuple(campaigns)
        members = {mail: number for number, each in enumerate(campaigns) for mail in each.mails}
        sharing = {end for link in links if any(map(_is_drawn, link.for_)) for end in (link.a, link.b)}
        named = sorted({*members, *sharing}, key=lambda m: (len(m), m))
        self.left_out = max(0, len(named) - MOST_MAILS)
        self.mails = {mail: members.get(mail) for mail in named[:MOST_MAILS]}
        held: dict[tuple[str, str], dict[str, float]] = {}
        for link in links:
            for reason in link.for_:
                if not _is_drawn(reason):
                    continue
                for end in (link.a, link.b):
                    if end in self.mails:
                        at = held.setdefault((reason.trait, reason.value), {})
                        at[end] = max(at.get(end, 0.0), reason.bits)
        ranked = sorted(held.items(), key=lambda item: (-max(item[1].values()) * len(item[1]), item[0]))[:MOST_VALUES]
        self.values = tuple(key for key, _ in ranked)
        self.edges = tuple((mail, *key, bits) for key, at in ranked for mail, bits in sorted(at.items()))

    def plot(self, ax: Any = None) -> Any:
        """Draw into ``ax`` (or a new figure) and return the matplotlib axes."""
        mails = sorted(self.mails, key=lambda mail: (self.mails[mail] is None, self.mails[mail] or 0, len(mail), mail))
        left = {mail: _row(n, len(mails), len(self.values)) for n, mail in enumerate(mails)}
        held = {key: [left[mail] for mail, *ours, _ in self.edges if tuple(ours) == key] for key in self.values}
        # a value stands beside the middle of its mails, so that lines cross as little as they can
        values = sorted(self.values, key=lambda key: (sum(held[key]) / len(held[key]), key))
        right = {key: _row(n, len(values), len(mails)) for n, key in enumerate(values)}
        with style():
            ax = axes(max(len(mails), len(values), 3)) if ax is None else ax
            ax.set_axis_off()
            if not mails:
                ax.text(0.5, 0.5, word("empty", self.language), ha="center", transform=ax.transAxes)
                return ax
            for mail, trait, value, bits in self.edges:
                ends = [left[mail], right[trait, value]]
                ax.plot([0, 1], ends, color=self._tint(mail), linewidth=0.6 + min(bits, 20) / 8, alpha=0.6, zorder=1)
            for mail, campaign in self.mails.items():
                ax.plot(0, left[mail], "o", markersize=11, color=self._tint(mail), zorder=2, clip_on=False)
                text = mail if campaign is None else f"{self.campaigns[campaign].name}  {mail}"
                _beside(ax, (0, left[mail]), text, "right")
            for (trait, value), row in right.items():
                ax.plot(1, row, "s", markersize=7, color="black", zorder=2, clip_on=False)
                _beside(
                    ax,
                    (1, row),
                    drawable(f"{label(trait, self.language)}: {shared_value(value, self.language)}", LETTERS),
                    "left",
                )
            ax.set_xlim(0, 1)
            ax.set_ylim(max(len(mails), len(values)) - 0.4, -0.6)
            if self.left_out:
                ax.set_title(word("left out", self.language, n=f"{self.left_out:,}"), loc="left", fontsize=9)
        return ax

    def _tint(self, mail: str) -> str:
        campaign = self.mails[mail]
        return "#777777" if campaign is None else COLOURS[campaign % len(COLOURS)]

    def describe(self) -> str:
        """The picture in words, for who cannot see it."""
        parts = [f"{each.name}: {', '.join(each.mails)}" for each in self.campaigns]
        return "; ".join(parts) or word("empty", self.language)

    def __repr__(self) -> str:
        return self.describe()


def _is_drawn(reason: Reason) -> bool:
    return bool(reason.value) and reason.trait not in CIRCUMSTANCES


def _row(n: int, ours: int, theirs: int) -> float:
    """The height of the n-th of its column: the shorter column is spread over the longer one."""
    return (n + 0.5) * max(ours, theirs) / max(ours, 1) - 0.5


def _beside(ax: Any, place: tuple[float, float], text: str, side: str) -> None:
    away = 10 if side == "left" else -10
    ax.annotate(text, place, xytext=(away, 0), textcoords="offset points", ha=side, va="center", annotation_clip=False)
