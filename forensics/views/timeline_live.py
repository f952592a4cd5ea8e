"""The timeline that answers: which moments lie in a window, lane by lane; where they are too many, how many there are.

However many mails a case has, what goes to the browser is a few thousand marks or counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from forensics import safe
from forensics.views.figure import COLOURS
from forensics.views.opening import opening
from forensics.views.ticks import ticks
from forensics.views.timescale import ends, natural, shifted, skews, span, utc, window_said
from forensics.views.wording import place
from forensics.views.words import heading, word

if TYPE_CHECKING:
    from forensics.model.event import Event
    from forensics.model.event import Window as Claim

Groups = Callable[[], Mapping[str, Mapping[str, str]]]
"""Further ways to make lanes: ``campaign``, ``recipient``, ``source`` -> exhibit -> the lane's title."""
MARKS = 1500
"""Moments in a window up to which each one is drawn."""
BINS = 160
MOST_LANES = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(milliseconds=1)


class Window:
    """A timeline while somebody looks at it. Times are milliseconds since 1970 in UTC, as browsers count."""

    def __init__(
        self,
        events: tuple[Event, ...],
        language: str,
        zone: str,
        groups: Groups | None = None,
        one: Callable[[str], object] | None = None,
        windows: tuple[Claim, ...] = (),
    ) -> None:
        self._dated = sorted((event for event in events if event.time is not None), key=utc)
        self._moments = [_ms(utc(event)) for event in self._dated]
        self._undated = [event for event in events if event.time is None]
        self._language, self._zone = language, zone
        self._one = one
        self._windows = windows[:MARKS]
        self._groups = groups
        self._kinds = sorted({event.what for event in events})
        self._mails = len({event.exhibit for event in events})
        self._subjects = {event.exhibit: event.label for event in events if event.label and event.what == "date header"}

    def __call__(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """The answer to a question of the browser."""
        if asked.get("ask") == "window":
            return self._window(float(asked["from"]), float(asked["to"]), str(asked.get("by") or "mail"))
        if asked.get("ask") == "open":
            if self._one is None:
                raise LookupError("this timeline belongs to no case: there is no mail to open")
            return opening(self._one(str(asked["exhibit"])), self._language)
        return self._opening()

    def _opening(self) -> dict[str, Any]:
        early, late = span(self._dated) if self._dated else (_EPOCH, _EPOCH)
        if self._dated:
            early, late = span(self._dated, [at for each in self._windows for at in ends(each, self._zone, late)])
        room = max((late - early) * 0.03, timedelta(minutes=30))
        ways = ["mail", "kind", *(self._lanes() if self._groups else ())]
        return {
            "from": _ms(early - room),
            "to": _ms(late + room),
            "by": "mail" if self._mails <= MOST_LANES else "kind",
            "ways": [[way, word(f"by {way}", self._language)] for way in ways],
            "kinds": [[heading(what, self._language), COLOURS[n % len(COLOURS)]] for n, what in enumerate(self._kinds)],
            "claims": word("infection window", self._language) if self._windows else "",
            "zone": word("time axis", self._language, zone=self._zone),
            "opens": self._one is not None,
            "empty": "" if self._dated or self._undated else word("no events", self._language),
        }

    def _lanes(self) -> Mapping[str, Mapping[str, str]]:
        return self._groups() if self._groups else {}

    def _window(self, early: float, late: float, by: str) -> dict[str, Any]:
        start, end = bisect_left(self._moments, early), bisect_right(self._moments, late)
        inside = self._dated[start:end]
        claims = [(each, begin, end) for each, begin, end in self._claims() if begin < late and end > early]
        titled, lane = self._laned(inside, by, [each for each, _, _ in claims])
        undated = [self._mark(event, None) for event in self._undated[:MARKS]]
        told: dict[str, Any] = {
            "lanes": [safe.terminal(title) for title in titled],
            "marks": [],
            "bins": [],
            "skews": [],
            "windows": [
                [lane(each), begin, end, safe.terminal(window_said(each, self._language))]
                for each, begin, end in claims
            ],
            "undated": undated,
            "undated count": word("undated count", self._language, n=f"{len(self._undated):,}"),
            "ticks": self._ticks(early, late),
            "shown": word("moments", self._language, n=f"{len(inside):,}"),
        }
        if len(inside) <= MARKS:
            told["marks"] = [self._mark(event, lane(event)) for event in inside]
            told["skews"] = [
                [lane(claimed), _ms(utc(claimed)), _ms(utc(seen)), said]
                for claimed, seen, said in skews(inside, self._language)
                if lane(claimed) == lane(seen)
            ]
        else:
            counts = [[[0] * BINS for _ in self._kinds] for _ in titled]
            kinds = {what: n for n, what in enumerate(self._kinds)}
            width = max(late - early, 1.0) / BINS
            for event, moment in zip(inside, self._moments[start:end], strict=True):
                counts[lane(event)][kinds[event.what]][min(int((moment - early) / width), BINS - 1)] += 1
            told["bins"] = counts
        return told

    def _claims(self) -> list[tuple[Claim, float, float]]:
        late = utc(self._dated[-1]) if self._dated else _EPOCH
        spans = [(each, *ends(each, self._zone, late)) for each in self._windows]
        return [(each, _ms(begin), _ms(end)) for each, begin, end in spans]

    def _laned(
        self, inside: list[Event], by: str, claims: list[Claim]
    ) -> tuple[list[str], Callable[[Event | Claim], int]]:
        """Titles of the lanes, and the lane of an event; the lanes beyond the limit are one."""
        if by == "kind":
            keys = {what: n for n, what in enumerate([*self._kinds, *sorted({each.what for each in claims})])}
            return [heading(what, self._language) for what in keys], lambda event: keys[event.what]
        group = self._lanes().get(by)
        name: Callable[[Event | Claim], str] = (
            (lambda event: event.exhibit)
            if group is None
            else (lambda event: group.get(event.exhibit) or word("no lane", self._language))
        )
        counts: dict[str, int] = {}
        for key in (*map(name, inside), *map(name, claims)):
            counts[key] = counts.get(key, 0) + 1
        kept = sorted(counts, key=lambda key: (-counts[key], len(key), key))[:MOST_LANES]
        titles = sorted(kept, key=natural)
        rows = {title: n for n, title in enumerate(titles)}
        if len(counts) > len(titles):
            titles.append(word("other lanes", self._language, n=f"{len(counts) - len(kept):,}"))
        if by == "mail":
            titles = [f"{title} {self._subjects.get(title, '')}".rstrip() for title in titles]
        return titles, lambda event: rows.get(name(event), len(titles) - 1)

    def _mark(self, event: Event, lane: int | None) -> list[Any]:
        said = [event.exhibit, heading(event.what, self._language), event.time.isoformat(sep=" ") if event.time else ""]
        where = place(event.source, self._language)
        said += [event.label, f"({where}; {word(event.certainty.value, self._language)})"]
        text = safe.terminal(" · ".join(piece for piece in said if piece)[:300])
        moment = _ms(utc(event)) if event.time is not None else None
        return [lane, moment, self._kinds.index(event.what), event.certainty.value, event.exhibit, text]

    def _ticks(self, early: float, late: float) -> list[list[Any]]:
        """Some round moments on the axis, written in the zone of the case."""
        begin, end = (shifted(_EPOCH, _STEP * at) for at in (early, late))
        return [[_ms(moment), said] for moment, said in ticks(begin, end, ZoneInfo(self._zone))]


def _ms(moment: datetime) -> float:
    return (moment - _EPOCH) / _STEP
