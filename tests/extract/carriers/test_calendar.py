"""Invitations and cards: every property that leads somewhere, folded lines put together, files inside read."""

from __future__ import annotations

import base64

import pytest

from forensics import read_mail
from tests.extract.carriers.made import LINK, file_of, found, qr_picture, with_file

INVITATION = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//v1.2.3//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:20260304T100000@example.org
DTSTART;TZID=Asia/Tokyo:20260304T100000
SUMMARY:Invoice
ORGANIZER;CN="Billing www.example.com":mailto:billing@bank.example.com
ATTENDEE;ROLE=REQ-PARTICIPANT;SENT-BY="mailto:robot@example.net":MAILTO:hanako@kaede.example
URL:https://evil.example.net/lo
 gin?id=
\t7
DESCRIPTION;ALTREP="https://alt.example.net/d":Pay here:\\nhttps://desc.example.net/p
 ay\\, or lose it
ATTACH;FMTTYPE=application/pdf:https://files.example.net/a.pdf
X-ALT-DESC;FMTTYPE=text/html:<a href="https://html.example.net/x?a=1&amp;b=2">My
  Bank</a>
X-GOOGLE-CONFERENCE:https://meet.example.net/abc
END:VEVENT
END:VCALENDAR
"""


def calendar_mail(text, label="text/calendar; charset=utf-8"):
    head = f"From: a@example.org\r\nTo: hanako@kaede.example\r\nContent-Type: {label}\r\n\r\n"
    return read_mail((head + text.replace("\n", "\r\n")).encode())


EXPECTED = [
    ("calendar UID", "email", "20260304T100000@example.org"),
    ("calendar ORGANIZER CN", "url", "http://www.example.com/"),
    ("calendar ORGANIZER", "email", "billing@bank.example.com"),
    ("calendar ATTENDEE SENT-BY", "email", "robot@example.net"),
    ("calendar ATTENDEE", "email", "hanako@kaede.example"),
    ("calendar URL", "url", "https://evil.example.net/login?id=7"),
    ("calendar DESCRIPTION ALTREP", "url", "https://alt.example.net/d"),
    ("calendar DESCRIPTION", "url", "https://desc.example.net/pay"),
    ("calendar ATTACH", "url", "https://files.example.net/a.pdf"),
    ("calendar X-ALT-DESC href", "url", "https://html.example.net/x?a=1&b=2"),
    ("calendar X-GOOGLE-CONFERENCE", "url", "https://meet.example.net/abc"),
]


def test_an_invitation_reads_like_this():
    assert found(calendar_mail(INVITATION), "url", "email") == EXPECTED


def test_an_invitation_that_is_a_file_with_another_label_reads_the_same():
    assert found(with_file(INVITATION.encode()), "url", "email") == EXPECTED


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("URL:http://card.example.net/x", [("vcard URL", "url", "http://card.example.net/x")]),
        ("item1.EMAIL;TYPE=work:boss@example.com", [("vcard EMAIL", "email", "boss@example.com")]),
        (
            "NOTE;ENCODING=QUOTED-PRINTABLE:see http://card.example.net/=\n =61",
            [("vcard NOTE", "url", "http://card.example.net/a")],
        ),
        ("BDAY:2020-01-02\nREV:20200102T030405Z\nVERSION:3.0", []),
    ],
)
def test_cards(card, expected):
    text = f"BEGIN:VCARD\n{card}\nEND:VCARD\n"
    assert found(calendar_mail(text, "text/vcard; charset=utf-8"), "url", "email") == expected


def test_a_code_in_the_photograph_of_a_card_is_read():
    photograph = base64.b64encode(file_of(qr_picture(LINK))).decode()
    folded = "\n ".join(photograph[n : n + 70] for n in range(0, len(photograph), 70))
    text = f"BEGIN:VCARD\nPHOTO;ENCODING=b;TYPE=PNG:{folded}\nEND:VCARD\n"
    assert found(calendar_mail(text, "text/x-vcard"), "url") == [("qr code", "url", LINK)]


def test_a_calendar_without_end_is_cut_and_says_so():
    text = "BEGIN:VCALENDAR\n" + "X-A:b\n" * 20_100
    assert ("calendar", "limit", "calendar cut after 10000 lines") in found(calendar_mail(text))
