"""What to do now: ordered steps, from what the mails of a case come to.

Why it matters: a list of findings helps nobody who has just typed a password. The order is that of harm: first what stops it
(passwords, money), then who must know, what to block, what to keep, and to whom to report. Lists are ready to be pasted. Nothing here
is done by the program. Sources: JPCERT/CC and the Council of Anti-Phishing Japan take reports by mail; the Japanese police list
their desks for cyber crime; RFC 2142 names the abuse mailbox of a network.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forensics.assess import brands
from forensics.domains import lies_under, registrable
from forensics.domains.everybodys import is_everybodys_host, is_everybodys_sender
from forensics.model.checklist import Step
from forensics.model.finding import HOSTILE, Kind
from forensics.model.kinds import WALLETS
from forensics.model.settings import CaseSettings

MOST = 500
"""Values of one ready list."""
REPORT_TO = (
    ("JPCERT/CC", "info@jpcert.or.jp"),
    ("JPCERT/CC", "https://www.jpcert.or.jp/form/"),
    ("Council of Anti-Phishing Japan / フィッシング対策協議会", "info@antiphishing.jp"),
    ("Council of Anti-Phishing Japan / フィッシング対策協議会", "https://www.antiphishing.jp/registration.html"),
    ("police, cyber desks / 警察 サイバー事案の相談窓口", "https://www.npa.go.jp/bureau/cyber/soudan.html"),
    ("police, by telephone / 警察相談専用電話", "#9110"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the advice needs of one mail."""

    exhibit: str
    kind: str
    """The verdict on it."""
    recipients: tuple[str, ...]
    sender: str
    reply_to: str
    origin_ip: str
    origin_names: tuple[str, ...]
    """What the machine with that address calls itself and is called."""
    yes: frozenset[str]
    """Rules that answered yes."""
    sightings: tuple[tuple[str, str, str], ...]
    """Kind, value and place of what it points at."""

    @property
    def is_hostile(self) -> bool:
        """Whether it is called bad, or carries a lie on its face though no verdict was given."""
        return self.kind in HOSTILE or bool(self.yes & _LIES and self.kind == Kind.UNCLEAR.value)


_SHOWN = tuple(
    f"html {what}" for what in ("img", "link", "style", "body", "table", "td", "tr", "th", "image", "source", "script")
)
"""Places of what is loaded to be shown: the pictures of an imitated house lie on its own machines."""
_LIES = frozenset({"links.text-differs", "sender.own-domain", "extortion.claims"})


def advice(
    mails: Sequence[Told], settings: CaseSettings, abuse: Iterable[tuple[str, str]] = (), clicked: Sequence[str] = ()
) -> list[Step]:
    """The steps, most urgent first. Only what the mails call for.

    ``abuse``: (what, mailbox) as look-ups have told. ``clicked``: readers who, by the logs, followed a link, the first one first.
    """
    bad = [mail for mail in mails if mail.is_hostile]
    steps: list[Step] = []
    if bad:
        extorting = [mail for mail in bad if "extortion.claims" in mail.yes]
        asking = [mail for mail in bad if mail not in extorting]
        steps += _pay(extorting)
        steps += _passwords(asking, extorting, clicked)
        steps += _tell(bad, settings)
        steps += _block(bad, settings)
    steps.append(_keep([mail.exhibit for mail in bad] or [mail.exhibit for mail in mails]))
    if bad:
        steps.append(_report(bad, abuse))
    return steps


def _pay(extorting: Sequence[Told]) -> list[Step]:
    if not extorting:
        return []
    wallets = _unique((kind, value) for mail in extorting for kind, value, _ in mail.sightings if kind in WALLETS)
    return [
        Step(
            "pay",
            {"en": "Do not pay, do not answer", "ja": "支払わない・返信しない"},
            {
                "en": "Send no money and no reply. Give the addresses below to the police and to exchanges.",
                "ja": "送金も返信もしないでください。下の送金先は、警察や暗号資産交換業者に伝えてください。",
            },
            {
                "en": "The text is sent to many, its claims are not borne out, and who pays is asked again.",
                "ja": "多数に送られる文面で、主張には裏付けがなく、支払うとさらに要求されるためです。",
            },
            tuple(wallets[:MOST]),
            tuple(mail.exhibit for mail in extorting),
        )
    ]


