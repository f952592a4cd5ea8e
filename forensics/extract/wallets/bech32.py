"""Bech32 and bech32m: the addresses that begin with ``bc1``, ``ltc1`` and their kin.

Why it matters: the newer half of all demands names one. They are written in small or in capital letters (QR codes), never mixed.
Sources: BIP-173 (checksum constant 1, witness version 0), BIP-350 (constant 0x2bc830a3, versions 1 to 16), BIP-141 (program
lengths); Litecoin Core's chainparams; ZIP-32 and ZIP-316 for the shielded addresses of Zcash.
"""

from __future__ import annotations

from forensics.extract.wallets.wallet import REGTEST, TESTNET, Wallet

DIGITS = {sign: n for n, sign in enumerate("qpzry9x8gf2tvdw0s3jn54khce6mua7l")}
BECH32, BECH32M = 1, 0x2BC830A3
"""What the checksum leaves: which of the two it was made with."""
LONGEST = 90
"""Characters of a witness address (BIP-173)."""
WITNESS = {
    "bc": ("bitcoin", ""), "tb": ("bitcoin", TESTNET), "bcrt": ("bitcoin", REGTEST),
    "ltc": ("litecoin", ""), "tltc": ("litecoin", TESTNET), "rltc": ("litecoin", REGTEST),
}  # fmt: skip
"""Human-readable parts of witness addresses: coin and network."""
_SHIELDED = {"zs": (BECH32, 43, 43), "u": (BECH32M, 40, 1 << 16)}
"""Zcash without witness versions: Sapling has 43 bytes, a unified address holds several receivers."""
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def _steps() -> tuple[int, ...]:
    table = []
    for top in range(32):
        value = 0
        for n, generator in enumerate(_GENERATORS):
            value ^= generator if top >> n & 1 else 0
        table.append(value)
    return tuple(table)


_STEPS = _steps()


def decoded(written: str) -> tuple[str, list[int], int] | None:
    """(human-readable part, values of the data without the checksum, constant); None where signs, case or form are wrong.

    Any length: Lightning invoices use the same code beyond the 90 characters in which it finds every four errors.
    """
    lower = written.lower()
    if written not in (lower, written.upper()):
        return None
    readable, one, tail = lower.rpartition("1")
    if not one or not readable or len(tail) < 6 or not all("!" <= sign <= "~" for sign in readable):
        return None
    try:
        data = [DIGITS[sign] for sign in tail]
    except KeyError:
        return None
    check = 1
    signs = [ord(sign) for sign in readable]
    for value in (*(sign >> 5 for sign in signs), 0, *(sign & 31 for sign in signs), *data):
        check = (check & 0x1FFFFFF) << 5 ^ value ^ _STEPS[check >> 25]
    return (readable, data[:-6], check) if check in (BECH32, BECH32M) else None


def packed(data: list[int]) -> bytes | None:
    """Values of five bits as bytes; None unless what is left over is short and zero."""
    length, spare = divmod(len(data) * 5, 8)
    number = 0
    for value in data:
        number = number << 5 | value
    if spare > 4 or number & ((1 << spare) - 1):
        return None
    return (number >> spare).to_bytes(length, "big")


def read(written: str) -> Wallet | None:
    """The witness address (or shielded address of Zcash) that a string is, in small letters."""
    readable = written[: written.rfind("1")].lower()
    if readable in _SHIELDED:
        return _shielded(written)
    if readable not in WITNESS or len(written) > LONGEST:
        return None
    found = decoded(written)
    if found is None or not found[1]:
        return None
    _, data, constant = found
    version, program = data[0], packed(data[1:])
    if version > 16 or constant != (BECH32 if version == 0 else BECH32M) or program is None:
        return None
    if not 2 <= len(program) <= 40 or (version == 0 and len(program) not in (20, 32)):
        return None
    kind, network = WITNESS[readable]
    return Wallet(kind, written.lower(), network)


def _shielded(written: str) -> Wallet | None:
    found = decoded(written) if len(written) >= 76 else None
    if found is None:
        return None
    readable, data, constant = found
    wanted, shortest, longest = _SHIELDED[readable]
    payload = packed(data) if constant == wanted else None
    return Wallet("zcash", written.lower()) if payload and shortest <= len(payload) <= longest else None
