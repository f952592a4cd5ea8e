"""A campaign over time, two campaigns, and how every number is called down to the mails and places it rests on."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from forensics import correlate
from forensics.correlate import rhythm
from forensics.model.errors import UnknownExhibit
from forensics.model.link import LinkVerdict
from forensics.model.portrait import Aspect

WALLET = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
OLD = """I have had the control over your computer for months and saw everything.
Pay {sum} USD in bitcoin to {wallet} within 48 hours.
If you do not pay, all your friends will see the film that I have made with your camera.
"""
NEW = """Your files were copied by our group and nobody can help you any more.
Send {sum} USD in bitcoin to {wallet} within 48 hours.
We keep our word towards those who pay, and towards those who do not pay as well.
"""
CARD = """会員の皆様へ、お客様のカードのご利用を制限しております。
本人確認のお手続きをお願いいたします。
http://card.example.org/jp/id/{n}
"""


def blackmail(case):
    for day, text, price in ((0, OLD, 965), (1, OLD, 965), (9, OLD, 1200), (30, NEW, 1500), (31, NEW, 1500)):
        case.mail(
            text=text.format(sum=price, wallet=WALLET),
            day=day,
            sender=f"x{day}@tora.example.org",
            to=f"r{day % 2}@kaede.example",
        )


def told(case, name="C-1"):
    mails = correlate.named(case.campaigns(), name).mails
    out: dict[Aspect, list[tuple[str, tuple[str, ...]]]] = {}
    for each in correlate.portrait(case.rows, mails):
        out.setdefault(each.aspect, []).append((each.value, each.mails))
    return out


def test_a_campaign_tells_waves_templates_and_prices(case):
    blackmail(case)
    found = told(case)
    assert [mails for _, mails in found[Aspect.WAVE]] == [("M-0001", "M-0002"), ("M-0003",), ("M-0004", "M-0005")]
    assert [value for value, _ in found[Aspect.SILENCE]] == ["8 d", "21 d"]
    assert [mails for _, mails in found[Aspect.TEMPLATE]] == [("M-0001", "M-0002", "M-0003"), ("M-0004", "M-0005")]
    assert found[Aspect.DEMAND] == [
        ("USD 965", ("M-0001", "M-0002")),
        ("USD 1200", ("M-0003",)),
        ("USD 1500", ("M-0004", "M-0005")),
    ]
    assert found[Aspect.WALLET] == [(f"bitcoin {WALLET}", ("M-0001", "M-0002", "M-0003", "M-0004", "M-0005"))]
    assert found[Aspect.RECIPIENT] == [
        ("r0@kaede.example", ("M-0001", "M-0004")),
        ("r1@kaede.example", ("M-0002", "M-0003", "M-0005")),
    ]
    assert len(found[Aspect.LANGUAGE]) == 1
    assert len(found[Aspect.TYPICAL]) == 1


def test_a_changed_text_says_how_much_the_one_before_had(case):
    blackmail(case)
    first, second = [
        each for each in correlate.portrait(case.rows, case.campaigns()[0].mails) if each.aspect is Aspect.TEMPLATE
    ]
    assert first.share is None
    assert second.share is not None
    assert second.share < 0.5


def test_two_campaigns_of_one_hand_are_related_and_strangers_are_not(case):
    for n in range(8):
        case.mail(text=CARD.format(n=n), ip="198.51.100.9", day=n, sender=f"x{n}@card.example.org")
    for n in range(8):
        case.mail(
            text=f"The parcel that you expect could not be handed over to you today.\nhttp://post.example.com/a/{n}",
            ip="198.51.100.9", day=n, sender=f"y{n}@post.example.com", headers="X-Mailer: tora 1.7\n",
        )  # fmt: skip
    blackmail(case)
    found = case.campaigns()
    names = [each.name for each in found]
    strangers = correlate.compare_campaigns(case.rows, found, names[0], names[-1], case.settings)
    assert strangers.verdict in (LinkVerdict.INCONCLUSIVE, LinkVerdict.UNRELATED)
    assert (strangers.probability or 0) < 0.5
    if len(names) == 3:
        cousins = correlate.compare_campaigns(case.rows, found, names[0], names[1], case.settings)
        machine = next(reason for reason in cousins.for_ if reason.trait == "origin ip")
        assert "8 of 8 mails of C-1, 8 of 8 mails of C-9 have it." in machine.words
        assert "C-1 の 8 通中 8 通" in machine.words_ja
        assert (cousins.probability or 0) > (strangers.probability or 0)
        assert cousins.verdict is not LinkVerdict.SAME_CAMPAIGN
    with pytest.raises(UnknownExhibit, match="C-77"):
        correlate.compare_campaigns(case.rows, found, "C-1", "C-77", case.settings)
    with pytest.raises(ValueError, match="one campaign"):
        correlate.compare_campaigns(case.rows, found, "C-1", "C-1", case.settings)


def test_every_reason_of_a_comparison_names_its_place_in_both_mails(case):
    link = "http://kit.example.net/wp-content/themes/hana{}/inc/verify.php?uid=9"
    wording = "Please confirm within the day that you want to keep your account and all your letters.\n"
    wording += "Otherwise everything in it will be removed for good. We thank you for your patience.\n"
    texts = [f"{wording}{link.format(n)}\n" for n in (1, 2)]
    a, b = (case.mail(text=text, sender="it@tora.example.org", ip="203.0.113.5") for text in texts)
    found = case.compare(a, b)
    weighed = [reason for reason in found.for_ if reason.bits > 0 and reason.trait not in ("recipient", "date")]
    assert {reason.trait for reason in weighed} >= {"text", "domain", "url path"}
    stored = dict(case.rows.execute("SELECT exhibit, text FROM mails"))
    spans = 0
    for reason in weighed:
        for name in (a, b):
            assert any(place.startswith(f"{name}, ") for place in reason.places), (reason.trait, reason.places)
        for place in reason.places:
            if at := re.fullmatch(r"(M-\d+), (?:part \S+, )?text at (\d+): (.+)", place):
                name, start, written = at[1], int(at[2]), at[3]
                assert stored[name][start : start + len(written)] == written
                spans += 1
    assert spans >= 4


def test_every_reason_of_a_campaign_and_every_stretch_names_mails(case):
    blackmail(case)
    campaign = case.campaigns()[0]
    assert all(
        each.mails and set(each.mails) <= set(campaign.mails) for each in correlate.portrait(case.rows, campaign.mails)
    )
    shared = [reason for reason in campaign.why if reason.trait not in ("weakest bridge", "bridge not crossed")]
    assert all(reason.places for reason in shared)


def test_a_limit_ends_counted_from_the_arrival_and_is_no_observation(case):
    case.mail(text="Pay 965 USD within 48 hours to " + WALLET, ip="198.51.100.77")
    case.mail(text="Pay 965 USD within 48 hours to " + WALLET, day=1)
    ends = [(e.exhibit, e.time.isoformat(), str(e.certainty)) for e in case.events() if e.what == "deadline"]
    assert ends == [
        ("M-0001", "2026-03-04T09:00:00+09:00", "derived"),
        ("M-0002", "2026-03-05T09:00:00+09:00", "claimed"),
    ]


def at(hour, day=0, minute=0):
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC) + timedelta(days=day), f"M-{hour}-{day}-{minute}"


@pytest.mark.parametrize(
    ("moments", "zones"),
    [
        ([at(h, d) for d in range(10) for h in range(9)], [8, 9]),  # 00:00 to 08:00 UTC: a working day in eastern Asia
        ([at(h, d) for d in range(10) for h in range(24)], None),  # a machine
        ([at(h) for h in range(9)] * 3, None),  # one day
        ([at(1, d) for d in range(9)], None),  # few
    ],
)
def test_hours_say_a_zone_only_where_somebody_rests(moments, zones):
    found = rhythm.working_hours(moments)
    assert (found and found[0]) == zones


def test_a_wave_ends_with_a_silence():
    assert [len(wave) for wave in rhythm.waves([at(1), at(2, 2), at(3, 8)])] == [2, 1]
    assert rhythm.waves([]) == []