def _passwords(asking: Sequence[Told], extorting: Sequence[Told], clicked: Sequence[str]) -> list[Step]:
    people = _unique(("mailbox", address) for mail in asking if _has_links(mail) for address in mail.recipients)
    named = [mail for mail in extorting if any(kind == "password" for kind, _, _ in mail.sightings)]
    people += _unique(("mailbox", address) for mail in named for address in mail.recipients)
    if not people:
        return []
    people = _unique(people)
    sent_to = {address.lower() for _, address in people}
    # nobody is left out for not being in a log: there may be other ways out of the house
    first = _unique(("followed a link", address) for address in clicked if address.lower() in sent_to)
    ahead = {address.lower() for _, address in first}
    people = first + [each for each in people if each[1].lower() not in ahead]
    more_en = more_ja = ""
    if first:
        more_en = " Begin with those who, by the logs, followed a link: they stand first."
        more_ja = "ログによりリンクを開いたとみられる人を先頭に挙げています。まずその人たちから確認してください。"
    if named:
        more_en += " The password that the mail names is known to strangers: change it wherever it is in use, and never use it again."
        more_ja += "メールに書かれたパスワードは既に漏れています。使っているすべてのサービスで変更し、二度と使わないでください。"
    return [
        Step(
            "passwords",
            {"en": "Change passwords", "ja": "パスワードを変更する"},
            {
                "en": "Ask each reader below whether a password, a card or a code was typed in. Who did changes it at once, on a clean "
                "machine, at the service's own address, also where the same one is used; and turns on a second factor."
                + more_en,
                "ja": "下の受信者に、パスワード・カード番号・認証コードを入力したかどうかを確認してください。入力した場合は、安全な端末から"
                "正規のサイトを開いてすぐに変更し、同じものを使い回している場所もすべて変更し、二段階認証を有効にしてください。"
                + more_ja,
            },
            {
                "en": "Stolen passwords are used within minutes, and for sending the next wave.",
                "ja": "盗まれたパスワードは数分で使われ、次の攻撃メールの送信にも悪用されるためです。",
            },
            tuple(people[:MOST]),
            tuple(dict.fromkeys(mail.exhibit for mail in (*asking, *named) if _has_links(mail) or mail in named)),
        )
    ]


def _has_links(mail: Told) -> bool:
    return any(kind == "url" and not where.startswith("header List-") for kind, _, where in mail.sightings)


def _tell(bad: Sequence[Told], settings: CaseSettings) -> list[Step]:
    items = _unique(("reader", address) for mail in bad for address in mail.recipients)
    sites = _unique(
        ("hacked site", value)
        for mail in bad
        if any(rule.startswith(("compromised", "site")) for rule in mail.yes)
        for kind, value, where in mail.sightings
        if kind == "domain" and "a href" in where and not _is_innocent(value, settings)
    )
    also_en = also_ja = ""
    if sites:
        also_en = " Tell the owners of the hacked sites as well: they are victims, not offenders."
        also_ja = "改ざんされたとみられるサイトの持ち主にも知らせてください。加害者ではなく被害者です。"
    return [
        Step(
            "tell",
            {"en": "Tell those concerned", "ja": "関係者に知らせる"},
            {
                "en": "Warn the readers and everybody in the house who may get the same mail: what it looks like, what to do, whom to "
                "ask. Nobody is blamed for having clicked." + also_en,
                "ja": "受信者と、同じメールが届きうる組織内の全員に、見分け方・対処・相談先を知らせてください。"
                "開いてしまった人を責めないことが大切です。" + also_ja,
            },
            {
                "en": "Who is not blamed reports, and reports are what stops the next wave.",
                "ja": "責められなければ報告が集まり、次の被害を止められるためです。",
            },
            tuple([*items, *sites][:MOST]),
            tuple(mail.exhibit for mail in bad),
        )
    ]


