"""Private keys: whoever reads one owns the money. Found, masked, and kept only as something that can be compared.

Why it matters: a key in a mail is bait (the wallet is emptied by a robot, the "fee" that one pays in is lost) or a victim's own,
stolen or sent by mistake. Nobody needs to read it for that; a report that prints it hands it to all its readers. The value is a
mask of the same length and 48 bits of a hash, which suffices to tell two mails that show the same key. Sources: the wallet
import format of Bitcoin Core; BIP-32 (extended keys), BIP-38 (encrypted keys); XRPL documentation (seeds).
"""

from __future__ import annotations

from hashlib import sha256

from forensics.extract.passwords import masked
from forensics.extract.wallets import base58
from forensics.extract.wallets.wallet import TESTNET, Wallet

LEADS = frozenset("5KLQ67cT9Xxtyzs")
LENGTHS = frozenset((29, 31, 51, 52, 58, 111))
_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
"""Of the curve secp256k1: a key is a number below it."""
_WIF = {
    0x80: "WIF", 0xEF: f"WIF, {TESTNET}", 0xB0: "WIF, Litecoin", 0x9E: "WIF, Dogecoin", 0xF1: f"WIF, Dogecoin {TESTNET}",
    0xCC: "WIF, Dash",
}  # fmt: skip
_LONG = {
    b"\x01\x42": (39, "BIP-38, encrypted"), b"\x01\x43": (39, "BIP-38, encrypted"),
    b"\x04\x88": (78, "BIP-32"), b"\x04\x35": (78, f"BIP-32, {TESTNET}"), b"\x04\x9d": (78, "BIP-32"), b"\x04\xb2": (78, "BIP-32"),
}  # fmt: skip
"""First two bytes: length with the version, and what to say. Extended public keys share them: see ``_EXTENDED``."""
_EXTENDED = frozenset((b"\x04\x88\xad\xe4", b"\x04\x35\x83\x94", b"\x04\x9d\x78\x78", b"\x04\xb2\x43\x0c"))


def read(written: str) -> Wallet | None:
    """The key that a string is. Nothing of what is returned gives the key back."""
    told = _seed(written) if written[0] == "s" else _kind(base58.checked(written, base58.BITCOIN))
    return Wallet("private_key", f"{masked(written)} #{_mark(written)}", told) if told else None


def _kind(data: bytes) -> str:
    """How the key is written; empty for what is none."""
    if len(data) in (33, 34) and data[0] in _WIF:
        if len(data) == 34 and data[33] != 1:
            return ""
        return _WIF[data[0]] if 0 < int.from_bytes(data[1:33], "big") < _ORDER else ""
    length, told = _LONG.get(data[:2], (0, ""))
    if len(data) != length or (length == 78 and data[:4] not in _EXTENDED):
        return ""
    return told


def _seed(written: str) -> str:
    data = base58.checked(written, base58.RIPPLE)
    return "XRP seed" if data[:-16] in (b"\x21", b"\x01\xe1\x4b") and len(data) > 16 else ""


def _mark(written: str) -> str:
    return sha256(b"forensics: private key, first form" + written.encode("ascii")).hexdigest()[:12]
