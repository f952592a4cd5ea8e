"""Wallets in the dress in which mails bring them: in any setting, in pieces, with foreign letters; the checksum decides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.extract import sightings, texts
from forensics.extract.wallets import KINDS, wallet_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "wallets"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared vectors are not here")

P2PKH = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
P2SH = "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"
V0 = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
V1 = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"  # BIP-350
ETHER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # EIP-55
MONERO = "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H"


def told(text):
    """(kind, value, how) of each wallet that a text names."""
    return [
        (each.observable.kind, each.observable.value, each.how)
        for each in texts.sightings(text, "1", "text")
        if each.observable.kind in KINDS
    ]


def found(text):
    return [value for _, value, _ in told(text)]


def groups(address, size, between=" "):
    return between.join(address[at : at + size] for at in range(0, len(address), size))


def wide(address):
    return "".join(chr(ord(sign) + 0xFEE0) for sign in address)


def in_html(address):
    page = f"<p>Send it to {address[:7]}<b>{address[7:15]}</b>{address[15:]} now.</p>"
    head = "From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    seen = sightings(read_mail((head + page).encode()))
    return [each.observable.value for each in seen if each.observable.kind in KINDS]


@pytest.mark.parametrize("address", [P2PKH, P2SH, V0, V1, ETHER, MONERO])
@pytest.mark.parametrize(
    "setting",
    [
        "{}", "Send it to {}.", "私の財布{}に支払って下さい", "ウォレット：{}（ビットコイン）", "bitcoin:{}?amount=0.1",
        "<{}>", "https://example.org/address/{}", "BTC_{}_", "({})", "\n{}\n",
    ],
)  # fmt: skip
def test_found_in_any_setting(address, setting):
    assert found(setting.format(address)) == [address]


def test_disguises_are_seen_through_and_kept_as_written():
    for written in ("\u200b".join(P2PKH), P2PKH[:9] + "\u00ad" + P2PKH[9:], wide(P2PKH)):
        [sighting] = texts.sightings(f"財布 {written} へ", "1", "text")
        assert sighting.observable.value == P2PKH
        assert sighting.as_written == written
        assert sighting.how == "folded"
    assert found(V0.upper()) == [V0]


@pytest.mark.parametrize("address", [P2PKH, P2SH, V0, V1, ETHER, MONERO])
@pytest.mark.parametrize(
    ("written", "setting"),
    [
        (lambda a: groups(a, 4), "Send it to {} now."),
        (lambda a: groups(a, 5), "財布 {} へ"),
        (lambda a: groups(a, 4, "\u3000"), "財布\u3000{}\u3000へ"),
        (lambda a: groups(a, 4, "\u00a0"), "to {} ok"),
        (lambda a: groups(a, 4, "-"), "to {} ok"),
        (lambda a: groups(a, 1), "to: {} ok"),
        (lambda a: groups(a, 1, "*"), "to: {} (remove * from it)"),
        (lambda a: a[:9] + "*" + a[9:], "{} (remove * from it)"),
        (lambda a: a[:22] + "\n" + a[22:], "my address is {} and no other"),
        (lambda a: a[:22] + "\r\n> " + a[22:], "> {}"),
        (lambda a: a[:-3] + "\n" + a[-3:], "{}"),
    ],
)
def test_pieces_are_put_together_where_the_checksum_agrees(address, written, setting):
    text = setting.format(written(address))
    [sighting] = [each for each in texts.sightings(text, "1", "text") if each.observable.kind in KINDS]
    assert sighting.observable.value == address
    assert sighting.as_written == written(address)
    assert sighting.how.startswith("joined")


@pytest.mark.parametrize(
    "text",
    [
        groups(P2PKH[:-1] + "3", 4),  # one sign off
        groups(P2PKH, 4).replace("MSEY", "MESY"),
        groups(P2PKH, 4, " (and) "),
        groups(P2PKH, 4, ". "),
        groups(ETHER.lower(), 4),  # no checksum to agree
        "1 of the 3 iPhones MacBooks and 2 AirPods that QuickTime 6 Pro on OS10 needs",
        f"{P2PKH[:17]}\n\n\n\n\n\n\n{P2PKH[17:]}",
    ],
)
def test_what_is_not_put_together(text):
    assert found(text) == []


def test_two_addresses_in_pieces_after_each_other_are_two():
    assert found(f"{groups(P2PKH, 4)} {groups(P2SH, 4)}") == [P2PKH, P2SH]
    assert found(f"{P2PKH} {P2SH}") == [P2PKH, P2SH]
    assert found(f"{P2PKH} {groups(P2SH, 4)}") == [P2PKH, P2SH]


@pytest.mark.parametrize(
    ("written", "address", "how"),
    [
        ("1ВvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", P2PKH, "repaired"),  # Cyrillic В
        ("1BvВМSЕYstWеtqТFn5Au4m4GFg7xJaNVN2", P2PKH, "repaired"),
        ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaΝVΝ2", P2PKH, "repaired"),  # Greek Ν
        ("ӏBvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", P2PKH, "repaired"),  # palochka
        ("Ьс1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", V0, "repaired"),
        ("0х5аАеb6053F3E94C9b9A09f33669435E7Ef1BeAed", ETHER, "repaired"),
        ("1ВvВ МSЕY stWe tqTF n5Au 4m4G Fg7x JaNV N2", P2PKH, "repaired, joined"),
    ],
)
def test_letters_of_other_scripts_are_repaired_and_told(written, address, how):
    [sighting] = [
        each for each in texts.sightings(f"pay to {written} ok", "1", "text") if each.observable.kind in KINDS
    ]
    assert (sighting.observable.value, sighting.how, sighting.as_written) == (address, how, written)
    assert found(written[:-1] + "3") == []


def test_a_page_that_hides_noise_in_a_number_has_no_wallet():
    assert found(f'<td height="{MONERO}" width=1>') == []
    assert found(f'<td title="{MONERO}">') == [MONERO]


@needs_shared
def test_the_vectors_of_bitcoin_core():
    valid = json.loads((SHARED / "bitcoin_core_key_io_valid.json").read_text())
    invalid = json.loads((SHARED / "bitcoin_core_key_io_invalid.json").read_text())
    wrong = []
    for written, _, about in valid:
        wallet = wallet_of(written)
        kind = "private_key" if about["isPrivkey"] else "bitcoin"
        # Marked as disabled there: bech32 checksums on versions above 0, valid by BIP-173 and forbidden since by BIP-350.
        if about.get("disabled"):
            wrong += [written] if wallet else []
            continue
        marked = wallet is not None and ("testnet" in wallet.how or "regtest" in wallet.how)
        if wallet is None or wallet.kind != kind or marked != (about["chain"] != "main"):
            wrong.append(written)
        flipped = wallet_of(written.swapcase())
        if about.get("tryCaseFlip") and flipped != wallet:
            wrong.append(written.swapcase())
    assert len(valid) == 62
    assert wrong == []
    assert len(invalid) == 60
    assert [written for (written,) in invalid if wallet_of(written)] == []


def of_real_extortion_mails():
    """Addresses with a right checksum in their normal form."""
    written = (SHARED / "sextortion_addresses.txt").read_text().split()
    right = {address: wallet.value for address in written if (wallet := wallet_of(address))}
    assert len(written) > 6000
    assert len(written) - len(right) == 3  # published with a slip: lower-cased, or not an address
    return right


@needs_shared
@pytest.mark.parametrize(
    "setting",
    [
        lambda a: f"Send it to {a} now.",
        lambda a: f"私の財布{a}に支払って",
        lambda a: f"財布{wide(a)}へ",
        lambda a: f"to {a[:5]}\u200b{a[5:12]}\u200b{a[12:]} now",
        lambda a: f"to {a[:9]}\u00ad{a[9:]} now",
        lambda a: f"Send it to {groups(a, 4)} now.",
        lambda a: f"bitcoin:{a}?amount=0.1",
    ],
)
def test_every_fifteenth_address_of_real_extortion_mails_in_each_setting(setting):
    right = of_real_extortion_mails()
    sample = list(right)[::15]
    missed = [address for address in sample if found(setting(address)) != [right[address]]]
    assert len(sample) > 400
    assert missed == []


@needs_shared
def test_addresses_of_real_extortion_mails_inside_html():
    right = of_real_extortion_mails()
    assert [address for address in list(right)[::40] if in_html(address) != [right[address]]] == []


@needs_shared
def test_all_addresses_of_real_extortion_mails_in_one_text():
    right = of_real_extortion_mails()
    assert found("".join(f"私の財布{address}に支払って" for address in right)) == list(right.values())


@given(st.text(alphabet=st.sampled_from("13bc1qtlLMDXT48rs0xaBKZzА Вс*-\n\u200b"), max_size=120))
def test_no_text_stops_it_and_all_hits_stand_where_they_say(text):
    for each in texts.sightings(text, "1", "text"):
        assert each.start is not None
        if each.observable.kind != "private_key":
            assert text[each.start : each.start + len(each.as_written)] == each.as_written


def test_nothing_is_read_inside_a_wallet():
    found = [each.observable for each in texts.sightings("LTC LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1 now", "1", "text")]
    assert [(each.kind, each.value) for each in found] == [("litecoin", "LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1")]
