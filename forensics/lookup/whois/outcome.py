"""What kind of reply it is where nothing is told of the name: no such name, too many questions, or none of your business.

Why it matters: 'not found' is an answer about the offender, 'limit exceeded' is one about ourselves. Confusing the two makes a
living name dead. Read only where the reply tells nothing else, since terms of use are full of the same words.
"""

from __future__ import annotations

import re

from forensics.lookup.whois.record import Outcome

_LIMITED = re.compile(
    r"(?:queries|requests|connections|lookups) exceeded|limit (?:is |was |has been )?exceeded|exceeded (?:the|your|allowed|maximum|query)|quota|too many|rate[- ]limit|query rate|try again (?:later|in)"
    r"|excessive (?:quer|access|use)|passed the (?:daily )?limit|maximum [\w ]{0,20}(?:queries|requests|connections?)[\w ]{0,20} reached"
    r"|interval is too short|access denied for (?:[^\n]{0,160}\n){1,5}?[^\n]{0,120} limit|blacklisted|temporarily (?:blocked|denied|unavailable)|\bthrottl|server is busy|connection limit|please slow down"
    r"|上限を超え|アクセスが集中",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(
    r"not (?:authori[sz]ed|allowed|permitted)|unauthori[sz]ed|access (?:to [\w ]{1,40} )?(?:is )?(?:denied|restricted|not granted)|permission denied|forbidden"
    r"|ip address (?:used|is) not|requests? (?:of|from) this (?:client|ip)|port 43 is (?:not (?:available|supported)|closed|disabled)|許可されていません",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"no match|not found|no (?:entries|entry|data|object|objects|records?|information|such|matching|results?)\b|nothing found|is free\b|does ?n[o']t exist"
    r"|not (?:been )?(?:registered|exist|known|in (?:the )?(?:database|our database)|in use|assigned|delegated)|available for (?:registration|purchase)|is available"
    r"|\bis not a registered|unknown (?:domain|object)|status:\s{0,40}(?:free|available|avail\b|unassigned)|object_not_found|domain unknown"
    r"|該当するデータがありません|登録されていません|등록되어 있지 않습니다|no se encuentra|nao encontrad|não encontrad|does not exist|is not registered"
    r"|no found\b|do(?:es)? not have an? (?:entry|record)|^\s{0,9}available\.?\s{0,9}$|reserved (?:domain )?name|name is reserved|reserved by the registry"
    r"|returned 0 objects|not_exist|no existe\b|no (?:esta )?registrad[oa]\b|no contiene|未注册|未被注册|查無|查无|見つかりません"
    r"|nincs találat|not been allocated|invalid query or domain name not known|no_se_encontro|out of this registry|has no record",
    re.IGNORECASE | re.MULTILINE,
)
_READ = 8_192
"""Characters that are looked at: such a reply begins with what it has to say."""


def outcome(text: str) -> tuple[Outcome, str]:
    """The kind of a reply in which no fact was found, and the line that shows it. Plain words at the head win over terms of use."""
    told = text[:_READ]
    plain = "\n".join(line for line in told.splitlines() if line.strip() and line[:1] not in "%#;")
    for part in (plain[:400], told):
        found = [
            (match.start(), kind, match)
            for kind, pattern in (
                (Outcome.NOT_FOUND, _ABSENT),
                (Outcome.RATE_LIMITED, _LIMITED),
                (Outcome.NOT_AUTHORISED, _FORBIDDEN),
            )
            if (match := pattern.search(part))
        ]
        if found:
            _, kind, match = min(found, key=lambda each: each[0])
            return kind, _line(part, match.start())
    return Outcome.UNREADABLE, "nothing that is known was read in the reply" if told.strip() else "the reply is empty"


def says_free(value: str) -> bool:
    """Whether a status tells that nobody has the name (``free``, ``AVAILABLE``, ``220 Available``)."""
    return value.strip().lower().rstrip(".").lstrip("0123456789 ") in {
        "free",
        "available",
        "avail",
        "unassigned",
        "not registered",
        "no object found",
    }


def _line(text: str, at: int) -> str:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[start : end if end >= 0 else len(text)].strip()[:200]
