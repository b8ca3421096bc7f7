"""Makes the pictures of docs/images from the bundled example, with the program itself and a real Chromium.

Run from the root of the repository: python -m scripts.make_pictures. It builds the example in a temporary folder, draws a
network, writes all its pages and photographs them, wide and narrow, light and dark; nothing else is touched.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.queries.view.chromium import Page, find_chromium, open_browser

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
# Name → page and what is done on it.
SHOTS = {
    "network": ("network.html", "remissgraf.choose('Norrviks kommun')"),
    "network-groups": (
        "network.html",
        "remissgraf.show('overview'); remissgraf.style({ colour: 'type' }); remissgraf.choose('Företag')",
    ),
    "matrix": ("matrix.html", "document.querySelector('td.both').click()"),
    "response": (
        "responses/lsx-2025/01-norrviks-kommun.md.html",
        "for (let step = 0; step < 10; step += 1) document.querySelector('#forward').click()",
    ),
    "strategy": ("strategies/lsx-2025.html", "location.hash = '#c-d'"),
}
# Look in the file's name, width, height, dark.
LOOKS = (
    ("", 1280, 800, False),
    ("-dark", 1280, 800, True),
    ("-narrow", 390, 844, False),
    ("-narrow-dark", 390, 844, True),
)
READY = "document.documentElement.dataset.ready === 'true'"


def main() -> int:
    executable = find_chromium()
    if executable is None:
        print("There is no Chromium here: install it (Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder, "example")
        pages = workspace / "pages"
        _remissgraf("demo", str(workspace))
        picture = ("--normalization", "average", "--lang", "en", "-o", str(IMAGES / "agreement.svg"))
        _remissgraf("network", "actors", "--workspace", str(workspace), *picture)
        with open_browser(executable) as browser:
            for name, (path, act) in SHOTS.items():
                for look, width, height, dark in LOOKS:
                    page = Page(browser, width=width, height=height, dark=dark)
                    page.open(pages / path, READY)
                    page.run(act)
                    page.run("document.activeElement.blur()")
                    page.settle()
                    # What is brought into view moves there.
                    page.run("new Promise(done => setTimeout(done, 800))")
                    page.screenshot(IMAGES / f"{name}{look}.webp")
                    page.close()
                    print(f"{name}{look}.webp")
    return 0


def _remissgraf(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "remissgraf", *arguments], check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