def _block(bad: Sequence[Told], settings: CaseSettings) -> list[Step]:
    """What to refuse. No reader of the mails, whose address a stranger wrote as sender.

    And no machine where the case does not say which are its own: the one that handed a mail over may then be the house's own provider.
    """
    found: list[tuple[str, str]] = []
    readers = {address.lower() for mail in bad for address in mail.recipients}
    for mail in bad:
        for kind, value, where in mail.sightings:
            followed = (
                where.startswith(("text", "html")) and not where.startswith(_SHOWN) and "Unsubscribe" not in where
            )
            if kind == "domain" and followed and not _is_innocent(value, settings):
                found.append(("domain", value))
        for address in (mail.sender, mail.reply_to):
            domain = address.rpartition("@")[2].lower()
            ours = address.lower() in readers or lies_under(domain, settings.own_domains)
            if domain and not ours and not _is_known(domain, settings):
                found.append(("sender", address.lower()))
        told = settings.own_relays or settings.own_domains
        if mail.origin_ip and told and not any(map(is_everybodys_sender, mail.origin_names)):
            found.append(("ip", mail.origin_ip))
    items = sorted(_unique(found))
    if not items:
        return []
    return [
        Step(
            "block",
            {"en": "Block", "ja": "遮断する"},
            {
                "en": "Put these into the mail filter and the proxy. Look at each address of a shared machine first: a mail service or "
                "a hacked site serves others, too. Left out are places that everybody uses, and the houses that the mails pose as. "
                "Refuse mail from outside that names your own domain (SPF, DKIM, DMARC).",
                "ja": "メールフィルターやプロキシに登録してください。共用サーバーの IP は、他の利用者にも影響するため、登録前に確認が必要です。"
                "誰もが使うサービスや、名前をかたられた企業のドメインは除いてあります。"
                "自組織のドメインを名乗る外部からのメールは、SPF・DKIM・DMARC で拒否してください。",
            },
            {
                "en": "The next mail of the wave uses the same places.",
                "ja": "同じ攻撃の次のメールも、同じ場所を使うためです。",
            },
            tuple(items[:MOST]),
            tuple(mail.exhibit for mail in bad),
        )
    ]


def _keep(exhibits: Sequence[str]) -> Step:
    return Step(
        "keep",
        {"en": "Keep the evidence", "ja": "証拠を残す"},
        {
            "en": "Keep the originals with all headers (this case holds them), the logs of mail server, proxy and VPN for the time from "
            "the first mail on, and the computers as they are, of whoever opened something. Delete nothing, forward nothing.",
            "ja": "ヘッダーを含む原本(この事案に保管されています)、最初のメール以降のメールサーバー・プロキシ・VPN のログ、"
            "リンクや添付を開いた人のパソコンを、そのままの状態で残してください。削除も転送もしないでください。",
        },
        {
            "en": "Logs are overwritten within days; a forwarded mail has lost its headers.",
            "ja": "ログは数日で上書きされ、転送したメールからはヘッダーの情報が失われるためです。",
        },
        (),
        tuple(exhibits),
    )


def _report(bad: Sequence[Told], abuse: Iterable[tuple[str, str]]) -> Step:
    contacts = _unique([*REPORT_TO, *abuse])
    return Step(
        "report",
        {"en": "Report", "ja": "通報・相談する"},
        {
            "en": "Report with headers to JPCERT/CC and the Council of Anti-Phishing Japan; where money or accounts were lost, or somebody "
            "is threatened, to the police as well. The operators of network and domain take reports at their abuse contact "
            "(forensics enrich CASE rdap).",
            "ja": "ヘッダーを付けて JPCERT/CC とフィッシング対策協議会に報告してください。金銭やアカウントの被害・脅迫がある場合は警察にも"
            "相談してください。ネットワークやドメインの管理者には、その abuse 窓口に連絡します(forensics enrich CASE rdap で調べられます)。",
        },
        {
            "en": "Only they can take the pages down and join the cases of many.",
            "ja": "偽サイトの停止や、多数の被害の突き合わせは、これらの機関にしかできないためです。",
        },
        tuple(contacts[:MOST]),
        tuple(mail.exhibit for mail in bad),
    )


def _is_innocent(host: str, settings: CaseSettings) -> bool:
    """Whether blocking it would hit others: the own house, public places, libraries, services, the house that a mail poses as."""
    return (
        not registrable(host)
        or lies_under(host, settings.own_domains)
        or is_everybodys_host(host)
        or is_everybodys_sender(host)
        or _is_known(host, settings)
    )


def _is_known(host: str, settings: CaseSettings) -> bool:
    """Whether it belongs to a house that is imitated, and not to its imitators."""
    return brands.owner(host) is not None or lies_under(host, settings.known_good_domains)


def _unique(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(pairs))
