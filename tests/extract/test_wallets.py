"""Bitcoin addresses: the checksum decides (base58check; BIP-173; BIP-350 with its own test vectors)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forensics.extract import texts
from forensics.extract.wallets import wallet_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "wallets"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared vectors are not here")

P2PKH = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
P2SH = "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"
V0 = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
V1 = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"  # BIP-350


def found(text):
    return [each.observable.value for each in texts.sightings(text, "1", "text") if each.observable.kind == "bitcoin"]


@pytest.mark.parametrize("address", [P2PKH, P2SH, V0, V1])
@pytest.mark.parametrize(
    "setting",
    [
        "{}", "Send it to {}.", "私の財布{}に支払って下さい", "ウォレット：{}（ビットコイン）", "bitcoin:{}?amount=0.1",
        "<{}>", "https://example.org/address/{}",
    ],
)  # fmt: skip
def test_found_in_any_setting(address, setting):
    assert found(setting.format(address)) == [address]


def test_disguises_are_seen_through_and_kept_as_written():
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in P2PKH)
    for written in ("\u200b".join(P2PKH), P2PKH[:9] + "\u00ad" + P2PKH[9:], wide):
        [sighting] = texts.sightings(f"財布 {written} へ", "1", "text")
        assert sighting.observable.value == P2PKH
        assert sighting.as_written == written
        assert sighting.how == "folded"
    assert found(V0.upper()) == [V0]


@pytest.mark.parametrize(
    "address",
    [
        P2PKH[:-1] + "3",  # one sign off
        P2PKH.lower(),
        V0[:-1] + "5",
        V0[:10] + V0[10:].upper(),  # mixed case
        "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",  # testnet
        "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn",  # testnet
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",  # BIP-350: version 0 with the checksum of version 1
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",  # BIP-350: the other way round
        "BC1SW50QGDZ25J"[:-1],
        "bc1gmk9yu",  # BIP-173: empty data
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",  # BIP-350: a sign that is no digit
        "bc130xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",  # BIP-350: version 17
        "bc1pw5dgrnzv",  # BIP-350: program of one byte
        "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du",  # BIP-350: more than four bits of padding
    ],
)
def test_what_is_no_mainnet_address(address):
    assert bitcoin(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
        "BC1SW50QGDZ25J",
        "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
        V1,
    ],
)
def test_the_valid_ones_of_bip_350(address):
    assert bitcoin(address) == address.lower()


@needs_shared
def test_the_vectors_of_bitcoin_core():
    valid = json.loads((SHARED / "bitcoin_core_key_io_valid.json").read_text())
    invalid = json.loads((SHARED / "bitcoin_core_key_io_invalid.json").read_text())
    mainnet = [address for address, _, about in valid if about["chain"] == "main" and not about["isPrivkey"]]
    # Marked as disabled there: bech32 checksums on versions above 0, valid by BIP-173 and forbidden since by BIP-350.
    disabled = {address for address, _, about in valid if about.get("disabled")}
    assert [address for address in mainnet if not bitcoin(address)] == [a for a in mainnet if a in disabled]
    others = [address for address, _, about in valid if about["chain"] != "main" or about["isPrivkey"]]
    assert not [address for address in [*others, *(row[0] for row in invalid)] if bitcoin(address)]


@needs_shared
def test_addresses_of_real_extortion_mails():
    written = (SHARED / "sextortion_addresses.txt").read_text().split()
    wrong = [address for address in written if not bitcoin(address)]
    assert len(written) > 6000
    assert len(wrong) == 3  # published with a slip: lower-cased, or not an address
    right = [address for address in written if bitcoin(address)]
    text = "".join(f"私の財布{address}に支払って" for address in right)
    assert found(text) == [bitcoin(address) for address in right]
