"""Campaigns asked for again: unchanged, grown by a little, grown by much, or seen with other settings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forensics import correlate
from forensics.correlate import growing, index
from tests.correlate.test_correlate import lure


@pytest.fixture
def read(monkeypatch):
    """How often all mails were read, and how often only those that came."""
    told: list[str] = []

    def counted(name):
        real = getattr(index, name)

        def one_more(*given):
            told.append(name)
            return real(*given)

        return one_more

    for name in ("read", "read_after"):
        monkeypatch.setattr(index, name, counted(name))
    return told


@pytest.fixture
def large(monkeypatch):
    """Every case counts as a large one, and half as many again as little."""
    monkeypatch.setattr(growing, "LARGE", 0)
    monkeypatch.setattr(growing, "LITTLE", 0.5)


def two_waves(case):
    """Two senders, four mails each; ``C-1`` and ``C-5``."""
    for n in range(4):
        lure(case, n, host="kit.example.net", sender=f"a{n}@kit.example.net", ip="203.0.113.5")
    for n in range(4):
        parcel(case, n)


def parcel(case, n):
    text = (
        "The parcel that you expect could not be handed over to you today, since nobody was in.\n"
        "Please choose another day on which we may come, and have two euros at hand for it.\n"
        f"http://post.example.com/a/{n}"
    )
    return case.mail(text=text, ip="198.51.100.9", day=n, sender=f"y{n}@post.example.com")


def held(found):
    return {each.name: each.mails for each in found}


def test_a_case_that_stayed_as_it_was_is_not_read_again(case, read):
    two_waves(case)
    session = correlate.Growing()
    first = session.campaigns(case.rows, case.settings)
    assert session.campaigns(case.rows, case.settings) == first
    assert read == ["read"]
    assert list(held(first)) == ["C-1", "C-5"]


def test_what_is_handed_out_is_the_asker_s_own(case):
    two_waves(case)
    session = correlate.Growing()
    session.campaigns(case.rows, case.settings).clear()
    assert len(session.campaigns(case.rows, case.settings)) == 2


@pytest.mark.usefixtures("large")
def test_a_mail_that_comes_finds_its_campaign_and_the_other_stays(case, read):
    two_waves(case)
    session = correlate.Growing()
    before = session.campaigns(case.rows, case.settings)
    late = parcel(case, 9)
    early = lure(case, -7, host="kit.example.net", sender="b@kit.example.net", ip="203.0.113.5")
    after = session.campaigns(case.rows, case.settings)
    assert read == ["read", "read_after"]
    assert held(after) == {"C-1": (*before[0].mails, early), "C-5": (*before[1].mails, late)}
    assert held(after) == held(case.campaigns())
    assert after[0].first < before[0].first, "it was sent before all others"


@pytest.mark.usefixtures("large")
def test_what_no_new_link_reaches_is_told_as_before(case):
    two_waves(case)
    session = correlate.Growing()
    before = session.campaigns(case.rows, case.settings)
    parcel(case, 9)
    after = session.campaigns(case.rows, case.settings)
    assert after[0] is before[0]
    assert after[1] is not before[1]


@pytest.mark.usefixtures("large")
def test_mails_that_come_make_a_campaign_of_their_own_or_none(case):
    two_waves(case)
    session = correlate.Growing()
    session.campaigns(case.rows, case.settings)
    case.mail(text="We meet at noon.", sender="kenji@kaede.example")
    assert list(held(session.campaigns(case.rows, case.settings))) == ["C-1", "C-5"]
    names = [lure(case, n, host="other.example.org", sender=f"c{n}@other.example.org", ip="192.0.2.9") for n in (1, 2)]
    after = held(session.campaigns(case.rows, case.settings))
    assert after == held(case.campaigns())
    assert any(set(names) <= set(mails) for mails in after.values())


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    "why",
    [
        pytest.param("much", id="more came than counts as little"),
        pytest.param("settings", id="the settings are others"),
        pytest.param("small", id="the case is not large"),
    ],
)
def test_all_is_worked_out_anew(case, read, monkeypatch, why):
    two_waves(case)
    settings = case.settings
    session = correlate.Growing()
    if why == "small":
        monkeypatch.setattr(growing, "LARGE", 50_000)
    session.campaigns(case.rows, settings)
    for n in range(6 if why == "much" else 1):
        parcel(case, 20 + n)
    if why == "settings":
        settings = replace(settings, own_domains=("kaede.example", "momiji.example"))
    after = session.campaigns(case.rows, settings)
    assert read == ["read", "read"]
    assert after == correlate.campaigns(case.rows, settings)


@pytest.mark.usefixtures("large")
def test_little_by_little_is_not_little_for_ever(case, read, monkeypatch):
    """What was added since all was worked out counts together."""
    monkeypatch.setattr(growing, "LITTLE", 0.3)
    two_waves(case)
    session = correlate.Growing()
    session.campaigns(case.rows, case.settings)
    for n in range(4):
        parcel(case, 20 + n)
        session.campaigns(case.rows, case.settings)
    assert read == ["read", "read_after", "read_after", "read", "read_after"]


@pytest.mark.usefixtures("large")
def test_a_failure_half_way_leaves_nothing_half_done(case, monkeypatch):
    two_waves(case)
    session = correlate.Growing()
    session.campaigns(case.rows, case.settings)
    parcel(case, 9)
    with monkeypatch.context() as patch:
        patch.setattr(growing, "group", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            session.campaigns(case.rows, case.settings)
    assert held(session.campaigns(case.rows, case.settings)) == held(case.campaigns())
