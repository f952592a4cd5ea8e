"""What the labels of WHOIS replies mean, in the words of the registries. No rule here belongs to one registry alone.

A label is compared whole after folding (lower case, one space for any run of dots, dashes and underscores), never by a word in
it: ``option expiration date`` is no expiry of the name. For dates the words that say nothing (``date``, ``on``, ``domain``,
``record`` ...) are taken out first, so ``Domain Name Commencement Date`` and ``commencement`` are one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_LABEL = 64

REGISTRAR = frozenset(
    {
        "registrar", "registrar name", "sponsoring registrar", "sponsoring registrar name", "current registrar",
        "current registar", "authorized agency", "registration service provider", "registered by", "registrar organization",
        "registrar organisation", "domain managers", "registrador", "registraire", "record maintainer", "sponsoring registrar organization",
        "sponsoring registrar organisation", "kayit operatoru", "등록대행자", "レジストラ", "指定事業者", "registrar company", "sponsoring reg",
        "registrar of record", "maintained by registrar", "dominio registrado por", "entidad registradora",
        "agente registrador", "provider", "reg name registrar", "current registrar name", "registrar info",
        "registrar information", "domain registrar", "registrar company name", "organization registrar", "注册商",
    }
)  # fmt: skip
NAME_SERVERS = frozenset(
    {
        "name server", "name servers", "nameserver", "nameservers", "nserver", "nservers", "ns", "dns", "host name", "hostname",
        "ns name", "ns hostname", "primary server", "secondary server", "domain servers", "domain servers in listed order",
        "servers", "dns name", "domain nameservers", "domain name servers", "name servers information", "name server information",
        "nameserver in listed order", "nameservers in listed order", "ns list in order", "dns servers", "dns server",
        "servidor es de nombres de dominio", "servidores de nombre", "servidor de nombres", "servidores dns", "serveurs de noms",
        "primary name server", "secondary name server", "name server handles", "nameserver information", "name servers in order",
        "ネームサーバ", "ネームサーバー", "호스트이름", "primary nameserver", "secondary nameserver", "domain nameserver",
        "listed name servers", "delegated name servers", "nameserver name", "ns record", "zone servers", "host", "nsset dns",
        "primary dns", "secondary dns", "domain server", "nameserver s", "name server s", "dns1", "dns2", "domain host", "delegation", "主域名服务器",
        "servers in listed order", "domain name server", "name server hostname", "nameserver hostname", "hosts", "hostnames",
        "dns hostname", "servidores de nombres", "servidores de nombres de dominio", "name servers listed", "name servers in the listed order", "serveur de noms",
        "server name", "authoritative name servers", "authoritative nameservers", "name servers zone", "nameserver list",
    }
)  # fmt: skip
STATUS = frozenset(
    {
        "status", "domain status", "state", "registration status", "query status", "domain type", "domaintype", "domain state",
        "estatus del dominio", "estado", "estado del dominio", "epp status", "eppstatus", "verifiedid status", "状態", "域名状态",
        "등록정보 보호", "statut", "stato", "durum", "domain name status", "registry status", "status of domain", "domain statuses",
        "statuses", "estado status", "status codes", "domain current status", "current status", "registrationstatus",
    }
)  # fmt: skip
DNSSEC = frozenset(
    {"dnssec", "signed", "domain signed", "dnssec signed", "dnssec status", "dnssec enabled", "署名鍵", "signing key"}
)
REGISTRANT = frozenset(
    {
        "registrant organization", "registrant organisation", "registrant", "registrant name", "owner", "owner name", "holder",
        "holder name", "domain holder", "domain holder organization", "domain owner", "registered for", "organization name",
        "organisation name", "登録者名", "組織名", "organization using domain name", "등록인", "titular", "owner organization",
        "owner orgname", "owner contact organization", "registrant company", "registrant contact organisation", "org",
        "registrant contact name", "holder english name", "company english name", "propietario", "registrant owner",
        "registered owner", "organization", "organisation", "registrant contact organization", "注册人", "titulaire", "holder c",
        "org name",
    }
)  # fmt: skip
REGISTRANT_INSIDE = frozenset(
    {"organization", "organisation", "org", "name", "company name", "organization name", "organisation name"}
)
"""Labels that tell the registrant inside the registrant's own section."""
COUNTRY = frozenset(
    {
        "registrant country",
        "registrant country economy",
        "registrant country code",
        "owner country",
        "owner country code",
        "domain holder country",
        "org country",
        "registrant contact country",
    }
)
COUNTRY_INSIDE = frozenset({"country", "country code", "country region", "country economy", "countrycode"})
ABUSE_MAIL = frozenset(
    {
        "registrar abuse contact email", "abuse email", "abuse mailbox", "abuse contact email", "orgabuseemail", "rabuseemail",
        "registrar abuse email", "abuse e mail", "registrar abuse contact e mail", "abuse contact",
    }
)  # fmt: skip
ABUSE_PHONE = frozenset(
    {
        "registrar abuse contact phone",
        "abuse phone",
        "abuse contact phone",
        "orgabusephone",
        "rabusephone",
        "registrar abuse phone",
    }
)
REFERRAL = frozenset({"whois server", "registrar whois server", "whois", "refer", "whois tcp uri", "registrar whois"})

