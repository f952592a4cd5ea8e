"""Phrases that the text denies, and lines in another language than the text below."""

from __future__ import annotations

import pytest

from forensics.assess.line_language import line_language
from forensics.model.finding import Verdict


def levers(finding):
    return set(finding.marks.get("levers", "").split(", ")) - {""}


@pytest.mark.parametrize(
    ("text", "loses"),
    [
        ("Acumule pontos que não expiram com o seu cartão, para você e as suas compras.", False),
        ("Os seus pontos de fidelidade expiram em breve, para você e as suas compras.", True),
        ("Sua conta não será bloqueada, para você e as suas compras.", False),
        ("Sua conta não foi atualizada e será bloqueada em breve, para você.", True),
        ("Sua transação não reconhecida: compra não autorizada no seu cartão, para você.", True),
        ("Su cuenta no será bloqueada, y la oferta es para los clientes que compran con tarjeta.", False),
        ("Su cuenta ha sido bloqueada, y la oferta es para los clientes que compran.", True),
        ("Il suo conto non è stato bloccato, e la carta è con il suo nome.", False),
        ("Il suo conto è stato bloccato, e la carta è con il suo nome.", True),
        ("Votre compte ne sera pas suspendu, et vous pouvez nous écrire pour une question.", False),
        ("Votre compte sera suspendu, et vous pouvez nous écrire pour une question.", True),
        ("Ihr Konto wird nicht gesperrt, und Sie können die Karte mit der App nutzen.", False),
        ("Ihr Konto wird heute gesperrt, und Sie können die Karte nicht mit der App nutzen.", True),
        ("Uw rekening wordt niet geblokkeerd, en u kunt de app met een code gebruiken.", False),
        ("Your account will not be suspended, and you can use the app with this code.", False),
        ("Your account has not been verified and will be suspended, and you lose the app.", True),
        ("Your package could not be delivered, and you have to pay for this.", True),
    ],
)
def test_a_denied_loss_is_no_loss(judge, text, loses):
    assert ("loss" in levers(judge(text)["pressure.words"])) is loses


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Sichern Sie sich Ihr Geschenk", "de"),
        ("Überprüfen Sie jetzt Ihre Daten", "de"),
        ("Gagnez un four et participez à notre enquête", "fr"),
        ("Confirma tus datos y la dirección", "es"),
        ("Evite a suspensão da sua conta", "pt"),
        ("Maak het vandaag nog van jou met een cadeau", "nl"),
        ("La tua carta è stata sospesa", "it"),
        ("The book that you ordered", "en"),
        ("Invoice 4711", ""),
        ("Die Hard", ""),
        ("", ""),
        ("会議の件", ""),
    ],
)
def test_the_language_of_a_line(line, language):
    assert line_language(line) == language


def test_a_subject_is_asked_in_its_own_language(judge):
    letter = "The choir of the village will sing in the old church, and we have places for all of you in the first row."
    found = judge(letter, subject="Dringend: Ihr Konto wurde für die Nutzung gesperrt")["pressure.words"]
    assert levers(found) == {"loss", "deadline"}
    assert {ground.where for ground in found.grounds} == {"header Subject"}
    assert {ground.quote for ground in found.grounds} == {"Ihr Konto wurde für die Nutzung gesperrt", "Dringend"}


def test_what_the_sender_calls_himself_is_read_as_well(judge):
    found = judge("See you there.", sender='"Online Casino" <a@shop.example>')["scam.bait"]
    assert found.answer is not Verdict.NO
    assert [(ground.where, ground.quote) for ground in found.grounds] == [("header From", "Casino")]


def test_no_phrase_goes_across_from_the_name_to_the_text(judge):
    found = judge("account suspended members of the club", sender='"Your" <a@shop.example>')["pressure.words"]
    assert "loss" not in levers(found)
