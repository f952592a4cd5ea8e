"""RDAP: what registries say of a domain, a network, an AS number, in fields with names (RFC 7480 to 7484, 9082 to 9083, 9224)."""

from __future__ import annotations

from forensics.lookup.rdap.bootstrap import Bootstrap, shipped
from forensics.lookup.rdap.record import Entity, RdapRecord, RdapReply
from forensics.lookup.rdap.reply import parse_reply

__all__ = ["Bootstrap", "Entity", "RdapRecord", "RdapReply", "parse_reply", "shipped"]
