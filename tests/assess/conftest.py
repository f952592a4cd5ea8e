"""``judge``: one small mail in, the findings of all rules out."""

from __future__ import annotations

import pytest

from forensics import read_mail
from forensics.assess import RULES, findings
from forensics.extract import sightings
from forensics.model.settings import CaseSettings

KAEDE = CaseSettings(
    own_domains=("kaede.example",), own_relays=("mx.kaede.example",), own_authserv_ids=("mx.kaede.example",)
)


def mail_of(text="", *, html="", subject="", sender="a@shop.example", **headers):
    """The bytes of a mail: UTF-8, one part."""
    lines = [f"From: {sender}", f"Subject: {subject}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    kind, body = ("html", html) if html else ("plain", text)
    lines += [
        "MIME-Version: 1.0",
        f"Content-Type: text/{kind}; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        body,
    ]
    return "\r\n".join(lines).encode()


@pytest.fixture(scope="session")
def judge():
    """``judge(text, subject=..., auth=("pass", "pass", "pass"))`` -> rule -> finding."""

    def judged(text="", *, auth=("", "", ""), settings=KAEDE, **parts):
        mail = read_mail(mail_of(text, **parts))
        found = findings(mail, sightings(mail), settings, authentication=auth)
        assert [each.rule for each in found] == [name for name, _ in RULES]
        return {each.rule: each for each in found}

    return judged
