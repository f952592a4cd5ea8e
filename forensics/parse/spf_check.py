"""SPF (RFC 7208) evaluated by ourselves over a recorded zone, and DMARC (RFC 7489) from what SPF and DKIM gave.

Why it matters: SPF says whether the domain of the envelope sender had allowed that client, DMARC whether any of it speaks for the
domain that the reader sees in From. Both need the DNS of the time of receipt. pyspf evaluates; the zone alone answers it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from forensics.domains import registrable
from forensics.model.authentication import Check, Unverifiable, Zone
from forensics.parse.zones import NotRecorded, records

LONGEST_NAME = 255
_POLICY_TAGS = ("p", "sp", "adkim", "aspf", "pct")


def check_spf(client_ip: str, mail_from: str, helo: str, zone: Zone, at: datetime | None) -> Check | Unverifiable:
    """SPF of MAIL FROM, of HELO where the envelope sender is empty (RFC 7208 section 2.4)."""
    sender = mail_from if "@" in mail_from else ""
    domain = (sender or helo).rpartition("@")[2].lower().rstrip(".")
    if not client_ip:
        return Unverifiable(
            "spf", domain, "client-unknown", "no own server's line says which address handed the mail in"
        )
    if not domain or len(domain) > LONGEST_NAME:
        return Unverifiable("spf", "", "nothing-to-verify", "neither an envelope sender nor a HELO name is known")
    _library()
    try:
        result, why = _evaluate(client_ip, sender, helo or "unknown", zone)
    except NotRecorded as error:
        return Unverifiable("spf", domain, "zone-not-recorded", str(error))
    except Exception as error:  # noqa: BLE001 - what trips the library in a hostile record is a broken record
        result, why = "permerror", f"{type(error).__name__}: {error}"
    identity = "mailfrom" if sender else "helo"
    return Check("spf", result, domain, why[:200], (("client-ip", client_ip), ("identity", identity)), at)


@lru_cache(maxsize=1)
def _library() -> Any:
    """Pyspf, loaded at the first question; its old-style escapes are warned of each time it is compiled."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spf
    return spf


def _evaluate(client_ip: str, sender: str, helo: str, zone: Zone) -> tuple[str, str]:
    spf = _library()

    query: Any = spf.query

    class Recorded(query):  # type: ignore[misc]  # the library carries no types
        def dns(self, name: str, qtype: str, cnames: object = None, ignore_void: bool = False) -> list[Any]:
            del cnames
            if not name or not all(0 < len(label) < 64 for label in str(name).rstrip(".").split(".")):
                return []
            found = [_answer(qtype, text) for text in records(zone, str(name), qtype)]
            if not found and not ignore_void:
                self.void_lookups += 1
                if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                    raise spf.PermError(f"Void lookup limit of {spf.MAX_VOID_LOOKUPS} exceeded")
            return found

    result, _, why = Recorded(i=client_ip, s=sender, h=helo).check()
    return str(result), str(why)


def _answer(kind: str, text: str) -> Any:
    if kind in ("TXT", "SPF"):
        return (text.encode("utf-8", "replace"),)
    if kind == "MX":
        preference, _, name = text.strip().partition(" ")
        return (int(preference) if preference.isdigit() else 0, name.strip().rstrip(".") or preference)
    return text.rstrip(".") if kind == "PTR" else text


def check_dmarc(
    from_domain: str, spf: Check | None, dkim: Iterable[Check], zone: Zone, at: datetime | None
) -> Check | Unverifiable:
    """DMARC of the domain in From. An aligned pass is told even where nobody recorded the policy; its absence is not."""
    domain = from_domain.lower().rstrip(".")
    if not domain:
        return Unverifiable("dmarc", "", "nothing-to-verify", "From names no domain")
    try:
        where, policy = _policy(domain, zone)
    except NotRecorded as error:
        return Unverifiable("dmarc", domain, "policy-not-recorded", str(error))
    if policy is None:
        return Check("dmarc", "none", domain, "the domain publishes no policy", (), at)
    aligned = []
    if spf is not None and spf.result == "pass" and is_aligned(spf.domain, domain, policy.get("aspf", "r")):
        aligned.append("spf")
    if any(each.result == "pass" and is_aligned(each.domain, domain, policy.get("adkim", "r")) for each in dkim):
        aligned.append("dkim")
    asked = policy.get("sp", policy.get("p", "")) if where != domain else policy.get("p", "")
    told = (("policy", asked), ("policy-of", where), ("aligned", " ".join(aligned)))
    if aligned:
        return Check(
            "dmarc", "pass", domain, f"{' and '.join(aligned)} passed for a domain of the same organisation", told, at
        )
    return Check("dmarc", "fail", domain, "nothing that passed belongs to the organisation of From", told, at)


def is_aligned(one: str, other: str, mode: str = "r") -> bool:
    """RFC 7489 section 3.1: the same domain, or in relaxed mode the same organisational domain."""
    a, b = one.lower().rstrip("."), other.lower().rstrip(".")
    return bool(a) and (a == b or (mode.lower() != "s" and bool(registrable(a)) and registrable(a) == registrable(b)))


def _policy(domain: str, zone: Zone) -> tuple[str, dict[str, str] | None]:
    for name in dict.fromkeys((domain, registrable(domain))):
        if not name:
            continue
        found = [text for text in records(zone, f"_dmarc.{name}", "TXT") if text.strip().lower().startswith("v=dmarc1")]
        if len(found) == 1:
            pairs = (piece.partition("=") for piece in found[0].split(";")[:50])
            told = {key.strip().lower(): value.strip().lower() for key, _, value in pairs}
            return name, {key: told[key] for key in _POLICY_TAGS if key in told}
    return "", None
