"""The matrix page in a real Chromium: what its cells show, keys, filters, order, addresses, and that everybody can use it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from remissgraf.queries.networks.incidence import WHOLE, Incidence
from remissgraf.queries.view.matrix import matrix_page

from ..networks.samples import consultation_rows, large_rows
from .chromium import Page
from .looking import faults, past_the_head, quiet, text_of, texts_of
from .pages import HOSTILE, incidence_of

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
INCIDENCE = Incidence.from_rows(consultation_rows())
POSITIONS = {(INCIDENCE.parties[0].id, WHOLE): "tillstyrker", ("urn:tyst", WHOLE): "har inte svarat"}
SILENT = [("urn:tyst", "Tysta kommunen")]
INITIATIVES = {tie.statement: (("urn:ljus", "Ljusleden"),) for tie in INCIDENCE.ties[:7]}
PAGE = matrix_page(
    INCIDENCE, title="Vem säger vad?", positions=POSITIONS, silent=SILENT, initiatives=INITIATIVES
)
CELLS = Counter((tie.actor, tie.chapter) for tie in INCIDENCE.ties)
FILLED = "document.querySelectorAll('td[aria-label]').length"


def at(page: Page) -> tuple[int, int]:
    row_, column = page.run("[+document.activeElement.dataset.row, +document.activeElement.dataset.column]")
    return row_, column


def test_every_cell_shows_its_balance(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    quiet(page)
    assert page.run(FILLED) == len(CELLS)
    shown = page.run(
        "[...document.querySelectorAll('td[aria-label]')].map(e =>"
        " [e.className, e.querySelector('.glyph').textContent, +e.querySelector('.count').textContent])"
    )
    signs = {"positive": "+", "negative": "−", "both": "±", "neutral": "○"}
    assert all(signs[balance.split()[0]] == sign for balance, sign, _ in shown)
    expected = []
    for actor, chapter in CELLS:
        polarities = {tie.polarity for tie in INCIDENCE.ties if (tie.actor, tie.chapter) == (actor, chapter)}
        both = {"positive", "negative"} <= polarities
        expected.append(
            "both"
            if both
            else next((one for one in ("positive", "negative") if one in polarities), "neutral")
        )
    assert Counter(balance for balance, _, _ in shown) == Counter(expected)
    assert sum(count for _, _, count in shown) == len(INCIDENCE.ties)
    assert "Tysta kommunen" in text_of(page, "tr.silent")
    assert "har inte svarat" in text_of(page, "tr.silent")
    assert "tillstyrker" in texts_of(page, "td.position")


def test_a_cell_opens_its_quotes(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    page.click_on("td.both")
    name = page.run("document.querySelector('td.both').getAttribute('aria-label')").split(", ")[0]
    quotes = texts_of(page, "#panel blockquote")
    assert len(quotes) == page.run("+document.querySelector('td.both .count').textContent")
    assert all(quote.startswith(name) for quote in quotes)
    page.click_on("tbody th")
    assert text_of(page, "#panel h2") == INCIDENCE.parties[0].label
    assert "tillstyrker" in text_of(page, "#panel")


def test_the_keyboard_alone_reaches_a_quote_and_comes_back(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    assert past_the_head(page) in ("td", "th")
    assert page.run("document.activeElement.dataset.row !== undefined")
    assert page.run("document.querySelectorAll('#grid [tabindex=\"0\"]').length") == 1
    page.press("ArrowUp")
    assert at(page) == (1, 0) or at(page)[0] == 0
    for _ in range(40):
        page.press("ArrowRight")
        if page.run("document.activeElement.matches('td[aria-label]')"):
            break
    here = at(page)
    page.press("Enter", code=13, text="\r")
    assert page.run("document.activeElement.id") == "panel"
    assert texts_of(page, "#panel blockquote")
    page.press("Escape")
    assert at(page) == here
    page.press("End")
    assert at(page)[1] == len(INCIDENCE.targets)
    page.press("PageDown")
    assert at(page)[0] == min(len(INCIDENCE.parties), here[0] + 10)


def test_filters_count_and_limit_the_cells(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    assert text_of(page, "#initiative-0-count") == "7"
    page.click_on("#initiative-0")
    named = [tie for tie in INCIDENCE.ties if tie.statement in INITIATIVES]
    assert page.run(FILLED) == len({(tie.actor, tie.chapter) for tie in named})
    assert page.run("document.querySelectorAll('tbody tr').length") == len({tie.actor for tie in named})
    page.click_on("#clear")
    page.click_on("#unit-1")
    assert page.run("document.querySelectorAll('thead .column').length") == 1
    assert text_of(page, "#shown").startswith(
        str(sum(tie.chapter == INCIDENCE.targets[1].id for tie in INCIDENCE.ties))
    )


def test_rows_are_put_in_order(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    page.run(
        "(() => { const s = document.querySelector('#sort'); s.value = 'number'; s.dispatchEvent(new Event('change')); })()"
    )
    names = texts_of(page, "tbody tr:not(.silent) th")
    said = Counter(tie.actor for tie in INCIDENCE.ties)
    counts = [said[party.id] for name in names for party in INCIDENCE.parties if party.label == name]
    assert counts == sorted(counts, reverse=True)
    assert "sort=number" in page.run("location.hash")


def test_the_address_keeps_everything(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    page.click_on("#polarity-2")
    page.click_on("td.negative")
    page.run(
        "(() => { const s = document.querySelector('#sort'); s.value = 'alike'; s.dispatchEvent(new Event('change')); })()"
    )
    look = "[document.querySelector('tbody').innerText, document.querySelector('#panel').innerText, document.querySelector('#sort').value]"
    before = page.run(look)
    again = open_html(PAGE, address=page.run("location.hash"))
    assert again.run(look) == before
    assert again.run("document.querySelector('#polarity-2').checked") is True
    quiet(again)


@pytest.mark.parametrize(
    "address",
    [
        "#at=%5B%22constructor%22%5D",
        "#stance=__proto__&sort=constructor",
        "#at=null&unit=[1]",
        "#%E0%A4%A&at=[[",
    ],
)
def test_a_strange_address_does_nothing(open_html: OpenPage, address: str) -> None:
    page = open_html(PAGE, address=address)
    assert page.run(FILLED) == len(CELLS)
    assert page.run("document.querySelector('#panel').classList.contains('open')") is False
    quiet(page)


def test_hostile_words_stay_text(open_html: OpenPage) -> None:
    words = HOSTILE + "långt-ord-" * 1000
    incidence = incidence_of(words)
    named = {"https://example.org/statement/1": ((words, words),)}
    positions = {("https://example.org/actor/a", WHOLE): words}
    for width in (1280, 360):
        page = open_html(
            matrix_page(
                incidence, title=words, positions=positions, silent=[("urn:x", words)], initiatives=named
            ),
            width=width,
        )
        page.click_on("td[aria-label]")
        assert texts_of(page, "#panel blockquote") == [words]
        assert page.run("document.documentElement.scrollWidth") <= width
        assert page.run("document.querySelectorAll('script').length") == 2
        assert page.run("document.querySelectorAll('img, iframe, b, [onerror]').length") == 0
        quiet(page)


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious(open_html: OpenPage, dark: bool) -> None:
    page = open_html(PAGE, dark=dark)
    assert faults(page) == []
    page.click_on("td.both")
    assert faults(page) == []
    page.run("document.body.append(document.createElement('img'))")
    assert [fault.split(":")[0] for fault in faults(page)] == ["image-alt"]


def test_heads_stay_in_a_large_matrix_and_only_it_scrolls(open_html: OpenPage) -> None:
    page = open_html(matrix_page(Incidence.from_rows(large_rows(ties=6000)), title="x"))
    assert page.run("document.querySelectorAll('tbody tr').length") == 300
    page.run("document.querySelector('#picture').scrollTo(400, 4000)")
    page.settle()
    corner = page.run(
        "(({top, left}) => [top, left])(document.querySelector('th.corner').getBoundingClientRect())"
    )
    box = page.run(
        "(({top, left}) => [top, left])(document.querySelector('#picture').getBoundingClientRect())"
    )
    assert corner == pytest.approx(box, abs=2)
    assert page.run("scrollY") == 0
    quiet(page)


@pytest.mark.parametrize("width", [320, 768])
def test_the_page_reflows_around_the_table(open_html: OpenPage, width: int) -> None:
    page = open_html(PAGE, width=width)
    assert page.run("document.documentElement.scrollWidth") <= width
    page.run("document.documentElement.style.fontSize = '200%'")
    page.settle()
    assert page.run("document.documentElement.scrollWidth") <= width + 1
