"""The first reason that is given: true of the mail, and a reason to distrust it."""

from __future__ import annotations

import pytest

from forensics.assess import lexica, opinion
from forensics.assess.disguise import accented, disguised, plain_letters
from forensics.model.finding import Verdict


def levers(finding):
    return set(finding.marks.get("levers", "").split(", ")) - {""}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ýóúr fúñds havé bééñ séñt", {"accents"}),
        ("Pléase vérify yóur wallét today", {"accents"}),
        # ordinary words and names
        ("Votre compte a été crédité, à bientôt, François", set()),
        ("A sua conta não está disponível. Até já, João e Inês", set()),
        ("Über Größe und Maß der Tür, Ihr Jürgen Müller", set()),
        ("Su año de garantía terminará mañana, José", set()),
        ("José and Zoë will meet you at the café with Chloé", set()),
        ("I have your résumé, and a thé from Dalmayr with it", set()),
        # one by chance is none
        ("yóur café", set()),
        # soft hyphens where a word may be divided, and where none may
        ("Donau\u00addampf\u00adschiff\u00adfahrt", set()),
        ("PaÃ\u00ads e regiÃ£o", set()),
        ("P\u00ada\u00ady now", {"unseen"}),
        ("pay\u200bment", {"unseen"}),
    ],
)
def test_what_is_a_disguise(text, kinds):
    assert {kind for *_, kind in disguised(text, 5)} == kinds


def test_accents_are_read_as_the_letters_below_them(judge):
    text = "Ýóúr áccóúñt wíll bé súspéñdéd, pléasé vérífý ýóúr détáils with ús"
    assert plain_letters(text) == "Your account will be suspended, please verify your details with us"
    assert [text[start:end] for start, end in accented(text)][:2] == ["Ýóúr", "áccóúñt"]
    found = judge(text)
    assert "loss" in levers(found["pressure.words"])
    assert "disguised accents" in found["language.odd"].marks["signs"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("This is an automated message, please do not reply to it.", "secrecy"),
        ("A discreet hearing aid for everybody who wants to hear more.", "secrecy"),
        ("Ein potenzieller Kunde wird Ihnen das Angebot für die Kreditkarte zeigen.", "lure"),
        ("Ein potenzieller Kunde wird Ihnen das Angebot für die Kreditkarte zeigen.", "fortune"),
        ("Der Sofortgewinn wird für Sie auf der Seite gezeigt.", "deadline"),
        ("Sofort nach dem Auspacken können Sie die Karte für alle Sprachen nutzen.", "deadline"),
        ("Le colis est prêt et vous pouvez le retirer dans les bureaux de la ville.", "fortune"),
        ("Você pode acompanhar o processo e a pesquisa de campo no fundo da página.", "threat"),
        ("Você pode acompanhar o processo e a pesquisa de campo no fundo da página.", "reward"),
        ("Você pode acompanhar o processo e a pesquisa de campo no fundo da página.", "fortune"),
        ("De prijs van het brood is niet te hoog, en u kunt het direct bestellen.", "reward"),
        ("De prijs van het brood is niet te hoog, en u kunt het direct bestellen.", "deadline"),
        ("You won’t have to move, we will come and see you at home.", "reward"),
        ("You can update your preferences at any time, and take part in the survey of the birds.", "reward"),
        ("We are open 24 hours, and you win a walk in the park each day.", "deadline"),
        ("Your order has been limited to two, and you will be successfully served.", "odd_grammar"),
    ],
)
def test_words_that_only_look_like_others(judge, text, subject):
    found = judge(text)
    told = [
        found[rule].marks.get(mark, "")
        for rule, mark in (("pressure.words", "levers"), ("scam.bait", "baits"), ("language.odd", "signs"))
    ]
    assert subject not in ", ".join(told).split(", ")


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("(do not|don't) wait", True, True),
        ("winner(s|)", True, True),
        ("(a (b|c)|d)x", True, True),
        ("(été|est)", False, False),
        ("dispon(ível|ibilidade|é)", True, False),
        ("[0-9]+% (off|bonus)", False, True),
    ],
)
def test_groups_have_edges_where_all_that_they_may_be_has_one(phrase, first, last):
    assert lexica.phrase(phrase, "en").edges == (first, last)


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("j.u.t.o.s.b.m75.garden.example", Verdict.YES),
        ("a.b.eu.mail.example", Verdict.NO),
        ("mail-4.eu.west.garden.example", Verdict.NO),
    ],
)
def test_a_host_cut_into_letters(judge, host, answer):
    assert judge("See below.", sender=f"a@{host}")["sender.random"].answer is answer


def test_a_name_with_an_address_and_no_address_behind_it(judge):
    found = judge("See below.", sender="Prize office,(<service@bank.example>)")["sender.name"]
    assert found.answer is Verdict.YES
    assert found.sentence["en"].endswith("but no address stands behind it.")
    assert found.sentence["ja"].endswith("実際の差出人アドレスはありません。")


def test_a_borrowed_name_without_an_address(judge):
    found = judge("See below.", sender='"Facebook" <>')["sender.name"]
    assert found.answer is Verdict.YES
    assert "gives no address" in found.sentence["en"]


