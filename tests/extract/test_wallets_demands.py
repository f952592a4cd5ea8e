"""Payment links, invoices, private keys, Solana: what is said beside the address, and what is never said."""

from __future__ import annotations

import pytest

from forensics import read_mail
from forensics.extract import sightings, texts, wallets
from forensics.extract.view import view
from forensics.extract.wallets import KINDS, wallet_of
from tests.pace import took

P2PKH = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
ETHER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
MONERO = "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H"
SOLANA = "7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU"
INVOICE = (  # BOLT 11
    "lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdpquwpc4curk03c9wlrswe78q4eyqc7d8d0xqzpuyk0sg5g70me25alkl"
    "uzd2x62aysf2pyy8edtjeevuv4p2d5p76r4zkmneet7uvyakky2zr4cusd45tftc9c5fh0nnqpnl2jfll544esqchsrny"
)
OTHER_INVOICE = (
    "lnbc20m1pvjluezhp58yjmdan79s6qqdhdzgynm4zwqd5d7xmw5fk98klysy043l2ahrqspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqfppqw50"
    "8d6qejxtdg4y5r3zarvary0c5xw7kepvrhrm9s57hejg0p662ur5j5cr03890fa7k2pypgttmh4897d3raaq85a293e9jpuqwl0rnfuwzam7yr8e690nd2ypcq9hlkdwdvycqa0qza8"
)


def told(text):
    return [
        (each.observable.kind, each.observable.value, each.how)
        for each in texts.sightings(text, "1", "text")
        if each.observable.kind in (*KINDS, "amount")
    ]


@pytest.mark.parametrize(
    ("text", "kind", "address", "amount"),
    [
        (f"bitcoin:{P2PKH}?amount=0.10&label=x", "bitcoin", P2PKH, "BTC 0.1"),
        (f"BITCOIN:{P2PKH}?label=x&amount=20.3", "bitcoin", P2PKH, "BTC 20.3"),
        (f"bitcoin:{P2PKH}?label=x&amp;amount=50", "bitcoin", P2PKH, "BTC 50"),
        (f"bitcoin:{P2PKH}", "bitcoin", P2PKH, None),
        (f"bitcoin:{P2PKH}?amount=0", "bitcoin", P2PKH, None),
        (f"ethereum:{ETHER}?value=2.014e18", "ethereum", ETHER, "ETH 2.014"),
        (f"ethereum:pay-{ETHER}@1?value=1500000000000000000&gas=5", "ethereum", ETHER, "ETH 1.5"),
        (f"ethereum:{ETHER}/transfer?uint256=1e6&value=5", "ethereum", ETHER, None),
        (f"monero:{MONERO}?tx_amount=1.25", "monero", MONERO, "XMR 1.25"),
        ("litecoin:LKKHMBjCU89fyFNgSRprDoD8Jb25N8uWvd?amount=3", "litecoin", "LKKHMBjCU89fyFNgSRprDoD8Jb25N8uWvd", "LTC 3"),
        (
            "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a?amount=0.5", "bitcoin_cash",
            "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "BCH 0.5",
        ),
        (f"mailbitcoin:{P2PKH}?amount=0.1", "bitcoin", P2PKH, None),
    ],
)  # fmt: skip
def test_payment_links_say_what_to_pay(text, kind, address, amount):
    found = told(f"支払い {text} です")
    assert [each[:2] for each in found if each[0] in KINDS] == [(kind, address)]
    assert [each[1:] for each in found if each[0] == "amount"] == ([(amount, "payment link")] if amount else [])


def test_a_payment_link_behind_a_button():
    page = f'<a href="bitcoin:{P2PKH}?amount=0.25">pay</a><a href="ethereum:{ETHER}">or so</a>'
    raw = f"From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/html\n\n{page}"
    found = {
        (s.observable.kind, s.observable.value) for s in sightings(read_mail(raw.encode())) if s.where == "html a href"
    }
    assert found == {("bitcoin", P2PKH), ("amount", "BTC 0.25"), ("ethereum", ETHER)}


def test_the_prefix_of_bitcoin_cash_is_part_of_what_is_written():
    [sighting] = texts.sightings("to bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a.", "1", "text")
    assert sighting.as_written == sighting.observable.value == "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"
    [bare] = texts.sightings("to qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a.", "1", "text")
    assert bare.observable == sighting.observable


@pytest.mark.parametrize(("invoice", "amount"), [(INVOICE, "BTC 0.0025"), (OTHER_INVOICE, "BTC 0.02")])
def test_lightning_invoices_name_their_sum(invoice, amount):
    for written in (invoice, invoice.upper(), f"lightning:{invoice}"):
        found = told(written)
        assert [each[:2] for each in found] == [("amount", amount), ("lightning", invoice)] or [
            each[:2] for each in found
        ] == [("lightning", invoice), ("amount", amount)]
    [*_, (kind, value, how)] = [
        each for each in told(f"{invoice[:76]}\n{invoice[76:152]}\n{invoice[152:]}") if each[0] == "lightning"
    ]
    assert (kind, value, how) == ("lightning", invoice, "joined")


