"""SPF and DMARC over recorded zones: the worked examples of RFC 7208 (sections 7.4 and appendix A), and RFC 7489 alignment."""

from __future__ import annotations

import pytest

from forensics.model.authentication import Check, Unverifiable
from forensics.parse.spf_check import check_dmarc, check_spf, is_aligned
from tests.parse.zones import Whole

# RFC 7208, appendix A: the zone of its examples
BASE = {
    ("example.com", "A"): ["192.0.2.10", "192.0.2.11"],
    ("example.com", "MX"): ["10 mail-a.example.com", "20 mail-b.example.com"],
    ("amy.example.com", "A"): ["192.0.2.65"],
    ("bob.example.com", "A"): ["192.0.2.66"],
    ("mail-a.example.com", "A"): ["192.0.2.129"],
    ("mail-b.example.com", "A"): ["192.0.2.130"],
    ("www.example.com", "CNAME"): ["example.com"],
    ("example.org", "MX"): ["10 mail-c.example.org"],
    ("mail-c.example.org", "A"): ["192.0.2.140"],
    ("10.2.0.192.in-addr.arpa", "PTR"): ["example.com"],
    ("11.2.0.192.in-addr.arpa", "PTR"): ["example.com"],
    ("65.2.0.192.in-addr.arpa", "PTR"): ["amy.example.com"],
    ("66.2.0.192.in-addr.arpa", "PTR"): ["bob.example.com"],
    ("129.2.0.192.in-addr.arpa", "PTR"): ["mail-a.example.com"],
    ("130.2.0.192.in-addr.arpa", "PTR"): ["mail-b.example.com"],
    ("140.2.0.192.in-addr.arpa", "PTR"): ["mail-c.example.org"],
    ("4.0.0.10.in-addr.arpa", "PTR"): ["bob.example.com"],
}


def spf(record, ip, sender="user@example.com", helo="mail.example.com", **more):
    """The result for a record of example.com in that zone."""
    zone = Whole(
        BASE | {("example.com", "TXT"): [record] if isinstance(record, str) else record} | more.get("zone", {})
    )
    found = check_spf(ip, sender, helo, zone, None)
    assert isinstance(found, Check), found
    return found.result


SIMPLE = [
    ("v=spf1 +all", "203.0.113.9", "pass"),
    ("v=spf1 a -all", "192.0.2.10", "pass"),
    ("v=spf1 a -all", "192.0.2.11", "pass"),
    ("v=spf1 a -all", "192.0.2.12", "fail"),
    ("v=spf1 a:example.org -all", "192.0.2.140", "fail"),
    ("v=spf1 mx -all", "192.0.2.129", "pass"),
    ("v=spf1 mx -all", "192.0.2.130", "pass"),
    ("v=spf1 mx -all", "192.0.2.10", "fail"),
    ("v=spf1 mx:example.org -all", "192.0.2.140", "pass"),
    ("v=spf1 mx mx:example.org -all", "192.0.2.130", "pass"),
    ("v=spf1 mx mx:example.org -all", "192.0.2.140", "pass"),
    ("v=spf1 mx/30 mx:example.org/30 -all", "192.0.2.131", "pass"),
    ("v=spf1 mx/30 mx:example.org/30 -all", "192.0.2.143", "pass"),
    ("v=spf1 mx/30 mx:example.org/30 -all", "192.0.2.144", "fail"),
    ("v=spf1 ptr -all", "192.0.2.65", "pass"),
    ("v=spf1 ptr -all", "192.0.2.140", "fail"),
    ("v=spf1 ptr -all", "10.0.0.4", "fail"),
    ("v=spf1 ip4:192.0.2.128/28 -all", "192.0.2.65", "fail"),
    ("v=spf1 ip4:192.0.2.128/28 -all", "192.0.2.129", "pass"),
    # further words of the standard: qualifiers, no match, syntax, two records, no record
    ("v=spf1 ~all", "203.0.113.9", "softfail"),
    ("v=spf1 ?all", "203.0.113.9", "neutral"),
    ("v=spf1 a", "203.0.113.9", "neutral"),
    ("v=spf1 ip6:2001:db8::/32 -all", "2001:db8::5", "pass"),
    ("v=spf1 ip6:2001:db8::/32 -all", "2001:db9::5", "fail"),
    ("v=spf1 ip4:192.0.2.0/33 -all", "192.0.2.1", "permerror"),
    ("v=spf1 nonsense -all", "192.0.2.1", "permerror"),
    (["v=spf1 -all", "v=spf1 +all"], "192.0.2.1", "permerror"),
    ([], "192.0.2.1", "none"),
    ("v=spf10 -all", "192.0.2.1", "none"),
    ("v=spf1 include:example.com -all", "192.0.2.1", "permerror"),
]


