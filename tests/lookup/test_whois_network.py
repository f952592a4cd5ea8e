"""What the regional registries say of an address, each in its own format. All made up, on documentation networks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.lookup.whois import Outcome, parse_network

ARIN = """\
#
# ARIN WHOIS data and services are subject to the Terms of Use
#

NetRange:       198.51.0.0 - 198.51.255.255
CIDR:           198.51.0.0/16
NetName:        EXAMPLE-BIG
OriginAS:       AS64496
Organization:   Example Carrier (EXCA)
RegDate:        2001-05-06
Updated:        2020-01-02

OrgName:        Example Carrier
Country:        US
RegDate:        2000-01-01

OrgAbuseEmail:  abuse@carrier.example
OrgAbusePhone:  +1-555-0100

NetRange:       198.51.100.0 - 198.51.100.255
CIDR:           198.51.100.0/24
NetName:        EXAMPLE-SMALL
CustName:       Hanako Shoten
Country:        JP
RegDate:        2015-03-04
"""
RIPE = """\
% This is the RIPE Database query service.

% Abuse contact for '203.0.113.0 - 203.0.113.255' is 'abuse@hoster.example'

inetnum:        203.0.113.0 - 203.0.113.255
netname:        EXAMPLE-NET
descr:          A line of text
country:        NL
org:            ORG-EX1-RIPE
status:         ASSIGNED PA
created:        2012-06-07T08:09:10Z
last-modified:  2019-01-02T03:04:05Z

organisation:   ORG-EX1-RIPE
org-name:       Example Hosting B.V.

route:          203.0.113.0/24
origin:         AS64500
"""
APNIC = """\
% [whois.apnic.net]

inetnum:        203.0.112.0 - 203.0.127.255
netname:        EXAMPLE-JP
descr:          Example K.K.
country:        JP
last-modified:  2021-02-03T00:00:00Z

irt:            IRT-EXAMPLE
abuse-mailbox:  hostmaster@nic.example
"""
JPNIC = """\
[ JPNIC database provides information regarding IP address and ASN. ]
Network Information: [ネットワーク情報]
a. [IPネットワークアドレス]     203.0.113.0/24
b. [ネットワーク名]             EXAMPLE
f. [組織名]                     株式会社花子商店
g. [Organization]               Hanako Shoten K.K.
m. [管理者連絡窓口]             EX123JP
[割当年月日]                    2008/04/05
[最終更新]                      2020/06/07 01:02:03(JST)
"""
LACNIC = """\
% Joint Whois - whois.lacnic.net

inetnum:     198.51/16
status:      allocated
aut-num:     AS64501
owner:       Ejemplo S.A.
ownerid:     BR-EJSA-LACNIC
country:     BR
created:     20040506
changed:     20180910
"""
AFRINIC = """\
% This is the AfriNIC Whois server.

inet6num:       2001:db8::/32
netname:        EXAMPLE-AF
descr:          Example Networks
country:        ZA
status:         ALLOCATED-BY-RIR
"""


@pytest.mark.parametrize(
    ("reply", "address", "wanted"),
    [
        (ARIN, "198.51.100.7", ("arin", "198.51.100.0", "EXAMPLE-SMALL", "Hanako Shoten", "JP", date(2015, 3, 4), "abuse@carrier.example", None)),
        (ARIN, "198.51.9.7", ("arin", "198.51.0.0", "EXAMPLE-BIG", "Example Carrier (EXCA)", "US", date(2001, 5, 6), "abuse@carrier.example", 64496)),
        (RIPE, "203.0.113.9", ("ripe", "203.0.113.0", "EXAMPLE-NET", "Example Hosting B.V.", "NL", date(2012, 6, 7), "abuse@hoster.example", 64500)),
        (APNIC, "203.0.113.9", ("apnic", "203.0.112.0", "EXAMPLE-JP", "Example K.K.", "JP", None, "hostmaster@nic.example", None)),
        (JPNIC, "203.0.113.9", ("jpnic", "203.0.113.0", "EXAMPLE", "株式会社花子商店", None, date(2008, 4, 5), None, None)),
        (LACNIC, "198.51.100.7", ("lacnic", "198.51.0.0", "BR-EJSA-LACNIC", "Ejemplo S.A.", "BR", date(2004, 5, 6), None, 64501)),
        (AFRINIC, "2001:db8::25", ("afrinic", "2001:db8::", "EXAMPLE-AF", "Example Networks", "ZA", None, None, None)),
    ],
)  # fmt: skip
def test_the_smallest_network_that_holds_the_address(reply, address, wanted):
    told = parse_network(reply, address)
    assert told.outcome is Outcome.FOUND
    whose = (told.registry, told.first, told.name, told.organisation, told.country)
    assert (*whose, told.created, told.abuse_mail, told.as_number) == wanted


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("%ERROR:101: no entries found\n", Outcome.NOT_FOUND),
        ("No match found for 192.0.2.1.\n", Outcome.NOT_FOUND),
        ("%ERROR:201: access denied for 192.0.2.7\n", Outcome.NOT_AUTHORISED),
        ("% Query rate limit exceeded\n", Outcome.RATE_LIMITED),
        ("inetnum: nonsense - 7\n", Outcome.UNREADABLE),
    ],
)
def test_no_network(reply, outcome):
    assert parse_network(reply, "192.0.2.1").outcome is outcome


@given(st.text(alphabet=st.sampled_from("inetnum: NetRange\n-/.0123456789abc[]:"), max_size=300))
def test_no_text_is_too_odd(text):
    assert parse_network(text, "192.0.2.1").outcome in Outcome