_CREATED = frozenset(
    {
        "created", "create", "de creation", "creation", "registered", "registration", "commencement", "assigned", "activated", "activation", "approved",
        "first registration", "created in", "registration created", "first registered", "inserted", "added", "登録年月", "登録年月日",
        "등록일", "fecha de creacion", "fecha creacion", "fecha de registro", "fecha registro", "creado", "creada", "data de registo",
        "data registo", "data de criacao", "criado", "cadastro", "date de creation", "creato", "注册", "注册时间", "kayit tarihi",
        "created original", "originally registered", "initial registration", "granted", "established", "start", "data di creazione",
        "creation registry", "in force since", "born", "creation local", "registered since", "delegated", "fecha de alta",
        "issue", "issued", "dateregistered",
    }
)  # fmt: skip
_CHANGED = frozenset(
    {
        "changed", "modified", "modification", "last modified", "last modification", "updated", "update", "last updated",
        "last update", "last change", "last changed", "last edited", "lastmod", "datelastmodified", "last updated in", "最終更新",
        "최근 정보 변경일", "ultima actualizacion", "fecha de modificacion", "ultima modificacion", "derniere modification",
        "updated last", "update last", "更新时间", "last renewed", "revised",
    }
)  # fmt: skip
_EXPIRES = frozenset(
    {
        "expires", "expiry", "expiration", "expire", "exp", "paid till", "paid until", "renewal", "renewal due", "valid until",
        "valid till", "valid to", "valid", "validity", "registration expiration", "registration expires", "registration expiry",
        "will expire", "expired", "有効期限", "사용 종료일", "fecha de vencimiento", "fecha de expiracion", "fecha expiracion", "vencimiento",
        "vence", "expira", "data de expiracao", "data expiracao", "scadenza", "date d expiration", "d expiration", "de vencimiento", "de expiracion", "到期时间", "gecerlilik",
        "registered until", "expires in", "expiring", "billed until", "next renewal", "renew", "renewal by", "renews", "due",
        "registration renewal", "registration valid until", "registration end", "end", "expiration registry", "paid through",
        "registered through until", "datebilleduntil", "license expires", "expiry registry", "data de validade", "valido hasta", "expire in",
    }
)  # fmt: skip
_OF_THE_DATABASE = frozenset({"last update time", "whois timestamp"})
"""How old the answer is; nothing of the name."""
_RENEWAL = frozenset({"renewal", "renew", "renews", "next renewal", "renewal by", "registration renewal"})
"""When it has to be renewed, or was: an expiry only where no other label tells one."""
_SAYS_NOTHING = frozenset(
    {
        "date",
        "dates",
        "on",
        "at",
        "time",
        "domain",
        "record",
        "entry",
        "name",
        "registry",
        "registrar",
        "the",
        "of",
        "is",
        "data",
        "dd",
        "mm",
        "yyyy",
        "yy",
        "gmt",
        "utc",
    }
)

