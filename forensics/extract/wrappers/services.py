"""Who wraps links, and where in the wrapped link the wrapped one stands: a table, one service a line.

Why it matters: mail gateways rewrite every link, newsletters count clicks, and offenders borrow the good name of a search engine or
a social network whose redirect sends the reader on to anywhere. What leads to the offender is the link inside. Only what a service
writes into the link can be read here; those that keep the target on their own servers (SendGrid, Mailchimp's click tracking,
Klaviyo, Baidu, EdgePilot, shorteners) are not in the table, since nothing can be told without asking them.
Sources: the services' own links and, where there is one, their description of the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from forensics.domains import registrable

PATH = "/"
"""Among the places: somewhere in the path."""
FRAGMENT = "#"
"""Among the places: behind ``#``."""
QUERY = "?"
"""Among the places: a query that is nothing but the link."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service that wraps links."""

    name: str
    """As a report names it."""
    hosts: tuple[str, ...]
    """Names under which it answers, with all below them; ``google.*`` is that name under any public suffix."""
    places: tuple[str, ...]
    """Where the wrapped link stands: names of parameters (lower case), ``PATH``, ``FRAGMENT``, ``QUERY``."""
    path: str = ""
    """What the path begins with, lower case; empty for any."""
    bare: bool = False
    """Whether it also takes a link without a scheme."""
    scheme: str = ""
    """Name of its own way of writing the link (``schemes.READERS``); empty where a link simply stands in the place."""


