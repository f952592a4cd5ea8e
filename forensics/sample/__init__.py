"""A made-up case to learn and test with: ten mails to a small Japanese provider, ``kaede.example``, in March 2026.

3 March: three readers get a 'server maintenance' notice whose link leads into a WordPress theme of a stranger's site and
carries their address; one of them types her password and reports it. 4 March: one reader gets a machine-translated threat
'from your own account'. 17 March: another notice, another host, the same kit. Beside them three honest mails, each of
which trips a naive rule. Whether the threat belongs to the notices cannot be told from the mails, and that is the point.

All names are made up, all domains and addresses are reserved for documentation (RFC 2606, RFC 5737), and nobody holds a key
to the Bitcoin address.
"""

from __future__ import annotations

from importlib.resources import files

_HERE = files("forensics.sample")
TITLE = ("Sample: a maintenance notice and a threat", "見本: メンテナンス通知と脅迫メール")


def mails() -> list[tuple[str, bytes]]:
    """File name and bytes of each mail, in the order of the file names (exhibits M-0001 to M-0010)."""
    found = [item for item in (_HERE / "mails").iterdir() if item.name.endswith(".eml")]
    return [(item.name, item.read_bytes()) for item in sorted(found, key=lambda item: item.name)]


def case_toml(language: str = "en") -> str:
    """The settings of the sample case, as they stand in its ``case.toml``; ``ja``: with a title and views in Japanese."""
    text = (_HERE / "case.toml").read_text(encoding="utf-8")
    return text.replace(*TITLE).replace('language = "en"', 'language = "ja"') if language == "ja" else text
