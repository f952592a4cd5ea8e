"""sender.country: did the mail come in from another country than the one that its sender claims?

Why it matters: the last address that an own server saw (``origin_ip``) cannot be made up, and the network that it lies in is registered
somewhere. A Japanese bank's mail, or one in the own house's name, that came in from a network on another continent wants a reason. Innocent:
mail services and clouds stand abroad, people travel, and a registry's country is the holder's, not the machine's. While a mail is taken in
nobody is asked, so the answer is 'not examined' until an answer on the address is on record (``case.enrich("hosting")``).
Sources: ISO 3166-1 and IANA's root zone (country-code domains); databases of networks as ``lookup.hosting`` reads them.
"""

from __future__ import annotations

import re

from forensics.assess import brands
from forensics.assess.look import Look, ground, said
from forensics.model.finding import Finding, Verdict

RULE = "sender.country"
QUESTION = {
    "en": "Did the mail come in from another country than the one that its sender claims?",
    "ja": "メールは、差出人が名乗る国とは別の国から送られてきましたか。",
}
_FOR_ALL = frozenset(
    {
        "ac", "ag", "ai", "am", "as", "bz", "cc", "cf", "cm", "co", "cx", "dj", "eu", "fm", "ga", "gg", "gl", "gq", "gs", "im", "io", "is", "la",
        "li", "ly", "me", "ml", "ms", "mu", "nu", "pw", "re", "sc", "sh", "so", "st", "su", "tk", "tl", "to", "tv", "vc", "vg", "vu", "ws",
    }
)  # fmt: skip
"""Country-code domains that are sold to everybody, or stand for no one country."""
_CODES = {"uk": "GB"}
_EVERYWHERE = re.compile(
    r"(?i)amazon|google|microsoft|outlook|sendgrid|twilio|mailchimp|rocket science|sparkpost|salesforce|oracle|mailgun|sinch|yahoo|fastmail|cloudflare|apple|proton"
)
"""Networks of services that send for the whole world."""
_NO_CLAIM = Finding(
    RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
    said("Not examined: the sender's address claims no one country.", "未確認です。差出人アドレスから国が特定できません。"),
)  # fmt: skip
_NOBODY_ASKED = Finding(
    RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
    said(
        "Not examined: no answer on the address that the mail came from is on record (enrich with hosting).",
        "未確認です。送信元アドレスの国に関する照会結果がありません(hosting の照会で確認できます)。",
    ),
)  # fmt: skip
_SERVICE = said("a service that sends for the whole world", "世界中のメールを送信するサービスのネットワーク")
_ABROAD = said(
    "mail services stand abroad, people travel, and the country is that of the network's holder",
    "配信サービスの設備が国外にあることや旅行中の送信もある(国はネットワークの登録者のもの)",
)


def claimed(domain: str, name: str) -> str:
    """The country (ISO 3166-1 alpha-2) that a sender claims to be in: by the domain's ending, else by a Japanese name; empty for none."""
    ending = domain.rstrip(".").rpartition(".")[2].lower()
    if len(ending) == 2 and ending.isascii() and ending.isalpha() and ending not in _FOR_ALL:
        return _CODES.get(ending, ending.upper())
    brand = brands.named(name) if name else None
    return "JP" if brand is not None and not brand.title.isascii() else ""


def judge(look: Look) -> Finding:
    """NOT_EXAMINED, with the reason: what the address belongs to is asked later, if at all."""
    return _NOBODY_ASKED if claimed(look.from_domain, look.mail.from_name) else _NO_CLAIM


def told(address: str, name: str, ip: str, answer: tuple[str, str, str], *, own: bool = False) -> Finding:
    """What a recorded answer says of the mail. ``answer``: (service, country's code, name of the network); ``own``: the own domain.

    YES: another country. UNCLEAR: another, through a service that sends for the whole world. NO: the one that was claimed.
    """
    service, country, network = answer[0], answer[1].upper(), answer[2]
    claim = claimed(address.rpartition("@")[2], name)
    if not claim:
        return _NO_CLAIM
    if not country or not ip:
        return _NOBODY_ASKED
    where = f"{ip}: {country}" + (f", {network}" if network else "")
    grounds = (ground(f"answer {service}", where), ground("header From", address or name))
    marks = {"claimed": claim, "country": country, "ip": ip}
    if country == claim:
        return Finding(
            RULE, QUESTION, Verdict.NO, 0.3,
            said(
                f"The mail came in from a network of the country that its sender claims ({country}).",
                f"メールは、差出人が名乗る国({country})のネットワークから送られてきました。",
            ),
            grounds, (), marks,
        )  # fmt: skip
    everywhere = bool(_EVERYWHERE.search(network))
    strength = 0.2 if everywhere else 0.6 if own else 0.45
    house = ("our own house", "自組織") if own else (claim, claim)
    return Finding(
        RULE, QUESTION, Verdict.UNCLEAR if everywhere else Verdict.YES, strength,
        said(
            f"The sender claims to be in {house[0]}, but the mail came in from {ip}, a network of {country}.",
            f"差出人は{house[1]}を名乗っていますが、メールは {country} のネットワーク({ip})から送られてきました。",
        ),
        grounds, (ground(f"answer {service}", network or country, _SERVICE if everywhere else _ABROAD),), marks,
    )  # fmt: skip
