"""Drawing the timeline: one lane a mail while they can be read; when there are many, how many moments of each kind there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from forensics.model.event import Certainty
from forensics.views.figure import COLOURS, axes, drawable, style
from forensics.views.timescale import counted, ends, grouped, lane, lanes, shifted, skews, span, utc
from forensics.views.words import heading, word

if TYPE_CHECKING:
    from forensics.model.event import Event, Window

DENSE = 2_000
"""Events from which their number over time is drawn instead of each one."""
BINS = 240
BELOW = 0.55
"""Inches from the axis down to the legend: room for the dates and the name of the axis."""
EDGE_NOTES = 5
BAR: dict[str, Any] = {
    "facecolor": "#F5D5BC",
    "edgecolor": "#D55E00",
    "hatch": "////",
    "linestyle": "dashed",
    "linewidth": 1,
}
SKEW: dict[str, Any] = {"linestyle": "dotted", "color": "#D55E00", "linewidth": 1.6}
LONG = timedelta(days=1500)
SHORT = timedelta(days=3)
LOOK: dict[Certainty, dict[str, Any]] = {
    Certainty.CLAIMED: {"marker": "o", "fillstyle": "none", "markersize": 10, "markeredgewidth": 1.4},
    Certainty.DERIVED: {"marker": "D", "fillstyle": "full", "markersize": 5},
    Certainty.OBSERVED: {"marker": "o", "fillstyle": "full", "markersize": 5},
}
"""Drawn in this order: a claim is a ring around the fact where the two agree."""


def draw(
    events: Sequence[Event],
    ax: Any,
    *,
    language: str,
    zone: str,
    windows: Sequence[Window] = (),
    by: str = "",
    group: Mapping[str, str] | None = None,
) -> Any:
    """The axes, drawn; new ones when ``ax`` is None. ``group``: exhibit -> title of its lane; else ``by`` is mail or kind."""
    dated = [event for event in events if event.time is not None]
    undated = [event for event in events if event.time is None]
    windows = windows[:DENSE]
    rows, titles = lanes(events, language, by) if group is None else grouped(events, windows, group, language)
    if windows and not any(each.exhibit in rows for each in windows):
        rows["windows"] = len(titles)
        titles.append(word("infection window", language))
    kinds = sorted({event.what for event in events})
    colour = {what: COLOURS[n % len(COLOURS)] for n, what in enumerate(kinds)}
    names = [drawable(title, 36) for title in titles] + ([word("undated", language)] if undated else [])
    with style():
        ax = axes(len(names)) if ax is None else ax
        early, late = (datetime(2000, 1, 1, tzinfo=UTC),) * 2
        if dated:
            late = span(dated)[1]
            early, late = span(dated, [moment for each in windows for moment in ends(each, zone, late)])
            _windows(ax, windows, rows, (early, late), zone)
        if len(dated) > DENSE:
            _density(ax, dated, rows, colour, (early, late))
        else:
            _skews(ax, dated, rows, (early, late), language)
            _marks(ax, dated, rows, colour, (early, late))
        if undated:
            _undated(ax, undated, len(titles), colour, language)
        ax.set_ylim(len(names) - 0.5, -0.6)
        ax.set_yticks(range(len(names)), names)
        ax.set_xlim(*_margins(early, late))
        _scale(ax, late - early, zone, empty=not dated)
        ax.set_xlabel(word("time axis", language, zone=zone) if dated else word("no events", language))
        ax.grid(axis="x", linewidth=0.5, color="#cccccc")
        ax.set_axisbelow(True)
        for side in ("top", "right", "left"):
            ax.spines[side].set_visible(False)
        ax.tick_params(axis="y", length=0)
        _legend(ax, events, colour, language, windows=bool(windows and dated))
    return ax


def _windows(
    ax: Any, windows: Sequence[Window], rows: dict[str, int], edges: tuple[datetime, datetime], zone: str
) -> None:
    """Claimed days as hatched bars with a dashed edge, behind the facts; what leaves the picture is cut at its edge."""
    early, late = edges
    for each in windows:
        row = rows.get(each.exhibit, rows.get("windows"))
        begin, end = ends(each, zone, late)
        if row is not None and begin < late and end > early:
            begin, end = max(begin, early), min(end, late)
            ax.barh(row, end - begin, left=begin, height=0.5, zorder=0.5, **BAR)


def _skews(
    ax: Any, dated: Sequence[Event], rows: dict[str, int], edges: tuple[datetime, datetime], language: str
) -> None:
    """A dotted line from a Date header to the arrival, where the two are far apart."""
    early, late = edges
    said = drawable(word("skewed", language), 40)
    for claimed, seen, _ in skews(dated, language):
        row = lane(claimed, rows)
        if row == lane(seen, rows):
            moments = [min(max(utc(event), early), late) for event in (claimed, seen)]
            ax.plot(moments, [row, row], label=said, zorder=1, **SKEW)


def _marks(
    ax: Any, dated: Sequence[Event], rows: dict[str, int], colour: dict[str, str], edges: tuple[datetime, datetime]
) -> None:
    early, late = edges
    for certainty, look in LOOK.items():
        for what, tint in colour.items():
            group = [event for event in dated if event.certainty is certainty and event.what == what]
            moments = [min(max(utc(event), early), late) for event in group]
            ax.plot(moments, [lane(e, rows) for e in group], linestyle="none", color=tint, clip_on=False, **look)
    outside = [event for event in dated if not early <= utc(event) <= late]
    for event in outside[:EDGE_NOTES]:
        left = utc(event) < early
        day = f"{utc(event):%Y-%m-%d}"
        ax.annotate(
            f"← {day}" if left else f"{day} →",
            (early if left else late, lane(event, rows)),
            xytext=(9 if left else -9, -3),
            textcoords="offset points",
            ha="left" if left else "right",
            fontsize=8,
        )


def _density(
    ax: Any, dated: Sequence[Event], rows: dict[str, int], colour: dict[str, str], edges: tuple[datetime, datetime]
) -> None:
    early, late = edges
    steps = [early + (late - early) * n / BINS for n in range(BINS + 1)]
    held: dict[tuple[int, str], list[datetime]] = {}
    for event in dated:
        held.setdefault((lane(event, rows), event.what), []).append(utc(event))
    counts = {key: counted(moments, early, late, BINS) for key, moments in held.items()}
    tops: dict[int, int] = {}
    for (row, _), bars in counts.items():
        tops[row] = max(tops.get(row, 0), *bars)
    for (row, what), bars in sorted(counts.items()):
        heights = [row + 0.4 - 0.8 * n / tops[row] for n in bars]
        ax.stairs(heights, steps, baseline=row + 0.4, fill=True, color=colour[what], alpha=0.8)


def _undated(ax: Any, events: Sequence[Event], row: int, colour: dict[str, str], language: str) -> None:
    """The lane below: no scale, events side by side in the order of their exhibits."""
    from matplotlib.transforms import blended_transform_factory

    place = blended_transform_factory(ax.transAxes, ax.transData)
    ax.axhspan(row - 0.5, row + 0.5, color="#eeeeee", zorder=0)
    step = 0.8 / max(len(events), 24)
    for n, event in enumerate(events[:DENSE]):
        at = [0.02 + n * step]
        look = LOOK[event.certainty]
        (mark,) = ax.plot(at, [row], transform=place, linestyle="none", color=colour[event.what], **look)
        mark.set_in_layout(False)
    said = word("undated count", language, n=f"{len(events):,}")
    note = ax.text(0.99, row, said, transform=place, ha="right", va="center", fontsize=8)
    note.set_in_layout(False)  # it stands inside the lane; measured, it would push the legend away


def _margins(early: datetime, late: datetime) -> tuple[datetime, datetime]:
    room = max((late - early) * 0.03, timedelta(minutes=30))
    return shifted(early, -room), shifted(late, room)


def _scale(ax: Any, length: timedelta, zone: str, *, empty: bool) -> None:
    import matplotlib.dates as mdates

    if empty:
        ax.set_xticks([])
        return
    dates: Any = mdates  # its stubs leave half of it untyped
    locator = dates.AutoDateLocator(tz=ZoneInfo(zone), minticks=3, maxticks=8)
    form = "%Y-%m" if length > LONG else "%m-%d %H:%M" if length < SHORT else "%Y-%m-%d"
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(dates.DateFormatter(form, tz=ZoneInfo(zone)))


def _legend(ax: Any, events: Sequence[Event], colour: dict[str, str], language: str, *, windows: bool) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch
    from matplotlib.transforms import ScaledTranslation

    handles: list[Any] = [
        Line2D([], [], linestyle="none", marker="s", color=tint, label=drawable(heading(what, language), 40))
        for what, tint in colour.items()
    ]
    handles += [
        Line2D([], [], linestyle="none", color="#444444", label=word(certainty.value, language), **look)
        for certainty, look in LOOK.items()
        if any(event.certainty is certainty for event in events)
    ]
    skewed = [line for line in ax.get_lines() if line.get_label() == drawable(word("skewed", language), 40)]
    handles += skewed[:1]
    if windows:
        handles.append(Patch(label=drawable(word("infection window", language), 40), **BAR))
    if handles:
        below = ax.transAxes + ScaledTranslation(0, -BELOW, ax.figure.dpi_scale_trans)
        place = {"loc": "upper left", "bbox_to_anchor": (0, 0), "bbox_transform": below, "borderaxespad": 0}
        ax.legend(handles=handles, ncols=3, frameon=False, fontsize=8, **place)
