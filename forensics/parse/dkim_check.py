"""DKIM (RFC 6376, Ed25519: RFC 8463) and ARC (RFC 8617) checked by ourselves, with recorded keys, as of the time of receipt.

Why it matters: a valid signature says which domain answers for these very bytes, whoever the From names. An old mail is checked
against the clock of its receipt: its ``x=`` (expiry) has passed long ago, and that is no failure. dkimpy does the cryptography;
this file sees to it that it asks no DNS, is bounded, and that each outcome comes with its reason.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from forensics.model.authentication import Check, Unverifiable, Zone
from forensics.parse.zones import NotRecorded, records

if TYPE_CHECKING:
    import dkim

MOST_SIGNATURES = 10
"""Each costs a hash of the body; more are named and left."""
LONGEST_SIGNATURE = 16_384
LONGEST_GAP = 400
"""White space within a signature; dkimpy's patterns take square time in it."""
SLACK = 36_000
"""Seconds that clocks may differ, as dkimpy grants too."""
_TAG = re.compile(r"(?:^|;)\s*+([a-z]{1,10})\s*+=([^;]*+)", re.IGNORECASE)
_GAP = re.compile(rb"\s{%d}" % LONGEST_GAP)
_SILENT = logging.getLogger("forensics.parse.dkim_check.silent")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False
Found = Check | Unverifiable


def tags(value: bytes) -> dict[str, str]:
    """The ``tag=value`` pairs of a signature, white space taken out; the first of a name counts."""
    told: dict[str, str] = {}
    for name, text in _TAG.findall(value[:LONGEST_SIGNATURE].decode("ascii", "replace")):
        told.setdefault(name.lower(), "".join(text.split()))
    return told


def check_dkim(raw: bytes, signatures: list[bytes], zone: Zone, at: datetime | None) -> Iterator[Found]:
    """One finding for each DKIM-Signature, top to bottom. ``signatures`` are their raw values, in the order of ``raw``."""
    for n, value in enumerate(signatures[:MOST_SIGNATURES]):
        told = tags(value)
        domain = told.get("d", "").lower()
        if len(value) > LONGEST_SIGNATURE or _GAP.search(value):
            yield Unverifiable(
                "dkim", domain, "too-hostile", f"signature {n} is {len(value)} bytes long or full of white space"
            )
            continue
        missing = _missing_key(zone, told, "dkim")
        yield missing or _dkim(raw, n, told, zone, at)
    if len(signatures) > MOST_SIGNATURES:
        yield Unverifiable("dkim", "", "too-hostile", f"{len(signatures)} signatures, {MOST_SIGNATURES} were checked")


def _missing_key(zone: Zone, told: dict[str, str], method: str) -> Unverifiable | None:
    name = f"{told.get('s', '')}._domainkey.{told.get('d', '')}"
    try:
        records(zone, name, "TXT")
    except NotRecorded as error:
        why = (
            f"the key {error.name} was not recorded; keys are rotated, so one of today would prove nothing if it failed"
        )
        return Unverifiable(method, told.get("d", "").lower(), "key-not-recorded", why)
    return None


def _asker(zone: Zone) -> Callable[..., bytes | None]:
    def ask(name: bytes | str, timeout: int = 0) -> bytes | None:
        del timeout
        text = name.decode("ascii", "replace") if isinstance(name, bytes) else name
        found = records(zone, text, "TXT")
        return found[0].encode("utf-8", "replace") if found else None

    return ask


def _dkim(raw: bytes, n: int, told: dict[str, str], zone: Zone, at: datetime | None) -> Check:
    domain = told.get("d", "").lower()
    properties = [
        (key, told[tag])
        for tag, key in (("s", "selector"), ("a", "algorithm"), ("i", "identity"), ("h", "headers"))
        if told.get(tag)
    ]
    if "l" in told:
        properties.append(("body-length", told["l"]))
    late = _times(told, at)
    if late:
        return Check("dkim", "permerror" if "future" in late else "policy", domain, late, tuple(properties), at)
    if "from" not in told.get("h", "").lower().split(":"):
        return Check(
            "dkim", "permerror", domain, "the From header is not signed (RFC 6376 section 5.4)", tuple(properties), at
        )
    try:
        right = _Signed(raw, logger=_SILENT).verify(n, dnsfunc=_asker(zone))
        result, why = ("pass", "the signature holds") if right else _no(zone, told)
    except _dkim_errors() as error:
        result, why = _failure(str(error))
    except Exception as error:  # noqa: BLE001 - whatever a hostile signature makes the library stumble over is a broken signature
        result, why = "permerror", f"{type(error).__name__}: {error}"[:200]
    return Check("dkim", result, domain, why, tuple(properties), at)


