"""Received lines: what servers write, and what must be read from it. The table is ``received_lines.txt`` beside this file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.model.hop import Hop
from forensics.parse import received
from forensics.parse.ip import canonical_ip
from forensics.parse.received import parse_received
from tests.pace import took

TABLE = Path(__file__).with_name("received_lines.txt")
FIELDS = {
    "by": "by",
    "ip": "ip",
    "from": "from_",
    "reverse": "reverse",
    "with": "with_",
    "id": "id",
    "for": "for_",
    "tls": "tls",
}
FIELDS |= {"by_ip": "by_ip", "user": "user"}


def lines() -> list[tuple[str, dict[str, str]]]:
    """Each line of the table with what is expected of it."""
    text = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [
        (line, dict(pair.split("=", 1) for pair in expected.strip().split(" | ")))
        for line, expected in zip(text[::2], text[1::2], strict=True)
    ]


def told(hop: Hop) -> dict[str, str]:
    """The hop as the table writes it."""
    said = {name: getattr(hop, field) for name, field in FIELDS.items()}
    said["helo"] = hop.helo if hop.helo != hop.from_ else ""
    said["time"] = hop.time.isoformat() if hop.time else ""
    said["defects"] = ",".join(defect.code for defect in hop.defects)
    return {name: value for name, value in said.items() if value}


@pytest.mark.parametrize(("line", "expected"), lines())
def test_each_line_of_the_table(line, expected):
    assert told(parse_received(line)) == expected


def test_of_the_table_99_percent_have_server_time_and_address_right():
    table = lines()
    right = sum(
        all(told(parse_received(line)).get(key) == expected.get(key) for key in ("by", "time", "ip"))
        for line, expected in table
    )
    assert len(table) >= 200
    assert right >= 0.99 * len(table), f"{right} of {len(table)}"


def test_both_ways_to_read_a_line_agree(monkeypatch):
    """The usual order is matched as a whole, any other dealt out word by word: one meaning."""
    quick = [parse_received(line) for line, _ in lines()]

    class Never:
        def fullmatch(self, _: str) -> None:
            """Nothing is usual."""

    monkeypatch.setattr(received, "_USUAL", Never())
    assert [parse_received(line) for line, _ in lines()] == quick


def test_a_delay_keeps_its_sign():
    mail = read_mail(
        b"Received: by c.example; Mon, 16 Mar 2026 09:00:10 +0900\n"
        b"Received: by b.example; Mon, 16 Mar 2026 00:01:00 +0000\n"
        b"Received: by a.example; yesterday\nSubject: x\n\nx"
    )
    assert [hop.delay.total_seconds() if hop.delay is not None else None for hop in mail.route] == [-50.0, None, None]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("192.0.2.1", "192.0.2.1"), ("[192.0.2.1]", "192.0.2.1"), ("IPv6:2001:DB8::1", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:0:0:0:0:0:1", "2001:db8::1"), ("fe80::1%4", "fe80::1"),
        ("15.20.7849.8", ""), ("8.12.5", ""), ("192.0.2.256", ""), ("01.2.3.4", ""), ("2026.03.16.09", ""), ("", ""), ("::g", ""),
    ],
)  # fmt: skip
def test_what_is_an_address(written, canonical):
    assert canonical_ip(written) == canonical


@given(st.ip_addresses(v=6))
def test_the_quick_way_to_a_canonical_address_is_right(address):
    mapped = address.ipv4_mapped
    assert canonical_ip(str(address)) == str(mapped or address)
    assert canonical_ip(address.exploded.upper()) == str(mapped or address)


WORDS = st.sampled_from(
    ["from", "by", "with", "id", "for", "via", "(", ")", "[", "]", ";", "helo=", "HELO ", "192.0.2.1", "[::1]", "mx.own.example",
     "TLSv1.2", "Mon, 16 Mar 2026 09:15:02 +0900", "tls", "user@", "\t", "\n ", "authenticated", "ESMTPA", "é", "\x00", "qmail 1 invoked by uid 3"]
)  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=8), max_size=40))
def test_no_line_raises_and_no_address_is_made_up(pieces):
    line = " ".join(pieces)
    hop = parse_received(line, 3)
    assert all(defect.where == "received 3" for defect in hop.defects)
    assert hop.ip == canonical_ip(hop.ip)
    assert hop.by or hop.defects or hop.with_.startswith("qmail") or "via" in line.lower()


@pytest.mark.parametrize(
    "piece",
    ["(", ")", "()", "((", "(a)(", "[", "[1.", "from ", "; (", "a@", "helo=", "1.2.3.4 ", "::", "TLS1", "user="],
)
@pytest.mark.parametrize("frame", ["{}", "from a ({}) by b; x", "({}"])
def test_hostile_lines_take_no_time(piece, frame):
    line = frame.format(piece * (1_000_000 // len(piece)))
    assert took(lambda: parse_received(line), below=1) < 1
