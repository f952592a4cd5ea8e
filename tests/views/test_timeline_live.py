"""A timeline that answers sends marks while they are few and counts when they are many."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from forensics import sample_case
from forensics.model.event import Certainty, Event
from forensics.views.timeline_live import Window
from tests.pace import took

START = datetime(2026, 3, 1, tzinfo=UTC)


def many(count):
    return tuple(
        Event(
            START + timedelta(minutes=n),
            f"M-{n:06d}",
            "received",
            "received 0",
            Certainty.OBSERVED,
            "$\\frac{1$\u202e\ud800",
        )
        for n in range(count)
    )


def test_a_hundred_thousand_moments_are_counted_and_none_is_lost():
    window = Window(many(100_000), "en", "Asia/Tokyo")
    start = window({"ask": "opening"})
    assert start["by"] == "kind"
    asked = {"ask": "window", "from": start["from"], "to": start["to"], "by": "kind"}
    told = window(asked)
    assert took(lambda: window(asked), below=5) < 5
    assert sum(n for lane in told["bins"] for kind in lane for n in kind) == 100_000
    assert len(json.dumps(told)) < 100_000


def test_zoomed_in_each_moment_is_told_and_nothing_in_it_acts():
    window = Window(many(100_000), "ja", "Asia/Tokyo")
    early = START.timestamp() * 1000
    told = window({"ask": "window", "from": early, "to": early + 3_600_000, "by": "mail"})
    assert len(told["marks"]) == 61
    assert "⟨U+202E⟩⟨U+D800⟩" in told["marks"][0][5]


def test_a_date_far_from_the_arrival_is_marked():
    claimed = Event(START - timedelta(days=2), "M-0001", "date header", "header Date", Certainty.CLAIMED, "x")
    window = Window((claimed, *[Event(START, "M-0001", "received", "received 0", Certainty.OBSERVED)]), "en", "UTC")
    start = window({"ask": "opening"})
    (skew,) = window({"ask": "window", "from": start["from"], "to": start["to"], "by": "mail"})["skews"]
    assert "-48.0 h" in skew[3]


def test_lanes_of_a_case():
    timeline = sample_case().timeline()
    window = Window(timeline.events, "en", "UTC", timeline._groups, timeline._one)
    start = window({"ask": "opening"})
    assert start["by"] == "mail"
    assert [way for way, _ in start["ways"]] == ["mail", "kind", "campaign", "recipient", "source"]
    for way, _ in start["ways"]:
        told = window({"ask": "window", "from": start["from"], "to": start["to"], "by": way})
        assert told["marks"]
        assert all(0 <= mark[0] < len(told["lanes"]) for mark in told["marks"])
    assert window({"ask": "open", "exhibit": "M-0005"})["title"].startswith("M-0005")


def test_what_an_extortionist_claims_is_a_bar_in_every_way_to_make_lanes():
    timeline = sample_case().timeline()
    window = Window(timeline.events, "ja", "Asia/Tokyo", timeline._groups, timeline._one, timeline.windows)
    start = window({"ask": "opening"})
    assert start["claims"] == "自称の感染期間"
    for way, _ in start["ways"]:
        told = window({"ask": "window", "from": start["from"], "to": start["to"], "by": way})
        ((lane, begin, end, said),) = told["windows"]
        assert 0 <= lane < len(told["lanes"])
        assert end - begin == 16 * 86_400_000  # both days are part of it
        assert start["from"] <= begin < end <= start["to"]
        assert said == "自称の感染期間 M-0005: 2026-02-11 – 2026-02-26"
    later = window({"ask": "window", "from": start["to"] - 86_400_000, "to": start["to"], "by": "mail"})
    assert later["windows"] == []
