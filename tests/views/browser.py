"""A real browser, driven over Chromium's DevTools protocol, that remembers every request and every error on its console."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import websocket

from forensics.report import glyphs

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OWN = {"127.0.0.1", "localhost", "[::1]", "::1"}
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-port=0",
    "--remote-allow-origins=*", "--no-first-run", "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1500,1300", "--lang=en",
    # a name that is no loopback leads nowhere: should a page ask for one, it is recorded and still nobody hears of it
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)  # fmt: skip


def _fonts(profile: Path) -> Path:
    """The machine's fonts, and the project's Japanese one: a picture made on a bare server shows letters, no empty boxes."""
    folders = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in glyphs.folders()[:1])
    profile.mkdir(parents=True, exist_ok=True)
    told = profile / "fonts.conf"
    told.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{folders}</fontconfig>',
        encoding="utf-8",
    )
    return told


class Browser:
    """One tab. ``outside`` holds what left loopback, ``errors`` what the console or a script complained of."""

    def __init__(self, profile: Path) -> None:
        assert CHROMIUM is not None
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._number = 0
        self._process = subprocess.Popen(
            [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            env=os.environ | {"FONTCONFIG_FILE": str(_fonts(profile))},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        written = profile / "DevToolsActivePort"
        port = until(lambda: written.read_text().split()[0] if written.exists() and written.read_text() else "", 30)
        with urlopen(f"http://127.0.0.1:{port}/json/list") as reply:
            (page,) = [each for each in json.load(reply) if each["type"] == "page"]
        self._socket = websocket.create_connection(page["webSocketDebuggerUrl"], timeout=60, max_size=None)
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        # frames and workers of their own process report to the same socket
        self.call("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=False, flatten=True)

    def call(self, method: str, **parameters: Any) -> Any:
        """One command and its result."""
        self._number += 1
        mine = self._number
        self._socket.send(json.dumps({"id": mine, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == mine:
                assert "error" not in message, (method, message["error"])
                return message["result"]
            self._heard(message)

    def _heard(self, message: dict[str, Any]) -> None:
        told = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(told["url"])
            case "Target.attachedToTarget":
                session = told["sessionId"]
                for domain in ("Runtime", "Network", "Log"):
                    self._number += 1
                    order = {"id": self._number, "method": f"{domain}.enable", "sessionId": session}
                    self._socket.send(json.dumps(order))
            case "Runtime.exceptionThrown":
                details = told["exceptionDetails"]
                self.errors.append(details.get("exception", {}).get("description") or details["text"])
            case "Runtime.consoleAPICalled" if told["type"] in ("error", "assert"):
                self.errors.append(" ".join(str(a.get("value", a.get("description"))) for a in told["args"]))
            case "Log.entryAdded" if told["entry"]["level"] == "error":
                self.errors.append(f"{told['entry']['text']} {told['entry'].get('url', '')}")

    @property
    def outside(self) -> list[str]:
        """Requests that left this machine (or tried to)."""
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in ("data", "blob", "about", "chrome") and urlsplit(url).hostname not in OWN
        ]

    def open(self, url: str) -> None:
        """Go to a page."""
        self.call("Page.navigate", url=url)

    def run(self, script: str) -> Any:
        """The value of an expression in the page, awaited where it is a promise."""
        told = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, (script, told["exceptionDetails"])
        return told["result"].get("value")

    def wait(self, script: str, seconds: float = 60) -> Any:
        """The value of an expression as soon as it is true."""
        return until(lambda: self.run(script), seconds, script)

    def click(self, selector: str) -> None:
        """A real click, in the middle of the first element that fits."""
        wanted = json.dumps(selector)
        self.wait(f"!!document.querySelector({wanted})")
        self.run(f"document.querySelector({wanted}).scrollIntoView({{block: 'center'}})")
        time.sleep(0.2)
        x, y = self.run(
            f"(() => {{const b = document.querySelector({wanted}).getBoundingClientRect();"
            "return [b.x + b.width / 2, b.y + b.height / 2]})()"
        )
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.click(selector)
        self.call("Input.insertText", text=text)

    def picture(self, path: Path) -> None:
        """What is on the screen now."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def close(self) -> None:
        """End the browser that was started here."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(20)


def until(look: Any, seconds: float, what: str = "") -> Any:
    """What ``look`` gives, as soon as it is true."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, f"nothing after {seconds} s: {what}"
        time.sleep(0.1)
    return found
