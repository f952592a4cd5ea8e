"""When things happened, and who says so. A Received line of one's own server is a fact; a Date header is a stranger's claim.

Observed moments are drawn filled, claimed ones hollow, derived ones as diamonds. What has no usable time stands in a lane of
its own: never at a guessed date (mails have come with the year 0000 and with 'yesterday').
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from forensics.views.table import Table
from forensics.views.timescale import utc, window_said
from forensics.views.words import heading, word

if TYPE_CHECKING:
    from forensics.model.event import Event, Window

WAYS = ("mail", "kind")
"""Lanes that any timeline has; a case adds campaign, recipient and source."""
COLUMNS = ("time", "exhibit", "what", "source", "certainty", "label")


class Timeline:
    """The events of a case in order of time, the undated ones last.

    ``groups`` gives further ways to make lanes (see ``timeline_live.Groups``), ``one`` the mail of an exhibit; ``windows``
    are claimed spans of days, drawn as bars beside the facts. ``zone`` is the IANA name of the zone of the drawn axis; the events keep their own.
    """

    def __init__(
        self, events: Iterable[Event], language: str = "en", zone: str = "UTC", groups: Any = None, one: Any = None,
        windows: Iterable[Window] = (),
    ) -> None:  # fmt: skip
        self.events = tuple(sorted(events, key=_order))
        self.language = language
        self.zone = zone
        self._groups, self._one = groups, one
        self.windows = tuple(windows)

    def __len__(self) -> int:
        return len(self.events)

    @property
    def table(self) -> Table:
        """The events as rows: time (ISO 8601 with its own offset), exhibit, what, source, certainty, label."""
        return Table("timeline", COLUMNS, [_row(event) for event in self.events], language=self.language)

    def plot(self, ax: Any = None, by: str = "") -> Any:
        """Draw into ``ax`` (or a new figure) and return the matplotlib axes.

        ``by``: one lane for each ``mail``, ``kind`` of moment, ``campaign``, ``recipient`` or ``source``; without it mails while
        they are few, else kinds.
        """
        from forensics.views import timeline_plot

        groups = self._groups() if self._groups and by not in {"", *WAYS} else {}
        if by not in {"", *WAYS, *groups}:
            raise ValueError(f"no lanes by {by!r}; choose {', '.join((*WAYS, *groups))}")
        return timeline_plot.draw(
            self.events,
            ax,
            language=self.language,
            zone=self.zone,
            windows=self.windows,
            by=by,
            group=groups.get(by),
        )

    def to_frame(self) -> Any:
        """A pandas DataFrame, ``time`` as ISO text: the events' zones differ, and each is evidence."""
        return self.table.to_frame()

    def to_csv(self) -> str:
        """Formula-safe CSV."""
        return self.table.to_csv()

    def to_json(self) -> str:
        """One array of flat objects."""
        return self.table.to_json()

    def describe(self) -> str:
        """The figure in a sentence, for who cannot see it."""
        dated = [event for event in self.events if event.time is not None]
        undated = len(self.events) - len(dated)
        pieces = []
        if dated:
            pieces.append(f"{dated[0].time:%Y-%m-%d %H:%M %z} – {dated[-1].time:%Y-%m-%d %H:%M %z}")
        counts: dict[str, int] = {}
        for event in self.events:
            counts[event.what] = counts.get(event.what, 0) + 1
        pieces += [f"{heading(what, self.language)}: {n}" for what, n in islice(sorted(counts.items()), 8)]
        if undated:
            pieces.append(word("undated count", self.language, n=undated))
        pieces += [window_said(each, self.language) for each in self.windows[:8]]
        return "; ".join(pieces) if pieces else word("no events", self.language)

    def __repr__(self) -> str:
        return repr(self.table)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """The timeline that can be zoomed and clicked, where somebody can; the plain forms come beside it by themselves."""
        from forensics.views import live, timeline_live

        window = timeline_live.Window(self.events, self.language, self.zone, self._groups, self._one, self.windows)
        return live.bundle("timeline", window, self.language)

    def _repr_html_(self) -> str:
        return self.table._repr_html_()


def _order(event: Event) -> tuple[bool, str, str, str, str]:
    if event.time is None:
        return (True, "", event.exhibit, event.what, event.source)
    return (False, utc(event).isoformat(), event.exhibit, event.what, event.source)


def _row(event: Event) -> tuple[Any, ...]:
    time = event.time.isoformat() if event.time is not None else None
    return (time, event.exhibit, event.what, event.source, event.certainty.value, event.label)
