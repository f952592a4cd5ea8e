"""Logs of one JSON object a line (JSON Lines), as gateways export them and collectors keep them: ECS, Zeek, nginx, own exports.

There is no common set of keys, so the usual ones are known, nested ones by their dotted names (``url.original``). Keys are compared in
lower case with hyphens as underscores. A line that is JSON and names no address is understood and asks for nothing.
Sources: Elastic Common Schema (``url``, ``source``, ``user``, ``http``, ``dns``); Zeek ``http.log`` and ``dns.log``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from forensics.model.click import Asked, Request
from forensics.parse.logs.addresses import bare_host, taken_apart
from forensics.parse.logs.clock import Clock
from forensics.parse.logs.web import absent, number

KEYS: dict[str, tuple[str, ...]] = {
    "address": (
        "url", "url.full", "url.original", "full_url", "request_url", "requesturl", "cs_uri", "http.url", "request.url",
        "destination_url", "dest_url", "http_url", "uri", "request_uri", "url.path", "cs_uri_stem", "path",
    ),
    "query": ("query_string", "url.query", "cs_uri_query", "args"),
    "host": (
        "host", "hostname", "http_host", "url.domain", "dest_host", "destination.domain", "server_name", "tls.sni", "sni",
        "cs_host", "vhost", "domain", "request.host",
    ),
    "name": ("dns.question.name", "qname", "query_name", "query", "question"),
    "name kind": ("dns.question.type", "qtype", "qtype_name", "query_type", "rrtype", "type"),
    "client": (
        "client_ip", "clientip", "src_ip", "srcip", "c_ip", "source.ip", "client.ip", "remote_addr", "remote_ip", "source_ip",
        "sourceip", "id.orig_h", "client_address", "src", "client", "source.address",
    ),
    "user": ("user", "username", "user_name", "user.name", "cs_username", "source.user.name", "login", "src_user", "remote_user"),
    "time": ("@timestamp", "timestamp", "time", "datetime", "date_time", "event_time", "ts", "time_local", "eventtime", "date"),
    "method": ("method", "http_method", "request_method", "cs_method", "http.request.method", "requestmethod"),
    "status": ("status", "status_code", "http_status", "sc_status", "response_code", "http.response.status_code", "responsecode"),
    "size": ("bytes", "bytes_sent", "sc_bytes", "body_bytes_sent", "response_size", "bytes_out", "http.response.bytes", "response_body_len"),
    "agent": ("user_agent", "useragent", "http_user_agent", "user_agent.original", "cs(user_agent)", "agent", "ua"),
    "action": ("action", "event.action", "disposition", "s_action", "filter_result", "decision", "rcode_name", "dns.response_code"),
}  # fmt: skip
_LINE = ("request", "message")
DEEPEST, MOST = 3, 400


def shape(line: bytes) -> bool:
    """Whether it is an object."""
    return line.lstrip()[:1] == b"{" and _loaded(line) is not None


def request(line: bytes, clock: Clock, _: str = "") -> Request | None:
    """What it says was asked for; None where it names nothing."""
    loaded = _loaded(line)
    if loaded is None:
        return None
    told = dict(_flat(loaded, "", DEEPEST))
    get = {what: next((told[key] for key in keys if told.get(key)), "") for what, keys in KEYS.items()}
    method, address = get["method"], get["address"]
    if not address:
        method, address = _request_line(told, method)
    what, host, target = Asked.PAGE, "", ""
    if address:
        if get["query"] and "?" not in address:
            address += "?" + get["query"].removeprefix("?")
        what, host, target = taken_apart(address, method, get["host"])
    elif get["name"] and (get["name kind"] or not get["host"]):
        what, host, method = Asked.NAME, bare_host(get["name"].rstrip(".")), get["name kind"]
    elif get["host"]:
        what, host = Asked.HOST, bare_host(get["host"])
    if not host and not target:
        return None
    return Request(
        what, host, target, *clock.any(get["time"].strip("[]")), client=get["client"], user=get["user"], method=method,
        status=number(get["status"]), size=number(get["size"]), agent=get["agent"], action=get["action"],
    )  # fmt: skip


def _request_line(told: Mapping[str, str], method: str) -> tuple[str, str]:
    """As nginx and others keep it: ``GET /path HTTP/1.1``, whole."""
    for key in _LINE:
        parts = told.get(key, "").split(" ")
        if len(parts) == 3 and parts[2].startswith("HTTP/"):
            return parts[0], parts[1]
    return method, ""


def _loaded(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):  # no JSON, not UTF-8, a number of 5,000 digits, or brackets within brackets
        return None
    return found if isinstance(found, dict) else None


def _flat(value: Mapping[str, Any], above: str, deep: int) -> Iterator[tuple[str, str]]:
    for key, inner in list(value.items())[:MOST]:
        name = f"{above}{key}".lower().replace("-", "_").replace(" ", "_")
        if isinstance(inner, dict):
            if deep:
                yield from _flat(inner, f"{name}.", deep - 1)
        elif isinstance(inner, str):
            yield name, absent(inner)
        elif isinstance(inner, int | float) and not isinstance(inner, bool):
            yield name, f"{inner:.6f}".rstrip("0").rstrip(".") if isinstance(inner, float) else str(inner)
