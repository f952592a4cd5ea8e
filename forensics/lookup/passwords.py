"""Was a password leaked? Asked by five hex digits of its hash (Have I Been Pwned, k-anonymity): the password stays here.

Why it matters: the lever of an extortion mail is a password that came from a leak. A count above zero says that it is known to
many, so the writer need not have been on the machine. The case keeps no password; whoever asks hands the word over for the
moment of asking, and the record is of its salted, shortened hash, as it is in the case.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from forensics.lookup.failures import BadReply
from forensics.lookup.service import DoorLike, Question, Service, Told
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

_LINE = re.compile(rb"([0-9A-F]{35}):(\d{1,12})\s*", re.IGNORECASE)
KIND = "sha1"
"""The kind in which the hash of a password comes here; nothing of that kind is ever recorded."""


def digest(password: str) -> Observable:
    """A password as it is handed to this service."""
    return Observable(KIND, hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper())


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """Five digits leave."""
    if observable.kind != KIND or not re.fullmatch(r"[0-9A-F]{40}", observable.value):
        return "the case keeps no password, only a mask of it: hand the words over (lookup.passwords.leaked)"
    url = f"{place.url}range/{observable.value[:5]}"
    return Question(f"GET {url}", urlsplit(url).hostname or "", {"url": url, "rest": observable.value[5:]})


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """The count. What came is not kept: which of its lines was looked for would show in it."""
    reply = door.http("passwords", place, question.send["url"], headers={"Add-Padding": "true"})
    lines = [_LINE.fullmatch(line) for line in reply.body.splitlines() if line.strip()]
    if not lines or not all(lines):
        raise BadReply("the reply is no list of hashes and counts")
    wanted = question.send["rest"].encode()
    count = next((int(line[2]) for line in lines if line is not None and line[1].upper() == wanted), 0)
    found = Status.FOUND if count else Status.NOT_FOUND
    return Told(found, {"count": str(count)}, b"", "" if count else "in no leak that is known there")


SERVICE = Service(
    name="passwords",
    kinds=("password",),
    purpose={"en": "whether a claimed password was leaked", "ja": "記載されたパスワードの漏えいの有無"},
    learns={
        "en": "Have I Been Pwned: five digits of a hash, which some hundred passwords share",
        "ja": "Have I Been Pwned(ハッシュの先頭 5 桁のみ。数百のパスワードに共通)",
    },
    place=Place("https://api.pwnedpasswords.com/", rates=((5, 1.0),)),
    plan=plan,
    ask=ask,
)
