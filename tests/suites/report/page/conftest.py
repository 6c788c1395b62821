"""A real browser: opened once per picture or dump, or driven over its debugging pipe."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from suites.report.folder import write_report

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "page":
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def browse():
    """Opens a written report with a fresh profile; returns what the browser printed."""

    def open_once(folder, *options, link=""):
        profile = folder / "profile"
        shutil.rmtree(profile, ignore_errors=True)
        address = f"{(folder / 'report.html').as_uri()}{link}"
        command = [
            BROWSER,
            *FLAGS,
            "--virtual-time-budget=5000",
            f"--user-data-dir={profile}",
            *options,
            address,
        ]
        return subprocess.run(command, capture_output=True, check=True, timeout=90, text=True).stdout

    return open_once


class Driver:
    """A browser that takes commands of the DevTools protocol: JSON, ended by a zero byte."""

    def __init__(self, profile):
        (out, self.write), (self.read, back) = os.pipe(), os.pipe()
        quoted = " ".join(f"'{part}'" for part in (BROWSER, *FLAGS, f"--user-data-dir={profile}"))
        line = f"exec {quoted} --remote-debugging-pipe 3<&{out} 4>&{back}"
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(
            ["bash", "-c", line], pass_fds=(out, back), stdout=quiet, stderr=quiet
        )
        os.close(out)
        os.close(back)
        self.buffer, self.last, self.session = b"", 0, None

    def send(self, method, **parameters):
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.last:
                assert "error" not in answer, answer
                return answer["result"]

    def receive(self):
        while b"\0" not in self.buffer:
            chunk = os.read(self.read, 1 << 16)
            assert chunk, "the browser is gone"
            self.buffer += chunk
        message, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(message)

    def open(self, address):
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.send("Page.enable")
        self.send("Page.navigate", url=address)
        while self.receive().get("method") != "Page.loadEventFired":
            pass

    def evaluate(self, expression):
        """The value of an expression in the page."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def press(self, key):
        codes = {"ArrowRight": 39, "ArrowDown": 40, "Enter": 13, "Escape": 27}
        text = {"text": "\r"} if key == "Enter" else {}
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=codes[key], **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=codes[key])

    def click(self, selector):
        """Clicks where the element really stands, so that something on top of it would be hit instead."""
        place = f"document.querySelector({json.dumps(selector)})"
        self.evaluate(f"{place}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        box = self.evaluate(
            f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({place}.getBoundingClientRect())"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def close(self):
        self.send("Browser.close")
        self.process.wait(timeout=30)
        os.close(self.write)
        os.close(self.read)


@pytest.fixture(scope="session")
def folder(report, tmp_path_factory):
    path = tmp_path_factory.mktemp("page")
    write_report(report, path)
    return path


@pytest.fixture
def driver(folder, tmp_path):
    browser = Driver(tmp_path / "profile")
    browser.open((folder / "report.html").as_uri())
    yield browser
    browser.close()
