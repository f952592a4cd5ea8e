"""The case as the desk: the public words, over real rows."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

import forensics as fx
from forensics.model.errors import CaseError, UnknownExhibit
from forensics.model.link import Link
from forensics.store.verify import verify


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return fx.sample_case(tmp_path_factory.mktemp("sample") / "case")


def test_the_front_door_is_light():
    code = (
        "import sys, forensics as fx; assert fx.open_case and fx.read_mail and fx.sample_case and fx.save and fx.__version__; "
        "heavy = {'pandas', 'matplotlib', 'IPython', 'numpy', 'pyarrow', 'stream_unzip', 'oxmsg'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        fx.nothing  # noqa: B018 - that it is not there is the point


def test_one_mail_needs_no_case():
    mail = fx.read_mail(b"From: a@example.org\r\nSubject: x\r\n\r\nhttps://example.com/a\r\n")
    assert [(s.observable.kind, s.observable.value) for s in mail.sightings if s.observable.kind == "url"] == [
        ("url", "https://example.com/a"),
    ]  # fmt: skip
    assert mail.findings
    assert "<script" not in (mail._repr_html_() or "")


def test_mails(case):
    assert len(case.mails) == 10
    assert case.mails.columns[:22] == (
        "exhibit", "sha256", "source", "date", "from_address", "from_name", "reply_to", "return_path", "to", "subject",
        "message_id", "origin_ip", "hops", "spf", "dkim", "dmarc", "language", "text", "defects", "attachments", "verdict",
        "verdict_probability",
    )  # fmt: skip
    row = next(iter(case.mails))
    mail = case.mails[row["exhibit"]]
    assert (mail.exhibit, mail.subject, mail.language) == ("M-0001", row["subject"], row["language"])
    assert case.original("M-0001") == mail.raw
    assert case.mails[0].raw == mail.raw
    with pytest.raises(UnknownExhibit):
        case.mails["M-0099"]


def test_observables_and_where_they_stood(case):
    wallet = case.observables.where(kind="bitcoin")[0]
    assert (wallet.kind, wallet.mails) == ("bitcoin", 1)
    assert wallet.first_seen == "2026-03-04T19:11:58+05:30"  # as the sender wrote it
    assert [row["as_written"] for row in wallet.sightings] == [wallet.value]
    assert sum(row["mails"] for row in case.observables) <= len(case.sightings)
    assert len({(row["kind"], row["value"]) for row in case.sightings}) == len(case.observables)


def test_a_wallet_whose_owner_the_analyst_knows_is_marked(tmp_path):
    case = fx.sample_case(tmp_path / "demo")
    wallet = case.observables.where(kind="bitcoin")[0].value
    assert {row["known"] for row in case.observables} == {""}
    settings = tmp_path / "demo" / "case.toml"
    lines = [line for line in settings.read_text("utf-8").splitlines() if line != "[known_wallets]"]
    settings.write_text("\n".join([*lines, "[known_wallets]", f'"{wallet}" = "hot wallet of an exchange"\n']), "utf-8")
    marked = [(row["value"], row["known"]) for row in fx.open_case(tmp_path / "demo").observables if row["known"]]
    assert marked == [(wallet, "hot wallet of an exchange")]


def test_findings_links_and_time(case):
    assert {row["rule"] for row in case.findings} >= {"sender.own-domain", "sender.mismatch"}
    assert case.findings[0].rule == next(iter(case.findings))["rule"]
    link = case.compare("M-0005", "m-1")
    assert isinstance(link, Link)
    assert link.verdict in ("inconclusive", "related")
    assert link.unknown
    assert len(case.campaigns) >= 1
    assert case.campaigns[0].why
    assert len(case.links) >= 1
    assert case.links[0].for_
    assert len(case.timeline()) > 10
    with pytest.raises(UnknownExhibit):
        case.compare("M-0001", "M-0099")


def test_nobody_is_asked(case):
    before = case.verify().lines
    answers = case.enrich("rdap")
    assert {row["status"] for row in answers} == {"not_asked"}
    assert case.verify().lines == before  # nothing was recorded, so nothing is on record


def test_a_glance(case):
    assert "10 mails" in repr(case)
    assert "10 mails" in case._repr_html_()


def test_the_same_case_gives_the_same_report(case, tmp_path):
    first, second = (fx.save(case.report(), tmp_path / name).read_bytes() for name in ("a.html", "b.html"))
    assert first == second
    assert verify(case._folder)


def test_a_case_is_only_begun_where_one_may_be(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CaseError):
        fx.open_case(tmp_path / "file")
    opened = fx.open_case(tmp_path / "新しい事件", examiner="山田")
    assert opened.settings.title == "新しい事件"
    assert opened.verify()


@pytest.mark.parametrize(("language", "said"), [("en", "inconclusive"), ("ja", "判断できない")])
def test_what_belongs_together_shows_itself_and_is_a_plain_record_without_the_desk(tmp_path, language, said):
    case = fx.sample_case(tmp_path / "case", language)
    link, campaign, mail = case.compare("M-0001", "M-0005"), case.campaigns[0], case.mails["M-0005"]
    assert repr(link).startswith(f"M-0001 – M-0005: {said}")
    assert all(reason.words in repr(link) or reason.words_ja in repr(link) for reason in link.for_)
    assert "C-1" in repr(campaign)
    assert "M-0001 M-0002 M-0003" in repr(campaign)
    assert said in str(link._repr_html_())
    assert "M-0001" in str(campaign._repr_html_())
    assert "48時間" in str(mail)
    assert repr(mail) == "Mail(exhibit='M-0005')"  # in a list of mails
    bare = dataclasses.replace(link, faces=None)
    assert bare == link
    assert repr(bare).startswith("Link(a='M-0001', b='M-0005', verdict=")
    assert bare._repr_html_() is None
    assert said in link.plot().get_title(loc="left")
    with pytest.raises(LookupError):
        campaign.plot()
