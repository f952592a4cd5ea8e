"""The report as JSON-LD by the CASE and UCO ontologies (CASE 1.4, UCO 1.4): what other forensic programs can join with theirs.

The investigation, each mail as an observable with its headers and the hash of its original, and each link, host and address. The
context stands in the file, so that no program has to fetch one; every name is made of what it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forensics import safe
from forensics.report.names import named
from forensics.report.to_stix import stamp

if TYPE_CHECKING:
    from forensics.model.report import Document, Row

CONTEXT = {
    "kb": "http://example.org/kb/",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
HASHES = {"md5": "MD5", "sha1": "SHA1", "sha256": "SHA256", "sha512": "SHA512"}
PLAIN = {
    "url": ("URL", "URLFacet", "fullValue"),
    "domain": ("DomainName", "DomainNameFacet", "value"),
    "email": ("EmailAddress", "EmailAddressFacet", "addressValue"),
}


def render(document: Document) -> bytes:
    """UTF-8 JSON-LD, one graph."""
    things = [_mail(mail) for mail in document.tables.get("mails", ())]
    things += [made for row in document.tables.get("observables", ()) if (made := _value(row))]
    investigation = {
        "@id": _kb("Investigation", document.custody_head, document.title),
        "@type": "case-investigation:Investigation",
        "uco-core:name": document.title,
        "uco-core:description": list(document.telling(7)),
        "case-investigation:focus": "phishing and extortion mail",
        **({"uco-core:object": [{"@id": each["@id"]} for each in things]} if things else {}),
    }
    graph = {"@context": CONTEXT, "@graph": [investigation, *things]}
    return (safe.json_text(graph, indent=1) + "\n").encode("utf-8")


def _kb(kind: str, *key: str) -> str:
    return f"kb:{kind}-{named('case', kind, *key)}"


def _facet(kind: str, key: tuple[str, ...], **values: Any) -> dict[str, Any]:
    told = {f"uco-observable:{name}": value for name, value in values.items() if value not in ("", None)}
    return {"@id": _kb(kind, *key), "@type": f"uco-observable:{kind}", **told}


def _hash(method: str, value: str, key: tuple[str, ...]) -> dict[str, Any]:
    return {
        "@id": _kb("Hash", method, value, *key),
        "@type": "uco-types:Hash",
        "uco-types:hashMethod": method,
        "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": value.upper()},
    }


def _mail(mail: Row) -> dict[str, Any]:
    key = str(mail.get("sha256") or mail["exhibit"])
    sent = stamp(str(mail.get("date") or ""))
    told = _facet(
        "EmailMessageFacet",
        (key,),
        subject=mail.get("subject"),
        messageID=mail.get("message_id"),
        sentTime={"@type": "xsd:dateTime", "@value": sent} if sent else None,
    )
    facets = [told]
    if mail.get("sha256"):
        facets.append(_facet("ContentDataFacet", (key,), hash=[_hash("SHA256", str(mail["sha256"]), (key,))]))
    return {
        "@id": _kb("EmailMessage", key),
        "@type": "uco-observable:EmailMessage",
        "uco-core:name": str(mail["exhibit"]),
        "uco-core:hasFacet": facets,
    }


def _value(row: Row) -> dict[str, Any]:
    """Nothing for a kind that UCO has no class for, or a value that this copy masks."""
    kind, value = row["kind"], str(row["value"])
    if row["masked"]:
        return {}
    if kind in PLAIN:
        name, facet, attribute = PLAIN[kind]
    elif kind == "ip":
        name = "IPv6Address" if ":" in value else "IPv4Address"
        facet, attribute = f"{name}Facet", "addressValue"
    elif kind in HASHES:
        inner = _facet("ContentDataFacet", (kind, value), hash=[_hash(HASHES[kind], value, ())])
        return {"@id": _kb("File", kind, value), "@type": "uco-observable:File", "uco-core:hasFacet": [inner]}
    else:
        return {}
    return {
        "@id": _kb(name, value),
        "@type": f"uco-observable:{name}",
        "uco-core:hasFacet": [_facet(facet, (value,), **{attribute: value})],
    }
