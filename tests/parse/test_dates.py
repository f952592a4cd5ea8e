"""Dates as mail programs write them, and the moment that each means; the sender's zone is kept."""

from __future__ import annotations

import pytest

from forensics.parse.dates import read_date
from tests.pace import took


@pytest.mark.parametrize(
    ("written", "moment", "code"),
    [
        # RFC 5322, section 3.3 and its obsolete forms, section 4.3
        ("Mon, 1 Jul 2024 12:00:00 +0900", "2024-07-01 12:00:00+09:00", ""),
        ("1 Jul 2024 12:00 +0900", "2024-07-01 12:00:00+09:00", ""),
        ("Mon, 1 Jul 2024 12:00:00 -0000", "2024-07-01 12:00:00+00:00", ""),
        ("Mon, 01 Jul 24 12:00:00 EST", "2024-07-01 12:00:00-05:00", ""),
        ("21 Nov 97 09:55:06 GMT", "1997-11-21 09:55:06+00:00", ""),
        ("21 Nov 101 09:55:06 GMT", "2001-11-21 09:55:06+00:00", ""),
        ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21 09:55:06-06:00", ""),
        ("Mon , 1 Jul 2024 12 : 00 : 00 +0900", "2024-07-01 12:00:00+09:00", ""),
        ("(zone (of the house)) Mon, 1 Jul 2024 12:00:00 +0900 (a \\) b)", "2024-07-01 12:00:00+09:00", ""),
        ("Mon, 1 Jul 2024 12:00:00 A", "2024-07-01 12:00:00+00:00", "date-zone-unknown"),
        ("Mon, 1 Jul 2024 23:59:60 +0900", "2024-07-01 23:59:59+09:00", ""),
        # what programs write instead
        ("Mon, 1 Jul 2024 12:00:00 +05:30", "2024-07-01 12:00:00+05:30", ""),
        ("Mon, 1 Jul 2024 12:00:00 GMT+0200", "2024-07-01 12:00:00+02:00", ""),
        ("Mon, 1 Jul 2024 12:00:00 UTC+2", "2024-07-01 12:00:00+02:00", ""),
        ("Mon, 1 Jul 2024 12:00:00 +0200 GMT", "2024-07-01 12:00:00+02:00", ""),
        ("Mon, 1 Jul 2024 12:00:00 +200", "2024-07-01 12:00:00+02:00", "date-zone-short"),
        ("Mon Jul 01 2024 12:00:00 GMT+0900 (JST)", "2024-07-01 12:00:00+09:00", ""),
        ("Mon Jul  1 12:00:00 JST 2024", "2024-07-01 12:00:00+09:00", ""),
        ("July 1, 2024 01:00:00 PM +0900", "2024-07-01 13:00:00+09:00", ""),
        ("Mon, Jul 1 2024 12:00 +0900", "2024-07-01 12:00:00+09:00", ""),
        ("2024-07-01T12:00+09:00", "2024-07-01 12:00:00+09:00", ""),
        ("Mon, 1 Jul 2024 12:00:00", "2024-07-01 12:00:00+00:00", "date-zone-missing"),
        # no moment that can be
        ("Mon, 30 Feb 2024 12:00:00 +0900", "None", "date-impossible"),
        ("Feb 30, 2024 12:00:00 +0900", "None", "date-impossible"),
        ("Mon, 1 Jul 2024 12:00:00 +9900", "None", "date-impossible"),
        ("yesterday", "None", "date-unreadable"),
        ("", "None", "date-missing"),
    ],
)
def test_a_date(written, moment, code):
    found = read_date(written)
    assert (str(found[0]), found[1]) == (moment, code)


@pytest.mark.parametrize("piece", ["1 ", "Mon ", "(", "1 Jul ", "12:", "+", "GMT", " : ", "Jul 1, "])
def test_hostile_dates_take_no_time(piece):
    assert took(lambda: read_date(piece * 10_000), below=0.1) < 0.1
