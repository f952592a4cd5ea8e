"""WHOIS: who sold a name, since when it exists, where it is served, whom to tell of abuse (RFC 3912).

record = parse_reply(raw, "example.org")
record.registrar, record.created, record.name_servers, record.outcome
"""

from __future__ import annotations

from forensics.lookup.whois import domain as domains
from forensics.lookup.whois import network as networks
from forensics.lookup.whois.record import NetworkRecord, Outcome, WhoisRecord

__all__ = ["NetworkRecord", "Outcome", "WhoisRecord", "parse_network", "parse_reply"]


def parse_reply(raw: str | bytes, domain: str) -> WhoisRecord:
    """What a reply says of a domain. Bytes are read as UTF-8, else in the encodings that registries use. Never raises."""
    return domains.read(text_of(raw), domain)


def parse_network(raw: str | bytes, address: str) -> NetworkRecord:
    """What a regional registry (ARIN, RIPE, APNIC, JPNIC, LACNIC, AFRINIC) says of an IP address. Never raises."""
    return networks.read(text_of(raw), address)


def text_of(raw: str | bytes) -> str:
    """The reply as text: UTF-8, else ISO-2022-JP or EUC-JP where it shows Japanese, else Latin-1."""
    if isinstance(raw, str):
        return raw
    codecs = ("iso2022_jp", "utf-8", "euc_jp", "latin-1") if b"\x1b$" in raw else ("utf-8", "euc_jp", "latin-1")
    for codec in codecs:
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")
