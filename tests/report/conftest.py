"""Made-up facts for reports: as many mails as wanted, every text of them chosen by the test."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from forensics.model.answer import Answer, Status
from forensics.model.checklist import Step
from forensics.model.event import Certainty, Event
from forensics.model.evidence import Evidence, Source
from forensics.model.finding import Finding, Ground, Verdict
from forensics.model.link import Campaign, Link, LinkVerdict, Reason
from forensics.model.observable import Observable
from forensics.model.report import CaseFacts
from forensics.model.settings import CaseSettings
from tests.report.hostile import SECRETS

SAID = {"en": "", "ja": ""}
START = datetime(2026, 3, 3, 0, 12, tzinfo=UTC)
OWN = CaseSettings(
    title="Maintenance notice", time_zone="Asia/Tokyo", own_domains=("kaede.example",), own_relays=("mx.kaede.example",)
)


def finding(words: str, answer: Verdict = Verdict.YES) -> Finding:
    note = {"en": words, "ja": words}
    return Finding(
        rule="links.recipient",
        question={"en": "Does a link carry the reader's address?", "ja": "リンクに受信者のアドレスが含まれるか"},
        answer=answer,
        strength=0.8,
        sentence={"en": f"A link carries the reader's address: {words}", "ja": f"リンクに受信者のアドレス: {words}"},
        grounds=(Ground("part 1 text", f"http://flower-shop.example/x.php?uid=hanako@kaede.example {words}", note),),
        against=(Ground("header From", words),),
    )


@pytest.fixture(scope="session")
def made():
    """``made(count, words)``: the facts of a case of ``count`` mails in which every free text is ``words``."""

    def facts(count: int = 3, words: str = "【重要】お手続き") -> CaseFacts:
        names = [f"M-{n:04d}" for n in range(1, count + 1)]
        hashes = [hashlib.sha256(name.encode()).hexdigest() for name in names]
        times = [START + timedelta(hours=n) for n in range(count)]
        dates = [time.isoformat() for time in times]
        shared = Reason("domain", words, 6.5, f"Both mails point to {words}", f"どちらも {words} を指す")
        recipients = ("hanako", "hiroshi", "jiro")
        return CaseFacts(
            settings=OWN,
            evidence=(
                *(
                    Evidence(n, "mail", digest, 3000 + n, "eml", (Source(f"inbox/hanako/{words}.eml"),))
                    for n, digest in enumerate(hashes, 1)
                ),
                Evidence(1, "file", "0" * 64, 12, "png", (Source("x.png"),)),
            ),
            problems={"F-0001": f"not a mail: {words}"},
            mails=tuple(
                {
                    "exhibit": name,
                    "date": date,
                    "from_address": "support@kaede-support.test",
                    "to": f"{recipients[n % 3]}@kaede.example",
                    "subject": words,
                    "attachments": words,
                    "defects": words,
                }
                for n, (name, date) in enumerate(zip(names, dates, strict=True))
            ),
            observables=(
                {"kind": "url", "value": "http://flower-shop.example/?u=jiro@kaede.example", "mails": count},
                {"kind": "bitcoin", "value": "139rGdXxWN4Q5PvRzYjfUTJiMnNUHUQV39", "mails": 1, "exhibits": names[0]},
                {"kind": "domain", "value": words, "mails": 1, "first_seen": dates[0], "last_seen": dates[-1]},
                {"kind": "password", "value": "sakura-1987", "mails": 1},
            ),
            findings=tuple((name, finding(f"{words} sakura-1987")) for name in names)
            + tuple((name, finding(words, Verdict.NOT_EXAMINED)) for name in names[:1]),
            links=(Link(names[0], names[-1], LinkVerdict.INCONCLUSIVE, 0.4, (shared,), (shared,), (shared,)),),
            campaigns=(Campaign("C-1", tuple(names[:-1]), dates[0], dates[-1], (shared,)),),
            events=(
                *tuple(
                    event
                    for name, time in zip(names, times, strict=True)
                    for event in (
                        Event(time, name, "date header", "header Date", Certainty.CLAIMED, words),
                        Event(time, name, "received", "received 0", Certainty.OBSERVED, words),
                    )
                ),
                Event(None, names[0], "date header", "header Date", Certainty.CLAIMED, words),
            ),
            answers=(Answer(Observable("domain", words), "whois", Status.FOUND, START, facts={"registrar": words}),),
            services={"rdap": {"en": "who holds a domain", "ja": "登録者"}},
            custody=({"time": "2026-03-05T00:00:00+00:00", "who": "A. Analyst", "what": words},),
            custody_head="f" * 64,
            verified=(),
            versions={"forensics": "0.1.0"},
        )

    return facts


@pytest.fixture(scope="session")
def whole(made):
    """Facts in which every kind of secret stands wherever words of a mail can stand."""

    def facts(words: str = " ".join(SECRETS)):
        block = Step("block", SAID, SAID, SAID, (("domain", "flower-shop.example"), ("domain", "evil.test\n* CNAME x"),
            ("sender", "support@kaede-support.test"), ("ip", "203.0.113.45"), ("ip", "2001:db8::5"),
            ("sender", "hanako@kaede.example")), ("M-0001",))  # fmt: skip
        contacts = Step("report", SAID, SAID, SAID, (("abuse, flower-shop.example", "abuse@tokiwa-hosting.example"),))
        return dataclasses.replace(made(words=words), names=("佐藤 花子", "Mail"), advice=(block, contacts))

    return facts