@pytest.mark.parametrize(("record", "ip", "expected"), SIMPLE)
def test_appendix_a_1_simple_examples(record, ip, expected):
    assert spf(record, ip) == expected


@pytest.mark.parametrize(
    ("domain", "ip", "expected"),
    [("example.org", "192.0.2.10", "pass"), ("la.example.org", "192.0.2.10", "pass"), ("ny.example.org", "198.51.100.4", "pass"),
     ("sf.example.org", "203.0.113.9", "fail")],
)  # fmt: skip
def test_appendix_a_2_multiple_domains(domain, ip, expected):
    zone = Whole(BASE | {
        ("example.org", "TXT"): ["v=spf1 include:example.com include:example.net -all"],
        ("la.example.org", "TXT"): ["v=spf1 redirect=example.org"], ("ny.example.org", "TXT"): ["v=spf1 redirect=example.org"],
        ("sf.example.org", "TXT"): ["v=spf1 redirect=example.org"],
        ("example.com", "TXT"): ["v=spf1 a -all"], ("example.net", "TXT"): ["v=spf1 ip4:198.51.100.0/24 -all"],
    })  # fmt: skip
    found = check_spf(ip, f"user@{domain}", "x.example", zone, None)
    assert isinstance(found, Check)
    assert found.result == expected


@pytest.mark.parametrize(
    ("sender", "ip", "expected"),
    [("mary@example.com", "203.0.113.1", "pass"), ("fred+list@example.com", "203.0.113.1", "pass"), ("joel@example.com", "192.168.15.15", "pass"),
     ("joel@example.com", "192.168.15.17", "fail"), ("eve@example.com", "203.0.113.1", "fail")],
)  # fmt: skip
def test_appendix_a_3_users_as_names(sender, ip, expected):
    zone = {
        ("mobile-users._spf.example.com", "TXT"): ["v=spf1 exists:%{l1r+}.%{d}"],
        ("remote-users._spf.example.com", "TXT"): ["v=spf1 exists:%{ir}.%{l1r+}.%{d}"],
        ("mary.mobile-users._spf.example.com", "A"): ["127.0.0.2"],
        ("fred.mobile-users._spf.example.com", "A"): ["127.0.0.2"],
        ("15.15.168.192.joel.remote-users._spf.example.com", "A"): ["127.0.0.2"],
    }
    record = "v=spf1 include:mobile-users._spf.%{d} include:remote-users._spf.%{d} -all"
    assert spf(record, ip, sender, zone=zone) == expected


@pytest.mark.parametrize(("ip", "expected"), [("192.0.2.65", "pass"), ("192.0.2.140", "fail"), ("203.0.113.9", "fail")])
def test_appendix_a_4_several_requirements(ip, expected):
    zone = {
        ("ip4._spf.example.com", "TXT"): ["v=spf1 -ip4:192.0.2.0/24 +all"],
        ("ptr._spf.example.com", "TXT"): ["v=spf1 -ptr:example.com +all"],
    }
    assert spf("v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all", ip, zone=zone) == expected


SIX = "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com"
MACROS = [
    ("%{s}", "strong-bad@email.example.com"), ("%{o}", "email.example.com"), ("%{d}", "email.example.com"), ("%{d4}", "email.example.com"),
    ("%{d3}", "email.example.com"), ("%{d2}", "example.com"), ("%{d1}", "com"), ("%{dr}", "com.example.email"), ("%{d2r}", "example.email"),
    ("%{l}", "strong-bad"), ("%{l-}", "strong.bad"), ("%{lr}", "strong-bad"), ("%{lr-}", "bad.strong"), ("%{l1r-}", "strong"),
    ("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"), ("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"),
    ("%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"),
    ("%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com"),
    ("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"),
]  # fmt: skip


@pytest.mark.parametrize(("macro", "name"), [*MACROS, ("%{ir}.%{v}._spf.%{d2}", SIX)])
def test_section_7_4_macros(macro, name):
    """The record passes where the one name that the standard gives exists."""
    tail = ".x.example.net" if "." not in macro else ""
    zone = Whole(
        {("email.example.com", "TXT"): [f"v=spf1 exists:{macro}{tail} -all"], (f"{name}{tail}", "A"): ["127.0.0.2"]}
    )
    ip = "2001:db8::cb01" if name == SIX else "192.0.2.3"
    found = check_spf(ip, "strong-bad@email.example.com", "x.example", zone, None)
    assert isinstance(found, Check)
    assert found.result == "pass"


