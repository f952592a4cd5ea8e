"""Logs of one's own servers: a line in, what it says of a request beside it; and every line of a log accounted for."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.model.click import Asked
from forensics.model.errors import ForensicsError
from forensics.parse.logs import FORMS, Clock, Reading, clock, reading, request
from forensics.parse.logs.addresses import taken_apart
from forensics.parse.logs.forms import told_by
from forensics.parse.logs.reading import BLOCK, LONGEST

TOKYO = clock("Asia/Tokyo", 2026)
W3C = "#Fields: date time c-ip cs-username cs-method cs-uri-scheme cs-host cs-uri-stem cs-uri-query sc-status sc-bytes cs(User-Agent) s-action"

# form, line (and the '#Fields:' above it), what is asked, host, path and query, time, client, user, status
LINES = [
    ("combined", '192.0.2.10 - hanako [03/Mar/2026:09:20:11 +0900] "GET http://www.shop.example/x.php?u=1 HTTP/1.1" 200 512 "-" "Mozilla/5.0"', "",
     "page", "www.shop.example", "/x.php?u=1", "2026-03-03T09:20:11+09:00", "192.0.2.10", "hanako", 200),
    ("combined", '192.0.2.10 - - [03/Mar/2026:09:20:11 +0900] "GET /x.php?u=1 HTTP/1.1" 404 -', "",
     "page", "", "/x.php?u=1", "2026-03-03T09:20:11+09:00", "192.0.2.10", "", 404),
    ("combined", 'shop.example:443 2001:db8::7 - - [03/Mar/2026:00:20:11 +0000] "POST /in HTTP/2.0" 302 0 "https://a.example/" "say \\"hi\\""', "",
     "page", "shop.example", "/in", "2026-03-03T00:20:11+00:00", "2001:db8::7", "", 302),
    ("combined", '192.0.2.10 - - [03/Mar/2026:09:20:11 +0900] "CONNECT www.shop.example:443 HTTP/1.1" 200 39 "-" "Mozilla/5.0" TCP_TUNNEL:HIER_DIRECT', "",
     "host", "www.shop.example", "", "2026-03-03T09:20:11+09:00", "192.0.2.10", "", 200),
    ("combined", '192.0.2.10 - - [03/Mar/2026:09:20:11 +0900] "GET /\\xe3\\x81\\x82?q=\\xff HTTP/1.1" 200 1', "",
     "page", "", "/あ?q=\\xff", "2026-03-03T09:20:11+09:00", "192.0.2.10", "", 200),
    ("squid", "1772497211.123    345 192.0.2.10 TCP_MISS/200 4512 GET http://www.shop.example/x.php? hanako HIER_DIRECT/203.0.113.5 text/html", "",
     "page", "www.shop.example", "/x.php?", "2026-03-03T00:20:11.123000+00:00", "192.0.2.10", "hanako", 200),
    ("squid", "1772497211.123      0 192.0.2.10 TCP_DENIED/403 3900 CONNECT www.shop.example:443 - HIER_NONE/- text/html", "",
     "host", "www.shop.example", "", "2026-03-03T00:20:11.123000+00:00", "192.0.2.10", "", 403),
    ("squid", "Mar  3 09:20:11 gw squid[77]: 1772497211.123 345 192.0.2.10 TCP_MISS/200 4512 GET http://a.example:8080/ - HIER_DIRECT/203.0.113.5 -", "",
     "page", "a.example", "/", "2026-03-03T00:20:11.123000+00:00", "192.0.2.10", "", 200),
    ("w3c", "2026-03-03 00:20:11 192.0.2.10 KAEDE\\hanako GET http www.shop.example /x.php u=1 200 512 Mozilla/5.0+(X11) TCP_MISS", W3C,
     "page", "www.shop.example", "/x.php?u=1", "2026-03-03T00:20:11+00:00", "192.0.2.10", "KAEDE\\hanako", 200),
    ("w3c", '2026-03-03 00:20:11 192.0.2.10 - CONNECT tcp www.shop.example - - 403 0 "Mozilla/5.0 (X11)" TCP_DENIED', W3C,
     "host", "www.shop.example", "", "2026-03-03T00:20:11+00:00", "192.0.2.10", "", 403),
    ("bind", "03-Mar-2026 09:20:11.123 queries: info: client @0x7f00aa 192.0.2.10#51234 (WWW.Shop.example): query: WWW.Shop.example IN A +E(0)K (192.0.2.53)", "",
     "name", "www.shop.example", "", "2026-03-03T09:20:11+09:00", "192.0.2.10", "", None),
    ("bind", "Mar  3 09:20:11 ns named[812]: client 192.0.2.10#51234: view inside: query: a.example IN AAAA + (192.0.2.53)", "",
     "name", "a.example", "", "2026-03-03T09:20:11+09:00", "192.0.2.10", "", None),
    ("unbound", "[1772497211] unbound[123:0] info: 192.0.2.10 www.shop.example. A IN", "",
     "name", "www.shop.example", "", "2026-03-03T00:20:11+00:00", "192.0.2.10", "", None),
    ("unbound", "Mar 03 09:20:11 unbound[123:0] info: 192.0.2.10 a.example. HTTPS IN NXDOMAIN 0.000000 1 37", "",
     "name", "a.example", "", "2026-03-03T09:20:11+09:00", "192.0.2.10", "", None),
    ("dnsmasq", "Mar  3 09:20:11 dnsmasq[1234]: query[A] www.shop.example from 192.0.2.10", "",
     "name", "www.shop.example", "", "2026-03-03T09:20:11+09:00", "192.0.2.10", "", None),
    ("dnsmasq", "Mar  3 09:20:11 router dnsmasq[1234]: 17 192.0.2.10/53211 query[AAAA] a.example from 192.0.2.10", "",
     "name", "a.example", "", "2026-03-03T09:20:11+09:00", "192.0.2.10", "", None),
    ("json", '{"@timestamp":"2026-03-03T00:20:11Z","source":{"ip":"192.0.2.10"},"user":{"name":"hanako"},"url":{"original":"http://www.shop.example/x.php?u=1"},"http":{"response":{"status_code":200}}}', "",
     "page", "www.shop.example", "/x.php?u=1", "2026-03-03T00:20:11+00:00", "192.0.2.10", "hanako", 200),
    ("json", '{"ts":1772497211.5,"id.orig_h":"192.0.2.10","method":"GET","host":"www.shop.example","uri":"/x.php?u=1","status_code":200}', "",
     "page", "www.shop.example", "/x.php?u=1", "2026-03-03T00:20:11.500000+00:00", "192.0.2.10", "", 200),
    ("json", '{"ts":1772497211,"id.orig_h":"192.0.2.10","query":"www.shop.example","qtype_name":"A"}', "",
     "name", "www.shop.example", "", "2026-03-03T00:20:11+00:00", "192.0.2.10", "", None),
    ("json", '{"timestamp":1772497211000,"c-ip":"192.0.2.10","host":"www.shop.example:443","method":"CONNECT","status":"200"}', "",
     "host", "www.shop.example", "", "2026-03-03T00:20:11+00:00", "192.0.2.10", "", 200),
    ("json", '{"time":"03/Mar/2026:09:20:11 +0900","remote_addr":"192.0.2.10","remote_user":"-","request":"GET /x.php HTTP/1.1","status":404}', "",
     "page", "", "/x.php", "2026-03-03T09:20:11+09:00", "192.0.2.10", "", 404),
]  # fmt: skip


@pytest.mark.parametrize(("form", "line", "above", "expected"), [(*row[:3], row[3:]) for row in LINES])
def test_a_line_says_who_asked_for_what_and_when(form, line, above, expected):
    told = request(form, line.encode(), above, Clock() if form == "w3c" else TOKYO)
    assert told is not None
    time = told.time.isoformat() if told.time else ""
    assert (told.asked, told.host, told.target, time, told.client, told.user, told.status) == expected
    assert told_by([above.encode() or line.encode(), line.encode()]) == form


UNDERSTOOD_AND_NO_REQUEST = [
    ("combined", '192.0.2.10 - - [03/Mar/2026:09:20:11 +0900] "\\x16\\x03\\x01" 400 226 "-" "-"'),
    ("squid", "1772497211.123 0 192.0.2.10 NONE_NONE/000 0 - error:transaction-end-before-headers - HIER_NONE/- -"),
    ("bind", "03-Mar-2026 09:20:11.123 general: info: zone example/IN: loaded serial 7"),
    ("unbound", "[1772497211] unbound[123:0] notice: init module 0: validator"),
    ("dnsmasq", "Mar  3 09:20:11 dnsmasq[1234]: reply www.shop.example is 203.0.113.5"),
    ("json", '{"level":"info","msg":"started"}'),
]


@pytest.mark.parametrize(("form", "line"), UNDERSTOOD_AND_NO_REQUEST)
def test_a_line_that_asks_for_nothing_is_understood(form, line):
    assert FORMS[form].shape(line.encode())
    assert request(form, line.encode(), "", TOKYO) is None


ADDRESSES = [
    ("http://Shop.Example:80/a?b#c", "", "", ("page", "shop.example", "/a?b")),
    ("hxxps[:]//shop[.]example/a", "", "", ("page", "shop.example", "/a")),
    ("//shop.example/a", "", "", ("page", "shop.example", "/a")),
    ("shop.example/a", "", "", ("page", "shop.example", "/a")),
    ("shop.example:443", "", "", ("host", "shop.example", "")),
    ("shop.example", "CONNECT", "", ("host", "shop.example", "")),
    ("/a?b", "GET", "shop.example:8443", ("page", "shop.example", "/a?b")),
    ("http://user@shop.example", "", "", ("page", "shop.example", "/")),
    ("http://[2001:db8::7]:8080/a", "", "", ("page", "2001:db8::7", "/a")),
    ("http://日本語.example/", "", "", ("page", "xn--wgv71a119e.example", "/")),
    ("-", "GET", "", ("host", "", "")),
]


@pytest.mark.parametrize(("address", "method", "host", "expected"), ADDRESSES)
def test_an_address_is_taken_apart_as_it_may_be_written(address, method, host, expected):
    assert taken_apart(address, method, host) == expected


TIMES = [
    # what the analyst names, form, line, time, why there is none
    ("", None, "dnsmasq", "Mar  3 09:20:11 dnsmasq[1]: query[A] a.example from 192.0.2.1", None, "year"),
    ("", 2026, "dnsmasq", "Mar  3 09:20:11 dnsmasq[1]: query[A] a.example from 192.0.2.1", None, "zone"),
    ("+05:30", 2026, "dnsmasq", "Mar  3 09:20:11 dnsmasq[1]: query[A] a.example from 192.0.2.1", "2026-03-03T09:20:11+05:30", ""),
    ("UTC", 2026, "dnsmasq", "Feb 30 09:20:11 dnsmasq[1]: query[A] a.example from 192.0.2.1", None, "time"),
    ("", None, "bind", "03-Mar-2026 09:20:11.123 client 192.0.2.1#5: query: a.example IN A", None, "zone"),
    ("Asia/Tokyo", None, "json", '{"url":"http://a.example/","time":"2026-03-03 09:20:11,5"}', "2026-03-03T09:20:11.500000+09:00", ""),
    ("", None, "json", '{"url":"http://a.example/","time":"2026-03-03 09:20:11"}', None, "zone"),
    ("Asia/Tokyo", None, "json", '{"url":"http://a.example/","time":"2026-03-03T09:20:11+0100"}', "2026-03-03T09:20:11+01:00", ""),
    ("", None, "json", '{"url":"http://a.example/","time":"yesterday"}', None, "time"),
    ("", None, "json", '{"url":"http://a.example/"}', None, "time"),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "year", "form", "line", "time", "unsure"), TIMES)
def test_no_zone_and_no_year_is_guessed(zone, year, form, line, time, unsure):
    told = request(form, line.encode(), "", clock(zone, year))
    assert told is not None
    assert (told.time.isoformat() if told.time else None, told.unsure) == (time, unsure)


@pytest.mark.parametrize(
    ("zone", "year"), [("Mars/Olympus", None), ("../etc/passwd", None), ("+99:99", None), ("", 26)]
)
def test_a_zone_or_year_that_is_none_is_named(zone, year):
    with pytest.raises(ForensicsError, match=r"zone|year"):
        clock(zone, year)


def whole(path, wanted=b"shop", given=TOKYO):
    """(kept lines, what is known of the log)."""
    told = Reading()
    return list(reading(str(path), lambda data: wanted in data, given, told)), told


LOG = b"".join(
    b'192.0.2.%d - - [03/Mar/2026:09:%02d:00 +0900] "GET http://%s.example/ HTTP/1.1" 200 1\n' % (n, n, name)
    for n, name in enumerate([b"a", b"shop", b"b", b"shop"])
)


@pytest.mark.parametrize("packed", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_a_log_is_read_packed_or_not_and_hashed_as_it_lies_there(tmp_path, packed):
    data = packed(LOG + b"\n" + b"rubbish\r\n" + b"\xff\xfe")
    (tmp_path / "access.log").write_bytes(data)
    kept, told = whole(tmp_path / "access.log")
    assert [(each.number, each.raw) for each in kept] == [(2, LOG.split(b"\n")[1]), (4, LOG.split(b"\n")[3])]
    assert (told.form, told.lines, told.read, told.blank, told.unread) == ("combined", 7, 4, 1, 2)
    assert told.shown == [(6, "rubbish"), (7, "\\xff\\xfe")]
    assert (told.first.isoformat(), told.last.isoformat()) == ("2026-03-03T09:00:00+09:00", "2026-03-03T09:03:00+09:00")
    assert (told.sha256, told.size, told.problem) == (hashlib.sha256(data).hexdigest(), len(data), "")


@pytest.mark.parametrize("packed", [gzip.compress, bz2.compress, lzma.compress])
def test_a_log_that_breaks_off_is_read_up_to_there_and_says_so(tmp_path, packed):
    data = packed(b"".join(LOG.replace(b"200 1", b"200 %d" % n) for n in range(3000)))
    (tmp_path / "access.log").write_bytes(data[:-40])
    kept, told = whole(tmp_path / "access.log")
    assert "ends too early" in told.problem
    assert len(kept) == told.read // 2
    assert told.sha256 == hashlib.sha256(data[:-40]).hexdigest()


def test_a_w3c_log_may_change_its_columns(tmp_path):
    (tmp_path / "u.log").write_text(
        "#Software: x\n#Fields: date time cs-host cs-uri-stem\n2026-03-03 01:00:00 a.example /shop\nonly three fields\n"
        "#Fields: cs-host cs-uri-stem date time c-ip\nb.example /shop 2026-03-03 02:00:00 192.0.2.1\n"
    )
    kept, told = whole(tmp_path / "u.log")
    asked = [request("w3c", each.raw, each.fields, Clock()) for each in kept]
    assert [(each.host, each.time.hour) for each in asked if each and each.time] == [("a.example", 1), ("b.example", 2)]
    assert (told.remarks, told.read, told.shown) == (3, 2, [(4, "only three fields")])


def test_a_line_without_end_is_cut_and_counted_once(tmp_path):
    (tmp_path / "x.log").write_bytes(LOG + b"shop" * BLOCK + b"\n" + LOG)
    kept, told = whole(tmp_path / "x.log")
    assert (told.lines, told.read, told.unread, len(kept)) == (9, 8, 1, 4)
    assert kept[-1].number == 9
    (tmp_path / "y.log").write_bytes(b"x" * (LONGEST + 5))
    assert whole(tmp_path / "y.log")[1].lines == 1


def test_what_is_no_log_is_all_unread(tmp_path):
    (tmp_path / "x.log").write_bytes(b"Dear all,\nshop\n")
    kept, told = whole(tmp_path / "x.log")
    assert (told.form, told.unread, told.lines) == ("", 2, 2)
    assert [request(told.form, each.raw, "", TOKYO) for each in kept] == [None]


pieces = st.sampled_from(
    [b"\n", b"\r\n", b" ", b'"', b"\\", b"[", b"]", b"{", b"}", b":", b"#Fields: date time cs-host", b"\x1f\x8b", b"\x00", b"\xff",
     *(line.encode() for _, line, *_ in LINES), b"shop", b"1772497211.123 ", b"GET http://", b"query[A] "]
)  # fmt: skip


@given(st.one_of(st.binary(max_size=300), st.lists(pieces, max_size=40).map(b"".join)))
def test_no_bytes_make_it_raise_and_every_line_is_counted(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("log", numbered=True) / "x.log"
    path.write_bytes(data)
    kept, told = whole(path, b"")
    assert told.lines == told.blank + told.remarks + told.read + told.unread
    if not data.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        assert told.lines == len(kept) == data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
    for line in kept:
        for form in FORMS:
            told_of = request(form, line.raw, line.fields, TOKYO)
            assert told_of is None or told_of.asked in Asked