_CONTACT = re.compile(
    r"(?:admin|administrative|administrator|tech|technical|billing|zone|owner s?|registrar technical|onsite|security|abuse|contacto|"
    r"registrant s|holder s|responsible|general|operations)(?: contacts?| person| info(?:rmation)?| agent| s)*(?: agent)?",
)
_CONTACT_HEADS = frozenset(
    {
        "person", "role", "nic hdl", "nic hdl br", "personname", "contact", "contact handle", "contact information", "nsset",
        "keyset", "keys", "organisation", "organization", "irt", "key tag", "contacts", "nic", "nic handle", "admin c", "tech c",
        "registrant contact", "registrant address", "registrant type", "handle", "contact id", "dsrecord", "nsentry", "mntner",
        "administrative contact agent", "administrative contact ac", "contacto administrativo", "contacto tecnico",
        "contacto de cobranza", "登録者情報", "連絡先情報", "公開連絡窓口", "admin c handle", "resource records", "mail server records", "whois",
    }
)  # fmt: skip
_REGISTRANT_HEADS = frozenset(
    {
        "registrant", "registrant information", "registrant contact information", "holder", "owner", "domain holder", "domain owner",
        "owner contact", "organization using domain name", "domain owners registrant", "registrant contact", "owner s handle",
        "domain registrant", "holder of domain name", "titular", "organisation using domain name", "registrant details",
        "登録者", "registrant info", "registrant s", "organisation",
    }
)  # fmt: skip
_UNSAID = re.compile(
    r"(?:redacted|not (?:disclosed|shown|displayed|available|applicable|defined|provided)|n/?a$|null$|none$|hidden|withheld|private person"
    r"|<?data not disclosed|gdpr|statutory masking|personal information|unknown$|no nameserver|no registrar|visit \S"
    r"|data protected|non-?public data|registration private$|name redacted|ano nymous|非公開$|not published|-+$|\*+$|\.+$|not displayed)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s._\-/()'’,\[\]*]+")
_NUMBERS = re.compile(r" ?\d{1,2}(?= |$)|(?<=\bns)\d{1,2}(?= )")


@lru_cache(maxsize=8192)
def folded(label: str) -> str:
    """The label for comparing: ``ns_name_01`` and ``NS Name 1`` are ``ns name``. Of two languages the one that is known."""
    for piece in label.split(" / ") if " / " in label else ():
        one = folded(piece)
        if meaning(one) or part(one):
            return one
    text = unicodedata.normalize("NFKC", label[: LONGEST_LABEL * 2]).lower()
    text = unicodedata.normalize("NFKD", text) if text.isascii() or any("À" <= each <= "ɏ" for each in text) else text
    text = "".join(each for each in text if not unicodedata.combining(each)) if not text.isascii() else text
    return _NUMBERS.sub("", _SEPARATORS.sub(" ", text).strip()).strip()


@lru_cache(maxsize=8192)
def meaning(label: str) -> str:
    """What a folded label is about: ``registrar``, ``created``, ``ns`` ...; empty where it is of no interest."""
    if label in _OF_THE_DATABASE:
        return ""
    for name, words in (*_TABLES, *_DATES):
        if label in words:
            return name
    return next((name for name, words in _DATES if _core(label) in words), "")


def _core(label: str) -> str:
    """The words of a date's label that say something."""
    return " ".join(word for word in label.split() if word not in _SAYS_NOTHING)


def of_renewal(label: str) -> bool:
    """Whether a label tells of a renewal rather than of an end."""
    return label in _RENEWAL or _core(label) in _RENEWAL


_DATES = (("created", _CREATED), ("expires", _EXPIRES), ("changed", _CHANGED))
_TABLES = (
    ("registrar", REGISTRAR), ("ns", NAME_SERVERS), ("status", STATUS), ("dnssec", DNSSEC), ("registrant", REGISTRANT),
    ("country", COUNTRY), ("abuse_mail", ABUSE_MAIL), ("abuse_phone", ABUSE_PHONE), ("referral", REFERRAL),
)  # fmt: skip


@lru_cache(maxsize=8192)
def part(label: str) -> str:
    """Which part of a reply begins with this label: ``contact``, ``registrant``, ``registrar``; empty for none of these."""
    if label in REGISTRAR:
        return "registrar"
    if label in _REGISTRANT_HEADS:
        return "registrant"
    if label in _CONTACT_HEADS or _CONTACT.fullmatch(label):
        return "contact"
    return ""


def unsaid(value: str) -> bool:
    """Whether a value only says that nothing is told."""
    return not value or _UNSAID.match(value) is not None
