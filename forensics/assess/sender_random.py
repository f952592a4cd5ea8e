"""sender.random: does a domain of the sender look as if a machine had made it up?

Why it matters: who sends a million lies needs a fresh domain every day, and lets a program invent it: ``dh7njw2cf.example`` means nothing in
any language. An organisation picks a name that people can say, and so does whoever chooses a mailbox (``kQrTzWmB@`` is nobody). Compared are From, Reply-To and Return-Path. Innocent: abbreviations
strung together, and the technical names by which clouds and mail services call their machines; so one such name is a hint, and only
two that differ, or one with digits strewn among its letters, are called a sign.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from forensics.assess import brands
from forensics.assess.links_places import anybodys_page
from forensics.assess.look import Look, ground, known_domain, said
from forensics.model.everybody import MAIL_SERVICES
from forensics.model.finding import Finding, Verdict

RULE = "sender.random"
QUESTION = {
    "en": "Does a domain of the sender look as if a machine had made it up?",
    "ja": "差出人のドメインは、機械的に作られた無意味な文字列のように見えますか。",
}
SHORTEST, LONGEST = 6, 63
"""Characters of a label that is looked at: shorter ones are abbreviations, longer ones no label (RFC 1035)."""
RARE_PAIRS, RARE_SHARE = 3, 0.34
"""Pairs of consonants that words do not have, from which a label is no word: their number and their share of all pairs."""
LEAST_WORD = 6
"""Letters at the end of a label that may be a word, when they can be said."""
MOST_SHORT = 3
"""Labels of one or two letters below a registered name that machines of honest senders have (``a.b.eu.example``)."""
_VOWELS = frozenset("aeiouy")
_USUAL = frozenset(
    ["bb", "bl", "br", "bs", "cc", "ch", "ck", "cl", "cr", "cs", "ct", "dd", "dg", "dl", "dr", "ds", "dt", "dv", "ff", "fl", "fr", "ft", "gg", "gh", "gl", "gm", "gn", "gr", "gs", "gt", "hl", "hm", "hn", "hr", "ht", "kk", "kl", "kn", "kr", "ks", "kt", "lb", "lc", "ld", "lf", "lg", "lh", "lk", "ll", "lm", "ln", "lp", "ls", "lt", "lv", "lw", "lz", "mb", "md", "mf", "ml", "mm", "mn", "mp", "ms", "mt", "nb", "nc", "nd", "nf", "ng", "nh", "nj", "nk", "nl", "nm", "nn", "np", "nq", "nr", "ns", "nt", "nv", "nw", "nx", "nz", "pf", "ph", "pl", "pp", "pr", "ps", "pt", "rb", "rc", "rd", "rf", "rg", "rh", "rj", "rk", "rl", "rm", "rn", "rp", "rq", "rr", "rs", "rt", "rv", "rw", "rx", "rz", "sb", "sc", "sd", "sf", "sg", "sh", "sk", "sl", "sm", "sn", "sp", "sq", "sr", "ss", "st", "sv", "sw", "sz", "tb", "tc", "td", "tf", "tg", "th", "tk", "tl", "tm", "tn", "tp", "tr", "ts", "tt", "tv", "tw", "tz", "vl", "vr", "wb", "wh", "wk", "wl", "wn", "wr", "ws", "xc", "xp", "xt", "zb", "zh", "zl", "zw", "zz", "bj", "ql", "kw", "sj", "dj", "db", "tj", "cz", "gd", "pk", "kp", "dm", "lr", "wm", "cq"]
)  # fmt: skip
"""Pairs of consonants that stand in words and names of the languages of Europe, in compounds of them and in Japanese written in Latin letters."""
_NONE = Finding(
    RULE, QUESTION, Verdict.NO, 0.3,
    said("The sender's domains look like names that people have chosen.", "差出人のドメインは、人が付けた名前のように見えます。"),
)  # fmt: skip
_NO_ADDRESS = Finding(
    RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
    said("Not examined: the mail names no sender address.", "未確認です。差出人アドレスがありません。"),
)  # fmt: skip
TENANTED = frozenset({"zendesk.com", "freshdesk.com", "onmicrosoft.com"})
"""Services whose customers choose the name in front of the service's own."""
_PIECE = re.compile("[A-Z]?[a-z]+|[A-Z]+")
LEAST_PIECES, SHORT_PIECE = 3, 2.5
"""Pieces between capitals from which a mailbox is no name, and how long they are at most on average: ``DoNotReply`` is made of words."""
_THROWN = said(
    "capitals and small letters thrown together, as no mailbox is named",
    "大文字と小文字が無秩序に並んだ、人の付けない名前",
)
_MEANINGLESS = said("letters and digits that mean nothing in any language", "どの言語でも意味をなさない文字列")
_CUT_UP = said("a name cut into single letters by points", "一文字ずつ点で区切られた名前")
_SHORT_FOR = said(
    "abbreviations strung together, and technical names, look like this, too",
    "略語を並べた名前や技術的な名前でも、このように見えることがある",
)


