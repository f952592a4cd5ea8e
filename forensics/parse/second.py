"""A second opinion: where the ``mail-parser`` library reads the same bytes differently.

Two programs that read one mail differently are what an attacker needs: the filter sees one sender or attachment, the victim another.
So disagreement is itself worth a look. Its bodies are not compared (it leaves ISO-2022-JP undecoded).
"""

from __future__ import annotations

import warnings

from forensics.model.mail import Disagreement, Mail

MAX_BYTES = 20_000_000


def second_opinion(mail: Mail) -> tuple[Disagreement, ...]:
    """The points on which the other parser differs; one that says ``exception`` where it failed on the bytes."""
    if len(mail.raw) > MAX_BYTES:
        return (Disagreement("not asked", "", f"the mail is larger than {MAX_BYTES} bytes"),)
    import mailparser

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            other = mailparser.parse_from_bytes(mail.raw)
            theirs = {
                "subject": str(other.subject or ""),
                "from address": next((a for _, a in other.from_ if a), ""),
                "from name": next((n for n, _ in other.from_), ""),
                "number of To addresses": str(sum(1 for _, a in other.to if a)),
                "message id": str(other.message_id or ""),
                "number of Received lines": str(len(other.received_raw)),
                "attachment names": ", ".join(sorted(str(a.get("filename") or "") for a in other.attachments)),
            }
    except Exception as error:  # noqa: BLE001 - any failure of the other engine is the answer, and is reported
        return (Disagreement("exception", "read without one", f"{type(error).__name__}: {error}"[:300]),)
    ours = {
        "subject": mail.subject or "",
        "from address": mail.from_address,
        "from name": mail.from_name,
        "number of To addresses": str(sum(1 for a in mail.to if a.address)),
        "message id": mail.message_id,
        "number of Received lines": str(len(mail.header_all("received"))),
        "attachment names": ", ".join(sorted(a.name for a in mail.attachments)),
    }
    return tuple(
        Disagreement(what, ours[what][:300], theirs[what][:300])
        for what in ours
        if " ".join(ours[what].split()) != " ".join(theirs[what].split())
    )
