"""Time drawn: facts filled, claims hollow, the undated apart, and no text breaks the figure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import matplotlib as mpl
import pytest

from forensics.model.event import Certainty, Event, Window
from forensics.views.figure import drawable
from forensics.views.timeline import Timeline

START = datetime(2026, 3, 3, 0, 12, tzinfo=UTC)
HOSTILE = "【重要】$\\frac{1$ \u202e\ud800\x1b[31m 𓀀 👪 <script>"


def events(count: int = 3) -> list[Event]:
    made = []
    for n in range(count):
        at, name = START + timedelta(hours=7 * n), f"M-{n + 1:04d}"
        made.append(Event(at, name, "date header", "header Date", Certainty.CLAIMED, HOSTILE))
        made.append(Event(at + timedelta(seconds=9), name, "received", "received 0", Certainty.OBSERVED, "mx"))
    return made


@pytest.fixture(autouse=True)
def _plain_backend():
    with mpl.rc_context({"backend": "agg"}):
        yield


@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_draws_hostile_and_japanese_text_without_a_warning(language, tmp_path):
    view = Timeline(
        [*events(), Event(None, "M-0009", "date header", "header Date", Certainty.CLAIMED, "昨日")], language
    )
    axes = view.plot()
    axes.figure.savefig(tmp_path / "figure.png")
    axes.figure.savefig(tmp_path / "figure.svg")
    labels = [text.get_text() for text in axes.get_yticklabels()]
    assert labels[0].startswith("M-0001 【重要】$\\frac{1$ ⟨U+202E⟩")
    assert labels[-1] == ("no usable time" if language == "en" else "日時不明")


def test_every_character_that_is_drawn_is_in_a_font():
    assert drawable("漢字 한국어 简体 𓀀", 60) == "漢字 한국어 简体 ⟨U+13000⟩"


def test_a_claim_of_2038_does_not_squeeze_the_rest():
    far = Event(datetime(2038, 1, 1, tzinfo=UTC), "M-0001", "date header", "header Date", Certainty.CLAIMED)
    axes = Timeline([*events(), far]).plot()
    low, high = axes.get_xlim()
    assert high - low < 3
    assert any("2038-01-01" in text.get_text() for text in axes.texts)


def test_dates_at_the_ends_of_the_calendar_draw(tmp_path):
    ends = [
        Event(moment.replace(tzinfo=UTC), "M-0001", "date header", "header Date", Certainty.CLAIMED)
        for moment in (datetime.min, datetime.max)  # noqa: DTZ901 - made aware in this very line
    ]
    Timeline(ends).plot().figure.savefig(tmp_path / "ends.png")


def test_many_events_are_counted_not_dotted(tmp_path):
    axes = Timeline(events(3_000)).plot()
    axes.figure.savefig(tmp_path / "many.svg")
    assert (tmp_path / "many.svg").stat().st_size < 500_000
    assert len(axes.get_yticklabels()) == 2


def test_nothing_draws_too(tmp_path):
    Timeline([]).plot().figure.savefig(tmp_path / "nothing.png")
    assert Timeline([]).describe() == "no events"


def test_the_callers_axes_and_settings_are_kept():
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    before = dict(mpl.rcParams)
    assert Timeline(events()).plot(axes) is axes
    assert dict(mpl.rcParams) == before


def test_order_and_rows():
    view = Timeline([Event(None, "M-0002", "received", "received 1", Certainty.CLAIMED), *reversed(events(2))])
    assert [row["exhibit"] for row in view.table] == ["M-0001", "M-0001", "M-0002", "M-0002", "M-0002"]
    assert list(view.table)[-1]["time"] is None
    assert "M-0001" in repr(view)
    assert "<script>" not in view._repr_html_()


@pytest.mark.parametrize("mails", [3, 40])
def test_claimed_days_are_a_bar_of_their_own_look_and_never_squeeze_the_facts(mails, tmp_path):
    claims = [
        Window("M-0001", date(2026, 3, 1), date(2026, 3, 2)),
        Window("M-0002", date(2026, 3, 1), None),
        Window("M-0003", date.min, date.max),
        Window("M-0003", date(1971, 1, 1), date(1971, 1, 2)),
    ]
    view = Timeline(events(mails), windows=claims)
    axes = view.plot()
    axes.figure.savefig(tmp_path / "bars.png")
    bars = [bar for bar in axes.patches if bar.get_hatch()]
    assert len(bars) == 3  # the one of 1971 is far outside
    low, high = axes.get_xlim()
    assert high - low < 20
    assert "claimed infection window M-0001: 2026-03-01 – 2026-03-02" in view.describe()
    assert "claimed infection window" in [text.get_text() for text in axes.get_legend().get_texts()]


def titles(axes):
    return [label.get_text() for label in axes.get_yticklabels()]


def test_lanes_by_what_a_case_knows_of_its_mails():
    groups = {"campaign": {"M-0001": "C-10", "M-0002": "C-2"}}
    view = Timeline(events(3), groups=lambda: groups)
    assert titles(view.plot(by="campaign")) == ["(none)", "C-2", "C-10"]
    assert titles(view.plot(by="kind")) == ["Date header", "received by a server"]
    assert len(titles(view.plot(by="mail"))) == 3
    with pytest.raises(ValueError, match="choose mail, kind, campaign"):
        view.plot(by="colour")
    with pytest.raises(ValueError, match="choose mail, kind"):
        Timeline(events(3)).plot(by="campaign")


def test_many_moments_in_lanes_are_counted_and_rare_lanes_share_one(tmp_path):
    many = events(3_000)
    group = {event.exhibit: f"C-{n % 60}" for n, event in enumerate(many)}
    axes = Timeline(many, groups=lambda: {"campaign": group}).plot(by="campaign")
    assert len(titles(axes)) == 25
    assert titles(axes)[-1].endswith("others")
    axes = Timeline(many).plot(by="mail")
    assert len(titles(axes)) == 25, "so do mails, of which a case may have a hundred thousand"
    assert sum(type(patch).__name__ == "StepPatch" for patch in axes.patches) >= 25
    axes.figure.savefig(tmp_path / "many.png")


def test_a_date_far_from_the_arrival_is_a_dotted_line_with_a_name(tmp_path):
    late = Event(START + timedelta(days=3), "M-0001", "received", "received 0", Certainty.OBSERVED, "mx")
    claimed = Event(START, "M-0001", "date header", "header Date", Certainty.CLAIMED, HOSTILE)
    axes = Timeline([claimed, late], "ja").plot()
    assert [line.get_linestyle() for line in axes.get_lines()].count(":") == 1
    assert "到着時刻から離れた Date ヘッダー" in [text.get_text() for text in axes.get_legend().get_texts()]
    axes.figure.savefig(tmp_path / "skew.png")
