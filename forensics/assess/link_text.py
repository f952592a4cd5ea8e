"""links.text-differs: does a link show one address and lead to another?

Why it matters: the reader sees ``https://www.bank.example/login`` and goes where the attribute says. The words of a link bind
nobody (HTML). Innocent: services that send mail for others lead every link over a counter of their own.
"""

from __future__ import annotations

import re

from forensics.assess.look import MOST_GROUNDS, Look, ground, known_domain, said
from forensics.domains import is_top_level, lies_under, registrable
from forensics.model.everybody import GATEWAYS, MAIL_SERVICES
from forensics.model.finding import Finding, Ground, Verdict
from forensics.model.page import Pointer

RULE = "links.text-differs"
QUESTION = {
    "en": "Does a link show one address and lead to another?",
    "ja": "表示されているアドレスと、実際のリンク先が違うリンクはありますか。",
}
_SHOWN = re.compile(
    r"(?:https?://|(?<![A-Za-z0-9.@\-]))((?:[A-Za-z0-9\-]{1,63}\.){1,10}[A-Za-z][A-Za-z0-9\-]{1,62})(?=[/:?#\s)>,]|$)",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\s*(?:https?|ftp):[/\\]{2}(?:[^/\\?#@\s]{0,255}@)?([^/\\?#:\s]{1,255})", re.IGNORECASE)
_AN_ADDRESS = re.compile(r"(?i)(?:https?://|www\.|\S+/\S)")
"""Words that pretend to be an address; a mere ``News.com`` may be the name of a magazine."""
_COUNTERS = re.compile(
    r"(?i)(?:^|[.\-])(?:click(?:s|thru|through)?|track|tracking|trk|links?|email|go|r|t|e|url\d*)[.\-\d]"
)

_COUNTING_PATH = re.compile(r"(?i)/click-?(?:thru|through)?[/?]")
_GATEWAY = said("a mail gateway has put itself before the link", "メールゲートウェイがリンクの前に入っている")
_COUNTER = said("looks like the click counter of a mail service", "配信サービスのクリック計測とみられる")
_MAGAZINE = said(
    "may be the name of a shop or a magazine in its newsletter", "メールマガジンに出てくる店や雑誌の名前かもしれない"
)
_NONE = said(
    "No link shows another address than the one it leads to.", "表示と異なる宛先に導くリンクは見つかりませんでした。"
)
_NO_PAGE = Finding(RULE, QUESTION, Verdict.NO, 0.6, _NONE)
_NO_LIE = Finding(RULE, QUESTION, Verdict.NO, 0.8, _NONE)


def shown_host(text: str) -> str:
    """The host that a link's words name, when they look like an address; empty when they are mere words."""
    words = text.strip()
    if len(words) > 300 or "@" in words:
        return ""
    found = _SHOWN.search(words)
    if not found:
        return ""
    host = found[1].lower()
    whole = found.start() == 0 or found.group().lower().startswith("http")
    return host if whole and is_top_level(host.rpartition(".")[2]) and registrable(host) else ""


def target_host(pointer: Pointer) -> str:
    """The host that the attribute leads to; empty for anything but a web address."""
    found = _TARGET.match(pointer.value.replace("\n", "").replace("\t", "").replace("\r", ""))
    return found[1].lower().rstrip(".") if found else ""


def _newsletter(look: Look) -> bool:
    return bool(look.mail.header("list-unsubscribe")) or "unsubscribe" in look.subjects


def _counts(pointer: Pointer, target: str) -> bool:
    """Whether a target calls itself a counter of clicks, in its host or as a folder of its path."""
    return bool(_COUNTERS.search(target) or _COUNTING_PATH.search(pointer.value[:500]))


def judge(look: Look) -> Finding:
    """YES: at least one link's words name a domain that its target does not belong to."""
    if not look.mail.pages:
        return _NO_PAGE
    grounds: list[Ground] = []
    against: list[Ground] = []
    examined = more = 0
    pairs: dict[tuple[str, str], None] = {}
    bare = True
    for page in look.mail.pages:
        for pointer in page.pointers:
            if pointer.tag not in ("a", "area") or "." not in pointer.text:
                continue
            shown = shown_host(pointer.text)
            target = target_host(pointer) if shown else ""
            if not shown or not target:
                continue
            examined += 1
            if known_domain(shown) == (known_domain(target) or target) or (shown, target) in pairs:
                continue
            pairs[shown, target] = None
            bare = bare and not _AN_ADDRESS.match(pointer.text.strip())
            if len(grounds) >= MOST_GROUNDS:
                more += 1
                continue
            grounds.append(
                ground(
                    f"part {page.part} html a href",
                    pointer.value,
                    said(f"shown as: {pointer.text[:100]}", f"表示: {pointer.text[:100]}"),
                )
            )
            if lies_under(target, GATEWAYS):
                against.append(ground(f"part {page.part} html a href", target, _GATEWAY))
            elif known_domain(target) in MAIL_SERVICES or (_newsletter(look) and _counts(pointer, target)):
                against.append(ground(f"part {page.part} html a href", target, _COUNTER))
    if not grounds:
        return _NO_LIE
    shown, target = next(iter(pairs))
    innocent = len(against) == len(grounds)
    if bare and not innocent and "unsubscribe" in look.subjects:
        innocent = True
        against.append(ground("text", shown, _MAGAZINE))
    strength = 0.3 if innocent else 0.5 if bare else 0.9
    return Finding(
        RULE, QUESTION, Verdict.UNCLEAR if innocent else Verdict.YES, strength,
        {
            "en": f"A link shows {shown} but leads to {target}." + (" That may be a click counter of the mail service." if innocent else ""),
            "ja": f"リンクには {shown} と表示されていますが、実際には {target} につながります。"
            + ("配信サービスのクリック計測かもしれません。" if innocent else ""),
        },
        tuple(grounds), tuple(against), {"shown": shown, "target": target, "compared": str(examined), "more": str(more)},
    )  # fmt: skip
