"""One mail, read with all wings: what ``parse`` says, what ``extract`` sees in it, what ``assess`` makes of it.

The same function serves one mail at the desk and a million in worker processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from forensics.assess import findings, opinion
from forensics.model.authentication import Authentication
from forensics.model.defect import Defect
from forensics.model.errors import UnreadableSource
from forensics.model.finding import Finding, Opinion
from forensics.model.mail import Mail
from forensics.model.observable import Sighting
from forensics.model.route import trusted
from forensics.model.settings import CaseSettings
from forensics.parse import authentication, emlx, outlook, read_mail
from forensics.parse.zones import recorded_zone

READ_LIMIT = 32 << 20
"""Bytes of a mail that are read. What lies behind is kept, hashed, and named as not read: memory stays bounded."""

NOT_READ = frozenset({"reading-stopped", "reading-failed", "reading-cut", "msg-unreadable", "emlx-unreadable"})
"""Defects that mean: the analyst must know that this mail was not read, or not to its end."""


def read_original(
    raw: bytes,
    form: str,
    settings: CaseSettings,
    *,
    exhibit: str = "",
    remark: str = "",
    dns_replies: Callable[[], Iterable[bytes]] = tuple,
) -> Mail:
    """The mail in an original of any form, with everything that can be worked out from it.

    ``remark`` is what intake noted on how the mail was cut out of its container (``code: words``); it joins the defects.
    ``dns_replies`` gives the recorded replies of the look-up service ``dns``, the only source of keys and policies for
    ``mail.authentication``; it is asked when that is looked at.
    """
    noted = [_defect(remark)] if remark else []
    if len(raw) > READ_LIMIT:
        noted.append(Defect("reading-cut", "", f"only the first {READ_LIMIT} bytes were read"))
        raw = raw[:READ_LIMIT]
    try:
        mail = read_mail(_message(raw, form))
    except UnreadableSource as error:
        mail = read_mail(b"")
        noted.append(Defect(f"{form}-unreadable", "", str(error)[:200]))

    def seen(mail: Mail) -> tuple[Sighting, ...]:
        sightings = finder()
        return tuple(sightings(mail, domains=settings.own_domains))

    def judged(mail: Mail) -> tuple[Finding, ...]:
        told = authentication.results(mail, settings)
        return tuple(findings(mail, mail.sightings, settings, authentication=told))

    def checked(mail: Mail) -> Authentication:
        return authentication.authentication(mail, settings, recorded_zone(dns_replies()))

    wings: dict[str, Callable[[Mail], object]] = {
        "sightings": seen,
        "findings": judged,
        "verdict": _weighed,
        "authentication": checked,
    }
    wings["trust"] = lambda mail: trusted(mail.route, settings)
    if noted:
        own = mail.wings["defects"]
        wings["defects"] = lambda mail: (*noted, *own(mail))
    return mail.with_wings(wings, exhibit)


def finder() -> Callable[..., list[Sighting]]:
    """What finds the sightings of a mail (``extract.sightings``).

    Loaded by who needs it first: its hundreds of patterns take longer to be made ready than a table of a case to be shown.
    """
    from forensics.extract import sightings

    return sightings


def _weighed(mail: Mail) -> Opinion:
    return opinion(mail.findings)


def _message(raw: bytes, form: str) -> bytes:
    if form == "msg":
        return outlook.to_eml(raw)
    return emlx.to_eml(raw) if form == "emlx" else raw


def _defect(remark: str) -> Defect:
    code, _, words = remark.partition(": ")
    return Defect(code, "", words)
