"""Kinds of places that links lead to: shorteners, hosts where anybody puts up a page in a minute, redirectors that anybody may use.

Why it matters: such a place has a good name and no owner who answers for the page. Being there proves nothing, since honest people use
them too; it takes away what the name of a host otherwise tells. Written by hand; the Public Suffix List tells tenants apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from forensics.domains import registrable

SHORTENERS = frozenset(
    {
        "bit.ly", "bitly.com", "bitly.ws", "tinyurl.com", "t.co", "goo.gl", "is.gd", "v.gd", "ow.ly", "rb.gy", "cutt.ly", "t.ly", "tiny.cc", "s.id",
        "shorturl.at", "shorturl.asia", "rebrand.ly", "bl.ink", "lnkd.in", "buff.ly", "dlvr.it", "adf.ly", "x.gd", "qrco.de", "u.to", "clck.ru", "vk.cc",
        "urlz.fr", "n9.cl", "00m.in", "onl.la", "onl.tw", "me2.kr", "han.gl", "ux.nu", "kutt.it", "surl.li", "encurtador.com.br", "l1nk.dev", "inx.lv",
        "t.cn", "url.cn", "dwz.cn", "suo.im", "short.gy", "shrtco.de", "tny.im", "lihi.cc", "reurl.cc", "pse.is", "ppt.cc", "qr.page", "shorten.is",
        "snip.ly", "soo.gd", "t2m.io", "trib.al", "tr.ee", "urlr.me", "wa.link", "ur0.jp", "bit.do", "mcaf.ee", "po.st", "tiny.one", "gg.gg", "5z8.info", "1url.cz",
    }
)  # fmt: skip
"""Names whose every path leads to somewhere else that only the service knows."""

ANYBODYS_PAGES = frozenset(
    {
        "weebly.com", "weeblysite.com", "wixsite.com", "wixstudio.com", "wordpress.com", "blogspot.com", "blogspot.jp", "web.app", "firebaseapp.com", "github.io", "gitlab.io",
        "pages.dev", "workers.dev", "r2.dev", "vercel.app", "netlify.app", "netlify.com", "herokuapp.com", "onrender.com", "fly.dev", "railway.app", "glitch.me",
        "repl.co", "replit.app", "surge.sh", "000webhostapp.com", "infinityfreeapp.com", "rf.gd", "epizy.com", "byethost.com", "square.site", "godaddysites.com",
        "sites.google.com", "docs.google.com", "forms.gle", "script.google.com", "storage.googleapis.com", "s3.amazonaws.com", "amazonaws.com", "cloudfront.net",
        "blob.core.windows.net", "web.core.windows.net", "azurewebsites.net", "azurefd.net", "cloudapp.azure.com", "azureedge.net", "backblazeb2.com", "digitaloceanspaces.com",
        "ondigitalocean.app", "linodeobjects.com", "myftpupload.com", "duckdns.org", "ddns.net", "no-ip.org", "hopto.org", "sytes.net", "ngrok.io", "ngrok-free.app",
        "trycloudflare.com", "run.app", "cloudfunctions.net", "appspot.com", "appspot.co.jp", "azurecontainerapps.io", "cloud.leaseweb.net", "shoutout.wix.com",
        "amplifyapp.com", "awsapprunner.com", "elasticbeanstalk.com", "on.aws", "b-cdn.net", "wasabisys.com", "oraclecloud.com", "contaboserver.net", "vps.ovh.net", "your-server.de",
        "secureserver.net", "googleusercontent.com", "deno.dev", "codesandbox.io", "stackblitz.io", "csb.app", "bitbucket.io", "tiiny.site", "tiiny.host", "square.link", "canva.site", "mailchimpsites.com", "hubspotpagebuilder.com", "page.link", "ipfs.io", "dweb.link", "cloudflare-ipfs.com", "nftstorage.link", "w3s.link", "fleek.co", "translate.goog", "webflow.io", "framer.app", "framer.website",
        "carrd.co", "notion.site", "strikingly.com", "mystrikingly.com", "jimdosite.com", "jimdofree.com", "webnode.page", "ucraft.site", "webador.com", "yolasite.com", "bravesites.com",
        "typeform.com", "jotform.com", "formstack.com", "cognitoforms.com", "surveymonkey.com", "linktr.ee", "telegra.ph", "sway.office.com", "forms.office.com", "box.com",
        "myshopify.com", "shopify.com", "durable.co", "gitbook.io", "on-fleek.app", "bubbleapps.io", "softr.app", "plesk.page", "cprapid.com", "tempurl.host",
        "lolipop.jp", "xsrv.jp", "sakura.ne.jp", "fc2.com", "jimdo.com", "geocities.com", "tripod.com", "angelfire.com", "lycos.com",
    }
)  # fmt: skip
"""Where anybody puts up a page, a form or a file, or rents a machine for an hour, with all names below them."""

_BY_PATH = frozenset(
    {
        "forms.gle",
        "page.link",
        "storage.googleapis.com",
        "telegra.ph",
        "linktr.ee",
        "ipfs.io",
        "dweb.link",
        "cloudflare-ipfs.com",
    }
)
"""Of these the ones whose tenants stand in the path, under the service's own name."""

_FILES = re.compile(
    r"storage\.googleapis\.com|[a-z0-9.\-]+\.storage\.googleapis\.com|(?:[a-z0-9.\-]+\.)?s3(?:[.\-][a-z0-9\-]+)*\.amazonaws\.com|"
    r"[a-z0-9\-]+\.blob\.core\.windows\.net|[a-z0-9.\-]+\.(?:r2\.dev|digitaloceanspaces\.com|backblazeb2\.com|wasabisys\.com|linodeobjects\.com)|"
    r"objectstorage\.[a-z0-9.\-]+\.(?:oraclecloud|customer-oci)\.com"
)
"""Stores of files that are rented by the minute: they hold pictures and backups, and seldom a site."""
_PAGE = re.compile(r"https?://[^/?#]+/[^?#]*\.html?(?=[?#]|\Z)", re.IGNORECASE)

REDIRECTORS = frozenset(
    {
        "Google", "Google AMP", "Google Translate", "Google Web Light", "AMP cache", "Bing", "Yahoo", "DuckDuckGo", "Yandex", "Facebook", "Instagram", "Threads", "LinkedIn",
        "YouTube", "Slack", "VK", "OK.ru", "Steam", "Reddit", "Tumblr", "Pinterest", "TikTok", "Medium", "Telegram", "Zhihu", "Weibo", "Douban", "Internet Archive", "href.li", "eBay", "Amazon",
    }
)  # fmt: skip
"""Names (as the finders of wrapped links give them) of services whose redirect anybody may borrow for any target."""


@lru_cache(maxsize=16384)
def shortener(host: str) -> str:
    """The shortener that a host is; empty for any other."""
    if host in SHORTENERS:
        return host
    name = registrable(host)
    return name if name in SHORTENERS else ""


@lru_cache(maxsize=16384)
def anybodys_page(host: str) -> str:
    """The service under whose name anybody puts up pages and a host lies; empty for any other, and for the service's own front."""
    name = host.removeprefix("www.")
    if name in ANYBODYS_PAGES and name == registrable(name) and name not in _BY_PATH:
        return ""
    while "." in name:
        if name in ANYBODYS_PAGES:
            return name
        name = name.partition(".")[2]
    return ""


def stored_page(href: str, host: str) -> bool:
    """Whether a link (its normal form) leads to a page that lies as a file in a rented store of files."""
    return bool(_FILES.fullmatch(host) and _PAGE.match(href))
