"""Makes the pictures of docs/images from the bundled example, with the program itself and a real Chromium.

Run from the root of the repository: python -m scripts.make_pictures. It builds the example in a temporary folder, draws a
network, writes its network page and photographs it; nothing else is touched.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.queries.view.chromium import Browser, Page, find_chromium, open_browser

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
READY = "document.documentElement.dataset.ready === 'true'"


def main() -> int:
    executable = find_chromium()
    if executable is None:
        print("There is no Chromium here: install it (Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        workspace, page = Path(folder, "example"), Path(folder, "network.html")
        _remissgraf("demo", str(workspace))
        picture = ("--normalization", "average", "--lang", "en", "-o", str(IMAGES / "agreement.svg"))
        _remissgraf("network", "actors", "--workspace", str(workspace), *picture)
        _remissgraf("view", "network", "--workspace", str(workspace), "-o", str(page))
        with open_browser(executable) as browser:
            _photograph(browser, page, IMAGES / "network.png")
            _photograph(browser, page, IMAGES / "network-dark.png", dark=True, steps=4)
    return 0


def _remissgraf(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "remissgraf", *arguments], check=True, capture_output=True)


def _photograph(browser: Browser, path: Path, image: Path, *, dark: bool = False, steps: int = 3) -> None:
    """The page with the actor chosen that so many steps with the arrow key lead to."""
    page = Page(browser, dark=dark)
    page.open(path, READY)
    page.run("document.getElementById('canvas').focus()")
    for _ in range(steps):
        page.press("ArrowDown")
    page.run("document.activeElement.blur()")
    page.settle()
    page.screenshot(image)
    page.close()
    print(image.name)


if __name__ == "__main__":
    sys.exit(main())
