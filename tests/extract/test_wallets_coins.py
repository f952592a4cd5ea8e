"""Addresses of each coin: the vectors of its standard, all of them, and what must not pass."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract.wallets import base58, bech32, cashaddr, wallet_of

BIP_173_VALID = [
    "A12UEL5L", "a12uel5l", "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
    "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j",
    "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", "?1ezyfcl",
]  # fmt: skip
BIP_350_VALID = [
    "A1LQFN3A", "a1lqfn3a", "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
    "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx", "11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8",
    "split1checkupstagehandshakeupstreamerranterredcaperredlc445v", "?1v759aa",
]  # fmt: skip
INVALID_CODE = [
    "\x201nwldj5", "\x7f1axkwrx", "\x801eym55h", "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3", "de1lg7wt\xff", "A1G7SGD8",
    "10a06t8", "1qzzfhee", "\x201xj0phk", "\x7f1g6xzxy", "\x801vctc34", "qyrz8wqd2c9m", "1qyrz8wqd2c9m", "y1b0jsk6g", "lt1igcx5c0",
    "in1muywd", "mm1crxm3i", "au1s5cgom", "M1VUXWEZ", "16plkw9", "1p2gdwpf",
]  # fmt: skip
WITNESS_VALID = [
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", "BC1SW50QGDZ25J",
    "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy",
    "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
]  # fmt: skip
WITNESS_INVALID = [  # BIP-173 and BIP-350; the first three of BIP-173's valid ones on higher versions, which BIP-350 forbids
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7k7grplx", "BC1SW50QA3JX3S", "bc1zw508d6qejxtdg4y5r3zarvaryvg6kdaj",
    "tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "BC13W508D6QEJXTDG4Y5R3ZARVARY0C5XW7KN40WF2",
    "bc1rw5uspcuh", "bc10w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw5rljs90", "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sL5k7", "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du",
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3pjxtptv", "bc1gmk9yu",
    "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf", "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
    "bc1pw5dgrnzv", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",
]  # fmt: skip


@pytest.mark.parametrize(("vectors", "constant"), [(BIP_173_VALID, bech32.BECH32), (BIP_350_VALID, bech32.BECH32M)])
def test_the_code_of_bip_173_and_bip_350(vectors, constant):
    assert len(vectors) == 7
    decoded = [bech32.decoded(written) for written in vectors]
    assert [each and each[2] for each in decoded] == [constant] * 7


def test_what_is_no_bech32():
    assert len(INVALID_CODE) == 24
    assert [written for written in INVALID_CODE if bech32.decoded(written)] == []


def test_witness_addresses():
    assert (len(WITNESS_VALID), len(WITNESS_INVALID)) == (8, 26)
    for written in WITNESS_VALID:
        wallet = wallet_of(written)
        assert wallet is not None
        network = "testnet" if written.startswith("tb1") else ""
        assert (wallet.kind, wallet.value, wallet.how) == ("bitcoin", written.lower(), network)
    assert [written for written in WITNESS_INVALID if wallet_of(written)] == []


CASHADDR = """
20 0 bitcoincash:qr6m7j9njldwwzlg9v7v53unlr4jkmx6eylep8ekg2 F5BF48B397DAE70BE82B3CCA4793F8EB2B6CDAC9
20 1 bchtest:pr6m7j9njldwwzlg9v7v53unlr4jkmx6eyvwc0uz5t F5BF48B397DAE70BE82B3CCA4793F8EB2B6CDAC9
20 1 pref:pr6m7j9njldwwzlg9v7v53unlr4jkmx6ey65nvtks5 F5BF48B397DAE70BE82B3CCA4793F8EB2B6CDAC9
20 15 prefix:0r6m7j9njldwwzlg9v7v53unlr4jkmx6ey3qnjwsrf F5BF48B397DAE70BE82B3CCA4793F8EB2B6CDAC9
24 0 bitcoincash:q9adhakpwzztepkpwp5z0dq62m6u5v5xtyj7j3h2ws4mr9g0 7ADBF6C17084BC86C1706827B41A56F5CA32865925E946EA
24 1 bchtest:p9adhakpwzztepkpwp5z0dq62m6u5v5xtyj7j3h2u94tsynr 7ADBF6C17084BC86C1706827B41A56F5CA32865925E946EA
24 1 pref:p9adhakpwzztepkpwp5z0dq62m6u5v5xtyj7j3h2khlwwk5v 7ADBF6C17084BC86C1706827B41A56F5CA32865925E946EA
24 15 prefix:09adhakpwzztepkpwp5z0dq62m6u5v5xtyj7j3h2p29kc2lp 7ADBF6C17084BC86C1706827B41A56F5CA32865925E946EA
28 0 bitcoincash:qgagf7w02x4wnz3mkwnchut2vxphjzccwxgjvvjmlsxqwkcw59jxxuz 3A84F9CF51AAE98A3BB3A78BF16A6183790B18719126325BFC0C075B
28 1 bchtest:pgagf7w02x4wnz3mkwnchut2vxphjzccwxgjvvjmlsxqwkcvs7md7wt 3A84F9CF51AAE98A3BB3A78BF16A6183790B18719126325BFC0C075B
28 1 pref:pgagf7w02x4wnz3mkwnchut2vxphjzccwxgjvvjmlsxqwkcrsr6gzkn 3A84F9CF51AAE98A3BB3A78BF16A6183790B18719126325BFC0C075B
32 0 bitcoincash:qvch8mmxy0rtfrlarg7ucrxxfzds5pamg73h7370aa87d80gyhqxq5nlegake 3173EF6623C6B48FFD1A3DCC0CC6489B0A07BB47A37F47CFEF4FE69DE825C060
32 1 bchtest:pvch8mmxy0rtfrlarg7ucrxxfzds5pamg73h7370aa87d80gyhqxq7fqng6m6 3173EF6623C6B48FFD1A3DCC0CC6489B0A07BB47A37F47CFEF4FE69DE825C060
32 1 pref:pvch8mmxy0rtfrlarg7ucrxxfzds5pamg73h7370aa87d80gyhqxq4k9m7qf9 3173EF6623C6B48FFD1A3DCC0CC6489B0A07BB47A37F47CFEF4FE69DE825C060
40 0 bitcoincash:qnq8zwpj8cq05n7pytfmskuk9r4gzzel8qtsvwz79zdskftrzxtar994cgutavfklv39gr3uvz C07138323E00FA4FC122D3B85B9628EA810B3F381706385E289B0B25631197D194B5C238BEB136FB
48 0 bitcoincash:qh3krj5607v3qlqh5c3wq3lrw3wnuxw0sp8dv0zugrrt5a3kj6ucysfz8kxwv2k53krr7n933jfsunqex2w82sl E361CA9A7F99107C17A622E047E3745D3E19CF804ED63C5C40C6BA763696B98241223D8CE62AD48D863F4CB18C930E4C
56 0 bitcoincash:qmvl5lzvdm6km38lgga64ek5jhdl7e3aqd9895wu04fvhlnare5937w4ywkq57juxsrhvw8ym5d8qx7sz7zz0zvcypqscw8jd03f D9FA7C4C6EF56DC4FF423BAAE6D495DBFF663D034A72D1DC7D52CBFE7D1E6858F9D523AC0A7A5C34077638E4DD1A701BD017842789982041
64 0 bitcoincash:qlg0x333p4238k0qrc5ej7rzfw5g8e4a4r6vvzyrcy8j3s5k0en7calvclhw46hudk5flttj6ydvjc0pv3nchp52amk97tqa5zygg96mtky5sv5w D0F346310D5513D9E01E299978624BA883E6BDA8F4C60883C10F28C2967E67EC77ECC7EEEAEAFC6DA89FAD72D11AC961E164678B868AEEEC5F2C1DA08884175B
"""
TRANSLATED = """
1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a
1KXrWXciRDZUpQwQmuM1DbwsKDLYAYsVLR bitcoincash:qr95sy3j9xwd2ap32xkykttr4cvcu7as4y0qverfuy
16w1D5WRVKJuZUsSRzdLp9w3YGcgoxDXb bitcoincash:qqq3728yw0y47sqn6l2na30mcw6zm78dzqre909m2r
3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC bitcoincash:ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq
3LDsS579y7sruadqu11beEJoTjdFiFCdX4 bitcoincash:pr95sy3j9xwd2ap32xkykttr4cvcu7as4yc93ky28e
31nwvkZwyPdgzjBJZXfDmSWsC4ZLKpYyUw bitcoincash:pqq3728yw0y47sqn6l2na30mcw6zm78dzq5ucqzc37
"""
CHECKSUM_ONLY = [
    "prefix:x64nx6hz", "p:gpf8m4h7", "bitcoincash:qpzry9x8gf2tvdw0s3jn54khce6mua7lcw20ayyn",
    "bchtest:spectestnetaddressrealrealaddressqpan2k9lh", "bchreg:555555555555555555555555555555555555555555555udxmlmrz",
]  # fmt: skip


def test_the_code_of_cashaddr():
    rows = [row.split() for row in CASHADDR.strip().splitlines()]
    assert len(rows) == 18
    for size, kind, written, digits in rows:
        prefix, _, payload = written.partition(":")
        assert cashaddr.decoded(prefix, payload) == (int(kind), bytes.fromhex(digits)), written
        assert cashaddr.decoded(prefix.upper(), payload.upper()) == (int(kind), bytes.fromhex(digits))
        assert len(digits) == 2 * int(size)
        assert cashaddr.decoded(prefix, payload[:-1] + "q") is None
        assert cashaddr.decoded(prefix, payload[:-1] + payload[-1].upper()) is None or payload[-1].isdigit()
    for written in CHECKSUM_ONLY:
        prefix, _, payload = written.partition(":")
        assert cashaddr.checked(prefix, payload)
        assert cashaddr.decoded(prefix, payload) is None
        assert wallet_of(payload) is None


def test_bitcoin_cash_beside_its_old_form_names_one_hash():
    rows = [row.split() for row in TRANSLATED.strip().splitlines()]
    assert len(rows) == 6
    for old, new in rows:
        wallet = wallet_of(new.partition(":")[2])
        assert wallet is not None
        assert (wallet.kind, wallet.value, wallet.how) == ("bitcoin_cash", new, "")
        before = wallet_of(old)
        assert before is not None
        assert before.kind == "bitcoin"
        found = cashaddr.decoded(*new.split(":"))
        assert found is not None
        assert base58.checked(old, base58.BITCOIN)[1:] == found[1]


EIP_55 = [
    "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
]  # fmt: skip


@pytest.mark.parametrize("written", EIP_55)
def test_ethereum(written):
    wallet = wallet_of(written)
    assert wallet is not None
    assert (wallet.kind, wallet.value, wallet.how) == ("ethereum", written, "")
    lower = wallet_of(written.lower())
    assert lower is not None
    assert lower.value == written
    assert lower.how == ("" if written == written.lower() else "no checksum")
    assert wallet_of(written.lower()[2:]) is None  # a SHA-1, more likely
    mixed = written[2:] not in (written[2:].lower(), written[2:].upper())
    assert (wallet_of(written[2:]) is not None) == mixed
    if mixed:
        letter = next(at for at, sign in enumerate(written) if sign.isalpha() and at > 1)
        assert wallet_of(written[:letter] + written[letter].swapcase() + written[letter + 1 :]) is None


@pytest.mark.parametrize(
    "written", ["0x" + "0" * 40, "0x" + "f" * 40, "0x" + "0" * 36 + "dEaD", "0x" + "ab" * 19, "0x" + "ab12" * 11]
)
def test_what_is_no_ethereum_address(written):
    assert wallet_of(written) is None


MONERO = """
42ey1afDFnn4886T7196doS9GPMzexD9gXpsZJDwVjeRVdFCSoHnv7KPbBeGpzJBzHRCAs9UxqeoyFQMYbqSWYTfJJQAWDm
44Kbx4sJ7JDRDV5aAhLJzQCjDz2ViLRduE3ijDZu3osWKBjMGkV1XPk4pfDUMqt1Aiezvephdqm6YD19GKFD9ZcXVUTp6BW
46r4nYSevkfBUMhuykdK3gQ98XDqDTYW1hNLaXNvjpsJaSbNtdXh1sKMsdVgqkaihChAzEy29zEDPMR3NHQvGoZCLGwTerK
4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge
8AsN91rznfkBGTY8psSNkJBg9SZgxxGGRUhGwRptBhgr5XSQ1XzmA9m8QAnoxydecSh5aLJXdrgXwTDMMZ1AuXsN1EX5Mtm subaddress
86kKnBKFqzCLxtK1Jmx2BkNBDBSMDEVaRYMMyVbeURYDWs8uNGDZURKCA5yRcyMxHzPcmCf1q2fSdhQVcaKsFrtGRsdGfNk subaddress
888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H subaddress
4BxSHvcgTwu25WooY4BVmgdcKwZu5EksVZSZkDd6ooxSVVqQ4ubxXkhLF6hEqtw96i9cf3cVfLw8UWe95bdDKfRQeYtPwLm1Jiw7AKt2LY integrated address
4GYjoMG9Y2BBUMhuykdK3gQ98XDqDTYW1hNLaXNvjpsJaSbNtdXh1sKMsdVgqkaihChAzEy29zEDPMR3NHQvGoZCVSs1ZojwrDCGS5rUuo integrated address
9ujeXrjzf7bfeK3KZdCqnYaMwZVFuXemPU8Ubw335rj2FN1CdMiWNyFV3ksEfMFvRp9L9qum5UxkP5rN9aLcPxbH1au4WAB testnet
BdKg9udkvckC5T58a8Nmtb6BNsgRAxs7uA2D49sWNNX5HPW5Us6Wxu8QMXrnSx3xPBQQ2iu9kwEcRGAoiz6EPmcZKbF62GS subaddress, testnet
AApMA1VuhiCaHzr5X2KXi2Zc9oJ3VaGjkfChxxpRpxkyKf1NetvbRbQTbFMrGkr85DjnEH7JsBaoUFsgKwZnmtnVWnoB8MDotCsLb7eWwz integrated address, testnet
53teqCAESLxeJ1REzGMAat1ZeHvuajvDiXqboEocPaDRRmqWoVPzy46GLo866qRFjbNhfkNckyhST3WEvBviDwpUDd7DSzB stagenet
73LhUiix4DVFMcKhsPRG51QmCsv8dYYbL6GcQoLwEEFvPvkVvc7BhebfA4pnEFF9Lq66hwvLqBvpHjTcqvpJMHmmNjPPBqa subaddress, stagenet
5K8mwfjumVseCcQEjNbf59Um6R9NfVUNkHTLhhPCmNvgDLVS88YW5tScnm83rw9mfgYtchtDDTW5jEfMhygi27j1QYphX38hg6m4VMtN29 integrated address, stagenet
"""


def test_monero():
    rows = [row.partition(" ") for row in MONERO.strip().splitlines()]
    assert len(rows) == 15
    for written, _, how in rows:
        wallet = wallet_of(written)
        assert wallet is not None
        assert (wallet.kind, wallet.value, wallet.how) == ("monero", written, how)
        for at in range(0, len(written), 7):  # any slip of the pen
            assert wallet_of(written[:at] + ("2" if written[at] != "2" else "3") + written[at + 1 :]) is None
        assert wallet_of(written[:-1]) is None
    assert wallet_of("4" + "z" * 94) is None  # a block beyond eight bytes


OTHERS = [
    ("litecoin", "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9", ""),
    ("litecoin", "LTC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KGMN4N9", ""),
    ("litecoin", "LKKHMBjCU89fyFNgSRprDoD8Jb25N8uWvd", ""),
    ("litecoin", "M7zVKQKmtV5Rc7erVGVVC3khZbXxsS5HEX", ""),
    ("litecoin", "tltc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qsnr4fp", "testnet"),
    ("dogecoin", "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", ""),
    ("dogecoin", "D5ERdEN1gsouFSs7zsq7VYJxyWP6dP28H1", ""),
    ("dogecoin", "9rXbkMyi1S6thykRoXAZcY8fwUKYsy6cXE", ""),
    ("dash", "XanAvE5GMB8CsPH78B9moJq9viEVKvCS4f", ""),
    ("zcash", "t3Vz22vK5z2LcKEdg16Yv4FFneEL1zg9ojd", ""),
    ("tron", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", ""),
    ("ripple", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", ""),
    ("bitcoin", "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "testnet"),
]


@pytest.mark.parametrize(("kind", "written", "how"), OTHERS)
def test_each_coin(kind, written, how):
    wallet = wallet_of(written)
    assert wallet is not None
    normal = written.lower() if written.startswith("LTC") else written
    assert (wallet.kind, wallet.value, wallet.how) == (kind, normal, how)
    last = next(sign for sign in "q2" if sign != written[-1].lower())
    assert wallet_of(written[:-1] + (last.upper() if written.isupper() else last)) is None


def encoded(data, digits=tuple(base58.BITCOIN)):
    """Base58check, written down here once more from its description."""
    data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        out = digits[rest] + out
    return digits[0] * (len(data) - len(data.lstrip(b"\0"))) + out


@given(
    st.sampled_from([
        ("bitcoin", b"\x00"), ("bitcoin", b"\x05"), ("litecoin", b"\x30"), ("litecoin", b"\x32"), ("dogecoin", b"\x1e"),
        ("dogecoin", b"\x16"), ("dash", b"\x4c"), ("dash", b"\x10"), ("zcash", b"\x1c\xb8"), ("zcash", b"\x1c\xbd"), ("tron", b"\x41"),
    ]),
    st.binary(min_size=20, max_size=20),
)  # fmt: skip
def test_every_hash_makes_an_address_that_is_known_again(coin, body):
    kind, version = coin
    written = encoded(version + body)
    wallet = wallet_of(written)
    assert wallet is not None
    assert (wallet.kind, wallet.value) == (kind, written)


@given(st.binary(min_size=20, max_size=20))
def test_every_hash_makes_an_address_of_the_xrp_ledger(body):
    wallet = wallet_of(encoded(b"\0" + body, tuple(base58.RIPPLE)))
    assert wallet is not None
    assert wallet.kind == "ripple"


@given(st.text(max_size=120))
def test_no_string_stops_it(written):
    wallet = wallet_of(written)
    assert wallet is None or wallet.kind
