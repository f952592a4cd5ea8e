"""What the analyst has said about the case (``case.toml``): whose mail server it is, and how to write about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseSettings:
    """The settings that change how evidence is read. All optional; empty means: nobody has said."""

    title: str = ""
    examiner: str = ""
    time_zone: str = "UTC"
    """IANA name; used in views only, evidence keeps its own zones."""
    language: str = "en"
    """``en`` or ``ja``: of reports and views."""
    own_domains: tuple[str, ...] = ()
    """Mail domains of the organisation, lower case."""
    own_relays: tuple[str, ...] = ()
    """The organisation's own mail servers, whose Received lines are vouched for: host names, addresses, networks
    (``192.0.2.0/24``), or endings (``.relay.example.org``)."""
    own_authserv_ids: tuple[str, ...] = ()
    """Whose Authentication-Results are believed (RFC 8601 section 2.5); ``-`` where the own server names nobody (Exchange Online)."""
    known_good_domains: tuple[str, ...] = ()
    """Domains that the analyst vouches for beside the shipped list: partners, the house's bank, a service it uses. Lower case."""
    known_wallets: tuple[tuple[str, str], ...] = ()
    """Addresses whose owner is known (an exchange's, one's own) and what to say of them; compared without regard to case."""
    tlp: str = "TLP:AMBER"
    """Sharing level (FIRST TLP 2.0)."""

    def known_wallet(self, value: str) -> str:
        """What the analyst says of an address; empty for one that nobody has named."""
        bare = value.lower().removeprefix("bitcoincash:")
        return next(
            (said for name, said in self.known_wallets if name.lower().removeprefix("bitcoincash:") == bare), ""
        )