@pytest.mark.parametrize(
    ("ip", "sender", "helo", "zone", "code", "names"),
    [
        ("192.0.2.1", "a@example.com", "x", {}, "zone-not-recorded", "example.com"),
        ("192.0.2.1", "a@example.com", "x", {("example.com", "TXT"): ["v=spf1 include:other.example -all"]}, "zone-not-recorded", "other.example"),
        ("", "a@example.com", "x", {}, "client-unknown", "address"),
        ("192.0.2.1", "", "", {}, "nothing-to-verify", "HELO"),
    ],
)  # fmt: skip
def test_what_cannot_be_verified_names_what_is_missing(ip, sender, helo, zone, code, names):
    found = check_spf(ip, sender, helo, zone, None)
    assert isinstance(found, Unverifiable)
    assert found.code == code
    assert names in found.why


def test_an_empty_envelope_sender_is_judged_by_the_helo():
    found = check_spf(
        "192.0.2.1", "", "mx.example.com", Whole({("mx.example.com", "TXT"): ["v=spf1 ip4:192.0.2.1 -all"]}), None
    )
    assert isinstance(found, Check)
    assert (found.result, found.get("identity"), found.domain) == ("pass", "helo", "mx.example.com")


def test_limits_of_section_4_6_4():
    chain = {(f"n{n}.example.com", "TXT"): [f"v=spf1 include:n{n + 1}.example.com -all"] for n in range(12)}
    assert spf("v=spf1 include:n0.example.com -all", "192.0.2.1", zone=chain) == "permerror"
    assert spf("v=spf1 " + "a:none1.example a:none2.example a:none3.example -all", "192.0.2.1") == "permerror"


PASSED = Check("spf", "pass", "bounce.shop.example")
SIGNED = Check("dkim", "pass", "mail.shop.example")
DMARC = [
    ("relaxed: the same organisation", "shop.example", "v=DMARC1; p=reject", PASSED, [], "pass"),
    ("strict: the very same domain", "shop.example", "v=DMARC1; p=reject; aspf=s", PASSED, [], "fail"),
    ("dkim alone", "shop.example", "v=DMARC1; p=none", None, [SIGNED], "pass"),
    ("strict dkim", "shop.example", "v=DMARC1; p=none; adkim=s", None, [SIGNED], "fail"),
    ("another organisation", "bank.example", "v=DMARC1; p=reject", PASSED, [SIGNED], "fail"),
    (
        "what failed does not align",
        "shop.example",
        "v=DMARC1; p=reject",
        Check("spf", "fail", "shop.example"),
        [],
        "fail",
    ),
    ("no policy", "shop.example", None, PASSED, [], "none"),
]


@pytest.mark.parametrize(
    ("domain", "policy", "mine", "signed", "expected"), [each[1:] for each in DMARC], ids=[each[0] for each in DMARC]
)
def test_dmarc(domain, policy, mine, signed, expected):
    zone = Whole({(f"_dmarc.{domain}", "TXT"): [policy]} if policy else {})
    found = check_dmarc(domain, mine, signed, zone, None)
    assert isinstance(found, Check)
    assert found.result == expected


def test_the_policy_of_the_organisation_holds_for_its_subdomains():
    zone = Whole({("_dmarc.shop.example", "TXT"): ["v=DMARC1; p=reject; sp=quarantine"]})
    found = check_dmarc("news.shop.example", None, [], zone, None)
    assert isinstance(found, Check)
    assert (found.result, found.get("policy"), found.get("policy-of")) == ("fail", "quarantine", "shop.example")
    missing = check_dmarc("shop.example", None, [], {}, None)
    assert isinstance(missing, Unverifiable)
    assert missing.code == "policy-not-recorded"


@pytest.mark.parametrize(
    ("one", "other", "mode", "aligned"),
    [("a.shop.example", "shop.example", "r", True), ("a.shop.example", "shop.example", "s", False), ("shop.co.jp", "bank.co.jp", "r", False),
     ("", "", "r", False), ("co.jp", "co.jp", "r", True), ("evilshop.example", "shop.example", "r", False)],
)  # fmt: skip
def test_alignment(one, other, mode, aligned):
    assert is_aligned(one, other, mode) is aligned
