"""What DNS tells, asked of name servers that others wrote: knot and nsd on loopback, where they are installed (Debian: knot, nsd).

Their faults are played by the server of ``test_dns_services``; here a real zone is served by real daemons, over UDP and TCP.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time

import dns.exception
import dns.message
import dns.query
import pytest

from forensics.lookup import Manners, Pap, ask
from forensics.model.answer import Status
from forensics.model.observable import Observable
from tests.lookup.book import Book

STARTS_IN = 60.0
PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))

LONG = " ".join(f'"line {n:03} {"x" * 60}"' for n in range(40))
ZONE = f"""\
$TTL 60
@    SOA ns1 hostmaster 2026030101 3600 600 86400 60
@    NS ns1
@    NS ns2
@    A 203.0.113.9
@    AAAA 2001:db8::9
@    MX 20 mx2
@    MX 10 mx1
@    TXT "v=spf1 include:_spf.exam" "ple.test -all"
@    TXT "verify=1"
ns1  A 203.0.113.1
ns2  A 203.0.113.2
mx1  A 203.0.113.3
mx2  A 203.0.113.4
www  CNAME @
long TXT {LONG}
empty.below A 203.0.113.5
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:d@example.test"
"""
REVERSE = """\
$TTL 60
@ SOA ns1.example.test. hostmaster.example.test. 2026030101 3600 600 86400 60
@ NS ns1.example.test.
9 PTR example.test.
9 PTR liar.example.test.
"""
ZONES = {"example.test": ZONE, "113.0.203.in-addr.arpa": REVERSE}


def nsd(folder, port):
    """Settings of nsd."""
    zones = "".join(f'zone:\n  name: "{name}"\n  zonefile: "{name}.zone"\n' for name in ZONES)
    (folder / "nsd.conf").write_text(
        f'server:\n  ip-address: 127.0.0.1@{port}\n  username: ""\n  chroot: ""\n  zonesdir: "{folder}"\n  database: ""\n'
        f'  zonelistfile: "{folder}/zone.list"\n  xfrdfile: "{folder}/xfrd.state"\n  xfrdir: "{folder}"\n  pidfile: ""\n  server-count: 1\n'
        f"remote-control:\n  control-enable: no\n{zones}"
    )
    return ["-d", "-c", str(folder / "nsd.conf")]


def knotd(folder, port):
    """Settings of knot."""
    zones = "".join(f'  - domain: "{name}"\n    file: "{name}.zone"\n' for name in ZONES)
    (folder / "knot.conf").write_text(
        f'server:\n    rundir: "{folder}"\n    listen: 127.0.0.1@{port}\n    udp-workers: 1\n    tcp-workers: 1\n    background-workers: 1\n'
        f'database:\n    storage: "{folder}"\ntemplate:\n  - id: default\n    storage: "{folder}"\n    zonefile-sync: -1\n'
        f"    journal-content: none\nlog:\n  - target: stderr\n    any: error\nzone:\n{zones}"
    )
    return ["-c", str(folder / "knot.conf")]


@pytest.fixture(params=[knotd, nsd], ids=["knot", "nsd"])
def server(request, tmp_path):
    """A port on which the daemon serves the zones."""
    name = request.param.__name__
    program = shutil.which(name, path=PLACES)
    if program is None:
        pytest.skip(f"{name} is not installed (Debian: apt-get install {request.node.callspec.id.split('-')[0]})")
    for zone, text in ZONES.items():
        (tmp_path / f"{zone}.zone").write_text(text)
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        running = subprocess.Popen([program, *request.param(tmp_path, port)], stdout=log, stderr=log, cwd=tmp_path)
        try:
            assert answers(port, running), (tmp_path / "log").read_text(errors="replace")
            yield port
        finally:
            running.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(5)
            running.kill()
            running.wait()


def free_port():
    """One that nobody had a moment ago, for UDP and TCP."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp, socket.socket() as tcp:
            udp.bind(("127.0.0.1", 0))
            with contextlib.suppress(OSError):
                tcp.bind(udp.getsockname())
                return int(udp.getsockname()[1])


def answers(port, running):
    """Whether the daemon has come up."""
    until = time.monotonic() + STARTS_IN
    question = dns.message.make_query("example.test", "SOA")
    while time.monotonic() < until and running.poll() is None:
        with contextlib.suppress(dns.exception.Timeout, OSError):
            if dns.query.udp(question, "127.0.0.1", port=port, timeout=0.3).answer:
                return True
        time.sleep(0.05)
    return False


@pytest.fixture
def told(server, settings):
    """Asks the daemon about one value."""
    manners = Manners(pap=Pap.GREEN, settings=settings(dns={"host": "127.0.0.1", "port": server, "timeout": 20.0}))

    def asked(kind, value):
        (answer,) = ask([Observable(kind, value)], ["dns"], Book(), online=True, manners=manners)
        return answer

    return asked


def test_what_a_real_name_server_says(told):
    host = told("domain", "example.test")
    assert host.status is Status.FOUND
    assert dict(host.facts) == {
        "a": "203.0.113.9", "aaaa": "2001:db8::9", "ns": "ns1.example.test, ns2.example.test",
        "mx": "10 mx1.example.test, 20 mx2.example.test",
        "soa": "ns1.example.test. hostmaster.example.test. 2026030101 3600 600 86400 60",
        "txt": "verify=1", "spf": "v=spf1 include:_spf.example.test -all", "spf_says": "fail",
        "dmarc": "v=DMARC1; p=quarantine; rua=mailto:d@example.test", "dmarc_policy": "quarantine", "dmarc_reports": "mailto:d@example.test",
    }  # fmt: skip
    alias = told("domain", "www.example.test")
    assert (alias.facts["cname"], alias.facts["a"], alias.facts["dmarc_policy"]) == (
        "example.test",
        "203.0.113.9",
        "quarantine",
    )
    # 3 kB of text do not fit into a datagram: asked again over TCP
    long = told("domain", "long.example.test")
    assert long.status is Status.FOUND
    assert long.facts["txt"].startswith("line 000 ")
    # a name that is there and has nothing itself; one that is not there; one that this server knows nothing of
    assert told("domain", "below.example.test").facts.keys() <= {"dmarc", "dmarc_policy", "dmarc_reports"}
    assert told("domain", "nowhere.example.test").status is Status.NOT_FOUND
    assert told("domain", "example.com").status is Status.REFUSED
    address = told("ip", "203.0.113.9")
    assert dict(address.facts) == {"ptr": "example.test, liar.example.test", "confirmed": "example.test"}
    assert told("ip", "203.0.113.77").status is Status.NOT_FOUND