SERVICES = (
    # Mail gateways
    Service("SafeLinks", ("safelinks.protection.outlook.com", "safelinks.protection.office365.us", "safelinks.protection.outlook.cn"), ("url",)),
    Service("SafeLinks", ("teams.cdn.office.net", "safelink.emails.azure.net"), ("url", "destination")),
    Service("Proofpoint v1", ("urldefense.proofpoint.com", "urldefense.com", "urldefense.us"), ("u",), "/v1/"),
    Service("Proofpoint v2", ("urldefense.proofpoint.com", "urldefense.com", "urldefense.us"), (), "/v2/", scheme="proofpoint v2"),
    Service("Proofpoint v3", ("urldefense.proofpoint.com", "urldefense.com", "urldefense.us"), (), "/v3/", scheme="proofpoint v3"),
    Service("Proofpoint Essentials", ("urlsand.esvalabs.com", "urlsand.com"), ("u",)),
    Service("Barracuda", ("linkprotect.cudasvc.com",), ("a", "url")),
    Service("Mimecast", ("mimecast.com", "mimecastprotect.com", "mimecast-offshore.com"), ("url",), scheme="host"),
    Service("Cisco", ("secure-web.cisco.com",), (PATH,)),
    Service("Symantec", ("clicktime.symantec.com", "clicktime.cloud.postoffice.net"), ("u",)),
    Service("Trend Micro", ("trendmicro.com", "trendmicro.eu", "trendmicro.co.jp"), ("url",), "/wis/clicktime/"),
    Service("Sophos", ("protection.sophos.com",), ("u",)),
    Service("FireEye", ("fireeye.com", "protect.fireeye.com", "trellix.com"), ("u",)),
    Service("Trustwave", ("scanmail.trustwave.com",), ("u",)),
    Service("Avanan", ("url.avanan.click", "protect.checkpoint.com"), (), scheme="underscores"),
    Service("Vade", ("vadesecure.com",), ("u",)),
    Service("Zix", ("link.zixcentral.com",), ("u",)),
    Service("Bitdefender", ("linkscan.io",), (PATH,)),
    Service("INKY", ("inky.com",), (), "/link", scheme="host"),
    # Search engines
    Service("Google AMP", ("google.*",), (), "/amp/", scheme="amp"),
    Service("Google Translate", ("translate.google.*", "translate.googleusercontent.com"), ("u",), bare=True),
    Service("Google", ("google.*",), ("q", "url", "adurl", "imgurl", "imgrefurl", "continue")),
    Service("Google", ("googleadservices.com", "googlesyndication.com", "doubleclick.net"), ("adurl", "url", "ds_dest_url", "q", QUERY)),
    Service("Google Web Light", ("googleweblight.com",), ("u", "lite_url"), bare=True),
    Service("Google image proxy", ("googleusercontent.com",), (FRAGMENT,)),
    Service("Google Translate", ("translate.goog",), (), scheme="translate.goog"),
    Service("AMP cache", ("cdn.ampproject.org", "bing-amp.com", "amp.cloudflare.com"), (), scheme="amp"),
    Service("Bing", ("bing.com",), ("u", "url", "r"), "/ck/"),
    Service("Bing", ("bing.com",), ("u", "url", "r", "mediaurl")),
    Service("Yahoo", ("search.yahoo.com", "search.yahoo.co.jp", "rd.yahoo.com", "rd.yahoo.co.jp"), (PATH,)),
    Service("Yahoo image proxy", ("yusercontent.com",), ("url",)),
    Service("DuckDuckGo", ("duckduckgo.com",), ("uddg", "u3"), bare=True),
    Service("Yandex", ("yandex.ru", "yandex.net", "yandex.com"), ("url", "l", PATH)),
    # Social networks, forums, chat
    Service("Facebook", ("facebook.com", "messenger.com"), ("u", "next", "href")),
    Service("Instagram", ("instagram.com",), ("u",)),
    Service("Threads", ("threads.net", "threads.com"), ("u",)),
    Service("WhatsApp", ("l.wl.co", "whatsapp.com"), ("u", "text")),
    Service("LinkedIn", ("linkedin.com",), ("url", "redirect", "session_redirect")),
    Service("YouTube", ("youtube.com",), ("q", "next")),
    Service("Slack", ("slack-redir.net", "slack.com"), ("url",)),
    Service("VK", ("vk.com", "vk.ru"), ("to",)),
    Service("OK.ru", ("ok.ru",), ("st.link",)),
    Service("Steam", ("steamcommunity.com", "steampowered.com"), ("url", "u")),
    Service("Reddit", ("reddit.com",), ("url",)),
    Service("Tumblr", ("t.umblr.com", "tumblr.com"), ("z",)),
    Service("Pinterest", ("pinterest.*",), ("url",)),
    Service("TikTok", ("tiktok.com",), ("target",)),
    Service("Medium", ("medium.com",), ("url",)),
    Service("Telegram", ("t.me", "telegram.me"), ("url",)),
    Service("Zhihu", ("link.zhihu.com",), ("target",)),
    Service("Weibo", ("weibo.cn", "weibo.com"), ("u", "url")),
    Service("Douban", ("douban.com",), ("url",)),
    # Newsletters and shops that count clicks
    Service("Amazon SES", ("awstrack.me",), (PATH,)),
    Service("Mandrill", ("mandrillapp.com",), ("p",)),
    Service("Mailchimp", ("mailchimp.com",), ("url",), "/mctx/"),
    Service("Postmark", ("click.pstmrk.it", "track.pstmrk.it"), (), scheme="postmark"),
    Service("Mailjet", ("mjt.lu",), (PATH,)),
    Service("ActiveCampaign", ("acemlna.com", "acemlnb.com", "acemlnc.com", "acemlnd.com", "activehosted.com"), ("redirecturl",)),
    Service("HubSpot", ("hubspotlinks.com", "hubspotemail.net", "hs-sites.com", "hubspot.com"), ("url", "redirect", "redirecturl")),
    Service("Customer.io", ("customeriomail.com", "customer.io"), (PATH,)),
    Service("Substack", ("substack.com",), (PATH, "next")),
    Service("Wix", ("shoutout.wix.com",), ("w",)),
    Service("emBlue", ("embluemail.com",), ("data",)),
    Service("Amazon", ("amazon.*",), ("u", "url", "location")),
    Service("eBay", ("rover.ebay.com",), ("mpre", "loc")),
    # Advertising
    Service("AWIN", ("awin1.com", "zenaps.com"), ("ued", "p")),
    Service("LinkSynergy", ("linksynergy.com",), ("murl", "u1")),
    Service("Rakuten", ("afl.rakuten.co.jp",), ("pc", "m")),
    Service("ValueCommerce", ("valuecommerce.com",), ("vc_url",)),
    Service("A8", ("a8.net",), ("a8ejpredirect",)),
    Service("Skimlinks", ("skimresources.com",), ("url",)),
    Service("Viglink", ("viglink.com",), ("u",)),
    Service("Digidip", ("digidip.net",), ("url",)),
    # Archives, image services, removers of referrers
    Service("Internet Archive", ("web.archive.org",), (PATH,)),
    Service("Outlook image proxy", ("web.outlook.com",), ("u",)),
    Service("GitHub image proxy", ("camo.githubusercontent.com",), (PATH,)),
    Service("href.li", ("href.li", "anonym.es", "anonym.to", "dereferer.me", "nullrefer.com"), (QUERY,)),
)  # fmt: skip

APPLIANCES = (
    ("/wis/clicktime/", Service("Trend Micro", (), ("url",))),
    ("/fmlurlsvc/", Service("FortiMail", (), ("url",))),
)
"""Gateways that stand under the customer's own name: told by the path."""


def _by_host() -> dict[str, tuple[Service, ...]]:
    known: dict[str, tuple[Service, ...]] = {}
    for service in SERVICES:
        for host in service.hosts:
            known[host] = (*known.get(host, ()), service)
    return known


_KNOWN = _by_host()


@lru_cache(maxsize=8192)
def of_host(host: str) -> tuple[Service, ...]:
    """The services that answer under a host name, the most particular name first."""
    found: tuple[Service, ...] = ()
    labels = host.split(".")
    for n in range(max(0, len(labels) - 6), len(labels) - 1):
        found += _KNOWN.get(".".join(labels[n:]), ())
    own = registrable(host)
    name = own.partition(".")[0]
    if f"{name}.*" in _KNOWN:
        below = host[: len(host) - len(own)].rstrip(".").rpartition(".")[2]
        found += _KNOWN.get(f"{below}.{name}.*", ()) + _KNOWN[f"{name}.*"]
    return found