@pytest.mark.parametrize(
    "written",
    [  # BOLT 11, invalid invoices
        INVOICE[:-2] + "nt",
        INVOICE[6:],
        "LNBC2500u1" + INVOICE[10:],
        "lnbc1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdpl2pkx2ctnv5sxxmmwwd5kgetjypeh2ursdae8g6na6hlh",
        "lnbc2500x1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpujr6jxr9gq9pv6g46y7d20jfkegkg4gljz2ea2a3m9lmvvr95tq2s0kvu70u3axgelz3kyvtp2ywwt0y8hkx2869zq5dll9nelr83zzqqpgl2zg",
        "lnbc2500000001p1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu7hqtk93pkf7sw55rdv4k9z2vj050rxdr6za9ekfs3nlt5lr89jqpdmxsmlj9urqumg0h9wzpqecw7th56tdms40p2ny9q4ddvjsedzcplva53s",
    ],
)
def test_what_is_no_invoice(written):
    assert wallet_of(written) is None
    assert told(written) == []


KEYS = [
    "5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF",
    "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
    "snoPBrXtMeMyMHUVTgbuqAfg1SUTb",
    "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
    "6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg",
]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "setting",
    ["my key is {} take it", "秘密鍵{}です", "your password: {}", "https://example.org/?key={}", "{0} and again {0}"],
)
def test_a_private_key_is_never_told(key, setting):
    found = list(texts.sightings(setting.format(key), "1", "text"))
    keys = [each for each in found if each.observable.kind == "private_key"]
    assert len(keys) == setting.count("{0}") or len(keys) == 1
    assert {each.observable.value[: len(key)] for each in keys} == {key[0] + "*" * (len(key) - 2) + key[-1]}
    assert len({each.observable.value for each in keys}) == 1
    for each in found:
        assert key not in repr(each)
        assert key[4:20] not in repr(each)


def test_a_private_key_in_pieces_is_masked_as_well():
    key = KEYS[0]
    written = f"{key[:20]} {key[20:40]} {key[40:]}"
    [found] = texts.sightings(f"key {written} ok", "1", "text")
    assert (found.observable.kind, found.how) == ("private_key", "joined, WIF")
    assert key[4:16] not in repr(found)
    assert key[22:36] not in repr(found)


@pytest.mark.parametrize(
    "written",
    [
        KEYS[0][:-1] + "G",
        "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8",
        "snoPBrXtMeMyMHUVTgbuqAfg1SUTc",
    ],
)
def test_what_is_no_private_key(written):
    assert wallet_of(written) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Send SOL to {SOLANA}", [("solana", SOLANA, "weak: no checksum")]),
        (f"ソラナ：{SOLANA}", [("solana", SOLANA, "weak: no checksum")]),
        (f"solana:{SOLANA}?amount=2", [("solana", SOLANA, "weak: no checksum, payment link"), ("amount", "SOL 2", "payment link")]),
        (f"Send it to {SOLANA}", []),
        (f"SOL {'x' * 200} {SOLANA}", []),
        (f"Send SOL to {SOLANA[:-6]}", []),
        (f"Send SOL to {SOLANA.lower()}", []),
        (f"consola {SOLANA}", []),
    ],
)  # fmt: skip
def test_solana_counts_only_where_it_is_spoken_of(text, found):
    assert sorted(told(text)) == sorted(found)


def pieces(length):
    """A text of pieces that all look like the beginning of an address."""
    return " ".join(f"1Bv{n % 9 + 1}x{n % 7 + 1}Q" for n in range(length // 8))


HOSTILE = {
    "1": "1" * 1_000_000,
    "a": "a" * 1_000_000,
    "bc1": "bc1" * 300_000,
    "single": "1 " * 500_000,
    "single letters": "1 B v B M " * 100_000,
    "pieces": pieces(1_000_000),
    "bitcoin": (P2PKH[:-1] + "3 ") * 28_000,
    "short": "bc1sw50qgdz25q " * 66_000,
    "monero": (MONERO[:-1] + "q ") * 10_000,
    "invoice": "lnbc1" + "q" * 1_000_000,
    "invoices": (INVOICE[:-1] + "q\n") * 4_500,
    "ether": (ETHER[:-1] + "c ") * 23_000,
    "cyrillic": "Вс1 " * 250_000,
    "all cyrillic": "в1" * 500_000,
    "uri": "bitcoin:" * 125_000,
    "blank": " " * 1_000_000,
    "stars": "1*a" * 330_000,
    "solana": f"SOL {SOLANA[:-1]} " * 21_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_megabyte_is_read_in_a_second(name):
    seen = view(HOSTILE[name])
    assert took(lambda: list(wallets.hits(seen)), below=1) < 1