def _no(zone: Zone, told: dict[str, str]) -> tuple[str, str]:
    """Dkimpy says no alike for a key that is no key and for a signature that is wrong."""
    import dkim as library

    text = _asker(zone)(f"{told.get('s', '')}._domainkey.{told.get('d', '')}")
    try:
        library.evaluate_pk(b"key", text)
    except Exception as error:  # noqa: BLE001 - a hostile key record, whatever it trips, is no key
        if re.search(rb"(?:^|;)\s*+p\s*+=\s*+(?:;|$)", text or b""):
            return "permerror", "the key was revoked (empty p=)"
        return "permerror", f"no usable key: {error}"[:200]
    return "fail", "the headers were changed, or this key did not sign them"


def _failure(words: str) -> tuple[str, str]:
    if words.startswith("body hash mismatch"):
        return "fail", "the body was changed after it was signed"
    return "permerror", words[:200]


def _times(told: dict[str, str], at: datetime | None) -> str:
    """What is wrong with ``t=`` and ``x=`` at the time of receipt; without one nothing can be."""
    signed, expires = told.get("t", ""), told.get("x", "")
    if (
        signed.isdecimal()
        and expires.isdecimal()
        and len(signed) < 16
        and len(expires) < 16
        and int(expires) < int(signed)
    ):
        return "the signature expires before it was made (x= is below t=): made in the future or nonsense"
    if at is None:
        return ""
    now = at.timestamp()
    if signed.isdecimal() and len(signed) < 16 and int(signed) > now + SLACK:
        return "signed in the future, seen from the receipt (t=)"
    if expires.isdecimal() and len(expires) < 16 and int(expires) < now - SLACK:
        return "had expired when the mail came (x=)"
    return ""


def check_arc(raw: bytes, seals: list[bytes], zone: Zone, at: datetime | None) -> Iterator[Found]:
    """The chain as a whole (RFC 8617 section 5.2), where every key of it was recorded. Nothing for a mail without ARC."""
    if not seals:
        return
    sealer = max(
        (tags(seal) for seal in seals),
        key=lambda told: int(told["i"]) if told.get("i", "").isdecimal() and len(told["i"]) < 4 else 0,
    )
    domain = sealer.get("d", "").lower()
    if len(seals) > 50 or any(len(seal) > LONGEST_SIGNATURE or _GAP.search(seal) for seal in seals):
        yield Unverifiable("arc", domain, "too-hostile", f"{len(seals)} seals")
        return
    import dkim as library

    try:
        result, details, why = library.ARC(raw, logger=_SILENT).verify(dnsfunc=_asker(zone))
    except NotRecorded as error:
        yield Unverifiable("arc", domain, "key-not-recorded", f"a key of the chain was not recorded: {error.name}")
        return
    except Exception as error:  # noqa: BLE001 - as above: a chain that trips the library is a broken chain
        yield Check("arc", "permerror", domain, f"{type(error).__name__}: {error}"[:200], (), at)
        return
    if "is past" in str(why):
        yield Unverifiable("arc", domain, "expired", "a signature of the chain carries an expiry that has passed since")
        return
    outcome = result.decode("ascii") if isinstance(result, bytes) else "fail"
    seen = tuple(("sealed-by", _text(each.get("as-domain"))) for each in details)
    yield Check("arc", outcome, domain, str(why)[:200], (("instances", str(len(details))), *seen), at)


def _text(value: Any) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else str(value or "")


def _dkim_errors() -> tuple[type[Exception], ...]:
    import dkim as library

    return (library.DKIMException,)


def _Signed(raw: bytes, logger: logging.Logger) -> dkim.DKIM:  # noqa: N802 - stands for the class that it makes
    """Dkimpy's verifier without its look at today's clock: the times were judged above, by the receipt."""
    import dkim as library
    from dkim.util import parse_tag_value

    class Signed(library.DKIM):  # type: ignore[misc]  # the library carries no types
        def verify_headerprep(self, idx: int = 0) -> Any:
            found = [(name, value) for name, value in self.headers if name.lower() == b"dkim-signature"]
            if len(found) <= idx:
                return False
            sig = parse_tag_value(found[idx][1])
            library.validate_signature_fields({tag: text for tag, text in sig.items() if tag not in (b"t", b"x")})
            self.signature_fields = sig
            self.domain, self.selector = sig[b"d"], sig[b"s"]
            include = [name.lower() for name in re.split(rb"\s*+:\s*+", sig[b"h"])]
            self.include_headers = tuple(include)
            return sig, include, found

    return Signed(raw, logger=logger)