def test_a_borrowed_name_with_an_address_that_cannot_be(judge):
    found = judge("See below.", sender='"AOK" <"partner@aok.de">')["sender.name"]
    assert found.answer is Verdict.YES
    assert "gives no valid address" in found.sentence["en"]
    assert "有効なアドレスがありません" in found.sentence["ja"]


@pytest.mark.parametrize(
    ("list_id", "answer"),
    [
        ("Garden talk <talk.garden.example.org>", Verdict.UNCLEAR),
        ("<pb9kfdgzo.xt.local>", Verdict.YES),
        ("<nothing>", Verdict.YES),
    ],
)
def test_only_a_list_that_may_exist_excuses_a_borrowed_name(judge, list_id, answer):
    found = judge("See below.", sender='"Geico" <a@garden.example>', List_Id=list_id)["sender.name"]
    assert found.answer is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("No change to your seed phrase is required, and the app is updated by itself.", Verdict.NO),
        ("We will never ask for it; never share your seed phrase with others.", Verdict.NO),
        ("Please enter your seed phrase to go on with the app.", Verdict.YES),
        ("If no action is taken, verify your account with us.", Verdict.YES),
        ("Click here to remove yourself from our list of the garden.", Verdict.NO),
        ("If you wish to unsubscribe from the garden, click here.", Verdict.NO),
        ("Si vous souhaitez vous désinscrire de la liste, cliquez ici.", Verdict.NO),
        ("Click here to see what you have won. Unsubscribe with the button.", Verdict.UNCLEAR),
        ("メール配信停止はこちらをクリックしてください。", Verdict.NO),
        ("お支払いの確認はこちらをクリックしてください。", Verdict.UNCLEAR),
    ],
)
def test_what_is_denied_or_leaves_a_list_asks_for_nothing(judge, text, answer):
    assert judge(text)["request.secrets"].answer is answer


def test_a_plain_answer_is_told_before_an_unclear_one(judge):
    found = judge("Get 30% off on your car.", sender='"CarShield" <a@garden.example>')
    assert [found[rule].answer for rule in ("pressure.words", "sender.name")] == [Verdict.UNCLEAR, Verdict.YES]
    assert opinion(list(found.values())).weights[0].rule == "sender.name"


@pytest.mark.parametrize(
    ("text", "charged"),
    [
        ("Your subscription has been renewed, and $ 349.99 was charged to your card.", True),
        ("Ihr Abonnement wurde verlängert, und der Betrag wird von Ihrem Konto abgebucht.", True),
        ("ご注文ありがとうございます。ご請求金額は下記のとおりです。", True),
        ("The club meets on Monday, and you can pay at the door.", False),
    ],
)
def test_an_order_or_a_charge_is_a_lever(judge, text, charged):
    assert ("charge" in levers(judge(text)["pressure.words"])) is charged


def test_preferences_are_no_secret(judge):
    assert judge("You can update your preferences at any time.")["request.secrets"].answer is not Verdict.YES


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Correios", "Correios"),
        ("Banco Bradesco", "Bradesco"),
        ("SHEIN", "SHEIN"),
        ("Receita Federal", "Receita Federal, Detran (Brazil)"),
    ],
)
def test_a_borrowed_name_is_told_by_itself(judge, name, title):
    found = judge("See below.", sender=f'"{name}" <a@garden.example>')["sender.name"]
    assert found.answer is Verdict.YES
    assert found.marks["poses_as"] == title


def test_that_a_mail_went_to_many_is_no_reason_before_others(judge):
    found = judge(
        "Click here to see the flowers of the garden club, and there to unsubscribe.",
        List_Id="<garden.club.example>", List_Unsubscribe="<https://garden.example/u>", Message_ID="<1@shop.example>",
    )  # fmt: skip
    reasons = [weight.rule for weight in opinion(list(found.values())).weights]
    assert reasons[:2] == ["request.secrets", "bulk.sent"]


@pytest.mark.parametrize(
    ("text", "sender", "answer"),
    [
        (
            "Thank you for your order with PayPal. Item: protection, amount: $490.15. Call us.",
            "a.person@gmail.com",
            Verdict.YES,
        ),
        ("What do you think of PayPal, and of the shop that takes it?", "a.person@gmail.com", Verdict.UNCLEAR),
        ("Shall we meet at noon at the lake, or is it too cold for that?", "a.person@gmail.com", Verdict.NO),
        ("> I think PayPal is fine.\n\nSo do I. Thanks for asking.", "a.person@gmail.com", Verdict.NO),
        (
            "Thank you for your order with PayPal. Item: protection, amount: $490.15. Call us.",
            "a@shop.example",
            Verdict.NO,
        ),
    ],
)
def test_an_invoice_in_anothers_name_from_a_free_mailbox(judge, text, sender, answer):
    assert judge(text, sender=sender)["sender.freemail"].answer is answer


def test_letters_beside_a_word_of_another_script_are_no_disguise():
    assert not disguised("NMBВИДЕО522018", 3)
    assert disguised("Аmazon ВИДЕО", 3)
