"""What two mails may share: the kinds of traits, which family each belongs to, and how rare one of it is in the world.

Why it matters: traits of one family come from one cause (a host and the host's pictures), so of a family only the strongest
counts. ``background`` keeps a case of six mails from taking every coincidence for a link: one mail in ``2**background`` of all the
world has a given unusual value of the kind. Values that everybody has are no traits at all (``background.py``).
"""

from __future__ import annotations

from typing import NamedTuple

FAMILIES = (
    "wallet", "link", "tag", "kit", "sender", "network", "ids", "header", "html", "text", "subject", "name", "resource", "contact",
    "file", "platform",
)  # fmt: skip
"""Evidence is added between these, and its maximum is taken within each. A shared ``platform`` is no evidence: it explains others away."""
EXPLAINED = ("header", "ids", "network", "html")
"""Families that all customers of one mail service have alike."""


class Kind(NamedTuple):
    """One kind of trait."""

    code: str
    """Two characters in front of every value in the ``traits`` table."""
    family: str
    name: str
    """``Reason.trait``, and the key of the words for it."""
    background: int
    """Bits."""


_ALL = (
    Kind("wa", "wallet", "wallet", 20),
    Kind("ld", "link", "domain", 9),
    Kind("li", "link", "ip", 10),
    Kind("lb", "link", "bucket", 9),
    Kind("t1", "tag", "link number", 8),
    Kind("t2", "tag", "link number", 12),
    Kind("t3", "tag", "link number", 15),
    Kind("k1", "kit", "url path", 5),
    Kind("k2", "kit", "url path", 9),
    Kind("k3", "kit", "url path", 14),
    Kind("sd", "sender", "sender domain", 9),
    Kind("sa", "sender", "sender address", 10),
    Kind("ni", "network", "origin ip", 10),
    Kind("nn", "network", "network", 7),
    Kind("i1", "ids", "dkim selector", 2),
    Kind("i2", "ids", "message-id form", 5),
    Kind("i3", "ids", "message-id piece", 9),
    Kind("i4", "ids", "return path form", 5),
    Kind("i5", "ids", "boundary form", 4),
    Kind("ho", "header", "header order", 4),
    Kind("hs", "header", "header set", 4),
    Kind("hd", "header", "signed headers", 5),
    Kind("hm", "header", "mailer", 5),
    Kind("xa", "html", "html skeleton", 8),
    Kind("xb", "html", "html beginning", 5),
    Kind("xc", "html", "html end", 5),
    Kind("su", "subject", "subject", 8),
    Kind("nd", "name", "display name", 6),
    Kind("ns", "name", "name ending", 5),
    Kind("nm", "name", "name signs", 4),
    Kind("rd", "resource", "picture host", 8),
    Kind("ru", "resource", "resource", 9),
    Kind("ce", "contact", "email", 9),
    Kind("cr", "contact", "reply-to", 9),
    Kind("cp", "contact", "phone", 9),
    Kind("fs", "file", "sha256", 9),
    Kind("pf", "platform", "platform", 0),
)
KINDS = {kind.code: kind for kind in _ALL}
"""Code -> kind."""
CLAUSES = "xt"
"""Code of the one trait that is a set: the hashes of the clauses of the text, eight hexadecimal digits each."""
MAKES_PAIRS = frozenset(
    {"wa", "ld", "li", "lb", "t2", "t3", "k3", "sd", "sa", "ni", "i3", "hd", "xa", "su", "ce", "cr", "cp", "fs", "nd"}
)
"""Codes of traits that are worth a look at every two mails that share a rare value."""
