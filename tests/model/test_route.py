"""Which Received lines can be believed: a route above, what must follow from it beside it."""

from __future__ import annotations

import pytest

from forensics.model.route import is_internal, is_own, origin_ip, trusted
from forensics.model.settings import CaseSettings
from forensics.parse.received import parse_received

OWN = CaseSettings(own_domains=("own.example",), own_relays=("mx.provider.example", "192.0.2.0/28", ".relay.example"))
DATE = "; Mon, 16 Mar 2026 09:15:02 +0900"
INNER = "from mx.own.example (mx.own.example [10.0.0.2]) by imap.own.example with LMTP id 1" + DATE
ENTRY = "from mail.own.example (unknown [198.51.100.7]) by mx.own.example (Postfix) with ESMTP id 2" + DATE
FORGED = "from pc (pc.own.example [203.0.113.200]) by mail.own.example (Postfix) with ESMTPSA id 3" + DATE
STRANGE = "from x (y.lure.example [203.0.113.9]) by relay.lure.example with SMTP id 4" + DATE


def hops(*lines):
    """A route of these lines, the first on top."""
    return tuple(parse_received(line, n) for n, line in enumerate(lines))


def test_below_the_first_foreign_client_everything_is_a_claim():
    way = trusted(hops(INNER, ENTRY, FORGED, STRANGE), OWN)
    assert [step.vouched for step in way.steps] == [True, True, False, False]
    assert way.entry is not None
    assert (way.origin_ip, way.entry.id, way.assumed) == ("198.51.100.7", "2", False)
    assert [(odd.code, odd.where) for odd in way.oddities] == [("route-own-name-claimed", "received 2")]


ROUTES = [
    # an own HELO or PTR name does not make a foreign address own, once addresses are listed
    ("helo and ptr", ["from mx.own.example (mx.own.example [198.51.100.7]) by mx.provider.example with SMTP id 1"], OWN, "198.51.100.7"),
    # without listed addresses a confirmed name counts, a doubtful one does not
    ("ptr confirmed", ["from a (mx.own.example [198.51.100.6]) by imap.own.example with SMTP id 1", ENTRY],
     CaseSettings(own_domains=("own.example",)), "198.51.100.7"),
    ("ptr doubtful", ["from a (mx.own.example [198.51.100.6] (may be forged)) by imap.own.example with SMTP id 1", ENTRY],
     CaseSettings(own_domains=("own.example",)), "198.51.100.6"),
    ("a network of own relays", ["from a (b [192.0.2.3]) by imap.own.example with SMTP id 1", ENTRY], OWN, "198.51.100.7"),
    ("an ending of own relays", ["from a (b [198.51.100.77]) by x1.relay.example with SMTP id 1"], OWN, "198.51.100.77"),
    ("a filter on localhost", [INNER, "from localhost ([127.0.0.1]) by localhost (amavisd-new, port 10024) with ESMTP id 9", ENTRY], OWN, "198.51.100.7"),
    ("the topmost line is foreign", [STRANGE, ENTRY], OWN, ""),
    ("all inside", [INNER], OWN, ""),
    ("nobody has said: the topmost line", [ENTRY, STRANGE], CaseSettings(), "198.51.100.7"),
    ("nobody has said: through the same house", [INNER, ENTRY, STRANGE], CaseSettings(), "198.51.100.7"),
    ("nobody has said: not into another house", [INNER, STRANGE], CaseSettings(), ""),
    ("neighbours in one Exchange", [
        "from A1.eu.cloudmail.example (2001:db8:1::1) by B2.eu.cloudmail.example (2001:db8:2::2) with Microsoft SMTP Server id 15.20.1.1",
        "from lure (198.51.100.9) by A1.eu.cloudmail.example (10.1.1.1) with Microsoft SMTP Server id 15.20.1.2"], CaseSettings(), "198.51.100.9"),
    ("one machine of the house under two names", [
        "from B2.eu.cloudmail.example (2001:db8:2::2) by A1.eu.cloudmail.example (2001:db8:1::1) with Microsoft SMTP Server id 1",
        "from lure (198.51.100.9) by B2.office.example (10.1.1.1) with Microsoft SMTP Server id 2"], CaseSettings(), "198.51.100.9"),
    ("into a mailbox at Exchange Online", [
        "from S1.namprd01.prod.outlook.com (2603:10b6:610:f0::20) by M1.namprd01.prod.outlook.com with HTTPS",
        "from D1.eurprd01.prod.exchangelabs.com (2603:10a6:10:3b::32) by S1.namprd01.prod.outlook.com (2603:10b6:610:f0::20) with Microsoft SMTP Server id 1",
        "from F1.eop-EUR01.prod.protection.outlook.com (2a01:111:f400:7e0d::202) by D1.outlook.office365.com (2603:10a6:10:3b::32) with Microsoft SMTP Server id 2",
        "from lure.test (198.51.100.9) by F1.mail.protection.outlook.com (10.1.1.1) with Microsoft SMTP Server id 3"], CaseSettings(), "198.51.100.9"),
    ("from another tenant of Exchange Online", [
        "from T1-obe.outbound.protection.outlook.com (2a01:111:f400:7eae::800) by F1.mail.protection.outlook.com (10.1.1.1) with Microsoft SMTP Server id 1",
        "from lure.test (198.51.100.9) by T1.prod.outlook.com (2603:10b6:610:f0::20) with Microsoft SMTP Server id 2"], CaseSettings(), "2a01:111:f400:7eae::800"),
    ("who only calls himself so", [
        "from S1.namprd01.prod.outlook.com (198.51.100.9) by F1.mail.protection.outlook.com (10.1.1.1) with Microsoft SMTP Server id 1"], CaseSettings(), "198.51.100.9"),
    ("fetched from the mailbox at a provider", [
        "from localhost (localhost [127.0.0.1]) by desk.labs.example (Postfix) with ESMTP id 1" + DATE,
        "from pop.isp.example [198.51.100.20] by localhost with IMAP (fetchmail-6.4.1) for a@localhost (single-drop)" + DATE,
        "from lure.test ([198.51.100.9]) by pop.isp.example (8.11.6/8.11.6) with ESMTP id 3" + DATE, STRANGE], CaseSettings(), "198.51.100.9"),
    ("fetched by an own machine", [
        "from pop.isp.example [198.51.100.20] by mx.own.example with POP3 (fetchmail-6.4.1) for a@own.example (multi-drop)" + DATE,
        "from lure.test ([198.51.100.9]) by pop.isp.example with ESMTP id 3" + DATE, STRANGE], OWN, "198.51.100.9"),
    ("no lines", [], OWN, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "settings", "origin"), [case[1:] for case in ROUTES], ids=[case[0] for case in ROUTES]
)
def test_the_last_address_that_an_own_server_saw(lines, settings, origin):
    route = hops(*lines)
    assert origin_ip(route, settings) == origin
    assert trusted(route, settings).origin_ip == origin


