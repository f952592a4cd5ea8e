"""Names taken out of what is handed over: ``hanako@kaede.example`` becomes ``h***@kaede.example``, everywhere alike.

Why it matters: a report goes to a hosting company, to the police, to a lawyer. Who received the mail and which password the
offender claims to know is not theirs to read. Recipient addresses also stand inside links, percent-encoded, in base64 or in
hexadecimal: a mask that looks only at plain text gives them away. What this does not find: an address inside a compressed or
encrypted token, and names of persons in running text.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HIDDEN = "***"
SHORTEST_SECRET = 4
"""Characters. A shorter "password" stands inside too many innocent words to be blanked everywhere."""

_ADDRESS = re.compile(
    r"(?i)([\w.+\-]{1,64})(@|%40|&#64;|&#x40;|＠)((?:[a-z0-9\-]{1,63}\.){0,8}[a-z0-9\-]{1,63})", re.ASCII
)
_CODED = re.compile(r"[A-Za-z0-9+/_\-]{12,}={0,2}")
_HEX = re.compile(r"[0-9A-Fa-f]{16,}")


class Mask:
    """Replaces given addresses, every address of given domains, and given secrets in any text.

    ``addresses`` come in the order of the case: two that would look alike are told apart by a number that depends on that
    order alone. Works on text as it stood in the mail: mask first, then make it visible, then escape.
    """

    def __init__(self, addresses: Iterable[str] = (), domains: Iterable[str] = (), secrets: Iterable[str] = ()) -> None:
        self._shown: dict[str, str] = {}
        self._taken: set[str] = set()
        self._domains = frozenset(d.lower().strip(".") for d in domains if d)
        self._secrets = sorted({s for s in secrets if len(s.strip()) >= SHORTEST_SECRET}, key=lambda s: (-len(s), s))
        for address in addresses:
            self.address(address)

    def address(self, address: str) -> str:
        """The masked form of one address; the same for the same address, whatever its case."""
        key = address.strip().lower()
        if not key or "@" not in key:
            return HIDDEN if key else ""
        if key not in self._shown:
            local, _, domain = key.rpartition("@")
            masked, n = f"{local[:1]}{HIDDEN}@{domain}", 1
            while masked in self._taken:
                n += 1
                masked = f"{local[:1]}{HIDDEN}{n}@{domain}"
            self._taken.add(masked)
            self._shown[key] = masked
        return self._shown[key]

    def __call__(self, text: str) -> str:
        """The text with everything masked that this mask knows."""
        for secret in self._secrets:
            if secret in text:
                text = text.replace(secret, HIDDEN)
        if "@" in text or "%40" in text or "＠" in text or "&#" in text:
            text = _ADDRESS.sub(self._plain, text)
        return _CODED.sub(self._coded, text)

    def _known(self, address: str) -> bool:
        domain = address.rpartition("@")[2]
        return address in self._shown or any(domain == d or domain.endswith("." + d) for d in self._domains)

    def _plain(self, found: re.Match[str]) -> str:
        local, sign, domain = found[1], found[2], found[3]
        # %3D or %2F directly before the name belongs to the link's own encoding, not to the name
        lead = (
            re.match(r"(?:[0-9A-Fa-f]{2})(?=.)", local)
            if found.string[found.start() - 1 : found.start()] == "%"
            else None
        )
        head = lead[0] if lead else ""
        address = f"{local[len(head) :]}@{domain}".lower()
        if not self._known(address):
            return found[0]
        masked_local, _, masked_domain = self.address(address).rpartition("@")
        return f"{head}{masked_local}{sign}{masked_domain}"

    def _coded(self, found: re.Match[str]) -> str:
        token = found[0]
        for data in _decoded(token):
            for inner in _ADDRESS.finditer(data):
                if self._known(f"{inner[1]}@{inner[3]}".lower()):
                    return HIDDEN
        return token


def _decoded(token: str) -> list[str]:
    """What the token may say in hexadecimal or in either base64 alphabet, where that holds an at sign."""
    found: list[str] = []
    for run in _HEX.finditer(token):
        pairs = (run[0][skip : skip + (len(run[0]) - skip) // 2 * 2] for skip in (0, 1))
        found.extend(bytes.fromhex(digits).decode("latin-1") for digits in pairs)
    plain = token.rstrip("=").replace("-", "+").replace("_", "/")
    for skip in range(4):
        body = plain[skip:]
        odd = len(body) % 4
        whole = body[:-1] if odd == 1 else body  # one sign alone says nothing in base64
        try:
            found.append(base64.b64decode(whole + "=" * (-len(whole) % 4)).decode("latin-1"))
        except binascii.Error:
            continue
    return [text for text in found if "@" in text]
