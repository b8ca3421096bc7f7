"""A small driver of a real Chromium for tests and pictures: the DevTools protocol over two pipes, with the standard library alone.

Each browser has a new, empty profile and no network beyond files. It knows nothing of the page under test.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["Browser", "BrowserError", "Page", "find_chromium", "open_browser"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    # Whatever a page might ask for by name does not exist, but for a server of the tests.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-pipe",
)
_PATIENCE = 60.0


class BrowserError(Exception):
    """The browser ended, did not answer in time, or a script in the page failed."""


def find_chromium() -> str | None:
    """The path of an installed Chromium, or None."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


class Browser:
    """A running Chromium. Messages go through file descriptors 3 and 4 of the child, each ended by a zero byte."""

    def __init__(self, executable: str, profile: Path) -> None:
        to_child, self._out = os.pipe()
        self._in, from_child = os.pipe()

        def place_pipes() -> None:
            # Copies first: one of the ends may itself be 3 or 4.
            reading, writing = os.dup(to_child), os.dup(from_child)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self._process = subprocess.Popen(
            [executable, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=place_pipes,  # noqa: PLW1509 - the parent runs one thread
            close_fds=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_child)
        os.close(from_child)
        self._number = 0
        self._received = b""
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Call a method of the DevTools protocol and wait for its result; events on the way are kept in `events`."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        data = json.dumps(message).encode("utf-8") + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        end = time.monotonic() + _PATIENCE
        while True:
            answer = self._receive(end - time.monotonic())
            if answer.get("id") != self._number:
                self.events.append(answer)
            elif "error" in answer:
                raise BrowserError(f"{method}: {answer['error']}")
            else:
                result: dict[str, Any] = answer["result"]
                return result

    def _receive(self, patience: float) -> dict[str, Any]:
        end = time.monotonic() + patience
        while b"\0" not in self._received:
            ready, _, _ = select.select([self._in], [], [], max(0.0, end - time.monotonic()))
            piece = os.read(self._in, 1 << 20) if ready else b""
            if not piece:
                raise BrowserError("Chromium does not answer")
            self._received += piece
        message, _, self._received = self._received.partition(b"\0")
        decoded: dict[str, Any] = json.loads(message)
        return decoded

    def close(self) -> None:
        with contextlib.suppress(BrowserError, OSError):
            self.call("Browser.close")
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._out)
        os.close(self._in)


class Page:
    """A tab. It notes every request, every message to the console and every error from before the page is loaded."""

    def __init__(self, browser: Browser, *, width: int = 1280, height: int = 800, dark: bool = False) -> None:
        self._browser = browser
        self._target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = browser.call("Target.attachToTarget", targetId=self._target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.call("Page.setLifecycleEventsEnabled", enabled=True)
        self.resize(width, height)
        self.prefer(dark=dark)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.call(method, self._session, **parameters)

    def resize(self, width: int, height: int) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def prefer(self, *, dark: bool = False, media: str = "") -> None:
        """Set the preferred colour scheme, and the medium ("print", or "" for the screen)."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def open(self, path: Path, ready: str = "document.readyState === 'complete'", address: str = "") -> None:
        """Open a file, with an `address` ("#…") in it, and wait until the expression `ready` is true there."""
        self.call("Page.navigate", url=path.resolve().as_uri() + address)
        self.wait(f"location.protocol === 'file:' && ({ready})")

    def visit(self, url: str, ready: str = "document.readyState === 'complete'") -> None:
        """Open a page of a server on this machine and wait until the expression `ready` is true there."""
        self.call("Page.navigate", url=url)
        self.wait(f"location.href.startsWith({json.dumps(url.partition('#')[0])}) && ({ready})")

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression (awaited if a promise). Raises BrowserError where it throws."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        if "exceptionDetails" in answer:
            raise BrowserError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait(self, expression: str) -> None:
        """Wait until a JavaScript expression is true; BrowserError after a minute."""
        end = time.monotonic() + _PATIENCE
        # Each look waits for the page to draw once, so this is no busy loop.
        while not self.run(f"new Promise(done => requestAnimationFrame(() => done(Boolean({expression}))))"):
            if time.monotonic() > end:
                raise BrowserError(f"never true: {expression}")

    def settle(self) -> None:
        """Wait until the page has drawn twice."""
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")

    def click(self, x: float, y: float) -> None:
        self.move(x, y)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        self.settle()

    def move(self, x: float, y: float) -> None:
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def click_on(self, selector: str) -> None:
        """Click on the middle of the element that a CSS selector finds."""
        box = self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{block: 'center'}});"
            " const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        self.click(box[0], box[1])

    def press(self, key: str, code: int = 0, text: str = "") -> None:
        """Press a key by its name ("Enter", "ArrowDown", "+"). code: its virtual key code, which some defaults need (Tab: 9)."""
        common = {"key": key, "windowsVirtualKeyCode": code, "text": text}
        self.call("Input.dispatchKeyEvent", type="keyDown", **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)
        self.settle()

    def type(self, text: str) -> None:
        self.call("Input.insertText", text=text)
        self.settle()

    def screenshot(self, path: Path | None = None) -> bytes:
        """The visible part as PNG, or as WebP for a path that ends so; also written to `path` if given."""
        how = {"format": "webp", "quality": 85} if path and path.suffix == ".webp" else {"format": "png"}
        image = base64.b64decode(self.call("Page.captureScreenshot", **how)["data"])
        if path is not None:
            path.write_bytes(image)
        return image

    def requests(self) -> list[str]:
        """The URLs of all requests so far, with those that the Content-Security-Policy or the network stopped."""
        return [event["params"]["request"]["url"] for event in self._events("Network.requestWillBeSent")]

    def complaints(self) -> list[str]:
        """Every uncaught error, warning and error message of the console, log entry and dialogue so far."""
        thrown = [
            json.dumps(event["params"]["exceptionDetails"])
            for event in self._events("Runtime.exceptionThrown")
        ]
        said = [
            json.dumps(event["params"]["args"])
            for event in self._events("Runtime.consoleAPICalled")
            if event["params"]["type"] in ("error", "warning", "assert")
        ]
        logged = [event["params"]["entry"]["text"] for event in self._events("Log.entryAdded")]
        dialogues = [event["params"]["message"] for event in self._events("Page.javascriptDialogOpening")]
        return thrown + said + logged + dialogues

    def _events(self, method: str) -> list[dict[str, Any]]:
        # A call first, so that events sent before now have been received.
        self.call("Runtime.evaluate", expression="0")
        return [
            event
            for event in self._browser.events
            if event.get("method") == method and event.get("sessionId") == self._session
        ]

    def close(self) -> None:
        self._browser.call("Target.closeTarget", targetId=self._target)


@contextlib.contextmanager
def open_browser(executable: str) -> Iterator[Browser]:
    """A browser with a new, empty profile that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        browser = Browser(executable, Path(profile))
        try:
            yield browser
        finally:
            browser.close()
