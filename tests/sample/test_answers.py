"""The made-up answers of the sample: a card to look at without a network, and a case that verifies."""

from __future__ import annotations

import forensics as fx
from forensics import sample
from forensics.sample.answers import answers


def test_the_sample_with_answers_has_a_card_and_gives_the_same_table_again(tmp_path):
    case = fx.sample_case(tmp_path / "sample", answers=True)
    first = case.enrich().to_csv()
    assert fx.sample_case(tmp_path / "sample", answers=True).enrich().to_csv() == first
    assert first.count('"found"') >= 4
    hosts = case.observables.where(kind="domain")
    (card,) = [hosts[n] for n in range(len(hosts)) if hosts[n].observable.value == "www.flower-shop.example"]
    assert "registrar: Hinode Registrar K.K. (differs: whois says Hinode Domains)" in repr(card)
    assert {row["rule"] for row in case.outside} == {"links.domain-age", "extortion.paid"}
    assert case.verify().ok


def test_all_of_it_is_about_the_sample():
    text = b"".join(raw for _, raw in sample.mails())
    assert [
        each for each in answers() if each.observable.kind != "bitcoin" and each.observable.value.encode() not in text
    ] == []
