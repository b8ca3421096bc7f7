"""Fixtures that drive a real Chromium. Without one the browser tests are left out and say so; in CI they fail instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.view.network import network_page

from .chromium import Browser, Page, open_browser
from .looking import chromium_or_skip

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser(chromium_or_skip()) as running:
        yield running


@pytest.fixture
def open_html(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Open a page of ours in the browser: open_html(text, width=…, height=…, dark=…, address="#…")."""
    pages = []

    def open_page(
        text: str, *, width: int = 1280, height: int = 800, dark: bool = False, address: str = ""
    ) -> Page:
        path = tmp_path / "sida.html"
        path.write_text(text, encoding="utf-8")
        page = Page(browser, width=width, height=height, dark=dark)
        pages.append(page)
        page.open(path, "document.documentElement.dataset.ready === 'true'", address)
        page.settle()
        return page

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture
def open_network(open_html: OpenPage) -> OpenPage:
    """Open the network page of some rows: open_network(rows, title=…, lang=…, and what open_html takes)."""

    def open_page(
        rows: list[dict[str, str]],
        *,
        title: str = "Vem säger vad?",
        lang: str = "sv",
        source_note: str = "",
        **how: object,
    ) -> Page:
        text = network_page(Incidence.from_rows(rows), title=title, lang=lang, source_note=source_note)
        return open_html(text, **how)

    return open_page
