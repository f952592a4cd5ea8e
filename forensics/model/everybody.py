"""Values that everybody shares: seeing them in two mails is evidence of nothing.

Why it matters: half of the world's HTML mail names ``www.w3.org``; two offenders who both use a big mail service are not one
offender. The list is short and written by hand: standards bodies, libraries, the largest services. Whoever rents a name of
his own under such a service (``shop.github.io``) is not meant: the Public Suffix List keeps tenants apart.
"""

from __future__ import annotations

LIBRARIES = frozenset(
    {
        "w3.org", "www.w3.org", "schema.org", "schemas.microsoft.com", "purl.org", "ogp.me", "xmlns.com", "mozilla.org",
        "fonts.googleapis.com", "fonts.gstatic.com", "ajax.googleapis.com", "maps.googleapis.com", "www.gstatic.com",
        "ssl.gstatic.com", "code.jquery.com", "cdnjs.cloudflare.com", "cdn.jsdelivr.net", "unpkg.com", "use.fontawesome.com",
        "use.typekit.net", "stackpath.bootstrapcdn.com", "maxcdn.bootstrapcdn.com", "cdn.ampproject.org", "aka.ms",
        "www.google-analytics.com", "www.googletagmanager.com",
    }
)  # fmt: skip
"""Hosts that standards, libraries and counters live on."""

PUBLIC_PLACES = frozenset(
    {
        "google.com", "youtube.com", "youtu.be", "facebook.com", "fb.com", "fbcdn.net", "instagram.com", "twitter.com", "x.com",
        "t.co", "twimg.com", "linkedin.com", "lnkd.in", "licdn.com", "pinterest.com", "tiktok.com", "whatsapp.com", "wa.me",
        "t.me", "telegram.org", "line.me", "line-scdn.net", "microsoft.com", "office.com", "office365.com", "live.com",
        "outlook.com", "sharepoint.com", "apple.com", "icloud.com", "amazon.com", "amazon.co.jp", "media-amazon.com",
        "ssl-images-amazon.com", "ebay.com", "paypal.com", "netflix.com", "adobe.com", "dropbox.com", "wikipedia.org",
        "wikimedia.org", "github.com", "yahoo.com", "yahoo.co.jp", "yimg.com", "yimg.jp", "rakuten.co.jp", "r10s.jp",
        "googleusercontent.com", "gstatic.com", "googleapis.com", "akamaihd.net", "cloudfront.net", "bing.com", "baidu.com",
        "qq.com", "bit.ly", "tinyurl.com", "goo.gl", "is.gd", "ow.ly", "rb.gy", "cutt.ly", "imgur.com", "bitcoin.org",
        "blockchain.com", "coinbase.com", "binance.com",
    }
)  # fmt: skip
"""Registrable domains of places that anybody may link to."""

FREEMAIL = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.jp", "live.com", "live.jp", "msn.com",
        "outlook.jp", "yahoo.com", "yahoo.co.jp", "ymail.com", "aol.com", "icloud.com", "me.com", "mac.com", "gmx.de", "gmx.net",
        "gmx.com", "web.de", "mail.ru", "yandex.ru", "yandex.com", "proton.me", "protonmail.com", "zoho.com", "qq.com", "163.com",
        "126.com", "sina.com", "naver.com", "daum.net", "hanmail.net", "docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp",
        "i.softbank.jp", "mail.com", "tutanota.com", "orange.fr", "free.fr", "laposte.net", "libero.it", "comcast.net",
    }
)  # fmt: skip
"""Domains under which anybody gets a mailbox: the domain says nothing, the whole address does."""

MAIL_SERVICES = frozenset(
    {
        "amazonses.com", "sendgrid.net", "sendgrid.com", "mailgun.org", "mailgun.net", "mailjet.com", "mjt.lu", "mailchimp.com",
        "mcsv.net", "mcdlv.net", "rsgsv.net", "list-manage.com", "mailchi.mp", "mandrillapp.com", "mailchimpapp.net", "postmarkapp.com",
        "pstmrk.it", "pm-bounces.com", "sparkpostmail.com", "sparkpost.com", "sendinblue.com", "brevo.com", "hubspotemail.net",
        "hubspot.com", "constantcontact.com", "exacttarget.com", "salesforce.com", "mktomail.com", "klaviyomail.com",
        "substack.com", "beehiiv.com", "campaign-monitor.com", "createsend.com", "cmail19.com", "cmail20.com", "getresponse.com",
        "aweber.com", "convertkit.com", "activecampaign.com", "emsecure.net", "responsys.net", "elasticemail.com", "zendesk.com",
        "onmicrosoft.com", "protection.outlook.com", "outlook.com", "google.com", "googlegroups.com", "gappssmtp.com", "bcsv.net",
        "benchmarkemail.com", "blayn.jp", "cuenote.jp", "shanon.co.jp", "arara.com", "wixshoutout.com", "turbo-smtp.com",
        "smtp.com", "icontact.com", "rs6.net", "sailthru.com", "sourceforge.net", "yahoogroups.com",
    }
)  # fmt: skip
"""Registrable domains of services that send mail for others: a foreign Return-Path or link under them is the ordinary way."""

GATEWAYS = frozenset(
    {
        "safelinks.protection.outlook.com", "urldefense.com", "urldefense.proofpoint.com", "clicktime.symantec.com",
        "linkprotect.cudasvc.com", "protect.mimecast.com", "protect-us.mimecast.com", "protect-eu.mimecast.com",
        "secure-web.cisco.com", "imsva91-ctp.trendmicro.com", "protection.sophos.com", "scanmail.trustwave.com",
        "protect2.fireeye.com", "url.emailprotection.link", "can01.safelinks.protection.outlook.com",
    }
)  # fmt: skip
"""Hosts of mail gateways that put themselves before every link of a mail: the reader's own protection, not the offender."""