def judge(look: Look) -> Finding:
    """YES: two of them, or one with digits strewn into it. UNCLEAR: one. NO: none."""
    places = [("header From", look.from_domain)] if look.from_domain else []
    places += [("header Reply-To", box.address.rpartition("@")[2].lower()) for box in look.mail.reply_to[:5]]
    back = look.mail.return_path
    if "@" in back:
        places.append(("header Return-Path", back.rpartition("@")[2].lower()))
    if not places:
        return _NO_ADDRESS
    found: dict[str, tuple[str, bool]] = {}
    for where, host in places:
        name = known_domain(host)
        if _cut_up(host, name):
            found.setdefault(host, (where, True))
            continue
        strewn = made_up(name.partition(".")[0])
        if name in TENANTED and strewn is None:
            strewn = made_up(host.removesuffix(f".{name}").rpartition(".")[2])
        if strewn is None or name in MAIL_SERVICES or look.is_own(host) or brands.owner(host) is not None:
            continue
        if name in TENANTED:
            name = host
        found.setdefault(name, (where, strewn and not anybodys_page(host)))  # services number their tenants
    box = look.from_address.rpartition("@")[0]
    if thrown_together(box):
        return _box(look, box, found)
    if not found:
        return _NONE
    yes = len(found) > 1 or any(strewn for _, strewn in found.values())
    first = next(iter(found))
    return Finding(
        RULE, QUESTION, Verdict.YES if yes else Verdict.UNCLEAR, 0.75 if len(found) > 1 else 0.6 if yes else 0.35,
        said(
            f"The sender's domain {first} looks as if a machine had made it up.",
            f"差出人のドメイン {first} は、機械的に作られた無意味な文字列のように見えます。",
        ),
        tuple(ground(where, name, _CUT_UP if name.count(".") > MOST_SHORT else _MEANINGLESS) for name, (where, _) in found.items()),
        () if yes else (ground(found[first][0], first, _SHORT_FOR),), {"domain": first},
    )  # fmt: skip


def _box(look: Look, box: str, found: dict[str, tuple[str, bool]]) -> Finding:
    return Finding(
        RULE, QUESTION, Verdict.YES, 0.75 if found else 0.55,
        said(
            f"The sender's mailbox {box} looks as if a machine had made it up.",
            f"差出人のアドレス {box} は、機械的に作られた無意味な文字列のように見えます。",
        ),
        (ground("header From", look.from_address, _THROWN), *(ground(where, name, _MEANINGLESS) for name, (where, _) in found.items())),
        (), {"domain": look.from_domain},
    )  # fmt: skip


def thrown_together(box: str) -> bool:
    """Whether capitals stand in a mailbox's name (local part) without making words of it."""
    if not SHORTEST <= len(box) <= LONGEST or not (box.isascii() and box.isalpha()):
        return False
    pieces = len(_PIECE.findall(box))
    return (
        pieces >= LEAST_PIECES and len(box) <= SHORT_PIECE * pieces and _rare_pairs(box.lower())[0] > 0
    )  # biLlinG is a word


def _rare_pairs(label: str) -> tuple[int, int]:
    """Pairs of consonants that words do not have, and all pairs of letters."""
    pairs = [(before, sign) for before, sign in pairwise(label) if before.isalpha() and sign.isalpha()]
    return sum(not {*pair} & _VOWELS and "".join(pair) not in _USUAL for pair in pairs), len(pairs)


def _cut_up(host: str, name: str) -> bool:
    """Whether single letters stand below the name that was registered: a program makes a new host for each mail from them."""
    below = host[: -len(name)] if name and host.endswith(name) else ""
    return sum(len(label) <= 2 for label in below.rstrip(".").split(".")) > MOST_SHORT


@lru_cache(maxsize=16384)
def made_up(label: str) -> bool | None:
    """Whether digits are strewn into a label that is no word; None for one that may be a word or a name."""
    if not SHORTEST <= len(label) <= LONGEST or label.startswith("xn--") or not label.isascii():
        return None
    rare, pairs = _rare_pairs(label)
    strewn = 0
    for n in range(1, len(label)):
        before, sign = label[n - 1], label[n]
        strewn += before.isdecimal() and sign.isalpha() and not label[:n].isdecimal()
    if strewn >= 2 or (strewn and rare >= 2):
        return True
    return False if rare >= RARE_PAIRS and rare >= RARE_SHARE * pairs and not _ends_in_a_word(label) else None


def _ends_in_a_word(label: str) -> bool:
    """Whether letters strung together stand before something that can be said: ``cvhhotels``."""
    tail = label[-LEAST_WORD:]
    return len(label) > LEAST_WORD and _rare_pairs(tail)[0] == 0 and sum(sign in _VOWELS for sign in tail) >= 2
