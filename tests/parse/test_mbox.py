"""mbox and MMDF: the right number of mails, and every byte accounted for."""

from __future__ import annotations

import io
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.parse import mbox

SEPARATOR = b"From sender@example.org Mon Jul  1 12:00:00 2024\n"
MAIL = b"From: a@example.org\nSubject: x\n\nHello.\n"


def joined(found):
    """What the pieces and what stands around them come to."""
    return [(p.before, p.start, p.length, p.after) for p in found]


def check_partition(data, found):
    place = 0
    for piece in found:
        assert piece.start - len(piece.before) == place
        assert data[place : piece.start] == piece.before
        place = piece.start + piece.length + len(piece.after)
        assert data[piece.start + piece.length : place] == piece.after
    assert place == len(data)


def mails(data, read=mbox.pieces):
    found = list(read(io.BytesIO(data)))
    check_partition(data, found)
    return [data[p.start : p.start + p.length] for p in found if not p.junk]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SEPARATOR + MAIL + b"\n" + SEPARATOR + MAIL + b"\n", [MAIL, MAIL]),
        ((SEPARATOR + MAIL + b"\n" + SEPARATOR + MAIL).replace(b"\n", b"\r\n"), [MAIL.replace(b"\n", b"\r\n")] * 2),
        (SEPARATOR + MAIL + SEPARATOR + MAIL, [MAIL, MAIL]),  # no empty line between them
        (b"\n\n" + SEPARATOR + MAIL, [MAIL]),
        (b"From a@example.org\n" + MAIL + b"\nFrom b@example.org\n" + MAIL, [MAIL, MAIL]),  # separators without a date
        (SEPARATOR + MAIL + b"From here on it is text\nFrom: and this\n", [MAIL + b"From here on it is text\nFrom: and this\n"]),
        (SEPARATOR + MAIL + b"\nFrom what I see:\nNote: no mail\n", [MAIL + b"\nFrom what I see:\nNote: no mail\n"]),
        (SEPARATOR + MAIL + b">From quoted\n", [MAIL + b">From quoted\n"]),
        (b"From - Mon, 01 Jul 2024 12:00:00 +0900\n" + MAIL, [MAIL]),  # as Thunderbird and web exports write it
        (b"From 1234@xxx Mon Jul 01 12:00:00 +0000 2024\n" + MAIL, [MAIL]),
        (b"", []),
        (b"no mail at all\n", []),
        (SEPARATOR, []),
        (SEPARATOR + b"\n" + SEPARATOR + MAIL, [MAIL]),
    ],
)  # fmt: skip
def test_mails_are_told_apart(data, expected):
    assert mails(data) == expected


def test_junk_before_the_first_mail_is_a_piece_of_its_own():
    found = list(mbox.pieces(io.BytesIO(b"junk line\n\n" + SEPARATOR + MAIL)))
    assert [(p.junk, p.length) for p in found] == [(True, 11), (False, len(MAIL))]


def test_a_line_that_might_be_a_separator_is_said_to_be():
    body = b"\nFrom bob Mon Jul  1 12:00:00 2024\nand more\n"
    found = list(mbox.pieces(io.BytesIO(SEPARATOR + MAIL + body)))
    assert [(p.length, p.unclear) for p in found] == [(len(MAIL + body), 1)]


@pytest.mark.parametrize("size", [4091, 8192, 70_000])
def test_a_separator_across_two_stretches_is_seen(monkeypatch, size):
    monkeypatch.setattr(mbox, "STRETCH", 4096)
    body = b"x" * 61 + b"\n"
    mail = MAIL + body * (size // 62)
    assert mails((SEPARATOR + mail + b"\n") * 5) == [mail] * 5


def test_mmdf():
    mark = b"\x01\x01\x01\x01\n"
    assert mails(mark + MAIL + mark + mark + MAIL + mark, mbox.mmdf_pieces) == [MAIL, MAIL]
    assert mails(mark + MAIL, mbox.mmdf_pieces) == [MAIL]  # cut short
    assert mails(mark + MAIL + mark + b"between\n" + mark + MAIL + mark, mbox.mmdf_pieces) == [MAIL, MAIL]


LINES = st.sampled_from([
    SEPARATOR, b"From x\n", b"From \n", b"From bob Mon Jul  1 12:00:00 2024 remote\r\n", b">From x\n", b"Subject: y\n", b"\n",
    b"\r\n", b"text\n", b"\x01\x01\x01\x01\n", b"From a@example.org", b"\0", b"no end", MAIL, b"\r", b"From: z\n",
])  # fmt: skip


@given(st.lists(LINES, max_size=30), st.sampled_from([8192, 4100]))
def test_any_mailbox_can_be_put_together_again(lines, stretch):
    data = b"".join(lines)
    with mock.patch.object(mbox, "STRETCH", stretch):
        for read in (mbox.pieces, mbox.mmdf_pieces):
            check_partition(data, list(read(io.BytesIO(data))))