def timed(by, time, below=None, n=0):
    """One line by a server at a time of 16 March 2026, UTC."""
    return parse_received(f"from a (b [203.0.113.9]) by {by} with SMTP id 1; Mon, 16 Mar 2026 {time} +0000", n, below)


def test_clocks_that_run_backwards_and_lines_later_than_the_receipt():
    low = timed("relay.lure.example", "12:00:00", n=1)
    top = timed("mx.own.example", "09:00:00", low.time)
    way = trusted((top, low), OWN)
    assert top.delay.total_seconds() == -10_800
    assert [odd.code for odd in way.oddities] == ["route-clock-backwards", "route-time-after-receipt"]


def test_a_mail_that_passes_one_server_twice():
    lines = [
        f"from a (b [203.0.113.9]) by {host} with SMTP id {n}" + DATE
        for n, host in enumerate(("mx.own.example", "lists.other.example", "mx.own.example"))
    ]
    assert "route-loop" in [odd.code for odd in trusted(hops(*lines), CaseSettings()).oddities]
    assert not trusted(hops(*lines[:2]), CaseSettings()).oddities


@pytest.mark.parametrize(
    "ip",
    ["10.1.2.3", "127.0.0.1", "192.168.0.1", "172.31.0.1", "100.64.1.1", "169.254.0.9", "::1", "fd00::1", "fe80::1"],
)
def test_addresses_of_the_own_house(ip):
    assert is_internal(ip)


@pytest.mark.parametrize("ip", ["192.0.2.1", "172.32.0.1", "8.8.8.8", "2001:db8::1", "", "none"])
def test_all_others_are_outside(ip):
    assert not is_internal(ip)


def test_settings_with_nonsense_are_no_servers():
    settings = CaseSettings(own_relays=("", ".", "not a host/77"), own_domains=("", "."))
    assert not is_own("mx.lure.example", "198.51.100.7", settings)
    assert not is_own("", "", settings)
