"""Lines of an axis stand at moments that a reader names: full hours, midnights, firsts of a month."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.views.ticks import MOST, ticks

TOKYO, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("early", "late", "zone", "said"),
    [
        ("2026-03-01T00:00:03+00:00", "2026-03-01T00:00:40+00:00", TOKYO, ["09:00:05", "09:00:10", "09:00:15", "09:00:20", "09:00:25", "09:00:30", "09:00:35", "09:00:40"]),
        ("2026-03-01T00:10:00+00:00", "2026-03-01T05:00:00+00:00", TOKYO, ["03-01 10:00", "03-01 11:00", "03-01 12:00", "03-01 13:00", "03-01 14:00"]),
        ("2026-02-10T12:00:00+00:00", "2026-03-18T12:00:00+00:00", TOKYO, ["2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09", "2026-03-16"]),
        ("2026-03-27T12:00:00+00:00", "2026-03-31T12:00:00+00:00", BERLIN, ["03-28 00:00", "03-28 12:00", "03-29 00:00", "03-29 13:00", "03-30 00:00", "03-30 12:00", "03-31 00:00", "03-31 12:00"]),
        ("2023-01-05T00:00:00+00:00", "2026-03-11T00:00:00+00:00", UTC, ["2023-07", "2024-01", "2024-07", "2025-01", "2025-07", "2026-01"]),
        ("2026-03-01T00:00:00+00:00", "2026-03-01T00:00:00+00:00", UTC, []),
    ],
)  # fmt: skip
def test_round_moments(early, late, zone, said):
    assert [words for _, words in ticks(datetime.fromisoformat(early), datetime.fromisoformat(late), zone)] == said


BEGIN, END = datetime(2, 1, 2, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
SECONDS = int((END - BEGIN).total_seconds())


@given(st.integers(0, SECONDS), st.integers(1, SECONDS), st.sampled_from([UTC, TOKYO, BERLIN]))
def test_any_window_has_few_of_them_and_all_inside(begin, seconds, zone):
    early = BEGIN + timedelta(seconds=begin)
    late = early + timedelta(seconds=min(seconds, SECONDS - begin))
    found = [moment for moment, _ in ticks(early, late, zone)]
    assert len(found) <= MOST + 1
    assert all(early <= moment <= late for moment in found)
    assert found == sorted(set(found))
