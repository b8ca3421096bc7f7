"""The query editor in a real Chromium without a network: a query of the library is asked, its table painted, its CSV saved."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

# Chromium is driven as for the other pages.
from tests.queries.view.chromium import Browser, Page, open_browser
from tests.queries.view.looking import chromium_or_skip, faults

from .conftest import Server

pytestmark = pytest.mark.browser
READY = "document.documentElement.dataset.ready === 'true'"
CELLS = "[...document.querySelectorAll('.yasr table tbody tr')].length"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser(chromium_or_skip()) as running:
        yield running


def test_a_query_of_the_library_is_asked_and_its_table_saved(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    page = Page(browser)
    browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    page.visit(f"{server.origin}/editor?lang=sv", READY)
    page.click_on('button[data-example="positions"]')
    page.wait(f"{CELLS} > 20")
    page.settle()
    # The names are painted: they are on top where they stand, and there is ink there.
    seen = page.run(
        """(() => {
          const cell = [...document.querySelectorAll('.yasr table tbody td')].find(e => e.innerText.includes('Norrviks kommun'));
          cell.scrollIntoView({block: 'center'});
          const box = cell.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + 12, box.y + box.height / 2);
          return {x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height, top: cell.contains(top)};
        })()"""
    )
    assert seen.pop("top")
    assert seen["width"] > 30
    # Letters on a ground of one colour compress far worse than the ground alone.
    painted = page.call("Page.captureScreenshot", format="png", clip={**seen, "scale": 1})["data"]
    page.run("document.querySelectorAll('.yasr td > *').forEach(e => { e.style.visibility = 'hidden'; })")
    ground = page.call("Page.captureScreenshot", format="png", clip={**seen, "scale": 1})["data"]
    page.run("document.querySelectorAll('.yasr td > *').forEach(e => { e.style.visibility = ''; })")
    assert len(painted) > 2 * len(ground)
    page.click_on(".yasr .yasr_downloadIcon")
    end = time.monotonic() + 30
    while not (saved := [path for path in tmp_path.iterdir() if path.suffix == ".csv"]):
        assert time.monotonic() < end, list(tmp_path.iterdir())
        page.settle()
    rows = list(csv.reader(saved[0].read_text(encoding="utf-8").splitlines()))
    assert rows[0][:2] == ["actor", "actor_label"]
    assert any("Norrviks kommun" in row for row in rows)
    # Nothing went elsewhere, nothing was stopped by the policy, nothing failed.
    assert {url for url in page.requests() if not url.startswith((server.origin, "data:", "blob:"))} == set()
    assert page.complaints() == []
    page.close()


def test_a_mistake_is_shown_in_the_editor(server: Server, browser: Browser) -> None:
    page = Page(browser)
    page.visit(f"{server.origin}/editor?lang=en", READY)
    page.run(
        "(() => { const y = document.querySelector('.CodeMirror').CodeMirror; y.setValue('SELECT * { ?s nosuch:p ?o }'); y.query(); })()"
    )
    page.wait("document.querySelector('.yasr').innerText.includes('nosuch')")
    assert page.complaints() == [] or all("400" in one for one in page.complaints())
    page.close()


@pytest.mark.parametrize("path", ["/", "/query/positions", "/search?q=kommunen", "/actor/norrviks-kommun"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_can_be_used_by_everybody(server: Server, browser: Browser, path: str, width: int) -> None:
    page = Page(browser, width=width, dark=width == 390)
    page.visit(server.origin + path)
    page.settle()
    assert faults(page) == []
    assert page.run("document.documentElement.scrollWidth") <= width
    assert page.complaints() == []
    page.close()
