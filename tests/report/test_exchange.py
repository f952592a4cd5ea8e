"""What other programs read: STIX, MISP, CASE, and the letters."""

from __future__ import annotations

import json
from email import message_from_bytes, policy

import pytest
import stix2
from pymisp import MISPEvent

from forensics.model.report import CaseFacts
from forensics.model.settings import CaseSettings
from forensics.report import WRITERS, build, names
from tests.report.hostile import HOSTILE

WALLET = "139rGdXxWN4Q5PvRzYjfUTJiMnNUHUQV39"


def stix(document):
    return json.loads(WRITERS[".stix.json"](document))["objects"]


@pytest.mark.parametrize("redact", [True, False])
def test_the_stix_bundle_parses_and_every_reference_is_there(whole, redact):
    objects = stix(build(whole(), "en", redact))
    told = {each["id"]: each for each in objects}
    assert len(told) == len(objects)
    kinds = {each["type"] for each in objects}
    assert kinds >= {
        "email-message", "email-addr", "url", "file", "cryptocurrency-wallet", "extension-definition", "indicator", "campaign",
        "grouping", "observed-data", "sighting", "relationship", "report", "identity",
    }  # fmt: skip
    for each in objects:
        for name, value in each.items():
            if name.endswith(("_ref", "_refs")) and name != "object_marking_refs":
                assert set([value] if isinstance(value, str) else value) <= set(told), (each["type"], name)
    assert stix2.parse({"type": "bundle", "id": f"bundle--{names.named('x')}", "objects": objects}, allow_custom=True)


def test_ids_of_stix_observables_are_those_that_the_standard_makes(whole):
    for each in stix(build(whole(), "en", redact=False)):
        made = {"url": stix2.URL, "domain-name": stix2.DomainName, "email-addr": stix2.EmailAddress}.get(each["type"])
        if made is not None:
            assert made(value=each["value"]).id == each["id"]


def test_what_to_look_for_elsewhere(whole):
    patterns = [each["pattern"] for each in stix(build(whole(), "en")) if each["type"] == "indicator"]
    assert patterns == [
        "[domain-name:value = 'flower-shop.example']",
        "[email-addr:value = 'support@kaede-support.test']",
        "[ipv4-addr:value = '203.0.113.45']",
        "[ipv6-addr:value = '2001:db8::5']",
        f"[cryptocurrency-wallet:value = '{WALLET}']",
    ]


def test_misp_reads_its_event_and_alerts_on_what_is_to_be_blocked_alone(whole):
    event = MISPEvent()
    event.load(json.loads(WRITERS[".misp.json"](build(whole(), "ja"))))
    assert event.info == "Maintenance notice"
    assert [tag.name for tag in event.tags] == ["tlp:amber"]
    assert {(each.type, each.value): each.to_ids for each in event.attributes} == {("btc", WALLET): True}
    open_ = MISPEvent()
    open_.load(json.loads(WRITERS[".misp.json"](build(whole("evil.test"), "ja", redact=False))))
    assert {each.type for each in open_.attributes} == {"btc", "url", "domain"}


def test_the_graph_of_case_has_names_for_all_and_fetches_no_context(whole):
    told = json.loads(WRITERS[".jsonld"](build(whole("evil.test"), "en")))
    assert all(value.startswith(("http://", "https://")) for value in told["@context"].values())
    assert isinstance(told["@context"], dict)
    kinds = [each["@type"].partition(":")[2] for each in told["@graph"]]
    assert kinds[:4] == ["Investigation", "EmailMessage", "EmailMessage", "EmailMessage"]
    assert "DomainName" in kinds
    held = {each["@id"] for each in told["@graph"]}
    assert {each["@id"] for each in told["@graph"][0]["uco-core:object"]} == held - {told["@graph"][0]["@id"]}


@pytest.mark.parametrize("name", ["abuse.eml", "site.eml"])
@pytest.mark.parametrize("words", HOSTILE)
def test_the_letters_can_be_sent_and_no_word_of_a_mail_becomes_a_header(whole, name, words):
    mail = message_from_bytes(WRITERS[name](build(whole(words), "en")), policy=policy.default)
    assert set(mail.keys()) <= {
        "To",
        "Subject",
        "X-Unsent",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
    assert mail["To"] == ("abuse@tokiwa-hosting.example" if name == "abuse.eml" else None)
    text = mail.get_content()
    assert "flower-shop[.]example" in text
    assert "ご担当者様" in text or "サイト管理者様" in text
    assert "http://" not in text


def test_names_are_those_of_the_standard():
    assert (
        names.uuid5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com") == "2ed6657d-e927-568b-95e1-2665a8aea6a2"
    )


@pytest.mark.parametrize("ending", [".stix.json", ".misp.json", ".jsonld", "abuse.eml", "site.eml"])
def test_a_case_with_nothing_in_it_can_be_exchanged_too(ending):
    assert WRITERS[ending](build(CaseFacts(CaseSettings()), "ja"))
