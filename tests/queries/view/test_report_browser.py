"""The report's page in a real browser: it reads without a script, reflows, and axe finds nothing serious."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries.report.compose import compose
from remissgraf.queries.report.html import html
from remissgraf.queries.report.make import make_report
from remissgraf.queries.report.model import Options

from .chromium import Browser, Page
from .looking import faults, quiet


@pytest.fixture(scope="module", params=[320, 1280])
def page(
    request: pytest.FixtureRequest,
    browser: Browser,
    opened_example: Opened,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Page]:
    path: Path = tmp_path_factory.mktemp("report") / "rapport.html"
    report = make_report(opened_example.store, Options("sv", "0.5", "each"))
    path.write_text(html(compose(report)), encoding="utf-8")
    found = Page(browser, width=request.param, height=800)
    found.open(path, "document.readyState === 'complete'")
    yield found
    found.close()


def test_it_asks_for_nothing_and_runs_nothing(page: Page) -> None:
    quiet(page)
    assert page.run("document.querySelectorAll('script').length") == 0


def test_the_page_itself_never_scrolls_sideways(page: Page) -> None:
    assert page.run("document.documentElement.scrollWidth <= window.innerWidth")


def test_axe_finds_nothing_serious(page: Page) -> None:
    assert faults(page) == []


def test_links_and_notes_lead_to_what_is_there(page: Page) -> None:
    assert page.run("document.querySelectorAll('a[href^=\"#\"]').length") > 500
    dead = "[...document.querySelectorAll('a')].filter(a => !document.getElementById(a.hash.slice(1))).length"
    assert page.run(dead) == 0
    assert page.run("document.querySelectorAll('h1').length") == 1


def test_nothing_is_cut_off(page: Page) -> None:
    wide = "[...document.querySelectorAll('p, li, h2, h3')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert page.run(wide) == 0


def test_it_is_dark_where_the_reader_wants_that_and_light_on_paper(page: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.run(ground)
    page.prefer(dark=True)
    page.settle()
    try:
        assert page.run(ground) == "rgb(18, 23, 29)"
        assert light == "rgb(255, 255, 255)"
        assert faults(page) == []
        page.prefer(dark=True, media="print")
        page.settle()
        assert page.run(ground) == light
    finally:
        page.prefer()
